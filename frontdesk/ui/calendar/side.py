"""The right of the calendar: who is booked and when, or the chosen visit, or a word on what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.traits import Known
from frontdesk.ui.calendar.life import Cancelled, Life
from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.booking_panel import BookingPanel
from frontdesk.ui.widgets.controls import Button, Chip, Disc, EmptyState, card, disc_color
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.hugging import HuggingScroll
from frontdesk.ui.widgets.likely import LikelyPeople
from frontdesk.ui.widgets.phone_field import PhoneWarning
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booking


class NameField(QLineEdit):
    """Who a new booking is for. While it is empty a digit chooses a free time, since no name begins with one; up and down do so always.

    ``turned``: what the keys do is another thing now.
    """

    picked = Signal(int)
    stepped = Signal(int)
    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.textChanged.connect(lambda _: self.turned.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and not self.text() and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.picked.emit(event.key() - Qt.Key.Key_1)
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.turned.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.turned.emit()


class Side(QWidget):
    """``mode``: "book", "visit" or "none". ``blocking``: the time that was drawn is to be kept free instead; ``dropped``: nobody is booked.

    ``known``: the name typed is of a patient on file.
    """

    blocking = Signal()
    dropped = Signal()
    known = Signal(int)

    def __init__(self, context: Context, for_whom: Callable[[], Booking | None], book: Callable[[], object]) -> None:
        super().__init__()
        self.look = context.look
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.whom, whom_column = card()
        whom_column.addLayout(self._whom_head(context.look))
        self.chips = Flow(context.look)
        self.person, self.phone = NameField(), QLineEdit()
        for one, hint, spoken in ((self.person, "Name of the new patient", "Who is it for"), (self.phone, "Phone", "Phone")):
            one.setPlaceholderText(hint)
            one.setAccessibleName(spoken)
        self.block = Button(context.look, "Keep this time free", icon="coffee", key="Shift+B", kind="ghost", then=self.blocking.emit)
        self.likely = LikelyPeople(context, lambda: Known(name=self.person.text(), phone=self.phone.text()))
        self.likely.chosen.connect(self.known.emit)
        for field in (self.person, self.phone):
            field.textChanged.connect(lambda _: self.likely.typed())
        for widget in (self.chips, self.person, self.phone, PhoneWarning(self.phone), self.likely, self.block):
            whom_column.addWidget(widget)
        column.addWidget(self.whom)
        self.panel = BookingPanel(context, for_whom, after=False, apart=True)
        column.addWidget(self.panel)
        self.foot = QWidget()
        self.panel.foot.setContentsMargins(14, 8, 14, 10)
        self.foot.setLayout(self.panel.foot)
        self.person.textChanged.connect(self.panel.name_whom)
        self.person.picked.connect(self._picked)
        self.person.stepped.connect(self.panel.step)
        self.person.returnPressed.connect(self._entered_name)
        self.phone.returnPressed.connect(self.panel.take_current)
        self.life = Life(context)
        column.addWidget(self.life)
        self.life.shown.connect(self._life_shown)
        self.cancelled = Cancelled(context)
        self.hint = EmptyState(context.look, "calendar-check", "Choose a visit to see it, or book one.", action="Book", key="B", then=book)
        column.addWidget(self.hint, 1)
        column.addWidget(self.cancelled)
        column.addStretch()
        self._stack(inside)

    def _stack(self, inside: QWidget) -> None:
        """What scrolls, and under it the buttons: they stay in sight on a low window too."""
        self.setProperty("pane", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.scrolling = HuggingScroll(inside)
        for rows in (self.life.series_panel.dates, self.life.block_panel.list):
            self.scrolling.follow(rows)
        both = QVBoxLayout(self)
        both.setContentsMargins(1, 0, 0, 0)
        both.setSpacing(0)
        for widget in (self.scrolling, self.foot, self.life.foot):
            both.addWidget(widget)
        both.addStretch()

    def _whom_head(self, look: Look) -> QHBoxLayout:
        self.whom_name, self.whom_line = PlainLabel("", role="card"), PlainLabel("", role="soft")
        self.disc = Disc(look, "", disc_color(""))
        head, names = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(look.px(10))
        names.setSpacing(look.px(2))
        names.addWidget(self.whom_name)
        names.addWidget(self.whom_line)
        head.addWidget(self.disc)
        head.addLayout(names, 1)
        head.addWidget(Button(look, "", icon="x", key="Esc", kind="ghost", name="Book nobody", then=self.dropped.emit), 0, Qt.AlignmentFlag.AlignTop)
        return head

    def show_mode(self, mode: str) -> None:
        self.whom.setVisible(mode == "book")
        self.panel.setVisible(mode == "book")
        self.foot.setVisible(mode == "book")
        if mode != "visit":
            self.life.show_mode(mode)
        self.hint.setVisible(mode == "none")

    def _life_shown(self, mode: str) -> None:
        """A panel of the visit's life takes the place of what stood there."""
        if mode:
            self.whom.hide()
            self.panel.hide()
            self.foot.hide()
        apart = mode not in ("", "visit")
        self.life.foot.setVisible(apart)
        self.cancelled.setVisible(not apart)
        self.scrolling.hug(apart)
        self.hint.setVisible(not mode and self.panel.isHidden())

    def _picked(self, index: int) -> None:
        if index < len(self.panel.list.slots):
            self.panel.list.choose(index)

    def _entered_name(self) -> None:
        """Enter on the name goes to the number, which may be left empty; a second Enter books."""
        self.phone.setFocus() if self.person.text().strip() else self.panel.take_current()

    def show_whom(self, who: str, line: str, chips: Sequence[tuple[str, str]] = ()) -> None:
        """Who is to be booked; nobody yet = a name and a phone can be typed."""
        self.person.setVisible(not who)
        self.phone.setVisible(not who)
        self.likely.setVisible(not who and bool(self.likely.found))
        self.block.setVisible(not who)
        self.whom_name.say(name(who) if who else "New booking")
        self.disc.setVisible(bool(who))
        self.disc.show_name(who)
        self.chips.clear()
        for words, group in chips:
            self.chips.add(Chip(self.look, words, group))
        self.chips.setVisible(bool(chips))
        self.whom_line.say(line)
        self.panel.name_whom(who or self.person.text())
        if not who:
            self.person.setFocus()

    def forget(self) -> None:
        self.person.clear()
        self.phone.clear()
