"""The line grammar of vCard and iCalendar, written: escapes, and folding at 75 bytes without parting a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable

WIDTH = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def escaped(text: str) -> str:
    clean = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean.replace("\\", "\\\\").replace("\n", "\\n").replace(";", "\\;").replace(",", "\\,")


def parameter(text: str) -> str:
    """A value of a parameter; quotes cannot stand in one."""
    clean = _CONTROL.sub(" ", text).replace('"', "'").replace("\n", " ")
    return f'"{clean}"' if re.search(r"[:;,]", clean) else clean


def document(lines: Iterable[str]) -> bytes:
    return b"".join(_folded(line) for line in lines)


def _folded(line: str) -> bytes:
    raw, parts = line.encode("utf-8", "replace"), []
    while len(raw) > WIDTH:
        cut = WIDTH
        while raw[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(raw[:cut])
        raw = b" " + raw[cut:]
    return b"\r\n".join([*parts, raw]) + b"\r\n"
