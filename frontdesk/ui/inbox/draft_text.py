"""The text of a reply: fields still to be said stand in it as chips, a sentence that reads as advice is outlined."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit

from frontdesk.domain.draft_check import Findings
from frontdesk.domain.reply import FIELD
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.fact_text import line_boxes, utf16
from frontdesk.ui.widgets.field_ink import FieldInk

FEWEST_LINES, MOST_LINES = 3, 7


class DraftText(QTextEdit):
    """Plain text only. Grows with what is written, up to a few lines; then it scrolls."""

    edited = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("role", "draft")
        self.setAccessibleName("Reply")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fields = FieldInk(self.document(), FIELD, lambda _: look.color("warnText"))
        self._findings = Findings()
        self._quiet = False
        self.textChanged.connect(self._changed)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.document().setDefaultFont(self.look.font(14))
        self.document().setDocumentMargin(2)
        self._fields.rehighlight()
        self._fit()

    def put(self, text: str) -> None:
        """Show a text without telling anybody that it was edited."""
        self._quiet = True
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._quiet = False
        self._fit()

    def say_at_end(self, sentence: str) -> None:
        """Put a sentence after what stands there, as one step of the field's own undo."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        text = self.toPlainText()
        cursor.insertText(sentence if not text or text[-1].isspace() else f" {sentence}")
        self.setTextCursor(cursor)

    def mark(self, findings: Findings) -> None:
        self._findings = findings
        self.viewport().update()

    def choose_field(self) -> bool:
        """The first field that is not said yet takes the keyboard, so that typing replaces it."""
        if not self._findings.unresolved:
            return False
        start, end, _ = self._findings.unresolved[0]
        self._select(start, end)
        return True

    def choose_advice(self) -> bool:
        """The cursor goes to the sentence that stands in the way."""
        if not self._findings.advice:
            return False
        self._select(self._findings.advice[0].end, self._findings.advice[0].end)
        return True

    def _select(self, start: int, end: int) -> None:
        places = utf16(self.toPlainText())
        cursor = self.textCursor()
        cursor.setPosition(places[min(start, len(places) - 1)])
        cursor.setPosition(places[min(end, len(places) - 1)], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def _changed(self) -> None:
        self._fit()
        if not self._quiet:
            self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setPageSize(QSizeF(max(self.viewport().width(), 50), -1))
        line = self.look.px(20)
        wanted = int(self.document().size().height()) + 4
        self.setFixedHeight(max(FEWEST_LINES * line, min(wanted, MOST_LINES * line)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # sends
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        look, places = self.look, utf16(self.toPlainText())
        for start, end, _ in self._findings.unresolved:
            painter.setPen(QPen(look.color("warn"), 1))
            painter.setBrush(look.color("warnSoft"))
            self._rounds(painter, places, start, end, look.px(9))
        for start, end in (*((a.start, a.end) for a in self._findings.advice), *self._findings.disclosed):
            painter.setPen(QPen(look.color("danger"), 1.4))
            painter.setBrush(look.color("dangerSoft"))
            self._rounds(painter, places, start, end, look.px(4))
        painter.end()
        super().paintEvent(event)

    def _rounds(self, painter: QPainter, places: list[int], start: int, end: int, radius: float) -> None:
        if end < len(places):
            for box in line_boxes(self.document(), places[start], places[end], self.look.px(20)):
                painter.drawRoundedRect(QRectF(box), radius, radius)
