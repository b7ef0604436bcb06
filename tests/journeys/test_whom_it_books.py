"""Whom a key books is said before it is pressed, and the same keys again never book somebody else."""

from __future__ import annotations

import pytest

from frontdesk.domain.appointment import Status
from frontdesk.domain.inquiry import State
from frontdesk.domain.plain import name
from frontdesk.services import inquiries
from frontdesk.ui.widgets.safe_text import PlainLabel
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window


def state(hands, key: int) -> State:
    return hands.ask(lambda desk: inquiries.case(desk, inquiry_id=key)).inquiry.state


def test_b_1_twice_books_one_person_once_and_a_held_time_is_booked_with_space(hands):
    inbox = hands.section("inbox")
    first, before = inbox.case.inquiry, hands.ask(rows)
    assert inbox.panel.title.whole == f"Book {name(first.name)}"
    hands.press("B", "1", "B", "1")
    assert len(hands.ask(rows)["appointment"]) == len(before["appointment"]) + 1
    assert state(hands, first.id) is State.BOOKED
    assert inbox.case.inquiry.id == first.id
    assert inbox.booked_card.title.whole == f"{name(first.name)} is booked"
    assert inbox.message.book.kind == "secondary", "what is done next is the next inquiry"
    assert f"{name(first.name)} is booked already" in hands.snack
    hands.press("J")
    second = inbox.case.inquiry
    assert second.id != first.id
    assert first.id not in [item.key for item in inbox.list.rows.items]
    assert (inbox.panel.title.whole, inbox.message.book.kind) == (f"Book {name(second.name)}", "primary")
    assert hands.focus is inbox.list
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before

    # The same times in the calendar: one is held until they have said yes, then booked with its letter.
    hands.press("C")
    calendar = hands.section("calendar")
    assert calendar.left.tray.current_item().key == second.id
    hands.press("H")
    held = next(v for v in calendar.view.visits if v.appointment.status is Status.HELD and v.appointment.inquiry_id == second.id)
    assert (held.patient_name, calendar.left.tray.current_item(), calendar.life.visit_panel.next.text()) == (second.name, None, "Book")
    assert "Held: " in hands.snack
    hands.press("Space")
    assert state(hands, second.id) is State.BOOKED
    assert len(hands.ask(rows)["letter"]) == len(before["letter"]) + 1
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_line_for_a_free_time_says_for_whom_and_asks_where_nobody_is_open(hands):
    palette, before = hands.window.palette_box, hands.ask(rows)
    who = hands.section("inbox").case.inquiry.name
    hands.press("Ctrl+K")
    hands.type("45 oka tue pm")
    hands.wait(quiet=0.3)
    assert f"for {name(who)}" in palette._rows[0].accessibleName()
    assert f"book for {name(who)}" in palette.foot.whole
    hands.press("Esc", "Ctrl+2", "Ctrl+K")
    hands.type("45 oka tue pm")
    hands.wait(quiet=0.3)
    assert "asks for whom" in palette._rows[0].accessibleName()
    hands.press("Return")
    calendar = hands.section("calendar")
    assert hands.focus is calendar.side.person
    hands.type("Ada Sand")
    assert calendar.panel.title.whole == f"Book {name('Ada Sand')}"
    assert hands.ask(rows) == before
    hands.press("Return", "Return")  # the number may stay empty
    assert "Ada Sand" in hands.snack
    assert len(hands.ask(rows)["appointment"]) == len(before["appointment"]) + 1

    # Somebody who is on file already gets the visit, and no second record.
    people = hands.ask(rows)["patient"]
    hands.press("N", "3")
    assert (calendar.side.person.text(), calendar.panel.list.current) == ("", 2)
    assert hands.window.status.keys[0] == ("1–5", "choose a time")
    calendar.side.person.setText("12")
    assert hands.window.status.keys[0] != ("1–5", "choose a time")
    hands.press("Return", "Return")
    assert "“12” is no name" in hands.snack
    assert hands.ask(rows)["patient"] == people
    calendar.side.person.setFocus()
    hands.press("Ctrl+A")
    hands.type("Frank Moretti")
    hands.wait(quiet=0.4)
    hands.press("Alt+Return")
    assert calendar.panel.title.whole == f"Book {name('Frank Moretti')}"
    assert hands.focus is calendar.grid
    hands.press("1")
    assert "Booked: Frank Moretti" in hands.snack

    # A booking for nobody yet gives way to the visit that is chosen meanwhile; a name that was begun does not.
    visit = calendar.view.visits[0]
    for begun, panel in (("", False), ("Ada", True)):
        hands.press("N")
        hands.type(begun)
        calendar.grid.focus_visit(visit.appointment.id)
        hands.press("Return")
        assert (calendar.panel.isVisible(), calendar.life.visit_panel.isVisible()) == (panel, not panel), begun
    assert calendar.person.text() == "Ada"
    hands.press("Ctrl+Shift+H")
    assert f"Book a visit: {name('Frank Moretti')}" in [label.whole for label in hands.window.history.findChildren(PlainLabel)]
    assert hands.ask(rows)["patient"] == people


def test_each_section_has_its_own_search_and_whoever_comes_back_finds_everybody(hands):
    inbox, found = hands.section("inbox"), hands.section("patients")
    hands.press("/")
    hands.type("kowal")
    assert [item.title for item in inbox.list.rows.items] == [name("Stefan Kowal")]
    hands.press("Return", "Ctrl+4")
    assert found.search.text() == ""
    hands.type("dub")
    hands.press("Ctrl+1")
    assert len(inbox.list.rows.items) > 1
    assert not inbox.queue.filter_field.isVisible()
    hands.press("Ctrl+4")
    assert (found.search.text(), hands.focus) == ("", found.search)

    # What a clinician wants first, and how to prepare, is said where the time is chosen.
    hands.press("Ctrl+1")
    inbox.list.choose_key(next(row.id for row in inbox.queue.rows if row.inquiry.name == "Tom Adeyemi"))
    hands.wait()
    assert "said: imaging first. Tell them: " in inbox.panel.hint.text()
