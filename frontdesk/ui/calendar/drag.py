"""Picking up and putting down: what a press, a move and a release on the grid mean. Pure; minutes count from midnight, wall time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

STARTS_AT = 6
"""Pixels a press must move before it is a drag and not a click."""
HANDLE = 6
"""Pixels at the top and the bottom of a visit that make it longer or shorter."""
EDGE = 28
"""Pixels from the edge of what is seen in which the grid begins to scroll under a drag."""
SNAP, FINE = 5, 1
LEAST = 5
DAY = 1440


class Act(Enum):
    """What a hand does to a stretch of time."""

    CREATE = "create"
    MOVE = "move"
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True)
class Press:
    """Where a press began, in pixels of the grid."""

    x: float
    y: float

    def is_click(self, x: float, y: float) -> bool:
        return abs(x - self.x) < STARTS_AT and abs(y - self.y) < STARTS_AT


@dataclass(frozen=True)
class Place:
    """A stretch of one column: ``track`` counts columns from the left, ``start`` and ``end`` are minutes."""

    track: int
    start: int
    end: int

    @property
    def minutes(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Grip:
    """How something is held: ``at`` is where it stood, ``grab`` how many minutes below its start the pointer took it."""

    act: Act
    at: Place
    grab: float = 0


def act_at(y: float, height: float) -> Act:
    """What a press at this height of a visit would do. A visit too short for both handles has only the lower one."""
    handle = min(HANDLE, height / 3)
    if height - y <= handle:
        return Act.BOTTOM
    return Act.TOP if y < handle and height >= 3 * HANDLE else Act.MOVE


def snapped(minute: float, snap: int) -> int:
    return round(minute / snap) * snap


def held_at(grip: Grip, track: int, minute: float, snap: int = SNAP) -> Place:
    """Where it would stand with the pointer at this minute of this column; never over midnight, never shorter than five minutes.

    Only what is moved changes its column.
    """
    at = grip.at
    if grip.act is Act.MOVE:
        start = max(0, min(snapped(minute - grip.grab, snap), DAY - at.minutes))
        return Place(track, start, start + at.minutes)
    point = max(0, min(snapped(minute, snap), DAY))
    if grip.act is Act.TOP:
        return replace(at, start=min(point, at.end - LEAST))
    if grip.act is Act.BOTTOM:
        return replace(at, end=max(point, at.start + LEAST))
    first, last = min(at.start, point), max(at.start, point)
    return replace(at, start=first, end=max(last, first + LEAST)) if first + LEAST <= DAY else replace(at, start=DAY - LEAST, end=DAY)


def stepped(place: Place, columns: int, minutes: int, tracks: int) -> Place:
    """By keys: so many columns to the right and so many minutes down, inside the grid and the day."""
    start = max(0, min(place.start + minutes, DAY - place.minutes))
    return Place(max(0, min(place.track + columns, tracks - 1)), start, start + place.minutes)


def stretched(place: Place, *, top: int = 0, bottom: int = 0) -> Place:
    """By keys: the start and the end moved by so many minutes."""
    start = max(0, min(place.start + top, place.end - LEAST))
    return replace(place, start=start, end=min(DAY, max(place.end + bottom, start + LEAST)))


def pull(position: float, extent: float) -> int:
    """-1, 0 or 1: which way what is seen scrolls with the pointer this near its edge."""
    if position < EDGE:
        return -1
    return 1 if position > extent - EDGE else 0
