"""What reports count, read from the rows without anybody's name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from frontdesk.data import correspondence, tables
from frontdesk.data.session import Session
from frontdesk.domain.appointment import Status
from frontdesk.domain.calling import Outcome, note_of
from frontdesk.domain.inquiry import ON_THE_PHONE, Source, State
from frontdesk.domain.report import Told

_NO_VISIT = (Status.HELD.value, Status.EXPIRED.value)


def told(session: Session, *, since: datetime, until: datetime) -> tuple[Told, ...]:
    """Inquiries that came in between, each message of a case by itself."""
    inquiry, reply, note, visit = tables.inquiry, correspondence.reply, tables.inquiry_note, tables.appointment
    written = _first(reply.c.inquiry_id, reply.c.sent_at).where(reply.c.sent_at.is_not(None)).group_by(reply.c.inquiry_id).subquery()
    reached = _first(note.c.inquiry_id, note.c.at).where(note.c.text == note_of(Outcome.REACHED)).group_by(note.c.inquiry_id).subquery()
    wanted = (
        select(inquiry.c.source, inquiry.c.article_title, inquiry.c.state, inquiry.c.received_at, inquiry.c.closed_reason, written.c.at.label("written"),
               reached.c.at.label("reached"), visit.c.status)
        .outerjoin(written, written.c.inquiry_id == inquiry.c.id).outerjoin(reached, reached.c.inquiry_id == inquiry.c.id)
        .outerjoin(visit, visit.c.id == inquiry.c.appointment_id).where(inquiry.c.received_at >= since, inquiry.c.received_at < until)
    )  # fmt: skip
    return tuple(_told(row) for row in session.execute(wanted))


def _first(inquiry_id: Any, at: Any) -> Select[Any]:
    return select(inquiry_id, func.min(at, type_=at.type).label("at"))


def _told(row: Any) -> Told:
    """A call that the desk took itself was answered when it came."""
    source = Source(row.source)
    moments = [at for at in (row.written, row.reached, row.received_at if source in ON_THE_PHONE else None) if at is not None]
    answered = max(min(moments), row.received_at) if moments else None
    booked = row.status is not None and row.status not in _NO_VISIT
    return Told(source, row.article_title, State(row.state), row.received_at, answered, booked, row.closed_reason)
