"""The only way to show text: always as plain letters, never as markup (safety.md 4.1)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QToolTip, QWidget

from frontdesk.domain.plain import LONGEST, first_name, name, shown
from frontdesk.ui.widgets.pictures import paint_kept

__all__ = ["LONGEST", "Paragraph", "PlainLabel", "ask", "first_name", "name", "shown", "tip", "tip_at"]


def tip(widget: QWidget, text: str) -> None:
    """A tooltip; Qt would read markup in it."""
    widget.setToolTip(_for_tip(text))


def tip_at(widget: QWidget, place: QPoint, text: str) -> None:
    """A tooltip now, at a place on the screen."""
    QToolTip.showText(place, _for_tip(text), widget)


def _for_tip(text: str) -> str:
    """Escaped only where Qt would look for markup: anywhere else it would show O'Brien as O&#x27;Brien."""
    cut = shown(text, longest=600)
    return GuiQt.convertFromPlainText(cut) if GuiQt.mightBeRichText(cut) else cut


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
        if (text := shown(text)) == self._whole:
            return  # most of what is refilled says what it said before: nothing is laid out or painted for that
        self._whole = text
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
        ink, flags = self.palette().color(self.foregroundRole()), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter)

        def draw(painter: QPainter) -> None:
            rect: QRect = self.contentsRect()
            painter.setFont(self.font())
            painter.setPen(ink)
            painter.drawText(rect, flags, QFontMetrics(self.font()).elidedText(self._whole.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()))

        if self._whole:
            paint_kept(self, (self._whole, self.font().key(), ink.rgba(), flags), draw)


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
        if (text := shown(text)) != self.text():
            self.setText(text)


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
