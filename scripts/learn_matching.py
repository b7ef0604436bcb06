"""How the weights of matching were learned: ``python -m scripts.learn_matching PEOPLE.csv LINKS.csv [PEOPLE.csv LINKS.csv ...]``.

Prints resources/names/weights.json. PEOPLE has a header (id, given_name, surname, street_number, address_1, address_2, suburb,
postcode, state, date_of_birth), LINKS the pairs of ids (a, b) that are one person. For each level of each field the weight is
log2(share among linked pairs / share among random pairs), each share softened by half a pair, held between -7 and 14 bits. For
"same" on a name only the share among linked pairs is kept: how rare the name is counts at the time of asking. Fields the files do
not have (phone, e-mail, age, generation, short forms) carry weights set by hand, below.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from frontdesk.domain.evidence import Crowd, Lore, weigh
from frontdesk.domain.traits import Traits
from frontdesk.services.likeness import MEASURE, lore
from scripts.match_people import read_people

BY_HAND = {
    "phone": {"same": 11.0, "near": 5.0, "other": -1.5}, "email": {"same": 12.0, "near": 5.0, "other": -0.7},
    "age": {"same": 4.0, "near": 1.0, "other": -5.0}, "suffix": {"other": -6.0, "one": -1.0}, "order": {"turned": -4.0},
}  # fmt: skip
LEVELS = {
    "given": ("same", "part", "short", "near", "two", "alike", "initial", "other"), "family": ("same", "near", "alike", "other"),
    "birth": ("same", "turned", "slip", "decade", "parts", "other"), **dict.fromkeys(("number", "postcode", "region"), ("same", "near", "other")),
    **dict.fromkeys(("street", "extra", "city"), ("same", "near", "alike", "other")),
}  # fmt: skip
SPARSE = {("given", "part"): -1.0, ("given", "short"): 4.0, ("given", "initial"): 2.0, ("given", "two"): -1.0, ("birth", "decade"): 2.0}
"""Levels too rare in such files to be learned."""


def learn(files: list[tuple[Path, Path]]) -> dict[str, dict[str, float]]:
    """Bits by field and level."""
    neutral = Lore({k: dict.fromkeys(v, 0.0) for k, v in (LEVELS | {n: tuple(w) for n, w in BY_HAND.items()}).items()}, lore().given, lore().short, lore().usual)
    neutral.weights["given"]["same"] = neutral.weights["family"]["same"] = 1.0  # type: ignore[index]  # so that the better order of names is taken
    true, false = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    chance = random.Random(1)
    for people_file, links_file in files:
        people = read_people(people_file)
        names = Counter(w for t in people.values() for w in {*t.given.split(), *t.family.split()})
        crowd = Crowd(len(people), names)
        pairs = [line.split(",") for line in links_file.read_text(encoding="utf-8").split()[1:]]
        keys, linked = list(people), {frozenset(pair) for pair in pairs}
        for a, b in pairs:
            true.update(_levels(people[a], people[b], neutral, crowd).items())
        for a, b in (chance.sample(keys, 2) for _ in range(50 * len(people))):
            if frozenset((a, b)) not in linked:
                false.update(_levels(people[a], people[b], neutral, crowd).items())
    return {kind: {level: _weight(kind, level, true, false) for level in levels} for kind, levels in LEVELS.items()} | BY_HAND


def _levels(one: Traits, other: Traits, neutral: Lore, crowd: Crowd) -> dict[str, str]:
    return weigh(one, other, measure=MEASURE, lore=neutral, crowd=crowd, today=date(2026, 1, 1)).levels


def _weight(kind: str, level: str, true: Counter[tuple[str, str]], false: Counter[tuple[str, str]]) -> float:
    if (kind, level) in SPARSE:
        return SPARSE[kind, level]
    m, u = ((c[kind, level] + 0.5) / (sum(n for (k, _), n in c.items() if k == kind) + 1) for c in (true, false))
    bits = math.log2(m) if level == "same" and kind in ("given", "family") else math.log2(m / u)
    return round(max(-7.0, min(14.0, bits)), 2)


def main(words: list[str]) -> int:
    files = [(Path(a), Path(b)) for a, b in zip(words[::2], words[1::2], strict=True)]
    if not files:
        print(__doc__)
        return 2
    print(json.dumps({"made_by": "scripts/learn_matching.py", "bits": learn(files)}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
