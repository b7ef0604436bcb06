"""Real mail servers on this computer: Debian's Dovecot, and an SMTP server that can be told to misbehave."""

from __future__ import annotations

import datetime
import ipaddress
import logging
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

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
first_valid_uid=1
passdb {{
  driver=passwd-file
  args={d}/users
}}
userdb {{
  driver=static
  args=uid=nobody gid=nogroup home={d}/mail/%u
}}
default_internal_user=dovecot
default_login_user=dovenull
default_internal_group=dovecot
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


class Dovecot:
    """One mailbox, "desk". ``put`` delivers as any mail server would: a file into the Maildir."""

    def __init__(self, folder: Path, cert: Path, key: Path) -> None:
        self.folder, self.port, self.plain = folder, free_port(), free_port()
        self.inbox = folder / "mail" / "desk"
        for part in ("cur", "new", "tmp"):
            (self.inbox / part).mkdir(parents=True)
        (folder / "users").write_text(f"desk:{{PLAIN}}{SECRET}::::::\n")
        self.config = folder / "dovecot.conf"
        self.config.write_text(DOVECOT.format(d=folder, cert=cert, key=key, port=self.port, plain=self.plain))
        subprocess.run(["chown", "-R", "nobody:nogroup", str(folder / "mail")], check=True)
        for one in (folder, *list(folder.parents)[:3]):
            one.chmod(one.stat().st_mode | 0o055)
        self._number = 0

    def start(self) -> None:
        subprocess.run(["dovecot", "-c", str(self.config)], check=True, capture_output=True)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("Dovecot does not answer")

    def stop(self) -> None:
        subprocess.run(["dovecot", "-c", str(self.config), "stop"], check=False, capture_output=True)

    def put(self, raw: bytes) -> None:
        self._number += 1
        part = self.inbox / "tmp" / f"{time.time_ns()}.{self._number}.test"
        part.write_bytes(raw)
        shutil.chown(part, "nobody", "nogroup")
        part.rename(self.inbox / "new" / part.name)

    def files(self) -> list[str]:
        """Names with their flags, as the Maildir keeps them."""
        return sorted(p.name.partition(":2,")[2] for where in ("cur", "new") for p in (self.inbox / where).iterdir())

    def forget(self) -> None:
        """As after the folder was made anew: another UIDVALIDITY."""
        self.stop()
        for one in self.inbox.glob("dovecot*"):
            one.unlink() if one.is_file() else shutil.rmtree(one)
        self.start()
