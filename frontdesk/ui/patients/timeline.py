"""The timeline of a patient: visits, letters, notes and inquiries on one line of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.safe_text import PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.patients import TimelineEntry

_ICONS = {"visit": "calendar-check", "letter": "envelope-simple", "note": "note-pencil", "comment": "globe", "phone": "phone-incoming", "missed_call": "phone-slash",
          "form": "list", "email": "at"}  # fmt: skip


class TimelineRow(QWidget):
    """One entry: node on a line, when, what, detail."""

    def __init__(self, context: Context, entry: TimelineEntry) -> None:
        super().__init__()
        self.look, self.entry = context.look, entry
        column = QVBoxLayout(self)
        column.setContentsMargins(context.look.px(44), 2, 0, context.look.px(12))
        column.setSpacing(0)
        told = when.moment_words(entry.wall, clock24=context.clock24) if entry.wall else ""
        column.addWidget(PlainLabel(told, role="faint"))
        column.addWidget(PlainLabel(entry.title, role="strong"))
        if entry.detail:
            column.addWidget(PlainLabel(entry.detail, role="soft"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, side = look.px(18), look.px(28)
        painter.setPen(QPen(look.color("border2"), 1.4))
        painter.drawLine(middle, 0, middle, self.height())
        painter.setPen(QPen(look.color("edge"), 1.2, Qt.PenStyle.DashLine if self.entry.ahead else Qt.PenStyle.SolidLine))
        painter.setBrush(look.color("surface2"))
        painter.drawEllipse(middle - side // 2, 4, side, side)
        painter.drawPixmap(middle - look.px(7), 4 + (side - look.px(14)) // 2, look.pixmap(_ICONS.get(self.entry.kind, "circle"), "text2", 14))
        painter.end()
