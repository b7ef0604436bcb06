"""Days and times on paper, and the clinic's letter texts."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache

from frontdesk.domain import when
from frontdesk.settings import resource


@cache
def texts(name: str) -> dict[str, str]:
    """The texts of a letter, by part."""
    found: dict[str, str] = json.loads(resource("letters", f"{name}.json").read_text(encoding="utf-8"))
    return found


def long_date(day: date, locale: str) -> str:
    """As "November 24, 2026" in the United States, "24 November 2026" elsewhere."""
    month = when.MONTHS[day.month - 1]
    return f"{month} {day.day}, {day.year}" if locale == "en-US" else f"{day.day} {month} {day.year}"


def weekday_date(day: date, locale: str, *, year: bool = True) -> str:
    """The same with the weekday in front; the year can be left out."""
    month = when.MONTHS[day.month - 1]
    told = f"{month} {day.day}" if locale == "en-US" else f"{day.day} {month}"
    tail = (f", {day.year}" if locale == "en-US" else f" {day.year}") if year else ""
    return f"{when.DAYS[day.weekday()]}{',' if locale == 'en-US' else ''} {told}{tail}"


def moment(start: datetime, locale: str, *, clock24: bool) -> str:
    """As "Wednesday, December 2, 2026, at 11:00 am"."""
    return f"{weekday_date(start, locale)}, at {when.clock(start, clock24=clock24)}"
