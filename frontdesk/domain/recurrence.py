"""Rules of repetition (RFC 5545 RRULE), expanded inside a stretch of wall time and nowhere else.

The days between the beginning and the stretch are jumped over by whole periods, so that a rule costs the same whatever its age, and one whose
days never come costs no more than the stretch. Only a rule with a COUNT is walked from its beginning, period by period. A rule that is quicker
than daily is walked step by step within the days it allows, and given up where it names more moments than anybody could keep.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

MOST = 1000
"""Occurrences that are given at most."""

MOST_PERIODS = 100_000
"""Periods that are walked at most: nearly three centuries of days."""

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
QUICK = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
"""Frequencies within a day, in seconds."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class BadRule(ValueError):
    """A rule that cannot be read, or is not taken; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``weekdays`` are (which, weekday): which 0 = each, 2 = the second, -1 = the last of the month or year. ``until`` is wall time, inclusive."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


def expand(rule: Rule, start: datetime, *, first: datetime, last: datetime, most: int = MOST) -> tuple[datetime, ...]:
    """The occurrences that begin in ``first`` <= moment < ``last``, in order. All wall time; ``start`` is the rule's own beginning."""
    return tuple(islice(_within(rule, start, first, last), most))


def _within(rule: Rule, start: datetime, first: datetime, last: datetime) -> Iterator[datetime]:
    end = min(last, rule.until + timedelta(seconds=1)) if rule.until else last
    if start >= end:
        return
    begin, counted = max(first, start), 0
    if rule.frequency in QUICK:
        yield from _quick(rule, start, first, end)
        return
    if rule.count is not None and not _plain(rule):
        begin = start
    elif rule.count is not None:
        counted = (begin.date() - start.date()).days // rule.interval
    for moment in _moments(rule, start, begin, end):
        if moment < start:
            continue
        counted += 1
        if moment >= end or (rule.count is not None and counted > rule.count):
            return
        if moment >= first:
            yield moment


