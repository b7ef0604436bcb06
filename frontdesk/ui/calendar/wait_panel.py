"""The wait list in the side panel: somebody goes on it; a time that has come free is offered; what they said."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from frontdesk.domain import when
from frontdesk.domain.appointment import Urgency
from frontdesk.domain.plain import begun
from frontdesk.domain.typed_day import read_day
from frontdesk.domain.waitlist import Match, WaitEntry, WaitState, reach_words
from frontdesk.ui.calendar.cards import Cards
from frontdesk.ui.calendar.panel import Panel
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.booking_panel import times_of_day
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.aftermath import Freed
    from frontdesk.services.waitlist import WaitCard

_REACH = (30, 60, 120, 240, 1440, 2880)
_DAYS: tuple[tuple[str, frozenset[int]], ...] = (
    ("Any day", frozenset()), *((f"{when.DAYS[d]}s", frozenset({d})) for d in range(5)), ("Not Mondays", frozenset(range(1, 5))),
    ("Mon, Wed, Fri", frozenset({0, 2, 4})), ("Tue, Thu", frozenset({1, 3})),
)  # fmt: skip


class WaitForm(Panel):
    """Who waits, for what, when they can come, how soon they can be here. ``given`` with the entry."""

    given = Signal(object)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.entry: WaitEntry | None = None
        self.title = PlainLabel("To the wait list", role="card")
        self.who, self.phone = self._field("Name", "Who waits"), self._field("Phone", "Phone")
        self.until, self.note = self._field("Until, such as +8w", "Until which day"), self._field("Note, such as knee R", "Note")
        self.kind, self.length, self.clinician = Combo("Appointment type"), Combo("Length"), Combo("Clinician")
        self.days, self.times, self.reach, self.urgency = Combo("Days"), Combo("Time of day"), Combo("How soon they can be here"), Combo("Urgency")
        self.column.addWidget(self.title)
        rows = (
            ((self.who, 1), (self.phone, 1)), ((self.kind, 3), (self.length, 2)), ((self.clinician, 1), (self.reach, 1)),
            ((self.days, 1), (self.times, 1)), ((self.urgency, 1), (self.until, 1)), ((self.note, 1),),
        )  # fmt: skip
        for parts in rows:
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget, share in parts:
                row.addWidget(widget, share)
            self.column.addLayout(row)
        self.do(Button(context.look, "On the list", key="Return", kind="primary", then=self._give), Button(context.look, "Close", key="Esc", then=self.left.emit))
        self._fill()

    def _field(self, hint: str, spoken: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(spoken)
        field.returnPressed.connect(self._give)
        return field

    def _fill(self) -> None:
        for minutes in _REACH:
            self.reach.addItem(begun(reach_words(minutes)), minutes)
        for words, days in _DAYS:
            self.days.addItem(words, days)
        for urgency, words in ((Urgency.ROUTINE, "Routine"), (Urgency.SOON, "Soon"), (Urgency.URGENT, "Urgent")):
            self.urgency.addItem(words, urgency)

    def open(self, entry: WaitEntry) -> None:
        house = self.context.house
        if house is None:
            return
        self.entry = entry
        self.who.setText(shown(entry.name))
        self.phone.setText(shown(entry.phone))
        self.phone.setCursorPosition(0)  # a long number shows its beginning
        for combo in (self.kind, self.length, self.clinician):
            combo.clear()
        for kind in house.types:
            if kind.active:
                self.kind.addItem(shown(kind.name, longest=60), kind.id)
        for length in sorted({15, 20, 30, 45, 60, 90, entry.minutes}):
            self.length.addItem(f"{length} min", length)
        self.clinician.addItem("Any clinician", None)
        for one in house.clinicians:
            if one.active:
                self.clinician.addItem(shown(one.short, longest=40), one.id)
        chosen = ((self.kind, entry.type_id), (self.length, entry.minutes), (self.clinician, entry.clinician_id), (self.reach, entry.reach),
                  (self.urgency, entry.urgency))  # fmt: skip
        for combo, value in chosen:
            combo.setCurrentIndex(max(0, combo.findData(value)))
        times = times_of_day(entry.not_before, entry.not_after, clock24=self.context.clock24)
        self.times.clear()
        for words, start, end in times:
            self.times.addItem(words, (start, end))
        self.times.setCurrentIndex(next(n for n, (_, s, e) in enumerate(times) if (s, e) == (entry.not_before, entry.not_after)))
        self.days.setCurrentIndex(next((n for n, (_, d) in enumerate(_DAYS) if d == entry.weekdays), 0))
        self.until.setText(f"until {when.birthday(entry.until)}" if entry.until else "")
        self.note.setText(shown(entry.note))
        (self.who if not entry.name else self.note).setFocus()

    def _give(self) -> None:
        if self.entry is None:
            return
        typed = self.until.text().strip().removeprefix("until").strip()
        until = read_day(typed, self.context.wall_now().date()) if typed else None
        if typed and until is None:
            self.context.warn("Type a day such as +8w, 24 nov or 2026-11-24, or leave it empty.")
            self.until.setFocus()
            return
        start, end = self.times.currentData()
        self.given.emit(replace(
            self.entry, name=self.who.text(), phone=self.phone.text(), type_id=self.kind.currentData(), minutes=self.length.currentData(),
            clinician_id=self.clinician.currentData(), reach=self.reach.currentData(), weekdays=self.days.currentData(), not_before=start, not_after=end,
            urgency=Urgency(self.urgency.currentData()), until=until, note=self.note.text().strip(),
        ))  # fmt: skip


class OfferPanel(Panel):
    """Whom a free time would suit, the best first. Enter holds it for the chosen one; then: what they said. Nobody is booked by itself."""

    offered = Signal(object)
    said_yes = Signal(object)
    said_no = Signal(object, bool)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.matches: tuple[Match, ...] = ()
        self.calling: WaitEntry | None = None
        look = context.look
        self.title, self.line = PlainLabel("", role="card"), Paragraph("", role="soft")
        self.list = RowList(look, 66, name="Who would be suited")
        self.list.entered_row.connect(lambda _: self._offer())
        self.offer = Button(look, "Hold it and call", key="Return", kind="primary", then=self._offer)
        self.yes = Button(look, "Said yes, book", key="Return", kind="primary", then=lambda: self.said_yes.emit(self.calling))
        self.no = Button(look, "Said no, or no answer", key="X", then=lambda: self.said_no.emit(self.calling, True))
        self.off = Button(look, "Wants to wait no more", then=lambda: self.said_no.emit(self.calling, False))
        for widget in (self.title, self.line, self.list):
            self.column.addWidget(widget)
        for button in (self.offer, self.yes, self.no, self.off):
            self.do(button)

    def open(self, freed: Freed) -> None:
        house, clock24 = self.context.house, self.context.clock24
        if house is None:
            return
        self.matches, self.calling = freed.matches, None
        who = house.clinician(freed.opening.clinician_id).short
        self.title.say(f"{when.moment_words(freed.matches[0].slot.start, clock24=clock24)} is free")
        self.line.say(f"with {who}. On the wait list it would suit:")
        self.list.put([
            Item(m.entry.id, name(m.entry.name), f"{house.type(m.entry.type_id).name} {m.entry.minutes} min", f"{m.reason}, can come {reach_words(m.entry.reach)}")
            for m in freed.matches
        ])  # fmt: skip
        self.list.setFixedHeight(self.context.look.px(66) * len(freed.matches) + 4)
        self._stage(calling=False)

    def call(self, entry: WaitEntry, start: str) -> None:
        """The time is held; the desk calls."""
        self.calling = entry
        self.title.say(f"Call {name(entry.name)}")
        held = f", held until {when.clock(self._wall(entry), clock24=self.context.clock24)}" if entry.offer_until else ""
        self.line.say(f"{self.context.number(entry.phone) or 'no number on file'}. {start}{held}.")
        self._stage(calling=True)

    def _wall(self, entry: WaitEntry) -> time:
        assert entry.offer_until is not None
        wall = self.context.wall_now() + (entry.offer_until - self.context.now())
        return wall.time()

    def _stage(self, *, calling: bool) -> None:
        asking, answers = (self.list, self.offer), (self.yes, self.no, self.off)
        now, over = (answers, asking) if calling else (asking, answers)
        for widget in now:
            widget.show()
        now[0].setFocus()  # before what has it is hidden: else a visit on the grid would get it, and be chosen by nobody
        for widget in over:
            widget.hide()

    def _offer(self) -> None:
        item = self.list.current_item()
        found = next((m for m in self.matches if item is not None and m.entry.id == item.key), None)
        if found is not None:
            self.offered.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_X and self.calling is not None and not event.isAutoRepeat():
            self.said_no.emit(self.calling, True)
        else:
            super().keyPressEvent(event)


class Waiting(Cards):
    """The wait list in the tray: the best match of a time that has come free is outlined. ``taken`` one to be booked or called."""

    taken = Signal(object)
    counted = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__(context.look, name="Wait list")
        self.context = context
        self.clicked.connect(lambda index: self._take(index.data(Qt.ItemDataRole.UserRole)))
        self.entered_row.connect(self._take)

    def read(self) -> None:
        from frontdesk.services import waitlist  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: waitlist.cards(desk), self._put, key="waiting", same=self.context.minute())

    def _put(self, cards: tuple[WaitCard, ...]) -> None:
        self.put([_item(card) for card in cards], nearest=False)
        self.counted.emit(len(cards))

    def mark(self, entry_id: int | None) -> None:
        """Outline the one that a free time would suit best."""
        at = next((n for n, item in enumerate(self.rows.items) if item.key == entry_id), -1)
        self.setCurrentIndex(self.rows.index(at, 0) if at >= 0 else QModelIndex())

    def _take(self, item: Item | None) -> None:
        if item is not None:
            self.taken.emit(item.data)


def _item(card: WaitCard) -> Item:
    entry = card.entry
    right = card.state.value if card.state is not WaitState.WAITING else entry.urgency.value
    return Item(entry.id, name(entry.name), card.line, card.second, icon="hourglass-medium", right=right, data=card)
