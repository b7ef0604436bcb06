"""Whether a visit fits where it is held: what stands in the way and until when, which room it gets, and the nearest time that is free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from frontdesk.domain import openings, when
from frontdesk.domain.appointment import Status, Visit
from frontdesk.domain.clinic import AppointmentType, Busy, House, Room
from frontdesk.domain.errors import BadInput
from frontdesk.domain.openings import Plan, bits, minute_of
from frontdesk.domain.slots import Finder, Slot, Wish
from frontdesk.domain.timespan import Span, instant_of

LEAST = timedelta(minutes=5)
"""No visit is shorter."""


class Fit(StrEnum):
    """``OUTSIDE`` is allowed when it is meant (hours, a clinician who does not do this); ``TAKEN`` only as an overlap with a reason."""

    FITS = "fits"
    OUTSIDE = "outside"
    TAKEN = "taken"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where a visit is held. Wall times. ``room_id`` is the room it has or would like; ``own_room`` = that one and no other.

    ``visit_id`` is the visit itself, which is not in its own way.
    """

    start: datetime
    end: datetime
    clinician_id: int
    type_id: int
    room_id: int | None = None
    own_room: bool = False
    patient_id: int | None = None
    visit_id: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Verdict:
    """``slot`` is what would be booked. ``what`` stands in the way (clinician, patient, room, block, hours, type, clock), ``who`` its name.

    ``until`` (wall) is when it ends; ``free`` the nearest time of that clinician's day that fits, None where there is none.
    """

    fit: Fit
    slot: Slot
    what: str = ""
    who: str = ""
    until: datetime | None = None
    free: Slot | None = None

    @property
    def fits(self) -> bool:
        return self.fit is Fit.FITS

    def words(self, *, clock24: bool = False, short: bool = False) -> str:
        """What stands in the way, in few words: "Elena Petrova until 3:00 pm"; ``short``: "until 3"."""
        if not self.until:
            return self.who
        told = when.clock(self.until, clock24=clock24)
        return f"{self.who} until {told[:-3].removesuffix(':00') if short and not clock24 else told}"


def busy_at(visits: Iterable[Visit], now: datetime) -> tuple[Visit, ...]:
    """The visits that occupy their time; a hold that has run out at ``now`` (instant) does not."""
    return tuple(v for v in visits if v.appointment.busy and not _run_out(v, now))


def _run_out(visit: Visit, now: datetime) -> bool:
    one = visit.appointment
    return one.status is Status.HELD and one.expires_at is not None and one.expires_at <= now


def as_busy(visits: Iterable[Visit]) -> tuple[Busy, ...]:
    """The same visits as the finder of free times takes them."""
    return tuple(
        Busy(a.start, a.end, a.clinician_id, a.room_id, a.room_start, a.room_end, a.patient_id) for a in (v.appointment for v in visits)
    )


