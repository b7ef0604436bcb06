"""iCalendar and its forerunner vCalendar 1.0: events with the times they stand at; what is no event is counted by its kind.

Read as far as it goes: a component or a line that is broken is told, and the next one is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from frontdesk.domain import recurrence
from frontdesk.domain.incoming import Incoming, IncomingEvent, fingerprint
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.recurrence import BadRule
from frontdesk.exchange import people, zones
from frontdesk.exchange.content_lines import Component, Property, components
from frontdesk.exchange.zones import Zone

BATCH = 200
LONGEST = timedelta(days=366)
"""Days of one event that are taken; a longer one is told."""

_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z?))?$", re.I)
_DURATION = re.compile(r"([+-])?P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$", re.I)
_OLD_RULE = re.compile(r"(D|W|MP|MD|YM|YD)(\d{1,4})\s*(.*?)\s*(?:#(\d+)|(\d{8}T\d{6}Z?))?$", re.I | re.S)
_KINDS = {
    "VTODO": "task", "VJOURNAL": "journal entry", "VFREEBUSY": "free/busy list", "VAVAILABILITY": "availability", "AVAILABLE": "availability", "VALARM": "alarm",
    "VCARD": "card",
}  # fmt: skip


_Entry = tuple[Component, str]
"""An event and the name of the calendar it stands in."""


class Unreadable(ValueError):
    """A component that cannot be read; the sentence says why."""


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class _Later:
    """From a time of a series on, all of them lie ``by`` later (or earlier) and last ``length``."""

    since: Moment
    by: timedelta
    length: timedelta


class _Calendar:
    """What the components of one file share: its zones and the calendar they stand in."""

    def __init__(self) -> None:
        self.own: dict[str, zones.Observances] = {}
        self.name = ""

    def learn(self, component: Component) -> None:
        self.name = people.line(component.text("X-WR-CALNAME") or component.text("NAME")) or self.name
        for inner in component.inner:
            if inner.name == "VTIMEZONE":
                self.zone_of(inner)

    def zone_of(self, component: Component) -> None:
        if rules := zones.Observances(component):
            self.own[component.text("TZID").strip()] = rules

    def of(self, name: str) -> Zone | None:
        known = zones.named(name)
        if known is not None:
            return zones.of_name(name)
        return self.own.get(name.strip()) or zones.of_name(name)

    def moment(self, found: Property, value: str) -> Moment:
        match = _MOMENT.match(value.strip())
        if match is None:
            raise Unreadable(f"It has a time that cannot be read: {found.name} {people.line(value, 60)}.")
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
            if match[4] is None:
                return Moment(datetime.combine(day, time()), day=True)
            wall = datetime.combine(day, time(int(match[4]), int(match[5]), min(59, int(match[6] or 0))))
        except ValueError:
            raise Unreadable(f"It has a time that does not exist: {found.name} {people.line(value, 60)}.") from None
        if match[7]:
            return Moment(wall, _utc)
        return Moment(wall, self.of(found.says("TZID")) if found.says("TZID") else None)


def _utc(wall: datetime) -> datetime:
    return wall.replace(tzinfo=UTC)


def read(raw: bytes, *, first: date, last: date) -> Iterator[Incoming]:
    """Every component is an event with its times from ``first`` up to ``last``, kept apart by kind, or refused with its reason."""
    problems: list[Piece] = []
    apart: dict[str, int] = {}
    calendar = _Calendar()
    events: list[_Entry] = []
    for component in components(raw, problems):
        _sort(component, calendar, events, apart, problems)
    if not events and not apart:
        apart |= {"time zone": len(calendar.own)} if calendar.own else {"calendar without entries": 1} if not problems else {}
    yield from _batches(_Reading(calendar, events, first, last), apart, problems)


def _sort(component: Component, calendar: _Calendar, events: list[_Entry], apart: dict[str, int], problems: list[Piece]) -> None:
    """Events to be read, the others counted; a calendar within a calendar is opened."""
    if component.name == "VCALENDAR":
        calendar.learn(component)
        for inner in component.inner:
            _sort(inner, calendar, events, apart, problems)
    elif component.name == "VEVENT":
        events.append((component, calendar.name))
    elif component.name == "VTIMEZONE":
        calendar.zone_of(component)
    elif component.name in _KINDS:
        apart[_KINDS[component.name]] = apart.get(_KINDS[component.name], 0) + 1
    else:
        problems.append(Piece(f"This is a {people.line(component.name, 40) or 'part without a name'}, which is not taken.", f"line {component.line}"))


def _batches(reading: _Reading, apart: dict[str, int], problems: list[Piece]) -> Iterator[Incoming]:
    found: list[IncomingEvent] = []
    refused: list[Piece] = []
    for done, one in enumerate(reading, 1):
        if isinstance(one, Piece):
            refused.append(one)
        elif isinstance(one, str):
            apart[one] = apart.get(one, 0) + 1
        else:
            found.append(one)
        if len(found) >= BATCH:
            yield Incoming("iCalendar", events=tuple(found), progress=0.99 * done / len(reading.events))
            found = []
    more = (Piece(f"{len(problems) - 100} more lines could not be read."),) if len(problems) > 100 else ()
    yield Incoming("iCalendar", events=tuple(found), kept_apart=apart, refused=(*refused, *problems[:100], *more), progress=1.0)


OLDER = "older version of an event"


class _Reading:
    """The events of a file: each series with the changes laid over it."""

    def __init__(self, calendar: _Calendar, events: list[_Entry], first: date, last: date) -> None:
        self.calendar, self.events = calendar, events
        self.first, self.last = datetime.combine(first, time()), datetime.combine(last, time())

    def __iter__(self) -> Iterator[IncomingEvent | Piece | str]:
        masters: dict[str, list[_Entry]] = {}
        changes: dict[str, dict[str, list[_Entry]]] = {}
        for event in self.events:
            uid = people.line(event[0].text("UID"), 300) or _said(event[0])
            changed = event[0].text("RECURRENCE-ID").strip()
            (changes.setdefault(uid, {}).setdefault(changed, []) if changed else masters.setdefault(uid, [])).append(event)
        for uid in dict.fromkeys((*masters, *changes)):
            yield from self._series(uid, masters.get(uid, []), changes.get(uid, {}))

    def _series(self, uid: str, same: list[_Entry], changes: dict[str, list[_Entry]]) -> Iterator[IncomingEvent | Piece | str]:
        """The newest version of a UID, or, where a program gave one UID to several events, each of them; then each changed time."""
        newest = max((_sequence(component) for component, _ in same), default=0)
        wanted = {_when(entry[0]): entry for entry in same if _sequence(entry[0]) == newest}
        replaced, later, trouble = self._replaced(changes)
        yield from trouble
        for number, (component, name) in enumerate(wanted.values(), 1):
            yield self._one(component, name, uid if number == 1 else f"{uid}#{_when(component)}", replaced, later)
        yield from [OLDER] * (len(same) - len(wanted))
        for key, versions in changes.items():
            component, name = max(versions, key=lambda entry: _sequence(entry[0]))
            yield self._one(_alone(component), name, f"{uid}:{key}", (), ())
            yield from [OLDER] * (len(versions) - 1)

    def _replaced(self, changes: dict[str, list[_Entry]]) -> tuple[tuple[Moment, ...], tuple[_Later, ...], list[Piece]]:
        """The times that have an entry of their own, and what is moved from one of them on (RANGE=THISANDFUTURE), in order."""
        found: list[Moment] = []
        later: list[_Later] = []
        trouble: list[Piece] = []
        for versions in changes.values():
            component = max(versions, key=lambda entry: _sequence(entry[0]))[0]
            said = component.first("RECURRENCE-ID")
            try:
                found += [self.calendar.moment(said, said.value)] if said else []
                if said and said.says("RANGE").upper() == "THISANDFUTURE" and (begin := component.first("DTSTART")):
                    start = self.calendar.moment(begin, begin.value)
                    later.append(_Later(found[-1], _apart(start, found[-1]), self._length(component, start)))
            except Unreadable as reason:
                trouble.append(self._refused(component, reason))
        return tuple(found), tuple(sorted(later, key=lambda one: one.since.wall)), trouble

    def _refused(self, component: Component, trouble: Exception) -> Piece:
        return Piece(str(trouble), f"event at line {component.line}", people.line(component.text("SUMMARY"), 300))

    def _one(self, component: Component, name: str, uid: str, replaced: tuple[Moment, ...], later: tuple[_Later, ...]) -> IncomingEvent | Piece:
        try:
            return self._event(component, name, uid, replaced, later)
        except (Unreadable, BadRule) as trouble:
            return self._refused(component, trouble)
        except OverflowError:
            return self._refused(component, Unreadable("It reaches beyond the end of the calendar."))

    def _event(self, component: Component, name: str, uid: str, replaced: tuple[Moment, ...], later: tuple[_Later, ...]) -> IncomingEvent:
        begin = component.first("DTSTART")
        if begin is None:
            raise Unreadable("It has no beginning (DTSTART).")
        start = self.calendar.moment(begin, begin.value)
        status = component.text("STATUS").strip().upper()
        return IncomingEvent(
            f"ical:{uid}", people.line(component.text("SUMMARY")), self._times(component, start, replaced, later), all_day=start.day,
            busy=component.text("TRANSP").strip().upper() not in ("TRANSPARENT", "1"), cancelled=status == "CANCELLED",
            repeats=any(component.first(word) for word in ("RRULE", "RDATE")), detail=people.lines(component.text("DESCRIPTION"))[:1000],
            people=_people(component), calendar=name, said=_said(component, tuple(one.moment for one in replaced)), where=f"event at line {component.line}",
        )  # fmt: skip

    def _times(self, component: Component, start: Moment, replaced: tuple[Moment, ...], later: tuple[_Later, ...]) -> tuple[tuple[datetime, datetime], ...]:
        length = self._length(component, start)
        gone = {moment for one in replaced for moment in _both(one, start)} | set(self._listed(component, "EXDATE", start))
        begins = {moment: length for wall in self._walls(component, start) if (moment := start.at(wall)) not in gone and wall not in gone}
        for moment, own in self._added(component, start).items():
            if moment not in gone:
                begins[moment] = own or length
        moved = [_moved(moment, own, later) for moment, own in begins.items()]
        found = ((moment, moment + own) for moment, own in sorted(moved, key=lambda one: one[0].replace(tzinfo=None)))
        return tuple((a, b) for a, b in found if self._inside(a, b))[: recurrence.MOST]

    def _inside(self, start: datetime, end: datetime) -> bool:
        a, b = start.replace(tzinfo=None), end.replace(tzinfo=None)
        return a < self.last and (b > self.first or a >= self.first)

    def _walls(self, component: Component, start: Moment) -> Iterator[datetime]:
        """The wall times the rule names within the stretch, with a day's margin on either side for zones."""
        rule = component.first("RRULE")
        text = rule.value.strip() if rule else ""
        yield start.wall
        if not text or text.upper() == "RRULE:":
            return
        made = recurrence.read_rule(_modern(text), until=self._until(text, start))
        margin = timedelta(days=1) + min(self._length(component, start), LONGEST)
        first = self.first - margin if self.first > datetime.min + margin else datetime.min
        yield from recurrence.expand(made, start.wall, first=first, last=self.last + timedelta(days=1))

    def _until(self, rule: str, start: Moment) -> datetime | None:
        match = re.search(r"(?:UNTIL=\s*|\s)(\d{8})(T\d{4,6})?(Z?)", rule.upper())
        if not match:
            return None
        found = self.calendar.moment(Property("RRULE", rule, {}, 0), match[1] + (match[2] or ""))
        if not match[2]:
            return found.wall + timedelta(days=1) - timedelta(seconds=1)
        return _wall_of(found.wall, start) if match[3] else found.wall

    def _listed(self, component: Component, name: str, start: Moment) -> Iterator[datetime]:
        for found in component.all(name):
            for part in re.split(r"[,;]", found.value):
                if part.strip():
                    yield from _both(self.calendar.moment(found, part.split("/")[0]), start)

    def _added(self, component: Component, start: Moment) -> dict[datetime, timedelta | None]:
        added: dict[datetime, timedelta | None] = {}
        for found in component.all("RDATE"):
            for part in re.split(r"[,;]", found.value):
                if not part.strip():
                    continue
                begin, _, end = part.partition("/")
                moment = self.calendar.moment(found, begin)
                own = None
                if end:
                    own = _duration(end) if end.strip()[:1] in "Pp+-" else _apart(self.calendar.moment(found, end), moment)
                added[moment.moment if not (moment.day and start.zone) else start.at(datetime.combine(moment.wall.date(), start.wall.time()))] = own
        return added

    def _length(self, component: Component, start: Moment) -> timedelta:
        end = component.first("DTEND")
        if end and end.value.strip():
            stop = self.calendar.moment(end, end.value)
            length = _apart(stop, start)
        elif component.first("DURATION"):
            length = _duration(component.text("DURATION"))
        else:
            length = timedelta(days=1) if start.day else timedelta()
        if length > LONGEST:
            raise Unreadable("It lasts longer than a year.")
        return max(length, timedelta(days=1)) if start.day else max(length, timedelta())


