"""Calling somebody back: who is to be called, what came of an attempt, when to try again."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from frontdesk.domain.inquiry import ON_THE_PHONE, Inquiry, Source
from frontdesk.domain.question import Verdict


class Outcome(StrEnum):
    """What came of one attempt, in the words of the desk."""

    REACHED = "reached"
    NO_ANSWER = "no answer"
    VOICEMAIL = "left a voicemail"
    LATER = "asked to be called later"
    WRONG = "wrong number"
    NEVER = "asked not to be called"


_LEAD = "Called: "
HOURS_AGAIN = {Outcome.NO_ANSWER: 2}
"""Hours until it is tried again."""
WORKING_DAYS_AGAIN = {Outcome.VOICEMAIL: 1, Outcome.LATER: 1}


def note_of(outcome: Outcome) -> str:
    """An attempt is a note of the case, in these very words, so that it stands in the timeline with who and when."""
    return f"{_LEAD}{outcome.value}"


def attempts(notes: Iterable[str]) -> tuple[Outcome, ...]:
    """The attempts among the notes of a case, in their order; a note that only begins alike is none."""
    known = {note_of(one): one for one in Outcome}
    return tuple(known[text] for text in notes if text in known)


def to_call(inquiry: Inquiry, phone: str, verdict: Verdict | None) -> bool:
    """Who called waits for a call, and so does whoever a clinician means to call or can be reached in no other way."""
    if not phone:
        return False
    return inquiry.source in (*ON_THE_PHONE, Source.MISSED_CALL) or verdict is Verdict.CALL or not inquiry.email
