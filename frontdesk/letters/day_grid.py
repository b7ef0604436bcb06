"""The day's grid on paper, lying on its side: readable without colour, so many clinicians on a page as can be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from reportlab.lib.colors import HexColor

from frontdesk.domain import when
from frontdesk.domain.day_grid import DayGridPaper, GridColumn, GridEntry
from frontdesk.letters import fonts
from frontdesk.letters.day_paper import KEY, dashed, opened, short
from frontdesk.letters.page import INK, LINE, PAPERS, SOFT, Sheet

ON_A_PAGE = 6
"""Columns beside each other; more go on to the next page."""

_EDGE, _GUTTER, _TOP, _FOOT = 36.0, 40.0, 112.0, 60.0
_AWAY, _KEPT, _PAPER = HexColor("#EDEBE7"), HexColor("#DDDAD4"), HexColor("#FFFFFF")


def make(grid: DayGridPaper) -> bytes:
    """The PDF. What is too long is cut with an ellipsis; the list of the day has it whole."""
    paper = PAPERS.get(grid.head.paper, PAPERS["Letter"])
    pages = Sheet(replace(paper, size=(paper.size[1], paper.size[0])), title="Day grid", language=grid.head.locale)
    pages.left, pages.right = _EDGE, pages.width - _EDGE
    for first in range(0, max(1, len(grid.columns)), ON_A_PAGE):
        _Page(pages, grid, grid.columns[first : first + ON_A_PAGE]).draw()
    return pages.finish()


class _Page:
    def __init__(self, pages: Sheet, grid: DayGridPaper, columns: tuple[GridColumn, ...]) -> None:
        self.pages, self.grid, self.columns = pages, grid, columns
        self.scale = (pages.height - _FOOT - _TOP) / max(60, grid.last - grid.first)
        self.wide = (pages.right - pages.left - _GUTTER) / max(1, len(columns))

    def y(self, minute: int) -> float:
        return _TOP + (min(max(minute, self.grid.first), self.grid.last) - self.grid.first) * self.scale

    def draw(self) -> None:
        pages, grid = self.pages, self.grid
        line = opened(pages, grid.head, 36)
        pages.text(KEY, pages.right, line, size=7.5, color=SOFT, align="right", limit=pages.width / 2)
        if not self.columns or grid.closed:
            pages.text(fonts.clean(grid.closed) or "Nobody works on this day.", pages.left, 84, size=11, color=SOFT, limit=pages.right - pages.left)
        for number, column in enumerate(self.columns):
            self._column(column, pages.left + _GUTTER + number * self.wide)
        self._hours()

    def _hours(self) -> None:
        clock24 = self.grid.head.clock24
        for minute in range(-(-self.grid.first // 60) * 60, self.grid.last + 1, 60):
            told = when.clock(time(minute // 60 % 24), clock24=clock24)
            self.pages.text(told if clock24 else told.replace(":00", ""), self.pages.left + _GUTTER - 6, self.y(minute) + 3, size=8, color=SOFT, align="right")

    def _column(self, column: GridColumn, x: float) -> None:
        pages, right = self.pages, x + self.wide
        pages.text(short(column.heading, self.wide - 10, 9.5, bold=True), x + 5, _TOP - 22, size=9.5, bold=True)
        pages.text(short(column.under, self.wide - 10, 8, bold=False), x + 5, _TOP - 10, size=8, color=SOFT)
        self._fill(x, right, self.grid.first, self.grid.last, _AWAY)
        for start, end in column.open:
            self._fill(x, right, start, end, _PAPER)
        for minute in range(-(-self.grid.first // 60) * 60, self.grid.last + 1, 60):
            pages.rule(self.y(minute), x=x, right=right, width=0.4)
        for kept in column.kept:
            self._fill(x + 2, right - 2, kept.start, kept.end, _KEPT)
            if (kept.end - kept.start) * self.scale >= 9:
                middle = (self.y(kept.start) + self.y(kept.end)) / 2
                pages.text(short(kept.name, self.wide - 12, 7.5, bold=False), (x + right) / 2, middle + 2.5, size=7.5, color=SOFT, align="center")
        for entry in column.entries:
            self._entry(entry, x + 3)
        pages.canvas.setStrokeColor(LINE)
        pages.canvas.setLineWidth(0.8)
        pages.canvas.rect(x, pages.height - self.y(self.grid.last), self.wide, self.y(self.grid.last) - _TOP, stroke=1, fill=0)

    def _fill(self, x: float, right: float, start: int, end: int, color: HexColor) -> None:
        top, bottom = self.y(start), self.y(end)
        if bottom > top:
            self.pages.canvas.setFillColor(color)
            self.pages.canvas.rect(x, self.pages.height - bottom, right - x, bottom - top, stroke=0, fill=1)

    def _entry(self, one: GridEntry, left: float) -> None:
        """A frame with the type's bar at its left, the status letter at the right, and as many lines as it is high."""
        pages, lane = self.pages, (self.wide - 6) / one.lanes
        x, top, high = left + one.lane * lane, self.y(one.start) + 0.6, max(8.0, self.y(one.end) - self.y(one.start) - 1.2)
        pages.canvas.setFillColor(_PAPER)
        pages.canvas.setStrokeColor(INK)
        pages.canvas.setLineWidth(0.6)
        pages.canvas.rect(x, pages.height - top - high, lane - 2, high, stroke=1, fill=1)
        dashed(pages, x + 2.2, top + 1, high - 2, one.pattern)
        size = min(8.0, high - 2)
        marks = " ".join(part for part in (one.room, one.letter) if part) if high < 18 else one.letter
        wide = pages.text(marks, x + lane - 5, top + size, size=size, bold=True, align="right")
        name = "see list" if fonts.unprintable(one.name) else one.name
        pages.text(short(name, lane - 14 - wide, size, bold=True), x + 7, top + size, size=size, bold=True)
        if high >= 18:
            wide = pages.text(one.room, x + lane - 5, top + 17, size=7, color=SOFT, align="right")
            pages.text(short(one.under, lane - 16 - wide, 7, bold=False), x + 7, top + 17, size=7, color=SOFT)
