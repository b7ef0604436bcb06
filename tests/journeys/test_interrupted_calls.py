"""The phone rings while somebody is on the phone: twice. Nothing that was typed is lost, every caller is in the queue, by keys alone."""

from __future__ import annotations

import time
from datetime import timedelta

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from frontdesk.domain.inquiry import Source, State, Tab
from frontdesk.services import inquiries, patients


def open_call(hands):
    call = hands.window.call
    return call.who.text(), call.phone.text(), call.line.toPlainText()


def waiting(hands):
    return [d.name for d in hands.ask(inquiries.call_drafts)]


def test_a_call_is_interrupted_by_two_others_and_each_is_finished_in_turn(hands):
    before = hands.focus
    hands.press("F2", "Ctrl+S")
    assert hands.snack.startswith("Type who called")
    hands.press("Esc")
    assert hands.focus is before
    hands.press("F2")
    hands.type("Walter Rusk")
    hands.press("Tab")
    hands.type("5125550190")
    hands.press("Tab")
    hands.type("left knee 7/10")
    first = open_call(hands)
    hands.wait(quiet=0.4)
    call, side = hands.window.call, hands.section(hands.window.current).panes.side_shown()
    assert (call.width(), call.mapToGlobal(call.rect().topLeft())) == (side.width(), side.mapToGlobal(side.rect().topLeft())), "nothing but the side is covered"
    assert hands.window.call.line.marked() == [(1, "left knee"), (2, "7/10")]
    assert ("Ctrl S", "save as inquiry") in hands.window.status.keys

    for key in ("Tab", "Shift+Tab"):  # round and round, and never to what lies behind it
        for _ in range(14):
            hands.press(key)
            assert call.isAncestorOf(hands.focus), hands.focus
    call.line.setFocus()

    # The second line rings in the middle of a word, then the third.
    pressed = hands.pressed
    hands.press("F2")
    assert hands.pressed - pressed == 1
    assert open_call(hands) == ("", "", "")
    hands.type("Odile Brun")
    hands.press("F2")
    hands.type("Pat Quill")
    hands.press("Tab", "Tab")
    hands.type("asks about fees")
    assert waiting(hands) == ["Walter Rusk", "Odile Brun"]

    # The third is brief: saved with one key. Back to the one before with one key each, every word in its place.
    hands.press("Ctrl+S")
    pressed = hands.pressed
    hands.press("Shift+F2")
    assert hands.pressed - pressed == 1
    assert open_call(hands)[0] == "Odile Brun"
    hands.press("Shift+F2")
    assert open_call(hands) == first
    hands.press("Shift+F2")
    assert open_call(hands)[0] == "Odile Brun"
    hands.press("Tab", "Tab")
    hands.type("hip since spring")
    hands.press("Ctrl+S", "Shift+F2")
    assert open_call(hands) == first
    hands.press("Ctrl+Return")
    assert "Booked: Walter Rusk" in hands.snack
    assert hands.focus is before
    assert waiting(hands) == []
    hands.press("Shift+F2")
    assert "No call is waiting" in hands.snack

    found = {i.name: i for who in ("Walter Rusk", "Odile Brun", "Pat Quill") for i in hands.ask(lambda desk, who=who: inquiries.search(desk, text=who))}
    assert {i.source for i in found.values()} == {Source.PHONE}
    assert [found[n].state for n in ("Walter Rusk", "Odile Brun", "Pat Quill")] == [State.BOOKED, State.NEW, State.NEW]


def test_a_fourth_call_is_not_swallowed_when_three_are_waiting(hands):
    hands.press("F2")
    hands.type("Ada One")
    for line in ("left hip, 7/10 since last winter", "left hip, 7/10 since May"):
        hands.now += timedelta(minutes=1)
        hands.press("F2", "Tab", "Tab")
        hands.type(line)
    hands.press("F2")
    hands.type("Dov Four")
    chips = [hands.window.top.drafts.itemAt(n).widget().text().replace("\u2068", "").replace("\u2069", "") for n in range(hands.window.top.drafts.count())]
    assert chips == ["Call, Ada One", "Call, “left hip, 7/10 sinc…”, 10:43 am", "Call, “left hip, 7/10 sinc…”, 10:44 am"]
    hands.press("Esc")
    assert "Three calls are open already" in hands.snack
    assert open_call(hands)[0] == "Dov Four"
    assert hands.window.call.isVisible()
    hands.press("Ctrl+S")
    assert waiting(hands) == ["Ada One", "", ""]
    assert "Dov Four" in [row.inquiry.name for row in hands.ask(lambda desk: inquiries.inbox(desk, tab=Tab.TODO))]


def at_once(hands, *keys):
    """Keys that wait for no answer, while the desk is held up as by an import: a combination, or words."""
    hands.app.jobs.ask(lambda desk: time.sleep(0.3))
    for key in keys:
        if key.startswith(("F2", "Ctrl", "Esc", "Tab")):
            combination = QKeySequence(key)[0]
            QTest.keyClick(hands.window.windowHandle(), combination.key(), combination.keyboardModifiers())
        else:
            for letter in key:
                QTest.keyClick(hands.window.windowHandle(), letter)


def found(hands, text):
    return [one.text for one in hands.ask(lambda desk: inquiries.search(desk, text=text))]


