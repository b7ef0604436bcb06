"""Everything the clinic holds on one person, found by the links of the tables themselves, so that a table that comes later is not forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, or_, select

from frontdesk.data import images, tables
from frontdesk.data.session import Session
from frontdesk.data.tables import appointment, inquiry, origin, patient, refused_piece
from frontdesk.domain.appointment import Status
from frontdesk.domain.folding import digits

Held = dict[Table, frozenset[int]]
_PART = 400


def links(to: Table | None = None) -> Iterator[tuple[Table, Column[Any], Table]]:
    """Each column of a row with an id that names a row of another table (of ``to``): its table, itself, the other table."""
    for table in tables.metadata.sorted_tables:
        for column in table.columns if "id" in table.c else ():
            for key in column.foreign_keys:
                if to is None or key.column.table is to:
                    yield table, column, key.column.table


def of_patient(session: Session, patient_id: int) -> Held:
    """The ids of all rows that are this person's, by table: the record, those merged into it, and whatever hangs on them.

    A row that is another patient's stays theirs, though it names an inquiry or a visit of this one.
    """
    held: dict[Table, set[int]] = {patient: {patient_id}}
    grew = True
    while grew:
        grew = False
        for table, column, parent in links():
            found = _hanging(session, table, column, held.get(parent, set()), held[patient]) - held.get(table, set())
            if found:
                held.setdefault(table, set()).update(found)
                grew = True
    return {table: frozenset(keys) for table, keys in held.items()}


def _hanging(session: Session, table: Table, column: Column[Any], parents: set[int], people: set[int]) -> set[int]:
    found: set[int] = set()
    for part in _parts(parents):
        wanted = select(table.c.id).where(column.in_(part))
        if "patient_id" in table.c and column.name != "patient_id" and next(iter(column.foreign_keys)).column.table is not patient:
            wanted = wanted.where(or_(table.c.patient_id.is_(None), table.c.patient_id.in_(sorted(people))))
        found.update(row.id for row in session.execute(wanted))
    return found


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), _PART):
        yield ordered[start : start + _PART]


def contents(session: Session, held: Held) -> dict[str, list[images.Image]]:
    """The rows themselves as JSON values, by the name of their table."""
    made: dict[str, list[images.Image]] = {}
    for table in tables.metadata.sorted_tables:
        for part in _parts(held.get(table, ())):
            found = session.execute(select(table).where(table.c.id.in_(part)).order_by(table.c.id)).mappings()
            made.setdefault(table.name, []).extend(images.encode(table, row) for row in found)
    return made


def took_place(session: Session, held: Held) -> tuple[Any, ...]:
    """The starts of the visits that took place, oldest first: what the law on medical records is about."""
    found = [
        row.start for part in _parts(held.get(appointment, ()))
        for row in session.execute(select(appointment.c.start).where(appointment.c.id.in_(part), appointment.c.status == Status.DONE.value))
    ]  # fmt: skip
    return tuple(sorted(found))


def ahead(session: Session, held: Held, *, now: datetime) -> bool:
    """Is one of the visits still to come (wall time)?"""
    open_ones = [Status.BOOKED.value, Status.HELD.value, Status.WAITING.value, Status.IN_ROOM.value]
    return any(
        session.execute(select(appointment.c.id).where(appointment.c.id.in_(part), appointment.c.status.in_(open_ones), appointment.c.end > now)).first()
        for part in _parts(held.get(appointment, ()))
    )


def pieces_that_name(session: Session, held: Held) -> frozenset[int]:
    """Kept pieces of imports in which an address, a number or the whole name of this person stands."""
    marks: set[str] = set()
    for table in (patient, inquiry):
        for part in _parts(held.get(table, ())):
            for row in session.execute(select(table).where(table.c.id.in_(part))).mappings():
                name = f"{row['given_name']} {row['family_name']}" if table is patient else row["name"]
                marks.update(mark for mark in (row["email"], row["phone"], name) if mark and (len(mark.split()) > 1 or "@" in mark or len(digits(mark)) >= 7))
    if not marks:
        return frozenset()
    content = refused_piece.c.content
    return frozenset(row.id for row in session.execute(select(refused_piece.c.id).where(or_(*(content.icontains(m, autoescape=True) for m in sorted(marks))))))


def keys_of_messages(session: Session, held: Held) -> tuple[str, ...]:
    return tuple(row.key for part in _parts(held.get(inquiry, ())) for row in session.execute(select(inquiry.c.key).where(inquiry.c.id.in_(part))))


def origins_of(session: Session, held: Held) -> tuple[int, ...]:
    """The records of other systems of which these rows were made."""
    mine = {("patient", key) for key in held.get(patient, ())} | {("appointment", key) for key in held.get(appointment, ())}
    rows = session.execute(select(origin.c.id, origin.c.noun, origin.c.ids).where(origin.c.noun.in_(("patient", "appointment"))))
    return tuple(row.id for row in rows if any((row.noun, key) in mine for key in row.ids))


