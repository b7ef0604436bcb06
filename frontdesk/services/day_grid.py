"""The day's grid on paper: what the calendar shows of a day, to hang up where no screen is."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from frontdesk.domain import day_grid, day_sheet, when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.clinic import House
from frontdesk.domain.day_grid import DayGridPaper, GridColumn, GridEntry
from frontdesk.services import calendar
from frontdesk.services.calendar import Column, DayBlock, DayView
from frontdesk.services.day_sheet import head, print_pages
from frontdesk.services.desk import Desk
from frontdesk.services.letters import write_file

_USUAL = (8 * 60, 17 * 60)
"""Minutes that a day shows where nobody works."""


def pdf(desk: Desk, *, day: date) -> bytes:
    """A column for everybody who works that day or has somebody on the book."""
    from frontdesk.letters import day_grid as paper  # loaded with the first page that is drawn, not with the program

    view = calendar.day(desk, day=day)
    columns = tuple(_column(view, one) for one in view.columns if one.open or any(v.appointment.clinician_id == one.clinician.id for v in view.visits))
    edges = [edge for column in columns for edge in (*column.open, *((e.start, e.end) for e in column.entries))] or [_USUAL]
    return paper.make(DayGridPaper(head(desk, day=day), min(a for a, _ in edges), max(b for _, b in edges), columns, view.closed))


def _column(view: DayView, column: Column) -> GridColumn:
    key, day = column.clinician.id, view.day
    entries = day_grid.beside(_entry(view.house, one, day) for one in view.visits if one.appointment.clinician_id == key)
    kept = tuple(_kept(block, day) for block in view.blocks if block.clinician_id == key or (block.clinician_id is None and block.room_id is None))
    open_ = tuple((_minute(span.start, day), _minute(span.end, day)) for span in column.open)
    return GridColumn(column.clinician.name, f"{when.worked_minutes(column.free_minutes)} free", open_, entries, kept)


def _entry(house: House, visit: Visit, day: date) -> GridEntry:
    one, kind = visit.appointment, house.type(visit.appointment.type_id)
    return GridEntry(
        _minute(one.start, day), _minute(one.end, day), visit.patient_name, ", ".join(part for part in (kind.name, visit.line) if part),
        house.room(one.room_id).short if one.room_id else "", day_sheet.STATUS_LETTERS[one.status], [t.id for t in house.types].index(kind.id),
    )  # fmt: skip


def _kept(block: DayBlock, day: date) -> GridEntry:
    return GridEntry(_minute(block.span.start, day), _minute(block.span.end, day), block.block.name)


def _minute(moment: datetime, day: date) -> int:
    """Minutes since the day began, from 0 to 1440."""
    return min(max(0, int((moment - datetime.combine(day, time())).total_seconds() // 60)), 24 * 60)


def save(desk: Desk, *, day: date, path: Path) -> Path:
    """As a file, whole or not at all."""
    write_file(path, pdf(desk, day=day))
    return path


def print_grid(desk: Desk, *, day: date, printer: str) -> None:
    """Through the printer, the job followed to its end; ``DeskError`` says what went wrong."""
    print_pages(desk, pdf(desk, day=day), printer=printer, title="Day grid")
