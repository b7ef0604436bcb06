"""Sending, over TLS with the certificate checked. Each way it can end says whether the message may have gone."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from frontdesk.domain.mail import Ending, MailAccount, MailTrouble

PATIENCE = 30.0
"""Seconds for each step of the conversation."""


def _refused(code: int, said: bytes | str, what: str) -> MailTrouble:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    more = f"{code} {' '.join(words.split())[:300]}"
    if 400 <= code < 500:
        return MailTrouble(f"The mail server cannot take {what} just now; it is tried again.", ending=Ending.LATER, more=more)
    return MailTrouble(f"The mail server does not take {what}: {more}", ending=Ending.REFUSED, more=more)


@contextmanager
def _told(account: MailAccount) -> Iterator[None]:
    """What goes wrong before a message is given, in words: nothing has gone out."""
    host = account.smtp_host
    try:
        yield
    except ssl.SSLCertVerificationError as trouble:
        raise MailTrouble(
            f"{host} could not prove who it is ({trouble.verify_message}), so nothing was sent. Ask whoever looks after the mail server to renew its certificate.",
            ending=Ending.ACCOUNT, more=str(trouble),
        ) from None  # fmt: skip
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as trouble:
        raise _unreachable(host, trouble) from None
    except ssl.SSLError as trouble:
        raise MailTrouble(f"{host} does not speak TLS on port {account.smtp_port}, so nothing was sent. Check the port under Settings.", ending=Ending.ACCOUNT,
                          more=str(trouble)) from None  # fmt: skip
    except smtplib.SMTPAuthenticationError as trouble:
        if 400 <= trouble.smtp_code < 500:
            raise _refused(trouble.smtp_code, trouble.smtp_error, "the sign-in") from None
        raise MailTrouble(f"{host} does not accept the user name or password of the mail account. Type it anew under Settings.", ending=Ending.ACCOUNT,
                          more=str(trouble.smtp_code)) from None  # fmt: skip
    except smtplib.SMTPNotSupportedError as trouble:
        raise MailTrouble(f"{host} offers no secure sign-in on port {account.smtp_port}. Check the port under Settings.", ending=Ending.ACCOUNT,
                          more=str(trouble)) from None  # fmt: skip
    except smtplib.SMTPResponseException as trouble:
        raise _refused(trouble.smtp_code, trouble.smtp_error, "the message") from None
    except (smtplib.SMTPException, OSError, socket.gaierror) as trouble:
        raise _unreachable(host, trouble) from None


def _unreachable(host: str, trouble: Exception) -> MailTrouble:
    return MailTrouble(f"{host} cannot be reached just now; it is tried again.", ending=Ending.LATER, more=f"{type(trouble).__name__}: {trouble}"[:300])


def _open(account: MailAccount, context: ssl.SSLContext, patience: float) -> smtplib.SMTP:
    if account.smtp_tls == "tls":
        return smtplib.SMTP_SSL(account.smtp_host, account.smtp_port, timeout=patience, context=context)
    server = smtplib.SMTP(account.smtp_host, account.smtp_port, timeout=patience)
    try:
        server.starttls(context=context)
        server.ehlo()
    except BaseException:
        server.close()
        raise
    return server


def _sign_in(server: smtplib.SMTP, account: MailAccount, secret: str) -> None:
    if account.signin == "xoauth2":
        server.ehlo_or_helo_if_needed()
        server.user = account.user
        server.auth("XOAUTH2", lambda challenge=None: f"user={account.user}\x01auth=Bearer {secret}\x01\x01" if challenge is None else "")
    elif account.user:
        server.login(account.user, secret)


def send(account: MailAccount, secret: str, message: EmailMessage, *, patience: float = PATIENCE) -> None:
    """Give one message to the clinic's mail server. Returns where the server has taken it; else ``MailTrouble`` whose ``ending`` says what that means."""
    sender, recipient = _bare(message["From"]), _bare(message["To"])
    with _told(account):
        server = _open(account, ssl.create_default_context(), patience)
    try:
        with _told(account):
            _sign_in(server, account, secret)
            server.ehlo_or_helo_if_needed()
            _expect(server.mail(sender), 250, "mail from this address")
            _expect(server.rcpt(recipient), 250, f"mail for {recipient}")
            _expect(server.docmd("DATA"), 354, "the message")
            server.send(_quoted(message.as_bytes()))
        _answer(server)
    finally:
        _leave(server)


def attempt(account: MailAccount, secret: str, *, patience: float = PATIENCE) -> None:
    """Sign in and leave again; ``MailTrouble`` says what stands in the way."""
    with _told(account):
        server = _open(account, ssl.create_default_context(), patience)
    try:
        with _told(account):
            _sign_in(server, account, secret)
    finally:
        _leave(server)


def _bare(field: object) -> str:
    addresses = field.addresses  # type: ignore[attr-defined]  # the policy parses address headers
    return str(addresses[0].addr_spec)


def _expect(answer: tuple[int, bytes], code: int, what: str) -> None:
    if answer[0] != code and not (code == 250 and answer[0] == 251):
        raise _refused(answer[0], answer[1], what)


def _quoted(raw: bytes) -> bytes:
    """Lines that begin with a dot get a second one; a lone dot ends it."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").split(b"\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + b"\r\n.\r\n"


def _answer(server: smtplib.SMTP) -> None:
    """After the last byte the server may have taken it, whatever happens to the line."""
    try:
        code, said = server.getreply()
    except (smtplib.SMTPException, OSError) as trouble:
        raise MailTrouble(
            "The line to the mail server was cut just after the reply was given to it. Whether it went out is not known: look among the sent mail, then say so.",
            ending=Ending.UNKNOWN, more=f"{type(trouble).__name__}: {trouble}"[:300],
        ) from None  # fmt: skip
    if code != 250:
        raise _refused(code, said, "the message")


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()
