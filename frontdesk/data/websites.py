"""The clinic's website, and how far it has been read, as rows."""

from __future__ import annotations

from sqlalchemy import select

from frontdesk.data import correspondence, rows
from frontdesk.data.session import Session, Write
from frontdesk.domain.website import Website, WebsiteReading

_website, _reading = correspondence.website, correspondence.website_reading
rows.register(rows.simple(Website, _website, "website"), rows.simple(WebsiteReading, _reading, "reading of the website"))


def website(session: Session) -> Website | None:
    """The one in use."""
    row = session.execute(select(_website).where(_website.c.active).order_by(_website.c.id.desc()).limit(1)).mappings().first()
    return rows.back(Website, row) if row else None


def add(write: Write, website: Website) -> Website:
    return rows.add(write, website)


def reading(session: Session, *, website_id: int) -> WebsiteReading | None:
    row = session.execute(select(_reading).where(_reading.c.website_id == website_id).order_by(_reading.c.id.desc()).limit(1)).mappings().first()
    return rows.back(WebsiteReading, row) if row else None
