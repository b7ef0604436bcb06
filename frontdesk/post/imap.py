"""Fetching mail, over TLS with the certificate checked. Reading changes nothing on the server: no flag is set, nothing is moved."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls
from imap_tools.errors import ImapToolsError, MailboxLoginError

from frontdesk.domain.mail import Ending, MailAccount, MailTrouble
from frontdesk.domain.when import MONTHS

PATIENCE = 30.0
LARGEST = 40 << 20
"""Bytes of one message that are fetched; a larger one is named and left on the server."""
_OUT_OF_ORDER = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG|OVERQUOTA)\b|temporar", re.IGNORECASE)
"""In the answer to a sign-in (RFC 5530): the server is at fault, not the password."""
_NUMBER = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class Fetched:
    """One message as it lies on the server. ``raw`` empty: larger than what is fetched; ``size`` says how large."""

    uid: int
    uidvalidity: int
    raw: bytes
    size: int


@contextmanager
def _told(account: MailAccount) -> Iterator[None]:
    """What can go wrong with a mail server, in words that say what to do."""
    host = account.imap_host
    try:
        yield
    except ssl.SSLCertVerificationError as trouble:
        raise MailTrouble(
            f"{host} could not prove who it is ({trouble.verify_message}), so no mail was fetched. Ask whoever looks after the mail server to renew its certificate.",
            ending=Ending.ACCOUNT, more=str(trouble),
        ) from None  # fmt: skip
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as trouble:
        raise _unreachable(host, trouble) from None
    except ssl.SSLError as trouble:
        raise MailTrouble(f"{host} does not speak TLS on port {account.imap_port}. Check the port under Settings.", ending=Ending.ACCOUNT, more=str(trouble)) from None
    except MailboxLoginError as trouble:
        if _OUT_OF_ORDER.search(str(trouble)):
            raise _unreachable(host, trouble) from None
        raise MailTrouble(f"{host} does not accept the user name or password of the mail account. Type it anew under Settings.", ending=Ending.ACCOUNT) from None
    except (ImapToolsError, imaplib.IMAP4.error, OSError, EOFError) as trouble:
        raise _unreachable(host, trouble) from None


def _unreachable(host: str, trouble: Exception) -> MailTrouble:
    return MailTrouble(f"{host} cannot be reached just now; mail is fetched again later, and none is lost.", more=f"{type(trouble).__name__}: {trouble}"[:300])


@contextmanager
def _open(account: MailAccount, secret: str, folder: str, patience: float) -> Iterator[BaseMailBox]:
    """Signed in, the folder open for reading only."""
    context = ssl.create_default_context()
    with _told(account):
        if account.imap_tls == "tls":
            box: BaseMailBox = MailBox(account.imap_host, account.imap_port, timeout=patience, ssl_context=context)
        else:
            box = MailBoxStartTls(account.imap_host, account.imap_port, timeout=patience, ssl_context=context)
    try:
        with _told(account):
            if account.signin == "xoauth2":
                box.xoauth2(account.user, secret, initial_folder=None)
            else:
                box.login(account.user, secret, initial_folder=None)
            box.folder.set(folder, readonly=True)
        yield box
    finally:
        _leave(box)


def _leave(box: BaseMailBox) -> None:
    try:
        box.client.logout()
    except (imaplib.IMAP4.error, OSError, EOFError):
        box.client.shutdown()


def folders(account: MailAccount, secret: str, *, patience: float = PATIENCE) -> tuple[str, ...]:
    """Names of what can be read."""
    with _open(account, secret, account.folder or "INBOX", patience) as box, _told(account):
        return tuple(one.name for one in box.folder.list())


def fetch(account: MailAccount, secret: str, *, folder: str, uidvalidity: int, last_uid: int, since: date, patience: float = PATIENCE) -> Iterator[Fetched]:
    """What has come after ``last_uid``, oldest first, one message at a time; the first time, or where the folder was made anew, all that came

    ``since`` that day. ``MailTrouble`` where the line is cut: what was given until then is whole, and the next call goes on after it.
    """
    with _open(account, secret, folder, patience) as box:
        with _told(account):
            valid = int(box.folder.status(folder, ["UIDVALIDITY"])["UIDVALIDITY"])
            first = last_uid + 1 if valid == uidvalidity else 1
            wanted = f"UID {first}:*" if first > 1 else f"SINCE {since.day}-{MONTHS[since.month - 1][:3]}-{since.year}"
            new = sorted(uid for uid in map(int, box.uids(wanted)) if uid >= first)
        for uid in new:
            with _told(account):
                one = _one(box, uid, valid)
            if one is not None:
                yield one


def _one(box: BaseMailBox, uid: int, valid: int) -> Fetched | None:
    """None where it has been taken away meanwhile."""
    answer = _asked(box, uid, "(RFC822.SIZE)")
    found = next((_NUMBER.search(part if isinstance(part, bytes) else part[0]) for part in answer if part), None)
    if found is None:
        return None
    size = int(found[1])
    if size > LARGEST:
        return Fetched(uid, valid, b"", size)
    raw = next((part[1] for part in _asked(box, uid, "(BODY.PEEK[])") if isinstance(part, tuple)), None)
    return Fetched(uid, valid, raw, size) if raw is not None else None


def _asked(box: BaseMailBox, uid: int, what: str) -> list[bytes | tuple[bytes, bytes]]:
    kind, answer = box.client.uid("FETCH", str(uid), what)
    if kind != "OK":
        raise imaplib.IMAP4.error(f"FETCH answered {kind}")
    return list(answer)


def wait(account: MailAccount, secret: str, *, folder: str, seconds: float, patience: float = PATIENCE) -> bool:
    """Stay on the line (IDLE) until something happens in the folder or the time is over; True where something did."""
    with _open(account, secret, folder, patience) as box, _told(account):
        return bool(box.idle.wait(timeout=seconds))
