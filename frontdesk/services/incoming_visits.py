"""Visits and calendars from other systems become visits, or blocked times. What cannot be placed is refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import origins as origin_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data import rows
from frontdesk.data.origins import Origin
from frontdesk.data.store import Write
from frontdesk.domain import when
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.clinic import AppointmentType, Block, Clinician
from frontdesk.domain.errors import BadInput, NotFound, Taken
from frontdesk.domain.folding import fold
from frontdesk.domain.incoming import IncomingEvent, IncomingVisit
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.timespan import instant_of, wall_of
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import Made
from frontdesk.services.incoming_people import People

MOST_BLOCKS = 2_000
"""Blocked times that one file may make."""

_TITLES = frozenset({"dr", "doctor", "prof", "professor", "md", "do", "mr", "mrs", "ms", "miss", "phd", "pt", "np", "pa", "rn", "dc", "nd"})


class Visits:
    """The visits and calendar entries of one file."""

    def __init__(self, desk: Desk, write: Write, people: People, clinician_id: int | None) -> None:
        self.write, self.people = write, people
        self.house = desk.house()
        self.new = self.known = self.changed = self.blocks = 0
        self.made: list[Made] = []
        self.refused: list[Piece] = []
        self.apart: dict[str, int] = {}
        self._asked = next((c for c in self.house.clinicians if c.id == clinician_id), None)
        self._origins: dict[str, Origin] = {}
        self._own: frozenset[str] = frozenset()
        self._freed: set[int] = set()

    def take(self, visits: Sequence[IncomingVisit], events: Sequence[IncomingEvent]) -> None:
        """Each of them is counted once: new, known, changed, kept apart or refused."""
        self._origins = origin_rows.by_keys(self.write, keys={v.key for v in visits} | {e.key for e in events} | {e.series for e in events if e.series})
        self._own = appointment_rows.of_uids(self.write, uids=[_uid(key) for key in (*(v.key for v in visits), *(e.key for e in events))])
        if (visits or events) and not self.house.sites:
            self._no_clinic(visits, events)
            return
        for visit in visits:
            self._visit(visit)
        for event in events:
            self._event(event)

    def _no_clinic(self, visits: Sequence[IncomingVisit], events: Sequence[IncomingEvent]) -> None:
        for words, found in (("visit, for a clinic not set up yet", visits), ("calendar entry, for a clinic not set up yet", events)):
            self._apart(words, len(found))
        self.refused.append(Piece("This clinic has no site yet, so its visits cannot be placed. Set up the clinic, then bring the file in again."))

    def _apart(self, kind: str, many: int = 1) -> None:
        if many:
            self.apart[kind] = self.apart.get(kind, 0) + many

    # -- visits -------------------------------------------------------------------------------------------------------------------

    def _visit(self, visit: IncomingVisit) -> None:
        origin = self._origins.get(visit.key)
        if _uid(visit.key) in self._own or (origin and (origin.noun == origin_rows.ERASED or origin.knows(visit.said, visit.version))):
            self.known += 1
            return
        try:
            if origin and origin.noun == "appointment" and origin.ids:
                self._change(visit, origin, rows.get(self.write, Appointment, origin.ids[0]))
            else:
                self._add(visit, origin)
        except Taken as taken:
            until = f" until {when.clock(taken.until, clock24=self.house.clinic.clock24)}" if taken.until else ""
            self._refuse(visit, f"The {taken.what} is taken then by another visit{until}. Book it by hand.")
        except (BadInput, NotFound) as trouble:
            self._refuse(visit, trouble.sentence)

    def _refuse(self, visit: IncomingVisit, reason: str) -> None:
        told = ", ".join(filter(None, (visit.name, f"{visit.start:%Y-%m-%d %H:%M}", *visit.clinicians, visit.kind, visit.detail)))
        self.refused.append(Piece(reason, visit.where, told))

    def _add(self, visit: IncomingVisit, origin: Origin | None) -> None:
        clinician = self._clinician(visit.clinicians)
        patient_id = self.people.ids.get(visit.person) or self._named(visit.name)
        if clinician is None and visit.status is Status.CANCELLED:
            self._apart("visit cancelled before it came here")
        elif clinician is None:
            who = ", ".join(visit.clinicians) or "nobody"
            self._refuse(visit, f"Whose visit it is cannot be told: the file names {who}. Say whose calendar it is, or book the visit by hand.")
        elif patient_id is None:
            self._refuse(visit, f"Nobody on file is known as {visit.name or 'its patient'}. Bring in the patient first, then this file again.")
        elif not self.house.types:
            self._refuse(visit, "This clinic has no appointment types yet. Set them up, then bring the file in again.")
        else:
            stored = appointment_rows.place(self.write, self._appointment(visit, clinician, patient_id))
            self.new += 1
            self._remember(visit, origin, stored)
            self.made.append(Made("visit" if stored.status is not Status.CANCELLED else "cancelled visit", self._told(visit.name, stored), visit.where))

    def _remember(self, visit: IncomingVisit, origin: Origin | None, stored: Appointment) -> None:
        if origin:
            self._origins[visit.key] = origin_rows.renew(self.write, origin, seen=visit.said, version=visit.version, ids=(stored.id,))
        else:
            self._origins[visit.key] = origin_rows.add(self.write, key=visit.key, noun="appointment", ids=(stored.id,), seen=visit.said, version=visit.version)

    def _appointment(self, visit: IncomingVisit, clinician: Clinician, patient_id: int) -> Appointment:
        site = self.house.sites[0]
        kind = self._type(visit)
        start, end = self._walls(visit, kind)
        room = next((r for r in self.house.rooms if visit.room and fold(visit.room) in (fold(r.name), fold(r.short))), None)
        return Appointment(
            0, patient_id, kind.id, clinician.id, room.id if room else None, room.site_id if room else site.id, start, end, start, end, site.zone,
            visit.status, detail=visit.detail[:200], uid=f"{uuid4().hex}@frontdesk",
        )  # fmt: skip

    def _walls(self, visit: IncomingVisit, kind: AppointmentType) -> tuple[datetime, datetime]:
        start = self._wall(visit.start)
        instant_of(start, self.house.zone, fold=0)
        end = self._wall(visit.end) if visit.end else start + timedelta(minutes=kind.minutes)
        return start, end if start < end <= start + timedelta(hours=24) else start + timedelta(minutes=kind.minutes)

    def _wall(self, moment: datetime) -> datetime:
        return (wall_of(moment, self.house.zone) if moment.tzinfo else moment).replace(second=0, microsecond=0)

    def _type(self, visit: IncomingVisit) -> AppointmentType:
        """By the words of the other system, else by the length, else the first."""
        words = fold(visit.kind)
        named = next((t for t in self.house.types if words and (fold(t.name) in words or words in fold(t.name))), None)
        minutes = int((visit.end - visit.start).total_seconds() // 60) if visit.end else 0
        return named or next((t for t in self.house.types if t.minutes == minutes), self.house.types[0])

    def _change(self, visit: IncomingVisit, origin: Origin, mine: Appointment) -> None:
        """Moved, cancelled or marked there: so it is here, unless it has begun here."""
        if mine.status not in (Status.BOOKED, Status.HELD, Status.CANCELLED, Status.NO_SHOW):
            self._refuse(visit, "The visit has begun here already, so what the other system says of it was not taken over.")
            return
        start, end = self._walls(visit, self.house.type(mine.type_id))
        clinician = self._clinician(visit.clinicians)
        now = replace(
            mine, status=visit.status, start=start, end=end, room_start=start - (mine.start - mine.room_start), room_end=end + (mine.room_end - mine.end),
            clinician_id=clinician.id if clinician and visit.clinicians else mine.clinician_id,
        )  # fmt: skip
        stored = appointment_rows.place(self.write, now) if now != mine else mine
        self.changed += 1
        self._remember(visit, origin, stored)
        self.made.append(Made("changed there", self._told(visit.name, stored), visit.where))

    def _told(self, name: str, visit: Appointment) -> str:
        who = self.house.clinician(visit.clinician_id).short
        status = f", {visit.status.value.replace('_', ' ')}" if visit.status is not Status.BOOKED else ""
        return f"{name or 'A patient'}, {visit.start:%Y-%m-%d %H:%M}, {who}{status}"

    def _clinician(self, names: Iterable[str]) -> Clinician | None:
        """The one of ours whom the file names, else the one the desk named for it."""
        for name in names:
            words = set(fold(name).split()) - _TITLES
            fitting = [c for c in self.house.clinicians if words and _is_called(words, c)]
            if len(fitting) == 1:
                return fitting[0]
        return self._asked

    def _named(self, name: str) -> int | None:
        """The one patient of exactly this name."""
        found = patient_rows.called(self.write, names=[name]) if name else ()
        return found[0].id if len(found) == 1 else None

    # -- calendars ----------------------------------------------------------------------------------------------------------------

    def _event(self, event: IncomingEvent) -> None:
        origin = self._origins.get(event.key)
        if _uid(event.key) in self._own or (origin and (origin.noun == origin_rows.ERASED or origin.knows(event.said, event.version))):
            self.known += 1
            return
        if origin and origin.outdates(event.version):
            self._apart("older version of an event")
            return
        spared = self._spare(event)
        if spared and (event.cancelled or not event.busy):
            self._remember_event(event, origin, ())
            self.changed += 1
            self.made.append(Made("blocked time freed", event.title, event.where))
        elif event.cancelled or not event.busy or not event.times:
            self._gone(event, origin)
        elif (visit := self._as_visit(event)) is not None:
            self._visit(visit)
        elif all(start == end for start, end in event.times):
            self._apart("calendar entry without a length")
        else:
            self._block(event, origin)

    def _gone(self, event: IncomingEvent, origin: Origin | None) -> None:
        """Nothing to block; what an earlier version of it blocked is freed."""
        if origin and origin.noun == "appointment" and event.cancelled and event.times:
            self._visit(IncomingVisit(event.key, *event.times[0], Status.CANCELLED, name=event.title, where=event.where, version=event.version))
        elif origin and origin.noun == "block" and self._free(origin):
            self._remember_event(event, origin, ())
            self.changed += 1
            self.made.append(Made("blocked time freed", event.title, event.where))
        else:
            why = "cancelled" if event.cancelled else "marked as free" if not event.busy else "that is over, or more than a year ahead"
            self._apart(f"calendar entry {why}")

    def _free(self, origin: Origin, *, at: tuple[date, time] | None = None, onward: bool = False) -> int:
        """The blocked times that came from there; with ``at`` only the one that begins then, or all from it on."""
        there = {b.id: b for b in self.house.blocks if b.id not in self._freed}
        own = [there[key] for key in origin.ids if key in there]
        gone = [b for b in own if at in (None, (b.day, b.start)) or (onward and at and b.day and (b.day, b.start) > at)]
        for block in gone:
            rows.remove(self.write, block)
            self._freed.add(block.id)
        return len(gone)

    def _spare(self, event: IncomingEvent) -> int:
        """One time of a series that came with an earlier file stands elsewhere now, or nowhere: the series blocks it no longer."""
        series = self._origins.get(event.series) if event.series else None
        if series is None or series.noun != "block" or event.instead_of is None:
            return 0
        wall = self._wall(event.instead_of)
        return self._free(series, at=(wall.date(), wall.time()), onward=event.onward and event.cancelled)

    def _remember_event(self, event: IncomingEvent, origin: Origin | None, ids: Sequence[int]) -> None:
        if origin:
            self._origins[event.key] = origin_rows.renew(self.write, origin, seen=event.said, version=event.version, ids=ids)
        else:
            self._origins[event.key] = origin_rows.add(self.write, key=event.key, noun="block", ids=ids, seen=event.said, version=event.version)

    def _as_visit(self, event: IncomingEvent) -> IncomingVisit | None:
        """A single timed entry that names one patient we know, in the calendar of a clinician we know, is that patient's visit."""
        clinician = self._clinician((*event.people, event.calendar)) or (self.house.clinicians[0] if len(self.house.clinicians) == 1 else None)
        if event.all_day or event.repeats or len(event.times) != 1 or clinician is None or not self.house.types:
            return None
        (start, end), emails = event.times[0], [p for p in event.people if "@" in p]
        partners = [p for p in event.people if "@" not in p and self._clinician((p,)) is self._asked]
        found = patient_rows.called(self.write, names=[*_names_in(event.title), *partners], emails=emails)
        if len(found) != 1 or not timedelta() < end - start <= timedelta(hours=12):
            return None
        detail = event.detail.split("\n")[0][:200]
        self.people.ids.setdefault(f"patient:{found[0].id}", found[0].id)
        return IncomingVisit(
            event.key, start, end, Status.BOOKED, f"patient:{found[0].id}", found[0].name, (clinician.name,), kind=event.title, detail=detail, where=event.where,
            version=event.version,
        )

    def _block(self, event: IncomingEvent, origin: Origin | None) -> None:
        clinician = self._clinician((event.calendar, *event.people))
        if origin:
            self._free(origin)
        ids = []
        for start, end in event.times:
            for day, begin, stop in _days(self._wall(start), self._wall(end)):
                if self.blocks >= MOST_BLOCKS:
                    self.refused.append(Piece(f"The file makes more than {MOST_BLOCKS} blocked times; the rest of this entry was left out.", event.where, event.title))
                    return
                made = rows.add(self.write, Block(0, event.title or "Busy", begin, stop, clinician_id=clinician.id if clinician else None, day=day))
                ids.append(made.id)
                self.blocks += 1
        self.changed += bool(origin)
        self._remember_event(event, origin, ids)
        times = f"{len(event.times)} times from " if len(event.times) > 1 else ""
        first = self._wall(event.times[0][0])
        moment = f"{first:%Y-%m-%d}, all day" if event.all_day else f"{first:%Y-%m-%d %H:%M}"
        told = (f"{event.title or 'Busy'}, {times}{moment}", clinician.short if clinician else "everybody", event.note)
        self.made.append(Made("blocked time", ", ".join(filter(None, told)), event.where))


def _uid(key: str) -> str:
    """The name that a visit of ours bears in files of ours."""
    return key.removeprefix("ical:").rpartition("|")[2]


def _is_called(words: set[str], clinician: Clinician) -> bool:
    """The family name stands among the words, and no other given name does."""
    own = [word for word in fold(clinician.name).split() if word not in _TITLES]
    return bool(own) and own[-1] in words and (len(own) == 1 or own[0] in words or any(w == own[0][0] for w in words) or len(words) == 1)


def _names_in(title: str) -> list[str]:
    """Every two and three words in a row: one of them may be a name."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", title[:300])[:30]
    return [" ".join(words[n : n + many]) for many in (2, 3) for n in range(len(words) - many + 1)]


def _days(start: datetime, end: datetime) -> Iterable[tuple[date, time, time]]:
    """A stretch parted at midnights: (day, from, to), where midnight is the end of the day."""
    while start < end:
        midnight = datetime.combine(start.date(), time()) + timedelta(days=1)
        stop = min(end, midnight)
        yield start.date(), start.time(), stop.time()
        start = stop
