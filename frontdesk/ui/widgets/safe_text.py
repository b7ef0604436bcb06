"""The only way to show text: always as plain letters, never as markup (safety.md 4.1)."""

from __future__ import annotations

import html
import unicodedata

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QWidget

LONGEST = 5_000
"""Characters of one label; more would only freeze it."""


_INVISIBLE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200b\u200e\u200f\u061c\u00ad\u2060\ufeff")
"""Turning and hidden signs. The fences of ``name`` (U+2068, U+2069) may stand in a sentence; a name itself may not hold them."""


def shown(text: str, *, longest: int = LONGEST) -> str:
    """Controls as visible marks, so that nothing invisible passes; long texts cut with an ellipsis."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(_mark(c) for c in cut)


def _mark(letter: str) -> str:
    if letter == "\n":
        return letter
    kind = unicodedata.category(letter)
    if kind == "Cc":
        return chr(0x2400 + ord(letter)) if ord(letter) < 32 else "\u2421"
    if letter in _INVISIBLE or 0xE0000 <= ord(letter) <= 0xE007F:
        return "\u25ab"
    return "\ufffd" if kind == "Cs" else letter


def name(text: str) -> str:
    """A person's name on one line, fenced so that its direction does not turn the rest of the line."""
    bare = shown(" ".join(text.split()), longest=300).replace("\u2068", "\u25ab").replace("\u2069", "\u25ab")
    return f"\u2068{bare}\u2069"


def tip(widget: QWidget, text: str) -> None:
    """A tooltip; Qt would read markup in it."""
    widget.setToolTip(html.escape(shown(text, longest=600)))


class PlainLabel(QLabel):
    """One line that is elided where it does not fit; the whole of it is then in the tooltip."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(text)

    def say(self, text: str) -> None:
        self._whole = shown(text)
        self.setText(self._whole)
        self.setAccessibleName(self._whole)
        self._hint()

    @property
    def whole(self) -> str:
        return self._whole

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance("…") + 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint()

    def _hint(self) -> None:
        cut = QFontMetrics(self.font()).horizontalAdvance(self._whole) > max(self.contentsRect().width(), 1)
        tip(self, self._whole if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect: QRect = self.contentsRect()
        text = QFontMetrics(self.font()).elidedText(self._whole.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


class Paragraph(QLabel):
    """Text that wraps."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        self.say(text)

    def say(self, text: str) -> None:
        self.setText(shown(text))


def ask(parent: QWidget, title: str, question: str, *, yes: str, no: str = "Cancel") -> bool:
    """One of the few questions that may stop the desk."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(shown("\n".join(question.split("\n", 12)[:12]), longest=800))
    agree = box.addButton(shown(yes, longest=60), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(shown(no, longest=60), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is agree
