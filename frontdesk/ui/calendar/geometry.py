"""Minutes and pixels of the grid. Pure; minutes count from midnight, wall time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

ZOOMS = (0.8, 1.5, 2.0, 3.0)
LEAST_COLUMN = 120


@dataclass(frozen=True)
class Scale:
    """``first`` is the minute at the top; ``per_minute`` pixels a minute."""

    first: int
    last: int
    per_minute: float

    def y(self, minute: float) -> float:
        return (minute - self.first) * self.per_minute

    def at(self, y: float) -> float:
        """The minute at a height, as it is."""
        return self.first + y / self.per_minute

    def minute(self, y: float, *, snap: int = 5) -> int:
        """The minute at a height, snapped."""
        return int(round(self.at(y) / snap) * snap)

    @property
    def height(self) -> float:
        return (self.last - self.first) * self.per_minute


LEAST_MINUTE = 0.75


def fit(first: int, last: int, height: float, zoom: float = 0, least: float = LEAST_MINUTE) -> Scale:
    """The whole day in the height there is, but no minute lower than ``least`` pixels, or a fixed zoom; whole hours at both ends."""
    first, last = first // 60 * 60, -(-last // 60) * 60
    per_minute = zoom or max(least, (height - 8) / max(last - first, 60))
    return Scale(first, last, per_minute)


def columns(width: float, count: int, least: float = LEAST_COLUMN) -> float:
    """Width of each column: all of the room, but never narrower than can be read."""
    return max(least, width / max(count, 1))


def minute_on(moment: datetime, day: date) -> int:
    """Minute of that day; what lies on another day is cut to midnight."""
    minutes = moment.hour * 60 + moment.minute
    return minutes if moment.date() == day else (1440 if moment.date() > day else 0)


def moment_on(day: date, minute: int) -> datetime:
    """Wall time of a minute of the day; 1,440 is midnight at its end."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)
