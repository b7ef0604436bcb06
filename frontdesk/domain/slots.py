"""Free time, ranked: what fits by the rules of the house, and which of it is best (ux.md 3.3 is the source of every number)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from frontdesk.domain import openings
from frontdesk.domain.clinic import AppointmentType, Busy, Clinician, House, Room
from frontdesk.domain.errors import BadInput
from frontdesk.domain.fact_words import site_words
from frontdesk.domain.openings import DAY, FULL, Plan, Taken, bits, minute_of, runs
from frontdesk.domain.timespan import instant_of

QUARTERS = sum(1 << minute for minute in range(0, DAY, 15))


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A wish: on these weekdays (empty = any), between these wall times (None = open), said in these words."""

    weekdays: frozenset[int] = frozenset()
    start: time | None = None
    end: time | None = None
    words: str = ""

    def holds(self, start: datetime, end: datetime) -> bool:
        if self.weekdays and start.weekday() not in self.weekdays:
            return False
        return (self.start is None or start.time() >= self.start) and (self.end is None or end.time() <= self.end)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for. ``clinician_id``, ``room_id``, ``site_id``, ``not_before``/``not_after``, ``weekdays`` are hard;

    ``wanted_clinician_id``, ``windows`` and ``body_sites`` only rank. ``earliest`` is a wall time; ``days`` how far to look.
    """

    type_id: int
    minutes: int | None = None
    clinician_id: int | None = None
    wanted_clinician_id: int | None = None
    room_id: int | None = None
    site_id: int | None = None
    earliest: datetime | None = None
    days: int = 56
    not_before: time | None = None
    not_after: time | None = None
    weekdays: frozenset[int] | None = None
    windows: tuple[TimeWindow, ...] = ()
    body_sites: frozenset[str] = frozenset()
    patient_id: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A bookable time. All times wall; ``cost`` lower is better; ``reason`` the term in which it beats the next one."""

    start: datetime
    end: datetime
    clinician_id: int
    room_id: int | None
    room_start: datetime
    room_end: datetime
    site_id: int
    zone: str
    cost: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """A filter that stands in the way: what it is called and how many slots there would be without it."""

    words: str
    slots: int
    wish: Wish


@dataclass(frozen=True, slots=True)
class SlotList:
    """``total_this_week`` counts every fitting start until Sunday. ``blocked_by`` only where nothing fits."""

    slots: tuple[Slot, ...]
    total_this_week: int = 0
    blocked_by: tuple[Blocker, ...] = ()


@dataclass(frozen=True, slots=True)
class _Terms:
    days: int
    clinician: int
    window: int
    focus: int
    gap: int
    fills: int
    load: int
    window_words: str = ""

    @property
    def cost(self) -> int:
        return self.days + self.clinician + self.window + self.focus + self.gap + self.fills + self.load


@dataclass(frozen=True, slots=True)
class _Found:
    terms: _Terms
    day: date
    minute: int
    clinician: Clinician
    site_id: int


