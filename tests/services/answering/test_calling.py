"""Who waits for a call, how often it was tried, and that whoever asked not to be called is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.data import rows
from frontdesk.domain.calling import Outcome, attempts, note_of
from frontdesk.domain.errors import Refused
from frontdesk.domain.inquiry import Inquiry, State, Tab
from frontdesk.domain.patient import Patient
from frontdesk.services import calling, cases, inquiries


@pytest.fixture
def missed(desk):
    """Somebody rang and was not reached."""
    return inquiries.log_call(desk, name="Odile Brun", phone="(512) 555-0177", text="", missed=True)


def row(desk, key):
    return next((r for r in inquiries.inbox(desk, tab=Tab.TODO) if r.id == key), None)


def state(desk, key):
    with desk.read() as session:
        return rows.get(session, Inquiry, key)


def test_whoever_rang_waits_for_a_call_and_whoever_wrote_from_an_address_does_not(desk, missed, who):
    assert row(desk, missed.id).to_call
    assert not row(desk, who("Dana Kessler")).to_call


def test_what_nobody_answered_comes_back_after_two_hours_and_says_how_often_it_was_tried(desk, missed, clock):
    calling.log_attempt(desk, inquiry_id=missed.id, outcome=Outcome.NO_ANSWER)
    assert state(desk, missed.id).state is State.SNOOZED
    assert row(desk, missed.id) is None
    clock.on(hours=1, minutes=59)
    assert cases.wake(desk) == 0
    clock.on(minutes=1)
    cases.wake(desk)
    assert row(desk, missed.id).to_call
    calling.log_attempt(desk, inquiry_id=missed.id, outcome=Outcome.VOICEMAIL)
    clock.on(days=2)
    cases.wake(desk)
    assert "Due now" in [c.text for c in row(desk, missed.id).chips]
    assert [n.text for n in inquiries.case(desk, inquiry_id=missed.id).notes] == ["Called: no answer", "Called: left a voicemail"]


def test_the_attempts_stand_on_the_row_until_the_person_is_reached(desk, missed):
    calling.log_attempt(desk, inquiry_id=missed.id, outcome=Outcome.REACHED)
    assert "Called once" in [c.text for c in row(desk, missed.id).chips]
    calling.log_attempt(desk, inquiry_id=missed.id, outcome=Outcome.WRONG)
    assert "Called 2 times" in [c.text for c in row(desk, missed.id).chips]
    desk.undo()
    assert "Called once" in [c.text for c in row(desk, missed.id).chips]


def test_a_later_day_that_was_set_is_not_brought_nearer(desk, missed):
    until = cases.snooze_choices(desk)[4][1]
    cases.snooze(desk, inquiry_id=missed.id, until=until)
    assert calling.log_attempt(desk, inquiry_id=missed.id, outcome=Outcome.NO_ANSWER).due_at == until


def test_whoever_asks_not_to_be_called_is_not_called_again(desk, missed, who):
    calling.log_attempt(desk, inquiry_id=missed.id, outcome=Outcome.NEVER)
    assert not row(desk, missed.id).to_call
    with desk.read() as session:
        patient = rows.get(session, Patient, next(i.patient_id for i in (state(desk, who(n)) for n in ("Ines Carvalho",)) if i.patient_id))
    inquiries.link(desk, inquiry_id=missed.id, patient_id=patient.id)
    with desk.write("As the person wishes") as write:
        rows.change(write, replace(patient, never_call=True))
    with pytest.raises(Refused, match="asked never to be called"):
        calling.log_attempt(desk, inquiry_id=missed.id, outcome=Outcome.NO_ANSWER)
    assert len(inquiries.case(desk, inquiry_id=missed.id).notes) == 1


def test_a_note_that_only_begins_like_an_attempt_is_none():
    assert attempts(["Called: no answer at the door", "called: no answer", note_of(Outcome.LATER)]) == (Outcome.LATER,)
