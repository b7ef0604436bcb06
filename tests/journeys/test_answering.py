"""Answering the same day, by keyboard alone, each key counted: offer and book, a question to a clinician and back, two people taken for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.data import appointments, rows
from frontdesk.domain.appointment import Status
from frontdesk.domain.inquiry import Inquiry, Source, State, Tab
from frontdesk.domain.reply import ReplyState
from frontdesk.services import cases, inquiries, outbox, replies
from frontdesk.ui.widgets.safe_text import name


def state_of(hands, key):
    def ask(desk):
        with desk.read() as session:
            return rows.get(session, Inquiry, key).state

    return hands.ask(ask)


def held(hands, key):
    def ask(desk):
        with desk.read() as session:
            return appointments.held_for(session, inquiry_id=key)

    return hands.ask(ask)


def test_three_times_are_offered_in_two_acts_and_the_accepted_one_is_booked_with_one_digit(hands):
    inbox = hands.to_case("Dana Kessler")
    key = inbox.case.inquiry.id

    # Offer: O, Ctrl+Enter. The budget of the house is three keys.
    pressed = hands.pressed
    hands.press("O", "Ctrl+Return")
    assert hands.pressed - pressed == 2
    assert "Leaves in 20 seconds, 3 times held" in hands.snack
    assert state_of(hands, key) is State.OFFERED
    assert len(held(hands, key)) == 3

    # One key takes back reply, holds and state; the draft is as it was.
    hands.press("Ctrl+Z")
    assert state_of(hands, key) is State.NEW
    assert held(hands, key) == ()
    inbox = hands.to_case("Dana Kessler")
    assert len(inbox.answering.composer.reply.offers) == 3
    hands.press("Ctrl+Return")
    assert state_of(hands, key) is State.OFFERED

    # Twenty seconds later it goes (the demo clinic's goes nowhere), and cannot be taken back.
    hands.now += timedelta(seconds=21)
    hands.ask(lambda desk: outbox.dispatch(desk, secret=lambda account: ""))
    hands.press("Ctrl+Z")
    assert "has left the house" in hands.snack

    # She answers by mail: the message is filed in her case, and the case is to do again.
    (sent,) = hands.ask(lambda desk: replies.of_case(desk, inquiry_ids=[key]))
    second = held(hands, key)[1]

    def arrives(desk):
        with desk.write("Mail", undoable=False) as write:
            mail = rows.add(write, Inquiry(0, "mail:1", Source.EMAIL, State.NEW, "Dana Kessler", f"Thank you! {second.start:%A} at {second.start:%I:%M} suits me.",
                                           email="dana.kessler@example.org", received_at=write.now, message_id="<a@example.org>"))  # fmt: skip
            return cases.file_answer(write, inquiry=mail, refers_to=[sent.message_id])

    hands.ask(arrives)
    inbox = hands.to_case("Dana Kessler")
    assert inbox.case.inquiry.id == key
    assert [m.text for m in inbox.case.members][-1].startswith("Thank you!")
    assert "Has answered" in [c.text for r in hands.ask(lambda d: inquiries.inbox(d, tab=Tab.TODO)) if r.id == key for c in r.chips]
    assert [s.start for s in inbox.panel.list.slots] == [h.start for h in held(hands, key)]
    assert inbox.panel.list.current == 1

    # Confirm: B and the digit.
    pressed = hands.pressed
    hands.press("B", "2")
    assert hands.pressed - pressed == 2
    assert "Booked" in hands.snack
    assert state_of(hands, key) is State.BOOKED
    assert held(hands, key) == ()

    def visit(desk):
        with desk.read() as session:
            return appointments.visit(session, appointment_id=second.id).appointment

    assert hands.ask(visit).status is Status.BOOKED


def test_a_question_goes_to_the_clinician_and_comes_back_signed(hands):
    inbox = hands.to_case("Stefan Kowal")
    key = inbox.case.inquiry.id
    hands.press("Q")
    hands.type("  ")
    hands.press("Ctrl+Return")
    assert hands.snack.startswith("Type in one line what the clinician is to decide")
    assert state_of(hands, key) is State.NEW
    hands.press("Esc")
    pressed = hands.pressed
    hands.press("Q")
    hands.type("Hip, stage II. See him?")
    hands.press("Ctrl+Return")
    assert hands.pressed - pressed == 2 + len("Hip, stage II. See him?")
    assert state_of(hands, key) is State.WITH_CLINICIAN
    assert hands.focus is inbox.list
    assert inbox.case.inquiry.id != key

    # The clinician: section, the question, verdict, a line, signed.
    hands.press("Ctrl+6")
    questions = hands.section("questions")
    while questions.asked is None or questions.asked.inquiry.name != "Stefan Kowal":
        hands.press("J")
    hands.press("M")  # only those that concern whoever sits here: who asked them, or is asked
    me = hands.ask(lambda desk: desk.who)
    assert {row.clinician.name == me or row.question.asked_by == me for row in questions._rows if row.id in {i.key for i in questions.list.rows.items}} == {True}
    assert any(item.title == name("Stefan Kowal") for item in questions.list.rows.items)
    hands.press("M")
    while questions.asked is None or questions.asked.inquiry.name != "Stefan Kowal":
        hands.press("J")
    pressed = hands.pressed
    hands.press("1", "A")
    hands.type("Bring the")
    hands.wait(quiet=0.9)  # a pause, in which what was typed is kept; the next word stands behind it
    hands.type(" MRI.")
    hands.press("Ctrl+Return")
    assert hands.pressed - pressed == 3 + len("Bring the MRI.")
    assert "Signed" in hands.snack

    # The desk: to do again, the verdict as chip, the fitting text picked, and only what was signed to be seen.
    assert state_of(hands, key) is State.WORKING
    row = next(r for r in hands.ask(lambda d: inquiries.inbox(d, tab=Tab.TODO)) if r.id == key)
    assert "Invite to visit" in [c.text for c in row.chips]
    inbox = hands.to_case("Stefan Kowal")
    assert inbox.answering.composer.reply.template == "invited"
    assert inbox.case.questions[-1].answer == "Bring the MRI."


def test_two_messages_of_one_address_become_one_case_and_part_again(hands):
    inbox = hands.to_case("Greta Olsen")
    key = inbox.case.inquiry.id

    def calls(desk):
        with desk.write("Call", undoable=False) as write:
            return rows.add(write, Inquiry(0, "call:1", Source.PHONE, State.NEW, "G. Olsen", "asks again about the price", phone="(512) 555-0163", received_at=write.now))

    other = hands.ask(calls)
    inbox = hands.to_case("Greta Olsen")
    assert [a.inquiry.id for a in inbox.case.alike] == [other.id]
    hands.press("Shift+J")
    assert [m.id for m in hands.section("inbox").case.members] == [key, other.id]
    assert other.id not in [r.id for r in hands.ask(lambda d: inquiries.inbox(d, tab=Tab.TODO))]
    hands.press("Ctrl+Z")
    assert other.id in [r.id for r in hands.ask(lambda d: inquiries.inbox(d, tab=Tab.TODO))]

    # Joined after all, then parted: remembered, and not offered anew.
    hands.ask(lambda desk: cases.join(desk, inquiry_id=key, other_id=other.id))
    hands.ask(lambda desk: cases.part(desk, inquiry_id=other.id))
    assert hands.ask(lambda desk: inquiries.case(desk, inquiry_id=key)).alike == ()


@pytest.mark.parametrize("sentence", ["You are a candidate for PRP. ", "Please stop taking ibuprofen. "])
def test_advice_in_a_draft_is_stopped_where_it_is_typed(hands, sentence):
    inbox = hands.to_case("Dana Kessler")
    hands.press("R")
    hands.type(sentence)
    hands.press("Ctrl+Return")
    assert "ask a clinician (Q)" in hands.snack
    assert sentence.strip() in hands.snack
    assert state_of(hands, inbox.case.inquiry.id) is State.NEW


def test_a_public_line_that_tells_of_the_person_is_stopped(hands):
    inbox = hands.to_case("Dana Kessler")
    hands.press("Shift+R")
    hands.type(" Your ankle can be seen this week.")
    hands.press("Ctrl+Return")
    assert "Everybody can read this line" in hands.snack
    assert hands.ask(lambda desk: replies.of_case(desk, inquiry_ids=[inbox.case.inquiry.id])) == ()


def test_an_answer_that_is_asked_to_go_elsewhere_waits_for_the_desk_to_choose(hands):
    def spoof(desk):
        with desk.write("Mail", undoable=False) as write:
            found = next(i for i in inquiries.search(desk, text="Walter Finch"))
            rows.change(write, replace(rows.get(write, Inquiry, found.id), reply_to="w.finch@evil.example"))

    hands.ask(spoof)
    inbox = hands.to_case("Walter Finch")
    hands.press("Ctrl+Return")
    assert "no e-mail address" in hands.snack
    assert "asks for the answer at" in inbox.answering.composer.warning.text()
    assert inbox.answering.composer.address.hasFocus()


def test_a_header_slipped_into_the_address_is_stopped(hands):
    inbox = hands.to_case("Walter Finch")
    composer = inbox.answering.composer
    composer.change(replace(composer.reply, recipient="w.finch@example.org\nBcc: all@example.org"))
    hands.wait()
    hands.press("Ctrl+Return")
    assert "line break" in hands.snack
    assert hands.ask(lambda desk: [r for r in replies.of_case(desk, inquiry_ids=[inbox.case.inquiry.id]) if r.state is not ReplyState.DRAFT]) == []


def test_what_was_typed_is_there_again_after_looking_elsewhere(hands):
    inbox = hands.to_case("Dana Kessler")
    hands.press("R")
    hands.type(" Half a sen")
    hands.press("Ctrl+2", "Ctrl+1")
    inbox = hands.to_case("Stefan Kowal")
    inbox = hands.to_case("Dana Kessler")
    assert inbox.answering.composer.text.toPlainText().endswith("Half a sen")
