"""S9: free time of 20 clinicians and 10 rooms with 40,000 visits booked, against a sweep over sorted intervals in plain Python.

Both give the same starts (checked on each run). Hot: everything in memory. Cold: the visits read from the clinic's file as well.
"""

from __future__ import annotations

import bisect
import random
import statistics
import tempfile
import time as clock
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

from benchmarks.measure import Measure
from frontdesk.domain.clinic import AppointmentType, Block, Busy, Clinic, Clinician, House, OpeningRule, Room, Site
from frontdesk.domain.slots import Finder, Wish, best

CLINICIANS, ROOMS, VISITS = 20, 10, 40_000
MONDAY = date(2026, 11, 30)
NOW = datetime(2026, 11, 30, 7, 0)
DAYS = [MONDAY + timedelta(days=n) for n in range(91)]
VISIT, TURN_OVER = 45, 15
ROUNDS = 7


def house() -> House:
    """Weekdays nine to five with a break at noon; each visit wants one of ten rooms and its turn-over."""
    people = range(1, CLINICIANS + 1)
    return House(
        Clinic(1, "Riverside Sports Medicine"), (Site(1, "Main Street", "UTC"),),
        tuple(Clinician(n, f"Dr {n:02}", f"Dr {n}", "DR", type_ids=frozenset({1})) for n in people),
        tuple(Room(n, 1, f"Room {n}", f"R{n}", "treatment") for n in range(1, ROOMS + 1)),
        (AppointmentType(1, "PRP injection", VISIT, "prp_injection", after=TURN_OVER, room_kinds=frozenset({"treatment"})),),
        tuple(OpeningRule(n, n, 1, weekday, time(9), time(17)) for n in people for weekday in range(5)), (),
        tuple(Block(n, "Lunch", time(12), time(13), "break", clinician_id=n) for n in people),
    )  # fmt: skip


def visits() -> list[Busy]:
    """Half a year around the wanted months; the first clinician is full throughout; half of the visits have a room."""
    chance, found = random.Random(9), []
    first = MONDAY - timedelta(days=60)
    for day in (first + timedelta(days=n) for n in range(210)):
        for start in (9, 10, 11, 13, 14, 15, 16):
            at = datetime.combine(day, time(start))
            found.append(Busy(at, at + timedelta(hours=1), 1))
    while len(found) < VISITS:
        start = datetime.combine(first + timedelta(days=chance.randrange(210)), time(9)) + timedelta(minutes=15 * chance.randrange(32))
        end = start + timedelta(minutes=chance.choice((30, 45, 60)))
        room = chance.randint(1, ROOMS) if chance.random() < 0.47 else None
        found.append(Busy(start, end, chance.randint(2, CLINICIANS), room, start if room else None, end + timedelta(minutes=TURN_OVER) if room else None))
    return sorted(found, key=lambda b: b.start)


