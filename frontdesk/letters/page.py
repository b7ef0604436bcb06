"""The sheet of paper: letterhead, address window, paragraphs that wrap and continue on the next page, page count.

Coordinates are points from the top left. Every text from outside goes through ``clean`` and is drawn as plain letters; nothing is
ever parsed as markup.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from frontdesk.domain.errors import Unprintable
from frontdesk.domain.letter import Letterhead
from frontdesk.domain.person import PostalAddress
from frontdesk.letters import bidi, fonts, wording
from frontdesk.letters.shapes import Shapes

INK, SOFT, LINE = HexColor("#1A1F24"), HexColor("#474F59"), HexColor("#D3CFC7")
ACCENT, TINT = HexColor("#0B6A70"), HexColor("#EEF6F5")
BODY = 10.5
"""Points of what is to be read in one go; in Noto Sans as large as eleven and a half of a usual book face."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Sizes in points. ``window``: x, y from the top, width, height of the envelope's window on the folded sheet.

    A4 in DIN lang: DIN 5008 form B puts the address field 45 mm from the top, form A 27 mm, both 20 mm from the left, 85 x 45 mm, with
    its upper 17.7 mm for the sender's line. ``head``: where the letterhead begins.
    Letter in US #10: a window of 4 1/2 x 1 1/8 in, 7/8 in from the left and 1/2 in from the bottom
    of a 4 1/8 in envelope; on a sheet folded in three (11/3 in) it shows about 2.04 to 3.17 in from the top.
    """

    name: str
    size: tuple[float, float]
    window: tuple[float, float, float, float]
    folds: tuple[float, ...]
    head: float = 46.0
    margin: float = 63.0

    @property
    def din(self) -> bool:
        return self.name != "Letter"


PAPERS = {
    "A4-A": Paper("A4-A", A4, (20 * mm, 27 * mm, 85 * mm, 45 * mm), (87 * mm, 192 * mm), head=26.0),
    "A4": Paper("A4", A4, (20 * mm, 45 * mm, 85 * mm, 45 * mm), (105 * mm, 210 * mm)),
    "Letter": Paper("Letter", LETTER, (63.0, 147.0, 324.0, 81.0), (), margin=69.0),
}
"""Margins are such that the words of a letter begin right under the address in the window."""
MARGIN = 63.0


class Sheet:
    """A canvas that flows from page to page. ``y`` is where the next line begins, from the top. ``running`` stands over each page on which
    something goes on, so that a page by itself can be laid to the others again.
    """

    def __init__(self, paper: str | Paper, *, title: str, language: str, counted: bool = True) -> None:
        """``counted``: each page says which of how many it is."""
        self.paper = paper if isinstance(paper, Paper) else PAPERS.get(paper, PAPERS["Letter"])
        self._counted = counted
        self.width, self.height = self.paper.size
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=self.paper.size, pageCompression=1, lang=language, invariant=1)
        self.canvas.setTitle(title)
        self.canvas.setCreator("Front Desk")
        self.y = MARGIN
        self.left, self.right = self.paper.margin, self.width - self.paper.margin
        self.bottom = self.height - 62
        self._footers: list[str] = []
        self._footer = ""
        self.running = ""
        self._open = False
        self._repeated: dict[object, str] = {}
        self._of = wording.word("of", language)
        self._shapes = Shapes(self.canvas)

    # -- pages

    def start(self, footer: str = "") -> None:
        """A new page; what stands at its foot is written with the page count when all pages are known."""
        if self._open:
            self._close()
        self._open = True
        self._footer = footer
        self.running = ""
        self.y = MARGIN - 14

    def _go_on(self) -> None:
        """The next page of the same letter."""
        running = self.running
        self.start(self._footer)
        if running:
            self.running = running
            self.text(running, self.right, 44, size=8, color=SOFT, align="right", limit=self.right - self.left)
            self.y = MARGIN

    def _close(self) -> None:
        self._footers.append(self._footer)
        number = len(self._footers)
        if self._footer:
            self.text(self._footer, self.left, self.height - 38, size=8, color=SOFT, limit=self.right - self.left - 60)
        if self._counted:
            self.canvas.doForm(f"count{number}")
        self.canvas.showPage()
        self._open = False

    def finish(self) -> bytes:
        """The file; now that the number of pages is known, each gets its "1 of 3"."""
        self._close()
        total = len(self._footers)
        for number in range(1, total + 1) if self._counted else ():
            self.canvas.beginForm(f"count{number}", 0, 0, self.width, self.height)
            self.text(f"{number} {self._of} {total}", self.right, self.height - 38, size=8, color=SOFT, align="right")
            self.canvas.endForm()
        self._shapes.write()
        self.canvas.save()
        return self._buffer.getvalue()

    def repeated(self, key: object, draw: Callable[[], None]) -> None:
        """What stands on many pages alike is drawn into the file once, and referred to from each."""
        if key not in self._repeated:
            self._repeated[key] = f"part{len(self._repeated)}"
            self.canvas.beginForm(self._repeated[key], 0, 0, self.width, self.height)
            draw()
            self.canvas.endForm()
        self.canvas.doForm(self._repeated[key])

    def room(self, points: float) -> None:
        """Go on to the next page where less than this is left."""
        if self.y + points > self.bottom:
            self._go_on()

    # -- letters

    def text(self, text: str, x: float, y: float, *, size: float = BODY, bold: bool = False, color: HexColor = INK, align: str = "left",
             limit: float = 0, base: int = 0) -> float:  # fmt: skip
        """One line with its baseline at ``y`` from the top; gives its width. With ``limit`` it is set smaller until it fits."""
        name = fonts.BOLD if bold else fonts.REGULAR
        wide = fonts.width(text, name, size)
        if limit and wide > limit:
            size = max(5.0, size * limit / wide)
            wide = fonts.width(text, name, size)
        x -= wide if align == "right" else wide / 2 if align == "center" else 0
        self.canvas.setFillColor(color)
        drawing = self.canvas.beginText(x, self.height - y)
        for run in fonts.runs(text, name, base):
            if run.clusters:
                drawing._code.append(self._shapes.operators(run.text, run.clusters, size))
            else:
                fonts.face(run.face)
                drawing.setFont(run.face, size)
                drawing.textOut(run.text)
        self.canvas.drawText(drawing)
        return wide

    def paragraph(self, text: str, *, x: float | None = None, right: float | None = None, size: float = BODY, bold: bool = False,
                  color: HexColor = INK, leading: float = 15.5, after: float = 8.0) -> None:  # fmt: skip
        """Wrapped lines from ``y`` on, over as many pages as it takes; at the right where they run from right to left."""
        x = self.left if x is None else x
        edge = self.right if right is None else right
        leftward = not text.isascii() and bidi.rightward(text)
        lines = wrap(text, edge - x, size, bold=bold)
        left_here = _kept_together(len(lines), int((self.bottom - self.y) // leading), fresh=self.y <= MARGIN)
        for number, line in enumerate(lines):
            if number == left_here:
                self._go_on()
                left_here += _kept_together(len(lines) - number, int((self.bottom - self.y) // leading), fresh=True)
            self.y += leading
            if line:
                self.text(line, edge if leftward else x, self.y - leading + size + 1, size=size, bold=bold, color=color,
                          align="right" if leftward else "left", base=int(leftward))  # fmt: skip
        self.y += after

    def rule(self, y: float, *, x: float | None = None, right: float | None = None, width: float = 0.6, color: HexColor = LINE) -> None:
        self.canvas.setStrokeColor(color)
        self.canvas.setLineWidth(width)
        self.canvas.line(self.left if x is None else x, self.height - y, self.right if right is None else right, self.height - y)

    def box(self, y: float, height: float, *, x: float, right: float, fill: HexColor) -> None:
        self.canvas.setFillColor(fill)
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.6)
        self.canvas.roundRect(x, self.height - y - height, right - x, height, 4, stroke=1, fill=1)


def _kept_together(lines: int, fit: int, *, fresh: bool) -> int:
    """How many of a paragraph's lines stay on this page: no single one is left behind, and none goes on alone."""
    if lines <= fit:
        return lines
    kept = fit - 1 if lines - fit == 1 else fit
    return max(1, kept) if fresh else kept if kept > 1 else 0


