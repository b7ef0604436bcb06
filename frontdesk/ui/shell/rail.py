"""The rail at the left: sections with what is to do in them, help, settings, who sits here."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.bookable import DWELL, MIME
from frontdesk.ui.widgets.controls import draw_disc, key_words
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import tip

_BADGES = {"letters": "text3", "questions": "warnText"}
"""What waits for a print run is quiet; what waits for a clinician is not."""


_FOOT = (("help", "question", "Help", "F1"), ("settings", "gear", "Settings", "Ctrl+,"))


class RailItem(QAbstractButton):
    """Icon over its word, with a badge that counts work to do."""

    def __init__(self, look: Look, icon: str, word: str, key: str, *, small: bool = False) -> None:
        super().__init__()
        self.look, self.icon_name, self.small = look, icon, small
        self.badge, self.bare, self.badge_token = 0, small, "accent"
        self.setText(word)
        self.setCheckable(not small)
        self.setAutoExclusive(not small)
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tip(self, f"{word}  {key_words(key)}" if key else word)
        look.changed.connect(self.updateGeometry)

    def opens_under(self, dwell: int) -> None:
        """What can be booked and is held over it for so many milliseconds opens the section, with the drag alive."""
        self.setAcceptDrops(True)
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.setInterval(dwell)
        self._dwell.timeout.connect(self.clicked.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._dwell.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._dwell.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        self._dwell.stop()

    def without_word(self, bare: bool) -> None:
        """Only the icon, where the window is narrow for the size of its text."""
        self.bare = bare
        self.updateGeometry()

    def count(self, number: int) -> None:
        if number == self.badge:
            return
        self.badge = number
        self.setAccessibleName(f"{self.text()}, {number} to do" if number else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(76), self.look.px(44 if self.bare else 62))

    def paintEvent(self, event: QPaintEvent) -> None:
        told = (self.text(), self.icon_name, self.badge, self.badge_token, self.bare, self.isChecked(), self.hasFocus())
        paint_kept(self, (told, self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        body = QRectF(self.rect()).adjusted(look.px(8), look.px(3), -look.px(8), -look.px(3))
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accentSoft"))
            painter.drawRoundedRect(body, look.px(10), look.px(10))
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(0, body.top() + look.px(12), look.px(3), body.height() - look.px(24)), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body, look.px(10), look.px(10))
        side = look.px(24)
        name = f"{self.icon_name}-fill" if on else self.icon_name
        y = body.top() + look.px(7) if not self.bare else body.center().y() - side / 2
        painter.drawPixmap(int(self.width() / 2 - side / 2), int(y), look.pixmap(name, "accentText" if on else "text2", 24, self.devicePixelRatioF()))
        if not self.bare:
            painter.setPen(look.color("accentText" if on else "text2"))
            painter.setFont(look.font(12, 600 if on else 500))
            painter.drawText(QRectF(0, y + side + look.px(1), self.width(), look.px(20)), int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.badge:
            self._badge(painter, y)

    def _badge(self, painter: QPainter, y: float) -> None:
        look = self.look
        words = str(self.badge) if self.badge < 100 else "99+"
        wide = max(look.px(18), look.px(8 + 7 * len(words)))
        rect = QRectF(self.width() / 2 + look.px(4), y - look.px(5), wide, look.px(18))
        painter.setPen(look.color("rail"))
        painter.setBrush(look.color(self.badge_token))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setPen(look.color("onAccent" if self.badge_token == "accent" else "surface"))
        painter.setFont(look.font(11, 600))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)


class Mark(QWidget):
    """The program's sign."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(52), self.look.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(34)
        body = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(body, look.px(8), look.px(8))
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(look.color("onAccent"))
        pen.setWidthF(look.px(2.2))
        painter.setPen(pen)
        painter.drawLine(body.topLeft() + (body.topRight() - body.topLeft()) * 0.22 + (body.bottomLeft() - body.topLeft()) * 0.66,
                         body.topLeft() + (body.topRight() - body.topLeft()) * 0.78 + (body.bottomLeft() - body.topLeft()) * 0.66)  # fmt: skip
        arc = QRectF(body.left() + side * 0.26, body.top() + side * 0.34, side * 0.48, side * 0.48)
        painter.drawArc(arc, 20 * 16, 140 * 16)
        painter.end()


class Person(QAbstractButton):
    """Who sits at this desk."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.initials = ""
        self.setAccessibleName("Who is at the desk")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(76), self.look.px(52))

    def show_initials(self, initials: str) -> None:
        self.initials = initials
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self.look.px(32)
        draw_disc(painter, self.look, QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side), self.initials, "#A8563A", 12)
        painter.end()


class Rail(QWidget):
    """``go(section id)`` is called by its items."""

    def __init__(self, look: Look, sections: list[tuple[str, str, str, str]], go: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("pane", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, look.px(6))
        column.setSpacing(look.px(2))
        self.mark = Mark(look)
        column.addWidget(self.mark)
        self.items: dict[str, RailItem] = {}
        self.small: list[RailItem] = []
        for name, icon, word, key in sections:
            item = RailItem(look, icon, word, key)
            item.badge_token = _BADGES.get(name, "accent")
            item.clicked.connect(lambda _=False, n=name: go(n))
            self.items[name] = item
            if name == "calendar":
                item.opens_under(DWELL)
            column.addWidget(item)
        column.addStretch()
        for name, icon, word, key in _FOOT:
            item = RailItem(look, icon, word, key, small=True)
            item.clicked.connect(lambda _=False, n=name: go(n))
            column.addWidget(item)
            self.small.append(item)
        self.person = Person(look)
        self.person.clicked.connect(lambda: go("settings"))
        column.addWidget(self.person)
        self.go = go
        self.more = RailItem(look, "dots-three", "Help and settings", "", small=True)
        self.more.clicked.connect(self._open_more)
        self.more.hide()
        column.addWidget(self.more)
        self.setFixedWidth(look.px(76))

    def narrow(self, narrow: bool) -> None:
        """``narrow``: less than 900 px of width at a text size of 100 %; then icons without their words."""
        for item in self.items.values():
            item.without_word(narrow)
        self.setFixedWidth(self.look.px(52 if narrow else 76))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sign makes room where the sections need all the height."""
        parts = (*self.items.values(), *self.small, self.person)
        needed = sum(part.sizeHint().height() + self.look.px(2) for part in parts) + self.mark.sizeHint().height() + self.look.px(6)
        self.mark.setVisible(needed <= self.height())
        tight = needed - self.mark.sizeHint().height() > self.height()
        for part in (*self.small, self.person):
            part.setVisible(not tight)
        self.more.setVisible(tight)
        super().resizeEvent(event)

    def _open_more(self) -> None:
        """What does not fit under the sections."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, _, word, _ in _FOOT:
            made.addAction(word, partial(self.go, name))
        made.popup(self.more.mapToGlobal(QPoint(self.more.width(), 0)))

    def select(self, name: str) -> None:
        for item in self.items.values():
            item.setAutoExclusive(False)
            item.setChecked(False)
            item.setAutoExclusive(True)
        if name in self.items:
            self.items[name].setChecked(True)
