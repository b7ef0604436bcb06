"""Visits as rows. The trigger refuses what overlaps; here its answer gets a name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import String, bindparam, case, exc, select, type_coerce
from sqlcipher3 import dbapi2 as sqlcipher

from frontdesk.data import images, journal, rows, tables
from frontdesk.data.dialect import TAKEN
from frontdesk.data.session import Session, Write
from frontdesk.domain.appointment import BUSY, Appointment, Lives, Status, Visit
from frontdesk.domain.clinic import Busy
from frontdesk.domain.errors import Taken
from frontdesk.domain.timespan import instant_of

_table = tables.appointment
_LONGEST = timedelta(hours=24)
_ON_BOOK = _table.c.lives == Lives.BOOK.value
_HELD_FOR = select(_table).where(_table.c.inquiry_id == bindparam("inquiry"), _table.c.status == Status.HELD.value).order_by(_table.c.start, _table.c.id)
_OCCUPIES = _ON_BOOK & _table.c.status.in_([s.value for s in BUSY])


@cache
def _named() -> Any:
    who = tables.patient
    person = (who.c.given_name, who.c.family_name, who.c.chart, who.c.phone.label("patient_phone"), who.c.birth_date.label("born"))
    offered = tables.wait_entry.c.offer_id == _table.c.id
    waiting = [case((who.c.id.is_(None), select(column).where(offered).limit(1).scalar_subquery())).label(label)
               for column, label in ((tables.wait_entry.c.name, "offered_to"), (tables.wait_entry.c.phone, "offered_phone"))]  # fmt: skip
    columns = (*person, tables.series.c.count.label("series_total"), tables.inquiry.c.name.label("asked_by"), tables.inquiry.c.phone.label("asked_from"), *waiting)
    joined = select(_table, *columns).join(who, who.c.id == _table.c.patient_id, isouter=True)
    joined = joined.join(tables.inquiry, (tables.inquiry.c.id == _table.c.inquiry_id) & _table.c.patient_id.is_(None), isouter=True)
    return joined.join(tables.series, tables.series.c.id == _table.c.series_id, isouter=True)


def _visit(row: Any) -> Visit:
    name = " ".join(part for part in (row["given_name"], row["family_name"]) if part)
    phone = row["patient_phone"] or row["asked_from"] or row["offered_phone"] or ""
    return Visit(rows.back(Appointment, row), name or row["asked_by"] or row["offered_to"] or "Held", row["chart"] or "", phone,
                 series_total=row["series_total"] or 0, born=row["born"])  # fmt: skip


def between(session: Session, *, first: datetime, last: datetime, every: bool = False) -> tuple[Visit, ...]:
    """Visits on the book that touch a stretch of wall time, by start. Cancelled and expired ones only with ``every``."""
    def read() -> tuple[Visit, ...]:
        found = session.execute(_between(every), {"first": first, "last": last, "before": first - _LONGEST})
        return tuple(_visit(row) for row in found.mappings())

    return session.kept(("visits", first, last, every), read)


@cache
def _between(every: bool) -> Any:
    wanted = _named().where(_table.c.start < bindparam("last"), _table.c.start > bindparam("before"), _table.c.end > bindparam("first"), _ON_BOOK)
    if not every:
        wanted = wanted.where(_table.c.status.not_in((Status.CANCELLED.value, Status.EXPIRED.value)))
    return wanted.order_by(_table.c.start, _table.c.end.desc(), _table.c.id)


def of_patient(session: Session, *, patient_id: int) -> tuple[Visit, ...]:
    """All of them, newest first, cancelled ones too."""
    wanted = _named().where(_table.c.patient_id == patient_id).order_by(_table.c.start.desc(), _table.c.id)
    return tuple(_visit(row) for row in session.execute(wanted).mappings())


def visit(session: Session, *, appointment_id: int) -> Visit | None:
    row = session.execute(_named().where(_table.c.id == appointment_id)).mappings().one_or_none()
    return _visit(row) if row else None


def next_of(session: Session, *, patient_ids: Sequence[int], after: datetime) -> dict[int, Appointment]:
    """The next busy visit of each patient from a wall time on."""
    found: dict[int, Appointment] = {}
    wanted = select(_table).where(_table.c.patient_id.in_(patient_ids), _table.c.end > after, _OCCUPIES)
    for row in session.execute(wanted.order_by(_table.c.start.desc())).mappings():
        found[row["patient_id"]] = rows.back(Appointment, row)
    return found


def busy(session: Session, *, first: datetime, last: datetime, now: datetime) -> tuple[Busy, ...]:
    """What occupies clinicians and rooms in a stretch of wall time; holds that have expired at ``now`` (instant) do not count."""
    every, holds = session.kept(("busy", first, last), lambda: _busy(session, first, last))
    over = {place for place, until in holds if until <= now}
    return tuple(one for place, one in enumerate(every) if place not in over) if over else every


def _busy(session: Session, first: datetime, last: datetime) -> tuple[tuple[Busy, ...], tuple[tuple[int, datetime], ...]]:
    """All of them, and at which places among them are holds that run out, and when."""
    times = [type_coerce(_table.c[name], String) for name in ("start", "end", "room_start", "room_end")]
    until = case((_table.c.status == Status.HELD.value, _table.c.expires_at))
    wanted = select(*times, _table.c.clinician_id, _table.c.room_id, _table.c.patient_id, until).where(
        _table.c.start < last, _table.c.start > first - _LONGEST, _table.c.end > first - timedelta(hours=2), _OCCUPIES)  # fmt: skip
    found: Sequence[Any] = session.execute(wanted.order_by(_table.c.start)).all()
    read = datetime.fromisoformat  # the text is decoded here: through the column's type each value costs two more calls, tens of thousands of times
    every = tuple(
        Busy(read(start), read(end), clinician, room, read(room_start), read(room_end), patient)
        for start, end, room_start, room_end, clinician, room, patient, _ in found
    )
    return every, tuple((place, row[-1]) for place, row in enumerate(found) if row[-1] is not None)


def release_expired(write: Write) -> int:
    """Mark the holds that have run out at this instant as expired, as an intention of its own: taking back a booking leaves them so."""
    wanted = select(_table.c.id).where(_table.c.status == Status.HELD.value, _table.c.expires_at <= write.now)
    keys = [row.id for row in write.execute(wanted)]
    beside = write.beside("Release expired holds") if keys else write
    for key in keys:
        beside.update(_table, key, {"status": Status.EXPIRED.value})
    return len(keys)


def running_out(session: Session, *, after: datetime, until: datetime) -> tuple[Visit, ...]:
    """Holds that end between two instants, the first to end first."""
    wanted = _named().where(_table.c.status == Status.HELD.value, _table.c.expires_at > after, _table.c.expires_at <= until)
    return tuple(_visit(row) for row in session.execute(wanted.order_by(_table.c.expires_at)).mappings())


def held_for(session: Session, *, inquiry_id: int) -> tuple[Appointment, ...]:
    """The times that are held for an inquiry, by the clock."""
    return tuple(rows.back(Appointment, row) for row in session.execute(_HELD_FOR, {"inquiry": inquiry_id}).mappings())


def of_uids(session: Session, *, uids: Collection[str]) -> frozenset[str]:
    """Those of these that are the names of visits of ours."""
    wanted, found = list(uids), set[str]()
    for start in range(0, len(wanted), 500):
        found |= {row.uid for row in session.execute(select(_table.c.uid).where(_table.c.uid.in_(wanted[start : start + 500])))}
    return frozenset(found)


def place(write: Write, appointment: Appointment) -> Appointment:
    """Store a new visit, or a changed one; ``Taken`` names who is in the way and until when."""
    try:
        with write.connection.begin_nested():  # where it is refused the transaction must still answer who is in the way
            return rows.add(write, appointment) if not appointment.id else rows.change(write, appointment)
    except (exc.DBAPIError, sqlcipher.Error) as refused:
        if TAKEN not in str(refused):
            raise
        raise _taken(write, appointment, str(refused).split(TAKEN, 1)[1].split()[0]) from None


def place_all(write: Write, appointments: Sequence[Appointment]) -> tuple[Appointment, ...]:
    """Change several visits together: each is parked as not busy first, so that swapped ones do not stand in each other's way."""
    parked = [rows.change(write, replace(a, status=Status.EXPIRED)) for a in appointments]
    return tuple(place(write, replace(a, version=p.version)) for a, p in zip(appointments, parked, strict=True))


