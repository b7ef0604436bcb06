"""Files brought in: parsed in a child process, each message once, everything accounted for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import rows, tables
from frontdesk.data.store import Write
from frontdesk.domain.errors import BadInput
from frontdesk.domain.fact import Fact
from frontdesk.domain.inquiry import Arrival, Inquiry, Piece, State
from frontdesk.domain.timespan import instant_of
from frontdesk.intake import reading
from frontdesk.intake.facts import READER_VERSION, is_spam
from frontdesk.services import facts as fact_service
from frontdesk.services import moving_in
from frontdesk.services.desk import Desk
from frontdesk.services.file_report import Cancelled, FileReport, Progress

__all__ = ["Cancelled", "FileReport", "Progress", "import_file", "refused_pieces"]


@dataclass
class _Counts:
    people: int = 0
    earlier: int = 0
    known: int = 0
    kept_apart: dict[str, int] = field(default_factory=dict)
    refused: list[Piece] = field(default_factory=list)
    facts: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    format: str = ""

    def apart(self, kinds: dict[str, int]) -> None:
        for kind, many in kinds.items():
            self.kept_apart[kind] = self.kept_apart.get(kind, 0) + many


def import_file(
    desk: Desk, *, path: Path, done_after_days: int = 60, progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FileReport:  # fmt: skip
    """Bring in one file, whole or, where it is cancelled, not at all. ``done_after_days``: older messages arrive as "earlier".

    A file with records of another system (people, visits, a calendar) goes to ``moving_in``.
    """
    if moving_in.takes(desk, path):
        return moving_in.bring_in(desk, path=path, digest=_digest(path), progress=progress, cancelled=cancelled)
    tell = progress or (lambda share, words: None)
    counts = _Counts()
    horizon = desk.now() - timedelta(days=done_after_days)
    try:
        with desk.write("Bring in a file") as write:
            write.bulk(tables.inquiry, _rows(desk, write, path, counts, horizon, tell, cancelled))
            write.bulk(tables.fact, _fact_rows(write, counts.facts))
            inquiry_rows.record_run(
                write, file_name=path.name, format=counts.format, digest=_digest(path), at=write.now,
                counts={"people": counts.people, "earlier": counts.earlier, "known": counts.known, "kept_apart": counts.kept_apart},
                refused=counts.refused,
            )  # fmt: skip
    except Cancelled:
        return FileReport(str(path), counts.format, 0, 0, 0, {}, (), cancelled=True)
    tell(1.0, "Done")
    return FileReport(
        str(path), counts.format, counts.people, counts.earlier, counts.known, counts.kept_apart, tuple(counts.refused)
    )


def _rows(
    desk: Desk, write: Write, path: Path, counts: _Counts, horizon: datetime, tell: Progress, cancelled: Callable[[], bool] | None
) -> Iterator[list[dict[str, object]]]:
    house = desk.house()
    zone = house.zone
    seen: set[str] = set()
    for batch in reading.read_file(path):
        if cancelled and cancelled():
            raise Cancelled("The import was stopped. Nothing of this file was kept.")
        counts.format = batch.format or counts.format
        counts.apart(batch.kept_apart)
        counts.refused += batch.refused
        known = inquiry_rows.known_keys(write, keys=[a.key for a in batch.arrivals]) | seen
        fresh = []
        for arrival in batch.arrivals:
            if arrival.key in known or arrival.key in seen:
                counts.known += 1
                continue
            seen.add(arrival.key)
            fresh.append(_row(arrival, write.now, horizon, zone, counts))
        tell(0.9 * batch.progress, f"{counts.people + counts.earlier} messages")
        yield fresh


def _row(arrival: Arrival, now: datetime, horizon: datetime, zone: str, counts: _Counts) -> dict[str, object]:
    received = arrival.written_at or _instant(arrival.written_wall, zone)
    early = arrival.answered or (received is not None and received < horizon)
    own = fact_service.own_words(arrival.source, arrival.text)
    state = State.EARLIER if early else State.SPAM if is_spam(own) else State.NEW
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
