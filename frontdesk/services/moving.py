"""Where a visit stands on the book, changed by hand: moved, made longer or shorter, or put back out of the tray."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import rows
from frontdesk.data.store import Session
from frontdesk.domain import when
from frontdesk.domain.appointment import MOVABLE, Appointment, Lives, Status, why_it_stays
from frontdesk.domain.clinic import House
from frontdesk.domain.errors import Refused, Taken
from frontdesk.domain.fit import LEAST, Fit, Judge, Verdict, Wanted, busy_at
from frontdesk.domain.patient import Patient
from frontdesk.domain.slots import Wish
from frontdesk.services import calendar, calling
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Moved:
    """``sentence`` names patient, new time and, where it was changed for a free one, the room; ``was`` the old time."""

    appointment: Appointment
    sentence: str
    was: str


def wanted(visit: Appointment, *, start: datetime, end: datetime, clinician_id: int | None = None, room_id: int | None = None) -> Wanted:
    """The visit held at another time; with ``room_id`` in that room and no other."""
    return Wanted(start, end, clinician_id or visit.clinician_id, visit.type_id, room_id or visit.room_id, room_id is not None, visit.patient_id, visit.id)


def wish_of(desk: Desk, *, visit: Appointment) -> Wish:
    """Where a visit could go: as long as it is, best with its own clinician, within what the patient wishes."""
    with desk.read() as session:
        patient = rows.get(session, Patient, visit.patient_id) if visit.patient_id else None
    only = patient.preferred_clinician_id if patient and patient.only_clinician else None
    return Wish(
        visit.type_id, visit.minutes, clinician_id=only, wanted_clinician_id=visit.clinician_id, patient_id=visit.patient_id,
        not_before=patient.not_before if patient else None, not_after=patient.not_after if patient else None,
    )  # fmt: skip


def judge(desk: Desk, *, wanted: Wanted) -> Verdict:
    """Whether it fits there, by the rows as they are now."""
    with desk.read() as session:
        return _judge(desk, session, wanted)


def _judge(desk: Desk, session: Session, wanted: Wanted) -> Verdict:
    midnight = datetime.combine(wanted.start.date(), time())
    found = appointment_rows.between(session, first=midnight - timedelta(hours=4), last=midnight + timedelta(hours=28))
    return Judge(desk.house(), busy_at(found, desk.now()), desk.wall_now()).judge(wanted)


def place(desk: Desk, *, wanted: Wanted, overlap_reason: str = "", outside: bool = False, call_id: int | None = None,
          told: Appointment | None = None) -> Moved:  # fmt: skip
    """Put a visit where it is wanted: the same row, so the journal keeps the old time.

    ``Taken`` says who is in the way, until when, and what is free; a reason makes it a deliberate overlap. What only breaks the
    house's hours is ``Refused`` unless it is meant (``outside``). ``call_id``: the call that asked for it is settled with it; ``told``: the visit
    as it was said in that call, ``Stale`` where it is another by now.
    """
    assert wanted.visit_id is not None
    if wanted.end - wanted.start < LEAST:
        raise Refused("A visit lasts five minutes at least.")
    with desk.write(_label(desk, wanted)) as write:
        calling.as_told_within(desk, write, visit=told)
        appointment_rows.release_expired(write)
        visit = rows.get(write, Appointment, wanted.visit_id)
        _may_move(visit, wanted)
        verdict = _judge(desk, write, wanted)
        _refuse(desk.house(), verdict, overlap_reason=overlap_reason, outside=outside)
        reason = overlap_reason if verdict.fit is Fit.TAKEN else ""
        moved = appointment_rows.place(write, replace(calendar.moved_to(visit, verdict.slot), overlap_reason=reason))
        if (moved.start, moved.clinician_id, moved.room_id) != (visit.start, visit.clinician_id, visit.room_id):
            calendar.renew_letter(desk, write, moved)
        calling.settled_within(write, inquiry_id=call_id)
        return Moved(moved, _sentence(desk, write, visit, moved), when.moment_words(visit.start, clock24=desk.house().clinic.clock24))


def _label(desk: Desk, wanted: Wanted) -> str:
    with desk.read() as session:
        visit = rows.get(session, Appointment, wanted.visit_id or 0)
    if visit.lives is Lives.TRAY:
        return "Book a visit again"
    if visit.clinician_id == wanted.clinician_id and (visit.start == wanted.start) != (visit.end == wanted.end):
        return "Change how long a visit lasts"
    return "Move a visit"


def _may_move(visit: Appointment, wanted: Wanted) -> None:
    if visit.status in MOVABLE or (visit.status is Status.IN_ROOM and (visit.start, visit.clinician_id) == (wanted.start, wanted.clinician_id)):
        return
    raise Refused(why_it_stays(visit))


def _refuse(house: House, verdict: Verdict, *, overlap_reason: str, outside: bool) -> None:
    clock24 = house.clinic.clock24
    words = verdict.words(clock24=clock24)
    if verdict.fit is Fit.NEVER:
        raise Refused(verdict.who)
    if verdict.fit is Fit.OUTSIDE and not (outside or overlap_reason):
        raise Refused(f"{words}. Hold Alt while you let go if that is meant.")
    if verdict.fit is Fit.TAKEN and not overlap_reason:
        free = f" Next free: {when.moment_words(verdict.free.start, clock24=clock24)}." if verdict.free else ""
        raise Taken(f"Taken: {words}.{free}", what=verdict.what, who=verdict.who, until=verdict.until,
                    next_free=verdict.free.start if verdict.free else None)  # fmt: skip


def _sentence(desk: Desk, session: Session, before: Appointment, after: Appointment) -> str:
    house = desk.house()
    named = appointment_rows.visit(session, appointment_id=after.id)
    who = named.patient_name if named else "The visit"
    clock24 = house.clinic.clock24
    if before.lives is after.lives and before.start.date() == after.start.date() and before.clinician_id == after.clinician_id:
        if before.start == after.start:
            return f"{who} until {when.clock(after.end, clock24=clock24)}"
        told = when.clock(after.start, clock24=clock24)
    else:
        told = when.moment_words(after.start, clock24=clock24)
    whose = f", {house.clinician(after.clinician_id).short}" if after.clinician_id != before.clinician_id else ""
    room = f", now in {house.room(after.room_id).name}" if after.room_id and before.room_id and after.room_id != before.room_id else ""
    return f"{who} moved to {told}{whose}{room}"