def _moved(moment: datetime, length: timedelta, later: tuple[_Later, ...]) -> tuple[datetime, timedelta]:
    """A time of a series as the last change says that holds for it and all that follow."""
    holds = [one for one in later if (one.since.moment.tzinfo is None) == (moment.tzinfo is None) and one.since.moment <= moment]
    return (moment + holds[-1].by, holds[-1].length) if holds else (moment, length)


def _alone(component: Component) -> Component:
    """A changed time of a series stands for itself: what it says of repeating is the series' own."""
    return replace(component, properties=[p for p in component.properties if p.name not in ("RRULE", "RDATE", "EXDATE", "EXRULE")])


def _wall_of(utc: datetime, start: Moment) -> datetime:
    """A UTC reading as wall time of the zone the event begins in, which may only be known as a rule from wall time to UTC."""
    if start.zone is None:
        return utc
    wall = utc
    for _ in range(3):
        wall += utc - start.at(wall).replace(tzinfo=None)
    return wall


def _both(moment: Moment, start: Moment) -> Iterator[datetime]:
    """How an exception may name a time: as instant, as wall time, or by its day only."""
    yield moment.moment
    if moment.day and not start.day:
        yield datetime.combine(moment.wall.date(), start.wall.time())
    if start.day and not moment.day:
        yield datetime.combine(moment.wall.date(), time())


