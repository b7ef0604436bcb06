"""Free times equal those of an oracle that tries every minute; the days on which the clock changes and midnight included."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.domain.clinic import AppointmentType, Block, Busy, Clinic, Clinician, House, OpeningException, OpeningRule, Room, Site
from frontdesk.domain.slots import Finder, TimeWindow, Wish, _order, find

ZONES = {"America/Chicago": (date(2026, 3, 8), date(2026, 11, 1)), "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
         "Australia/Lord_Howe": (date(2026, 10, 4), date(2026, 4, 5))}  # fmt: skip
"""Each zone with the days on which its clock goes forward and back (on Lord Howe Island by half an hour)."""
KIND = AppointmentType(1, "Consultation", 30, "new_consultation", before=5, after=10, room_kinds=frozenset({"consult"}), lead=60)


def house(zone: str = "America/Chicago", **more: object) -> House:
    values: dict[str, object] = {
        "clinic": Clinic(1, "Harbor"), "sites": (Site(1, "Main", zone),), "types": (KIND,), "exceptions": (), "blocks": (),
        "clinicians": tuple(Clinician(n, f"Dr {n}", f"Dr {n}", "DD", focus=frozenset({("knee", "hip", "neck")[n - 1]})) for n in (1, 2, 3)),
        "rooms": tuple(Room(n, 1, f"Room {n}", f"R{n}", "consult") for n in (1, 2)),
        "rules": tuple(OpeningRule(0, n, 1, weekday, time(8), time(12)) for n in (1, 2, 3) for weekday in range(7)),
    }  # fmt: skip
    return House(**(values | more))


# -- the oracle: slow, plain, minute by minute


def exists(moment: datetime, zone: str) -> datetime | None:
    """The instant of a wall time that comes exactly once."""
    place = ZoneInfo(zone)
    one, two = (moment.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if one.utcoffset() != two.utcoffset():
        return None
    return one.astimezone(ZoneInfo("UTC"))


def minutes(start: datetime, length: int) -> list[datetime]:
    return [start + timedelta(minutes=n) for n in range(length)]


def inside(moment: datetime, start: time | None, end: time | None) -> bool:
    now = moment.time()
    return (start is None or now >= start) and (end in (None, time()) or now < end)


def works(house: House, clinician: int, moment: datetime) -> bool:
    day = moment.date()
    rules = [r for r in house.rules if r.clinician_id == clinician and r.weekday == day.weekday() and (not r.since or r.since <= day) and (not r.until or day <= r.until)]
    there = any(inside(moment, r.start, r.end) for r in rules)
    for exception in house.exceptions:
        if exception.day == day and exception.clinician_id in (None, clinician) and inside(moment, exception.start, exception.end):
            there = exception.open
    return there


def blocked(house: House, moment: datetime, *, clinician: int | None = None, room: int | None = None) -> bool:
    for block in house.blocks:
        on = block.day == moment.date() if block.day else block.weekday in (None, moment.weekday())
        whose = (block.clinician_id is None and block.room_id is None) or (clinician and block.clinician_id == clinician) or (room and block.room_id == room)
        if on and whose and inside(moment, block.start, block.end):
            return True
    return False


def oracle(house: House, busy: list[Busy], wish: Wish, now: datetime, days: list[date]) -> set[tuple[date, int, int]]:
    """(day, minute, clinician) of every start that is offered."""
    kind, length = house.type(wish.type_id), wish.minutes or house.type(wish.type_id).minutes
    earliest = max(now + timedelta(minutes=kind.lead), wish.earliest or now)
    found = set()
    for day in days:
        midnight = datetime.combine(day, time())
        whole = minutes(midnight, 1440)
        roomy = set()
        for room in house.rooms:
            if room.active and room.kind in kind.room_kinds and wish.room_id in (None, room.id):
                free = [
                    not blocked(house, m, room=room.id) and not any(b.room_id == room.id and (b.room_start or b.start) <= m < (b.room_end or b.end) for b in busy)
                    for m in whole
                ]  # fmt: skip
                roomy |= {n for n in range(1440) if n - kind.before >= 0 and n + length + kind.after <= 1440 and all(free[n - kind.before : n + length + kind.after])}
        if not kind.room_kinds:
            roomy = set(range(1440))
        for clinician in house.clinicians:
            if not clinician.active or wish.clinician_id not in (None, clinician.id) or (clinician.type_ids and wish.type_id not in clinician.type_ids):
                continue
            if wish.weekdays is not None and day.weekday() not in wish.weekdays:
                continue
            free = [
                works(house, clinician.id, m) and not blocked(house, m, clinician=clinician.id)
                and not any(b.start <= m < b.end and (b.clinician_id == clinician.id or (wish.patient_id and b.patient_id == wish.patient_id)) for b in busy)
                for m in whole
            ]  # fmt: skip
            fits = {n for n in range(1440 - length + 1) if n in roomy and all(free[n : n + length])}
            for n in fits:
                start = midnight + timedelta(minutes=n)
                if n % 15 and n - 1 in fits and n + 1 in fits:
                    continue  # neither a quarter of an hour nor an edge
                if start < earliest or (wish.not_before and start.time() < wish.not_before):
                    continue
                if wish.not_after and n + length > wish.not_after.hour * 60 + wish.not_after.minute:
                    continue
                one, two = exists(start, house.zone), exists(start + timedelta(minutes=length), house.zone)
                if one and two and two - one == timedelta(minutes=length):
                    found.add((day, n, clinician.id))
    return found


# -- houses, bookings and wishes at random

quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
fives = st.integers(0, 287)


@st.composite
def spans(draw: st.DrawFn) -> tuple[time, time]:
    start, end = sorted((draw(st.integers(0, 96)), draw(st.integers(0, 96))))
    if start == end:
        start, end = (start, end + 1) if end < 96 else (start - 1, end)
    at = lambda n: time() if n == 96 else time(n // 4, n % 4 * 15)  # noqa: E731
    return at(start), at(end)


@st.composite
def cases(draw: st.DrawFn) -> tuple[House, list[Busy], Wish, datetime, list[date]]:
    zone = draw(st.sampled_from(sorted(ZONES)))
    first = draw(st.sampled_from([*ZONES[zone], date(2026, 6, 8)])) - timedelta(days=draw(st.integers(0, 1)))
    days = [first, first + timedelta(days=1)]
    rules = tuple(
        OpeningRule(0, clinician, 1, day.weekday(), *draw(spans())) for clinician in (1, 2) for day in days for _ in range(draw(st.integers(0, 2)))
    )
    exceptions = tuple(
        OpeningException(0, draw(st.sampled_from(days)), "", draw(st.booleans()), draw(st.sampled_from((None, 1, 2))), None, *draw(spans()))
        for _ in range(draw(st.integers(0, 2)))
    )
    blocks = tuple(
        Block(0, "Block", *span, clinician_id=draw(st.sampled_from((None, 1))), room_id=draw(st.sampled_from((None, 2))), day=draw(st.sampled_from((None, *days))))
        for span in draw(st.lists(spans().filter(lambda s: s[1] != time()), max_size=2))
    )
    kind = replace(
        KIND, minutes=draw(st.sampled_from((10, 30, 45, 120))), before=draw(st.sampled_from((0, 5))), after=draw(st.sampled_from((0, 10))),
        room_kinds=draw(st.sampled_from((frozenset(), frozenset({"consult"})))), lead=draw(st.sampled_from((0, 60))),
    )  # fmt: skip
    busy = []
    for _ in range(draw(st.integers(0, 5))):
        start = datetime.combine(first - timedelta(days=1), time()) + timedelta(minutes=5 * draw(st.integers(0, 3 * 288)))
        end = start + timedelta(minutes=draw(st.sampled_from((5, 30, 50, 600))))
        whose = draw(st.sampled_from((None, 1, 2))), draw(st.sampled_from((None, 1, 2)))
        busy.append(Busy(start, end, *whose, start - timedelta(minutes=5), end + timedelta(minutes=10), draw(st.sampled_from((7, 8)))))
    wish = Wish(
        1, clinician_id=draw(st.sampled_from((None, 1))), room_id=draw(st.sampled_from((None, None, 2))), not_before=draw(st.none() | quarters),
        not_after=draw(st.none() | quarters.filter(lambda t: t != time())), weekdays=draw(st.none() | st.frozensets(st.integers(0, 6), min_size=1)),
        patient_id=draw(st.sampled_from((None, 7))), earliest=draw(st.none() | fives.map(lambda n: datetime.combine(first, time()) + timedelta(minutes=5 * n))),
    )  # fmt: skip
    now = datetime.combine(first - timedelta(days=draw(st.integers(0, 1))), time()) + timedelta(minutes=draw(st.integers(0, 1439)))
    made = replace(house(zone, rules=rules, exceptions=exceptions, blocks=blocks, types=(kind,)), clinicians=house().clinicians[:2])
    return made, busy, wish, now, days


def _agree(case: tuple[House, list[Busy], Wish, datetime, list[date]]) -> None:
    made, busy, wish, now, days = case
    finder = Finder(made, busy, wish, now=now)
    offered = [(day, minute, clinician) for day, minute, clinician, _ in finder.every(days)]
    assert len(offered) == len(set(offered))
    assert set(offered) == oracle(made, busy, wish, now, days)
    assert finder.count(days) == len(offered)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases())
def test_the_free_times_are_those_of_the_oracle(case):
    _agree(case)


@pytest.mark.slow
@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases())
def test_the_free_times_are_those_of_the_oracle_two_thousand_times(case):
    _agree(case)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(cases())
def test_what_is_offered_can_be_booked_and_the_first_is_the_best_of_all_days(case):
    made, busy, wish, now, _ = case
    wish = replace(wish, days=9)
    found = find(made, busy, wish, now=now)
    finder = Finder(made, busy, wish, now=now)
    days = [max(now, finder.earliest).date() + timedelta(days=n) for n in range(wish.days)]
    every = sorted((one for day in days for one in finder.candidates(day)), key=_order)
    assert bool(found.slots) == bool(every)
    if every:
        first = found.slots[0]
        assert all(slot.start == min(one.start for one in found.slots) for slot in found.slots if slot.reason == "soonest")
        assert (first.start.date(), first.start.hour * 60 + first.start.minute, first.clinician_id) == (every[0].day, every[0].minute, every[0].clinician.id)
    assert [slot.cost for slot in found.slots] == sorted(slot.cost for slot in found.slots)
    assert len({(slot.start, slot.clinician_id) for slot in found.slots}) == len(found.slots)
    for slot in found.slots:
        assert slot.reason
        kind = made.type(1)
        assert slot.end - slot.start == timedelta(minutes=kind.minutes)
        for one in busy:
            assert one.clinician_id != slot.clinician_id or one.end <= slot.start or slot.end <= one.start
            assert slot.room_id is None or one.room_id != slot.room_id or one.room_end <= slot.room_start or slot.room_end <= one.room_start


# -- the days that are told in ux.md 3.3

MONDAY = datetime(2026, 11, 30, 7, 0)


def test_without_wishes_the_soonest_time_comes_first_and_says_so():
    found = find(house(), (), Wish(1), now=MONDAY)
    assert (found.slots[0].start, found.slots[0].reason) == (datetime(2026, 11, 30, 8, 0), "soonest")


def test_notice_is_kept_to_the_minute():
    found = find(house(), (), Wish(1), now=datetime(2026, 11, 30, 8, 16))
    assert found.slots[0].start == datetime(2026, 11, 30, 9, 30)  # 9:16 is no quarter of an hour
    assert find(house(), (), Wish(1), now=datetime(2026, 11, 30, 8, 15)).slots[0].start == datetime(2026, 11, 30, 9, 15)


def test_the_room_is_kept_for_its_turn_over():
    one = house(rooms=house().rooms[:1], clinicians=house().clinicians[:1])
    taken = Busy(datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 9, 30), 2, 1, datetime(2026, 11, 30, 8, 55), datetime(2026, 11, 30, 9, 40), None)
    starts = [m for _, m, _, _ in Finder(one, (taken,), Wish(1), now=MONDAY).every([date(2026, 11, 30)])]
    assert max(m for m in starts if m < 9 * 60) == 8 * 60 + 15  # until 8:45, and ten minutes to turn over
    assert min(m for m in starts if m > 9 * 60) == 9 * 60 + 45  # five minutes before


def test_a_wanted_clinician_and_a_wanted_time_rank_and_a_demanded_one_filters():
    wish = Wish(1, wanted_clinician_id=2, windows=(TimeWindow(frozenset({0}), time(10), time(12), "Mondays after 10"),))
    best = find(house(), (), wish, now=MONDAY).slots[0]
    assert (best.clinician_id, best.start.hour, best.cost) == (2, 10, 0)
    assert {slot.clinician_id for slot in find(house(), (), Wish(1, clinician_id=3), now=MONDAY).slots} == {3}


def test_of_the_first_five_at_most_three_lie_on_one_day_and_two_clinicians_are_shown():
    slots = find(house(), (), Wish(1), now=MONDAY).slots
    assert len(slots) == 5
    assert max(sum(s.start.date() == day for s in slots) for day in {s.start.date() for s in slots}) <= 3
    assert len({s.clinician_id for s in slots}) >= 2


def test_where_nothing_is_free_each_filter_in_the_way_is_named_with_what_it_would_give():
    full = tuple(Busy(datetime(2026, 11, 30) + timedelta(days=n), datetime(2026, 12, 1) + timedelta(days=n), 1, None) for n in range(60))
    found = find(house(), full, Wish(1, clinician_id=1, not_before=time(11), days=14), now=MONDAY)
    assert found.slots == ()
    words = {blocker.words: blocker.slots for blocker in found.blocked_by}
    assert words["Any clinician"] > 0
    assert "Any time of day" not in words  # it would give nothing either


@pytest.mark.parametrize("zone", ZONES)
def test_on_the_days_the_clock_changes_no_visit_lies_in_the_hour_that_is_missing_or_comes_twice(zone: str):
    night = house(zone, rules=tuple(OpeningRule(0, 1, 1, weekday, time(0), time()) for weekday in range(7)))
    for day in ZONES[zone]:
        midnight = datetime.combine(day, time())
        found = find(night, (), Wish(1, clinician_id=1, earliest=midnight), now=midnight - timedelta(days=3), limit=200, day=day)
        for slot in found.slots:
            one, two = exists(slot.start, zone), exists(slot.end, zone)
            assert one is not None
            assert two is not None
            assert two - one == timedelta(minutes=30)
        starts = {slot.start.time() for slot in found.slots}
        assert time(12) in starts
        assert len(starts) < len(find(night, (), Wish(1, clinician_id=1), now=datetime(2026, 6, 1), limit=200, day=date(2026, 6, 9)).slots)
