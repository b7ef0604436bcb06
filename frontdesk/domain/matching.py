"""Is this person already our patient? Ranked candidates with reasons; nothing is ever merged by itself.

A score alone never says "the same": twins, spouses, junior and senior would all pass. "Same" needs evidence from the given name
and the birth date that is independent of what a household shares, and no hard conflict on either.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from frontdesk.domain.evidence import Crowd, Evidence, Levels, Lore, Measure, weigh
from frontdesk.domain.patient import Patient
from frontdesk.domain.traits import Known, Traits

__all__ = ["Candidate", "Crowd", "Known", "Lore", "Measure", "Verdict", "judge", "rank", "reasons"]

Verdict = Literal["same", "possible", "different"]
OWN = 8.0
"""Bits that given name and birth date must give by themselves before "same" is said."""
_SURE = 6.0
"""Bits by which "same" must exceed what is needed to single one person out among so many."""
_WORTH = 9.0
"""Bits from which a person is worth looking at."""
_SAME_GIVEN = frozenset({"same", "part", "short", "near"})
_SAME_BIRTH = frozenset({"same", "turned", "slip"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A patient who may be this person. ``score`` in bits of evidence; ``reasons`` and ``against`` in the desk's words.

    ``doubtful``: rather a relative, a neighbour or a namesake; not worth a banner where nobody asked.
    """

    patient: Patient
    score: float
    reasons: tuple[str, ...]
    verdict: Verdict
    against: tuple[str, ...] = ()
    doubtful: bool = False


def doubtful(levels: Levels) -> bool:
    """Two of given name, family name and birthday speak against it: rather a relative, a neighbour, or a namesake."""
    given, family, birth = levels.get("given") in ("other", "two"), levels.get("family") == "other", levels.get("birth") in ("other", "decade")
    return given + family + birth >= 2


def judge(evidence: Evidence, crowd: Crowd) -> Verdict:
    """Never "same" without birth dates and given names that agree on their own, whatever else a household has in common."""
    levels = evidence.levels
    conflict = levels.get("given") not in _SAME_GIVEN or levels.get("birth") not in _SAME_BIRTH or "suffix" in levels
    slips = levels.get("birth") != "same" and levels.get("given") != "same"
    if not conflict and not slips and evidence.own >= OWN and evidence.bits >= math.log2(crowd.people + 1) + _SURE:
        return "same"
    return "possible" if evidence.bits >= _WORTH else "different"


def rank(
    asked: Traits, others: Iterable[tuple[int, Traits]], *, measure: Measure, lore: Lore, crowd: Crowd, today: date, limit: int = 5
) -> tuple[tuple[int, Evidence, Verdict], ...]:
    """(id, evidence, verdict) of everybody worth looking at, best first."""
    found = [(key, weigh(asked, other, measure=measure, lore=lore, crowd=crowd, today=today)) for key, other in others]
    judged = [(key, evidence, judge(evidence, crowd)) for key, evidence in found]
    worth = sorted((one for one in judged if one[2] != "different"), key=lambda one: (-one[1].bits, one[0]))
    nearest = list[tuple[int, Evidence, Verdict]]()
    for one in worth[: 3 * limit]:
        after = next((n for n, other in enumerate(nearest) if _nearer(one[1].levels, other[1].levels)), len(nearest))
        nearest.insert(after, one)
    return tuple(nearest[:limit])


_NAME_ORDER = {"same": 0, "part": 1, "short": 1, "near": 2, "two": 3, "alike": 3, "initial": 4, "other": 5}


def _nearer(one: Levels, other: Levels) -> bool:
    """All else alike, the name is nearer. Bits do not see it: a common name that is the same weighs less than a rare one that is only near."""
    if {k: v for k, v in one.items() if k not in ("given", "family")} != {k: v for k, v in other.items() if k not in ("given", "family")}:
        return False
    pairs = [(_NAME_ORDER[one[k]], _NAME_ORDER[other[k]]) for k in ("given", "family") if k in one and k in other]
    return all(mine <= theirs for mine, theirs in pairs) and any(mine < theirs for mine, theirs in pairs)


_FOR = {
    ("given", "part"): "one given name the same", ("given", "short"): "short form of the name", ("given", "near"): "given name alike",
    ("given", "alike"): "given name sounds alike", ("given", "initial"): "same initial", ("family", "near"): "family name alike",
    ("family", "alike"): "family name sounds alike", ("order", "turned"): "names turned round", ("birth", "same"): "same birthday",
    ("birth", "turned"): "birthday with day and month turned round", ("birth", "slip"): "birthday one digit off", ("birth", "parts"): "birthday alike",
    ("age", "same"): "age fits", ("phone", "same"): "same phone", ("phone", "near"): "phone alike", ("email", "same"): "same e-mail",
    ("email", "near"): "e-mail alike",
}  # fmt: skip
_AGAINST = {
    ("given", "other"): "other given name", ("given", "two"): "two different given names", ("family", "other"): "other family name",
    ("birth", "other"): "other birthday", ("birth", "decade"): "birthday years apart", ("age", "other"): "age does not fit",
    ("suffix", "other"): "junior and senior", ("suffix", "one"): "junior or senior on one side only",
}  # fmt: skip


def reasons(levels: Levels) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for it and what against, in the desk's words, the weightiest first."""
    both = levels.get("given") == levels.get("family") == "same"
    told = ["same name"] if both else [f"same {k} name" for k in ("given", "family") if levels.get(k) == "same"]
    told += [_FOR[pair] for pair in levels.items() if pair in _FOR]
    told += _address(levels)
    return tuple(told), tuple(_AGAINST[pair] for pair in levels.items() if pair in _AGAINST)


def _address(levels: Levels) -> list[str]:
    street, number = levels.get("street"), levels.get("number")
    if street == "same" and number == "same":
        return ["same address"]
    if street in ("same", "near"):
        return ["address alike" if number in ("same", "near") else "same street"]
    return ["same place"] if "same" in (levels.get("city"), levels.get("postcode")) else []
