"""A known caller on the phone: the next visit stands there, is moved or cancelled from the call by keys, and both are taken back."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.domain.appointment import Status
from frontdesk.domain.inquiry import Source, State
from frontdesk.services import calendar, inquiries, moving, visits
from tests.journeys.test_web_comment import rows

WHO = "Frank Moretti"


def known(hands):
    hands.press("F2")
    hands.type(WHO)
    hands.wait(quiet=0.3)
    hands.press("Return")
    assert hands.window.call.caller.known is not None
    return hands.window.call.about.visit.appointment


def logged(hands):
    return max(hands.ask(lambda desk: inquiries.search(desk, text=WHO)), key=lambda i: i.id)


def test_a_known_caller_moves_a_visit_then_cancels_it_by_keys_from_the_call(hands):
    call, before = hands.window.call, hands.ask(rows)
    was = known(hands)
    assert "Next visit" in call.about.title.whole
    hands.type("cannot come today")
    assert ("Ctrl ↵", "book") in hands.window.status.keys
    hands.press("Alt+V")
    assert ("Ctrl ↵", "move") in hands.window.status.keys
    assert WHO in call.panel.title.whole
    assert call.panel.title.whole.startswith("Move")
    hands.press("Down")
    slot = call.panel.list.slots[1]
    assert call.panel.list.current == 1
    hands.press("Ctrl+Return")
    visit = hands.ask(lambda desk: calendar.visit(desk, appointment_id=was.id)).appointment
    assert (visit.start, visit.clinician_id) == (slot.start, slot.clinician_id)
    assert not call.isVisible()
    one = logged(hands)
    assert (one.state, one.wants, one.text, one.patient_id) == (State.DONE, "move", "cannot come today", was.patient_id)
    hands.press("Ctrl+Z")  # the visit is back, and whoever called still waits
    assert (logged(hands).id, logged(hands).state) == (one.id, State.NEW)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before

    known(hands)
    hands.press("Alt+I", "Alt+C")
    assert ("Ctrl ↵", "cancel the visit") in hands.window.status.keys
    assert not call.panel.isVisible()
    hands.press("Ctrl+Return")
    visit = hands.ask(lambda desk: calendar.visit(desk, appointment_id=was.id)).appointment
    assert visit.status is Status.CANCELLED
    assert logged(hands).source is Source.CALLED
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before

    hands.press("F2")
    hands.type("Nora Quist")
    hands.press("Alt+O", "Ctrl+Return")
    assert "nothing to book" in hands.snack
    hands.press("Esc", "Shift+F2")
    assert (call.about.kind, call.outgoing) == ("other", False)


def test_where_the_visit_is_another_by_now_the_call_waits_in_the_inbox_and_is_there_once(hands):
    was = known(hands)
    before = hands.ask(lambda desk: inquiries.search(desk, text=WHO))
    hands.type("cannot come today")
    hands.press("Alt+C")
    hands.ask(lambda desk: visits.cancel(desk, appointment_id=was.id, code="prov"))
    hands.press("Ctrl+Return")
    assert hands.snack == "This visit has been cancelled already. The call itself is saved, in the inbox."
    assert not hands.window.call.isVisible()
    one = logged(hands)
    assert (one.state, one.wants, one.text) == (State.NEW, "cancel", "cannot come today")
    assert len(hands.ask(lambda desk: inquiries.search(desk, text=WHO))) == len(before) + 1


def test_a_visit_that_was_moved_meanwhile_is_not_called_off_unsaid(hands):
    was = known(hands)
    before = hands.ask(lambda desk: inquiries.search(desk, text=WHO))
    hands.type("cannot come today")
    hands.press("Alt+C")
    later = moving.wanted(was, start=was.start + timedelta(hours=3), end=was.end + timedelta(hours=3))
    moved = hands.ask(lambda desk: moving.place(desk, wanted=later, overlap_reason="asked for it", outside=True)).appointment
    hands.press("Ctrl+Return")
    assert hands.snack.startswith("This visit has been changed at another desk meanwhile: it is on ")
    assert hands.snack.endswith("The call itself is saved, in the inbox.")
    assert hands.ask(lambda desk: calendar.get(desk, appointment_id=was.id)) == moved
    assert logged(hands).state is State.NEW
    assert len(hands.ask(lambda desk: inquiries.search(desk, text=WHO))) == len(before) + 1
