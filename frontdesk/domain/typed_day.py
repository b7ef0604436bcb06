"""A day as somebody types it into "Go to date", and a time of day."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from frontdesk.domain import when


def read_day(text: str, today: date) -> date | None:
    """A day as typed at the desk: "+6w", "-2d", "tomorrow", "tue", "24", "24 11", "2026-11-24"; None where it is none."""
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
    if found := re.fullmatch(r"(\d{1,2})(?:[./ ](\d{1,2}))?", words):
        try:
            return today.replace(day=int(found[1]), month=int(found[2]) if found[2] else today.month)
        except ValueError:
            return None
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
