"""What persons are told apart by: a patient or a caller, folded once for comparing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from frontdesk.domain.folding import digits, fold
from frontdesk.domain.patient import Patient, split_name
from frontdesk.domain.person import PostalAddress

_SUFFIXES = {"jr": "jr", "jnr": "jr", "junior": "jr", "sr": "sr", "snr": "sr", "senior": "sr", "ii": "jr", "iii": "iii", "iv": "iv"}
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "mlle"}
_STREET_WORDS = frozenset(fold(word) for word in re.findall(r"\w+", """
    street st road rd avenue ave av lane ln drive dr place pl circuit cct crescent cres court ct close cl way terrace parade boulevard blvd square highway hwy
    strasse str weg platz allee gasse ring rue chemin via viale calle avenida carrer plaza rua straat laan"""))  # fmt: skip
_NOWHERE = PostalAddress()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody who wrote or called, as it was said. ``given`` and ``family`` where they are known apart."""

    name: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    street: str = ""
    age: float | None = None
    given: str = ""
    family: str = ""
    address: PostalAddress = _NOWHERE


@dataclass(frozen=True, slots=True)
class Traits:
    """Folded parts of a person. ``also``: preferred name and former family names; phones are their last ten digits, without the nought before an area code."""

    given: str = ""
    family: str = ""
    also: tuple[str, ...] = ()
    formers: tuple[str, ...] = ()
    suffix: str = ""
    birth: date | None = None
    age: float | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    number: str = ""
    street: str = ""
    extra: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""


def of_known(known: Known) -> Traits:
    given, family = known.given, known.family
    if not (given or family):
        given, family = split_name(known.name)
    address = known.address if known.address != _NOWHERE else PostalAddress(street=known.street)
    return of_parts(given=given, family=family, birth=known.birth_date, age=known.age, phones=(known.phone,), emails=(known.email,), address=address)


def of_patient(patient: Patient, *, phones: Iterable[str] = (), emails: Iterable[str] = ()) -> Traits:
    """``phones`` and ``emails``: those beside the first of each."""
    return of_parts(
        given=patient.given_name, family=patient.family_name, preferred=patient.preferred_name, formers=patient.former_names, birth=patient.birth_date,
        phones=(patient.phone, *phones), emails=(patient.email, *emails), address=patient.address,
    )  # fmt: skip


def of_parts(
    *, given: str, family: str, preferred: str = "", formers: Iterable[str] = (), birth: date | None = None, age: float | None = None,
    phones: Iterable[str] = (), emails: Iterable[str] = (), address: PostalAddress = _NOWHERE,
) -> Traits:  # fmt: skip
    first, suffix = _bare(given)
    last, after = _bare(family)
    number, street = split_street(address.street)
    return Traits(
        first, last, tuple(w for w in (_bare(preferred)[0],) if w and w != first), tuple(w for w in (_bare(f)[0] for f in formers) if w and w != last),
        after or suffix, birth, age, _each(phones, lambda p: digits(p)[-10:].lstrip("0"), 4), _each(emails, lambda e: e.strip().casefold(), 3), number, street,
        fold(address.street2), fold(address.city), fold(address.postcode).replace(" ", ""), fold(address.region),
    )  # fmt: skip


def _each(texts: Iterable[str], change: Callable[[str], str], least: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for t in (change(text) for text in texts) if len(t) >= least))


def _bare(name: str) -> tuple[str, str]:
    """The folded name without title and generation, and the generation ("jr", "sr", "iii")."""
    words = fold(name).split()
    suffix = next((_SUFFIXES[w] for w in words[1:] or words if w in _SUFFIXES and len(words) > 1), "")
    kept = [w for n, w in enumerate(words) if not (n and w in _SUFFIXES) and not (w in _TITLES and len(words) > 1)]
    return " ".join(kept), suffix


def split_street(text: str) -> tuple[str, str]:
    """House number and what the street is called without the word for its kind: "11 Melbourne Avenue" is ("11", "melbourne")."""
    words = fold(text).split()
    number = next((w for w in words if w[0].isdigit()), "")
    rest = [re.sub(r"(?<=..)str(?:asse)?$", "", w) for w in words if w is not number]
    own = [w for w in rest if w not in _STREET_WORDS]
    return number, " ".join(own or rest)