class Finder:
    """Asks one house and its occupied times for many days; the masks are built once and reused."""

    def __init__(self, house: House, busy: Iterable[Busy], wish: Wish, *, now: datetime) -> None:
        self.house = house
        self.wish = wish
        self.now = now
        self.kind: AppointmentType = house.type(wish.type_id)
        self.minutes = wish.minutes or self.kind.minutes
        self.plan = Plan(house)
        self.taken = Taken.of(busy, patient_id=wish.patient_id)
        self.clinicians = [c for c in house.clinicians if self._may(c)]
        self.rooms = [r for r in house.rooms if self._fits(r)]
        self.earliest = max(now + timedelta(minutes=self.kind.lead), wish.earliest or now)
        self._wanted_hours = bits(minute_of(wish.not_before) if wish.not_before else 0, minute_of(wish.not_after) or DAY if wish.not_after else DAY)
        self._starts_in_rooms: dict[tuple[int, date], int] = {}

    def _may(self, clinician: Clinician) -> bool:
        wanted = self.wish.clinician_id in (None, clinician.id)
        return clinician.active and wanted and (not clinician.type_ids or self.wish.type_id in clinician.type_ids)

    def _fits(self, room: Room) -> bool:
        return room.active and room.kind in self.kind.room_kinds and self.wish.room_id in (None, room.id)

    def days(self) -> list[date]:
        """All days of the wish, from the first on which something could still be booked."""
        first = max(self.now, self.earliest).date()
        return [first + timedelta(days=n) for n in range(self.wish.days)]

    def free(self, clinician: Clinician, day: date) -> Iterator[tuple[int, int]]:
        """(site, bits of the minutes in which the clinician works there and nothing stands in the way); rooms are not asked."""
        if self.wish.weekdays is not None and day.weekday() not in self.wish.weekdays:
            return
        if not (sites := self.plan.working(clinician.id, day)):
            return
        away = self.taken.clinicians.get((clinician.id, day), 0) | self.taken.patient.get(day, 0)
        for site_id, open_ in sites:
            if self.wish.site_id in (None, site_id) and (free := open_ & ~away):
                yield site_id, free

    def _hours(self, day: date) -> int:
        if day > self.earliest.date():
            return self._wanted_hours
        if day < self.earliest.date():
            return 0
        return self._wanted_hours & bits(minute_of(self.earliest) + (1 if self.earliest.second or self.earliest.microsecond else 0), DAY)

    def room_free(self, room: Room, day: date) -> int:
        taken = self.taken.rooms.get((room.id, day), 0)
        return FULL & ~(taken | self.plan.blocked(day, room_id=room.id)) if taken or self.house.blocks else FULL

    def _room_starts(self, site_id: int, day: date) -> int:
        """Bits of the starts for which some room of the kind is free; the same for every clinician, so found once a day."""
        if (site_id, day) not in self._starts_in_rooms:
            self._starts_in_rooms[site_id, day] = self._some_room(site_id, day)
        return self._starts_in_rooms[site_id, day]

    def _some_room(self, site_id: int, day: date) -> int:
        needed = self.kind.before + self.minutes + self.kind.after
        found = 0
        for room in self.rooms:
            if room.site_id == site_id:
                found |= runs(self.room_free(room, day), needed) << self.kind.before
        return found

    def room_at(self, site_id: int, day: date, minute: int) -> Room | None:
        """The first room of the kind that is free for the visit with its turn-over."""
        needed = bits(minute - self.kind.before, minute + self.minutes + self.kind.after)
        return next((r for r in self.rooms if r.site_id == site_id and self.room_free(r, day) & needed == needed), None)

    def starts(self, clinician: Clinician, day: date) -> Iterator[tuple[int, int]]:
        """(site, bits of the starts that are tried): each quarter of an hour, and at the edges of bookings and blocks.

        The edges are those of the free time itself: the moment from which the notice is long enough is none.
        """
        if not (hours := self._hours(day)):
            return
        for site_id, free in self.free(clinician, day):
            tried = self._tried(free, site_id, day) & runs(free & hours, self.minutes)
            if tried := self._existing(tried, site_id, day):
                yield site_id, tried

    def _tried(self, free: int, site_id: int, day: date) -> int:
        fit = runs(free, self.minutes)
        if fit and self.kind.room_kinds:
            fit &= self._room_starts(site_id, day)
        return fit & (QUARTERS | ~(fit << 1) | ~(fit >> 1))

    def _existing(self, tried: int, site_id: int, day: date) -> int:
        """Without the visits that the clock's change leaves out, passes twice, or makes shorter or longer than they say."""
        zone = self.house.site(site_id).zone
        if not tried or not _clock_changes(day, zone):
            return tried
        length = timedelta(minutes=self.minutes)
        return sum(1 << minute for minute in _minutes(tried) if _is_whole(_at(day, minute), length, zone))

    def minutes_of(self, clinician: Clinician, day: date) -> list[int]:
        """Every fitting start of a clinician's day that is tried, as minutes from midnight."""
        return sorted({minute for _, mask in self.starts(clinician, day) for minute in _minutes(mask)})

    def exactly(self, clinician: Clinician, start: datetime) -> Slot | None:
        """The slot at just that wall time, on a quarter of an hour or not; None where it does not fit."""
        day, minute = start.date(), minute_of(start)
        hours = self._hours(day)
        for site_id, free in self.free(clinician, day) if clinician in self.clinicians else ():
            fits = runs(free & hours, self.minutes) >> minute & 1 and self._existing(1 << minute, site_id, day)
            if fits and (not self.kind.room_kinds or self.room_at(site_id, day, minute)):
                return self.slot(_Found(self._terms(self._terms_of_day(clinician, day), clinician, free, day, minute), day, minute, clinician, site_id), "")
        return None

    def every(self, days: Iterable[date]) -> Iterator[tuple[date, int, int, int]]:
        """Each fitting start as (day, minute, clinician id, site id), unranked."""
        for day in days:
            for clinician in self.clinicians:
                for site_id, mask in self.starts(clinician, day):
                    for minute in _minutes(mask):
                        yield day, minute, clinician.id, site_id

    def count(self, days: Iterable[date]) -> int:
        return sum(mask.bit_count() for day in days for c in self.clinicians for _, mask in self.starts(c, day))

    def candidates(self, day: date) -> list[_Found]:
        found = []
        for clinician in self.clinicians:
            if not (starts := list(self.starts(clinician, day))):
                continue
            same = self._terms_of_day(clinician, day)
            free = dict(self.free(clinician, day))
            for site_id, mask in starts:
                found += [_Found(self._terms(same, clinician, free[site_id], day, m), day, m, clinician, site_id) for m in _minutes(mask)]
        return found

    def _terms_of_day(self, clinician: Clinician, day: date) -> _Terms:
        """The terms that are the same for every start of a clinician's day."""
        wish = self.wish
        open_, _, booked = openings.free_minutes(self.plan, self.taken, clinician.id, day)
        return _Terms(
            days=4 * min((day - self.now.date()).days, 14), clinician=6 if wish.wanted_clinician_id not in (None, clinician.id) else 0,
            window=0, focus=3 if wish.body_sites and not wish.body_sites & clinician.focus else 0, gap=0, fills=0,
            load=booked * 5 // open_ if open_ else 0,
        )  # fmt: skip

    def _terms(self, same: _Terms, clinician: Clinician, free: int, day: date, minute: int) -> _Terms:
        window = None
        if self.wish.windows:
            start = _at(day, minute)
            window = next((w for w in self.wish.windows if w.holds(start, start + timedelta(minutes=self.minutes))), None)
        return _Terms(
            same.days, same.clinician, 6 if self.wish.windows and window is None else 0, same.focus,
            2 if self._leaves_a_gap(free, minute) else 0, -2 if self._fills_a_gap(clinician.id, day, minute) else 0, same.load,
            window.words if window else "",
        )  # fmt: skip

    def _leaves_a_gap(self, free: int, minute: int) -> bool:
        """5 to 25 free minutes before or after it in which hardly anything can be booked."""
        busy_before = ~free & bits(0, minute)
        before = minute - busy_before.bit_length()
        busy_after = ~free >> (minute + self.minutes)
        after = (busy_after & -busy_after).bit_length() - 1
        return 5 <= before <= 25 or 5 <= after <= 25

    def _fills_a_gap(self, clinician_id: int, day: date, minute: int) -> bool:
        """It touches a booking on both sides."""
        taken = self.taken.clinicians.get((clinician_id, day), 0)
        return bool(minute and taken >> (minute - 1) & 1 and taken >> (minute + self.minutes) & 1)

    def slot(self, found: _Found, reason: str) -> Slot:
        start = _at(found.day, found.minute)
        end = start + timedelta(minutes=self.minutes)
        room = self.room_at(found.site_id, found.day, found.minute) if self.kind.room_kinds else None
        before, after = (timedelta(minutes=m if room else 0) for m in (self.kind.before, self.kind.after))
        return Slot(
            start, end, found.clinician.id, room.id if room else None, start - before, end + after, found.site_id,
            self.house.site(found.site_id).zone, found.terms.cost, reason,
        )  # fmt: skip


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def _minutes(mask: int) -> Iterator[int]:
    """The set bits in order; looked for in the digits, which is faster than shifting a long integer for each."""
    digits = bin(mask)[:1:-1]
    minute = digits.find("1")
    while minute >= 0:
        yield minute
        minute = digits.find("1", minute + 1)


