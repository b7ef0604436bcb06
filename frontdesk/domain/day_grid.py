"""The day as a grid in print: a column for each clinician, visits and what is kept free at their times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from frontdesk.domain import lanes
from frontdesk.domain.day_sheet import DayHead


@dataclass(frozen=True, slots=True)
class GridEntry:
    """From minute to minute of the day. ``letter``: the status in one letter; empty for time that is kept free. ``pattern``: number of the type's bar."""

    start: int
    end: int
    name: str
    under: str = ""
    room: str = ""
    letter: str = ""
    pattern: int = 0
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class GridColumn:
    """``open``: the minutes in which the clinician works, blocks not taken out."""

    heading: str
    under: str
    open: tuple[tuple[int, int], ...]
    entries: tuple[GridEntry, ...]
    kept: tuple[GridEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class DayGridPaper:
    """``first`` to ``last``: the minutes of the day that the page shows. ``closed``: why nobody works, or empty."""

    head: DayHead
    first: int
    last: int
    columns: tuple[GridColumn, ...]
    closed: str = ""


def beside(entries: Iterable[GridEntry]) -> tuple[GridEntry, ...]:
    """In order, those that overlap beside each other, all of them: paper has no "+2 more" to click on."""
    ordered = sorted(entries, key=lambda e: (e.start, -e.end, e.name))
    placed = lanes.place([(n, one.start, one.end) for n, one in enumerate(ordered)], most=max(1, len(ordered)))
    return tuple(replace(one, lane=where.lane, lanes=where.lanes) for one, where in zip(ordered, sorted(placed, key=lambda p: p.key), strict=True))
