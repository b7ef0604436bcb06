"""What a benchmark hands back: a figure beside the limit or the peer that was measured in the same run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """``value`` against ``limit``, both in ``unit``; ``goal`` is the greatest ratio of the two that passes.

    With ``least`` the goal is the smallest ratio that passes. ``against`` says what the limit is ("bare window"). A goal that is
    a plain number (so many milliseconds) has that number as ``limit`` and 1 as ``goal``.
    """

    goal_id: str
    work: str
    value: float
    limit: float
    goal: float
    unit: str
    against: str
    least: bool = False

    @property
    def ratio(self) -> float:
        return self.value / self.limit

    @property
    def met(self) -> bool:
        return self.ratio >= self.goal if self.least else self.ratio <= self.goal

    def line(self) -> str:
        sign = ">=" if self.least else "<="
        verdict = "pass " if self.met else "SHORT"
        return (
            f"{self.goal_id:<4} {verdict}  {self.work:<44} {self.ratio:7.2f} x {self.against} (goal {sign} {self.goal:g} x)   "
            f"{self.value:.4g} {self.unit} against {self.limit:.4g} {self.unit}"
        )  # fmt: skip
