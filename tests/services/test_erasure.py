"""A person asks what is held on them, gets a copy, and asks to be forgotten."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from frontdesk.data import holdings, rows, tables
from frontdesk.data.tables import metadata
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import NotFound, Refused
from frontdesk.domain.inquiry import Tab
from frontdesk.domain.patient import Note, Patient
from frontdesk.services import calendar, erasure, imports, inquiries, merging, patients, safekeeping
from frontdesk.services.calendar import Booking
from frontdesk.services.desk import Desk
from tests.cli.exports import comment, wxr
from tests.data.conftest import NINE, NOW, People, contents

NEEDLES = ("Quillfeather", "quillfeather", "heather.q@example.org", "5559753", "blue bicycle")


@pytest.fixture(scope="module")
def clinic_folder(clinic_folder: tuple[Path, People], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, People]:
    """She wrote under an article, was booked, has a note, a second record that was merged, a sister; her sister booked on her inquiry."""
    (plain, people), folder = clinic_folder, tmp_path_factory.mktemp("heather")
    shutil.copytree(plain, folder, dirs_exist_ok=True)
    desk = Desk.open(folder / "clinic.frontdesk", clock=lambda: NOW, who="Julia Marsh")
    file = folder / "export.xml"
    text = "My left knee hurts since I fell off my blue bicycle. Heather Quillfeather, 512 555 9753"
    file.write_text(wxr(comment(70, "Heather Quillfeather", text, email="heather.q@example.org"), comment(71, "Ann Other", "Is there parking?")), encoding="utf-8")
    imports.import_file(desk, path=file)
    inquiry = next(row.inquiry for row in inquiries.inbox(desk, tab=Tab.TODO) if "Quillfeather" in row.inquiry.name)
    wish = inquiries.case(desk, inquiry_id=inquiry.id).wish
    assert wish is not None
    slot = calendar.slots(desk, wish=wish).slots[0]
    made = calendar.book(desk, booking=Booking(slot, people.type, inquiry_id=inquiry.id))
    patient = patients.get(desk, patient_id=made.appointment.patient_id or 0)
    with desk.write("More of her") as write:
        rows.add(write, Note(0, patient.id, write.now, "Julia", "Rides a blue bicycle"))
        two = rows.add(write, Patient(0, "Hether", "Quillfeather", "DP-2002", created_at=write.now))
        sister = replace(people.visit(start=NINE + timedelta(days=3), patient=1), inquiry_id=inquiry.id, uid="sister")
        rows.add(write, sister)
        run = write.insert(tables.import_run, {"file_name": "x", "format": "x", "digest": "x", "at": write.now, "counts": {}})
        write.insert(tables.refused_piece, {"import_run_id": run, "reason": "Broken.", "where": "line 3", "content": "<x>heather.q@example.org"})
    merging.merge(desk, survivor_id=patient.id, gone_id=two.id, take=set())
    desk.close()
    return folder, people


@pytest.fixture
def heather(desk: Desk) -> Patient:
    (found,) = patients.search(desk, text="Heather Quillfeather")
    return patients.get(desk, patient_id=found.patient.id)


def everything(desk: Desk) -> str:
    """All rows of all tables, the journal's images among them."""
    with desk.read() as session:
        return "\n".join(str(tuple(row)) for table in metadata.sorted_tables for row in session.execute(table.select()))


def cancelled(desk: Desk, patient: Patient) -> None:
    with desk.write("Call off") as write:
        for visit in patients.record(desk, patient_id=patient.id).visits:
            rows.change(write, replace(visit.appointment, status=Status.CANCELLED, cancel_code="pat"))


def test_the_copy_holds_every_row_that_names_her_and_nobody_elses(desk, heather, tmp_path):
    path = erasure.hand_over(desk, patient_id=heather.id, path=tmp_path / "copy")
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as file:
        whole, text = json.loads(file.read("record.json")), file.read("record.txt").decode()
    assert "Patient id" not in text, "numbers of rows are for the program"
    assert not re.search(r"\d\dT\d\d:\d\d", text), "moments stand there as the clinic's clock shows them"
    held = {name: {row["id"] for row in table} for name, table in whole["held"].items() if table}
    with desk.read() as session:
        assert held == {t.name: set(keys) for t, keys in holdings.of_patient(session, heather.id).items()}
        walked = {t.name for t in metadata.sorted_tables if t.name not in ("journal", "journal_image", "import_run", "refused_piece", "name_word", "name_gap")
                  for row in session.execute(t.select()) if any(n in str(tuple(row)) for n in NEEDLES)}  # fmt: skip
    assert walked <= held.keys() | {"patient_token"}, "a table names her and is not in the copy"
    assert "Text: My left knee hurts since I fell off my blue bicycle." in text
    assert "sister" not in json.dumps(whole["held"]["appointment"]), "her sister's visit is her sister's"
    assert path.stat().st_mode & 0o077 == 0
    assert desk.history()[0].label != "Hand over a copy of a record", "the copy is in the journal, but undo does not stop there"


