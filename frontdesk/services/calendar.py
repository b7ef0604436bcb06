"""The calendar's verbs: what a day looks like, what is free, and booking in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.data import waitlist as waiting_rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import fact_words, openings, when
from frontdesk.domain.appointment import Appointment, Lives, Status, Visit, minutes_behind
from frontdesk.domain.clinic import Block, Busy, Clinician, House
from frontdesk.domain.errors import NotFound, Refused, Taken
from frontdesk.domain.fact import Fact
from frontdesk.domain.fit import as_busy, busy_at
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.domain.letter import KIND_WORDS, LetterKind
from frontdesk.domain.openings import Plan, after_working_days
from frontdesk.domain.patient import Patient, split_name
from frontdesk.domain.person import PostalAddress, is_name
from frontdesk.domain.slots import Finder, Slot, SlotList, Wish, find
from frontdesk.domain.timespan import Span, instant_of
from frontdesk.services import follow_ups
from frontdesk.services import patients as patient_service
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Column:
    """A clinician's day. ``open`` spans are wall time, blocks not taken out; minutes are bookable minutes.

    ``behind`` is how many minutes the next one will be kept beyond the time on the book: today only. ``sites``: where the clinician works that day.
    """

    clinician: Clinician
    open: tuple[Span, ...]
    free_minutes: int
    booked_share: float
    behind: int = 0
    sites: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DayBlock:
    """A named block on that day; both ids None = everybody."""

    block: Block
    span: Span
    clinician_id: int | None
    room_id: int | None


@dataclass(frozen=True, slots=True)
class DayView:
    """A day as the grid draws it. ``closed`` says why nobody works, or is empty."""

    day: date
    house: House
    columns: tuple[Column, ...]
    visits: tuple[Visit, ...]
    blocks: tuple[DayBlock, ...]
    closed: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody not on file yet."""

    name: str
    phone: str = ""
    email: str = ""
    birth_date: date | None = None
    address: PostalAddress = field(default_factory=PostalAddress)
    occupation: str = ""


@dataclass(frozen=True, slots=True)
class Booking:
    """What to book: for a patient, or for a new person (from the inquiry where neither is given). ``held_id``: the held time that becomes the visit."""

    slot: Slot
    type_id: int
    inquiry_id: int | None = None
    patient_id: int | None = None
    person: NewPerson | None = None
    detail: str = ""
    overlap_reason: str = ""
    letter: bool = True
    held_id: int | None = None
    follow_up_id: int | None = None
    wait_id: int | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """``sentence`` names patient, day, time, clinician and room, for the snackbar."""

    appointment: Appointment
    patient: Patient
    letter_id: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class DayLoad:
    """A day of a month: how much of it is still free; ``slots`` for the wish that was asked with; ``reason`` why it is closed."""

    day: date
    closed: bool
    open_minutes: int
    free_minutes: int
    share: float
    slots: int
    visits: int = 0
    reason: str = ""


def house(desk: Desk) -> House:
    return desk.house()


def _wide(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, time()), datetime.combine(last, time()) + timedelta(days=1)


def _busy(desk: Desk, session: Session, first: date, last: date) -> tuple[Busy, ...]:
    start, end = _wide(first, last)
    return appointment_rows.busy(session, first=start, last=end, now=desk.now())


def day(desk: Desk, *, day: date) -> DayView:
    """Everything the grid shows of one day, in one read."""
    return days(desk, first=day, last=day)[0]


def days(desk: Desk, *, first: date, last: date) -> tuple[DayView, ...]:
    """The same of each day from ``first`` to ``last``, both included, in one read."""
    house = desk.house()
    start, end = _wide(first, last)
    with desk.read() as session:
        visits = appointment_rows.between(session, first=start, last=end)
    plan, taken = Plan(house), openings.Taken.of(as_busy(busy_at(visits, desk.now())))
    by_day: dict[date, list[Visit]] = {first + timedelta(days=n): [] for n in range((last - first).days + 1)}
    for one in visits:
        begun, over = one.appointment.start.date(), (one.appointment.end - timedelta(minutes=1)).date()
        for number in range((over - begun).days + 1):
            if (touched := begun + timedelta(days=number)) in by_day:
                by_day[touched].append(one)
    return tuple(_day_view(desk, plan, taken, day, tuple(found)) for day, found in by_day.items())


