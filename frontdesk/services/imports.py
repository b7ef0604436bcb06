"""Files brought in: parsed in a child process, each message once, everything accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import rows, tables
from frontdesk.data.store import Session, Write
from frontdesk.domain.article import FoundArticle
from frontdesk.domain.errors import BadInput
from frontdesk.domain.fact import Fact
from frontdesk.domain.inquiry import Arrival, Inquiry, Layout, Piece, State
from frontdesk.domain.timespan import instant_of
from frontdesk.intake import reading
from frontdesk.intake import text as plain_text
from frontdesk.intake.batch import Batch
from frontdesk.intake.facts import READER_VERSION, is_spam
from frontdesk.services import articles as article_service
from frontdesk.services import facts as fact_service
from frontdesk.services import file_places, layouts, moving_in
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import Cancelled, FileReport, Preview, Progress

__all__ = ["Cancelled", "FileReport", "Preview", "Progress", "arrive", "import_file", "preview", "refused_pieces", "take_text"]

FIRST_ROWS = 5
"""Messages that a preview shows."""


@dataclass
class _Counts:
    people: int = 0
    earlier: int = 0
    known: int = 0
    kept_apart: dict[str, int] = field(default_factory=dict)
    refused: list[Piece] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)
    layout: Layout | None = None
    facts: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    articles: list[FoundArticle] = field(default_factory=list)
    new_articles: int = 0
    format: str = ""

    def apart(self, kinds: dict[str, int]) -> None:
        for kind, many in kinds.items():
            self.kept_apart[kind] = self.kept_apart.get(kind, 0) + many


def import_file(
    desk: Desk, *, path: Path, done_after_days: int = 60, mapping: Mapping[int, str] | None = None, progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FileReport:  # fmt: skip
    """Bring in one file, whole or, where it is cancelled, not at all. ``done_after_days``: older messages arrive as "earlier".

    A file with records of another system (people, visits, a calendar) goes to ``moving_in``; ``mapping``: what its columns hold.
    """
    if reason := file_places.refusal(desk, path):
        return _refused(desk, path, reason)
    if moving_in.takes(desk, path):
        return moving_in.bring_in(desk, path=path, digest=_digest(path), mapping=mapping, progress=progress, cancelled=cancelled)
    tell = progress or (lambda share, words: None)
    counts = _Counts()
    horizon = desk.now() - timedelta(days=done_after_days)
    try:
        with desk.write("Bring in a file") as write:
            write.bulk(tables.inquiry, _rows(desk, write, path, counts, horizon, tell, cancelled))
            write.bulk(tables.fact, _fact_rows(write, counts.facts))
            counts.new_articles = article_service.take_in(write, counts.articles)
            inquiry_rows.record_run(
                write, file_name=path.name, format=counts.format, digest=_digest(path), at=write.now,
                counts={"people": counts.people, "earlier": counts.earlier, "known": counts.known, "articles": counts.new_articles, "kept_apart": counts.kept_apart},
                refused=[*counts.refused, *counts.aside],
            )  # fmt: skip
    except Cancelled:
        return FileReport(str(path), counts.format, 0, 0, 0, {}, (), cancelled=True)
    tell(1.0, "Done")
    return _report(path, counts)


def _report(path: Path, counts: _Counts, *, dry: bool = False) -> FileReport:
    told = (counts.people, counts.earlier, counts.known, counts.kept_apart, tuple(counts.refused))
    return FileReport(str(path), counts.format, *told, articles=counts.new_articles, layout=counts.layout, dry=dry)


def _refused(desk: Desk, path: Path, reason: str) -> FileReport:
    """A file that could not even be opened, on record like a refused piece of one."""
    piece = Piece(reason, "the whole file")
    with desk.write("Bring in a file") as write:
        inquiry_rows.record_run(write, file_name=path.name, format="", digest="", at=write.now, counts={}, refused=[piece])
    return FileReport(str(path), "", 0, 0, 0, {}, (piece,))


def preview(
    desk: Desk, *, path: Path, done_after_days: int = 60, mapping: Mapping[int, str] | None = None, progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Preview:  # fmt: skip
    """What a file is, how many of each kind stand in it and its first rows. It is read to its end, and nothing of it is kept."""
    if reason := file_places.refusal(desk, path):
        return Preview(FileReport(str(path), "", 0, 0, 0, {}, (Piece(reason, "the whole file"),), dry=True))
    if moving_in.takes(desk, path):
        report = moving_in.bring_in(desk, path=path, mapping=mapping, dry=True, progress=progress, cancelled=cancelled)
        return Preview(report, tuple((one.what, one.words) for one in report.made[:FIRST_ROWS]))
    tell, counts, first = progress or (lambda share, words: None), _Counts(), list[tuple[str, str]]()
    horizon, zone, seen = desk.now() - timedelta(days=done_after_days), desk.house().zone, set[str]()
    with desk.read() as session:
        for batch in _batches(desk, session, path, counts, cancelled):
            known = inquiry_rows.known_keys(session, keys=[a.key for a in batch.arrivals])
            for arrival in batch.arrivals:
                _count(arrival, counts, known | {arrival.key} & seen, horizon, zone)
                seen.add(arrival.key)
            first += [(a.name or "Unnamed", " ".join(a.text.split())[:160]) for a in batch.arrivals[: FIRST_ROWS - len(first)]]
            tell(batch.progress, f"{len(seen)} messages")
        counts.new_articles = len(article_service.fresh(session, counts.articles))
    words = counts.refused[0].content if counts.format == plain_text.FORMAT and not seen and counts.refused else ""
    return Preview(_report(path, counts, dry=True), tuple(first), words)


def _count(arrival: Arrival, counts: _Counts, known: set[str], horizon: datetime, zone: str) -> None:
    state = _state(arrival, horizon, zone)
    if arrival.key in known:
        counts.known += 1
    elif state is State.SPAM:
        counts.apart({"looks like spam": 1})
    else:
        counts.people += state is State.NEW
        counts.earlier += state is State.EARLIER


def take_text(desk: Desk, *, text: str, name: str = "") -> FileReport:
    """Words that the desk says are somebody's message become an inquiry; the same words come once."""
    arrival = replace(plain_text.pasted(text, name=name), written_at=desk.now())
    with desk.write("Take in a message") as write:
        new = arrive(desk, write, arrival) is not None
    return FileReport("Pasted text", plain_text.FORMAT, int(new), 0, int(not new), {}, ())


