"""Taking back an intention: the inverse is replayed only where each row still is as it was left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update

from frontdesk.data import images, journal
from frontdesk.data.session import Write
from frontdesk.data.tables import appointment, metadata
from frontdesk.domain.errors import Refused

_PARKED = "expired"


def revert(write: Write, header: Any, *, forward: bool) -> None:
    """Write back the images of an intention: those before it, or with ``forward`` those after it (redo).

    Raises ``Refused`` naming who changed a row since; then nothing of it stays (the transaction is rolled back).
    """
    found = journal.entries(write.connection, header["intention"])
    rows = [e for e in found if e["kind"] != "bulk"]
    bulks = [e for e in found if e["kind"] == "bulk"]
    if bulks and forward:
        raise Refused(f"“{header['label']}” cannot be done again from here. Bring in the file once more.")
    for entry in reversed(bulks):
        _withdraw(write, entry)
    steps = [_step(e, forward=forward) for e in (rows if forward else reversed(rows))]
    for table, key, now, _ in _merged(steps):
        _refuse_if_changed(write, header, table, key, now)
    _apply(write, steps)


def _step(entry: Any, *, forward: bool) -> tuple[Any, int, images.Image | None, images.Image | None]:
    now, then = (entry["before"], entry["after"]) if forward else (entry["after"], entry["before"])
    return metadata.tables[entry["table_name"]], entry["key"], now, then


def _merged(steps: Sequence[tuple[Any, int, images.Image | None, images.Image | None]]) -> list[Any]:
    """Each row once, with the image it must have now (that of the first step about it)."""
    first: dict[tuple[str, int], Any] = {}
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


def _apply(write: Write, steps: Sequence[tuple[Any, int, images.Image | None, images.Image | None]]) -> None:
    """Visits that move are first parked as not busy, so that swapped ones do not stand in each other's way."""
    parked = [(t, k, then) for t, k, now, then in steps if t is appointment and now is not None and then is not None]
    for _, key, _ in parked:
        write.connection.execute(update(appointment).where(appointment.c.id == key).values(status=_PARKED))
    for table, key, now, then in steps:
        _put(write, table, key, now, then)


def _put(write: Write, table: Any, key: int, now: images.Image | None, then: images.Image | None) -> None:
    if then is None:
        _unlink_tokens(write, table, key)
        write.delete(table, key)
        return
    values = images.decode(table, then)
    version = values.pop("version")
    if now is None:
        values["version"] = version + 1
        write.connection.execute(insert(table).values(**values))
        write.chain.add(table, key, None, _image(write, table, key))
        write.follow(table, key)
    else:
        values.pop("id")
        write.update(table, key, values)


def _image(write: Write, table: Any, key: int) -> images.Image | None:
    row = write.row(table, key)
    return images.encode(table, row) if row else None


def _unlink_tokens(write: Write, table: Any, key: int) -> None:
    if table.name == "patient":
        write.connection.exec_driver_sql(f"DELETE FROM patient_token WHERE patient_id = {int(key)}")


def _withdraw(write: Write, entry: Any) -> None:
    """Take out the rows of a bulk import that nobody has touched since: still at version 1 and nothing hanging on them."""
    table = metadata.tables[entry["table_name"]]
    span = entry["after"]
    wanted = select(table.c.id).where(table.c.id.between(span["first"], span["last"]), table.c.version == 1)
    keys = [row.id for row in write.execute(wanted)]
    held = _hanging(write, table, keys)
    for key in keys:
        if key not in held:
            write.delete(table, key)


def _hanging(write: Write, table: Any, keys: list[int]) -> set[int]:
    held: set[int] = set()
    for other in metadata.tables.values():
        for column in other.columns:
            if any(link.column.table is table for link in column.foreign_keys):
                found = select(column).where(column.is_not(None)).distinct()
                held |= {row[0] for row in write.execute(found)} & set(keys)
    return held
