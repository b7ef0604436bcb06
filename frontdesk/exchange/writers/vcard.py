"""Patients as vCard 3.0, which every address book reads. Alerts stand in a property of our own, which address books keep and do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frontdesk.domain.patient import Patient
from frontdesk.exchange.writers.content_lines import document, escaped


def written(patients: Iterable[Patient]) -> bytes:
    return document(line for patient in patients for line in _card(patient))


def _card(patient: Patient) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:3.0")
    yield f"N:{_fields(patient.family_name, patient.given_name, '', patient.salutation, '')}"
    yield f"FN:{escaped(patient.name)}"
    told = {"NICKNAME": patient.preferred_name, "TEL;TYPE=CELL,PREF": patient.phone, "EMAIL;TYPE=INTERNET,PREF": patient.email, "TITLE": patient.occupation}
    yield from (f"{name}:{escaped(value)}" for name, value in told.items() if value)
    if patient.birth_date:
        yield f"BDAY:{patient.birth_date:%Y-%m-%d}"
    home = patient.address
    if home.lines:
        yield f"ADR;TYPE=HOME:{_fields('', home.street2, home.street, home.city, home.region, home.postcode, home.country)}"
    yield from (f"X-FRONTDESK-ALERT:{escaped(alert)}" for alert in patient.alerts)
    yield from (f"UID:{escaped(patient.chart)}@frontdesk", "END:VCARD")


def _fields(*parts: str) -> str:
    return ";".join(map(escaped, parts))
