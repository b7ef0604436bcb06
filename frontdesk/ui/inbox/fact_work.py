"""What the desk does with the facts of the case in hand: accept, correct, take out, mark its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.fact import GROUPS, RecordedFact
from frontdesk.ui.context import Context
from frontdesk.ui.inbox.fact_editor import FactEditor
from frontdesk.ui.inbox.facts_panel import FactsPanel
from frontdesk.ui.widgets.fact_text import FactText

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.inquiries import Case


class FactWork(QObject):
    """``case`` gives the one in hand, ``change`` makes a change to it with what is then said. ``opened``: the editor is to be seen."""

    opened = Signal()

    def __init__(self, context: Context, text: FactText, case: Callable[[], Case | None], change: Callable[[Callable[[Any], object], str], None]) -> None:
        super().__init__()
        self.context, self.text, self.case, self.change = context, text, case, change
        self.editing = 0
        self.facts = FactsPanel(context.look, accept_all=self.accept_all)
        self.editor = FactEditor(context)
        text.picked.connect(self.pick)
        self.facts.picked.connect(text.focus_fact)
        self.facts.opened.connect(self._edit)
        self.facts.rejected.connect(lambda key: self._decide(key, "rejected"))
        self.editor.saved.connect(self._correct)
        self.editor.decided.connect(lambda decision: self._decide(self.editing, decision))
        self.editor.left.connect(self._leave)

    def pick(self, key: int) -> None:
        """A mark in the message: its fact is opened."""
        self.text.focus_fact(key)
        case = self.case()
        recorded = next((f for f in case.facts if f.id == key), None) if case else None
        if recorded:
            self._edit(recorded)

    def _edit(self, recorded: RecordedFact) -> None:
        self.editing = recorded.id
        self.opened.emit()
        self.text.focus_fact(recorded.id)
        self.editor.open(recorded)

    def _leave(self) -> None:
        """Back to the fact, as it is or will be: the next one is a step away, and no key meant for it moves the queue."""
        self.editor.hide()
        self.facts.focus_row(next((n for n, one in enumerate(self.facts.facts) if one.id == self.editing), 0))

    def _correct(self, kind: str, value: object, side: object, status: object) -> None:
        from frontdesk.services import facts  # after the first paint, as in jobs

        key = self.editing
        self._leave()
        self.change(lambda desk: facts.correct_fact(desk, fact_id=key, kind=kind, value=value, side=side, status=status), "Fact corrected")  # type: ignore[arg-type]  # from the lists of the editor

    def _decide(self, key: int, decision: str) -> None:
        from frontdesk.services import facts  # after the first paint, as in jobs

        if self.editor.isVisible():
            self._leave()
        words = "Fact accepted" if decision == "accepted" else "Fact taken out"
        self.change(lambda desk: facts.decide_fact(desk, fact_id=key, decision=decision), words)  # type: ignore[arg-type]  # one of the two

    def accept_all(self) -> None:
        """A: each that is only suggested."""
        from frontdesk.services import facts  # after the first paint, as in jobs

        case = self.case()
        if case is not None and any(f.decision == "suggested" for f in case.facts):
            key = case.inquiry.id
            self.change(lambda desk: facts.accept_all(desk, inquiry_id=key), "Facts accepted")

    def mark(self, group: str) -> None:
        """The selected words are a fact of that group, which the reader passed over."""
        from frontdesk.services import facts  # after the first paint, as in jobs

        span, case = self.text.selected(), self.case()
        if case is None or span is None:
            self.context.warn("Select some words of the message first, then mark them.")
            return
        key, (start, end) = case.inquiry.id, span
        kind = {"history": "procedure", "person": "occupation"}.get(group, GROUPS[group][0])
        self.change(lambda desk: facts.add_fact(desk, inquiry_id=key, kind=kind, start=start, end=end), "Words marked")
