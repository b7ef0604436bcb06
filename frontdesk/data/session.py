"""What a query function is given: a connection to read with, or one intention to write with."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Result, Select, Table, bindparam, insert, select
from sqlalchemy.engine import RowMapping

from frontdesk.data import finding, images
from frontdesk.data.dialect import hold_table
from frontdesk.data.journal import Chain
from frontdesk.data.many import Inserter
from frontdesk.data.tables import patient

Value = TypeVar("Value")
_KEPT = 60
"""Answers kept of one state of the file."""


@cache
def _row_of(table: Table) -> Select[Any]:
    """Made once a table: to build a statement and find its compiled form costs more than to run it."""
    return select(table).where(table.c.id == bindparam("key"))


class Session:
    """Reads within one snapshot."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]:
        return self.connection.execute(statement, parameters)

    def kept(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """What was read under this key before, where nobody has written to the file since; else what ``read`` gives, which is to be frozen.

        SQLite counts the writes of others on each connection, within its snapshot, and this one never writes itself.
        """
        raw: Any = self.connection.connection.driver_connection
        version = raw.execute("PRAGMA data_version").fetchone()[0] if self.connection.dialect.name == "sqlite" else None
        of, found = self.connection.info.get("kept", (None, {}))
        if version is None or of != version or len(found) > _KEPT:
            found = {}
            self.connection.info["kept"] = (version, found)
        if key not in found:
            found[key] = read()
        answer: Value = found[key]
        return answer

    def row(self, table: Table, key: int) -> RowMapping | None:
        """The row with that id, as Python values by column name."""
        return self.connection.execute(_row_of(table), {"key": key}).mappings().one_or_none()


class Write(Session):
    """One intention: each change is journalled in the same transaction. Nothing is written past these four methods."""

    def kept(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """Read anew: this one writes."""
        return read()

    def __init__(self, connection: Connection, *, now: datetime, chain: Chain) -> None:
        super().__init__(connection)
        self.now = now
        self.chain = chain

    @property
    def who(self) -> str:
        return self.chain.who

    def row(self, table: Table, key: int) -> RowMapping | None:
        """The row, kept from others until the commit, so that the version that was compared is the one that is raised."""
        return self.connection.execute(_row_of(table).with_for_update(), {"key": key}).mappings().one_or_none()

    def beside(self, label: str) -> Write:
        """An intention of its own in the same transaction, before this one has written anything; undo passes it over."""
        if self.chain.intention:
            raise RuntimeError("an intention that has begun cannot be preceded by another")
        return Write(self.connection, now=self.now, chain=self.chain.quiet(label))

    def insert(self, table: Table, values: dict[str, Any]) -> int:
        """Add a row; gives its id."""
        was = finding.before(self.connection, table, values)
        made = self.connection.execute(insert(table), values)  # as a parameter: the statement is compiled once a table
        key = int(made.inserted_primary_key[0])  # type: ignore[index]  # a single-column key is always given back
        self.chain.add(table, key, None, self._image(table, key))
        finding.settle(self.connection, table, values | {"id": key}, was)
        return key

    def update(self, table: Table, key: int, values: dict[str, Any]) -> None:
        """Change a row and raise its version. The caller has checked the version."""
        self.put(table, key, table.update().where(table.c.id == key).values(**values, version=table.c.version + 1), coming=values)

    def put(self, table: Table, key: int, change: Executable, before: images.Image | None = None, coming: dict[str, Any] | None = None) -> None:
        """Run a statement that changes that one row or brings it back; ``coming``: what it is to hold. ``before``: its image where it has been parked meanwhile."""
        found = self.row(table, key)
        was = finding.before(self.connection, table, found or {}) | finding.before(self.connection, table, coming or {})
        self.connection.execute(change)
        now = self.row(table, key)
        self.chain.add(table, key, before or (images.encode(table, found) if found else None), images.encode(table, now) if now else None)
        finding.settle(self.connection, table, now or {}, was)

    def delete(self, table: Table, key: int) -> None:
        """Take a row out; the journal keeps its image."""
        found = self.row(table, key)
        was = finding.before(self.connection, table, found or {})
        self.connection.execute(table.delete().where(table.c.id == key))
        self.chain.add(table, key, images.encode(table, found) if found else None, None)
        finding.settle(self.connection, table, found or {}, was)

    def erase(self, table: Table, key: int) -> None:
        """Take a row out for good: the journal says that it went, and keeps no image of it."""
        found = self.row(table, key)
        was = finding.before(self.connection, table, found or {})
        self.connection.execute(table.delete().where(table.c.id == key))
        self.chain.add_erased(table, key)
        finding.settle(self.connection, table, found or {}, was)

    def bulk(self, table: Table, batches: Iterable[Sequence[dict[str, Any]]]) -> int:
        """Insert many rows as one journal entry with their count, digest and range of ids; gives the count."""
        with self.bulks(table) as (many,):
            for batch in batches:
                many.add(batch)
        return many.count

    @contextmanager
    def bulks(self, *tables: Table) -> Iterator[tuple[Bulk, ...]]:
        """As ``bulk``, of several tables by turns; their entries stand in the journal in this order, and undo goes through them backwards."""
        many = tuple(Bulk(self, table) for table in tables)
        yield many
        for one in many:
            one.close()

    def _image(self, table: Table, key: int) -> images.Image | None:
        row = self.row(table, key)
        return images.encode(table, row) if row else None


class Bulk:
    """Rows of one table that come in together, a part at a time; what is journalled of them is written in the end (``Write.bulks``)."""

    def __init__(self, write: Write, table: Table) -> None:
        self._write, self._table = write, table
        hold_table(write.connection, table.name)
        self._before, self._rows = self._highest(), Inserter(write.connection, table)
        self.count = 0

    def add(self, batch: Sequence[dict[str, Any]]) -> None:
        if batch:
            self._rows.add(batch)
            self.count += len(batch)

    def close(self) -> None:
        if not self.count:
            return
        first, last = self._before + 1, self._highest()
        if self._table is patient:
            finding.learn(self._write.connection, first, last)
        self._write.chain.add_bulk(self._table, {"first": first, "last": last, "count": self.count, "rows": self._rows.digest})

    def _highest(self) -> int:
        return int(self._write.connection.exec_driver_sql(f'SELECT coalesce(max(id), 0) FROM "{self._table.name}"').scalar_one())
