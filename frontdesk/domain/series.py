"""A course of visits: how many, how far apart, and all of its dates at once; what a move does to the gaps. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from frontdesk.domain.clinic import AppointmentType, Clinician, House
from frontdesk.domain.errors import BadInput
from frontdesk.domain.openings import bits, block_on, minute_of
from frontdesk.domain.slots import Finder, Slot

CHECKPOINT = 0
"""The number of the checkpoint visit; sessions count from 1."""

OFFERED = 5
"""Alternatives shown for a time that cannot be had, two of one day at most."""


@dataclass(frozen=True, slots=True)
class Course:
    """``count`` sessions; smallest, ideal and largest gap between two of them in days; a checkpoint after so many (0 = none)."""

    count: int
    least: int = 14
    ideal: int = 21
    most: int = 28
    checkpoint: int = 0

    def check(self) -> None:
        """``BadInput`` with what is wrong."""
        if not 2 <= self.count <= 24:
            raise BadInput("A series has 2 to 24 sessions.")
        if not 1 <= self.least <= self.ideal <= self.most <= 366:
            raise BadInput("The gaps must rise: smallest, ideal, largest, in days, each at least 1.")
        if not 0 <= self.checkpoint <= self.count:
            raise BadInput("The checkpoint comes after one of the sessions, or not at all (0).")


def course_of(kind: AppointmentType) -> Course | None:
    """The type's own rules, where it is given as a series."""
    if kind.series_count < 2:
        return None
    return Course(kind.series_count, kind.series_least, kind.series_ideal, kind.series_most, kind.series_checkpoint)


