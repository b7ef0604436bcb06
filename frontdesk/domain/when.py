"""Days and times as the desk reads them, the one place where they are put into words for screen and sentences.

English words; the order of day and month and the 12/24 h clock follow the clinic. (Paper has its long forms in letters.)
"""

from __future__ import annotations

from datetime import date, datetime, time

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def clock(moment: time | datetime, *, clock24: bool = False) -> str:
    """Words like "2:15 pm", or "14:15"."""
    if clock24:
        return f"{moment.hour:02d}:{moment.minute:02d}"
    return f"{(moment.hour - 1) % 12 + 1}:{moment.minute:02d} {'pm' if moment.hour >= 12 else 'am'}"


def clocks(start: datetime | time, end: datetime | time, *, clock24: bool = False) -> str:
    """Words like "2:15–3:00 pm", "11:15 am–12:00 pm", "14:15–15:00"."""
    first, last = clock(start, clock24=clock24), clock(end, clock24=clock24)
    if not clock24 and first[-2:] == last[-2:]:
        first = first[:-3]
    return f"{first}–{last}"


def short_day(day: date) -> str:
    """Words like "Tue 24 Nov"."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def long_day(day: date) -> str:
    """Words like "Tuesday 24 November"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def full_day(day: date) -> str:
    """Words like "Tuesday 24 November 2026"."""
    return f"{long_day(day)} {day.year}"


def birthday(day: date) -> str:
    """Words like "8 Feb 1974"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def moment_words(start: datetime, *, clock24: bool = False) -> str:
    """Words like "Tue 24 Nov, 2:15 pm"."""
    return f"{short_day(start)}, {clock(start, clock24=clock24)}"


def age_words(minutes: float) -> str:
    """How long somebody has waited: "38 m", "3 h", "1 d 3 h", "2 d", "5 w"."""
    whole = max(0, int(minutes))
    if whole < 60:
        return f"{whole} m"
    hours = whole // 60
    if hours < 24:
        return f"{hours} h"
    days, rest = divmod(hours, 24)
    if days < 2 and rest:
        return f"{days} d {rest} h"
    return f"{days} d" if days < 60 else f"{days // 7} w"


def years_old(born: date, today: date) -> int:
    """Completed years; someone born on 29 February has a birthday on 1 March in other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def worked_minutes(minutes: int) -> str:
    """Words like "3 h 05", "45 min"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours else f"{rest} min"
