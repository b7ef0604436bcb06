"""One typed line -> what is looked for: "45 oka r2 tue pm", in any order (ux.md 3.12)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from frontdesk.domain import when
from frontdesk.domain.clinic import House
from frontdesk.domain.slots import Wish
from frontdesk.domain.typed_day import month_of, read_day

EVENING = time(18)
"""Where an afternoon ends for the desk."""

_SHORTEST, _LONGEST = 5, 240
_FILLERS = frozenset({"dr", "with", "in", "on", "for", "at", "the", "min", "minutes", "free", "slot", "next"})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line and what it was read as. ``kind``: length, clinician, room, day, hours, type."""

    kind: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FinderLine:
    """``rest``: words that say nothing about a time."""

    wish: Wish
    parts: tuple[Part, ...]
    rest: tuple[str, ...] = ()

    def without(self, part: Part, line: str) -> str:
        """The line with a part dropped."""
        return " ".join((line[: part.start] + " " + line[part.end :]).split())


@dataclass
class _Reading:
    house: House
    today: date
    wish: Wish
    parts: list[Part]

    def take(self, kind: str, words: str, word: re.Match[str], **wish: object) -> bool:
        if any(part.kind == kind for part in self.parts):
            return False
        self.wish = replace(self.wish, **wish)  # type: ignore[arg-type]  # each reader names fields of Wish
        self.parts.append(Part(kind, words, word.start(), word.end()))
        return True


def read_line(line: str, house: House, *, today: date) -> FinderLine | None:
    """None where the line is no search for a time: fewer than two parts say something, or more than one word says nothing."""
    if not house.types or not line.strip():
        return None
    first = next((t for t in house.types if t.active and t.look == "new_consultation"), house.types[0])
    reading = _Reading(house, today, Wish(first.id), [])
    rest: list[str] = []
    place = 0
    while found := _WORD.search(line, place):
        for reader, shape in _READERS:
            match = shape.match(line, found.start())
            if match and reader(reading, match):
                place = match.end()
                break
        else:
            place = found.end()
            if found[0].casefold() not in _FILLERS:
                rest.append(found[0])
    if len(reading.parts) < 2 or len(rest) > 1:
        return None
    return FinderLine(reading.wish, tuple(sorted(reading.parts, key=lambda p: p.start)), tuple(rest))


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def _length(reading: _Reading, word: re.Match[str]) -> bool:
    hours, minutes = int(word["h"] or 0), int(word["m"] or word["n"] or 0)
    total = 60 * hours + minutes
    if not _SHORTEST <= total <= _LONGEST or (not hours and total % 5):
        return False
    return reading.take("length", f"{total} min", word, minutes=total)


def _room(reading: _Reading, word: re.Match[str]) -> bool:
    said = _fold(" ".join(word[0].split()))
    for room in reading.house.rooms:
        if room.active and said in (_fold(room.short), _fold(room.name)):
            return reading.take("room", room.name, word, room_id=room.id)
    return False


def _clinician(reading: _Reading, word: re.Match[str]) -> bool:
    said = _fold(word[0])
    for clinician in reading.house.clinicians:
        names = [part for part in re.split(r"\W+", _fold(clinician.name)) if part not in ("dr", "pa", "")]
        if clinician.active and (said == _fold(clinician.initials) or (len(said) >= 2 and any(part.startswith(said) for part in names))):
            return reading.take("clinician", clinician.short, word, clinician_id=clinician.id)
    return False


def _type(reading: _Reading, word: re.Match[str]) -> bool:
    said = _fold(word[0])
    for kind in reading.house.types:
        if kind.active and len(said) >= 3 and any(part.startswith(said) for part in re.split(r"\W+", _fold(kind.name))):
            return reading.take("type", kind.name, word, type_id=kind.id)
    return False


def _weekday(reading: _Reading, word: re.Match[str]) -> bool:
    said = word[0].casefold()
    for number, day in enumerate(when.DAYS):
        if f"{day.casefold()}s".startswith(said):
            return reading.take("day", f"{day}s", word, weekdays=frozenset({number}))
    return False


def _from(reading: _Reading, word: re.Match[str], first: date, days: int, words: str) -> bool:
    return reading.take("day", words, word, earliest=datetime.combine(first, time()), days=days)


def _near(reading: _Reading, word: re.Match[str]) -> bool:
    said, today = " ".join(word[0].casefold().split()), reading.today
    if said == "next week":
        return _from(reading, word, today + timedelta(days=7 - today.weekday()), 7, "next week")
    if said == "this week":
        return _from(reading, word, today, 7 - today.weekday(), "this week")
    day = today + timedelta(days=said == "tomorrow")
    return _from(reading, word, day, 1, when.short_day(day))