def _day_view(desk: Desk, plan: Plan, taken: openings.Taken, day: date, visits: tuple[Visit, ...]) -> DayView:
    house, seen = plan.house, {v.appointment.clinician_id for v in visits}
    columns = tuple(replace(_column(plan, taken, c, day), behind=_behind(desk, visits, c.id)) for c in house.clinicians if c.active or c.id in seen)
    return DayView(day, house, columns, visits, _blocks(house, day), plan.closed(day))


def _behind(desk: Desk, visits: tuple[Visit, ...], clinician_id: int) -> int:
    wall = desk.wall_now()
    return minutes_behind((v.appointment for v in visits if v.appointment.clinician_id == clinician_id and v.appointment.start.date() == wall.date()), wall=wall)


def _column(plan: Plan, taken: openings.Taken, clinician: Clinician, day: date) -> Column:
    mask = 0
    where = plan.open_at(clinician.id, day)
    for one in where.values():
        mask |= one
    open_, free, booked = openings.free_minutes(plan, taken, clinician.id, day)
    return Column(clinician, openings.spans(mask, day), free, booked / open_ if open_ else 0.0, sites=frozenset(where))


def _blocks(house: House, day: date) -> tuple[DayBlock, ...]:
    found = []
    for block in house.blocks:
        if openings.block_on(block, day):
            end = datetime.combine(day, block.end) + timedelta(days=block.end == time())
            found.append(DayBlock(block, Span(datetime.combine(day, block.start), end), block.clinician_id, block.room_id))
    return tuple(found)


def next_worked(desk: Desk, *, day: date, by: int) -> date:
    """The nearest day after (``by`` 1) or before (-1) that one on which somebody works, at most two weeks away; else its neighbour."""
    house, near = desk.house(), [day + timedelta(days=by * n) for n in range(1, 15)]
    plan, nothing, people = Plan(house), openings.Taken(), [c.id for c in house.clinicians if c.active]
    return next((one for one in near if any(openings.free_minutes(plan, nothing, key, one)[0] for key in people)), near[0])


def busy_between(desk: Desk, *, first: date, last: date) -> tuple[Busy, ...]:
    """What occupies clinicians, rooms and patients on these days, both included."""
    with desk.read() as session:
        return _busy(desk, session, first, last)


def slots(desk: Desk, *, wish: Wish, limit: int = 5) -> SlotList:
    """The best free times for a wish, over all its days."""
    now = desk.wall_now()
    first = max(now, wish.earliest or now).date()
    with desk.read() as session:
        busy = _busy(desk, session, min(first, now.date()), first + timedelta(days=wish.days))
    return find(desk.house(), busy, wish, now=now, limit=limit)


def slots_on(desk: Desk, *, wish: Wish, day: date, limit: int = 9) -> SlotList:
    """The best free times of one day; what is free this week is counted as in ``slots``."""
    now = desk.wall_now()
    today, sunday = now.date(), now.date() + timedelta(days=6 - now.weekday())
    with desk.read() as session:
        week = _busy(desk, session, today, sunday)
        busy = week if today <= day <= sunday else (*week, *_busy(desk, session, day, day))
    return find(desk.house(), busy, wish, now=now, limit=limit, day=day)


def month(desk: Desk, *, first: date, last: date, wish: Wish | None) -> tuple[DayLoad, ...]:
    """One entry a day, both ends included."""
    house = desk.house()
    with desk.read() as session:
        busy = _busy(desk, session, first, last)
    plan, taken = Plan(house), openings.Taken.of(busy)
    finder = Finder(house, busy, wish, now=desk.wall_now()) if wish else None
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    booked = Counter(b.start.date() for b in busy)
    return tuple(replace(_load(house, plan, taken, finder, one), visits=booked[one], reason=plan.closed(one)) for one in days)


