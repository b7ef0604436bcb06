"""The day beside the inbox on a wide screen (mock-up 16): its visits, the free times of the booking panel, and a place to let somebody go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.errors import DeskError
from frontdesk.domain.fit import Fit, Verdict, Wanted
from frontdesk.domain.slots import Slot
from frontdesk.ui.calendar import board
from frontdesk.ui.calendar.drag import Place
from frontdesk.ui.calendar.hand import Carried
from frontdesk.ui.calendar.sheet import Sheet
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import DayView

_HEARS = {"appointment", "block", "opening_rule", "opening_exception", "clinician", "room", "patient", ""}


class DayPane(QWidget):
    """``taken`` a time for whoever is being booked, ``opened`` the day that is wanted in the calendar. Nothing is read while it is not seen.

    ``carried`` gives who is dragged here, by the inquiry's number.
    """

    taken = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context, carried: Callable[[int], Carried | None]) -> None:
        super().__init__()
        self.context, self.carried = context, carried
        self.day = context.wall_now().date()
        self._build()
        context.bridge.changed.connect(self._heard)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self.grid.refresh)
        self._minute.start()

    def _build(self) -> None:
        look = self.context.look
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(14, 9, 14, 9)
        bar.setSpacing(8)
        bar.addWidget(Button(look, "", icon="caret-left", name="Previous day", kind="ghost", then=lambda: self.show_day(self.day - timedelta(days=1))))
        bar.addWidget(Button(look, "", icon="caret-right", name="Next day", kind="ghost", then=lambda: self.show_day(self.day + timedelta(days=1))))
        self.title = PlainLabel("", role="pane")
        bar.addWidget(self.title, 1)
        bar.addWidget(Button(look, "Open calendar", icon="calendar-blank", key="C", then=lambda: self.opened.emit(self.day)))
        column.addLayout(bar)
        self.area = Sheet(self.context)
        self.grid = self.area.grid
        self.grid.picked.connect(self._choose)
        self.grid.slot_taken.connect(self.taken)
        self.grid.brought.connect(self._brought)
        hand = self.grid.hand
        hand.put_down.connect(self._put)
        hand.refused.connect(self.context.warn)
        hand.overlapping.connect(self._overlapping)
        column.addWidget(self.area, 1)

    # -- what is shown

    def show_day(self, day: date) -> None:
        self.day = day
        self.title.say(when.long_day(day))
        self.reload()

    def show_slots(self, slots: Sequence[Slot], current: int, who: str) -> None:
        """The times that are offered, on the day of the highlighted one."""
        self.grid.show_slots(slots, current, who)
        if 0 <= current < len(slots) and slots[current].start.date() != self.day:
            self.show_day(slots[current].start.date())

    def reload(self) -> None:
        from frontdesk.services import calendar  # after the first paint, as in jobs

        if self.isVisible():
            day = self.day
            self.context.jobs.ask(lambda desk: calendar.days(desk, first=day, last=day), self._show, key="day beside", failed=self._tell)

    def _show(self, views: tuple[DayView, ...]) -> None:
        self.title.say(when.long_day(self.day))
        self.grid.show_board(board.by_clinician(views[0]), f"Day, {when.long_day(self.day)}")
        self.area.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & _HEARS:
            self.reload()

    def _choose(self, visit: Visit | None) -> None:
        if visit is not None:
            self.grid.choose(visit.appointment.id)

    # -- what is let go on it

    def _brought(self, what: Any) -> None:
        """A row of the inbox is dragged here."""
        found = self.carried(what.inquiry) if what is not None and what.inquiry else None
        if found is not None:
            self.grid.hand.lift(found, at=Place(0, self.grid.spot[1], self.grid.spot[1] + found.minutes), held=False, live=True)

    def _put(self, carried: Carried, verdict: Verdict) -> None:
        from frontdesk.services import moving  # after the first paint, as in jobs

        if carried.visit is None:
            self.taken.emit(verdict.slot)
            return
        one, slot = carried.visit.appointment, verdict.slot
        wanted = Wanted(slot.start, slot.end, slot.clinician_id, one.type_id, slot.room_id, False, one.patient_id, one.id)
        outside = verdict.fit is Fit.OUTSIDE
        self.context.jobs.ask(
            lambda desk: moving.place(desk, wanted=wanted, outside=outside).sentence, lambda said: self.context.say(said, undo=True), failed=self._tell,
        )  # fmt: skip

    def _overlapping(self, carried: Carried, verdict: Verdict) -> None:
        """One over the other needs a reason, which the calendar asks for."""
        self.grid.hand.let_go()
        self.context.warn(f"{verdict.words(clock24=self.context.clock24)}. In the calendar one can be laid over the other, with a reason.")

    def _tell(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def leave(self) -> bool:
        """Esc: what is held is put back; False where nothing is."""
        held = self.grid.hand.carried is not None
        self.grid.hand.let_go()
        return held
