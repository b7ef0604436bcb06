"""Many rows at once. On SQLite they go to the driver as it takes them: what is worked out for each row of a usual insert is worked out once here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, insert, select

_CHUNK = 500

Bound = Sequence[Any]


class Inserter:
    """Inserts batches of rows into one table and keeps a digest of all of them."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection, self._table = connection, table
        self._names: tuple[str, ...] = ()
        self._sql = ""
        self._binders: list[Callable[[Any], Any] | None] = []
        self._filled: tuple[Any, ...] = ()
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    def add(self, batch: Sequence[dict[str, Any]]) -> None:
        """Every row has the same names."""
        if self._connection.dialect.name == "sqlite":
            rows = self._bound(batch)
            self._connection.exec_driver_sql(self._sql, rows)
        else:
            self._connection.execute(insert(self._table), list(batch))
            rows = [tuple(row.values()) for row in batch]
        self._digest.update("".join(["\x1f".join(map(str, row)) + "\x1e" for row in rows]).encode("utf-8", "replace"))

    def _bound(self, batch: Sequence[dict[str, Any]]) -> list[Any]:
        if tuple(batch[0]) != self._names:
            self._prepare(tuple(batch[0]))
        columns = []
        for name, bind in zip(self._names, self._binders, strict=True):
            values = [row[name] for row in batch]
            columns.append(values if bind is None else _each(bind, values))
        columns += [[value] * len(batch) for value in self._filled]
        return list(zip(*columns, strict=True))

    def _prepare(self, names: tuple[str, ...]) -> None:
        dialect = self._connection.dialect
        absent = [column for column in self._table.columns if column.default is not None and column.default.is_scalar and column.name not in names]
        self._names = names
        self._binders = [self._table.columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
        self._filled = tuple(column.default.arg for column in absent)  # type: ignore[union-attr]  # they are scalars
        every = [*names, *(column.name for column in absent)]
        quoted = ", ".join(f'"{name}"' for name in every)
        self._sql = f'INSERT INTO "{self._table.name}" ({quoted}) VALUES ({", ".join("?" * len(every))})'


def _each(bind: Callable[[Any], Any], values: list[Any]) -> list[Any]:
    """What stands in every row, such as the instant of the import, is worked out once."""
    first = values[0]
    if all(value is first for value in values):
        return [bind(first)] * len(values)
    return [bind(value) for value in values]


def among(connection: Connection, column: Column[Any], wanted: Collection[str]) -> set[str]:
    """Those of the wanted words that stand in a column."""
    words = list(wanted)
    if connection.dialect.name == "sqlite":
        name, table = column.name, column.table.name
        asked = f'SELECT "{name}" FROM "{table}" WHERE "{name}" IN (SELECT value FROM json_each(?))'
        return {row[0] for row in connection.exec_driver_sql(asked, (json.dumps(words),))} if words else set()
    found: set[str] = set()
    for start in range(0, len(words), _CHUNK):
        found |= set(connection.execute(select(column).where(column.in_(words[start : start + _CHUNK]))).scalars())
    return found