def _apart(end: Moment, start: Moment) -> timedelta:
    """By the clock's hands where one of the two names no zone."""
    if end.zone is None or start.zone is None:
        return end.wall - start.wall
    return end.moment - start.moment


def _duration(text: str) -> timedelta:
    match = _DURATION.match(text.strip())
    if not match:
        raise Unreadable(f"It has a length that cannot be read: {people.line(text, 40)}.")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    found = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -found if match[1] == "-" else found


def _modern(text: str) -> str:
    """An RRULE of vCalendar 1.0 ("MP3 2- FR #17") in today's words; today's as it is."""
    match = _OLD_RULE.match(text) if "FREQ" not in text.upper() else None
    if not match:
        return text
    kind, step, rest, count, until = match[1].upper(), match[2], match[3].upper().split(), match[4], match[5]
    frequency = {"D": "DAILY", "W": "WEEKLY", "MP": "MONTHLY", "MD": "MONTHLY", "YM": "YEARLY", "YD": "YEARLY"}[kind]
    parts = [f"FREQ={frequency}", f"INTERVAL={step}"]
    days = [word for word in rest if not re.fullmatch(r"\d{4}", word)]
    if kind == "W" and days:
        parts.append(f"BYDAY={','.join(days)}")
    elif kind == "MP":
        parts.append(f"BYDAY={','.join(_positions(days))}")
    elif days and kind in ("MD", "YM", "YD"):
        word = {"MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"}[kind]
        parts.append(f"{word}={','.join('-1' if day == 'LD' else _signed(day) for day in days)}")
    if count and count != "0":
        parts.append(f"COUNT={count}")
    elif count is None and until is None:
        parts.append("COUNT=2")
    return ";".join(parts + ([f"UNTIL={until}"] if until else []))


