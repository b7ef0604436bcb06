"""Where it hurts, as the record shows it: the figure, and each place with its words and how much; colours never without the number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.intake_note import ItemKind, Pin, pins
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.patients.figure import Figure, disc_tint
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.body_map import BodyMap
from frontdesk.ui.widgets.controls import card, draw_disc
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.intake_note import IntakeNote
    from frontdesk.services.patients import Record

_WORST = 10
_TALL = 350


class PainBar(QWidget):
    """Ten small blocks, as many of them filled as it hurts; the number stands beside it. Without a score: the ramp itself."""

    def __init__(self, look: Look, pain: int | None = None) -> None:
        super().__init__()
        self.look, self.pain = look, pain
        self.setFixedSize(look.px(66), look.px(10))

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(66), self.look.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        many = _WORST if self.pain is not None else 5
        wide = self.width() / many
        for n in range(many):
            filled = self.pain is None or n < self.pain
            painter.setBrush(self.look.pain_color(2 * n + 1 if self.pain is None else self.pain) if filled else self.look.color("sunken"))
            painter.drawRoundedRect(QRectF(n * wide + 1, 0, wide - 2, self.height()), 2, 2)
        painter.end()


class _Number(QWidget):
    """The disc of a pin, as on the figure."""

    def __init__(self, look: Look, number: int, tint: QColor) -> None:
        super().__init__()
        self.look, self.number, self.tint = look, number, tint
        self.setFixedSize(look.px(22), look.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_disc(painter, self.look, QRectF(self.rect()), str(self.number), self.tint.name(), 12)
        painter.end()


def pain_map_card(context: Context, record: Record) -> QFrame:
    """From the newest intake note that has pins; before there is one, from what was said."""
    note, found = _newest(record)
    frame, column = card()
    column.addLayout(_head(context, note))
    if not found:
        _from_words(context, column, record)
        return frame
    both = Figure(context.look)
    both.setEnabled(False)
    both.setMinimumHeight(context.look.px(_TALL))
    both.put(list(found))
    column.addWidget(both)
    grid = QGridLayout()
    grid.setVerticalSpacing(context.look.px(8))
    grid.setColumnStretch(1, 1)
    for number, pin in enumerate(found):
        _row(context.look, grid, number, pin)
    column.addLayout(grid)
    return frame


def _newest(record: Record) -> tuple[IntakeNote | None, tuple[Pin, ...]]:
    for filed in record.intake:
        for item in filed.note.items:
            if item.kind is ItemKind.BODY and item.id in filed.note.answers and (found := pins(filed.note.answers[item.id].value)):
                return filed.note, found
    return None, ()


def _head(context: Context, note: IntakeNote | None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(PlainLabel("Pain map", role="card"))
    if note is not None:
        day = wall_of(note.moment, context.house.zone if context.house else "UTC")
        row.addWidget(PlainLabel(when.short_day(day), role="soft"), 1)
        row.addWidget(PlainLabel("Mild", role="faint"))
        row.addWidget(PainBar(context.look))
        row.addWidget(PlainLabel("Severe", role="faint"))
    else:
        row.addStretch()
    return row


def _row(look: Look, grid: QGridLayout, number: int, pin: Pin) -> None:
    tint = QColor(look.pain_color(pin.pain)) if pin.pain is not None else look.color("text3")
    grid.addWidget(_Number(look, number + 1, disc_tint(tint)), number, 0)
    told = QVBoxLayout()
    told.setSpacing(1)
    told.addWidget(PlainLabel(pin.name, role="strong"))
    if pin.words:
        told.addWidget(Paragraph(pin.words, role="soft"))  # under the place: beside it three words took three lines on a small screen
    grid.addLayout(told, number, 1)
    if pin.pain is not None:
        grid.addWidget(PainBar(look, pin.pain), number, 2)
        grid.addWidget(PlainLabel(f"{pin.pain}/10", role="strong"), number, 3)


def _from_words(context: Context, column: QVBoxLayout, record: Record) -> None:
    said = [one for one in record.facts if one.fact.kind == "body_site"]
    if not said:
        column.addWidget(Paragraph("Nobody has said yet where it hurts. An intake note (Shift+I) holds it.", role="soft"))
        return
    figure = BodyMap(context.look)
    figure.show_facts(record.facts)
    column.addWidget(figure, 0, Qt.AlignmentFlag.AlignHCenter)
