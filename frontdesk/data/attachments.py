"""Files attached to a record, as rows: what they are beside what stands in them, so that a list never reads a scan."""

from __future__ import annotations

import base64

from sqlalchemy import select

from frontdesk.data import people_tables, rows
from frontdesk.data.session import Session, Write
from frontdesk.domain.attachment import Attachment

rows.register(rows.simple(Attachment, people_tables.attachment, "file"))


def of_patient(session: Session, *, patient_id: int) -> tuple[Attachment, ...]:
    """The newest first."""
    table = people_tables.attachment
    wanted = select(table).where(table.c.patient_id == patient_id).order_by(table.c.at.desc(), table.c.id.desc())
    return tuple(rows.back(Attachment, row) for row in session.execute(wanted).mappings())


def store(write: Write, attachment: Attachment, content: bytes) -> Attachment:
    made = rows.add(write, attachment)
    write.insert(people_tables.attachment_content, {"attachment_id": made.id, "base64": base64.b64encode(content).decode("ascii")})
    return made


def content(session: Session, *, attachment_id: int) -> bytes:
    """What is stored; empty where there is nothing."""
    table = people_tables.attachment_content
    return base64.b64decode(session.execute(select(table.c.base64).where(table.c.attachment_id == attachment_id)).scalar() or "")


def take_off(write: Write, attachment: Attachment) -> None:
    table = people_tables.attachment_content
    for key in write.execute(select(table.c.id).where(table.c.attachment_id == attachment.id)).scalars().all():
        write.delete(table, key)
    rows.remove(write, attachment)
