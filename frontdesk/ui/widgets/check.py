"""A check box drawn from the tokens: 18 px glyph in a target of 28."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import shown

GLYPH = 18
TARGET = 28


class Check(QCheckBox):
    """Its words are elided where they do not fit. What is heard may say more than they do."""

    def __init__(self, look: Look, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.say(text)
        look.changed.connect(self.updateGeometry)

    def say(self, text: str) -> None:
        self.words = shown(text, longest=200)
        self.setText(self.words.replace("&", "&&"))
        self.setAccessibleName(self.words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        look = self.look
        words = QFontMetrics(look.font(13)).horizontalAdvance(self.words)
        return QSize(look.px(GLYPH + 4) + (look.px(8) + words + 2 if words else 0), look.px(TARGET))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(TARGET), self.look.px(TARGET))

    def hitButton(self, pos: QPoint) -> bool:
        """The words are part of the target."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_kept(self, (self.words, self.isChecked(), self.isEnabled(), self.hasFocus(), self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(GLYPH)
        box = QRectF(2, (self.height() - side) / 2, side, side)
        on = self.isChecked()
        painter.setPen(QPen(look.color("accent" if on else "edge"), 1.4))
        painter.setBrush(look.color("accent") if on else look.color("surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), look.px(4), look.px(4))
        if on:
            inset = (side - look.px(14)) / 2
            painter.drawPixmap(int(box.left() + inset), int(box.top() + inset), look.pixmap("check", "onAccent", 14, self.devicePixelRatioF()))
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), look.px(5), look.px(5))
        self._write(painter, box.right() + look.px(8))

    def _write(self, painter: QPainter, x: float) -> None:
        font = self.look.font(13)
        painter.setFont(font)
        painter.setPen(self.look.color("text" if self.isEnabled() else "text3"))
        room = max(0, int(self.width() - x))
        words = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(x, 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
