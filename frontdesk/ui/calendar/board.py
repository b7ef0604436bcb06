"""What the grid shows, as a value: columns of a day by clinician or by room, or the days of a week. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.clinic import House
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import Span
from frontdesk.ui.calendar.geometry import minute_on

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Column, DayBlock, DayView


@dataclass(frozen=True)
class Track:
    """A column. ``clinician_ids`` are those whose visits stand in it; ``clinician_id`` who would be booked there, ``room_id`` where.

    ``number`` is the day of the month where the column is a day; ``closed`` why nobody works, or empty. ``short``: the title where it is narrow.
    """

    day: date
    title: str
    line: str
    share: float
    initials: str
    tint: str
    open: tuple[Span, ...]
    visits: tuple[Visit, ...]
    blocks: tuple[DayBlock, ...]
    clinician_id: int | None = None
    clinician_ids: frozenset[int] = frozenset()
    room_id: int | None = None
    number: str = ""
    closed: str = ""
    short: str = ""

    @property
    def named_blocks(self) -> tuple[DayBlock, ...]:
        """Those that are shown: nobody has a lunch on a day on which they are not there."""
        return tuple(b for b in self.blocks if self.open or b.block.kind not in ("lunch", "break"))

    @property
    def spoken(self) -> str:
        return " ".join(p for p in (self.title, self.number, self.line) if p)


@dataclass(frozen=True)
class Board:
    """All columns, from left to right, over one house. ``visits`` are all of those days, in whatever column, or in none."""

    house: House
    tracks: tuple[Track, ...]
    visits: tuple[Visit, ...]

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(dict.fromkeys(t.day for t in self.tracks))

    def hours(self) -> tuple[int, int]:
        """First and last minute that must be seen."""
        minutes = [minute_on(m, t.day) for t in self.tracks for s in t.open for m in (s.start, s.end)]
        for track in (t for t in self.tracks if t.visits):
            minutes.append(minute_on(min(v.appointment.start for v in track.visits), track.day))
            minutes.append(minute_on(max(v.appointment.end for v in track.visits), track.day))
        if not minutes:
            return 480, 1080
        return max(0, min(minutes)), min(1440, max(max(minutes), min(minutes) + 60))

    def track_of(self, visit: Visit) -> int:
        """The column a visit stands in, or -1."""
        return next((n for n, t in enumerate(self.tracks) if any(v.appointment.id == visit.appointment.id for v in t.visits)), -1)

    def corner(self, visit: Visit, track: int) -> str:
        """What stands in a visit's corner: who sees them where the column is a room, else where."""
        one = visit.appointment
        if self.tracks[track].room_id is not None:
            return self.house.clinician(one.clinician_id).initials
        return self.house.room(one.room_id).short if one.room_id else ""

    def track_for(self, slot: Slot) -> int:
        """The column a free time would stand in, or -1."""
        return next((n for n, t in enumerate(self.tracks) if t.day == slot.start.date() and _holds(t, slot)), -1)


def _holds(track: Track, slot: Slot) -> bool:
    return track.room_id == (slot.room_id or 0) if track.room_id is not None else slot.clinician_id in track.clinician_ids


def _free(column: Column) -> str:
    """How far the clinician is behind the book, else how much is free: the bar under it shows that too, and both do not fit into a column."""
    if not column.open:
        return "not here today"
    free = f"{when.worked_minutes(column.free_minutes)} free"
    return f"{column.behind} min behind" if column.behind >= 5 else free


def _own(blocks: Sequence[DayBlock], mine: Callable[[DayBlock], bool]) -> tuple[DayBlock, ...]:
    return tuple(b for b in blocks if mine(b) or (b.clinician_id is None and b.room_id is None))


