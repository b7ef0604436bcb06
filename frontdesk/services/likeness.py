"""What matching is handed from outside: how alike two words are, and what is known of names and weights."""

from __future__ import annotations

import json
from functools import cache

from rapidfuzz.distance import OSA, JaroWinkler

from frontdesk.domain.evidence import Lore, Measure
from frontdesk.domain.folding import fold
from frontdesk.settings import resource

MEASURE = Measure(JaroWinkler.similarity, OSA.distance)


@cache
def lore() -> Lore:
    """Read once from resources/names."""
    short = (line.split(": ") for line in _lines("nicknames.txt"))
    return Lore(
        weights=json.loads(resource("names", "weights.json").read_text(encoding="utf-8"))["bits"],
        given=frozenset(fold(name) for line in _lines("given.txt") for name in line.split()),
        short={fold(long): frozenset(fold(one) for one in forms.split()) for long, forms in short},
        usual=frozenset(frozenset(fold(one) for one in line.split("/")) for line in _lines("usual.txt")),
    )


def _lines(name: str) -> list[str]:
    return [line for line in resource("names", name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
