"""A mail that somebody of the clinic passes on to the desk: the person is who wrote it at first, not the colleague who forwards it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontdesk.intake.mail import sorting
from frontdesk.intake.mail.own_words import forwarded_at
from frontdesk.intake.mail.parts import Mail, taken_apart
from frontdesk.intake.mail.words import words_of

_LONGEST = 2_400_000
_SENDER = re.compile(r"^\s*\*?(?:From|Von|De|Da|Van)\s?:\*?\s*(.{3,300})$", re.I)
_MOMENT = re.compile(r"^\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Inviato|Verzonden)\s?:\*?\s*(.{6,80})$", re.I)
_FORWARDED = re.compile(r"(?:fwd?|wg|tr|rv|doorst|i|vs|vl)\s?:", re.I)
_SHARED = re.compile(r"@(?:gmail|googlemail|outlook|hotmail|live|yahoo|aol|icloud|me|gmx|web|proton(?:mail)?|t-online|comcast|msn)\.", re.I)
"""Houses where everybody may have a mailbox: the same one there makes nobody a colleague."""


@dataclass(frozen=True, slots=True)
class PassedOn:
    """The first writer's name, address, words and the date that stands there; ``note`` is what the colleague wrote above."""

    name: str
    address: str
    words: str
    date: str
    note: str


def by_colleague(sender: str, own: frozenset[str]) -> bool:
    """Whether the address is one of the clinic's, or of the same house as one of them."""
    mine = {one.rpartition("@")[2] for one in own if not _SHARED.search(one)}
    return sender.casefold() in own or sender.rpartition("@")[2].casefold() in mine


def passed_on(mail: Mail, words: str, own: frozenset[str]) -> PassedOn | None:
    """None where nothing is forwarded, or what is forwarded is a colleague's too."""
    found = _enclosed(mail) or (_below(words) if _FORWARDED.match(mail.header("subject")) else None)
    return found if found and found.words and found.address and not by_colleague(found.address, own) else None


def _enclosed(mail: Mail) -> PassedOn | None:
    inside = [part for part in mail.parts[:20] if part.kind == "message/rfc822"]
    if len(inside) != 1:
        return None
    inner = taken_apart(inside[0].body[:_LONGEST])
    subject, words = inner.header("subject"), words_of(inner)
    whole = "\n\n".join(part for part in (subject if subject.casefold() not in words.casefold() else "", words) if part)
    return PassedOn(sorting.called(inner.header("from")), sorting.address(inner.header("from")), whole, inner.header("date"), words_of(mail, enclosed=False))


def _below(words: str) -> PassedOn | None:
    """Below "Forwarded message" or a block of headers, as mail programs put it into the text."""
    lines = words.split("\n")
    start, body = forwarded_at(lines)
    if body == 0:
        return None
    heads = lines[start:body]
    sender = next((m[1] for line in heads if (m := _SENDER.match(line))), "")
    at = next((m[1] for line in heads if (m := _MOMENT.match(line))), "")
    return PassedOn(sorting.called(sender), sorting.address(sender), "\n".join(lines[body:]).strip(), at, "\n".join(lines[:start]).strip())
