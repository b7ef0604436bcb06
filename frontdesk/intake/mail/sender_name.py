"""What the sender of a mail is called, where the header turns the name round or tells none."""

from __future__ import annotations

import re

from frontdesk.intake.mail.own_words import own_words

_WORD = r"[^\W\d_](?:[\w'’.-]{0,40})"
_TITLES = re.compile(r"(?:m\.?d|d\.?o|d\.?c|ph\.?d|jr|sr|i{1,3}|r\.?n|p\.?t|dpt|esq|inc|ltd|llc|gmbh|dds|msc|bsc|mba)\.?", re.I)
_TURNED = re.compile(rf"({_WORD}(?:[ -]{_WORD}){{0,2}}), ?({_WORD}(?: {_WORD}){{0,2}})")
_CLOSE = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:with |many |kind(?:est)? |best |warm(?:est)? )?(?:thanks(?: so much| again| in advance)?|thank you(?: so much| very much)?|regards|wishes|greetings)|yours(?: sincerely| truly| faithfully)?"
    r"|sincerely|cheers|best|mit freundlichen grüßen|viele grüße|lg|saludos|cordialement)[ \t]*[,.!]?[ \t]*\n{1,2}"
    rf"[ \t]*({_WORD}(?: {_WORD}){{0,2}})[ \t]*(?:\n|$)", re.I)  # fmt: skip


def in_order(name: str) -> str:
    """"Lund, Ada" as address books put it, given name first; a title behind a name is none."""
    turned = _TURNED.fullmatch(name.strip())
    return f"{turned[2]} {turned[1]}" if turned and not _TITLES.fullmatch(turned[2]) else name


def signed_name(text: str) -> str:
    """The name below "Thanks," in the sender's own words, each of its words with a capital; empty where there is none."""
    found = [m[1] for m in _CLOSE.finditer(own_words(text))]
    return found[-1] if found and all(word[:1].isupper() for word in found[-1].split()) else ""
