"""iCalendar and its forerunner vCalendar 1.0: events with the times they stand at; what is no event is counted by its kind.

Read as far as it goes: a component or a line that is broken is told, and the next one is read.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from html import unescape

from frontdesk.domain import recurrence
from frontdesk.domain.incoming import Incoming, IncomingEvent, fingerprint
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.recurrence import BadRule
from frontdesk.exchange import people, zones
from frontdesk.exchange.content_lines import Component, Property, components
from frontdesk.exchange.moments import Calendar, Moment, Unreadable, apart, both, duration, wall_of
from frontdesk.exchange.old_rules import modern

_UNTIL = re.compile(r"(?:UNTIL\s*=\s*|\s)(\d{4}-?\d{2}-?\d{2})(T\d{2}:?\d{2}(?::?\d{2})?)?(Z?)")
_LINE_END = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^<>]{0,200}>", re.I)
_MARK = re.compile(r"</?(?:a|b|body|br|div|em|font|h[1-6]|html|i|img|li|ol|p|span|strong|table|tbody|td|tr|u|ul)\b[^<>]{0,2000}>", re.I)
BATCH = 200
LONGEST = timedelta(days=366)
"""Days of one event that are taken; a longer one is told."""

_KINDS = {
    "VTODO": "task", "VJOURNAL": "journal entry", "VFREEBUSY": "free/busy list", "VAVAILABILITY": "availability", "AVAILABLE": "availability", "VALARM": "alarm",
    "VCARD": "card",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """An event, the name of the calendar it stands in, whether that one only calls off (METHOD:CANCEL), and what it calls its zone."""

    component: Component
    calendar: str
    called_off: bool
    zone: str

    @property
    def age(self) -> tuple[int, str]:
        """Greater in the newer version of an event."""
        text = self.component.text("SEQUENCE").strip()
        stamp = self.component.text("LAST-MODIFIED") or self.component.text("DTSTAMP")
        return int(text) if text.isdecimal() and len(text) < 10 else 0, stamp.strip()

    @property
    def version(self) -> str:
        number, stamp = self.age
        return f"{number:09d} {stamp[:20]}" if number or stamp else ""


@dataclass(frozen=True, slots=True)
class _Change:
    """A time of a series that is another now: as the file names it, the moment that is (None where it cannot be read), and its versions."""

    key: str
    moment: Moment | None
    versions: list[_Entry]

    @property
    def newest(self) -> _Entry:
        return max(self.versions, key=lambda entry: entry.age)


@dataclass(frozen=True, slots=True)
class _Later:
    """From a time of a series on, all of them lie ``by`` later (or earlier) and last ``length``, or are called off."""

    since: Moment
    by: timedelta
    length: timedelta
    gone: bool


def read(raw: bytes, *, first: date, last: date, zone: str = "UTC") -> Iterator[Incoming]:
    """Every component is an event with its times from ``first`` up to ``last``, kept apart by kind, or refused with its reason.

    ``zone``: whose midnights those days begin with.
    """
    problems: list[Piece] = []
    apart: dict[str, int] = {}
    calendar = Calendar()
    events: list[_Entry] = []
    for component in components(raw, problems):
        _sort(component, calendar, events, apart, problems)
    if not events and not apart:
        apart |= {"time zone": len(calendar.own)} if calendar.own else {"calendar without entries": 1} if not problems else {}
    yield from _batches(_Reading(calendar, events, first, last, zone), apart, problems)


def _sort(component: Component, calendar: Calendar, events: list[_Entry], apart: dict[str, int], problems: list[Piece]) -> None:
    """Events to be read, the others counted; a calendar within a calendar is opened."""
    if component.name == "VCALENDAR":
        calendar.learn(component)
        for inner in component.inner:
            _sort(inner, calendar, events, apart, problems)
    elif component.name == "VEVENT":
        events.append(_Entry(component, calendar.name, calendar.calls_off, calendar.usual_name))
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

    def __init__(self, calendar: Calendar, events: list[_Entry], first: date, last: date, zone: str) -> None:
        self.calendar, self.events = calendar, events
        self.first, self.last = datetime.combine(first, time()), datetime.combine(last, time())
        own = zones.of_name(zone) or zones.of_name("UTC")
        assert own is not None
        self.instants = (own(self.first), own(self.last))

    def __iter__(self) -> Iterator[IncomingEvent | Piece | str]:
        masters: dict[str, list[_Entry]] = {}
        changes: dict[str, dict[str, list[_Entry]]] = {}
        for event in self.events:
            uid = people.line(event.component.text("UID"), 300) or _said(event.component)
            changed = event.component.text("RECURRENCE-ID").strip()
            (changes.setdefault(uid, {}).setdefault(changed, []) if changed else masters.setdefault(uid, [])).append(event)
        for uid in dict.fromkeys((*masters, *changes)):
            yield from self._series(uid, masters.get(uid, []), self._by_time(changes.get(uid, {})))

    def _by_time(self, changes: dict[str, list[_Entry]]) -> list[_Change]:
        """The versions of each changed time together, in however many ways the file writes that time."""
        found: dict[str, _Change] = {}
        for key, versions in changes.items():
            said, moment = versions[0].component.first("RECURRENCE-ID"), None
            self.calendar.usual_name = versions[0].zone
            with contextlib.suppress(Unreadable):
                moment = self.calendar.moment(said, said.value) if said else None
            same = found.setdefault(moment.moment.isoformat() if moment else key, _Change(key, moment, []))
            same.versions.extend(versions)
        return list(found.values())

    def _series(self, uid: str, same: list[_Entry], changes: list[_Change]) -> Iterator[IncomingEvent | Piece | str]:
        """The newest version of a UID, or, where a program gave one UID to several events, each of them; then each changed time."""
        newest = max((entry.age[0] for entry in same), default=0)
        wanted = {_when(entry.component): entry for entry in sorted(same, key=lambda entry: entry.age[1]) if entry.age[0] == newest}
        replaced, later, trouble = self._replaced(changes)
        yield from trouble
        for number, entry in enumerate(wanted.values(), 1):
            yield self._one(entry, uid if number == 1 else f"{uid}#{_when(entry.component)}", replaced, later)
        yield from [OLDER] * (len(same) - len(wanted))
        for change in changes:
            alone = replace(change.newest, component=_alone(change.newest.component))
            made = self._one(alone, f"{uid}:{change.key}", (), ())
            if isinstance(made, IncomingEvent) and not made.people and same:
                made = replace(made, people=_people(same[-1].component))  # whose series it is stands there alone
            if isinstance(made, IncomingEvent) and change.moment:
                made = replace(made, series=f"ical:{uid}", instead_of=change.moment.moment, onward=_onward(change.newest.component))
            yield made
            yield from [OLDER] * (len(change.versions) - 1)

    def _replaced(self, changes: list[_Change]) -> tuple[tuple[Moment, ...], tuple[_Later, ...], list[Piece]]:
        """The times that have an entry of their own, and what is moved from one of them on (RANGE=THISANDFUTURE), in order."""
        found: list[Moment] = []
        later: list[_Later] = []
        trouble: list[Piece] = []
        for change in changes:
            component = change.newest.component
            self.calendar.usual_name = change.newest.zone
            said = component.first("RECURRENCE-ID")
            try:
                found += [self.calendar.moment(said, said.value)] if said else []
                if said and _onward(component) and (begin := component.first("DTSTART")):
                    start = self.calendar.moment(begin, begin.value)
                    later.append(_Later(found[-1], apart(start, found[-1]), self._length(component, start), _called_off(change.newest)))
            except Unreadable as reason:
                trouble.append(self._refused(component, reason))
        return tuple(found), tuple(sorted(later, key=lambda one: one.since.wall)), trouble

    def _refused(self, component: Component, trouble: Exception) -> Piece:
        return Piece(str(trouble), f"event at line {component.line}", people.line(component.text("SUMMARY"), 300))

    def _one(self, entry: _Entry, uid: str, replaced: tuple[Moment, ...], later: tuple[_Later, ...]) -> IncomingEvent | Piece:
        try:
            return self._event(entry, uid, replaced, later)
        except (Unreadable, BadRule) as trouble:
            return self._refused(entry.component, trouble)
        except OverflowError:
            return self._refused(entry.component, Unreadable("It reaches beyond the end of the calendar."))

    def _event(self, entry: _Entry, uid: str, replaced: tuple[Moment, ...], later: tuple[_Later, ...]) -> IncomingEvent:
        component = entry.component
        self.calendar.usual_name = entry.zone
        start = self._start(component)
        return IncomingEvent(
            f"ical:{uid}", people.line(component.text("SUMMARY")), self._times(component, start, replaced, later), all_day=start.day,
            busy=_busy(component), cancelled=_called_off(entry),
            repeats=_repeats(component), note=self._note(component, start), detail=people.lines(_plain(component.text("DESCRIPTION")))[:1000],
            people=_people(component), calendar=entry.calendar, said=_said(component, tuple(one.moment for one in replaced), called_off=entry.called_off),
            where=f"event at line {component.line}", version=entry.version,
        )  # fmt: skip

    def _start(self, component: Component) -> Moment:
        """Where it begins; what Outlook marks as a whole day is one, in whatever zone it writes its midnights."""
        begin = component.first("DTSTART")
        if begin is None:
            raise Unreadable("It has no beginning (DTSTART).")
        start = self.calendar.moment(begin, begin.value)
        whole = component.text("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE" and start.wall.time() == time() and not begin.value.strip().endswith("Z")
        return Moment(start.wall, day=True) if whole else self._local(component, start)

    def _local(self, component: Component, start: Moment) -> Moment:
        """A series written in UTC goes by the clock of the zone its calendar names: who meets at nine meets at nine in summer too.

        RFC 5545 alone would move it by an hour twice a year; programs that know X-WR-TIMEZONE do not, and whoever made the file looked at a clock.
        """
        begin, usual = component.first("DTSTART"), self.calendar.usual
        if usual is None or begin is None or not begin.value.strip().upper().endswith("Z") or not _repeats(component):
            return start
        return Moment(wall_of(start.wall, Moment(start.wall, usual)), usual)

    def _note(self, component: Component, start: Moment) -> str:
        """What was understood in a way that somebody should see."""
        begin = component.first("DTSTART")
        if begin is not None and (zone := people.line(begin.says("TZID").strip(), 60)) in self.calendar.unknown:
            return f"the time zone “{zone}” is not known: taken by the clinic's clock"
        local = begin is not None and begin.value.strip().upper().endswith("Z") and start.zone is not None and start.wall != self.calendar.moment(begin, begin.value).wall
        return f"repeats at {start.wall:%H:%M} by the clock of {people.line(self.calendar.usual_name, 60)}, summer and winter" if local else ""

    def _times(self, component: Component, start: Moment, replaced: tuple[Moment, ...], later: tuple[_Later, ...]) -> tuple[tuple[datetime, datetime], ...]:
        length = self._length(component, start)
        gone = {moment for one in replaced for moment in both(one, start)} | set(self._listed(component, "EXDATE", start))
        gone |= {start.at(wall) for wall in self._walls(component, start, "EXRULE")}
        walls = (start.wall, *self._walls(component, start, "RRULE"))
        begins = {moment: length for wall in walls if (moment := start.at(wall)) not in gone and wall not in gone}
        for moment, own in self._added(component, start).items():
            if moment not in gone:
                begins[moment] = own or length
        moved = [stands for moment, own in begins.items() if (stands := _moved(moment, own, later))]
        found = ((moment, moment + own) for moment, own in sorted(moved, key=lambda one: one[0].replace(tzinfo=None)))
        return tuple((a, b) for a, b in found if self._inside(a, b))[: recurrence.MOST]

    def _inside(self, start: datetime, end: datetime) -> bool:
        first, last = self.instants if start.tzinfo else (self.first, self.last)
        return start < last and (end > first or start >= first)

    def _walls(self, component: Component, start: Moment, name: str) -> Iterator[datetime]:
        """The wall times the rules of that name give within the stretch, with a day's margin on either side for zones."""
        margin = timedelta(days=1) + min(self._length(component, start), LONGEST)
        first = self.first - margin if self.first > datetime.min + margin else datetime.min
        for rule in component.all(name):
            text = rule.value.strip()
            if text.upper().removeprefix("RRULE:"):
                made = recurrence.read_rule(modern(text), until=self._until(text, start))
                yield from recurrence.expand(made, start.wall, first=first, last=self.last + timedelta(days=1))

    def _until(self, rule: str, start: Moment) -> datetime | None:
        match = _UNTIL.search(rule.upper())
        if not match:
            if re.search(r"UNTIL\s*=\s*[^\s;]", rule.upper()):
                raise BadRule(f"Its rule of repetition has an end that cannot be read: {people.line(rule, 80)}.")
            return None
        found = self.calendar.moment(Property("RRULE", rule, {}, 0), match[1] + (match[2] or ""))
        if not match[2]:
            return found.wall + timedelta(days=1) - timedelta(seconds=1)
        return wall_of(found.wall, start) if match[3] else found.wall

    def _listed(self, component: Component, name: str, start: Moment) -> Iterator[datetime]:
        for found in component.all(name):
            for part in re.split(r"[,;]", found.value):
                if part.strip():
                    yield from both(self.calendar.moment(found, part.split("/")[0]), start)

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
                    own = duration(end) if end.strip()[:1] in "Pp+-" else apart(self.calendar.moment(found, end), moment)
                added[moment.moment if not (moment.day and start.zone) else start.at(datetime.combine(moment.wall.date(), start.wall.time()))] = own
        return added

    def _length(self, component: Component, start: Moment) -> timedelta:
        end = component.first("DTEND")
        if end and end.value.strip():
            stop = self.calendar.moment(end, end.value)
            length = apart(stop, start)
        elif component.first("DURATION"):
            length = duration(component.text("DURATION"))
        elif start.day:
            length = timedelta(days=1)
        elif not component.whole:
            raise Unreadable("The file breaks off before it says how long this lasts.")
        else:
            length = timedelta()
        if length > LONGEST:
            raise Unreadable("It lasts longer than a year.")
        if length < timedelta() and not start.day:
            raise Unreadable("It ends before it begins.")
        return max(length, timedelta(days=1)) if start.day else length


