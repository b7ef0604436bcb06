"""Questions to clinicians as rows."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, func, select

from frontdesk.data import correspondence, rows
from frontdesk.data.session import Session
from frontdesk.domain.question import Question, Verdict

_table = correspondence.question
_OF_CASE = select(_table).where(_table.c.inquiry_id.in_(bindparam("inquiries", expanding=True))).order_by(_table.c.id)
rows.register(rows.simple(Question, _table, "question", verdict=Verdict))


def listed(session: Session, *, limit: int = 500) -> tuple[Question, ...]:
    """Open ones by when they are due, then those answered, newest first."""
    order = (_table.c.answered_at.is_not(None), _table.c.answered_at.desc(), _table.c.due_at, _table.c.id)
    return tuple(rows.back(Question, row) for row in session.execute(select(_table).order_by(*order).limit(limit)).mappings())


def of_inquiries(session: Session, *, inquiry_ids: Iterable[int]) -> tuple[Question, ...]:
    """Of a case, oldest first."""
    return tuple(rows.back(Question, row) for row in session.execute(_OF_CASE, {"inquiries": list(inquiry_ids)}).mappings())


def open_count(session: Session) -> int:
    return int(session.execute(select(func.count()).select_from(_table).where(_table.c.answered_at.is_(None))).scalar_one())
