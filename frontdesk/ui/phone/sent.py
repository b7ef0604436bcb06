"""Calls that were ended and are on their way into the clinic's file: each is let go, or given back, by itself, whatever is open meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from frontdesk.domain.errors import DeskError, Refused
from frontdesk.domain.inquiry import CallDraft
from frontdesk.ui.context import Context
from frontdesk.ui.jobs import where

log = logging.getLogger(__name__)


class SentCalls:
    """A call is told by the draft it was opened with, as that very object: two that begin at the same moment are two."""

    def __init__(self, context: Context, given_back: Callable[[CallDraft, CallDraft, DeskError], object]) -> None:
        self.context, self._given_back = context, given_back
        self._open: list[CallDraft] = []

    def __contains__(self, draft: CallDraft | None) -> bool:
        return any(one is draft for one in self._open)

    @property
    def numbers(self) -> frozenset[int]:
        """Of those that were kept as drafts before; they wait no more."""
        return frozenset(one.id for one in self._open if one.id)

    def send(self, draft: CallDraft, words: CallDraft, question: Callable[[Any], Any], then: Callable[[Any], object]) -> None:
        """``words`` is what was typed by now. It goes back where the desk refuses it, and also where the program has a fault."""
        self._open.append(draft)

        def ask(desk: Any) -> Any:
            try:
                return question(desk)
            except DeskError:
                raise
            except Exception as fault:
                log.error("a call could not be saved: %s", where(fault))
                raise Refused("Something went wrong in the program. What you typed is still here.") from fault

        self.context.jobs.ask(ask, partial(self._done, draft, then), failed=partial(self._failed, draft, words))

    def _done(self, draft: CallDraft, then: Callable[[Any], object], answer: Any) -> None:
        self._open = [one for one in self._open if one is not draft]
        then(answer)

    def _failed(self, draft: CallDraft, words: CallDraft, trouble: DeskError) -> None:
        self._open = [one for one in self._open if one is not draft]
        self._given_back(draft, words, trouble)


def logged(values: dict[str, Any], deed: Callable[[Any, int], str]) -> Callable[[Any], tuple[str, bool]]:
    """The call is logged, then what it asks for is done: where that fails, the call waits in the inbox, once.

    Gives a sentence, and whether it was done.
    """

    def both(desk: Any) -> tuple[str, bool]:
        from frontdesk.services import inquiries  # after the first paint, as in jobs

        call = inquiries.log_call(desk, **values)
        try:
            return deed(desk, call.id), True
        except DeskError as trouble:
            return f"{trouble.sentence} The call itself is saved, in the inbox.", False
        except Exception as fault:
            log.error("what a call asked for could not be done: %s", where(fault))
            return "Something went wrong in the program. The call itself is saved, in the inbox.", False

    return both
