"""The clinic's file: opened safely, read in snapshots, written one intention at a time."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import exc
from sqlcipher3 import dbapi2 as sqlcipher

from frontdesk import platform
from frontdesk.data import journal, keys, subjects, undo
from frontdesk.data.connection import connect, engine_of
from frontdesk.data.schema import create_schema
from frontdesk.data.session import Session, Write
from frontdesk.data.trouble import told
from frontdesk.data.upgrade import bring_up_to_date
from frontdesk.domain.errors import DatabaseTrouble, Refused

__all__ = ["Changes", "Session", "Store", "Write"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed intention touched. ``ours``: written by this process."""

    seq: int
    label: str
    tables: frozenset[str]
    keys: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    who: str = ""
    ours: bool = True


class Store:
    """One clinic's file. Reads come from connections that can only read; writes go one at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.listeners: list[Callable[[Changes], None]] = []
        self._writing = threading.RLock()
        self._writer = engine_of(path, key, query_only=False)
        self._reader = engine_of(path, key, query_only=True)
        self._key = key
        self._inode = os.stat(path).st_ino if path.exists() else 0
        self._watch: Any = None
        self._seen = -1
        self._known = 0
        self._ours: set[int] = set()

    @classmethod
    def create(cls, path: Path, *, demo: bool = False) -> Store:
        """A new file with its tables. Refuses where something is already there."""
        if path.exists() or keys.key_path(path).exists():
            raise DatabaseTrouble(f"There is already a file at {path}. Open it, or choose another place.", kind="in-use")
        store, ours = None, False
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _refuse_network(path)
            key = keys.make_key(path)
            ours = True
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            store = cls(path, key)
            with _in_words(path), store._writer.begin() as connection:
                create_schema(connection, demo=demo)
        except (DatabaseTrouble, OSError) as trouble:  # half a clinic's file would stand in the way of the next attempt
            if store is not None:
                store.close()
            for end in ("", ".key", "-wal", "-shm") if ours else ():
                with contextlib.suppress(OSError):
                    path.with_name(path.name + end).unlink(missing_ok=True)
            raise told(trouble, path) from trouble
        return store

    @classmethod
    def open(cls, path: Path, *, now: datetime) -> Store:
        """An existing file, checked and brought up to date (after a backup). ``DatabaseTrouble`` says what to do otherwise."""
        if not path.exists():
            raise DatabaseTrouble(f"There is no clinic at {path}. Choose another file, or set one up with “frontdesk init”.", kind="missing")
        if path.stat().st_size == 0:
            raise DatabaseTrouble(
                f"The clinic's file {path.name} is empty, so it has been damaged. Bring back the newest backup with “frontdesk restore”.",
                kind="empty",
            )  # fmt: skip
        _refuse_network(path)
        store = cls(path, keys.read_key(path))
        try:
            with _in_words(path):
                bring_up_to_date(store._writer, path, now=now)
        except BaseException:  # a connection left open would, when it is closed later, take the log of a file restored meanwhile with it
            store.close()
            raise
        return store

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One snapshot; what others commit meanwhile is not seen."""
        with _in_words(self.path), self._reader.connect() as connection, connection.begin():
            yield Session(connection)

    @contextmanager
    def write(self, label: str, *, now: datetime, who: str, desk: str, undoable: bool = True, barrier: str = "",
              typed: tuple[str, int] | None = None) -> Iterator[Write]:  # fmt: skip
        """One intention: BEGIN IMMEDIATE, the caller's changes, their journal, COMMIT; then the listeners hear of it.

        ``barrier`` says what left the house ("printed"), which undo then names instead of taking back. ``typed`` is the row (table, key)
        that is saved while somebody types: the saves of one sitting are one intention.
        """
        kind = "barrier" if barrier else "do" if undoable else "quiet"
        with self._intention(label, kind=kind, now=now, who=who, desk=desk, typed=typed) as write:
            if barrier:
                write.chain.open()
            yield write

    @contextmanager
    def _intention(self, label: str, *, kind: str, now: datetime, who: str, desk: str, target: int | None = None,
                   typed: tuple[str, int] | None = None) -> Iterator[Write]:  # fmt: skip
        with self._writing, _in_words(self.path), self._writer.connect() as connection, connection.begin():
            chain = journal.Chain(connection, now=now, who=who, desk=desk, label=label, kind=kind, target=target, typed=typed)
            yield Write(connection, now=now, chain=chain)
            self._still_there()
        self._ours |= chain.numbers
        if chain.intention:
            self._tell(Changes(chain.intention, label, frozenset(chain.tables), frozenset(chain.keys), who))

    def undo(self, *, now: datetime, who: str, desk: str) -> journal.Undone:
        """Take back this desk's last intention."""
        return self._revert("undo", now=now, who=who, desk=desk)

    def redo(self, *, now: datetime, who: str, desk: str) -> journal.Undone:
        """Do again what was taken back last."""
        return self._revert("redo", now=now, who=who, desk=desk)

    def _revert(self, kind: str, *, now: datetime, who: str, desk: str) -> journal.Undone:
        with self._writing:
            with self.read() as session:
                done, back = journal.stacks(session.connection, desk)
                stack = done if kind == "undo" else back
                if not stack:
                    raise Refused("There is nothing to take back." if kind == "undo" else "There is nothing to do again.")
                header = journal.header(session.connection, stack[-1])
                about = subjects.named(session, [journal.entry(header)])[0].about
            if header["kind"] == "barrier":
                raise Refused(f"“{header['label']}” has left the house and cannot be taken back.")
            with self._intention(header["label"], kind=kind, now=now, who=who, desk=desk, target=header["seq"]) as write:
                write.chain.open()
                stays = undo.in_words(undo.revert(write, header, forward=kind == "redo"))
        said = "Taken back" if kind == "undo" else "Done again"
        return journal.Undone(header["label"], said, stays, about)

    def history(self, *, desk: str, limit: int = 200, named: bool = False) -> tuple[journal.HistoryEntry, ...]:
        """``named``: with whom each was about, for eyes only."""
        with self.read() as session:
            found = journal.history(session.connection, desk, limit)
            return subjects.named(session, found) if named else found

    def changed_elsewhere(self) -> bool:
        """True where another process has committed since the last call. The file's counter moves for our own commits too; the journal tells."""
        with _in_words(self.path):
            if self._watch is None:
                self._watch = connect(self.path, self._key, query_only=True)
            version = self._watch.execute("PRAGMA data_version").fetchone()[0]
            if version == self._seen:
                return False
            first, self._seen = self._seen == -1, version
            which = "SELECT max(seq), intention FROM journal WHERE seq > ? " + ("" if first else "GROUP BY intention")
            found = dict(reversed(row) for row in self._watch.execute(which, (self._known,)) if row[0])
        self._known = max(found.values(), default=self._known)
        changed = not first and not found.keys() <= self._ours
        self._ours -= found.keys()
        if changed:
            self._tell(Changes(0, "", frozenset(), ours=False))
        return changed

    def scrub(self) -> bool:
        """Write the file anew without the pages that are no longer used, and empty its log. False where somebody else has it open just now."""
        self._reader.dispose()
        try:
            with contextlib.closing(connect(self.path, self._key)) as connection:
                connection.execute("PRAGMA busy_timeout = 1000")
                connection.execute("VACUUM")
                busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except sqlcipher.OperationalError:
            return False
        return not busy

    @property
    def key(self) -> bytes:
        return self._key

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
        self._reader.dispose()
        self._writer.dispose()

    def _tell(self, changes: Changes) -> None:
        for listener in list(self.listeners):
            listener(changes)

    def _still_there(self) -> None:
        """Nothing is acknowledged into a file that somebody has removed or replaced."""
        try:
            same = os.stat(self.path).st_ino == self._inode
        except FileNotFoundError:
            same = False
        if not same:
            raise DatabaseTrouble(
                f"The clinic's file {self.path.name} has been removed or replaced while the program was running. Nothing more is saved: "
                "put the file back, then start the program again.", kind="replaced",
            )  # fmt: skip


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (exc.DBAPIError, sqlcipher.Error) as trouble:
        raise told(trouble, path) from trouble


def _refuse_network(path: Path) -> None:
    kind = platform.network_filesystem(path.parent)
    if kind:
        raise DatabaseTrouble(
            f"{path.parent} lies on a network drive ({kind}), where a clinic's file can be damaged. "
            "Choose a folder on this computer.", kind="network",
        )  # fmt: skip
    service = platform.synced_folder(path.parent)
    if service:
        raise DatabaseTrouble(
            f"{path.parent} is copied to other computers ({service}), which can damage a clinic's file while it is in use. "
            "Choose a folder that stays on this computer; backups may be copied.", kind="network",
        )  # fmt: skip
