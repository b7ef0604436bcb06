"""The inbox: queue at the left, the message with its facts marked, facts and booking at the right (mock-ups 01, 06, 10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.domain.fact import GROUPS
from frontdesk.domain.inquiry import Inquiry, State, Tab
from frontdesk.domain.question import VERDICT_WORDS, Verdict
from frontdesk.domain.slots import Slot
from frontdesk.ui.calendar.day_pane import DayPane
from frontdesk.ui.calendar.hand import Carried
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.answering import Answering
from frontdesk.ui.inbox.booked_card import BookedCard
from frontdesk.ui.inbox.fact_work import FactWork
from frontdesk.ui.inbox.handout import HandoutCard
from frontdesk.ui.inbox.message import MessagePane
from frontdesk.ui.inbox.moving_on import MovingOn
from frontdesk.ui.inbox.queue import Queue
from frontdesk.ui.inbox.similar import SimilarPeople
from frontdesk.ui.widgets.booking_panel import BookingPanel, blank_slot
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import name
from frontdesk.ui.widgets.scrolled import Scrolled

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booked, Booking
    from frontdesk.services.inquiries import Case, InboxRow

_TABS = (Tab.TODO, Tab.WAITING, Tab.BOOKED, Tab.DONE)


class InboxSection(QWidget):
    """One section of the window; ``open_at(inquiry=id)`` shows one case wherever it lies."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.case: Case | None = None
        self._wanted: int | None = None
        self._missed = False  # something changed while another section was shown
        self._shown_tab: Tab | None = None
        self._build()
        self._bind()
        context.bridge.changed.connect(self._heard)
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self.queue.draw)
        self._clock.start()

    # -- building

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        panes = self._list_pane(), self._message_pane(), self._side_pane()
        self.day = DayPane(self.context, self._carried)
        self.day.taken.connect(self.panel.take)
        self.day.opened.connect(lambda day: self.context.go("calendar", day=day, inquiry=self.in_hand().get("inquiry_id")))
        for told in (self.panel.found, self.panel.highlighted):
            told.connect(self._show_times)
        self.panes = Panes(self.context, "inbox", *panes, widths=(336, 620, 404), wide=(self.day, 552))
        self.panes.moved.connect(lambda: self.message.facts_button.setVisible(self.panes.width_class() in ("one", "two")))
        row.addWidget(self.panes)

    def _list_pane(self) -> QWidget:
        made = self.queue = Queue(self.context)
        self.list = made.list
        made.turned.connect(self.reload)
        made.emptied.connect(self._show_nobody)
        self.list.chosen.connect(self._choose)
        self.list.entered_row.connect(lambda _: self.panes.reveal_document())
        return made

    def _message_pane(self) -> QWidget:
        self.answering = Answering(self.context, lambda: (self.panel.list.slots, self.panel.wish.type_id if self.panel.wish else 0))
        pane = self.message = MessagePane(self.context, self.answering.do)
        pane.dock(self.answering)
        self.moving_on = MovingOn(self.context, lambda: self.case.inquiry if self.case else None, self._ask)
        self.moving_on.opened.connect(self._make_room)
        self.moving_on.over.connect(self._room_again)
        pane.dock(self.moving_on)
        self.text, self.note = pane.text, pane.note
        self.fact_work = FactWork(self.context, self.text, lambda: self.case, self._ask)
        self.facts, self.editor = self.fact_work.facts, self.fact_work.editor
        self.fact_work.opened.connect(lambda: self.panes.reveal_side())
        self.note.returnPressed.connect(self._keep_note)
        for button, then in (
            (pane.book, self._focus_book), (pane.offer, self.answering.offer), (pane.ask, self.answering.open_question), (pane.done, lambda: self._set(State.DONE)),
            (pane.facts_button, self._focus_facts),
            (pane.note_button, self._open_note), (pane.snooze_button, self.moving_on.open_snooze), (pane.take_button, self._take),
        ):  # fmt: skip
            button.clicked.connect(partial(self._pressed, then))
        self.answering.moved_on.connect(self.list.setFocus)
        self.answering.closed.connect(self.list.setFocus)
        self.answering.opened.connect(lambda: self.panes.reveal_document())
        return pane

    def _make_room(self) -> None:
        """While one of the lists is open it stands where the draft does."""
        self.panes.reveal_document()
        self.answering.hide()

    def _room_again(self) -> None:
        self.answering.fit()
        self.list.setFocus()

    def _pressed(self, then: Callable[[], object], *_: object) -> None:
        then()

    def _side_pane(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.facts.asked.connect(self.answering.ask_in_reply)
        self.facts.reached.connect(self._bring_into_sight)
        column.addWidget(self.facts)
        column.addWidget(self.editor)
        self.similar = SimilarPeople(self.context)
        self.similar.same.connect(self._link)
        self.similar.different.connect(self._different)
        column.addWidget(self.similar)
        self.panel = BookingPanel(self.context, self._whom, apart=True)
        self.panel.booked.connect(self._booked)
        self.panel.show_in_calendar.connect(self._show_in_calendar)
        column.addWidget(self.panel)
        self.booked_card = BookedCard(self.context, lambda: self._pressed(lambda: self.list.step(1)))
        column.addWidget(self.booked_card)
        self.handout = HandoutCard(self.context)
        self.handout.opened.connect(lambda key: self.context.go("articles", article=key))
        column.addWidget(self.handout)
        column.addStretch()
        scroll = self.side = Scrolled(inside)
        pane, self.side_inside, self.foot = QWidget(), inside, QWidget()
        pane.setProperty("pane", "side")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        both = QVBoxLayout(pane)
        both.setContentsMargins(1, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(scroll, 1)
        both.addWidget(self.foot)
        both.addStretch()
        self.panel.foot.setContentsMargins(14, 8, 14, 10)
        self.foot.setLayout(self.panel.foot)  # in sight however many facts there are
        return pane

    def _bind(self) -> None:
        bind, on_case = self.context.commands.bind, lambda: self.case is not None
        bind("inbox.next", self, lambda: self.list.step(1))
        bind("inbox.previous", self, lambda: self.list.step(-1))
        bind("inbox.book", self, self._focus_book, when=on_case)
        bind("inbox.done", self, lambda: self._set(State.DONE), when=on_case)
        bind("inbox.note", self, self._open_note, when=on_case)
        bind("inbox.accept", self, self.fact_work.accept_all, when=on_case)
        bind("inbox.facts", self, self._focus_facts, when=on_case)
        bind("inbox.calendar", self, self.panel._see, when=on_case)
        bind("inbox.same", self, self._same, when=lambda: bool(self.case and self.case.candidates))
        bind("inbox.notforus", self, self.moving_on.open_reasons, when=on_case)
        bind("inbox.spam", self, lambda: self._set(State.SPAM), when=on_case)
        bind("inbox.find", self, self.queue.open_find)
        bind("inbox.wait", self, self._to_wait_list, when=on_case)
        bind("inbox.reply", self, self.answering.open_reply, when=on_case)
        bind("inbox.public", self, self.answering.open_public, when=on_case)
        bind("inbox.offer", self, self.answering.offer, when=on_case)
        bind("inbox.template", self, self.answering.open_templates, when=on_case)
        bind("inbox.ask", self, self.answering.open_question, when=on_case)
        bind("inbox.send", self, self.answering.send, when=on_case)
        bind("inbox.called", self, self.moving_on.open_outcomes, when=on_case)
        bind("inbox.calls", self, self.queue.toggle_calls)
        bind("inbox.take", self, self._take, when=on_case)
        bind("inbox.snooze", self, self.moving_on.open_snooze, when=on_case)
        bind("inbox.handout", self, self.handout.hand_out, when=lambda: self.handout.article is not None)
        bind("inbox.join", self, self._join, when=lambda: bool(self.case and self.case.alike))
        for number, group in enumerate(GROUPS, 1):
            bind(f"inbox.mark.{number}", self, partial(self.fact_work.mark, group), when=on_case)

    def _to_wait_list(self) -> None:
        if self.case is not None:
            self.context.go("calendar", inquiry=self.case.inquiry.id, want="wait")

    # -- the day beside it, where there is room

    def _carried(self, inquiry: int) -> Carried | None:
        """Who is dragged onto the day: the case in hand, as the panel would book it."""
        wish, house = self.panel.wish, self.context.house
        if wish is None or house is None or self.in_hand().get("inquiry_id") != inquiry or self.case is None:
            return None
        return Carried(self.case.inquiry.name, wish.type_id, wish.minutes or house.type(wish.type_id).minutes, None, inquiry, None, wish.clinician_id)

    def _show_times(self, _: object = None) -> None:
        who = name(self.case.inquiry.name) if self.case is not None and self.panel.isVisibleTo(self) else ""
        self.day.show_slots(self.panel.list.slots if who else (), self.panel.list.current, who)

    # -- reading

    def open_at(self, *, inquiry: int | None = None, tab: str = "", **_: object) -> None:
        """Read the queue; with an inquiry, show that one."""
        self._wanted = inquiry
        self.queue.close_find()
        if tab:
            self.queue.choose_tab(Tab(tab))
        self.reload()
        if self._missed:
            self._read_again()
        self.list.setFocus()

    def reload(self) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        tab, wanted, item = self.queue.tab, self._wanted, self.list.current_item()
        stays = item.key if item is not None and tab is Tab.TODO and tab is self._shown_tab and wanted is None else None
        self.context.jobs.ask(lambda desk: (inquiries.inbox(desk, tab=tab, stays=stays), inquiries.counts(desk), wanted), self._show_rows, key="inbox")

    def _heard(self, tables: frozenset[str]) -> None:
        if not tables & {"inquiry", "fact", "inquiry_note", "appointment", "patient", "reply", "question", "not_one_case", ""}:
            return
        if not self.isVisible():
            self._missed = True  # read when it is opened
            return
        self.reload()
        self._read_again()

    def _read_again(self) -> None:
        self._missed = False
        if self.case is not None:
            self._read_case(self.case.inquiry.id)

    def _show_rows(self, found: tuple[tuple[InboxRow, ...], dict[Tab, int], int | None]) -> None:
        rows, counts, wanted = found
        self._shown_tab = self.queue.tab
        self.context.extra["badge"]("inbox", counts[Tab.TODO])
        self.queue.show_rows(rows, counts, keep=self._wanted)
        self.context.extra["keys"]()
        if wanted is not None and not self.list.choose_key(wanted):
            self._read_case(wanted)
        self._wanted = None

    def _choose(self, item: Item | None) -> None:
        if item is None:
            self._show_nobody()
        elif self.case is None or self.case.inquiry.id != item.key:
            self.case = None  # until it is read nobody is in hand: a quick B 1 must not book whoever was shown before
            self.editor.hide()
            self.note.hide()
            self._read_case(item.key)
            if self.queue.booked_one_left(item.key):
                QTimer.singleShot(0, self.reload)  # the booked one was left: it goes to its tab

    def _read_case(self, key: int) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        def read(desk: object) -> Case:
            inquiries.mark_read(desk, inquiry_id=key)  # type: ignore[arg-type]  # the desk, said broadly because its class is not imported yet
            return inquiries.case(desk, inquiry_id=key)  # type: ignore[arg-type]  # as above

        self.context.jobs.ask(read, self._show_case, key="case", failed=lambda t: self.context.warn(t.sentence))

    def _show_nobody(self) -> None:
        """Nobody is in hand: no facts, no times that could be taken for somebody who is not seen any more."""
        self.case = None
        self.message.show_nothing()
        self.side_inside.hide()
        self.foot.hide()
        self._show_times()

    def _show_case(self, case: Case) -> None:
        other = self.case is None or self.case.inquiry.id != case.inquiry.id
        fresh = other or self.case is None or self.case.inquiry.state is not case.inquiry.state
        self.case = case
        self.side_inside.show()
        if other:
            self.side.verticalScrollBar().setValue(0)
        inquiry = case.inquiry
        self.message.show_case(case)
        self.facts.show_facts(case.facts, case.missing)
        self.handout.show_for(0 if inquiry.urgent else inquiry.id)
        self.similar.show_case(case)
        booked = inquiry.state is State.BOOKED and case.visit is not None
        self.panel.setVisible(not booked)
        self.foot.setVisible(not booked)
        self.panel.name_whom(case.patient.name if case.patient else inquiry.name)
        self.booked_card.setVisible(booked)
        if booked:
            self.booked_card.show_case(case)
        elif fresh or case.offered:
            self.panel.remark = self._asked_first(case)
            self.panel.start(case.wish, self.context.house)
            self.panel.show_offered(case.offered, case.meant)
        self.answering.show_case(case, fresh=fresh)

    def _asked_first(self, case: Case) -> str:
        """A clinician who was asked, and has answered with something else than an invitation."""
        last = max((q for q in case.questions if not q.open), key=lambda q: q.id, default=None)
        house = self.context.house
        if last is None or house is None or last.verdict in (None, Verdict.INVITE):
            return ""
        return f"{house.clinician(last.clinician_id).short} said: {VERDICT_WORDS[last.verdict].lower()}."

    # -- doing

    def _ask(self, question: object, label: str = "") -> None:
        """A change to this case; the news of it reads everything again."""
        said = (lambda _: self.context.say(label, undo=True)) if label else None
        self.context.jobs.ask(question, said, failed=self._failed)  # type: ignore[arg-type]  # each caller gives a question

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def _focus_book(self) -> None:
        """The panel takes the keyboard: the digits book now. Who is booked already is told so, and nobody else is booked instead."""
        self.panes.reveal_side()
        if self.panel.isHidden():
            self.context.warn(self.booked_card.sentence)
            return
        self._bring_into_sight(self.panel.list)  # all that a digit may book can be read
        self.panel.list.setFocus()

    def _bring_into_sight(self, part: QWidget) -> None:
        self.side.ensureWidgetVisible(part, 0, self.context.look.px(12))

    def _focus_facts(self) -> None:
        self.panes.reveal_side()
        self.facts.focus_row()

    def _whom(self) -> Booking | None:
        from frontdesk.services.calendar import Booking  # after the first paint, as in jobs

        if self.case is None:
            return None
        return Booking(blank_slot(datetime(2000, 1, 1), 15), 0, inquiry_id=self.case.inquiry.id)

    def _booked(self, booked: Booked) -> None:
        """The booked one stays in sight, with what came of it; until it is read again B says so too."""
        self.booked_card.sentence = f"Booked: {booked.sentence}"
        self.panel.hide()
        self.list.setFocus()

    def _show_in_calendar(self, slot: Slot) -> None:
        if self.case:
            self.context.go("calendar", day=slot.start.date(), inquiry=self.case.inquiry.id)

    def _set(self, state: State) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        if self.case is None:
            return
        key, words = self.case.inquiry.id, {State.DONE: "Done", State.SPAM: "Spam"}.get(state, "To do again")
        again = State.NEW if self.case.inquiry.state is state else state
        who = name(self.case.inquiry.name)
        self._ask(lambda desk: inquiries.set_state(desk, inquiry_id=key, state=again), f"{'To do again' if again is State.NEW else words}: {who}")

    def _take(self) -> None:
        """M: whoever is at this desk has it; pressed again, it is anybody's."""
        from frontdesk.services import cases  # after the first paint, as in jobs

        if self.case is None:
            return
        key, before, who = self.case.inquiry.id, self.case.inquiry.owner, name(self.case.inquiry.name)

        def done(taken: Inquiry) -> None:
            over = f", taken over from {name(before)}" if taken.owner and before else ""
            self.context.say(f"{who} is yours{over}" if taken.owner else f"{who} is anybody's again", undo=True)

        self.context.jobs.ask(lambda desk: cases.take(desk, inquiry_id=key), done, failed=self._failed)

    def _join(self) -> None:
        if self.case and self.case.alike:
            self.answering.do("join", self.case.alike[0].inquiry.id)

    def _open_note(self) -> None:
        self.panes.reveal_document()
        self.note.show()
        self.note.setFocus()

    def _keep_note(self) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        if self.case is not None and self.note.text().strip():
            key, text = self.case.inquiry.id, self.note.text()
            self._ask(lambda desk: inquiries.add_note(desk, inquiry_id=key, text=text), "Note kept")
            self.note.clear()
            self.note.hide()
            self.list.setFocus()

    def leave(self) -> bool:
        """Esc: close what is open here, keep what was typed."""
        if self.day.leave() or self.moving_on.leave() or self.answering.leave():
            self.list.setFocus()
            return True
        for widget in (self.editor, self.note, self.queue.filter_field):
            if widget.isVisible():
                self.queue.close_find() if widget is self.queue.filter_field else widget.hide()
                self.queue.draw()
                self.list.setFocus()
                return True
        self.list.setFocus()
        return self.panes.hide_side()

    # -- who it is

    def _same(self) -> None:
        self.panes.reveal_side()
        self.similar.compare()
        self.side.ensureWidgetVisible(self.similar)

    def _link(self, patient_id: int) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        if self.case:
            key = self.case.inquiry.id
            self._ask(lambda desk: inquiries.link(desk, inquiry_id=key, patient_id=patient_id), "Linked to the patient")

    def _different(self, patient_id: int) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        if self.case:
            key = self.case.inquiry.id
            self._ask(lambda desk: inquiries.not_same(desk, inquiry_id=key, patient_id=patient_id), "Another person, remembered")

    def in_hand(self) -> dict[str, int]:
        """Whom a free time found elsewhere is booked for."""
        return {"inquiry_id": self.case.inquiry.id} if self.case is not None and self.case.inquiry.state is not State.BOOKED else {}

    def whose(self) -> str:
        """Their name."""
        return (self.case.patient.name if self.case.patient else self.case.inquiry.name) if self.case is not None and self.in_hand() else ""

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here; at a fact, what can be done with it."""
        at = self.window().focusWidget()
        if self.editor.isAncestorOf(at) or at is self.note:
            return [("Tab", "next field"), ("↵", "save"), ("Esc", "leave as it was")]
        if self.facts.isAncestorOf(at):
            return [("↑ ↓", "next fact"), ("↵", "correct"), ("Del", "take out"), ("A", "accept facts"), ("B", "book"), ("J", "next inquiry"), ("?", "all keys")]
        if not self.queue.rows and self.case is None:
            return [("Ctrl I", "bring in inquiries"), ("F2", "log a call"), ("N", "new booking"), ("?", "all keys")]
        return [("J", "next"), ("K", "previous"), ("B", "book"),
                ("O", "offer"), ("R", "reply"), ("Q", "ask clinician"), ("M", "mine"), ("A", "accept facts"), ("E", "done"), ("?", "all keys")]  # fmt: skip
