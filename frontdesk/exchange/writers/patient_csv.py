"""Patients as a table for spreadsheets: UTF-8 with its mark, every cell quoted, and none that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from frontdesk.domain.patient import Patient

HEADER = (
    "Chart number", "Given name", "Family name", "Preferred name", "Salutation", "Birth date", "Phone", "E-mail", "Street", "Address line 2", "City", "Region",
    "Postcode", "Country", "Occupation", "Alerts", "Former names", "Pronouns", "Languages", "Contact wish", "Referral source", "Scheduling wish",
)  # fmt: skip
_FORMULA = tuple("=+-@\t\r")


def written(patients: Iterable[Patient]) -> bytes:
    out = StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(HEADER)
    table.writerows([guarded(cell) for cell in _cells(patient)] for patient in patients)
    return out.getvalue().encode("utf-8-sig", "replace")


def guarded(cell: str) -> str:
    """With an apostrophe before what a spreadsheet takes for a formula; it is taken off again when the table is brought in."""
    clean = cell.replace("\x00", "")
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def _cells(patient: Patient) -> Iterator[str]:
    home = patient.address
    yield from (patient.chart, patient.given_name, patient.family_name, patient.preferred_name, patient.salutation)
    yield patient.birth_date.isoformat() if patient.birth_date else ""
    yield from (patient.phone, patient.email, home.street, home.street2, home.city, home.region, home.postcode, home.country, patient.occupation)
    yield from ("; ".join(alert.replace(";", " /") for alert in patient.alerts), "; ".join(patient.former_names), patient.pronouns, "; ".join(patient.languages))
    yield from (patient.contact_wish, patient.referral_source, patient.scheduling_wish)
