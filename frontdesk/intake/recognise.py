"""Which format is this file? By what stands in it, not by its name."""

from __future__ import annotations

import json
import re
from typing import Any

HEAD = 1 << 16

_OTHERS = (
    (re.compile(rb"BEGIN:VCALENDAR", re.I), "an iCalendar file"), (re.compile(rb"BEGIN:VCARD", re.I), "a vCard file"),
    (re.compile(rb"^\s*MSH\|"), "an HL7 message"), (re.compile(rb"^PK\x03\x04"), "a ZIP archive; unpack it first"),
    (re.compile(rb"^%PDF-"), "a PDF"),
    (re.compile(rb"^From .{3,200}\n|^(?:Received|Return-Path|From|Date|Message-ID|Delivered-To|MIME-Version):", re.M),
     "an e-mail"),
    (re.compile(rb"^\x1f\x8b"), "a compressed file; unpack it first"), (re.compile(rb"^\s*<(?:!DOCTYPE )?html", re.I), "a web page"),
)  # fmt: skip


def by_head(head: bytes) -> str:
    """Words: "wxr", "xml", "json", "other:<what>" or "unknown", from the first bytes of a file."""
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not bare:
        return "empty"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        bare = head.decode("utf-16", "replace").lstrip().encode("utf-8", "replace")
    if bare[:1] == b"<":
        return _xml(bare)
    for shape, words in _OTHERS:
        if shape.search(bare[:4000]):
            return f"other:{words}"
    if bare[:1] in b"[{":
        return "json"
    if b"wordpress.org/export" in head or b"<wp:comment" in head:
        return "wxr"
    return "script" if re.search(rb"^\s*(?:var|let|const|module\.exports)\b|^\s*/\*|^\w+\s*=\s*[\[{]", bare) else "unknown"


def _xml(head: bytes) -> str:
    if re.search(rb"<(?:!DOCTYPE\s+)?html", head[:2000], re.I) and b"<rss" not in head[:4000]:
        return "other:a web page"
    if b"wordpress.org/export" in head or re.search(rb"<wp:\w+", head) or b"<rss" in head[:4000]:
        return "wxr"
    return "xml"


def json_in_script(text: str) -> Any:
    """The values assigned in a JavaScript file, as one list; raises ValueError where there is no JSON in it."""
    decoder = json.JSONDecoder()
    found = []
    for start in re.finditer(r"=\s*(?=[\[{])", text):
        try:
            value, _ = decoder.raw_decode(text, start.end())
        except ValueError:
            continue
        found.append(value)
    if not found:
        raise ValueError("no JSON value is assigned in it")
    return found
