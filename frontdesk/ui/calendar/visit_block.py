"""One visit on the grid: a real button with its whole name, and the words for how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Status, Visit
from frontdesk.domain.clinic import House
from frontdesk.ui.calendar.visit_paint import Face
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.safe_text import name

ICONS = {Status.BOOKED: "circle", Status.WAITING: "armchair-fill", Status.IN_ROOM: "door-fill", Status.DONE: "checks", Status.NO_SHOW: "user-minus-fill",
         Status.HELD: "hourglass-medium"}  # fmt: skip


def waiting_minutes(visit: Visit, now: datetime) -> int:
    since = visit.appointment.waiting_since
    return max(0, int((now - since).total_seconds() // 60)) if since else 0


def status_words(visit: Visit, wall: datetime, now: datetime) -> tuple[str, str, str]:
    """(words for a chip or empty, its group, icon). Late and confirmed are computed, not stored."""
    one = visit.appointment
    if one.status is Status.WAITING:
        minutes = waiting_minutes(visit, now)
        return f"{minutes} min", "danger" if minutes > 30 else "warn" if minutes > 15 else "ok", "armchair-fill"
    if one.status is Status.IN_ROOM:
        return "In room", "info", "door-fill"
    if one.status is Status.NO_SHOW:
        return "No-show", "danger", "user-minus-fill"
    if one.status is Status.HELD:
        return "Held", "plain", "hourglass-medium"
    if one.status is Status.BOOKED and one.start < wall < one.end:
        return "Late", "warn", "clock-fill"
    if one.confirmed:
        return "", "", "check-circle"
    return "", "", ICONS.get(one.status, "circle")


def spoken(visit: Visit, house: House, wall: datetime, now: datetime) -> str:
    """The whole visit in one sentence, for a screen reader and the tooltip."""
    one = visit.appointment
    words, _, _ = status_words(visit, wall, now)
    state = f"waiting {words}" if one.status is Status.WAITING else words.lower() or ("confirmed" if one.confirmed else one.status.value.replace("_", " "))
    room = house.room(one.room_id).name if one.room_id else ""
    clock24 = house.clinic.clock24
    hours = f"{when.clock(one.start, clock24=clock24)} to {when.clock(one.end, clock24=clock24)}"
    parts = (name(visit.patient_name), house.type(one.type_id).name.lower(), hours,
             house.clinician(one.clinician_id).short, room, visit.line, state, f"overlap: {one.overlap_reason}" if one.overlap_reason else "")  # fmt: skip
    return ", ".join(p for p in parts if p)


class VisitBlock(QAbstractButton):
    """``keyed`` passes on the grid's keys, which Qt would use to walk between buttons. The mouse is the grid's alone.

    It is there for the keyboard and for a screen reader: how it looks stands in the grid's own picture, and only the focus is drawn here.
    ``stain`` is told when the picture at its place is not true any more.
    """

    keyed = Signal(object)
    gained = Signal(object)

    def __init__(self, look: Look, parent: QWidget, stain: Callable[[QRect], object]) -> None:
        super().__init__(parent)
        self.look, self.stain = look, stain
        self.face: Face | None = None
        self.place = QRect()
        self.dimmed = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the grid walks from one to the next; a panel that closes hands the keys to no visit by itself
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setUpdatesEnabled(False)  # hundreds of them need not be asked each time; only the one with the focus paints

    @property
    def visit(self) -> Visit | None:
        return self.face.visit if self.face else None

    def put(self, place: QRect) -> None:
        """Where it stands on the grid."""
        if place != self.place:
            self.stain(self.place)
            self.place = place
            self.setGeometry(place)
            self.stain(place)

    def show_visit(self, visit: Visit, house: House, wall: datetime, now: datetime, *, corner: str = "") -> None:
        chip = status_words(visit, wall, now)
        before = self.face
        same = before is not None and before.visit.appointment.id == visit.appointment.id
        if before is not None and same and before.chip == chip and before.house is house and (before.visit, before.corner) == (visit, corner):
            return
        self.face = Face(visit, house, chip, same and before is not None and before.chosen, corner)
        self._name = (wall, now)
        self.stain(self.place)

    _name: tuple[datetime, datetime] | None = None

    def speak(self) -> None:
        """Its whole name, after it has been painted: hundreds of them would keep the eyes waiting."""
        if self._name is not None and self.face is not None:
            self.setAccessibleName(spoken(self.face.visit, self.face.house, *self._name))
            self._name = None

    def choose(self, on: bool) -> None:
        if self.face is not None and on != self.face.chosen:
            self.face = replace(self.face, chosen=on)
            self.stain(self.place)

    def dim(self, on: bool) -> None:
        """While it is held elsewhere, it stays where it was at 35 %."""
        if on != self.dimmed:
            self.dimmed = on
            self.stain(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keyed.emit(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setUpdatesEnabled(True)
        self.gained.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setUpdatesEnabled(False)
        self.stain(self.place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1.5), self.look.px(6), self.look.px(6))
            painter.end()