def _ahead(reading: _Reading, word: re.Match[str]) -> bool:
    day = read_day(word[0], reading.today)
    if day is None or day < reading.today:
        return False
    whole = word[0][-1] in "wm"
    return _from(reading, word, day, 7 if whole else 1, f"from {when.short_day(day)}" if whole else when.short_day(day))


def _dated(reading: _Reading, word: re.Match[str]) -> bool:
    """A day as "24 nov" or "nov 24", or the whole month; what is past this year is meant for the next."""
    month = month_of(word["month"])
    number = word["before"] or word["after"]
    year = reading.today.year
    if not month:
        return False
    if number is None:
        first = date(year + (month < reading.today.month), month, 1)
        last = (first + timedelta(days=32)).replace(day=1)
        begin = max(first, reading.today)
        return _from(reading, word, begin, (last - begin).days, when.MONTHS[month - 1])
    try:
        day = date(year, month, int(number))
        day = day if day >= reading.today else day.replace(year=year + 1)
    except ValueError:
        return False
    return _from(reading, word, day, 1, when.short_day(day))


def _part_of_day(reading: _Reading, word: re.Match[str]) -> bool:
    said = word[0].casefold()
    if said.startswith(("am", "morning")):
        return reading.take("hours", "until 12", word, not_after=time(12))
    if said.startswith("evening"):
        return reading.take("hours", "after 4 pm", word, not_before=time(16))
    return reading.take("hours", "12–6 pm", word, not_before=time(12), not_after=EVENING)


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    """A bare 1 to 7 is meant in the afternoon: nobody books at three in the night."""
    number = int(hour)
    if ((half or "").casefold().startswith("p") and number < 12) or (not half and 1 <= number <= 7):
        number += 12
    return time(number, int(minute or 0)) if number < 24 and int(minute or 0) < 60 else None


def _after(reading: _Reading, word: re.Match[str]) -> bool:
    start = _clock(word["hour"], word["minute"], word["half"])
    late = word["which"].casefold() in ("before", "until", "till")
    if start is None:
        return False
    told = f"{'before' if late else 'after'} {when.clock(start)}"
    return reading.take("hours", told, word, **{"not_after" if late else "not_before": start})


def _between(reading: _Reading, word: re.Match[str]) -> bool:
    start, end = _clock(word["hour1"], word["minute1"], word["half1"] or word["half2"]), _clock(word["hour2"], word["minute2"], word["half2"])
    if start is None or end is None:
        return False
    if start >= end and start.hour >= 12:
        start = start.replace(hour=start.hour - 12)
    return start < end and reading.take("hours", when.clocks(start, end), word, not_before=start, not_after=end)


_WORD = re.compile(r"[^\s,;]+")
_END = r"(?=[\s,;]|$)"
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
Reader = Callable[[_Reading, "re.Match[str]"], bool]


def _hour(number: str) -> str:
    return rf"(?P<hour{number}>\d{{1,2}})(?::(?P<minute{number}>\d\d))?\s*(?P<half{number}>am|pm|a\.m\.|p\.m\.)?"


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern}){_END}", re.I)


_READERS: tuple[tuple[Reader, re.Pattern[str]], ...] = (
    (_after, _shape(rf"(?P<which>after|from|not before|before|until|till)\s+{_hour('')}")),
    (_between, _shape(rf"{_hour('1')}\s*[-–]\s*{_hour('2')}")),
    (_near, _shape(r"next\s+week|this\s+week|today|tomorrow")),
    (_ahead, _shape(r"\+\d{1,3}[dwm]?|\d{4}-\d\d-\d\d")),
    (_dated, _shape(rf"(?:(?P<before>\d{{1,2}})\.?\s+)?(?P<month>{_MONTH})[a-z]*(?:\s+(?P<after>\d{{1,2}})(?!\s*min|[^\s,;]))?")),
    (_weekday, _shape(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*")),
    (_part_of_day, _shape(r"am|pm|mornings?|afternoons?|evenings?")),
    (_length, _shape(r"(?P<h>\d)\s*h(?:ours?|rs?)?(?:\s*(?P<m>\d{1,2})(?:\s*m(?:in(?:utes?)?)?)?)?|(?P<n>\d{1,3})\s*(?:minutes|mins|min|m)?")),
    (_room, _shape(r"room\s+[^\s,;]+|[^\s,;]+")),
    (_clinician, _shape(r"[^\W\d_]+")),
    (_type, _shape(r"[^\W\d_][\w-]*")),
)
