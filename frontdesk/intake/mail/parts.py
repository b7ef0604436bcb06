"""A message taken into its parts without recursion: headers, bodies, attachments' names. No message, however built, can make it run away."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser

from frontdesk.domain.encoding import of_charset, text_of

MOST_PARTS = 300
"""Parts of a message that are looked at; nobody who writes to a clinic sends more."""

DEEPEST = 20
LONGEST_HEADER = 20_000
_HEADERS = 200_000
_BREAK = re.compile(rb"\r?\n[ \t]*\r?\n|\A\r?\n|\r\r")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf, or a message within (``kind`` "message/rfc822": its body is that message). ``depth`` counts messages, not multiparts."""

    kind: str
    body: bytes
    charset: str = ""
    name: str = ""
    attached: bool = False
    depth: int = 0
    alternative: int = 0
    encoding: str = ""
    flowed: bool = False
    joined: bool = False


@dataclass
class Mail:
    """``headers``: of the outermost message; ``cut``: there were more parts than are looked at."""

    headers: Message
    parts: list[Part] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    cut: bool = False

    def header(self, name: str) -> str:
        """Decoded, on one line: what an encoded word hid cannot begin a header of its own."""
        return header_text(str(self.headers.get(name, ""))[:LONGEST_HEADER])


def header_text(raw: str) -> str:
    """Encoded words read, whatever their charset; control characters and ends of lines gone."""
    raw = _decoded(raw[:LONGEST_HEADER]) if "=?" in raw else raw
    return " ".join(_UNSAFE.sub(" ", raw).encode("utf-8", "replace").decode().split())


def _decoded(raw: str) -> str:
    if raw.count("=?") > 200:
        return raw
    try:
        pieces = decode_header(re.sub(r"\?=(?:\r?\n)?[ \t]+=\?", "?= =?", raw))
    except (HeaderParseError, binascii.Error, ValueError, AssertionError):
        return raw
    told = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            told.append(piece)
        else:
            told.append(of_charset(piece, charset or ""))
    return "".join(told)


def headers_of(block: bytes) -> Message:
    """Tolerant of anything; bytes that are not ASCII are read as they were meant where that can be told."""
    return HeaderParser().parsestr(text_of(block[:_HEADERS]).lstrip("\ufeff\r\n"), headersonly=True)


def taken_apart(raw: bytes) -> Mail:
    """Breadth by a stack, never by recursion."""
    raw = raw.lstrip(b"\xef\xbb\xbf")
    head, body = _split(raw)
    mail = Mail(headers_of(head))
    stack: list[tuple[Message, bytes, int, int, bool, int]] = [(mail.headers, body, 0, 0, False, 0)]
    groups = 0
    while stack:
        headers, body, messages, deep, attached, group = stack.pop()
        if len(mail.parts) >= MOST_PARTS:
            mail.cut = True
            break
        kind = _kind(headers)
        mail.kinds.append(kind)
        if kind.startswith("multipart/") and deep < DEEPEST:
            pieces = _pieces(body, _parameter(headers, "content-type", "boundary")) or _pieces(body, _found_boundary(body))
            if pieces:
                groups += kind == "multipart/alternative"
                inner = groups if kind == "multipart/alternative" else group
                usual = "message/rfc822" if kind == "multipart/digest" else ""
                mail.cut = mail.cut or len(pieces) > MOST_PARTS
                for piece in reversed(pieces[:MOST_PARTS]):
                    inner_head, inner_body = _split(piece)
                    inner_headers = headers_of(inner_head)
                    if usual and "content-type" not in inner_headers:
                        inner_headers["Content-Type"] = usual
                    stack.append((inner_headers, inner_body, messages, deep + 1, attached, inner))
                continue
        mail.parts.append(_leaf(headers, kind, body, messages, group))
    return mail


def _split(raw: bytes) -> tuple[bytes, bytes]:
    """Headers and body. A part may begin with its body at once, or have no headers that deserve the name."""
    found = _BREAK.search(raw)
    if found and found.start() == 0:
        return b"", raw[found.end() :]
    head, body = (raw[: found.start()], raw[found.end() :]) if found else (raw, b"")
    first = head[:400].lstrip(b"\r\n ").split(b"\n", 1)[0]
    if not re.match(rb"[!-9;-~]{1,80}[ \t]*:|>?From ", first):
        return b"", raw
    if not found:
        return _unparted(raw)
    return head, body


