"""The overview of a record: the visit that is asked for with times for it, what is usual where none is, and what is ready for the visit ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from frontdesk.data import rows
from frontdesk.domain.appointment import Status
from frontdesk.services import calendar, day_sheet, follow_ups, patients, recalls, visits
from frontdesk.services.desk import Desk
from frontdesk.services.overview import overview
from tests.data.conftest import NINE


def test_a_follow_up_that_was_asked_for_is_proposed_in_its_window_and_met_by_the_booking(desk: Desk, people):
    key = people.patients[0]
    asked = follow_ups.ask(desk, patient_id=key, weeks=6, clinician_id=people.clinicians[1], note="look at the knee")
    told = overview(desk, patient_id=key).to_book
    assert told is not None
    assert (told.line, told.away, told.follow_up_id) == ("30 min, Dr Holm", "in 6 weeks", asked.id)
    assert "look at the knee" in told.why
    assert len(told.slots) == 2
    entry = next(e for e in patients.record(desk, patient_id=key).timeline if e.kind == "follow_up")
    assert (entry.title, entry.ahead, entry.week, entry.by) == ("Consultation to book", True, True, desk.who)
    assert entry.wall is not None
    assert (entry.wall.weekday(), asked.ideal - entry.wall.date() < timedelta(days=7)) == (0, True)
    assert all(asked.earliest <= slot.start.date() <= asked.latest for slot in told.slots)
    calendar.book(desk, booking=calendar.Booking(told.slots[0], told.wish.type_id, patient_id=key, follow_up_id=told.follow_up_id))
    after = overview(desk, patient_id=key)
    assert after.to_book is None
    assert after.ahead is not None
    assert after.ahead.appointment.start == told.slots[0].start
    desk.undo()
    assert overview(desk, patient_id=key).to_book is not None


def test_without_a_wish_whoever_was_here_is_seen_again_by_the_same_clinician_around_a_recall(desk: Desk, people):
    key = people.patients[1]
    first = overview(desk, patient_id=key).to_book
    assert first is not None
    assert first.wish.wanted_clinician_id is None
    with desk.write("A visit") as write:
        rows.add(write, replace(people.visit(who=2, start=NINE - timedelta(days=20)), patient_id=key, status=Status.DONE))
    due = recalls.ask(desk, patient_id=key, due=desk.wall_now().date() + timedelta(days=40)).due
    told = overview(desk, patient_id=key).to_book
    assert told is not None
    assert (told.wish.wanted_clinician_id, told.why) == (people.clinicians[2], "Recall")
    assert told.slots[0].start.date() >= due - timedelta(days=7)


def test_what_is_ready_is_of_the_visit_that_comes_next(desk: Desk, people):
    key = people.patients[2]
    with desk.write("Visits") as write:
        later, soon = (rows.add(write, replace(people.visit(start=NINE + timedelta(days=days)), patient_id=key)) for days in (9, 2))
    day_sheet.set_ready(desk, appointment_id=soon.id, item="imaging", done=True)
    told = overview(desk, patient_id=key)
    assert told.ahead is not None
    assert (told.ahead.appointment.id, told.ready, told.to_book) == (soon.id, frozenset({"imaging"}), None)
    visits.cancel(desk, appointment_id=soon.id, code="pat", note="")
    told = overview(desk, patient_id=key)
    assert told.ahead is not None
    assert (told.ahead.appointment.id, told.ready) == (later.id, frozenset())
