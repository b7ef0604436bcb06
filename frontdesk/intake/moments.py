"""When something was sent, in the many ways in which exports write it. Strict patterns; what fits none is ``None``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate((
        "jan january januar janvier enero gennaio janeiro januari ene genn styczen", "feb february februar fevrier febrero febbraio fevereiro februari",
        "mar march marz mars marzo marco maart mrz maerz", "apr april avril abril aprile avr abr", "may mai mayo maggio maio mei maj mag",
        "jun june juni juin junio giugno junho giu", "jul july juli juillet julio luglio julho lug juil", "aug august aout agosto augustus ago",
        "sep sept september septembre septiembre settembre setembro set", "oct october oktober octobre octubre ottobre outubro okt out ott",
        "nov november novembre noviembre novembro", "dec december dezember decembre diciembre dicembre dezembro dez dic desember dis",
    ), 1)
    for name in names.split()
}  # fmt: skip

_CLOCK = (
    r"(?:[T ,@à]*\s*(?:at |um |@ )?(?P<lead>am|pm|a\.m\.|p\.m\.|오전|오후|上午|下午)?\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})"
    r"(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<half>am|pm|a\.?\s?m\.?|p\.?\s?m\.?)?(?:\s*uhr)?"
    r"\s*(?P<zone>z|utc|gmt|(?:(?:gmt|utc)\s*)?[+-]\d{1,2}(?::?\d{2})?|est|edt|cst|cdt|mst|mdt|pst|pdt|wet|bst|cet|mez|cest|mesz|eet|oez|sast|eest|oesz|msk|ist|aest|aedt|nzst|nzdt)?(?:\s*\([^()]{0,40}\))?)?"
)
_YEAR_FIRST = re.compile(rf"^(?P<year>\d{{4}})[-/.年]\s?(?P<month>\d{{1,2}})[-/.月]\s?(?P<day>\d{{1,2}})[.日]?{_CLOCK}$", re.I)
_YEAR_LAST = re.compile(rf"^(?P<one>\d{{1,2}})(?P<mark>[-/.])\s?(?P<two>\d{{1,2}})[-/.]\s?(?P<year>\d{{4}}|\d{{2}})\.?{_CLOCK}$", re.I)
_WORDED = re.compile(
    rf"^(?:[^\W\d_]{{2,12}}\.?,?\s+)?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.)?[\s-]+(?:de\s+)?(?P<m1>[^\W\d_]{{3,12}})\.?|(?P<m2>[^\W\d_]{{3,12}})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf",?[\s-]+(?:de\s+)?(?P<year>\d{{4}}){_CLOCK}$", re.I)  # fmt: skip
_ZONES = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
          "wet": 0, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "oez": 2, "sast": 2,
          "eest": 3, "oesz": 3, "msk": 3, "ist": 5.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """``instant`` where the source tells the offset, else ``wall``, the local time of whoever wrote the export."""

    instant: datetime | None = None
    wall: datetime | None = None


NEVER = Moment()
_SPREADSHEET = datetime(1899, 12, 30)


def day_first(values: Iterable[str]) -> bool:
    """Whether a column of 03/04/2026 means the third of April: where one of its first numbers is past twelve, or dots part them."""
    firsts, seconds = [], []
    for value in values:
        found = _YEAR_LAST.match(value.strip()[:80])
        if found and found["mark"] == ".":
            return True
        if found:
            firsts.append(int(found["one"]))
            seconds.append(int(found["two"]))
    return bool(firsts) and max(firsts) > 12 and max(seconds) <= 12


def moment(text: str, *, utc: bool = False, days_first: bool = False) -> Moment:
    """``utc``: a value without an offset is UTC. Numbers of seconds or milliseconds since 1970 are understood too."""
    clean = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())[:80]
    if re.fullmatch(r"1\d{9}(?:\d{3})?(?:\.\d+)?", clean):
        seconds = float(clean) / (1000 if len(clean.partition(".")[0]) > 10 else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC))
    if re.fullmatch(r"[45]\d{4}(?:\.\d{1,15})?", clean):  # a spreadsheet's days since the end of 1899
        return Moment(wall=(_SPREADSHEET + timedelta(days=float(clean))).replace(microsecond=0))
    found = _YEAR_FIRST.match(clean) or _YEAR_LAST.match(clean) or _WORDED.match(clean)
    if not found:
        return NEVER
    try:
        wall = datetime(*_day(found.groupdict(), days_first), *_time(found))
    except (ValueError, KeyError):
        return NEVER
    if not 1970 <= wall.year <= 2100:
        return NEVER
    return _placed(wall, found["zone"], utc)


def _day(parts: dict[str, str | None], days_first: bool) -> tuple[int, int, int]:
    year = int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    if parts.get("one") is not None:
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        turned = days_first or parts["mark"] == "." or one > 12
        return (year, two, one) if turned else (year, one, two)
    if "m1" in parts:
        return year, _MONTHS[_bare(parts["m1"] or parts["m2"] or "")], int(parts["d1"] or parts["d2"] or 0)
    return year, int(parts["month"] or 0), int(parts["day"] or 0)


def _bare(month: str) -> str:
    return month.casefold().translate(str.maketrans("äéèûçñń", "aeeucnn"))


def _time(found: re.Match[str]) -> tuple[int, int, int]:
    if not found["hour"]:
        return 0, 0, 0
    hour = int(found["hour"])
    half = (found["half"] or found["lead"] or "").casefold().replace(".", "").replace(" ", "")
    if half in ("pm", "오후", "下午") and hour < 12:
        hour += 12
    elif half in ("am", "오전", "上午") and hour == 12:
        hour = 0
    return hour, int(found["minute"]), int(found["second"] or 0)


def _placed(wall: datetime, zone: str | None, utc: bool) -> Moment:
    name = (zone or "").casefold().replace(" ", "")
    if name in _ZONES:
        return Moment(wall.replace(tzinfo=timezone(timedelta(hours=_ZONES[name]))).astimezone(UTC), wall)
    bare = name.removeprefix("gmt").removeprefix("utc")
    if name and bare in ("", "z"):
        return Moment(wall.replace(tzinfo=UTC))
    if bare:
        sign, hours, minutes = (-1 if bare[0] == "-" else 1), *_offset(bare[1:])
        offset = timedelta(hours=hours, minutes=minutes)
        return Moment(wall.replace(tzinfo=timezone(sign * offset)).astimezone(UTC), wall) if offset < timedelta(hours=15) else Moment(wall=wall)
    return Moment(wall.replace(tzinfo=UTC)) if utc else Moment(wall=wall)


def _offset(text: str) -> tuple[int, int]:
    hours, _, minutes = text.partition(":")
    return (int(text[:-2]), int(text[-2:])) if not minutes and len(text) > 2 else (int(hours), int(minutes or 0))
