"""The wait list and the follow-ups as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from frontdesk.data import rows, tables
from frontdesk.data.session import Session, Write
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Refused
from frontdesk.domain.follow_up import FollowUp, FollowUpState
from frontdesk.domain.waitlist import OPEN, STEPS, WaitEntry, WaitState

_entry, _follow_up = tables.wait_entry, tables.follow_up
_HAVE = {
    WaitState.WAITING: "still wait for a time", WaitState.OFFERED: "have a time on offer", WaitState.ACCEPTED: "have said yes to a time",
    WaitState.DECLINED: "are off the wait list", WaitState.EXPIRED: "are off the wait list, since their wish has run out", WaitState.BOOKED: "are booked",
}  # fmt: skip


def entries(session: Session, *, every: bool = False) -> tuple[WaitEntry, ...]:
    """Who waits, the longest first; those that are through only with ``every``."""
    wanted = select(_entry).order_by(_entry.c.since, _entry.c.id)
    if not every:
        wanted = wanted.where(_entry.c.state.in_([s.value for s in OPEN]))
    return tuple(rows.back(WaitEntry, row) for row in session.execute(wanted).mappings())


def entry_of_offer(session: Session, *, appointment_id: int) -> WaitEntry | None:
    row = session.execute(select(_entry).where(_entry.c.offer_id == appointment_id).order_by(_entry.c.id.desc())).mappings().first()
    return rows.back(WaitEntry, row) if row else None


def follow_ups(session: Session, *, patient_id: int | None = None) -> tuple[tuple[FollowUp, str, str], ...]:
    """Open ones, of everybody or of one patient, with the patient's name and chart number, the earliest window first."""
    who = tables.patient
    wanted = (
        select(_follow_up, who.c.given_name, who.c.family_name, who.c.chart).join(who, who.c.id == _follow_up.c.patient_id)
        .where(_follow_up.c.state == FollowUpState.OPEN.value).order_by(_follow_up.c.latest, _follow_up.c.id)
    )  # fmt: skip
    wanted = wanted.where(_follow_up.c.patient_id == patient_id) if patient_id is not None else wanted
    return tuple(
        (rows.back(FollowUp, row), " ".join(p for p in (row["given_name"], row["family_name"]) if p), row["chart"]) for row in session.execute(wanted).mappings()
    )


def release(write: Write, *, today: date) -> None:
    """Mark what has run out at this instant: offers nobody took, wishes that are over. An intention of its own, before the caller's."""
    beside: Write | None = None
    for one in entries(write):
        state = one.state_at(now=write.now, today=today)
        if state is not one.state:
            beside = beside or write.beside("Release what has run out on the wait list")
            rows.change(beside, replace(one, state=state, offer_id=None, offered_at=None, offer_until=None))


def stepped(one: WaitEntry, state: WaitState) -> WaitEntry:
    """One legal step of an entry; ``Refused`` where it is not."""
    if (one.state, state) not in STEPS:
        raise Refused(f"They {_HAVE[one.state]}, so this cannot be done now. Look at the wait list again (W).")
    return replace(one, state=state)


def booked(write: Write, *, entry_id: int, visit: Appointment) -> None:
    """Inside a booking: the wish is met."""
    rows.change(write, replace(stepped(rows.get(write, WaitEntry, entry_id), WaitState.BOOKED), offer_id=visit.id, patient_id=visit.patient_id, offer_until=None))
