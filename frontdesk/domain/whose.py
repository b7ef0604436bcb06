"""Whose body a letter or a question speaks of: the reader's own, or that of somebody the reader writes for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.domain.fact import Fact


@dataclass(frozen=True, slots=True)
class Whose:
    """``whom``: "you", "your mother"; ``whose`` stands before what is theirs: "your", "your mother's"."""

    whom: str = "you"
    whose: str = "your"

    @property
    def own(self) -> bool:
        return self.whom == "you"


def whose(facts: Iterable[Fact]) -> Whose:
    """By the fact of whom the person writes for; where it is no plain word, nothing is said of who it is."""
    about = next((" ".join(str(f.value).casefold().split()) for f in facts if f.kind == "about"), "")
    if not about:
        return Whose()
    if not re.fullmatch(r"[a-z][a-z' -]{1,29}", about) or about.split()[0] in ("my", "our", "a", "the", "self", "someone", "somebody", "another"):
        return Whose("the patient", "the patient's")
    return Whose(f"your {about}", f"your {about}'" if about.endswith("s") else f"your {about}'s")
