"""A block laid over the book: which visits it hits, where each could go instead, and laying it with the moves in one intention."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import rows
from frontdesk.data.store import Write
from frontdesk.domain import openings, when
from frontdesk.domain.appointment import Appointment, Lives, Status, Visit
from frontdesk.domain.clinic import Block, Busy, House
from frontdesk.domain.errors import Refused, Taken
from frontdesk.domain.plain import many
from frontdesk.domain.series import nearest
from frontdesk.domain.slots import Finder, Slot, Wish
from frontdesk.domain.timespan import Span
from frontdesk.services import calendar
from frontdesk.services.desk import Desk

LOOK_AHEAD = 56
"""Days for which the visits under a block that comes again are looked for."""

UNNAMED = frozenset({"", "blocked", "blocked time"})
"""Names that do not say why nobody can be booked."""

AROUND = 14
"""Days to look for another time, from the block's day on."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A visit under the block. ``slot`` is the nearest other time, None where there is none; a visit that has begun stays (``fixed``)."""

    visit: Visit
    slot: Slot | None
    alternatives: tuple[Slot, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """``sentence`` for the snackbar."""

    block: Block
    moved: tuple[Appointment, ...]
    sentence: str


def days_of(block: Block, today: date) -> tuple[date, ...]:
    """The days on which it stands, as far as it is looked ahead."""
    if block.day is not None:
        return (block.day,)
    return tuple(d for n in range(LOOK_AHEAD) if openings.block_on(block, d := today + timedelta(days=n)))


def span_on(block: Block, day: date) -> Span:
    end = datetime.combine(day, block.end) + timedelta(days=block.end == time())
    return Span(datetime.combine(day, block.start), end)


def hits(desk: Desk, *, block: Block) -> tuple[Hit, ...]:
    """Every visit under it by time, each with the nearest time outside it; two are never offered the same one."""
    house, today = desk.house(), desk.wall_now().date()
    days = days_of(block, today)
    if not days:
        return ()
    with_block = replace(house, blocks=(*(b for b in house.blocks if b.id != block.id or not block.id), block))
    busy = list(calendar.busy_between(desk, first=days[0], last=days[-1] + timedelta(days=AROUND)))
    found: list[Hit] = []
    for visit in _under(desk, block, days):
        hit = _hit(with_block, busy, visit, now=desk.wall_now())
        if hit.slot:
            slot = hit.slot
            busy.append(Busy(slot.start, slot.end, slot.clinician_id, slot.room_id, slot.room_start, slot.room_end, visit.appointment.patient_id))
        found.append(hit)
    return tuple(found)


def _under(desk: Desk, block: Block, days: tuple[date, ...]) -> list[Visit]:
    spans = [span_on(block, day) for day in days]
    visits = calendar.visits_between(desk, first=days[0], last=days[-1])
    return [v for v in visits if v.appointment.busy and _concerns(block, v.appointment) and any(s.overlaps(_kept(block, v.appointment)) for s in spans)]


def _concerns(block: Block, visit: Appointment) -> bool:
    if block.clinician_id is None and block.room_id is None:
        return True
    return (block.clinician_id is not None and visit.clinician_id == block.clinician_id) or (block.room_id is not None and visit.room_id == block.room_id)


def _kept(block: Block, visit: Appointment) -> Span:
    """What the visit needs of it: a room with its turn-over, or the clinician's time."""
    return Span(visit.room_start, visit.room_end) if block.room_id is not None and block.clinician_id is None else visit.span


def _hit(house: House, busy: Iterable[Busy], visit: Visit, *, now: datetime) -> Hit:
    one = visit.appointment
    if one.status not in (Status.BOOKED, Status.HELD):
        return Hit(visit, None, fixed=True)
    wish = Wish(one.type_id, one.minutes, clinician_id=one.clinician_id, patient_id=one.patient_id)
    window = one.start.date(), one.start.date() + timedelta(days=AROUND)
    others = nearest(_finder(house, busy, wish, one, now), one.start, window)
    others = others or nearest(_finder(house, busy, replace(wish, clinician_id=None), one, now), one.start, window)
    return Hit(visit, others[0] if others else None, others)


def _finder(house: House, busy: Iterable[Busy], wish: Wish, one: Appointment, now: datetime) -> Finder:
    """Without the visit itself: its own time may be a part of the new one."""
    own = (one.start, one.end, one.clinician_id, one.patient_id)
    return Finder(house, [b for b in busy if (b.start, b.end, b.clinician_id, b.patient_id) != own], wish, now=now)


def lay(desk: Desk, *, block: Block, moves: Mapping[int, Slot], to_tray: Iterable[int] = ()) -> Laid:
    """The block and what becomes of the visits under it, in one intention. Who is neither moved nor put into the tray stays where they are."""
    if block.start >= block.end and block.end != time():
        raise Refused("A blocked time must end after it begins.")
    if not block.name.strip():
        raise Refused("Give the blocked time a name, so that everybody knows why nobody can be booked.")
    tray = tuple(to_tray)
    try:
        with desk.write("Block time" if not (moves or tray) else "Block time and move the visits under it") as write:
            appointment_rows.release_expired(write)
            made = rows.add(write, replace(block, name=block.name.strip()))
            for key in tray:
                rows.change(write, replace(rows.get(write, Appointment, key), lives=Lives.TRAY))
            moved = appointment_rows.place_all(write, [calendar.moved_to(rows.get(write, Appointment, key), slot) for key, slot in moves.items()])
            _renew(desk, write, moved)
            return Laid(made, moved, _sentence(desk.house(), made, len(moved), len(tray)))
    except Taken as taken:
        said = f"A visit cannot go there: {taken.sentence} Nothing was blocked; look at the list again."
        raise Taken(said, what=taken.what, who=taken.who, until=taken.until) from None


def _renew(desk: Desk, write: Write, moved: Iterable[Appointment]) -> None:
    for visit in moved:
        calendar.renew_letter(desk, write, visit)


def _sentence(house: House, block: Block, moved: int, tray: int) -> str:
    """What was blocked by its name, or where that says nothing, whose time and when; and what became of the visits."""
    parts = (f"Blocked: {_which(house, block)}", f"{many(moved, 'visit')} moved" if moved else "", f"{tray} to book again" if tray else "")
    return ", ".join(p for p in parts if p)


def _which(house: House, block: Block) -> str:
    if block.name.casefold() not in UNNAMED:
        return block.name
    whose = house.clinician(block.clinician_id).short if block.clinician_id else house.room(block.room_id).name if block.room_id else "everybody"
    hours = when.clocks(block.start, block.end, clock24=house.clinic.clock24)
    return ", ".join((whose, *((when.short_day(block.day),) if block.day else ()), hours))
