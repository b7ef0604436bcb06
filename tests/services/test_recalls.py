"""Recall: by rule or by wish, nobody twice, nobody who does not want it, each attempt with its outcome."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from frontdesk.data import rows
from frontdesk.domain.appointment import Status
from frontdesk.domain.clinic import Clinic
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.domain.letter import LetterKind
from frontdesk.domain.patient import Patient
from frontdesk.domain.recall import Outcome, RecallRule, RecallState, wish
from frontdesk.services import letters, patients, recalls, record
from frontdesk.services.desk import Desk
from tests.data.conftest import NINE, contents


@pytest.fixture
def patient(people) -> int:
    return people.patients[0]


def seen(desk: Desk, people, patient: int, days_ago: int, status: Status = Status.DONE) -> None:
    with desk.write("A visit") as write:
        one = people.visit(start=NINE - timedelta(days=days_ago))
        rows.add(write, replace(one, patient_id=patient, status=status))


@pytest.mark.parametrize(("text", "day", "why"), [("6 months, look at the knee", date(2027, 5, 26), "look at the knee"), ("in 2 weeks", date(2026, 12, 8), ""),
                                                  ("1 year: MRI", date(2027, 11, 24), "MRI")])  # fmt: skip
def test_a_wish_is_read_from_one_line(text: str, day: date, why: str):
    assert wish(text, date(2026, 11, 24)) == (day, why)


@pytest.mark.parametrize("text", ["soon", "", "0 days", "400 years"])
def test_a_line_that_says_no_day_is_refused(text: str):
    with pytest.raises(BadInput):
        wish(text, date(2026, 11, 24))


def test_a_rule_counts_in_weeks_of_one_kind_of_visit_and_rests_while_it_is_off(desk: Desk, people):
    seen(desk, people, people.patients[0], 50)
    other = replace(desk.house().types[0], id=0, name="Injection")
    with desk.write("A type") as write:
        other = rows.add(write, other)
    rule = recalls.save_rule(desk, rule=RecallRule(0, "Six weeks after the injection", 0, other.id, weeks=6))
    assert recalls.gather(desk) == ()
    rule = recalls.save_rule(desk, rule=replace(rule, type_id=people.type, active=False))
    assert recalls.gather(desk) == ()
    assert recalls.rules(desk) == (rule,), "what is off can be found and switched on"
    recalls.save_rule(desk, rule=replace(rule, active=True, weeks=8))
    assert recalls.gather(desk) == ()
    (made,) = recalls.add_rule(desk, text="6 weeks")
    assert made.reason.startswith("Not seen for 6 weeks: last seen")
    with pytest.raises(Refused, match="weeks"):
        recalls.save_rule(desk, rule=RecallRule(0, "Never", 0))


def test_nobody_is_recalled_twice_at_once(desk: Desk, patient: int):
    one = recalls.ask_typed(desk, patient_id=patient, text="1 week, look at the knee")
    with pytest.raises(Refused, match="open"):
        recalls.ask_typed(desk, patient_id=patient, text="2 weeks")
    recalls.close(desk, recall_id=one.id)
    recalls.ask_typed(desk, patient_id=patient, text="2 weeks")


def test_a_rule_gathers_whoever_was_last_seen_long_ago_and_comes_no_more(desk: Desk, people):
    long_ago, lately, comes = people.patients[0], people.patients[1], None
    with desk.write("Somebody") as write:
        comes = rows.add(write, Patient(0, "Comes", "Anyway", "DP-3001", created_at=write.now)).id
    seen(desk, people, long_ago, 300)
    seen(desk, people, lately, 20)
    seen(desk, people, comes, 301)
    seen(desk, people, comes, -20, Status.BOOKED)
    recalls.save_rule(desk, rule=RecallRule(0, "Half-yearly look", 6))
    before = contents(desk.store)
    made = recalls.gather(desk)
    assert [one.patient_id for one in made] == [long_ago]
    assert "Half-yearly look: last seen" in made[0].reason
    assert recalls.gather(desk) == (), "gathered again, nobody is new"
    with desk.write("Set up", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Clinic, 1), phone="(512) 555-0100", signs="Julia Marsh", locale="en-US"))
    before |= {"clinic": contents(desk.store)["clinic"]}
    (letter,) = letters.recall_letters(desk, patient_ids=[long_ago])
    said = PdfReader(io.BytesIO(letters.pdf(desk, letter_id=letter.id))).pages[0].extract_text()
    assert "Half-yearly look." in said.splitlines(), "the rule's own words stand in the letter"
    desk.undo()
    desk.undo()
    assert contents(desk.store) == before


def test_each_attempt_is_kept_and_gives_some_peace_until_the_next(desk: Desk, patient: int, clock):
    one = recalls.ask(desk, patient_id=patient, due=desk.wall_now().date())
    recalls.attempt(desk, recall_id=one.id, way="phone", outcome=Outcome.NO_ANSWER)
    assert recalls.listed(desk) == ()
    clock.now += timedelta(days=2)
    (line,) = recalls.listed(desk)
    assert line.words == "2 days late, tried once"
    assert [(a.way, a.outcome, a.who) for a in line.attempts] == [("phone", Outcome.NO_ANSWER, desk.who)]
    ended = recalls.attempt(desk, recall_id=one.id, way="phone", outcome=Outcome.SCHEDULED)
    assert ended.state is RecallState.BOOKED
    with pytest.raises(Refused, match="ended"):
        recalls.attempt(desk, recall_id=one.id, way="phone", outcome=Outcome.NO_ANSWER)


def test_whoever_is_never_to_be_called_is_not_called_but_may_get_a_letter(desk: Desk, people, patient: int):
    seen(desk, people, patient, 400)
    with desk.write("Set up", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Clinic, 1), phone="(512) 555-0100", signs="Julia Marsh", locale="en-US"))
    record.set_field(desk, patient_id=patient, field="never_call", text="yes")
    record.set_field(desk, patient_id=patient, field="street", text="4 Elm Street")
    one = recalls.ask(desk, patient_id=patient, due=desk.wall_now().date())
    assert "never to be called" in recalls.listed(desk)[0].barred
    with pytest.raises(Refused, match="never to be called"):
        recalls.attempt(desk, recall_id=one.id, way="phone", outcome=Outcome.VOICEMAIL)
    recalls.attempt(desk, recall_id=one.id, way="letter", outcome=Outcome.SENT)
    recalls.attempt(desk, recall_id=one.id, way="letter", outcome=Outcome.SENT)
    (letter,) = letters.letters(desk, tab="to_print")
    assert (letter.kind, letter.patient_id) == (LetterKind.RECALL, patient), "the letter is in the print run, once"
    said = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(letters.pdf(desk, letter_id=letter.id))).pages)
    assert "Dr Amara Okafor would like to see you again for a consultation around" in said
    desk.undo()
    desk.undo()
    assert letters.letters(desk, tab="to_print") == ()


def test_a_consent_taken_back_bars_that_way(desk: Desk, patient: int):
    record.set_field(desk, patient_id=patient, field="email", text="a@example.org")
    record.record_consent(desk, patient_id=patient, what="E-mail", given=False)
    one = recalls.ask(desk, patient_id=patient, due=desk.wall_now().date())
    with pytest.raises(Refused, match="taken back"):
        recalls.attempt(desk, recall_id=one.id, way="email", outcome=Outcome.SENT)


def test_the_record_shows_the_open_recall(desk: Desk, patient: int):
    recalls.ask_typed(desk, patient_id=patient, text="6 months, look at the knee")
    shown = patients.record(desk, patient_id=patient).recall
    assert shown is not None
    assert shown.recall.reason == "look at the knee"
