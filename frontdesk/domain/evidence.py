"""What two persons have in common and what speaks against it, field by field: a level each, and its weight in bits.

The weights are learned from labelled pairs and kept as data (resources/names/weights.json). A name that is rare here weighs more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from frontdesk.domain.folding import sound
from frontdesk.domain.match_keys import slipped
from frontdesk.domain.traits import Traits
from frontdesk.domain.when import years_old


class Measure(NamedTuple):
    """How alike two words are (0 to 1), and how many letters were mistyped between them; handed in, since they come from a library."""

    alike: Callable[[str, str], float]
    edits: Callable[[str, str], int]


@dataclass(frozen=True, slots=True)
class Lore:
    """What is known of names and weights before looking at anybody. ``short``: long form -> its short forms; ``usual``: pairs of
    a short form with its long one that are one person's though both are names of their own.
    """

    weights: Mapping[str, Mapping[str, float]]
    given: frozenset[str]
    short: Mapping[str, frozenset[str]]
    usual: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Crowd:
    """Among whom is looked: how many patients, and how many of them bear a name or live in a place."""

    people: int
    names: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    def rarity(self, many: int, most: float) -> float:
        """Bits that agreeing on something so common is worth. A small clinic's counts say little, so they are softened."""
        return min(most, -math.log2((many + 1.5) / (self.people + 600)))


Levels = dict[str, str]
_PLACE = ("number", "street", "extra", "city", "postcode", "region")
_MOST_PLACE = 21.0
"""Bits of one address at most: its parts are not independent, and a household shares all of them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``levels`` by field, only where both sides say something; ``bits`` their sum; ``own`` those of given name and birth date alone."""

    levels: Levels
    bits: float
    own: float


def weigh(one: Traits, other: Traits, *, measure: Measure, lore: Lore, crowd: Crowd, today: date) -> Evidence:
    """Both orders of the names are tried; the better one counts."""
    straight = _names(one, other, measure, lore, crowd)
    best, value = straight, _sum_names(straight, one, lore, crowd)
    if one.given and one.family and (straight["given"] not in ("same", "") or straight["family"] not in ("same", "")):
        turned = _names(_turned(one), other, measure, lore, crowd) | {"order": "turned"}
        bits = _sum_names(turned, _turned(one), lore, crowd)
        if sum(bits.values()) > sum(value.values()):
            best, value = turned, bits
    levels = {k: v for k, v in {**best, **_others(one, other, measure, today)}.items() if v}
    bits_of = value | {k: _bits(k, v, one, lore, crowd) for k, v in levels.items() if k not in value and k != "suffix"}
    total = sum(v for k, v in bits_of.items() if k not in _PLACE) + min(_MOST_PLACE, sum(v for k, v in bits_of.items() if k in _PLACE))
    return Evidence(levels, total, bits_of.get("given", 0.0) + bits_of.get("birth", 0.0))


def _turned(traits: Traits) -> Traits:
    return Traits(traits.family, traits.given, suffix=traits.suffix)


def _names(one: Traits, other: Traits, measure: Measure, lore: Lore, crowd: Crowd) -> Levels:
    return {"given": _given(one, other, measure, lore, crowd), "family": _family(one, other, measure)}


def _sum_names(levels: Levels, one: Traits, lore: Lore, crowd: Crowd) -> dict[str, float]:
    return {k: _bits(k, v, one, lore, crowd) for k, v in levels.items() if v}


def _bits(kind: str, level: str, one: Traits, lore: Lore, crowd: Crowd) -> float:
    weight = lore.weights[kind][level]
    if level == "same" and kind in ("given", "family"):
        word = one.given if kind == "given" else one.family
        return weight + crowd.rarity(min((crowd.names.get(w, 0) for w in word.split()), default=0), 12.0)
    if level == "same" and kind in ("city", "postcode"):
        return min(weight, crowd.rarity(crowd.places.get(kind, 0), weight))
    return weight


_GIVEN_ORDER = ("same", "part", "short", "near", "two", "alike", "initial", "other")


def _given(one: Traits, other: Traits, measure: Measure, lore: Lore, crowd: Crowd) -> str:
    found = [
        _given_pair(mine, theirs, measure, lore, crowd) for mine in (one.given, *one.also) for theirs in (other.given, *other.also) if mine and theirs
    ]
    return min(found, key=_GIVEN_ORDER.index, default="")


def _given_pair(one: str, other: str, measure: Measure, lore: Lore, crowd: Crowd) -> str:
    if one.replace(" ", "") == other.replace(" ", ""):
        return "same"
    mine, theirs = one.split(), other.split()
    if mine[0] == theirs[0] and len(mine[0]) > 1:
        return "alike" if len(mine) > 1 and len(theirs) > 1 and mine[1][0] != theirs[1][0] else "part"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else "other"
    if (len(mine) > 1) is not (len(theirs) > 1) and set(mine) & set(theirs):
        return "alike"
    return _given_word(one.replace(" ", ""), other.replace(" ", ""), measure, lore, crowd)


