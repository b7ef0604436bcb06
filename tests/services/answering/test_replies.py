"""A reply from draft to outbox and back, without a server: what is chosen, what stops it, what is held, what one undo takes back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from frontdesk.data import appointments, mailboxes, rows
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Refused, Taken
from frontdesk.domain.inquiry import Inquiry, State, Tab
from frontdesk.domain.reply import Audience, ReplyState, filled, to_offer
from frontdesk.services import calendar, cases, imports, inquiries, replies


@pytest.fixture
def mailing(desk):
    """The demo clinic has a mail account."""
    return desk


@pytest.fixture
def without_mail(desk):
    """And here it has none."""
    with desk.write("No mail") as write:
        rows.change(write, replace(mailboxes.account(write), active=False))
    return desk


def offering(desk, inquiry_id, many=3):
    """A draft that offers so many of the panel's times."""
    case = inquiries.case(desk, inquiry_id=inquiry_id)
    found = to_offer(calendar.slots(desk, wish=case.wish, limit=9).slots)
    reply = replies.draft(desk, inquiry_id=inquiry_id).reply
    return replies.offer(reply, slots=found[:many], type_id=case.wish.type_id)


def state_of(desk, inquiry_id):
    with desk.read() as session:
        return rows.get(session, Inquiry, inquiry_id).state


def held(desk, inquiry_id):
    with desk.read() as session:
        return appointments.held_for(session, inquiry_id=inquiry_id)


def test_the_text_is_chosen_from_what_was_asked(desk, who):
    assert replies.draft(desk, inquiry_id=who("Dana Kessler")).reply.template == "candidacy"
    assert replies.draft(desk, inquiry_id=who("Helen Marsh")).reply.template == "fees"
    assert replies.draft(desk, inquiry_id=who("Priya Nair")).reply.template == "asked_clinician"
    assert replies.draft(desk, inquiry_id=who("Ines Carvalho")).reply.template == "next_session"
    assert replies.draft(desk, inquiry_id=who("Rosa Delgado")).reply.template == "urgent"


def test_the_draft_says_what_the_person_said_and_asks_what_is_missing(desk, who):
    body = replies.draft(desk, inquiry_id=who("Dana Kessler")).reply.body
    assert body.startswith("Dear Dana, thank you for writing. Whether prolotherapy is right for your ankle is something a clinician decides")
    assert body.endswith("May I ask: which ankle is it, left or right?")


@pytest.mark.parametrize(("text", "template"), [
    ("hip pain, 5/10, since spring, Tuesday afternoons, insurance Aetna", "first_visit"), ("Left hip pain. Do you take Aetna insurance?", "fees"),
    ("Would like to know the price of PRP for a hip", "fees"), ("My son, 16, tore his ACL. Could he benefit from PRP?", "candidacy"),
])  # fmt: skip
def test_what_is_told_is_not_taken_for_asked(desk, text, template):
    imports.take_text(desk, text=text, name="Leo Brandt")
    (written,) = inquiries.search(desk, text="Leo Brandt")
    assert replies.draft(desk, inquiry_id=written.id).reply.template == template