def test_erased_she_is_nowhere_in_the_file_nor_in_a_backup_made_after(desk, heather, tmp_path):
    cancelled(desk, heather)
    assert all(needle in everything(desk) for needle in NEEDLES)
    erased = erasure.erase(desk, patient_id=heather.id, chart=heather.chart)
    assert erased.counts["patient"] == 2
    assert erased.counts["refused_piece"] == 1
    assert erased.scrubbed
    assert not [needle for needle in NEEDLES if needle in everything(desk)]
    assert safekeeping.check(desk).faults == ()
    wal = desk.store.path.with_name(desk.store.path.name + "-wal")
    assert not wal.exists() or wal.stat().st_size == 0
    with desk.read() as session:
        assert session.execute(tables.appointment.select().where(tables.appointment.c.uid == "sister")).one().inquiry_id is None
        assert session.connection.exec_driver_sql("PRAGMA freelist_count").scalar_one() == 0
    safekeeping.restore(backup=safekeeping.backup(desk).path, target=tmp_path / "back.frontdesk", now=desk.now())
    again = Desk.open(tmp_path / "back.frontdesk", clock=desk.clock)
    assert not [needle for needle in NEEDLES if needle in everything(again)]
    again.close()
    with pytest.raises(NotFound):
        patients.get(desk, patient_id=heather.id)
    assert [f.patient.name for f in patients.search(desk, text="quillf") if "Quill" in f.patient.name] == []


def test_the_same_file_brought_in_again_does_not_bring_her_back(desk, heather, tmp_path):
    cancelled(desk, heather)
    erasure.erase(desk, patient_id=heather.id, chart=heather.chart)
    report = imports.import_file(desk, path=tmp_path / "export.xml")
    assert (report.people, report.known) == (0, 2)


def test_what_was_done_with_her_before_cannot_be_taken_back_and_says_why(desk, heather):
    cancelled(desk, heather)
    erasure.erase(desk, patient_id=heather.id, chart=heather.chart)
    with pytest.raises(Refused, match="left the house"):
        desk.undo()


def test_undo_of_another_desk_that_had_touched_her_is_refused_in_words(desk, heather, tmp_path):
    cancelled(desk, heather)
    other = Desk.open(desk.store.path, clock=desk.clock, who="Max", name="desk two")
    patients.add_note(other, patient_id=heather.id, text="Called back")
    erasure.erase(desk, patient_id=heather.id, chart=heather.chart)
    with pytest.raises(Refused, match="has been erased since"):
        other.undo()
    other.close()


def test_a_record_of_care_stays_until_the_law_lets_it_go(desk, heather):
    with desk.write("It took place") as write:
        visit = patients.record(desk, patient_id=heather.id).visits[0].appointment
        rows.change(write, replace(visit, status=Status.DONE))
    before = contents(desk.store)
    found = erasure.holding(desk, patient_id=heather.id)
    assert (found.took_place, found.kept_until) == (1, visit.start.date().replace(year=visit.start.year + 10))
    with pytest.raises(Refused, match="must be kept until"):
        erasure.erase(desk, patient_id=heather.id, chart=heather.chart)
    assert contents(desk.store) == before
    erasure.erase(desk, patient_id=heather.id, chart=heather.chart, despite="A court has ordered it")
    assert desk.history()[0].label == "Erase a record (A court has ordered it)"


def test_a_visit_ahead_or_a_wrong_chart_number_stops_it(desk, heather):
    with pytest.raises(Refused, match="chart number"):
        erasure.erase(desk, patient_id=heather.id, chart="DP-1")
    with pytest.raises(Refused, match="still to come"):
        erasure.erase(desk, patient_id=heather.id, chart=heather.chart)


def test_a_message_of_the_same_name_or_number_that_nobody_has_linked_is_told_before(desk, heather, tmp_path):
    assert erasure.holding(desk, patient_id=heather.id).stays == ""
    file = tmp_path / "more.xml"
    file.write_text(wxr(comment(80, "Heather Quillfeather", "One more question about my knee, please."), comment(81, "Somebody Else", "Parking?")), encoding="utf-8")
    imports.import_file(desk, path=file)
    told = erasure.holding(desk, patient_id=heather.id)
    assert told.unlinked == 1
    assert "link it in the inbox first" in told.stays


def test_how_long_records_are_kept_is_the_clinics_to_say(desk, heather):
    with desk.write("It took place") as write:
        rows.change(write, replace(patients.record(desk, patient_id=heather.id).visits[0].appointment, status=Status.DONE))
    erasure.keep_years(desk, years=0)
    desk.clock.now += timedelta(days=400)
    assert erasure.holding(desk, patient_id=heather.id).kept_until is None
    with pytest.raises(Refused, match="0 to 40"):
        erasure.keep_years(desk, years=41)
