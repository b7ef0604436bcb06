"""What a small widget looks like in a state, painted once and kept: most of what is painted again says what it said before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

MOST = 40_000_000
"""Bytes of all the pictures that are kept; the one that was not shown for longest goes first. A section has four to seven million of them."""


class Pictures:
    """One shelf for the whole program. A key says everything that the drawing depends on: text, state, theme, text scale."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0

    def show(self, painter: QPainter, rect: QRectF, ratio: float, key: Hashable, draw: Callable[[QPainter, QRectF], None]) -> None:
        """Put the picture into ``rect``; ``draw`` makes it where there is none, in a rectangle of the same size."""
        whole = (key, rect.width(), rect.height(), ratio)
        made = self._kept.get(whole)
        if made is None:
            made = self._kept[whole] = self._drawn(rect.size(), ratio, draw)
            self._bytes += 4 * made.width() * made.height()
            while self._bytes > MOST and len(self._kept) > 1:
                _, old = self._kept.popitem(last=False)
                self._bytes -= 4 * old.width() * old.height()
        else:
            self._kept.move_to_end(whole)
        painter.drawPixmap(rect.topLeft(), made)

    @staticmethod
    def _drawn(size: QSizeF, ratio: float, draw: Callable[[QPainter, QRectF], None]) -> QPixmap:
        made = QPixmap((size * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        draw(painter, QRectF(QPointF(), size))
        painter.end()
        return made


PICTURES = Pictures()


def paint_kept(widget: QWidget, key: Hashable, draw: Callable[[QPainter], None]) -> None:
    """The whole of a widget as its picture; for its ``paintEvent``."""
    if widget.size().isEmpty():
        return
    painter = QPainter(widget)
    PICTURES.show(painter, QRectF(widget.rect()), widget.devicePixelRatioF(), (type(widget), key), lambda into, _: draw(into))
    painter.end()
