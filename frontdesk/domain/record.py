"""What stands on a patient's record beside the name: ways to be reached, people who belong to somebody, consents, the clinic's own fields."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from frontdesk.domain import asking, when
from frontdesk.domain.errors import BadInput
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.typed_day import read_clock

WAYS = ("phone", "email", "address")
REFERRED = "Referring doctor"
TIES = ("Guardian", "Carer", "Spouse", "Parent", "Child", "Household", "Emergency contact", REFERRED)
CONSENTS = ("Privacy notice", "Treatment explained", "E-mail", "Text messages", "Letters to the GP", "Photographs")


@dataclass(frozen=True, slots=True)
class Reach:
    """A further phone, e-mail or postal address. ``calls``, ``voicemail``, ``texts``: what it may be used for."""

    id: int
    patient_id: int
    kind: str
    value: str
    label: str = ""
    note: str = ""
    calls: bool = True
    voicemail: bool = True
    texts: bool = True
    position: int = 0
    version: int = 0

    @property
    def uses(self) -> str:
        """What it may be used for, in words; empty where for everything."""
        if self.kind != "phone" or (self.calls and self.voicemail and self.texts):
            return ""
        allowed = [word for word, may in (("calls", self.calls), ("voicemail", self.voicemail), ("texts", self.texts)) if may]
        return f"only {', '.join(allowed)}" if allowed else "not to be used"


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody who belongs to the patient; on file (``other_id``) or not. ``writes``: writes and calls for the patient."""

    id: int
    patient_id: int
    kind: str
    name: str
    other_id: int | None = None
    phone: str = ""
    email: str = ""
    note: str = ""
    writes: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Consent:
    """Given or taken back on ``day``; ``who`` wrote it down at ``at``. A later one about the same thing replaces it and both stay."""

    id: int
    patient_id: int
    what: str
    given: bool
    day: date
    at: datetime
    who: str = ""
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field that the clinic has added to its records."""

    id: int
    label: str
    position: int = 0
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class OwnValue:
    """What stands in one of the clinic's own fields."""

    id: int
    patient_id: int
    field_id: int
    text: str
    version: int = 0


def standing(consents: tuple[Consent, ...]) -> tuple[Consent, ...]:
    """The newest of each, in the order of the list."""
    newest: dict[str, Consent] = {}
    for one in sorted(consents, key=lambda c: (c.day, c.at, c.id)):
        newest[one.what] = one
    order = {what: n for n, what in enumerate(CONSENTS)}
    return tuple(sorted(newest.values(), key=lambda c: (order.get(c.what, 99), c.what)))


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the record as the panel shows it. ``kind``: text, list, date, time, flag."""

    field: str
    label: str
    kind: str = "text"
    hint: str = ""


LINES: dict[str, tuple[Line, ...]] = {
    "Names": (
        Line("given_name", "Given name"), Line("family_name", "Family name"), Line("preferred_name", "Called"), Line("former_names", "Former names", "list"),
        Line("salutation", "Salutation", hint="Ms, Mr, Dr, none"), Line("pronouns", "Pronouns"), Line("birth_date", "Born", "date", "8 Feb 1974"),
        Line("languages", "Languages", "list", "English, Spanish"), Line("occupation", "Work"),
    ),
    "Where": (
        Line("phone", "Phone"), Line("email", "E-mail"), Line("street", "Street"), Line("street2", "Second line"), Line("postcode", "Postcode"),
        Line("city", "City"), Line("region", "State or region"), Line("country", "Country", hint="if abroad"),
    ),
    "Wishes": (
        Line("alerts", "Alerts", "list", "Blood thinner, needs hoist"), Line("never_call", "Never call", "flag"), Line("contact_wish", "Contact", hint="not at school"),
        Line("call_from", "Call from", "time", "4 pm"), Line("call_until", "Call until", "time"), Line("scheduling_wish", "Scheduling", hint="ground floor, long visits"),
        Line("not_before", "Not before", "time"), Line("not_after", "Not after", "time"), Line("referral_source", "Came through", hint="Dr Vega, website"),
    ),
}  # fmt: skip
"""The patient's own fields, by card."""

_LINE = {line.field: line for group in LINES.values() for line in group}
_ADDRESS = frozenset(f.name for f in fields(PostalAddress))


def label(field: str) -> str:
    return _LINE[field].label


def shown(patient: Patient, field: str, *, clock24: bool = False) -> str:
    """A field as it is typed; a flag is "yes" or nothing."""
    value = getattr(patient.address if field in _ADDRESS else patient, field)
    match _LINE[field].kind:
        case "list":
            return ", ".join(value)
        case "date":
            return when.birthday(value) if value else ""
        case "time":
            return when.clock(value, clock24=clock24) if value else ""
        case "flag":
            return "yes" if value else ""
    return str(value)


def typed(patient: Patient, field: str, text: str, *, day_first: bool) -> Patient:
    """The patient with one field as typed; ``BadInput`` says what to type instead."""
    value = _value(_LINE[field], " ".join(text.split()), day_first=day_first)
    if field in _ADDRESS:
        return replace(patient, address=replace(patient.address, **{field: value}))
    return replace(patient, **{field: value})


def _value(line: Line, text: str, *, day_first: bool) -> Any:
    read: Any = text
    match line.kind:
        case "list":
            return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        case "flag":
            return text.casefold() in ("yes", "true", "1")
        case "date":
            read = asking.birthday(text, day_first=day_first) if text else None
        case "time":
            read = read_clock(text) if text else None
    if text and read is None:
        if line.kind == "date" and (trouble := asking.no_such_day(text, day_first=day_first)):
            raise BadInput(f"{line.label}: {trouble}")
        raise BadInput(f"{line.label}: “{text[:30]}” cannot be read. Type it like {line.hint or '4 pm'}.")
    return read
