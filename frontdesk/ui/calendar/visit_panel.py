"""The side panel for a chosen visit: who, when, status steps, what came of asking, what can be done, what happened to it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import cancellation, when
from frontdesk.domain.appointment import (
    BACK,
    CONFIRMATION_WORDS,
    MOVABLE,
    NEXT,
    Appointment,
    Confirmation,
    Lives,
    Status,
    Urgency,
    Visit,
    minutes_late,
    minutes_waiting,
)
from frontdesk.domain.clinic import House
from frontdesk.domain.inquiry import Inquiry
from frontdesk.domain.plain import many
from frontdesk.domain.timespan import wall_of
from frontdesk.ui import saving
from frontdesk.ui.calendar.visit_cards import BeforeCard, HeadedCard, InquiryCard, PastCard, WhoCard
from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, IconWord, card
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import Paragraph, shown

_STEPS = ((Status.BOOKED, "Booked"), (None, "Confirmed"), (Status.WAITING, "Waiting"), (Status.IN_ROOM, "In room"), (Status.DONE, "Done"))
_STEP_ICONS = {Status.WAITING: "armchair-fill", Status.IN_ROOM: "door-fill", Status.DONE: "checks"}
"""What is drawn, in order. Nobody has to be confirmed to come: that circle stays empty where they never were (ux.md 3.7)."""
_NEXT_WORDS = {Status.HELD: "Book", Status.BOOKED: "Check in", Status.WAITING: "To the room", Status.IN_ROOM: "Done"}
_BACK_WORDS = {Status.CANCELLED: "Reinstate", Status.NO_SHOW: "They came after all"}
_URGENCY_WORDS = {Urgency.ROUTINE: "Routine", Urgency.SOON: "Soon", Urgency.URGENT: "Urgent"}


_REST = (("series", "Series", "S"), ("follow_up", "Follow-up", "U"), ("wait", "Wait list", "Shift+W"), ("aftercare", "After-care", "Alt+L"),
         ("report", "GP report", "Alt+R"))  # fmt: skip
"""What is done now and then: what is asked for, words, key."""


class Steps(QWidget):
    """Where the visit stands: Booked, Confirmed, Waiting, In room, Done."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.status, self.sure = Status.BOOKED, False
        self.setMinimumHeight(look.px(48))

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(260), self.look.px(48))

    def show_visit(self, one: Appointment) -> None:
        self.status, self.sure = one.status, one.outcome is Confirmation.CONFIRMED
        self.setAccessibleName(f"Status: {one.status.value.replace('_', ' ')}{', confirmed' if self.sure else ''}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_kept(self, (self.status, self.sure, self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        order = [s for s, _ in _STEPS]
        at = order.index(self.status) if self.status in order else -1
        at = 1 if self.sure and at == 0 else at
        wide = self.width() / len(_STEPS)
        for n, (status, word) in enumerate(_STEPS):
            x, y, r = wide * (n + 0.5), look.px(13), look.px(9)
            if n:
                painter.setPen(QPen(look.color("accent" if n <= at else "border2"), 2))
                painter.drawLine(int(x - wide + r), int(y), int(x - r), int(y))
            past, here = n < at and (n != 1 or self.sure), n == at
            painter.setPen(QPen(look.color("accent" if past or here else "edge"), 1.6))
            painter.setBrush(look.color("accent" if past else "accentSoft" if here else "surface"))
            painter.drawEllipse(QRectF(x - r, y - r, 2 * r, 2 * r))
            icon = "check" if past or (here and n == 1) else _STEP_ICONS.get(status, "") if status and here else ""
            if icon:
                painter.drawPixmap(int(x - look.px(5)), int(y - look.px(5)), look.pixmap(icon, "onAccent" if past else "accentText", 10, self.devicePixelRatioF()))
            painter.setPen(look.color("accentText" if here else "text2"))
            painter.setFont(look.font(11, 600 if here else 400))
            painter.drawText(QRectF(x - wide, y + r + 2, 2 * wide, look.px(20)), int(Qt.AlignmentFlag.AlignCenter), word)


def state_words(visit: Appointment, *, wall: datetime, now: datetime, clock24: bool) -> tuple[str, str, str]:
    """(sentence, icon, group) for the line under the steps; late, waiting and confirmed are computed, not stored."""
    if visit.lives is Lives.TRAY:
        return "Pulled off the book, to be booked again", "tray", "warn"
    if visit.status in (Status.WAITING, Status.IN_ROOM) and visit.waiting_since:
        minutes = minutes_waiting(visit, now=now)
        since = when.clock(wall_of(visit.room_since or visit.waiting_since, visit.zone), clock24=clock24)
        if visit.status is Status.IN_ROOM:
            return f"In the room since {since}" + (f", waited {minutes} min" if minutes else ""), "door-fill", "info"
        told = f"Waiting {many(minutes, 'minute')}, since {since}" if minutes else f"Waiting since {since}"
        return told, "armchair-fill", "danger" if minutes > 30 else "warn" if minutes > 15 else "ok"
    if late := minutes_late(visit, wall=wall):
        return f"Late by {many(late, 'minute')}", "clock-fill", "warn"
    if visit.status is Status.CANCELLED:
        told = ": ".join(p for p in ("Cancelled", cancellation.words(visit.cancel_code)) if p)
        return told, "x", "danger"
    if visit.status is Status.NO_SHOW:
        return "Did not come", "user-minus-fill", "danger"
    if visit.status is Status.HELD and visit.expires_at:
        return f"Held until {when.moment_words(wall_of(visit.expires_at, visit.zone), clock24=clock24)}", "hourglass-medium", "plain"
    if visit.status is Status.BOOKED and visit.confirmation and not visit.outcome and visit.confirmed_for:
        return f"“{CONFIRMATION_WORDS[visit.confirmation]}” was for {when.moment_words(visit.confirmed_for, clock24=clock24)}", "circle", "warn"
    if visit.status is Status.BOOKED:
        return CONFIRMATION_WORDS[visit.outcome], "check-circle" if visit.confirmed else "circle", "ok" if visit.confirmed else "plain"
    return visit.status.value.replace("_", " ").capitalize(), "checks" if visit.status is Status.DONE else "hourglass-medium", "plain"


class VisitPanel(QFrame):
    """``asked`` a status; ``confirmed`` an outcome; ``urgent`` an urgency; ``opened`` the patient's record; ``wanted`` one of the actions."""

    asked = Signal(object)
    confirmed = Signal(object)
    urgent = Signal(object)
    opened = Signal(int)
    wanted = Signal(str)
    moving = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.visit: Visit | None = None
        self._told: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._who, self._past = WhoCard(context), PastCard(context)
        self._who.opened.connect(self._open)
        self.show_history = self._past.show_history
        column.addWidget(self._who)
        column.addWidget(self._status_card())
        self.before, self.said = BeforeCard(context), InquiryCard(context)
        column.addWidget(self.before)
        column.addWidget(self.said)
        column.addLayout(self._actions())
        column.addWidget(self._asking_card())
        column.addWidget(self._past)
        column.addStretch()

    def _status_card(self) -> QFrame:
        look = self.context.look
        frame = HeadedCard("Status")
        self.told, inside = frame.right, frame.column
        inside.setSpacing(8)
        self.steps = Steps(look)
        inside.addWidget(self.steps)
        self.words = IconWord(look, "circle")
        inside.addWidget(self.words)
        self.note = Paragraph("", role="soft")
        inside.addWidget(self.note)
        row = QHBoxLayout()
        self.next = Button(look, "Check in", key="Space", kind="primary", tall=True, then=lambda: self._step(NEXT))
        self.no_show = Button(look, "No-show", key="X", then=lambda: self.asked.emit(Status.NO_SHOW))
        self.back = Button(look, "Back", key="Z", then=lambda: self._step(BACK))
        row.addWidget(self.next, 1)
        for button in (self.no_show, self.back):
            row.addWidget(button)
        inside.addLayout(row)
        return frame

    def _asking_card(self) -> QFrame:
        self._asking, inside = card()
        row = QHBoxLayout()
        self.outcome = Combo("Confirmation")
        for outcome, words in CONFIRMATION_WORDS.items():
            self.outcome.addItem(words, outcome)
        self.outcome.activated.connect(lambda _: self.confirmed.emit(Confirmation(self.outcome.currentData())))
        self.urgency = Combo("Urgency")
        for urgency, words in _URGENCY_WORDS.items():
            self.urgency.addItem(words, urgency)
        self.urgency.activated.connect(lambda _: self.urgent.emit(Urgency(self.urgency.currentData())))
        row.addWidget(self.outcome, 3)
        row.addWidget(self.urgency, 2)
        inside.addLayout(row)
        return self._asking

    def _actions(self) -> QVBoxLayout:
        """What is done most stands in one row; the rest is one step behind it."""
        look, both, row, grid = self.context.look, QVBoxLayout(), QHBoxLayout(), QGridLayout()
        self.move_button = Button(look, "Move", key="M", then=self.moving.emit)
        self.cancel_button = Button(look, "Cancel", key="Del", then=lambda: self.wanted.emit("cancel"))
        self.sheet = Button(look, "", icon="printer", name="Intake sheet on paper", then=self._print_sheet)
        self.more = Button(look, "", icon="dots-three", name="More to be done with this visit", then=lambda: self.rest.setVisible(self.rest.isHidden()))
        for button in (self.sheet, self.more):
            button.setFixedWidth(look.px(34))
        row.addWidget(self.sheet)
        for button in (self.move_button, self.cancel_button):
            row.addWidget(button)
        row.addWidget(self.more)
        row.setSpacing(4)
        made = {what: Button(look, words, key=key, then=partial(self.wanted.emit, what)) for what, words, key in _REST}
        self.after = (made["aftercare"], made["report"])
        self.rest = QWidget()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for number, button in enumerate(made.values()):
            grid.addWidget(button, number // 2, number % 2)
        self.rest.setLayout(grid)
        self.rest.hide()
        both.setSpacing(6)
        both.addLayout(row)
        both.addWidget(self.rest)
        return both

    def _print_sheet(self) -> None:
        if self.visit and (patient := self.visit.appointment.patient_id):
            saving.intake_sheet(self.context, self, patient_id=patient, chart=self.visit.chart)

    def show_visit(self, visit: Visit, house: House, wall: datetime, now: datetime) -> None:
        if (told := (visit, house, now.replace(second=0, microsecond=0))) == self._told:
            return
        if self.visit is None or self.visit.appointment.id != visit.appointment.id:
            self._past.hide()
            self.rest.hide()
        self.visit, self._told = visit, told
        one = visit.appointment
        self._who.show_visit(visit, house, _urgency(one))
        self.steps.show_visit(one)
        words, icon, group = state_words(one, wall=wall, now=now, clock24=house.clinic.clock24)
        self.words.say(words, icon=icon)
        self.words.colour(group)
        self.note.say(one.cancel_note)
        self.note.setVisible(bool(one.cancel_note))
        self._offer(one, house)

    def _offer(self, one: Appointment, house: House) -> None:
        """Only what is legal from here is on offer."""
        self.next.setVisible(one.status in NEXT)
        self.told.say("Space advances" if one.status in NEXT else "")
        self.next.say(_to_room(one, house) or _NEXT_WORDS.get(one.status, "Check in"))
        self.back.setVisible(one.status in BACK)
        self.back.say(_BACK_WORDS.get(one.status, "Back"))
        self.no_show.setVisible(one.status is Status.BOOKED)
        self._asking.setVisible(one.status is Status.BOOKED)
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(one.outcome)))
        self.urgency.setCurrentIndex(max(0, self.urgency.findData(one.urgency)))
        for button in self.after:
            button.setVisible(one.status in (Status.IN_ROOM, Status.DONE))
        self.move_button.setEnabled(one.status in MOVABLE)
        self.cancel_button.setEnabled(one.status in (Status.BOOKED, Status.WAITING, Status.HELD))

    def show_before(self, found: tuple[frozenset[str], Inquiry | None]) -> None:
        """What is ready, and what the person wrote."""
        self.before.show_ready(found[0])
        self.said.show_inquiry(found[1])

    def _step(self, table: dict[Status, Status]) -> None:
        if self.visit and self.visit.appointment.status in table:
            self.asked.emit(table[self.visit.appointment.status])

    def _open(self) -> None:
        if self.visit and self.visit.appointment.patient_id:
            self.opened.emit(self.visit.appointment.patient_id)


def _to_room(one: Appointment, house: House) -> str:
    """Whoever waits goes to the room that was kept for them."""
    if one.status is not Status.WAITING or not one.room_id:
        return ""
    room = house.room(one.room_id).name
    return shown(f"To {room[:1].lower() + room[1:] if 'room' in room.lower() else room}", longest=40)


def _urgency(one: Appointment) -> str:
    return _URGENCY_WORDS[one.urgency] if one.urgency else ""
