"""Reports: from where inquiries came to a booked visit, how long a first answer took, why some were lost; as pictures and as a table."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.report import Line, Report
from frontdesk.ui.context import Context
from frontdesk.ui.reports.bars import Bar, Bars
from frontdesk.ui.widgets.controls import Button, Segmented, card
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

_SPANS = (("30 days", 30), ("90 days", 90), ("A year", 365))
_BESIDE = 1040
"""As wide as the section must be for two cards side by side."""


class ReportsSection(QWidget):
    """Counts only: nobody is named here, so it may stand open at the desk."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.span = 1
        self.report: Report | None = None
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look = context.look
        inside = QWidget()
        inside.setMaximumWidth(look.px(1680))
        column = QVBoxLayout(inside)
        column.setContentsMargins(32, 20, 32, 24)
        column.setSpacing(12)
        column.addLayout(self._head())
        self.told = Paragraph("", role="soft")
        column.addWidget(self.told)
        self.halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self.halves.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.sources, self.lost = (self._card(left, title) for title in ("From where they came, and how many were booked", "Why some came to no visit"))
        self.waits = self._card(right, "Until the first answer")
        for half in (left, right):
            half.setSpacing(12)
            half.addStretch()
            self.halves.addLayout(half, 1)
        column.addLayout(self.halves)
        self.pages = self._card(column, "Under which page they wrote")
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        context.commands.bind("reports.save", self, self._save)
        context.commands.bind("reports.span", self, lambda: self._choose((self.span + 1) % len(_SPANS)))
        context.bridge.changed.connect(self._heard)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both."""
        super().resizeEvent(event)
        wide = self.width() >= self.context.look.px(_BESIDE)
        self.halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _head(self) -> QHBoxLayout:
        look, row = self.context.look, QHBoxLayout()
        row.addWidget(PlainLabel("Reports", role="pane"))
        row.addStretch()
        self.spans = Segmented(look, [words for words, _ in _SPANS], name="Span of days")
        self.spans.select(self.span)
        self.spans.chosen.connect(self._choose)
        row.addWidget(self.spans)
        row.addWidget(Button(look, "Save as CSV", icon="article", key="Ctrl+S", then=self._save))
        return row

    def _card(self, column: QVBoxLayout, title: str) -> Bars:
        frame, inner = card(title)
        bars = Bars(self.context.look, title)
        inner.addWidget(bars)
        column.addWidget(frame)
        return bars

    # -- reading

    def open_at(self, **_: object) -> None:
        self.reload()
        self.setFocus()

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"inquiry", "reply", "appointment", ""} and self.isVisible():
            self.reload()

    def _days(self) -> dict[str, object]:
        today = self.context.wall_now().date()
        return {"since": today - timedelta(days=_SPANS[self.span][1] - 1), "until": today}

    def reload(self) -> None:
        from frontdesk.services import reports  # after the first paint, as in jobs

        days = self._days()
        self.context.jobs.ask(lambda desk: reports.report(desk, **days), self._show, key="report", failed=self._failed)  # type: ignore[arg-type]  # two days

    def _show(self, found: Report) -> None:
        self.report = found
        took = f" Half of those who were answered waited at most {when.age_words(found.median_minutes)}." if found.median_minutes is not None else ""
        many = f"{found.total} {'inquiry' if found.total == 1 else 'inquiries'}"
        self.told.say(f"{many} from {when.birthday(found.since)} to {when.birthday(found.until)}.{took}" if found.total else "No inquiry came in these days.")
        self.sources.put([_bar(line) for line in found.sources])
        self.pages.put([_bar(line) for line in found.pages[:12]])
        self.waits.put([Bar(words, number, number, str(number)) for words, number in found.waits])
        self.lost.put([Bar(words, number, number, str(number)) for words, number in found.lost])
        for bars in (self.sources, self.pages, self.waits, self.lost):
            frame = bars.parentWidget()
            if frame is not None:
                frame.setVisible(bool(bars.bars) and bool(found.total))

    # -- doing

    def _choose(self, span: int) -> None:
        self.span = span
        self.spans.select(span)
        self.reload()

    def _save(self) -> None:
        from frontdesk.services import reports  # after the first paint, as in jobs

        days = self._days()
        if chosen := self.context.choose_save(self, "report.csv"):
            self.context.jobs.ask(
                lambda desk: reports.save(desk, path=Path(chosen), **days),  # type: ignore[arg-type]  # two days
                lambda _: self.context.say(f"Saved as {Path(chosen).name}"), failed=self._failed,
            )  # fmt: skip

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return [("V", "another span"), ("Ctrl S", "save as CSV"), ("?", "all keys")]

    def leave(self) -> bool:
        """Nothing is open here."""
        return False


def _bar(line: Line) -> Bar:
    return Bar(line.name, line.inquiries, line.booked, f"{line.booked} of {line.inquiries} booked")
