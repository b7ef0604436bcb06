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


_TRANSCRIPT = re.compile(
    r"^\W{0,3}(?:(?:voice ?mail|voice message|message|sprachnachricht|anruf)[ -]?)?(?:transcript(?:ion)?|preview|transkript(?:ion)?|abschrift|transcripción|transcripcion|trascrizione)"
    r"(?: preview| \(beta\))?\W{0,3}(?:[:：]\s*(?P<rest>.*))?$", re.I)  # fmt: skip
_FOOT = re.compile(
    r"^\W{0,3}(?:to (?:listen to|hear|play|return|reply to|delete) (?:this|the|your) (?:message|voice ?mail|recording|call)\b.{0,120}"
    r"|(?:play|listen to|hear|download|view|open|delete|archive|save) (?:the |this |your )?(?:message|voice ?mail|recording|audio)\b.{0,80}|(?:view|open|listen) (?:it )?in [A-Z].{0,60}|(?:call|text) back"
    r"|how did we do\b.{0,120}|rate (?:this|the) transcri.{0,80}|was this transcription\b.{0,80}|transcription (?:quality|confidence|by)\b.{0,80}|(?:you(?:'re| are) receiving|you received) this\b.{0,200}"
    r"|this (?:e-?mail|notification) (?:was|is)\b.{0,200}|this (?:message|transcri\w+) (?:was|has been) (?:automatically|sent|generated|transcribed|created)\b.{0,200}"
    r"|(?:your account|help cent(?:er|re)|manage (?:your )?(?:notification|preferences|settings))\b.{0,200}|log ?in to\b.{0,80}|thank you for using\b.{0,80}|unsubscribe\b.{0,80}|copyright\b.{0,80}|©.{0,120}"
    r"|\(c\) \d{4}.{0,80}|by subscribing\b.{0,200}|um (?:die|diese) nachricht (?:an|ab)zuh.{0,80}|nachricht (?:anhören|abspielen)\b.{0,60}|écouter le message\b.{0,60}|escuchar (?:el )?mensaje\b.{0,60}"
    r"|--|_{4,}|={4,})\W{0,3}$", re.I)  # fmt: skip


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


def said(words: str) -> str:
    """What the caller said, as the service took it down: without what it puts above and below. Where nothing would be left, the whole mail."""
    lines = words.split("\n")
    begun = next(((n, found["rest"] or "") for n, line in enumerate(lines[:60]) if (found := _TRANSCRIPT.match(line.strip()))), None)
    above = [begun[1]] if begun and begun[1].strip() else []
    below = lines[begun[0] + 1 :] if begun else lines
    end = next((n for n, line in enumerate(below) if _FOOT.match(line.strip()) and (above or any(map(str.strip, below[:n])))), len(below))
    return "\n".join([*above, *below[:end]]).strip() or words


def _name(who: str) -> str:
    bare = re.split(r"\s+(?:on|at|am|um|el|le)\s+\d|[(<+\d]", who)[0].strip(" ,;:-–.\"'")
    return bare if any(c.isalpha() for c in bare) and bare.casefold() not in ("unknown", "unknown caller", "wireless caller", "anonymous", "private", "a") else ""
