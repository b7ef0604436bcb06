"""The line grammar that vCard and iCalendar share, read as far as it goes: folding, parameters, escapes, components within components.

Older files break each of its rules (vCard 2.1 and vCalendar 1.0: quoted-printable, an encoding a line, bare parameters), so nothing here
raises because of what stands in a file: a line that is none is a ``Piece``, and the next one is read.
"""

from __future__ import annotations

import binascii
import codecs
import contextlib
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from frontdesk.domain.encoding import codec_of, text_of
from frontdesk.domain.inquiry import Piece

DEEPEST = 12
"""Components within components; deeper ones are left out, and told."""

_BREAK = re.compile(rb"\r*\n|\r")
_NAME = re.compile(rb"\s*+(?:[\w-]++\.)?([\w/+-]++)\s*+(?=[;:])")
_MARKS = re.compile(rb"[\":]")
_PARAMETER = re.compile(r";\s*+([^;=:\"]++)(?:=((?:\"[^\"]*+\"?+|[^;\"])*+))?")
_ONE = re.compile(r"(?:\"[^\"]*+\"?+|[^,\"])++")
_NOTHING = b" \t\0\x1a"
_PROSE = frozenset({"DESCRIPTION", "COMMENT", "NOTE", "LABEL", "LOCATION", "SUMMARY", "X-ALT-DESC"})
"""Properties whose text programs break over lines without folding them; what follows belongs to them."""

_TIMES = frozenset({b"DTSTART", b"DTEND", b"RECURRENCE-ID", b"EXDATE", b"RDATE"})
_TIME = re.compile(rb":\s*\d{4}-?\d{2}-?\d{2}")
_SAME_LEVEL = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VALARM", "VTIMEZONE"})
"""Components that never stand within one of their own kind: where one begins, the one before has lost its END."""

_FOLD = re.compile(rb"\r*\n[ \t]")
_ESCAPE = re.compile(r"\\(.)", re.S)
_UTF8 = ("utf-8", "utf-8-sig")
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


@dataclass(frozen=True, slots=True)
class Property:
    """``name`` and parameter names in capitals; ``value`` decoded, its backslashes still in it. ``line`` counts from 1."""

    name: str
    value: str
    parameters: dict[str, tuple[str, ...]]
    line: int

    @property
    def text(self) -> str:
        return unescape(self.value)

    def says(self, parameter: str) -> str:
        """The first value of a parameter, or empty."""
        return next(iter(self.parameters.get(parameter, ())), "")

    @property
    def types(self) -> frozenset[str]:
        """TYPE values and bare words, in capitals."""
        return frozenset(word for said in self.parameters.get("TYPE", ()) for word in said.upper().split())


@dataclass
class Component:
    """``whole`` is false where the file ended, or another component did, before this one's END."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    inner: list[Component] = field(default_factory=list)
    whole: bool = True

    def all(self, name: str) -> list[Property]:
        return [p for p in self.properties if p.name == name]

    def first(self, name: str) -> Property | None:
        return next((p for p in self.properties if p.name == name), None)

    def text(self, name: str) -> str:
        found = self.first(name)
        return found.text if found else ""


def unescape(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def split(value: str, mark: str = ";") -> list[str]:
    """The parts of a structured value, each unescaped; a mark behind a backslash belongs to its part."""
    parts, current, position = [], [], 0
    while position < len(value):
        letter = value[position]
        if letter == "\\" and position + 1 < len(value):
            current.append(value[position : position + 2])
            position += 2
            continue
        if letter == mark:
            parts.append("".join(current))
            current = []
        else:
            current.append(letter)
        position += 1
    parts.append("".join(current))
    return [unescape(part) for part in parts]


def plain_bytes(raw: bytes) -> bytes:
    """The file in UTF-8, unless it names an encoding line by line, or is UTF-8 with a few spoilt bytes."""
    name = codec_of(raw)
    if name not in _UTF8 and not name.startswith(("utf-16", "utf-32")) and codec_of(_FOLD.sub(b"", raw)) in _UTF8:
        name = "utf-8"  # folded in the middle of a letter
    if name.startswith(("utf-16", "utf-32")) or (name not in _UTF8 and b"CHARSET" not in raw.upper()):
        return text_of(raw).encode("utf-8", "replace")
    return raw.removeprefix(codecs.BOM_UTF8)


def decoded(raw: bytes, charset: str = "") -> str:
    """By the named encoding, else UTF-8, else the usual one of older Windows programs."""
    for name in (charset, "utf-8"):
        try:
            if name:
                return raw.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("cp1252", "replace")


def _logical(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Unfolded lines with their numbers, blank ones left out. Quoted-printable and bare base64 values go on where the old formats let them."""
    start = 0
    parts: list[bytes] = []
    soft = quoted = binary = False
    for number, piece in enumerate(_BREAK.split(raw), 1):
        if not piece.strip(_NOTHING):
            soft = binary = False
            continue
        folded = piece[:1] in (b" ", b"\t") and not (parts and parts[-1][:4].upper() == b"END:" and piece.strip()[:6].upper() == b"BEGIN:")
        if parts and (soft or folded or (binary and b":" not in piece)):
            parts.append(piece[1:] if folded else piece)
        else:
            if parts:
                yield start, b"".join(parts)
            start, parts = number, [piece]
            head = piece[: piece.find(b":") + 1].upper()
            quoted = b"QUOTED-PRINTABLE" in head
            binary = b"BASE64" in head or b"ENCODING=B" in head
        soft = quoted and parts[-1].rstrip(b" \t").endswith(b"=")
        if soft:
            parts[-1] = parts[-1].rstrip(b" \t")[:-1]
    if parts:
        yield start, b"".join(parts)