@lru_cache(maxsize=4096)
def wrap(text: str, limit: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than ``limit`` points; a word that is wider is broken, a time ("9:00 am") and a date are not. Linear in the text's length."""
    name = fonts.BOLD if bold else fonts.REGULAR
    lines: list[str] = []
    blank = fonts.width(" ", name, size)
    for part in fonts.clean(text).split("\n"):
        line: list[str] = []
        used = 0.0
        for word in _words(part):
            for piece in _pieces(word, limit, name, size):
                wide = fonts.width(piece, name, size)
                if line and used + blank + wide > limit:
                    lines.append(" ".join(line))
                    line, used = [], 0.0
                used += wide + (blank if line else 0)
                line.append(piece)
        lines.append(" ".join(line))
    return tuple(lines)


_HYPHENS = re.compile(r"(?<=-)")
_GLUE = "\ue000"


def _words(part: str) -> Iterable[str]:
    """Words, with a time and a date as one."""
    return (word.replace(_GLUE, " ") for word in wording.whole().sub(lambda found: found[0].replace(" ", _GLUE), part).split())


def _pieces(word: str, limit: float, name: str, size: float) -> Iterable[str]:
    if len(word) < 24 and not any(ord(c) > 0x2E80 for c in word):
        yield word
        return
    piece, used = "", 0.0
    for part in _HYPHENS.split(word):  # a double name is broken at its hyphen, and only what is wider than the line within a word
        wide = fonts.width(part, name, size)
        if wide <= limit:
            if piece and used + wide > limit:
                yield piece
                piece, used = "", 0.0
            piece, used = piece + part, used + wide
            continue
        for letter in part:
            wide = fonts.width(letter, name, size)
            if piece and used + wide > limit:
                yield piece
                piece, used = "", 0.0
            piece += letter
            used += wide
    yield piece


def refuse_unprintable(parts: dict[str, str]) -> None:
    """``Unprintable`` naming each part whose letters cannot be set."""
    bad = {what: letters for what, text in parts.items() if (letters := fonts.unprintable(text))}
    if bad:
        shown = "; ".join(f"{what} ({letters[:12]})" for what, letters in bad.items())
        raise Unprintable(
            f"These letters cannot be printed: {shown}. Write the letter by hand, or enter the name in Latin letters.",
            missing=tuple(bad),
        )


def letterhead(sheet: Sheet, head: Letterhead) -> None:
    """Mark, name and tagline at the left, address and phone at the right, a rule below; leaves ``y`` under it."""
    sheet.repeated(head, lambda: _letterhead(sheet, head))
    sheet.y = sheet.paper.head + 56


def _letterhead(sheet: Sheet, head: Letterhead) -> None:
    top = sheet.paper.head
    canvas = sheet.canvas
    canvas.setFillColor(ACCENT)
    canvas.roundRect(sheet.left, sheet.height - top - 26, 26, 26, 6, stroke=0, fill=1)
    canvas.setStrokeColor(HexColor("#FFFFFF"))
    canvas.setLineWidth(1.8)
    canvas.line(sheet.left + 5, sheet.height - top - 18, sheet.left + 21, sheet.height - top - 18)
    canvas.arc(sheet.left + 7, sheet.height - top - 21, sheet.left + 19, sheet.height - top - 9, 20, 140)
    half = (sheet.right - sheet.left) * 0.56
    sheet.text(fonts.clean(head.clinic), sheet.left + 34, top + 12, size=14, bold=True, limit=half - 34)
    sheet.text(fonts.clean(head.tagline), sheet.left + 34, top + 24, size=8, color=SOFT, limit=half - 34)
    lines = [*head.lines]
    if head.phone:
        lines[-1:] = [f"{lines[-1]}, {head.phone}"] if lines else [head.phone]
    for number, line in enumerate(lines[:4]):
        sheet.text(fonts.clean(line), sheet.right, top + 8 + 10.5 * number, size=8, color=SOFT, align="right", limit=half - 34)
    sheet.rule(top + 40)


def address_block(sheet: Sheet, name: str, address: PostalAddress, hand_over: str) -> float:
    """Name and address inside the envelope's window; gives the y below the window."""
    x, y, width, height = sheet.paper.window
    low = 57.0 if sheet.paper.din else 14.0  # the first line's ink begins 6 points above
    lines = [name, *(address.on_paper(sheet.paper.name) if address.complete else (hand_over,))]
    shown = in_lines(lines, width - 16, 10, most=int((height - low) / LEAST))
    step = min(13.5, (height - low) / max(len(shown), 1))
    size = min(10.0, step * 0.74)
    for number, line in enumerate(shown):
        sheet.text(line, max(x + 6, sheet.left), y + low + step * number + size * 0.8 - 6, size=size, limit=width - 16)
    return y + height


def sender_line(sheet: Sheet, head: Letterhead) -> None:
    """Who sends it, small above the address, where a window envelope has nothing else that says so (DIN 5008)."""
    x, y, width, _ = sheet.paper.window
    told = fonts.clean("  ·  ".join((head.clinic, *head.lines)))
    end = y + 17.7 * mm - 4
    wide = sheet.text(told, max(x + 6, sheet.left), end - 3, size=6.5, color=SOFT, limit=width - 16)
    sheet.rule(end, x=max(x + 6, sheet.left), right=max(x + 6, sheet.left) + wide, width=0.4)


LEAST = 9.5
"""Points from one line of an address to the next: seven point type, which a sorting machine and a postman can still read."""


def in_lines(lines: Sequence[str], room: float, size: float, *, most: int) -> list[str]:
    """An address as it is written; where it has more lines than there is room for, short neighbours share one. The name and the last line stay alone."""
    given = [line for part in lines for line in part.split("\n") if line.strip()]
    shown = [part for line in given for part in wrap(line, room, size)]
    first = len(wrap(given[0], room, size)) if given else 0
    while len(shown) > most:
        pairs = [(fonts.width(f"{shown[n]}, {shown[n + 1]}", fonts.REGULAR, size), n) for n in range(first, len(shown) - 2)]
        if not pairs or min(pairs)[0] > room:
            break
        at = min(pairs)[1]
        shown[at : at + 2] = [f"{shown[at]}, {shown[at + 1]}"]
    return shown


def fold_marks(sheet: Sheet) -> None:
    """Short lines at the left edge where the sheet is folded."""
    for y in sheet.paper.folds:
        sheet.rule(y, x=12, right=22)


def sentence_list(parts: Sequence[str]) -> str:
    return ", ".join(p for p in parts if p)
