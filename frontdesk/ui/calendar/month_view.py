"""A month as an overview of load: for each day how much is booked and how much is free, as a length and in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from frontdesk.domain import when
from frontdesk.domain.plain import many
from frontdesk.ui.calendar.mini_month import first_shown
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.safe_text import shown, tip_at

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import DayLoad

_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthView(QWidget):
    """``moved`` the day that is chosen, ``opened`` one that is to be seen by itself. Weeks begin on Monday."""

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.day = self.today = date(2000, 1, 1)
        self._loads: dict[date, DayLoad] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(look.px(7 * 78), look.px(24 + 6 * 62))
        look.changed.connect(self.update)

    def show_month(self, day: date, today: date, loads: Sequence[DayLoad]) -> None:
        self.day, self.today = day, today
        self._loads = {load.day: load for load in loads}
        self.setAccessibleName(f"Month, {when.MONTHS[day.month - 1]} {day.year}")
        self.setAccessibleDescription(self.words(day))
        self.update()

    def first(self) -> date:
        return first_shown(self.day)

    def words(self, day: date) -> str:
        """The whole of a day, for a screen reader and the tooltip."""
        load = self._loads.get(day)
        if load is None or load.closed:
            return ", ".join(p for p in (f"{when.long_day(day)}, closed", load.reason if load else "") if p)
        return f"{when.long_day(day)}, {many(load.visits, 'visit')}, {when.worked_minutes(load.free_minutes)} free, {many(load.slots, 'slot')}"

    def _cell(self, number: int) -> QRectF:
        top, wide = self.look.px(26), self.width() / 7
        tall = (self.height() - top) / 6
        return QRectF(number % 7 * wide, top + number // 7 * tall, wide, tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.color("surface"))
        painter.setFont(look.font(12, 600))
        for n, word in enumerate(when.DAYS):
            painter.setPen(look.color("text2"))
            painter.drawText(QRectF(n * self.width() / 7 + look.px(10), 0, self.width() / 7, look.px(24)), int(Qt.AlignmentFlag.AlignVCenter), word[:3])
        for n in range(42):
            self._paint_day(painter, self.first() + timedelta(days=n), self._cell(n))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, rect: QRectF) -> None:
        look, load = self.look, self._loads.get(day)
        closed = load is None or load.closed
        if closed:
            painter.fillRect(rect, look.color("off"))
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if day == self.day:
            painter.setPen(QPen(look.color("focus" if self.hasFocus() else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), look.px(8), look.px(8))
        self._number(painter, day, rect)
        past = day < self.today
        if load is not None and not load.closed:
            self._load(painter, load, rect, "text3" if past or day.month != self.day.month else "text2", past=past)
        elif load is not None and load.reason != "no opening hours":
            box = QRectF(rect.left() + look.px(10), rect.top() + look.px(32), rect.width() - look.px(16), look.px(18))
            self._line(painter, f"Closed, {shown(load.reason)}", box, "text2")

    def _number(self, painter: QPainter, day: date, rect: QRectF) -> None:
        look = self.look
        box = QRectF(rect.left() + look.px(7), rect.top() + look.px(6), look.px(26), look.px(23))
        if day == self.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(box, look.px(7), look.px(7))
        painter.setFont(look.font(14, 600))
        painter.setPen(look.color("onAccent" if day == self.today else "text3" if day.month != self.day.month else "text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(day.day))

    def _load(self, painter: QPainter, load: DayLoad, rect: QRectF, token: str, *, past: bool) -> None:
        """Visits, what is still free, and a bar of what is booked."""
        look = self.look
        left, wide = rect.left() + look.px(10), rect.width() - look.px(20)
        self._line(painter, many(load.visits, "visit") if load.visits else "", QRectF(left, rect.top() + look.px(30), wide, look.px(17)), token)
        if rect.height() >= look.px(84) and not past:
            free = f"{when.worked_minutes(load.free_minutes)} free" if load.free_minutes else "full"
            self._line(painter, free, QRectF(left, rect.top() + look.px(47), wide, look.px(17)), token)
        bar = QRectF(left, rect.bottom() - look.px(11), wide, look.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(look.color("edge" if past else "accent"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * (1 - load.share), bar.height()), 2, 2)

    def _line(self, painter: QPainter, text: str, rect: QRectF, token: str) -> None:
        font = self.look.font(12)
        painter.setFont(font)
        painter.setPen(self.look.color(token))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width())))

    # -- hands

    def day_at(self, x: float, y: float) -> date | None:
        return next((self.first() + timedelta(days=n) for n in range(42) if self._cell(n).contains(x, y)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        day = self.day_at(event.position().x(), event.position().y())
        if day is not None:
            self.moved.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.moved.emit(self.day + timedelta(days=_ARROWS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos().x(), event.pos().y())
            tip_at(self, event.globalPos(), self.words(day) if day else "")
            return True
        return super().event(event)
