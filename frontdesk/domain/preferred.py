"""When a person said they can come, as windows that rank free times. What is not understood says nothing."""

from __future__ import annotations

import re
from datetime import time

from frontdesk.domain.slots import TimeWindow

_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.I)
_CLOCK = r"(\d{1,2})(?::?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?"
_AFTER = re.compile(rf"\b(?:after|from|past|later than|not before)\s+{_CLOCK}\b", re.I)
_BEFORE = re.compile(rf"\b(?:before|until|till|by|not after)\s+{_CLOCK}\b", re.I)
_PARTS = (
    (re.compile(r"\bmornings?\b|\bam\b", re.I), None, time(12), "in the morning"),
    (re.compile(r"\bafternoons?\b", re.I), time(12), None, "in the afternoon"),
    (re.compile(r"\b(?:evenings?|eves)\b", re.I), time(16), None, "late in the day"),
    (re.compile(r"\bafter (?:school|work)\b", re.I), time(15, 30), None, "after hours"),
    (re.compile(r"\blunch", re.I), time(11, 30), time(14), "around lunch"),
)  # fmt: skip


def _clock(found: re.Match[str]) -> time | None:
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif not half and 1 <= hour <= 6:
        hour += 12  # nobody means three in the night
    return time(hour, minute) if hour < 24 and minute < 60 else None


def windows(quote: str) -> tuple[TimeWindow, ...]:
    """At most one window for one quoted wish; none for what names neither a day nor a time, or says when they can *not* come."""
    if re.search(r"\bcall\b|\bexcept\b|\bnot (?:on )?(?:mon|tue|wed|thu|fri|sat|sun)|\bcan(?:no|')t\b", quote, re.I):
        return ()
    days = frozenset(_DAYS[m[1].lower()] for m in _DAY.finditer(quote))
    if re.search(r"\bweek-?ends?\b", quote, re.I):
        days |= {5, 6}
    if re.search(r"\bweekdays?\b", quote, re.I):
        days |= {0, 1, 2, 3, 4}
    after, before = _AFTER.search(quote), _BEFORE.search(quote)
    start, end = (_clock(found) if found else None for found in (after, before))
    words = " ".join(quote.split())
    if start is None and end is None:
        for shape, start_, end_, said in _PARTS:
            if shape.search(quote):
                start, end, words = start_, end_, said
                break
    return (TimeWindow(days, start, end, words),) if days or start or end else ()
