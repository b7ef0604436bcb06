"""What other systems warn of comes onto the record of the one whom it is about, and of nobody else; all people are invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontdesk.domain.incoming import Incoming, IncomingPerson
from frontdesk.exchange import reading

TODAY = date(2026, 11, 24)
Resource = dict[str, Any]


def taken(path: Path, raw: str) -> list[Incoming]:
    path.write_text(raw, encoding="utf-8")
    return list(reading.parse(path, reading.Asked(TODAY, TODAY, TODAY)))


def people(parts: list[Incoming]) -> list[IncomingPerson]:
    return [one for part in parts for one in part.people]


def apart(parts: list[Incoming]) -> dict[str, int]:
    return {kind: many for part in parts for kind, many in part.kept_apart.items()}


def patient(key: str, name: str) -> Resource:
    return {"resourceType": "Patient", "id": key, "identifier": [{"system": "urn:h", "value": f"N-{key}"}], "name": [{"family": name, "given": ["Ute"]}], "birthDate": "1970-03-05"}


def allergy(whose: Any, what: str, **more: Any) -> Resource:
    reference = whose if isinstance(whose, dict) else {"reference": whose}
    return {"resourceType": "AllergyIntolerance", "patient": reference, "code": {"text": what}, **more}


def bundle(*resources: Resource, base: str = "") -> str:
    entries = [{"resource": one, **({"fullUrl": base.format(one["id"])} if base and "id" in one else {})} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


def concept(code: str) -> Resource:
    return {"coding": [{"code": code}]}


def test_an_allergy_is_an_alert_of_its_patient_wherever_it_stands_and_however_it_refers_to_them(tmp_path: Path):
    raw = bundle(
        allergy("Patient/1", "Penicillin V", clinicalStatus=concept("active"), criticality="high", reaction=[{"manifestation": [{"text": "Hives"}], "severity": "severe"}]),
        patient("1", "Falk"), patient("2", "Holm"),
        allergy("Patient/2/_history/3", "Bee venom (substance)", reaction=[{"manifestation": [{"concept": {"coding": [{"display": "Anaphylaxis, acute"}]}}]}]),
        allergy({"identifier": {"system": "urn:h", "value": "N-2"}}, "Lactose", type=concept("intolerance"), verificationStatus=concept("unconfirmed")),
    )  # fmt: skip
    parts = taken(tmp_path / "bundle.json", raw)
    assert {one.patient.family_name: one.patient.alerts for one in people(parts)} == {
        "Falk": ("Allergy: Penicillin V (Hives / severe / high risk)",),
        "Holm": ("Allergy: Bee venom (Anaphylaxis / acute)", "Intolerance: Lactose (unconfirmed)"),
    }
    assert apart(parts) == {"allergy (with its patient)": 3}


@pytest.mark.parametrize("base", ["urn:uuid:{}", "https://one.example/fhir/Patient/{}"])
def test_an_address_of_an_entry_names_its_patient(tmp_path: Path, base: str):
    (one,) = people(taken(tmp_path / "bundle.json", bundle(patient("1", "Falk"), allergy(base.format("1"), "Latex"), base=base)))
    assert one.patient.alerts == ("Allergy: Latex",)


def test_resources_one_a_line_and_pages_of_a_search_know_each_other(tmp_path: Path):
    lines = "\n".join(json.dumps(one) for one in (allergy("Patient/1", "Latex"), patient("1", "Falk")))
    assert people(taken(tmp_path / "bulk.ndjson", lines))[0].patient.alerts == ("Allergy: Latex",)
    pages = "[" + ",".join((bundle(patient("1", "Falk")), bundle(allergy("Patient/1", "Latex")))) + "]"
    assert people(taken(tmp_path / "pages.json", pages))[0].patient.alerts == ("Allergy: Latex",)


def test_what_is_over_is_no_alert_and_is_said(tmp_path: Path):
    raw = bundle(
        patient("1", "Falk"), allergy("Patient/1", "Latex", clinicalStatus=concept("resolved")), allergy("Patient/1", "Nuts", verificationStatus=concept("refuted")),
        allergy("Patient/1", "Eggs", verificationStatus=concept("entered-in-error")), allergy("Patient/1", "No known allergy (situation)"),
        allergy("Patient/1", "Dust", clinicalStatus="inactive"),
    )  # fmt: skip
    parts = taken(tmp_path / "bundle.json", raw)
    (one,) = people(parts)
    assert one.patient.alerts == ()
    assert {"No alert, since it is resolved there: Allergy: Latex", "No alert, since it is refuted there: Allergy: Nuts", "Alerts there: No known allergy (situation)"} <= set(one.more)
    assert not any("Eggs" in line for line in one.more), "an error is not told again"
    assert apart(parts)["allergy no longer so there (entered-in-error)"] == 1


def test_a_flag_is_an_alert_in_its_own_words_as_long_as_it_is_active(tmp_path: Path):
    def flag(words: str, **more: Any) -> Resource:
        return {"resourceType": "Flag", "status": "active", "code": {"text": words}, "subject": {"reference": "Patient/1"}, **more}

    raw = bundle(patient("1", "Falk"), flag("On apixaban"), flag("Fall risk", status="inactive"), flag("Isolation", period={"end": "2026-11-01"}))
    (one,) = people(taken(tmp_path / "bundle.json", raw))
    assert one.patient.alerts == ("On apixaban",)


def test_an_allergy_of_somebody_who_is_not_in_the_file_is_refused_in_words_and_put_on_nobody(tmp_path: Path):
    raw = bundle(patient("1", "Falk"), allergy("Patient/9", "Latex"), allergy("https://two.example/Patient/1", "Nuts"), base="https://one.example/Patient/{}")
    parts = taken(tmp_path / "bundle.json", raw)
    assert people(parts)[0].patient.alerts == (), "another server's patient of that number is somebody else"
    refused = [piece.reason for part in parts for piece in part.refused]
    assert len(refused) == 2
    assert "does not stand in this file (Patient/9)" in refused[0]
    assert "Latex" in refused[0]


def test_where_two_people_of_a_file_have_one_number_neither_has_the_allergy_of_a_third_part(tmp_path: Path):
    two = "[" + ",".join((bundle(patient("1", "Falk")), bundle(patient("1", "Holm")), bundle(allergy("Patient/1", "Latex")))) + "]"
    parts = taken(tmp_path / "two.json", two)
    assert [one.patient.alerts for one in people(parts)] == [(), ()]
    assert sum(len(part.refused) for part in parts) == 1


def test_the_allergy_of_a_record_that_was_replaced_belongs_to_the_one_that_replaced_it(tmp_path: Path):
    old = patient("1", "Falk") | {"link": [{"type": "replaced-by", "other": {"reference": "Patient/2"}}]}
    (one,) = people(taken(tmp_path / "bundle.json", bundle(old, patient("2", "Falk"), allergy("Patient/1", "Latex"))))
    assert one.patient.alerts == ("Allergy: Latex",)


def test_an_allergy_in_xml(tmp_path: Path):
    raw = ('<Bundle xmlns="http://hl7.org/fhir"><entry><resource><Patient><id value="1"/><name><family value="Falk"/><given value="Ute"/></name></Patient></resource></entry>'
           '<entry><resource><AllergyIntolerance><code><coding><display value="Latex"/></coding></code><patient><reference value="Patient/1"/></patient>'
           "</AllergyIntolerance></resource></entry></Bundle>")  # fmt: skip
    (one,) = people(taken(tmp_path / "bundle.xml", raw))
    assert one.patient.alerts == ("Allergy: Latex",)


HEAD = "MSH|^~\\&|A|HOSP|||20261124||ADT^A08|1|P|2.5\rPID|1||7^^^H^MR||Falk^Ute||19700305|F\r"


@pytest.mark.parametrize(("segment", "alerts"), [
    ("AL1|1|DA|70618^Penicillin V^RxNorm|SV|Hives~Swelling|20210824", ("Allergy: Penicillin V (Hives / Swelling / severe)",)),
    ("AL1|1|FA|Nuts", ("Allergy: Nuts",)), ("AL1|1||^NKDA", ()), ("AL1|1|MC|^MRI, pacemaker", ("Contraindication: MRI / pacemaker",)), ('AL1|1||""', ()),
    ("AL1|1|FA||MO|Nausea", ()), ("AL1|1|FA|^Nuts||Wheal (finding)", ("Allergy: Nuts (Wheal)",)),
    ("IAM|1|DA|^Latex^L|MI||A|9||IN", ("Intolerance: Latex (mild)",)), ("IAM|1|DA|^Latex^L|||D|9", ()), ("IAM|1|DA|^Latex^L|||A|9||||||||||E", ()),
    ("OBX|1|TX|ALERT^Alert^L||Needs hoist||||||F", ("Needs hoist",)), ("OBX|1|NM|8302-2^Height^LN||180|cm", ()),
])  # fmt: skip
def test_segments_that_warn(tmp_path: Path, segment: str, alerts: tuple[str, ...]):
    (one,) = people(taken(tmp_path / "adt.hl7", f"{HEAD}PV1|1|O\r{segment}\r"))
    assert one.patient.alerts == alerts
    if "Nausea" in segment:
        assert "An allergy there does not say of what: Nausea." in one.more
    if "Latex" in segment and not alerts:
        assert any(line.startswith("No alert, since it is ") for line in one.more)


def test_of_two_people_in_one_message_each_has_the_segments_behind_them(tmp_path: Path):
    raw = HEAD + "AL1|1|DA|^Latex\rPID|2||8^^^H^MR||Holm^Lars||19710305|M\rAL1|1|DA|^Nuts\r"
    assert [one.patient.alerts for one in people(taken(tmp_path / "adt.hl7", raw))] == [("Allergy: Latex",), ("Allergy: Nuts",)]


@pytest.mark.parametrize(("title", "cell", "alerts"), [
    ("Medical alerts", "Latex; On warfarin", ("Latex", "On warfarin")), ("MedUrgNote", "Pacemaker", ("Pacemaker",)), ("Allergies", "Penicillin", ("Allergy: Penicillin",)),
    ("CAVE", "Marcumar", ("Marcumar",)), ("Blood thinner", "Yes", ("Blood thinner: yes",)), ("Blood thinner", "N", ()), ("Allergies", "NKDA", ()),
])  # fmt: skip
def test_a_column_that_warns(tmp_path: Path, title: str, cell: str, alerts: tuple[str, ...]):
    (one,) = people(taken(tmp_path / "people.csv", f"LName,FName,Birthdate,{title}\nFalk,Ute,1970-03-05,{cell}\n"))
    assert one.patient.alerts == alerts


def test_every_column_that_warns_does_and_nothing_of_a_long_warning_is_lost(tmp_path: Path):
    long = "Carries an adrenaline pen in the left pocket of the coat " * 5
    (one,) = people(taken(tmp_path / "people.csv", f"LName,FName,Birthdate,Allergies,Medical alerts,MedUrgNote\nFalk,Ute,1970-03-05,Latex,Pacemaker,{long}\n"))
    assert one.patient.alerts[:2] == ("Allergy: Latex", "Pacemaker")
    assert one.patient.alerts[2].endswith("…")
    assert f"Alert: {long.strip()}" in one.more


def test_values_of_the_wrong_kind_break_nothing_and_lead_to_nobody_else(tmp_path: Path):
    odd: list[Any] = [
        {"resourceType": {"a": 1}}, {"resourceType": "Appointment", "status": ["booked"]}, allergy("Patient/1", "Latex") | {"clinicalStatus": [1], "reaction": "no", "type": {}},
        {"resourceType": "Flag", "subject": [{"reference": ["Patient/1"]}], "code": [{"text": ["x"]}], "period": ["2020"]},
        patient("1", "Falk") | {"_self": [7], "_index": "x", "_url": {}}, patient("2", "Holm") | {"_self": 7, "link": [{"type": "replaced-by"}]},
        {"resourceType": "RelatedPerson", "patient": {"reference": {"x": 1}}, "name": ["x"], "telecom": {"system": 1, "value": [2]}, "relationship": "mother"},
    ]  # fmt: skip
    parts = taken(tmp_path / "odd.json", json.dumps(odd))
    assert [(one.patient.family_name, one.patient.alerts) for one in people(parts)] == [("Falk", ("Allergy: Latex",))]
    assert len([piece for part in parts for piece in part.refused]) == 3


def test_cards_warn_in_a_property_of_their_own(tmp_path: Path):
    (one,) = people(taken(tmp_path / "one.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ute Falk\nX-ALLERGIES:Nickel\nX-FRONTDESK-ALERT:Needs hoist\\, two people\nEND:VCARD\n"))
    assert one.patient.alerts == ("Needs hoist, two people", "Allergy: Nickel")