class Sweep:
    """The usual way: per person and room the taken intervals of a day, sorted and merged; candidates tested by bisection."""

    def __init__(self, taken: list[Busy]) -> None:
        people: dict[tuple[int, date], list[tuple[int, int]]] = {}
        rooms: dict[tuple[int, date], list[tuple[int, int]]] = {}
        for one in taken:
            day = one.start.date()
            people.setdefault((one.clinician_id or 0, day), []).append((_minute(one.start), _minute(one.end)))
            if one.room_id and one.room_start and one.room_end:
                rooms.setdefault((one.room_id, day), []).append((_minute(one.room_start), _minute(one.room_end)))
        self.people = {key: _merged([*spans, (720, 780)]) for key, spans in people.items()}
        self.rooms = {key: _merged(spans) for key, spans in rooms.items()}

    def every(self, clinicians: list[int], days: list[date]) -> Iterator[tuple[date, int, int]]:
        for day in days:
            if day.weekday() < 5:
                rooms = [self.rooms.get((n, day), []) for n in range(1, ROOMS + 1)]
                for who in clinicians:
                    for minute in self._starts(self.people.get((who, day), [(720, 780)])):
                        if any(_fits(room, minute, minute + VISIT + TURN_OVER) for room in rooms):
                            yield day, minute, who

    def _starts(self, spans: list[tuple[int, int]]) -> Iterator[int]:
        at = 540
        for start, end in [*spans, (1020, 1020)]:
            first = -(-at // 15) * 15
            yield from range(first, min(start, 1020) - VISIT + 1, 15)
            at = max(at, end)


def _minute(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _fits(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect.bisect_left(spans, (start, start))
    return (not place or spans[place - 1][1] <= start) and (place == len(spans) or spans[place][0] >= end)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = clock.perf_counter()
    work()
    return (clock.perf_counter() - begun) * 1000


def measures() -> Iterator[Measure]:
    built, taken = house(), visits()
    wish = Wish(1, days=len(DAYS))
    finder, sweep = Finder(built, taken, wish, now=NOW), Sweep(taken)
    ours = {(day, minute, who) for day, minute, who, _ in finder.every(DAYS) if minute % 15 == 0}
    theirs = set(sweep.every(list(range(1, CLINICIANS + 1)), DAYS))
    if ours != theirs:
        raise AssertionError(f"the two ways differ in {len(ours ^ theirs)} of {len(theirs)} starts")
    hot, peer, cold = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        read = _stored(Path(folder), built, taken)
        for _ in range(ROUNDS):
            hot.append(_milliseconds(lambda: list(finder.every(DAYS))))
            peer.append(_milliseconds(lambda: list(sweep.every(list(range(1, CLINICIANS + 1)), DAYS))))
            cold.append(_milliseconds(lambda: list(Finder(built, read(), wish, now=NOW).every(DAYS))))
    full, days = Finder(built, taken, Wish(1, clinician_id=1, days=150), now=NOW), [MONDAY + timedelta(days=n) for n in range(150)]
    first = statistics.median(_milliseconds(lambda: best(full, limit=10)) for _ in range(ROUNDS))
    loop = statistics.median(_milliseconds(lambda: list(islice(sweep.every([1], days), 10))) for _ in range(ROUNDS))
    limit = statistics.median(peer)
    yield Measure("S9", f"all {len(theirs):,} free times of three months, hot", statistics.median(hot), limit, 0.7, "ms", "sweep")
    yield Measure("S9", "the same with reading the visits", statistics.median(cold), limit, 12, "ms", "sweep")
    yield Measure("S9", "first ten of a clinician full for five months", first, loop, 0.7, "ms", "sweep")


def _stored(folder: Path, built: House, taken: list[Busy]) -> Callable[[], tuple[Busy, ...]]:
    """Puts the visits into a clinic's file; what it gives reads the three months as the desk does."""
    from frontdesk.data import appointments, rows  # the layer that is measured, over everything a clinic's file does
    from frontdesk.data.store import Store
    from frontdesk.data.tables import appointment as table
    from frontdesk.domain.appointment import Appointment, Status

    now = datetime(2026, 11, 30, 13, tzinfo=UTC)
    store = Store.create(folder / "clinic.frontdesk")
    with store.write("Fill", now=now, who="bench", desk="bench") as write:
        for one in (*built.sites, *built.types, *built.rooms, *built.clinicians):
            rows.add(write, one)
        write.connection.exec_driver_sql("DROP TRIGGER appointment_overlap_insert")
        values = (
            Appointment(0, None, 1, b.clinician_id or 0, b.room_id, 1, b.start, b.end, b.room_start or b.start, b.room_end or b.end, "UTC", Status.BOOKED, uid=str(n))
            for n, b in enumerate(taken)
        )  # fmt: skip
        write.bulk(table, [[rows.CODECS[Appointment].out(one) for one in values]])
    first, last = datetime.combine(DAYS[0], time()), datetime.combine(DAYS[-1], time()) + timedelta(days=1)

    def read() -> tuple[Busy, ...]:
        with store.read() as session:
            return appointments.busy(session, first=first, last=last, now=now)

    return read
