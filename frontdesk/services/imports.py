"""Files brought in: parsed in a child process, each message once, everything accounted for."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from frontdesk.data import inquiries as inquiry_rows
from frontdesk.domain.inquiry import Piece
from frontdesk.intake import reading, wire
from frontdesk.intake import text as plain_text
from frontdesk.services import articles as article_service
from frontdesk.services import file_places, layouts, moving_in, taking_in
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import Cancelled, FileReport, Preview, Progress
from frontdesk.services.taking_in import DONE_AFTER_DAYS, Counts, Rule

__all__ = ["Cancelled", "FileReport", "Preview", "Progress", "import_file", "preview", "refused_pieces", "take_text"]

FIRST_ROWS = 5
"""Messages that a preview shows."""

AHEAD = 8 << 20
"""Letters of messages that are read before the first of them is written."""
_READ = 0.6
"""Share of the work that is done when a file has been read."""


def import_file(
    desk: Desk, *, path: Path, done_after_days: int = DONE_AFTER_DAYS, mapping: Mapping[int, str] | None = None, clinician_id: int | None = None,
    progress: Progress | None = None, cancelled: Callable[[], bool] | None = None,
) -> FileReport:  # fmt: skip
    """Bring in one file, whole or, where it is cancelled, not at all. ``done_after_days``: older messages arrive as "earlier".

    A file with records of another system (people, visits, a calendar) goes to ``moving_in``; ``mapping``: what its columns hold; ``clinician_id``: whose calendar it is.
    """
    if reason := file_places.refusal(desk, path):
        return _refused(desk, path, reason)
    if moving_in.takes(desk, path):
        return moving_in.bring_in(
            desk, path=path, digest=_digest(path), mapping=mapping, clinician_id=clinician_id, progress=progress, cancelled=cancelled)
    tell, counts, rule = progress or (lambda share, words: None), Counts(), Rule.of(desk, done_after_days)
    try:
        batches = map(wire.batch_of, _ahead(_lines(desk, path, cancelled, since=rule.horizon), lambda share: tell(_READ * share, "Reading")))
        with desk.write("Bring in a file") as write:
            taking_in.take_in(write, batches, counts, rule, lambda batch: tell(max(_READ, 0.9 * batch.progress), f"{counts.people + counts.earlier:,} messages"))
            inquiry_rows.record_run(
                write, file_name=path.name, format=counts.format, digest=_digest(path), at=write.now, counts=counts.told(),
                refused=[*counts.refused, *counts.aside],
            )  # fmt: skip
    except Cancelled:
        return FileReport(str(path), counts.format, 0, 0, 0, {}, (), cancelled=True)
    tell(1.0, "Done")
    return _report(path, counts)


def _ahead(lines: Iterator[bytes], tell: Callable[[float], None]) -> Iterator[bytes]:
    """The parts of a file, read before anything is written, so that nobody who saves meanwhile waits for the reading; of a large file only the first ones."""
    held, letters = deque[bytes](), 0
    for line in lines:
        held.append(line)
        progress, many = wire.head_of(line)
        letters += many
        tell(progress)
        if letters > AHEAD:
            break
    return _then(held, lines)


def _then(held: deque[bytes], lines: Iterator[bytes]) -> Iterator[bytes]:
    while held:
        yield held.popleft()
    yield from lines


def _report(path: Path, counts: Counts, *, dry: bool = False) -> FileReport:
    told = (counts.people, counts.earlier, counts.known, counts.kept_apart, tuple(counts.refused))
    return FileReport(str(path), counts.format, *told, articles=counts.new_articles, editions=counts.new_editions, layout=counts.layout, dry=dry)


def _refused(desk: Desk, path: Path, reason: str) -> FileReport:
    """A file that could not even be opened, on record like a refused piece of one."""
    piece = Piece(reason, "the whole file")
    with desk.write("Bring in a file") as write:
        inquiry_rows.record_run(write, file_name=path.name, format="", digest="", at=write.now, counts={}, refused=[piece])
    return FileReport(str(path), "", 0, 0, 0, {}, (piece,))


def preview(
    desk: Desk, *, path: Path, done_after_days: int = DONE_AFTER_DAYS, mapping: Mapping[int, str] | None = None, clinician_id: int | None = None,
    progress: Progress | None = None, cancelled: Callable[[], bool] | None = None,
) -> Preview:  # fmt: skip
    """What a file is, how many of each kind stand in it and its first rows. It is read to its end, and nothing of it is kept."""
    if reason := file_places.refusal(desk, path):
        return Preview(FileReport(str(path), "", 0, 0, 0, {}, (Piece(reason, "the whole file"),), dry=True))
    if moving_in.takes(desk, path):
        report = moving_in.bring_in(desk, path=path, mapping=mapping, clinician_id=clinician_id, dry=True, progress=progress, cancelled=cancelled)
        return Preview(report, tuple((one.what, one.words) for one in report.made[:FIRST_ROWS]))
    tell, counts, first, many = progress or (lambda share, words: None), Counts(), list[tuple[str, str]](), 0
    rule = Rule.of(desk, done_after_days)
    with desk.read() as session:
        batches = map(wire.batch_of, _lines(desk, path, cancelled, since=rule.horizon, with_facts=False))
        for batch, new in taking_in.fresh(session, batches, counts):
            for arrival in new:
                counts.count(rule.state(arrival, rule.received(arrival), batch)[0])
            first += [(a.name or "Unnamed", " ".join(a.text[:2_000].split())[:160]) for a in batch.arrivals[: FIRST_ROWS - len(first)]]
            many += len(batch.arrivals)
            tell(batch.progress, f"{many:,} messages")
        articles = article_service.fresh(session, counts.articles)
        counts.new_articles, counts.new_editions = len(articles), article_service.editions(articles)
    words = counts.refused[0].content if counts.format == plain_text.FORMAT and not many and counts.refused else ""
    return Preview(_report(path, counts, dry=True), tuple(first), words)


def take_text(desk: Desk, *, text: str, name: str = "") -> FileReport:
    """Words that the desk says are somebody's message become an inquiry; the same words come once."""
    arrival = replace(plain_text.pasted(text, name=name), written_at=desk.now())
    with desk.write("Take in a message") as write:
        new = taking_in.arrive(desk, write, arrival) is not None
    return FileReport("Pasted text", plain_text.FORMAT, int(new), 0, int(not new), {}, ())


def _lines(desk: Desk, path: Path, cancelled: Callable[[], bool] | None, *, since: datetime, with_facts: bool = True) -> Iterator[bytes]:
    """The parts of a file, until it is cancelled."""
    own = frozenset({desk.house().clinic.email.strip().casefold()} - {""})
    with desk.read() as session:
        known = layouts.of_forms(session)
    for line in reading.lines_of(path, known, own, since=since, with_facts=with_facts):
        if cancelled and cancelled():
            raise Cancelled("The import was stopped. Nothing of this file was kept.")
        yield line


def _digest(path: Path) -> str:
    whole = hashlib.sha256()
    try:
        with path.open("rb") as handle:
            while block := handle.read(1 << 20):
                whole.update(block)
    except OSError:
        return ""
    return whole.hexdigest()


def refused_pieces(desk: Desk) -> tuple[tuple[str, Piece], ...]:
    """(file name, piece), newest file first: what could not be read, for another look."""
    with desk.read() as session:
        return inquiry_rows.refused(session)
