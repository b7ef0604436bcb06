"""What the calendar's side says and does about one visit: its steps, asking, cancelling, and the day's cancelled visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain import cancellation, when
from frontdesk.domain.appointment import CONFIRMATION_WORDS, Confirmation, Status, Urgency, Visit
from frontdesk.ui.calendar.cancel_panel import CancelPanel
from frontdesk.ui.calendar.visit_panel import VisitPanel
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk

SAID = {Status.WAITING: "checked in", Status.IN_ROOM: "in the room", Status.DONE: "done", Status.NO_SHOW: "did not come", Status.BOOKED: "back to booked",
        Status.HELD: "held again"}  # fmt: skip


class Cancelled(QWidget):
    """The day's cancelled visits, behind a switch; Enter on one opens it."""

    chosen = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.visits: tuple[Visit, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.switch = Button(context.look, "Cancelled on this day", key="D", kind="chip", then=self._show)
        self.switch.setCheckable(True)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.list = RowList(context.look, 56, name="Cancelled on this day")
        self.list.clicked.connect(lambda index: self._pick(index.data(Qt.ItemDataRole.UserRole)))
        self.list.entered_row.connect(self._pick)
        self.list.hide()
        column.addWidget(self.list)

    def read(self, day: date) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: visits.cancelled_between(desk, first=day, last=day), self._put, key="cancelled")

    def toggle(self) -> None:
        self.switch.setChecked(not self.switch.isChecked())
        self._show()
        if self.list.isVisible():
            self.list.setFocus()

    def _show(self) -> None:
        self.list.setVisible(self.switch.isChecked() and bool(self.visits))

    def _put(self, found: tuple[Visit, ...]) -> None:
        self.visits = found
        clock24 = self.context.clock24
        self.list.put([
            Item(v.appointment.id, name(v.patient_name), f"{when.clock(v.appointment.start, clock24=clock24)}, {cancellation.words(v.appointment.cancel_code)}")
            for v in found
        ])  # fmt: skip
        self.list.setFixedHeight(self.context.look.px(58) * min(len(found), 5) + 4)
        self.switch.say("Cancelled on this day", count=len(found))
        self._show()

    def _pick(self, item: Item | None) -> None:
        if item is not None:
            self.chosen.emit(next(v for v in self.visits if v.appointment.id == item.key))


class Life(QWidget):
    """The panels of a visit, one at a time. ``moving`` wants another time; ``put_down`` that the grid takes the keyboard again."""

    moving = Signal()
    rebooking = Signal(str, str)
    put_down = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.visit: Visit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.visit_panel = VisitPanel(context)
        self.cancel_panel = CancelPanel(context)
        self.title = PlainLabel("", role="card")
        self.panels: dict[str, QWidget] = {"visit": self.visit_panel, "cancel": self.cancel_panel}
        for panel in self.panels.values():
            panel.hide()
            column.addWidget(panel)
        self._connect()

    def _connect(self) -> None:
        panel = self.visit_panel
        panel.asked.connect(self.set_status)
        panel.confirmed.connect(self.confirm)
        panel.urgent.connect(self._urgency)
        panel.opened.connect(lambda key: self.context.go("patients", patient=key))
        panel.moving.connect(self.moving.emit)
        panel.wanted.connect(self.open)
        self.cancel_panel.cancelled.connect(self._cancel)
        self.cancel_panel.rebook.connect(self.rebooking.emit)
        self.cancel_panel.left.connect(self.leave)

    def show_mode(self, mode: str) -> None:
        """One panel, or with an unknown mode none."""
        for one, panel in self.panels.items():
            panel.setVisible(one == mode)
        self.setVisible(mode in self.panels)

    @property
    def mode(self) -> str:
        return next((one for one, panel in self.panels.items() if not panel.isHidden()), "")

    def show_visit(self, visit: Visit) -> None:
        """The chosen one; a panel that stays open for another visit is left."""
        from frontdesk.services import visits  # after the first paint, as in jobs

        house = self.context.house
        if house is None:
            return
        same = self.visit is not None and self.visit.appointment.id == visit.appointment.id
        self.visit = visit
        self.visit_panel.show_visit(visit, house, self.context.wall_now(), self.context.now())
        if not same or not self.mode:
            self.show_mode("visit")
        key = visit.appointment.id
        self.context.jobs.ask(lambda desk: visits.history(desk, appointment_id=key), self.visit_panel.show_history, key="history")

    def open(self, what: str) -> None:
        """One of the actions of the chosen visit."""
        if self.visit is None:
            return
        if what == "cancel" and self.visit_panel.cancel_button.isEnabled():
            self.show_mode("cancel")
            self.cancel_panel.open(self.visit)

    def leave(self) -> bool:
        """Esc: back to the visit; False where it is that already."""
        if self.mode in ("", "visit"):
            return False
        self.show_mode("visit" if self.visit else "")
        self.put_down.emit()
        return True

    # -- the verbs

    def _ask(self, question: Callable[[Desk], Any], said: str) -> None:
        def done(_: object) -> None:
            self.leave()
            self.context.say(said, undo=True)

        self.context.jobs.ask(question, done, failed=lambda t: self.context.warn(t.sentence))

    def set_status(self, status: Status) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        one = self.visit.appointment
        said = "back on the book" if one.status is Status.CANCELLED else SAID.get(status, status.value)
        self._ask(lambda desk: visits.set_status(desk, appointment_id=one.id, status=status), f"{name(self.visit.patient_name)}: {said}")

    def confirm(self, outcome: Confirmation | None = None) -> None:
        """What came of asking; without an outcome: confirmed, or where it was, not any more."""
        from frontdesk.services import visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        one = self.visit.appointment
        wanted = outcome if outcome is not None else Confirmation.UNCONFIRMED if one.confirmed else Confirmation.CONFIRMED
        said = f"{name(self.visit.patient_name)}: {CONFIRMATION_WORDS[wanted].lower()}"
        self._ask(lambda desk: visits.confirm(desk, appointment_id=one.id, outcome=wanted), said)

    def _urgency(self, urgency: Urgency) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        key = self.visit.appointment.id
        said = f"{name(self.visit.patient_name)}: {urgency.value or 'routine'}"
        self._ask(lambda desk: visits.set_urgency(desk, appointment_id=key, urgency=urgency), said)

    def _cancel(self, code: str, note: str) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        if self.visit is None:
            return
        key = self.visit.appointment.id
        said = f"Cancelled: {name(self.visit.patient_name)}, {cancellation.words(code).lower()}"
        self._ask(lambda desk: visits.cancel(desk, appointment_id=key, code=code, note=note), said)
