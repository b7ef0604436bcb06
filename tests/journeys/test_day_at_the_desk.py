"""The day at the desk, by keys: calls, check-in, booking on the grid, letters, notes; counted against the budgets of the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from frontdesk.domain.appointment import Status
from frontdesk.domain.fact import Fact
from frontdesk.domain.inquiry import Source, Tab
from frontdesk.services import calendar, inquiries, letters, patients
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window


def test_a_call_is_logged_and_booked_within_its_budget(hands):
    line = "left knee 7/10, 2 yrs, meniscus op 2024, wants brandt"
    hands.press("Ctrl+2")
    before, pressed = hands.ask(rows), hands.pressed
    hands.press("F2")
    hands.type("Wanda Finkel")
    hands.press("Tab")
    hands.type("5125550190")
    hands.press("Tab")
    hands.type(line)
    hands.wait(quiet=0.4)
    kinds = {f.fact.kind for f in hands.window.call.facts.facts}
    assert {"body_site", "pain_score"} <= kinds
    content = len("Wanda Finkel") + len("5125550190") + len(line)
    hands.press("Ctrl+Return")
    assert hands.pressed - pressed == content + 4  # F2, Tab, Tab, Ctrl+Enter
    assert "Wanda Finkel" in hands.snack
    after = hands.ask(rows)
    assert len(after["appointment"]) == len(before["appointment"]) + 1
    assert not hands.window.call.isVisible()
    booked = [row for row in hands.ask(lambda desk: inquiries.inbox(desk, tab=Tab.BOOKED)) if row.inquiry.source is Source.PHONE]
    assert [(r.inquiry.name, r.inquiry.text, r.inquiry.phone) for r in booked] == [("Wanda Finkel", line, "5125550190")]
    who = hands.ask(lambda desk: patients.get(desk, patient_id=booked[0].inquiry.patient_id))
    assert (who.given_name, who.family_name) == ("Wanda", "Finkel")
    visit = hands.ask(lambda desk: calendar.visit(desk, appointment_id=booked[0].inquiry.appointment_id))
    assert hands.window.context.house.clinician(visit.appointment.clinician_id).short == "Dr Brandt"


def test_a_call_is_saved_into_the_same_queue(hands):
    hands.press("F2")
    hands.type("Otto Sand")
    hands.press("Tab", "Tab")
    hands.type("asks for the opening hours")
    hands.press("Ctrl+S")
    waiting = hands.ask(lambda desk: inquiries.inbox(desk, tab=Tab.TODO))
    assert "Otto Sand" in [r.inquiry.name for r in waiting]


@pytest.mark.own_window
def test_a_call_that_is_interrupted_loses_no_word_even_over_a_restart(hands):
    hands.press("F2")
    hands.type("Ruth Ost")
    hands.press("Tab", "Tab")
    hands.type("right hip since spring")
    hands.press("Esc")
    assert not hands.window.call.isVisible()
    drafts = hands.ask(inquiries.call_drafts)
    assert [(d.name, d.text) for d in drafts] == [("Ruth Ost", "right hip since spring")]
    chip = hands.window.top.drafts.itemAt(0).widget()
    chip.click()
    hands.wait()
    assert hands.window.call.who.text() == "Ruth Ost"
    assert hands.window.call.line.toPlainText() == "right hip since spring"


def test_space_checks_in_the_next_who_is_expected(hands):
    hands.press("Ctrl+2")
    view = hands.section("calendar").view
    expected = min((v for v in view.visits if v.appointment.status is Status.BOOKED), key=lambda v: v.appointment.start)
    pressed = hands.pressed
    hands.press("Space")
    assert hands.pressed - pressed == 1
    visit = hands.ask(lambda desk: calendar.visit(desk, appointment_id=expected.appointment.id))
    assert visit.appointment.status is Status.WAITING
    assert expected.patient_name in hands.snack
    hands.press("Ctrl+Z")
    visit = hands.ask(lambda desk: calendar.visit(desk, appointment_id=expected.appointment.id))
    assert visit.appointment.status is Status.BOOKED


def test_enter_books_the_free_time_that_is_lit_on_the_grid(hands):
    inbox = hands.section("inbox")
    who, key = inbox.case.inquiry.name, inbox.case.inquiry.id
    hands.press("C")
    grid = hands.section("calendar").grid
    assert hands.window.current == "calendar"
    assert grid.slots
    lit = grid.slots[grid.current_slot]
    before = hands.ask(rows)
    hands.press("Return")
    booked = hands.ask(lambda desk: inquiries.case(desk, inquiry_id=key))
    assert booked.visit.appointment.start == lit.start
    assert booked.patient.name == who
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_click_a_card_then_click_a_free_time_books_it(hands):
    hands.press("Ctrl+2")
    section = hands.section("calendar")
    tray = section.tray
    item = tray.rows.items[1]
    QTest.mouseClick(tray.viewport(), Qt.MouseButton.LeftButton, pos=tray.visualRect(tray.rows.index(1, 0)).center())
    hands.wait()
    assert section.carrying["inquiry"] == item.key
    slot = section.grid.slots[-1]
    section.area.ensureVisible(*[int(v) for v in section.grid.ghost_rect(slot).center().toTuple()])
    QTest.mouseClick(section.grid, Qt.MouseButton.LeftButton, pos=section.grid.ghost_rect(slot).center().toPoint())
    hands.wait()
    case = hands.ask(lambda desk: inquiries.case(desk, inquiry_id=item.key))
    assert (case.visit.appointment.start, case.visit.appointment.clinician_id) == (slot.start, slot.clinician_id)


def test_esc_puts_back_what_is_carried(hands):
    hands.press("C")
    before = hands.ask(rows)
    hands.press("Esc")
    section = hands.section("calendar")
    assert not section.carrying
    assert not section.grid.slots
    hands.press("1")
    assert hands.ask(rows) == before


def test_a_digit_held_down_books_once(hands):
    before = hands.ask(rows)
    hands.press("B")
    panel = hands.section("inbox").panel
    QTest.keyClick(hands.window.windowHandle(), Qt.Key.Key_1)
    QTest.keyClick(hands.window.windowHandle(), Qt.Key.Key_1)
    hands.wait()
    assert len(hands.ask(rows)["appointment"]) == len(before["appointment"]) + 1
    assert panel is not None


def test_a_time_that_somebody_took_meanwhile_is_refused_with_who_and_what_is_free(hands):
    hands.press("B")
    slot = hands.section("inbox").panel.list.slots[0]
    hands.app.jobs._pool.submit(lambda: None)
    person = calendar.NewPerson("Quick Quinn", phone="5125550111")
    kind = hands.section("inbox").panel.wish.type_id
    hands.window.context.bridge.blockSignals(True)  # the news has not reached this desk yet
    hands.ask(lambda desk: calendar.book(desk, booking=calendar.Booking(slot, kind, person=person)))
    before = hands.ask(rows)
    hands.press("1")
    hands.window.context.bridge.blockSignals(False)
    assert hands.ask(rows) == before
    told = hands.section("inbox").panel.trouble.text()
    assert "Quick Quinn" in told
    assert "free" in told.casefold()


def test_the_letters_print_run_is_two_keys_away(hands):
    pressed = hands.pressed
    hands.press("Ctrl+5", "Ctrl+P")
    assert hands.pressed - pressed == 2
    assert hands.window.current == "letters"
    if not letters.printers():
        assert "printer" in hands.snack.casefold() or "PDF" in hands.snack


def test_a_dated_note_is_written_on_a_patient(hands):
    hands.press("Ctrl+4", "/")
    hands.type("okonkwo")
    hands.wait(quiet=0.4)
    hands.press("Down", "I")
    section = hands.section("patients")
    who = section.record.patient.id
    assert "Okonkwo" in section.record.patient.name
    hands.type("asks for a copy of the ultrasound")
    hands.press("Return")
    record = hands.ask(lambda desk: patients.record(desk, patient_id=who))
    assert [n.text for n in record.notes] == ["asks for a copy of the ultrasound"]
    assert hands.ask(lambda desk: desk.now()) - record.notes[0].at < timedelta(minutes=1)


def test_the_palette_finds_a_person_and_runs_a_command(hands):
    hands.press("Ctrl+K")
    hands.type("okonkwo")
    hands.wait(quiet=0.4)
    hands.press("Return")
    assert hands.window.current == "patients"
    assert "Okonkwo" in hands.section("patients").record.patient.name
    hands.press("Ctrl+K")
    hands.type("light or dark")
    hands.wait(quiet=0.4)
    hands.press("Return")
    assert hands.window.look.theme == "dark"


def test_every_fact_can_be_corrected_taken_out_and_undone(hands):
    inbox = hands.section("inbox")
    key = inbox.case.inquiry.id
    facts = len(inbox.case.facts)
    hands.press("F", "Delete")
    assert sum(f.decision != "rejected" for f in hands.ask(lambda d: inquiries.case(d, inquiry_id=key)).facts) == facts - 1
    hands.press("Ctrl+Z")
    assert all(f.decision == "suggested" for f in hands.ask(lambda d: inquiries.case(d, inquiry_id=key)).facts)

    # One put right: the keyboard is at the same fact again, so that the next one is a step away and the queue stays where it is.
    row = next(n for n, f in enumerate(inbox.case.facts) if f.fact.kind == "procedure")
    hands.press("F", *["Down"] * row, "Return", "Ctrl+A")
    assert hands.window.status.keys == [("Tab", "next field"), ("↵", "save"), ("Esc", "leave as it was")], "no letter of the queue is promised while one types"
    hands.type("cortisone injection")
    hands.press("Return")
    assert inbox.facts.rows[row].hasFocus()
    assert (inbox.case.facts[row].decision, inbox.facts.rows[row].value) == ("corrected", "Cortisone injection")
    assert not inbox.facts.rows[row].visibleRegion().isEmpty(), "the fact that was put right is in sight"
    assert ("Del", "take out") in hands.window.status.keys
    hands.press("Down", "Delete", "Ctrl+Z")
    assert inbox.case.inquiry.id == key

    # What is not understood is said, and stays to be put right; a place of the body is chosen by its letter.
    inbox.editor.open(replace(inbox.case.facts[row], fact=Fact("duration", "P3Y", 0, 1, "x")))
    assert (inbox.editor.value.text(), hands.focus) == ("3 years", inbox.editor.value)
    hands.press("Ctrl+A")
    hands.type("4 years and a bit")
    hands.press("Return")
    assert (inbox.editor.isVisible(), inbox.editor.value.text(), hands.focus) == (True, "4 years and a bit", inbox.editor.value)
    assert "such as 3 years" in inbox.editor.trouble.whole
    inbox.editor.open(replace(inbox.case.facts[row], fact=Fact("body_site", "knee", 0, 1, "x", side="left")))
    assert hands.focus is inbox.editor.site
    hands.type("el")
    assert (inbox.editor.site.currentData(), inbox.case.inquiry.id, inbox.case.inquiry.state.value) == ("elbow", key, "new")
    inbox.editor.left.emit()
    hands.press("A")
    assert all(f.decision in ("accepted", "corrected") for f in hands.ask(lambda d: inquiries.case(d, inquiry_id=key)).facts)


def test_the_window_title_names_nobody(hands):
    names = {r.inquiry.name for r in hands.ask(lambda desk: inquiries.inbox(desk, tab=Tab.TODO))}
    for key in ("Ctrl+1", "Ctrl+2", "Ctrl+4", "Ctrl+5"):
        hands.press(key)
        assert not any(n in hands.window.windowTitle() for n in names)
    assert QApplication.applicationDisplayName() in ("frontdesk", "Front Desk", "pytest-qt-qapp")