def _taken(write: Write, wanted: Appointment, what: str) -> Taken:
    column, start, end = {
        "clinician": (_table.c.clinician_id, "start", "end"), "room": (_table.c.room_id, "room_start", "room_end"),
        "patient": (_table.c.patient_id, "start", "end"),
    }[what]  # fmt: skip
    own = {"clinician": wanted.clinician_id, "room": wanted.room_id, "patient": wanted.patient_id}[what]
    from_, to = (int(instant_of(getattr(wanted, name), wanted.zone, fold=0).timestamp()) for name in (start, end))
    way = _named().where(
        column == own, _table.c.id != wanted.id, _table.c[f"utc_{start}"] < to, _table.c[f"utc_{end}"] > from_, _OCCUPIES,
    )  # fmt: skip
    row = write.execute(way.order_by(_table.c.start)).mappings().first()
    other = _visit(row) if row else None
    until = getattr(other.appointment, end) if other else None
    return Taken("That time has just been taken.", what=what, who=other.patient_name if other else "", until=until)


def in_tray(session: Session) -> tuple[Visit, ...]:
    """Visits pulled off the book, to be booked again: the longest pulled off first."""
    wanted = _named().where(_table.c.lives == Lives.TRAY.value, _table.c.status == Status.BOOKED.value)
    return tuple(_visit(row) for row in session.execute(wanted.order_by(_table.c.start, _table.c.id)).mappings())


def of_series(session: Session, *, series_id: int) -> tuple[Visit, ...]:
    """All its visits by time, cancelled ones too."""
    wanted = _named().where(_table.c.series_id == series_id).order_by(_table.c.start, _table.c.id)
    return tuple(_visit(row) for row in session.execute(wanted).mappings())


def latest_end(session: Session) -> datetime | None:
    """When the last visit on the book ends (wall time)."""
    value: datetime | None = session.execute(select(_table.c.end).order_by(_table.c.end.desc()).limit(1)).scalar()
    return value


def changed_by(session: Session, *, intention: int) -> tuple[tuple[Appointment, Appointment], ...]:
    """Visits that an intention changed, as (before, after); one that was parked and placed counts once."""
    found: dict[int, list[images.Image]] = {}
    for entry in journal.entries(session.connection, intention):
        if entry["table_name"] == _table.name and entry["kind"] == "update" and entry["salt"]:
            first = found.setdefault(entry["key"], [entry["before"], entry["after"]])
            first[1] = entry["after"]
    return tuple((_of_image(before), _of_image(after)) for before, after in found.values())


def _of_image(image: images.Image) -> Appointment:
    return rows.back(Appointment, images.decode(_table, image))
