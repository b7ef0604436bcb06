"""Which zone a calendar means: by IANA name, by Windows' name, by a city, or by the rules the file itself gives (VTIMEZONE)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from frontdesk.domain import recurrence
from frontdesk.domain.recurrence import BadRule, Rule
from frontdesk.exchange.content_lines import Component
from frontdesk.settings import resource

Zone = Callable[[datetime], datetime]
"""From wall time to the instant (UTC)."""

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$")
_SAID = re.compile(r"\((?:UTC|GMT)\s*(?:([+-])(\d{1,2})[:.]?(\d{2})?)?\)\s*", re.I)
_BARE = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$", re.I)


@cache
def named(name: str) -> ZoneInfo | None:
    """The zone of a name, whatever prefix a program put before it; None where no table knows it."""
    bare = name.strip().strip('"').strip()[:120]
    return _first(bare, _windows().get(bare.casefold(), ""), *_ends(bare), bare.replace(" ", "_"), bare.replace("-", "/", 1)) or _shown(bare)


def _first(*candidates: str) -> ZoneInfo | None:
    for candidate in candidates:
        if not candidate or candidate.startswith(("/", ".")) or ".." in candidate:
            continue
        try:
            return ZoneInfo(candidate)
        except (KeyError, ValueError, OSError):
            continue
    return None


def _shown(name: str) -> ZoneInfo | None:
    """The zone of a name that is shown to people: "(UTC-06:00) Central Time (US & Canada)", "Amsterdam, Berlin, Bern". The offset must be one of its own."""
    said = _SAID.match(name)
    words = name[said.end() :] if said else name
    found = _first(_windows().get(words.casefold(), ""), *(_places().get(part.strip().replace(" ", "_").casefold(), "") for part in words.split(",")))
    if found is None or not said:
        return found
    offsets = {found.utcoffset(datetime(2026, month, 1)) for month in (1, 7)}
    return found if _stated(said) in offsets else None


def _stated(match: re.Match[str]) -> timedelta:
    return timedelta(hours=int(match[2] or 0), minutes=int(match[3] or 0)) * (-1 if match[1] == "-" else 1)


@cache
def _places() -> dict[str, str]:
    """Zones by the place they are named after."""
    return {name.rpartition("/")[2].casefold(): name for name in sorted(available_timezones()) if "/" in name and not name.startswith(("Etc/", "posix", "right"))}


def _ends(name: str) -> list[str]:
    """The last parts of a name with a path before it ("/mozilla.org/20070129_1/Europe/Berlin")."""
    return ["/".join(name.split("/")[-n:]) for n in (3, 2) if name.count("/") >= n]


@cache
def _windows() -> dict[str, str]:
    """IANA names by the names Windows gives zones."""
    lines = resource("words/windows_zones.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("=") for line in lines if "=" in line and line[:1] != "#")
    return {windows.casefold(): iana for windows, iana in pairs}


def of_name(name: str) -> Zone | None:
    """The zone of a name, or a fixed offset where the name says one ("(UTC+07:00) Bangkok")."""
    found = named(name)
    if found is not None:
        return lambda wall: wall.replace(tzinfo=found).astimezone(UTC)
    bare = name.strip().strip('"').strip()
    said = _SAID.match(bare) or _BARE.match(bare)
    if not said:
        return None
    offset = _stated(said)
    return lambda wall: (wall - offset).replace(tzinfo=UTC)


class Observances:
    """A zone by the rules of a VTIMEZONE: the offset of the last change before the wall time."""

    def __init__(self, component: Component) -> None:
        self._rules = [made for inner in component.inner if inner.name in ("STANDARD", "DAYLIGHT") and (made := _observance(inner))]
        self._found: dict[int, list[tuple[datetime, timedelta]]] = {}

    def __bool__(self) -> bool:
        return bool(self._rules)

    def __call__(self, wall: datetime) -> datetime:
        return (wall - self.offset(wall)).replace(tzinfo=UTC)

    def offset(self, wall: datetime) -> timedelta:
        before = [(onset, offset) for onset, offset in self._changes(wall.year) if onset <= wall]
        return before[-1][1] if before else min(self._rules, key=lambda r: r[0])[1]

    def _changes(self, year: int) -> list[tuple[datetime, timedelta]]:
        """The changes of the offset that matter in a year: those of this year and the last one of each rule before it."""
        if year not in self._found:
            end, near = datetime(min(year, 9998) + 1, 1, 1), datetime(max(year, 3) - 2, 1, 1)
            found = [(start, to) for start, _, to, _, _ in self._rules if start < end]
            for start, _, to, rule, dates in self._rules:
                found += [(moment, to) for moment in dates if moment < end]
                if rule:
                    found += [(moment, to) for moment in recurrence.expand(rule, start, first=near, last=end)]
            self._found[year] = sorted(found, key=lambda one: one[0])
        return self._found[year]


_Observance = tuple[datetime, timedelta, timedelta, Rule | None, tuple[datetime, ...]]


def _observance(component: Component) -> _Observance | None:
    """(beginning, offset before, offset from then on, rule, dates)."""
    start, before, after = (component.text(name).strip() for name in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"))
    offsets = [_delta(text) for text in (before, after)]
    begin = _wall(start)
    if begin is None or offsets[1] is None:
        return None
    rule = None
    text = component.text("RRULE").strip()
    if text:
        try:
            rule = recurrence.read_rule(text, until=_until(text, offsets[0] or offsets[1]))
        except BadRule:
            rule = None
    dates = tuple(moment for found in component.all("RDATE") for part in found.value.split(",") if (moment := _wall(part.split("/")[0])))
    return begin, offsets[0] if offsets[0] is not None else offsets[1], offsets[1], rule, dates


def _delta(text: str) -> timedelta | None:
    match = _OFFSET.match(text)
    if not match:
        return None
    found = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return (-found if match[1] == "-" else found) if found < timedelta(hours=24) else None


def _wall(text: str) -> datetime | None:
    bare = text.strip().rstrip("Z")
    for shape in ("%Y%m%dT%H%M%S", "%Y%m%d"):
        try:
            return datetime.strptime(bare, shape)
        except ValueError:
            continue
    return None


def _until(rule: str, offset: timedelta) -> datetime | None:
    match = re.search(r"UNTIL=(\d{8}(?:T\d{6})?)(Z?)", rule.upper())
    found = _wall(match[1]) if match else None
    return found + offset if found and match and match[2] else found