def test_who_writes_for_somebody_else_is_answered_about_that_persons_body(desk):
    text = "My mother, 78, has bad arthritis in the left knee. Is prolotherapy right for her?"
    assert imports.take_text(desk, text=text, name="Karen Holt").people == 1
    (written,) = (i for i in inquiries.search(desk, text="Karen Holt"))
    made = replies.draft(desk, inquiry_id=written.id)
    assert made.reply.template == "candidacy"
    bodies = {t.slug: filled(t.body, made.values) for t in made.templates}
    assert bodies["candidacy"].startswith("Dear Karen, thank you for writing. Whether prolotherapy is right for your mother's left knee is something")
    assert "glad to see you " not in " ".join(bodies.values())
    assert "glad to see your mother for a" in bodies["first_visit"]
    assert "has your mother had it?" in bodies["ask_facts"]
    assert "Your mother's own doctor can tell you who does." in bodies["not_for_us"]
    for body in bodies.values():
        assert not re.search(r"your (?:left|right|knee|visit|next|pictures|own)", body, re.I), body
    assert filled("About your {site}: {whose} turn.", made.values) == "About your mother's left knee: your mother's turn."  # a clinic's own words
    times = [(o.digit, o.slot) for o in offering(desk, written.id).offers]
    assert replies.offer(made.reply, slots=times, type_id=1, whom=made.values["whom"]).body.endswith("We could see your mother on")

    visit = calendar.book(desk, booking=calendar.Booking(times[0][1], 1, inquiry_id=written.id))
    assert visit.patient.alerts == ("Check the name: Karen Holt wrote for mother",)
    assert replies.draft(desk, inquiry_id=written.id).reply.body.startswith("Dear Karen,")


def test_no_text_that_comes_with_the_program_gives_advice(desk, who):
    for inquiry_id in (who("Dana Kessler"), who("Priya Nair"), who("Rosa Delgado")):
        for audience in Audience:
            made = replies.draft(desk, inquiry_id=inquiry_id, audience=audience)
            for template in made.templates:
                assert made.checker.check(replace(made.reply, body=template.body)).advice == ()


def test_a_field_that_is_not_known_stops_the_reply_and_is_named(mailing, who):
    made = replies.draft(mailing, inquiry_id=who("Rosa Delgado"))
    findings = made.checker.check(made.reply)
    assert [found[2] for found in findings.unresolved] == ["instruction"]
    with pytest.raises(Refused, match="“instruction”"):
        replies.send(mailing, reply=made.reply)
    assert held(mailing, who("Rosa Delgado")) == ()


ADVICE = ("You are a good candidate for PRP.", "Please stop taking ibuprofen.", "This will heal in six weeks.", "You can run again on Sunday.")


@pytest.mark.parametrize("sentence", ADVICE)
def test_a_sentence_of_advice_stops_the_reply_and_is_quoted(mailing, who, sentence):
    made = replies.draft(mailing, inquiry_id=who("Dana Kessler"))
    with pytest.raises(Refused, match="ask a clinician") as told:
        replies.send(mailing, reply=replace(made.reply, body=f"Dear Dana, thank you. {sentence} Until soon."))
    assert sentence in told.value.sentence


def test_the_words_a_clinician_signed_may_be_said(mailing, who):
    made = replies.draft(mailing, inquiry_id=who("Dana Kessler"))
    body = "Dear Dana, Dr Okafor writes: You can walk as far as you like."
    assert made.checker.check(replace(made.reply, body=body)).stop
    approved = replace(made.checker, approved=(f"{body} Please come by before Sunday.",))
    assert approved.check(replace(made.reply, body=body)).stop == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Thank you, Dana, we can look at your ankle.", "ankle"), ("At 60 years old many people ask this.", "60"),
        ("We look forward to your appointment.", "your appointment"), ("Arthroscopy is common.", "arthroscopy"),
        ("Write to us, dana.kessler@example.org.", "dana.kessler@example.org"),
    ],
)  # fmt: skip
def test_a_public_line_that_tells_of_the_person_is_stopped(mailing, who, line, said):
    made = replies.draft(mailing, inquiry_id=who("Dana Kessler"), audience=Audience.PUBLIC)
    stop = made.checker.check(replace(made.reply, body=line)).stop
    assert stop.startswith("Everybody can read this line")
    assert said.casefold() in stop.casefold()


def test_the_public_line_that_comes_with_the_program_tells_nothing(mailing, who):
    made = replies.draft(mailing, inquiry_id=who("Dana Kessler"), audience=Audience.PUBLIC)
    assert made.checker.check(made.reply).stop == ""
    assert "{" not in made.reply.body


NOT_ONE = ("dana@example.org\r\nBcc: all@example.org", "dana@example.org, eve@example.net", "dana@example.org;eve@example.net", "dana", "a b@example.org")


