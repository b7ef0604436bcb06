"""Which format is this file? By what stands in it, not by its name."""

from __future__ import annotations

import json
import re
from typing import Any

from frontdesk.domain.encoding import text_of
from frontdesk.intake.forms.csv_file import looks_like_table
from frontdesk.intake.forms.webhook import ENCODED

HEAD = 1 << 16

_BINARY = (
    (rb"PK[\x03\x05]", "a ZIP archive or a document of Word or Excel; unpack it, or save it as text or CSV"), (rb"%PDF-", "a PDF"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|7z\xbc\xaf|Rar!", "a compressed file; unpack it first"), (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\x00|MM\x00\*", "a picture"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1", "a file of Outlook (.msg) or an old Office document; save it as .eml or as text"),
    (rb"!BDN", "a mailbox of Outlook (.pst); export it as .eml or mbox"), (rb"SQLite format 3", "a database"), (rb"\x7fELF|MZ", "a program"),
)  # fmt: skip
_OTHERS = (
    (re.compile(r"BEGIN:VCALENDAR", re.I), "an iCalendar file"), (re.compile(r"BEGIN:VCARD", re.I), "a vCard file"),
    (re.compile(r"\A(?:FHS\||BHS\||\x0b?MSH\|)"), "an HL7 message"), (re.compile(r"\A\{\\rtf"), "a document in rich text; save it as plain text"),
)  # fmt: skip
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_SCALAR = re.compile(r"(?:null|true|false|-?\d+(?:\.\d+)?)\s*(?:\Z|[\r\n]+\s*[\[{])|\"\s*[\[{]\s*[{]?\\\"")
"""A value of JSON that holds no words, alone or on a line before those that do; or JSON written down once more as a string."""
_HEADER_LINE = re.compile(r"[!-9;-~]{1,76}[ \t]*:|[ \t]+\S")
_MAIL_HEADER = re.compile(
    r"^(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|content-disposition|reply-to|sender|x-[\w-]+|dkim-signature"
    r"|authentication-results|envelope-to|resent-from|in-reply-to|references|list-id|status|organization)[ \t]*:", re.I | re.M)  # fmt: skip


def by_head(head: bytes) -> str:
    """A word for what the first bytes of a file begin: "wxr", "disqus", "formidable", "xml", "json", "script", "webhook", "php", "mail", "mbox",
    "table", "text", "empty", or "other:<what it is, in words>".
    """
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        return "empty"
    for shape, words in _BINARY:
        if re.match(shape, head, re.S):
            return f"other:{words}"
    text = re.sub(r"\r+\n|\r", "\n", text_of(head))
    if len(_CONTROLS.findall(text[:4000])) > len(text[:4000]) // 20:
        return "other:a file of a program, not text"
    bare = text.lstrip("\ufeff \t\r\n")
    if bare.startswith("<"):
        return _xml(bare)
    mailed = _mail(text.lstrip("\ufeff\r\n"))
    for pattern, words in _OTHERS:
        if (other := pattern.search(bare[:2000])) and not (mailed and other.start()):
            return f"other:{words}"
    return mailed or _structured(bare)


def _structured(bare: str) -> str:
    if bare.startswith("--") and re.search(r'content-disposition:\s*form-data', bare[:3000], re.I):
        return "webhook"
    if "&" in bare[:2000] and ENCODED.match(bare.strip()):
        return "webhook"
    if bare[:1] in "[{" or _SCALAR.match(bare):
        return "json"
    if re.match(r"[aO]:\d{1,6}:", bare):
        return "php"
    if "wordpress.org/export" in bare or "<wp:comment" in bare:
        return "wxr"
    if re.search(r"\A(?:var|let|const|module\.exports|export default)\b|\A/\*|\A\w+\s*=\s*[\[{]", bare):
        return "script"
    return "table" if looks_like_table(bare) else "text"


def _mail(text: str) -> str:
    """"mbox" where the first line is a mailbox's, "mail" where a block of mail headers stands first."""
    first, _, rest = text.partition("\n")
    if first.startswith("From ") and _MAIL_HEADER.search(rest[:4000]):
        return "mbox"
    if first.startswith(">From ") or first.strip() == "":
        text = text.split("\n", 1)[-1].lstrip("\r\n") if first.startswith(">") or not first.strip() else text
    block = re.split(r"\r?\n[ \t]*\r?\n", text[:60_000], maxsplit=1)[0]
    lines = block.splitlines()[:60]
    headers = sum(bool(_HEADER_LINE.match(line)) for line in lines)
    named = {m[0].lower() for m in _MAIL_HEADER.finditer(block)}
    if lines and _MAIL_HEADER.match(lines[0]) and headers >= 0.7 * len(lines) and (len(named) >= 2 or "\n" in text.strip()):
        return "mail"
    return "mail" if len(named) >= 3 and headers >= 0.8 * len(lines) else ""


def _xml(head: str) -> str:
    low = head[:6000].lower()
    if re.search(r"<table\b", low) and not re.search(r"<(?:rss|disqus)\b", low):
        return "web table"
    if re.search(r"<(?:!doctype\s+)?html", low[:2000]) and "<rss" not in low:
        return "other:a web page"
    if re.search(r"<disqus\b", low):
        return "disqus"
    if "wordpress.org/export" in low:
        return "wxr"
    if "<form_key>" in low or "<item_meta>" in low:
        return "formidable"
    if re.search(r"<wp:\w+", head) or "<rss" in low:
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
