"""Dates of a course: each in its window or with the reason why not, and none left out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.clinic import AppointmentType, Block, Busy, Clinic, Clinician, House, OpeningException, OpeningRule, Room, Site
from frontdesk.domain.errors import BadInput
from frontdesk.domain.series import CHECKPOINT, Course, Planner, gaps, open_steps, shifted
from frontdesk.domain.slots import Finder, Slot, Wish

ZONES = ("America/Chicago", "Europe/Berlin", "Australia/Lord_Howe")
NOW = datetime(2026, 10, 5, 8)
"""A Monday before both changes of the clock in autumn."""


def house(zone: str = ZONES[0], *, exceptions: tuple[OpeningException, ...] = (), blocks: tuple[Block, ...] = ()) -> House:
    kinds = (AppointmentType(1, "Prolotherapy", 30, "prolotherapy", after=15, room_kinds=frozenset({"consult"})), AppointmentType(2, "Follow-up", 20, "follow_up"))
    people = (Clinician(1, "Dr Amara Okafor", "Dr Okafor", "AO"), Clinician(2, "Dr Lars Holm", "Dr Holm", "LH", position=1))
    rules = tuple(OpeningRule(n, who, 1, day, time(8), time(17)) for n, (who, day) in enumerate((w, d) for w in (1, 2) for d in range(5)))
    rooms = (Room(1, 1, "Room 1", "R1", "consult"), Room(2, 1, "Room 2", "R2", "consult", position=1))
    return House(Clinic(1, "Clinic"), (Site(1, "Main", zone),), people, rooms, kinds, rules, exceptions, blocks)


TEN = NOW.replace(hour=10)


def planner(course: Course, busy: tuple[Busy, ...] = (), *, at: House | None = None, start: datetime = TEN, wishes=None) -> Planner:
    place = at or house()
    finders = [Finder(place, busy, Wish(kind, clinician_id=who), now=NOW) for kind, who in ((1, 1), (1, None), (2, None))]
    first = finders[0].exactly(place.clinician(1), start)
    assert first is not None
    return Planner(course, *finders, {1: first}, wishes or {})


def taken(start: datetime, minutes: int = 30, who: int = 1) -> Busy:
    return Busy(start, start + timedelta(minutes=minutes), who)


def test_without_conflicts_every_session_stands_at_the_ideal_gap_and_hour():
    steps = planner(Course(6)).plan()
    assert [s.slot.start for s in steps] == [NOW.replace(hour=10) + timedelta(days=21 * n) for n in range(6)]
    assert not any(s.conflict for s in steps)


def test_a_taken_time_is_named_and_the_nearest_free_ones_are_offered():
    third = NOW.replace(hour=10) + timedelta(days=42)
    steps = planner(Course(6), (taken(third),)).plan()
    one = next(s for s in steps if s.number == 3)
    assert one.conflict == "Dr Okafor is taken"
    assert one.slot.start == third - timedelta(minutes=30)
    assert one.alternatives[0] == one.slot
    assert len(one.alternatives) == 5
    assert len([s for s in one.alternatives if s.start.date() == third.date()]) == 2


@pytest.mark.parametrize(("closed", "words"), [
    (OpeningException(1, date(2026, 10, 26), "Thanksgiving"), "closed, Thanksgiving"),
    (OpeningException(1, date(2026, 10, 26), "away", clinician_id=1), "Dr Okafor is not here on that day"),
    (OpeningException(1, date(2026, 10, 26), "dentist", clinician_id=1, start=time(9), end=time(12)), "Dr Okafor is not here at that time"),
])  # fmt: skip
def test_a_closed_day_moves_the_session_and_says_why(closed, words):
    one = planner(Course(2), at=house(exceptions=(closed,))).plan()[1]
    assert one.conflict == words
    assert 14 <= (one.slot.start.date() - NOW.date()).days <= 28


def test_a_block_is_named():
    lunch = Block(1, "Team meeting", time(9, 30), time(11), day=date(2026, 10, 26))
    assert planner(Course(2), at=house(blocks=(lunch,))).plan()[1].conflict == "Dr Okafor: team meeting"


def test_where_the_clinician_has_no_time_at_all_others_are_offered():
    away = tuple(OpeningException(n, date(2026, 10, 19) + timedelta(days=n), "leave", clinician_id=1) for n in range(15))
    one = planner(Course(2), at=house(exceptions=away)).plan()[1]
    assert one.conflict
    assert {s.clinician_id for s in one.alternatives} == {2}


def test_a_session_for_which_nothing_is_free_stays_in_the_list_without_a_time():
    shut = tuple(OpeningException(n, date(2026, 10, 19) + timedelta(days=n), "rebuilding") for n in range(15))
    steps = planner(Course(3), at=house(exceptions=shut)).plan()
    assert [s.number for s in steps] == [1, 2, 3]
    assert open_steps(steps) == (2,)
    assert steps[1].conflict == "closed, rebuilding"
    assert steps[2].slot is not None


def test_the_checkpoint_lies_between_its_sessions():
    steps = planner(Course(6, checkpoint=4)).plan()
    assert [s.number for s in steps] == [1, 2, 3, 4, CHECKPOINT, 5, 6]
    assert (steps[4].slot.end - steps[4].slot.start).seconds == 20 * 60


def test_a_checkpoint_after_the_last_session_comes_a_gap_later():
    steps = planner(Course(3, checkpoint=3)).plan()
    assert [s.number for s in steps] == [1, 2, 3, CHECKPOINT]
    assert (steps[3].day - steps[2].day).days == 21


def test_gaps_tell_what_is_too_short_and_what_is_too_long():
    days = {1: date(2026, 1, 1), 2: date(2026, 1, 11), 3: date(2026, 2, 1), CHECKPOINT: date(2026, 2, 3), 4: date(2026, 3, 20)}
    assert [(g.before, g.after, g.days, g.fault) for g in gaps(Course(4), days)] == [(1, 2, 10, "short"), (2, 3, 21, ""), (3, 4, 47, "long")]


def test_a_missing_session_leaves_one_long_gap():
    days = {1: date(2026, 1, 1), 3: date(2026, 2, 12)}
    assert gaps(Course(4), days)[0].fault == "long"


def test_shifting_the_rest_keeps_the_hour_of_each():
    starts = {n: datetime(2026, 1, 1, 8 + n) + timedelta(days=21 * n) for n in range(1, 5)}
    assert shifted(starts, moved=2, by=timedelta(days=7)) == {3: starts[3] + timedelta(days=7), 4: starts[4] + timedelta(days=7)}


@pytest.mark.parametrize("course", [Course(1), Course(25), Course(6, least=0), Course(6, least=22), Course(6, ideal=29), Course(6, checkpoint=7), Course(6, most=400)])
def test_rules_that_contradict_each_other_are_refused(course):
    with pytest.raises(BadInput):
        course.check()


courses = st.builds(
    lambda count, least, more, most, check: Course(count, least, least + more, least + more + most, min(check, count)),
    st.integers(2, 8), st.integers(1, 30), st.integers(0, 20), st.integers(0, 20), st.integers(0, 8),
)  # fmt: skip
busies = st.lists(
    st.builds(lambda day, minute, length, who: taken(NOW.replace(hour=8) + timedelta(days=day, minutes=5 * minute), length, who),
              st.integers(0, 120), st.integers(0, 100), st.sampled_from((15, 30, 60, 480)), st.sampled_from((1, 2))), max_size=60,
)  # fmt: skip


def _sound(course: Course, busy: list[Busy], zone: str) -> None:
    first = NOW.replace(hour=12)
    free = tuple(b for b in busy if not (b.start < first + timedelta(minutes=30) and first < b.end))
    steps = planner(course, free, at=house(zone), start=first).plan()
    assert sorted(s.number for s in steps) == sorted([*range(1, course.count + 1), *([CHECKPOINT] if course.checkpoint else [])])
    days = {s.number: s.day for s in steps}
    for step in steps:
        assert step.conflict or step.slot is not None
        for slot in filter(None, (step.slot, *step.alternatives)):
            assert step.fixed or step.earliest <= slot.start.date() <= step.latest
            assert not any(b.clinician_id == slot.clinician_id and b.start < slot.end and slot.start < b.end for b in free)
    placed = {s.number for s in steps if s.slot is not None}
    assert all(not g.fault for g in gaps(course, days) if {g.before, g.after} <= placed)


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=25, deadline=None)
@given(course=courses, busy=busies)
def test_every_session_is_in_its_window_free_and_in_the_list(zone, course, busy):
    _sound(course, busy, zone)


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=1000, deadline=None)
@given(course=courses, busy=busies)
def test_every_session_is_in_its_window_free_and_in_the_list_at_length(zone, course, busy):
    _sound(course, busy, zone)


def test_the_slot_of_a_session_is_a_slot_with_its_room():
    slot = planner(Course(2)).plan()[1].slot
    assert isinstance(slot, Slot)
    assert (slot.room_id, slot.room_end - slot.end) == (1, timedelta(minutes=15))
