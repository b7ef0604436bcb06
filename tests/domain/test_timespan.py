"""Half-open spans, and the two kinds of time on the days that matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.errors import BadInput
from frontdesk.domain.timespan import NoSuchTime, Span, TwoTimes, instant_of, is_instant, wall_of

NINE = datetime(2026, 11, 24, 9)
minute = st.integers(0, 300).map(lambda n: NINE + timedelta(minutes=n))
span = st.tuples(minute, minute).map(lambda pair: Span(min(pair), max(pair)))


def held(one: Span) -> set[datetime]:
    return {one.start + timedelta(minutes=n) for n in range(one.minutes)}


@given(span, span)
def test_two_spans_overlap_where_they_share_a_minute(one: Span, two: Span):
    assert one.overlaps(two) == two.overlaps(one) == bool(held(one) & held(two))


@given(span, span)
def test_taking_one_out_of_another_leaves_the_other_minutes(one: Span, two: Span):
    left = one.minus(two)
    assert set().union(*map(held, left)) == held(one) - held(two)
    assert all(part.start < part.end for part in left)


@given(span, minute)
def test_the_start_is_inside_and_the_end_is_not(one: Span, moment: datetime):
    assert one.holds(moment) == (moment in held(one))
    assert one.within(one)


def test_a_span_is_never_backwards_nor_of_two_kinds_of_time():
    with pytest.raises(ValueError, match="before it starts"):
        Span(NINE, NINE - timedelta(minutes=1))
    with pytest.raises(TypeError, match="not both"):
        Span(NINE, NINE.replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "wall"),
    [("America/Chicago", datetime(2026, 3, 8, 2, 30)), ("Europe/London", datetime(2026, 3, 29, 1, 0)), ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15)),
     ("Pacific/Apia", datetime(2011, 12, 30, 12, 0))],
)  # fmt: skip
def test_a_time_that_the_clock_leaves_out_is_refused_with_a_sentence(zone: str, wall: datetime):
    for fold in (None, 0, 1):
        with pytest.raises(NoSuchTime, match="does not exist"):
            instant_of(wall, zone, fold=fold)


@pytest.mark.parametrize(
    ("zone", "wall", "apart"),
    [
        ("America/Chicago", datetime(2026, 11, 1, 1, 30), 60), ("Europe/London", datetime(2026, 10, 25, 1, 59), 60),
        ("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 45), 30),
    ],
)  # fmt: skip
def test_a_time_that_comes_twice_is_asked_for_and_both_are_told_apart(zone: str, wall: datetime, apart: int):
    with pytest.raises(TwoTimes, match="comes twice"):
        instant_of(wall, zone)
    first, second = (instant_of(wall, zone, fold=fold) for fold in (0, 1))
    assert second - first == timedelta(minutes=apart)
    assert wall_of(first, zone) == wall_of(second, zone) == wall


def test_nine_oclock_stays_nine_oclock_when_the_offset_changes():
    summer, winter = instant_of(datetime(2026, 10, 31, 9), "America/Chicago"), instant_of(datetime(2026, 11, 2, 9), "America/Chicago")
    assert winter - summer == timedelta(hours=49)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), st.sampled_from(["America/Chicago", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]))
def test_every_wall_time_that_exists_comes_back_from_its_instant(wall: datetime, zone: str):
    try:
        instant = instant_of(wall, zone, fold=0)
    except BadInput:
        return
    assert is_instant(instant)
    assert wall_of(instant, zone) == wall


def test_the_kinds_are_never_taken_for_each_other():
    with pytest.raises(TypeError, match="no zone"):
        instant_of(NINE.replace(tzinfo=UTC), "UTC")
    with pytest.raises(TypeError, match="aware"):
        wall_of(NINE, "UTC")
    with pytest.raises(TypeError, match="in UTC"):
        wall_of(datetime.fromisoformat("2026-11-24T09:00:00+01:00"), "UTC")
