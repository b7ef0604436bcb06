"""Guardians, carers and other people who belong to a patient, as other systems name them; all of them are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.incoming import Incoming, IncomingPerson, IncomingTie
from frontdesk.exchange import reading

TODAY = date(2026, 11, 24)


def taken(path: Path, raw: str) -> list[Incoming]:
    path.write_text(raw, encoding="utf-8")
    return list(reading.parse(path, reading.Asked(TODAY, TODAY, TODAY)))


def one(parts: list[Incoming]) -> IncomingPerson:
    (found,) = [person for part in parts for person in part.people]
    return found


CHILD = {"resourceType": "Patient", "id": "1", "name": [{"family": "Falk", "given": ["Ute"]}]}


def related(relation: Any, **more: Any) -> dict[str, Any]:
    return {"resourceType": "RelatedPerson", "patient": {"reference": "Patient/1"}, "relationship": relation, "name": [{"family": "Holm", "given": ["Lars"]}],
            "telecom": [{"system": "phone", "value": "512 555 0150"}, {"system": "email", "value": "lars@example.org"}], **more}  # fmt: skip


def lines(*resources: dict[str, Any]) -> str:
    return "\n".join(map(json.dumps, resources))


@pytest.mark.parametrize(("relation", "kind", "note"), [
    ([{"coding": [{"code": "GUARD"}]}], "Guardian", ""), ({"text": "Carer"}, "Carer", ""), ([{"coding": [{"code": "MTH", "display": "mother"}]}], "Parent", "mother"),
    ([{"coding": [{"code": "MTH", "display": "mother"}]}, {"text": "legal guardian"}], "Guardian", "mother, legal guardian"),
])  # fmt: skip
def test_a_related_person_is_the_patients_guardian_carer_or_parent(tmp_path: Path, relation: Any, kind: str, note: str):
    parts = taken(tmp_path / "all.ndjson", lines(related(relation), CHILD))
    assert one(parts).ties == (IncomingTie(kind, "Lars Holm", "512 555 0150", "lars@example.org", note),)
    assert parts[-1].kept_apart == {"related person (with the patient)": 1}


def test_who_is_something_else_or_no_longer_so_is_told_beside_the_record(tmp_path: Path):
    raw = lines(CHILD, related({"text": "Neighbour"}), related({"text": "Guardian"}, active=False), related({"text": "Carer"}, period={"end": "2025"}))
    found = one(taken(tmp_path / "all.ndjson", raw))
    assert found.ties == ()
    assert {"Contact person: Lars Holm, Neighbour, 512 555 0150, lars@example.org", "No longer so there: Lars Holm, Guardian", "No longer so there: Lars Holm, Carer"} <= set(found.more)


def test_a_guardian_of_nobody_in_the_file_is_refused_in_words(tmp_path: Path):
    (piece,) = taken(tmp_path / "all.ndjson", lines(related({"text": "Guardian"}), {**CHILD, "id": "2"}))[-1].refused
    assert "does not stand in this file (Patient/1)" in piece.reason
    assert "Lars Holm" in piece.reason


def test_a_contact_of_the_patient_who_is_the_guardian_is_one(tmp_path: Path):
    contact = {"relationship": [{"coding": [{"code": "C"}]}, {"coding": [{"code": "GUARD"}]}], "name": {"text": "Lars Holm"}}
    assert [(tie.kind, tie.name) for tie in one(taken(tmp_path / "all.ndjson", lines({**CHILD, "contact": [contact]}, CHILD | {"name": []}))).ties] == [("Guardian", "Lars Holm")]


@pytest.mark.parametrize(("segment", "ties"), [
    ("NK1|1|Holm^Lars|GRD^Guardian||^PRN^PH^^1^512^5550150", (IncomingTie("Guardian", "Lars Holm", "+1 512 5550150"),)),
    ("NK1|1|Holm^Lars|SIB^Sibling||(512)555-0150||C^Emergency contact", (IncomingTie("Emergency contact", "Lars Holm", "(512)555-0150", note="Sibling"),)),
    ("NK1|1|Holm^Lars|FND^Friend", ()), ("NK1|1||GRD", ()),
])  # fmt: skip
def test_next_of_kin_in_a_message(tmp_path: Path, segment: str, ties: tuple[IncomingTie, ...]):
    found = one(taken(tmp_path / "adt.hl7", f"MSH|^~\\&|A|H|||2026||ADT^A04|1|P|2.5\rPID|1||7^^^H^MR||Falk^Ute||20150305|F\r{segment}\r"))
    assert found.ties == ties
    assert ("Contact person: Lars Holm, Friend" in found.more) == ("Friend" in segment)


def test_relations_on_a_card(tmp_path: Path):
    found = one(taken(tmp_path / "one.vcf", "BEGIN:VCARD\nVERSION:4.0\nFN:Ute Falk\nRELATED;TYPE=parent;VALUE=text:Lars Holm\nRELATED;TYPE=friend;VALUE=text:Ina Reed\n"
                      "RELATED;TYPE=child:urn:uuid:1\nEND:VCARD\n"))  # fmt: skip
    assert [(tie.kind, tie.name) for tie in found.ties] == [("Parent", "Lars Holm")]
    assert "Contact person: Ina Reed, friend" in found.more


@pytest.mark.parametrize(("titles", "cells", "ties"), [
    ("Emergency Contact Name,Emergency Contact Phone,Emergency Contact Relationship", "Lars Holm,604-555-0211,brother", [("Emergency contact", "Lars Holm", "604-555-0211", "brother")]),
    ("Parent/Guardian,Guardian phone", "Ina Reed,604-555-0212", [("Guardian", "Ina Reed", "604-555-0212", "")]),
    ("Carer,Next of Kin", "Pat Byrne (604) 555-0213,Lars Holm", [("Carer", "Pat Byrne", "(604) 555-0213", ""), ("Emergency contact", "Lars Holm", "", "")]),
    ("Guardian", "Ina Reed (mother)", [("Guardian", "Ina Reed (mother)", "", "")]), ("Guardian", "Self", []), ("Emergency contact", "Yes", []),
])  # fmt: skip
def test_columns_of_a_table(tmp_path: Path, titles: str, cells: str, ties: list[tuple[str, ...]]):
    found = one(taken(tmp_path / "people.csv", f"First name,Last name,DOB,{titles}\nUte,Falk,2015-03-05,{cells}\n"))
    assert [(tie.kind, tie.name, tie.phone, tie.note) for tie in found.ties] == ties
    assert ties or f"{titles}: {cells}" in found.more


def test_a_mother_who_is_rung_in_an_emergency_is_both(tmp_path: Path):
    found = one(taken(tmp_path / "adt.hl7", "MSH|^~\\&|A|H|||2026||ADT^A04|1|P|2.5\rPID|1||7^^^H^MR||Falk^Ute||20150305|F\rNK1|1|Holm^Ina|MTH^Mother||555 0150||C\r"))
    assert [(tie.kind, tie.note) for tie in found.ties] == [("Parent", "Mother, Emergency contact")]