@dataclass(frozen=True, slots=True)
class Series:
    """A course that was booked for a patient. ``created_at`` is an instant."""

    id: int
    patient_id: int
    type_id: int
    count: int
    least: int
    ideal: int
    most: int
    created_at: datetime
    checkpoint: int = 0
    note: str = ""
    version: int = 0

    @property
    def course(self) -> Course:
        return Course(self.count, self.least, self.ideal, self.most, self.checkpoint)


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two sessions that follow each other. ``fault`` is "short", "long" or empty."""

    before: int
    after: int
    days: int
    fault: str = ""


def gaps(course: Course, days: Mapping[int, date]) -> tuple[Gap, ...]:
    """Between each session and the next that there is, by number; the checkpoint does not count."""
    numbers = sorted(n for n in days if n != CHECKPOINT)
    found = []
    for before, after in pairwise(numbers):
        apart = (days[after] - days[before]).days
        found.append(Gap(before, after, apart, "short" if apart < course.least else "long" if apart > course.most else ""))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Step:
    """One visit of the proposal. ``wanted`` is the wall time it would have had; ``conflict`` why it cannot, in words, or empty.

    ``slot`` None = nothing fits between ``earliest`` and ``latest``, and the desk must decide.
    """

    number: int
    wanted: datetime
    earliest: date
    latest: date
    slot: Slot | None
    conflict: str = ""
    alternatives: tuple[Slot, ...] = ()
    fixed: bool = False

    @property
    def day(self) -> date:
        """The day it stands on, or would stand on."""
        return self.slot.start.date() if self.slot else self.wanted.date()


@dataclass
class Planner:
    """Finds the dates of a course in one house. ``finder`` looks with the clinician of the first visit, ``anybody`` with all, ``check`` for the checkpoint."""

    course: Course
    finder: Finder
    anybody: Finder
    check: Finder | None = None
    chosen: Mapping[int, Slot] = field(default_factory=dict)
    wishes: Mapping[int, datetime] = field(default_factory=dict)

    def plan(self) -> tuple[Step, ...]:
        """Every visit by its time, none left out. ``chosen`` must hold the first session; ``wishes`` are wall times to try before the ideal ones."""
        self.course.check()
        first = self.chosen[1]
        steps = [Step(1, first.start, first.start.date(), first.start.date(), first, fixed=True)]
        for number in range(2, self.course.count + 1):
            steps.append(self._session(number, steps[-1].day, first))
        if self.course.checkpoint:
            steps.append(self._checkpoint({s.number: s.day for s in steps}, first))
        return tuple(sorted(steps, key=lambda s: (s.slot.start if s.slot else s.wanted, s.number)))

    def _session(self, number: int, last: date, first: Slot) -> Step:
        ideal = datetime.combine(last + timedelta(days=self.course.ideal), first.start.time())
        window = last + timedelta(days=self.course.least), last + timedelta(days=self.course.most)
        return self._step(number, self.wishes.get(number, ideal), window, self.finder, first.clinician_id)

    def _checkpoint(self, days: Mapping[int, date], first: Slot) -> Step:
        """Between the session it follows and the next; after the last one, as far off as the next session would be."""
        before, after = days[self.course.checkpoint], days.get(self.course.checkpoint + 1)
        if after is None:
            window = before + timedelta(days=self.course.least), before + timedelta(days=self.course.most)
            ideal = before + timedelta(days=self.course.ideal)
        else:
            window = before + timedelta(days=1), max(after - timedelta(days=1), before + timedelta(days=1))
            ideal = before + timedelta(days=max(1, (after - before).days // 2))
        wanted = self.wishes.get(CHECKPOINT, datetime.combine(ideal, first.start.time()))
        return self._step(CHECKPOINT, wanted, window, self.check or self.finder, first.clinician_id)

    def _step(self, number: int, wanted: datetime, window: tuple[date, date], finder: Finder, clinician_id: int) -> Step:
        if number in self.chosen:
            return Step(number, wanted, *window, self.chosen[number], fixed=True)
        clinician = finder.house.clinician(clinician_id)
        slot = finder.exactly(clinician, wanted) if window[0] <= wanted.date() <= window[1] else None
        if slot:
            return Step(number, wanted, *window, slot)
        anybody = self.anybody if finder is self.finder else finder
        others = nearest(finder, wanted, window, clinicians=[clinician]) or nearest(anybody, wanted, window)
        return Step(number, wanted, *window, others[0] if others else None, why_not(finder, clinician, wanted, window), others)


def nearest(finder: Finder, wanted: datetime, window: tuple[date, date], *, clinicians: Iterable[Clinician] | None = None) -> tuple[Slot, ...]:
    """Free times between two days (both included), the nearest in days first, then in time of day; two of one day at most."""
    people = list(clinicians or finder.clinicians)
    days = [window[0] + timedelta(days=n) for n in range((window[1] - window[0]).days + 1)]
    found: list[tuple[datetime, Clinician]] = []
    for day in sorted(days, key=lambda d: (abs((d - wanted.date()).days), d)):
        same_time = datetime.combine(day, wanted.time())
        starts = [(datetime.combine(day, time(minute // 60, minute % 60)), who) for who in people for minute in finder.minutes_of(who, day)]
        found += sorted(starts, key=lambda s: (abs(s[0] - same_time), s[1].position))[:2]
        if len(found) >= OFFERED:
            break
    slots = (finder.exactly(who, start) for start, who in found)
    return tuple(slot for slot in slots if slot)[:OFFERED]


def why_not(finder: Finder, clinician: Clinician, wanted: datetime, window: tuple[date, date]) -> str:
    """Why a visit cannot be had at that wall time, in the words of the desk."""
    day, house, plan = wanted.date(), finder.house, finder.plan
    needed = bits(minute_of(wanted), minute_of(wanted) + finder.minutes)
    if not window[0] <= day <= window[1]:
        return "too soon after the one before" if day < window[0] else "too long after the one before"
    if closed := plan.closed(day):
        return f"closed, {closed}" if closed != "no opening hours" else "closed on that day"
    open_ = 0
    for mask in plan.open_at(clinician.id, day).values():
        open_ |= mask
    if not open_:
        return f"{clinician.short} is not here on that day"
    if open_ & needed != needed:
        return f"{clinician.short} is not here at that time"
    if plan.blocked(day, clinician_id=clinician.id) & needed:
        return f"{clinician.short}: {_block_name(house, clinician, wanted, finder.minutes)}"
    if finder.taken.clinicians.get((clinician.id, day), 0) & needed:
        return f"{clinician.short} is taken"
    if finder.taken.patient.get(day, 0) & needed:
        return "the patient has another visit then"
    return "no room of the kind is free"


def _block_name(house: House, clinician: Clinician, wanted: datetime, minutes: int) -> str:
    last = minute_of(wanted) + minutes
    for block in house.blocks:
        whose = block.clinician_id == clinician.id or (block.clinician_id is None and block.room_id is None)
        if whose and block_on(block, wanted.date()) and minute_of(block.start) < last and (minute_of(block.end) or 1440) > minute_of(wanted):
            return block.name.lower()
    return "blocked"


def shifted(starts: Mapping[int, datetime], *, moved: int, by: timedelta) -> dict[int, datetime]:
    """Where the sessions after the one that moved would stand if all kept their distance: the same wall time of day, so many days on."""
    return {number: start + timedelta(days=by.days) for number, start in starts.items() if number > moved}


def open_steps(steps: Iterable[Step]) -> tuple[int, ...]:
    """Numbers that have no time yet."""
    return tuple(s.number for s in steps if s.slot is None)


def with_slot(step: Step, slot: Slot) -> Step:
    """The same visit on a time that the desk chose."""
    return replace(step, slot=slot, fixed=True)
