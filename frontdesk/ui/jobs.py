"""Questions to the desk, off the GUI thread: one thread for the desk, first in first out; another for long work; one for files that are read or drawn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from frontdesk.domain.errors import DatabaseTrouble, DeskError

if TYPE_CHECKING:  # the window is painted before the services (and SQLAlchemy below them) are imported
    from frontdesk.services.desk import Desk

Answer = TypeVar("Answer")
log = logging.getLogger(__name__)
_PAUSE = 120
"""Milliseconds in which what was answered is painted, before what was put off is asked."""


def where(trouble: BaseException) -> str:
    """What kind of bug, and in which line; never the words of it, which may hold what somebody typed."""
    place = trouble.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    spot = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else "?"
    return f"{type(trouble).__name__} at {spot}"


class Jobs(QObject):
    """``ask`` runs a question on the desk thread and gives its answer back on the GUI thread."""

    _done = Signal(object)
    bug = Signal(str)
    damaged = Signal(object)
    busy = Signal(bool)
    turning = Signal()
    """Something else altogether is about to be shown: what stood there before need not be painted once more."""
    answered = Signal(bool)
    """An answer of the desk has been shown; true where more of them are still to come."""

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        super().__init__()
        self._open = open_desk
        self._desk: Desk | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="long")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._newest: dict[str, int] = {}
        self._open_ones: set[str] = set()
        self._stands: dict[str, tuple[object, int]] = {}
        self._edition = 0
        self._put_off: dict[str, Callable[[], None]] = {}
        self._open_at_desk = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self._catch_up)
        self._number = 0
        self._waiting = 0
        self._closed = False
        self._done.connect(lambda deliver: deliver())

    def ask(self, question: Callable[[Desk], Answer], then: Callable[[Answer], object] | None = None, *, key: str = "", once: str = "",
            failed: Callable[[DeskError], object] | None = None, long: bool = False, aside: bool = False, later: bool = False,
            same: object = None) -> None:  # fmt: skip
        """Answers ``then``, on the GUI thread. After ``close`` nothing is asked any more.

        With ``key``, only the newest question of that key is answered; with ``once``, none is asked while another of that name is open, and each is
        answered: it may hold news of its own. ``failed`` gets what the desk must be told. ``long``: minutes of work,
        one after the other; ``aside``: a file that is read or drawn. The desk's thread waits for neither. ``later``: beside what a
        key was pressed for, so asked once the desk has answered everything else and that is painted; of one key only the newest.
        ``same`` says of what the question of that key is: where the last one was of the same, and nothing has been written since, its answer
        stands and nothing is asked.
        """
        if later and not self._closed:
            self._waiting += key not in self._put_off
            self._put_off[key] = partial(self.ask, question, then, key=key, failed=failed, same=same)
            self._rest.start()
            return
        if self._closed or once in self._open_ones or (same is not None and self._stands.get(key) == (same, self._edition)):
            return
        self._stands[key] = (same, self._edition)
        if once:
            self._open_ones.add(once)
        self._number += 1
        number = self._number
        if key:
            self._newest[key] = number
        self._waiting += 1
        future = (self._pool if long else self._aside if aside else self._thread).submit(lambda: question(self.desk()))
        desks = not long and not aside
        self._open_at_desk += desks
        future.add_done_callback(lambda f: self._done.emit(lambda: self._deliver(f, number, key, then, failed, once, desks=desks)))

    def _catch_up(self) -> None:
        """What was put off is asked now, unless something that is waited for is still open."""
        if self._open_at_desk:
            return  # its answer lets the pause begin again
        asked, self._put_off = self._put_off, {}
        self._waiting -= len(asked)
        for ask in asked.values():
            ask()

    def drop(self, key: str) -> None:
        """What was asked under this key is not answered any more: it was about something else."""
        self._waiting -= self._put_off.pop(key, None) is not None
        self._number += 1
        self._newest[key] = self._number
        self._stands.pop(key, None)

    def outdate(self, _: object = None) -> None:
        """Something was written: no answer stands any more."""
        self._edition += 1

    def without_desk(self, work: Callable[[], Answer], then: Callable[[Answer], object], *, failed: Callable[[DeskError], object]) -> None:
        """Work on the desk thread while the clinic's file is closed; the next question opens it again."""
        if not self._closed:
            self._waiting += 1
            self._thread.submit(self._shut)
            future = self._thread.submit(work)
            future.add_done_callback(lambda f: self._done.emit(lambda: self._deliver(f, 0, "", then, failed)))

    def _shut(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def desk(self) -> Desk:
        """Only on the desk thread, and, for long work, once it is open."""
        if self._desk is None:
            self._desk = self._open()
        return self._desk

    def _deliver(self, future: Future[Any], number: int, key: str, then: Callable[[Any], object] | None, failed: Callable[[DeskError], object] | None,
                 once: str = "", *, desks: bool = False) -> None:  # fmt: skip
        self._open_at_desk -= desks
        try:
            self._give(future, number, key, then, failed, once)
        finally:
            if desks:
                self.answered.emit(self._open_at_desk > 0)
            if self._put_off:
                self._rest.start()

    def _give(self, future: Future[Any], number: int, key: str, then: Callable[[Any], object] | None, failed: Callable[[DeskError], object] | None,
              once: str) -> None:  # fmt: skip
        self._waiting -= 1
        self._open_ones.discard(once)
        if self._closed or (key and self._newest.get(key) != number):
            return
        trouble = future.exception()
        if trouble is not None:
            self._stands.pop(key, None)
        if isinstance(trouble, DatabaseTrouble) and trouble.kind in ("damaged", "foreign"):
            self.damaged.emit(trouble)
        asker = getattr(then or failed, "__self__", None)
        if isinstance(asker, QObject) and not isValid(asker):
            return  # the screen that asked has gone
        if trouble is None:
            if then:
                then(future.result())
        elif isinstance(trouble, DeskError) and failed:
            failed(trouble)
        else:
            log.error("a question to the desk failed: %s", type(trouble).__name__ if isinstance(trouble, DeskError) else where(trouble))
            self.bug.emit(trouble.sentence if isinstance(trouble, DeskError) else "Something went wrong in the program. What you typed is still here.")

    @property
    def asking(self) -> bool:
        """Whether an answer of the desk is still to come."""
        return self._open_at_desk > 0

    @property
    def idle(self) -> bool:
        return self._waiting == 0

    def close(self) -> None:
        """Let what was asked finish, then close the desk."""
        self._closed = True
        self._pool.shutdown(wait=True)
        self._aside.shutdown(wait=True)
        self._thread.submit(self._shut)
        self._thread.shutdown(wait=True)
