"""A crowd of invented patients, as large as wanted and the same each time: names by frequency, households, accents, phones, addresses."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)


def _words(text: str) -> list[str]:
    return text.split()


_STARTS = _words(
    "Al An Bar Ber Bran Car Cor Dal Dor Ed El Fal Fer Gar Gold Ham Har Hol In Jan Jo Kal Kir Lan Lind Mal Mar Mül Nor Ol Pal Per Quin Ran Ros"
    " Sal Schu Sö Tan Thor Ul Van Vol Wal Wei Win Zim Zü"
)
_MIDDLES = _words("a ber den der di el en er ga hel in ka la lo ma men mo na ne ni ra ren ri ro sa se ta ten ti to va ve")
_ENDS = _words("berg by dahl er ez feld gard ham hof idis ini ke ley mann mer ner o ova owski quist rich s sen son stein ston tis ton wald wood")
_STREETS = _words(
    "Lamar Juniper Cedar Pecan Oak Elm Maple Willow Bluebonnet Congress Guadalupe Rio Grande Barton Travis Sabine Neches Trinity Brazos Nueces"
    " Colorado"
)
_KINDS = ("Street", "Avenue", "Lane", "Drive", "Road", "Court")


class Crowd:
    """``people(n)`` in batches; a third of them live in households that share name, phone and address."""

    def __init__(self, seed: int = 4) -> None:
        self.chance = random.Random(seed)
        given = [w for line in _lines("given.txt") for w in line.split()]
        self.chance.shuffle(given)
        self.given = [w.capitalize() for w in given]
        family = sorted({a + b + c for a in _STARTS for b in _MIDDLES for c in _ENDS} | {a + c for a in _STARTS for c in _ENDS})
        self.chance.shuffle(family)
        self.family = family
        self._given_weights = list(accumulate(1 / (n + 8) for n in range(len(self.given))))
        self._family_weights = list(accumulate(1 / (n + 30) for n in range(len(self.family))))

    def people(self, many: int, size: int = 20_000) -> Iterator[list[Patient]]:
        batch: list[Patient] = []
        made = 0
        while made < many:
            one = self.person(made)
            batch.append(one)
            made += 1
            for _ in range(self.chance.choice((0, 0, 0, 0, 1, 2)) if made < many else 0):
                batch.append(self.relative(one, made))
                made += 1
            if len(batch) >= size or made >= many:
                yield batch[: size + 2]
                batch = []

    def person(self, number: int) -> Patient:
        chance = self.chance
        given = chance.choices(self.given, cum_weights=self._given_weights)[0]
        family = chance.choices(self.family, cum_weights=self._family_weights)[0]
        street = f"{chance.randrange(1, 3000)} {chance.choice(_STREETS)} {chance.choice(_KINDS)}"
        address = PostalAddress(street, "", chance.choice(("Austin", "Round Rock", "Buda", "Kyle", "Manor")), "TX", f"78{chance.randrange(600, 760)}")
        return Patient(
            0, given, family, f"C-{number}", birth_date=self.born(), phone=f"(512) {chance.randrange(200, 999)}-{chance.randrange(10_000):04d}",
            email=f"{given[0]}.{family}{number % 97}@example.org".lower(), address=address, created_at=NOW,
        )  # fmt: skip

    def relative(self, one: Patient, number: int) -> Patient:
        return replace(one, given_name=self.chance.choices(self.given, cum_weights=self._given_weights)[0], chart=f"C-{number}", birth_date=self.born(),
                       email=f"{number}@example.net")  # fmt: skip

    def born(self) -> date:
        return date(1935, 1, 1) + timedelta(days=self.chance.randrange(31_000))

    def typo(self, word: str, *, after: int = 1) -> str:
        """One letter wrong, missing, doubled or turned round, after the first."""
        if len(word) < 4:
            return word + word[-1]
        at = self.chance.randrange(after, len(word) - 1)
        kind = self.chance.randrange(4)
        if kind == 0:
            return word[:at] + self.chance.choice(string.ascii_lowercase.replace(word[at].lower(), "")) + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at + 1 :]
        if kind == 2:
            return word[:at] + word[at] + word[at:]
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def digit(self, number: str) -> str:
        """One digit wrong."""
        places = [n for n, c in enumerate(number) if c.isdigit()]
        at = self.chance.choice(places[3:])
        return number[:at] + str((int(number[at]) + self.chance.randrange(1, 9)) % 10) + number[at + 1 :]


def _lines(name: str) -> list[str]:
    path = Path(__file__).resolve().parents[1] / "resources" / "names" / name
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


_HEARD = (("ph", "f"), ("f", "ph"), ("ck", "k"), ("k", "ck"), ("th", "t"), ("ei", "ai"), ("ai", "ei"), ("v", "w"), ("w", "v"), ("z", "s"), ("s", "z"), ("d", "dt"),
          ("nn", "n"), ("n", "nn"), ("mm", "m"), ("ll", "l"), ("l", "ll"), ("i", "y"), ("e", "a"), ("o", "u"))  # fmt: skip


def heard(word: str, chance: random.Random) -> str:
    """The word as somebody might write it who has only heard it: two changes of spelling."""
    for _ in range(2):
        fit = [(a, b) for a, b in _HEARD if a in word[1:]]
        if fit:
            a, b = chance.choice(fit)
            at = word.index(a, 1)
            word = word[:at] + b + word[at + len(a) :]
    return word
