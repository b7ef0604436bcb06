"""Under which keys a person is filed, so that the few people worth comparing are found among a million without looking at the rest.

Each key joins two things (two names, a name and part of a birth date, number and street ...), so that few share it. A pair of names
stands under one key whichever is said first. Slips of a birth date are tried when asking, not stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from frontdesk.domain.folding import sound
from frontdesk.domain.traits import Traits


def stored(traits: Traits) -> set[int]:
    """The keys a patient is filed under: about 25."""
    return {number(key) for key in _keys(traits)}


def asked(traits: Traits) -> set[int]:
    """The keys to look under for this person: the same ones, and those of birth dates that a slip would have made of hers."""
    slips = (f"D{day:%Y%m%d}" for day in slipped(traits.birth)) if traits.birth else ()
    return {number(key) for key in (*_keys(traits), *slips)}


def number(key: str) -> int:
    """A signed 64-bit number that stands for the key, the same on every computer."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _keys(traits: Traits) -> Iterator[str]:
    givens, families = (traits.given, *traits.also), (traits.family, *traits.formers)
    for given in givens:
        for family in families:
            yield from _name_pair(given.replace(" ", ""), family.replace(" ", ""))
    heard = {sound(word.split(" ")[0]) for word in (*givens, *families) if word}
    yield from _birth(traits, heard)
    yield from _place(traits, heard)
    for phone in traits.phones:
        yield f"P{phone[-7:]}"
        yield from (f"p{part}{name}" for part in {phone[-4:], phone[-7:-4]} for name in heard)
    for mail in traits.emails:
        yield f"E{mail}"
        yield f"e{mail.split('@')[0]}"


def _name_pair(given: str, family: str) -> Iterator[str]:
    if given and family:
        for kind, change in (("M", sound), ("F", lambda w: w[:3]), ("L", lambda w: w[-3:])):
            yield f"{kind}{'|'.join(sorted((change(given), change(family))))}"
    elif given or family:
        yield f"N{given or family}"


def _birth(traits: Traits, heard: set[str]) -> Iterator[str]:
    if traits.birth is None:
        return
    day = traits.birth
    yield f"D{day:%Y%m%d}"
    yield from (f"d{part}{name}" for part in (f"{day:%Y%m}--", f"{day:%Y}--{day:%d}", f"{day:--%m%d}") for name in heard)


def _place(traits: Traits, heard: set[str]) -> Iterator[str]:
    street = traits.street.replace(" ", "")[:5]
    if traits.number and street:
        yield f"S{traits.number}|{street}"
    for kind, part in (("s", street), ("z", traits.postcode), ("c", traits.city.replace(" ", "")[:5]), ("x", traits.extra.replace(" ", "")[:6])):
        if part:
            yield from (f"{kind}{part}|{name}" for name in heard)
    yield from place(traits).values()


def place(traits: Traits) -> dict[str, str]:
    """Keys that tell how many live in the same place: they weigh, and find nobody."""
    return {kind: f"{kind}={value}" for kind, value in (("city", traits.city), ("postcode", traits.postcode)) if value}


def slipped(day: date) -> set[date]:
    """Day and month turned round, two neighbouring digits turned round."""
    text = f"{day:%Y%m%d}"
    tried = {text[:4] + text[6:] + text[4:6]} | {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(2, 7)}
    found = set()
    for one in tried - {text}:
        try:
            found.add(date(int(one[:4]), int(one[4:6]), int(one[6:])))
        except ValueError:
            continue
    return found
