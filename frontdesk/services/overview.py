"""What the overview of a record adds to it: the visit that is to be booked next with free times for it, and what is ready for the one ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import readiness
from frontdesk.data import recalls as recall_rows
from frontdesk.domain.appointment import Lives, Status, Visit
from frontdesk.domain.clinic import House
from frontdesk.domain.slots import Slot, Wish
from frontdesk.services import calendar, follow_ups
from frontdesk.services.desk import Desk

_COMING = (Status.BOOKED, Status.HELD, Status.WAITING, Status.IN_ROOM)
_EITHER_SIDE = timedelta(days=7)
"""Around the day of a recall."""


@dataclass(frozen=True, slots=True)
class NextVisit:
    """``line``: length and clinician; ``away``: when; ``why``: who asked for it, empty where nobody did."""

    wish: Wish
    line: str
    away: str
    why: str
    slots: tuple[Slot, ...]
    follow_up_id: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """``ahead``: the next visit that is booked or going on, ``ready`` what is ready for it. ``to_book`` is None where nothing is asked for and a visit lies ahead."""

    patient_id: int
    ahead: Visit | None
    ready: frozenset[str]
    to_book: NextVisit | None


def overview(desk: Desk, *, patient_id: int) -> Overview:
    now = desk.wall_now()
    with desk.read() as session:
        visits = appointment_rows.of_patient(session, patient_id=patient_id)
        coming = [v for v in visits if v.appointment.status in _COMING and v.appointment.lives is Lives.BOOK and v.appointment.end > now]
        ahead = min(coming, key=lambda v: v.appointment.start, default=None)
        ready = readiness.of_visits(session, appointment_ids=[ahead.appointment.id]).get(ahead.appointment.id, frozenset()) if ahead else frozenset()
        due = [one.due for one in recall_rows.open_ones(session, patient_id=patient_id)]
    asked = next(iter(follow_ups.cards(desk, patient_id=patient_id)), None)
    if asked is not None:
        return Overview(patient_id, ahead, ready, _asked(desk, asked))
    if later := [v for v in coming if v.appointment.status in (Status.BOOKED, Status.HELD)]:
        return Overview(patient_id, ahead or later[0], ready, None)
    first = datetime.combine(due[0] - _EITHER_SIDE, time()) if due else now
    return Overview(patient_id, ahead, ready, _usual(desk, patient_id, visits, max(first, now), "Recall" if due else ""))


def _asked(desk: Desk, card: follow_ups.Card) -> NextVisit:
    one = card.follow_up
    window, _, away = card.words.rpartition(", ")
    return _made(desk, card.wish, away, ", ".join(p for p in (window, f"asked for by {one.asked_by}", one.note) if p), one.id)


def _usual(desk: Desk, patient_id: int, visits: tuple[Visit, ...], first: datetime, why: str) -> NextVisit | None:
    """A follow-up with whoever saw them last; who has never been here is to have a first consultation."""
    house = desk.house()
    been = [v.appointment for v in visits if v.appointment.status in (Status.DONE, Status.IN_ROOM, Status.WAITING)]
    last = max(been, key=lambda one: one.start, default=None)
    look = "follow_up" if last else "new_consultation"
    kind = next((t for t in house.types if t.active and t.look == look), next((t for t in house.types if t.active), None))
    if kind is None:
        return None
    wish = Wish(kind.id, wanted_clinician_id=last.clinician_id if last and house.clinician(last.clinician_id).active else None, earliest=first, patient_id=patient_id)
    return _made(desk, wish, "", why)


def _made(desk: Desk, wish: Wish, away: str, why: str, follow_up_id: int | None = None) -> NextVisit:
    return NextVisit(wish, _line(desk.house(), wish), away, why, calendar.slots(desk, wish=wish, limit=2).slots, follow_up_id)


def _line(house: House, wish: Wish) -> str:
    who = wish.clinician_id or wish.wanted_clinician_id
    return ", ".join(p for p in (f"{wish.minutes or house.type(wish.type_id).minutes} min", house.clinician(who).short if who else "") if p)