def _moved(moment: datetime, length: timedelta, later: tuple[_Later, ...]) -> tuple[datetime, timedelta] | None:
    """A time of a series as the last change says that holds for it and all that follow; None where that calls it off."""
    holds = [one for one in later if (one.since.moment.tzinfo is None) == (moment.tzinfo is None) and one.since.moment <= moment]
    if not holds:
        return moment, length
    return None if holds[-1].gone else (moment + holds[-1].by, holds[-1].length)


def _alone(component: Component) -> Component:
    """A changed time of a series stands for itself: what it says of repeating is the series' own."""
    return replace(component, properties=[p for p in component.properties if p.name not in ("RRULE", "RDATE", "EXDATE", "EXRULE")])


def _when(component: Component) -> str:
    begin = component.first("DTSTART")
    return f"{begin.says('TZID')}{begin.value.strip()}"[:200] if begin else ""


def _plain(text: str) -> str:
    """A description that a web calendar wrote as a page, without its marks; "a < b" is none."""
    return unescape(_MARK.sub("", _LINE_END.sub("\n", text))) if _MARK.search(text) else text


def _onward(component: Component) -> bool:
    """Whether what is said of one time of a series is said of all that follow too."""
    said = component.first("RECURRENCE-ID")
    return said is not None and said.says("RANGE").upper() == "THISANDFUTURE"


def _called_off(entry: _Entry) -> bool:
    return entry.called_off or entry.component.text("STATUS").strip().upper() == "CANCELLED"


def _repeats(component: Component) -> bool:
    return any(component.first(word) for word in ("RRULE", "RDATE"))


def _busy(component: Component) -> bool:
    """Whether it takes its owner's time; Outlook says so in a word of its own too."""
    said = component.text("TRANSP").strip().upper()
    return said not in ("TRANSPARENT", "1") if said else component.text("X-MICROSOFT-CDO-BUSYSTATUS").strip().upper() != "FREE"


def _said(component: Component, replaced: tuple[datetime, ...] = (), *, called_off: bool = False) -> str:
    """Fingerprint of what stands in an event; what it is known by where it has no UID."""
    said = [(p.name, p.value) for p in component.properties if p.name not in ("DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE")]
    return fingerprint(said, replaced, *(["called off"] if called_off else []))


def _people(component: Component) -> tuple[str, ...]:
    found = []
    for who in (*component.all("ATTENDEE"), *component.all("ORGANIZER"), *component.all("CONTACT")):
        found += [people.email(who.text), people.line(who.says("CN"))]
    return tuple(dict.fromkeys(filter(None, found)))[:40]
