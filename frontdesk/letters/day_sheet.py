"""The day's list on paper: readable without colour, a page for each part, anchored to the journal at the foot."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.domain import when
from frontdesk.domain.day_sheet import DaySheetPaper, PaperLine
from frontdesk.letters import fonts, wording
from frontdesk.letters.page import INK, SOFT, Sheet

_ROW = 31.0
_PATTERNS: tuple[tuple[float, ...], ...] = ((), (6, 2), (2, 2), (1, 3), (8, 2, 2, 2), (4, 4), (1, 1), (10, 4))
"""Dashes of the bar at a row's left, by appointment type: told apart where there is no colour."""

KEY = "B booked   W waiting   R in room   D done   N no-show   H held"


def make(sheet: DaySheetPaper) -> bytes:
    """The PDF. A name in letters that cannot be set is replaced by the chart number beside it, and the foot says so."""
    pages = Sheet(sheet.paper, title="Day sheet", language=sheet.locale)
    for heading, lines in sheet.parts or (("All clinicians", ()),):
        _Part(pages, sheet, heading, lines).draw()
    return pages.finish()


class _Part:
    """One list, over as many pages as it takes, each with its head."""

    def __init__(self, pages: Sheet, sheet: DaySheetPaper, heading: str, lines: tuple[PaperLine, ...]) -> None:
        self.pages, self.sheet, self.heading, self.lines = pages, sheet, heading, lines
        self.columns = _columns(pages.left, pages.right)
        self.unset = any(fonts.unprintable(line.name) for line in lines)

    def draw(self) -> None:
        self._start()
        if not self.lines:
            self.pages.paragraph("No visits on this day.", color=SOFT)
        for line in self.lines:
            if self.pages.y + _ROW > self.pages.bottom - 14:
                self._start()
            self._row(line)

    def _start(self) -> None:
        pages, sheet = self.pages, self.sheet
        pages.start(f"Journal {sheet.anchor}" if sheet.anchor else "")
        printed = f"printed {when.short_day(sheet.printed)}, {when.clock(sheet.printed, clock24=sheet.clock24)}"
        pages.text(fonts.clean(sheet.clinic), pages.left, 46, size=9, color=SOFT, limit=300)
        pages.text(printed, pages.right, 46, size=9, color=SOFT, align="right")
        pages.text(wording.weekday_date(sheet.day, sheet.locale), pages.left, 66, size=15, bold=True)
        pages.text(fonts.clean(self.heading), pages.right, 66, size=11, bold=True, align="right", limit=230)
        key = KEY + ("   Names in letters that cannot be printed: see the chart number" if self.unset else "")
        pages.text(key, pages.left, 82, size=7.5, color=SOFT, limit=pages.right - pages.left)
        for name, x in self.columns.items():
            pages.text(name, x, 100, size=8, bold=True, color=SOFT)
        pages.rule(105, color=INK)
        pages.y = 108

    def _row(self, line: PaperLine) -> None:
        pages, top, at = self.pages, self.pages.y, self.columns
        edges = [*list(at.values())[1:], pages.right]
        room = {name: edge - x - 6 for (name, x), edge in zip(at.items(), edges, strict=True)}
        dashed(pages, pages.left - 7, top + 3, _ROW - 9, line.pattern)

        def put(column: str, first: str, second: str = "", *, bold: bool = False) -> None:
            for text, y, size, strong in ((first, 12, 9.5, bold), (second, 23, 7.5, False)):
                if text:
                    pages.text(short(text, room[column], size, bold=strong), at[column], top + y, size=size, bold=strong, color=INK if y == 12 else SOFT)

        put("Time", line.time, line.length, bold=True)
        put("Patient", "see chart" if fonts.unprintable(line.name) else line.name, line.under, bold=True)
        put("Visit", line.kind, line.detail)
        put("Clinician", line.clinician)
        put("Room", line.room)
        put("Ready", line.ready)
        put("Status", line.letter, bold=True)
        pages.canvas.setStrokeColor(SOFT)
        pages.canvas.rect(pages.right - 12, pages.height - top - 20, 11, 11, stroke=1, fill=0)
        pages.y += _ROW
        pages.rule(pages.y - 3)


def dashed(pages: Sheet, x: float, top: float, high: float, pattern: int) -> None:
    """The bar of an appointment type."""
    canvas, y = pages.canvas, pages.height - top
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(2.4)
    canvas.setDash(list(_PATTERNS[pattern % len(_PATTERNS)]))
    canvas.line(x, y, x, y - high)
    canvas.restoreState()


def _columns(left: float, right: float) -> dict[str, float]:
    """Where each column begins."""
    shares = {"Time": 0.0, "Patient": 0.12, "Visit": 0.39, "Clinician": 0.61, "Room": 0.775, "Ready": 0.85, "Status": 0.915}
    return {name: left + share * (right - left) for name, share in shares.items()}


def short(text: str, room: float, size: float, *, bold: bool) -> str:
    """Cut with an ellipsis where it is too long; letters that cannot be set become a question mark, as the chart is beside them."""
    whole = "".join("?" if c in fonts.unprintable(text) else c for c in fonts.clean(text).replace("\n", " "))
    name = fonts.BOLD if bold else fonts.REGULAR
    fits: Callable[[str], bool] = lambda words: fonts.width(words, name, size) <= room  # noqa: E731 (one short question, asked twice)
    if fits(whole):
        return whole
    while whole and not fits(whole + "…"):
        whole = whole[:-1]
    return whole.rstrip() + "…"
