"""Birth dates and time stamps as other systems write them. None where it is none: a date is never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

_ISO = re.compile(r"(\d{4})[-年](\d{1,2})[-月](\d{1,2})日?(?:[T ].*)?$")
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{2,6}(?:\.\d+)?)?(?:[+-]\d{4}|Z)?(?:T.*)?$")
_PARTS = re.compile(r"(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{2,4})\.?(?:[T ,].*)?$")
_WORDED = re.compile(
    r"(?:\w+,\s*)?(?:(\d{1,2})(?:st|nd|rd|th|\.)?[-/ ]*(?:of )?([^\W\d_]{3,10})\.?|([^\W\d_]{3,10})\.?[-/ ]*(\d{1,2})(?:st|nd|rd|th)?),?"
    r"[-/ ]*(\d{4}|\d{2})(?:[T ,].*)?$", re.I,
)  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate((
        "jan januar january janvier enero gennaio", "feb februar february février fevrier febrero febbraio fev fév", "mar mär märz mrz march mars marzo maart",
        "apr april avril abril aprile avr abr", "may mai mayo maggio mei maj", "jun juni june juin junio giugno", "jul juli july juillet julio luglio",
        "aug august août aout agosto augustus ago", "sep sept september septembre septiembre settembre", "oct okt october oktober octobre octubre ottobre",
        "nov november novembre noviembre", "dec dez dic december dezember décembre decembre diciembre dicembre",
    ), 1) for name in names.split()
}  # fmt: skip
FIRST_YEAR = 1880
"""Nobody on file was born before."""


def birthday(text: str, *, day_first: bool, latest: date) -> date | None:
    """A full birth date, not after ``latest``; a year of two digits is the last such year before it."""
    found = _read(text.strip()[:60], day_first=day_first, latest=latest)
    return found if found and found.year >= FIRST_YEAR and found <= latest else None


def _read(text: str, *, day_first: bool, latest: date) -> date | None:
    if match := _ISO.match(text) or (_BARE.match(text) if "." not in text[:8] else None):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _PARTS.match(text):
        one, two, three = match.groups()
        if len(one) == 4:
            return _date(int(one), int(two), int(three))
        if len(one) == 3:
            return None
        day, month = (int(one), int(two)) if day_first or int(one) > 12 else (int(two), int(one))
        if month > 12:
            day, month = month, day
        return _date(_year(three, latest), month, day)
    if match := _WORDED.match(text):
        month = _MONTHS.get((match[2] or match[3]).casefold(), 0)
        return _date(_year(match[5], latest), month, int(match[1] or match[4]))
    return None


def _year(digits: str, latest: date) -> int:
    if len(digits) != 2:
        return int(digits)
    century = latest.year - latest.year % 100
    year = century + int(digits)
    return year if year <= latest.year else year - 100


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def serial(text: str) -> date | None:
    """A spreadsheet's day number (30,000 = 18 February 1982)."""
    if not re.fullmatch(r"\d{4,5}(?:\.0+)?", text.strip()):
        return None
    return date(1899, 12, 30) + timedelta(days=int(float(text)))


def says_day_first(texts: Iterable[str]) -> bool | None:
    """Which comes first in dates such as 03/04/1980, by most of those of the column that can only be one; None where none decides."""
    votes = 0
    for text in texts:
        match = _PARTS.match(text.strip()[:60])
        if match and len(match[1]) <= 2:
            one, other = int(match[1]), int(match[2])
            if "." in text or (12 < one <= 31 and 1 <= other <= 12):
                votes += 1
            elif 12 < other <= 31 and 1 <= one <= 12:
                votes -= 1
    return votes > 0 if votes else None


_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})?(\d{2})?(?:\.\d*)?)?\s*([+-]\d{4})?")


def stamp(text: str) -> datetime | None:
    """An HL7 v2 time stamp to the minute: an instant where it has an offset, else wall time; None where the hour lacks."""
    match = _STAMP.match(text.strip())
    if not match or match[4] is None:
        return None
    try:
        wall = datetime(int(match[1]), int(match[2]), int(match[3]), int(match[4]), int(match[5] or 0))
        return instant(wall, match[7]) if match[7] else wall
    except (ValueError, OverflowError):
        return None


def instant(wall: datetime, offset: str) -> datetime:
    """The instant of a wall time with an offset such as "+0215"."""
    sign = -1 if offset[0] == "-" else 1
    return (wall - sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))).replace(tzinfo=UTC)


def iso_moment(text: object) -> datetime | None:
    """A FHIR instant or dateTime with a time of day: an instant where it has an offset, else wall time."""
    if not isinstance(text, str) or len(text) < 16:
        return None
    try:
        found = datetime.fromisoformat(text[:40])
        return found.astimezone(UTC) if found.tzinfo else found
    except (ValueError, OverflowError):
        return None
