"""Small things in a row that goes on in the next line where it is full."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.ui.theme.look import Look

GAP = 6


class Flow(QWidget):
    """As high as its lines need."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._parts: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.arrange)

    def add(self, part: QWidget) -> None:
        part.setParent(self)
        part.show()
        self._parts.append(part)
        self.arrange()

    def clear(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        self.arrange()

    def arrange(self) -> None:
        """One of them says something else, or is hidden or shown now."""
        gap, x, y, line = self.look.px(GAP), 0, 0, 0
        for part in self._parts:
            if part.isHidden():
                continue
            size = part.sizeHint()
            wide = min(size.width(), max(self.width(), 60))
            if x and x + wide > self.width():
                x, y = 0, y + line + gap
                line = 0
            part.setGeometry(x, y, wide, size.height())
            x, line = x + wide + gap, max(line, size.height())
        self.setFixedHeight(max(y + line, 1))

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(200), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()