@dataclass
class Judge:
    """Knows a house and the busy visits of the days that are looked at; answers for one place after another while a hand moves.

    ``now`` is wall time: nothing free is suggested before it.
    """

    house: House
    visits: Sequence[Visit]
    now: datetime
    _plan: Plan = field(init=False)
    _finders: dict[Wanted, Finder] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._plan = Plan(self.house)

    def judge(self, wanted: Wanted) -> Verdict:
        site = self._site(wanted)
        room, trouble = self._room(wanted, site)
        slot = self._slot(wanted, site, room)
        found = self._clock(slot) or self._in_the_way(wanted, slot) or self._blocked(wanted, slot) or trouble or self._outside(wanted, site, slot)
        if found is None:
            return Verdict(Fit.FITS, slot)
        return replace(found, free=self.nearest(wanted))

    # -- where, and in which room

    def _site(self, wanted: Wanted) -> int:
        """Where the clinician works then; else where they work that day; else the first site."""
        first = minute_of(wanted.start)
        at = self._plan.open_at(wanted.clinician_id, wanted.start.date())
        there = [site for site, mask in at.items() if mask >> first & 1]
        return (there or list(at) or [self.house.sites[0].id])[0]

    def _slot(self, wanted: Wanted, site: int, room: Room | None) -> Slot:
        start, end = _turn_over(self.house.type(wanted.type_id), wanted, room)
        return Slot(wanted.start, wanted.end, wanted.clinician_id, room.id if room else None, start, end, site, self.house.site(site).zone)

    def _room(self, wanted: Wanted, site: int) -> tuple[Room | None, Verdict | None]:
        """The room it gets: the one asked for where it is free, else another of the kind. With what is wrong, where none is."""
        kind = self.house.type(wanted.type_id)
        asked = next((r for r in self.house.rooms if r.id == wanted.room_id), None)
        if not kind.room_kinds and not wanted.own_room:
            return None, None
        if wanted.own_room:
            rooms = [asked] if asked else []
        else:
            fitting = [r for r in self.house.rooms if r.active and r.site_id == site and r.kind in kind.room_kinds]
            rooms = sorted(fitting, key=lambda r: r is not asked)
        free = next((r for r in rooms if self._holder(wanted, r) is None), None)
        if free is None and rooms:
            return rooms[0], self._room_taken(wanted, rooms, self._slot(wanted, site, rooms[0]))
        slot = self._slot(wanted, site, free)
        if free is None:
            return None, Verdict(Fit.OUTSIDE, slot, "room", "No room") if kind.room_kinds else None
        wrong = bool(kind.room_kinds) and free.kind not in kind.room_kinds
        return free, Verdict(Fit.OUTSIDE, slot, "kind", free.name) if wrong else None

    def _holder(self, wanted: Wanted, room: Room) -> tuple[str, datetime] | None:
        """Who has the room then, turn-over included, and until when."""
        span = Span(*_turn_over(self.house.type(wanted.type_id), wanted, room))
        for other in self._others(wanted):
            one = other.appointment
            if one.room_id == room.id and Span(one.room_start, one.room_end).overlaps(span):
                return other.patient_name, one.room_end
        return self._block(span, room_id=room.id)

    def _room_taken(self, wanted: Wanted, rooms: Sequence[Room], slot: Slot) -> Verdict:
        held = self._holder(wanted, rooms[0])
        who, until = held if held else ("", None)
        only = len(rooms) == 1
        return Verdict(Fit.TAKEN, slot, "room", f"{rooms[0].name}, {who}" if only else "no room free", until if only else None)

    # -- what stands in the way

    def _others(self, wanted: Wanted) -> Iterable[Visit]:
        return (v for v in self.visits if v.appointment.id != wanted.visit_id)

    def _in_the_way(self, wanted: Wanted, slot: Slot) -> Verdict | None:
        own = [v for v in self._others(wanted) if v.appointment.span.overlaps(wanted.span)]
        for other in sorted(own, key=lambda v: v.appointment.start):
            one = other.appointment
            if one.clinician_id == wanted.clinician_id:
                return Verdict(Fit.TAKEN, slot, "clinician", other.patient_name, one.end)
            if wanted.patient_id is not None and one.patient_id == wanted.patient_id:
                return Verdict(Fit.TAKEN, slot, "patient", f"with {self.house.clinician(one.clinician_id).short}", one.end)
        return None

    def _block(self, span: Span, *, clinician_id: int | None = None, room_id: int | None = None) -> tuple[str, datetime] | None:
        day = span.start.date()
        for block in self.house.blocks:
            everybody = block.clinician_id is None and block.room_id is None
            own = (clinician_id is not None and block.clinician_id == clinician_id) or (room_id is not None and block.room_id == room_id)
            if (everybody or own) and openings.block_on(block, day):
                mask = bits(minute_of(block.start), minute_of(block.end) or openings.DAY)
                if mask & _mask(span):
                    return block.name, datetime.combine(day, block.end) + timedelta(days=not minute_of(block.end))
        return None

    def _blocked(self, wanted: Wanted, slot: Slot) -> Verdict | None:
        found = self._block(wanted.span, clinician_id=wanted.clinician_id)
        return Verdict(Fit.OUTSIDE, slot, "block", *found) if found else None

    def _outside(self, wanted: Wanted, site: int, slot: Slot) -> Verdict | None:
        clinician = self.house.clinician(wanted.clinician_id)
        day = wanted.start.date()
        mask = _mask(wanted.span)
        if self._plan.open_at(clinician.id, day).get(site, 0) & mask != mask or (wanted.end.date() > day and wanted.end.time() > time()):
            closed = self._plan.closed(day)
            return Verdict(Fit.OUTSIDE, slot, "hours", f"Closed, {closed}" if closed else f"{clinician.short} is not here then")
        if clinician.type_ids and wanted.type_id not in clinician.type_ids:
            return Verdict(Fit.OUTSIDE, slot, "type", f"{clinician.short} does no {self.house.type(wanted.type_id).name.lower()}")
        return None

    @staticmethod
    def _clock(slot: Slot) -> Verdict | None:
        """A time that the clock's change leaves out, passes twice, or makes longer or shorter than it says."""
        try:
            length = instant_of(slot.end, slot.zone) - instant_of(slot.start, slot.zone)
        except BadInput as trouble:
            return Verdict(Fit.NEVER, slot, "clock", trouble.sentence)
        if length != slot.end - slot.start:
            return Verdict(Fit.NEVER, slot, "clock", "The clocks change during that time. Choose another.")
        return None

    # -- what is free instead

    def nearest(self, wanted: Wanted) -> Slot | None:
        """The next start of that day at which it fits, else the last one before: quarters of an hour and the edges of what is booked."""
        finder = self._finder(wanted)
        day = wanted.start.date()
        clinician = self.house.clinician(wanted.clinician_id)
        best: tuple[bool, int, int] | None = None
        for site, mask in finder.starts(clinician, day):
            for minute in _minutes(mask):
                away = minute - minute_of(wanted.start)
                if away and (best is None or (away < 0, abs(away)) < best[:2]):
                    best = (away < 0, abs(away), site)
        if best is None:
            return None
        late, away, site = best
        start = wanted.start + timedelta(minutes=-away if late else away)
        room = finder.room_at(site, day, minute_of(start)) if finder.kind.room_kinds else None
        return self._slot(replace(wanted, start=start, end=start + (wanted.end - wanted.start)), site, room)

    def _finder(self, wanted: Wanted) -> Finder:
        length = int((wanted.end - wanted.start).total_seconds() // 60)
        midnight = wanted.start.replace(hour=0, minute=0)
        key = replace(wanted, start=midnight, end=midnight + timedelta(minutes=length))
        if key not in self._finders:
            kind = self.house.type(wanted.type_id)
            wish = Wish(wanted.type_id, length, clinician_id=wanted.clinician_id, room_id=wanted.room_id if wanted.own_room else None, patient_id=wanted.patient_id)
            notice = self.now - timedelta(minutes=kind.lead)  # a hand that moves a visit needs no notice, only that the time has not passed
            self._finders[key] = Finder(self.house, as_busy(self._others(wanted)), wish, now=notice)
        return self._finders[key]


def _turn_over(kind: AppointmentType, wanted: Wanted, room: Room | None) -> tuple[datetime, datetime]:
    before, after = (timedelta(minutes=m if room else 0) for m in (kind.before, kind.after))
    return wanted.start - before, wanted.end + after


def _mask(span: Span) -> int:
    return bits(minute_of(span.start), minute_of(span.start) + span.minutes)


def _minutes(mask: int) -> Iterable[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
