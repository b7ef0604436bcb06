"""The desk: who sits there, which file is open, what time it is, and the way news travels back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from frontdesk.data import clinic as clinic_rows
from frontdesk.data.journal import HistoryEntry, Undone
from frontdesk.data.store import Changes, Session, Store, Write
from frontdesk.domain.clinic import House
from frontdesk.domain.timespan import wall_of

__all__ = ["Changes", "Desk", "HistoryEntry", "Undone"]


class Desk:
    """One desk over one clinic's file. Everything that is written goes through ``write``; the clock is given, never read.

    ``who`` is the person at the desk and ``name`` the desk itself: both stand in each journal entry.
    """

    def __init__(self, store: Store, *, clock: Callable[[], datetime], who: str, name: str) -> None:
        self.store = store
        self.clock = clock
        self.who = who
        self.name = name
        self.listeners = store.listeners
        self._house: House | None = None
        self._together = (0, 1)
        store.listeners.append(self._forget_house)

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], datetime], who: str = "", name: str = "desk") -> Desk:
        """Open an existing clinic; raises ``DatabaseTrouble`` with what to do where that cannot be."""
        desk = cls(Store.open(path, now=clock()), clock=clock, who=who, name=name)
        if not who:
            desk.who = desk._first_person()
        return desk

    @classmethod
    def create(
        cls, path: Path, *, clock: Callable[[], datetime], who: str = "", name: str = "desk", demo: bool = False
    ) -> Desk:
        """A new file with its tables and no clinic in it yet; never over an existing one."""
        return cls(Store.create(path, demo=demo), clock=clock, who=who or "Front desk", name=name)

    def now(self) -> datetime:
        """The instant, in UTC."""
        return self.clock()

    def wall_now(self) -> datetime:
        """What the clock on the wall of the clinic's first site says."""
        return wall_of(self.clock(), self.house().zone)

    def house(self) -> House:
        """The clinic's own facts, read once and again after any of them changed."""
        if self._house is None:
            with self.read() as session:
                self._house = clinic_rows.house(session)
        return self._house

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self.store.read() as session:
            yield session

    @contextmanager
    def write(self, label: str, *, undoable: bool = True, barrier: str = "", typed: tuple[str, int] | None = None) -> Iterator[Write]:
        """One intention in one transaction. ``label`` is what undo and the history call it; no patient's name in it.

        ``typed``: the row (table, key) into which somebody types; saved several times in one sitting, it is taken back in one step.
        """
        with self.store.write(label, now=self.now(), who=self.who, desk=self.name, undoable=undoable, barrier=barrier, typed=typed) as write:
            yield write

    def undo(self) -> Undone:
        """Take back this desk's last intention; ``Refused`` says who or what stands in the way."""
        many = 1
        if self._together[1] > 1:
            newest = next((entry for entry in self.history() if not entry.undone and not entry.barrier), None)
            many = self._together[1] if newest is not None and newest.seq == self._together[0] else 1
        self._together = (0, 1)
        done = [self.store.undo(now=self.now(), who=self.who, desk=self.name) for _ in range(many)]
        return done[-1] if many == 1 else replace(done[-1], said=f"Taken back, {many} times", stays="".join(one.stays for one in done), about=())

    def together(self, many: int) -> None:
        """The last ``many`` intentions were one to whoever sits here (several files brought in at once): one undo takes them back.

        Not where something else came between them, and not after the program was closed: then each is taken back by itself.
        """
        last = self.history(limit=many)
        if len(last) == many and len({entry.label for entry in last} - {"Bring in a file", "Bring in records"}) == 0:
            self._together = (last[0].seq, many)

    def redo(self) -> Undone:
        return self.store.redo(now=self.now(), who=self.who, desk=self.name)

    def history(self, *, limit: int = 200, named: bool = False) -> tuple[HistoryEntry, ...]:
        """The newest first; ``named``: with the people it was about, which the labels never tell."""
        return self.store.history(desk=self.name, limit=limit, named=named)

    def refresh(self) -> bool:
        """True where another process has changed the file since the last call."""
        changed = self.store.changed_elsewhere()
        if changed:
            self._house = None
        return changed

    def close(self) -> None:
        self.store.close()

    def _forget_house(self, changes: Changes) -> None:
        if changes.tables & clinic_rows.TABLES:
            self._house = None

    def _first_person(self) -> str:
        with self.read() as session:
            staff = clinic_rows.staff(session)
        return staff[0].name if staff else "Front desk"
