"""What takes a case off the desk without an answer: put off until a day, called, or closed for a reason that the reports can count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.calling import Outcome
from frontdesk.domain.inquiry import NOT_FOR_US_REASONS, Inquiry, State
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.digit_list import DigitList
from frontdesk.ui.widgets.safe_text import name

Ask = Callable[[Callable[..., object], str], None]
"""A change to the case, and what is said when it is done."""


class MovingOn(QWidget):
    """Three lists, docked under the message; one digit each. ``opened``: one of them stands there now; ``over``: the keyboard goes back to the queue."""

    opened = Signal()
    over = Signal()

    def __init__(self, context: Context, case: Callable[[], Inquiry | None], ask: Ask) -> None:
        super().__init__()
        self.context, self.inquiry, self.ask = context, case, ask
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 12)
        look = context.look
        self.days, self.reasons, self.outcomes = DigitList(look, "Back in To do"), DigitList(look, "Not for us, because"), DigitList(look, "Called; what came of it")
        self.days.picked.connect(self._snooze)
        self.reasons.picked.connect(self._refuse)
        self.outcomes.picked.connect(self._called)
        for one in (self.days, self.reasons, self.outcomes):
            column.addWidget(one)
            one.left.connect(self._over)
        self.hide()

    def open_snooze(self) -> None:
        """S: until when; the day of a case that is put off already can be changed."""
        from frontdesk.services import cases  # after the first paint, as in jobs

        self.context.jobs.ask(cases.snooze_choices, self._show_days, key="snooze")

    def _show_days(self, choices: tuple[tuple[str, datetime], ...]) -> None:
        zone = self.context.house.zone if self.context.house else "UTC"
        self._open(self.days, [(f"{words}, {when.moment_words(wall_of(at, zone), clock24=self.context.clock24)}", at) for words, at in choices])

    def open_reasons(self) -> None:
        """Shift+E: why it is not for us; a second time it is to do again."""
        inquiry = self.inquiry()
        if inquiry is not None and inquiry.state is State.NOT_FOR_US:
            self._set(inquiry, State.NEW, "", "To do again")
        else:
            self._open(self.reasons, [(reason, reason) for reason in NOT_FOR_US_REASONS])

    def open_outcomes(self) -> None:
        """L: somebody was called; it comes back by itself where nobody answered."""
        self._open(self.outcomes, [(f"{one.value[:1].upper()}{one.value[1:]}", one) for one in Outcome])

    def _called(self, outcome: Outcome) -> None:
        from frontdesk.services import calling  # after the first paint, as in jobs

        inquiry = self.inquiry()
        if inquiry is not None:
            self.ask(lambda desk: calling.log_attempt(desk, inquiry_id=inquiry.id, outcome=outcome), f"Called, {outcome.value}: {name(inquiry.name)}")
        self._over()

    def _open(self, wanted: DigitList, choices: list[tuple[str, object]]) -> None:
        for one in (self.days, self.reasons, self.outcomes):
            one.setVisible(one is wanted)
        self.opened.emit()
        self.show()
        wanted.open(choices)

    def _snooze(self, until: datetime) -> None:
        from frontdesk.services import cases  # after the first paint, as in jobs

        inquiry = self.inquiry()
        if inquiry is not None:
            self.ask(lambda desk: cases.snooze(desk, inquiry_id=inquiry.id, until=until), f"Put off: {name(inquiry.name)}")
        self._over()

    def _refuse(self, reason: str) -> None:
        inquiry = self.inquiry()
        if inquiry is not None:
            self._set(inquiry, State.NOT_FOR_US, reason, "Not for us")
        self._over()

    def _set(self, inquiry: Inquiry, state: State, reason: str, words: str) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        self.ask(lambda desk: inquiries.set_state(desk, inquiry_id=inquiry.id, state=state, reason=reason), f"{words}: {name(inquiry.name)}")

    def leave(self) -> bool:
        """Esc."""
        open_ = self.isVisible()
        if open_:
            self._over()
        return open_

    def _over(self) -> None:
        self.hide()
        self.over.emit()