def _unparted(raw: bytes) -> tuple[bytes, bytes]:
    """Without a blank line: the body begins with the first line that is no header."""
    at = 0
    for line in raw[:_HEADERS].splitlines(keepends=True):
        if not re.match(rb"[!-9;-~]{1,80}[ \t]*:|[ \t]", line):
            return raw[:at], raw[at:]
        at += len(line)
    return raw[:at], raw[at:]


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """Between the boundaries, as far as they are looked at; without any boundary the body is one part."""
    if not boundary:
        return []
    mark = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "surrogateescape")) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    found, start = [], -1
    for one in mark.finditer(body):
        if start >= 0:
            found.append(body[start : one.start()])
            if len(found) > MOST_PARTS:
                return found
        start = one.end() + 1 + (body[one.end() : one.end() + 1] == b"\r")
        if one[1]:
            return found
    return [*found, body[start:]] if start >= 0 and body[start:].strip() else found


def _found_boundary(body: bytes) -> str:
    """The one that is really used, where the header names none or another."""
    found = re.search(rb"(?:\A|\n)--([^\r\n]{1,100}?)[ \t]*\r?\n(?:content-[\w-]+:|\r?\n)", body[:100_000], re.I)
    return found[1].decode("utf-8", "surrogateescape") if found else ""


def _kind(headers: Message) -> str:
    if "content-type" not in headers:
        return "text/plain"
    found = re.match(r"\s*\"?([\w.+-]+/[\w.+-]+)", str(headers.get("content-type", ""))[:2000])
    if found:
        return found[1].lower()
    return "text/html" if "html" in str(headers.get("content-type", ""))[:60].lower() else "text/plain"


def _parameter(headers: Message, header: str, name: str) -> str:
    try:
        found = headers.get_param(name, "", header)
    except (ValueError, AssertionError, IndexError, TypeError, UnicodeError):
        return ""
    if isinstance(found, tuple):
        try:
            found = of_charset(found[2].encode("latin-1", "replace"), found[0] or "")
        except (ValueError, LookupError):
            found = found[2]
    return str(found or "").strip().strip('"')


def _leaf(headers: Message, kind: str, body: bytes, messages: int, group: int) -> Part:
    name = header_text(_parameter(headers, "content-disposition", "filename") or _parameter(headers, "content-type", "name"))
    kind = "text/plain" if kind.startswith("multipart/") else kind
    shown = str(headers.get("content-disposition", "")).strip().lower()
    attached = shown.startswith("attachment") or (bool(name) and not shown.startswith("inline")) or not kind.startswith(("text/", "message/"))
    encoding = str(headers.get("content-transfer-encoding", "")).split(";")[0].strip().strip("\"'").lower()
    if kind == "message/rfc822" and encoding in ("base64", "quoted-printable"):
        body, encoding = unpacked(body, encoding), ""
    bare = re.split(r"[/\\]", name.replace("\x00", ""))[-1][:120]
    return Part(kind, body, _parameter(headers, "content-type", "charset"), bare, attached, messages, group, encoding, _parameter(headers, "content-type", "format").lower() == "flowed", _parameter(headers, "content-type", "delsp").lower() == "yes")


_ADDED = re.compile(rb"(?<=[A-Za-z0-9+/=])\r?\n\s*(?=[^\s][^\r\n]*[^A-Za-z0-9+/=\s])(?=[^\r\n]*\w \w)[^\r\n]*")
"""A line of plain words below the letters of base64: a list or a scanner has added it."""


def unpacked(body: bytes, encoding: str) -> bytes:
    """Out of its transfer encoding, as far as it goes."""
    if encoding in ("base64", "b64", "b"):
        body = body.split(b"\n--", 1)[0]
        if added := _ADDED.search(body):
            return unpacked(body[: added.start()], encoding) + b"\n" + body[added.start() :].strip()
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        try:
            return base64.b64decode(clean[: len(clean) - (len(clean) % 4 == 1)] + b"=" * (-len(clean) % 4))
        except (binascii.Error, ValueError):
            return body
    if encoding.replace(" ", "") in ("quoted-printable", "quotedprintable", "qp"):
        return quopri.decodestring(body)
    return body


def signed_within(part: Part) -> bytes:
    """The message inside an S/MIME envelope that is signed, not sealed: the octet string that holds it."""
    if not part.kind.endswith("pkcs7-mime"):
        return b""
    whole = unpacked(part.body[:2_000_000], part.encoding)
    at = whole.find(b"Content-Type:")
    for width, mark in ((4, b"\x04\x82"), (3, b"\x04\x81"), (2, b"\x04")):
        lead = whole[max(0, at - width) : at]
        if at >= width and lead.startswith(mark):
            return whole[at : at + int.from_bytes(lead[1 if width == 2 else 2 :], "big")]
    return b""


def text_parts(mail: Mail) -> Iterator[Part]:
    """The leaves that hold words to be read, not attachments."""
    for part in mail.parts:
        if part.kind.startswith("text/") and not part.attached and part.kind not in ("text/calendar", "text/vcard", "text/x-vcard", "text/rfc822-headers"):
            yield part