@pytest.mark.parametrize("address", NOT_ONE)
def test_an_address_that_is_more_than_one_address_is_stopped(mailing, who, address):
    made = replies.draft(mailing, inquiry_id=who("Dana Kessler"))
    with pytest.raises(Refused):
        replies.send(mailing, reply=replace(made.reply, recipient=address, body="Dear Dana, thank you."))


def test_a_line_break_in_the_subject_is_stopped(mailing, who):
    made = replies.draft(mailing, inquiry_id=who("Dana Kessler"))
    with pytest.raises(Refused, match="line break"):
        replies.send(mailing, reply=replace(made.reply, subject="Hello\r\nBcc: all@example.org", body="Dear Dana, thank you."))


def test_where_answers_are_asked_to_go_elsewhere_the_desk_must_choose(mailing, who):
    key = who("Tom Adeyemi")
    with mailing.write("Mail") as write:
        rows.change(write, replace(rows.get(write, Inquiry, key), reply_to="tom@evil.example"))
    made = replies.draft(mailing, inquiry_id=key)
    assert made.reply.recipient == ""
    assert "tom@evil.example" in made.warning
    assert made.addresses == ("tom.adeyemi@example.org", "tom@evil.example")
    with pytest.raises(Refused, match="no e-mail address"):
        replies.send(mailing, reply=replace(made.reply, body="Dear Tom, thank you."))


def test_a_draft_is_kept_and_found_again(desk, who):
    key = who("Dana Kessler")
    made = replies.draft(desk, inquiry_id=key).reply
    kept = replies.save_draft(desk, reply=replace(made, body="Dear Dana, half a sen"))
    again = replies.save_draft(desk, reply=replace(kept, body="Dear Dana, half a sentence"))
    assert again.id == kept.id
    assert replies.draft(desk, inquiry_id=key).reply.body == "Dear Dana, half a sentence"
    assert replies.draft(desk, inquiry_id=key, template="fees").reply.body.startswith("Dear Dana, thank you for asking about fees")


def test_sending_holds_the_times_and_moves_the_inquiry_on_and_one_undo_takes_it_all_back(mailing, who):
    key = who("Dana Kessler")
    replies.save_draft(mailing, reply=offering(mailing, key))
    sent = replies.send(mailing, reply=replies.draft(mailing, inquiry_id=key).reply)
    assert sent.state is ReplyState.WAITING
    assert (sent.leaves_at - mailing.now()).total_seconds() == 20
    assert state_of(mailing, key) is State.OFFERED
    assert len(held(mailing, key)) == 3
    assert all(a.patient_id is None and a.status is Status.HELD for a in held(mailing, key))
    mailing.undo()
    assert state_of(mailing, key) is State.NEW
    assert held(mailing, key) == ()
    back = replies.draft(mailing, inquiry_id=key).reply
    assert back.state is ReplyState.DRAFT
    assert len(back.offers) == 3
    assert back.offers[0].digit == 1


def test_the_whole_text_lists_the_times_says_until_when_and_is_signed(mailing, who):
    key = who("Dana Kessler")
    sent = replies.send(mailing, reply=offering(mailing, key, 2))
    assert sent.whole.count("\n  -  ") == 2
    assert "We could see you on:\n\n  -  " in sent.whole
    assert "We keep them for you until" in sent.whole
    assert sent.whole.endswith("With kind regards,\nJulia Marsh\nHarbor Regenerative Clinic\n(512) 555-0100") or "Harbor Regenerative Clinic" in sent.whole


def test_a_time_that_somebody_else_took_meanwhile_is_named_and_nothing_is_held(mailing, who):
    key, other = who("Dana Kessler"), who("Stefan Kowal")
    mine = offering(mailing, key)
    slot = mine.offers[0].slot
    calendar.book(mailing, booking=calendar.Booking(slot, mine.offers[0].type_id, inquiry_id=other))
    with pytest.raises(Taken, match="has been taken meanwhile"):
        replies.send(mailing, reply=mine)
    assert held(mailing, key) == ()
    assert state_of(mailing, key) is State.NEW


