"""The clinic's own website, from which comments are fetched: its address, who signs in there, and how far it has been read."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

from frontdesk.domain.errors import BadInput, DeskError


@dataclass(frozen=True, slots=True)
class Website:
    """``address``: where WordPress answers, with its scheme. ``user`` signs in with an application password, which is kept elsewhere."""

    id: int
    address: str
    user: str = ""
    active: bool = True
    version: int = 0

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def keyed(self) -> str:
        """The name under which its password is kept."""
        return f"{self.user} at {self.host}"


@dataclass(frozen=True, slots=True)
class WebsiteReading:
    """How far a website has been read: the newest comment is of ``seen_until``. ``trouble``: how the last look ended, empty where it went well."""

    id: int
    website_id: int
    seen_until: datetime | None = None
    read_at: datetime | None = None
    trouble: str = ""
    version: int = 0


class WebsiteTrouble(DeskError):
    """The website could not be asked, or would not tell; what was fetched before is kept."""


def checked_address(text: str) -> str:
    """The address as it is asked, or ``BadInput``. Without a scheme it is https; http is for this computer alone, where nobody can listen."""
    bare = text.strip()
    try:
        parts = urlsplit(bare if "://" in bare else f"https://{bare}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadInput(f"“{bare[:80]}” is not the address of a website. Type it as it stands in the browser, such as https://clinic.example.") from None
    if not host or (len(host) < 4 and not port) or any(c.isspace() or not c.isprintable() for c in bare) or parts.username or parts.password:
        raise BadInput(f"“{bare[:80]}” is not the address of a website. Type it as it stands in the browser, such as https://clinic.example.")
    if parts.scheme != "https" and not (parts.scheme == "http" and _here(host)):
        raise BadInput("Comments are fetched over https only, since the password would be readable on its way. Type the address with https://.")
    return f"{parts.scheme}://{_ascii(host)}{f':{port}' if port else ''}{_folder(parts)}"


def _here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _ascii(host: str) -> str:
    try:
        return f"[{host}]" if ":" in host else host.encode("idna").decode()
    except UnicodeError:
        raise BadInput(f"“{host[:80]}” is not the name of a website. Type it as it stands in the browser.") from None


def _folder(parts: SplitResult) -> str:
    """The path in which WordPress lives, without what stands there of its own pages."""
    path = parts.path
    for own in ("/wp-json", "/wp-admin", "/wp-login.php", "/index.php"):
        path = path.partition(own)[0]
    return path.rstrip("/")
