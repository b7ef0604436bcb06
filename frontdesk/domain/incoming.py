"""What another system's file says about people, their visits and a calendar, before any of it is stored.

A moment is an instant (aware, UTC) where the file says which zone it means, else wall time of whoever reads it (naive).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from frontdesk.domain.appointment import Status
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.patient import Patient


@dataclass(frozen=True, slots=True)
class IncomingTie:
    """Somebody who belongs to a person, as a ``record.Tie`` will hold it."""

    kind: str
    name: str
    phone: str = ""
    email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """``key`` is the same whenever the same record comes again ("vcard:<uid>"). ``patient`` has no id and no chart number yet.

    ``more`` is what the file says and a patient has no field for, one line each. ``where`` is the place in the file ("line 12").
    ``merged``: keys that a record may have had which the other system has put into this one. ``aliases``: further keys that other files know them by.
    """

    key: str
    patient: Patient
    more: tuple[str, ...] = ()
    where: str = ""
    merged: tuple[str, ...] = ()
    ties: tuple[IncomingTie, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Fingerprint of what is said of them, wherever it stands."""
        return fingerprint(self.patient, self.more, *self.ties)


def fingerprint(*said: object) -> str:
    """The same for the same values, in every run of the program."""
    return hashlib.sha256("\x1f".join(map(repr, said)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class IncomingAbout:
    """What is said of somebody whose record stood in another file, under one of its ``aliases``: that is the key of ``person``, who has no name here.

    ``apart``: the kind it is counted under; ``refused`` is told where nobody of that key is on file.
    """

    person: IncomingPerson
    apart: str
    refused: Piece


@dataclass(frozen=True, slots=True)
class IncomingVisit:
    """A visit another system booked. ``person`` is the key of the person it is for, or empty; ``name`` what it calls them.

    ``clinicians``, ``room`` and ``kind`` are the other system's words. ``end`` is None where the file does not say how long. ``version``: as in an event.
    """

    key: str
    start: datetime
    end: datetime | None
    status: Status
    person: str = ""
    name: str = ""
    clinicians: tuple[str, ...] = ()
    room: str = ""
    kind: str = ""
    detail: str = ""
    where: str = ""
    version: str = field(default="", repr=False)  # kept out of what is said

    @property
    def said(self) -> str:
        return fingerprint(replace(self, where=""))


@dataclass(frozen=True, slots=True)
class IncomingEvent:
    """An entry of a calendar with the times it stands at, within the stretch that was asked for (repeats expanded, changes laid over).

    ``times`` are (start, end); whole days are naive midnights with ``all_day``. ``busy`` is false for what its owner marked as free.
    ``note``: what was understood in a way that the desk should see. ``people`` are e-mail addresses and names of who takes part. ``calendar`` is the calendar's own name;
    ``said`` a fingerprint of what the file says, the same whatever stretch was asked for. One changed time of a series names that ``series``
    (its key) and the time it stands ``instead_of``; with ``onward`` it speaks for all later ones too. ``version`` is greater in the newer one, empty where
    the file tells none.
    """

    key: str
    title: str
    times: tuple[tuple[datetime, datetime], ...]
    all_day: bool = False
    busy: bool = True
    cancelled: bool = False
    repeats: bool = False
    detail: str = ""
    people: tuple[str, ...] = ()
    calendar: str = ""
    said: str = ""
    where: str = ""
    note: str = ""
    series: str = ""
    instead_of: datetime | None = None
    onward: bool = False
    version: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of people and what it was taken for: a field of ``FIELDS``, or empty. ``sample`` is one of its values."""

    number: int
    title: str
    field: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One part of what a file gave; ``progress`` is the share read so far, 0 to 1. Columns come once, with the first part."""

    format: str = ""
    people: tuple[IncomingPerson, ...] = ()
    visits: tuple[IncomingVisit, ...] = ()
    events: tuple[IncomingEvent, ...] = ()
    about: tuple[IncomingAbout, ...] = ()
    columns: tuple[Column, ...] = ()
    kept_apart: dict[str, int] = field(default_factory=dict)
    refused: tuple[Piece, ...] = ()
    progress: float = 0.0


FIELDS: dict[str, str] = {
    "given": "Given name", "middle": "Middle name", "family": "Family name", "family2": "Second family name", "particle": "Before the family name",
    "name": "Whole name", "preferred": "Preferred name", "salutation": "Salutation",
    "suffix": "Suffix", "birth_date": "Birth date", "birth_year": "Year of birth", "birth_month": "Month of birth", "birth_day": "Day of birth",
    "mobile": "Mobile phone", "phone": "Phone", "work_phone": "Work phone", "email": "E-mail", "street": "Street", "street2": "Second address line",
    "house": "House number", "city": "City", "region": "State or region", "postcode": "Postcode", "country": "Country", "address": "Whole address",
    "place": "City, state and postcode in one",
    "occupation": "Occupation", "id": "Number in the other system", "gender": "Sex or gender", "alerts": "Alerts", "note": "Note", "died": "Date of death",
    "guardian": "Guardian", "guardian_phone": "Phone of the guardian", "carer": "Carer", "emergency": "Emergency contact",
    "emergency_phone": "Phone of the emergency contact", "emergency_relation": "Relation of the emergency contact", "national": "Number of the state, not kept",
}  # fmt: skip
"""What a column of a table of people can be taken for, in the desk's words."""

MANY = frozenset({"alerts", "national"})
"""Fields that several columns of one table may hold."""