def _load(house: House, plan: Plan, taken: openings.Taken, finder: Finder | None, day: date) -> DayLoad:
    parts = [openings.free_minutes(plan, taken, c.id, day) for c in house.clinicians if c.active]
    open_, free = sum(p[0] for p in parts), sum(p[1] for p in parts)
    return DayLoad(day, not open_, open_, free, free / open_ if open_ else 0.0, finder.count([day]) if finder else 0)


def book(desk: Desk, *, booking: Booking) -> Booked:
    """Patient, visit, link to the inquiry and letter in one transaction, with one label for undo.

    ``Taken`` where somebody was faster: who, until when, and the next free time.
    """
    try:
        with desk.write("Book a visit") as write:
            return _book(desk, write, booking)
    except Taken as taken:
        raise told(desk, booking.slot, booking.type_id, taken) from None


def _book(desk: Desk, write: Write, booking: Booking) -> Booked:
    appointment_rows.release_expired(write)
    inquiry = rows.get(write, Inquiry, booking.inquiry_id) if booking.inquiry_id else None
    if inquiry and inquiry.state is State.BOOKED:
        raise Refused("This inquiry has been booked already. Open its visit in the calendar.")
    patient = _patient(write, booking, inquiry)
    visit = _met(write, booking, appointment_rows.place(write, _of_hold(write, booking, _appointment(desk, write, booking, patient, inquiry))))
    if inquiry:
        done = replace(inquiry, state=State.BOOKED, patient_id=patient.id, appointment_id=visit.id, unread=False)
        rows.change(write, done)
    letter = None
    if booking.letter:
        letter = letter_rows.queue(write, patient_id=patient.id, appointment_id=visit.id, subject=subject(desk, visit)).id
    return Booked(visit, patient, letter, _sentence(desk, patient.name, visit))


def _met(write: Write, booking: Booking, visit: Appointment) -> Appointment:
    """The follow-up, or the wish on the wait list, that this booking meets is closed by it."""
    if booking.wait_id:
        waiting_rows.booked(write, entry_id=booking.wait_id, visit=visit)
    return follow_ups.close_within(write, follow_up_id=booking.follow_up_id, visit=visit) if booking.follow_up_id else visit


def _of_hold(write: Write, booking: Booking, wanted: Appointment) -> Appointment:
    """What was held for it, or for the same inquiry at that very time, becomes the visit; what else was offered to them is free again."""
    own = rows.get(write, Appointment, booking.held_id) if booking.held_id else None
    if own is not None and own.status is Status.HELD:
        wanted = replace(wanted, id=own.id, version=own.version, uid=own.uid)
    if wanted.inquiry_id is None:
        return wanted
    for held in (one for one in appointment_rows.held_for(write, inquiry_id=wanted.inquiry_id) if one.id != wanted.id):
        if (held.start, held.end, held.clinician_id) == (wanted.start, wanted.end, wanted.clinician_id) and not wanted.id:
            wanted = replace(wanted, id=held.id, version=held.version, uid=held.uid)
        else:
            rows.change(write, replace(held, status=Status.EXPIRED))
    return wanted


def subject(desk: Desk, visit: Appointment, kind: LetterKind = LetterKind.APPOINTMENT) -> str:
    """What the print run calls a letter about the visit."""
    house = desk.house()
    told = f"{house.type(visit.type_id).name}, {when.moment_words(visit.start, clock24=house.clinic.clock24)}"
    return told if kind is LetterKind.APPOINTMENT else f"{KIND_WORDS[kind]}: {told}"


def _sentence(desk: Desk, name: str, visit: Appointment) -> str:
    house = desk.house()
    room = f", {house.room(visit.room_id).name}" if visit.room_id else ""
    moment = when.moment_words(visit.start, clock24=house.clinic.clock24)
    return f"{name}, {moment}, {house.clinician(visit.clinician_id).short}{room}"


