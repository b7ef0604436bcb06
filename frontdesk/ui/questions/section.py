"""Questions: what the desk has asked clinicians, the message it is about, the answer with its verdict, signed (mock-up 18)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.question import Verdict
from frontdesk.domain.slots import SlotList
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.facts_panel import FactsPanel
from frontdesk.ui.inbox.message import ICONS
from frontdesk.ui.questions.answer import AnswerCard
from frontdesk.ui.widgets import slot_list
from frontdesk.ui.widgets.controls import Button, Chip, EmptyState, IconWord, Segmented, card, clear
from frontdesk.ui.widgets.fact_text import FactText
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.questions import Asked, QuestionRow

_TABS = ("Open", "Answered", "All")
_NONE = "No question is waiting for a clinician. Q at an inquiry asks one."


class QuestionsSection(QWidget):
    """``open_at(question=id)`` shows one. Nothing of an answer is seen at the desk before it is signed."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.tab = 0
        self.asked: Asked | None = None
        self._rows: tuple[QuestionRow, ...] = ()
        self._wanted: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.panes = Panes(context, "questions", self._list_pane(), self._document(), self._side(), widths=(336, 640, 376))
        row.addWidget(self.panes)
        self._bind()
        context.bridge.changed.connect(self._heard)
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self._draw_rows)
        self._clock.start()

    # -- building

    def _list_pane(self) -> QWidget:
        look = self.context.look
        pane = QWidget()
        pane.setProperty("pane", "list")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 12, 0)
        head.addWidget(PlainLabel("Questions", role="pane"))
        self.mine = Button(look, "Mine", key="M", kind="chip", name="Only those asked of me, or by me", then=self._draw_rows)
        self.mine.setCheckable(True)
        head.addStretch()
        head.addWidget(self.mine)
        column.addLayout(head)
        self.tabs = Segmented(look, _TABS, name="Questions by state")
        self.tabs.chosen.connect(self._choose_tab)
        inset = QHBoxLayout()
        inset.setContentsMargins(14, 0, 14, 0)
        inset.addWidget(self.tabs)
        column.addLayout(inset)
        self.list = RowList(look, 84, name="Questions")
        self.list.chosen.connect(self._choose)
        self.list.entered_row.connect(lambda _: self.panes.reveal_document())
        self.nothing = EmptyState(look, "chat-circle-dots", _NONE)
        self.list_stack = QStackedWidget()
        self.list_stack.addWidget(self.list)
        self.list_stack.addWidget(self.nothing)
        column.addWidget(self.list_stack, 1)
        return pane

    def _document(self) -> QWidget:
        look = self.context.look
        inside = QWidget()
        inside.setProperty("pane", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(22, 16, 20, 16)
        column.setSpacing(10)
        title = QHBoxLayout()
        title.setSpacing(8)
        self.who = PlainLabel("", role="title")
        title.addWidget(self.who)
        self.state = QHBoxLayout()
        title.addLayout(self.state)
        title.addStretch()
        self.when_asked = PlainLabel("", role="soft")
        title.addWidget(self.when_asked)
        column.addLayout(title)
        line = QHBoxLayout()
        line.setSpacing(look.px(18))
        self.record, self.came = IconWord(look, "identification-card"), IconWord(look)
        line.addWidget(self.record)
        line.addWidget(self.came)
        line.addStretch()
        column.addLayout(line)
        column.addWidget(self._desk_card())
        column.addWidget(self._message_card())
        self.answer = AnswerCard(self.context)
        self.answer.kept.connect(self._keep)
        self.answer.signed.connect(self._sign)
        column.addWidget(self.answer)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.document = QStackedWidget()
        self.document.setProperty("pane", "surface")
        self.document.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.document.addWidget(EmptyState(look, "chat-circle-dots", "Choose a question to read it."))
        self.document.addWidget(scroll)
        return self.document

    def _desk_card(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", "quiet")
        column = QVBoxLayout(frame)
        column.setContentsMargins(18, 12, 18, 14)
        column.setSpacing(6)
        head = IconWord(self.context.look, "chat-circle-dots", strong="strong")
        head.say("", "From the desk")
        column.addWidget(head)
        self.line = Paragraph("", role="message")
        column.addWidget(self.line)
        return frame

    def _message_card(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", "true")
        column = QVBoxLayout(frame)
        column.setContentsMargins(18, 12, 14, 10)
        column.setSpacing(4)
        row = QHBoxLayout()
        self.message_head = IconWord(self.context.look, "envelope-simple", strong="strong")
        row.addWidget(self.message_head, 1)
        self.message_time = PlainLabel("", role="faint")
        row.addWidget(self.message_time)
        column.addLayout(row)
        self.text = FactText(self.context.look)
        column.addWidget(self.text)
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)  # as high as its words
        return frame

    def _side(self) -> QWidget:
        look = self.context.look
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.facts = FactsPanel(look, accept_all=lambda: None, read_only=True)
        self.facts.picked.connect(self.text.focus_fact)
        column.addWidget(self.facts)
        self.history, history = card("")
        head = QHBoxLayout()
        head.addWidget(PlainLabel("History here", role="card"))
        head.addStretch()
        self.many = PlainLabel("", role="faint")
        head.addWidget(self.many)
        history.addLayout(head)
        self.visits = QVBoxLayout()
        self.visits.setSpacing(6)
        history.addLayout(self.visits)
        column.addWidget(self.history)
        self.invited, invited = card("")
        row = QHBoxLayout()
        row.addWidget(PlainLabel("If invited", role="card"))
        row.addStretch()
        self.length = PlainLabel("", role="faint")
        row.addWidget(self.length)
        invited.addLayout(row)
        self.slots = slot_list.SlotList(look)
        self.slots.live = False
        invited.addWidget(self.slots)
        column.addWidget(self.invited)
        column.addWidget(Button(look, "Open in the inbox", icon="arrow-square-out", kind="ghost", then=self._open_case))
        column.addStretch()
        scroll = QScrollArea()
        scroll.setProperty("pane", "side")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.side_inside = inside
        inside.hide()  # until there is a question
        return scroll

    def _bind(self) -> None:
        bind, on_open = self.context.commands.bind, lambda: self.asked is not None and self.asked.question.open
        bind("questions.next", self, lambda: self.list.step(1))
        bind("questions.previous", self, lambda: self.list.step(-1))
        bind("questions.mine", self, self.mine.click)
        for number, verdict in enumerate(Verdict, 1):
            bind(f"questions.verdict.{number}", self, partial(self.answer.choose, verdict), when=on_open)
        bind("questions.line", self, self.answer.focus_line, when=on_open)
        bind("questions.sign", self, self.answer.go, when=on_open)
        bind("questions.case", self, self._open_case, when=lambda: self.asked is not None and self.list.hasFocus())

    # -- reading

    def open_at(self, *, question: int | None = None, **_: object) -> None:
        self._wanted = question
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        from frontdesk.services import questions  # after the first paint, as in jobs

        self.context.jobs.ask(questions.queue, self._show_rows, key="questions")

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"question", "inquiry", "fact", "appointment", ""} and self.isVisible():
            self.reload()

    def _show_rows(self, rows: tuple[QuestionRow, ...]) -> None:
        self._rows = rows
        self._draw_rows()
        self.context.extra["keys"]()

    def _draw_rows(self) -> None:
        seen = [row for row in self._rows if row.mine or not self.mine.isChecked()]
        waiting = sum(row.question.open for row in seen)
        self.tabs.count(0, waiting)
        self.tabs.count(1, len(seen) - waiting)
        chosen = [row for row in seen if self.tab == 2 or row.question.open == (self.tab == 0)]
        self.list_stack.setCurrentIndex(0 if chosen else 1)
        self.list.put([self._item(row) for row in chosen], keep=self._wanted)
        self._wanted = None
        if not chosen:
            self.asked = None
            self.document.setCurrentIndex(0)
            whose = "of you or by you " if self.mine.isChecked() else ""
            self.nothing.words.say(_NONE if self.tab == 0 and not whose else f"Nothing has been asked {whose}yet.")

    def _item(self, row: QuestionRow) -> Item:
        question = row.question
        right = "answered"
        if question.open and question.due_at and self.context.house:
            late = (self.context.now() - question.due_at).total_seconds() / 60
            due = wall_of(question.due_at, self.context.house.zone)
            today = due.date() == self.context.wall_now().date()
            right = f"{when.age_words(late)} late" if late > 0 else f"due {when.clock(due, clock24=self.context.clock24) if today else when.short_day(due)}"
        icon = ("clock-fill", "warn") if row.late else ("hourglass-medium", "info") if question.open else ("check-circle", "ok")
        return Item(question.id, name(row.inquiry.name), " ".join(row.gist.split())[:160], icon=icon[0], tint=icon[1], right=right, urgent=row.late,
                    chips=((row.clinician.short, "plain"),))  # fmt: skip

    def _choose_tab(self, tab: int) -> None:
        self.tab = tab
        self.tabs.select(tab)
        self._draw_rows()

    def _choose(self, item: Item | None) -> None:
        from frontdesk.services import questions  # after the first paint, as in jobs

        self.answer.flush()
        if item is None:
            self.asked = None
            self.document.setCurrentIndex(0)
            self.side_inside.hide()
            return
        key = item.key
        self.context.jobs.ask(lambda desk: questions.asked(desk, question_id=key), self._show, key="question", failed=self._failed)

    def _show(self, asked: Asked) -> None:
        self.asked = asked
        question, inquiry = asked.question, asked.inquiry
        self.document.setCurrentIndex(1)
        self.side_inside.show()
        self.who.say(name(inquiry.name))
        clear(self.state)
        words = f"With {asked.clinician.short}" if question.open else f"Answered by {asked.clinician.short}"
        self.state.addWidget(Chip(self.context.look, words, "info" if question.open else "ok", icon="hourglass-medium" if question.open else "check-circle"))
        self.when_asked.say(f"Asked {self._time(question.asked_at)} by {question.asked_by.split(' ')[0]}")
        patient = asked.patient
        self.record.setVisible(patient is not None)
        self.record.say(patient.chart if patient else "")
        minutes = (self.context.now() - inquiry.received_at).total_seconds() / 60 if inquiry.received_at else 0
        self.came.say(f"{inquiry.source.value.replace('_', ' ')}, {when.age_words(minutes)} ago".replace("email", "e-mail"), icon=ICONS[inquiry.source])
        self.line.say(question.line or f"“{question.quote}”")
        self.message_head.say("", "The message", icon=ICONS[inquiry.source])
        self.message_time.say(self._time(inquiry.received_at))
        self.text.show_message(inquiry.text, asked.facts)
        self.facts.show_facts(asked.facts, ())
        self._show_visits(asked)
        self.answer.show_question(question, asked.clinician)
        self._look_for_slots(asked)

    def _time(self, at: object) -> str:
        if at is None or self.context.house is None:
            return ""
        wall = wall_of(at, self.context.house.zone)  # type: ignore[arg-type]  # an instant or None
        clock = when.clock(wall, clock24=self.context.clock24)
        return f"today {clock}" if wall.date() == self.context.wall_now().date() else f"{when.short_day(wall)}, {clock}"

    def _show_visits(self, asked: Asked) -> None:
        clear(self.visits)
        house, today = self.context.house, self.context.wall_now()
        past = [v for v in asked.visits if v.appointment.start <= today][:4]
        self.history.setVisible(bool(past))
        self.many.say(f"{len(asked.visits)} {'visit' if len(asked.visits) == 1 else 'visits'}")
        for visit in past if house else ():
            assert house is not None
            one = visit.appointment
            kind = house.type(one.type_id)
            row = QHBoxLayout()
            day = PlainLabel(when.short_day(one.start).partition(" ")[2], role="faint")
            day.setFixedWidth(self.context.look.px(56))
            row.addWidget(day)
            line = IconWord(self.context.look, self.context.look.type_icon(kind.look), strong="strong")
            line.say("", f"{kind.name}, {house.clinician(one.clinician_id).short}")
            row.addWidget(line, 1)
            self.visits.addLayout(row)

    def _look_for_slots(self, asked: Asked) -> None:
        from frontdesk.services import calendar  # after the first paint, as in jobs

        self.invited.setVisible(asked.question.open and asked.wish is not None)
        if asked.wish is not None and asked.question.open:
            wish = replace(asked.wish, clinician_id=asked.question.clinician_id)
            self.context.jobs.ask(lambda desk: calendar.slots(desk, wish=wish, limit=2), self._show_slots, key="invited", failed=self._failed)

    def _show_slots(self, found: SlotList) -> None:
        if self.context.house is not None:
            lasts = found.slots[0].end - found.slots[0].start if found.slots else None
            self.length.say(f"{lasts.seconds // 60} min" if lasts else "no time free")
            self.slots.show_slots(found.slots, self.context.house, clock24=self.context.clock24)

    # -- doing

    def _keep(self, verdict: Verdict | None, text: str, key: int) -> None:
        from frontdesk.services import questions  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: questions.save_draft(desk, question_id=key, verdict=verdict, text=text), failed=self._failed)

    def _sign(self, verdict: Verdict | None, text: str, key: int) -> None:
        from frontdesk.services import questions  # after the first paint, as in jobs

        def done(_: object) -> None:
            self.context.say("Signed, back in the inbox", undo=True)
            self.list.setFocus()

        self.context.jobs.ask(lambda desk: questions.sign(desk, question_id=key, verdict=verdict, text=text), done, failed=self._failed)

    def _open_case(self) -> None:
        if self.asked is not None:
            self.context.go("inbox", inquiry=self.asked.inquiry.id)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def leave(self) -> bool:
        """Esc: the keyboard goes back to the list; what was typed is kept."""
        self.answer.flush()
        self.list.setFocus()
        return self.panes.hide_side()

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        if not self.list.rows.items:
            return [("Ctrl 1", "inbox, where Q asks one"), ("M", "mine"), ("?", "all keys")]
        return [("J", "next"), ("K", "previous"), ("1–4", "verdict"), ("A", "add a line"), ("Ctrl ↵", "sign and return"), ("?", "all keys")]
