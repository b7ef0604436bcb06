"""The journal: audit, undo and news in one (architecture rule 5).

Each intention has a header entry and one entry a changed row. One hash chain a desk. The chain hashes a salted digest of each
row image; the images lie in a side table, from which erasure may take them while the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypedDict

from sqlalchemy import Connection, Table, insert, select

from frontdesk.data import images
from frontdesk.data.dialect import first_number, hold_chain
from frontdesk.data.tables import journal, journal_image

HEADERS = ("do", "quiet", "barrier", "undo", "redo")
"""Kinds of a header: undoable, not undoable, left the house, takes back, does again. Rows: insert, update, delete, bulk."""
_SITTING = timedelta(minutes=10)
"""As long as no more than this lies between two of its saves, what is typed into a row is one intention."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One intention of a desk. ``barrier`` is true for what left the house and cannot be taken back; ``about``: whom, where it was asked for."""

    seq: int
    at: datetime
    who: str
    desk: str
    label: str
    undone: bool = False
    barrier: bool = False
    about: tuple[str, ...] = ()


_BACK = "Take back: "
"""How a label begins that is itself a way back: a visit that was checked in is booked again."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back (or done again): ``stays`` is a sentence about what of it stays, ``about`` whom it was about."""

    label: str
    said: str
    stays: str = ""
    about: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return self.told()

    def told(self, *names: str) -> str:
        """For the snackbar; ``names`` as they are shown there."""
        said, label = self.said, self.label
        if label.startswith(_BACK):  # the way back of the way back
            said = {"Taken back": "Done again", "Done again": "Taken back"}.get(said, said)
            label = label.removeprefix(_BACK).capitalize()
        return f"{said}: {', '.join((label, *names))}.{self.stays}"


class Chain:
    """Writes the entries of one intention, chained to the desk's last one."""

    def __init__(self, connection: Connection, *, now: datetime, who: str, desk: str, label: str, kind: str, target: int | None = None,
                 typed: tuple[str, int] | None = None) -> None:  # fmt: skip
        """``typed``: the row (table, key) that is being typed into; what is typed on belongs to the intention that was begun there."""
        self._connection = connection
        self._typed = typed
        self._now = now
        self.who = who
        self.desk = desk
        self.label = label
        self._kind = kind
        self._target = target
        self._previous: str | None = None
        self.intention = 0
        self.numbers: set[int] = set()
        self.tables: set[str] = set()
        self.keys: set[tuple[str, int]] = set()

    def quiet(self, label: str) -> Chain:
        """A chain for an intention that is not undoable, by the same person at the same desk; its news joins this one's."""
        made = Chain(self._connection, now=self._now, who=self.who, desk=self.desk, label=label, kind="quiet")
        made.tables, made.keys, made.numbers = self.tables, self.keys, self.numbers
        return made

    def open(self) -> int:
        """Write the header, once, unless an intention is gone on with; gives its number."""
        if not self.intention:
            hold_chain(self._connection, self.desk)
            last = select(journal.c.hash).where(journal.c.desk == self.desk).order_by(journal.c.seq.desc()).limit(1)
            self._previous = self._connection.execute(last).scalar() or ""
            begun = self._typed and self._begun(*self._typed)
            self.intention = begun or first_number(self._connection)
            self.numbers.add(self.intention)
            if not begun:
                self._entry(self._kind, "", self._target, "", "")
        return self.intention

    def _begun(self, table: str, key: int) -> int:
        """The number of this desk's last intention where it is the same one, it changed that row last and its pause was short; otherwise 0."""
        header = newest(self._connection, self.desk, after=0)
        if header is None or (header["kind"], header["label"], header["who"]) != (self._kind, self.label, self.who):
            return 0
        last = last_change(self._connection, table, key, header["seq"])
        ours = last is not None and last["intention"] == header["seq"] and timedelta() <= self._now - last["at"] <= _SITTING
        return int(header["seq"]) if ours else 0

    def add(self, table: Table, key: int, before: images.Image | None, after: images.Image | None) -> None:
        """One changed row."""
        self.open()
        salt = secrets.token_hex(8)
        kind = "insert" if before is None else "delete" if after is None else "update"
        seq = self._entry(kind, table.name, key, images.digest(before, salt), images.digest(after, salt))
        self._keep(seq, salt, before, after)
        self.tables.add(table.name)
        self.keys.add((table.name, key))

    def add_erased(self, table: Table, key: int) -> None:
        """One row that went for good: no image, no digest."""
        self.open()
        self._entry("delete", table.name, key, "", "")
        self.tables.add(table.name)
        self.keys.add((table.name, key))

    def add_bulk(self, table: Table, summary: dict[str, Any]) -> None:
        """Many rows that came in together."""
        self.open()
        salt = secrets.token_hex(8)
        seq = self._entry("bulk", table.name, summary["first"], "", images.digest(summary, salt))
        self._keep(seq, salt, None, summary)
        self.tables.add(table.name)

    def _keep(self, seq: int, salt: str, before: Any, after: Any) -> None:
        self._connection.execute(insert(journal_image), {"seq": seq, "salt": salt, "before": before, "after": after})

    def _entry(self, kind: str, table: str, key: int | None, before: str, after: str) -> int:
        values = {
            "intention": self.intention, "at": self._now, "who": self.who, "desk": self.desk, "label": self.label, "kind": kind,
            "table_name": table, "key": key, "digest_before": before, "digest_after": after, "previous": self._previous or "",
        }  # fmt: skip
        self._previous = link(values)
        if kind in HEADERS:
            values["seq"] = self.intention
        made = self._connection.execute(insert(journal), values | {"hash": self._previous})
        return int(made.inserted_primary_key[0])  # type: ignore[index]  # a single-column key is always given back


