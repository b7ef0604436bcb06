"""A part of a letter's words: fields stand in it as chips with the words of the buttons that put them in, one without a value in the colour of danger."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QTextEdit

from frontdesk.domain.letter_text import FIELD, FIELDS
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.fact_text import line_boxes, utf16
from frontdesk.ui.widgets.field_ink import FieldInk

MOST_LINES = 12
_NAMES = {words.lower(): name for name, words in FIELDS.items()}


def _named(found: str) -> str:
    """The field's own name, by its words or by the name itself."""
    return _NAMES.get(found.lower(), found)


class FieldText(QTextEdit):
    """Plain text only; grows with what is written, then scrolls. ``focused`` says that chips go into this part now."""

    edited = Signal()
    focused = Signal()

    def __init__(self, look: Look, name: str, known: tuple[str, ...]) -> None:
        super().__init__()
        self.look = look
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("role", "draft")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._known = frozenset(known)
        self._fields = FieldInk(self.document(), FIELD, lambda word: look.color("accentText" if self._named_here(word) else "dangerText"))
        self.textChanged.connect(self._changed)
        look.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.document().setDefaultFont(self.look.font(13))
        self.document().setDocumentMargin(self.look.px(7))
        self._fields.rehighlight()
        self._fit()

    def put(self, text: str) -> None:
        """Show a text without telling anybody that it was edited; the same one again leaves caret and undo as they are."""
        text = FIELD.sub(lambda found: f"{{{FIELDS.get(found[1], found[1])}}}", text)
        if text == self.toPlainText():
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._fields.rehighlight()
        self._fit()

    def put_field(self, name: str) -> None:
        """A chip where the cursor stands, as one step of the field's own undo."""
        self.textCursor().insertText(f"{{{FIELDS.get(name, name)}}}")
        self.setFocus()

    @property
    def written(self) -> str:
        """The text with the fields' own names, as it is kept."""
        return FIELD.sub(lambda found: f"{{{_named(found[1])}}}", self.toPlainText())

    def _named_here(self, word: str) -> bool:
        """Whether a field called so has a value in this part."""
        return _named(word) in self._known

    def _changed(self) -> None:
        self._fit()
        self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.document().setPageSize(QSizeF(max(self.viewport().width(), 50), -1))
        wanted, most = int(self.document().size().height()) + 4, MOST_LINES * self.look.px(20)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(max(self.look.px(34), min(wanted, most)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, text = self.look, self.toPlainText()
        painter.setPen(QPen(look.color("focus" if self.hasFocus() else "edge"), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), look.px(8), look.px(8))
        painter.translate(0, -self.verticalScrollBar().value())
        places = utf16(text)
        for found in FIELD.finditer(text):
            good = self._named_here(found[1])
            painter.setPen(QPen(look.color("accent" if good else "danger"), 1))
            painter.setBrush(look.color("accentSoft" if good else "dangerSoft"))
            for box in line_boxes(self.document(), places[found.start()], places[found.end()], look.px(18)):
                painter.drawRoundedRect(QRectF(box).adjusted(look.px(2), 0, -look.px(2), 0), look.px(8), look.px(8))
        painter.end()
        super().paintEvent(event)
