"""A table written as a web page, as several programs do when asked for a spreadsheet (.xls): read as the table it is."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import StringIO

from frontdesk.domain.encoding import text_of
from frontdesk.domain.inquiry import Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.forms import csv_file

MOST_ROWS = 200_000


class _Rows(HTMLParser):
    """The tables of a page, each as rows of cells; a table within a cell is part of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._deep, self._many = 0, 0
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._deep += 1
            self.tables += [[]] if self._deep == 1 else []
        elif self._deep == 1 and tag == "tr" and self._many < MOST_ROWS:
            self._closed()
            self._many += 1
            self.tables[-1].append([])
        elif self._deep == 1 and tag in ("td", "th") and self.tables[-1]:
            self._closed()
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._deep == 1 and tag in ("td", "th", "tr", "table"):
            self._closed()
        if tag == "table":
            self._deep = max(0, self._deep - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _closed(self) -> None:
        if self._cell is not None and self.tables[-1]:
            self.tables[-1][-1].append("".join(self._cell).replace("\xa0", " ").strip())
        self._cell = None


def read(raw: bytes, known: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[Batch]:
    text = text_of(raw)
    reader = _Rows()
    reader.feed(text)
    rows = max(reader.tables, key=len, default=[])
    written = StringIO()
    csv.writer(written).writerows(row for row in rows if any(row))
    if len(rows) < 2 or not csv_file.looks_like_table(written.getvalue()):
        reason = "This is a web page, and no table of answers stands in it. Front Desk cannot read it; nothing in it was changed."
        yield Batch("unknown", refused=(Piece(reason, "", text[:2000]),), progress=1.0)
        return
    yield from csv_file.read(written.getvalue(), known)
