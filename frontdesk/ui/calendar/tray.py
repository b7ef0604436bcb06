"""The left of the calendar: the month with its free capacity, and who waits to be booked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.ui.calendar.cards import Cards
from frontdesk.ui.calendar.mini_month import MiniMonth
from frontdesk.ui.calendar.wait_panel import Waiting
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.tray import TrayCard

_ICONS = {"comment": "globe", "form": "list", "email": "envelope-simple", "phone": "phone-incoming", "missed_call": "phone-slash",
          "pulled": "arrow-u-up-left", "follow_up": "arrows-clockwise"}  # fmt: skip


class Left(QWidget):
    """``turned`` asks for the month before (-1) or after (1)."""

    turned = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        look = context.look
        self.setProperty("pane", "list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.month_title = PlainLabel("", role="card")
        head.addWidget(self.month_title)
        head.addStretch()
        head.addWidget(Button(look, "", icon="caret-left", kind="ghost", name="Month before", then=lambda: self.turned.emit(-1)))
        head.addWidget(Button(look, "", icon="caret-right", kind="ghost", name="Month after", then=lambda: self.turned.emit(1)))
        column.addLayout(head)
        self.month = MiniMonth(look)
        column.addWidget(self.month)
        column.addWidget(PlainLabel("bar = free capacity", role="faint"))
        column.addSpacing(4)
        self.tray_title = PlainLabel("TO BOOK", role="label")
        column.addWidget(self.tray_title)
        self.tray = Cards(look, name="To book")
        column.addWidget(self.tray, 3)
        column.addSpacing(4)
        head = QHBoxLayout()
        self.waiting_title = PlainLabel("WAIT LIST", role="label")
        head.addWidget(self.waiting_title)
        head.addStretch()
        head.addWidget(PlainLabel("W", role="label"))
        column.addLayout(head)
        self.waiting = Waiting(context)
        column.addWidget(self.waiting, 2)


def card_item(card: TrayCard, now: datetime) -> Item:
    """A card of the tray: how long they have waited, when it was, or in which window it is wanted."""
    second = f"waiting {when.age_words((now - card.age).total_seconds() / 60)}" if card.age else ""
    if card.visit is not None:
        second = f"was {when.short_day(card.visit.appointment.start)}"
    if card.follow_up is not None:
        second = card.follow_up.words
    return Item(card.key, name(card.name), card.line, second=second, icon=_ICONS.get(card.source, "list"), data=card)
