"""The command palette: one field over commands, patients and inquiries; each command shows its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import clear, draw_key, key_words
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.inquiry import Inquiry
    from frontdesk.services.patients import Found


@dataclass
class Entry:
    """One line of the palette."""

    icon: str
    title: str
    detail: str
    key: str
    run: Callable[[], object]


class _Row(QAbstractButton):
    def __init__(self, look: Look, entry: Entry) -> None:
        super().__init__()
        self.look, self.entry, self.current = look, entry, False
        self.setAccessibleName(f"{entry.title}, {entry.detail}" if entry.detail else entry.title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(200, self.look.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, entry = self.look, QPainter(self), self.entry
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("select"))
            painter.drawRoundedRect(self.rect(), look.px(8), look.px(8))
        side = look.px(18)
        painter.drawPixmap(look.px(14), int((self.height() - side) / 2), look.pixmap(entry.icon, "accentText" if self.current else "text2", 18))
        key = key_words(entry.key) if entry.key else ""
        cap = QFontMetrics(look.font(11, 600)).horizontalAdvance(key) + look.px(12) if key else 0
        font = look.font(14, 600)
        metrics = QFontMetrics(font)
        room = self.width() - look.px(46 + 20) - cap
        title = metrics.elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(look.px(46), 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), title)
        used = metrics.horizontalAdvance(title) + look.px(12)
        soft = look.font(13)
        painter.setFont(soft)
        painter.setPen(look.color("text2"))
        rest = max(0, room - used)
        painter.drawText(QRectF(look.px(46) + used, 0, rest, self.height()), int(Qt.AlignmentFlag.AlignVCenter),
                         QFontMetrics(soft).elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest))  # fmt: skip
        if key:
            rect = QRectF(self.width() - cap - look.px(10), (self.height() - look.px(20)) / 2, cap, look.px(20))
            draw_key(painter, look, rect, key, ink=look.color("text2"), line=look.color("border2"))
        painter.end()


class Palette(QFrame):
    """Covers the middle of the window while it is open; Esc closes it and nothing typed elsewhere is lost."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.host = context, parent
        self._timer = QTimer(self)
        look = context.look
        self.setProperty("card", "palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(10))
        column.setSpacing(look.px(8))
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type a name, a number, a command")
        self.field.setAccessibleName("Find anything")
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda: self._timer.start())
        column.addWidget(self.field)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        inside = QWidget()
        inside.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        column.addWidget(PlainLabel("↑ ↓ choose    ↵ run    Esc close    Every command shows its own key", role="faint"))
        self._rows: list[_Row] = []
        self._timer.setSingleShot(True)
        self._timer.setInterval(60)
        self._timer.timeout.connect(self._search)
        self._recent: list[str] = []
        self._before: QWidget | None = None
        self.hide()

    def open(self) -> None:
        parent = self.host
        look = self.context.look
        width, height = min(look.px(680), parent.width() - 40), min(look.px(500), parent.height() - 80)
        self.setGeometry((parent.width() - width) // 2, min(look.px(110), (parent.height() - height) // 2), width, height)
        self._before = self.window().focusWidget()
        self.field.clear()
        self.show()
        self.raise_()
        self.field.setFocus()
        self._search()

    def close_palette(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._move(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run_current()
                return True
            if key == Qt.Key.Key_Escape:
                self.close_palette()
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        if not self._rows:
            return
        at = next((n for n, row in enumerate(self._rows) if row.current), -1)
        for row in self._rows:
            row.current = False
            row.update()
        chosen = self._rows[(at + step) % len(self._rows)]
        chosen.current = True
        chosen.update()
        self.field.setAccessibleDescription(chosen.accessibleName())

    def _run_current(self) -> None:
        row = next((row for row in self._rows if row.current), None)
        if row:
            self._run(row.entry)

    def _run(self, entry: Entry) -> None:
        self.close_palette()
        entry.run()

    def _search(self) -> None:
        text = self.field.text().strip()
        self._show(text, (), ())
        if len(text) >= 2:
            from frontdesk.services import inquiries, patients  # after the first paint, as in jobs

            self.context.jobs.ask(
                lambda desk: (patients.search(desk, text=text, limit=6), inquiries.search(desk, text=text, limit=5)),
                lambda found: self._show(text, *found), key="palette",
            )  # fmt: skip

    def _show(self, text: str, people: tuple[Found, ...], asked: tuple[Inquiry, ...]) -> None:
        if not self.isVisible():
            return
        clear(self._list)
        self._rows = []
        self._group("Patients", [Entry("users", name(f.patient.name), f"{f.patient.chart}  {f.line}", "",
                                       lambda p=f.patient.id: self.context.go("patients", patient=p)) for f in people])  # type: ignore[misc]  # fmt: skip
        self._group("Inquiries", [Entry("tray", name(i.name), i.text[:80].replace("\n", " "), "",
                                        lambda k=i.id: self.context.go("inbox", inquiry=k)) for i in asked])  # type: ignore[misc]  # fmt: skip
        self._group("Commands", self._commands(text.casefold()))
        self._list.addStretch()
        if self._rows:
            self._rows[0].current = True
        elif text:
            self._list.insertWidget(0, PlainLabel(f"Nothing found for “{text[:60]}”.", role="soft"))

    def _commands(self, text: str) -> list[Entry]:
        found = []
        for bound in self.context.commands.bound.values():
            if (not text or all(word in bound.title.casefold() for word in text.split())) and bound.id != "palette" and not bound.id.startswith("inbox.mark"):
                place = "" if bound.where == "everywhere" else f"in {bound.where}"
                found.append(Entry("lightning", bound.title, place, bound.keys[0], bound.run))
        return found[:9]

    def _group(self, title: str, entries: list[Entry]) -> None:
        if not entries:
            return
        self._list.addWidget(PlainLabel(title.upper(), role="label"))
        for entry in entries:
            row = _Row(self.context.look, entry)
            row.clicked.connect(lambda _=False, e=entry: self._run(e))
            self._rows.append(row)
            self._list.addWidget(row)
