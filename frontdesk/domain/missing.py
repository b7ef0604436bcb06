"""What is needed for a first visit and was not said, as factual questions. The desk gathers facts and never interprets them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.domain.fact import Fact
from frontdesk.domain.fact_words import PAIRED, site_word


@dataclass(frozen=True, slots=True)
class Missing:
    """``kind`` names what lacks (site, side, phone, email, birthday); ``question`` is the sentence to ask; ``about`` of which site."""

    kind: str
    label: str
    question: str
    about: str = ""


def _sides(facts: list[Fact]) -> list[Missing]:
    unsaid: dict[str, str] = {}
    for fact in facts:
        if fact.kind == "body_site" and fact.value in PAIRED and fact.side in (None, "unstated"):
            unsaid.setdefault(str(fact.value), site_word(str(fact.value)))
    said = {str(f.value) for f in facts if f.kind == "body_site" and f.side in ("left", "right", "both")}
    return [Missing("side", "Side", f"Which {word} is it, left or right?", word) for site, word in unsaid.items() if site not in said]


def missing(facts: Iterable[Fact], *, phone: str, email: str, birthday_known: bool) -> tuple[Missing, ...]:
    """What to ask for, most needed first. ``phone`` and ``email`` are what the message's own fields or the record give."""
    stated = list(facts)
    kinds = {f.kind for f in stated}
    found: list[Missing] = []
    if "body_site" not in kinds:
        found.append(Missing("site", "Site", "Where does it hurt?"))
    found += _sides(stated)
    if not phone and "phone" not in kinds:
        found.append(Missing("phone", "Phone", "Which number may we call you on?"))
    if not email and "email" not in kinds:
        found.append(Missing("email", "E-mail", "Is there an e-mail address we may write to?"))
    if not birthday_known:
        found.append(Missing("birthday", "Birthday", "What is your date of birth?"))
    return tuple(found)
