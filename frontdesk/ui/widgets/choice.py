"""A choice among a few, with an arrow of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _chooses(event: QEvent) -> bool:
    """A letter or a digit that would else be a key of the section: it is taken, so that it comes here as a key."""
    letter = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not event.modifiers() & _COMMANDING and event.text().isprintable()
    if letter and isinstance(event, QKeyEvent) and event.text():
        event.accept()
        return True
    return False


class Combo(QComboBox):
    """As narrow as six letters where it must be, then with an ellipsis. The style sheet takes the style's arrow away, so it is drawn here.

    Open or not, letters choose among its entries; they are no commands while it has the keyboard.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.view().installEventFilter(self)

    def event(self, event: QEvent) -> bool:
        return _chooses(event) or super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return _chooses(event) or super().eventFilter(watched, event)

    def whole(self) -> Combo:
        """As wide as its longest entry."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return self

    def sizeHint(self) -> QSize:
        """Qt leaves no room for the padding of the style sheet."""
        return super().sizeHint() + QSize(2 * self.fontMetrics().averageCharWidth(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room - 2)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        step = self.fontMetrics().height() / 4.5
        pen = QPen(self.palette().color(self.palette().ColorRole.PlaceholderText), max(1.2, step / 3))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x, y = self.width() - 4 * step, self.height() / 2 + step / 2
        painter.drawPolyline([QPointF(x - step, y - step), QPointF(x, y), QPointF(x + step, y - step)])
        painter.end()
