"""The side panel for a chosen visit: who, when, status steps, what can be done."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import BACK, NEXT, Status, Visit
from frontdesk.domain.clinic import House
from frontdesk.ui.calendar.visit_block import status_words
from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, Chip, Disc, card, clear, disc_color
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

REASONS = (
    ("pat", "Patient"), ("pat-cpp", "Patient cancelled by phone"), ("pat-fb", "Feeling better"), ("pat-mt", "No transport"), ("pat-lt", "Patient left"),
    ("pat-ucp", "Unable to come"), ("prov", "Clinician"), ("prov-pers", "Clinician ill or away"), ("maint", "Room or equipment"),
    ("oth-weath", "Weather"), ("oth-err", "Entered in error"), ("other", "Other"),
)  # fmt: skip
"""Codes of the FHIR list of cancellation reasons that a desk meets, with its words."""

_STEPS = ((Status.BOOKED, "Booked"), (Status.WAITING, "Waiting"), (Status.IN_ROOM, "In room"), (Status.DONE, "Done"))
_NEXT_WORDS = {Status.BOOKED: "Check in", Status.WAITING: "To the room", Status.IN_ROOM: "Done"}


class Steps(QWidget):
    """Where the visit stands: Booked, Waiting, In room, Done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.status = Status.BOOKED
        self.setMinimumHeight(look.px(48))

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(260), self.look.px(48))

    def show_status(self, status: Status) -> None:
        self.status = status
        self.setAccessibleName(f"Status: {status.value.replace('_', ' ')}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        order = [s for s, _ in _STEPS]
        at = order.index(self.status) if self.status in order else -1
        wide = self.width() / len(_STEPS)
        for n, (_, word) in enumerate(_STEPS):
            x, y, r = wide * (n + 0.5), look.px(14), look.px(8)
            if n:
                painter.setPen(QPen(look.color("accent" if n <= at else "border2"), 2))
                painter.drawLine(int(x - wide + r), int(y), int(x - r), int(y))
            painter.setPen(QPen(look.color("accent" if n <= at else "edge"), 1.6))
            painter.setBrush(look.color("accent") if n < at else look.color("accentSoft") if n == at else look.color("surface"))
            painter.drawEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))
            painter.setPen(look.color("text" if n == at else "text2"))
            painter.setFont(look.font(12, 600 if n == at else 400))
            painter.drawText(QRectF(x - wide / 2, y + r + 2, wide, look.px(20)), int(Qt.AlignmentFlag.AlignCenter), word)
        painter.end()


class VisitPanel(QFrame):
    """``asked`` a status; ``cancelled`` with reason and note; ``opened`` the patient's record; ``moved`` wants another time."""

    asked = Signal(object)
    cancelled = Signal(str, str)
    opened = Signal(int)
    moving = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._who, self._who_column = card()
        column.addWidget(self._who)
        frame, inside = card("Status")
        self.steps = Steps(context.look)
        inside.addWidget(self.steps)
        self.words = PlainLabel("", role="soft")
        inside.addWidget(self.words)
        row = QHBoxLayout()
        self.next = Button(context.look, "Check in", key="Space", kind="primary")
        self.no_show = Button(context.look, "No-show", key="X")
        self.back = Button(context.look, "Back", key="Z")
        inside.addWidget(self.next)
        for button in (self.no_show, self.back):
            row.addWidget(button)
        inside.addLayout(row)
        column.addWidget(frame)
        actions = QHBoxLayout()
        actions.addWidget(Button(context.look, "Move", then=self.moving.emit))
        actions.addWidget(Button(context.look, "Cancel visit", then=lambda: self.cancel_box.setVisible(True)))
        actions.addWidget(Button(context.look, "Record", icon="arrow-square-out", then=self._open))
        column.addLayout(actions)
        self.cancel_box, cancel_column = card("Cancel this visit")
        self.reason = Combo("Reason")
        for code, words in REASONS:
            self.reason.addItem(words, code)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note, if there is more to say")
        self.note.setAccessibleName("Note on the cancellation")
        cancel_column.addWidget(self.reason)
        cancel_column.addWidget(self.note)
        cancel_column.addWidget(Button(context.look, "Cancel it", kind="primary", then=self._cancel))
        self.cancel_box.hide()
        column.addWidget(self.cancel_box)
        column.addStretch()
        self.visit: Visit | None = None
        self.next.clicked.connect(lambda: self._step(NEXT))
        self.back.clicked.connect(lambda: self._step(BACK))
        self.no_show.clicked.connect(lambda: self.asked.emit(Status.NO_SHOW))

    def show_visit(self, visit: Visit, house: House, wall: datetime, now: datetime) -> None:
        if self.visit is None or self.visit.appointment.id != visit.appointment.id:
            self.cancel_box.hide()
        self.visit = visit
        one = visit.appointment
        look, clock24 = self.context.look, house.clinic.clock24
        clear(self._who_column)
        head = QHBoxLayout()
        head.addWidget(Disc(look, "".join(w[0] for w in visit.patient_name.split()[:2]).upper(), disc_color(visit.patient_name)))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(PlainLabel(name(visit.patient_name), role="card"))
        names.addWidget(PlainLabel(visit.chart, role="soft"))
        head.addLayout(names, 1)
        self._who_column.addLayout(head)
        chips = QHBoxLayout()
        chips.addWidget(Chip(look, house.type(one.type_id).name, "info"))
        if one.detail:
            chips.addWidget(Chip(look, one.detail, "plain"))
        chips.addStretch()
        self._who_column.addLayout(chips)
        told = f"{when.short_day(one.start)}, {when.clocks(one.start, one.end, clock24=clock24)}"
        room = house.room(one.room_id).name if one.room_id else "no room"
        for text in (told, house.clinician(one.clinician_id).name, room, visit.patient_phone or "no number on file"):
            self._who_column.addWidget(PlainLabel(text))
        if one.overlap_reason:
            self._who_column.addWidget(Paragraph(f"Deliberate overlap: {one.overlap_reason}", role="warn"))
        self.steps.show_status(one.status)
        words, _, _ = status_words(visit, wall, now)
        plain = "Confirmed" if one.confirmed else one.status.value.replace("_", " ").capitalize()
        self.words.say(f"Waiting {words}" if one.status is Status.WAITING else words or plain)
        self.next.setEnabled(one.status in NEXT)
        self.next.say(_NEXT_WORDS.get(one.status, "Check in"))
        self.back.setEnabled(one.status in BACK)
        self.no_show.setEnabled(one.status is Status.BOOKED)

    def _step(self, table: dict[Status, Status]) -> None:
        if self.visit and self.visit.appointment.status in table:
            self.asked.emit(table[self.visit.appointment.status])

    def _cancel(self) -> None:
        self.cancel_box.hide()
        self.cancelled.emit(self.reason.currentText(), self.note.text())
        self.note.clear()

    def _open(self) -> None:
        if self.visit and self.visit.appointment.patient_id:
            self.opened.emit(self.visit.appointment.patient_id)
