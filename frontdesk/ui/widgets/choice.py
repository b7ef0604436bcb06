"""A choice among a few, with an arrow of its own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter


class Combo(QComboBox):
    """As narrow as six letters where it must be, then with an ellipsis. The style sheet takes the style's arrow away, so it is drawn here."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

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
