"""What a message says: one of its alternatives, out of its encoding, as plain text with paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontdesk.domain.encoding import of_charset
from frontdesk.intake.html_text import plain, quoted_plain, tidy
from frontdesk.intake.mail.parts import Mail, Part, signed_within, taken_apart, text_parts, unpacked

_LONGEST = 600_000
"""Bytes of a part that are read."""

_MOST = 200_000
"""Characters of a message that are looked at."""

_JOINED = re.compile(r"(?<!--) \n(?=[^\s>])")
"""DelSp: the blank at the end of the line is not of the text, so that words may be parted anywhere."""
_FLOWED = re.compile(r"(?<=[^\s>])(?<!--) \n(?=[^\s>])")


def words_of(mail: Mail, *, within: int = 0, enclosed: bool = True) -> str:
    """Of each alternative the plain one, else the page turned into text; parts that stand side by side one after the other.

    Then, where they are wanted (``enclosed``), those of the messages inside it (``within``: how deep we are), as forwarded.
    """
    groups: dict[int, list[Part]] = {}
    for part in text_parts(mail):
        groups.setdefault(part.alternative, []).append(part)
    told = []
    for group, parts in groups.items():
        read = [(part, _read(part)) for part in parts]
        if group:
            best = next((words for part, words in read if part.kind == "text/plain" and words.strip()), "")
            told.append(best or next((words for _, words in read if words.strip()), ""))
        else:
            told += [words for _, words in read]
    whole = tidy("\n\n".join(dict.fromkeys(one for one in told if one)))[:_MOST]
    inside = tidy("\n\n".join(_inside(mail, within))) if enclosed and within < 5 else ""
    return "\n\n".join(one for one in (whole, inside) if one)[:_MOST]


def _inside(mail: Mail, within: int) -> Iterator[str]:
    for part in mail.parts[:20]:
        if signed := signed_within(part):
            yield words_of(taken_apart(signed), within=within + 1)
        elif part.kind == "message/rfc822":
            inner = taken_apart(part.body[:_LONGEST * 4])
            heads = [f"{name}: {inner.header(name)}" for name in ("From", "Date", "Subject", "To") if inner.header(name)]
            words = words_of(inner, within=within + 1)
            if words or inner.header("subject"):
                yield "\n".join(["---------- Forwarded message ---------", *heads, "", words])


def page_of(mail: Mail) -> str:
    """The HTML of a message, as text; empty where it has none. Form services often say more there than in the plain part."""
    return next((_read(part) for part in text_parts(mail) if part.kind == "text/html"), "")


def _read(part: Part) -> str:
    text = of_charset(unpacked(part.body[:_LONGEST * 2], part.encoding)[:_LONGEST], part.charset)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.kind == "text/html" or (part.kind == "text/plain" and re.match(r"\s*<(?:!doctype|html|body|div|table)\b", text, re.I)):
        return quoted_plain(text)
    if part.kind in ("text/enriched", "text/richtext"):
        return plain(text)
    if part.flowed:
        text = _JOINED.sub("", text) if part.joined else _FLOWED.sub(" ", text)
    return tidy(text)


def attachments(mail: Mail) -> list[str]:
    """Names, or kinds where a name is missing; what signs or encrypts a message is none."""
    silent = ("pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-encrypted", "pkcs7-mime", "delivery-status", "rfc822-headers")
    found = [part for part in mail.parts if (part.attached or not part.kind.startswith(("text/", "message/"))) and not part.kind.endswith(silent)]
    return [part.name or part.kind for part in found[:20]]
