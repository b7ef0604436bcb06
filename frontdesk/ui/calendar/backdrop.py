"""The ground of the grid: columns, hours, what is closed or blocked, the turn-over of rooms. Drawn once and kept as a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen

from frontdesk.ui.calendar.board import Board, Track
from frontdesk.ui.calendar.geometry import Scale, minute_on
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.safe_text import shown


class Backdrop:
    """Draws one board. ``left`` gives the x of a column, ``wide`` is the width of each."""

    def __init__(self, look: Look, board: Board, scale: Scale, left: Callable[[int], float], wide: float) -> None:
        self.look, self.board, self.scale, self.left, self.wide = look, board, scale, left, wide

    def y(self, moment: datetime, track: Track) -> float:
        return self.scale.y(minute_on(moment, track.day))

    def paint(self, painter: QPainter, turnovers: list[QRectF]) -> None:
        whole = self.left(len(self.board.tracks))
        painter.fillRect(QRectF(0, 0, whole, self.scale.height + self.look.px(8)), self.look.color("surface"))
        for number, track in enumerate(self.board.tracks):
            self._closed_hours(painter, self.left(number), track)
        self._hours(painter, whole)
        for rect in turnovers:
            self._turnover(painter, rect)
        for number, track in enumerate(self.board.tracks):
            if track.closed and not track.visits:
                self._closed(painter, self.left(number), track)
            else:
                self._blocks(painter, self.left(number), track)

    def hatch(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, self.look.color("off"))
        painter.fillRect(rect, QBrush(self.look.color("hatch"), Qt.BrushStyle.BDiagPattern))

    def _closed_hours(self, painter: QPainter, x: float, track: Track) -> None:
        edge, bottom = 0.0, self.scale.height
        for span in track.open:
            start, end = self.y(span.start, track), self.y(span.end, track)
            if start > edge:
                self.hatch(painter, QRectF(x, edge, self.wide, start - edge))
            edge = max(edge, end)
        if bottom > edge:
            self.hatch(painter, QRectF(x, edge, self.wide, bottom - edge))
        painter.setPen(QPen(self.look.color("border"), 1))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))

    def _hours(self, painter: QPainter, whole: float) -> None:
        for minute in range(self.scale.first, self.scale.last + 1, 30):
            y = self.scale.y(minute)
            painter.setPen(QPen(self.look.color("grid" if minute % 60 == 0 else "grid2"), 1))
            painter.drawLine(QPointF(0, y), QPointF(whole, y))

    def _blocks(self, painter: QPainter, x: float, track: Track) -> None:
        look = self.look
        for one in track.named_blocks:
            top = self.y(one.span.start, track)
            rect = QRectF(x + 5, top, self.wide - 10, self.y(one.span.end, track) - top - 1)
            self.hatch(painter, rect)
            if rect.height() >= look.px(16):
                self._named(painter, rect, shown(one.block.name), "coffee" if one.block.kind in ("lunch", "break") else "note")

    def _named(self, painter: QPainter, rect: QRectF, text: str, icon: str) -> None:
        look = self.look
        font = look.font(12, 500)
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width() - look.px(28)))
        wide = QFontMetrics(font).horizontalAdvance(words) + look.px(20)
        x = rect.center().x() - wide / 2
        painter.drawPixmap(int(x), int(rect.center().y() - look.px(7)), look.pixmap(icon, "text2", 14))
        painter.setFont(font)
        painter.setPen(look.color("text2"))
        painter.drawText(QRectF(x + look.px(20), rect.top(), wide, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), words)

    def _closed(self, painter: QPainter, x: float, track: Track) -> None:
        """One pill: closed, and why."""
        look = self.look
        font = look.font(13, 600)
        metrics = QFontMetrics(font)
        room = self.wide - look.px(16)
        words = metrics.elidedText(self._why(metrics, track.closed, room - look.px(28)), Qt.TextElideMode.ElideRight, int(room - look.px(28)))
        wide = metrics.horizontalAdvance(words) + look.px(28)
        rect = QRectF(x + (self.wide - wide) / 2, self.scale.height * 0.42, wide, look.px(28))
        painter.setPen(QPen(look.color("border2"), 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(font)
        painter.setPen(look.color("text2"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)

    @staticmethod
    def _why(metrics: QFontMetrics, reason: str, room: float) -> str:
        """Why it is closed; a day on which nobody ever works says no more than that where there is little room."""
        told = f"Closed, {shown(reason)}"
        return "Closed" if reason == "no opening hours" and metrics.horizontalAdvance(told) > room else told

    def _turnover(self, painter: QPainter, rect: QRectF) -> None:
        look = self.look
        self.hatch(painter, rect)
        if rect.height() >= look.px(12) and rect.width() > self.wide * 0.6:
            font = look.font(11)
            painter.setFont(font)
            painter.setPen(look.color("text2"))
            words = QFontMetrics(font).elidedText("Room turn-over", Qt.TextElideMode.ElideRight, int(rect.width() - look.px(12)))
            painter.drawText(rect.adjusted(look.px(8), 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
