"""When somebody is there: weekly rules, dated exceptions, named blocks; a day as minutes."""

from __future__ import annotations

import itertools
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.clinic import Block, Busy, Clinic, Clinician, House, OpeningException, OpeningRule, Site
from frontdesk.domain.openings import DAY, FULL, Plan, Taken, bits, block_on, free_minutes, runs, spans

DAY1 = date(2026, 11, 30)  # a Monday


def house(**more: object) -> House:
    people = (Clinician(1, "Dr A", "Dr A", "A"), Clinician(2, "Dr B", "Dr B", "B"))
    rules = (OpeningRule(0, 1, 1, 0, time(8), time(12)), OpeningRule(0, 1, 1, 0, time(13), time(17)), OpeningRule(0, 2, 2, 0, time(22), time()))
    values: dict[str, object] = {"clinic": Clinic(1, "H"), "sites": (Site(1, "Main", "UTC"), Site(2, "Other", "UTC")), "clinicians": people, "rooms": (), "types": (),
                                 "rules": rules, "exceptions": (), "blocks": ()}  # fmt: skip
    return House(**(values | more))


def hours(house: House, clinician: int, day: date = DAY1) -> dict[int, list[tuple[int, int]]]:
    found = Plan(house).open_at(clinician, day)
    return {site: [(s.start.hour, s.end.hour or 24) for s in spans(mask, day)] for site, mask in found.items()}


def test_weekly_hours_hold_on_their_weekday_with_the_break_between():
    assert hours(house(), 1) == {1: [(8, 12), (13, 17)]}
    assert hours(house(), 1, DAY1 + timedelta(days=1)) == {}


def test_a_closing_time_of_midnight_is_the_end_of_the_day():
    assert hours(house(), 2) == {2: [(22, 24)]}


def test_a_rule_holds_from_its_first_to_its_last_day():
    rule = OpeningRule(0, 1, 1, 0, time(8), time(9), since=DAY1, until=DAY1 + timedelta(days=7))
    one = house(rules=(rule,))
    assert [bool(hours(one, 1, DAY1 + timedelta(days=n))) for n in (-7, 0, 7, 14)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("exception", "left"),
    [
        (OpeningException(0, DAY1, "Closed, holiday"), {}),
        (OpeningException(0, DAY1, "Training", start=time(8), end=time(14)), {1: [(14, 17)]}),
        (OpeningException(0, DAY1, "Away", clinician_id=2), {1: [(8, 12), (13, 17)]}),
        (OpeningException(0, DAY1, "Elsewhere", site_id=2), {1: [(8, 12), (13, 17)]}),
        (OpeningException(0, DAY1, "Late", open=True, start=time(17), end=time(19)), {1: [(8, 12), (13, 19)]}),
        (OpeningException(0, DAY1, "Guest", open=True, site_id=2, start=time(18), end=time(19)), {1: [(8, 12), (13, 17)], 2: [(18, 19)]}),
    ],
)
def test_a_dated_exception_takes_hours_away_or_adds_them(exception: OpeningException, left: dict[int, list[tuple[int, int]]]):
    assert hours(house(exceptions=(exception,)), 1) == left


def test_a_closed_day_says_why_and_an_ordinary_free_day_that_there_are_no_hours():
    plan = Plan(house(exceptions=(OpeningException(0, DAY1, "Closed, Thanksgiving"),)))
    assert plan.closed(DAY1) == "Closed, Thanksgiving"
    assert plan.closed(DAY1 + timedelta(days=1)) == "no opening hours"
    assert Plan(house()).closed(DAY1) == ""


def test_blocks_stand_on_their_day_their_weekday_or_every_day_for_one_or_for_all():
    lunch = Block(0, "Lunch", time(12), time(13), clinician_id=1)
    meeting = Block(0, "Meeting", time(9), time(10), weekday=0)
    repair = Block(0, "Repair", time(9), time(11), room_id=4, day=DAY1)
    plan = Plan(house(blocks=(lunch, meeting, repair)))
    assert plan.blocked(DAY1, clinician_id=1) == bits(540, 600) | bits(720, 780)
    assert plan.blocked(DAY1, clinician_id=2) == bits(540, 600)
    assert plan.blocked(DAY1, room_id=4) == bits(540, 660)
    assert plan.blocked(DAY1 + timedelta(days=1), room_id=4) == 0
    assert [block_on(meeting, DAY1 + timedelta(days=n)) for n in range(3)] == [True, False, False]


def test_visits_past_midnight_occupy_both_days():
    late = Busy(datetime(2026, 11, 30, 23, 30), datetime(2026, 12, 1, 0, 45), 1, 4, datetime(2026, 11, 30, 23, 30), datetime(2026, 12, 1, 1, 0), 9)
    taken = Taken.of((late,), patient_id=9)
    assert taken.clinicians == {(1, DAY1): bits(1410, DAY), (1, DAY1 + timedelta(days=1)): bits(0, 45)}
    assert taken.rooms[4, DAY1 + timedelta(days=1)] == bits(0, 60)
    assert taken.patient == {DAY1: bits(1410, DAY), DAY1 + timedelta(days=1): bits(0, 45)}


def test_open_free_and_booked_minutes_add_up():
    one = house(blocks=(Block(0, "Lunch", time(8), time(8, 30), clinician_id=1),))
    taken = Taken.of((Busy(datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 10), 1, None), Busy(datetime(2026, 11, 30, 16, 30), datetime(2026, 11, 30, 18), 1, None)))
    assert free_minutes(Plan(one), taken, 1, DAY1) == (450, 360, 90)


@given(st.sets(st.integers(0, DAY - 1)), st.integers(1, 200))
def test_runs_are_the_minutes_at_which_that_many_free_ones_begin(free: set[int], length: int):
    mask = sum(1 << n for n in free)
    expected = {n for n in free if all(n + k in free for k in range(length))}
    assert {n for n in range(DAY) if runs(mask, length) >> n & 1} == expected


@given(st.sets(st.integers(0, DAY - 1)))
def test_spans_are_the_very_minutes_of_the_mask(free: set[int]):
    mask = sum(1 << n for n in free)
    found = spans(mask, DAY1)
    again = 0
    for span in found:
        start = int((span.start - datetime.combine(DAY1, time())).total_seconds() // 60)
        again |= bits(start, start + span.minutes)
    assert again == mask
    assert all(one.end < two.start for one, two in itertools.pairwise(found))


@pytest.mark.parametrize(("start", "end", "many"), [(0, DAY, DAY), (-50, 10, 10), (1430, 2000, 10), (10, 10, 0), (20, 10, 0)])
def test_minutes_are_cut_to_the_day(start: int, end: int, many: int):
    assert bits(start, end).bit_count() == many
    assert bits(start, end) & ~FULL == 0
