"""The visit that is chosen in the calendar, on the grid or in the list, and what the keys do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.appointment import NEXT, Lives, Status, Visit, why_it_stays
from frontdesk.ui.calendar.grid import Grid
from frontdesk.ui.calendar.life import Life
from frontdesk.ui.calendar.placing import Placing
from frontdesk.ui.context import Context

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import DayView

HOUR = timedelta(hours=1)
NOBODY = "Choose a visit first: Tab and the arrows go from one to the next."


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time on the book, of a clinician or of a room."""

    start: datetime
    end: datetime
    clinician_id: int | None = None
    room_id: int | None = None


class OneVisit(QObject):
    """``revealed``: the side panel is to be seen now. ``looked`` is on once the keys went to an empty time: then nobody is meant."""

    revealed = Signal()

    def __init__(self, context: Context, grid: Grid, placing: Placing, life: Life) -> None:
        super().__init__()
        self.context, self.grid, self.placing, self.life = context, grid, placing, life
        self.chosen: Visit | None = None
        self.looked = False
        grid.opened.connect(self.open)
        life.booked.connect(placing.finished)

    def needed(self) -> Visit | None:
        """The chosen one; where none is, the desk is told how to choose."""
        if self.chosen is None:
            self.context.warn(NOBODY)
        return self.chosen

    def movable(self) -> Visit | None:
        """The same, if it can be given another time; else the desk is told why not."""
        visit = self.needed()
        if visit is not None and (reason := why_it_stays(visit.appointment)):
            self.context.warn(reason)
            return None
        return visit

    def act_on(self, then: Callable[[Visit], object]) -> None:
        if (visit := self.needed()) is not None:
            then(visit)

    def choose(self, visit: Visit | None) -> None:
        if visit is None or self.context.house is None or self.placing.carrying.get("moving") or self.grid.hand.live:
            return
        self.chosen, self.looked = visit, False
        self.grid.choose(visit.appointment.id)
        if not self.placing.carrying:
            self._show(visit)

    def open(self, visit: Visit | None) -> None:
        """Clicked, or Enter on it: a booking for nobody yet gives way to it."""
        if self.placing.blank:
            self.placing.put_back("visit")
        self.choose(visit)

    def _show(self, visit: Visit) -> None:
        self.placing.mode.emit("visit")
        self.life.show_visit(visit)

    def drop(self, *, looked: bool = False) -> None:
        """Nobody is chosen any more."""
        self.looked = looked
        if self.chosen is None or self.placing.carrying or self.grid.hand.live or self.life.mode not in ("", "visit"):
            return
        self.forget()
        if self.life.isVisible():
            self.placing.mode.emit("none")

    def forget(self) -> None:
        """Nobody is chosen: neither framed on the grid nor come back to at the right."""
        self.chosen = self.life.visit = None
        self.grid.choose(0)

    def advance(self, table: dict[Status, Status], visits: tuple[Visit, ...]) -> None:
        """The chosen visit goes on, or back; with none chosen, Space checks in the next who is expected."""
        if self.chosen is None and table is NEXT and not self.looked:
            expected = [v for v in visits if v.appointment.status is Status.BOOKED]
            self.chosen = min(expected, key=lambda v: v.appointment.start, default=None)
        one = self.needed()
        if one is not None and one.appointment.status in table:
            self.status(table[one.appointment.status])

    def status(self, status: Status) -> None:
        one = self.needed()
        if one is not None:
            self.life.visit = one
            self.life.set_status(status)

    def confirm(self) -> None:
        one = self.needed()
        if one is not None:
            self.life.visit = one
            self.life.confirm()

    def act(self, what: str) -> None:
        """One of the actions of the chosen visit, in the side panel."""
        one = self.needed()
        if one is not None:
            self.revealed.emit()
            if self.life.visit is None or self.life.visit.appointment.id != one.appointment.id:
                self.life.show_visit(one)  # while somebody is being booked, the panel behind holds whoever was chosen before
            self.life.open(what)

    def record(self) -> None:
        """Whose visit it is."""
        one = self.needed()
        if one is not None and one.appointment.patient_id:
            self.context.go("patients", patient=one.appointment.patient_id)

    def keep_hold(self, views: Sequence[DayView]) -> None:
        """Where the chosen visit goes, the grid takes the keyboard: else its neighbour would be chosen by nobody."""
        key = self.chosen.appointment.id if self.chosen else 0
        focus = self.grid.window().focusWidget()
        if key and focus is not None and self.grid.isAncestorOf(focus) and not any(v.appointment.id == key for view in views for v in view.visits):
            self.grid.setFocus()

    def place(self) -> Stretch | None:
        """The time that is meant: a stretch that was drawn (it is put back), an hour from the chosen visit's start, or from the grid's cursor."""
        if (drawn := self.placing.drawn) is not None and self.placing.side.panel.stands:
            self.placing.put_back()
            return Stretch(drawn.start, drawn.end, drawn.clinician_id)
        if self.chosen is not None and self.life.isVisible():
            one = self.chosen.appointment
            return Stretch(one.start, one.start + HOUR, one.clinician_id)
        made = self.grid.board
        if made is None or not made.tracks:
            return None
        track = made.tracks[min(self.grid.spot[0], len(made.tracks) - 1)]
        start = datetime.combine(track.day, time()) + timedelta(minutes=self.grid.spot[1])
        return Stretch(start, start + HOUR, None if track.room_id else track.clinician_id, track.room_id or None)

    def again(self, key: int, *, unasked: bool = False) -> None:
        """How it stands now, wherever it went: cancelled, or on another day. ``unasked``: only where its panel still stands there."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        def show(visit: Visit) -> None:
            if unasked and not (self.life.visit is not None and self.life.visit.appointment.id == key and self.life.isVisible()):
                return
            gone = visit.appointment.lives is Lives.TRAY and not unasked
            self.chosen = None if gone else visit
            if not gone and not self.placing.carrying:
                self._show(visit)
                there = self.grid.window().focusWidget()
                if self.grid.hasFocus() or (not unasked and there is not None and self.grid.isAncestorOf(there)):
                    self.grid.focus_visit(key)

        self.context.jobs.ask(lambda desk: calendar.visit(desk, appointment_id=key), show, key="gone", failed=lambda _: self._taken_back())

    def _taken_back(self) -> None:
        """The chosen visit is no more: nothing may be done to it."""
        shown = self.life.isVisible()
        self.forget()
        if shown:
            self.placing.mode.emit("none")
