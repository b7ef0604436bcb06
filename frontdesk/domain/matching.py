"""Is this person already our patient? Ranked candidates with reasons; nothing is ever merged by itself.

A score alone never says "the same": twins, spouses, junior and senior would all pass. "Same" needs evidence from the given name
and the birth date that is independent of what a household shares, and no hard conflict on either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from frontdesk.domain.patient import Patient, split_name

Likeness = Callable[[str, str], float]
"""Of two folded names, 0 to 1; handed in, since the measure comes from a library."""

Fold = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who wrote or called."""

    name: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    street: str = ""
    age: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A patient who may be this person. ``score`` in bits of evidence; ``reasons`` and ``against`` in the desk's words."""

    patient: Patient
    score: float
    reasons: tuple[str, ...]
    verdict: Literal["same", "possible"]
    against: tuple[str, ...] = ()


_ALIKE = 0.86
_SAME_NAME = 0.97


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())[-9:]


def rank(known: Known, patients: Iterable[Patient], *, likeness: Likeness, fold: Fold, today: date, limit: int = 5) -> tuple[Candidate, ...]:
    """Everybody with at least 6 bits of evidence, best first."""
    found = [_compare(known, patient, likeness, fold, today) for patient in patients]
    worth = [c for c in found if c is not None and c.score >= 6]
    return tuple(sorted(worth, key=lambda c: (c.verdict != "same", -c.score, c.patient.id))[:limit])


def _compare(known: Known, patient: Patient, likeness: Likeness, fold: Fold, today: date) -> Candidate | None:
    reasons: list[str] = []
    against: list[str] = []
    given, family = _names(known.name, patient, likeness, fold)
    score = _name_bits(given, family, patient, reasons, against, known)
    own = score if given >= _SAME_NAME else 0.0
    birth = _birth_bits(known, patient, reasons, against, today)
    score += birth + _contact_bits(known, patient, fold, reasons)
    if score <= 0:
        return None
    conflict = bool(known.name and given < _ALIKE) or (known.birth_date is not None and birth < 0)
    sure = not conflict and own >= 4 and birth >= 8 and family >= _ALIKE
    return Candidate(patient, round(score, 1), tuple(reasons), "same" if sure else "possible", tuple(against))


def _names(name: str, patient: Patient, likeness: Likeness, fold: Fold) -> tuple[float, float]:
    """Likeness of given and of family name, the names taken either way round."""
    if not name.strip():
        return 0.0, 0.0
    given, family = (fold(part) for part in split_name(name))
    theirs = [fold(g) for g in (patient.given_name, patient.preferred_name) if g]
    last = fold(patient.family_name)
    straight = (max((likeness(given, g) for g in theirs), default=0.0), likeness(family, last) if family else 0.0)
    turned = (max((likeness(family, g) for g in theirs), default=0.0) if family else 0.0, likeness(given, last))
    return max(straight, turned, key=sum)


def _name_bits(given: float, family: float, patient: Patient, reasons: list[str], against: list[str], known: Known) -> float:
    if not known.name.strip():
        return 0.0
    if given >= _SAME_NAME and family >= _SAME_NAME:
        reasons.append("same name")
        return 9.0
    if given >= _ALIKE and family >= _ALIKE:
        reasons.append(f"name alike: {patient.name}")
        return 6.0
    if family >= _SAME_NAME:
        reasons.append("same family name")
        against.append("other given name")
        return 1.0
    if given >= _SAME_NAME:
        reasons.append("same given name")
        return 1.0
    against.append("other name")
    return -4.0


def _birth_bits(known: Known, patient: Patient, reasons: list[str], against: list[str], today: date) -> float:
    theirs = patient.birth_date
    if theirs is None:
        return 0.0
    if known.birth_date is not None:
        if known.birth_date == theirs:
            reasons.append("same birthday")
            return 8.0
        if _slipped(known.birth_date, theirs):
            reasons.append("birthday alike")
            return 4.0
        against.append("other birthday")
        return -6.0
    if known.age is not None:
        years = today.year - theirs.year - ((today.month, today.day) < (theirs.month, theirs.day))
        if abs(years - known.age) <= 1:
            reasons.append("age fits")
            return 2.0
        if abs(years - known.age) > 3:
            against.append("age does not fit")
            return -4.0
    return 0.0


def _slipped(one: date, other: date) -> bool:
    """Day and month swapped, or one digit wrong."""
    if one.day <= 12 and (one.year, one.day, one.month) == (other.year, other.month, other.day):
        return True
    return sum(a != b for a, b in zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True)) == 1


def _contact_bits(known: Known, patient: Patient, fold: Fold, reasons: list[str]) -> float:
    """What a household may share: it makes a candidate, never a certainty."""
    bits = 0.0
    if known.email and known.email.strip().casefold() == patient.email.strip().casefold():
        reasons.append("same e-mail")
        bits += 7
    if len(_digits(known.phone)) >= 7 and _digits(known.phone) == _digits(patient.phone):
        reasons.append("same phone")
        bits += 6
    if known.street and fold(known.street) == fold(patient.address.street):
        reasons.append("same street")
        bits += 3
    return bits
