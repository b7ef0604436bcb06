"""After each change on the book: whom the freed time would suit, which gaps of a series broke; offered beside the sentence, by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from frontdesk.domain.plain import many
from frontdesk.domain.waitlist import Match
from frontdesk.ui.context import Context

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.aftermath import Aftermath as Left
    from frontdesk.services.aftermath import Freed, Strained


class Aftermath(QObject):
    """``best`` is who would be suited best by what came free last, or None. Only what this desk did is looked at."""

    best = Signal(object)
    filling = Signal(object)
    shifting = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.freed: Freed | None = None
        self.strained: Strained | None = None
        self._seq: int | None = None
        context.bridge.changed.connect(self._heard)
        self._look(0)

    def _look(self, after: int) -> None:
        from frontdesk.services import aftermath  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: aftermath.of_newest(desk, after=after), self._found, key="aftermath", failed=lambda _: None, later=self._seq is not None)

    def _heard(self, tables: frozenset[str]) -> None:
        if self._seq is not None and tables & {"appointment", "wait_entry"}:
            self._look(self._seq)

    def _found(self, left: Left | None) -> None:
        first, self._seq = self._seq is None, left.seq if left else self._seq or 0
        if first or left is None:
            return
        self.freed, self.strained = left.freed, left.strained
        if left.strained is not None and left.strained.following:
            self.context.extra["offer"](f"Shift {many(left.strained.following, 'more visit')}", "Shift+S", self.shift)
        if left.freed is not None:
            self.context.extra["offer"](self._words(left.freed.matches[0]), "O", self.fill)
        self.best.emit(left.freed.matches[0].entry.id if left.freed else None)

    def _words(self, match: Match) -> str:
        from frontdesk.services import waitlist  # after the first paint, as in jobs

        house = self.context.house
        return waitlist.fill_words(house, match) if house else ""

    def fill(self) -> None:
        if self.freed is not None:
            self.filling.emit(self.freed)
        else:
            self.context.warn("No time was freed that somebody on the wait list could take.")

    def shift(self) -> None:
        if self.strained is not None:
            self.shifting.emit(self.strained)
        else:
            self.context.warn("No visit of a series was moved last, so there is nothing to shift after it.")
