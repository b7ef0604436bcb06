"""The month at the left: for each day how much can still be booked, as a bar's length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.domain import when
from frontdesk.domain.plain import many
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import tip_at

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import DayLoad


def first_shown(day: date) -> date:
    """The Monday with which the six weeks of a day's month begin."""
    start = day.replace(day=1)
    return start - timedelta(days=start.weekday())


class MiniMonth(QWidget):
    """``chosen`` gives a day. Weeks begin on Monday."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.day = date(2000, 1, 1)
        self.today = date(2000, 1, 1)
        self._loads: dict[date, DayLoad] = {}
        self._told: tuple[date, date, tuple[DayLoad, ...]] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Month")
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(216), self.look.px(22 + 6 * 28))

    def show_month(self, day: date, today: date, loads: Sequence[DayLoad]) -> None:
        if (told := (day, today, tuple(loads))) == self._told:
            return
        self.day, self.today, self._told = day, today, told
        self._loads = {load.day: load for load in loads}
        self.setAccessibleDescription(self._words(day))
        self.update()

    def first(self) -> date:
        return first_shown(self.day)

    def _words(self, day: date) -> str:
        load = self._loads.get(day)
        if load is None or load.closed:
            return f"{when.long_day(day)}, closed"
        return f"{when.long_day(day)}, {when.worked_minutes(load.free_minutes)} free, {many(load.slots, 'slot')}"

    def _cell(self) -> tuple[float, float]:
        return self.width() / 7, self.look.px(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_kept(self, (self._told, self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, tall = self._cell()
        painter.setFont(look.font(11, 600))
        painter.setPen(look.color("text3"))
        for n, letter in enumerate("MTWTFSS"):
            painter.drawText(QRectF(n * wide, 0, wide, look.px(20)), int(Qt.AlignmentFlag.AlignCenter), letter)
        for n in range(42):
            self._paint_day(painter, self.first() + timedelta(days=n), QRectF(n % 7 * wide, look.px(22) + n // 7 * tall, wide, tall))

    def _paint_day(self, painter: QPainter, day: date, rect: QRectF) -> None:
        look = self.look
        on, other = day == self.day, day.month != self.day.month
        if on or day == self.today:
            side = look.px(26)
            box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            painter.setPen(Qt.PenStyle.NoPen if on else QPen(look.color("accent"), 1))
            painter.setBrush(look.color("accent") if on else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, look.px(7), look.px(7))
        painter.setPen(look.color("onAccent" if on else "text3" if other or day < self.today else "text"))
        painter.setFont(look.font(12.5, 600 if on or day == self.today else 400))
        painter.drawText(rect.adjusted(0, -look.px(2), 0, -look.px(2)), int(Qt.AlignmentFlag.AlignCenter), str(day.day))
        load = self._loads.get(day)
        if load and not load.closed and day >= self.today:
            track = QRectF(rect.center().x() - look.px(8), rect.bottom() - look.px(7), look.px(16), look.px(3))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("border"))
            painter.drawRoundedRect(track, 1.5, 1.5)
            painter.setBrush(look.color("onAccent" if on else "accent"))
            painter.drawRoundedRect(QRectF(track.left(), track.top(), track.width() * load.share, track.height()), 1.5, 1.5)

    def day_at(self, x: float, y: float) -> date | None:
        wide, tall = self._cell()
        row = int((y - self.look.px(22)) // tall)
        return self.first() + timedelta(days=row * 7 + int(x // wide)) if 0 <= row < 6 else None

    def hovered(self, spot: QPoint) -> None:
        """Something is held over a day: it is shown."""
        day = self.day_at(spot.x(), spot.y())
        if day is not None and day != self.day:
            self.chosen.emit(day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().x(), event.position().y())
        if day:
            self.chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(self.day + timedelta(days=step))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(event.pos().x(), event.pos().y())
            if day:
                tip_at(self, event.globalPos(), self._words(day))
            return True
        return super().event(event)
