"""What came of one file that was brought in: every row of it stands in one of these numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from frontdesk.domain.errors import DeskError
from frontdesk.domain.incoming import Column
from frontdesk.domain.inquiry import Layout, Piece

Progress = Callable[[float, str], None]


class Cancelled(DeskError):
    """The desk stopped the import; nothing of the file was kept."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of one record, or, in a dry run, would be: "new patient", "possibly the same", "visit", "blocked time" ..."""

    what: str
    words: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class FileReport:
    """``people`` and ``earlier`` are inquiries; ``patients``, ``visits`` and ``blocks`` came from records of other systems.

    ``alerts``: how many were put on the records of patients (they stand in other numbers too).
    ``articles``: of the site's own, how many are new or reworded; ``editions``, how many of them are new editions of one that is kept.
    ``known``: was here already, unchanged. ``changed``: was here, and the file says something else now. ``columns``: how a table was understood.
    ``dry``: nothing was kept, this is what would be made of it. ``layout``: how the columns of a form were understood.
    """

    path: str
    format: str
    people: int
    earlier: int
    known: int
    kept_apart: dict[str, int]
    refused: tuple[Piece, ...]
    cancelled: bool = False
    patients: int = 0
    visits: int = 0
    blocks: int = 0
    changed: int = 0
    alike: int = 0
    alerts: int = 0
    articles: int = 0
    editions: int = 0
    made: tuple[Made, ...] = ()
    columns: tuple[Column, ...] = ()
    dry: bool = False
    layout: Layout | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file is and what would come of it; nothing of it is kept yet. ``rows``: the first of them, as (who, what). ``text``: where it is
    plain words that do not read like a message, those words.
    """

    report: FileReport
    rows: tuple[tuple[str, str], ...] = ()
    text: str = ""
