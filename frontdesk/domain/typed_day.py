"""A day as somebody types it into "Go to date", and a time of day."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from frontdesk.domain import when


def read_day(text: str, today: date) -> date | None:
    """A day as typed at the desk: "+6w", "-2d", "tomorrow", "tue", "24", "24 11", "24 nov", "Tue 24 Nov 2026", "2026-11-24"; None where it is none.

    Without a year, what lies more than a season back is meant for the next.
    """
    words = text.strip().casefold()
    if found := re.fullmatch(r"([+-])(\d{1,3})([dwm]?)", words):
        count = int(found[2]) * (1 if found[1] == "+" else -1)
        return today + timedelta(days=count * {"d": 1, "": 1, "w": 7, "m": 28}[found[3]])
    if words in ("today", "tomorrow", "yesterday"):
        return today + timedelta(days={"today": 0, "tomorrow": 1, "yesterday": -1}[words])
    for n, day in enumerate(when.DAYS):
        if len(words) >= 2 and day.casefold().startswith(words):
            return today + timedelta(days=(n - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    return _numbered(words, today) or _worded(words, today)


_DAY_AND_MONTH = re.compile(r"(\d{1,2})(?:[./ ]+(\d{1,2}))?\.?(?:[./ ]+(\d{4}))?")
_WITH_WEEKDAY = re.compile(r"[^\W\d_]{2,9}[,.]? +(?=\d)")
_WORDED = re.compile(r"(?P<before>\d{1,2})?(?:st|nd|rd|th|\.)? *(?P<month>[^\W\d_]{3,9})\.?(?: +(?P<after>\d{1,2})(?:st|nd|rd|th)?)?(?:,? +(?P<year>\d{4}))?")
_BACK = timedelta(days=91)


def month_of(word: str) -> int:
    """1 to 12 of the name of a month or its beginning, 0 where it is none."""
    return next((n for n, name in enumerate(when.MONTHS, 1) if name.casefold().startswith(word.casefold())), 0)


def _numbered(words: str, today: date) -> date | None:
    found = _DAY_AND_MONTH.fullmatch(words)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2] or today.month)
    if month > 12 >= day:
        day, month = month, day  # there is no such month: it was typed the other way round
    if found[2] is None and found[3] is None:
        return _day(today.year, month, day)
    return _near(day, month, found[3], today)


def _worded(words: str, today: date) -> date | None:
    plain = words
    if (weekday := _WITH_WEEKDAY.match(words)) and any(name.casefold().startswith(weekday[0].strip(" ,.")) for name in when.DAYS):
        plain = words[weekday.end() :]
    found = _WORDED.fullmatch(plain)
    if found is None or bool(found["before"]) == bool(found["after"]) or not (month := month_of(found["month"])):
        return None
    return _near(int(found["before"] or found["after"]), month, found["year"], today)


def _near(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    this = _day(today.year, month, day)
    return this if this is not None and this >= today - _BACK else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_clock(text: str) -> time | None:
    """A time of day as typed at the desk: "9", "9:30", "2 pm", "14:15", "930"; None where it is none."""
    found = re.fullmatch(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?", text.strip().casefold())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and not 1 <= hour <= 12:
        return None
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour % 24, minute) if hour <= 24 and minute < 60 and (hour < 24 or not minute) else None


_SPAN = re.compile(r"\s*(\d{1,3})\s*(?:(?:-|–|to)\s*(\d{1,3}))?\s*(w|weeks?|m|months?)?\s*$", re.I)


def read_weeks(text: str) -> tuple[int, int | None, int | None] | None:
    """(ideal, least, most) in weeks of "6", "6w", "4-8 weeks", "3m"; None where it is none."""
    found = _SPAN.match(text)
    if found is None:
        return None
    unit = 4 if (found[3] or "w").lower().startswith("m") else 1
    first = int(found[1]) * unit
    if found[2] is None:
        return first, None, None
    last = int(found[2]) * unit
    return (first + last) // 2, first, last
