"""Which lines of a mail its sender wrote: not what they quote, forward, sign with, or what their mail program adds.

The text stays as it is. ``own_words`` gives a copy of the same length in which everything else is blank, so that places found in it hold in the text.
"""

from __future__ import annotations

import re

ATTACHED = "[Attached: "
"""Begins the line that names attachments, at the end of a stored mail."""

_WROTE = re.compile(
    r"^(?:On|Am|Le|El|Em|Il|Op|Den|Dne|W dniu|På|\d{4}[-/.]\d).{5,250}(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napsal|napisał\(?a?\)?|wrote on[^\n]{0,40})\s?:?\s*$"
    r"|^(?:Am|Le|El|Em|Il|Op|Den)\s.{5,120}\b(?:schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev)\s.{1,120}:\s*$"
    r"|^.{3,80}(?:<[^<>\s]{3,80}>|@).{0,60}(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|написал\(?а?\)?)\s?:\s*$", re.I)  # fmt: skip
_WROTE_START = re.compile(r"^(?:On|Am|Le|El|Em|Il|Op|Den)\s.{5,200}$")
_WROTE_END = re.compile(r"(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev)\s?:\s*$", re.I)
_ORIGINAL = re.compile(
    r"^\s*[-_*]{2,}\s*(?:Original (?:Message|Appointment)|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht"
    r"|Ursprungligt meddelande|Oprindelig meddelelse)\s*[-_*]{2,}\s*$", re.I)  # fmt: skip
_FORWARD = re.compile(
    r"^\s*(?:[-_*]{3,}\s*)?(?:Forwarded message|Begin forwarded message|Weitergeleitete Nachricht|Anfang der weitergeleiteten Nachricht|Message transféré|Mensaje reenviado|Messaggio inoltrato)"
    r"(?:\s*[-_*]{3,}|\s*:)?(?:\s+.{0,80})?$", re.I)  # fmt: skip
_FIELD = re.compile(r"^\s*\*?(?:From|Sent|To|Cc|Date|Subject|Von|Gesendet|An|Betreff|Datum|De|Envoyé|À|Objet|Enviado(?: el)?|Para|Asunto|Da|Inviato|A|Oggetto|Van|Verzonden|Aan|Onderwerp)\s?:\*?\s", re.I)
_FIRST_FIELD = re.compile(r"^\s*\*?(?:From|Von|De|Da|Van)\s?:\*?\s", re.I)
_SIGNED = re.compile(r"^(?:--|—|-- |__+|—-)$")
_DEVICE = re.compile(
    r"^(?:Sent from (?:my|Mail|Outlook|Yahoo|AOL|Proton)\b.{0,60}|Sent via .{0,40}|Get Outlook for (?:iOS|Android).{0,40}|Von meinem (?:iPhone|iPad|Handy).{0,30}|Envoyé de mon .{0,30}"
    r"|Enviado desde mi .{0,30}|Inviato da(?:l mio)? .{0,30}|Verstuurd vanaf mijn .{0,30}|Sent with Proton.{0,20}|Virus-free\..{0,60}|This email has been checked for viruses.{0,100})$", re.I)  # fmt: skip
_NOTICE = re.compile(
    r"^(?:\W{0,3}(?:confidentiality (?:notice|note)|disclaimer|privileged and confidential|caution: ?this email|\[?external(?: email)?\]?\s*$|wichtiger hinweis)\b"
    r"|(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication|transmission)\b.{0,200}\b(?:confidential|privileged|intended (?:only|solely)|addressee)"
    r"|diese e-?mail .{0,80}vertraulich|ce (?:message|courriel) .{0,120}confidentiel)", re.I)  # fmt: skip


def own_words(text: str) -> str:
    """The text with every character that is not its sender's own blanked; ends of lines stay."""
    lines = text.split("\n")
    kept = _kept(lines)
    if not any(keep and line.strip() for keep, line in zip(kept, lines, strict=True)):
        kept = _forwarded(lines)
    return "\n".join(line if keep else " " * len(line) for keep, line in zip(kept, lines, strict=True))


def _kept(lines: list[str]) -> list[bool]:
    kept = [True] * len(lines)
    for at, line in enumerate(lines):
        if line.lstrip().startswith((">", "|>")) or _DEVICE.match(line.strip()) or line.startswith(ATTACHED):
            kept[at] = False
        elif reach := _introduces(lines, at):
            below = [one for one in lines[at + reach :] if one.strip()]
            marked = bool(below) and below[0].lstrip().startswith(">")
            _blank(kept, at, at + reach if marked else len(lines))
            if not marked:
                break
        elif _ORIGINAL.match(line) or _FORWARD.match(line) or _header_block(lines, at) or _SIGNED.match(line.rstrip()):
            _blank(kept, at, len(lines))
            break
        elif _NOTICE.match(line.strip()):
            _blank(kept, at, next((n for n in range(at, len(lines)) if not lines[n].strip()), len(lines)))
    return kept


def _blank(kept: list[bool], start: int, end: int) -> None:
    kept[start:end] = [False] * (min(end, len(kept)) - start)


def _introduces(lines: list[str], at: int) -> int:
    """Lines of "On Monday, X wrote:", which may be broken over two or three; 0 where it is none."""
    if _WROTE.match(lines[at].strip()[:400]):
        return 1
    if _WROTE_START.match(lines[at].strip()[:250]):
        for more in (1, 2):
            if at + more < len(lines) and _WROTE_END.search(lines[at + more].strip()[-120:]) and len(lines[at + more]) < 160:
                return more + 1
    return 0


def _header_block(lines: list[str], at: int) -> bool:
    """"From: ... Sent: ... To: ..." as mail programs put above what they quote."""
    if not _FIRST_FIELD.match(lines[at]):
        return False
    near = [line for line in lines[at : at + 8] if line.strip()]
    return sum(bool(_FIELD.match(line)) for line in near) >= 3


def forwarded_at(lines: list[str]) -> tuple[int, int]:
    """Where the headers of what is forwarded begin, and its first line below them; (0, 0) where nothing is."""
    for at, line in enumerate(lines):
        if _FORWARD.match(line) or _ORIGINAL.match(line) or _header_block(lines, at):
            below = at + 1 if not _FIELD.match(line) else at
            while below < len(lines) and (not lines[below].strip() or _FIELD.match(lines[below])):
                below += 1
            return at, below
    return 0, 0


def _forwarded(lines: list[str]) -> list[bool]:
    """Nothing is the sender's own: then what they forward is what they want to say, without its headers."""
    kept = []
    inner = [one.lstrip("> ") for one in lines]
    for at, line in enumerate(lines):
        bare = inner[at]
        heading = bool(_FORWARD.match(bare) or _ORIGINAL.match(bare) or _DEVICE.match(bare) or _introduces(inner, at))
        kept.append(not heading and not (_FIELD.match(bare) and _near_field(inner, at)) and not line.startswith(ATTACHED))
    return kept


def _near_field(lines: list[str], at: int) -> bool:
    return sum(bool(_FIELD.match(line)) for line in lines[max(0, at - 4) : at + 5]) >= 3
