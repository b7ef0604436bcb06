"""The record edited in place: one field, one number, one consent at a time; refused in words, undone with one key, kept through merging."""

from __future__ import annotations

from datetime import date, time

import pytest

from frontdesk.domain.errors import BadInput, Refused, Stale
from frontdesk.domain.record import LINES, Reach, Tie, shown, standing
from frontdesk.services import merging, patients, record
from frontdesk.services.desk import Desk
from tests.data.conftest import contents


@pytest.fixture
def patient(people) -> int:
    return people.patients[0]


TYPED = {
    "given_name": "Inés", "family_name": "Falk Moser", "preferred_name": "Nes", "former_names": "Moser, Vega", "salutation": "Dr", "pronouns": "she/her",
    "birth_date": "3 Mar 1971", "languages": "English, Spanish", "occupation": "Roofer", "phone": "512 555 0170", "email": "nes@example.org", "street": "4 Elm Street",
    "street2": "Rear", "postcode": "78701", "city": "Austin", "region": "TX", "country": "USA", "alerts": "Apixaban, Needs hoist", "never_call": "yes",
    "contact_wish": "Not at school", "call_from": "4:00 pm", "call_until": "6:00 pm", "scheduling_wish": "Ground floor", "not_before": "9:00 am",
    "not_after": "3:00 pm", "referral_source": "Dr Vega",
}  # fmt: skip


def test_every_field_of_the_panel_is_kept_as_it_was_typed(desk: Desk, patient: int):
    assert {line.field for group in LINES.values() for line in group} == set(TYPED)
    for field, text in TYPED.items():
        record.set_field(desk, patient_id=patient, field=field, text=text)
    kept = patients.get(desk, patient_id=patient)
    assert {field: shown(kept, field) for field in TYPED} == TYPED
    assert (kept.birth_date, kept.call_from, kept.alerts, kept.never_call) == (date(1971, 3, 3), time(16), ("Apixaban", "Needs hoist"), True)
    found = patients.search(desk, text="vega ines")
    assert patient in [one.patient.id for one in found], "a former name still finds her"


def test_each_field_is_taken_back_by_itself(desk: Desk, patient: int):
    before = contents(desk.store)
    record.set_field(desk, patient_id=patient, field="pronouns", text="they/them")
    record.set_field(desk, patient_id=patient, field="city", text="Buda")
    desk.undo()
    kept = patients.get(desk, patient_id=patient)
    assert kept.pronouns == "they/them"
    assert kept.address.city != "Buda"
    desk.undo()
    assert contents(desk.store) == before


@pytest.mark.parametrize(("field", "text", "said"), [("birth_date", "soonish", "8 Feb 1974"), ("call_from", "lunch", "4 pm")])
def test_what_cannot_be_read_is_said_with_what_to_type(desk: Desk, patient: int, field: str, text: str, said: str):
    with pytest.raises(BadInput, match=said):
        record.set_field(desk, patient_id=patient, field=field, text=text)


def test_a_patient_is_never_left_without_a_name(desk: Desk, patient: int):
    record.set_field(desk, patient_id=patient, field="given_name", text="")
    with pytest.raises(Refused, match="needs a name"):
        record.set_field(desk, patient_id=patient, field="family_name", text=" ")


def test_two_desks_on_one_field_the_later_one_is_told_what_stands_there(desk: Desk, patient: int):
    record.set_field(desk, patient_id=patient, field="phone", text="512 555 0171")
    with pytest.raises(Stale, match="512 555 0171"):
        record.set_field(desk, patient_id=patient, field="phone", text="512 555 0199", before="512 555 0001")
    record.set_field(desk, patient_id=patient, field="city", text="Kyle", before=patients.get(desk, patient_id=patient).address.city)


