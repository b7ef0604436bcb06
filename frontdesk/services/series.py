"""A series of visits: all of its dates proposed at once, booked in one intention, shifted and cancelled together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.data.store import Write
from frontdesk.domain import series as rules
from frontdesk.domain import when
from frontdesk.domain.appointment import Appointment, Confirmation, Lives, Status, Visit, stepped
from frontdesk.domain.clinic import AppointmentType, Busy, House
from frontdesk.domain.errors import NotFound, Refused, Taken
from frontdesk.domain.follow_up import FollowUp
from frontdesk.domain.series import CHECKPOINT, Course, Gap, Planner, Series, Step
from frontdesk.domain.slots import Finder, Slot, Wish
from frontdesk.services import calendar
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be booked. ``visit_id``: an existing visit that becomes the first session. ``chosen``: times the desk has fixed, by number."""

    patient_id: int
    type_id: int
    course: Course
    minutes: int | None = None
    clinician_id: int | None = None
    visit_id: int | None = None
    earliest: datetime | None = None
    chosen: Mapping[int, Slot] = field(default_factory=dict)
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Every visit of a course with its time, or why it has none."""

    asked: Asked
    steps: tuple[Step, ...]
    gaps: tuple[Gap, ...]

    @property
    def conflicts(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if s.conflict and not s.fixed)

    @property
    def open(self) -> tuple[int, ...]:
        return rules.open_steps(self.steps)


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A booked series with all its visits by time, cancelled ones too, and the gaps between those that stand."""

    series: Series
    visits: tuple[Visit, ...]
    gaps: tuple[Gap, ...]

    @property
    def broken(self) -> tuple[Gap, ...]:
        return tuple(g for g in self.gaps if g.fault)

    @property
    def done(self) -> int:
        return sum(v.appointment.status is Status.DONE and v.appointment.series_no > 0 for v in self.visits)


@dataclass(frozen=True, slots=True)
class BookedSeries:
    """``sentence`` for the snackbar."""

    series: Series
    visits: tuple[Appointment, ...]
    sentence: str


def checkpoint_type(house: House, kind: AppointmentType) -> AppointmentType:
    """The clinic's follow-up type, or where it has none the type itself."""
    return next((t for t in house.types if t.active and t.look == "follow_up"), kind)


def default_course(house: House, type_id: int) -> Course:
    """The rules of the type; where it has none, six sessions three weeks apart."""
    return rules.course_of(house.type(type_id)) or Course(6)


def propose(desk: Desk, *, asked: Asked) -> Proposal:
    """All dates at once. Without a first time the soonest good one is taken."""
    asked.course.check()
    if CHECKPOINT + 1 not in asked.chosen:
        asked = replace(asked, chosen={**asked.chosen, 1: _first(desk, asked)})
    steps = _planner(desk, asked, without=(asked.visit_id,) if asked.visit_id else ()).plan()
    return Proposal(asked, steps, rules.gaps(asked.course, {s.number: s.day for s in steps}))


def _first(desk: Desk, asked: Asked) -> Slot:
    if asked.visit_id is not None:
        return calendar.slot_of(calendar.get(desk, appointment_id=asked.visit_id))
    wish = Wish(asked.type_id, asked.minutes, clinician_id=asked.clinician_id, patient_id=asked.patient_id, earliest=asked.earliest)
    found = calendar.slots(desk, wish=wish, limit=1).slots
    if not found:
        raise Refused("No time is free for the first session. Choose another length or another clinician.")
    return found[0]


def _planner(desk: Desk, asked: Asked, *, without: tuple[int, ...] = (), wishes: Mapping[int, datetime] | None = None) -> Planner:
    house, now = desk.house(), desk.wall_now()
    first = asked.chosen[1]
    start = min(now.date(), first.start.date())
    last = max([now.date(), *(s.start.date() for s in asked.chosen.values())]) + timedelta(days=asked.course.most * (asked.course.count + 1))
    busy = _busy_without(desk, start, last, without)
    minutes = asked.minutes or first_minutes(first)
    check = checkpoint_type(house, house.type(asked.type_id))
    finders = [
        Finder(house, busy, Wish(kind, length, clinician_id=who, patient_id=asked.patient_id), now=now)
        for kind, length, who in ((asked.type_id, minutes, first.clinician_id), (asked.type_id, minutes, None), (check.id, check.minutes, None))
    ]  # fmt: skip
    return Planner(asked.course, finders[0], finders[1], finders[2], asked.chosen, wishes or {})


