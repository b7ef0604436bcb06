"""When a clinician is there and when somebody or something occupies a clinician or a room: a day as a bit set of 1,440 minutes.

Bit n stands for the minute that begins n minutes after midnight, wall time. A day is one Python integer, so that "free at the
same time" is one AND and a run of free minutes is found by shifting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from frontdesk.domain.clinic import Block, Busy, House, OpeningException, OpeningRule
from frontdesk.domain.repeating import falls_on
from frontdesk.domain.timespan import Span

DAY = 1440
FULL = (1 << DAY) - 1
_MINUTE = timedelta(minutes=1)


def minute_of(moment: time | datetime) -> int:
    return moment.hour * 60 + moment.minute


def bits(start: int, end: int) -> int:
    """Minutes ``start`` to ``end`` (exclusive), cut to the day."""
    start, end = max(0, start), min(DAY, end)
    return ((1 << (end - start)) - 1) << start if end > start else 0


def runs(mask: int, length: int) -> int:
    """Bits at which ``length`` set bits begin, the first included. Doubling: a logarithmic number of shifts."""
    done = 1
    while done < length and mask:
        step = min(done, length - done)
        mask &= mask >> step
        done += step
    return mask


def spans(mask: int, day: date) -> tuple[Span, ...]:
    """The runs of set bits as wall time."""
    midnight = datetime.combine(day, time())
    found = []
    while mask:
        start = (mask & -mask).bit_length() - 1
        rest = ~(mask >> start)
        end = start + (rest & -rest).bit_length() - 1
        found.append(Span(midnight + timedelta(minutes=start), midnight + timedelta(minutes=end)))
        mask &= ~bits(start, end)
    return tuple(found)


def _end_of(moment: time) -> int:
    """A closing time of 00:00 is midnight at the end of the day."""
    return minute_of(moment) or DAY


def rule_holds(rule: OpeningRule | Block, day: date) -> bool:
    return (rule.since is None or rule.since <= day) and (rule.until is None or day <= rule.until)


def _exception_bits(exception: OpeningException) -> int:
    start = minute_of(exception.start) if exception.start else 0
    return bits(start, _end_of(exception.end) if exception.end else DAY)


def block_on(block: Block, day: date) -> bool:
    """Whether a named block stands on that day."""
    if block.day is not None:
        return block.day == day
    if block.rule:
        return rule_holds(block, day) and falls_on(block.rule, block.since or day, day)
    return (block.weekday is None or block.weekday == day.weekday()) and rule_holds(block, day)


_EVERYBODY = ("everybody", 0)


def _whose(block: Block) -> list[tuple[str, int]]:
    own = [(kind, key) for kind, key in (("clinician", block.clinician_id), ("room", block.room_id)) if key is not None]
    return own or [_EVERYBODY]


@dataclass
class Plan:
    """The house's rules sorted for quick asking. Build it once for a House, ask it for many days."""

    house: House
    _rules: dict[tuple[int, int], list[tuple[OpeningRule, int]]] = field(init=False)
    _exceptions: dict[date, list[OpeningException]] = field(init=False)
    _blocks: dict[tuple[str, int], list[tuple[Block, int]]] = field(init=False)
    _weeks: dict[tuple[int, int], tuple[tuple[int, int], ...]] = field(init=False)
    _steady: bool = field(init=False)
    _dated: set[date] = field(init=False)

    def __post_init__(self) -> None:
        self._rules = {}
        for rule in self.house.rules:
            self._rules.setdefault((rule.clinician_id, rule.weekday), []).append((rule, bits(minute_of(rule.start), _end_of(rule.end))))
        self._weeks = {}
        bounds = [(rule.since, rule.until) for rule in self.house.rules] + [(block.since, block.until) for block in self.house.blocks]
        self._steady = not any(since or until for since, until in bounds) and not any(block.rule for block in self.house.blocks)
        self._exceptions = {}
        for exception in self.house.exceptions:
            self._exceptions.setdefault(exception.day, []).append(exception)
        self._blocks = {}
        self._dated = {*self._exceptions, *(b.day for b in self.house.blocks if b.day)}
        for block in self.house.blocks:
            for whose in _whose(block):
                self._blocks.setdefault(whose, []).append((block, bits(minute_of(block.start), _end_of(block.end))))

    def open_at(self, clinician_id: int, day: date) -> dict[int, int]:
        """Site -> minutes the clinician works there, by weekly rules and dated exceptions; blocks are not taken out."""
        found: dict[int, int] = {}
        for rule, minutes in self._rules.get((clinician_id, day.weekday()), ()):
            if rule_holds(rule, day):
                found[rule.site_id] = found.get(rule.site_id, 0) | minutes
        for exception in self._exceptions.get(day, ()):
            if exception.clinician_id in (None, clinician_id):
                self._except(found, exception)
        return {site: mask for site, mask in found.items() if mask}

    def working(self, clinician_id: int, day: date) -> tuple[tuple[int, int], ...]:
        """(site, minutes) the clinician works there and is not kept away by a block. Weeks that are all the same are worked out once."""
        if not self._steady or day in self._dated:
            return self._working(clinician_id, day)
        key = (clinician_id, day.weekday())
        if key not in self._weeks:
            self._weeks[key] = self._working(clinician_id, day)
        return self._weeks[key]

    def _working(self, clinician_id: int, day: date) -> tuple[tuple[int, int], ...]:
        away = self.blocked(day, clinician_id=clinician_id)
        return tuple((site, mask & ~away) for site, mask in self.open_at(clinician_id, day).items() if mask & ~away)

    def _except(self, found: dict[int, int], exception: OpeningException) -> None:
        mask = _exception_bits(exception)
        if not exception.open:
            for site in found:
                if exception.site_id in (None, site):
                    found[site] &= ~mask
        elif self.house.sites:
            site = exception.site_id or self.house.sites[0].id
            found[site] = found.get(site, 0) | mask

    def blocked(self, day: date, *, clinician_id: int | None = None, room_id: int | None = None) -> int:
        """Minutes of the named blocks that keep a clinician, or a room, from being booked."""
        mask = 0
        for whose in (_EVERYBODY, ("clinician", clinician_id or 0), ("room", room_id or 0)):
            for block, minutes in self._blocks.get(whose, ()):
                if block_on(block, day):
                    mask |= minutes
        return mask

    def closed(self, day: date) -> str:
        """Why nobody works on that day, or empty where somebody does."""
        if any(self.open_at(c.id, day) for c in self.house.clinicians if c.active):
            return ""
        reasons = [e.reason for e in self._exceptions.get(day, ()) if not e.open and e.clinician_id is None and e.reason]
        return reasons[0] if reasons else "no opening hours"


