"""The two kinds of time as column types, each of which refuses the other (architecture rule 8), and sets kept as JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, String, TypeDecorator
from sqlalchemy.engine import Dialect


class WallTime(TypeDecorator[datetime]):
    """Naive wall time, kept as ISO text of fixed width so that it sorts as time on every back end."""

    impl = String(19)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is not None and value.tzinfo is not None:
            raise TypeError("a wall time carries no zone")
        return value.isoformat(timespec="seconds") if value else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], datetime | None]:
        """Instead of ``process_result_value``, for half its calls: a week is thousands of times."""
        return _wall


def _wall(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


class Instant(TypeDecorator[datetime]):
    """UTC instant to the microsecond, kept as ISO text of fixed width."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None or value.utcoffset():
            raise TypeError("an instant is aware and in UTC")
        return value.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value[:-1]).replace(tzinfo=UTC) if value else None


class Names(TypeDecorator[Any]):
    """A small set of words or ids, kept as a sorted JSON list; given back as ``frozenset``."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return sorted(value) if value is not None else None

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return frozenset(value or ())


class Words(TypeDecorator[Any]):
    """A short ordered list of words, kept as JSON; given back as ``tuple``."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return list(value) if value is not None else None

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return tuple(value or ())


Folded = String().with_variant(String(collation="C"), "postgresql")
"""Folded text whose beginning is asked for: ordered letter by letter on every back end, whatever language the server speaks."""
