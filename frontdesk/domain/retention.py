"""How long a record of care must be kept before it may be erased on request."""

from __future__ import annotations

from datetime import date, datetime

YEARS = 10
"""After the last visit that took place. Most laws on medical records ask for six to ten years; the clinic may set another number."""


def kept_until(last_visit: datetime | date, years: int = YEARS) -> date:
    """The first day on which a record may go whose last visit took place then."""
    day = last_visit.date() if isinstance(last_visit, datetime) else last_visit
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
