"""Where the keys lead on the grid: from time to time, and from visit to visit. Pure."""

from __future__ import annotations

from datetime import datetime

from frontdesk.domain.appointment import Visit
from frontdesk.ui.calendar.board import Board, Track
from frontdesk.ui.calendar.geometry import minute_on

Spot = tuple[int, int]
"""Column, minute of its day."""


def span_of(track: Track, visit: Visit) -> tuple[int, int]:
    """First and last minute on the track's day."""
    return minute_on(visit.appointment.start, track.day), minute_on(visit.appointment.end, track.day)


def visit_at(board: Board, spot: Spot) -> Visit | None:
    """Who stands there; of several the one that began first."""
    column, minute = spot
    track = board.tracks[column]
    there = [v for v in track.visits if span_of(track, v)[0] <= minute < span_of(track, v)[1]]
    return min(there, key=lambda v: (v.appointment.start, v.appointment.id), default=None)


def free_from(board: Board, spot: Spot) -> Spot:
    """The first quarter of an hour of that column, there or after, at which nobody stands."""
    column, minute = spot
    free = (m for m in range(minute, 24 * 60, 15) if visit_at(board, (column, m)) is None)
    return column, next(free, minute)


def begun(board: Board, spot: Spot, now: datetime) -> Spot:
    """Where the keys begin on a day that is running: not before the next quarter of an hour, while the house is open."""
    column, minute = spot
    soon = -(-(60 * now.hour + now.minute) // 15) * 15
    return column, soon if board.tracks[column].day == now.date() and minute < soon < board.hours()[1] else minute


def stepped(board: Board, spot: Spot, within: Visit | None, way: tuple[int, int], *, by: int, hours: tuple[int, int]) -> Spot:
    """One arrow on: columns, and steps of ``by`` minutes; from a visit up or down past its ends, sideways at the same minute."""
    (column, minute), (dx, dy) = spot, way
    then = minute // by * by + dy * by if dy else minute
    if within is not None and dy:
        start, end = span_of(board.tracks[column], within)
        then = end if dy > 0 else (start - 1) // by * by
    first, last = hours
    return max(0, min(column + dx, len(board.tracks) - 1)), max(first, min(then, last - 5))


def next_visit(board: Board, spot: Spot, current: Visit | None, *, back: bool = False) -> tuple[int, Visit] | None:
    """(column, visit) after the current one, or after the spot: down each column, then the next column. None at the end."""
    found = [(n, v) for n, track in enumerate(board.tracks) for v in sorted(track.visits, key=lambda v: (v.appointment.start, -v.appointment.minutes, v.appointment.id))]
    at = next((n for n, (_, v) in enumerate(found) if current is not None and v.appointment.id == current.appointment.id), None)
    if at is not None:
        wanted = found[at - 1 :] if back and at else found[at + 1 :] if not back else []
        return wanted[0] if wanted else None
    places = [(column, span_of(board.tracks[column], visit)[0]) for column, visit in found]
    after = [one for one, place in zip(found, places, strict=True) if (place < spot if back else place >= spot)]
    return (after[-1] if back else after[0]) if after else None
