"""Intake forms and notes as rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from frontdesk.data import people_tables, rows
from frontdesk.data.session import Session, Write
from frontdesk.domain.intake_note import Answer, IntakeForm, IntakeNote, Item, ItemKind, NoteState


def _items_out(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    return [{"id": i.id, "kind": i.kind.value, "label": i.label, "options": list(i.options), "fills": list(i.fills), "need": i.need} for i in items]


def _items_back(found: Any) -> tuple[Item, ...]:
    return tuple(Item(i["id"], ItemKind(i["kind"]), i["label"], tuple(i["options"]), tuple(i["fills"]), i["need"]) for i in found)


def _form_out(form: IntakeForm) -> dict[str, Any]:
    return rows.plain(form) | {"items": _items_out(form.items)}


def _form_back(row: Any) -> IntakeForm:
    return IntakeForm(row["id"], row["title"], _items_back(row["items"]), row["position"], row["active"], row["version"])


def _note_out(note: IntakeNote) -> dict[str, Any]:
    answers = {key: {"value": one.value, "origin": one.origin} for key, one in note.answers.items()}
    return rows.plain(note) | {"items": _items_out(note.items), "answers": answers, "state": note.state.value}


def _note_back(row: Any) -> IntakeNote:
    answers = {key: Answer(one["value"], one["origin"]) for key, one in row["answers"].items()}
    return IntakeNote(**{**row, "items": _items_back(row["items"]), "answers": answers, "state": NoteState(row["state"])})


rows.register(
    rows.Codec(IntakeForm, people_tables.intake_form, "intake form", _form_out, _form_back),
    rows.Codec(IntakeNote, people_tables.intake_note, "intake note", _note_out, _note_back),
)


def forms(session: Session) -> tuple[IntakeForm, ...]:
    table = people_tables.intake_form
    wanted = select(table).where(table.c.active).order_by(table.c.position, table.c.id)
    return tuple(rows.back(IntakeForm, row) for row in session.execute(wanted).mappings())


def of_patient(session: Session, *, patient_id: int) -> tuple[IntakeNote, ...]:
    """The newest first."""
    table = people_tables.intake_note
    wanted = select(table).where(table.c.patient_id == patient_id).order_by(table.c.id.desc())
    return tuple(rows.back(IntakeNote, row) for row in session.execute(wanted).mappings())




def put_on(write: Write, note: IntakeNote) -> IntakeNote:
    """Store a note as it is."""
    return rows.add(write, note)
