"""What every command is handed: the clinic's file, opened when asked for, and one way to print."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from frontdesk.domain.plain import shown

if TYPE_CHECKING:  # the window is painted before the services (and SQLAlchemy below them) are imported
    from frontdesk.services.desk import Desk

PARTLY = 3
"""Exit code where some of the input was refused."""


def clock() -> datetime:
    """The one place of the command line where the time is read."""
    return datetime.now(UTC)


class Console:
    """``path`` is the clinic's file. Text from outside is printed through ``shown``, so that no letter can steer the terminal."""

    def __init__(self, path: Path, *, as_json: bool) -> None:
        self.path, self.as_json = path, as_json

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        from frontdesk.services.desk import Desk  # late: the window and "facts" come this way too, and need no rows

        desk = Desk.open(self.path, clock=clock, who=_user(), name="command line")
        try:
            yield desk
        finally:
            desk.close()

    def give(self, value: Any, lines: Iterable[str]) -> None:
        """The value as JSON (ASCII: no letter in it can steer a terminal or break on its way), or else the lines."""
        if self.as_json:
            click.echo(json.dumps(plain(value), indent=1))
            return
        for line in lines:
            click.echo(shown(line, longest=100_000))

    def table(self, value: Any, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """The value as JSON, or else columns as wide as their longest cell, none wider than 48."""
        self.give(value, _columns([head, *([_cell(c) for c in row] for row in rows)]))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "command line"


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= 48 else text[:47] + "…"


def _columns(rows: list[Sequence[str]]) -> Iterator[str]:
    wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()


def plain(value: Any) -> Any:
    """A value as JSON can say it: dates and times in ISO 8601, enumerations by their words."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


pass_console = click.make_pass_decorator(Console)
