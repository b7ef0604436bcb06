"""Lines of a table -> its rows. A quote that never closes spoils its own line and no other, and the row says so."""

from __future__ import annotations

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

LONGEST_RECORD = 40
"""Lines after which a quote that has not closed is taken for a stray one."""

_UNCLOSED = "A quotation mark in this row is never closed, so it cannot be said where its cells end. The rows after it were read."


@dataclass(frozen=True, slots=True)
class Row:
    """``line``: of the file, from 1. ``fault``: why the cells cannot be relied upon; ``raw`` is the line as it stands, then."""

    line: int
    cells: list[str]
    fault: str = ""
    raw: str = ""

    @property
    def filled(self) -> bool:
        return any(cell.strip() for cell in self.cells)


class _Source:
    """Lines that remember which of them the row being read has taken, so that a row with a stray quote can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.done = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line; blank ones between rows are counted and passed over."""
        if len(self.taken) > LONGEST_RECORD:
            raise StopIteration
        while True:
            line = (self._again.popleft() if self._again else next(self._lines)).replace("\0", "")
            if self.taken or not blank(line):
                self.taken.append(line)
                return line
            self.done += 1

    def row(self) -> tuple[int, list[str]]:
        """The number of the row's first line and its lines; the next row begins."""
        start, lines, self.taken = self.done + 1, self.taken, []
        self.done += len(lines)
        return start, lines

    def back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.done -= len(lines)


_SIGNS = ",;\t|^~"
_STRAY = {sign: re.compile(rf'[^{re.escape(sign)}"\r\n]"[^{re.escape(sign)}"\r\n]') for sign in _SIGNS}
"""A quote with letters on both sides."""
_END = re.compile(r"\r?\n|\r(?!\Z)")
_LONGEST_LINE = 1 << 20


def lines_of(handle: IO[bytes], codec: str) -> Iterator[str]:
    """Lines with their ends. Only the three usual ends part lines: a cell may hold any other sign. A line without end is given in pieces."""
    decoder, rest = codecs.getincrementaldecoder(codec)("replace"), ""
    while block := handle.read(1 << 16):
        rest += decoder.decode(block)
        end = 0
        for found in _END.finditer(rest):
            yield rest[end : found.end()]
            end = found.end()
        rest = rest[end:]
        if len(rest) > _LONGEST_LINE:
            yield rest
            rest = ""
    rest += decoder.decode(b"", True)
    if rest:
        yield rest


def blank(line: str) -> bool:
    return not line.strip("\ufeff\r\n\x1a \t\0")


def quote_of(lines: Sequence[str]) -> str:
    """What stands around the cells: an apostrophe where nearly every line but the first begins and ends with one."""
    below = [line.strip() for line in lines[1:] if not blank(line)]
    return "'" if below and sum(len(line) > 2 and line[0] == line[-1] == "'" for line in below) >= 0.9 * len(below) else '"'


def _requoted(line: str, delimiter: str) -> str:
    """A line whose cells all stand in apostrophes, with the usual quotes instead."""
    bare = line.rstrip("\r\n")
    if len(bare) < 2 or not bare[0] == bare[-1] == "'":
        return line
    cells = bare[1:-1].split(f"'{delimiter}'")
    return delimiter.join('"{}"'.format(cell.replace('"', '""')) for cell in cells) + line[len(bare) :]


def records(lines: Iterator[str], delimiter: str, quote: str = '"') -> Iterator[Row]:
    """Rows with the number of their first line; blank lines are passed over."""
    source = _Source((_requoted(line, delimiter) for line in lines) if quote == "'" else lines)
    whole = False
    while not whole:
        whole = True
        reader = csv.reader(source, delimiter=delimiter, skipinitialspace=delimiter != "\t")
        try:
            for cells in reader:
                start, taken = source.row()
                if torn := _torn(taken, delimiter):
                    source.back(taken[1:])
                    yield _mended(start, taken[0], delimiter)
                else:
                    yield Row(start, cells)
                if torn and len(taken) > 1:
                    whole = False
                    break
        except csv.Error as trouble:
            start, taken = source.row()
            source.back(taken[1:])
            whole = False
            yield Row(start, [], f"This row cannot be read as a table's row: {trouble}.", "".join(taken[:1])[:20_000])


def _torn(taken: list[str], delimiter: str) -> bool:
    """Whether a row ends within a quote, or has swallowed those after it."""
    if len(taken) > LONGEST_RECORD:
        return True
    odd = sum(part.count('"') for part in taken) % 2
    if len(taken) == 1 and not (odd or _STRAY[delimiter].search(taken[0])):
        return False
    if len(taken) > 1 and odd:
        return True
    try:
        list(csv.reader(taken, delimiter=delimiter, skipinitialspace=delimiter != "\t", strict=True))
    except csv.Error:
        return True
    return False


def _mended(line: int, raw: str, delimiter: str) -> Row:
    """Cells as they may have been meant. Where each stands in quotes, a quote within one is a part of it; else one was never closed."""
    bare = raw.rstrip("\r\n")
    between = f'"{delimiter}"'
    if len(bare) > 1 and bare[0] == bare[-1] == '"' and bare.count(delimiter) == bare.count(between) > 0:
        return Row(line, [cell.replace('""', '"') for cell in bare[1:-1].split(between)])
    if cells := _within_quotes(bare, delimiter):
        return Row(line, cells)
    return Row(line, [cell.strip().strip('"') for cell in bare.split(delimiter)], _UNCLOSED, bare[:20_000])


def _within_quotes(bare: str, delimiter: str) -> list[str]:
    """Where every quoted cell ends with a quote before a delimiter, none begins within it and no other cell holds one, a quote within is a part of it; else nothing."""
    cells, at = list[str](), 0
    while at <= len(bare):
        if bare.startswith('"', at):
            end = bare.find(f'"{delimiter}', at + 1)
            end = end if end >= 0 else len(bare) - 1
            if end <= at or bare[end] != '"' or f'{delimiter}"' in bare[at + 1 : end]:
                return []
            cells.append(bare[at + 1 : end].replace('""', '"'))
            at = end + 2
        else:
            end = bare.find(delimiter, at)
            end = end if end >= 0 else len(bare)
            if '"' in bare[at:end]:
                return []
            cells.append(bare[at:end].strip())
            at = end + 1
    return cells


def delimiter_of(lines: Sequence[str]) -> str:
    """The sign that parts the most lines into the same number of cells, more than one."""
    best, found = 0.0, ","
    for sign in _SIGNS:
        sizes = [len(row.cells) for row in records(iter(lines), sign) if any(row.cells)]
        usual = max(set(sizes), key=sizes.count) if sizes else 1
        score = sizes.count(usual) / len(sizes) * (1 + min(usual, 30) / 100) if usual > 1 else 0.0
        if score > best:
            best, found = score, sign
    return found
