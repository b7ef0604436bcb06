"""Files on a record: told by their content, limited, hashed, taken off and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.data import people_tables
from frontdesk.domain.attachment import LIMIT
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.services import attachments, patients
from frontdesk.services.desk import Desk
from tests.data.conftest import contents

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj\ntrailer<</Root 1 0 R>>\n"
)


@pytest.fixture
def patient(people) -> int:
    return people.patients[0]


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_report_is_kept_byte_for_byte_with_its_hash(desk: Desk, patient: int, tmp_path: Path):
    one = attachments.attach(desk, patient_id=patient, path=put(tmp_path, "mri.pdf", PDF))
    assert (one.media, one.size, one.who) == ("application/pdf", len(PDF), desk.who)
    assert attachments.content(desk, attachment_id=one.id) == PDF
    told = patients.record(desk, patient_id=patient)
    assert told.files == (one,)
    assert [(e.title, e.who) for e in told.timeline if e.kind == "file"] == [("mri.pdf", desk.who)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("scan.pdf", b"MZ\x90\x00 a program", "whatever its name"), ("empty.pdf", b"", "empty"), ("page.png", b"<svg onload='x'/>", "whatever its name"),
     ("huge.pdf", PDF + b" " * LIMIT, r"15\.1 MB, and at most 15 MB")],
)  # fmt: skip
def test_what_it_is_is_told_by_what_stands_in_it(desk: Desk, patient: int, tmp_path: Path, name: str, content: bytes, said: str):
    with pytest.raises(BadInput, match=said):
        attachments.attach(desk, patient_id=patient, path=put(tmp_path, name, content))
    assert patients.record(desk, patient_id=patient).files == ()


def test_the_same_file_is_not_attached_twice(desk: Desk, patient: int, tmp_path: Path):
    attachments.attach(desk, patient_id=patient, path=put(tmp_path, "mri.pdf", PDF))
    with pytest.raises(Refused, match="already"):
        attachments.attach(desk, patient_id=patient, path=put(tmp_path, "again.pdf", PDF))


def test_taken_off_it_comes_back_with_all_its_bytes(desk: Desk, patient: int, tmp_path: Path):
    one = attachments.attach(desk, patient_id=patient, path=put(tmp_path, "mri.pdf", PDF))
    before = contents(desk.store)
    attachments.take_off(desk, attachment_id=one.id)
    assert contents(desk.store)["attachment_content"] == []
    desk.undo()
    assert contents(desk.store) == before
    assert attachments.content(desk, attachment_id=one.id) == PDF


def test_bytes_that_are_not_what_was_stored_are_not_shown(desk: Desk, patient: int, tmp_path: Path):
    one = attachments.attach(desk, patient_id=patient, path=put(tmp_path, "mri.pdf", PDF))
    with desk.write("A fault") as write:
        write.execute(people_tables.attachment_content.update().values(base64="AAAA"))
    with pytest.raises(Refused, match="backup"):
        attachments.content(desk, attachment_id=one.id)


def test_a_copy_is_readable_by_its_owner_alone(desk: Desk, patient: int, tmp_path: Path):
    one = attachments.attach(desk, patient_id=patient, path=put(tmp_path, "mri.pdf", PDF))
    attachments.save_as(desk, attachment_id=one.id, path=tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    assert (tmp_path / "copy.pdf").stat().st_mode & 0o077 == 0
