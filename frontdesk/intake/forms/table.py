"""Lines of text -> rows of cells. An unclosed quote costs its own row, never the ones after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
_FIELD = {mark: re.compile(rf'"((?:[^"]|"")*+)"(?={re.escape(mark)}|\r?\n|\r|\Z)|([^"{re.escape(mark)}\r\n][^{re.escape(mark)}\r\n]*+|)') for mark in DELIMITERS}
_TITLES = 4
"""Lines without a second cell that may stand over a table: what it is, when it was made."""
_LONG = 200_000
"""Characters after which a quote that is still open counts as never closed."""


@dataclass(frozen=True, slots=True)
class Record:
    """``line``: of the file, from 1. ``damaged``: the cells are not what was meant; ``raw`` holds the row as it stands."""

    line: int
    cells: tuple[str, ...]
    raw: str = ""
    damaged: bool = False


def records(text: str, delimiter: str, *, width: int = 0) -> Iterator[Record]:
    """``width``: cells of the header, where it is known; helps to find the way after a damaged row. Blank lines are passed over."""
    at, line, size = 0, 1, len(text)
    while at < size:
        found, end, clean = _strict(text, at, delimiter)
        cells, damaged = tuple(found), False
        if not clean or (width and len(cells) != width and "\n" in text[at:end].strip("\r\n")):
            cells, end, damaged = _mended(text, at, delimiter, width or len(cells), (found, end) if clean else None)
        span = text[at:end]
        if damaged or any(cell.strip() for cell in cells):
            yield Record(line, cells, span, damaged)
        at, line = end, line + _breaks(span)


def _breaks(span: str) -> int:
    return span.count("\n") or span.count("\r")


def _strict(text: str, at: int, delimiter: str) -> tuple[list[str], int, bool]:
    """(cells, end, clean) of the row that begins at ``at``. Not clean: a quote stands where none may, or is never closed."""
    cells: list[str] = []
    shape, size = _FIELD[delimiter], len(text)
    while True:
        found = shape.match(text, at)
        if found is None or (found[1] is not None and found.end() - at > _LONG and found[1].count("\n") > 50):
            return cells, at, False
        cells.append(found[1].replace('""', '"') if found[1] is not None else found[2])
        at = found.end()
        if at >= size:
            return cells, at, True
        mark = text[at]
        if mark == delimiter:
            at += 1
        elif mark in "\r\n":
            return cells, at + (2 if text.startswith("\r\n", at) else 1), True
        else:
            return cells, at, False


def _mended(text: str, start: int, delimiter: str, width: int, whole: tuple[list[str], int] | None) -> tuple[tuple[str, ...], int, bool]:
    """A row with a stray quote: as far as the next line that is a good row by itself; its quotes are taken as they stand.

    ``whole``: the row reads cleanly, only its number of cells is odd; it stays so unless a good row is hidden in it.
    """
    limit = whole[1] if whole else len(text)
    end = _line_end(text, start)
    first = end
    for _ in range(400):
        if end >= limit:
            break
        cells, after, clean = _strict(text, end, delimiter)
        if clean and len(cells) == width and width > 1 and "\n" not in text[end:after].rstrip("\r\n") and cells[0].strip():
            return _loose(text[start:end], delimiter, width), end, not _fits(text[start:end], delimiter, width)
        end = _line_end(text, end)
    if whole:
        return tuple(whole[0]), whole[1], False
    return _loose(text[start:first], delimiter, width), first, not _fits(text[start:first], delimiter, width)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _loose(span: str, delimiter: str, width: int) -> tuple[str, ...]:
    """Cells of a row with stray quotes: a quote ends a cell only before a delimiter, and the last cell ends with the row."""
    bare = span.rstrip("\r\n").replace('\\"', '""')  # PHP writes a quote after a backslash as it stands
    found, at = [], 0
    while at <= len(bare):
        if bare.startswith('"', at):
            close = bare.find(f'"{delimiter}', at + 1)
            if close >= 0:
                found.append(bare[at + 1 : close].replace('""', '"'))
                at = close + 2
                continue
            if bare.count(delimiter, at) == width - len(found) - 1 or bare.endswith('"'):
                rest = [bare[at:]] if bare.endswith('"') and len(found) == width - 1 else bare[at:].split(delimiter)
                return (*found, *(_unquoted(part) for part in rest))
            return (*found, bare[at + 1 :].replace('""', '"'))
        close = bare.find(delimiter, at)
        close = len(bare) if close < 0 else close
        found.append(bare[at:close])
        at = close + 1
    return tuple(found)


def _unquoted(part: str) -> str:
    return part.removeprefix('"').removesuffix('"').replace('""', '"') if part[:1] == '"' else part.strip('"')


def _fits(span: str, delimiter: str, width: int) -> bool:
    return len(_loose(span, delimiter, width)) == width


def delimiter_of(text: str) -> str:
    """The mark that parts the cells, or empty where the text is no table. Excel's ``sep=`` line is believed."""
    told = re.match(r"(?i)\s*\"?sep=(.)\"?\r?\n", text)
    if told and told[1] in DELIMITERS:
        return told[1]
    sample = text[:60_000]
    found = {mark: _regularity(sample, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: found[mark])
    return best if found[best] > 0 else ""


def _regularity(sample: str, mark: str) -> float:
    rows: list[tuple[str, ...]] = []
    above: list[tuple[str, ...]] = []
    for record in records(sample, mark):
        rows.append(record.cells)
        if len(rows) >= 30:
            break
    while len(rows) > 2 and len(rows[0]) == 1 < max(map(len, rows)) and len(above) < _TITLES:
        above.append(rows.pop(0))
    if not rows or not any(len(r) > 1 for r in rows):
        return 0.0
    width, many = Counter(len(r) for r in rows).most_common(1)[0]
    if width < 2:
        return 0.0
    return many / len(rows) * (1 + min(width, 20) / 10)
