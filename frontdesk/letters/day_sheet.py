"""The day's list on paper: readable without colour, a page for each part, anchored to the journal at the foot."""

from __future__ import annotations

from frontdesk.domain.day_sheet import DaySheetPaper, PaperLine
from frontdesk.letters import fonts
from frontdesk.letters.day_paper import KEY, dashed, opened, short
from frontdesk.letters.page import INK, SOFT, Sheet

_ROW = 31.0


def make(sheet: DaySheetPaper) -> bytes:
    """The PDF. A name in letters that cannot be set is replaced by the chart number beside it, and the foot says so."""
    pages = Sheet(sheet.head.paper, title="Day sheet", language=sheet.head.locale)
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
        pages = self.pages
        line = opened(pages, self.sheet.head, 45)
        pages.text(fonts.clean(self.heading), pages.right, line, size=11, bold=True, align="right", limit=230)
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


def _columns(left: float, right: float) -> dict[str, float]:
    """Where each column begins."""
    shares = {"Time": 0.0, "Patient": 0.12, "Visit": 0.39, "Clinician": 0.61, "Room": 0.775, "Ready": 0.85, "Status": 0.915}
    return {name: left + share * (right - left) for name, share in shares.items()}
