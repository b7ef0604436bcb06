"""Half-open spans of time, and the two kinds of time (architecture rule 8).

*Wall time*: what the clock on the clinic's wall says; a naive ``datetime``. Visits, opening hours and blocks keep it.
*Instant*: a moment in UTC; an aware ``datetime`` with ``tzinfo=UTC``. Everything that happened keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.domain.errors import BadInput

STEP = timedelta(minutes=5)


class NoSuchTime(BadInput):
    """A wall time that the spring change of the clock leaves out."""


class TwoTimes(BadInput):
    """A wall time that the autumn change of the clock passes twice; ask which, then give ``fold``."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``start`` is inside, ``end`` is not. Both naive (wall time) or both aware (instants), never mixed."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if (self.start.tzinfo is None) != (self.end.tzinfo is None):
            raise TypeError("a span is either wall time or instants, not both")
        if self.end < self.start:
            raise ValueError("a span cannot end before it starts")

    @property
    def minutes(self) -> int:
        """Whole minutes between the two readings (of the wall clock, if the span is wall time)."""
        return int((self.end - self.start).total_seconds() // 60)

    def overlaps(self, other: Span) -> bool:
        """True where the two share a moment; touching ends do not count, and an empty span shares nothing."""
        return self.start < other.end and other.start < self.end and self.start < self.end and other.start < other.end

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def within(self, other: Span) -> bool:
        return other.start <= self.start and self.end <= other.end

    def minus(self, other: Span) -> tuple[Span, ...]:
        """What is left of this span when ``other`` is taken out: nothing, one or two spans."""
        if not self.overlaps(other):
            return (self,) if self.start < self.end else ()
        left = (Span(self.start, other.start),) if self.start < other.start else ()
        right = (Span(other.end, self.end),) if other.end < self.end else ()
        return left + right


def is_instant(moment: datetime) -> bool:
    return moment.tzinfo is not None and moment.utcoffset() == timedelta(0)


def instant_of(wall: datetime, zone: str, *, fold: int | None = None) -> datetime:
    """The UTC instant of a wall time at a place.

    ``zone`` is an IANA name. Raises ``NoSuchTime`` inside the spring gap, ``TwoTimes`` inside the autumn fold unless ``fold``
    (0 first, 1 second) says which.
    """
    if wall.tzinfo is not None:
        raise TypeError("a wall time carries no zone")
    place = ZoneInfo(zone)
    first = wall.replace(tzinfo=place, fold=0)
    second = wall.replace(tzinfo=place, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(place).replace(tzinfo=None) != wall:
        raise NoSuchTime(f"{wall:%H:%M} does not exist on {wall:%d %B %Y}: the clocks go forward. Choose another time.")
    if fold is None:
        raise TwoTimes(f"{wall:%H:%M} comes twice on {wall:%d %B %Y}: the clocks go back. Say if you mean the first or the second.")
    return (second if fold else first).astimezone(UTC)


def wall_of(instant: datetime, zone: str) -> datetime:
    """The wall time (naive) at a place of a UTC instant."""
    if not is_instant(instant):
        raise TypeError("an instant is aware and in UTC")
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
