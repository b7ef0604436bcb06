"""Bars in a row of their own: words at the left, a bar that is painted, its number at the end. A screen reader hears one sentence a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.safe_text import shown


@dataclass(frozen=True, slots=True)
class Bar:
    """``inner`` is the part of ``whole`` that is painted in full colour; ``said`` stands at the end."""

    words: str
    whole: int
    inner: int
    said: str


class Bars(QWidget):
    """Painted at the length of the longest; grows with the text's size."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.look, self.name = look, name
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def put(self, bars: Sequence[Bar]) -> None:
        self.bars = tuple(bars)
        self.setAccessibleName(f"{self.name}: " + "; ".join(f"{shown(bar.words)}, {bar.said}" for bar in self.bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(420), self.look.px(30) * max(1, len(self.bars)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = look.font(13, 500)
        painter.setFont(font)
        metrics, step = QFontMetrics(font), look.px(30)
        left = min(int(self.width() * 0.34), max((metrics.horizontalAdvance(shown(bar.words)) for bar in self.bars), default=0) + 4) + look.px(12)
        right = max((metrics.horizontalAdvance(bar.said) for bar in self.bars), default=0) + look.px(10)
        longest, room = max((bar.whole for bar in self.bars), default=0) or 1, max(10, self.width() - left - right)
        for number, bar in enumerate(self.bars):
            row = QRectF(0, number * step, self.width(), step)
            self._bar(painter, QRectF(left, row.top() + step * 0.25, room, step * 0.5), bar, longest)
            painter.setPen(look.color("text"))
            words = metrics.elidedText(shown(bar.words), Qt.TextElideMode.ElideRight, left - look.px(12))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
            painter.setPen(look.color("text2"))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), bar.said)
        painter.end()

    def _bar(self, painter: QPainter, room: QRectF, bar: Bar, longest: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for many, color in ((bar.whole, "accentSoft"), (bar.inner, "accent")):
            if many:
                painter.setBrush(self.look.color(color))
                painter.drawRoundedRect(QRectF(room.left(), room.top(), max(3.0, room.width() * many / longest), room.height()), 3, 3)
