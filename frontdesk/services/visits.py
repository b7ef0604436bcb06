"""The life of one visit: its steps, what came of asking, cancelling with a reason and taking that back; each one intention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import journal as journal_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.data import waitlist as waiting_rows
from frontdesk.data.store import Write
from frontdesk.domain import cancellation, when
from frontdesk.domain.appointment import (
    CONFIRMATION_WORDS,
    FOLLOWS,
    STEPS,
    Appointment,
    Confirmation,
    Lives,
    Status,
    Urgency,
    Visit,
    stepped,
)
from frontdesk.domain.errors import BadInput, Refused, Taken
from frontdesk.domain.letter import AHEAD, LetterKind
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import wall_of
from frontdesk.services import calendar, calling, waitlist
from frontdesk.services.calendar import Booking
from frontdesk.services.desk import Desk


def set_status(desk: Desk, *, appointment_id: int, status: Status) -> Appointment:
    """One legal step, forward or back, journalled under its own name. ``Taken`` (with the next free time) where its time is taken meanwhile."""
    visit = calendar.get(desk, appointment_id=appointment_id)
    try:
        with desk.write(STEPS.get((visit.status, status), "Change a status")) as write:
            appointment_rows.release_expired(write)
            return appointment_rows.place(write, stepped(rows.get(write, Appointment, appointment_id), status, now=write.now))
    except Taken as taken:
        raise calendar.told(desk, calendar.slot_of(visit), visit.type_id, taken) from None


def book_held(desk: Desk, *, appointment_id: int) -> Appointment:
    """They said yes: what was held for them is booked, with its letter; what was offered from the wait list closes their wish."""
    held = calendar.get(desk, appointment_id=appointment_id)
    with desk.read() as session:
        waiting = waiting_rows.entry_of_offer(session, appointment_id=held.id)
    if waiting is not None:
        return waitlist.accept(desk, entry_id=waiting.id)
    return calendar.book(desk, booking=Booking(
        calendar.slot_of(held), held.type_id, held.inquiry_id, held.patient_id, detail=held.detail, held_id=held.id,
    )).appointment  # fmt: skip


def next_of(desk: Desk, *, patient_id: int) -> Visit | None:
    """Their next visit that can still be moved or called off."""
    with desk.read() as session:
        found = appointment_rows.of_patient(session, patient_id=patient_id)
    ahead = [v for v in found if v.appointment.status in (Status.BOOKED, Status.HELD) and v.appointment.lives is Lives.BOOK and v.appointment.start > desk.wall_now()]
    return min(ahead, key=lambda v: v.appointment.start, default=None)


def cancel(desk: Desk, *, appointment_id: int, code: str, note: str = "", call_id: int | None = None, told: Appointment | None = None) -> Appointment:
    """Cancelled with a reason of the list, never deleted: it stays in the day's cancelled visits, the patient's visits and the journal.

    ``call_id`` and ``told`` as in ``moving.place``.
    """
    visit = calendar.get(desk, appointment_id=appointment_id)
    with desk.write(STEPS.get((visit.status, Status.CANCELLED), "Cancel a visit")) as write:
        calling.as_told_within(desk, write, visit=told)
        gone = rows.change(write, _cancelled(rows.get(write, Appointment, appointment_id), code, note, write.now))
        _call_off(desk, write, gone)
        calling.settled_within(write, inquiry_id=call_id)
        return gone


def _call_off(desk: Desk, write: Write, visit: Appointment) -> None:
    """Whoever holds a letter about the visit gets one that calls it off; letters that were not sent yet are named in the print run."""
    if any(letter.sent_at and letter.kind in AHEAD for letter in letter_rows.of_appointment(write, appointment_id=visit.id)):
        calendar.queue_letter(desk, write, visit, LetterKind.CANCELLATION)


def _cancelled(visit: Appointment, code: str, note: str, now: datetime) -> Appointment:
    if code not in cancellation.BY_CODE:
        raise BadInput("Choose a reason from the list.", more=code)
    if visit.status is Status.CANCELLED:
        raise Refused("This visit has been cancelled already.")
    if Status.CANCELLED not in FOLLOWS[visit.status]:
        raise Refused("Only a visit that has not begun can be cancelled.")
    return replace(stepped(visit, Status.CANCELLED, now=now), cancel_code=code, cancel_note=note.strip(), lives=Lives.BOOK)


def reinstate(desk: Desk, *, appointment_id: int) -> Appointment:
    """A cancelled visit back on its time; refused with the next free one where somebody has it now."""
    return set_status(desk, appointment_id=appointment_id, status=Status.BOOKED)


def rebook(desk: Desk, *, appointment_id: int, slot: Slot, code: str = "pat", note: str = "") -> Appointment:
    """Cancel, and book the same thing anew in its stead: a new row that names the one it replaces. One intention."""
    old = calendar.get(desk, appointment_id=appointment_id)
    try:
        with desk.write("Cancel and book anew") as write:
            appointment_rows.release_expired(write)
            gone = rows.change(write, _cancelled(rows.get(write, Appointment, appointment_id), code, note, write.now))
            fresh = calendar.moved_to(gone, slot)
            made = appointment_rows.place(write, replace(
                fresh, id=0, version=0, status=Status.BOOKED, uid=f"{uuid4().hex}@frontdesk", replaces_id=gone.id, confirmation=Confirmation.UNCONFIRMED,
                confirmed_for=None, waiting_since=None, room_since=None, expires_at=None, cancel_code="", cancel_note="", cancelled_at=None,
                overlap_reason="",
            ))  # fmt: skip
            if made.patient_id and letter_rows.of_appointment(write, appointment_id=gone.id):
                letter_rows.queue(write, patient_id=made.patient_id, appointment_id=made.id, subject=calendar.subject(desk, made))
            return made
    except Taken as taken:
        raise calendar.told(desk, slot, old.type_id, taken) from None


def confirm(desk: Desk, *, appointment_id: int, outcome: Confirmation) -> Appointment:
    """What came of asking whether they will come; it holds for the time the visit has now, and no other."""
    with desk.write(f"Confirmation: {CONFIRMATION_WORDS[outcome].lower()}") as write:
        visit = rows.get(write, Appointment, appointment_id)
        if visit.status is not Status.BOOKED:
            raise Refused("Only a visit that is booked and has not begun is confirmed.")
        return rows.change(write, replace(visit, confirmation=outcome, confirmed_for=visit.start if outcome else None))


def set_urgency(desk: Desk, *, appointment_id: int, urgency: Urgency) -> Appointment:
    with desk.write("Change how urgent a visit is") as write:
        return rows.change(write, replace(rows.get(write, Appointment, appointment_id), urgency=urgency))


def to_tray(desk: Desk, *, appointment_id: int) -> Appointment:
    """Pull a visit off the book, to be booked again later; its time is free at once. Moving it puts it back."""
    with desk.write("Pull a visit off the book") as write:
        visit = rows.get(write, Appointment, appointment_id)
        if visit.status is not Status.BOOKED:
            raise Refused("Only a visit that has not begun can be pulled off the book.")
        return rows.change(write, replace(visit, lives=Lives.TRAY))


def cancelled_between(desk: Desk, *, first: date, last: date) -> tuple[Visit, ...]:
    """The cancelled visits of these days, both included, by their time."""
    start, end = datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)
    with desk.read() as session:
        found = appointment_rows.between(session, first=start, last=end, every=True)
    return tuple(v for v in found if v.appointment.status is Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a visit: the wall time, who did it, and what, in words that name the old time where it moved."""

    at: datetime
    who: str
    words: str


def history(desk: Desk, *, appointment_id: int) -> tuple[Happened, ...]:
    """Who changed this visit and when, newest first."""
    house = desk.house()
    with desk.read() as session:
        found = journal_rows.of_row(session.connection, "appointment", appointment_id)
    return tuple(
        Happened(wall_of(entry["at"], house.zone), entry["who"], _happened(entry, clock24=house.clinic.clock24)) for entry in found
    )


def _happened(entry: journal_rows.RowChange, *, clock24: bool) -> str:
    before, after = entry["before"], entry["after"]
    if before is None or after is None:
        return str(entry["label"])
    words = [("taken back: " if entry["header"] == "undo" else "") + str(entry["label"])]
    if before["start"] != after["start"]:
        words.append(f"was {when.moment_words(datetime.fromisoformat(before['start']), clock24=clock24)}")
    if after.get("cancel_code") and not before.get("cancel_code"):
        words += [p for p in (cancellation.words(after["cancel_code"]), after.get("cancel_note")) if p]
    return ", ".join(words)
