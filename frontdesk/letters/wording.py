"""Days, times and the words of letters, in the languages that there are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache

from frontdesk.domain import when
from frontdesk.settings import resource

_OTHER = ("de", "es")


def language(locale: str) -> str:
    """The language of a locale, English where there are no words in it."""
    return code if (code := locale.split("-")[0]) in _OTHER else "en"


@cache
def texts(name: str, tongue: str = "en") -> Mapping[str, str]:
    """The texts of a letter, by part; in English where there are none in that language."""
    own = resource("letters", tongue, f"{name}.json") if tongue != "en" else None
    path = own if own and own.exists() else resource("letters", f"{name}.json")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def word(name: str, locale: str) -> str:
    """A word of the page itself, such as "When"."""
    return texts("words", language(locale)).get(name, name)


def _names(kind: str, tongue: str) -> tuple[str, ...]:
    return tuple(texts("words", tongue)[kind].split())


@cache
def whole() -> re.Pattern[str]:
    """Times and dates, in every language, that are not torn at the end of a line."""
    months = "|".join(re.escape(one) for one in (*when.MONTHS, *(name for tongue in _OTHER for name in _names("months", tongue))))
    return re.compile(rf"\b(?:(?:{months}) \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}\.? (?:de )?(?:{months})(?: (?:de )?\d{{4}})?|\d+ (?:am|pm))\b")


def long_date(day: date, locale: str) -> str:
    """As "November 24, 2026" in the United States, "24 November 2026" elsewhere."""
    tongue = language(locale)
    if tongue != "en":
        month = _names("months", tongue)[day.month - 1]
        return f"{day.day}. {month} {day.year}" if tongue == "de" else f"{day.day} de {month} de {day.year}"
    month = when.MONTHS[day.month - 1]
    return f"{month} {day.day}, {day.year}" if locale == "en-US" else f"{day.day} {month} {day.year}"


def weekday_date(day: date, locale: str, *, year: bool = True) -> str:
    """The same with the weekday in front; the year can be left out."""
    tongue = language(locale)
    if tongue != "en":
        return _elsewhere(day, tongue, year)
    month = when.MONTHS[day.month - 1]
    told = f"{month} {day.day}" if locale == "en-US" else f"{day.day} {month}"
    tail = (f", {day.year}" if locale == "en-US" else f" {day.year}") if year else ""
    return f"{when.DAYS[day.weekday()]}{',' if locale == 'en-US' else ''} {told}{tail}"


def _elsewhere(day: date, tongue: str, year: bool) -> str:
    weekday, month = _names("days", tongue)[day.weekday()], _names("months", tongue)[day.month - 1]
    if tongue == "de":
        return f"{weekday}, {day.day}. {month}" + (f" {day.year}" if year else "")
    return f"{weekday} {day.day} de {month}" + (f" de {day.year}" if year else "")


def moment(start: datetime, locale: str, *, clock24: bool) -> str:
    """As "Wednesday, December 2, 2026, at 11:00 am"."""
    told = f"{weekday_date(start, locale)}, {word('at', locale)} {when.clock(start, clock24=clock24)}"
    return f"{told} Uhr" if language(locale) == "de" else told


def in_sentence(kind: str, locale: str) -> str:
    """The type's name inside a sentence: "new consultation", but "PRP injection", "BMAC / stem cell", and in German any noun."""
    return kind if language(locale) == "de" or kind[:2].isupper() else kind[:1].lower() + kind[1:]
