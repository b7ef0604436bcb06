"""What became of inquiries: from where they came to a booked visit, how long an answer took, why some were lost. Counts only; nobody is named."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.domain.inquiry import ON_THE_PHONE, Source, State

SOURCE_WORDS = {
    Source.COMMENT: "Blog comment", Source.FORM: "Web form", Source.EMAIL: "E-mail", Source.PHONE: "Phone call", Source.CALLED: "Called by us",
    Source.MISSED_CALL: "Missed call",
}  # fmt: skip
_BANDS = (("within an hour", 60), ("the same day", 24 * 60), ("within two days", 48 * 60), ("within a week", 7 * 24 * 60))
LATER, NEVER = "later", "not answered yet"
NO_REASON = "no reason given"


@dataclass(frozen=True, slots=True)
class Told:
    """One inquiry as far as a report needs it. ``answered_at``: the first reply that went out, or the booking of a visit, whichever came first."""

    source: Source
    page: str
    state: State
    received_at: datetime
    answered_at: datetime | None
    booked: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    """``name`` is a source, or the page of the site under which people wrote."""

    name: str
    inquiries: int
    answered: int
    booked: int

    @property
    def share(self) -> float:
        return self.booked / self.inquiries if self.inquiries else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """``waits`` and ``lost`` are (words, how many), in the order to show them; ``median_minutes`` of those that were answered."""

    since: date
    until: date
    sources: tuple[Line, ...]
    pages: tuple[Line, ...]
    waits: tuple[tuple[str, int], ...]
    median_minutes: float | None
    lost: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(line.inquiries for line in self.sources)


def report(told: Iterable[Told], *, since: date, until: date) -> Report:
    """A call that was taken is answered when it comes, so it is not counted among the waits."""
    listed = [one for one in told if one.state not in (State.SPAM, State.EARLIER)]
    waited = [one for one in listed if one.source not in ON_THE_PHONE]
    minutes = [(one.answered_at - one.received_at).total_seconds() / 60 for one in waited if one.answered_at is not None]
    lost = Counter(one.reason or NO_REASON for one in listed if one.state is State.NOT_FOR_US)
    return Report(
        since, until, _lines(listed, lambda one: SOURCE_WORDS[one.source]), _lines([one for one in listed if one.page], lambda one: one.page),
        _waits(minutes, len(waited)), statistics.median(minutes) if minutes else None, tuple(lost.most_common()),
    )  # fmt: skip


def _lines(told: Sequence[Told], name: Callable[[Told], str]) -> tuple[Line, ...]:
    """By name, the one with most inquiries first."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(name(one), []).append(one)
    lines = (Line(key, len(group), sum(o.answered_at is not None for o in group), sum(o.booked for o in group)) for key, group in groups.items())
    return tuple(sorted(lines, key=lambda line: (-line.inquiries, line.name)))


def _waits(minutes: Sequence[float], total: int) -> tuple[tuple[str, int], ...]:
    bands: list[tuple[str, int]] = []
    below = 0
    for words, limit in _BANDS:
        many = sum(m <= limit for m in minutes) - below
        bands.append((words, many))
        below += many
    return (*bands, (LATER, len(minutes) - below), (NEVER, total - len(minutes)))


def table(found: Report) -> tuple[tuple[str, ...], ...]:
    """The report as rows of cells, its heads first."""
    lines = [("What", "Name", "Inquiries", "Answered", "Booked")]
    for what, group in (("Source", found.sources), ("Page", found.pages)):
        lines += [(what, one.name, str(one.inquiries), str(one.answered), str(one.booked)) for one in group]
    for what, counts in (("First answer", found.waits), ("Lost", found.lost)):
        lines += [(what, words, str(many), "", "") for words, many in counts]
    return tuple(lines)
