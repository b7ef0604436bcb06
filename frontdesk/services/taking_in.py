"""Messages that were read somewhere become inquiries: each once, what is old or answered to Done, spam apart, the others with their facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import rows, tables
from frontdesk.data.store import Session, Write
from frontdesk.domain.article import FoundArticle
from frontdesk.domain.errors import BadInput
from frontdesk.domain.fact import Fact
from frontdesk.domain.inquiry import Arrival, Inquiry, Layout, Piece, State
from frontdesk.domain.timespan import instant_of
from frontdesk.intake.batch import Batch, Judged
from frontdesk.intake.facts import READER_VERSION
from frontdesk.intake.judged import judge
from frontdesk.services import articles as article_service
from frontdesk.services import facts as fact_service
from frontdesk.services.desk import Desk

DONE_AFTER_DAYS = 60
"""Messages that are older come as earlier ones, unless the desk says another age."""

_UNJUDGED = Judged(spam=False)


@dataclass
class Counts:
    """What has come so far. ``people`` wait for an answer."""

    people: int = 0
    earlier: int = 0
    known: int = 0
    kept_apart: dict[str, int] = field(default_factory=dict)
    refused: list[Piece] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)
    layout: Layout | None = None
    articles: list[FoundArticle] = field(default_factory=list)
    new_articles: int = 0
    new_editions: int = 0
    format: str = ""
    until: str = ""

    def apart(self, kinds: dict[str, int]) -> None:
        for kind, many in kinds.items():
            self.kept_apart[kind] = self.kept_apart.get(kind, 0) + many

    def add(self, batch: Batch) -> None:
        """What a part holds besides messages."""
        self.format = batch.format or self.format
        self.layout = self.layout or next(iter(batch.layouts), None)
        self.apart(batch.kept_apart)
        self.refused += batch.refused
        self.aside += batch.aside
        self.articles += batch.articles
        self.until = max(self.until, batch.until)

    def count(self, state: State) -> None:
        if state is State.EARLIER:
            self.earlier += 1
        elif state is State.SPAM:
            self.apart({"looks like spam": 1})
        else:
            self.people += 1

    def told(self) -> dict[str, object]:
        """For the record of an import."""
        return {"people": self.people, "earlier": self.earlier, "known": self.known, "articles": self.new_articles, "editions": self.new_editions,
                "kept_apart": self.kept_apart}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """Which messages are earlier ones: those written before ``horizon``; a wall time is of ``zone``."""

    horizon: datetime
    zone: str

    @classmethod
    def of(cls, desk: Desk, days: int) -> Rule:
        return cls(desk.now() - timedelta(days=days), desk.house().zone)

    def received(self, arrival: Arrival) -> datetime | None:
        return arrival.written_at or _instant(arrival.written_wall, self.zone)

    def state(self, arrival: Arrival, received: datetime | None, batch: Batch | None) -> tuple[State, Judged]:
        """Where a message goes: answered or old, spam, or to be answered. It is judged here where that was not done while it was read."""
        if arrival.answered or (received is not None and received < self.horizon):
            return State.EARLIER, _UNJUDGED
        judged = (batch.judged.get(arrival.key) if batch else None) or judge(arrival)
        return (State.SPAM if judged.spam else State.NEW), judged


def take_in(write: Write, batches: Iterable[Batch], counts: Counts, rule: Rule, tell: Callable[[Batch], None] = lambda batch: None) -> None:
    """All of it within the caller's transaction, as one step of the journal for each kind of row. Of a large file only a part is in memory at a time."""
    with write.bulks(tables.inquiry, tables.fact) as (inquiries, facts):
        for batch, new in fresh(write, batches, counts):
            said: dict[str, tuple[Fact, ...]] = {}
            inquiries.add([_row(arrival, write.now, rule, counts, batch, said) for arrival in new])
            if said:
                ids = inquiry_rows.ids_of(write, keys=list(said))
                facts.add([fact_service.new_row(ids[key], fact) for key, found in said.items() for fact in found])
            tell(batch)
    counts.new_articles, counts.new_editions = article_service.take_in(write, counts.articles)


def fresh(session: Session, batches: Iterable[Batch], counts: Counts) -> Iterator[tuple[Batch, list[Arrival]]]:
    """The messages of each part that have not come before; everything else of it is counted."""
    seen: set[str] = set()
    for batch in batches:
        counts.add(batch)
        known = inquiry_rows.known_keys(session, keys=[a.key for a in batch.arrivals])
        new = []
        for arrival in batch.arrivals:
            if arrival.key in known or arrival.key in seen:
                counts.known += 1
            else:
                seen.add(arrival.key)
                new.append(arrival)
        yield batch, new


def _row(arrival: Arrival, now: datetime, rule: Rule, counts: Counts, batch: Batch | None, said: dict[str, tuple[Fact, ...]]) -> dict[str, object]:
    """``said`` gets the facts of one that waits for an answer; an earlier message is read when somebody opens it."""
    received = rule.received(arrival)
    state, judged = rule.state(arrival, received, batch)
    counts.count(state)
    if state is State.NEW:
        said[arrival.key] = judged.facts
    return {
        "key": arrival.key, "source": arrival.source.value, "state": state.value, "name": arrival.name or "Unnamed",
        "text": arrival.text, "email": arrival.email, "phone": arrival.phone, "url": arrival.url, "received_at": received,
        "imported_at": now, "article_title": arrival.article_title, "article_url": arrival.article_url, "thread": arrival.thread,
        "parent_key": arrival.parent_key, "urgent": any(f.kind == "red_flag" for f in judged.facts), "unread": state is State.NEW, "note": "", "closed_reason": "",
        "reply_to": arrival.reply_to, "message_id": arrival.message_id, "facts_version": 0 if state is State.EARLIER else READER_VERSION,
    }  # fmt: skip


def arrive(desk: Desk, write: Write, arrival: Arrival) -> Inquiry | None:
    """One message that came by itself (fetched mail), in the caller's transaction; None where it is here already."""
    if inquiry_rows.known_keys(write, keys=[arrival.key]):
        return None
    said: dict[str, tuple[Fact, ...]] = {}
    key = write.insert(tables.inquiry, _row(arrival, write.now, Rule.of(desk, DONE_AFTER_DAYS), Counts(), None, said))
    for fact in said.get(arrival.key, ()):
        write.insert(tables.fact, fact_service.new_row(key, fact))
    return rows.get(write, Inquiry, key)


def _instant(wall: datetime | None, zone: str) -> datetime | None:
    if wall is None:
        return None
    try:
        return instant_of(wall, zone, fold=0)
    except BadInput:
        return instant_of(wall + timedelta(hours=1), zone, fold=0)
