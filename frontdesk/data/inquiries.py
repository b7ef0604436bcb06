"""Inquiries as rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from frontdesk.data import correspondence, origins, tables
from frontdesk.data.many import among
from frontdesk.data.rows import back
from frontdesk.data.session import Session, Write
from frontdesk.domain.appointment import Status
from frontdesk.domain.folding import digits
from frontdesk.domain.inquiry import TAB_OF, CallDraft, Inquiry, InquiryNote, Piece, State, Tab, piece_mark
from frontdesk.domain.patient import Patient

_table = tables.inquiry
_note, _apart = tables.inquiry_note, correspondence.not_one_case
_MEMBERS = select(_table).where((_table.c.id == bindparam("case")) | (_table.c.case_id == bindparam("case"))).order_by(_table.c.received_at, _table.c.id)
_NOTES = select(_note).where(_note.c.inquiry_id == bindparam("inquiry")).order_by(_note.c.id)
_PARTED = select(_apart.c.inquiry_id, _apart.c.other_id).where((_apart.c.inquiry_id == bindparam("inquiry")) | (_apart.c.other_id == bindparam("inquiry")))
_VERSION = select(_table.c.facts_version).where(_table.c.id == bindparam("inquiry"))


def of_tab(session: Session, *, tab: Tab, booked: int | None = None, limit: int = 500) -> tuple[Inquiry, ...]:
    """To do: urgent first, then who has waited longest. The other tabs: newest first. ``booked``: this one too, where it has been booked."""
    states = [state.value for state, its in TAB_OF.items() if its is tab]
    order = (_table.c.urgent.desc(), _table.c.received_at, _table.c.id) if tab is Tab.TODO else (_table.c.received_at.desc(), _table.c.id)
    there = or_(_table.c.state.in_(states), (_table.c.id == booked) & (_table.c.state == State.BOOKED.value))
    wanted = select(_table).where(there, _table.c.case_id.is_(None)).order_by(*order).limit(limit)
    return tuple(back(Inquiry, row) for row in session.execute(wanted).mappings())


def counts(session: Session) -> dict[Tab, int]:
    found = dict.fromkeys(Tab, 0)
    for row in session.execute(select(_table.c.state, func.count().label("many")).where(_table.c.case_id.is_(None)).group_by(_table.c.state)):
        found[TAB_OF[State(row.state)]] += row.many
    return found


def waking(session: Session, *, now: datetime) -> tuple[Inquiry, ...]:
    """Put off until a moment that has come."""
    wanted = select(_table).where(_table.c.state == State.SNOOZED.value, _table.c.due_at <= now).order_by(_table.c.due_at)
    return tuple(back(Inquiry, row) for row in session.execute(wanted).mappings())


def offered_without_hold(session: Session, *, now: datetime) -> tuple[Inquiry, ...]:
    """Offered, with no time held for them any more at this instant."""
    visit = tables.appointment
    held = select(visit.c.id).where(visit.c.inquiry_id == _table.c.id, visit.c.status == Status.HELD.value, visit.c.expires_at > now)
    wanted = select(_table).where(_table.c.state == State.OFFERED.value, ~held.exists())
    return tuple(back(Inquiry, row) for row in session.execute(wanted).mappings())


def members(session: Session, *, case_id: int) -> tuple[Inquiry, ...]:
    """The first message of a case and all that were joined to it, by when they came."""
    return tuple(back(Inquiry, row) for row in session.execute(_MEMBERS, {"case": case_id}).mappings())


def reachable_alike(session: Session, *, emails: Collection[str], phones: Collection[str]) -> tuple[Inquiry, ...]:
    """Others under one of these addresses or numbers, as they were written; newest first, the first message of each case only."""
    ways = [column.in_(list(found)) for column, found in ((_table.c.email, emails), (_table.c.phone, phones)) if found]
    if not ways:
        return ()
    wanted = select(_table).where(or_(*ways), _table.c.case_id.is_(None), _table.c.state != State.SPAM.value).order_by(_table.c.received_at.desc())
    return tuple(back(Inquiry, row) for row in session.execute(wanted.limit(20)).mappings())


def parted(session: Session, *, inquiry_id: int) -> set[int]:
    """Inquiries of which the desk has said that they are of somebody else."""
    return {key for row in session.execute(_PARTED, {"inquiry": inquiry_id}) for key in row} - {inquiry_id}


def remember_parted(write: Write, *, inquiry_id: int, other_id: int) -> None:
    write.insert(correspondence.not_one_case, {"inquiry_id": inquiry_id, "other_id": other_id})


def by_message_id(session: Session, *, ids: Collection[str]) -> tuple[Inquiry, ...]:
    wanted = select(_table).where(_table.c.message_id.in_([one for one in ids if one])).order_by(_table.c.id)
    return tuple(back(Inquiry, row) for row in session.execute(wanted).mappings())


def known_keys(session: Session, *, keys: Collection[str]) -> set[str]:
    """Which of these messages are here already, or were and are not to come back (``origins.forget``)."""
    found = among(session.connection, _table.c.key, keys)
    return found | origins.erased(session, keys=keys)


def ids_of(session: Session, *, keys: Collection[str]) -> dict[str, int]:
    """Ids by message key, of at most a few hundred keys."""
    rows = session.execute(select(_table.c.key, _table.c.id).where(_table.c.key.in_(list(keys))))
    return {row.key: row.id for row in rows}


def facts_version(session: Session, *, inquiry_id: int) -> int:
    """Version of the reader that read its facts; 0 = not read yet."""
    return int(session.execute(_VERSION, {"inquiry": inquiry_id}).scalar() or 0)


def of_patient(session: Session, *, patient_id: int) -> tuple[Inquiry, ...]:
    wanted = select(_table).where(_table.c.patient_id == patient_id).order_by(_table.c.received_at.desc())
    return tuple(back(Inquiry, row) for row in session.execute(wanted).mappings())


def perhaps_of(session: Session, patient: Patient) -> tuple[int, ...]:
    """Messages that bear this person's name, e-mail address or phone and are linked to nobody."""
    number = digits(patient.phone)[-9:]
    near = [func.lower(_table.c.name) == patient.name.lower()]
    near += [func.lower(_table.c.email) == patient.email.lower()] if patient.email else []
    near += [_table.c.phone.like(f"%{number[-2:]}")] if len(number) >= 7 else []
    found = session.execute(select(_table.c.id, _table.c.name, _table.c.email, _table.c.phone).where(_table.c.patient_id.is_(None), or_(*near)))
    said = (patient.name.lower(), patient.email.lower())
    return tuple(
        row.id for row in found if row.name.lower() == said[0] or (said[1] and row.email.lower() == said[1]) or (number and digits(row.phone).endswith(number)))