def _property(number: int, raw: bytes) -> Property | None:
    match = _NAME.match(raw)
    colon = _colon(raw, match.end()) if match else -1
    if match is None or colon < 0:
        return None
    if match[1].upper() in _TIMES and not _TIME.match(raw, colon) and (later := _TIME.search(raw, colon)):
        colon = later.start()  # the one before is part of a zone's name that is not in quotes
    parameters: dict[str, tuple[str, ...]] = {}
    for found in _PARAMETER.finditer(decoded(raw[match.end() : colon][:4000])):
        word, value = found[1].strip().upper(), found[2]
        if value is None:
            word, value = ("ENCODING", word) if word in _ENCODINGS else ("TYPE", word)
        values = [value] if word == "TZID" else _ONE.findall(value)
        parameters[word] = parameters.get(word, ()) + tuple(part.strip().strip('"') for part in values)
    charset = next(iter(parameters.get("CHARSET", ())), "")
    value_ = _value(raw[colon + 1 :], next(iter(parameters.get("ENCODING", ())), "").upper(), charset)
    return Property(match[1].decode("ascii", "replace").upper(), value_, parameters, number)


def _colon(raw: bytes, start: int) -> int:
    """Where the value begins: the first colon outside of quotes, or the first at all where a quote never ends."""
    inside = False
    for mark in _MARKS.finditer(raw, start):
        if mark[0] == b'"':
            inside = not inside
        elif not inside:
            return mark.start()
    return raw.find(b":", start)


def _value(raw: bytes, encoding: str, charset: str) -> str:
    if encoding == "QUOTED-PRINTABLE":
        with contextlib.suppress(binascii.Error, ValueError):
            raw = quopri.decodestring(raw)
        return decoded(raw, charset).replace("\r\n", "\n").replace("\r", "\n")
    return decoded(raw, charset).strip("\r\n") if encoding not in ("BASE64", "B") else ""


def _outdented(raw: bytes) -> bytes:
    """Without blanks before every line, as where a card was copied out of a message: folding would take its lines for one."""
    first = re.search(rb"^[ \t]*BEGIN[ \t]*:", raw, re.I | re.M)
    inset = first[0][: len(first[0]) - len(first[0].lstrip())] if first else b""
    return re.sub(rb"^" + re.escape(inset), b"", raw, flags=re.M) if inset else raw


def components(raw: bytes, problems: list[Piece]) -> Iterator[Component]:
    """The components of a file, outermost first. What cannot be read is added to ``problems``."""
    open_: list[Component] = []
    for number, bare in _logical(_outdented(plain_bytes(raw))):
        if bare.lstrip()[:1] == b"#":
            continue
        found = _property(number, bare)
        if found is None and open_ and open_[-1].properties and open_[-1].properties[-1].name in _PROSE:
            last = open_[-1].properties[-1]
            open_[-1].properties[-1] = replace(last, value=f"{last.value}\n{decoded(bare)}"[:20_000])
        elif found is None:
            problems.append(Piece("This line is no property with a name and a value.", f"line {number}", decoded(bare[:300])))
        elif found.name == "BEGIN":
            name = found.value.strip().upper()
            while name in _SAME_LEVEL and any(component.name == name for component in open_):
                yield from _ended(open_, whole=False)
            open_.append(Component(name, number))
        elif found.name == "END":
            yield from _close(open_, found, problems)
        elif open_:
            open_[-1].properties.append(found)
        elif found.value.strip():
            problems.append(Piece("This line stands outside of any record.", f"line {number}", decoded(bare[:300])))
    while open_:
        yield from _ended(open_, whole=False)


def _close(open_: list[Component], end: Property, problems: list[Piece]) -> Iterator[Component]:
    name = end.value.strip().upper()
    if name not in (component.name for component in open_):
        problems.append(Piece(f"It ends a {name[:40]} that was not begun.", f"line {end.line}"))
        return
    while open_[-1].name != name:
        yield from _ended(open_, whole=False)
    yield from _ended(open_, whole=True)


def _ended(open_: list[Component], *, whole: bool) -> Iterator[Component]:
    component = open_.pop()
    component.whole = whole
    if not open_:
        yield component
    elif len(open_) < DEEPEST:
        open_[-1].inner.append(component)
