"""The clinic's mail account: set up, and mail brought in from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import mailboxes, rows
from frontdesk.data.store import Write
from frontdesk.domain import mail
from frontdesk.domain.errors import Refused
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.mail import MailAccount, MailFolder, MailTrouble
from frontdesk.intake.fetched import read_fetched
from frontdesk.intake.mail.mailed import Mailed
from frontdesk.post import imap, smtp
from frontdesk.services import cases, outbox, taking_in
from frontdesk.services.desk import Desk
from frontdesk.services.outbox import Secret


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


def attempt(account: MailAccount, secret: str) -> str:
    """Sign in to the servers as a trial; what they answer, in a sentence."""
    checked = _checked(account)
    told = []
    if checked.imap_host:
        many = len(imap.folders(checked, secret))
        told.append(f"Incoming mail works: {many} {'folder' if many == 1 else 'folders'} can be read.")
    if checked.smtp_host:
        smtp.attempt(checked, secret)
        told.append("Outgoing mail works.")
    return " ".join(told)


AT_ONCE = 20
"""Messages that are taken in together, in one transaction."""
FIRST_DAYS = 60
"""How far back the first look into a folder goes."""


@dataclass
class Collected:
    """What came of one look into the mailbox. ``trouble``: a sentence where the look was cut short; what came before it is kept."""

    people: int = 0
    answers: int = 0
    known: int = 0
    apart: dict[str, int] = field(default_factory=dict)
    came_back: int = 0
    trouble: str = ""

    @property
    def news(self) -> bool:
        return bool(self.people or self.answers or self.came_back)


def collect(desk: Desk, *, secret: Secret) -> Collected:
    """Fetch what is new and take it in; each message once, whatever the line does. The server keeps everything as it was."""
    found = Collected()
    with desk.read() as session:
        account = mailboxes.account(session)
        kept = mailboxes.folder(session, account_id=account.id, name=account.folder) if account else None
    if account is None or not account.imap_host or desk.house().demo:
        return found
    state = kept or MailFolder(0, account.id, account.folder)
    batch: list[imap.Fetched] = []
    try:
        since = (desk.now() - timedelta(days=FIRST_DAYS)).date()
        for one in imap.fetch(account, secret(account), folder=state.name, uidvalidity=state.uidvalidity, last_uid=state.last_uid, since=since):
            batch.append(one)
            if len(batch) >= AT_ONCE or sum(f.size for f in batch) > imap.LARGEST:
                state, batch = _take_in(desk, account, state, batch, found), []
    except MailTrouble as trouble:
        found.trouble = trouble.sentence
    _take_in(desk, account, replace(state, trouble=found.trouble), batch, found)
    return found


def _take_in(desk: Desk, account: MailAccount, state: MailFolder, batch: list[imap.Fetched], found: Collected) -> MailFolder:
    """The messages and how far the folder has been read, in one transaction: nothing is taken in twice and nothing is skipped."""
    own = frozenset(a.strip().casefold() for a in (account.address, desk.house().clinic.email) if a)
    read = list(read_fetched([one.raw for one in batch], own=own))
    if not batch and state.id and state.trouble == _before(desk, state):
        return state
    with desk.write("Fetch mail", undoable=False) as write:
        for one, mailed in zip(batch, read, strict=True):
            _one(desk, write, mailed if one.raw else _too_large(one), found)
        last = batch[-1] if batch else None
        after = replace(state, uidvalidity=last.uidvalidity if last else state.uidvalidity, last_uid=last.uid if last else state.last_uid, read_at=write.now)
        kept = rows.change(write, after) if after.id else rows.add(write, after)
    for mailed in read:
        if mailed.apart.startswith("bounce") and outbox.bounced(desk, message_ids=mailed.refers_to, reason=mailed.apart.partition(":")[2].strip() or "no such address"):
            found.came_back += 1
    return kept


def _before(desk: Desk, state: MailFolder) -> str:
    with desk.read() as session:
        return rows.get(session, MailFolder, state.id).trouble


def _too_large(one: imap.Fetched) -> Mailed:
    reason = f"A message of {one.size >> 20} MB is larger than what is fetched. It stays in the mailbox."
    return Mailed(apart="too large", about=Piece(reason, "the mailbox", "", "too large"))


def _one(desk: Desk, write: Write, mailed: Mailed, found: Collected) -> None:
    if mailed.arrival is None:
        found.apart[mailed.apart or "empty"] = found.apart.get(mailed.apart or "empty", 0) + 1
        if mailed.about is not None:
            inquiry_rows.record_run(write, file_name="Mail", format="mail", digest="", at=write.now, counts={"apart": mailed.apart}, refused=[mailed.about])
        return
    arrived = taking_in.arrive(desk, write, mailed.arrival)
    if arrived is None:
        found.known += 1
    elif cases.file_answer(write, inquiry=arrived, refers_to=mailed.arrival.refers_to) is not None:
        found.answers += 1
    else:
        found.people += 1


def wait_for_mail(desk: Desk, *, secret: Secret, seconds: float) -> bool:
    """Stay on the line to the server until something comes or the time is over; True where something came. Without an account, False at once."""
    with desk.read() as session:
        account = mailboxes.account(session)
    if account is None or not account.imap_host or desk.house().demo:
        return False
    return imap.wait(account, secret(account), folder=account.folder, seconds=seconds)


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
