"""The day as a grid in print: a column for each clinician, visits and what is kept free at their times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime


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
    """``first`` to ``last``: the minutes of the day that the page shows. ``anchor``: the journal's heads. ``closed``: why nobody works, or empty."""

    clinic: str
    day: date
    printed: datetime
    clock24: bool
    paper: str
    locale: str
    first: int
    last: int
    columns: tuple[GridColumn, ...]
    anchor: str = ""
    closed: str = ""


def beside(entries: Iterable[GridEntry]) -> tuple[GridEntry, ...]:
    """In order, those that overlap beside each other: each in the first lane that is free at its start."""
    done: list[GridEntry] = []
    group: list[GridEntry] = []
    ends: list[int] = []

    def close() -> None:
        done.extend(replace(one, lanes=len(ends)) for one in group)
        group.clear()
        ends.clear()

    for one in sorted(entries, key=lambda e: (e.start, -e.end, e.name)):
        if ends and one.start >= max(ends):
            close()
        lane = next((n for n, end in enumerate(ends) if end <= one.start), len(ends))
        ends[lane : lane + 1] = [one.end]
        group.append(replace(one, lane=lane))
    close()
    return tuple(done)
