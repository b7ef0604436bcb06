"""S8: a thousand rules of repetition, ten years old, expanded over one week, against ``rrule.between`` of dateutil.

Both give the same occurrences (checked on each run). That the age of a rule costs nothing is measured too: the same rules with fifty years
behind them.
"""

from __future__ import annotations

import statistics
import time as clock
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from dateutil.rrule import rrule, rrulestr

from benchmarks.measure import Measure
from frontdesk.domain.recurrence import Rule, expand, read_rule

RULES, ROUNDS = 1000, 5
MONDAY = datetime(2026, 11, 23)
WEEK = (MONDAY, MONDAY + timedelta(days=7))
DAYS = ("MO", "TU", "WE", "TH", "FR")


def texts() -> list[str]:
    """Six in ten weekly, two daily, two monthly by the nth weekday; as a clinic's meetings are."""
    found = []
    for n in range(RULES):
        day = DAYS[n % 5]
        found.append(
            f"FREQ=WEEKLY;INTERVAL={1 + n % 3};BYDAY={day},{DAYS[(n + 2) % 5]}" if n % 10 < 6 else
            f"FREQ=DAILY;INTERVAL={1 + n % 4}" if n % 10 < 8 else f"FREQ=MONTHLY;BYDAY={1 + n % 4}{day}"
        )  # fmt: skip
    return found


def aged(years: int) -> list[datetime]:
    """When each of them began."""
    return [datetime(MONDAY.year - years, 1 + n % 12, 1 + n % 28, 8 + n % 9, 15 * (n % 4)) for n in range(RULES)]


def _ours(rules: list[Rule], starts: list[datetime]) -> list[tuple[datetime, ...]]:
    return [expand(rule, start, first=WEEK[0], last=WEEK[1]) for rule, start in zip(rules, starts, strict=True)]


def _theirs(rules: list[rrule]) -> list[tuple[datetime, ...]]:
    return [tuple(rule.between(WEEK[0], WEEK[1] - timedelta(seconds=1), inc=True)) for rule in rules]


def _milliseconds(work: Callable[[], object]) -> float:
    begun = clock.perf_counter()
    work()
    return (clock.perf_counter() - begun) * 1000


def measures() -> Iterator[Measure]:
    rules = [read_rule(text) for text in texts()]
    ten, fifty = aged(10), aged(50)
    peers = [rrulestr(text, dtstart=start) for text, start in zip(texts(), ten, strict=True)]
    ours, theirs = _ours(rules, ten), _theirs(peers)
    if ours != theirs:
        raise AssertionError(f"the two ways differ for {sum(a != b for a, b in zip(ours, theirs, strict=True))} of {RULES} rules")
    many = sum(map(len, ours))
    mine, old, peer = [], [], []
    for _ in range(ROUNDS):
        peer.append(_milliseconds(lambda: _theirs(peers)))
        mine.append(_milliseconds(lambda: _ours(rules, ten)))
        old.append(_milliseconds(lambda: _ours(rules, fifty)))
    yield Measure("S8", f"{many:,} dates of {RULES:,} rules of ten years, a week", statistics.median(mine), statistics.median(peer), 0.05, "ms", "rrule.between")
    yield Measure("S8", "the same rules with fifty years behind them", statistics.median(old), statistics.median(mine), 1.3, "ms", "ten years")