def by_clinician(view: DayView, chosen: Collection[int] = (), site: int | None = None) -> Board:
    """One day, a column for each clinician; with ``chosen`` only for those, with ``site`` for those who work there or see somebody there that day."""
    seen = {v.appointment.clinician_id for v in view.visits if v.appointment.site_id == site}
    columns = [c for c in view.columns if (not chosen or c.clinician.id in chosen) and (site is None or site in c.sites or c.clinician.id in seen)]
    return Board(view.house, tuple(
        Track(
            view.day, c.clinician.name, _free(c), c.booked_share, c.clinician.initials, c.clinician.colour, c.open,
            tuple(v for v in view.visits if v.appointment.clinician_id == c.clinician.id), _own(view.blocks, lambda b, k=c.clinician.id: b.clinician_id == k),  # type: ignore[misc]
            c.clinician.id, frozenset({c.clinician.id}), closed=view.closed, short=c.clinician.short,
        ) for c in columns
    ), view.visits)  # fmt: skip


def by_room(view: DayView, site: int | None = None) -> Board:
    """One day, a column for each room (of that site) and one for what needs none."""
    opens = [s for c in view.columns for s in c.open]
    whole = (Span(min(s.start for s in opens), max(s.end for s in opens)),) if opens else ()
    everybody = frozenset(c.clinician.id for c in view.columns)

    def track(key: int, title: str, line: str, initials: str, tint: str) -> Track:
        visits = tuple(v for v in view.visits if (v.appointment.room_id or 0) == key)
        blocks = _own(view.blocks, lambda b: bool(key) and b.room_id == key)
        return Track(view.day, title, line, 0.0, initials, tint, whole, visits, blocks, None, everybody, key, closed=view.closed)

    several = len(view.house.sites) > 1
    there = [r for r in view.house.rooms if r.active and site in (None, r.site_id)]
    rooms = [track(r.id, r.name, f"{r.kind}, {view.house.site(r.site_id).name}" if several else r.kind, r.short[:2], "#5B6B95") for r in there]
    return Board(view.house, (*rooms, track(0, "No room", "phone and desk", "–", "#626B77")), view.visits)


def by_day(views: Sequence[DayView], chosen: Sequence[int]) -> Board:
    """A column a day, with the visits of the chosen clinicians laid over each other. Sundays and Saturdays only where somebody works."""
    shown = [v for v in views if v.day.weekday() < 5 or _works(v, chosen) or any(a.appointment.clinician_id in chosen for a in v.visits)]
    return Board(views[0].house, tuple(_day(v, chosen) for v in shown or views[:5]), tuple(dict.fromkeys(a for v in views for a in v.visits)))


def _works(view: DayView, chosen: Sequence[int]) -> bool:
    return any(c.open for c in view.columns if c.clinician.id in chosen)


def _day(view: DayView, chosen: Sequence[int]) -> Track:
    columns = [c for c in view.columns if c.clinician.id in chosen]
    visits = tuple(v for v in view.visits if v.appointment.clinician_id in chosen)
    opens = _joined([s for c in columns for s in c.open])
    free, total = sum(c.free_minutes for c in columns), sum(s.minutes for c in columns for s in c.open)
    share = sum(c.booked_share * sum(s.minutes for s in c.open) for c in columns) / total if total else 0.0
    line = f"Closed, {view.closed}" if view.closed else (f"{when.worked_minutes(free)} free" if free else f"{len(visits)} booked") if opens else "not here"
    blocks = _own(view.blocks, lambda b: b.clinician_id in chosen) if len(chosen) == 1 else tuple(b for b in view.blocks if b.clinician_id is None and b.room_id is None)
    return Track(view.day, when.DAYS[view.day.weekday()][:3], line, share, "", "", opens, visits, blocks, chosen[0] if chosen else None,
                 frozenset(chosen), number=str(view.day.day), closed=view.closed)  # fmt: skip


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans as one row without overlaps."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def days_words(first: date, last: date, *, narrow: bool) -> str:
    """Words like "23–27 November" ("23–27 Nov" where it is ``narrow``), "30 Nov – 4 Dec"."""
    if first.month == last.month:
        month = when.MONTHS[last.month - 1]
        return f"{first.day}–{last.day} {month[:3] if narrow else month}"
    return f"{first.day} {when.MONTHS[first.month - 1][:3]} – {last.day} {when.MONTHS[last.month - 1][:3]}"