def _patient(write: Write, booking: Booking, inquiry: Inquiry | None) -> Patient:
    key = booking.patient_id or (inquiry.patient_id if inquiry else None)
    if key:
        return rows.get(write, Patient, key)
    told = [f.fact for f in fact_rows.of_inquiry(write, inquiry_id=inquiry.id) if f.decision != "rejected"] if inquiry else []
    person = booking.person or (_person_of(inquiry, told) if inquiry else None)
    if person is None:
        raise Refused("Say who the visit is for: choose a patient, or type a name.")
    if booking.person and not is_name(person.name):
        raise Refused(f"“{person.name.strip()[:40]}” is no name. Type what the patient is called, then book.")
    given, family = split_name(person.name)
    return patient_service.create_within(write, Patient(
        0, given, family, birth_date=person.birth_date, phone=person.phone, email=person.email, address=person.address,
        occupation=person.occupation, alerts=_whose_name(person, inquiry, told),
    ))  # fmt: skip


def _whose_name(person: NewPerson, inquiry: Inquiry | None, facts: Iterable[Fact]) -> tuple[str, ...]:
    """A record under the name of somebody who wrote for somebody else says so until the desk has asked."""
    about = next((str(f.value) for f in facts if f.kind == "about"), "")
    return (f"Check the name: {person.name} wrote for {about}",) if about and inquiry and person.name == inquiry.name else ()


def _person_of(inquiry: Inquiry, facts: Iterable[Fact]) -> NewPerson:
    """From the message's own fields first, then from the facts read in it."""
    first = {fact.kind: str(fact.value) for fact in reversed(list(facts))}
    return NewPerson(
        inquiry.name, phone=inquiry.phone or first.get("phone", ""), email=inquiry.email or first.get("email", ""),
        occupation=first.get("occupation", ""),
    )  # fmt: skip


def _appointment(desk: Desk, write: Write, booking: Booking, patient: Patient, inquiry: Inquiry | None) -> Appointment:
    slot = booking.slot
    instant_of(slot.start, slot.zone)  # a time that does not exist, or comes twice, is refused here with a sentence
    detail = booking.detail
    if not detail and inquiry:
        sites = [f.fact for f in fact_rows.of_inquiry(write, inquiry_id=inquiry.id) if f.fact.kind == "body_site" and f.decision != "rejected"]
        detail = fact_words.words(sites[0]) if sites else ""
    return Appointment(
        0, patient.id, booking.type_id, slot.clinician_id, slot.room_id, slot.site_id, slot.start, slot.end, slot.room_start,
        slot.room_end, slot.zone, Status.BOOKED, detail=detail, inquiry_id=inquiry.id if inquiry else None,
        overlap_reason=booking.overlap_reason, uid=f"{uuid4().hex}@frontdesk",
    )  # fmt: skip


