"""Real mail servers on this computer: Debian's Dovecot, and an SMTP server that can be told to misbehave."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import grp
import imaplib
import ipaddress
import logging
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SECRET = "harbour-light"
logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)  # the test server's own words about lines that are cut on purpose


def certificate(folder: Path, *, host: str = "localhost", days: int = 30) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key. Negative days: one that has run out."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=60)).not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
                                                   if host == "localhost" else [x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return cert, private


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Postbox:
    """What the SMTP server has taken. ``misbehave``: a step at which it cuts the line, or an answer it gives to the message."""

    taken: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    misbehave: str = ""
    answer: str = ""
    port: int = 0

    def _cut(self, server: object, step: str) -> bool:
        if self.misbehave == step:
            server.transport.abort()  # type: ignore[attr-defined]
            return True
        return False

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return ["421 gone"] if self._cut(server, "hello") else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self._cut(server, "mail"):
            return "421 gone"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self._cut(server, "rcpt"):
            return "421 gone"
        if self.answer.startswith("rcpt "):
            return self.answer[5:]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer:
            return self.answer
        self.taken.append(envelope.content)
        self.recipients.append(list(envelope.rcpt_tos))
        if self._cut(server, "after"):
            return "421 gone"
        return "250 taken"


def _sign_in(server, session, envelope, mechanism, data) -> AuthResult:
    if mechanism == "XOAUTH2":
        return AuthResult(success=False, handled=False)
    return AuthResult(success=data.login == b"desk" and data.password == SECRET.encode(), handled=False)


@contextmanager
def smtp(box: Postbox, cert: Path, key: Path, *, port: int = 0, tls: str = "tls") -> Iterator[Postbox]:
    """On a port of its own; the same box may be served again after a restart."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    box.port = port or free_port()
    way = {"ssl_context": context, "auth_require_tls": False} if tls == "tls" else {"tls_context": context, "require_starttls": True, "auth_required": True}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, authenticator=_sign_in, ready_timeout=20, **way)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def letter(number: int, who: str, text: str, *, answers: str = "") -> bytes:
    """A mail of an invented person, whose address is made of the name."""
    sender = f"{who.lower().replace(' ', '.')}@post.example"
    thread = f"In-Reply-To: {answers}\r\nReferences: {answers}\r\n" if answers else ""
    return (f"From: {who} <{sender}>\r\nTo: desk@harbor.example\r\nDate: Tue, 24 Nov 2026 10:04:00 -0600\r\nSubject: {'Re: ' if answers else ''}A question\r\n"
            f"Message-ID: <n{number}@post.example>\r\n{thread}\r\n{text}\r\n").encode()  # fmt: skip


def notice(message_id: str, recipient: str, why: str) -> bytes:
    """What a mail server sends back where it cannot deliver (RFC 3464)."""
    head = ("From: Mail Delivery System <MAILER-DAEMON@post.example>\r\nTo: desk@harbor.example\r\nDate: Tue, 24 Nov 2026 10:50:00 -0600\r\n"
            "Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <dsn@post.example>\r\nAuto-Submitted: auto-replied\r\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"\r\n\r\n')  # fmt: skip
    parts = (f"Content-Type: text/plain\r\n\r\nYour message could not be delivered to {recipient}: {why}\r\n",
             f"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; post.example\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\n"
             f"Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; {why}\r\n",
             f"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\nTo: {recipient}\r\n")  # fmt: skip
    return (head + "".join(f"--b1\r\n{part}" for part in parts) + "--b1--\r\n").encode()


class Wire:
    """A line to a server that can be cut: after so many bytes from the server it is dead, for every connection anew."""

    def __init__(self, target: int) -> None:
        self.target, self.allowed = target, -1
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])

    def allow(self, many: int | None) -> None:
        self.allowed = -1 if many is None else many

    def __enter__(self) -> Wire:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                return
            threading.Thread(target=self._pump, args=(near, far, -1), daemon=True).start()
            threading.Thread(target=self._pump, args=(far, near, self.allowed), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, allowed: int) -> None:
        with contextlib.suppress(OSError):
            while allowed and (part := source.recv(65_536 if allowed < 0 else min(allowed, 65_536))):
                sink.sendall(part)
                allowed -= len(part) if allowed > 0 else 0
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


