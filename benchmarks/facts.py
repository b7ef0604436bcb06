"""S13: facts from one inquiry, and that the work grows with the text's length and no faster.

The texts are the project's own labelled inquiries; the ratio is taken on texts made to be hard (those of the tests).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure
from frontdesk.intake.facts import LONGEST, read
from tests.intake.facts.scoring import labelled
from tests.intake.facts.test_any_text import ADVERSARIES

SETS = Path(__file__).resolve().parents[1] / "tests" / "intake" / "facts"


def _milliseconds(text: str, *, times: int = 3) -> float:
    """The least of some readings, in time of the processor: what the work takes whatever else the machine does."""
    took = []
    for _ in range(times):
        begun = time.process_time()
        read(text)
        took.append((time.process_time() - begun) * 1000)
    return min(took)


def measures() -> Iterator[Measure]:
    texts = [inquiry["text"] for path in sorted(SETS.glob("inquiries-*.jsonl")) for inquiry in labelled(path)]
    read(texts[0])  # the word lists are loaded once
    took = [_milliseconds(text) for text in texts]
    yield Measure("S13", f"facts of one inquiry, mean of {len(texts)}", statistics.mean(took), 5, 1, "ms", "5 ms")
    yield Measure("S13", f"the slowest of them ({max(map(len, texts))} characters)", max(took), 15, 1, "ms", "15 ms")
    few, many = (sum(_milliseconds(_repeated(piece, length)) for piece in ADVERSARIES.values()) for length in (LONGEST // 10, LONGEST))
    yield Measure("S13", "hard texts of 20,000 characters", many, few, 15, "ms", "a tenth of the length")


def _repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]
