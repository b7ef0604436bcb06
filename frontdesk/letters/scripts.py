"""Names in scripts whose letters join, reorder or run from right to left: shaped by HarfBuzz into clusters of outlines.

A cluster is what cannot be taken apart (a consonant with its vowel signs, a ligature). ``shapes`` draws each as one glyph that
carries the cluster's own letters, so that what is read back from the page is the name and nothing else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz as hb

from frontdesk.letters import bidi
from frontdesk.settings import resource

_BLOCKS = (
    (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x06FF, "Arabic"), (0x0750, 0x077F, "Arabic"), (0x08A0, 0x08FF, "Arabic"), (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"), (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"), (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"), (0x0E00, 0x0E7F, "Thai"), (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFC, "Arabic"),
)  # fmt: skip
JOINERS = "\u200c\u200d"
"""Signs without a shape that decide how two letters join; kept between letters of these scripts."""

BOLDER = 0.028
"""Share of the em by which outlines are widened where a bold face is asked for."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """``width`` in thousandths of the size; ``outline`` is a PDF path in the same units."""

    text: str
    width: float
    outline: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a line, in the order of the page from the left. Without ``clusters`` it is plain: ``text`` as it stands there."""

    text: str
    clusters: tuple[Cluster, ...] = ()


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The face that has this script, or empty where its letters need no shaping (or cannot have it here)."""
    code = ord(letter)
    return "" if code < 0x0590 else next((name for first, last, name in _BLOCKS if first <= code <= last), "")


@lru_cache(maxsize=16384)
def has(letter: str) -> bool:
    """True where the letter's script is one that is shaped here, and its face has the letter."""
    script = script_of(letter)
    return bool(script) and _font(script, False).get_nominal_glyph(ord(letter)) is not None


@lru_cache(maxsize=16384)
def needed(text: str) -> bool:
    """True where any letter has to be shaped, or the line has parts that run from right to left."""
    return not text.isascii() and any(script_of(c) for c in text)


@lru_cache(maxsize=4096)
def pieces(text: str, *, bold: bool = False, base: int = 0) -> tuple[Piece, ...]:
    """The line as it stands on the page, from the left."""
    found: list[Piece] = []
    for start, end, level in bidi.order(bidi.levels(text, base=base)):
        parts = [_piece(part, script, level % 2 == 1, bold) for script, part in _by_script(text[start:end])]
        found += parts if level % 2 == 0 else reversed(parts)
    return tuple(found)


def _by_script(text: str) -> Iterable[tuple[str, str]]:
    """Blanks and joining signs stay with what stands before them where its face has them."""
    begun, script = 0, None
    for at, letter in enumerate(text):
        its = script_of(letter)
        if not its and script and (letter in JOINERS or letter == " " or unicodedata.combining(letter)):
            its = script
        if script is not None and its != script:
            yield script, text[begun:at]
            begun = at
        script = its
    if script is not None:
        yield script, text[begun:]


def _piece(text: str, script: str, leftward: bool, bold: bool) -> Piece:
    if script:
        return Piece(text, _shaped(text, script, leftward, bold))
    return Piece("".join(bidi.mirrored(c) for c in reversed(text)) if leftward else text)


def _shaped(text: str, script: str, leftward: bool, bold: bool) -> tuple[Cluster, ...]:
    font = _font(script, bold)
    scale = 1000 / font.face.upem
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftward else "ltr"
    hb.shape(font, buffer)
    glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
    starts = sorted({info.cluster for info, _ in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    clusters, at = [], 0
    while at < len(glyphs):
        begun = glyphs[at][0].cluster
        x, path = 0.0, _Path(scale)
        while at < len(glyphs) and glyphs[at][0].cluster == begun:
            info, place = glyphs[at]
            path.move(x + place.x_offset, place.y_offset)
            font.draw_glyph(info.codepoint, _pen(), path)
            x += place.x_advance
            at += 1
        clusters += _letters(Cluster(text[begun : ends[begun]], x * scale, path.whole()), leftward)
    return tuple(clusters)


def _letters(whole: Cluster, leftward: bool) -> list[Cluster]:
    """From right to left each letter stands for itself, the outline with the first: readers of text turn such lines letter by letter."""
    if not leftward or len(whole.text) == 1:
        return [whole]
    return [*(Cluster(letter, 0.0, b"") for letter in reversed(whole.text[1:])), Cluster(whole.text[0], whole.width, whole.outline)]


def width(found: Sequence[Cluster]) -> float:
    """In thousandths of the size."""
    return sum(one.width for one in found)


@cache
def _font(script: str, bold: bool) -> hb.Font:
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(resource("fonts", f"NotoSans{script}-Regular.ttf")))))
    if bold:
        font.synthetic_bold = (BOLDER, BOLDER, False)
    return font


class _Path:
    """Outlines of a cluster's glyphs, as operators of a PDF page."""

    def __init__(self, scale: float) -> None:
        self.scale, self.dx, self.dy = scale, 0.0, 0.0
        self.last = (0.0, 0.0)
        self.parts: list[str] = []

    def move(self, dx: float, dy: float) -> None:
        self.dx, self.dy = dx, dy

    def put(self, operator: str, *points: float) -> None:
        places = [round((v + (self.dy if n % 2 else self.dx)) * self.scale) for n, v in enumerate(points)]
        self.parts.append(" ".join([*map(str, places), operator]))
        if points:
            self.last = (points[-2], points[-1])

    def whole(self) -> bytes:
        return " ".join([*self.parts, "f"] if self.parts else []).encode("ascii")


def _quadratic(cx: float, cy: float, x: float, y: float, path: _Path) -> None:
    (x0, y0), third = path.last, 2 / 3
    path.put("c", x0 + third * (cx - x0), y0 + third * (cy - y0), x + third * (cx - x), y + third * (cy - y), x, y)


@cache
def _pen() -> hb.DrawFuncs:
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, path: path.put("m", x, y))
    pen.set_line_to_func(lambda x, y, path: path.put("l", x, y))
    pen.set_cubic_to_func(lambda ax, ay, bx, by, x, y, path: path.put("c", ax, ay, bx, by, x, y))
    pen.set_quadratic_to_func(_quadratic)
    pen.set_close_path_func(lambda path: path.put("h"))
    return pen
