"""The mail account, and how far each of its folders has been read, as rows."""

from __future__ import annotations

from sqlalchemy import select

from frontdesk.data import correspondence, rows
from frontdesk.data.session import Session
from frontdesk.domain.mail import MailAccount, MailFolder

_account, _folder = correspondence.mail_account, correspondence.mail_folder
rows.register(rows.simple(MailAccount, _account, "mail account"), rows.simple(MailFolder, _folder, "mail folder"))


def account(session: Session) -> MailAccount | None:
    """The one in use."""
    def read() -> MailAccount | None:
        row = session.execute(select(_account).where(_account.c.active).order_by(_account.c.id.desc()).limit(1)).mappings().first()
        return rows.back(MailAccount, row) if row else None

    return session.kept("mail account", read)


def folder(session: Session, *, account_id: int, name: str) -> MailFolder | None:
    wanted = select(_folder).where(_folder.c.account_id == account_id, _folder.c.name == name)
    row = session.execute(wanted.order_by(_folder.c.id.desc()).limit(1)).mappings().first()
    return rows.back(MailFolder, row) if row else None
