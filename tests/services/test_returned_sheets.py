"""The intake sheet as a form: filled by another program, read back, every difference shown."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from frontdesk.data import rows
from frontdesk.domain.errors import BadInput, DeskError, NotFound, Refused
from frontdesk.domain.patient import Patient
from frontdesk.services import letters, patients, returned_sheets
from frontdesk.services.desk import Desk
from tests.data.conftest import People


@pytest.fixture
def patient(desk: Desk, people: People) -> Patient:
    with desk.write("A patient", undoable=False) as write:
        return rows.add(write, Patient(0, "Edda", "Brunner", chart="DP-7001", phone="512 555 0188", email="edda@example.org"))


def filled(desk: Desk, patient: Patient, path: Path, answers: dict[str, str]) -> Path:
    """The sheet as a person's own viewer leaves it."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(letters.sheet_pdf(desk, patient_id=patient.id, fillable=True))))
    for page in writer.pages:
        here = {annotation.get_object().get("/T") or annotation.get_object()["/Parent"]["/T"] for annotation in page.get("/Annots", ())}
        wanted = {name: said for name, said in answers.items() if name in here}
        if wanted:
            writer.update_page_form_field_values(page, wanted, auto_regenerate=False)
    writer.write(path)
    return path


def test_a_sheet_that_comes_back_as_it_went_says_nothing_new(desk: Desk, patient: Patient, tmp_path: Path):
    told = returned_sheets.compare(desk, path=filled(desk, patient, tmp_path / "back.pdf", {}))
    assert told.patient.id == patient.id
    assert told.found == ()


def test_every_answer_that_differs_is_shown_beside_what_is_on_file_and_kept_as_a_note(desk: Desk, patient: Patient, tmp_path: Path):
    path = filled(desk, patient, tmp_path / "back.pdf", {
        "person.phone": "512 555 0999", "asked.medication": "Warfarin since May", "asked.allergies": "Latex, penicillin – both", "pain": "/7",
        "place.knee.left": "/Yes", "place.lower_back": "/Yes", "else": "I cannot climb stairs.\nPlease call after 4.",
    })  # fmt: skip
    told = returned_sheets.compare(desk, path=path)
    found = {one.label: (one.before, one.after) for one in told.found}
    assert found == {
        "Phone": ("512 555 0188", "512 555 0999"), "Medicines, with blood thinners and supplements": ("", "Warfarin since May"),
        "Allergies": ("", "Latex, penicillin – both"), "Pain today": ("", "7"), "Marked on the body map": ("", "left knee, low back"),
        "Anything else": ("", "I cannot climb stairs. Please call after 4."),
    }  # fmt: skip
    note = returned_sheets.keep(desk, patient_id=patient.id, found=told.found)
    assert "Phone: 512 555 0999 (on file: 512 555 0188)" in note.text
    assert note.source == "intake sheet"
    assert patients.get(desk, patient_id=patient.id).phone == "512 555 0188"  # the record stays until somebody changes it
    desk.undo()
    with desk.read() as session:
        assert "Warfarin" not in " ".join(n.text for n in returned_sheets.patient_rows.notes(session, patient_id=patient.id))


def test_a_name_that_the_fields_cannot_show_is_printed_beside_them_and_comes_back_unchanged(desk: Desk, patient: Patient, tmp_path: Path):
    with desk.write("A name", undoable=False) as write:
        kept = rows.change(write, replace(rows.get(write, Patient, patient.id), given_name="مريم", family_name="حداد"))
    content = letters.sheet_pdf(desk, patient_id=kept.id, fillable=True)
    assert "مريم حداد" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert returned_sheets.compare(desk, path=filled(desk, kept, tmp_path / "back.pdf", {})).found == ()


def test_what_is_no_sheet_of_ours_is_refused_with_a_word(desk: Desk, patient: Patient, tmp_path: Path):
    other = tmp_path / "other.pdf"
    other.write_bytes(letters.sheet_pdf(desk, patient_id=patient.id))
    junk = tmp_path / "junk.pdf"
    junk.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    for path in (other, junk, tmp_path, tmp_path / "nowhere.pdf"):
        with pytest.raises(BadInput):
            returned_sheets.compare(desk, path=path)
    with desk.write("Another chart", undoable=False) as write:
        gone = rows.change(write, replace(rows.get(write, Patient, patient.id), chart="DP-7002"))
    path = filled(desk, gone, tmp_path / "back.pdf", {})
    with desk.write("And back", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Patient, patient.id), chart="DP-7003"))
    with pytest.raises(NotFound, match="DP-7002"):
        returned_sheets.compare(desk, path=path)


def test_nothing_chosen_is_nothing_kept(desk: Desk, patient: Patient):
    with pytest.raises(Refused) as told:
        returned_sheets.keep(desk, patient_id=patient.id, found=())
    assert isinstance(told.value, DeskError)