def _signed(word: str) -> str:
    """"2-" is the second from the end, "2+" the second."""
    return f"-{word[:-1]}" if word.endswith("-") else word.rstrip("+")


def _positions(words: list[str]) -> Iterator[str]:
    which: list[str] = ["1"]
    fresh = True
    for word in words:
        if word[:1].isdigit():
            which = [_signed(word)] if fresh else [*which, _signed(word)]
            fresh = False
        else:
            yield from (f"{n}{word}" for n in which)
            fresh = True


def _sequence(component: Component) -> int:
    text = component.text("SEQUENCE").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _when(component: Component) -> str:
    begin = component.first("DTSTART")
    return f"{begin.says('TZID')}{begin.value.strip()}"[:200] if begin else ""


def _said(component: Component, replaced: tuple[datetime, ...] = ()) -> str:
    """Fingerprint of what stands in an event; what it is known by where it has no UID."""
    said = [(p.name, p.value) for p in component.properties if p.name not in ("DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE")]
    return fingerprint(said, replaced)


def _people(component: Component) -> tuple[str, ...]:
    found = []
    for who in (*component.all("ATTENDEE"), *component.all("ORGANIZER"), *component.all("CONTACT")):
        found += [people.email(who.text), people.line(who.says("CN"))]
    return tuple(dict.fromkeys(filter(None, found)))[:40]
