"""The message: who wrote, how and when, what can be done, the text with its facts marked, and what came after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.inquiry import Source, State
from frontdesk.domain.plain import begun
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.conversation import Conversation, Do
from frontdesk.ui.widgets.controls import Button, Chip, EmptyState, IconWord, clear
from frontdesk.ui.widgets.fact_text import FactText
from frontdesk.ui.widgets.notice import notice
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.inquiries import Case

ICONS = {Source.COMMENT: "globe", Source.FORM: "article", Source.EMAIL: "envelope-simple", Source.PHONE: "phone-incoming", Source.CALLED: "phone",
         Source.MISSED_CALL: "phone-slash"}
_HOW = {Source.COMMENT: "Comment on", Source.FORM: "Web form", Source.EMAIL: "E-mail", Source.PHONE: "Phone call", Source.CALLED: "Called by us",
        Source.MISSED_CALL: "Missed call"}
_STATES = {State.NEW: ("New inquiry", "accent", "sparkle"), State.WORKING: ("To do", "info", ""), State.WITH_CLINICIAN: ("With clinician", "info", "hourglass-medium"),
           State.OFFERED: ("Offered", "info", "hourglass-medium"), State.SNOOZED: ("Put off", "plain", "clock"), State.BOOKED: ("Booked", "ok", "check"),
           State.DONE: ("Done", "plain", "check"), State.EARLIER: ("Earlier", "plain", ""), State.NOT_FOR_US: ("Not for us", "plain", ""),
           State.SPAM: ("Spam", "warn", "")}  # fmt: skip


class MessagePane(QStackedWidget):
    """Empty, or a case; what answers it is docked under the part that scrolls."""

    def __init__(self, context: Context, do: Do) -> None:
        super().__init__()
        self.context = context
        look = context.look
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.addWidget(EmptyState(look, "tray", "Choose an inquiry to read it."))
        inside = QWidget()
        inside.setProperty("pane", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(24, 16, 20, 12)
        self._column.setSpacing(6)
        self._build_head()
        self.text = FactText(look)
        self.text.setMaximumWidth(look.px(700))
        self._column.addWidget(self.text)
        self.conversation = Conversation(context, do)
        self._column.addWidget(self.conversation)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Internal note; Enter keeps it, Esc leaves")
        self.note.setAccessibleName("Internal note")
        self.note.hide()
        self._column.addWidget(self.note)
        self._column.addStretch()
        self.rolling = QScrollArea()
        self.rolling.setWidgetResizable(True)
        self.rolling.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rolling.setWidget(inside)
        page = QWidget()
        page.setProperty("pane", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page = QVBoxLayout(page)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(6)
        self._page.addWidget(self.rolling, 1)
        self.addWidget(page)

    def dock(self, widget: QWidget) -> None:
        self._page.addWidget(widget)

    def _build_head(self) -> None:
        look, column = self.context.look, self._column
        title = QHBoxLayout()
        title.setSpacing(8)
        self.who = PlainLabel("", role="title")
        title.addWidget(self.who, 0)
        self.state = QHBoxLayout()
        self.state.setSpacing(6)
        title.addLayout(self.state)
        title.addStretch()
        self.note_button = Button(look, "", icon="note-pencil", key="I", kind="ghost", name="Internal note")
        self.snooze_button = Button(look, "", icon="clock", key="S", kind="ghost", name="Put off")
        self.facts_button = Button(look, "Facts", icon="list", key="F", name="Show the facts")
        self.facts_button.hide()
        self.take_button = Button(look, "", icon="user", key="M", kind="ghost", name="I take this one, or give it back")
        title.addWidget(self.take_button)
        title.addWidget(self.note_button)
        title.addWidget(self.snooze_button)
        title.addWidget(self.facts_button)
        column.addLayout(title)
        self.source, self.received = IconWord(look), PlainLabel("", role="soft")
        column.addWidget(self.source)
        self.email, self.phone, self.chart = (IconWord(look, icon) for icon in ("at", "phone", "identification-card"))
        line = QHBoxLayout()
        line.setSpacing(look.px(18))
        for part in (self.email, self.phone, self.chart):
            line.addWidget(part)
        line.addStretch()
        line.addWidget(self.received)
        column.addLayout(line)
        column.addSpacing(4)
        self.instruction = QVBoxLayout()
        column.addLayout(self.instruction)
        self.book = Button(look, "Book", icon="calendar-check", key="B", kind="primary")
        self.offer = Button(look, "Offer slots", icon="paper-plane-tilt", key="O")
        self.ask = Button(look, "Ask clinician", icon="chat-circle-dots", key="Q")
        self.done = Button(look, "Done", icon="check", key="E")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.book, self.offer, self.ask):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.done)
        column.addLayout(row)
        column.addSpacing(4)

    def show_nothing(self) -> None:
        self.setCurrentIndex(0)

    def show_case(self, case: Case) -> None:
        """The head, the words and all that came after them."""
        inquiry, patient = case.inquiry, case.patient
        self.setCurrentIndex(1)
        self.who.say(name(inquiry.name))
        clear(self.state)
        words, group, icon = _STATES[inquiry.state]
        self.state.addWidget(Chip(self.context.look, self._state_words(case, words), group, icon=icon))
        if case.taken:
            self.state.addWidget(Chip(self.context.look, case.taken, "info", icon="user"))
        if inquiry.urgent:
            self.state.addWidget(Chip(self.context.look, "Urgent words", "danger", icon="warning"))
        clear(self.instruction)
        if inquiry.urgent and case.instruction:
            self.instruction.addWidget(notice(self.context.look, case.instruction, kind="danger"))
        self._say_source(case)
        written = next((f.fact.quote for f in case.facts if f.fact.kind == "phone" and f.decision != "rejected"), "")
        self.email.say(inquiry.email or (patient.email if patient else "") or "no e-mail given")
        self.phone.say(self.context.number(inquiry.phone or (patient.phone if patient else "") or written) or "no number given")
        self.chart.setVisible(patient is not None)
        self.chart.say(patient.chart if patient else "")
        self.facts_button.say("Facts", count=len(case.facts))
        self.book.strengthen(inquiry.state is not State.BOOKED)
        self.text.show_message(inquiry.text, case.facts)
        self.conversation.show_case(case)

    def _state_words(self, case: Case, words: str) -> str:
        inquiry, house = case.inquiry, self.context.house
        open_ = next((q for q in case.questions if q.open), None)
        if inquiry.state is State.WITH_CLINICIAN and open_ and house:
            return f"With {house.clinician(open_.clinician_id).short}"
        if inquiry.state is State.SNOOZED and inquiry.due_at and house:
            return f"Back {when.moment_words(wall_of(inquiry.due_at, house.zone), clock24=self.context.clock24)}"
        if inquiry.state is State.NOT_FOR_US and inquiry.closed_reason:
            return f"{words}: {inquiry.closed_reason[:1].lower()}{inquiry.closed_reason[1:]}"
        return begun(inquiry.closed_reason) if inquiry.state is State.WORKING and inquiry.closed_reason else words

    def _say_source(self, case: Case) -> None:
        inquiry, house = case.inquiry, self.context.house
        title = inquiry.article_title
        self.source.say(_HOW[inquiry.source] if title else _HOW[inquiry.source].removesuffix(" on"), title, icon=ICONS[inquiry.source])
        told = wall_of(inquiry.received_at, house.zone) if inquiry.received_at and house else None
        today = told is not None and told.date() == self.context.wall_now().date()
        clock24 = self.context.clock24
        self.received.say("" if told is None else f"Today {when.clock(told, clock24=clock24)}" if today else when.moment_words(told, clock24=clock24))