def told(desk: Desk, slot: Slot, type_id: int, taken: Taken) -> Taken:
    """The same refusal with a sentence that names who, until when, and the next free time."""
    house = desk.house()
    clock24 = house.clinic.clock24
    whose = {
        "clinician": house.clinician(slot.clinician_id).short, "room": house.room(slot.room_id).name if slot.room_id else "The room",
        "patient": "The patient",
    }[taken.what]  # fmt: skip
    minutes = int((slot.end - slot.start).total_seconds() // 60)
    wish = Wish(type_id, minutes, clinician_id=slot.clinician_id, earliest=slot.start, days=14)
    free = slots(desk, wish=wish, limit=1).slots
    until = f" until {when.clock(taken.until, clock24=clock24)}" if taken.until else ""
    by = f" with {taken.who}" if taken.who and taken.what != "patient" else ""
    next_ = f" Next free: {when.moment_words(free[0].start, clock24=clock24)}." if free else ""
    return Taken(f"{whose} is taken{by}{until}.{next_}", what=taken.what, who=taken.who, until=taken.until,
                 next_free=free[0].start if free else None)  # fmt: skip


def hold(desk: Desk, *, booking: Booking, minutes: int | None = None) -> Appointment:
    """Keep a time for somebody: it counts as busy until it expires, after two working days or so many ``minutes``, and when it begins at the latest."""
    try:
        with desk.write("Hold a time") as write:
            appointment_rows.release_expired(write)
            slot = booking.slot
            begins = instant_of(slot.start, slot.zone)
            patient_id = _patient(write, booking, None).id if booking.person else booking.patient_id
            until = write.now + timedelta(minutes=minutes) if minutes else instant_of(after_working_days(desk.house(), desk.wall_now(), 2), slot.zone, fold=0)
            return appointment_rows.place(write, Appointment(
                0, patient_id, booking.type_id, slot.clinician_id, slot.room_id, slot.site_id, slot.start, slot.end, slot.room_start,
                slot.room_end, slot.zone, Status.HELD, detail=booking.detail, inquiry_id=booking.inquiry_id,
                expires_at=min(until, begins), uid=f"{uuid4().hex}@frontdesk",
            ))  # fmt: skip
    except Taken as taken:
        raise told(desk, booking.slot, booking.type_id, taken) from None


def get(desk: Desk, *, appointment_id: int) -> Appointment:
    with desk.read() as session:
        return rows.get(session, Appointment, appointment_id)


def slot_of(visit: Appointment) -> Slot:
    """The time that a visit is booked on."""
    return Slot(visit.start, visit.end, visit.clinician_id, visit.room_id, visit.room_start, visit.room_end, visit.site_id, visit.zone)


def moved_to(visit: Appointment, slot: Slot) -> Appointment:
    """The same visit on another time, on the book. What was confirmed of the old time is void by itself."""
    instant_of(slot.start, slot.zone)  # a time that does not exist, or comes twice, is refused here with a sentence
    return replace(
        visit, start=slot.start, end=slot.end, clinician_id=slot.clinician_id, room_id=slot.room_id, room_start=slot.room_start,
        room_end=slot.room_end, site_id=slot.site_id, zone=slot.zone, lives=Lives.BOOK,
    )  # fmt: skip


def move(desk: Desk, *, appointment_id: int, slot: Slot) -> Appointment:
    """The same row at another time; a confirmation of the old time is void, printed letters become superseded, a new one is queued."""
    try:
        with desk.write("Move a visit") as write:
            appointment_rows.release_expired(write)
            moved = appointment_rows.place(write, moved_to(rows.get(write, Appointment, appointment_id), slot))
            renew_letter(desk, write, moved)
            return moved
    except Taken as taken:
        raise told(desk, slot, get(desk, appointment_id=appointment_id).type_id, taken) from None


def renew_letter(desk: Desk, write: Write, visit: Appointment) -> None:
    """After a move: what waits to be printed tells the new time; where all was sent, a letter about the change waits."""
    letters = letter_rows.of_appointment(write, appointment_id=visit.id)
    if letters and all(letter.sent_at for letter in letters) and visit.patient_id:
        queue_letter(desk, write, visit, LetterKind.CHANGE)
    for letter in letters:
        if not letter.sent_at:
            letter_rows.rename(write, letter_id=letter.id, subject=subject(desk, visit, letter.kind))


def queue_letter(desk: Desk, write: Write, visit: Appointment, kind: LetterKind) -> None:
    """Put a letter about the visit into the print run; a held time that nobody has yet gets none."""
    if visit.patient_id:
        told = subject(desk, visit, kind)
        letter_rows.queue(write, patient_id=visit.patient_id, appointment_id=visit.id, subject=told, kind=kind, with_sheet=kind is LetterKind.APPOINTMENT)


def visit(desk: Desk, *, appointment_id: int) -> Visit:
    """One visit with its names."""
    with desk.read() as session:
        found = appointment_rows.visit(session, appointment_id=appointment_id)
    if found is None:
        raise NotFound("That visit is not there any more.")
    return found


def visits_between(desk: Desk, *, first: date, last: date, every: bool = False) -> tuple[Visit, ...]:
    """Visits of these days, both included; cancelled ones only with ``every``."""
    start, end = _wide(first, last)
    with desk.read() as session:
        return appointment_rows.between(session, first=start, last=end, every=every)
