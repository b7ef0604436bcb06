"""The phone log (mock-up 09): who, the number, one free line read into facts as it is typed, free times, book or save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.fit import Wanted
from frontdesk.domain.inquiry import CallDraft
from frontdesk.domain.missing import Missing
from frontdesk.domain.slots import Slot
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.facts_panel import FactsPanel
from frontdesk.ui.phone.about import KINDS, About
from frontdesk.ui.phone.caller import Caller
from frontdesk.ui.phone.line import Line, Said
from frontdesk.ui.phone.sent import SentCalls, logged
from frontdesk.ui.phone.waiting import WaitingCalls
from frontdesk.ui.widgets.booking_panel import BookingPanel
from frontdesk.ui.widgets.controls import Button, Chip, IconWord, card
from frontdesk.ui.widgets.lying_over import LyingOver
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name, tip

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import Booking

_READ = 4_000
"""Letters that are read while somebody types; a whole letter that is pasted in is read once it is saved."""
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CallPanel(LyingOver):
    """In the place of the side of any screen, or over its right where it has none. Esc keeps a draft; a draft survives a restart.

    ``host`` is the window's middle; ``beside`` gives the panes that are shown now, or None; ``below`` what it covers the right of.
    """

    def __init__(self, context: Context, parent: QWidget, *, beside: Callable[[], Panes | None], below: QWidget) -> None:
        super().__init__(parent)
        self.context, self.host, self._beside, self._below = context, parent, beside, below
        self.setProperty("pane", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.draft: CallDraft | None = None
        self.outgoing = False
        self.sent = SentCalls(context, self._given_back)
        self.waiting = WaitingCalls(context, self._open_again, self.sent)
        self._started = context.now()
        self._before: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 4, 6)
        column.setSpacing(10)
        self.facts = FactsPanel(context.look, accept_all=lambda: None, compact=True)
        self._fields(column)
        self._keys()
        self.ask = Paragraph("", role="soft")
        column.addWidget(self.ask)
        self.panel = BookingPanel(context, self._whom, after=False, compact=True, key="Ctrl+Return")
        self.who.textChanged.connect(self.panel.name_whom)
        column.addWidget(self.panel)
        column.addStretch()
        self.scrolling = QScrollArea()
        self.scrolling.setWidgetResizable(True)
        self.scrolling.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolling.setWidget(inside)
        outer.addWidget(self.scrolling, 1)
        outer.addLayout(self._foot())
        self._reader = QTimer(self)
        self._reader.setSingleShot(True)
        self._reader.setInterval(120)
        self._reader.timeout.connect(self._read)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        context.commands.bind("call.book", self, self._settle)
        context.commands.bind("call.save", self, self.save)
        self.hide()

    def _head(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        title = IconWord(self.context.look, "phone-fill", strong="card")
        title.say("", "Phone call")
        title.tint = "accent"
        row.addWidget(title)
        self.timer_words = Chip(self.context.look, "0:00", "accent", icon="clock")
        row.addWidget(self.timer_words)
        row.addStretch()
        row.addWidget(Button(self.context.look, "", icon="x", name="Keep as a draft and close", kind="ghost", then=self.keep_draft))
        column.addLayout(row)

    def _foot(self) -> QVBoxLayout:
        """What ends a call stays in sight, however long the call is."""
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.setSpacing(8)
        foot.addLayout(self.panel.foot)
        row = QHBoxLayout()
        row.addWidget(Button(self.context.look, "Save as inquiry", icon="tray", key="Ctrl+S", then=self.save))
        row.addWidget(Button(self.context.look, "Wait list", icon="hourglass-medium", then=self._to_wait_list))
        row.addStretch()
        foot.addLayout(row)
        return foot

    def _fields(self, column: QVBoxLayout) -> None:
        who, inside = card(margins=(14, 10, 14, 12))
        self._head(inside)
        self.caller = Caller(self.context)
        self.who, self.phone = self.caller.who, self.caller.phone
        self.way = Button(self.context.look, "They called", icon="phone-incoming", kind="chip", then=self._other_way)
        tip(self.way, "They called, or we did  Alt I")
        self.caller.beside.addWidget(self.way)
        inside.addWidget(self.caller)
        column.addWidget(who)
        self.line = Line(self.context.look)
        self.about = About(self.context, self._settle)
        self.about.chosen.connect(self._aim)
        column.addWidget(self.about)
        said = QHBoxLayout()
        said.addWidget(PlainLabel("What they say", role="strong"))
        said.addStretch()
        said.addWidget(PlainLabel("one line is enough", role="faint"))
        box, self.ruler = Said(self.line), QFrame()
        self.ruler.setProperty("card", "ruler")
        self.ruler.setFixedHeight(1)
        box.column.addLayout(said)
        for part in (self.line, self.ruler, self.facts):
            box.column.addWidget(part)
        column.addWidget(box)
        for one, after in pairwise((self.who, self.phone, self.line, *self.about.chips.values())):
            self.setTabOrder(one, after)  # what is typed comes first; what the call is about has keys of its own
        self.caller.recognised.connect(self._recognised)
        self.caller.unknown.connect(partial(self.about.show_visit, None))
        self.line.textChanged.connect(lambda: self._reader.start())

    def _keys(self) -> None:
        """Enter goes from the number to what they say; up and down choose a time from any of the three fields."""
        bind = self.context.commands.bind
        for kind, _, _ in KINDS:
            bind(f"call.{kind}", self, partial(self.about.choose, kind))
        bind("call.way", self, self._other_way)
        self.phone.returnPressed.connect(self.line.setFocus)
        for field in (self.who, self.phone, self.line):
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        step = _STEPS.get(event.key()) if isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if step and event.type() == QEvent.Type.KeyPress and not self.panel.isHidden() and (watched is not self.line or self.line.one_line()):
            self.panel.list.choose(self.panel.list.current + step)
            return True
        return super().eventFilter(watched, event)

    def _other_way(self) -> None:
        self._say_way(not self.outgoing)

    def _say_way(self, outgoing: bool) -> None:
        self.outgoing = outgoing
        self.way.icon_name = "phone" if outgoing else "phone-incoming"
        self.way.say("We called" if outgoing else "They called")

    def place(self) -> None:
        """Exactly where the side stands; a screen without one gives up its right."""
        panes, under = self._beside(), self._below
        side, top = panes.side_shown() if panes is not None else None, under.mapTo(self.host, QPoint(0, 0))
        wide = max(side.width() if side is not None else self.context.look.px(380), self.context.look.px(340))
        wide = min(wide, under.width())
        self.setGeometry(top.x() + under.width() - wide, top.y(), wide, under.height())

    def open_new(self) -> None:
        """F2: a new call; one that is open already is kept as a draft first."""
        if not self.isVisible() or self.keep_draft():
            self._open(CallDraft(0, "", "", "", self.context.now()))
            if self.waiting.full:
                self.context.warn("Three calls are waiting already. Save this one (Ctrl+S): it cannot be put aside before one of them is finished.")
        else:
            self.line.setFocus()  # what is typed now is kept with the open call, and runs no command of the screen below

    def open_kept(self) -> None:
        """Shift+F2: back to the call that was interrupted last; pressed again, to the one before it."""
        earlier = self.waiting.before(self.draft.id if self.isVisible() and self.draft else 0)
        if earlier is None:
            self.context.warn("No call is waiting. F2 logs a new one.")
        else:
            self._open_again(earlier)

    def _open_again(self, draft: CallDraft) -> None:
        if not self.isVisible() or self.keep_draft():
            self._open(draft)

    def _open(self, draft: CallDraft) -> None:
        self._before = self._before if self.isVisible() else self.window().focusWidget()
        self.draft, self._started = draft, draft.started_at
        self.waiting.take(draft)
        for stale in ("next visit", "call move"):
            self.context.jobs.drop(stale)
        self._lock(False)
        self.caller.begin(draft.name, draft.phone, draft.patient_id)
        self.line.put(draft.text)
        self._say_way(draft.outgoing)
        self.about.begin(draft.kind)
        self._aim()
        self.facts.show_facts((), ())
        self.place()
        self.show()
        self.raise_()
        self._clock.start()
        self._tick()
        self._read()
        self.scrolling.verticalScrollBar().setValue(0)  # the call before was perhaps read further down
        self.who.setFocus()
        self.context.extra["keys"]()

    def _tick(self) -> None:
        seconds = int((self.context.now() - self._started).total_seconds())
        self.timer_words.say(f"{seconds // 60}:{seconds % 60:02d}")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.context.extra["keys"]()

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows while a call is open, whichever screen lies under it."""
        times, about = not self.panel.isHidden(), self.about
        deed = [("Ctrl ↵", "cancel the visit")] if about.cancelling else [("↑ ↓", "choose a time"), ("Ctrl ↵", "move" if about.moving else "book")] if times else []
        return [("Tab", "next field"), *deed, ("Ctrl S", "save as inquiry"), ("Esc", "keep as draft"), ("F2", "another call"), ("Shift F2", "the call before")]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keep_draft()
        else:
            super().keyPressEvent(event)

    # -- reading along

    def _read(self) -> None:
        from frontdesk.services import facts, inquiries  # after the first paint, as in jobs

        text = self.line.toPlainText()[:_READ]
        number, known = self.phone.text().strip(), self.caller.known is not None

        def read(desk: Any) -> tuple[tuple[RecordedFact, ...], Any, tuple[Missing, ...]]:
            found = tuple(RecordedFact(n, 0, fact) for n, fact in enumerate(facts.read_line(text), 1))
            return found, inquiries.wish_of(desk, found, None), inquiries.still_to_ask(found, phone=number, known=known)

        self.context.jobs.ask(read, self._show, key="call")

    def _show(self, found: tuple[tuple[RecordedFact, ...], Any, tuple[Missing, ...]]) -> None:
        facts, wish, wanted = found
        self.line.mark(facts)
        self.facts.show_facts(facts, ())
        for part in (self.ruler, self.facts):
            part.setVisible(bool(facts))
        self.ask.say("Ask: " + " ".join(one.question for one in wanted[:2]) if wanted else "")
        self.ask.setVisible(bool(wanted) and bool(facts))
        if not self.about.moving and (wish is None or wish != self.panel.wish or not self.panel.list.slots):
            self.panel.start(self._named(wish), self.context.house)

    def _named(self, wish: Any) -> Any:
        """A clinician named in the line is the one wanted ("brandt after 3")."""
        if wish is None or self.context.house is None:
            return wish
        text = self.line.toPlainText().casefold()
        for clinician in self.context.house.clinicians:
            if clinician.active and clinician.short.split(" ")[-1].casefold() in text.split():
                return replace(wish, clinician_id=clinician.id)
        return wish

    # -- their next visit

    def _recognised(self, patient: int) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: visits.next_of(desk, patient_id=patient), self.about.show_visit, key="next visit", failed=self._failed)
        self.line.setFocus()

    def _aim(self) -> None:
        """What the times below are for: a new visit, another time for the one they have, or nothing."""
        from frontdesk.services import moving  # after the first paint, as in jobs

        about = self.about
        self.panel.instead = self._move if about.moving else None
        for part in (self.panel, self.panel.button):
            part.setVisible(about.kind == "new" or about.moving)
        self.panel.name_whom(self.who.text())
        self.context.extra["keys"]()
        if about.moving and about.visit is not None:
            one = about.visit.appointment
            self.context.jobs.ask(lambda desk: moving.wish_of(desk, visit=one), self._times_for, key="call move", failed=self._failed)
        elif about.kind == "new":
            self.panel.wish = None
            self._read()

    def _times_for(self, wish: Any) -> None:
        if self.about.moving:
            self.panel.start(wish, self.context.house)

    def _settle(self) -> None:
        """Ctrl+Enter: the visit is booked, moved or cancelled, whichever the call is about."""
        if self.about.cancelling:
            self._cancel()
        elif self.panel.isVisible():
            self.panel.take_current()
        else:
            self.context.warn("There is nothing to book for this call. Ctrl+S saves it into the inbox.")

    def _move(self, slot: Slot) -> None:
        from frontdesk.services import moving  # after the first paint, as in jobs

        assert self.about.visit is not None
        one = self.about.visit.appointment
        wanted = Wanted(slot.start, slot.end, slot.clinician_id, one.type_id, slot.room_id, False, one.patient_id, one.id)
        settle = logged(self._values(), lambda desk, call: moving.place(desk, wanted=wanted, call_id=call, told=one).sentence)

        def move(desk: Any) -> tuple[str, bool]:
            if not moving.judge(desk, wanted=wanted).fits:
                moving.place(desk, wanted=wanted)  # says who is there now: the call goes on, and another time is chosen
            return settle(desk)

        self._send(move, self._told)

    def _cancel(self) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        assert self.about.visit is not None
        one, note, code = self.about.visit.appointment, self.line.toPlainText(), self.about.reason.currentData()
        said = f"Cancelled: {name(self.about.visit.patient_name)}, {self.about.reason.currentText().lower()}"

        def cancel(desk: Any, call: int) -> str:
            visits.cancel(desk, appointment_id=one.id, code=code, note=note, call_id=call, told=one)
            return said

        self._send(logged(self._values(), cancel), self._told)

    def _told(self, answer: tuple[str, bool]) -> None:
        sentence, done = answer
        self.context.say(sentence, undo=True) if done else self.context.warn(sentence)

    def _to_wait_list(self) -> None:
        """The call is saved, and its caller is put on the wait list."""
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        values = self._values()
        self._send(lambda desk: inquiries.log_call(desk, **values), lambda call: self.context.go("calendar", inquiry=call.id, want="wait"))

    # -- ending it

    def _typed(self) -> bool:
        return bool(self.who.text().strip() or self.phone.text().strip() or self.line.toPlainText().strip())

    def _whom(self) -> Booking | None:
        """Booking from the call: the call is logged first, then booked like any inquiry."""
        from frontdesk.services import calendar  # after the first paint, as in jobs

        if not self.who.text().strip():
            self.context.warn("Type who is calling, then book.")
            self.who.setFocus()
            return None
        slot = self.panel.list.slots[self.panel.list.current]
        type_id, letter = (self.panel.wish.type_id if self.panel.wish else 0), self.panel.letter.isChecked()

        def book(desk: Any, call: int) -> str:
            return f"Booked: {calendar.book(desk, booking=calendar.Booking(slot, type_id, inquiry_id=call, letter=letter)).sentence}"

        self._send(logged(self._values(), book), self._told)
        return None

    def _values(self) -> dict[str, Any]:
        return {"name": self.who.text(), "phone": self.phone.text(), "text": self.line.toPlainText(), "patient_id": self.caller.known,
                "kind": self.about.kind, "outgoing": self.outgoing,
                "draft_id": self.draft.id if self.draft and self.draft.id else None}  # fmt: skip

    def save(self) -> None:
        """The call becomes an inquiry in the same queue."""
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        if not self._typed():
            self.context.warn("Type who called, or what they said. Esc closes the call without keeping it.")
            self.who.setFocus()
            return
        values, who = self._values(), name(self.who.text() or self.phone.text() or "unnamed")
        self._send(lambda desk: inquiries.log_call(desk, **values), lambda _: self.context.say(f"Call logged: {who}", undo=True))

    def _send(self, question: Callable[[Any], Any], then: Callable[[Any], object]) -> None:
        """Ends the call that is open now, once. By the time of the answer another may be open, which stays."""
        draft = self.draft
        if draft is None or draft in self.sent:
            return

        def done(answer: Any) -> None:
            if self.draft is draft and self.isVisible():
                self._put_away()
            if self.draft is draft:
                self.draft = None
            self.waiting.read()
            then(answer)

        self._lock(True)
        self.sent.send(draft, self._words(draft), question, done)

    def _lock(self, locked: bool) -> None:
        """What is on its way is not written on."""
        for field in (self.who, self.phone, self.line):
            field.setReadOnly(locked)

    def _given_back(self, draft: CallDraft, words: CallDraft, trouble: DeskError) -> None:
        """It could not be saved: it is open still, or waits among the drafts."""
        self.context.warn(trouble.sentence)
        if self.draft is draft and self.isVisible():
            self._lock(False)
        else:
            self.waiting.keep(words)

    def _failed(self, trouble: Any) -> None:
        self.context.warn(trouble.sentence)

    def _put_away(self) -> None:
        """Out of sight; the keyboard goes back to where it was when the phone rang."""
        self._clock.stop()
        self.hide()
        self.context.extra["give_back"](self._before)

    def _words(self, draft: CallDraft) -> CallDraft:
        return replace(draft, name=self.who.text(), phone=self.phone.text(), text=self.line.toPlainText(),
                       kind=self.about.kind, outgoing=self.outgoing, patient_id=self.caller.known)  # fmt: skip

    def keep_draft(self) -> bool:
        """Close without losing a word; False where it stays open because three calls are waiting already."""
        keep = self.draft if self._typed() and self.draft not in self.sent else None
        if keep is not None and not keep.id and self.waiting.full:
            self.context.warn("Three calls are open already. Save this one (Ctrl+S), or finish one of them first.")
            return False
        self._put_away()
        if keep is not None:
            self.waiting.keep(self._words(keep))
        return True
