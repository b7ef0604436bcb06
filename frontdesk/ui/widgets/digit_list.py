"""A few things to choose from: a digit, an arrow or a click picks one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import clear, draw_key
from frontdesk.ui.widgets.hugging import HuggingScroll
from frontdesk.ui.widgets.safe_text import PlainLabel, shown


class _Row(QAbstractButton):
    def __init__(self, look: Look, number: int, title: str) -> None:
        super().__init__()
        self.look, self.number, self.title, self.current = look, number, shown(title, longest=90), False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{number}: {self.title}")

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(280), self.look.px(30))

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.current or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("select" if self.current else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(6), look.px(6))
        cap = QRectF(look.px(8), (self.height() - look.px(18)) / 2, look.px(18), look.px(18))
        draw_key(painter, look, cap, str(self.number), ink=look.color("text2"), line=look.color("border2"))
        painter.setFont(look.font(13, 600 if self.current else 400))
        painter.setPen(look.color("text"))
        room = QRectF(look.px(36), 0, self.width() - look.px(44), self.height())
        words = QFontMetrics(painter.font()).elidedText(self.title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()


class DigitList(QFrame):
    """Takes the keyboard while it is open; ``picked`` gives the value behind the words, ``left`` where none was picked."""

    picked = Signal(object)
    left = Signal()

    def __init__(self, look: Look, heading: str) -> None:
        super().__init__()
        self.look = look
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(1)
        column.addWidget(PlainLabel(heading, role="faint"))
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(1)
        self.scrolling = HuggingScroll(inside)
        self.scrolling.hug(True)
        self.scrolling.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolling.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.scrolling)
        self._shown: list[_Row] = []
        self._values: tuple[object, ...] = ()
        self._current = 0
        self.hide()

    def open(self, choices: Sequence[tuple[str, object]], current: object = None) -> None:
        """Show these (words, value), at most nine."""
        clear(self._rows)
        self._values = tuple(value for _, value in choices[:9])
        self._shown = [_Row(self.look, number, words) for number, (words, _) in enumerate(choices[:9], 1)]
        for row in self._shown:
            row.clicked.connect(lambda _=False, n=row.number - 1: self._pick(n))
            self._rows.addWidget(row)
        self._choose(self._values.index(current) if current in self._values else 0)
        self.show()
        self.setFocus()

    def _choose(self, index: int) -> None:
        self._current = max(0, min(index, len(self._shown) - 1))
        for number, row in enumerate(self._shown):
            row.current = number == self._current
            row.update()
        if self._shown:
            self.scrolling.ensureWidgetVisible(self._shown[self._current], 0, 0)
            self.setAccessibleDescription(self._shown[self._current].accessibleName())

    def _pick(self, index: int) -> None:
        if 0 <= index < len(self._values):
            self.hide()
            self.picked.emit(self._values[index])

    def event(self, event: QEvent) -> bool:
        """Its own keys come here before a shortcut of the pane takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and not event.modifiers():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._pick(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._current)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_J, Qt.Key.Key_K):
            self._choose(self._current + (1 if key in (Qt.Key.Key_Down, Qt.Key.Key_J) else -1))
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self.look.px(11), self.look.px(11))
            painter.end()
