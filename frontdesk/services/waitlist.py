"""The wait list at the desk: who waits, whom a free time would suit, offering it, and what they said. The machine books nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import rows
from frontdesk.data import waitlist as waiting_rows
from frontdesk.data.store import Write
from frontdesk.domain import waitlist as rules
from frontdesk.domain import when
from frontdesk.domain.appointment import Appointment, Status, Urgency, stepped
from frontdesk.domain.clinic import House
from frontdesk.domain.errors import BadInput, Refused, Taken
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.domain.openings import spans
from frontdesk.domain.patient import Patient, split_name
from frontdesk.domain.slots import Finder, Slot, Wish
from frontdesk.domain.timespan import Span
from frontdesk.domain.waitlist import Match, Opening, WaitEntry, WaitState
from frontdesk.services import calendar
from frontdesk.services import patients as patient_service
from frontdesk.services.desk import Desk

OFFERED = "offered from the wait list"
OFFER_MINUTES = 60
"""How long a time is held for somebody who has been offered it."""


@dataclass(frozen=True, slots=True)
class WaitCard:
    """An entry as the tray shows it: ``line`` the wish, ``second`` how soon, ``state`` as of now, ``wish`` what to look for."""

    entry: WaitEntry
    state: WaitState
    line: str
    second: str
    wish: Wish


def cards(desk: Desk) -> tuple[WaitCard, ...]:
    """Who waits now, the longest first."""
    now, today = desk.now(), desk.wall_now().date()
    with desk.read() as session:
        found = waiting_rows.entries(session)
    standing = ((one, one.state_at(now=now, today=today)) for one in found)
    return tuple(_card(desk, one, state) for one, state in standing if state in rules.OPEN)


def _card(desk: Desk, one: WaitEntry, state: WaitState) -> WaitCard:
    house = desk.house()
    kind = house.type(one.type_id)
    whose = f"{house.clinician(one.clinician_id).short} only" if one.clinician_id else ""
    line = ", ".join(p for p in (f"{kind.name} {one.minutes} min", one.note, times_words(one, clock24=house.clinic.clock24), whose) if p)
    second = f"Can come {rules.reach_words(one.reach)}"
    wish = Wish(one.type_id, one.minutes, clinician_id=one.clinician_id, not_before=one.not_before, not_after=one.not_after,
                weekdays=one.weekdays or None, patient_id=one.patient_id)  # fmt: skip
    return WaitCard(one, state, line, second, wish)


def times_words(one: WaitEntry, *, clock24: bool = False) -> str:
    """Words like "Mon, Tue, before 12:00 pm"."""
    days = ", ".join(when.DAYS[d][:3] for d in sorted(one.weekdays))
    first = f"after {when.clock(one.not_before, clock24=clock24)}" if one.not_before else ""
    last = f"before {when.clock(one.not_after, clock24=clock24)}" if one.not_after else ""
    return ", ".join(p for p in (days, first, last) if p)


def draft(desk: Desk, *, patient_id: int | None = None, inquiry_id: int | None = None, appointment_id: int | None = None) -> WaitEntry:
    """What is known already of somebody who is to go on the list: from a visit (booked or cancelled), a patient or an inquiry. Not stored."""
    house, visit = desk.house(), None
    with desk.read() as session:
        if appointment_id is not None:
            visit = rows.get(session, Appointment, appointment_id)
            patient_id = visit.patient_id
        patient = rows.get(session, Patient, patient_id) if patient_id else None
        inquiry = rows.get(session, Inquiry, inquiry_id) if inquiry_id else None
    kind = house.type(visit.type_id) if visit else next((t for t in house.types if t.active), house.types[0])
    name, phone = (patient.name, patient.phone) if patient else (inquiry.name, inquiry.phone) if inquiry else ("", "")
    return WaitEntry(
        0, name, kind.id, visit.minutes if visit else kind.minutes, desk.now(), patient_id=patient.id if patient else None, inquiry_id=inquiry_id, phone=phone,
        not_before=patient.not_before if patient else None, not_after=patient.not_after if patient else None,
        clinician_id=patient.preferred_clinician_id if patient and patient.only_clinician else None,
        until=desk.wall_now().date() + timedelta(days=60), urgency=visit.urgency if visit else Urgency.ROUTINE,
        current_id=visit.id if visit and visit.busy and visit.status is Status.BOOKED else None,
    )  # fmt: skip


def add(desk: Desk, *, entry: WaitEntry) -> WaitEntry:
    """Somebody goes on the list."""
    if not entry.name.strip():
        raise BadInput("Say who waits: a name is needed.")
    if not 5 <= entry.minutes <= 720 or entry.reach < 0:
        raise BadInput("Say for how many minutes, and how soon they can be here.")
    with desk.write("Put somebody on the wait list") as write:
        return rows.add(write, replace(entry, name=entry.name.strip(), since=write.now, state=WaitState.WAITING))


def take_off(desk: Desk, *, entry_id: int) -> WaitEntry:
    """Not waiting any more; the row stays, and can be put back."""
    with desk.write("Off the wait list") as write:
        return rows.change(write, waiting_rows.stepped(rows.get(write, WaitEntry, entry_id), WaitState.DECLINED))


def put_back(desk: Desk, *, entry_id: int) -> WaitEntry:
    with desk.write("Back on the wait list") as write:
        return rows.change(write, waiting_rows.stepped(rows.get(write, WaitEntry, entry_id), WaitState.WAITING))


def matches(desk: Desk, *, opening: Opening, limit: int = 5) -> tuple[Match, ...]:
    """Who would be suited by a free time, the best first; each with the slot they would have."""
    wall, now, house = desk.wall_now(), desk.now(), desk.house()
    day = opening.span.start.date()
    busy = calendar.busy_between(desk, first=day, last=day)
    with desk.read() as session:
        waiting = waiting_rows.entries(session)

    def fit(entry: WaitEntry) -> Slot | None:
        wish = Wish(entry.type_id, entry.minutes, clinician_id=opening.clinician_id, not_before=entry.not_before, not_after=entry.not_after, patient_id=entry.patient_id)
        finder = Finder(house, busy, wish, now=wall)
        finder.earliest = max(wall + timedelta(minutes=entry.reach), opening.span.start)
        clinician = house.clinician(opening.clinician_id)
        return next((slot for start in _starts(entry, opening, finder.earliest) if (slot := finder.exactly(clinician, start))), None)

    return rules.match(waiting, opening, fit, wall=wall, now=now)[:limit]


def _starts(entry: WaitEntry, opening: Opening, earliest: datetime) -> tuple[datetime, ...]:
    """At the beginning of the free time, or as soon as the person can be here, or so that it ends with it."""
    soonest = earliest + (datetime.min - earliest) % timedelta(minutes=5)
    last = opening.span.end - timedelta(minutes=entry.minutes)
    return tuple(s for s in (opening.span.start, soonest, last) if opening.span.start <= s <= last)


def widened(desk: Desk, *, clinician_id: int, freed: Span) -> Opening | None:
    """A freed stretch with what is free beside it now; None where somebody has it already, or it is over."""
    house, wall = desk.house(), desk.wall_now()
    day = freed.start.date()
    busy = calendar.busy_between(desk, first=day, last=day)
    wish = Wish(house.types[0].id, clinician_id=clinician_id)
    finder = Finder(house, busy, wish, now=wall)
    free = 0
    for _, mask in finder.free(house.clinician(clinician_id), day):
        free |= mask
    run = next((s for s in spans(free, day) if s.overlaps(freed)), None)
    return None if run is None or freed.end <= wall else Opening(clinician_id, Span(max(run.start, min(freed.start, run.end)), run.end), freed.minutes)


def offer(desk: Desk, *, entry_id: int, slot: Slot) -> WaitEntry:
    """Hold a time for somebody while they are called. Nobody is booked by it."""
    try:
        with desk.write("Offer a time to somebody on the wait list") as write:
            waiting_rows.release(write, today=desk.wall_now().date())
            appointment_rows.release_expired(write)
            one = waiting_rows.stepped(rows.get(write, WaitEntry, entry_id), WaitState.OFFERED)
            until = write.now + timedelta(minutes=OFFER_MINUTES)
            held = appointment_rows.place(write, Appointment(
                0, one.patient_id, one.type_id, slot.clinician_id, slot.room_id, slot.site_id, slot.start, slot.end, slot.room_start, slot.room_end, slot.zone,
                Status.HELD, detail=OFFERED, inquiry_id=one.inquiry_id, expires_at=until, uid=f"{uuid4().hex}@frontdesk",
            ))  # fmt: skip
            return rows.change(write, replace(one, offer_id=held.id, offered_at=write.now, offer_until=until))
    except Taken as taken:
        raise calendar.told(desk, slot, _type_of(desk, entry_id), taken) from None


def _type_of(desk: Desk, entry_id: int) -> int:
    with desk.read() as session:
        return rows.get(session, WaitEntry, entry_id).type_id


def accept(desk: Desk, *, entry_id: int) -> Appointment:
    """They said yes: the held time becomes their visit, and a later one they had is given up. One intention."""
    with desk.write("Book from the wait list") as write:
        one = rows.get(write, WaitEntry, entry_id)
        if one.state is not WaitState.OFFERED or one.offer_id is None:
            raise Refused("Nothing is on offer to them now. Offer a time first.")
        held = rows.get(write, Appointment, one.offer_id)
        if held.status is not Status.HELD or (held.expires_at and held.expires_at <= write.now):
            raise Refused("The offered time has run out. Offer it again, if it is still free.")
        patient = _patient(write, one)
        given_up = rows.get(write, Appointment, one.current_id) if one.current_id else None
        if given_up and given_up.status is Status.BOOKED:
            rows.change(write, replace(stepped(given_up, Status.CANCELLED, now=write.now), cancel_code="pat-swl", cancel_note="took an earlier time"))
        visit = appointment_rows.place(write, replace(stepped(held, Status.BOOKED, now=write.now), patient_id=patient.id, expires_at=None, detail=one.note))
        waiting_rows.booked(write, entry_id=entry_id, visit=visit)
        _close_inquiry(write, one, visit)
        return visit


def _patient(write: Write, one: WaitEntry) -> Patient:
    if one.patient_id:
        return rows.get(write, Patient, one.patient_id)
    given, family = split_name(one.name)
    return patient_service.create_within(write, Patient(0, given, family, phone=one.phone))


def _close_inquiry(write: Write, one: WaitEntry, visit: Appointment) -> None:
    if one.inquiry_id:
        inquiry = rows.get(write, Inquiry, one.inquiry_id)
        rows.change(write, replace(inquiry, state=State.BOOKED, patient_id=visit.patient_id, appointment_id=visit.id, unread=False))


def decline(desk: Desk, *, entry_id: int, stays: bool = True) -> WaitEntry:
    """They said no, or could not be reached: the time is free again. They stay on the list, and are not offered this time twice."""
    to = WaitState.WAITING if stays else WaitState.DECLINED
    with desk.write(rules.STEPS[WaitState.OFFERED, to]) as write:
        one = waiting_rows.stepped(rows.get(write, WaitEntry, entry_id), to)
        held = rows.get(write, Appointment, one.offer_id) if one.offer_id else None
        said_no = (*one.declined, held.start.isoformat(timespec="minutes")) if held else one.declined
        if held and held.status is Status.HELD:
            rows.change(write, replace(stepped(held, Status.CANCELLED, now=write.now), cancel_code="pat", cancel_note="offered, not taken"))
        return rows.change(write, replace(one, offer_id=None, offered_at=None, offer_until=None, declined=said_no))


def fill_words(house: House, found: Match) -> str:
    """What the key would do, in words: "Fill 11:15 with Anton Weber"."""
    clock = when.clock(found.slot.start, clock24=house.clinic.clock24).rsplit(" ", 1)[0]
    return f"Fill {clock} with {found.entry.name}"