def link(entry: Any) -> str:
    """The hash of an entry: SHA-256 over its canonical JSON, which holds the previous entry's hash."""
    fields = [
        entry["intention"], entry["at"].isoformat(), entry["who"], entry["desk"], entry["label"], entry["kind"], entry["table_name"],
        entry["key"], entry["digest_before"], entry["digest_after"], entry["previous"],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def verify(connection: Connection) -> tuple[str, ...]:
    """Every fault of the chains and images, in words; empty when whole."""
    faults: list[str] = []
    last: dict[str, str] = {}
    seen = 0
    for entry in connection.execute(select(journal).order_by(journal.c.seq)).mappings():
        if entry["previous"] != last.get(entry["desk"], ""):
            faults.append(f"Entry {entry['seq']} does not follow the one before it at desk {entry['desk']}.")
        if link(entry) != entry["hash"]:
            faults.append(f"Entry {entry['seq']} has been changed.")
        last[entry["desk"]] = entry["hash"]
        seen += 1
    faults += _image_faults(connection)
    highest = _highest_ever(connection)
    if highest is not None and highest > seen:
        faults.append(f"{highest - seen} entries are missing from the journal.")
    return tuple(faults)


def _image_faults(connection: Connection) -> list[str]:
    both = select(journal.c.seq, journal.c.digest_before, journal.c.digest_after, journal_image.c.salt, journal_image.c.before,
                  journal_image.c.after).join(journal_image, journal_image.c.seq == journal.c.seq)  # fmt: skip
    return [
        f"The row image of entry {row.seq} has been changed."
        for row in connection.execute(both)
        if (row.digest_before, row.digest_after) != (images.digest(row.before, row.salt), images.digest(row.after, row.salt))
    ]


def _highest_ever(connection: Connection) -> int | None:
    if connection.dialect.name != "sqlite":
        return None
    return connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").scalar()


def heads(connection: Connection) -> dict[str, str]:
    """The last hash of each desk's chain: what a printed sheet or a backup's manifest anchors."""
    found: dict[str, str] = {}
    for row in connection.execute(select(journal.c.desk, journal.c.hash).order_by(journal.c.seq)):
        found[row.desk] = row.hash
    return found


def stacks(connection: Connection, desk: str) -> tuple[list[int], list[int]]:
    """What this desk can undo and redo now, oldest first, by number (of the last 2,000 intentions)."""
    columns = (journal.c.seq, journal.c.kind, journal.c.key)
    wanted = select(*columns).where(journal.c.desk == desk, journal.c.kind.in_(HEADERS)).order_by(journal.c.seq.desc()).limit(2000)
    done: dict[int, None] = {}
    back: dict[int, None] = {}
    known: set[int] = set()
    for seq, kind, target in reversed(connection.execute(wanted).all()):
        known.add(seq)
        if kind in ("do", "barrier"):
            done[seq] = None
            back.clear()
        elif kind in ("undo", "redo") and target in known:
            from_, to = (done, back) if kind == "undo" else (back, done)
            from_.pop(target, None)
            to.pop(target, None)  # it goes on top
            to[target] = None
    return list(done), list(back)


def header(connection: Connection, seq: int) -> Any:
    """The head of an intention, by number."""
    return connection.execute(select(journal).where(journal.c.seq == seq)).mappings().one()


def history(connection: Connection, desk: str, limit: int) -> tuple[HistoryEntry, ...]:
    """The desk's intentions, newest first; what was taken back is marked, also where something else was done since."""
    done, _ = stacks(connection, desk)
    stands = set(done)
    wanted = select(journal).where(journal.c.desk == desk, journal.c.kind.in_(("do", "barrier"))).order_by(journal.c.seq.desc()).limit(limit)
    return tuple(
        replace(entry(h), undone=h["seq"] not in stands) for h in connection.execute(wanted).mappings()
    )


def entry(head: Any) -> HistoryEntry:
    """The head of an intention, as the history has it."""
    return HistoryEntry(head["seq"], head["at"], head["who"], head["desk"], head["label"], barrier=head["kind"] == "barrier")


def entries(connection: Connection, intention: int) -> Sequence[Any]:
    """The changed rows of an intention with their images, in the order they were written. ``salt`` is None where the images were erased."""
    wanted = (
        select(journal, journal_image.c.salt, journal_image.c.before, journal_image.c.after)
        .join(journal_image, journal_image.c.seq == journal.c.seq, isouter=True)
        .where(journal.c.intention == intention, journal.c.kind.not_in(HEADERS)).order_by(journal.c.seq)
    )  # fmt: skip
    return connection.execute(wanted).mappings().all()


def worked_with(connection: Connection, desk: str, table: str, first: int, last: int) -> set[int]:
    """Which of these rows somebody has changed and not taken back; that a message was opened, or was sent on by itself, is nobody's work."""
    head = journal.alias("head")
    changed = select(journal.c.key, head.c.seq, head.c.desk).join(head, head.c.seq == journal.c.intention)
    wanted = changed.where(journal.c.table_name == table, journal.c.key.between(first, last), journal.c.kind == "update", head.c.kind.in_(("do", "barrier")))
    found = connection.execute(wanted).all()
    stands = set(stacks(connection, desk)[0]) if found else set()
    return {row.key for row in found if row.desk != desk or row.seq in stands}


class RowChange(TypedDict):
    """One change of a row. ``header`` is the kind of its intention: do, quiet, undo, redo."""

    at: datetime
    who: str
    label: str
    header: str
    before: images.Image | None
    after: images.Image | None


def of_row(connection: Connection, table: str, key: int, *, limit: int = 200) -> tuple[RowChange, ...]:
    """What happened to one row, newest first."""
    head = journal.alias("head")
    columns = (journal.c.at, journal.c.who, journal.c.label, head.c.kind.label("header"), journal_image.c.before, journal_image.c.after)
    wanted = (
        select(*columns).join(head, head.c.seq == journal.c.intention).join(journal_image, journal_image.c.seq == journal.c.seq)
        .where(journal.c.table_name == table, journal.c.key == key, journal.c.kind.in_(("insert", "update", "delete")))
    )  # fmt: skip
    return tuple(RowChange(**row) for row in connection.execute(wanted.order_by(journal.c.seq.desc()).limit(limit)).mappings())  # type: ignore[typeddict-item]


def makers(connection: Connection, table: str, keys: Collection[int]) -> dict[int, tuple[str, str]]:
    """Who made each of these rows, at which desk; rows that came in with many others are left out."""
    wanted = select(journal.c.key, journal.c.who, journal.c.desk).where(journal.c.table_name == table, journal.c.key.in_(list(keys)), journal.c.kind == "insert")
    found: dict[int, tuple[str, str]] = {}
    for row in connection.execute(wanted.order_by(journal.c.seq)) if keys else ():
        found.setdefault(row.key, (row.who, row.desk))
    return found


def newest(connection: Connection, desk: str, *, after: int) -> Any:
    """The header of the desk's newest intention since the one numbered ``after``, or None; what the program did by itself is passed over."""
    wanted = select(journal).where(journal.c.desk == desk, journal.c.seq > after, journal.c.kind.in_(("do", "barrier", "undo", "redo")))
    return connection.execute(wanted.order_by(journal.c.seq.desc()).limit(1)).mappings().first()


def last_change(connection: Connection, table: str, key: int, after: int) -> Any:
    """The newest entry about a row since the entry numbered ``after``, or None."""
    wanted = select(journal).where(journal.c.table_name == table, journal.c.key == key, journal.c.seq > after)
    return connection.execute(wanted.order_by(journal.c.seq.desc()).limit(1)).mappings().first()
