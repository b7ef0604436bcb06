"""Intake notes: begun from an inquiry or by hand, saved as they are typed, signed, amended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import intake_notes as note_rows
from frontdesk.data import rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import intake_note, when
from frontdesk.domain.errors import NotFound, Refused
from frontdesk.domain.inquiry import Inquiry, Source
from frontdesk.domain.intake_note import STANDARD, STANDARD_TITLE, Answer, Filed, IntakeForm, IntakeNote, Item, ItemKind, NoteState, PainPoint
from frontdesk.domain.patient import Patient
from frontdesk.domain.timespan import wall_of
from frontdesk.services.desk import Desk

_CAME = {Source.COMMENT: "web comment", Source.PHONE: "phone call", Source.CALLED: "phone call", Source.MISSED_CALL: "missed call",
         Source.EMAIL: "e-mail", Source.FORM: "web form"}
_LINES = (ItemKind.TEXT, ItemKind.DATE, ItemKind.SIGNATURE)
"""Answered by typing."""


def forms(desk: Desk) -> tuple[IntakeForm, ...]:
    """The clinic's forms; before it has any of its own, the standard one (id 0)."""
    with desk.read() as session:
        return note_rows.forms(session) or (IntakeForm(0, STANDARD_TITLE, STANDARD),)


def new_form(desk: Desk, *, title: str) -> IntakeForm:
    """One more form, with a first question to change. Where the clinic has none of its own, the standard one is kept beside it."""
    words = " ".join(title.split())
    if not words:
        raise Refused("Type what the new form is called.")
    with desk.write("Add an intake form") as write:
        there = note_rows.forms(write) or (rows.add(write, IntakeForm(0, STANDARD_TITLE, STANDARD)),)
        if any(one.title.casefold() == words.casefold() for one in there):
            raise Refused(f"There is a form called “{words}” already. Give the new one another name.")
        return rows.add(write, IntakeForm(0, words, (Item("q1", ItemKind.TEXT, "What brings you here"),), max(one.position for one in there) + 1))


def retire_form(desk: Desk, *, form_id: int) -> IntakeForm:
    """Not offered any more; notes that were made with it keep their questions."""
    with desk.write("Take an intake form out of use") as write:
        form = rows.get(write, IntakeForm, form_id)
        if [one.id for one in note_rows.forms(write)] == [form.id]:
            raise Refused("This is the only form. Add another one first.")
        return rows.change(write, replace(form, active=False))


def save_form(desk: Desk, *, form: IntakeForm) -> IntakeForm:
    """A form, new or changed. Notes that were begun keep the questions as they were."""
    if not form.title.strip() or not form.items:
        raise Refused("A form needs a title and at least one question.")
    if unnamed := [n for n, item in enumerate(form.items, 1) if not item.label.strip()]:
        raise Refused(f"Question {unnamed[0]} has no words yet. Type them, or take the question out.")
    if bare := [item.label for item in form.items if item.kind is ItemKind.CHOICE and len(item.options) < 2]:
        raise Refused(f"“{bare[0]}” has nothing to choose from. Type at least two choices, with commas between them.")
    if len({item.id for item in form.items}) != len(form.items):
        raise Refused("Two questions of the form have the same name. Give each its own.")
    with desk.write("Change an intake form") as write:
        return rows.change(write, form) if form.id else rows.add(write, form)


def begin(desk: Desk, *, patient_id: int, form: IntakeForm | None = None, inquiry_id: int | None = None) -> IntakeNote:
    """A draft. Accepted facts of the patient's inquiries fill it, each with the words it comes from; the newest inquiry's go first."""
    chosen = form or forms(desk)[0]
    with desk.write("Begin an intake note") as write:
        rows.get(write, Patient, patient_id)
        draft = next((n for n in note_rows.of_patient(write, patient_id=patient_id) if n.state is NoteState.DRAFT and n.title == chosen.title and not n.amends_id), None)
        if draft is not None:
            raise Refused("An intake note of this kind is open already. Go on with that one.")
        inquiries = [i for i in inquiry_rows.of_patient(write, patient_id=patient_id) if inquiry_id in (None, i.id)]
        answers = _from_inquiries(desk, write, chosen.items, inquiries)
        return rows.add(write, IntakeNote(0, patient_id, chosen.title, chosen.items, answers, NoteState.DRAFT, write.now, desk.who,
                                          inquiries[0].id if inquiries else None, write.now))  # fmt: skip


def _from_inquiries(desk: Desk, session: Session, items: Sequence[Item], inquiries: Sequence[Inquiry]) -> dict[str, Answer]:
    told = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in inquiries])
    answers: dict[str, Answer] = {}
    for inquiry in inquiries:
        day = wall_of(inquiry.received_at, desk.house().zone) if inquiry.received_at else None
        origin = " of ".join(x for x in (_CAME.get(inquiry.source, "inquiry"), when.short_day(day) if day else "") if x)
        answers = intake_note.filled(items, told[inquiry.id], origin) | answers
    return answers