DOVECOT = """
base_dir={d}/run
state_dir={d}/run
log_path={d}/dovecot.log
protocols=imap
listen=127.0.0.1
ssl=yes
ssl_cert=<{cert}
ssl_key=<{key}
disable_plaintext_auth=no
auth_mechanisms=plain login
mail_location=maildir:{d}/mail/%u
first_valid_uid={uid}
mail_plugins=quota
plugin {{
  quota=maildir:User quota
  quota_rule=*:storage=200K
}}
passdb {{
  driver=passwd-file
  args={d}/users
}}
userdb {{
  driver=static
  args=uid={user} gid={group} home={d}/mail/%u
}}
default_internal_user={internal}
default_login_user={login}
default_internal_group={internal_group}
namespace inbox {{
  inbox=yes
}}
service imap-login {{
  chroot=
  inet_listener imap {{
    port={plain}
  }}
  inet_listener imaps {{
    port={port}
    ssl=yes
  }}
}}
service anvil {{
  chroot=
}}
service stats {{
}}
"""


def dovecot_or_skip() -> str:
    found = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if found is None:
        pytest.skip("Dovecot is not installed; scripts/setup.sh test installs it")
    return found


class Dovecot:
    """One mailbox, "desk". ``put`` delivers as any mail server would: a file into the Maildir. Runs as whoever runs the tests; as root, under Debian's own users."""

    def __init__(self, cert: Path, key: Path) -> None:
        self.program = dovecot_or_skip()
        self._kept = tempfile.TemporaryDirectory(prefix="frontdesk-dovecot-")  # pytest closes its own folders to other users, and Dovecot is one
        folder = self.folder = Path(self._kept.name)
        self.port, self.plain = free_port(), free_port()
        self.inbox = folder / "mail" / "desk"
        for part in ("cur", "new", "tmp"):
            (self.inbox / part).mkdir(parents=True)
        (folder / "users").write_text(f"desk:{{PLAIN}}{SECRET}::::::\n")
        self.cert, self.key = Path(shutil.copy(cert, folder)), Path(shutil.copy(key, folder))
        self.config = folder / "dovecot.conf"
        me, mine = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
        self.owner = ("nobody", "nogroup") if os.geteuid() == 0 else (me, mine)
        who = {"internal": "dovecot", "login": "dovenull", "internal_group": "dovecot"} if os.geteuid() == 0 else {"internal": me, "login": me, "internal_group": mine}
        self.config.write_text(DOVECOT.format(d=folder, cert=self.cert, key=self.key, port=self.port, plain=self.plain, uid=1,
                                              user=self.owner[0], group=self.owner[1], **who))  # fmt: skip
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", ":".join(self.owner), str(folder / "mail")], check=True)
            folder.chmod(0o755)
        self._number = 0
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._running = subprocess.Popen([self.program, "-F", "-c", str(self.config)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("Dovecot does not answer")

    def stop(self) -> None:
        if self._running is not None:
            self._running.terminate()
            self._running.wait(20)
            self._running = None

    def close(self) -> None:
        self.stop()
        self._kept.cleanup()

    def wear(self, cert: Path, key: Path) -> None:
        """Another certificate from now on."""
        self.stop()
        shutil.copy(cert, self.cert)
        shutil.copy(key, self.key)
        self.start()

    def log(self) -> str:
        return (self.folder / "dovecot.log").read_text()

    def put(self, raw: bytes) -> None:
        self._number += 1
        part = self.inbox / "tmp" / f"{time.time_ns()}.{self._number}.test"
        part.write_bytes(raw)
        if os.geteuid() == 0:
            shutil.chown(part, *self.owner)
        part.rename(self.inbox / "new" / part.name)

    def fill(self) -> None:
        """Until the server itself takes nothing more into the mailbox."""
        context = ssl.create_default_context(cafile=str(self.cert))
        with imaplib.IMAP4_SSL("localhost", self.port, ssl_context=context) as line:
            line.login("desk", SECRET)
            line.create("Archive")
            answer = [line.append("Archive", None, None, b"Subject: filler\r\n\r\n" + b"x" * 120_000 + b"\r\n") for _ in range(3)][-1]
        assert answer[0] == "NO", "the quota does not hold"
        assert b"OVERQUOTA" in answer[1][0]

    def files(self) -> list[str]:
        """Names with their flags, as the Maildir keeps them."""
        return sorted(p.name.partition(":2,")[2] for where in ("cur", "new") for p in (self.inbox / where).iterdir())

    def forget(self) -> None:
        """As after the folder was made anew: another UIDVALIDITY."""
        self.stop()
        for one in self.inbox.glob("dovecot*"):
            one.unlink() if one.is_file() else shutil.rmtree(one)
        time.sleep(1.1)  # UIDVALIDITY is made of the second
        self.start()
