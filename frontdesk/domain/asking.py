"""What somebody types into the search field, taken apart: words of a name, a birth date, digits, a chart number, an e-mail address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from frontdesk.domain.folding import digits, fold
from frontdesk.domain.when import MONTHS

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    ("jan january januar janvier enero janv ene", "feb february februar fevrier febrero fev", "mar march marz maerz mars marzo mrz", "apr april avril abril avr abr",
     "may mai mayo", "jun june juni juin junio", "jul july juli juillet julio juil", "aug august aout agosto ago", "sep sept september septembre septiembre",
     "oct october oktober octobre octubre okt", "nov november novembre noviembre", "dec december dezember decembre diciembre dez dic"), 1,
):  # fmt: skip
    _MONTHS |= dict.fromkeys(_names.split(), _number)

_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,4})(?!\d)|(?<!\S)(\d{1,2}) (\d{1,2}) (\d{4})(?!\S)|(?<!\S)(\d{4}) (\d{1,2}) (\d{1,2})(?!\S)")
_WORDED = re.compile(
    r"(?<!\w)(?:(?P<d1>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?:of |de |den )?(?P<m1>[^\W\d_]{3,10})\.?|(?P<m2>[^\W\d_]{3,10})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?),?"
    r"[\s-]*(?:de )?(?P<y>\d{4}|\d{2})(?!\d)", re.I,
)  # fmt: skip
_COMPACT = re.compile(r"^\s*(\d{8}|\d{6})\s*$")
_LIVED = range(1880, 2101)


@dataclass(frozen=True, slots=True)
class Asked:
    """``days``: what a date may mean, the likelier reading first. ``numbers``: digits that may be a phone's end, a chart number or a year.

    ``blank``: nothing at all was typed; then everybody is meant.
    """

    words: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    numbers: tuple[str, ...] = ()
    chart: str = ""
    mail: str = ""
    blank: bool = False


def read(text: str, *, day_first: bool) -> Asked:
    """Any order, any mixture: "imani 8.2.74", "0126 robert", "DP-1207"."""
    if re.search(r"\S@|^@\S", text.strip()):
        return Asked(mail=text.strip().casefold())
    rest, days, words = text, tuple[date, ...](), list[str]()
    if found := _worded(text) or _numeric(text, day_first=day_first):
        start, end, days = found
        rest = f"{text[:start]} {text[end:]}"
    phone = re.fullmatch(r"\s*\+?[\d\s()./-]*\d[\d\s()./-]*", rest)
    pieces = [digits(rest)] if phone and digits(rest) else []
    if not pieces:
        for word in fold(rest).split():
            (pieces if word.isdigit() else words).append(digits(word) if word.isdigit() else word)
    compact = _compact(pieces[0], day_first=day_first) if len(pieces) == 1 and not days else ()
    chart = text.strip().upper() if re.fullmatch(r"\s*[A-Za-z]{1,5}[- ]?\d+\s*", text) else ""
    return Asked(tuple(words), days or compact, tuple(pieces), chart, blank=not text.strip())


def birthday(text: str, *, day_first: bool) -> date | None:
    """A birth date in any common form, by the clinic's order of day and month; None where it is none or where more is said."""
    found = _worded(text) or _numeric(text, day_first=day_first)
    if found and not text[: found[0]].strip() and not text[found[1] :].strip():
        return found[2][0]
    compact = _COMPACT.match(text)
    return next(iter(_compact(compact[1], day_first=day_first)), None) if compact else None


def day_trouble(text: str, *, day_first: bool, today: date) -> str:
    """Why this cannot be a birth date, in words for who typed it; nothing where it can be, or where nothing is typed."""
    if not text.strip():
        return ""
    day = birthday(text, day_first=day_first)
    if day is None:
        return no_such_day(text, day_first=day_first) or "The date of birth cannot be read. Type it as 8 Feb 1974."
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} has not come yet. Type the year with four digits." if day > today else ""


def no_such_day(text: str, *, day_first: bool) -> str:
    """Written as a date, but the month has no such day: that sentence, or nothing."""
    if match := _WORDED.fullmatch(text.strip()):
        year, month, day = match["y"], _MONTHS.get(fold(match["m1"] or match["m2"]), 0), int(match["d1"] or match["d2"])
    elif (match := _NUMERIC.fullmatch(text.strip())) and (parts := [p for p in match.groups() if p is not None]):
        one, month, day = (int(p) for p in parts) if len(parts[0]) == 4 else (0, int(parts[1]), int(parts[0]))
        year = str(one) if one else parts[2]
        if not one and not (day_first or "." in match[0]) and int(parts[0]) <= len(MONTHS):
            month, day = day, month
    else:
        return ""
    return f"There is no {day} {MONTHS[month - 1]} {year}. Look at the day again." if 1 <= month <= len(MONTHS) and day else ""


def _numeric(text: str, *, day_first: bool) -> tuple[int, int, tuple[date, ...]] | None:
    for match in _NUMERIC.finditer(text):
        parts = [p for p in match.groups() if p is not None]
        one, two, three = (int(p) for p in parts)
        if len(parts[0]) == 4 or one > 31:
            orders = [(one, two, three)]
        else:  # a date with full stops says the day first wherever it is written
            first = day_first or "." in match[0]
            orders = [(three, two, one), (three, one, two)] if first else [(three, one, two), (three, two, one)]
        days = [d for y, m, d_ in orders if (d := a_day(_century(y, len(parts[2]) if len(parts[0]) < 4 and one <= 31 else len(parts[0])), m, d_))]
        if days:
            return match.start(), match.end(), tuple(dict.fromkeys(days))
    return None


def _worded(text: str) -> tuple[int, int, tuple[date, ...]] | None:
    for match in _WORDED.finditer(text):
        month = _MONTHS.get(fold(match["m1"] or match["m2"]), 0)
        found = a_day(_century(int(match["y"]), len(match["y"])), month, int(match["d1"] or match["d2"]))
        if found:
            return match.start(), match.end(), (found,)
    return None


def _compact(number: str, *, day_first: bool) -> tuple[date, ...]:
    """19740208, 08021974 or 080274, in the clinic's order."""
    if len(number) == 8:
        tries = [(number[:4], number[4:6], number[6:]), *((number[4:], *pair) for pair in _pairs(number, day_first=day_first))]
    elif len(number) == 6:
        tries = [(number[4:], *pair) for pair in _pairs(number, day_first=day_first)] + [(number[:2], number[2:4], number[4:])]
    else:
        return ()
    found = (a_day(_century(int(y), len(y)), int(m), int(d)) for y, m, d in tries)
    return tuple(dict.fromkeys(day for day in found if day))


def _pairs(number: str, *, day_first: bool) -> list[tuple[str, str]]:
    """(month, day), the clinic's order first."""
    straight, other = (number[:2], number[2:4]), (number[2:4], number[:2])
    return [other, straight] if day_first else [straight, other]


def _century(year: int, length: int) -> int:
    """Two digits: 1931 to 2030. Nobody with a birth date on a form is older than that without saying so."""
    return year if length > 2 else 1900 + year if year > 30 else 2000 + year


def a_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _LIVED else None
    except ValueError:
        return None
