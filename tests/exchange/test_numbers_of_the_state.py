"""A number that a state gives to a person is kept from no file, and what was left out is said; all people and numbers are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from frontdesk.domain.incoming import Incoming
from frontdesk.exchange import national, reading

TODAY = date(2026, 11, 24)


def taken(path: Path, raw: str, **asked: dict[int, str]) -> list[Incoming]:
    path.write_text(raw, encoding="utf-8")
    return list(reading.parse(path, reading.Asked(TODAY, TODAY, TODAY, **asked)))  # type: ignore[arg-type]


def whole(parts: list[Incoming]) -> str:
    return repr([(part.people, part.refused) for part in parts])


@pytest.mark.parametrize("title", ["SSN", "SS#", "NHS number", "PESEL", "DNI/NIE", "BSN", "CPF", "Codice fiscale", "Passport no.", "Patient's social security #", "Sozialversicherungsnummer", "N° de sécurité sociale"])
def test_a_column_of_such_numbers_is_left_out_and_named(tmp_path: Path, title: str):
    parts = taken(tmp_path / "people.csv", f"Last name,First name,DOB,{title},Patient ID\nFalk,Ute,1970-03-05,998-77-6655,77\n")
    assert "998-77-6655" not in whole(parts)
    (one,) = parts[-1].people
    assert national.left_out(title) in one.more
    assert one.key.startswith("csv:77:")


def test_a_clinic_that_maps_the_column_has_the_number(tmp_path: Path):
    raw = "Last name,First name,DOB,NHS number\nFalk,Ute,1970-03-05,998 776 6655\n"
    (one,) = taken(tmp_path / "people.csv", raw, mapping={0: "family", 1: "given", 2: "birth_date", 3: "id"})[-1].people
    assert "Number there: 998 776 6655" in one.more
    assert one.key.startswith("csv:998 776 6655:")


def test_without_titles_a_number_that_is_written_like_one_is_no_phone(tmp_path: Path):
    parts = taken(tmp_path / "people.csv", "Ute,Falk,1970-03-05,998-77-6655,F\nLars,Holm,1971-03-05,998-77-6656,M\n")
    assert [one.patient.phone for one in parts[-1].people] == ["", ""]
    assert "998-77" not in whole(parts)


def test_a_row_that_is_refused_is_kept_without_it(tmp_path: Path):
    parts = taken(tmp_path / "people.csv", "Last name,First name,DOB,SSN\n,,1970-03-05,998776655\nFalk,Ute,1970-03-05,998776655\n")
    assert sum(len(part.refused) for part in parts) == 1
    assert "998" not in whole(parts)


@pytest.mark.parametrize("number", [
    {"system": "http://hl7.org/fhir/sid/us-ssn"}, {"system": "urn:oid:2.16.840.1.113883.4.1"}, {"system": "https://fhir.nhs.uk/Id/nhs-number"},
    {"system": "http://fhir.nl/fhir/NamingSystem/bsn"}, {"type": {"coding": [{"code": "SS"}]}}, {"type": {"coding": [{"code": "NNESP"}]}}, {"type": {"text": "Passport Number"}},
])  # fmt: skip
def test_an_identifier_of_a_state_is_left_out_and_named(tmp_path: Path, number: dict[str, object]):
    person = {"resourceType": "Patient", "id": "p7", "name": [{"family": "Falk"}], "identifier": [{"use": "official", "value": "998776655", **number}, {"value": "MRN-7"}]}
    parts = taken(tmp_path / "people.json", json.dumps([person, {**person, "name": []}]))
    assert "998776655" not in whole(parts)
    (one,) = parts[-1].people
    assert one.key == "fhir:|MRN-7:falk"
    assert any(line.startswith("Not kept, since it is a number of the state: ") for line in one.more)


def test_an_insurers_number_is_another_number(tmp_path: Path):
    person = {"resourceType": "Patient", "name": [{"family": "Falk"}], "identifier": [{"system": "http://fhir.de/sid/gkv/kvid-10", "value": "A123456789"}]}
    assert "Number there: A123456789" in taken(tmp_path / "one.json", json.dumps(person))[-1].people[0].more


def test_fields_and_repeats_of_a_message_that_hold_one(tmp_path: Path):
    raw = "MSH|^~\\&|A|H|||2026||ADT^A04|1|P|2.5\rPID|1||998776655^^^USSSA~998776655^^^NHS^NH~7^^^H^MR||{}||19700305|F|||||||||||998-77-6655|D99877665\r"
    parts = taken(tmp_path / "adt.hl7", raw.format("Falk^Ute") + raw.format(""))
    assert "99877665" not in whole(parts).replace("-", "")
    (one,) = parts[-1].people
    assert {national.left_out("social security number"), national.left_out("driving licence number"), national.left_out("NHS")} <= set(one.more)


def test_of_a_rows_number_and_a_patients_number_it_is_the_patients(tmp_path: Path):
    (one,) = taken(tmp_path / "patient_data.csv", "id,fname,lname,DOB,ss,pubpid,pid\n3,Ute,Falk,1970-03-05,998776655,A-9,41\n")[-1].people
    assert one.key == "csv:41:ute falk"
    assert {"Number there: 41", "id: 3", "pubpid: A-9"} <= set(one.more)


def test_where_none_stood_none_is_said_to_be_left_out(tmp_path: Path):
    person = {"resourceType": "Patient", "name": [{"family": "Falk"}], "identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn"}]}
    assert taken(tmp_path / "one.json", json.dumps(person))[-1].people[0].more == ()