def search(session: Session, *, text: str, limit: int = 8) -> tuple[Inquiry, ...]:
    """Inquiries whose name holds the text, newest first."""
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    wanted = select(_table).where(_table.c.name.ilike(like, escape="\\")).order_by(_table.c.received_at.desc()).limit(limit)
    return tuple(back(Inquiry, row) for row in session.execute(wanted).mappings())


def notes(session: Session, *, inquiry_id: int) -> tuple[InquiryNote, ...]:
    return tuple(back(InquiryNote, row) for row in session.execute(_NOTES, {"inquiry": inquiry_id}).mappings())


def notes_of(session: Session, *, inquiry_ids: Collection[int]) -> dict[int, list[str]]:
    """The words of the notes by inquiry, oldest first."""
    table = tables.inquiry_note
    found: dict[int, list[str]] = {}
    for row in session.execute(select(table.c.inquiry_id, table.c.text).where(table.c.inquiry_id.in_(list(inquiry_ids))).order_by(table.c.id)):
        found.setdefault(row.inquiry_id, []).append(row.text)
    return found


def drafts(session: Session) -> tuple[CallDraft, ...]:
    wanted = select(tables.call_draft).order_by(tables.call_draft.c.id)
    return tuple(back(CallDraft, row) for row in session.execute(wanted).mappings())


def judged_different(session: Session, *, inquiry_id: int) -> set[int]:
    """Patients of whom the desk has said that this is somebody else."""
    table = tables.not_same
    return {row[0] for row in session.execute(select(table.c.patient_id).where(table.c.inquiry_id == inquiry_id))}


def record_run(write: Write, *, file_name: str, format: str, digest: str, at: datetime, counts: dict[str, object], refused: Collection[Piece]) -> int:
    """Keep what came of a file, and each refused piece for another look; one that was kept before is not kept twice."""
    run = write.insert(tables.import_run, {"file_name": file_name, "format": format, "digest": digest, "at": at, "counts": counts, "version": 1})
    new = not_kept(write, pieces=refused, of=file_name)
    write.bulk(
        tables.refused_piece,
        [[{"import_run_id": run, "reason": p.reason, "where": p.where, "content": p.content, "mark": mark} for mark, p in new.items()]],
    )
    return run


def not_kept(session: Session, *, pieces: Collection[Piece], of: str) -> dict[str, Piece]:
    """The pieces of a file that were not kept before, by their marks."""
    marked = {piece_mark(p.reason, p.where, p.content, of=of): p for p in pieces}
    known = among(session.connection, tables.refused_piece.c.mark, marked)
    return {mark: piece for mark, piece in marked.items() if mark not in known}


def refused(session: Session, *, limit: int = 500) -> tuple[tuple[str, Piece], ...]:
    """(file name, piece), newest file first."""
    piece, run = tables.refused_piece, tables.import_run
    wanted = select(run.c.file_name, piece.c.reason, piece.c.where, piece.c.content).join(run, run.c.id == piece.c.import_run_id)
    rows = session.execute(wanted.order_by(run.c.id.desc(), piece.c.id).limit(limit))
    return tuple((row.file_name, Piece(row.reason, row.where, row.content)) for row in rows)
