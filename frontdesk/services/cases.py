"""One person, one case: messages joined and parted by the desk, answers filed where they belong, and what was put off coming back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import questions as question_rows
from frontdesk.data import replies as reply_rows
from frontdesk.data import rows
from frontdesk.data.store import Session, Write
from frontdesk.domain.errors import Refused
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.domain.openings import after_working_days
from frontdesk.domain.reply import ReplyState
from frontdesk.domain.timespan import instant_of, wall_of
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Alike:
    """Another inquiry that may be of the same person, and why."""

    inquiry: Inquiry
    why: str


def alike(session: Session, members: Iterable[Inquiry]) -> tuple[Alike, ...]:
    """Others that came under the same address or number: offered, never joined by the machine alone."""
    own = list(members)
    emails = {one.email for one in own if one.email}
    phones = {one.phone for one in own if one.phone}
    found = inquiry_rows.reachable_alike(session, emails=emails, phones=phones)
    left_out = {one.id for one in own}.union(*(inquiry_rows.parted(session, inquiry_id=one.id) for one in own))
    return tuple(Alike(one, "same e-mail address" if one.email in emails else "same phone number") for one in found if one.id not in left_out)


def take(desk: Desk, *, inquiry_id: int) -> Inquiry:
    """Whoever is at this desk has it now, so that no second one begins on it; a second time it is anybody's again."""
    who = desk.who or "Front desk"
    with desk.read() as session:
        mine = rows.get(session, Inquiry, inquiry_id).owner == who
    with desk.write("Give an inquiry back" if mine else "Take an inquiry") as write:
        inquiry = rows.get(write, Inquiry, inquiry_id)
        fresh, begun = (inquiry.state is State.NEW and not mine), (inquiry.state is State.WORKING and mine and not inquiry.closed_reason)
        asked = begun and question_rows.of_inquiries(write, inquiry_ids=[inquiry_id])
        state = State.WORKING if fresh else State.NEW if begun and not asked else inquiry.state
        return rows.change(write, replace(inquiry, owner="" if mine else who, state=state, unread=False))


def join(desk: Desk, *, inquiry_id: int, other_id: int) -> Inquiry:
    """Both are of one person: the later message goes into the case of the earlier one. Gives the first message of the case."""
    with desk.write("Join two inquiries") as write:
        first, second = sorted((_lead(write, inquiry_id), _lead(write, other_id)), key=lambda i: (i.received_at is None, i.received_at or write.now, i.id))
        if first.id == second.id:
            raise Refused("These two are one case already.")
        patients = {p for p in (first.patient_id, second.patient_id) if p}
        if len(patients) > 1:
            raise Refused("These inquiries are linked to two different patients. Merge the patients first, or leave the inquiries apart.")
        for member in inquiry_rows.members(write, case_id=second.id):
            rows.change(write, replace(member, case_id=first.id))
        return rows.change(write, _together(first, second, patients))


def _together(first: Inquiry, second: Inquiry, patients: set[int]) -> Inquiry:
    """What is still to do stays to do, what is urgent stays urgent; whoever joined them has seen both."""
    rank = (State.BOOKED, State.NEW, State.WORKING, State.OFFERED, State.WITH_CLINICIAN, State.SNOOZED)
    states = [s for s in rank if s in (first.state, second.state)]
    return replace(
        first, state=states[0] if states else first.state, patient_id=next(iter(patients), None), urgent=first.urgent or second.urgent,
        unread=False, appointment_id=first.appointment_id or second.appointment_id, email=first.email or second.email,
        phone=first.phone or second.phone, owner=first.owner or second.owner, due_at=first.due_at or second.due_at,
    )  # fmt: skip


def _lead(write: Write, inquiry_id: int) -> Inquiry:
    inquiry = rows.get(write, Inquiry, inquiry_id)
    return rows.get(write, Inquiry, inquiry.case_id) if inquiry.case_id else inquiry


