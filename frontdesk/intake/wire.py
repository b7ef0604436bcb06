"""Batches on their way from the child process to the program: lines of JSON, none so long that taking it up makes the window wait."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from frontdesk.domain.article import FoundArticle
from frontdesk.domain.fact import Fact
from frontdesk.domain.inquiry import Arrival, Column, Layout, Piece, Source
from frontdesk.intake.batch import Batch, Judged

AT_ONCE = 100
"""Messages in one line."""
LETTERS = 150_000
"""Letters of messages after which a line is full."""

_ZONES = timedelta(hours=15)
"""A wall clock of the clinic may be as far from UTC; whoever keeps the message decides exactly."""
_NAMES = tuple(f.name for f in fields(Arrival) if f.name not in ("source", "written_at", "written_wall"))
_SOURCES = {one.value: one for one in Source}


def told(batches: Iterable[Batch], since: datetime | None, judge: Callable[[Sequence[Arrival]], dict[str, Judged]]) -> Iterator[bytes]:
    """Lines of the batches; of what came ``since`` that instant and waits for an answer, ``judge`` tells what it says."""
    for batch in batches:
        for part in _parts(batch):
            waiting = [a for a in part.arrivals if since and _waits(a, since)]
            yield line_of(replace(part, judged=judge(waiting)) if waiting else part)


def _waits(arrival: Arrival, since: datetime) -> bool:
    """Whether somebody may wait for an answer to it: it is not answered, and not older than ``since``."""
    wall = arrival.written_wall.replace(tzinfo=UTC) + _ZONES if arrival.written_wall else None
    written = arrival.written_at or wall
    return not arrival.answered and (written is None or written >= since)


def _parts(batch: Batch) -> Iterator[Batch]:
    """The batch in pieces of which none is large; what is no message goes with the last."""
    start, letters = 0, 0
    for end, arrival in enumerate(batch.arrivals):
        letters += len(arrival.text)
        if end - start >= AT_ONCE or letters > LETTERS:
            yield Batch(batch.format, batch.arrivals[start:end], progress=batch.progress)
            start, letters = end, len(arrival.text)
    yield replace(batch, arrivals=batch.arrivals[start:]) if start else batch


def line_of(batch: Batch) -> bytes:
    """A head, which is read without the rest, and the batch."""
    head = {"progress": batch.progress, "letters": sum(len(a.text) for a in batch.arrivals)}
    return json.dumps(head).encode("ascii") + b"\t" + _body(batch) + b"\n"


def _body(batch: Batch) -> bytes:
    values: dict[str, Any] = {"format": batch.format, "progress": batch.progress, "arrivals": [_message(a) for a in batch.arrivals]}
    if batch.kept_apart:
        values["kept_apart"] = batch.kept_apart
    for name in ("refused", "layouts", "aside", "articles"):
        if found := getattr(batch, name):
            values[name] = [asdict(one) for one in found]
    if batch.until:
        values["until"] = batch.until
    if batch.judged:
        values["judged"] = {key: {"spam": one.spam, "facts": [asdict(fact) for fact in one.facts]} for key, one in batch.judged.items()}
    return json.dumps(values, ensure_ascii=True, check_circular=False).encode("ascii")


def _message(arrival: Arrival) -> dict[str, Any]:
    found: dict[str, Any] = {name: value for name in _NAMES if (value := getattr(arrival, name))}
    found["source"] = arrival.source.value
    if arrival.written_at:
        found["written_at"] = arrival.written_at.isoformat()
    if arrival.written_wall:
        found["written_wall"] = arrival.written_wall.isoformat()
    return found


def head_of(line: bytes) -> tuple[float, int]:
    """How far the file is read with this line, and how many letters of messages stand in it."""
    head = json.loads(line.partition(b"\t")[0])
    return head["progress"], head["letters"]


def batch_of(line: bytes) -> Batch:
    """The batch that a line tells."""
    found = json.loads(line.partition(b"\t")[2])
    get = found.get
    return Batch(
        found["format"], tuple(map(_arrival, found["arrivals"])), get("kept_apart", {}), tuple(Piece(**_clean(one)) for one in get("refused", ())), found["progress"],
        tuple(_layout(one) for one in get("layouts", ())), tuple(Piece(**_clean(one)) for one in get("aside", ())),
        tuple(FoundArticle(**_clean(one)) for one in get("articles", ())), get("until", ""),
        {key: Judged(one["spam"], tuple(Fact(**fact) for fact in one["facts"])) for key, one in get("judged", {}).items()},
    )  # fmt: skip


def _clean(found: dict[str, str]) -> dict[str, str]:
    """Without what no database takes: zeros and halves of characters."""
    return {name: value.replace("\x00", "").encode("utf-8", "replace").decode() for name, value in found.items()}


def _layout(found: dict[str, Any]) -> Layout:
    return Layout(found["fingerprint"], tuple(Column(**c) for c in found["columns"]), found["guessed"])


def _arrival(found: dict[str, Any]) -> Arrival:
    found["source"] = _SOURCES[found["source"]]
    for name in ("written_at", "written_wall"):
        if name in found:
            found[name] = datetime.fromisoformat(found[name])
    if "refers_to" in found:
        found["refers_to"] = tuple(found["refers_to"])
    found.setdefault("name", "")
    found.setdefault("text", "")
    return Arrival(**found)