def test_a_call_being_saved_takes_nothing_with_it_of_the_next(hands):
    at_once(hands, "F2", "Ada One", "Tab", "Tab", "left knee", "Ctrl+S", "Ctrl+S", "F2", "Dov Two", "Tab", "5125550190")
    hands.wait(quiet=0.4)
    assert open_call(hands) == ("Dov Two", "5125550190", "")
    assert hands.window.call.isVisible()
    assert (found(hands, "Ada One"), waiting(hands)) == (["left knee"], [])

    # The next call has nobody's name in it: nobody is offered for it.
    at_once(hands, "F2")
    hands.wait(quiet=0.4)
    caller = hands.window.call.caller
    assert (open_call(hands), caller.matches.count(), caller.known) == (("", "", ""), 0, None)

    # One that cannot be saved is not lost, though another is open by then.
    hands.type("Eve Three")
    hands.window.call._send(lambda desk: (time.sleep(0.3), inquiries.case(desk, inquiry_id=0)), print)  # refused only after the keys below
    at_once(hands, "Ctrl+S", "F2", "Fay Four")
    hands.wait()
    assert (open_call(hands)[0], waiting(hands)) == ("Fay Four", ["Dov Two", "Eve Three"])
    at_once(hands, "F2", "Gil Five")
    hands.wait()
    hands.window.top.search.setFocus()
    hands.press("F2")
    assert "Three calls are open already" in hands.snack
    hands.type("E")
    assert open_call(hands) == ("Gil Five", "", "E"), "what is typed then runs as no command"

    # Booked in the week while they wait: the keyboard is at the new visit, not at the first of them.
    hands.press("Ctrl+S", "Ctrl+2", "V", "N")
    hands.type("Hal Six")
    hands.press("Return", "Return")
    assert "Booked: Hal Six" in hands.snack
    section = hands.section("calendar")
    assert section.grid.focused_block() is hands.focus
    assert section.chosen.patient_name == "Hal Six"
    hands.press("Ctrl+Z")
    assert "Taken back" in hands.snack, hands.snack
    hands.press("Ctrl+Shift+Z")
    assert "Hal Six" in [v.patient_name for view in section.views for v in view.visits]


def test_a_whole_letter_pasted_into_a_call_holds_nobody_up_and_the_next_call_begins_at_its_top(hands):
    hands.press("F2")
    call = hands.window.call
    call.line.setPlainText("left knee 7/10, since May. " * 800)
    hands.wait(quiet=0.5)
    marked = call.line.marked()
    assert 100 < len(marked) < 600, "as much is read as somebody types; the rest once it is saved"
    bar = call.scrolling.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    hands.press("F2")
    assert (bar.value(), hands.focus) == (0, call.who)
    hands.press("Esc")


def test_calls_that_wait_are_there_again_after_a_restart(hands, clinic):
    one = hands.ask(lambda desk: patients.search(desk, text="robert imani")[0].patient)
    hands.press("F2")
    hands.type("robert imani")
    hands.wait(quiet=0.4)
    hands.press("Return")
    assert hands.window.call.caller.known == one.id
    hands.press("F2")
    hands.type("Ada One")
    hands.window.close()
    hands.wait()
    assert waiting(hands) == ["Robert Imani", "Ada One"]
    hands.close()
    again = type(hands)(clinic, now=hands.now)
    try:
        again.press("Shift+F2", "Shift+F2")
        assert open_call(again)[0] == "Robert Imani"
        assert again.window.call.caller.known == one.id, "who it is was said before; it is not asked again"
    finally:
        again.close()


def test_why_it_is_not_for_us_is_one_digit_and_taken_back_with_one_key(hands):
    inbox = hands.section("inbox")
    key, who = inbox.case.inquiry.id, inbox.case.inquiry.name
    pressed = hands.pressed
    hands.press("Shift+E", "2")
    assert hands.pressed - pressed == 2
    assert hands.snack.startswith("Not for us: ")
    told = hands.ask(lambda desk: inquiries.case(desk, inquiry_id=key)).inquiry
    assert (told.name, told.state, told.closed_reason) == (who, State.NOT_FOR_US, "Too far away")
    hands.press("Ctrl+Z")
    assert hands.ask(lambda desk: inquiries.case(desk, inquiry_id=key)).inquiry.state is State.NEW


def test_the_list_of_who_waits_for_a_call_is_worked_through_by_keys(hands):
    inbox = hands.section("inbox")
    hands.press("Shift+L")
    listed = [item.key for item in inbox.list.rows.items]
    assert listed
    assert all(row.to_call for row in inbox.queue.rows if row.id in listed)
    key, who = inbox.case.inquiry.id, inbox.case.inquiry.name
    pressed = hands.pressed
    hands.press("L", "2")
    assert hands.pressed - pressed == 2
    assert "Called, no answer" in hands.snack
    assert key not in [item.key for item in inbox.list.rows.items]
    told = hands.ask(lambda desk: inquiries.case(desk, inquiry_id=key))
    assert (told.inquiry.name, told.inquiry.state, [n.text for n in told.notes][-1]) == (who, State.SNOOZED, "Called: no answer")
    hands.press("Ctrl+Z", "Shift+L")
    assert len(inbox.list.rows.items) > len(listed)
