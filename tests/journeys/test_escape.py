"""Esc closes what lies on top, and the keyboard is where it was before: the next key meets what the desk looks at."""

from __future__ import annotations

import pytest

from frontdesk.services import patients
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window


@pytest.mark.parametrize("typed", ["", "del", "zzqq"])
def test_the_finder_is_closed_with_one_key_whatever_was_typed(hands, typed):
    hands.press("Ctrl+1")
    before = hands.focus
    hands.press("Ctrl+K")
    hands.type(typed)
    hands.wait()
    assert hands.window.palette_box.isVisible()
    hands.press("Esc")
    assert not hands.window.palette_box.isVisible()
    assert hands.focus is before


@pytest.mark.parametrize("key", ["?", "Ctrl+Shift+H", "Ctrl+Shift+A"])
def test_after_a_sheet_is_closed_the_next_key_takes_out_no_fact(hands, key):
    hands.press("Ctrl+1", "J")
    before, stored = hands.focus, hands.ask(rows)
    hands.press(key, "Esc")
    assert hands.focus is before
    hands.press("Del")
    assert hands.ask(rows) == stored


def test_who_is_being_placed_is_put_back_from_any_section_as_its_foot_says(hands):
    hands.press("Ctrl+2")
    calendar = hands.section("calendar")
    calendar.grid.focus_visit(next(v for v in calendar.view.visits if v.patient_name == "Frank Moretti").appointment.id)
    hands.wait()
    hands.press("M", "Ctrl+5")
    assert "Frank Moretti" in hands.window.status.carrying
    hands.press("Esc", "Esc")
    assert (hands.window.status.carrying, calendar.carrying) == ("", {})


def test_a_booking_that_is_left_chooses_nobody_of_the_day(hands):
    hands.press("Ctrl+1", "Ctrl+2", "PgDown", "PgUp")
    calendar = hands.section("calendar")
    calendar.one.forget()
    calendar.grid.setFocus()
    stored = hands.ask(rows)
    hands.press("N", "Esc")
    assert calendar.carrying == {}
    assert calendar.chosen is None
    assert hands.focus is calendar.grid, "the keys are at the grid's cursor, on nobody"
    hands.press("Del")
    assert hands.ask(rows) == stored


def test_a_note_is_kept_by_ctrl_enter_too(hands):
    hands.press("Ctrl+4")
    hands.type("Weiss")
    hands.press("Down", "I")
    hands.type("Prefers the back door")
    hands.press("Ctrl+Return")
    section = hands.section("patients")
    assert section._editing is None
    key = section.record.patient.id
    kept = hands.ask(lambda desk: patients.record(desk, patient_id=key).notes)
    assert kept[0].text == "Prefers the back door"
