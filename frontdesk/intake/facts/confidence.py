"""How far a rule is to be trusted: the share of what it found on labelled inquiries that was right, status and side included.

The figures are a data file, ``resources/words/precision.txt``, made by ``python -m scripts.fact_precision``; a rule that was seldom
met keeps more of the estimate that stands in its module.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.words import words_of

_ESTIMATE_COUNTS = 6
"""Labelled facts that a module's own estimate is worth."""


def measured(facts: list[Fact]) -> list[Fact]:
    """The same facts, each with the precision of its rule."""
    return [replace(f, confidence=_trust(f.rule, f.confidence)) for f in facts]


def _trust(rule: str, estimate: float) -> float:
    right, said = _precision().get(rule, (0, 0))
    return round((right + _ESTIMATE_COUNTS * estimate) / (said + _ESTIMATE_COUNTS), 2)


@cache
def _precision() -> dict[str, tuple[int, int]]:
    """By rule: how many of the facts it found were right, and how many it found. Lines "rule: right of found"."""
    figures = {}
    for line in words_of("precision.txt"):
        rule, _, figure = line.partition(": ")
        right, _, said = figure.partition(" of ")
        figures[rule] = (int(right), int(said))
    return figures
