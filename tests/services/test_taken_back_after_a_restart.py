"""What was written, made and asked for yesterday evening is taken back and done again this morning: the program was closed in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from frontdesk.data import rows
from frontdesk.domain.appointment import Status
from frontdesk.domain.letter import LetterKind, Recipient
from frontdesk.domain.recall import RecallRule
from frontdesk.services import intake_notes, letters, recalls
from frontdesk.services.desk import Desk
from frontdesk.services.overview import overview
from tests.data.conftest import NINE, NOW, contents


def test_a_letter_of_words_a_form_a_rule_and_a_note_survive_a_restart_and_each_is_one_step(desk: Desk, people):
    key = people.patients[0]
    with desk.write("A visit", undoable=False) as write:
        visit = rows.add(write, replace(people.visit(start=NINE - timedelta(days=20)), patient_id=key, status=Status.DONE))
    states = [contents(desk.store)]
    report = letters.letter_for(desk, patient_id=key, appointment_id=visit.id, kind=LetterKind.REPORT)
    states.append(contents(desk.store))
    letters.write_words(desk, letter_id=report.id, words="The knee moves freely.", recipient=Recipient("Dr Ruth Sands"))
    states.append(contents(desk.store))
    form = intake_notes.new_form(desk, title="Six-week check")
    states.append(contents(desk.store))
    recalls.save_rule(desk, rule=RecallRule(0, "Look at the knee", 0, weeks=6))
    states.append(contents(desk.store))
    intake_notes.begin(desk, patient_id=key, form=form)
    states.append(contents(desk.store))
    path, who = desk.store.path, desk.who
    desk.close()

    again = Desk.open(path, clock=lambda: NOW + timedelta(hours=1), who=who)
    assert contents(again.store) == states[-1]
    for state in reversed(states[:-1]):
        again.undo()
        assert contents(again.store) == state
    for state in states[1:]:
        again.redo()
        assert contents(again.store) == state
    assert overview(again, patient_id=key).to_book is not None
    again.close()
