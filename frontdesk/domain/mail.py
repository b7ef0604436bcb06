"""The clinic's mail account, addresses that are safe to write to, and what may come of sending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import quote

from frontdesk.domain.errors import BadInput, DeskError


@dataclass(frozen=True, slots=True)
class MailAccount:
    """``imap_tls`` and ``smtp_tls``: "tls" from the first byte or "starttls"; there is no third. ``signin``: "password" or "xoauth2"."""

    id: int
    address: str
    sender: str = ""
    imap_host: str = ""
    imap_port: int = 993
    imap_tls: str = "tls"
    smtp_host: str = ""
    smtp_port: int = 465
    smtp_tls: str = "tls"
    user: str = ""
    signin: str = "password"
    folder: str = "INBOX"
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class MailFolder:
    """How far a folder has been read: ``last_uid`` counts only under this ``uidvalidity``."""

    id: int
    account_id: int
    name: str
    uidvalidity: int = 0
    last_uid: int = 0
    read_at: datetime | None = None
    trouble: str = ""
    version: int = 0


class Ending(StrEnum):
    """How an attempt to send ended. ``LATER``: nothing went, try again; ``UNKNOWN``: it may have gone."""

    REFUSED = "refused"
    LATER = "later"
    UNKNOWN = "unknown"
    ACCOUNT = "account"


class MailTrouble(DeskError):
    """A mail server could not be spoken to, or would not; ``ending`` says what that means for the message."""

    def __init__(self, sentence: str, *, ending: Ending = Ending.LATER, more: str = "") -> None:
        super().__init__(sentence, more=more)
        self.ending = ending


_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def address(text: str) -> str:
    """One plain address, or ``BadInput`` with the sentence to tell: nothing that could become a second address or a header."""
    bare = text.strip(" \t")
    if _BREAKS.search(bare):
        raise BadInput("This address holds a line break, with which somebody could slip in other addressees. Type the address by hand.")
    if "," in bare or ";" in bare or bare.count("@") > 1:
        raise BadInput("This is more than one address. A reply goes to one person: keep the right one.")
    if not _ADDRESS.fullmatch(bare) or ".." in bare or bare.startswith(".") or ".@" in bare:
        raise BadInput(f"“{bare[:80]}” is not an e-mail address that a reply can go to. Check it with the person.")
    return bare


def header(text: str, *, what: str = "subject") -> str:
    """A text that may stand in a header; ``BadInput`` where it holds a line break."""
    if _BREAKS.search(text):
        raise BadInput(f"The {what} holds a line break, with which somebody could slip in other addressees. Type it anew on one line.")
    return " ".join(text.split())[:300]


def other_reply_address(sender: str, reply_to: str) -> str:
    """The sentence where answers are asked to go to somebody else than the one who wrote, else empty."""
    one, other = sender.strip().casefold(), reply_to.strip().casefold()
    if not other or one == other:
        return ""
    return f"This message came from {sender.strip()[:120]} but asks for the answer at {reply_to.strip()[:120]}. Make sure whose address that is, then choose one."


def mailto(recipient: str, subject: str, body: str) -> str:
    """A link for the mail program; every sign that is not a letter or digit is escaped, so that nothing can become a second header."""
    to = quote(address(recipient), safe="@.-_+")
    return f"mailto:{to}?subject={quote(header(subject), safe='')}&body={quote(body.replace(chr(13), '').replace(chr(10), chr(13) + chr(10)), safe='')}"
