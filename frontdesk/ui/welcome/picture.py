"""What the program does, as one picture: words of a message become facts, the facts a visit in the day (mock-up 11)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.ui.theme.look import Look

_SAID = (("chronic ankle pain", "site"), ("around an 8–9 pain level", "pain"), ("Am I a possible candidate?", "question"))
_DAY = (("1 pm", "Owen Bright", "", "prp_injection"), ("2 pm", "Dana Kessler", "2:15–3:00 pm", ""), ("3 pm", "Frank Moretti", "", "prolotherapy"))


class Picture(QWidget):
    """Painted from the tokens, in both themes; it says nothing that is not said beside it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("A message with its facts marked, and the visit that came of it")
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(430), self.look.px(520))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accentSoft"))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(20), look.px(20))
        self._message(painter, QRectF(look.px(36), look.px(44), look.px(252), look.px(134)))
        self._day(painter, QRectF(look.px(120), look.px(272), look.px(272), look.px(204)))
        self._arrow(painter, QPointF(look.px(200), look.px(186)), QPointF(look.px(262), look.px(262)))
        painter.end()

    def _card(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self.look.color("border"), 1))
        painter.setBrush(self.look.color("surface"))
        painter.drawRoundedRect(rect, self.look.px(12), self.look.px(12))

    def _words(self, painter: QPainter, x: float, y: float, text: str, size: float, weight: int = 400, token: str = "text") -> float:
        """Written with its middle at ``y``; gives its width."""
        font = self.look.font(size, weight)
        wide = QFontMetrics(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(self.look.color(token))
        painter.drawText(QRectF(x, y - self.look.px(10), wide + 4, self.look.px(20)), int(Qt.AlignmentFlag.AlignVCenter), text)
        return wide

    def _message(self, painter: QPainter, rect: QRectF) -> None:
        look = self.look
        self._card(painter, rect)
        left, y = rect.left() + look.px(20), rect.top() + look.px(26)
        self._words(painter, left, y, "Dana Kessler", 13, 600)
        for text, group in _SAID:
            y += look.px(28)
            fill, line = look.fact_colors(group)
            wide = QFontMetrics(look.font(13)).horizontalAdvance(text)
            under = QRectF(left - look.px(3), y - look.px(10), wide + look.px(7), look.px(20))
            painter.fillRect(under, fill)
            painter.fillRect(QRectF(under.left(), under.bottom() - 1, under.width(), 2), line)
            self._words(painter, left, y, text, 13)

    def _day(self, painter: QPainter, rect: QRectF) -> None:
        look = self.look
        self._card(painter, rect)
        for number, (hour, who, when, kind) in enumerate(_DAY):
            top = rect.top() + look.px(18 + 58 * number)
            self._words(painter, rect.left() + look.px(16), top + look.px(6), hour, 12, 400, "text2")
            block = QRectF(rect.left() + look.px(58), top, rect.width() - look.px(76), look.px(50))
            fill, bar, ink = (look.color("accentSoft"), look.color("accent"), "accentText") if not kind else (*look.type_colors(kind)[:2], "text")
            painter.setPen(QPen(bar, 2) if when else Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(block, look.px(6), look.px(6))
            painter.fillRect(QRectF(block.left(), block.top() + 1, look.px(3), block.height() - 2), bar)
            self._words(painter, block.left() + look.px(12), top + look.px(15), who, 12.5, 600, ink)
            if when:
                self._words(painter, block.left() + look.px(12), top + look.px(34), when, 12.5, 400, ink)
                painter.drawPixmap(int(block.right() - look.px(24)), int(top + look.px(8)), look.pixmap("check-circle-fill", "accent", 16))

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        look = self.look
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(0, look.px(46)), end - QPointF(0, look.px(56)), end - QPointF(0, look.px(10)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("accent"), look.px(2), Qt.PenStyle.DashLine))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        side = look.px(7)
        painter.drawPolygon(QPolygonF([end, end + QPointF(-side, -1.6 * side), end + QPointF(side, -1.6 * side)]))
