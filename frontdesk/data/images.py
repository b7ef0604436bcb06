"""Row images: a row as JSON and back, by the types of its columns. The journal keeps them; undo writes them back."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Date, Table, Time

from frontdesk.data.types import Instant, Names, WallTime, Words

Image = dict[str, Any]


def encode(table: Table, row: Any) -> Image:
    """JSON values of a row of Python values."""
    return {column.name: _out(row[column.name]) for column in table.columns}


def decode(table: Table, image: Image) -> dict[str, Any]:
    """Python values of a row from its image."""
    return {name: _back(table.columns[name].type, value) for name, value in image.items() if name in table.columns}


def _out(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def _back(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, WallTime | Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Time):
        return time.fromisoformat(value)
    if isinstance(kind, Names):
        return frozenset(value)
    return tuple(value) if isinstance(kind, Words) else value


def same(one: Image | None, other: Image | None) -> bool:
    """Equal but for the version, which undo raises too."""
    if one is None or other is None:
        return one is other
    return {k: v for k, v in one.items() if k != "version"} == {k: v for k, v in other.items() if k != "version"}


def digest(image: Any, salt: str) -> str:
    """SHA-256 over the salt and canonical JSON; empty for no image. The salt keeps a digest from being guessed back to a name."""
    if image is None:
        return ""
    text = json.dumps(image, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{salt}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()