@lru_cache(maxsize=4096)
def _clock_changes(day: date, zone: str) -> bool:
    start = datetime.combine(day, time())
    try:
        return instant_of(start + timedelta(days=1), zone, fold=0) - instant_of(start, zone, fold=0) != timedelta(days=1)
    except BadInput:
        return True


def _is_whole(start: datetime, length: timedelta, zone: str) -> bool:
    try:
        return instant_of(start + length, zone) - instant_of(start, zone) == length
    except BadInput:
        return False


def find(house: House, busy: Iterable[Busy], wish: Wish, *, now: datetime, limit: int = 5, day: date | None = None) -> SlotList:
    """The best ``limit`` slots. ``now`` is wall time at the clinic; with ``day`` only that day is looked at, and no two overlap.

    Else at most 3 of the first 5 lie on one day; with any clinician, at least 2 clinicians where possible.
    """
    busy = tuple(busy)
    finder = Finder(house, busy, wish, now=now)
    slots = best(finder, limit=limit, day=day)
    week = [d for d in (now.date() + timedelta(days=n) for n in range(7 - now.weekday())) if d >= finder.earliest.date()]
    return SlotList(slots, finder.count(week), () if slots else _blockers(house, busy, wish, now, [day] if day else finder.days()))


def best(finder: Finder, *, limit: int = 5, day: date | None = None) -> tuple[Slot, ...]:
    """What ``find`` shows, from a finder that is already there."""
    ranked = _ranked(finder, [day] if day else finder.days(), limit)
    chosen = _apart(ranked, limit, finder.minutes) if day else _varied(ranked, limit, any_clinician=finder.wish.clinician_id is None)
    soonest = min(((one.day, one.minute) for one in chosen), default=None)
    reasons = (_reason(finder.house, finder.wish, one, _following(ranked, chosen, n), soonest=(one.day, one.minute) == soonest) for n, one in enumerate(chosen))
    return tuple(finder.slot(one, reason) for one, reason in zip(chosen, reasons, strict=True))


