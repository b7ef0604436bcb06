"""The timeline of a patient: visits, letters, notes and inquiries on one line of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, clear, show_now
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.timeline import TimelineEntry

_ICONS = {"visit": "calendar-check", "letter": "envelope-simple", "note": "note-pencil", "comment": "globe", "phone": "phone-incoming", "called": "phone",
          "missed_call": "phone-slash", "form": "list", "email": "at", "consent": "shield-check", "file": "file-text", "intake": "clipboard-text",
          "follow_up": "calendar-plus"}  # fmt: skip


def by_time(entries: Sequence[TimelineEntry], today: date) -> list[tuple[str, list[TimelineEntry]]]:
    """Under headings: what is to come, this month, earlier."""
    groups: dict[str, list[TimelineEntry]] = {"Coming up": [], "This month": [], "Earlier": []}
    for entry in entries:
        recent = entry.wall is not None and (entry.wall.year, entry.wall.month) == (today.year, today.month)
        groups["Coming up" if entry.ahead else "This month" if recent else "Earlier"].append(entry)
    groups["Coming up"].reverse()
    return [(title, those) for title, those in groups.items() if those]


_DETAIL = 120
"""Letters of an entry's detail: three lines; the entry itself has all of it."""


class TimelineRow(QWidget):
    """One entry: node on a line, when, what, detail."""

    def __init__(self, context: Context, entry: TimelineEntry) -> None:
        super().__init__()
        self.look, self.entry = context.look, entry
        column = QVBoxLayout(self)
        column.setContentsMargins(context.look.px(44), 2, 0, context.look.px(12))
        column.setSpacing(0)
        told = when.moment_words(entry.wall, clock24=context.clock24) if entry.wall else ""
        if entry.wall and entry.wall.date() == context.wall_now().date():
            told = f"Today, {when.clock(entry.wall, clock24=context.clock24)}"
        if entry.week and entry.wall:
            told = f"Week of {entry.wall.day} {when.MONTHS[entry.wall.month - 1]}"
        first = QHBoxLayout()
        first.addWidget(PlainLabel(told, role="faint"))
        if entry.by:
            by = PlainLabel(entry.by, role="faint")
            by.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            first.addWidget(by, 1)
        else:
            first.addStretch()
        column.addLayout(first)
        column.addWidget(Paragraph(entry.title, role="strong"))
        if entry.detail:
            detail = entry.detail if len(entry.detail) <= _DETAIL else entry.detail[: _DETAIL - 1].rsplit(" ", 1)[0] + " …"
            column.addWidget(Paragraph(detail, role="soft"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, side = look.px(18), look.px(28)
        painter.setPen(QPen(look.color("border2"), 1.4))
        painter.drawLine(middle, 0, middle, self.height())
        going, edge = self.entry.going, Qt.PenStyle.DashLine if self.entry.ahead else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look.color("accent" if going else "edge"), 1.6 if going else 1.2, edge))
        painter.setBrush(look.color("accentSoft" if going else "surface2"))
        painter.drawEllipse(middle - side // 2, 4, side, side)
        icon = look.pixmap(_ICONS.get(self.entry.kind, "circle"), "accentText" if going else "text2", 14)
        painter.drawPixmap(middle - look.px(7), 4 + (side - look.px(14)) // 2, icon)
        painter.end()


class TimelinePane(QScrollArea):
    """All entries, under headings; ``None`` where there is nobody to have any."""

    def __init__(self, context: Context, add_note: Callable[[], object]) -> None:
        super().__init__()
        self.context = context
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 14, 14)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Timeline", role="pane"))
        head.addStretch()
        head.addWidget(Button(context.look, "Add note", icon="note-pencil", key="I", then=add_note))
        column.addLayout(head)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(0)
        column.addLayout(self.rows)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def show_entries(self, entries: Sequence[TimelineEntry] | None) -> None:
        clear(self.rows)
        for title, those in by_time((entries or ())[:60], self.context.wall_now().date()):
            heading = PlainLabel(title.upper(), role="label")
            heading.setContentsMargins(0, self.context.look.px(8), 0, self.context.look.px(6))
            self.rows.addWidget(heading)
            for entry in those:
                self.rows.addWidget(TimelineRow(self.context, entry))
        if entries is not None and not entries:
            self.rows.addWidget(Paragraph("Nothing yet. The first visit, note or letter will stand here.", role="soft"))
        show_now(self.rows)
