"""The left of the calendar: the month with its free capacity, and who waits to be booked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.waitlist import WaitState
from frontdesk.ui.calendar.cards import Cards
from frontdesk.ui.calendar.mini_month import MiniMonth, first_shown
from frontdesk.ui.calendar.placing import Meant
from frontdesk.ui.calendar.strip import Strip
from frontdesk.ui.calendar.wait_panel import Waiting
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.bookable import Bookable
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.slots import Wish
    from frontdesk.services.calendar import DayLoad
    from frontdesk.services.tray import TrayCard
    from frontdesk.services.waitlist import WaitCard

_ICONS = {"comment": "globe", "form": "list", "email": "envelope-simple", "phone": "phone-incoming", "missed_call": "phone-slash",
          "pulled": "arrow-u-up-left", "follow_up": "arrows-clockwise"}  # fmt: skip


class Left(QWidget):
    """``turned`` asks for the month before (-1) or after (1); ``meant`` (a ``Meant``), ``moved`` (a visit) and ``asked`` (an inquiry's number) are picked up.

    ``called`` is somebody on the wait list who has a time on offer and is to be rung up. ``wanted``: the ``strip`` that stands for it was used.
    ``loaded``: what the days of the month hold.
    """

    loaded = Signal(object)
    turned = Signal(int)
    meant = Signal(object)
    moved = Signal(object)
    asked = Signal(int)
    called = Signal(object)
    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.day = context.wall_now().date()
        self._carried: int | None = None
        self._loads: tuple[DayLoad, ...] = ()
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
        self.tray.clicked.connect(lambda index: self.picked(index.data(Qt.ItemDataRole.UserRole)))
        self.tray.entered_row.connect(self.picked)
        self.tray.offer_drag(_dragged)
        self.none = Paragraph("Nobody waits to be booked. Inquiries and visits taken off the grid stand here.", role="faint")
        self.none.hide()
        column.addWidget(self.none)
        column.addWidget(self.tray, 3)
        column.addSpacing(4)
        head = QHBoxLayout()
        self.waiting_title = PlainLabel("WAIT LIST", role="label")
        head.addWidget(self.waiting_title)
        head.addStretch()
        head.addWidget(PlainLabel("W", role="label"))
        column.addLayout(head)
        self.none_waits = Paragraph("Nobody waits for an earlier time. W puts somebody here.", role="faint")
        self.none_waits.hide()
        column.addWidget(self.none_waits)
        self.waiting = Waiting(context)
        self.waiting.taken.connect(self._pick_waiting)
        self.strip = Strip(look)
        self.strip.opened.connect(self._open)
        self.waiting.counted.connect(self._count_waiting)
        column.addWidget(self.waiting, 2)

    def read(self, day: date, wish: Wish | None) -> None:
        """The month of ``day``, which is looked at, with its slots for a wish; who waits to be booked and who for something earlier."""
        from frontdesk.services import calendar, tray  # after the first paint, as in jobs

        self.day, first = day, first_shown(day)
        if self._loads and self._loads[0].day == first:
            self._show_month(self._loads)  # the day moves at once, whatever is read anew
        self.context.jobs.ask(lambda desk: calendar.month(desk, first=first, last=first + timedelta(days=41), wish=wish), self._show_month, key="month",
                              same=(first, wish, self.context.minute()))  # fmt: skip
        self.context.jobs.ask(lambda desk: tray.to_book(desk), self._show_tray, key="tray", same=True)
        self.waiting.read()

    def _open(self, part: str) -> None:
        self.wanted.emit()
        {"month": self.month, "tray": self.tray, "waiting": self.waiting}[part].setFocus()

    def _count_waiting(self, number: int) -> None:
        self.waiting_title.say(f"WAIT LIST  {number}")
        self.none_waits.setVisible(not number)
        self.strip.count("waiting", number)

    def _show_month(self, loads: tuple[DayLoad, ...]) -> None:
        self._loads = loads
        self.loaded.emit(loads)
        self.month.show_month(self.day, self.context.wall_now().date(), loads)
        self.month_title.say(f"{when.MONTHS[self.day.month - 1]} {self.day.year}")

    def _show_tray(self, cards: tuple[TrayCard, ...]) -> None:
        now = self.context.now()
        self.tray_title.say(f"TO BOOK  {len(cards)}")
        self.none.setVisible(not cards)
        self.strip.count("tray", len(cards))
        self.tray.put([card_item(c, now) for c in cards], nearest=False)
        self.mark(self._carried)

    def mark(self, inquiry: int | None) -> None:
        """The card of whoever is being booked is outlined, for as long as they are in the hand."""
        before, self._carried = self._carried, inquiry
        if inquiry is None and before is not None:
            self.tray.setCurrentIndex(QModelIndex())
        elif inquiry is not None:
            self.tray.choose_key(inquiry)

    def picked(self, item: Item | None) -> None:
        """Click a card: it is picked up; click a time: it is booked."""
        if item is None:
            return
        card: TrayCard = item.data
        if card.follow_up is not None and card.wish is not None:
            one = card.follow_up.follow_up
            self.meant.emit(Meant(card.name, card.follow_up.words, card.wish, patient=one.patient_id, follow_up=one.id))
        elif card.visit is not None:
            self.moved.emit(card.visit)
        else:
            self.asked.emit(item.key)

    def _pick_waiting(self, card: WaitCard) -> None:
        """Somebody on the wait list: to be booked; who has a time on offer is to be called."""
        one = card.entry
        if card.state is WaitState.OFFERED:
            self.called.emit(one)
        else:
            self.meant.emit(Meant(one.name, card.line, card.wish, patient=one.patient_id, inquiry=one.inquiry_id, phone=one.phone, wait=one.id))


def card_item(card: TrayCard, now: datetime) -> Item:
    """A card of the tray: how long they have waited, when it was, or in which window it is wanted."""
    second = f"waiting {when.age_words((now - card.age).total_seconds() / 60)}" if card.age else ""
    if card.visit is not None:
        second = f"was {when.short_day(card.visit.appointment.start)}"
    if card.follow_up is not None:
        second = card.follow_up.words
    return Item(card.key, name(card.name), card.line, second=second, icon=_ICONS.get(card.source, "list"), data=card)


def _dragged(item: Item) -> Bookable | None:
    """A follow-up is not dragged: it is booked from its card, which the booking closes."""
    card: TrayCard = item.data
    if card.follow_up is not None:
        return None
    return Bookable(visit=card.visit.appointment.id) if card.visit else Bookable(inquiry=item.key)
