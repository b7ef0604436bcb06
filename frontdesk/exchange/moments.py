"""Times as calendars write them: wall time and the zone that makes an instant of it; lengths; which times an exception means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from frontdesk.exchange import people, zones
from frontdesk.exchange.content_lines import Component, Property
from frontdesk.exchange.zones import Zone

_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2}):?(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?)?$", re.I)
_DURATION = re.compile(r"([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$", re.I)


class Unreadable(ValueError):
    """A component that cannot be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Wall time, and how it becomes an instant; no zone = it floats. ``day``: a date without a time."""

    wall: datetime
    zone: Zone | None = None
    day: bool = False

    def at(self, wall: datetime) -> datetime:
        """Another wall time of the same zone, as the file means it: an instant, or floating wall time."""
        return self.zone(wall) if self.zone else wall

    @property
    def moment(self) -> datetime:
        return self.at(self.wall)


class Calendar:
    """What the components of one file share: its zones, and of the calendar that is being read its name and whether it calls off.

    ``usual_name``: what the calendar of the entry that is being read calls its zone (X-WR-TIMEZONE), or empty.
    ``unknown``: zones that no table and no rule of the file explains; their times float.
    """

    def __init__(self) -> None:
        self.own: dict[str, Zone] = {}
        self.name = ""
        self.calls_off = False
        self.unknown: set[str] = set()
        self.usual_name = ""

    def learn(self, component: Component) -> None:
        self.name = people.line(component.text("X-WR-CALNAME") or component.text("NAME")) or self.name
        self.calls_off = component.text("METHOD").strip().upper() == "CANCEL"
        self.usual_name = component.text("X-WR-TIMEZONE").strip()
        for inner in component.inner:
            if inner.name == "VTIMEZONE":
                self.zone_of(inner)

    def zone_of(self, component: Component) -> None:
        """By its rules, else by the place it says it lies in."""
        rules = zones.Observances(component)
        if found := rules if rules else zones.of_name(component.text("X-LIC-LOCATION")):
            self.own[component.text("TZID").strip()] = found

    def of(self, name: str) -> Zone | None:
        if zones.named(name) is None and name.strip() in self.own:
            return self.own[name.strip()]
        found = zones.of_name(name)
        if found is None:
            self.unknown.add(people.line(name, 60))
        return found

    @property
    def usual(self) -> Zone | None:
        """The zone in which a time without one is meant, where the calendar names one for all of it."""
        return (self.own.get(self.usual_name) or zones.of_name(self.usual_name)) if self.usual_name else None

    def moment(self, found: Property, value: str) -> Moment:
        match = _MOMENT.match(value.strip())
        if match is None:
            raise Unreadable(f"It has a time that cannot be read: {found.name} {people.line(value, 60)}.")
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            if match[4] is None or (found.says("VALUE").upper() == "DATE" and not int(match[4] + match[5])):
                return Moment(datetime.combine(day, time()), day=True)
            hour, over = (0, timedelta(days=1)) if match[4] == "24" else (int(match[4]), timedelta())
            wall = datetime.combine(day, time(hour, int(match[5]), min(59, int(match[6] or 0)))) + over
        except ValueError:
            raise Unreadable(f"It has a time that does not exist: {found.name} {people.line(value, 60)}.") from None
        if match[7]:
            return Moment(wall, zones.of_name(match[7].upper().replace("Z", "UTC")))
        return Moment(wall, self.of(found.says("TZID")) if found.says("TZID") else self.usual)


def wall_of(utc: datetime, start: Moment) -> datetime:
    """A UTC reading as wall time of the zone the event begins in, which may only be known as a rule from wall time to UTC."""
    if start.zone is None:
        return utc
    wall = utc
    for _ in range(3):
        wall += utc - start.at(wall).replace(tzinfo=None)
    return wall


def both(moment: Moment, start: Moment) -> Iterator[datetime]:
    """How an exception may name a time: as instant, as wall time, or by its day only."""
    yield moment.moment
    if moment.day and not start.day:
        yield datetime.combine(moment.wall.date(), start.wall.time())
    if start.day and not moment.day:
        yield datetime.combine(moment.wall.date(), time())


def apart(end: Moment, start: Moment) -> timedelta:
    """By the clock's hands where one of the two names no zone."""
    if end.zone is None or start.zone is None:
        return end.wall - start.wall
    return end.moment - start.moment


def duration(text: str) -> timedelta:
    match = _DURATION.match(text.strip())
    if not match:
        raise Unreadable(f"It has a length that cannot be read: {people.line(text, 40)}.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    found = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -found if match[1] == "-" else found
