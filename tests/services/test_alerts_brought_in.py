"""Alerts come onto the record once, and none that stands there goes, however often and from whatever program a file is brought in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.data import rows
from frontdesk.domain.patient import Patient
from frontdesk.services import erasure, file_places, imports, patients, record
from frontdesk.services.desk import Desk


def person(desk: Desk) -> Patient:
    (found,) = patients.search(desk, text="Orla Falk")
    return found.patient


def table(path: Path, alerts: str, number: str = "77") -> Path:
    path.write_text(f"Chart number,First name,Last name,Date of birth,Phone,Alerts\n{number},Orla,Falk,1970-03-05,512 555 0141,{alerts}\n")
    return path


def test_a_dry_run_counts_them_and_the_same_file_again_doubles_nothing(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "people.csv", "Latex; Apixaban")
    seen = imports.preview(desk, path=path).report
    assert seen.alerts == 2
    assert "alerts: Latex, Apixaban" in seen.made[0].words
    assert imports.import_file(desk, path=path).alerts == 2
    again = imports.import_file(desk, path=path)
    assert (again.alerts, again.known, again.changed) == (0, 1, 0)
    assert person(desk).alerts == ("Latex", "Apixaban")


def test_an_alert_of_the_desk_stays_and_one_that_is_new_there_comes_beside_it(desk: Desk, tmp_path: Path) -> None:
    imports.import_file(desk, path=table(tmp_path / "one.csv", "Latex"))
    one = person(desk)
    with desk.write("The desk adds one") as write:
        rows.change(write, replace(one, alerts=("Latex", "Needs hoist")))
    report = imports.import_file(desk, path=table(tmp_path / "two.csv", "latex; Apixaban"))
    assert (report.changed, report.alerts) == (1, 1)
    assert person(desk).alerts == ("Latex", "Needs hoist", "Apixaban")
    imports.import_file(desk, path=table(tmp_path / "three.csv", ""))
    assert person(desk).alerts == ("Latex", "Needs hoist", "Apixaban"), "a file that no longer warns takes nothing off"


def test_somebody_on_file_beyond_doubt_is_warned_of_though_nothing_else_is_new(desk: Desk, tmp_path: Path) -> None:
    imports.import_file(desk, path=table(tmp_path / "one.csv", ""))
    report = imports.import_file(desk, path=table(tmp_path / "other.csv", "Latex", number="other-9"))
    assert (report.patients, report.changed, report.alerts) == (0, 1, 1)
    assert person(desk).alerts == ("Latex",)
    assert imports.import_file(desk, path=table(tmp_path / "again.csv", "Latex", number="other-9")).alerts == 0


def test_a_guardian_is_put_on_the_record_once_and_those_who_stand_there_stay(desk: Desk, tmp_path: Path) -> None:
    child = {"resourceType": "Patient", "id": "1", "name": [{"family": "Falk", "given": ["Orla"]}], "birthDate": "2019-03-05"}
    guardian = {"resourceType": "RelatedPerson", "patient": {"reference": "Patient/1"}, "relationship": [{"text": "guardian"}], "name": [{"text": "Lars Holm"}]}
    path = tmp_path / "people.ndjson"
    path.write_text("\n".join(map(json.dumps, (child, guardian))))
    assert "Guardian: Lars Holm" in imports.preview(desk, path=path).report.made[0].words
    imports.import_file(desk, path=path)
    one = person(desk)
    record.add_tie(desk, patient_id=one.id, kind="Parent", text="Ina Reed, 512 555 0151")
    path.write_text("\n".join(map(json.dumps, (child, guardian, {**guardian, "name": [{"text": "Ina Reed"}]}, {**guardian, "name": [{"text": "Pat Byrne"}]}))))
    assert imports.import_file(desk, path=path).changed == 1
    assert imports.import_file(desk, path=path).changed == 0
    ties = patients.record(desk, patient_id=one.id).details.ties
    assert [(tie.kind, tie.name) for tie in ties] == [("Guardian", "Lars Holm"), ("Parent", "Ina Reed"), ("Guardian", "Pat Byrne")]


def test_a_message_that_says_less_than_the_one_before_is_no_change_and_makes_no_note(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "adt.hl7"
    message = "MSH|^~\\&|A|H|||2026||ADT^A08|{}|P|2.5\rPID|1||7^^^H^MR||Falk^Orla||19700305|F|||12 Elm^^Austin^TX^78701||512 555 0141\r"
    path.write_text(message.format(1))
    imports.import_file(desk, path=path)
    path.write_text(message.format(2).replace("12 Elm^^Austin^TX^78701||512 555 0141", "||"))
    report = imports.import_file(desk, path=path)
    assert (report.changed, report.known) == (0, 1)
    assert len(patients.record(desk, patient_id=person(desk).id).notes) == 1


def test_one_who_is_two_things_to_the_patient_stands_once_and_says_both(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("First name,Last name,DOB,Carer,Next of kin,Next of kin phone\nOrla,Falk,1939-03-05,Dai Holm,Dai Holm,512 555 0152\n")
    imports.import_file(desk, path=path)
    ties = patients.record(desk, patient_id=person(desk).id).details.ties
    assert [(tie.kind, tie.name, tie.phone, tie.note) for tie in ties] == [("Carer", "Dai Holm", "512 555 0152", "also emergency contact")]


ONE, OTHER = "0b1f7a52-8c1e-4d0a-9a57-3f1f0a6f2c11", "0b1f7a52-8c1e-4d0a-9a57-3f1f0a6f2c12"


def bulk(path: Path, number: str) -> tuple[Path, Path]:
    """A bulk export: patients in one file, what warns of something in another."""
    child = {"resourceType": "Patient", "id": number, "name": [{"family": "Falk", "given": ["Orla"]}], "birthDate": "2019-03-05"}
    about = ({"resourceType": "AllergyIntolerance", "patient": {"reference": f"Patient/{number}"}, "code": {"text": what}} for what in ("Latex", "Nuts"))
    (path / "Patient.ndjson").write_text(json.dumps(child))
    (path / "AllergyIntolerance.ndjson").write_text("\n".join(map(json.dumps, about)))
    return path / "Patient.ndjson", path / "AllergyIntolerance.ndjson"


def test_allergies_in_a_file_of_their_own_find_the_patient_of_another_file(desk: Desk, tmp_path: Path) -> None:
    whose, allergies = bulk(tmp_path, ONE)
    before = imports.import_file(desk, path=allergies)
    assert (before.alerts, len(before.refused)) == (0, 2)
    assert "Bring in the file with the patients, then this one again." in before.refused[0].reason
    imports.import_file(desk, path=whose)
    assert imports.preview(desk, path=allergies).report.alerts == 2
    report = imports.import_file(desk, path=allergies)
    assert (report.changed, report.alerts, report.refused, report.kept_apart) == (1, 2, (), {"allergy (with its patient)": 2})
    assert person(desk).alerts == ("Allergy: Latex", "Allergy: Nuts")
    again = imports.import_file(desk, path=allergies)
    assert (again.changed, again.known, again.alerts) == (0, 1, 0)


@pytest.mark.parametrize("number", ["7", OTHER])
def test_a_number_that_others_have_too_finds_nobody_in_another_file(desk: Desk, tmp_path: Path, number: str) -> None:
    whose, _ = bulk(tmp_path, "7" if number == "7" else ONE)
    imports.import_file(desk, path=whose)
    report = imports.import_file(desk, path=bulk(tmp_path, number)[1])
    assert (report.alerts, len(report.refused)) == (0, 2)
    assert person(desk).alerts == ()


def test_of_a_folder_the_patients_come_before_what_refers_to_them(tmp_path: Path) -> None:
    bulk(tmp_path, ONE)
    assert [place.path.name for place in file_places.places(tmp_path)] == ["Patient.ndjson", "AllergyIntolerance.ndjson"]


def test_who_was_erased_stays_away_from_what_another_file_says_of_them(desk: Desk, tmp_path: Path) -> None:
    whose, allergies = bulk(tmp_path, ONE)
    imports.import_file(desk, path=whose)
    erasure.erase(desk, patient_id=person(desk).id, chart=person(desk).chart)
    report = imports.import_file(desk, path=allergies)
    assert (report.alerts, report.changed) == (0, 0)
    assert not patients.search(desk, text="Orla Falk")
