"""Intake sheets that come back as filled PDF: whose they are, what is new in them, and a note that keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data import rows
from frontdesk.domain.answer_sheet import Difference, differences, note_text
from frontdesk.domain.errors import NotFound, Refused
from frontdesk.domain.patient import Note, Patient
from frontdesk.intake import returned_sheet
from frontdesk.services.desk import Desk

SOURCE = "intake sheet"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A returned sheet beside the record it belongs to. Nothing is written yet."""

    patient: Patient
    found: tuple[Difference, ...]


def compare(desk: Desk, *, path: Path) -> Comparison:
    """Read a filled sheet; ``BadInput`` where it is none, ``NotFound`` where its chart number is not on file."""
    returned = returned_sheet.read_file(path)
    with desk.read() as session:
        patient = patient_rows.of_chart(session, chart=returned.chart)
        if patient is None:
            raise NotFound(f"Nobody on file has the chart number {returned.chart[:40]}, which stands on this sheet. Find the patient and type the answers in.")
        asked = inquiry_rows.of_patient(session, patient_id=patient.id)
        told = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in asked])
    facts = tuple(f for i in asked for f in told[i.id])
    return Comparison(patient, differences(returned, patient, facts))


def keep(desk: Desk, *, patient_id: int, found: Sequence[Difference]) -> Note:
    """The chosen differences as a note on the record, which says where they come from. The record itself stays until somebody changes it."""
    if not found:
        raise Refused("Choose at least one answer to keep.")
    with desk.write("Keep a returned intake sheet") as write:
        return rows.add(write, Note(0, patient_id, write.now, desk.who, note_text(found), SOURCE))
