"""Which lane a visit stands in where visits overlap (ux.md 8): first lane free at its start, then widened to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """``lane`` of ``lanes``, ``width`` in lanes. Hidden ones stand behind a "+n" in the third lane."""

    key: int
    lane: int
    lanes: int
    width: int = 1
    hidden: bool = False


MOST = 3


def place(spans: Sequence[tuple[int, int, int]], *, most: int = MOST) -> list[Placed]:
    """``spans``: (key, start, end) in minutes. Order: start, then longer first, then key. ``most``: lanes beside each other, on the screen or on paper."""
    ordered = sorted(spans, key=lambda s: (s[1], s[1] - s[2], s[0]))
    placed: list[Placed] = []
    group: list[tuple[int, int, int]] = []
    reach = -1
    for span in ordered:
        if group and span[1] >= reach:
            placed += _group(group, most)
            group = []
        group.append(span)
        reach = max(reach, span[2])
    return placed + _group(group, most)


def _group(group: Sequence[tuple[int, int, int]], most: int) -> list[Placed]:
    if len(group) == 1:
        return [Placed(group[0][0], 0, 1)]
    ends: list[int] = []
    lane_of: dict[int, int] = {}
    for key, start, end in group:
        lane = next((n for n, last in enumerate(ends) if last <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        lane_of[key] = lane
    lanes = min(len(ends), most)
    return [_one(one, group, lane_of, lanes, most) for one in group]


def _one(one: tuple[int, int, int], group: Sequence[tuple[int, int, int]], lane_of: dict[int, int], lanes: int, most: int) -> Placed:
    key, start, end = one
    lane = lane_of[key]
    if lane >= most:
        return Placed(key, most - 1, lanes, hidden=True)
    width = 1
    while lane + width < lanes and not any(lane_of[k] == lane + width and s < end and start < e for k, s, e in group):
        width += 1
    return Placed(key, lane, lanes, width)
