"""Articles as rows, and who got which."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from frontdesk.data import correspondence, rows
from frontdesk.data.session import Session
from frontdesk.domain.article import Article, Given, Way

_table = correspondence.article
_given = correspondence.article_given
rows.register(rows.simple(Article, _table, "article"))
rows.register(rows.simple(Given, _given, "article given out", way=Way))


def every(session: Session) -> tuple[Article, ...]:
    """By title, withdrawn ones too."""
    wanted = select(_table).order_by(_table.c.title, _table.c.id)
    return session.kept("articles", lambda: tuple(rows.back(Article, row) for row in session.execute(wanted).mappings()))


def by_key(session: Session, *, key: str) -> Article | None:
    row = session.execute(select(_table).where(_table.c.key == key)).mappings().one_or_none()
    return rows.back(Article, row) if row else None


def known(session: Session, *, keys: Collection[str]) -> dict[str, Article]:
    """By key."""
    found = session.execute(select(_table).where(_table.c.key.in_(list(keys)))).mappings()
    return {row["key"]: rows.back(Article, row) for row in found}


def given(session: Session, *, article_id: int | None = None, inquiry_ids: Collection[int] = (), limit: int = 200) -> tuple[Given, ...]:
    """Of one article, or what the people of these inquiries got; newest first."""
    wanted = select(_given).order_by(_given.c.at.desc(), _given.c.id.desc()).limit(limit)
    wanted = wanted.where(_given.c.article_id == article_id) if article_id is not None else wanted.where(_given.c.inquiry_id.in_(list(inquiry_ids)))
    return tuple(rows.back(Given, row) for row in session.execute(wanted).mappings())


def sent(session: Session, *, article_id: int | None = None, inquiry_ids: Collection[int] = ()) -> tuple[Given, ...]:
    """What went out with replies, newest first; the title is the one of today, the edition the one that was sent."""
    reply = correspondence.reply
    wanted = select(reply.c.id, reply.c.article_id, reply.c.article_edition, reply.c.sent_at, reply.c.author, reply.c.inquiry_id, _table.c.title)
    wanted = wanted.join(_table, _table.c.id == reply.c.article_id).where(reply.c.state == "sent", reply.c.sent_at.is_not(None)).order_by(reply.c.sent_at.desc())
    wanted = wanted.where(reply.c.article_id == article_id) if article_id is not None else wanted.where(reply.c.inquiry_id.in_(list(inquiry_ids)))
    return tuple(Given(r.id, r.article_id, r.article_edition, r.title, Way.REPLY, r.sent_at, r.author, r.inquiry_id) for r in session.execute(wanted.limit(200)))
