"""A message with its facts marked: rounded tints under the words, a small number after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from frontdesk.domain.fact import RecordedFact
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.safe_text import shown

LONGEST = 10_000
MOST_LINES = 400
"""Of a message on the screen: laying out more than this at once would stop the window for over a tenth of a second."""
_SCROLLS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class _Mark:
    number: int
    recorded: RecordedFact
    start: int
    end: int


def cut(text: str) -> str:
    """What is laid out of a message: as a rule all of it; the beginning of one that would freeze the window."""
    lines = text.split("\n", MOST_LINES)
    return "\n".join(lines[:MOST_LINES])[:LONGEST]


def utf16(text: str) -> list[int]:
    """For each code point, where it begins in Qt's units; one more at the end."""
    places = [0]
    for letter in text:
        places.append(places[-1] + (2 if ord(letter) > 0xFFFF else 1))
    return places


def _x(found: object) -> float:
    """The binding gives the place alone, or with the cursor it moved to."""
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]  # one of the two, by its stub


def line_boxes(document: QTextDocument, start: int, end: int, height: int) -> list[QRectF]:
    """One box a line around the letters between two places of a document."""
    boxes = []
    layout = document.documentLayout()
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        top = layout.blockBoundingRect(block).topLeft()
        for n in range(block.layout().lineCount()):
            line = block.layout().lineAt(n)
            first = max(start, block.position() + line.textStart())
            last = min(end, block.position() + line.textStart() + line.textLength())
            if first < last:
                left, right = (_x(line.cursorToX(place - block.position())) for place in (first, last))
                boxes.append(QRectF(top.x() + left - 2, top.y() + line.y() + (line.height() - height) / 2, right - left + 4, height))
        block = block.next()
    return boxes


class FactText(QTextEdit):
    """Read-only. ``picked`` gives the id of a fact whose words were clicked. Offsets are code points of the given text."""

    picked = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setReadOnly(True)
        self.setAccessibleName("Message")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._text = ""
        self._facts: Sequence[RecordedFact] = ()
        self._marks: list[_Mark] = []
        self._inserted: list[tuple[int, int]] = []
        self._places = [0]
        self._focused = 0
        look.changed.connect(self._dressed)

    def _dressed(self) -> None:
        self.show_message(self._text, self._facts)

    def show_message(self, text: str, facts: Sequence[RecordedFact]) -> None:
        """The text as plain letters, each fact numbered in the order given."""
        self._text, self._facts = text, facts
        whole, text = len(text), cut(text)
        letter_for_letter = shown(text, longest=LONGEST)
        self._places = utf16(letter_for_letter)
        cursor = self._fresh()
        cursor.beginEditBlock()  # laid out once, at the end
        letters = self._format(15, "text")
        ends: dict[int, list[tuple[int, RecordedFact]]] = {}
        for number, recorded in enumerate(facts, 1):
            if 0 <= recorded.fact.start < recorded.fact.end <= len(text):
                ends.setdefault(recorded.fact.end, []).append((number, recorded))
        at = 0
        self._inserted, starts = [], {}
        for end in sorted(ends):
            cursor.insertText(letter_for_letter[at:end], letters)
            for number, recorded in ends[end]:
                before = cursor.position()
                form = self._format(16, "text")  # raised letters are drawn at two thirds
                form.setForeground(self.look.fact_colors(recorded.fact.group)[1])
                form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
                form.setFontWeight(600)
                cursor.insertText(str(number), form)
                self._inserted.append((before, cursor.position() - before))
                starts[number] = (recorded, cursor.position())
            at = end
        cursor.insertText(letter_for_letter[at:], letters)
        if len(text) < whole:
            cursor.insertText(f"\n… and {whole - len(text):,} more characters", self._format(12, "text3"))
        self._marks = [_Mark(n, r, self._to_document(r.fact.start, opening=True), end) for n, (r, end) in starts.items()]
        self._marks.sort(key=lambda m: m.start - m.end)
        self._close_up()
        cursor.endEditBlock()
        self._fit()

    def _close_up(self) -> None:
        """An empty line between paragraphs is a gap, not a line."""
        gap, block = QTextBlockFormat(), self.document().firstBlock()
        gap.setLineHeight(self.look.px(10), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        while block.isValid():
            if block.length() <= 1 and block.next().isValid():
                QTextCursor(block).setBlockFormat(gap)
            block = block.next()

    def _fresh(self) -> QTextCursor:
        self.clear()
        cursor = QTextCursor(self.document())
        block = QTextBlockFormat()
        block.setLineHeight(self.look.px(26), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(block)
        return cursor

    def _format(self, size: float, token: str) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self.look.font(size))
        form.setForeground(self.look.color(token))
        return form

    def _to_document(self, offset: int, *, opening: bool) -> int:
        place = self._places[offset]
        for start, length in self._inserted:
            if start < place or (start == place and opening):
                place += length
        return place

    def _to_text(self, position: int) -> int:
        """The code point offset of a place in the document."""
        for start, length in reversed(self._inserted):
            if position > start:
                position -= min(length, position - start)
        return next((n for n, place in enumerate(self._places) if place >= position), len(self._places) - 1)

    def selected(self) -> tuple[int, int] | None:
        """The selected words as offsets, blanks at their ends left out."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start, end = self._to_text(cursor.selectionStart()), self._to_text(cursor.selectionEnd())
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def focus_fact(self, fact_id: int) -> None:
        """Outline the words of a fact."""
        self._focused = fact_id
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setPageSize(QSizeF(max(self.viewport().width(), 50), -1))
        self.setFixedHeight(int(self.document().size().height()) + self.look.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -self.verticalScrollBar().value())
        for mark in self._marks:
            fill, line = self.look.fact_colors(mark.recorded.fact.group)
            for box in line_boxes(self.document(), mark.start, mark.end, self.look.px(24)):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(fill)
                painter.drawRoundedRect(box, 4, 4)
                style = Qt.PenStyle.DotLine if mark.recorded.fact.confidence < 0.6 else Qt.PenStyle.SolidLine
                painter.setPen(QPen(line, 1.6, style))
                painter.drawLine(box.bottomLeft(), box.bottomRight())
                if mark.recorded.id == self._focused:
                    painter.setPen(QPen(self.look.color("focus"), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 5, 5)
        painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """It is as high as its words: what would scroll is for the pane it stands in."""
        if event.key() in _SCROLLS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            place = self.cursorForPosition(event.position().toPoint()).position()
            inner = [m for m in self._marks if m.start <= place <= m.end]
            if inner:
                self.picked.emit(min(inner, key=lambda m: m.end - m.start).recorded.id)
