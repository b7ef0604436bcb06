"""The clinic's own facts as rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, inspect, select

from frontdesk.data import tables
from frontdesk.data.rows import CODECS, back
from frontdesk.data.session import Session
from frontdesk.domain.clinic import (
    AppointmentType,
    Block,
    Clinic,
    Clinician,
    House,
    OpeningException,
    OpeningRule,
    Room,
    Site,
    StaffMember,
)

TABLES = frozenset({"clinic", "site", "clinician", "room", "appointment_type", "opening_rule", "opening_exception", "block", "staff", "meta", ""})
"""Tables a ``House`` is read from."""


def _all(session: Session, kind: type[Any]) -> tuple[Any, ...]:
    table = CODECS[kind].table
    order = [table.c[name] for name in ("position", "id") if name in table.c]
    return tuple(back(kind, row) for row in session.execute(select(table).order_by(*order)).mappings())


def house(session: Session) -> House:
    """Everything that decides when somebody can be seen; an empty clinic where none is set up yet."""
    clinics = _all(session, Clinic)
    return House(
        clinic=clinics[0] if clinics else Clinic(0, ""), sites=_all(session, Site), clinicians=_all(session, Clinician),
        rooms=_all(session, Room), types=_all(session, AppointmentType), rules=_all(session, OpeningRule),
        exceptions=_all(session, OpeningException), blocks=_all(session, Block), demo=is_demo(session),
    )  # fmt: skip


def is_demo(session: Session) -> bool:
    return bool(session.execute(select(tables.meta.c.value).where(tables.meta.c.name == "demo")).scalar())


def staff(session: Session) -> tuple[StaffMember, ...]:
    return _all(session, StaffMember)


def visits_needing(session: Session, *, column: str, key: int) -> int:
    """How many visits name a clinician, room, type or site."""
    visit = tables.appointment
    return int(session.execute(select(func.count()).select_from(visit).where(visit.c[column] == key)).scalar_one())


def rules_needing(session: Session, *, table: str, column: str, key: int) -> int:
    """How many rows of another table name it (rooms of a site, hours of a clinician)."""
    other = tables.metadata.tables[table]
    return int(session.execute(select(func.count()).select_from(other).where(other.c[column] == key)).scalar_one())


DERIVED = frozenset({"patient_token", "name_word", "name_gap", "match_key", "journal_image", "meta"})
"""Tables that are made anew from the others, or tell nothing by their number of rows."""


def counts(session: Session) -> dict[str, int]:
    """Rows a table, for the check and the backup's manifest. A file of an older program lacks some of the tables."""
    there = set(inspect(session.connection).get_table_names())
    return {
        table.name: int(session.execute(select(func.count()).select_from(table)).scalar_one())
        for table in tables.metadata.sorted_tables
        if table.name in there - DERIVED
    }
