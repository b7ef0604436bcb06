"""The grid with its heads above and its hours at the left, which stay where they are while it scrolls."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from frontdesk.domain import when
from frontdesk.ui.calendar import drag
from frontdesk.ui.calendar.board import Track
from frontdesk.ui.calendar.grid import Grid
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import draw_disc
from frontdesk.ui.widgets.safe_text import name, shown

GUTTER, HEADER = 58, 66
_WAITS, _EACH, _STEP = 300, 16, 9
"""Edge scrolling: milliseconds until it begins, between its steps, pixels of each."""


class Sheet(QScrollArea):
    """``headed`` a column whose head was clicked."""

    headed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.grid = Grid(context)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.grid)
        self.heads, self.gutter = Heads(self), Gutter(self)
        self._pulled = (0, 0)
        self._scroller = QTimer(self)
        self._scroller.timeout.connect(self._pull)
        self.grid.changed.connect(self.gutter.update)
        self.grid.seek.connect(self._seek)
        self.horizontalScrollBar().valueChanged.connect(self.heads.update)
        self.verticalScrollBar().valueChanged.connect(self.gutter.update)
        context.look.changed.connect(self._margins)
        self._margins()

    def _margins(self) -> None:
        px = self.context.look.px
        self.setViewportMargins(px(GUTTER), px(HEADER), 0, 0)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.grid.refresh()

    def _place(self) -> None:
        px, view = self.context.look.px, self.viewport().geometry()
        self.heads.setGeometry(0, 0, view.right() + 1, px(HEADER))
        self.gutter.setGeometry(0, px(HEADER), px(GUTTER), view.height())

    def redraw(self) -> None:
        self.heads.update()
        self.gutter.update()

    def show_minute(self, minute: int) -> None:
        """Bring a minute of the day to the middle."""
        self.verticalScrollBar().setValue(int(self.grid.scale.y(minute) - self.viewport().height() / 2))

    # -- scrolling under a hand

    def _seek(self, what: QPoint | QRect | None) -> None:
        if isinstance(what, QRect):
            self.ensureVisible(what.center().x(), what.center().y(), what.width() // 2, what.height() // 2 + 20)
            return
        self._pulled = (0, 0)
        if what is not None:
            at = self.viewport().mapFromGlobal(what)
            self._pulled = (drag.pull(at.x(), self.viewport().width()), drag.pull(at.y(), self.viewport().height()))
        if self._pulled == (0, 0):
            self._scroller.stop()
        elif not self._scroller.isActive():
            self._scroller.start(_WAITS)

    def _pull(self) -> None:
        self._scroller.setInterval(_EACH)
        for bar, way in ((self.horizontalScrollBar(), self._pulled[0]), (self.verticalScrollBar(), self._pulled[1])):
            bar.setValue(bar.value() + way * _STEP)


class Heads(QWidget):
    """Who or which day each column is, how much is free, and how much of it is booked as a bar."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.sheet, self.look = sheet, sheet.context.look
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, board = self.look, QPainter(self), self.sheet.grid.board
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.color("surface"))
        for number, track in enumerate(board.tracks if board else ()):
            left = self._left(number)
            painter.setClipRect(QRectF(look.px(GUTTER), 0, self.width(), self.height()))
            self._head(painter, QRectF(left, 0, self.sheet.grid.column(), self.height()), track)
        painter.setClipping(False)
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))
        painter.end()

    def _left(self, number: int) -> float:
        return self.look.px(GUTTER) + number * self.sheet.grid.column() - self.sheet.horizontalScrollBar().value()

    def _head(self, painter: QPainter, rect: QRectF, track: Track) -> None:
        look = self.look
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(rect.topLeft(), rect.bottomLeft())
        left = rect.left() + look.px(10)
        if track.number:
            self._day(painter, rect, track)
            left = rect.left() + look.px(11)
        elif (whole := rect.width() >= look.px(150)) or track.short:
            side = look.px(32 if whole else 26)
            middle = rect.top() + look.px(27)
            draw_disc(painter, look, QRectF(left, middle - side / 2, side, side), shown(track.initials, longest=3), track.tint, 12 if whole else 10)
            left += side + look.px(8 if whole else 7)
        room = rect.right() - left - look.px(6)
        whole_title = not track.short or QFontMetrics(look.font(13.5, 600)).horizontalAdvance(track.title) <= room
        title = track.title if whole_title else track.short
        lines = ((name(title), look.font(13.5, 600), "text", look.px(9)), (shown(track.line), look.font(12), "text2", look.px(29)))
        for text, font, token, y in lines[1:] if track.number else lines:
            painter.setFont(font)
            painter.setPen(look.color(token))
            painter.drawText(QRectF(left, y, room, look.px(20)), int(Qt.AlignmentFlag.AlignVCenter),
                             QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room)))  # fmt: skip
        if track.room_id is None:
            self._bar(painter, rect, track)

    def _day(self, painter: QPainter, rect: QRectF, track: Track) -> None:
        """Weekday and number; today's in a filled square."""
        look = self.look
        today = track.day == self.sheet.context.wall_now().date()
        font = look.font(13, 600)
        painter.setFont(font)
        painter.setPen(look.color("accentText" if today else "text2"))
        left = rect.left() + look.px(11)
        wide = QFontMetrics(font).horizontalAdvance(track.title)
        painter.drawText(QRectF(left, look.px(7), wide + 2, look.px(24)), int(Qt.AlignmentFlag.AlignVCenter), track.title)
        figure = look.font(16, 600)
        box = QRectF(left + wide + look.px(8), look.px(6), look.px(28), look.px(26))
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(box, look.px(7), look.px(7))
        painter.setFont(figure)
        painter.setPen(look.color("onAccent" if today else "text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), track.number)

    def _bar(self, painter: QPainter, rect: QRectF, track: Track) -> None:
        look = self.look
        bar = QRectF(rect.left() + look.px(10), rect.bottom() - look.px(12), rect.width() - look.px(20), look.px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * min(1.0, track.share), bar.height()), 2, 2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        board = self.sheet.grid.board
        for number, track in enumerate(board.tracks if board else ()):
            if self._left(number) <= event.position().x() < self._left(number + 1):
                self.sheet.headed.emit(track)
                return


class Gutter(QWidget):
    """The hours, now, and where what is held begins and ends."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self.sheet, self.look = sheet, sheet.context.look

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, grid = self.look, QPainter(self), self.sheet.grid
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.color("surface"))
        if grid.board is not None:
            self._hours(painter)
            for y, words, token in grid.pills():
                self._pill(painter, y - self._down(), words, token)
        painter.end()

    def _down(self) -> int:
        return self.sheet.verticalScrollBar().value()

    def hours(self) -> list[tuple[float, str]]:
        """What is written, and where; not the hours that a mark would lie over."""
        look, grid, clock24, down = self.look, self.sheet.grid, self.sheet.context.clock24, self._down()
        marks = [self._top(y - down) for y, _, _ in grid.pills()]
        found = []
        for minute in range(grid.scale.first, grid.scale.last, 60):
            told = when.clock(time(minute // 60 % 24), clock24=clock24)
            y = max(grid.scale.y(minute) - down - look.px(8), 1 if minute == grid.scale.first and not down else -look.px(20))
            if all(abs(y - mark) >= look.px(13) for mark in marks):
                found.append((y, told if clock24 else told.replace(":00", "")))
        return found

    def _hours(self, painter: QPainter) -> None:
        look = self.look
        painter.setFont(look.font(11.5))
        painter.setPen(look.color("text2"))
        for y, words in self.hours():
            painter.drawText(QRectF(0, y, self.width() - look.px(8), look.px(16)), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    def _top(self, y: float) -> float:
        """Where a mark for that height begins, kept within the gutter."""
        tall = self.look.px(17)
        return max(1.0, min(y - tall / 2, self.height() - tall - 1.0))

    def _pill(self, painter: QPainter, y: float, words: str, token: str) -> None:
        look = self.look
        wide, tall = look.px(46), look.px(17)
        box = QRectF(self.width() - wide - look.px(3), self._top(y), wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(token))
        painter.drawRoundedRect(box, tall / 2, tall / 2)
        painter.setFont(look.font(11.5, 600))
        painter.setPen(look.color("onAccent" if token != "danger" else "surface"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
