"""The bell: what lasts until somebody looks after it, each a row that opens its place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from frontdesk.ui.context import Context
from frontdesk.ui.shell.help_sheet import Sheet
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.attention import Notice

ICONS = {"wait": "armchair-fill", "hold": "clock", "mail": "envelope-simple", "question": "chat-circle-dots", "letter": "printer", "backup": "floppy-disk"}


class Bell(Button):
    """Its dot says that something waits; its name says how much."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", icon="bell", kind="ghost", name="Nothing needs looking after")
        self.waiting = 0

    def show_number(self, number: int) -> None:
        if number == self.waiting:
            return
        self.waiting = number
        things = "thing needs" if number == 1 else "things need"
        self.setAccessibleName(f"{number} {things} looking after" if number else "Nothing needs looking after")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.waiting:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.look.color("surface"))
            painter.setBrush(self.look.color("warn"))
            side = self.look.px(10)
            painter.drawEllipse(QRectF(self.width() / 2 + self.look.px(2), self.height() / 2 - self.look.px(10), side, side))
            painter.end()


class AttentionSheet(Sheet):
    """The rows, the most pressing first; each has one button, reached with Tab."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent, "To look after")

    def read(self) -> None:
        from frontdesk.services import attention  # after the first paint, as in jobs

        self.context.jobs.ask(attention.notices, self._show, key="attention")

    def _show(self, notices: tuple[Notice, ...]) -> None:
        clear(self.column)
        if not notices:
            self.column.addWidget(Paragraph("Nothing needs looking after.", role="soft"))
        first: Button | None = None
        for notice in notices:
            frame, inside = card(spacing=4, margins=(14, 10, 14, 10))
            inside.addWidget(PlainLabel(notice.words, role="strong"))
            inside.addWidget(Paragraph(notice.detail, role="soft"))
            opens = Button(self.context.look, "Open", icon=ICONS[notice.kind], kind="small", name=f"Open: {notice.words}", then=partial(self._open, notice))
            inside.addWidget(opens, 0, Qt.AlignmentFlag.AlignLeft)
            self.column.addWidget(frame)
            first = first or opens
        self.column.addStretch()
        if first is not None and self.isVisible():
            first.setFocus()

    def _open(self, notice: Notice) -> None:
        self.hide()
        self.context.go(notice.section, **notice.what)
