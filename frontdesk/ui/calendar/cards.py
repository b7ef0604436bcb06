"""Who waits to be booked, as cards that can be taken in the hand: a grip at the left, where the wish came from at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.lists import Delegate, Item, RowList

HEIGHT, GAP = 75, 8


class CardDelegate(Delegate):
    """An ``Item`` with its frame around it; its icon stands at the right of the name."""

    def _ground(self, painter: QPainter, item: Item, rect: QRectF, on: bool, *, focused: bool) -> None:
        look = self.look
        body = rect.adjusted(1, 1, -1, -look.px(GAP))
        painter.setPen(QPen(look.color("focus" if on and focused else "accent" if on else "border"), 1.6 if on else 1))
        painter.setBrush(look.color("select" if on else "surface"))
        painter.drawRoundedRect(body, look.px(10), look.px(10))

    def _lead(self, painter: QPainter, item: Item, rect: QRectF, x: float, on: bool) -> float:
        look = self.look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("edge"))
        side, left, top = look.px(2), rect.left() + look.px(9), rect.top() + (self.height - GAP) / 2 * look.scale / 100 - look.px(6)
        for number in range(6):
            painter.drawEllipse(QRectF(left + number % 2 * look.px(4), top + number // 2 * look.px(5), side, side))
        if item.icon:
            painter.drawPixmap(int(rect.right() - look.px(26)), int(rect.top() + look.px(12)), look.pixmap(item.icon, "text2", 14))
        return rect.left() + look.px(24)

    def _age(self, painter: QPainter, item: Item, right: float, y: float) -> float:
        return super()._age(painter, item, right - (self.look.px(16) if item.icon else 0), y)


class Cards(RowList):
    """A list of such cards."""

    def __init__(self, look: Look, *, name: str) -> None:
        super().__init__(look, HEIGHT, name=name, delegate=CardDelegate(look, HEIGHT))