def _rows(
    desk: Desk, write: Write, path: Path, counts: _Counts, horizon: datetime, tell: Progress, cancelled: Callable[[], bool] | None
) -> Iterator[list[dict[str, object]]]:
    zone = desk.house().zone
    seen: set[str] = set()
    for batch in _batches(desk, write, path, counts, cancelled):
        known = inquiry_rows.known_keys(write, keys=[a.key for a in batch.arrivals])
        fresh = []
        for arrival in batch.arrivals:
            if arrival.key in known or arrival.key in seen:
                counts.known += 1
                continue
            seen.add(arrival.key)
            fresh.append(_row(arrival, write.now, horizon, zone, counts))
        tell(0.9 * batch.progress, f"{counts.people + counts.earlier} messages")
        yield fresh


def _batches(desk: Desk, session: Session, path: Path, counts: _Counts, cancelled: Callable[[], bool] | None) -> Iterator[Batch]:
    """The parts of a file, each counted as far as it is not people."""
    own = frozenset({desk.house().clinic.email.strip().casefold()} - {""})
    for batch in reading.read_file(path, layouts.of_forms(session), own):
        if cancelled and cancelled():
            raise Cancelled("The import was stopped. Nothing of this file was kept.")
        counts.format = batch.format or counts.format
        counts.layout = counts.layout or next(iter(batch.layouts), None)
        counts.apart(batch.kept_apart)
        counts.refused += batch.refused
        counts.aside += batch.aside
        counts.articles += batch.articles
        yield batch


def _state(arrival: Arrival, horizon: datetime, zone: str) -> State:
    """Where a message goes: answered or old, spam, or to be answered."""
    received = arrival.written_at or _instant(arrival.written_wall, zone)
    if arrival.answered or (received is not None and received < horizon):
        return State.EARLIER
    return State.SPAM if is_spam(fact_service.own_words(arrival.source, arrival.text)) else State.NEW


def _row(arrival: Arrival, now: datetime, horizon: datetime, zone: str, counts: _Counts) -> dict[str, object]:
    received = arrival.written_at or _instant(arrival.written_wall, zone)
    state = _state(arrival, horizon, zone)
    facts = fact_service.read_own(arrival.source, arrival.text) if state is State.NEW else ()
    if state is State.EARLIER:
        counts.earlier += 1
    elif state is State.SPAM:
        counts.apart({"looks like spam": 1})
    else:
        counts.people += 1
        counts.facts[arrival.key] = facts
    return {
        "key": arrival.key, "source": arrival.source.value, "state": state.value, "name": arrival.name or "Unnamed",
        "text": arrival.text, "email": arrival.email, "phone": arrival.phone, "url": arrival.url, "received_at": received,
        "imported_at": now, "article_title": arrival.article_title, "article_url": arrival.article_url, "thread": arrival.thread,
        "parent_key": arrival.parent_key, "urgent": any(f.kind == "red_flag" for f in facts), "unread": state is State.NEW, "note": "", "closed_reason": "",
        "reply_to": arrival.reply_to, "message_id": arrival.message_id, "facts_version": 0 if state is State.EARLIER else READER_VERSION,
    }  # fmt: skip


def arrive(desk: Desk, write: Write, arrival: Arrival, *, done_after_days: int = 60) -> Inquiry | None:
    """One message that came by itself (fetched mail), in the caller's transaction; None where it is here already."""
    if inquiry_rows.known_keys(write, keys=[arrival.key]):
        return None
    counts = _Counts()
    key = write.insert(tables.inquiry, _row(arrival, write.now, write.now - timedelta(days=done_after_days), desk.house().zone, counts))
    for fact in counts.facts.get(arrival.key, ()):
        write.insert(tables.fact, fact_service.new_row(key, fact))
    return rows.get(write, Inquiry, key)


def _instant(wall: datetime | None, zone: str) -> datetime | None:
    if wall is None:
        return None
    try:
        return instant_of(wall, zone, fold=0)
    except BadInput:
        return instant_of(wall + timedelta(hours=1), zone, fold=0)


def _fact_rows(write: Write, facts: dict[str, tuple[Fact, ...]]) -> Iterator[list[dict[str, object]]]:
    """Rows of the facts of today's queue, read while the messages were; earlier ones are read when somebody opens them."""
    keys = list(facts)
    for start in range(0, len(keys), 500):
        ids = inquiry_rows.ids_of(write, keys=keys[start : start + 500])
        part = keys[start : start + 500]
        yield [fact_service.new_row(ids[key], fact) for key in part for fact in facts[key]]


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
