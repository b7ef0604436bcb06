"""A question to a clinician: what the desk may not answer itself, and what came back, signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What the clinician decides; in the order of the keys 1 to 4."""

    INVITE = "invite"
    IMAGING = "imaging"
    CALL = "call"
    NOT_FOR_US = "not_for_us"


VERDICT_WORDS: dict[Verdict, str] = {
    Verdict.INVITE: "Invite to visit", Verdict.IMAGING: "Imaging first", Verdict.CALL: "Clinician calls", Verdict.NOT_FOR_US: "Not for us",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """``line`` is what the desk asks; ``quote`` the person's own words it is about. ``answer`` only once it is signed."""

    id: int
    inquiry_id: int
    clinician_id: int
    line: str
    quote: str = ""
    asked_by: str = ""
    asked_at: datetime | None = None
    due_at: datetime | None = None
    draft: str = ""
    verdict: Verdict | None = None
    answer: str = ""
    signed_by: str = ""
    answered_at: datetime | None = None
    version: int = 0

    @property
    def open(self) -> bool:
        return self.answered_at is None