def after_working_days(house: House, start: datetime, days: int) -> datetime:
    """The same wall time so many days later on which somebody works; where nobody ever does, plain days are counted."""
    plan, day, left = Plan(house), start, days
    for _ in range(days + 60):
        if not left:
            break
        day += timedelta(days=1)
        left -= not plan.closed(day.date())
    return day if not left else start + timedelta(days=days)


@dataclass
class Taken:
    """What is occupied, by day: visits of each clinician, of each room (turn-over included), and of one patient."""

    clinicians: dict[tuple[int, date], int] = field(default_factory=dict)
    rooms: dict[tuple[int, date], int] = field(default_factory=dict)
    patient: dict[date, int] = field(default_factory=dict)

    @classmethod
    def of(cls, busy: Iterable[Busy], *, patient_id: int | None = None) -> Taken:
        taken = cls()
        for one in busy:
            if one.clinician_id is not None:
                _lay(taken.clinicians, one.clinician_id, one.start, one.end)
            if one.room_id is not None:
                _lay(taken.rooms, one.room_id, one.room_start or one.start, one.room_end or one.end)
            if patient_id is not None and one.patient_id == patient_id:
                for day, mask in _by_day(one.start, one.end):
                    taken.patient[day] = taken.patient.get(day, 0) | mask
        return taken


def _lay(into: dict[tuple[int, date], int], key: int, start: datetime, end: datetime) -> None:
    for day, mask in _by_day(start, end):
        into[key, day] = into.get((key, day), 0) | mask


def _by_day(start: datetime, end: datetime) -> Iterable[tuple[date, int]]:
    first = start.hour * 60 + start.minute
    last = first + -(-(end - start) // _MINUTE)
    if last <= DAY:  # nearly all of them: a single day, without the loop
        return ((start.date(), ((1 << (last - first)) - 1) << first),) if last > first else ()
    return [(start.date() + timedelta(days=n), bits(first - n * DAY, last - n * DAY)) for n in range(-(-last // DAY))]


def free_minutes(plan: Plan, taken: Taken, clinician_id: int, day: date) -> tuple[int, int, int]:
    """(open, free, booked) minutes of a clinician's day; open is without the named blocks."""
    open_ = 0
    for mask in plan.open_at(clinician_id, day).values():
        open_ |= mask
    open_ &= ~plan.blocked(day, clinician_id=clinician_id)
    booked = open_ & taken.clinicians.get((clinician_id, day), 0)
    return open_.bit_count(), (open_ & ~booked).bit_count(), booked.bit_count()
