"""The clinic's mail account: set up, its password kept, and mail brought in from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.data import mailboxes, rows
from frontdesk.domain import mail
from frontdesk.domain.errors import Refused
from frontdesk.domain.mail import Ending, MailAccount, MailTrouble
from frontdesk.post import secrets
from frontdesk.services.desk import Desk


@dataclass
class Vault:
    """Passwords: from the computer's keyring, or typed since the program was started. Never in the clinic's file."""

    typed: dict[str, str] = field(default_factory=dict)

    def secret(self, account: MailAccount) -> str:
        """``MailTrouble`` where it is not known: then the desk is asked."""
        if not account.user:
            return ""
        found = self.typed.get(account.address) or secrets.read(account.address)
        if not found:
            raise MailTrouble("The password of the mail account is not known at this desk. Type it under Settings, Mail.", ending=Ending.ACCOUNT)
        return found

    def keep(self, account: MailAccount, secret: str) -> bool:
        """True where the computer keeps it; else it is known until the program is closed."""
        self.typed[account.address] = secret
        return secrets.keep(account.address, secret)


def account(desk: Desk) -> MailAccount | None:
    with desk.read() as session:
        return mailboxes.account(session)


def save_account(desk: Desk, *, account: MailAccount) -> MailAccount:
    """Checked, then kept; the one before it is not used any more."""
    checked = _checked(account)
    with desk.write("Set up the mail account") as write:
        if account.id:
            return rows.change(write, checked)
        before = mailboxes.account(write)
        if before is not None:
            raise Refused("There is a mail account already. Change that one.")
        return rows.add(write, checked)


def _checked(account: MailAccount) -> MailAccount:
    mail.address(account.address)
    mail.header(account.sender, what="sender's name")
    if not account.smtp_host.strip() and not account.imap_host.strip():
        raise Refused("Type the server for incoming mail (IMAP), the one for outgoing mail (SMTP), or both.")
    if not all(1 <= port <= 65535 for port in (account.imap_port, account.smtp_port)):
        raise Refused("A port is a number from 1 to 65535; usual are 993 for incoming and 465 or 587 for outgoing mail.")
    if {account.imap_tls, account.smtp_tls} - {"tls", "starttls"}:
        raise Refused("Mail goes over TLS only: from the first byte, or by STARTTLS.")
    return account
