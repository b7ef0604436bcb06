"""Picking up and putting down: what a press and a release on the grid mean. Pure; dragging across days comes with the calendar's own issue."""

from __future__ import annotations

from dataclasses import dataclass

STARTS_AT = 6
"""Pixels a press must move before it is a drag and not a click."""


@dataclass(frozen=True)
class Press:
    """Where a press began, in pixels of the grid."""

    x: float
    y: float

    def is_click(self, x: float, y: float) -> bool:
        return abs(x - self.x) < STARTS_AT and abs(y - self.y) < STARTS_AT
