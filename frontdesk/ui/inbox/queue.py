"""The left of the inbox: who waits, by state; only callers, only those with certain words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.inquiry import State, Tab
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.message import ICONS
from frontdesk.ui.widgets.bookable import Bookable
from frontdesk.ui.widgets.controls import Button, EmptyState, Segmented
from frontdesk.ui.widgets.lists import Item, RowList, chip_group
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.inquiries import InboxRow

_TABS = (Tab.TODO, Tab.WAITING, Tab.BOOKED, Tab.DONE)


class Queue(QWidget):
    """``turned``: another tab is wanted (``tab`` says which), to be read and given to ``show_rows``. ``emptied``: nobody stands in it."""

    turned = Signal()
    emptied = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.tab = Tab.TODO
        self.rows: tuple[InboxRow, ...] = ()
        look = context.look
        self.setProperty("pane", "list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._head())
        self.filter_field = QLineEdit()
        self.filter_field.setPlaceholderText("Filter by name or words")
        self.filter_field.setAccessibleName("Filter inquiries")
        self.filter_field.hide()
        self.tabs = Segmented(look, ("To do", "Waiting", "Booked", "Done"), name="Inquiries by state")
        self.tabs.chosen.connect(lambda n: self.choose_tab(_TABS[n]))
        for widget in (self.tabs, self.filter_field):
            inset = QHBoxLayout()
            inset.setContentsMargins(14, 0, 14, 0)
            inset.addWidget(widget)
            column.addLayout(inset)
        self.list = RowList(look, 84, name="Inquiries")
        self.list.offer_drag(lambda item: Bookable(inquiry=item.key))
        self.filter_field.textChanged.connect(lambda _: self.draw())
        self.filter_field.returnPressed.connect(self.list.setFocus)
        self.nobody = EmptyState(look, "tray", "Nobody is waiting for an answer.", action="Bring in inquiries", key="Ctrl+I", then=self._bring_in)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nobody)
        column.addWidget(self.stack, 1)

    def _head(self) -> QHBoxLayout:
        look, head = self.context.look, QHBoxLayout()
        head.setContentsMargins(18, 0, 12, 0)
        self.title = PlainLabel("Inquiries", role="pane")
        head.addWidget(self.title)
        head.addStretch()
        self.spam = Button(look, "", icon="funnel-simple", kind="ghost", name="Spam", then=lambda: self.choose_tab(Tab.TODO if self.tab is Tab.SPAM else Tab.SPAM))
        self.spam.setCheckable(True)
        head.addWidget(self.spam)
        self.calls = Button(look, "", icon="phone", key="Shift+L", kind="ghost", name="Who waits for a call", then=lambda: self.draw())
        self.calls.setCheckable(True)
        head.addWidget(self.calls)
        head.addWidget(Button(look, "", icon="download-simple", key="Ctrl+I", kind="ghost", name="Bring in inquiries", then=self._bring_in))
        return head

    def _bring_in(self) -> None:
        self.context.go("import")

    def show_rows(self, rows: tuple[InboxRow, ...], counts: dict[Tab, int], *, keep: int | None) -> None:
        self.rows = rows
        for number, tab in enumerate(_TABS):
            self.tabs.count(number, counts[tab] if tab in (Tab.TODO, Tab.WAITING) else None)
        self.draw(keep=keep)

    def draw(self, *, keep: int | None = None) -> None:
        """What was read, as far as it is wanted now; how long each waits goes on by the minute."""
        words = self.filter_field.text().casefold().strip() if self.filter_field.isVisible() else ""
        now, calls = self.context.now(), self.calls.isChecked() and self.tab is Tab.TODO
        self.calls.icon_name = "phone-fill" if calls else "phone"
        self.calls.update()
        self.title.say("Spam" if self.tab is Tab.SPAM else "To call" if calls else "Inquiries")
        fitting = [row for row in self.rows if row.to_call or not calls]
        items = [self._item(row, now) for row in fitting if not words or words in f"{row.inquiry.name} {row.inquiry.text}".casefold()]
        self.stack.setCurrentIndex(0 if items else 1)
        self.list.put(items, keep=keep)
        if not items:
            self.emptied.emit()
            waiting = "Nobody is waiting for a call." if calls else "Nobody is waiting for an answer."
            self.nobody.words.say(waiting if self.tab is Tab.TODO and not words else "Nothing here.")

    def _item(self, row: InboxRow, now: datetime) -> Item:
        inquiry = row.inquiry
        waited = (now - inquiry.received_at).total_seconds() / 60 if inquiry.received_at else 0
        late = self.tab is Tab.TODO and waited >= 24 * 60 and inquiry.state is not State.BOOKED
        return Item(
            inquiry.id, name(inquiry.name), row.gist, icon=ICONS[inquiry.source], right=when.age_words(waited) if inquiry.received_at else "",
            urgent=late, dot=inquiry.unread, card=inquiry.patient_id is not None, chips=tuple((c.text, chip_group(c.group)) for c in row.chips),
        )  # fmt: skip

    def choose_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.spam.setChecked(tab is Tab.SPAM)
        if tab in _TABS:
            self.tabs.select(_TABS.index(tab))
        self.turned.emit()

    def toggle_calls(self) -> None:
        """Shift+L: only those who wait for a call, or everybody again."""
        self.calls.setChecked(not self.calls.isChecked())
        if self.tab is not Tab.TODO:
            self.choose_tab(Tab.TODO)
        self.draw()
        self.list.setFocus()

    def open_find(self) -> None:
        self.filter_field.show()
        self.filter_field.setFocus()
        self.filter_field.selectAll()

    def close_find(self) -> None:
        """A search belongs to the moment: whoever comes back finds the whole queue."""
        self.filter_field.hide()
        self.filter_field.clear()

    def booked_one_left(self, key: int) -> bool:
        """Whether somebody who was booked still stands among those to do, and another one is looked at."""
        return self.tab is Tab.TODO and any(row.inquiry.state is State.BOOKED and row.id != key for row in self.rows)
