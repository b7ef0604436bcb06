"""The life of one visit at a desk, on real rows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdesk.data import rows
from frontdesk.domain.appointment import Appointment, Confirmation, Lives, Status, Urgency
from frontdesk.domain.errors import BadInput, Refused, Taken
from frontdesk.domain.slots import Slot
from frontdesk.services import calendar, patients, visits
from tests.data.conftest import NINE, ZONE, contents


@pytest.fixture
def booked(desk, people) -> Appointment:
    with desk.write("Book a visit") as write:
        return rows.add(write, people.visit())


def slot(people, hour: int, *, minutes: int = 30, who: int = 0, room: int = 0) -> Slot:
    start = NINE.replace(hour=hour)
    end = start + timedelta(minutes=minutes)
    return Slot(start, end, people.clinicians[who], people.rooms[room], start, end, people.site, ZONE)


def test_a_visit_is_cancelled_with_a_code_and_a_note_and_stays_to_be_seen(desk, booked):
    gone = visits.cancel(desk, appointment_id=booked.id, code="pat-fb", note=" feels fine ")
    assert (gone.status, gone.cancel_code, gone.cancel_note, gone.cancelled_at) == (Status.CANCELLED, "pat-fb", "feels fine", desk.now())
    assert calendar.day(desk, day=NINE.date()).visits == ()
    assert [v.appointment.id for v in visits.cancelled_between(desk, first=NINE.date(), last=NINE.date())] == [booked.id]
    told = patients.record(desk, patient_id=booked.patient_id).timeline[0]
    assert "feeling better" in told.detail
    assert "feels fine" in told.detail


def test_a_reason_that_is_not_on_the_list_is_refused(desk, booked):
    with pytest.raises(BadInput):
        visits.cancel(desk, appointment_id=booked.id, code="because")
    assert calendar.get(desk, appointment_id=booked.id) == booked


def test_one_undo_brings_back_the_very_same_rows(desk, booked):
    before = contents(desk.store)
    visits.cancel(desk, appointment_id=booked.id, code="other")
    assert contents(desk.store) != before
    desk.undo()
    assert contents(desk.store) == before


def test_a_cancelled_visit_is_reinstated(desk, booked):
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    back = visits.reinstate(desk, appointment_id=booked.id)
    assert (back.status, back.cancel_code) == (Status.BOOKED, "")
    assert desk.history()[0].label == "Reinstate a visit"


def test_reinstating_onto_a_time_that_is_taken_says_who_and_the_next_free(desk, booked, people):
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    with desk.write("Book a visit") as write:
        rows.add(write, people.visit(patient=1))
    with pytest.raises(Taken, match=r"Dr Okafor is taken with Tomas Brandt until 9:30 am. Next free: Tue 1 Dec, 9:30 am") as told:
        visits.reinstate(desk, appointment_id=booked.id)
    assert told.value.next_free == NINE + timedelta(minutes=30)
    assert calendar.get(desk, appointment_id=booked.id).status is Status.CANCELLED


@pytest.mark.parametrize("way", [
    (Status.NO_SHOW,), (Status.WAITING,), (Status.WAITING, Status.IN_ROOM), (Status.WAITING, Status.IN_ROOM, Status.DONE), (Status.WAITING, Status.CANCELLED),
])  # fmt: skip
def test_every_step_is_reversed_by_a_logged_step_and_by_undo(desk, booked, way):
    before = contents(desk.store)
    for status in way:
        visits.set_status(desk, appointment_id=booked.id, status=status)
    for status in [*reversed(way[:-1]), Status.BOOKED]:
        visits.set_status(desk, appointment_id=booked.id, status=status)
    labels = [h.label for h in desk.history()][: len(way)]
    assert all(label.startswith("Take back: ") for label in labels)
    assert contents(desk.store) == before
    for _ in range(2 * len(way)):
        desk.undo()
    assert contents(desk.store) == before


def test_what_is_taken_back_is_said_in_plain_words_and_with_whom_it_was_about(desk, booked):
    who = patients.get(desk, patient_id=booked.patient_id).name
    for status in (Status.WAITING, Status.BOOKED):
        visits.set_status(desk, appointment_id=booked.id, status=status)
    undone = desk.undo()
    assert undone.told(*undone.about) == f"Done again: Check in, {who}."
    assert desk.redo().sentence == "Taken back: Check in."
    desk.undo()
    undone = desk.undo()
    assert undone.told(*undone.about) == f"Taken back: Check in, {who}."
    assert who not in undone.sentence, "without being asked nobody is named"


def test_a_step_that_is_not_legal_changes_nothing(desk, booked):
    with pytest.raises(Refused, match="This visit is booked"):
        visits.set_status(desk, appointment_id=booked.id, status=Status.DONE)
    assert calendar.get(desk, appointment_id=booked.id) == booked


def test_a_move_makes_the_confirmation_void(desk, booked, people):
    assert visits.confirm(desk, appointment_id=booked.id, outcome=Confirmation.CONFIRMED).confirmed
    moved = calendar.move(desk, appointment_id=booked.id, slot=slot(people, 11))
    assert not moved.confirmed
    assert moved.confirmation is Confirmation.CONFIRMED
    back = calendar.move(desk, appointment_id=booked.id, slot=slot(people, 9))
    assert back.confirmed


@pytest.mark.parametrize("outcome", [o for o in Confirmation if o])
def test_each_outcome_of_asking_is_kept_with_its_time(desk, booked, outcome):
    told = visits.confirm(desk, appointment_id=booked.id, outcome=outcome)
    assert (told.outcome, told.confirmed_for) == (outcome, NINE)
    assert visits.confirm(desk, appointment_id=booked.id, outcome=Confirmation.UNCONFIRMED).confirmed_for is None


def test_only_a_booked_visit_is_confirmed(desk, booked):
    visits.set_status(desk, appointment_id=booked.id, status=Status.NO_SHOW)
    with pytest.raises(Refused):
        visits.confirm(desk, appointment_id=booked.id, outcome=Confirmation.CONFIRMED)


def test_urgency_is_an_axis_of_its_own(desk, booked):
    assert visits.set_urgency(desk, appointment_id=booked.id, urgency=Urgency.SOON).status is Status.BOOKED


def test_cancel_and_rebook_makes_a_new_row_that_names_the_old_one(desk, booked, people):
    before = contents(desk.store)
    made = visits.rebook(desk, appointment_id=booked.id, slot=slot(people, 14), code="pat-lt", note="bus")
    old = calendar.get(desk, appointment_id=booked.id)
    assert (old.status, old.cancel_code, old.start) == (Status.CANCELLED, "pat-lt", NINE)
    assert (made.replaces_id, made.status, made.start.hour, made.cancel_code) == (old.id, Status.BOOKED, 14, "")
    assert made.uid != old.uid
    desk.undo()
    assert contents(desk.store) == before


def test_a_rebooking_onto_a_taken_time_leaves_the_old_visit_booked(desk, booked, people):
    with desk.write("Book a visit") as write:
        rows.add(write, people.visit(start=NINE.replace(hour=14), patient=1))
    with pytest.raises(Taken):
        visits.rebook(desk, appointment_id=booked.id, slot=slot(people, 14))
    assert calendar.get(desk, appointment_id=booked.id).status is Status.BOOKED


def test_a_visit_in_the_tray_frees_its_time_and_a_move_puts_it_back(desk, booked, people):
    pulled = visits.to_tray(desk, appointment_id=booked.id)
    assert (pulled.status, pulled.lives) == (Status.BOOKED, Lives.TRAY)
    assert calendar.day(desk, day=NINE.date()).visits == ()
    with desk.write("Book a visit") as write:
        rows.add(write, people.visit(patient=1))
    with pytest.raises(Taken):
        calendar.move(desk, appointment_id=booked.id, slot=slot(people, 9))
    assert calendar.move(desk, appointment_id=booked.id, slot=slot(people, 10)).lives is Lives.BOOK


def test_undoing_a_pull_off_is_refused_where_somebody_has_the_time_now(desk, booked, people):
    visits.to_tray(desk, appointment_id=booked.id)
    desk.name = "other desk"
    with desk.write("Book a visit") as write:
        rows.add(write, people.visit(patient=1))
    desk.name = "desk"
    with pytest.raises(Taken):
        desk.undo()
    assert calendar.get(desk, appointment_id=booked.id).lives is Lives.TRAY


def test_the_panel_can_say_who_changed_a_visit_and_when(desk, booked, people):
    calendar.move(desk, appointment_id=booked.id, slot=slot(people, 11))
    visits.cancel(desk, appointment_id=booked.id, code="oth-weath", note="snow")
    told = visits.history(desk, appointment_id=booked.id)
    assert [h.words for h in told] == ["Cancel a visit, Weather, snow", "Move a visit, was Tue 1 Dec, 9:00 am", "Book a visit"]
    assert {h.who for h in told} == {"Julia Marsh"}


def test_the_column_says_how_far_behind_a_clinician_is(desk, people, clock):
    start = desk.wall_now().replace(minute=0, second=0)
    with desk.write("Book a visit") as write:
        rows.add(write, people.visit(start=start, status=Status.WAITING))
    behind = {c.clinician.id: c.behind for c in calendar.day(desk, day=start.date()).columns}
    assert behind == {people.clinicians[0]: 42, people.clinicians[1]: 0, people.clinicians[2]: 0}
