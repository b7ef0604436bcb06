"""Mail of a telephone service about a call: who called, from which number. The answer goes to the caller, never to the service."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontdesk.intake.mail.parts import Mail
from frontdesk.intake.mail.sorting import address

_ABOUT = re.compile(
    r"\b(?:voice ?-?mail|voice ?-?messages?|missed (?:a )?call|new call|text message|sms|sprachnachricht|verpasster anruf|anruf|mensaje de voz|llamada perdida|message vocal|appel manqué)\b"
    r".{0,60}?\b(?:from|of|von|de)\b:?\s*(?P<who>.{4,140})$", re.I)  # fmt: skip
_SERVICE = re.compile(r"^(?:[\w.+-]*(?:no-?reply|notif|voice|phone|call|service|alert|system|message|pbx)[\w.+-]*)@|@(?:.*\.)?(?:ringcentral|grasshopper|openphone|dialpad|8x8|vonage|nextiva|ooma|3cx|jive|goto|zoom|quo)\.", re.I)
_NUMBER = re.compile(r"\+?\(?\d[\d ().\-/]{5,18}\d")
_CALLER = re.compile(r"^\s*(?:from|caller(?: id)?|von|anrufer|de|número|number|telephone|phone)\s*:\s*(?P<who>.{4,120})$", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Call:
    """``name`` is empty where only the number is known."""

    name: str
    number: str


def called(mail: Mail, words: str) -> Call | None:
    """None where the mail is about no call, or tells no number."""
    about = _ABOUT.search(mail.header("subject")[:300])
    if about is None or not _SERVICE.search(address(mail.header("from"))):
        return None
    told = [about["who"], *(found["who"] for found in _CALLER.finditer(words[:4_000]))]
    number = next((found[0] for who in told if (found := _NUMBER.search(who)) and 7 <= sum(c.isdigit() for c in found[0]) <= 15), "")
    return Call(_name(about["who"]), number.strip()) if number else None


def _name(who: str) -> str:
    bare = re.split(r"\s+(?:on|at|am|um|el|le)\s+\d|[(<+\d]", who)[0].strip(" ,;:-–.\"'")
    return bare if any(c.isalpha() for c in bare) and bare.casefold() not in ("unknown", "unknown caller", "wireless caller", "anonymous", "private", "a") else ""