def part(desk: Desk, *, inquiry_id: int) -> Inquiry:
    """That message is of somebody else after all: a case of its own, to do again. Remembered, so that it is not offered anew."""
    with desk.write("Part an inquiry from a case") as write:
        inquiry = rows.get(write, Inquiry, inquiry_id)
        if inquiry.case_id is None:
            raise Refused("This message stands alone already.")
        inquiry_rows.remember_parted(write, inquiry_id=inquiry.id, other_id=inquiry.case_id)
        return rows.change(write, replace(inquiry, case_id=None, state=State.WORKING if inquiry.state is not State.NEW else State.NEW))


def keep_apart(desk: Desk, *, inquiry_id: int, other_id: int) -> None:
    """The desk says: that is somebody else. Remembered."""
    with desk.write("Inquiries of two people") as write:
        inquiry_rows.remember_parted(write, inquiry_id=inquiry_id, other_id=other_id)


def snooze(desk: Desk, *, inquiry_id: int, until: datetime) -> Inquiry:
    """Put off until an instant; it comes back to To do by itself."""
    with desk.write("Put an inquiry off") as write:
        if until <= write.now:
            raise Refused("Choose a moment that is still to come.")
        inquiry = rows.get(write, Inquiry, inquiry_id)
        if inquiry.state is State.BOOKED:
            raise Refused("This inquiry is booked; there is nothing to put off.")
        return rows.change(write, replace(inquiry, state=State.SNOOZED, due_at=until, unread=False))


def snooze_choices(desk: Desk) -> tuple[tuple[str, datetime], ...]:
    """Words and instants of the usual ways to put something off."""
    house, wall = desk.house(), desk.wall_now()
    morning = wall.replace(hour=8, minute=0, second=0, microsecond=0)
    week = morning + timedelta(days=7 - wall.weekday())
    choices = (("In two hours", wall + timedelta(hours=2)), ("Next working day", after_working_days(house, morning, 1)),
               ("In two working days", after_working_days(house, morning, 2)), ("Next Monday", week), ("In two weeks", morning + timedelta(days=14)))  # fmt: skip
    return tuple((words, instant_of(at, house.zone, fold=0)) for words, at in choices)


def wake(desk: Desk) -> int:
    """What was put off until now, and offers that have run out, are to do again; gives how many."""
    now = desk.now()
    with desk.read() as session:
        due = inquiry_rows.waking(session, now=now)
        lapsed = [i for i in inquiry_rows.offered_without_hold(session, now=now) if not _being_sent(session, i)]
    if not due and not lapsed:
        return 0
    with desk.write("Back to do", undoable=False) as write:
        appointment_rows.release_expired(write)
        for one in (*due, *lapsed):
            current = rows.get(write, Inquiry, one.id)
            if current.state in (State.SNOOZED, State.OFFERED):
                why = "offer expired" if current.state is State.OFFERED else "put off until now"
                rows.change(write, replace(current, state=State.WORKING, unread=True, closed_reason=why))
    return len(due) + len(lapsed)


def _being_sent(session: Session, inquiry: Inquiry) -> bool:
    return any(r.state in (ReplyState.WAITING, ReplyState.SENDING) for r in reply_rows.of_inquiries(session, inquiry_ids=[inquiry.id]))


def file_answer(write: Write, *, inquiry: Inquiry, refers_to: Iterable[str]) -> Inquiry | None:
    """A mail that answers one we sent, from the address we sent it to, goes into that case, which is to do again.

    Gives the first message of the case, or None where it is not such an answer. A due date that was set stays.
    """
    for reply in reply_rows.by_message_id(write, ids=refers_to):
        if reply.recipient.strip().casefold() != inquiry.email.strip().casefold():
            continue
        lead = _lead(write, reply.inquiry_id)
        if lead.id == inquiry.id:
            continue
        rows.change(write, replace(inquiry, case_id=lead.id))
        state = lead.state if lead.state is State.BOOKED else State.WORKING
        return rows.change(write, replace(lead, state=state, unread=True, closed_reason="answered by the person", urgent=lead.urgent or inquiry.urgent))
    return None


def due_words(inquiry: Inquiry, zone: str) -> datetime | None:
    """The wall time at which it comes back."""
    return wall_of(inquiry.due_at, zone) if inquiry.due_at else None
