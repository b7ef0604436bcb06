"""The pure parts of the grid: lanes that never overlap, snapping, picking up and putting down, columns of days."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain import lanes
from frontdesk.services.blocks import Hit
from frontdesk.ui.calendar import drag, geometry
from frontdesk.ui.calendar.block_panel import Fate, _told
from frontdesk.ui.calendar.drag import Act, Grip, Place

SPANS = st.lists(st.tuples(st.integers(0, 1400), st.integers(5, 120)), max_size=25).map(
    lambda found: [(n, start, min(1440, start + length)) for n, (start, length) in enumerate(found)]
)


@settings(max_examples=150, deadline=None)
@given(SPANS)
def test_no_two_visits_of_a_column_are_drawn_over_each_other(spans):
    placed = {p.key: p for p in lanes.place(spans)}
    assert set(placed) == {key for key, _, _ in spans}
    shown = [(placed[k], s, e) for k, s, e in spans if not placed[k].hidden]
    for n, (one, start, end) in enumerate(shown):
        assert one.lane + one.width <= one.lanes <= lanes.MOST
        for other, start2, end2 in shown[n + 1 :]:
            if start < end2 and start2 < end:
                assert one.lanes == other.lanes
                assert one.lane + one.width <= other.lane or other.lane + other.width <= one.lane


@settings(max_examples=80, deadline=None)
@given(SPANS)
def test_a_visit_is_hidden_only_behind_three_others(spans):
    placed = {p.key: p for p in lanes.place(spans)}
    for key, start, _ in spans:
        if placed[key].hidden:
            assert sum(s <= start < e for k, s, e in spans if k != key and not placed[k].hidden) >= 3


def test_a_lonely_visit_has_the_whole_column():
    assert lanes.place([(1, 540, 600)]) == [lanes.Placed(1, 0, 1, 1)]


def test_a_visit_widens_over_lanes_that_are_free_beside_it():
    placed = {p.key: p for p in lanes.place([(1, 540, 600), (2, 540, 570), (3, 570, 660), (4, 600, 660)])}
    assert (placed[1].width, placed[2].width) == (1, 1)
    assert {placed[3].lane, placed[4].lane} == {0, 1}


@given(st.integers(0, 1440), st.sampled_from((1, 5)), st.floats(0.75, 3))
def test_a_minute_comes_back_from_its_height(minute, snap, per_minute):
    scale = geometry.Scale(0, 1440, per_minute)
    assert scale.minute(scale.y(minute), snap=1) == minute
    assert scale.minute(scale.y(minute), snap=snap) % snap == 0


@given(st.sampled_from(list(Act)), st.integers(0, 283), st.integers(1, 40), st.floats(-300, 1800), st.sampled_from((1, 5)), st.integers(0, 5))
def test_whatever_a_hand_does_stays_within_the_day_and_lasts_five_minutes(act, fifth, fives, minute, snap, track):
    at = Place(1, 5 * fifth, min(1440, 5 * fifth + 5 * fives))
    held = drag.held_at(Grip(act, at, 3), track, minute, snap)
    assert 0 <= held.start < held.end <= 1440
    assert held.minutes >= drag.LEAST
    assert held.track == (track if act is Act.MOVE else 1)
    if act is Act.MOVE:
        assert held.minutes == at.minutes
    if act is Act.TOP:
        assert held.end == at.end
    if act is Act.BOTTOM:
        assert held.start == at.start


def test_a_move_snaps_to_five_minutes_and_with_shift_to_one():
    grip = Grip(Act.MOVE, Place(0, 600, 645), grab=10)
    assert drag.held_at(grip, 2, 733.4) == Place(2, 725, 770)
    assert drag.held_at(grip, 2, 733.4, drag.FINE) == Place(2, 723, 768)


def test_a_stretch_can_be_drawn_upwards_too():
    grip = Grip(Act.CREATE, Place(0, 600, 605))
    assert drag.held_at(grip, 0, 560) == Place(0, 560, 600)
    assert drag.held_at(grip, 0, 655) == Place(0, 600, 655)


def test_a_press_is_a_drag_from_six_pixels_on():
    assert drag.Press(10, 10).is_click(15, 15)
    assert not drag.Press(10, 10).is_click(10, 16)


@pytest.mark.parametrize(("y", "height", "act"), [(2, 60, Act.TOP), (30, 60, Act.MOVE), (57, 60, Act.BOTTOM), (1, 12, Act.MOVE), (11, 12, Act.BOTTOM)])
def test_both_ends_of_a_visit_are_handles_and_a_short_one_has_the_lower(y, height, act):
    assert drag.act_at(y, height) is act


@given(st.integers(0, 287), st.integers(1, 30), st.integers(-300, 300), st.integers(-300, 300))
def test_keys_never_make_a_visit_shorter_than_five_minutes(fifth, fives, top, bottom):
    at = Place(0, min(5 * fifth, 1430), min(1440, min(5 * fifth, 1430) + 5 * fives))
    made = drag.stretched(at, top=top, bottom=bottom)
    assert 0 <= made.start < made.end <= 1440
    assert made.minutes >= drag.LEAST


def test_keys_stop_at_the_edges_of_the_grid():
    assert drag.stepped(Place(0, 10, 55), -1, -15, 4) == Place(0, 0, 45)
    assert drag.stepped(Place(3, 1400, 1440), 1, 15, 4) == Place(3, 1400, 1440)


def test_what_is_seen_scrolls_only_near_its_edges():
    assert [drag.pull(p, 600) for p in (5, 300, 590)] == [-1, 0, 1]


def test_midnight_at_the_end_of_a_day_is_the_day_before_as_well():
    day = date(2026, 11, 24)
    assert geometry.minute_on(datetime(2026, 11, 25), day) == 1440
    assert geometry.moment_on(day, 1440) == datetime(2026, 11, 25)


@pytest.mark.parametrize(("choices", "told"), [
    ((), "Nobody is booked there."), ((-1,), "1 visit is booked there. It stays under the block."), ((0,), "1 visit is booked there. It gets another time."),
    ((0, 1, -1), "3 visits are booked there: 2 get another time, 1 stays under the block."), ((-2, -2), "2 visits are booked there: 2 go to the tray."),
])  # fmt: skip
def test_what_becomes_of_the_visits_under_a_block_is_told_as_it_is_chosen(choices, told):
    assert _told([Fate(Hit(None, None), choice) for choice in choices]) == told
