"""The palette as a finder of free times: one typed line, read back, booked or looked at."""

from __future__ import annotations

import pytest

from frontdesk.domain.inquiry import Tab
from frontdesk.services import calendar, inquiries
from frontdesk.ui.shell.palette import FinderChips
from frontdesk.ui.widgets.controls import Button
from tests.journeys.pointer import click
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window

LINE = "45 oka r2 tue pm"


def chips(hands) -> list[str]:
    finder = hands.window.palette_box.findChild(FinderChips)
    return [button.text() for button in finder.findChildren(Button) if button.isVisible()]


def test_a_free_time_is_found_and_booked_for_the_inquiry_that_stands_open_within_the_budget(hands):
    before = hands.ask(rows)
    hands.press("Ctrl+1")
    waiting = hands.ask(lambda desk: inquiries.inbox(desk, tab=Tab.TODO))[0].inquiry
    pressed = hands.pressed
    hands.press("Ctrl+K")
    hands.type(LINE)
    hands.wait(quiet=0.3)
    assert chips(hands) == ["45 min", "Dr Okafor", "Room 2", "Tuesdays", "12–6 pm"]
    hands.press("Return")
    assert hands.pressed - pressed <= 18
    booked = next(r.inquiry for r in hands.ask(lambda desk: inquiries.inbox(desk, tab=Tab.BOOKED)) if r.inquiry.id == waiting.id)
    one = hands.ask(lambda desk: calendar.visit(desk, appointment_id=booked.appointment_id)).appointment
    house = hands.window.context.house
    assert (house.clinician(one.clinician_id).short, house.room(one.room_id).name, one.start.weekday()) == ("Dr Okafor", "Room 2", 1)
    assert one.start.hour >= 12
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_the_second_time_is_taken_with_its_own_key(hands):
    hands.press("Ctrl+3", "Ctrl+K")
    hands.type("oka tomorrow")
    hands.wait(quiet=0.3)
    assert "asks for whom" in hands.window.palette_box._rows[0].accessibleName(), "the day sheet has nobody open"
    hands.press("Esc", "Ctrl+1", "Ctrl+K")
    hands.type("oka tomorrow")
    hands.wait(quiet=0.3)
    second = hands.window.palette_box._rows[1].entry.title
    hands.press("Alt+2")
    assert second.split(",")[0] in hands.snack


def test_tab_shows_the_time_in_the_calendar_and_books_nothing(hands):
    before = hands.ask(rows)["appointment"]
    hands.press("Ctrl+2", "Ctrl+K")
    hands.type(LINE)
    hands.wait(quiet=0.3)
    hands.press("Tab")
    section = hands.section("calendar")
    assert hands.window.current == "calendar"
    assert section.panel.isVisible()
    assert section.panel.wish.clinician_id is not None
    assert hands.ask(rows)["appointment"] == before

    # The same line offers to keep that time free: the panel asks how long and for what.
    hands.press("Ctrl+K")
    hands.type(LINE)
    hands.wait(quiet=0.3)
    row = next(row for row in hands.window.palette_box._rows if row.entry.title == "Block time for Dr Okafor")
    click(hands, row)
    panel = section.life.block_panel
    assert (panel.isVisible(), panel.whose.currentText(), hands.focus) == (True, "Dr Okafor", panel.name)
    assert hands.ask(rows)["appointment"] == before


def test_a_part_that_was_read_is_dropped_with_a_click(hands):
    hands.press("Ctrl+K")
    hands.type(LINE)
    hands.wait(quiet=0.3)
    finder = hands.window.palette_box.findChild(FinderChips)
    next(b for b in finder.findChildren(Button) if b.text() == "Room 2").click()
    hands.wait(quiet=0.3)
    assert hands.window.palette_box.field.text() == "45 oka tue pm"
    assert "Room 2" not in chips(hands)


def test_where_nothing_is_free_the_line_says_what_stands_in_the_way(hands):
    hands.press("Ctrl+K")
    hands.type("oka sun pm")
    hands.wait(quiet=0.3)
    titles = [row.entry.title for row in hands.window.palette_box._rows]
    assert "Any day" in titles
    hands.press("Esc")


def test_a_date_is_gone_to(hands):
    hands.press("Ctrl+K")
    hands.type("+6w")
    hands.wait(quiet=0.3)
    hands.press("Return")
    assert hands.window.current == "calendar"
    assert hands.section("calendar").day.isoformat() == "2027-01-05"
