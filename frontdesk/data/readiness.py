"""What is ready for a visit, as rows: one for each thing that is done."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from frontdesk.data import tables
from frontdesk.data.session import Session, Write

_table = tables.visit_check


def of_visits(session: Session, *, appointment_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """Items done, by visit; a visit with none is left out."""
    found: dict[int, set[str]] = {}
    for row in session.execute(select(_table.c.appointment_id, _table.c.item).where(_table.c.appointment_id.in_(appointment_ids))):
        found.setdefault(row.appointment_id, set()).add(row.item)
    return {key: frozenset(items) for key, items in found.items()}


def set_done(write: Write, *, appointment_id: int, item: str, done: bool) -> None:
    """Note that something is ready, or that it is not."""
    wanted = select(_table.c.id).where(_table.c.appointment_id == appointment_id, _table.c.item == item)
    keys = [row.id for row in write.execute(wanted)]
    if done and not keys:
        write.insert(_table, {"appointment_id": appointment_id, "item": item, "by": write.who, "at": write.now})
    for key in keys if not done else ():
        write.delete(_table, key)
