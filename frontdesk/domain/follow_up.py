"""A visit that a clinician asked for: "again in 6 weeks, 20 minutes", with the window in which it may lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from frontdesk.domain import when
from frontdesk.domain.errors import BadInput


class FollowUpState(StrEnum):
    OPEN = "open"
    BOOKED = "booked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """``ideal``, ``earliest`` and ``latest`` are days, all included. ``asked_by`` is who asked, ``asked_at`` the instant.

    ``appointment_id`` is the visit that closed it. With ``series_id`` it is a session that had no time when the series was booked.
    """

    id: int
    patient_id: int
    type_id: int
    minutes: int
    ideal: date
    earliest: date
    latest: date
    asked_at: datetime
    asked_by: str = ""
    clinician_id: int | None = None
    note: str = ""
    state: FollowUpState = FollowUpState.OPEN
    appointment_id: int | None = None
    series_id: int | None = None
    series_no: int = 0
    version: int = 0

    def window_words(self, today: date) -> str:
        """Words like "9 Dec to 6 Jan, in 4 weeks", or that it is overdue."""
        span = f"{self.earliest.day} {when.MONTHS[self.earliest.month - 1][:3]} to {self.latest.day} {when.MONTHS[self.latest.month - 1][:3]}"
        away = (self.ideal - today).days
        if today > self.latest:
            return f"{span}, overdue"
        return f"{span}, in {round(away / 7)} weeks" if away >= 14 else f"{span}, in {away} days" if away > 0 else f"{span}, due"


def window(today: date, *, weeks: int, least: int | None = None, most: int | None = None) -> tuple[date, date, date]:
    """(ideal, earliest, latest) of "again in so many weeks"; without limits a third of the time to either side, at least a week."""
    if not 0 < weeks <= 104:
        raise BadInput("Say in how many weeks: 1 to 104.")
    around = max(1, weeks // 3)
    first = max(1, weeks - around) if least is None else least
    last = weeks + around if most is None else most
    if not first <= weeks <= last:
        raise BadInput("The window must hold the wanted week: at least, ideal, at most.")
    return today + timedelta(weeks=weeks), today + timedelta(weeks=first), today + timedelta(weeks=last)
