"""The only way to show text: always as plain letters, never as markup (safety.md 4.1)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QMessageBox, QSizePolicy, QToolTip, QWidget

from frontdesk.domain.plain import LONGEST, first_name, name, shown

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