def test_booking_an_offered_time_turns_its_hold_into_the_visit_and_frees_the_others(mailing, who):
    key = who("Dana Kessler")
    replies.send(mailing, reply=offering(mailing, key))
    holds = held(mailing, key)
    case = inquiries.case(mailing, inquiry_id=key)
    assert [s.start for s in case.offered] == [h.start for h in holds]
    booked = calendar.book(mailing, booking=calendar.Booking(case.offered[1], case.wish.type_id, inquiry_id=key))
    assert booked.appointment.id == holds[1].id
    assert booked.appointment.status is Status.BOOKED
    assert held(mailing, key) == ()
    with mailing.read() as session:
        assert {rows.get(session, Appointment, holds[n].id).status for n in (0, 2)} == {Status.EXPIRED}
    mailing.undo()
    assert [h.id for h in held(mailing, key)] == [h.id for h in holds]


def test_times_are_held_for_two_working_days_then_the_inquiry_is_to_do_again(mailing, who, clock):
    key = who("Dana Kessler")
    replies.send(mailing, reply=offering(mailing, key))
    clock.on(seconds=30)
    assert cases.wake(mailing) == 0
    with mailing.write("It went out") as write:  # not being sent any more
        reply = replies.of_case(mailing, inquiry_ids=[key])[0]
        rows.change(write, replace(reply, state=ReplyState.SENT))
    clock.on(days=5)
    assert cases.wake(mailing) >= 1
    assert state_of(mailing, key) is State.WORKING
    assert "Offer expired" in [c.text for row in inquiries.inbox(mailing, tab=Tab.TODO) if row.id == key for c in row.chips]


def test_without_a_mail_account_it_counts_as_sent_only_when_the_desk_says_so(without_mail, who):
    key = who("Dana Kessler")
    with pytest.raises(Refused, match="No mail account"):
        replies.send(without_mail, reply=offering(without_mail, key, 1))
    handed = replies.hand_over(without_mail, reply=offering(without_mail, key, 2))
    assert replies.mailto(handed).startswith("mailto:dana.kessler@example.org?subject=Your%20question")
    assert len(held(without_mail, key)) == 2
    assert state_of(without_mail, key) is State.WORKING
    assert replies.settle(without_mail, reply_id=handed.id, went=True).state is ReplyState.SENT
    assert state_of(without_mail, key) is State.OFFERED


def test_what_was_not_sent_after_all_is_a_draft_again_and_its_times_are_free(without_mail, who):
    key = who("Dana Kessler")
    handed = replies.hand_over(without_mail, reply=offering(without_mail, key, 2))
    replies.settle(without_mail, reply_id=handed.id, went=False)
    assert held(without_mail, key) == ()
    assert replies.draft(without_mail, inquiry_id=key).reply.body == handed.body


def test_a_link_for_the_mail_program_cannot_carry_a_second_header(desk, who):
    draft = replies.draft(desk, inquiry_id=who("Dana Kessler")).reply
    handed = replies.hand_over(desk, reply=replace(draft, subject="A&bcc=all@example.org#?", body="Dear & you\nbcc: x"))
    link = replies.mailto(handed)
    assert link.count("?") == 1
    assert link.count("&") == 1
    assert "bcc=" not in link


def test_a_day_that_was_set_survives_a_thank_you(desk, who, clock):
    key = who("Greta Olsen")
    due = clock.now.replace(day=30)
    cases.snooze(desk, inquiry_id=key, until=due)
    with desk.write("She wrote thanks", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Inquiry, key), state=State.WORKING))
    inquiries.set_state(desk, inquiry_id=key, state=State.DONE)
    assert state_of(desk, key) is State.SNOOZED
    clock.now = due
    assert cases.wake(desk) >= 1
    assert state_of(desk, key) is State.WORKING
