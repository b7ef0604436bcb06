"""Two records of one person become one: what hangs on the one goes over to the other, and can be parted again.

What hangs on a patient is found by the links of the tables themselves, so that a table that comes later is not forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, select

from frontdesk.data import images, people_tables, tables
from frontdesk.data.session import Session, Write

Moved = list[list[Any]]
_OWN = frozenset({"patient", "patient_merge"})


def links() -> Iterator[tuple[Table, Column[Any]]]:
    """Each column that names a patient, of rows that have an id of their own."""
    for table in tables.metadata.sorted_tables:
        if table.name in _OWN or "id" not in table.c:
            continue
        for column in table.columns:
            if any(key.column.table is tables.patient for key in column.foreign_keys):
                yield table, column


def move(write: Write, *, gone: int, survivor: int) -> Moved:
    """All rows of the one are the other's now, each through the journal; what would say the same thing twice stays where it is."""
    moved: Moved = []
    for table, column in links():
        for row in write.execute(select(table).where(column == gone).order_by(table.c.id)).mappings().all():
            if not _twice(write, table, column, row, survivor):
                write.update(table, row["id"], {column.name: survivor})
                moved.append([table.name, column.name, row["id"]])
    return moved


def _twice(write: Write, table: Table, column: Column[Any], row: Any, survivor: int) -> bool:
    """A pair of both would become a pair of one with itself; a rule that forbids doubles would be broken."""
    others = [c for t, c in links() if t is table and c is not column]
    if any(row[c.name] == survivor for c in others):
        return True
    for columns in _singular(table):
        if column in columns:
            same = [c == (survivor if c is column else row[c.name]) for c in columns]
            if write.execute(select(table.c.id).where(*same)).first():
                return True
    return False


def _singular(table: Table) -> list[list[Any]]:
    rules = [list(rule.columns) for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    return rules + [list(index.columns) for index in table.indexes if index.unique]


def back(write: Write, moved: Moved, *, gone: int, survivor: int) -> int:
    """What came over goes back, where it is still there and still the survivor's; gives how many did."""
    count = 0
    for name, column, key in moved:
        table = tables.metadata.tables.get(name)
        row = write.row(table, key) if table is not None else None
        if table is not None and row is not None and row[column] == survivor:
            write.update(table, key, {column: gone})
            count += 1
    return count


def image(session: Session, patient_id: int) -> images.Image:
    """The record as JSON values."""
    row = session.row(tables.patient, patient_id)
    assert row is not None, "the caller has read it"
    return images.encode(tables.patient, row)


def values(fields: images.Image) -> dict[str, Any]:
    """JSON values of some fields as Python values."""
    return images.decode(tables.patient, fields)


def record(write: Write, *, survivor: int, gone: int, taken: dict[str, Any], moved: Moved) -> int:
    row = {"survivor_id": survivor, "gone_id": gone, "at": write.now, "who": write.who, "taken": taken, "moved": moved, "parted_at": None}
    return write.insert(people_tables.patient_merge, row)


def standing(session: Session, *, gone: int | None = None, survivor: int | None = None) -> list[Any]:
    """Merges that still hold, the newest first."""
    table = people_tables.patient_merge
    wanted = select(table).where(table.c.parted_at.is_(None))
    wanted = wanted.where(table.c.gone_id == gone) if gone is not None else wanted
    wanted = wanted.where(table.c.survivor_id == survivor) if survivor is not None else wanted
    return list(session.execute(wanted.order_by(table.c.id.desc())).mappings())


def part(write: Write, key: int, at: datetime) -> None:
    write.update(people_tables.patient_merge, key, {"parted_at": at})
