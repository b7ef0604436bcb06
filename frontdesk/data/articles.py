"""Articles as rows."""

from __future__ import annotations

from sqlalchemy import select

from frontdesk.data import correspondence, rows
from frontdesk.data.session import Session
from frontdesk.domain.article import Article

_table = correspondence.article
rows.register(rows.simple(Article, _table, "article"))


def every(session: Session) -> tuple[Article, ...]:
    """By title, withdrawn ones too."""
    return tuple(rows.back(Article, row) for row in session.execute(select(_table).order_by(_table.c.title, _table.c.id)).mappings())


def by_key(session: Session, *, key: str) -> Article | None:
    row = session.execute(select(_table).where(_table.c.key == key)).mappings().one_or_none()
    return rows.back(Article, row) if row else None
