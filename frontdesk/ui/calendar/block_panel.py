"""Blocking time in the side panel: whose, from when until when; the visits under it, each with another time; one key does all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from frontdesk.domain import when
from frontdesk.domain.clinic import Block
from frontdesk.domain.errors import DeskError
from frontdesk.domain.slots import Slot
from frontdesk.domain.typed_day import read_clock
from frontdesk.ui.calendar.dates import Dates, Turning
from frontdesk.ui.calendar.panel import Panel
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.blocks import Hit, Laid
    from frontdesk.services.desk import Desk

_SHOWN = 6
_ROW = 72


@dataclass
class Fate:
    """What becomes of a visit under the block: the number of its other time, -1 = it stays, -2 = to the tray."""

    hit: Hit
    choice: int

    @property
    def slot(self) -> Slot | None:
        return self.hit.alternatives[self.choice] if self.choice >= 0 else None


class BlockPanel(Panel):
    """``done`` with a sentence when it is laid; ``left`` where nothing is done."""

    done = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.day = date.min
        self.fates: list[Fate] = []
        self._looked: Block | None = None
        self.title, self.line = PlainLabel("Block time", role="card"), Paragraph("", role="soft")
        self.name, self.whose = QLineEdit(), Combo("Whose time")
        self.name.setPlaceholderText("Name, such as Team meeting")
        self.name.setAccessibleName("Name of the blocked time")
        self.first, self.last = self._clock("From"), self._clock("Until")
        self.whose.activated.connect(self._look)
        row = QHBoxLayout()
        row.addWidget(self.first)
        row.addWidget(PlainLabel("to", role="soft"))
        row.addWidget(self.last)
        self.list = Dates(context.look, _ROW, name="Visits under the block")
        self.list.turned.connect(self._turn)
        self.list.trayed.connect(self._tray)
        self.hint = Turning(context.look, self.list)
        self.go = Button(context.look, "Block it", key="Return", kind="primary", then=self._lay)
        self.do(self.go, Button(context.look, "Close", key="Esc", then=self.left.emit))
        self.column.addWidget(self.title)
        self.column.addWidget(self.name)
        self.column.addWidget(self.whose)
        self.column.addLayout(row)
        self.column.addWidget(self.line)
        self.column.addWidget(self.list)
        self.column.addWidget(self.hint)

    def _clock(self, spoken: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(spoken)
        field.editingFinished.connect(self._look)
        return field

    def open(self, day: date, start: time, end: time, *, clinician_id: int | None, room_id: int | None = None) -> None:
        house, clock24 = self.context.house, self.context.clock24
        if house is None:
            return
        self.day, self.fates = day, []
        self.title.say(f"Block time, {when.short_day(day)}")
        self.whose.clear()
        self.whose.addItem("Everybody", (None, None))
        for one in house.clinicians:
            if one.active:
                self.whose.addItem(shown(one.short, longest=40), (one.id, None))
        for room in house.rooms:
            if room.active:
                self.whose.addItem(shown(room.name, longest=40), (None, room.id))
        at = next((n for n in range(self.whose.count()) if tuple(self.whose.itemData(n)) == (clinician_id, room_id)), 0)
        self.whose.setCurrentIndex(at)
        self.first.setText(when.clock(start, clock24=clock24))
        self.last.setText(when.clock(end, clock24=clock24))
        self.name.setText("Blocked")
        self.name.selectAll()
        self.name.setFocus()
        self._look()

    def block(self) -> Block | None:
        """As it is typed; None where a time cannot be read."""
        first, last = read_clock(self.first.text()), read_clock(self.last.text())
        if first is None or last is None:
            return None
        clinician, room = self.whose.currentData()
        return Block(0, self.name.text(), first, last, clinician_id=clinician, room_id=room, day=self.day)

    def _look(self) -> None:
        from frontdesk.services import blocks  # after the first paint, as in jobs

        block = self.block()
        if block is None or block.start >= block.end:
            self.line.say("Type times such as 9:30, 2 pm or 14:15; the end comes after the beginning.")
            self.go.setEnabled(False)
            return
        self.context.jobs.ask(lambda desk: blocks.hits(desk, block=block), lambda hits: self._show(block, hits), key="block", failed=self._tell)

    def _tell(self, trouble: DeskError) -> None:
        self.go.setEnabled(True)
        self.line.say(trouble.sentence)
        self.context.warn(trouble.sentence)

    def _show(self, block: Block, hits: tuple[Hit, ...]) -> None:
        self._looked = replace(block, name="")
        self.fates = [Fate(hit, 0 if hit.alternatives else -1) for hit in hits]
        self.go.setEnabled(True)
        self._draw()

    def _draw(self) -> None:
        self.list.put([self._item(fate) for fate in self.fates])
        self.list.setVisible(bool(self.fates))
        self.list.setFixedHeight(self.context.look.px(_ROW) * min(max(len(self.fates), 1), _SHOWN) + 4)
        self.line.say(_told(self.fates))
        turned, free = any(f.hit.alternatives for f in self.fates), any(not f.hit.fixed for f in self.fates)
        self.hint.say(", ".join(p for p in ("← → another time" if turned else "", "Space to the tray or stay" if free else "") if p))
        self.hint.offer(turn=turned, tray=free)
        moved = sum(f.choice >= 0 for f in self.fates)
        self.go.say(f"Block it, move {moved}" if moved else "Block it")

    def _item(self, fate: Fate) -> Item:
        house, clock24 = self.context.house, self.context.clock24
        assert house is not None
        one = fate.hit.visit.appointment
        was = f"{name(fate.hit.visit.patient_name)}, {when.clock(one.start, clock24=clock24)}"
        if fate.slot is not None:
            line = f"to {when.moment_words(fate.slot.start, clock24=clock24)}, {house.clinician(fate.slot.clinician_id).short}"
        elif fate.hit.fixed:
            line = "stays: it has begun"
        else:
            line = "to the tray, to be booked again" if fate.choice == -2 else "stays under the block"
        return Item(one.id, was, line, warning="" if fate.choice != -1 or fate.hit.fixed else "Not moved")

    def _current(self) -> Fate | None:
        item = self.list.current_item()
        return next((f for f in self.fates if item is not None and f.hit.visit.appointment.id == item.key and not f.hit.fixed), None)

    def _turn(self, by: int) -> None:
        fate = self._current()
        if fate is not None and fate.hit.alternatives:
            fate.choice = (max(fate.choice, 0 if by > 0 else 1) + by) % len(fate.hit.alternatives) if fate.choice >= 0 else 0
            self._draw()

    def _tray(self) -> None:
        """Moved, to the tray, stays: in turn."""
        fate = self._current()
        if fate is not None:
            fate.choice = -2 if fate.choice >= 0 else -1 if fate.choice == -2 else (0 if fate.hit.alternatives else -2)
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter from the fields too: they let it through."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._lay()
        else:
            super().keyPressEvent(event)

    def _lay(self) -> None:
        from frontdesk.services import blocks  # after the first paint, as in jobs

        block = self.block()
        if block is None or not self.go.isEnabled():
            return
        if replace(block, name="") != self._looked:  # the list is still that of another stretch: it is shown first
            self._look()
            return
        moves = {f.hit.visit.appointment.id: f.slot for f in self.fates if f.slot is not None}
        tray = tuple(f.hit.visit.appointment.id for f in self.fates if f.choice == -2)

        def lay(desk: Desk) -> Laid:
            return blocks.lay(desk, block=block, moves=moves, to_tray=tray)

        self.go.setEnabled(False)  # until something else is looked at
        self.context.jobs.ask(lay, lambda laid: self.done.emit(laid.sentence), failed=self._tell)


def _told(fates: Sequence[Fate]) -> str:
    """What becomes of those who stand there, as it is chosen now: "3 visits are booked there: 2 get another time, 1 stays under the block."."""
    if not fates:
        return "Nobody is booked there."
    moved, tray = sum(f.choice >= 0 for f in fates), sum(f.choice == -2 for f in fates)
    stay = len(fates) - moved - tray
    parts = ((moved, "gets another time", "get another time"), (tray, "goes to the tray", "go to the tray"),
             (stay, "stays under the block", "stay under the block"))  # fmt: skip
    told = [f"{n} {one if n == 1 else more}" for n, one, more in parts if n]
    if len(fates) == 1:
        return f"1 visit is booked there. It {told[0].removeprefix('1 ')}."
    return f"{len(fates)} visits are booked there: {', '.join(told)}."
