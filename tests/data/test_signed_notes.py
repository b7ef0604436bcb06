"""A signed intake note cannot be changed by anybody who writes to the tables, on the clinic's file as on a server."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, exc, update

from frontdesk.data import erasing, holdings, rows
from frontdesk.data.people_tables import intake_note as table
from frontdesk.data.store import Store
from frontdesk.domain.errors import Refused
from frontdesk.domain.intake_note import STANDARD, Answer, IntakeNote, NoteState
from tests.data.conftest import DESK, NOW, People, contents

SIGNED = IntakeNote(0, 0, "Intake", STANDARD[1:3], {"pain": Answer(7), "since": Answer("May")}, NoteState.SIGNED, NOW, "Julia Marsh", None, NOW, NOW, "Julia Marsh")


def noted(store: Store, people: People, **change: object) -> IntakeNote:
    with store.write("An intake note", **DESK) as write:
        return rows.add(write, replace(SIGNED, patient_id=people.patients[0], **change))


def test_what_a_signed_note_says_can_neither_be_changed_nor_deleted(either: Store, people: People):
    note = noted(either, people)
    later = noted(either, people, state=NoteState.AMENDED, amends_id=note.id)
    before = contents(either)
    changes = (
        {"answers": {"pain": {"value": 1, "origin": ""}}}, {"items": []}, {"title": "Other"}, {"signed_by": "Somebody"}, {"signed_at": NOW + timedelta(days=1)},
        {"reason": "none"}, {"author": "x"}, {"state": "draft"}, {"state": ""}, {"started_at": NOW - timedelta(days=1)}, {"state": "erased"},
    )  # fmt: skip
    for one in (note, later):
        for change in changes:
            with pytest.raises((Refused, exc.DBAPIError), match=r"signed"), either.write("Change it", **DESK) as write:
                write.execute(update(table).where(table.c.id == one.id).values(**change))
        with pytest.raises((Refused, exc.DBAPIError), match=r"signed"), either.write("Delete it", **DESK) as write:
            write.execute(delete(table).where(table.c.id == one.id))
    with pytest.raises((Refused, exc.DBAPIError)), either.write("Sign it once more", **DESK) as write:
        write.execute(update(table).where(table.c.id == later.id).values(state="signed"))
    assert contents(either) == before


def test_a_draft_is_changed_a_signed_note_amended_moved_to_the_record_it_belongs_to_and_erased_whole(either: Store, people: People):
    draft = noted(either, people, state=NoteState.DRAFT, signed_at=None, signed_by="")
    note = noted(either, people)
    with either.write("Go on", **DESK) as write:
        draft = rows.change(write, replace(draft, answers={"pain": Answer(3)}))
        rows.change(write, replace(draft, state=NoteState.SIGNED, amends_id=note.id, signed_at=NOW, signed_by="Julia Marsh"))
        rows.change(write, replace(note, state=NoteState.AMENDED))
        write.update(table, note.id, {"patient_id": people.patients[1]})
        write.update(table, note.id, {"patient_id": people.patients[0]})
    with either.write("Erase a record", barrier="erased", **DESK) as write:
        erasing.erase(write, holdings.of_patient(write, people.patients[0]))
    assert contents(either)["intake_note"] == []
