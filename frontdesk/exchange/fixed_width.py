"""Tables whose columns are parted by blanks alone, as reports and old programs print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from frontdesk.exchange.table_rows import Row, blank

_RULE = re.compile(r"\s*[-=_]{2,}(?:\s+[-=_]{2,})+\s*")
_GAP = re.compile(r"\S {2,}\S")
_LEAST = 0.6
"""Share of the lines that must have a gap."""
_OVER = "This line does not keep to the columns of the table, so it cannot be said where its cells end. The rows after it were read."


def starts_of(lines: Sequence[str], *, strays: float = 0.0) -> tuple[int, ...]:
    """Where each column begins: under a ruled line where its dashes begin, else after two blanks that stand in every row; empty where neither tells.

    ``strays``: the share of rows (and one row in any case, unless 0) that may run over.
    """
    bare = [line.rstrip() for line in lines if not blank(line)]
    if any("\t" in line for line in bare):
        return ()
    if ruled := next(filter(_RULE.fullmatch, bare), ""):
        return tuple(found.start() for found in re.finditer(r"\S+", ruled))
    rows = [line for line in bare if _GAP.search(line)]
    if len(rows) < 2 or len(rows) < _LEAST * len(bare):
        return ()
    if strays:  # titles over the table have other gaps than its rows
        gaps = [len(_GAP.findall(line)) for line in rows]
        rows = [line for line, many in zip(rows, gaps, strict=True) if many == max(set(gaps), key=gaps.count)]
    borne = max(1, int(strays * len(rows))) if strays else 0
    free = [sum(row[at : at + 1] not in ("", " ") for row in rows) <= borne for at in range(max(map(len, rows)))]
    return tuple(at for at, empty in enumerate(free) if not empty and all(free[max(0, at - 2) : at]))


def records(lines: Iterator[str], starts: Sequence[int]) -> Iterator[Row]:
    """Rows with the numbers of their lines. A line of one run of words stands in one cell, as a title or a foot does; a ruled line is passed over."""
    begun = False
    for number, line in enumerate(lines, 1):
        bare = line.replace("\0", "").rstrip().lstrip("\ufeff")
        if blank(bare) or _RULE.fullmatch(bare):
            continue
        over = any(bare[at - 1 : at + 1].strip() and bare[at - 1] != " " for at in starts[1:] if at <= len(bare))
        begun = begun or not over
        if over and not (begun and _GAP.search(bare)):
            yield Row(number, [bare.strip()])
        elif over:
            yield Row(number, [], _OVER, bare[:20_000])
        else:
            yield Row(number, [bare[at:end].strip() for at, end in zip(starts, [*starts[1:], None], strict=True)])