def _given_word(one: str, other: str, measure: Measure, lore: Lore, crowd: Crowd) -> str:
    """A short form is the same name only where it is not itself a name of its own: Bob is Robert, Bella may be Isabella's sister."""
    real = _real(one, lore, crowd) and _real(other, lore, crowd)
    if other in lore.short.get(one, ()) or one in lore.short.get(other, ()):
        return "two" if one in lore.given and other in lore.given and frozenset((one, other)) not in lore.usual else "short"
    near = measure.edits(one, other) <= (1 if min(len(one), len(other)) < 8 else 2) and min(len(one), len(other)) > 2
    if near or measure.alike(one, other) >= 0.93:
        return "two" if real else "near" if near else "alike"
    if measure.alike(one, other) >= 0.86 or (sound(one) == sound(other) and one[0] == other[0]):
        return "two" if real else "alike"
    return "other"


def _real(name: str, lore: Lore, crowd: Crowd) -> bool:
    """A name of its own: on the list, or borne by several patients."""
    return name in lore.given or crowd.names.get(name, 0) >= 4


def _family(one: Traits, other: Traits, measure: Measure) -> str:
    order = ("same", "near", "alike", "other")
    found = [
        _family_word(mine, theirs, measure)
        for mine in (one.family, *one.formers) for theirs in (other.family, *other.formers) if mine and theirs
    ]  # fmt: skip
    return min(found, key=order.index, default="")


def _family_word(one: str, other: str, measure: Measure) -> str:
    mine, theirs = one.replace(" ", ""), other.replace(" ", "")
    if mine == theirs:
        return "same"
    if {w for w in one.split() if len(w) > 2} & {w for w in other.split() if len(w) > 2}:
        return "near"
    least = min(len(mine), len(theirs))
    if least > 2 and measure.edits(mine, theirs) <= (1 if least < 8 else 2):
        return "near"
    return "alike" if measure.alike(mine, theirs) >= 0.86 or (sound(mine) == sound(theirs) and least > 2) else "other"


def _others(one: Traits, other: Traits, measure: Measure, today: date) -> Levels:
    return {
        "suffix": "" if one.suffix == other.suffix else "other" if one.suffix and other.suffix else "one",
        "birth": _birth(one.birth, other.birth), "age": _age(one, other, today), "phone": _phone(one.phones, other.phones, measure),
        "email": _mail(one.emails, other.emails, measure), "number": _code(one.number, other.number, measure),
        "street": _word(one.street, other.street, measure), "extra": _word(one.extra, other.extra, measure), "city": _word(one.city, other.city, measure),
        "postcode": _code(one.postcode, other.postcode, measure), "region": _code(one.region, other.region, measure),
    }  # fmt: skip


def _birth(one: date | None, other: date | None) -> str:
    """``slip`` is one wrong digit or two turned round, but never a generation: the tens of the year are not a slip."""
    if one is None or other is None:
        return ""
    if one == other:
        return "same"
    if (one.year, one.day, one.month) == (other.year, other.month, other.day):
        return "turned"
    wrong = [n for n, (a, b) in enumerate(zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True)) if a != b]
    if other in slipped(one) and abs(one.year - other.year) < 10:
        return "slip"
    if len(wrong) == 1:
        return "decade" if wrong[0] < 3 else "slip"
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) >= 10:
        return "decade"
    same = (one.year == other.year) + (one.month == other.month) + (one.day == other.day)
    return "parts" if same == 2 else "other"


def _age(one: Traits, other: Traits, today: date) -> str:
    told, born = (one.age, other.birth) if one.age is not None else (other.age, one.birth)
    if told is None or born is None or (one.birth and other.birth):
        return ""
    apart = abs(years_old(born, today) - told)
    return "same" if apart <= 1 else "near" if apart <= 3 else "other"


def _phone(one: tuple[str, ...], other: tuple[str, ...], measure: Measure) -> str:
    """Compared on all the digits both say, so that another area code is another number; one wrong, two turned round, or the last seven alone are alike."""
    if not one or not other:
        return ""
    pairs = [(a, b, min(len(a), len(b))) for a in one for b in other]
    if any(a[-least:] == b[-least:] and least >= 7 for a, b, least in pairs):
        return "same"
    near = any(a[-min(least, 7) :] == b[-min(least, 7) :] or measure.edits(a, b) <= 1 for a, b, least in pairs)
    return "near" if near else "other"


def _mail(one: tuple[str, ...], other: tuple[str, ...], measure: Measure) -> str:
    if not one or not other:
        return ""
    if set(one) & set(other):
        return "same"
    near = any(a.split("@")[0] == b.split("@")[0] or measure.edits(a, b) <= 1 for a in one for b in other)
    return "near" if near else "other"


def _code(one: str, other: str, measure: Measure) -> str:
    if not one or not other:
        return ""
    return "same" if one == other else "near" if measure.edits(one, other) <= 1 and max(len(one), len(other)) > 1 else "other"


def _word(one: str, other: str, measure: Measure) -> str:
    if not one or not other:
        return ""
    mine, theirs = one.replace(" ", ""), other.replace(" ", "")
    if mine == theirs:
        return "same"
    alike = measure.alike(mine, theirs)
    return "near" if alike >= 0.93 or measure.edits(mine, theirs) <= 1 else "alike" if alike >= 0.85 else "other"
