"""Top bar, status bar, snackbar."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from frontdesk.ui.shell.bell import Bell
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button, draw_key, key_words
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import PlainLabel, shown


class SearchField(QAbstractButton):
    """Looks like a field; opens the palette."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, self.bare = look, False
        self.setText("Find a patient, an inquiry, a free slot…")
        self.setAccessibleName("Find a patient, an inquiry, a free slot")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(look.px(430))

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(430), self.look.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(36), self.look.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("focus"), 2) if self.hasFocus() else look.color("edge"))
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(body, look.px(8), look.px(8))
        side = look.px(16)
        if self.bare:
            painter.drawPixmap(int((self.width() - side) / 2), int((self.height() - side) / 2), look.pixmap("magnifying-glass", "text", 16, self.devicePixelRatioF()))
            painter.end()
            return
        painter.drawPixmap(look.px(12), int((self.height() - side) / 2), look.pixmap("magnifying-glass", "text2", 16, self.devicePixelRatioF()))
        painter.setPen(look.color("text3"))
        font = look.font(13)
        painter.setFont(font)
        room = self.width() - look.px(36 + 66)
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, max(room, 0))
        painter.drawText(QRectF(look.px(36), 0, max(room, 0), self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        if self.width() > look.px(150):
            cap = QRectF(self.width() - look.px(58), (self.height() - look.px(20)) / 2, look.px(48), look.px(20))
            draw_key(painter, look, cap, key_words("Ctrl+K"), ink=look.color("text2"), line=look.color("border2"))
        painter.end()


class DayLine(PlainLabel):
    """The day and the time in the longer words where they fit whole, else in the shorter: the time is never cut off."""

    def __init__(self) -> None:
        super().__init__("", role="soft")
        self._both = ("", "")

    def say_either(self, long: str, short: str) -> None:
        self._both = (long, short)
        self._choose()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self._both[0]) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        self.say(self._both[QFontMetrics(self.font()).horizontalAdvance(self._both[0]) > self.width()])


class TopBar(QWidget):
    """Clinic and day, the search field, calls on hold, Log a call, New booking."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setProperty("pane", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(18), 0, look.px(16), 0)
        row.setSpacing(look.px(10))
        self.back = Button(look, "", icon="caret-left", key="Alt+Left", kind="ghost", name="Back")
        self.back.hide()
        row.addWidget(self.back)
        names = QVBoxLayout()
        names.setSpacing(0)
        self.clinic = PlainLabel("", role="card")
        self.day = DayLine()
        names.addStretch()
        names.addWidget(self.clinic)
        names.addWidget(self.day)
        names.addStretch()
        row.addLayout(names, 3)
        self.search = SearchField(look)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        self.drafts = QHBoxLayout()
        self.drafts.setSpacing(6)
        row.addLayout(self.drafts)
        self.call = Button(look, "Log a call", icon="phone", key="F2")
        self.new = Button(look, "New booking", icon="plus", key="N", kind="primary")
        self.bell = Bell(look)
        row.addWidget(self.call)
        row.addWidget(self.new)
        row.addWidget(self.bell)
        look.keep_height(self, 56)

    def lead_back(self, to: str) -> None:
        """Where only one pane is seen: the way back from it, in the place of the clinic's name; without words there is none."""
        self.back.setVisible(bool(to))
        self.back.say(to)
        for label in (self.clinic, self.day):
            label.setVisible(not to)

    def narrow(self, narrow: bool) -> None:
        """Without words on the buttons where there is little room."""
        self.call.say("" if narrow else "Log a call")
        self.new.say("" if narrow else "New booking")
        self.search.bare = narrow
        self.search.setMaximumWidth(self.look.px(36 if narrow else 430))
        self.search.update()
        self.call.setAccessibleName("Log a call")
        self.new.setAccessibleName("New booking")


class StatusBar(QWidget):
    """The keys that work now; at the right when something was saved, or what is going on."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.keys: list[tuple[str, str]] = []
        self.right = ""
        self.carrying = ""
        self.setProperty("pane", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        look.keep_height(self, 28)

    def show_keys(self, keys: list[tuple[str, str]]) -> None:
        if keys == self.keys:
            return
        self.keys = keys
        self.setAccessibleName("Keys: " + ", ".join(f"{k} {w}" for k, w in keys))
        self.update()

    def show_right(self, words: str) -> None:
        if (words := shown(words, longest=120)) != self.right:
            self.right = words
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_kept(self, (tuple(self.keys), self.right, self.carrying, self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = look.font(12)
        metrics, caps = QFontMetrics(font), QFontMetrics(look.font(11, 600))
        right = self.width() - look.px(14) - (metrics.horizontalAdvance(self.right) + look.px(24) if self.right else 0)
        x: float = look.px(16)
        for key, word in ([("", self.carrying)] if self.carrying else []) + self.keys:
            cap = max(look.px(18), caps.horizontalAdvance(key) + look.px(10)) if key else 0
            wide = cap + look.px(6) + metrics.horizontalAdvance(word)
            if x + wide > right:
                break
            if key:
                rect = QRectF(x, (self.height() - look.px(18)) / 2, cap, look.px(18))
                draw_key(painter, look, rect, key, ink=look.color("text2"), line=look.color("border2"))
            painter.setFont(font)
            painter.setPen(look.color("accentText" if not key else "text2"))
            painter.drawText(QRectF(x + cap + look.px(6), 0, metrics.horizontalAdvance(word) + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
            x += wide + look.px(16)
        if self.right:
            side = look.px(14)
            painter.drawPixmap(int(right + look.px(4)), int((self.height() - side) / 2), look.pixmap("check-circle", "ok", 14, self.devicePixelRatioF()))
            painter.setFont(font)
            painter.setPen(look.color("text2"))
            painter.drawText(QRectF(right + look.px(22), 0, self.width() - right, self.height()), int(Qt.AlignmentFlag.AlignVCenter), self.right)


_NEEDED = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractItemView)


STAYS, READ = 10_000, 2_000
"""Milliseconds that a sentence stays, and in which one of them is read."""


class Snackbar(QFrame):
    """What was done, with Undo; stays ten seconds, longer while the pointer or the focus is on it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.host = look, parent
        self.setProperty("card", "snack")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(8), look.px(10), look.px(8))
        row.setSpacing(look.px(12))
        self.words = PlainLabel("")
        row.addWidget(self.words)
        self.action = Button(look, "Undo", key="Ctrl+Z", kind="undo")
        row.addWidget(self.action)
        self._then: Callable[[], object] | None = None
        self.action.clicked.connect(self._act)
        self._offers: list[Button] = []
        self._bottom = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.hide)
        QApplication.instance().focusChanged.connect(self._went_on)  # type: ignore[union-attr]  # no widget is built before there is an application
        self._watch = QTimer(self)
        self._watch.setInterval(200)
        self._watch.timeout.connect(self._make_way)
        self.hide()

    def say(self, sentence: str, *, action: str = "", then: Callable[[], object] | None = None) -> None:
        self.words.say(sentence)
        self.words.show()
        self.setAccessibleName(shown(sentence))
        self._then = then
        self._forget_offers()
        self.action.setVisible(then is not None)
        if action:
            self.action.say(action)
        self.place()
        self.show()
        self.raise_()
        self._timer.start(STAYS)

    def _went_on(self, _: QWidget | None, now: QWidget | None) -> None:
        """What only says something, and was there long enough to be read, does not lie over what is done next."""
        plain = self._then is None and not self._offers
        if now is not None and plain and self.isVisible() and 0 <= self._timer.remainingTime() < STAYS - READ:
            self.hide()

    def offer(self, words: str, key: str, then: Callable[[], object]) -> None:
        """Something that can be done next, beside what was just said; gone with the next sentence."""
        button = Button(self.look, words, key=key, kind="undo", then=self.hide)
        button.clicked.connect(lambda: then())
        self._offers.append(button)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, button)
        if not self.isVisible():
            self.words.say("")
            self.words.hide()  # what another desk did: there is only the offer
            self.action.setVisible(self._then is not None)
        self.show()
        self.place()
        self.raise_()
        self._timer.start()

    def _forget_offers(self) -> None:
        for button in self._offers:
            button.hide()
            button.deleteLater()
        self._offers = []

    @property
    def offers(self) -> list[str]:
        """What is on offer now, in words."""
        return [button.text() for button in self._offers] if self.isVisible() else []

    def place(self) -> None:
        """At the bottom centre, above the status bar, and above whatever there is needed: a reply's Send, a field, where the keyboard is."""
        parent = self.host
        beside = [*self._offers, *([self.action] if self._then else [])]
        around = self.look.px(60 if self.words.whole else 32)
        room = parent.width() - 40 - around - sum(button.sizeHint().width() + self.look.px(12) for button in beside)
        words = min(QFontMetrics(self.words.font()).horizontalAdvance(self.words.whole) + 4, max(room, self.look.px(60)))
        self.words.setFixedWidth(words)  # a name of any length is cut short; what can be pressed stays whole
        self.resize(parent.width() - 40 - room + words, max(self.sizeHint().height(), self.look.px(48)))
        self._bottom = parent.height() - self.height() - self.look.px(28 + 14)
        self.move((parent.width() - self.width()) // 2, self._bottom)
        self._make_way()

    def _make_way(self) -> None:
        """Up until it covers nothing needed; where there is no such place below the top bar, where it covers least. Later too: forms open under it."""
        own, top, tried = QRect(self.x(), self._bottom, self.width(), self.height()), self.look.px(56 + 8), []
        way = QRect(self.x(), 0, self.width(), own.bottom() + 1)
        needed = [rect for rect in map(self._place_of, self._beneath(self.host, QPoint(), way)) if not rect.isEmpty()]
        while own.top() > top:
            met = [rect for rect in needed if rect.intersects(own)]
            tried.append((len(met), -own.top()))
            if not met:
                break
            own.moveBottom(min(rect.top() for rect in met) - self.look.px(8))
        self.move(self.x(), -min(tried)[1] if tried else self._bottom)

    def _beneath(self, widget: QWidget, at: QPoint, way: QRect) -> Iterator[QWidget]:
        """All that is seen inside of what reaches into the ``way`` up; ``at`` is where the widget stands. What stands in a hidden section or
        beside the way is not even looked at, for this is asked five times a second.
        """
        for child in widget.children():
            if isinstance(child, QWidget) and child is not self and child.isVisible() and (place := child.geometry().translated(at)).intersects(way):
                yield child
                yield from self._beneath(child, place.topLeft(), way)

    def _place_of(self, widget: QWidget) -> QRect:
        """Where something stands that the desk may need to press, type into or read as its focus; empty for all else."""
        if not (isinstance(widget, _NEEDED) or widget.hasFocus()):
            return QRect()
        if isinstance(widget, QAbstractItemView):
            row = widget.visualRect(widget.currentIndex()) & widget.viewport().rect()
            return QRect(widget.viewport().mapTo(self.host, row.topLeft()), row.size()) if not row.isEmpty() else QRect()
        if widget.height() > self.host.height() // 3 or not widget.updatesEnabled():
            return QRect()  # a page, of which the rest is seen; the visits of the grid, which only the focus paints
        seen = widget.visibleRegion().boundingRect()
        return QRect(widget.mapTo(self.host, seen.topLeft()), seen.size()) if not seen.isEmpty() else QRect()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.stop()

    def _act(self) -> None:
        self.hide()
        if self._then:
            self._then()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()


def draft_chip(look: Look, words: str, then: Callable[[], object]) -> Button:
    """A call that is not finished, in the top bar."""
    return Button(look, words, icon="phone", kind="secondary", then=then, name=words)
