"""A scroll no taller than what is in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QSizePolicy, QWidget


class HuggingScroll(QScrollArea):
    """As tall as what is in it where ``hug`` was asked for and there is room, so that what stands under it follows at once; else all that there is."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.inside = inside
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def hug(self, on: bool) -> None:
        upright = QSizePolicy.Policy.Maximum if on else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upright)

    def follow(self, rows: QAbstractItemView) -> None:
        """Its chosen row is in sight here too: a list that shows all its rows scrolls none of them."""
        rows.selectionModel().currentChanged.connect(lambda now, _: self._reveal(rows, now))

    def _reveal(self, rows: QAbstractItemView, now: QModelIndex | QPersistentModelIndex) -> None:
        place = rows.visualRect(now)
        if rows.isVisible() and not place.isEmpty():
            spot = rows.viewport().mapTo(self.inside, place.center())
            self.ensureVisible(spot.x(), spot.y(), 0, place.height())

    def sizeHint(self) -> QSize:
        inside, wide = self.inside, self.viewport().width()
        height = inside.heightForWidth(wide) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(inside.sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.inside and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()