def _order(found: _Found) -> tuple[int, date, int, str, int]:
    return found.terms.cost, found.day, found.minute, found.clinician.name, found.site_id


def _ranked(finder: Finder, days: list[date], limit: int) -> list[_Found]:
    """Day by day, until no later day can beat what is there (a day costs 4, the best bonus is 2; from 14 days on all cost the same)."""
    found: list[_Found] = []
    for day in days:
        if found and (ahead := (day - finder.now.date()).days) <= 14 and _settled(finder, found, 4 * ahead - 2, limit):
            break
        found += finder.candidates(day)
    return sorted(found, key=_order)


def _settled(finder: Finder, found: list[_Found], floor: int, limit: int) -> bool:
    """Whether what is chosen stays so, whatever later days bring that cost at least ``floor``."""
    better = sorted((f for f in found if f.terms.cost <= floor), key=_order)
    if len(better) <= limit:
        return False
    chosen = _varied(better, limit, any_clinician=finder.wish.clinician_id is None)
    return len(chosen) == limit and (len(finder.clinicians) == 1 or len({f.clinician.id for f in chosen}) > 1)


def _apart(ranked: list[_Found], limit: int, minutes: int) -> list[_Found]:
    """The best ones of a day, of which no two of one clinician overlap: they are drawn on the grid."""
    chosen: list[_Found] = []
    for one in ranked:
        if len(chosen) < limit and not any(c.clinician.id == one.clinician.id and abs(c.minute - one.minute) < minutes for c in chosen):
            chosen.append(one)
    return chosen


