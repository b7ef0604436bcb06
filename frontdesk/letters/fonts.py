"""Typefaces on paper: each run of letters in a face that has them; what no face has is said, never printed as boxes.

Scripts whose letters join, reorder or run from right to left are shaped in ``scripts``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from frontdesk.letters import scripts
from frontdesk.letters.scripts import Cluster
from frontdesk.settings import resource

rl_config.useA85 = 0
rl_config.invariant = 1

REGULAR, BOLD, FALLBACK = "NotoSans", "NotoSans-Bold", "DroidFallback"
_FILES = {
    REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf", "NotoSansArmenian": "NotoSansArmenian-Regular.ttf",
    "NotoSansGeorgian": "NotoSansGeorgian-Regular.ttf", FALLBACK: "DroidSansFallbackFull.ttf",
}  # fmt: skip
_OTHERS = tuple(name for name in _FILES if name not in (REGULAR, BOLD))

_INVISIBLE = dict.fromkeys(
    [0x200B, 0x2060, 0xFEFF, 0x00AD, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)]
)
"""Signs without a shape that could make text read otherwise than it stands: left out on paper."""


_NEED_SHAPING = (range(0x0D80, 0x0E00), range(0x0E80, 0x10A0), range(0x1700, 0x18B0), range(0x1900, 0x1D00), range(0xA800, 0xAC00))
"""Sinhala, Lao, Tibetan, Myanmar, Khmer, Mongolian and other scripts that join or reorder, with no face here."""


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
    """Scripts that would need shaping and have no face here cannot be set, even where some face has their letters."""
    if letter in " \u00a0" or letter in scripts.JOINERS or scripts.script_of(letter):
        return not scripts.script_of(letter) or scripts.has(letter)
    kind = unicodedata.bidirectional(letter)
    if kind in ("R", "AL", "AN") or any(ord(letter) in block for block in _NEED_SHAPING):
        return False
    if unicodedata.combining(letter):
        return _has(REGULAR, letter)
    return any(_has(name, letter) for name in (REGULAR, *_OTHERS))


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Composed letters, one kind of blank, no controls and nothing invisible but the signs that shape a script; line breaks stay."""
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ").translate(_INVISIBLE)
    shown = (c for c in whole if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
    return _without_stray_joiners("".join(shown))


def _without_stray_joiners(text: str) -> str:
    if not any(c in scripts.JOINERS for c in text):
        return text
    return "".join(c for n, c in enumerate(text) if c not in scripts.JOINERS or (n and scripts.script_of(text[n - 1])))


@lru_cache(maxsize=4096)
def unprintable(text: str) -> str:
    """The letters that cannot be set, each once, in order of appearance."""
    return "".join(dict.fromkeys(c for c in clean(text) if c != "\n" and not _settable(c)))


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one face; with ``clusters`` they are drawn as those, and ``face`` is empty."""

    face: str
    text: str
    clusters: tuple[Cluster, ...] = ()


@lru_cache(maxsize=8192)
def runs(text: str, name: str, base: int = 0) -> tuple[Run, ...]:
    """In the order of the page from the left; ``base`` 1 where the line itself runs from right to left."""
    if not scripts.needed(text):
        return _plain(text, name)
    found: list[Run] = []
    for piece in scripts.pieces(text, bold=name == BOLD, base=base):
        found += [Run("", piece.text, piece.clusters)] if piece.clusters else _plain(piece.text, name)
    return tuple(found)


def _plain(text: str, name: str) -> tuple[Run, ...]:
    found: list[tuple[str, str]] = []
    for letter in text:
        its = name if letter == " " or _has(name, letter) else next((other for other in _OTHERS if _has(other, letter)), FALLBACK)
        if found and found[-1][0] == its:
            found[-1] = (its, found[-1][1] + letter)
        else:
            found.append((its, letter))
    return tuple(Run(its, part) for its, part in found)


@lru_cache(maxsize=8192)
def width(text: str, name: str, size: float) -> float:
    """Points that a line takes, over all its faces."""
    total = 0.0
    for run in runs(text, name):
        if run.clusters:
            total += scripts.width(run.clusters) * size / 1000
        else:
            face(run.face)
            total += pdfmetrics.stringWidth(run.text, run.face, size)
    return total
