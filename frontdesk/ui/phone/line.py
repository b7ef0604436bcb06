"""What a caller says, as it is typed: one line; the words that were read as facts are tinted and carry the numbers of the rows under it (mock-up 09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QTextEdit, QVBoxLayout

from frontdesk.domain.fact import RecordedFact
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.fact_text import line_boxes, utf16

_FEWEST, _MOST = 2, 6
"""Lines that are seen at once."""


@dataclass(frozen=True)
class _Mark:
    """Words of a fact. Both ends move along with what is typed before them, and neither with what is typed after."""

    number: int
    recorded: RecordedFact
    first: QTextCursor
    last: QTextCursor

    @property
    def place(self) -> tuple[int, int]:
        return self.first.position(), self.last.position()


class _Room(QSyntaxHighlighter):
    """Room for the numbers after the words; they are painted, so that they are no part of what was said."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.document())
        self._line = line

    def highlightBlock(self, text: str) -> None:
        start, length = self.currentBlock().position(), self.currentBlock().length() - 1
        for end, wide in self._line.gaps().items():
            if start < end <= start + length:
                form = QTextCharFormat()
                form.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                form.setFontLetterSpacing(wide)
                self.setFormat(end - start - 1, 1, form)


class Line(QTextEdit):
    """Tab leaves it; a call is one line, however long. ``looked`` when the keyboard comes or goes."""

    looked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._facts: Sequence[RecordedFact] = ()
        self._marks: list[_Mark] = []
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("role", "draft")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What they say")
        self.setPlaceholderText("left knee 7/10, 2 yrs, wants after 3")
        self._room = _Room(self)
        self.textChanged.connect(self._fit)
        self.textChanged.connect(self._come_into_sight)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.document().setDefaultFont(self.look.font(14))
        self.document().setDocumentMargin(self.look.px(2))
        self._space()
        self.mark(self._facts)
        self._fit()

    def put(self, text: str) -> None:
        """Another call."""
        self._marks = []
        self.setPlainText(text)
        self._space()

    def _space(self) -> None:
        """Lines far enough apart for tints; what is typed later goes on with it."""
        apart, whole = QTextBlockFormat(), QTextCursor(self.document())
        apart.setLineHeight(self.look.px(25), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(apart)
        self.document().clearUndoRedoStacks()

    def one_line(self) -> bool:
        return self.document().blockCount() == 1 and self.document().firstBlock().layout().lineCount() <= 1

    # -- facts

    def mark(self, facts: Sequence[RecordedFact]) -> None:
        """Words that have been changed meanwhile are left plain."""
        self._facts, text = facts, self.toPlainText()
        places, self._marks = utf16(text), []
        for number, recorded in enumerate(facts, 1):
            fact = recorded.fact
            if text[fact.start : fact.end] == fact.quote != "":
                first, last = QTextCursor(self.document()), QTextCursor(self.document())
                first.setPosition(places[fact.start])
                last.setPosition(places[fact.end])
                last.setKeepPositionOnInsert(True)
                self._marks.append(_Mark(number, recorded, first, last))
        self._marks.sort(key=lambda mark: mark.recorded.fact.start - mark.recorded.fact.end)
        self.blockSignals(True)  # room for a number is no change of the words
        self._room.rehighlight()
        self.blockSignals(False)
        self._fit()
        self.viewport().update()

    def marked(self) -> list[tuple[int, str]]:
        """Number and words of each fact that is tinted."""
        text, places = self.toPlainText(), utf16(self.toPlainText())
        return sorted((mark.number, text[places.index(start) : places.index(end)]) for mark in self._marks for start, end in [mark.place] if start < end)

    def _number_font(self) -> QFont:
        return self.look.font(10, 600)

    def gaps(self) -> dict[int, float]:
        """Where words end -> how much room their numbers need."""
        metrics, found = QFontMetricsF(self._number_font()), dict[int, float]()
        for mark in self._marks:
            start, end = mark.place
            if start < end:
                found[end] = found.get(end, self.look.px(3)) + metrics.horizontalAdvance(str(mark.number)) + 1
        return found

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        ends: dict[int, list[tuple[_Mark, QRectF]]] = {}
        for mark in self._marks:
            start, end = mark.place
            fill, ink = self.look.fact_colors(mark.recorded.fact.group)
            for box in line_boxes(self.document(), start, end, self.look.px(22)) if start < end else ():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                painter.drawRoundedRect(box, 4, 4)
                painter.setPen(QPen(ink, 1.6, Qt.PenStyle.DotLine if mark.recorded.fact.confidence < 0.6 else Qt.PenStyle.SolidLine))
                painter.drawLine(box.bottomLeft(), box.bottomRight())
                last = box
            if start < end:
                ends.setdefault(end, []).append((mark, last))
        painter.end()
        super().paintEvent(event)
        self._numbers(ends)

    def _numbers(self, ends: dict[int, list[tuple[_Mark, QRectF]]]) -> None:
        painter, metrics, gaps = QPainter(self.viewport()), QFontMetricsF(self._number_font()), self.gaps()
        painter.translate(0, -self.verticalScrollBar().value())
        painter.setFont(self._number_font())
        for end, marks in ends.items():
            x = marks[0][1].right() - 2 - gaps[end] + self.look.px(2)
            for mark, box in sorted(marks, key=lambda one: one[0].number):
                painter.setPen(self.look.fact_colors(mark.recorded.fact.group)[1])
                painter.drawText(QRectF(x, box.top(), 40, self.look.px(14)), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), str(mark.number))
                x += metrics.horizontalAdvance(str(mark.number)) + 1
        painter.end()

    def _fit(self) -> None:
        """As high as what is said, within bounds."""
        self.document().setPageSize(QSizeF(max(self.viewport().width(), 50), -1))
        line, wanted = self.look.px(25), int(self.document().size().height())
        self.setFixedHeight(max(_FEWEST * line, min(wanted, _MOST * line)) + self.look.px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked.emit()
        self._come_into_sight()

    def _come_into_sight(self) -> None:
        """Where the call is longer than its panel, at large text, what is typed is seen, and not under the foot."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, self.look.px(36))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.looked.emit()


class Said(QFrame):
    """The card in which the line stands with what was read from it; its edge shows the keyboard."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        line.looked.connect(self.update)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(15, 12, 13, 12)
        self.column.setSpacing(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.line.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.line.hasFocus()
        painter.setPen(QPen(look.color("focus" if here else "edge"), 2 if here else 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(12), look.px(12))
        painter.end()
