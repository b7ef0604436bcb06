"""Patients as rows: how many, by id, by chart number, the next chart number, their notes. How they are found: ``find`` and ``alike``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from frontdesk.data import tables
from frontdesk.data.finding import EVERYBODY
from frontdesk.data.people_tables import name_word
from frontdesk.data.rows import back
from frontdesk.data.session import Session
from frontdesk.domain.folding import digits, fold
from frontdesk.domain.patient import Note, Patient

_table = tables.patient
_BY_IDS = select(_table).where(_table.c.id.in_(bindparam("ids", expanding=True)))
_COUNT = select(name_word.c.count).where(name_word.c.token == EVERYBODY)


def read(session: Session, wanted: Select[object]) -> tuple[Patient, ...]:
    return tuple(back(Patient, row) for row in session.execute(wanted).mappings())


def count(session: Session) -> int:
    """Without the records that were merged into another; read from the dictionary of names, since counting a million takes its time."""
    return int(session.execute(_COUNT).scalar() or 0)


def by_ids(session: Session, *, ids: Iterable[int]) -> dict[int, Patient]:
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(_BY_IDS, {"ids": wanted[start : start + 500]}).mappings()
        found.update({row["id"]: back(Patient, row) for row in rows})
    return found


def everybody(session: Session) -> Iterator[Patient]:
    """By number; not those merged into another."""
    last = 0
    while found := read(session, select(_table).where(_table.c.id > last, _table.c.merged_into.is_(None)).order_by(_table.c.id).limit(1_000)):
        yield from found
        last = found[-1].id


def by_chart(session: Session, *, chart: str) -> Patient | None:
    return next(iter(read(session, select(_table).where(func.upper(_table.c.chart) == chart.upper()))), None)


def called(session: Session, *, names: Iterable[str], emails: Iterable[str] = ()) -> tuple[Patient, ...]:
    """Everybody whose given and family name together are one of these, or whose e-mail address is; not those merged into another."""
    folded = [*filter(None, map(fold, names))][:100]
    ways: list[ColumnElement[bool]] = [_table.c.folded_reversed.in_(folded)] if folded else []
    if wanted := [email.strip().casefold() for email in emails][:100]:
        ways.append(_table.c.email_folded.in_(wanted))
    return read(session, select(_table).where(or_(*ways), _table.c.merged_into.is_(None)).order_by(_table.c.id).limit(50)) if ways else ()


def of_chart(session: Session, *, chart: str) -> Patient | None:
    """Who has that chart number; the survivor where the record was merged."""
    found = read(session, select(_table).where(_table.c.chart == chart))
    if found and (survivor := found[0].merged_into):
        return next(iter(read(session, select(_table).where(_table.c.id == survivor))), None)
    return next(iter(found), None)


def next_chart(session: Session, *, prefix: str) -> str:
    """The next free chart number, "DP-1311"."""
    charts = select(_table.c.chart).where(_table.c.chart.like(f"{prefix}-%")).order_by(func.length(_table.c.chart).desc(), _table.c.chart.desc())
    last = digits(str(session.execute(charts.limit(1)).scalar() or ""))
    return f"{prefix}-{int(last or 1000) + 1}"


def notes(session: Session, *, patient_id: int) -> tuple[Note, ...]:
    table = tables.note
    wanted = select(table).where(table.c.patient_id == patient_id).order_by(table.c.at.desc(), table.c.id.desc())
    return tuple(back(Note, row) for row in session.execute(wanted).mappings())
