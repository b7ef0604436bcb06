"""Two records of one person are merged, taken back, parted again after later edits and a restart; nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from frontdesk.data import merging as merging_rows
from frontdesk.data import rows, tables
from frontdesk.domain.errors import NotFound, Refused
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.domain.patient import Note, Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.services import inquiries, merging, patients
from frontdesk.services.desk import Desk
from tests.data.conftest import NINE, contents

NOWHERE = PostalAddress("4 Elm Street", "", "Austin", "TX", "78701")


@pytest.fixture
def pair(desk: Desk, people) -> tuple[Patient, Patient]:
    """Ines Falk, known since long, and Inez Falk, made by a hurried call; each has a visit, a note, an inquiry and a letter of her own."""
    one = patients.get(desk, patient_id=people.patients[0])
    with desk.write("A second record") as write:
        two = rows.add(write, Patient(0, "Inez", "Falk-Moser", "DP-2001", birth_date=one.birth_date, phone="512 555 7777", email="ines@example.org", address=NOWHERE,
                                      alerts=("Latex",), created_at=write.now))  # fmt: skip
        for n, patient in enumerate((one, two)):
            visit = rows.add(write, replace(people.visit(start=NINE + timedelta(hours=n), who=n, room=n), patient_id=patient.id))
            rows.add(write, Note(0, patient.id, write.now, "Julia", f"Note {n}"))
            call = Inquiry(0, f"k{n}", Source.PHONE, State.NEW, patient.name, "hello", received_at=write.now, imported_at=write.now, patient_id=patient.id)
            call = rows.add(write, call)
            write.insert(tables.letter, {"kind": "appointment", "state": "draft", "patient_id": patient.id, "appointment_id": visit.id, "created_at": write.now,
                                         "subject": "", "with_sheet": True})  # fmt: skip
            write.insert(tables.not_same, {"inquiry_id": call.id, "patient_id": people.patients[1]})
    return one, two


def owned(desk: Desk, patient_id: int) -> dict[str, int]:
    with desk.read() as session:
        return {f"{t.name}.{c.name}": n for t, c in merging_rows.links() if (n := len(session.execute(t.select().where(c == patient_id)).all()))}


def test_everything_that_hangs_on_one_record_goes_over_to_the_other(desk, pair):
    one, two = pair
    merged = merging.merge(desk, survivor_id=one.id, gone_id=two.id, take={"email"})
    assert owned(desk, two.id) == {}
    assert owned(desk, one.id) == {"appointment.patient_id": 2, "inquiry.patient_id": 2, "letter.patient_id": 2, "note.patient_id": 2, "patient_reach.patient_id": 1}
    kept = patients.get(desk, patient_id=one.id)
    assert kept == merged.survivor
    assert (kept.given_name, kept.family_name, kept.phone, kept.email) == ("Ines", "Falk", one.phone, "ines@example.org")
    assert kept.address == NOWHERE, "only one of them said where she lives"
    assert (kept.alerts, kept.former_names) == (("Latex",), ("Falk-Moser",))
    assert len(patients.record(desk, patient_id=one.id).visits) == 2
    assert patients.record(desk, patient_id=two.id).patient.id == one.id, "whoever opens the record that went sees the other"


def test_the_chart_number_and_the_other_phone_still_find_her(desk, pair):
    one, two = pair
    merging.merge(desk, survivor_id=one.id, gone_id=two.id)
    for text in ("DP-2001", "dp 2001", "2001", "7777", "512 555 7777", "falk-moser", "ines falk"):
        assert [f.patient.id for f in patients.search(desk, text=text)] == [one.id], text
    assert patients.count(desk) == 3


def test_a_merge_is_taken_back_with_one_key_and_done_again(desk, pair):
    one, two = pair
    before = contents(desk.store)
    merging.merge(desk, survivor_id=one.id, gone_id=two.id, take={"given_name", "phone"})
    after = contents(desk.store)
    assert after != before
    desk.undo()
    assert contents(desk.store) == before
    desk.redo()
    assert contents(desk.store) == after


def test_two_are_parted_again_as_they_were_across_a_restart(desk, pair, clock):
    one, two = pair
    before = contents(desk.store)
    merging.merge(desk, survivor_id=one.id, gone_id=two.id, take={"given_name", "birth_date", "address", "phone"})
    desk.close()
    again = Desk.open(desk.store.path, clock=clock, who="Tom")
    try:
        (kept,) = merging.merges_of(again, patient_id=one.id)
        assert kept.chart == "DP-2001"
        merging.part(again, merge_id=kept.id)
        after = contents(again.store)
        (record,) = after.pop("patient_merge")
        assert record[-1] == clock(), "when they were parted is kept"
        before.pop("patient_merge")
        assert after == before
        assert merging.merges_of(again, patient_id=one.id) == ()
        with pytest.raises(NotFound, match="parted already"):
            merging.part(again, merge_id=kept.id)
    finally:
        again.close()


def test_what_happened_after_the_merge_is_not_lost_when_they_are_parted(desk, people, pair):
    one, two = pair
    merging.merge(desk, survivor_id=one.id, gone_id=two.id, take={"phone"})
    kept = patients.get(desk, patient_id=one.id)
    patients.change(desk, patient=replace(kept, occupation="Baker", email="new@example.org", address=replace(kept.address, street="9 Oak Street")))
    patients.add_note(desk, patient_id=one.id, text="After the merge")
    with desk.write("Book") as write:
        rows.add(write, replace(people.visit(start=datetime(2026, 12, 3, 9), who=2, room=2), patient_id=one.id))
    (held,) = merging.merges_of(desk, patient_id=one.id)
    merging.part(desk, merge_id=held.id)
    first, second = patients.record(desk, patient_id=one.id), patients.record(desk, patient_id=two.id)
    assert (first.patient.occupation, first.patient.email, first.patient.address.street) == ("Baker", "new@example.org", "9 Oak Street"), "edited since: kept"
    assert first.patient.phone == one.phone, "nobody changed it since: as it was"
    assert {n.text for n in first.notes} == {"Note 0", "After the merge"}
    assert {n.text for n in second.notes} == {"Note 1"}
    assert (len(first.visits), len(second.visits)) == (2, 1)
    assert replace(second.patient, version=0) == replace(two, version=0)


def test_parting_is_taken_back_too(desk, pair):
    one, two = pair
    merging.merge(desk, survivor_id=one.id, gone_id=two.id)
    before = contents(desk.store)
    merging.part(desk, merge_id=merging.merges_of(desk, patient_id=one.id)[0].id)
    desk.undo()
    assert contents(desk.store) == before


def test_two_visits_at_the_same_time_stand_in_the_way_and_nothing_is_moved(desk, people, pair):
    one, two = pair
    with desk.write("Book") as write:
        rows.add(write, replace(people.visit(start=NINE, who=2, room=2), patient_id=two.id))
    before = contents(desk.store)
    with pytest.raises(Refused, match="visit at the same time"):
        merging.merge(desk, survivor_id=one.id, gone_id=two.id)
    assert contents(desk.store) == before


def test_one_record_is_not_merged_with_itself_nor_twice(desk, people, pair):
    one, two = pair
    with pytest.raises(Refused, match="one record"):
        merging.merge(desk, survivor_id=one.id, gone_id=one.id)
    merging.merge(desk, survivor_id=one.id, gone_id=two.id)
    with pytest.raises(Refused, match="merged already"):
        merging.merge(desk, survivor_id=people.patients[1], gone_id=two.id)


def test_what_the_desk_has_judged_is_remembered_for_both(desk, pair):
    one, two = pair
    assert [c.patient.id for c in patients.record(desk, patient_id=one.id).alike] == [two.id]
    merging.different(desk, patient_id=two.id, other_id=one.id)
    merging.different(desk, patient_id=one.id, other_id=two.id)
    assert patients.record(desk, patient_id=one.id).alike == patients.record(desk, patient_id=two.id).alike == ()
    assert desk.undo().label == "Two records are two people", "said twice, it is one judgement"
    assert patients.record(desk, patient_id=two.id).alike[0].patient.id == one.id


def test_the_comparison_marks_where_both_say_something_else(desk, pair):
    one, two = pair
    shown = merging.compare(desk, one_id=one.id, other_id=two.id)
    lines = {line.field: line for line in shown.lines}
    assert (lines["given_name"].one, lines["given_name"].other, lines["given_name"].differs) == ("Ines", "Inez", True)
    assert (lines["birth_date"].differs, lines["address"].differs) == (False, False)
    assert "same birthday" in shown.reasons


def test_somebody_who_is_being_typed_in_is_recognised_with_reasons(desk, people):
    known = patients.Known(given="Ines", family="Flak", birth_date=date(1980, 1, 1))
    (found,) = patients.candidates(desk, known=known)
    assert found.patient.id == people.patients[0]
    assert found.verdict == "same"
    assert found.reasons == ("same given name", "family name alike", "same birthday")


def test_a_call_is_compared_with_those_on_file_and_the_desks_word_counts(desk, people):
    call = inquiries.log_call(desk, name="Ines Falk", phone="512 555 0100", text="my knee")
    (found,) = inquiries.case(desk, inquiry_id=call.id).candidates
    assert found.patient.id == people.patients[0]
    assert found.reasons == ("same name", "same phone")
    inquiries.not_same(desk, inquiry_id=call.id, patient_id=found.patient.id)
    assert inquiries.case(desk, inquiry_id=call.id).candidates == ()
