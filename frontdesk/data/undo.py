"""Taking back an intention: the inverse is replayed only where each row still is as it was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, Update, insert, select, update

from frontdesk.data import images, journal
from frontdesk.data.session import Write
from frontdesk.data.tables import appointment, metadata
from frontdesk.domain.errors import Refused

Step = tuple[Table, int, images.Image | None, images.Image | None]
"""Table, id, the image the row must have now, and the one it is to have."""

_PARKED = "expired"
_PARENTS = {link.column.table for link in appointment.foreign_keys} - {appointment}


def revert(write: Write, header: Any, *, forward: bool) -> Counter[str]:
    """Write back the images of an intention: those before it, or with ``forward`` those after it (redo).

    Gives how many rows of each table stay of those that came in together, because somebody has worked with them since.
    Raises ``Refused`` naming who changed a row since; then nothing of it stays (the transaction is rolled back).
    """
    found = journal.entries(write.connection, header["intention"])
    if any(e["salt"] is None for e in found):
        raise Refused(f"“{header['label']}” cannot be taken back: it was about somebody whose record has been erased since.")
    rows = [e for e in found if e["kind"] != "bulk"]
    bulks = [e for e in found if e["kind"] == "bulk"]
    if bulks and forward:
        raise Refused(f"“{header['label']}” cannot be done again from here. Bring in the file once more.")
    stay = _withdraw(write, bulks)
    steps = [_step(e, forward=forward) for e in (rows if forward else reversed(rows))]
    for table, key, now, _ in _merged(steps):
        _refuse_if_changed(write, header, table, key, now)
    _apply(write, steps)
    return stay


_NOUNS = {"inquiry": ("inquiry", "inquiries"), "patient": ("patient", "patients"), "appointment": ("visit", "visits")}


def in_words(stay: Counter[str]) -> str:
    """A sentence about what stays; empty where nothing does that the desk would look for."""
    told = [f"{many:,} {_NOUNS[table][many != 1]}" for table, many in stay.items() if table in _NOUNS]
    if not told:
        return ""
    one = sum(stay[table] for table in _NOUNS) == 1
    return f" {' and '.join(told)} {'stays' if one else 'stay'}: somebody has worked with {'it' if one else 'them'} since."


def _step(entry: Any, *, forward: bool) -> Step:
    now, then = (entry["before"], entry["after"]) if forward else (entry["after"], entry["before"])
    return metadata.tables[entry["table_name"]], entry["key"], now, then


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Each row once, with the image it must have now (that of the first step about it)."""
    first: dict[tuple[str, int], Step] = {}
    for table, key, now, then in steps:
        first.setdefault((table.name, key), (table, key, now, then))
    return list(first.values())


def _refuse_if_changed(write: Write, header: Any, table: Any, key: int, expected: images.Image | None) -> None:
    row = write.row(table, key)
    current = images.encode(table, row) if row else None
    if not images.same(current, expected):
        by = journal.last_change(write.connection, table.name, key, header["seq"])
        who = f"{by['who']} changed it since ({by['label']})" if by else "it has been changed since"
        raise Refused(f"“{header['label']}” cannot be taken back: {who}.")


def _apply(write: Write, steps: Sequence[Step]) -> None:
    """Visits are first parked on their new time as not busy, so that swapped ones do not stand in each other's way.

    What a visit hangs on (its series, its patient) comes back before that.
    """
    first, steps = [s for s in steps if _is_parent(s)], [s for s in steps if not _is_parent(s)]
    for table, key, now, then in first:
        _put(write, table, key, now, then, None)
    before = [_image(write, table, key) if now is not None else None for table, key, now, _ in steps]
    for table, key, now, then in steps:
        if table is appointment and now is not None and then is not None:
            write.connection.execute(_place(table, key, then | {"status": _PARKED}))
    for (table, key, now, then), was in zip(steps, before, strict=True):
        _put(write, table, key, now, then, was)


def _is_parent(step: Step) -> bool:
    return step[2] is None and step[0] in _PARENTS


def _place(table: Table, key: int, then: images.Image) -> Update:
    values = images.decode(table, then)
    del values["id"], values["version"]
    return update(table).where(table.c.id == key).values(**values)


def _put(write: Write, table: Table, key: int, now: images.Image | None, then: images.Image | None, was: images.Image | None) -> None:
    """``was``: the row as it stood before anything was parked, for the journal."""
    if then is None:
        write.delete(table, key)
    elif now is None:
        values = images.decode(table, then)
        write.put(table, key, insert(table).values(**values | {"version": values["version"] + 1}), coming=values)
    else:
        write.put(table, key, _place(table, key, then).values(version=table.c.version + 1), was, coming=images.decode(table, then))


def _image(write: Write, table: Any, key: int) -> images.Image | None:
    row = write.row(table, key)
    return images.encode(table, row) if row else None


def _withdraw(write: Write, bulks: Sequence[Any]) -> Counter[str]:
    """Take out the rows that came in together and that nobody has worked with since, and that are tied to nothing that stays."""
    going: dict[Table, set[int]] = {}
    for entry in bulks:
        table, span = metadata.tables[entry["table_name"]], entry["after"]
        here = {row.id for row in write.execute(select(table.c.id).where(table.c.id.between(span["first"], span["last"])))}
        going.setdefault(table, set()).update(here)
    came = Counter({table.name: len(keys) for table, keys in going.items()})
    for entry in bulks:
        span = entry["after"]
        going[metadata.tables[entry["table_name"]]] -= journal.worked_with(write.connection, write.chain.desk, entry["table_name"], span["first"], span["last"])
    while _stay(write, going):
        pass
    stay = came - Counter({table.name: len(keys) for table, keys in going.items()})
    for entry in reversed(bulks):
        table = metadata.tables[entry["table_name"]]
        for key in sorted(going.pop(table, ())):
            write.delete(table, key)
    return stay


def _stay(write: Write, going: dict[Table, set[int]]) -> bool:
    """Spare what something that stays hangs on, and what hangs on something that stays; True where anything was spared."""
    before = sum(map(len, going.values()))
    for table, keys in going.items():
        for column in _links_to(table):
            own = going.get(column.table, set())
            links: list[tuple[int, int]] = [tuple(row) for row in write.execute(select(column, column.table.c.id).where(column.is_not(None)))]
            keys -= {parent for parent, key in links if key not in own}
            own -= {key for parent, key in links if parent not in keys}
    return sum(map(len, going.values())) < before


def _links_to(table: Table) -> list[Any]:
    return [
        column for other in metadata.tables.values() if "id" in other.c for column in other.columns if any(link.column.table is table for link in column.foreign_keys)
    ]
