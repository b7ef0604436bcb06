"""Whom an intention of the journal was about: its label carries no name, but the rows that it changed lead to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select

from frontdesk.data import patients, tables
from frontdesk.data.journal import HEADERS, HistoryEntry
from frontdesk.data.session import Session

Row = tuple[str, int]
"""Table and key."""

_UP = {"patient_id": "patient", "appointment_id": "appointment", "inquiry_id": "inquiry"}
"""A row belongs to the first of these that it names."""
_HOPS = 3
"""From a tick on a visit over the visit and its inquiry to the patient."""
_MOST = 3_000
"""Rows that are looked at: a whole file that was brought in is about nobody in particular."""


def named(session: Session, entries: Sequence[HistoryEntry]) -> tuple[HistoryEntry, ...]:
    """The same with ``about``: the one person, or the two, whose rows were changed and still stand."""
    touched = _touched(session, [entry.seq for entry in entries])
    owner = _owners(session, {row for rows in touched.values() for row in rows})
    called = _called(session, set(owner.values()))
    told = []
    for entry in entries:
        names = list(dict.fromkeys(called[owner[row]] for row in touched.get(entry.seq, ()) if owner[row] in called))
        told.append(replace(entry, about=tuple(names) if len(names) <= 2 else ()))
    return tuple(told)


def _touched(session: Session, intentions: list[int]) -> dict[int, list[Row]]:
    made = tables.journal.c
    found: dict[int, list[Row]] = defaultdict(list)
    wanted = select(made.intention, made.table_name, made.key).where(made.intention.in_(intentions), made.kind.not_in(HEADERS), made.key.is_not(None))
    for one in session.execute(wanted.order_by(made.seq.desc()).limit(_MOST)):
        found[one.intention].append((one.table_name, one.key))
    return found


def _owners(session: Session, rows: Iterable[Row]) -> dict[Row, Row]:
    """From each row to the person it belongs to, or as near to one as its links lead."""
    owner = {row: row for row in rows}
    for _ in range(_HOPS):
        above = _above(session, set(owner.values()))
        owner = {row: above.get(at, at) for row, at in owner.items()}
    return owner


def _above(session: Session, rows: set[Row]) -> dict[Row, Row]:
    keys: dict[str, list[int]] = defaultdict(list)
    found: dict[Row, Row] = {}
    for name, key in rows:
        keys[name].append(key)
    for name, wanted in keys.items():
        table = tables.metadata.tables.get(name)
        links = [link for link in _UP if table is not None and link in table.c]
        if table is None or not links:
            continue
        for row in session.execute(select(table.c.id, *(table.c[link] for link in links)).where(table.c.id.in_(wanted))).mappings():
            up = next((link for link in links if row[link] is not None), None)
            if up is not None:
                found[name, row["id"]] = (_UP[up], row[up])
    return found


def _called(session: Session, rows: set[Row]) -> dict[Row, str]:
    """Names of patients, and of those who only wrote."""
    found = {("patient", one.id): one.name for one in patients.by_ids(session, ids=[key for table, key in rows if table == "patient"]).values()}
    inquiry = tables.inquiry.c
    wrote = [key for table, key in rows if table == "inquiry"]
    for one in session.execute(select(inquiry.id, inquiry.name).where(inquiry.id.in_(wrote))):
        found["inquiry", one.id] = one.name
    return found
