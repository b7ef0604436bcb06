"""How alike two folded names are, by Jaro-Winkler, with pairs of real names that only look alike set apart."""

from __future__ import annotations

from rapidfuzz.distance import JaroWinkler

_TWO_NAMES = frozenset(
    frozenset(pair) for pair in (("daniel", "danielle"), ("ella", "bella"), ("maria", "mario"), ("john", "joan"), ("eric", "erica"),
                                 ("paul", "paula"), ("michel", "michelle"), ("andrea", "andreas"), ("jon", "jan"))
)  # fmt: skip


def likeness(one: str, other: str) -> float:
    """0 to 1; 1 only for the same letters."""
    if not one or not other:
        return 0.0
    if frozenset((one, other)) in _TWO_NAMES:
        return 0.8
    if one[0] != other[0] and len(one) < 6:
        return min(0.84, JaroWinkler.similarity(one, other))
    return JaroWinkler.similarity(one, other)