def test_a_further_phone_says_what_it_may_be_used_for_finds_the_patient_and_can_become_the_first(desk: Desk, patient: int):
    first = patients.get(desk, patient_id=patient).phone
    one = record.save_reach(desk, reach=Reach(0, patient, "phone", "512 555 0888", "school", voicemail=False, texts=False))
    assert record.details(desk, patient_id=patient).reach[0].uses == "only calls"
    assert [f.patient.id for f in patients.search(desk, text="555 0888")] == [patient]
    record.make_first(desk, reach_id=one.id)
    assert patients.get(desk, patient_id=patient).phone == "512 555 0888"
    assert [r.value for r in record.details(desk, patient_id=patient).reach] == [first]
    with pytest.raises(Refused, match="@"):
        record.save_reach(desk, reach=Reach(0, patient, "email", "nobody"))


def test_a_guardian_on_file_brings_the_phone_along_and_one_who_is_not_is_typed(desk: Desk, people, patient: int):
    other = patients.get(desk, patient_id=people.patients[1])
    tie = record.add_tie(desk, patient_id=patient, kind="Guardian", text=other.chart)
    assert (tie.other_id, tie.name, tie.phone) == (other.id, other.name, other.phone)
    typed = record.add_tie(desk, patient_id=patient, kind="Carer", text="Ana Vega, 512 555 0142, ana@example.org")
    assert (typed.name, typed.phone, typed.email, typed.other_id) == ("Ana Vega", "512 555 0142", "ana@example.org", None)
    with pytest.raises(Refused, match="their own"):
        record.save_tie(desk, tie=Tie(0, patient, "Guardian", "", patient))


def test_a_consent_is_dated_and_signed_and_taking_it_back_keeps_the_first(desk: Desk, patient: int):
    record.record_consent(desk, patient_id=patient, what="Photographs", given=True, day=date(2026, 11, 10))
    record.record_consent(desk, patient_id=patient, what="Photographs", given=False)
    both = record.details(desk, patient_id=patient).consents
    assert [(c.given, c.who) for c in both] == [(True, desk.who), (False, desk.who)]
    assert [(c.what, c.given) for c in standing(both)] == [("Photographs", False)]
    with pytest.raises(Refused, match="later than today"):
        record.record_consent(desk, patient_id=patient, what="Photographs", given=True, day=date(2030, 1, 1))
    titles = [(e.title, e.who) for e in patients.record(desk, patient_id=patient).timeline if e.kind == "consent"]
    assert titles == [("Photographs: taken back", desk.who), ("Photographs: given", desk.who)]


def test_the_clinics_own_fields_are_shown_in_its_order_and_one_left_out_keeps_what_stands_in_it(desk: Desk, patient: int):
    shoe, _ = record.set_own_fields(desk, labels=["Shoe size", "Insurance"])
    record.set_own(desk, patient_id=patient, field_id=shoe.id, text="43")
    record.set_own_fields(desk, labels=["Insurance", "Transport"])
    assert [(f.label, text) for f, text in record.details(desk, patient_id=patient).own] == [("Insurance", ""), ("Transport", "")]
    desk.undo()
    assert [(f.label, text) for f, text in record.details(desk, patient_id=patient).own] == [("Shoe size", "43"), ("Insurance", "")]
    record.set_own(desk, patient_id=patient, field_id=shoe.id, text="")
    assert record.details(desk, patient_id=patient).own[0][1] == ""


def test_what_hangs_on_a_record_goes_over_in_a_merge_and_back_when_it_is_parted(desk: Desk, people, patient: int):
    gone = people.patients[1]
    shoe, = record.set_own_fields(desk, labels=["Shoe size"])
    record.set_own(desk, patient_id=gone, field_id=shoe.id, text="41")
    record.save_reach(desk, reach=Reach(0, gone, "phone", "512 555 0888"))
    record.record_consent(desk, patient_id=gone, what="Photographs", given=True)
    before = contents(desk.store)
    merging.merge(desk, survivor_id=patient, gone_id=gone)
    kept = record.details(desk, patient_id=patient)
    assert kept.own[0][1] == "41"
    assert "512 555 0888" in [one.value for one in kept.reach]
    assert [c.what for c in kept.consents] == ["Photographs"]
    merging.part(desk, merge_id=merging.merges_of(desk, patient_id=patient)[0].id)
    after = contents(desk.store)
    assert {t for t in before if before[t] != after[t]} <= {"patient_merge"}
