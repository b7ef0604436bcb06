"""The calls that were interrupted and wait to be gone on with: drafts in the clinic's file, as chips in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.inquiry import CallDraft
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.phone.sent import SentCalls
from frontdesk.ui.widgets.safe_text import name, shown

MOST = 3
"""Calls that may wait at once, as the desk's rows allow."""


def _begun(text: str) -> str:
    """The first words of a call whose caller has no name yet."""
    words = " ".join(text.split())
    return f"“{shown(words, longest=20)}”" if words else "unnamed"


class WaitingCalls(QObject):
    """``changed`` gives the chips: their words, and what opens the call."""

    changed = Signal(list)

    def __init__(self, context: Context, go_on: Callable[[CallDraft], object], sent: SentCalls) -> None:
        super().__init__()
        self.context, self.go_on, self.sent = context, go_on, sent
        self._kept: tuple[CallDraft, ...] = ()
        self._unkept: list[CallDraft] = []
        self._on_the_way = 0

    def _waiting(self) -> tuple[CallDraft, ...]:
        return (*(one for one in self._kept if one.id not in self.sent.numbers), *self._unkept)

    @property
    def full(self) -> bool:
        return len(self._waiting()) + self._on_the_way >= MOST

    def before(self, own: int) -> CallDraft | None:
        """The one that was interrupted last; seen from an open draft (``own`` is its number, else 0) the one before it, and round again."""
        drafts = self._waiting()
        earlier = [d for d in drafts if not own or d.id < own] or [d for d in drafts if d.id != own]
        return earlier[-1] if earlier else None

    def take(self, draft: CallDraft) -> None:
        """It is open again: what could not be kept lies with the open call now."""
        self._unkept = [d for d in self._unkept if d is not draft]

    def keep(self, draft: CallDraft) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        self._kept = tuple(draft if one.id == draft.id else one for one in self._kept)  # gone back to before the answer, it is whole
        new = 0 if draft.id else 1
        self._on_the_way += new

        def answered(_: CallDraft) -> None:
            self._on_the_way -= new
            self.read()

        def not_kept(trouble: DeskError) -> None:
            """Another desk has filled the places meanwhile, or the file cannot be written: the words stay here, as a chip."""
            self._on_the_way -= new
            self._unkept.append(draft)
            self._show(self._kept)
            self.context.warn(trouble.sentence)

        self.context.jobs.ask(lambda desk: inquiries.save_call_draft(desk, draft=draft), answered, failed=not_kept)

    def read(self) -> None:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: inquiries.call_drafts(desk), self._show, key="drafts")

    def _show(self, drafts: tuple[CallDraft, ...]) -> None:
        self._kept = drafts
        waiting = self._waiting()
        self.changed.emit([(words, partial(self.go_on, one)) for words, one in zip(self._called(waiting), waiting, strict=True)])

    def _called(self, waiting: Sequence[CallDraft]) -> list[str]:
        """The words of each chip, no two alike: without a name what was said first; where that does not tell them apart, when the call began does, and then its place."""
        names = [f"Call, {name(one.name or one.phone) if one.name or one.phone else _begun(one.text)}" for one in waiting]
        timed = [f"{words}, {self._began(one)}" if names.count(words) > 1 else words for words, one in zip(names, waiting, strict=True)]
        return [f"{words} ({timed[:n].count(words) + 1})" if timed.count(words) > 1 else words for n, words in enumerate(timed)]

    def _began(self, one: CallDraft) -> str:
        zone = self.context.house.zone if self.context.house else "UTC"
        return when.clock(wall_of(one.started_at, zone), clock24=self.context.clock24)
