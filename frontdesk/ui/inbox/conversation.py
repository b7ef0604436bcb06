"""What came after the message: joined messages, replies and where they are, questions and answers, notes; in the order of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.inquiry import Inquiry, InquiryNote, Source
from frontdesk.domain.question import VERDICT_WORDS, Question
from frontdesk.domain.reply import Audience, Reply, ReplyState
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, Chip, IconWord, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.inquiries import Case

Do = Callable[[str, int], None]
"""(what, id): part, join, apart, went, not_sent, withdraw, take_back."""

CAME = {Source.COMMENT: ("globe", "Comment"), Source.FORM: ("article", "Web form"), Source.EMAIL: ("envelope-simple", "E-mail"),
        Source.PHONE: ("phone-incoming", "Phone call"), Source.CALLED: ("phone", "Called by us"),
        Source.MISSED_CALL: ("phone-slash", "Missed call")}  # fmt: skip
_STOOD = {
    ReplyState.WAITING: ("In the outbox", "info"), ReplyState.SENDING: ("Being sent", "info"), ReplyState.SENT: ("Sent", "ok"),
    ReplyState.HANDED: ("In the mail program", "warn"), ReplyState.FAILED: ("Not sent yet", "warn"),
    ReplyState.UNCERTAIN: ("Sent or not?", "warn"), ReplyState.BOUNCED: ("Not delivered", "danger"),
}  # fmt: skip
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


class Conversation(QWidget):
    """Each entry a small card with its time at the right; what needs a word of the desk has its buttons."""

    def __init__(self, context: Context, do: Do) -> None:
        super().__init__()
        self.context, self.do = context, do
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_case(self, case: Case) -> None:
        clear(self._column)
        for one in case.alike[:2]:
            self._column.addWidget(self._alike(one))
        entries: list[tuple[datetime, QWidget]] = [
            *((m.received_at or _FIRST, self._message(m)) for m in case.members if m.id != case.inquiry.id),
            *((r.created_at or _FIRST, self._reply(r)) for r in case.replies), *((n.at, self._note(n)) for n in case.notes),
            *((q.asked_at or _FIRST, self._question(q)) for q in case.questions),
        ]  # fmt: skip
        for _, widget in sorted(entries, key=lambda e: e[0]):
            self._column.addWidget(widget)

    def _card(self, kind: str, icon: str, head: str, at: datetime | None, *, chip: tuple[str, str] | None = None) -> tuple[QFrame, QVBoxLayout]:
        frame = QFrame()
        frame.setProperty("card", kind)
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 9)
        column.setSpacing(4)
        line = QHBoxLayout()
        title = IconWord(self.context.look, icon, strong="strong")
        title.say("", head)
        line.addWidget(title, 1)
        if chip:
            line.addWidget(Chip(self.context.look, *chip))
        line.addWidget(PlainLabel(self._time(at), role="faint"))
        column.addLayout(line)
        return frame, column

    def _time(self, at: datetime | None) -> str:
        if at is None or self.context.house is None:
            return ""
        wall, today = wall_of(at, self.context.house.zone), self.context.wall_now().date()
        clock = when.clock(wall, clock24=self.context.clock24)
        return clock if wall.date() == today else f"{when.short_day(wall)}, {clock}"

    def _buttons(self, column: QVBoxLayout, *buttons: tuple[str, str, str, Callable[[], object]]) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for words, icon, key, then in buttons:
            row.addWidget(Button(self.context.look, words, icon=icon, key=key, then=then))
        row.addStretch()
        column.addLayout(row)

    def _alike(self, alike: Any) -> QFrame:
        other: Inquiry = alike.inquiry
        _, kind = CAME[other.source]
        frame, column = self._card("info", "users", f"{kind} from {name(other.name)}: {alike.why}", other.received_at)
        column.addWidget(PlainLabel(" ".join(other.text.split())[:200], role="soft"))
        self._buttons(column, ("One case", "check", "Shift+J", partial(self.do, "join", other.id)), ("Somebody else", "", "", partial(self.do, "apart", other.id)))
        return frame

    def _message(self, message: Inquiry) -> QFrame:
        icon, kind = CAME[message.source]
        frame, column = self._card("note", icon, f"{kind} from {name(message.name)}", message.received_at)
        column.addWidget(Paragraph(message.text[:6000]))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(Button(self.context.look, "Part from this case", kind="ghost", then=partial(self.do, "part", message.id)))
        column.addLayout(row)
        return frame

    def _reply(self, reply: Reply) -> QFrame:
        public = reply.audience is Audience.PUBLIC
        who = reply.author.split(" ")[0] or "We"
        words = "For the page" if public and reply.state is ReplyState.HANDED else _STOOD[reply.state][0]
        icon = "globe" if public else "arrow-u-up-left"
        frame, column = self._card("note", icon, f"{who}, under the comment" if public else f"{who} to {reply.recipient}", reply.sent_at or reply.created_at,
                                   chip=(words, _STOOD[reply.state][1]))  # fmt: skip
        column.addWidget(Paragraph(reply.whole or reply.body))
        if reply.trouble:
            column.addWidget(Paragraph(reply.trouble, role="danger"))
        if reply.state is ReplyState.HANDED:
            self._buttons(column, ("It is on the page" if public else "It went out", "check", "", partial(self.do, "went", reply.id)),
                          ("Not sent", "", "", partial(self.do, "not_sent", reply.id)))  # fmt: skip
        elif reply.state is ReplyState.UNCERTAIN:
            self._buttons(column, ("It went out", "check", "", partial(self.do, "went", reply.id)),
                          ("Send again", "paper-plane-tilt", "", partial(self.do, "not_sent", reply.id)))  # fmt: skip
        elif reply.state in (ReplyState.FAILED, ReplyState.BOUNCED):
            self._buttons(column, ("Change it", "pencil-simple", "", partial(self.do, "withdraw", reply.id)))
        return frame

    def _question(self, question: Question) -> QFrame:
        house = self.context.house
        clinician = house.clinician(question.clinician_id).short if house else "a clinician"
        if question.open:
            frame, column = self._card("note", "question", f"{question.asked_by.split(' ')[0]} asks {clinician}", question.asked_at, chip=("Waiting", "info"))
            column.addWidget(Paragraph(question.line or f"“{question.quote}”"))
            self._buttons(column, ("Take it back", "", "", partial(self.do, "take_back", question.id)))
            return frame
        chip = (VERDICT_WORDS[question.verdict], "ok") if question.verdict else None
        frame, column = self._card("ok", "check-circle", f"{question.signed_by} answers", question.answered_at, chip=chip)
        column.addWidget(PlainLabel(question.line or f"“{question.quote}”", role="soft"))
        if question.answer:
            column.addWidget(Paragraph(question.answer))
        return frame

    def _note(self, note: InquiryNote) -> QFrame:
        frame = QFrame()
        frame.setProperty("card", "note")
        line = QHBoxLayout(frame)
        line.setContentsMargins(12, 8, 12, 8)
        who = IconWord(self.context.look, "note", strong="strong")
        who.say("", note.author.split(" ")[0])
        line.addWidget(who)
        line.addWidget(Paragraph(note.text), 1)
        line.addWidget(PlainLabel(self._time(note.at), role="faint"))
        return frame
