"""The inbox: queue at the left, the message with its facts marked, facts and booking at the right (mock-ups 01, 06, 10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.fact import GROUPS, RecordedFact
from frontdesk.domain.inquiry import Inquiry, State, Tab
from frontdesk.domain.slots import Slot
from frontdesk.ui.calendar.day_pane import DayPane
from frontdesk.ui.calendar.hand import Carried
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.answering import Answering
from frontdesk.ui.inbox.booked_card import BookedCard
from frontdesk.ui.inbox.fact_editor import FactEditor
from frontdesk.ui.inbox.facts_panel import FactsPanel
from frontdesk.ui.inbox.handout import HandoutCard
from frontdesk.ui.inbox.message import ICONS, MessagePane
from frontdesk.ui.inbox.moving_on import MovingOn
from frontdesk.ui.inbox.similar import SimilarPeople
from frontdesk.ui.widgets.bookable import Bookable
from frontdesk.ui.widgets.booking_panel import BookingPanel, blank_slot
from frontdesk.ui.widgets.controls import Button, EmptyState, Segmented
from frontdesk.ui.widgets.lists import Item, RowList, chip_group
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booked, Booking
    from frontdesk.services.inquiries import Case, InboxRow

_TABS = (Tab.TODO, Tab.WAITING, Tab.BOOKED, Tab.DONE)


class InboxSection(QWidget):
    """One section of the window; ``open_at(inquiry=id)`` shows one case wherever it lies."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.tab = Tab.TODO
        self.case: Case | None = None
        self._rows: tuple[InboxRow, ...] = ()
        self._wanted: int | None = None
        self._missed = False  # something changed while another section was shown
        self._shown_tab: Tab | None = None
        self._build()
        self._bind()
        context.bridge.changed.connect(self._heard)
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self._draw_rows)
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
        row.addWidget(self.panes)

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
        self.title = PlainLabel("Inquiries", role="pane")
        head.addWidget(self.title)
        head.addStretch()
        self.spam = Button(look, "", icon="funnel-simple", kind="ghost", name="Spam", then=lambda: self._choose_tab(Tab.TODO if self.tab is Tab.SPAM else Tab.SPAM))
        self.spam.setCheckable(True)
        head.addWidget(self.spam)
        self.calls = Button(look, "", icon="phone", key="Shift+L", kind="ghost", name="Who waits for a call", then=self._draw_rows)
        self.calls.setCheckable(True)
        head.addWidget(self.calls)
        head.addWidget(Button(look, "", icon="download-simple", key="Ctrl+I", kind="ghost", name="Bring in inquiries", then=self._bring_in))
        column.addLayout(head)
        self.filter_field = QLineEdit()
        self.filter_field.setPlaceholderText("Filter by name or words")
        self.filter_field.setAccessibleName("Filter inquiries")
        self.filter_field.textChanged.connect(self._draw_rows)
        self.filter_field.returnPressed.connect(self._to_list)
        self.filter_field.hide()
        self.tabs = Segmented(look, ("To do", "Waiting", "Booked", "Done"), name="Inquiries by state")
        self.tabs.chosen.connect(lambda n: self._choose_tab(_TABS[n]))
        for widget in (self.tabs, self.filter_field):
            inset = QHBoxLayout()
            inset.setContentsMargins(14, 0, 14, 0)
            inset.addWidget(widget)
            column.addLayout(inset)
        self.list = RowList(look, 84, name="Inquiries")
        self.list.chosen.connect(self._choose)
        self.list.offer_drag(lambda item: Bookable(inquiry=item.key))
        self.list.entered_row.connect(lambda _: self.panes.reveal_document())
        self.nobody = EmptyState(look, "tray", "Nobody is waiting for an answer.", action="Bring in inquiries", key="Ctrl+I", then=self._bring_in)
        self.list_stack = QStackedWidget()
        self.list_stack.addWidget(self.list)
        self.list_stack.addWidget(self.nobody)
        column.addWidget(self.list_stack, 1)
        return pane

    def _message_pane(self) -> QWidget:
        self.answering = Answering(self.context, lambda: (self.panel.list.slots, self.panel.wish.type_id if self.panel.wish else 0))
        pane = self.message = MessagePane(self.context, self.answering.do)
        pane.dock(self.answering)
        self.moving_on = MovingOn(self.context, lambda: self.case.inquiry if self.case else None, self._ask)
        self.moving_on.opened.connect(self._make_room)
        self.moving_on.over.connect(self._room_again)
        pane.dock(self.moving_on)
        self.text, self.note = pane.text, pane.note
        self.text.picked.connect(self._pick_fact)
        self.note.returnPressed.connect(self._keep_note)
        for button, then in (
            (pane.book, self._focus_book), (pane.offer, self.answering.offer), (pane.ask, self.answering.open_question), (pane.done, lambda: self._set(State.DONE)),
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
        look = self.context.look
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(10)
        self.facts = FactsPanel(look, accept_all=self._accept_all)
        self.facts.picked.connect(self.text.focus_fact)
        self.facts.opened.connect(self._edit_fact)
        self.facts.rejected.connect(lambda key: self._decide(key, "rejected"))
        self.facts.asked.connect(self.answering.ask_in_reply)
        column.addWidget(self.facts)
        self.editor = FactEditor(self.context)
        self.editor.saved.connect(self._correct)
        self.editor.decided.connect(lambda decision: self._decide(self._editing, decision))
        self.editor.left.connect(self._leave_editor)
        column.addWidget(self.editor)
        self.similar = SimilarPeople(self.context)
        self.similar.same.connect(self._link)
        self.similar.different.connect(self._different)
        column.addWidget(self.similar)
        self.panel = BookingPanel(self.context, self._whom)
        self.panel.booked.connect(self._booked)
        self.panel.show_in_calendar.connect(self._show_in_calendar)
        column.addWidget(self.panel)
        self.booked_card = BookedCard(self.context, lambda: self._pressed(lambda: self.list.step(1)))
        column.addWidget(self.booked_card)
        self.handout = HandoutCard(self.context)
        self.handout.opened.connect(lambda key: self.context.go("articles", article=key))
        column.addWidget(self.handout)
        column.addStretch()
        self.side_inside = inside
        scroll = self.side = QScrollArea()
        scroll.setProperty("pane", "side")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _bind(self) -> None:
        bind, on_case = self.context.commands.bind, lambda: self.case is not None
        bind("inbox.next", self, lambda: self.list.step(1))
        bind("inbox.previous", self, lambda: self.list.step(-1))
        bind("inbox.book", self, self._focus_book, when=on_case)
        bind("inbox.done", self, lambda: self._set(State.DONE), when=on_case)
        bind("inbox.note", self, self._open_note, when=on_case)
        bind("inbox.accept", self, self._accept_all, when=on_case)
        bind("inbox.facts", self, self._focus_facts, when=on_case)
        bind("inbox.calendar", self, self.panel._see, when=on_case)
        bind("inbox.same", self, self._same, when=lambda: bool(self.case and self.case.candidates))
        bind("inbox.notforus", self, self.moving_on.open_reasons, when=on_case)
        bind("inbox.spam", self, lambda: self._set(State.SPAM), when=on_case)
        bind("inbox.find", self, self._open_find)
        bind("inbox.wait", self, self._to_wait_list, when=on_case)
        bind("inbox.reply", self, self.answering.open_reply, when=on_case)
        bind("inbox.public", self, self.answering.open_public, when=on_case)
        bind("inbox.offer", self, self.answering.offer, when=on_case)
        bind("inbox.template", self, self.answering.open_templates, when=on_case)
        bind("inbox.ask", self, self.answering.open_question, when=on_case)
        bind("inbox.send", self, self.answering.send, when=on_case)
        bind("inbox.called", self, self.moving_on.open_outcomes, when=on_case)
        bind("inbox.calls", self, self._toggle_calls)
        bind("inbox.take", self, self._take, when=on_case)
        bind("inbox.snooze", self, self.moving_on.open_snooze, when=on_case)
        bind("inbox.handout", self, self.handout.hand_out, when=lambda: self.handout.article is not None)
        bind("inbox.join", self, self._join, when=lambda: bool(self.case and self.case.alike))
        for number, group in enumerate(GROUPS, 1):
            bind(f"inbox.mark.{number}", self, partial(self._mark, group), when=on_case)

    def _to_wait_list(self) -> None:
        if self.case is not None:
            self.context.go("calendar", inquiry=self.case.inquiry.id, want="wait")

    def _bring_in(self) -> None:
        self.context.go("import")

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
        self._close_find()
        if tab:
            self._choose_tab(Tab(tab))
        self.reload()
        if self._missed:
            self._read_again()
        self.list.setFocus()

    def reload(self) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        tab, wanted, item = self.tab, self._wanted, self.list.current_item()
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
        self._rows, counts, wanted = found
        self._shown_tab = self.tab
        for number, tab in enumerate(_TABS):
            self.tabs.count(number, counts[tab] if tab in (Tab.TODO, Tab.WAITING) else None)
        self.context.extra["badge"]("inbox", counts[Tab.TODO])
        self._draw_rows()
        if wanted is not None and not self.list.choose_key(wanted):
            self._read_case(wanted)
        self._wanted = None

    def _draw_rows(self) -> None:
        words = self.filter_field.text().casefold().strip() if self.filter_field.isVisible() else ""
        now, calls = self.context.now(), self.calls.isChecked() and self.tab is Tab.TODO
        self.calls.icon_name = "phone-fill" if calls else "phone"
        self.calls.update()
        self.title.say("Spam" if self.tab is Tab.SPAM else "To call" if calls else "Inquiries")
        fitting = [row for row in self._rows if row.to_call or not calls]
        items = [self._item(row, now) for row in fitting if not words or words in f"{row.inquiry.name} {row.inquiry.text}".casefold()]
        self.list_stack.setCurrentIndex(0 if items else 1)
        self.list.put(items, keep=self._wanted)
        if not items:
            self._show_nobody()
            waiting = "Nobody is waiting for a call." if calls else "Nobody is waiting for an answer."
            self.nobody.words.say(waiting if self.tab is Tab.TODO and not words else "Nothing here.")

    def _toggle_calls(self) -> None:
        """Shift+L: only those who wait for a call, or everybody again."""
        self.calls.setChecked(not self.calls.isChecked())
        if self.tab is not Tab.TODO:
            self._choose_tab(Tab.TODO)
        self._draw_rows()
        self.list.setFocus()

    def _item(self, row: InboxRow, now: datetime) -> Item:
        inquiry = row.inquiry
        waited = (now - inquiry.received_at).total_seconds() / 60 if inquiry.received_at else 0
        late = self.tab is Tab.TODO and waited >= 24 * 60 and inquiry.state is not State.BOOKED
        return Item(
            inquiry.id, name(inquiry.name), row.gist, icon=ICONS[inquiry.source], right=when.age_words(waited) if inquiry.received_at else "",
            urgent=late, dot=inquiry.unread, card=inquiry.patient_id is not None, chips=tuple((c.text, chip_group(c.group)) for c in row.chips),
        )  # fmt: skip

    def _choose_tab(self, tab: Tab) -> None:
        self.tab = tab
        self.spam.setChecked(tab is Tab.SPAM)
        if tab in _TABS:
            self.tabs.select(_TABS.index(tab))
        self.reload()

    def _choose(self, item: Item | None) -> None:
        if item is None:
            self._show_nobody()
        elif self.case is None or self.case.inquiry.id != item.key:
            self.case = None  # until it is read nobody is in hand: a quick B 1 must not book whoever was shown before
            self.editor.hide()
            self.note.hide()
            self._read_case(item.key)
            if self.tab is Tab.TODO and any(row.inquiry.state is State.BOOKED and row.id != item.key for row in self._rows):
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
        self.panel.name_whom(case.patient.name if case.patient else inquiry.name)
        self.booked_card.setVisible(booked)
        if booked:
            self.booked_card.show_case(case)
        elif fresh or case.offered:
            self.panel.start(case.wish, self.context.house)
            self.panel.show_offered(case.offered, case.meant)
        self.answering.show_case(case, fresh=fresh)

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
        self.side.ensureWidgetVisible(self.panel, 0, self.context.look.px(300))
        self.panel.list.setFocus()

    def _focus_facts(self) -> None:
        self.panes.reveal_side()
        self.side.ensureWidgetVisible(self.facts)
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

    def _open_find(self) -> None:
        self.filter_field.show()
        self.filter_field.setFocus()
        self.filter_field.selectAll()

    def _to_list(self) -> None:
        self.list.setFocus()

    def _close_find(self) -> None:
        """A search belongs to the moment: whoever comes back finds the whole queue."""
        self.filter_field.hide()
        self.filter_field.clear()

    def leave(self) -> bool:
        """Esc: close what is open here, keep what was typed."""
        if self.day.leave() or self.moving_on.leave() or self.answering.leave():
            self.list.setFocus()
            return True
        for widget in (self.editor, self.note, self.filter_field):
            if widget.isVisible():
                self._close_find() if widget is self.filter_field else widget.hide()
                self._draw_rows()
                self.list.setFocus()
                return True
        self.list.setFocus()
        return self.panes.hide_side()

    # -- facts

    _editing = 0

    def _pick_fact(self, key: int) -> None:
        self.text.focus_fact(key)
        recorded = next((f for f in self.case.facts if f.id == key), None) if self.case else None
        if recorded:
            self._edit_fact(recorded)

    def _edit_fact(self, recorded: RecordedFact) -> None:
        self._editing = recorded.id
        self.panes.reveal_side()
        self.text.focus_fact(recorded.id)
        self.editor.open(recorded)

    def _leave_editor(self) -> None:
        """Back to the fact that stays as it is."""
        self.editor.hide()
        self.facts.focus_row(next((n for n, one in enumerate(self.facts.facts) if one.id == self._editing), 0))

    def _correct(self, kind: str, value: object, side: object, status: object) -> None:
        from frontdesk.services import facts  # after the first paint, as in jobs

        key = self._editing
        self.editor.hide()
        self._ask(lambda desk: facts.correct_fact(desk, fact_id=key, kind=kind, value=value, side=side, status=status), "Fact corrected")  # type: ignore[arg-type]  # from the lists of the editor
        self.list.setFocus()

    def _decide(self, key: int, decision: str) -> None:
        from frontdesk.services import facts  # after the first paint, as in jobs

        self.editor.hide()
        words = "Fact accepted" if decision == "accepted" else "Fact taken out"
        self._ask(lambda desk: facts.decide_fact(desk, fact_id=key, decision=decision), words)  # type: ignore[arg-type]  # one of the two

    def _accept_all(self) -> None:
        from frontdesk.services import facts  # after the first paint, as in jobs

        if self.case is not None and any(f.decision == "suggested" for f in self.case.facts):
            key = self.case.inquiry.id
            self._ask(lambda desk: facts.accept_all(desk, inquiry_id=key), "Facts accepted")

    def _mark(self, group: str) -> None:
        from frontdesk.services import facts  # after the first paint, as in jobs

        span = self.text.selected()
        if self.case is None or span is None:
            self.context.warn("Select some words of the message first, then mark them.")
            return
        key, (start, end) = self.case.inquiry.id, span
        kind = {"history": "procedure", "person": "occupation"}.get(group, GROUPS[group][0])
        self._ask(lambda desk: facts.add_fact(desk, inquiry_id=key, kind=kind, start=start, end=end), "Words marked")

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
        """What the status bar shows here."""
        return [("J", "next"), ("K", "previous"), ("B", "book"),
                ("O", "offer"), ("R", "reply"), ("Q", "ask clinician"), ("M", "mine"), ("A", "accept facts"), ("E", "done"), ("?", "all keys")]  # fmt: skip
