"""Intake notes: filled from accepted facts with their origin, saved answer by answer, signed for good, amended with the difference shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.data import rows
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.domain.fact import Fact, RecordedFact
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.domain.intake_note import STANDARD, IntakeForm, Item, ItemKind, NoteState, Pin, pinned, pins, words
from frontdesk.services import intake_notes, merging
from frontdesk.services.desk import Desk
from tests.data.conftest import contents

TOLD = "My right knee hurts, 7 of 10, for two years. I take apixaban. Cortisone did nothing."


def fact(kind: str, value: object, quote: str, **more: object) -> Fact:
    at = TOLD.index(quote)
    return Fact(kind, value, at, at + len(quote), quote, **more)  # type: ignore[arg-type]


@pytest.fixture
def patient(desk: Desk, people) -> int:
    """Somebody whose web comment was read; one fact of it nobody has accepted."""
    key = people.patients[0]
    with desk.write("An inquiry") as write:
        one = rows.add(write, Inquiry(0, "k1", Source.COMMENT, State.NEW, "Ines", TOLD, received_at=write.now, imported_at=write.now, patient_id=key))
        for told, decision in ((fact("body_site", "knee", "right knee", side="right"), "accepted"),
                               (fact("pain_score", {"min": 7, "max": 7}, "7 of 10", status="present"), "accepted"),
                               (fact("duration", "P2Y", "for two years"), "corrected"), (fact("medication", "apixaban", "apixaban", status="current"), "accepted"),
                               (fact("procedure", "corticosteroid_injection", "Cortisone", status="done"), "suggested")):  # fmt: skip
            rows.add(write, RecordedFact(0, one.id, told, decision))
    return key


def test_accepted_facts_fill_it_with_the_words_they_come_from_and_suggested_ones_do_not(desk: Desk, patient: int):
    note = intake_notes.begin(desk, patient_id=patient)
    assert pins(note.answers["map"].value) == (Pin("knee", "right", 7),)
    assert "“right knee”" in note.answers["map"].origin
    assert "web comment" in note.answers["map"].origin
    assert note.answers["pain"].value == 7
    assert note.answers["since"].value == "2 years"
    assert note.answers["medicines"].value.casefold() == "takes: apixaban"
    assert "tried" not in note.answers, "nobody has accepted that"
    assert note.inquiry_id


def test_what_was_only_read_is_accepted_and_filled_in_at_one_wish_and_taken_back_by_one_undo(desk: Desk, patient: int):
    note = intake_notes.begin(desk, patient_id=patient)
    told = intake_notes.answer(desk, note_id=note.id, item_id="pain", value=5)
    before = contents(desk.store)
    full = intake_notes.fill_in(desk, note_id=note.id)
    assert "cortico" in full.answers["tried"].value.casefold() or "cortisone" in full.answers["tried"].value.casefold()
    assert "“Cortisone”" in full.answers["tried"].origin
    assert {key: full.answers[key] for key in told.answers} == dict(told.answers), "what stood there stays, whoever said it"
    with pytest.raises(Refused, match="Nothing more"):
        intake_notes.fill_in(desk, note_id=note.id)
    desk.undo()
    assert contents(desk.store) == before


def test_what_the_desk_types_loses_the_origin_and_each_answer_is_taken_back_by_itself(desk: Desk, patient: int):
    note = intake_notes.begin(desk, patient_id=patient)
    before = contents(desk.store)
    kept = intake_notes.answer(desk, note_id=note.id, item_id="pain", value=5)
    assert (kept.answers["pain"].value, kept.answers["pain"].origin) == (5, "")
    assert kept.answers["map"].origin
    desk.undo()
    assert contents(desk.store) == before


@pytest.mark.parametrize(
    ("item", "value", "said"), [("pain", 11, "0 to 10"), ("kind", ["Purple"], "Purple"), ("map", [{"site": "knee", "side": "left", "pain": 12}], "0 to 10")],
)
def test_what_is_no_answer_is_refused(desk: Desk, patient: int, item: str, value: object, said: str):
    note = intake_notes.begin(desk, patient_id=patient)
    with pytest.raises(BadInput, match=said):
        intake_notes.answer(desk, note_id=note.id, item_id=item, value=value)


def test_a_signed_note_is_never_changed_not_even_by_undo(desk: Desk, patient: int):
    note = intake_notes.begin(desk, patient_id=patient)
    signed = intake_notes.sign(desk, note_id=note.id)
    assert (signed.state, signed.signed_by) == (NoteState.SIGNED, desk.who)
    with pytest.raises(Refused, match="Amend"):
        intake_notes.answer(desk, note_id=note.id, item_id="pain", value=1)
    with pytest.raises(Refused, match="Amend"):
        intake_notes.throw_away(desk, note_id=note.id)
    with pytest.raises(Refused):
        desk.undo()
    assert intake_notes.of_patient(desk, patient_id=patient)[0].note == signed


def test_what_is_needed_is_asked_for_before_it_is_signed(desk: Desk, people):
    note = intake_notes.begin(desk, patient_id=people.patients[1])
    assert note.answers == {}
    with pytest.raises(Refused, match="where it hurts"):
        intake_notes.sign(desk, note_id=note.id)


def test_an_amendment_shows_what_it_changed_and_leaves_the_signed_note_as_it_was(desk: Desk, patient: int):
    first = intake_notes.sign(desk, note_id=intake_notes.begin(desk, patient_id=patient).id)
    draft = intake_notes.amend(desk, note_id=first.id)
    with pytest.raises(Refused, match="already"):
        intake_notes.amend(desk, note_id=first.id)
    with pytest.raises(Refused, match="Nothing has been changed"):
        intake_notes.sign(desk, note_id=draft.id)
    intake_notes.answer(desk, note_id=draft.id, item_id="pain", value=4)
    with pytest.raises(Refused, match="why"):
        intake_notes.sign(desk, note_id=draft.id)
    intake_notes.give_reason(desk, note_id=draft.id, reason="said on the phone")
    intake_notes.sign(desk, note_id=draft.id)
    newest, oldest = intake_notes.of_patient(desk, patient_id=patient)
    assert [(c.label, c.before, c.after) for c in newest.changed] == [("Pain at its worst", "7 of 10", "4 of 10")]
    assert replace(oldest.note, state=NoteState.SIGNED, version=first.version) == first, "all it said stays"
    assert oldest.note.state is NoteState.AMENDED
    with pytest.raises(Refused, match="newest"):
        intake_notes.amend(desk, note_id=first.id)


def test_pain_over_time_takes_the_worst_of_each_note_that_holds(desk: Desk, patient: int, clock):
    for pain in (8, 5):
        note = intake_notes.begin(desk, patient_id=patient)
        intake_notes.answer(desk, note_id=note.id, item_id="pain", value=pain)
        intake_notes.answer(desk, note_id=note.id, item_id="map", value=pinned([Pin("knee", "right", 3), Pin("hip", "left", 2)]))
        intake_notes.sign(desk, note_id=note.id)
        clock.now += timedelta(days=30)
    found = intake_notes.pain(intake_notes.of_patient(desk, patient_id=patient))
    assert [p.pain for p in found] == [8, 5]
    assert found[0].at < found[1].at


def test_a_changed_form_leaves_notes_that_were_begun_as_they_are(desk: Desk, patient: int):
    form = intake_notes.save_form(desk, form=IntakeForm(0, "Short", (STANDARD[0], Item("when", ItemKind.DATE, "Since when"))))
    note = intake_notes.begin(desk, patient_id=patient, form=form)
    intake_notes.save_form(desk, form=replace(form, items=(STANDARD[1],)))
    assert [i.id for i in intake_notes.of_patient(desk, patient_id=patient)[0].note.items] == ["map", "when"]
    kept = intake_notes.answer(desk, note_id=note.id, item_id="when", value="2024-03-01")
    assert words(note.items[1], kept.answers["when"].value) == "1 Mar 2024"
    with pytest.raises(Refused, match="same name"):
        intake_notes.save_form(desk, form=IntakeForm(0, "Twice", (STANDARD[0], STANDARD[0])))


def test_another_form_stands_beside_the_first_and_is_taken_out_of_use(desk: Desk, patient: int):
    made = intake_notes.new_form(desk, title="  Follow-up  ")
    assert [one.title for one in intake_notes.forms(desk)] == ["Intake", "Follow-up"], "the standard form is not lost by adding one"
    with pytest.raises(Refused, match="already"):
        intake_notes.new_form(desk, title="follow-UP")
    intake_notes.begin(desk, patient_id=patient)
    other = intake_notes.begin(desk, patient_id=patient, form=made)
    assert [i.label for i in other.items] == ["What brings you here"]
    intake_notes.retire_form(desk, form_id=made.id)
    with pytest.raises(Refused, match="only form"):
        intake_notes.retire_form(desk, form_id=intake_notes.forms(desk)[0].id)
    desk.undo()
    assert [one.title for one in intake_notes.forms(desk)] == ["Intake", "Follow-up"]


@pytest.mark.parametrize(("item", "said"), [(Item("a", ItemKind.TEXT, "  "), "no words"), (Item("a", ItemKind.CHOICE, "Feels", ("Dull",)), "two choices")])
def test_a_question_without_words_and_a_choice_without_choices_are_refused(desk: Desk, people, item: Item, said: str):
    with pytest.raises(Refused, match=said):
        intake_notes.save_form(desk, form=IntakeForm(0, "Short", (item,)))


def test_two_drafts_of_one_form_are_not_begun(desk: Desk, patient: int):
    intake_notes.begin(desk, patient_id=patient)
    with pytest.raises(Refused, match="open already"):
        intake_notes.begin(desk, patient_id=patient)


def test_lines_drawn_on_the_figure_are_kept_as_points():
    pin = Pin("hip", "left", 6, "to the knee", strokes=(((1.0, 2.5), (3.0, 4.0)),))
    assert pins(pinned([pin])) == (pin,)
    assert words(STANDARD[0], pinned([pin])) == "Left hip, 6/10, to the knee, lines drawn"


def test_notes_go_over_in_a_merge_and_back_when_it_is_parted(desk: Desk, people, patient: int):
    note = intake_notes.sign(desk, note_id=intake_notes.begin(desk, patient_id=patient).id)
    merging.merge(desk, survivor_id=people.patients[1], gone_id=patient)
    assert [f.note.id for f in intake_notes.of_patient(desk, patient_id=people.patients[1])] == [note.id]
    merging.part(desk, merge_id=merging.merges_of(desk, patient_id=people.patients[1])[0].id)
    assert [f.note.id for f in intake_notes.of_patient(desk, patient_id=patient)] == [note.id]
