"""Typefaces on paper: each run of letters in a face that has them; what no face has is said, never printed as boxes."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from frontdesk.settings import resource

rl_config.useA85 = 0
rl_config.invariant = 1

REGULAR, BOLD, FALLBACK = "NotoSans", "NotoSans-Bold", "DroidFallback"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf", FALLBACK: "DroidSansFallbackFull.ttf"}

_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)]
)
"""Signs without a shape that could make text read otherwise than it stands: left out on paper."""


@cache
def face(name: str) -> TTFont:
    """A face, registered at its first use."""
    font = TTFont(name, str(resource("fonts", _FILES[name])))
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=65536)
def _has(name: str, letter: str) -> bool:
    return ord(letter) in face(name).face.charToGlyph


def _settable(letter: str) -> bool:
    """Right-to-left and Indic scripts need shaping that is not here yet, even where a face has their letters."""
    if letter in " \u00a0":
        return True
    kind = unicodedata.bidirectional(letter)
    if kind in ("R", "AL", "AN") or 0x0900 <= ord(letter) <= 0x0EFF or 0x1000 <= ord(letter) <= 0x109F or 0x1780 <= ord(letter) <= 0x17FF:
        return False
    if unicodedata.combining(letter):
        return _has(REGULAR, letter)
    return _has(REGULAR, letter) or _has(FALLBACK, letter)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Composed letters, one kind of blank, no controls and nothing invisible; line breaks stay."""
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ").translate(_INVISIBLE)
    return "".join(c for c in whole if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))


@lru_cache(maxsize=4096)
def unprintable(text: str) -> str:
    """The letters that cannot be set, each once, in order of appearance."""
    return "".join(dict.fromkeys(c for c in clean(text) if c != "\n" and not _settable(c)))


@lru_cache(maxsize=8192)
def runs(text: str, name: str) -> tuple[tuple[str, str], ...]:
    """(face, letters) in order."""
    found: list[tuple[str, str]] = []
    for letter in text:
        its = name if _has(name, letter) or letter == " " else FALLBACK
        if found and found[-1][0] == its:
            found[-1] = (its, found[-1][1] + letter)
        else:
            found.append((its, letter))
    return tuple(found)


@lru_cache(maxsize=8192)
def width(text: str, name: str, size: float) -> float:
    """Points that a line takes, over all its faces."""
    total = 0.0
    for its, part in runs(text, name):
        face(its)
        total += pdfmetrics.stringWidth(part, its, size)
    return total
