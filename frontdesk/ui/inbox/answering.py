"""Answering a case: the composer and the question to a clinician, docked under the message, and what the desk does with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.domain.inquiry import Source, State
from frontdesk.domain.plain import first_name
from frontdesk.domain.reply import Audience, Reply, to_offer
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.ask_panel import AskPanel
from frontdesk.ui.inbox.composer import Composer
from frontdesk.ui.widgets.safe_text import name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.inquiries import Case
    from frontdesk.services.replies import Draft

_ANSWERABLE = (State.NEW, State.WORKING)
"""States in which a draft stands under the message by itself, where there is an address to write to."""


class Answering(QWidget):
    """``slots`` gives the times of the panel and the type they are for. ``moved_on``: this case is off the desk, the next one may come.

    ``opened``: the desk asked for the draft or the question, which is to be seen now.
    """

    moved_on = Signal()
    closed = Signal()
    opened = Signal()

    def __init__(self, context: Context, slots: Callable[[], tuple[Sequence[Slot], int]]) -> None:
        super().__init__()
        self.context, self.slots = context, slots
        self.case: Case | None = None
        self._put_away: set[int] = set()
        self._then: Callable[[], object] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 12)
        self.composer, self.ask = Composer(context), AskPanel(context)
        column.addWidget(self.composer)
        column.addWidget(self.ask)
        self.composer.kept.connect(self._keep)
        self.composer.sent.connect(self._send)
        self.composer.handed.connect(self._hand_over)
        self.composer.template_wanted.connect(self._with_template)
        self.composer.audience_wanted.connect(self.open_reply)
        self.composer.ask_wanted.connect(self.open_question)
        self.ask.asked.connect(self._ask_clinician)
        self.ask.left.connect(self._leave_question)
        self.hide()

    # -- which draft is shown

    def show_case(self, case: Case, *, fresh: bool) -> None:
        """Another case, or the same one as it is now. What is being typed is never taken away."""
        other = self.case is None or self.case.inquiry.id != case.inquiry.id
        if other:
            self.flush()
            self.composer.close_draft()
            self.ask.hide()
        self.case = case
        self.context.extra["comment"] = case.inquiry.source is Source.COMMENT
        open_here = self.composer.reply is not None and self.composer.reply.inquiry_id == case.inquiry.id
        if case.inquiry.state not in _ANSWERABLE and fresh:
            self.composer.close_draft()
        elif (other or fresh or not open_here) and self._by_itself(case):
            self._read(Audience.PRIVATE)
        self.fit()

    def _by_itself(self, case: Case) -> bool:
        inquiry = case.inquiry
        reachable = bool(inquiry.email or (case.patient and case.patient.email))
        return inquiry.state in _ANSWERABLE and reachable and inquiry.id not in self._put_away and not self.ask.isVisible()

    def flush(self) -> None:
        """What was typed goes to the desk before anything else is shown."""
        self.composer.keep()

    def open_reply(self, audience: object = Audience.PRIVATE) -> None:
        """R: the text takes the keyboard."""
        if self.case is not None:
            self._put_away.discard(self.case.inquiry.id)
            self.ask.hide()
            self._read(Audience.PUBLIC if audience is Audience.PUBLIC else Audience.PRIVATE, then=self.composer.text.setFocus)

    def open_public(self) -> None:
        """A line for everybody under the comment."""
        if self.case is not None and self.case.inquiry.source is Source.COMMENT:
            self.open_reply(Audience.PUBLIC)
        else:
            self.context.warn("Only a comment stands on a public page. Reply privately with R.")

    def open_templates(self) -> None:
        """T: from the list too."""
        self._with_draft(self.composer.open_templates)

    def _with_draft(self, then: Callable[[], object]) -> None:
        """With the private draft of this case open, do this."""
        reply = self.composer.reply
        if self.case is not None and (reply is None or reply.inquiry_id != self.case.inquiry.id or not self.composer.isVisible()):
            self._put_away.discard(self.case.inquiry.id)
            self.ask.hide()
            self._read(Audience.PRIVATE, then=then)
        elif self.case is not None:
            self.opened.emit()
            then()

    def _read(self, audience: Audience, *, template: str = "", then: Callable[[], object] | None = None) -> None:
        from frontdesk.services import replies  # after the first paint, as in jobs

        assert self.case is not None
        key, who = self.case.inquiry.id, self.case
        self._then = then or self._then

        def show(draft: Draft) -> None:
            if self.case is not None and self.case.inquiry.id == key:
                given = draft.values.get("name") or first_name(name(who.inquiry.name))
                self.composer.show_draft(draft, given)
                if template:
                    self.composer.change(draft.reply)
                self.fit()
                after, self._then = self._then, None
                if after:
                    self.opened.emit()
                    after()

        self.context.jobs.ask(lambda desk: replies.draft(desk, inquiry_id=key, audience=audience, template=template), show, key="draft", failed=self._failed)

    def _with_template(self, slug: object) -> None:
        audience = self.composer.reply.audience if self.composer.reply else Audience.PRIVATE
        self.composer.keep()
        self._read(audience, template=str(slug), then=self.composer.text.setFocus)

    def fit(self) -> None:
        """In sight while there is a draft or a question in it."""
        self.setVisible(self.composer.isVisibleTo(self) or self.ask.isVisibleTo(self))

    # -- what is done

    def offer(self) -> None:
        """O: the best times of the panel into the reply; a second time takes them off again."""
        self._with_draft(self._offer)

    def _offer(self) -> None:
        reply = self.composer.reply
        if reply is None or reply.audience is Audience.PUBLIC:
            self.context.warn("Times are offered in a private reply.")
            return
        slots, type_id = self.slots()
        chosen = () if reply.offers else to_offer(slots)
        if not chosen and not reply.offers:
            self.context.warn("No time is free with the choices of the booking panel. Change them, then offer.")
            return
        self.composer.offer(chosen, type_id)

    def ask_in_reply(self, question: str) -> None:
        """A missing fact is asked for in the reply."""
        self._with_draft(lambda: self.composer.insert(question))

    def send(self) -> None:
        """Ctrl+Enter, wherever the keyboard is in this section."""
        if self.ask.isVisible():
            self.ask.go()
        elif self.composer.isVisible():
            self.composer.go()
        elif self.case is not None:
            self.context.warn("No reply is open here. R opens one.")

    def _keep(self, reply: Reply) -> None:
        from frontdesk.services import replies  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: replies.save_draft(desk, reply=reply), self.composer.stored, failed=self._failed)

    def _send(self, reply: Reply) -> None:
        from frontdesk.services import replies  # after the first paint, as in jobs

        many = len(reply.offers)
        held = f", {many} {'time' if many == 1 else 'times'} held" if many else ""

        def done(sent: Reply) -> None:
            self.composer.draft = self.composer.reply = None
            self.composer.hide()
            self.fit()
            self.context.say(f"Leaves in 20 seconds{held}", undo=True)
            self.context.extra["outbox"]()
            self.moved_on.emit()

        self.context.jobs.ask(lambda desk: replies.send(desk, reply=reply), done, failed=self._not_sent)

    def _not_sent(self, trouble: DeskError) -> None:
        self._failed(trouble)
        self.composer.text.setFocus()

    def _hand_over(self, reply: Reply) -> None:
        from frontdesk.services import replies  # after the first paint, as in jobs

        def done(handed: Reply) -> None:
            self.composer.draft = self.composer.reply = None
            self.composer.hide()
            self.fit()
            QGuiApplication.clipboard().setText(handed.whole)
            if handed.audience is Audience.PUBLIC:
                self.context.say("Copied. Put it under the comment, then say here that it is on the page.", undo=True)
            else:
                self.context.extra["open_link"](replies.mailto(handed))
                self.context.say("Copied and opened in the mail program. Say here when it has gone out.", undo=True)

        self.context.jobs.ask(lambda desk: replies.hand_over(desk, reply=reply), done, failed=self._not_sent)

    def do(self, what: str, key: int) -> None:
        """The buttons of the conversation."""
        from frontdesk.services import cases, questions, replies  # after the first paint, as in jobs

        assert self.case is not None
        own = self.case.inquiry.id
        doing: dict[str, tuple[Callable[[Any], object], str]] = {
            "join": (lambda desk: cases.join(desk, inquiry_id=own, other_id=key), "One case"),
            "apart": (lambda desk: cases.keep_apart(desk, inquiry_id=own, other_id=key), "Somebody else, remembered"),
            "part": (lambda desk: cases.part(desk, inquiry_id=key), "Parted, a case of its own"),
            "went": (lambda desk: replies.settle(desk, reply_id=key, went=True), "Counts as sent"),
            "not_sent": (lambda desk: replies.settle(desk, reply_id=key, went=False), "Not sent"),
            "withdraw": (lambda desk: replies.withdraw(desk, reply_id=key), "A draft again"),
            "take_back": (lambda desk: questions.take_back(desk, question_id=key), "Question taken back"),
        }
        question, words = doing[what]
        self.context.jobs.ask(question, lambda _: self.context.say(words, undo=True), failed=self._failed)

    # -- a question to a clinician

    def open_question(self) -> None:
        """Q."""
        from frontdesk.services import questions  # after the first paint, as in jobs

        if self.case is None:
            return
        key, zone = self.case.inquiry.id, self.context.house.zone if self.context.house else "UTC"
        self.composer.keep()

        def show(found: tuple[tuple[str, str, int], Any]) -> None:
            if self.case is not None and self.case.inquiry.id == key:
                self.composer.hide()
                self.opened.emit()
                self.ask.open(found[0], wall_of(found[1], zone))
                self.fit()

        self.context.jobs.ask(lambda desk: (questions.suggested(desk, inquiry_id=key), questions.due(desk)), show, key="ask", failed=self._failed)

    def _ask_clinician(self, clinician: int, line: str, quote: str) -> None:
        from frontdesk.services import questions  # after the first paint, as in jobs

        assert self.case is not None
        key, house = self.case.inquiry.id, self.context.house
        who = house.clinician(clinician).short if house else "the clinician"

        def done(_: object) -> None:
            self.ask.hide()
            self.composer.close_draft()
            self.fit()
            self.context.say(f"With {who}", undo=True)
            self.moved_on.emit()

        self.context.jobs.ask(lambda desk: questions.ask(desk, inquiry_id=key, clinician_id=clinician, line=line, quote=quote), done, failed=self._failed)

    def _leave_question(self) -> None:
        self.ask.hide()
        if self.case is not None and self._by_itself(self.case):
            self._read(Audience.PRIVATE)
        self.fit()
        self.closed.emit()

    def leave(self) -> bool:
        """Esc: first the question, then the list of texts, then the draft goes out of the way; it is kept."""
        if self.ask.isVisible():
            self._leave_question()
            return True
        if self.composer.templates.isVisible():
            self.composer.leave_templates()
            return True
        if self.composer.isVisible() and self.case is not None:
            if self.composer.isAncestorOf(self.composer.window().focusWidget() or self):
                self.composer.keep()
                return False  # the list takes the keyboard back; the draft stays in sight
            self._put_away.add(self.case.inquiry.id)
            self.composer.close_draft()
            self.fit()
            return True
        return False

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
