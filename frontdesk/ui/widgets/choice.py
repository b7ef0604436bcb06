"""A choice among a few, with an arrow of its own."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox


class Combo(QComboBox):
    """As narrow as six letters where it must be. The style sheet takes the style's arrow away, so it is drawn here."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def whole(self) -> Combo:
        """As wide as its longest entry."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return self

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.fontMetrics().height() / 4.5
        pen = QPen(self.palette().color(self.palette().ColorRole.PlaceholderText), max(1.2, step / 3))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        x, y = self.width() - 4 * step, self.height() / 2 + step / 2
        painter.drawPolyline([QPointF(x - step, y - step), QPointF(x, y), QPointF(x + step, y - step)])
        painter.end()
