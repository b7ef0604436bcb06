"""How a blocked time repeats, as it is typed and as it is told: "every other friday", "first monday", "2nd and 4th tuesday"; kept as an RRULE."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from frontdesk.domain import when
from frontdesk.domain.recurrence import WEEKDAYS, BadRule, Rule, expand, read_rule

_WHICH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_TOLD = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_EVERY = re.compile(r"every (?:(other|second|third|fourth|\d{1,2}(?:st|nd|rd|th)?) )?(?:weeks? on )?(.+)")
_STEPS = {"other": 2, "second": 2, "third": 3, "fourth": 4}


def read_repeating(text: str) -> str | None:
    """The RRULE of such words; None where they say none."""
    words = text.strip().casefold().replace(",", " ").replace(" and ", " ")
    words = re.sub(r"\s+", " ", re.sub(r"\b(of the month|of each month|each month)\b", "", words)).strip()
    parts = words.removeprefix("every ").split(" ")
    which = [_WHICH[p] for p in parts if p in _WHICH]
    days = [day for p in parts if p not in _WHICH and (day := _weekday(p)) is not None]
    if which and len(days) == 1 and len(which) + 1 == len(parts) and not words.startswith("every"):
        return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{n}{WEEKDAYS[days[0]]}" for n in which)
    found = _EVERY.fullmatch(words)
    if found is None:
        return None
    named = [_weekday(p) for p in found[2].split(" ")]
    if None in named:
        return None
    step = _STEPS.get(found[1] or "", 0) or int(re.sub(r"\D", "", found[1] or "") or 1)
    return f"FREQ=WEEKLY;INTERVAL={step};BYDAY=" + ",".join(WEEKDAYS[day] for day in named if day is not None) if step else None


def _weekday(word: str) -> int | None:
    word = word.removesuffix("s") if len(word) > 4 else word
    return next((n for n, day in enumerate(when.DAYS) if len(word) >= 3 and day.casefold().startswith(word)), None)


def repeating_words(text: str) -> str:
    """As the desk reads it: "every 2 weeks on Friday", "first Monday of the month"; another system's rule as it stands."""
    try:
        rule = _rule(text)
    except BadRule:
        return text
    days = " and ".join(when.DAYS[day] for _, day in rule.weekdays)
    if rule.frequency == "WEEKLY":
        return f"every {days or 'week'}" if rule.interval == 1 else f"every {rule.interval} weeks" + (f" on {days}" if days else "")
    if rule.frequency == "MONTHLY" and rule.weekdays and rule.interval == 1 and all(n in _TOLD for n, _ in rule.weekdays):
        named = " and ".join(_TOLD[n] for n, _ in rule.weekdays)
        return f"{named} {when.DAYS[rule.weekdays[0][1]]} of the month"
    return text


@lru_cache(maxsize=512)
def _rule(text: str) -> Rule:
    return read_rule(text)


@lru_cache(maxsize=65536)
def falls_on(text: str, since: date, day: date) -> bool:
    """Whether a rule that began on a day has an occurrence on another; the years between cost nothing. A rule that cannot be read falls on no day."""
    if day < since:
        return False
    start = datetime.combine(day, time())
    try:
        return bool(expand(_rule(text), datetime.combine(since, time()), first=start, last=start + timedelta(days=1), most=1))
    except BadRule:
        return False
