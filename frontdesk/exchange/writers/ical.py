"""Visits as iCalendar: one event each, in the wall time of its site, with the zone's own rules beside it.

The UID of a visit never changes and its SEQUENCE rises with each change, so that a calendar that takes the file again moves what it has.
Nobody is named as organizer or attendee: a program that is given one would send mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.domain.appointment import Status
from frontdesk.domain.outgoing import OutgoingVisit
from frontdesk.exchange.writers.content_lines import document, escaped, parameter

_STATUS = {Status.HELD: "TENTATIVE", Status.CANCELLED: "CANCELLED", Status.NO_SHOW: "CANCELLED", Status.EXPIRED: "CANCELLED"}


def written(visits: Iterable[OutgoingVisit], *, name: str, now: datetime) -> bytes:
    """``name`` is the calendar's; ``now`` (instant) is when the file was made."""
    visits = sorted(visits, key=lambda v: (v.start, v.uid))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Front Desk//Front Desk//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for zone in sorted({v.zone for v in visits}):
        inside = [v for v in visits if v.zone == zone]
        lines += _zone(zone, inside[0].start.year, max(v.end.year for v in inside))
    for visit in visits:
        lines += _event(visit, now)
    return document([*lines, "END:VCALENDAR"])


def _event(visit: OutgoingVisit, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(visit.uid)}"
    yield f"SEQUENCE:{visit.sequence}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID={parameter(visit.zone)}:{visit.start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={parameter(visit.zone)}:{visit.end:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{escaped(visit.title)}"
    if visit.place:
        yield f"LOCATION:{escaped(visit.place)}"
    yield from (f"STATUS:{_STATUS.get(visit.status, 'CONFIRMED')}", "CLASS:PRIVATE", "END:VEVENT")


def _zone(name: str, first: int, last: int) -> Iterator[str]:
    """The offsets in force from the year before the first visit to the year after the last, each from the moment it began."""
    zone = ZoneInfo(name)
    begin = datetime(first - 1, 1, 1, tzinfo=UTC)
    yield from ("BEGIN:VTIMEZONE", f"TZID:{escaped(name)}")
    yield from _observance(zone, datetime(first - 1, 1, 1), begin, begin)
    for change in _changes(zone, begin, datetime(last + 2, 1, 1, tzinfo=UTC)):
        before = change - timedelta(seconds=1)
        yield from _observance(zone, change.replace(tzinfo=None) + _offset(zone, before), before, change)
    yield "END:VTIMEZONE"


def _offset(zone: ZoneInfo, instant: datetime) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which the offset changes, to the minute: day by day, then by halves."""
    day = begin
    while day < end:
        low, high = day, day + timedelta(days=1)
        if _offset(zone, low) != _offset(zone, high):
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
                low, high = (low, middle) if _offset(zone, middle) != _offset(zone, low) else (middle, high)
            yield high
        day += timedelta(days=1)


def _observance(zone: ZoneInfo, onset: datetime, before: datetime, after: datetime) -> Iterator[str]:
    there = after.astimezone(zone)
    kind = "DAYLIGHT" if there.dst() else "STANDARD"
    yield from (f"BEGIN:{kind}", f"DTSTART:{onset:%Y%m%dT%H%M%S}", f"TZOFFSETFROM:{_said(_offset(zone, before))}", f"TZOFFSETTO:{_said(_offset(zone, after))}")
    yield from (f"TZNAME:{escaped(there.tzname() or 'local')}", f"END:{kind}")


def _said(offset: timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