def answer(desk: Desk, *, note_id: int, item_id: str, value: Any) -> IntakeNote:
    """One answer, saved while it is typed. What the desk types stands as the desk's own; the same value keeps its origin."""
    with desk.read() as session:
        item = next((i for i in rows.get(session, IntakeNote, note_id).items if i.id == item_id), None)
    if item is None:
        raise NotFound("That question is not on this form any more.")
    with desk.write(f"Answer “{item.label}” of an intake note", typed=("intake_note", note_id) if item.kind in _LINES else None) as write:
        note = _draft(write, note_id)
        kept, old = intake_note.checked(item, value), note.answers.get(item_id)
        if old is not None and old.value == kept:
            return note
        return rows.change(write, replace(note, answers={**note.answers, item_id: Answer(kept)}, saved_at=write.now))


def _draft(write: Write, note_id: int) -> IntakeNote:
    note = rows.get(write, IntakeNote, note_id)
    if note.state is not NoteState.DRAFT:
        raise Refused("This note is signed and stays as it is. Amend it to change something.")
    return note


def fill_in(desk: Desk, *, note_id: int) -> IntakeNote:
    """What was read in the patient's inquiries is accepted, and fills the questions that are still open; one undo takes both back."""
    with desk.write("Fill an intake note from what was read") as write:
        note = _draft(write, note_id)
        inquiries = inquiry_rows.of_patient(write, patient_id=note.patient_id)
        told = fact_rows.of_inquiries(write, inquiry_ids=[i.id for i in inquiries])
        read = intake_note.waiting(note, [one for i in inquiries for one in told[i.id]])
        if not read:
            raise Refused("Nothing more was read in the messages of this patient.")
        for one in read:
            rows.change(write, replace(one, decision="accepted", by=desk.who))
        answers = _from_inquiries(desk, write, note.items, inquiries)
        given = {key: told for key, told in note.answers.items() if told.value not in (None, "", [])}
        return rows.change(write, replace(note, answers=answers | given, saved_at=write.now))


def sign(desk: Desk, *, note_id: int) -> IntakeNote:
    """Signed for good: no undo, no change, only an amendment."""
    with desk.write("Sign an intake note", undoable=False) as write:
        note = _draft(write, note_id)
        if lacking := intake_note.missing(note):
            raise Refused(f"Not signed yet: {', '.join(lacking).lower()} is missing.")
        before = rows.get(write, IntakeNote, note.amends_id) if note.amends_id else None
        if before is not None:
            if not intake_note.differences(before, note):
                raise Refused("Nothing has been changed. Throw the amendment away, or change what has to be changed.")
            if not note.reason.strip():
                raise Refused("Say in a few words why the note is amended, then sign.")
            rows.change(write, replace(before, state=NoteState.AMENDED))
        return rows.change(write, replace(note, state=NoteState.SIGNED, signed_at=write.now, signed_by=desk.who))


def amend(desk: Desk, *, note_id: int, reason: str = "") -> IntakeNote:
    """A draft with the answers of a signed note; the signed one stays as it is."""
    with desk.write("Amend an intake note") as write:
        note = rows.get(write, IntakeNote, note_id)
        if note.state is not NoteState.SIGNED:
            newer = note.state is NoteState.AMENDED
            raise Refused("Only the newest of a note is amended. This one has been amended already." if newer else "This note is not signed; change it as it is.")
        if any(n.amends_id == note.id for n in note_rows.of_patient(write, patient_id=note.patient_id)):
            raise Refused("This note is being amended already. Go on with that draft.")
        return rows.add(write, replace(note, id=0, state=NoteState.DRAFT, started_at=write.now, author=desk.who, saved_at=write.now, signed_at=None, signed_by="",
                                       amends_id=note.id, reason=reason.strip(), version=0))  # fmt: skip


def give_reason(desk: Desk, *, note_id: int, reason: str) -> IntakeNote:
    """Why it is amended."""
    with desk.write("Say why a note is amended", typed=("intake_note", note_id)) as write:
        note = _draft(write, note_id)
        return note if note.reason == reason.strip() else rows.change(write, replace(note, reason=reason.strip(), saved_at=write.now))


def throw_away(desk: Desk, *, note_id: int) -> None:
    """A draft goes; the history keeps it."""
    with desk.write("Throw an intake note away") as write:
        rows.remove(write, _draft(write, note_id))


def of_patient(desk: Desk, *, patient_id: int) -> tuple[Filed, ...]:
    with desk.read() as session:
        return of_patient_within(session, patient_id)


def of_patient_within(session: Session, patient_id: int) -> tuple[Filed, ...]:
    """The newest first, each with what it changed in the note that it amends."""
    notes = note_rows.of_patient(session, patient_id=patient_id)
    by_id = {note.id: note for note in notes}
    return tuple(Filed(n, intake_note.differences(by_id[n.amends_id], n) if n.amends_id in by_id else (), intake_note.missing(n)) for n in notes)


def pain(filed: Sequence[Filed]) -> tuple[PainPoint, ...]:
    """Pain over time: of each signed note that still holds, the oldest first."""
    found = (intake_note.pain_of(one.note) for one in reversed(filed) if one.note.state is NoteState.SIGNED)
    return tuple(point for point in found if point is not None)
