"""A day as somebody types it into "Go to date"."""

from __future__ import annotations

import re
from datetime import date, timedelta

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