def _quick(rule: Rule, start: datetime, first: datetime, end: datetime) -> Iterator[datetime]:
    """Moments of a rule within the day; ``BadRule`` where it takes too many steps or names too many moments."""
    step, counted = rule.interval * QUICK[rule.frequency], 0
    day = start.date() if rule.count is not None else max(start, first).date()
    days = (date.fromordinal(n) for n in range(day.toordinal(), min(end.date().toordinal(), date.max.toordinal()) + 1))
    steps = 0
    for one in days:
        if not _passes(rule, one) or not _is_year_day(rule, one):
            continue
        midnight = datetime.combine(one, time())
        gone = max(0, -(-int((midnight - start).total_seconds()) // step))
        at = _after(start, gone * step)
        while at.date() == one and at < end:
            steps += 1
            for moment in _within_step(rule, at):
                counted += moment >= start
                if rule.count is not None and counted > rule.count:
                    return
                if counted >= MOST:
                    raise _too_many(rule)
                if first <= moment < end and moment >= start:
                    yield moment
            if steps > MOST_PERIODS:
                raise _too_many(rule)
            at = _after(at, step)


def _too_many(rule: Rule) -> BadRule:
    return BadRule(f"It repeats {rule.frequency.lower()}, more than {MOST} times; nobody could keep such a calendar, so it is not taken.")


def _after(moment: datetime, seconds: int) -> datetime:
    """So much later, or the end of the calendar."""
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return datetime.max


def _within_step(rule: Rule, at: datetime) -> Iterator[datetime]:
    """The moments that one step of a quick rule names, in order."""
    if (rule.hours and at.hour not in rule.hours) or (rule.frequency != "HOURLY" and rule.minutes and at.minute not in rule.minutes):
        return
    minutes = rule.minutes if rule.frequency == "HOURLY" and rule.minutes else (at.minute,)
    seconds = rule.seconds if rule.frequency != "SECONDLY" and rule.seconds else (at.second,)
    if rule.frequency == "SECONDLY" and rule.seconds and at.second not in rule.seconds:
        return
    yield from (at.replace(minute=minute, second=second) for minute in minutes for second in seconds)


def _is_year_day(rule: Rule, day: date) -> bool:
    number, whole = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    return not rule.year_days or number in rule.year_days or number - whole - 1 in rule.year_days


def _plain(rule: Rule) -> bool:
    """Every n days and nothing else: how many have gone by can be reckoned."""
    parts = (rule.months, rule.weeks, rule.year_days, rule.month_days, rule.weekdays, rule.hours, rule.minutes, rule.seconds, rule.positions)
    return rule.frequency == "DAILY" and not any(parts)


def _moments(rule: Rule, start: datetime, first: datetime, end: datetime) -> Iterator[datetime]:
    """Every moment the rule names from the period on in which ``first`` lies, until ``end``."""
    times = _times(rule, start)
    for number in islice(_periods(rule, start.date(), first.date(), end), MOST_PERIODS):
        days = sorted(set(_days(rule, start.date(), number)))
        moments = [datetime.combine(day, clock) for day in days for clock in times]
        yield from _chosen(rule.positions, moments)


def _times(rule: Rule, start: datetime) -> list[time]:
    return [time(h, m, s) for h in rule.hours or (start.hour,) for m in rule.minutes or (start.minute,) for s in rule.seconds or (start.second,)]


def _chosen(positions: tuple[int, ...], moments: list[datetime]) -> list[datetime]:
    if not positions:
        return moments
    wanted = {p - 1 if p > 0 else len(moments) + p for p in positions}
    return [moment for place, moment in enumerate(moments) if place in wanted]


def _periods(rule: Rule, start: date, first: date, end: datetime) -> Iterator[int]:
    """Numbers of the periods of the rule's phase, from the one with ``first`` to the one with ``end``: days and weeks by ordinal, months by 12 * year + month, years."""
    begin, wanted, stop = (_number(rule, day) for day in (start, first, end.date()))
    step = rule.interval * (7 if rule.frequency == "WEEKLY" else 1)
    yield from range(begin + max(0, (wanted - begin) // step) * step, stop + 1, step)


def _number(rule: Rule, day: date) -> int:
    if rule.frequency == "DAILY":
        return day.toordinal()
    if rule.frequency == "WEEKLY":
        return day.toordinal() - (day.weekday() - rule.week_start) % 7
    return day.year * 12 + day.month - 1 if rule.frequency == "MONTHLY" else day.year


def _days(rule: Rule, start: date, number: int) -> Iterator[date]:
    if rule.frequency == "DAILY":
        days: Iterator[date] = iter((date.fromordinal(number),))
    elif rule.frequency == "WEEKLY":
        wanted = {day for _, day in rule.weekdays} or {start.weekday()}
        days = (day for n in range(7) if number + n <= date.max.toordinal() and (day := date.fromordinal(number + n)).weekday() in wanted)
    elif rule.frequency == "MONTHLY":
        days = _of_month(rule, start, number // 12, number % 12 + 1)
    else:
        days = _of_year(rule, start, number)
    return (day for day in days if _passes(rule, day))


def _passes(rule: Rule, day: date) -> bool:
    """The parts that only limit; those that make days have made them."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.frequency == "DAILY" or rule.frequency in QUICK:
        if rule.weekdays and day.weekday() not in (d for _, d in rule.weekdays):
            return False
        if rule.month_days and not _is_month_day(rule, day):
            return False
    return True


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _is_month_day(rule: Rule, day: date) -> bool:
    return day.day in rule.month_days or day.day - _length(day.year, day.month) - 1 in rule.month_days


def _of_month(rule: Rule, start: date, year: int, month: int) -> Iterator[date]:
    """Days a monthly rule (or a yearly one within a month) names: month days, weekdays, both, or the day of the beginning."""
    length = _length(year, month)
    if rule.weekdays:
        days = _weekdays(rule, date(year, month, 1), length)
        return (day for day in days if not rule.month_days or _is_month_day(rule, day))
    wanted = rule.month_days or (start.day,)
    numbers = {n if n > 0 else length + 1 + n for n in wanted}
    return (date(year, month, n) for n in numbers if 1 <= n <= length)


def _weekdays(rule: Rule, begin: date, length: int) -> Iterator[date]:
    """Weekdays within a stretch of days, each or the nth from either end."""
    for which, weekday in rule.weekdays:
        offset = (weekday - begin.weekday()) % 7
        days = range(offset, length, 7)
        if which == 0:
            yield from (begin + timedelta(days=n) for n in days)
        elif abs(which) <= len(days):
            yield begin + timedelta(days=days[which - 1 if which > 0 else which])


def _of_year(rule: Rule, start: date, year: int) -> Iterator[date]:
    """The parts of a yearly rule are the more exact the longer they are: days of the year, weeks, months, weekdays of the year."""
    whole = 366 if calendar.isleap(year) else 365
    begin = date(year, 1, 1)
    if rule.year_days or rule.weeks:
        yield from _by_number(rule, start, begin, whole)
    elif rule.months or rule.month_days:
        for month in rule.months or range(1, 13):
            yield from _of_month(rule, start, year, month)
    elif rule.weekdays:
        yield from _weekdays(rule, begin, whole)
    elif start.day <= _length(year, start.month):
        yield date(year, start.month, start.day)


def _by_number(rule: Rule, start: date, begin: date, whole: int) -> Iterator[date]:
    numbers = {n if n > 0 else whole + 1 + n for n in rule.year_days}
    weekdays = {day for _, day in rule.weekdays}
    for n in range(1, whole + 1):
        day = begin + timedelta(days=n - 1)
        if rule.year_days and n not in numbers:
            continue
        if rule.weeks and not _in_weeks(rule, day):
            continue
        if rule.month_days and not _is_month_day(rule, day):
            continue
        if day.weekday() in (weekdays or ({start.weekday()} if rule.weeks and not rule.year_days else range(7))):
            yield day


def _in_weeks(rule: Rule, day: date) -> bool:
    """Week numbers as ISO has them, with the rule's own first day of the week; the days of a week that reaches over New Year count in both years."""
    first = _week_one(day.year, rule.week_start)
    many = (_week_one(day.year + 1, rule.week_start) - first).days // 7 if day.year < date.max.year else 52
    number = (day - first).days // 7 + 1
    if number < 1:
        return -1 in rule.weeks or (first - _week_one(day.year - 1, rule.week_start)).days // 7 in rule.weeks
    if number > many:
        return 1 in rule.weeks
    return number in rule.weeks or number - many - 1 in rule.weeks


def _week_one(year: int, week_start: int) -> date:
    """The first day of the first week with at least four days in the year."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % 7)


# -- as text ---------------------------------------------------------------------------------------------------------------------

_NUMBERS = {
    "BYMONTH": ("months", 1, 12), "BYWEEKNO": ("weeks", -53, 53), "BYYEARDAY": ("year_days", -366, 366), "BYMONTHDAY": ("month_days", -31, 31),
    "BYHOUR": ("hours", 0, 23), "BYMINUTE": ("minutes", 0, 59), "BYSECOND": ("seconds", 0, 59), "BYSETPOS": ("positions", -366, 366),
}  # fmt: skip


def read_rule(text: str, *, until: datetime | None = None) -> Rule:
    """The rule of an RRULE value; raises ``BadRule``. UNTIL is the caller's to turn into wall time, since only it knows the zone."""
    parts = dict(part.split("=", 1) for part in "".join(text.upper().split()).removeprefix("RRULE:").split(";") if "=" in part)
    frequency = parts.get("FREQ", "").strip()
    if frequency not in FREQUENCIES and frequency not in QUICK:
        raise BadRule(f"Its rule of repetition has no frequency that is known: {text[:80]}.")
    if "RSCALE" in parts and parts["RSCALE"] != "GREGORIAN":
        raise BadRule(f"It repeats by the {parts['RSCALE'].title()[:20]} calendar, which is not taken.")
    values: dict[str, tuple[int, ...]] = {name: _numbers(parts[word], low, high) for word, (name, low, high) in _NUMBERS.items() if parts.get(word)}
    count = _whole(parts.get("COUNT", ""), "COUNT") if "COUNT" in parts else None
    weekdays = tuple(_weekday(word) for word in parts.get("BYDAY", "").split(",") if word.strip())
    week_start = WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in WEEKDAYS else 0
    return Rule(frequency, max(1, _whole(parts.get("INTERVAL", "1"), "INTERVAL")), count, until, weekdays=weekdays, week_start=week_start, **values)


def _whole(text: str, word: str) -> int:
    if not text.strip().isdecimal() or len(text) > 18:
        raise BadRule(f"Its rule of repetition has no whole number as {word}.")
    return int(text)


def _numbers(text: str, low: int, high: int) -> tuple[int, ...]:
    found = []
    for word in text.strip(",").split(",")[:400]:
        try:
            number = int(word)
        except ValueError:
            raise BadRule(f"Its rule of repetition has a part that is no number: {word[:20]}.") from None
        if not low <= number <= high or (low < 0 and number == 0):
            raise BadRule(f"Its rule of repetition has a number out of range: {number}.")
        found.append(number)
    return tuple(sorted(set(found)))


def _weekday(word: str) -> tuple[int, int]:
    which, day = word.strip()[:-2].removeprefix("+"), word.strip()[-2:]
    if day not in WEEKDAYS or (which and not which.removeprefix("-").isdecimal()) or len(which) > 3:
        raise BadRule(f"Its rule of repetition has a weekday that is none: {word[:20]}.")
    return int(which or 0), WEEKDAYS.index(day)