def first_minutes(slot: Slot) -> int:
    return int((slot.end - slot.start).total_seconds() // 60)


def _busy_without(desk: Desk, first: date, last: date, without: tuple[int, ...]) -> tuple[Busy, ...]:
    """What occupies people and rooms, but for the visits that are being moved."""
    moving = [calendar.get(desk, appointment_id=key) for key in without]
    own = {(v.start, v.end, v.clinician_id, v.patient_id) for v in moving}
    return tuple(b for b in calendar.busy_between(desk, first=first, last=last) if (b.start, b.end, b.clinician_id, b.patient_id) not in own)


def book(desk: Desk, *, proposal: Proposal, to_tray: tuple[int, ...] = ()) -> BookedSeries:
    """The whole series in one transaction. What has no time is named, and goes to the tray only where the desk says so (``to_tray``)."""
    missing = [n for n in proposal.open if n not in to_tray]
    if missing:
        raise Refused(f"{_name(missing[0])} has no time yet. Choose one, or leave it to the tray.")
    current: Step | None = None
    try:
        with desk.write("Book a series") as write:
            appointment_rows.release_expired(write)
            made = _store_series(write, proposal)
            visits = []
            for current in proposal.steps:
                if current.slot is None:
                    _store_card(desk, write, proposal, made, current)
                else:
                    visits.append(_store_visit(desk, write, proposal, made, current, current.slot))
            if visits and proposal.asked.visit_id is None:
                letter_rows.queue(write, patient_id=made.patient_id, appointment_id=visits[0].id, subject=calendar.subject(desk, visits[0]))
            return BookedSeries(made, tuple(visits), _sentence(desk, made, visits))
    except Taken as taken:
        assert current is not None
        raise _taken(desk, current, taken) from None


def _name(number: int) -> str:
    return "The checkpoint" if number == CHECKPOINT else f"Session {number}"


def _taken(desk: Desk, step: Step, taken: Taken) -> Taken:
    moment = when.moment_words(step.slot.start if step.slot else step.wanted, clock24=desk.house().clinic.clock24)
    who = f" by {taken.who}" if taken.who else ""
    return Taken(f"{_name(step.number)}, {moment}, has just been taken{who}. Nothing was booked; look at the dates again.", what=taken.what, who=taken.who,
                 until=taken.until)  # fmt: skip


def _store_series(write: Write, proposal: Proposal) -> Series:
    asked, course = proposal.asked, proposal.asked.course
    return rows.add(write, Series(
        0, asked.patient_id, asked.type_id, course.count, course.least, course.ideal, course.most, write.now, course.checkpoint,
    ))  # fmt: skip


def _store_visit(desk: Desk, write: Write, proposal: Proposal, made: Series, step: Step, slot: Slot) -> Appointment:
    asked, house = proposal.asked, desk.house()
    if step.number == 1 and asked.visit_id is not None:
        return rows.change(write, replace(rows.get(write, Appointment, asked.visit_id), series_id=made.id, series_no=1))
    kind = checkpoint_type(house, house.type(asked.type_id)).id if step.number == CHECKPOINT else asked.type_id
    return appointment_rows.place(write, Appointment(
        0, asked.patient_id, kind, slot.clinician_id, slot.room_id, slot.site_id, slot.start, slot.end, slot.room_start, slot.room_end,
        slot.zone, Status.BOOKED, detail=asked.detail, uid=f"{uuid4().hex}@frontdesk", series_id=made.id, series_no=step.number,
    ))  # fmt: skip


def _store_card(desk: Desk, write: Write, proposal: Proposal, made: Series, step: Step) -> None:
    asked = proposal.asked
    minutes = asked.minutes or first_minutes(asked.chosen[1])
    ideal = min(max(step.wanted.date(), step.earliest), step.latest)
    rows.add(write, FollowUp(
        0, asked.patient_id, asked.type_id, minutes, ideal, step.earliest, step.latest, write.now, desk.who, asked.chosen[1].clinician_id,
        note=f"session {step.number} of {made.count}", series_id=made.id, series_no=step.number,
    ))  # fmt: skip


def _sentence(desk: Desk, made: Series, visits: list[Appointment]) -> str:
    house = desk.house()
    first, last = visits[0], visits[-1]
    return (f"{len(visits)} visits, {house.type(made.type_id).name}, {when.moment_words(first.start, clock24=house.clinic.clock24)} "
            f"to {when.short_day(last.start)}, {house.clinician(first.clinician_id).short}")  # fmt: skip


def of(desk: Desk, *, series_id: int) -> SeriesView:
    with desk.read() as session:
        made = rows.get(session, Series, series_id)
        visits = appointment_rows.of_series(session, series_id=series_id)
    standing = {v.appointment.series_no: v.appointment.start.date() for v in visits if v.appointment.busy}
    return SeriesView(made, visits, rules.gaps(made.course, standing))


def rest(desk: Desk, *, appointment_id: int) -> tuple[Appointment, ...]:
    """The visits of the series after this one that have not begun, by number; the checkpoint counts where it comes later."""
    one = calendar.get(desk, appointment_id=appointment_id)
    if one.series_id is None:
        raise NotFound("This visit belongs to no series.")
    others = [v.appointment for v in of(desk, series_id=one.series_id).visits]
    return tuple(a for a in others if a.id != one.id and a.status in (Status.BOOKED, Status.HELD) and a.lives is Lives.BOOK and _later(a, one))


def _later(one: Appointment, than: Appointment) -> bool:
    return one.series_no > than.series_no if one.series_no and than.series_no else one.start > than.start


def propose_shift(desk: Desk, *, appointment_id: int, was: datetime) -> Proposal:
    """After a move away from ``was``: where the sessions after it would stand if they kept their distances, conflicts shown."""
    one = calendar.get(desk, appointment_id=appointment_id)
    following = [a for a in rest(desk, appointment_id=appointment_id) if a.series_no]
    if not following or one.series_id is None or one.patient_id is None:
        raise Refused("No visit of this series comes after this one.")
    view = of(desk, series_id=one.series_id)
    moving = {a.series_no for a in following}
    fixed = {v.appointment.series_no: calendar.slot_of(v.appointment) for v in view.visits if v.appointment.busy and v.appointment.series_no not in moving}
    wishes = rules.shifted({a.series_no: a.start for a in following}, moved=one.series_no, by=_days(one.start, was))
    asked = Asked(one.patient_id, view.series.type_id, replace(view.series.course, count=max(moving)), one.minutes, one.clinician_id, chosen=_whole(fixed, one))
    planner = _planner(desk, asked, without=tuple(a.id for a in following), wishes=wishes)
    steps = tuple(s for s in planner.plan() if s.number in moving)
    days = {n: s.start.date() for n, s in fixed.items()} | {s.number: s.day for s in steps}
    return Proposal(asked, steps, rules.gaps(view.series.course, days))


def _days(now: datetime, was: datetime) -> timedelta:
    return timedelta(days=(now.date() - was.date()).days)


def _whole(fixed: dict[int, Slot], one: Appointment) -> dict[int, Slot]:
    """The planner counts from the first session; one that was cancelled stands where the moved one is."""
    slot = calendar.slot_of(one)
    return {n: fixed.get(n, slot) for n in range(1, one.series_no + 1)} | fixed


def shift(desk: Desk, *, proposal: Proposal, appointment_id: int) -> tuple[Appointment, ...]:
    """Put the rest where it was proposed: parked first, then placed, in one transaction."""
    if proposal.open:
        raise Refused(f"{_name(proposal.open[0])} has no time yet. Choose one first.")
    wanted = {s.number: s.slot for s in proposal.steps}
    following = {a.series_no: a for a in rest(desk, appointment_id=appointment_id)}
    try:
        with desk.write("Shift the rest of a series") as write:
            appointment_rows.release_expired(write)
            moved = [calendar.moved_to(rows.get(write, Appointment, following[n].id), slot) for n, slot in wanted.items() if slot and n in following]
            placed = appointment_rows.place_all(write, moved)
            for visit in placed:
                calendar.renew_letter(desk, write, visit)
            return placed
    except Taken as taken:
        raise Taken(f"A session cannot be shifted: {taken.sentence} Nothing was moved.", what=taken.what, who=taken.who, until=taken.until) from None


def cancel_rest(desk: Desk, *, appointment_id: int, code: str, note: str = "", this_too: bool = False) -> tuple[Appointment, ...]:
    """Cancel what comes after a visit of a series, with it or without, in one intention."""
    one = calendar.get(desk, appointment_id=appointment_id)
    ending = (*((one,) if this_too and one.status in (Status.BOOKED, Status.HELD) else ()), *rest(desk, appointment_id=appointment_id))
    if not ending:
        raise Refused("No visit of this series comes after this one.")
    with desk.write("Cancel the rest of a series") as write:
        return tuple(
            rows.change(write, replace(
                stepped(rows.get(write, Appointment, a.id), Status.CANCELLED, now=write.now), cancel_code=code, cancel_note=note, confirmation=Confirmation.UNCONFIRMED,
            )) for a in ending
        )  # fmt: skip
