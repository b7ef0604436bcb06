"""The panels at the right of the calendar: Enter does what is seen, once; the foot names the keys of the panel that has the keyboard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.services import follow_ups
from tests.journeys.test_life_of_a_visit import at
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
