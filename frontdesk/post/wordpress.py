"""A WordPress site's comments over its REST interface, signed in with an application password. Nothing is changed there.

The password goes to the host that was typed and to no other: a redirect to another one is refused, never followed.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlencode, urljoin, urlsplit

from frontdesk.domain.website import Website, WebsiteTrouble

PATIENCE = 20.0
"""Seconds without a word from the server."""
LONGEST = 60.0
"""Seconds that one page may take."""
LARGEST = 20 << 20
"""Bytes of one page."""
A_PAGE = 100
MOST_PAGES = 20_000
_REDIRECTS = 3
_WAYS = ("/wp-json/wp/v2/comments?", "/?rest_route=%2Fwp%2Fv2%2Fcomments&")
"""Where the interface answers: with speaking addresses, or without."""
_CODE = re.compile(rb'"code"\s*:\s*"([\w-]{1,60})"')
_LATER = "comments are fetched again later, and none is lost."


@dataclass(frozen=True, slots=True)
class Page:
    """Comments as the site gave them, oldest first. ``total``: how many there are in all; -1 where the site does not say."""

    raw: bytes
    total: int = -1


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def code(self) -> str:
        found = _CODE.search(self.body[:4_000])
        return found[1].decode() if found else ""

    def number(self, header: str) -> int:
        told = str(self.headers.get(header, ""))
        return int(told) if told.isdigit() and len(told) < 10 else -1


def comments(site: Website, secret: str, *, after: datetime | None, patience: float = PATIENCE, longest: float = LONGEST) -> Iterator[Page]:
    """Every page of what was written ``after`` that instant, waiting and approved. ``WebsiteTrouble`` where it is cut: the pages before are whole."""
    asked = {"context": "edit", "status": "all", "order": "asc", "orderby": "date_gmt", "per_page": str(A_PAGE), "_embed": "up"}
    asked |= {"after": f"{after.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"} if after else {}
    way, before = "", b""
    for number in range(1, MOST_PAGES):
        query = urlencode(asked | {"page": str(number)})
        way, answer = _first_way(site, secret, query, patience, longest) if not way else (way, _ask(site, way + query, secret, patience, longest))
        if answer.status == 400 and answer.code == "rest_post_invalid_page_number":
            return  # some were deleted meanwhile, so that there are fewer pages
        _judged(site, answer)
        if answer.body == before or answer.body.strip() == b"[]":
            return
        yield Page(answer.body, answer.number("X-WP-Total"))
        before, pages = answer.body, answer.number("X-WP-TotalPages")
        if 0 <= pages <= number:
            return


def attempt(site: Website, secret: str) -> int:
    """Sign in as a trial; how many comments there are, or -1 where the site does not say."""
    query = urlencode({"context": "edit", "status": "all", "per_page": "1"})
    _, answer = _first_way(site, secret, query, PATIENCE, LONGEST)
    _judged(site, answer)
    return answer.number("X-WP-Total")


def _first_way(site: Website, secret: str, query: str, patience: float, longest: float) -> tuple[str, _Answer]:
    answer = _ask(site, _WAYS[0] + query, secret, patience, longest)
    if answer.status == 404 or (answer.status == 200 and not answer.body.lstrip().startswith((b"[", b"{"))):
        other = _ask(site, _WAYS[1] + query, secret, patience, longest)
        if other.status == 200 and other.body.lstrip().startswith(b"["):
            return _WAYS[1], other
    return _WAYS[0], answer


def _ask(site: Website, path: str, secret: str, patience: float, longest: float) -> _Answer:
    ends = time.monotonic() + longest
    url = site.address + path
    for _ in range(_REDIRECTS + 1):
        with _told(site):
            answer = _get(url, site.user, secret, patience, ends)
        if answer.status not in (301, 302, 303, 307, 308):
            return answer
        onward = urljoin(url, str(answer.headers.get("Location", "")))
        elsewhere = urlsplit(onward)
        if (elsewhere.scheme, elsewhere.netloc.lower()) != urlsplit(url)[:2]:
            raise WebsiteTrouble(
                f"{site.host} sends on to {elsewhere.scheme}://{elsewhere.netloc[:100]}, where the password was not sent. "
                "If that is your website, type that address under Settings.",
            )  # fmt: skip
        url = onward
    raise WebsiteTrouble(f"{site.host} sends from one address to the next without end. Ask whoever looks after the website.")


def _get(url: str, user: str, secret: str, patience: float, ends: float) -> _Answer:
    parts = urlsplit(url)
    line = HTTPConnection(parts.netloc, timeout=patience)
    if parts.scheme == "https":
        line = HTTPSConnection(parts.netloc, timeout=patience, context=ssl.create_default_context())
    signed = b64encode(f"{user}:{secret}".encode()).decode()
    try:
        line.request("GET", f"{parts.path or '/'}?{parts.query}", headers={"Authorization": f"Basic {signed}", "Accept": "application/json", "User-Agent": "Front Desk"})
        answer = line.getresponse()
        body = bytearray()
        while block := answer.read1(1 << 16):
            body += block
            if len(body) > LARGEST:
                raise WebsiteTrouble(f"{parts.netloc} answered with more than {LARGEST >> 20} MB for one page of comments. Export them to a file instead.")
            if time.monotonic() > ends:
                raise TimeoutError
        if answer.length:
            raise HTTPException(f"{answer.length} bytes are missing")
        return _Answer(answer.status, answer.headers, bytes(body))
    finally:
        line.close()


@contextmanager
def _told(site: Website) -> Iterator[None]:
    """What can go wrong on the way, in words that say what to do."""
    host = site.host
    try:
        yield
    except ssl.SSLCertVerificationError as trouble:
        raise WebsiteTrouble(
            f"{host} could not prove who it is ({trouble.verify_message}), so the password was not sent and nothing was fetched. "
            "Ask whoever looks after the website to renew its certificate.", more=str(trouble),
        ) from None  # fmt: skip
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as trouble:
        raise WebsiteTrouble(f"{host} broke off; {_LATER}", more=str(trouble)) from None
    except ssl.SSLError as trouble:
        raise WebsiteTrouble(f"{host} does not speak https at this address. Check the address under Settings.", more=str(trouble)) from None
    except socket.gaierror as trouble:
        raise WebsiteTrouble(f"{host} is not found. Check the address under Settings, or whether this computer is on the net; {_LATER}", more=str(trouble)) from None
    except TimeoutError:
        raise WebsiteTrouble(f"{host} does not answer just now; {_LATER}") from None
    except (OSError, HTTPException) as trouble:
        raise WebsiteTrouble(f"{host} cannot be reached just now; {_LATER}", more=f"{type(trouble).__name__}: {trouble}"[:300]) from None


_SIGN_IN = "Make a new application password in WordPress (Users, Profile, Application Passwords) and type it under Settings, with the user name."


def _judged(site: Website, answer: _Answer) -> None:
    """``WebsiteTrouble`` where it is no page of comments."""
    host, status = site.host, answer.status
    if status == 401:
        unseen = answer.code in ("rest_not_logged_in", "rest_forbidden_context", "rest_forbidden", "rest_forbidden_param")
        reason = "did not see the password: its web server or a security plugin holds it back" if unseen else "does not accept the user name or the application password"
        raise WebsiteTrouble(f"{host} {reason}. {_SIGN_IN}")
    if status == 403:
        raise WebsiteTrouble(
            f"{site.user or 'This user'} may not read the comments of {host}, or a security plugin stands in between. "
            "Give the user the role of an editor in WordPress, or allow the REST interface there.",
        )  # fmt: skip
    if status == 404:
        raise WebsiteTrouble(f"{host} does not answer as WordPress: its address is another one, or its REST interface is switched off. Check both.")
    if status in (429, 503):
        raise WebsiteTrouble(f"{host} asks to be left alone for a while; {_LATER}")
    if status >= 500:
        raise WebsiteTrouble(f"{host} has a fault of its own ({status}); {_LATER} If it stays so, ask whoever looks after the website.")
    if status != 200:
        raise WebsiteTrouble(f"{host} does not give its comments ({status}{f', {answer.code}' if answer.code else ''}). Ask whoever looks after the website.")
    if not answer.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        raise WebsiteTrouble(
            f"{host} answers with a web page instead of comments: its REST interface is switched off, or a sign-in page stands before it. Ask whoever looks after it.",
        )  # fmt: skip