def _varied(ranked: list[_Found], limit: int, *, any_clinician: bool) -> list[_Found]:
    """At most 3 of the first 5 on one day, then the rest in order."""
    first: list[_Found] = []
    for one in ranked:
        if len(first) < min(limit, 5) and sum(c.day == one.day for c in first) < 3:
            first.append(one)
    if any_clinician and len({c.clinician.id for c in first}) == 1 and len(first) > 1:
        _another(first, ranked)
    if limit <= 5 or len(first) < 5:
        return sorted(first, key=_order)
    rest = [one for one in ranked if one not in first]
    return sorted(first, key=_order) + rest[: limit - 5]


def _another(chosen: list[_Found], ranked: list[_Found]) -> None:
    """Put the best slot of another clinician in the last place."""
    rest = chosen[:-1]
    other = next(
        (f for f in ranked if f.clinician.id != chosen[0].clinician.id and sum(c.day == f.day for c in rest) < 3), None
    )
    if other:
        chosen[-1] = other


def _following(ranked: list[_Found], chosen: list[_Found], number: int) -> _Found | None:
    """The next one shown; after the last of them, the best that is not shown."""
    if number + 1 < len(chosen):
        return chosen[number + 1]
    return next((f for f in ranked if _order(f) > _order(chosen[number]) and f not in chosen), None)


def _reason(house: House, wish: Wish, one: _Found, following: _Found | None, *, soonest: bool) -> str:
    mine = one.terms
    theirs = following.terms if following else replace(mine, days=mine.days + 1)
    words = {
        "days": "soonest" if soonest else "sooner",
        "clinician": f"with {one.clinician.short}",
        "window": mine.window_words or "at the wanted time",
        "focus": _focus_words(wish, one),
        "fills": "fills a gap", "gap": "leaves no gap", "load": "quiet day",
    }  # fmt: skip
    best = max(words, key=lambda name: getattr(theirs, name) - getattr(mine, name))
    if getattr(theirs, best) > getattr(mine, best):
        return words[best]
    if soonest:
        return "soonest"
    return "earlier start" if following and (one.day, one.minute) < (following.day, following.minute) else "as good"


def _focus_words(wish: Wish, one: _Found) -> str:
    site = next(iter(sorted(wish.body_sites & one.clinician.focus)), "")
    return f"sees {site_words(site)} most" if site else "their field"


def _blockers(house: House, busy: tuple[Busy, ...], wish: Wish, now: datetime, days: list[date]) -> tuple[Blocker, ...]:
    """Each filter that could be taken away, with how many slots that would give."""
    tries: list[tuple[str, Wish]] = []
    if wish.clinician_id is not None:
        tries.append(("Any clinician", replace(wish, clinician_id=None)))
    if wish.room_id is not None:
        tries.append(("Any room", replace(wish, room_id=None)))
    if wish.not_before or wish.not_after:
        tries.append(("Any time of day", replace(wish, not_before=None, not_after=None)))
    if wish.weekdays is not None:
        tries.append(("Any day", replace(wish, weekdays=None)))
    if wish.minutes is not None and wish.minutes > 15:
        tries.append(("15 minutes", replace(wish, minutes=15)))
    counted = [Blocker(words, Finder(house, busy, other, now=now).count(days), other) for words, other in tries]
    return tuple(sorted((b for b in counted if b.slots), key=lambda b: -b.slots))
