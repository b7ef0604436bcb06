"""Recall: who is to be asked to come again, by rule or because a clinician wishes it, what was tried and what came of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from frontdesk.domain.errors import BadInput
from frontdesk.domain.patient import Patient
from frontdesk.domain.plain import begun


class RecallState(StrEnum):
    OPEN = "open"
    BOOKED = "booked"
    DECLINED = "declined"
    CLOSED = "closed"


class Outcome(StrEnum):
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    MESSAGE = "message"
    WRONG_NUMBER = "wrong_number"
    WILL_CALL = "will_call"
    NOT_NOW = "not_now"
    SENT = "sent"
    SCHEDULED = "scheduled"
    DECLINED = "declined"


OUTCOME_WORDS = {
    Outcome.NO_ANSWER: "No answer", Outcome.VOICEMAIL: "Voicemail left", Outcome.MESSAGE: "Left with family", Outcome.WRONG_NUMBER: "Wrong number",
    Outcome.WILL_CALL: "Will call us", Outcome.NOT_NOW: "Not now", Outcome.SENT: "Sent", Outcome.SCHEDULED: "Booked", Outcome.DECLINED: "Declined",
}  # fmt: skip
ENDS = {Outcome.SCHEDULED: RecallState.BOOKED, Outcome.DECLINED: RecallState.DECLINED}
_REST = {Outcome.NO_ANSWER: 2, Outcome.VOICEMAIL: 5, Outcome.MESSAGE: 5, Outcome.WILL_CALL: 14, Outcome.NOT_NOW: 90, Outcome.SENT: 14}
WAYS = ("phone", "text", "email", "letter")


@dataclass(frozen=True, slots=True)
class RecallRule:
    """Whoever was last seen so many months (or ``weeks``, where they are said) ago and has no visit ahead; of one kind of visit or any."""

    id: int
    name: str
    months: int
    type_id: int | None = None
    active: bool = True
    weeks: int = 0
    version: int = 0

    @property
    def days(self) -> int:
        return self.weeks * 7 or round(self.months * 30.4375)

    @property
    def told(self) -> str:
        """Its own words as a sentence for the letter; none where nothing was typed but how long."""
        words = " ".join(self.name.split())
        return "" if not words or words == f"Not seen for {self.since}" else begun(words) + ("" if words[-1] in ".!?" else ".")

    @property
    def since(self) -> str:
        """How long, in words."""
        many, unit = (self.weeks, "week") if self.weeks else (self.months, "month")
        return f"{many} {unit}{'' if many == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Recall:
    """``not_before``: leave in peace until that day."""

    id: int
    patient_id: int
    due: date
    reason: str
    asked_at: datetime
    asked_by: str = ""
    rule_id: int | None = None
    state: RecallState = RecallState.OPEN
    not_before: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class RecallAttempt:
    """One try to reach somebody."""

    id: int
    recall_id: int
    at: datetime
    who: str
    way: str
    outcome: Outcome
    note: str = ""
    version: int = 0


def rest_until(outcome: Outcome, today: date) -> date | None:
    """When to try again after that."""
    days = _REST.get(outcome)
    return today + timedelta(days=days) if days else None


def barred(patient: Patient, way: str, taken_back: Collection[str]) -> str:
    """Why somebody is not to be reached that way; empty where they may. ``taken_back``: consents that do not stand any more."""
    if way in ("phone", "text") and patient.never_call:
        return f"{patient.name} is never to be called. Write instead."
    if way == "text" and "Text messages" in taken_back:
        return f"{patient.name} has taken back that text messages may be sent."
    if way == "email" and "E-mail" in taken_back:
        return f"{patient.name} has taken back that e-mail may be used. Send a letter."
    reach = {"phone": patient.phone, "text": patient.phone, "email": patient.email, "letter": patient.address.street}[way]
    return "" if reach else f"No {'number' if way in ('phone', 'text') else 'address'} is on file for that."


def wish(text: str, today: date) -> tuple[date, str]:
    """As typed: "6 months, look at the knee"."""
    found = re.match(r"\s*(?:in\s+)?(\d{1,3})\s*(day|week|month|year)s?\b[\s,:;]*(.*)", text, re.IGNORECASE)
    if found is None:
        raise BadInput("Say when, then why: “6 months, look at the knee”.")
    number, unit, reason = int(found[1]), found[2].lower(), found[3].strip()
    days = number * {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}[unit]
    if not 0 < days <= 3700:
        raise BadInput("A recall lies between a day and ten years ahead.")
    return today + timedelta(days=round(days)), reason
