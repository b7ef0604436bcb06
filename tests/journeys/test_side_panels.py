"""The panels at the right of the calendar: Enter does what is seen, once; the foot names the keys of the panel that has the keyboard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.services import calendar, follow_ups
from tests.journeys.test_life_of_a_visit import at, now_of
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window


def foot(hands) -> str:
    return ", ".join(words for _, words in hands.window.status.keys)


def test_enter_in_a_gap_of_a_series_looks_anew_and_books_nothing_that_is_not_seen(hands):
    at(hands, "Elena Petrova")
    panel, before = hands.section("calendar").life.series_panel, hands.ask(rows)
    hands.press("S")
    days = [s.day for s in panel.proposal.steps]
    panel.fields["ideal"].setFocus()
    hands.press("Ctrl+A")
    hands.type("28")
    hands.press("Return")
    assert hands.ask(rows) == before
    assert panel.go.isEnabled()
    assert [s.day for s in panel.proposal.steps] != days
    hands.press("Return")
    assert "Booked: 7 visits" in hands.snack
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_enter_twice_in_a_hurry_asks_for_one_follow_up(hands):
    at(hands, "Grace Liu")
    before = len(hands.ask(follow_ups.cards))
    hands.press("U")
    hands.type("6")
    for _ in range(2):
        QTest.keyClick(hands.window.windowHandle(), Qt.Key.Key_Return)
    hands.wait()
    assert len(hands.ask(follow_ups.cards)) == before + 1


@pytest.mark.parametrize(("key", "told"), [
    ("Del", "reason, note, cancel it, keep it"), ("S", "date, another time, to the tray, book them, leave"), ("U", "next field, to the tray, leave"),
    ("Shift+B", "next field, visit, another time, block it, leave"),
])  # fmt: skip
def test_the_foot_names_the_keys_of_the_panel_until_it_is_left(hands, key, told):
    at(hands, "Elena Petrova")
    assert foot(hands).startswith("time, next visit")
    hands.press(key)
    assert foot(hands) == told
    hands.press("Esc")
    assert foot(hands).startswith("time, next visit")


def test_where_the_day_has_no_time_left_one_key_leads_to_the_others(hands):
    section = hands.section("calendar")
    hands.press("Ctrl+2")
    hands.now += timedelta(hours=6)
    hands.press("B")
    panel = section.panel
    assert not panel.list.slots
    assert panel._nothing_free() == "No 45 minutes free on Tue 24 Nov."
    assert not panel.hold.isEnabled()
    hands.press("Down")
    assert panel.list.slots
    assert panel.hold.isEnabled()
    assert all(s.start > datetime(2026, 11, 24, 17, 42) for s in panel.list.slots)
    hands.press("Esc", "B")
    assert not panel.list.slots
    section.grid.setFocus()
    hands.press("]")
    assert panel.list.slots
    hands.press("Esc")
    hands.now -= timedelta(hours=6)  # the window is the next test's as well


def test_tab_from_the_grid_goes_into_an_open_call_and_never_behind_it(hands):
    at(hands, "Elena Petrova")
    grid = hands.section("calendar").grid
    hands.press("F2")
    call = hands.window.call
    for way in ("Tab", "Shift+Tab"):
        grid.setFocus()
        for _ in range(60):
            hands.press(way)
            assert not call.hides(hands.focus), hands.focus.accessibleName()
            if call.isAncestorOf(hands.focus):
                break
    assert call.isAncestorOf(hands.focus)
    hands.press("Esc")
    assert not call.isVisible()


def test_an_hour_that_a_mark_would_lie_over_is_not_written(hands):
    section = hands.section("calendar")
    hands.press("Ctrl+2")
    gutter, grid = section.grid.parent().parent().gutter, section.grid
    grid.setFocus()
    grid.spot = (0, 13 * 60)
    assert "3 pm" in [words for _, words in gutter.hours()]
    grid.spot = (0, 15 * 60 + 5)
    assert [words for _, words in gutter.hours() if words in ("2 pm", "3 pm", "4 pm")] == ["2 pm", "4 pm"]


@pytest.mark.own_window
def test_on_a_narrow_window_a_digit_moves_to_a_time_that_is_seen(hands):
    """One pane at a time: the free times stand on the grid, scrolled to; those of another day are listed instead."""
    before, section = hands.ask(rows), hands.section("calendar")
    hands.window.resize(860, 700)
    hands.wait()
    frank = at(hands, "Frank Moretti")
    hands.press("M")
    grid = section.grid
    assert grid.slots
    assert not section.panel.isVisible()
    assert grid.visibleRegion().contains(grid.rect_of_slot(grid.slots[0]).toRect())
    there = grid.slots[0].start
    hands.press("1")
    assert now_of(hands, frank).start == there
    hands.press("Ctrl+Z")
    hands.press("Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgDown", "Tab")
    key = section.chosen.appointment.id
    hands.press("M")
    assert section.panel.list.isVisible()
    assert hands.focus is section.panel.list
    there = section.panel.list.slots[1].start
    hands.press("2")
    assert hands.ask(lambda desk: calendar.get(desk, appointment_id=key)).start == there
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


@pytest.mark.own_window
def test_on_a_low_window_the_button_that_books_is_in_sight_and_so_is_the_date_that_is_chosen(hands):
    section = hands.section("calendar")
    hands.window.resize(1366, 640)
    hands.wait()
    at(hands, "Elena Petrova")
    hands.press("S")
    panel = section.life.series_panel
    room = section.side.scrolling.viewport()
    for row in range(len(panel.dates.rows.items)):
        panel.dates.setCurrentIndex(panel.dates.rows.index(row, 0))
        hands.wait()
        place = panel.dates.visualRect(panel.dates.currentIndex())
        assert room.rect().contains(place.translated(panel.dates.viewport().mapTo(room, place.topLeft()) - place.topLeft()).adjusted(0, 2, 0, -2))
        assert panel.go.visibleRegion().boundingRect() == panel.go.rect()
    hands.press("Esc")
    hands.press("Del", "Tab", "Tab", "Tab")
    assert hands.focus.text() == "Cancel it"
    assert foot(hands) == "reason, note, cancel it, keep it"
    hands.press("Esc")
    at(hands, "Frank Moretti")
    hands.press("S")  # one that is booked has no rules to set any more, and no other times
    assert not panel.rules.isVisible()
    assert not panel.hint.after.isVisible()
