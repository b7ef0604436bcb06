"""Taking a person out for good: rows, the journal's images of them, and what is left of them in the pages of the file.

The journal's entries stay and its chains still verify: they hash a salted digest of each image, not the image.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, delete, select, update

from frontdesk.data import holdings, origins, tables
from frontdesk.data.holdings import Held
from frontdesk.data.people_tables import intake_note
from frontdesk.data.session import Write
from frontdesk.data.tables import journal, journal_image, refused_piece


def erase(write: Write, held: Held) -> dict[str, int]:
    """All of it, in the caller's transaction; gives the number of rows by table. Messages and records of these people are not taken in again."""
    keys, came = holdings.keys_of_messages(write, held), holdings.origins_of(write, held)
    pieces = holdings.pieces_that_name(write, held)
    going: Held = {**held, refused_piece: pieces} if pieces else held
    for message in keys:
        origins.forget(write, key=message)
    for one in came:
        origins.empty(write, origin_id=one)
    _empty_signed(write, going)
    _untie(write, going)
    order = [table for table in reversed(tables.metadata.sorted_tables) if table in going]
    for table in order:
        for key in sorted(going[table]):
            write.erase(table, key)
    for table in order:
        _forget_images(write, table, going[table])
    return {table.name: len(going[table]) for table in order}


def _empty_signed(write: Write, going: Held) -> None:
    """A signed note goes only after it has been emptied: the database lets nothing else be done to it."""
    for key in sorted(going.get(intake_note, ())):
        write.execute(update(intake_note).where(intake_note.c.id == key).values(state="erased", answers={}, items=[]))


def _untie(write: Write, going: Held) -> None:
    """Rows that stay, and those that go together in whatever order, let go of what they name."""
    for table, column, parent in holdings.links():
        if parent not in going or not column.nullable:
            continue
        for key in sorted(going[parent]):
            for row in write.execute(select(table.c.id).where(column == key)).all():
                if row.id in going.get(table, ()):
                    write.execute(update(table).where(table.c.id == row.id).values({column.name: None}))
                else:
                    write.update(table, row.id, {column.name: None})


def _forget_images(write: Write, table: Table, keys: frozenset[int]) -> None:
    ordered: list[Any] = sorted(keys)
    for start in range(0, len(ordered), 400):
        part = select(journal.c.seq).where(journal.c.table_name == table.name, journal.c.key.in_(ordered[start : start + 400]), journal.c.kind != "bulk")
        write.execute(delete(journal_image).where(journal_image.c.seq.in_(part)))
