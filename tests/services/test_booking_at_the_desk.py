"""Booking: one transaction, one label, one undo; told who was faster; holds that run out; paper that follows the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.clinic import AppointmentType, Block, Clinic, Clinician, OpeningRule, Site
from frontdesk.domain.errors import DeskError, NotFound, Refused, Stale, Taken, Unprintable
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.domain.letter import LetterState
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.slots import Slot, Wish
from frontdesk.domain.timespan import NoSuchTime, TwoTimes, instant_of
from frontdesk.services import calendar, inquiries, letters, paperwork, staff, visits
from frontdesk.services import patients as patient_service
from frontdesk.services.calendar import Booking, NewPerson
from tests.data.conftest import NINE, ZONE, contents

HALF = timedelta(minutes=30)
TEN = NINE + timedelta(hours=1)


def slot(people, start=NINE, *, who: int = 0, room: int = 0) -> Slot:
    return Slot(start, start + HALF, people.clinicians[who], people.rooms[room], start, start + HALF, people.site, ZONE)


@pytest.fixture
def asked(desk) -> Inquiry:
    """Somebody not on file has written."""
    with desk.write("Bring in a file", undoable=False) as write:
        made = rows.add(write, Inquiry(
            0, "test:1", Source.COMMENT, State.NEW, "Edda Brunner", "I am 63, a choir conductor. My left knee hurts since 2019. Call me at 512 555 0188.",
            email="edda@example.org", received_at=desk.now(), imported_at=desk.now(),
        ))  # fmt: skip
    inquiries.case(desk, inquiry_id=made.id)
    return made


def test_a_booking_makes_patient_visit_link_and_letter_under_one_label_and_one_undo_takes_all_of_it_back(desk, people, asked):
    before, heard = contents(desk.store), []
    desk.listeners.append(heard.append)
    done = calendar.book(desk, booking=Booking(slot(people), people.type, inquiry_id=asked.id))
    after = contents(desk.store)
    grown = {table: len(after[table]) - len(before[table]) for table in after if len(after[table]) != len(before[table])}
    assert grown["patient"] == grown["appointment"] == grown["letter"] == 1
    assert (done.patient.name, done.patient.email) == ("Edda Brunner", "edda@example.org")
    assert done.patient.chart
    kept = inquiries.case(desk, inquiry_id=asked.id).inquiry
    assert (kept.state, kept.patient_id, kept.appointment_id) == (State.BOOKED, done.patient.id, done.appointment.id)
    assert "Edda Brunner, Tue 1 Dec, 9:00 am, Dr Okafor, Room 0" in done.sentence
    assert desk.history()[0].label == "Book a visit"
    assert "Brunner" not in str([news.label for news in heard])
    assert {"patient", "appointment", "letter", "inquiry"} <= set().union(*(news.tables for news in heard))
    desk.undo()
    assert contents(desk.store) == before
    desk.redo()
    assert contents(desk.store) == after


def test_the_visit_says_what_it_is_about_from_the_facts(desk, people, asked):
    done = calendar.book(desk, booking=Booking(slot(people), people.type, inquiry_id=asked.id))
    assert "nee" in done.appointment.detail


def test_an_inquiry_is_booked_once(desk, people, asked):
    calendar.book(desk, booking=Booking(slot(people), people.type, inquiry_id=asked.id))
    before = contents(desk.store)
    with pytest.raises(Refused, match="booked already"):
        calendar.book(desk, booking=Booking(slot(people, TEN), people.type, inquiry_id=asked.id))
    assert contents(desk.store) == before


def test_somebody_was_faster_who_until_when_and_the_next_free_time_are_told_and_nothing_is_written(desk, people, asked):
    calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    before = contents(desk.store)
    with pytest.raises(Taken, match=r"Dr Okafor is taken with Ines Falk until 9:30 am. Next free: Tue 1 Dec, 9:30 am.") as told:
        calendar.book(desk, booking=Booking(slot(people, room=1), people.type, inquiry_id=asked.id))
    assert (told.value.what, told.value.until, told.value.next_free) == ("clinician", NINE + HALF, NINE + HALF)
    assert contents(desk.store) == before


def test_a_room_and_a_patient_that_are_taken_are_told_as_such(desk, people):
    calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    with pytest.raises(Taken, match=r"Room 0 is taken"):
        calendar.book(desk, booking=Booking(slot(people, who=1), people.type, patient_id=people.patients[1]))
    with pytest.raises(Taken, match=r"The patient is taken until 9:30 am"):
        calendar.book(desk, booking=Booking(slot(people, who=1, room=1), people.type, patient_id=people.patients[0]))


def test_a_deliberate_overlap_needs_a_reason_and_keeps_it(desk, people):
    calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    done = calendar.book(desk, booking=Booking(slot(people, room=1), people.type, patient_id=people.patients[1], overlap_reason="Dr Okafor agreed"))
    assert done.appointment.overlap_reason == "Dr Okafor agreed"


def test_nobody_to_book_for_is_refused(desk, people):
    with pytest.raises(Refused, match="who the visit is for"):
        calendar.book(desk, booking=Booking(slot(people), people.type))
    with pytest.raises(NotFound):
        calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=9_999))


def test_a_time_that_the_clock_leaves_out_or_passes_twice_is_refused_before_anything_is_written(desk, people):
    before = contents(desk.store)
    for start, trouble in ((NINE.replace(year=2027, month=3, day=14, hour=2, minute=30), NoSuchTime), (NINE.replace(month=11, day=1, hour=1, minute=30), TwoTimes)):
        with pytest.raises(trouble):
            calendar.book(desk, booking=Booking(slot(people, start), people.type, person=NewPerson("Ada Quist")))
    assert contents(desk.store) == before


def test_a_hold_keeps_the_time_until_it_runs_out_and_then_lets_go_of_it(desk, people, clock):
    held = calendar.hold(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]), minutes=30)
    wish = Wish(people.type, clinician_id=people.clinicians[0], earliest=NINE, days=1)
    assert NINE not in {one.start for one in calendar.slots(desk, wish=wish, limit=50).slots}
    with pytest.raises(Taken):
        calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[1]))
    clock.now += timedelta(minutes=30)
    assert NINE in {one.start for one in calendar.slots(desk, wish=wish, limit=50).slots}
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[1]))
    with desk.read() as session:
        assert rows.get(session, Appointment, held.id).status is Status.EXPIRED
    desk.undo()
    with desk.read() as session:
        assert rows.get(session, Appointment, held.id).status is Status.EXPIRED
        with pytest.raises(NotFound):
            rows.get(session, Appointment, done.appointment.id)


def test_a_time_held_for_a_new_caller_is_booked_for_them_when_they_say_yes_and_undo_holds_it_again(desk, people, clock):
    held = calendar.hold(desk, booking=Booking(slot(people), people.type, person=NewPerson("Ada Quist", "(512) 555-0190")), minutes=60 * 24 * 30)
    assert held.expires_at == instant_of(held.start, held.zone), "a time is not held past its own beginning"
    booked = visits.book_held(desk, appointment_id=held.id)
    assert (booked.id, booked.status, booked.patient_id, booked.expires_at) == (held.id, Status.BOOKED, held.patient_id, None)
    assert [one.appointment_id for one in letters.letters(desk, tab="to_print")] == [held.id]
    desk.undo()
    with desk.read() as session:
        assert rows.get(session, Appointment, held.id).status is Status.HELD
    assert calendar.visit(desk, appointment_id=held.id).patient_name == "Ada Quist"


def test_what_is_offered_is_what_can_be_booked_one_after_the_other_until_the_day_is_full(desk, people):
    wish = Wish(people.type, earliest=NINE.replace(hour=0), days=1)
    many = 0
    while found := calendar.slots(desk, wish=wish, limit=1).slots:
        calendar.book(desk, booking=Booking(found[0], people.type, person=NewPerson(f"Person {many}"), letter=False))
        many += 1
    assert many == 60  # three clinicians, ten hours, half an hour each


# -- paper


def test_a_printed_letter_is_superseded_when_its_visit_moves_and_a_new_one_waits(desk, people):
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    values = {done.letter_id: paperwork.printed_values(done.appointment)}
    with desk.write("Print a letter", barrier="printed") as write:
        letter_rows.mark(write, letter_ids=[done.letter_id], state=LetterState.PRINTED, printed=values, job="desk-1")
    (first,) = letters.letters(desk, tab="sent")
    assert not first.superseded
    calendar.move(desk, appointment_id=done.appointment.id, slot=slot(people, TEN))
    (first,) = letters.letters(desk, tab="sent")
    assert first.superseded
    (waiting,) = letters.letters(desk, tab="to_print")
    assert "10:00 am" in waiting.subject
    calendar.move(desk, appointment_id=done.appointment.id, slot=slot(people, NINE))
    assert not letters.letters(desk, tab="sent")[0].superseded, "it says again what is so"


def test_a_waiting_letter_follows_its_visit(desk, people, complete):
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    calendar.move(desk, appointment_id=done.appointment.id, slot=slot(people, TEN, who=1, room=1))
    (one,) = letters.letters(desk, tab="to_print")
    assert "10:00 am" in one.subject
    shown = {field.label: field.value for field in letters.preview(desk, letter_id=one.id).fields}
    assert (shown["Visit"], shown["Clinician"]) == ("Tue 1 Dec, 10:00 am", "Dr Lars Holm")


@pytest.fixture
def complete(desk):
    """A clinic that can sign a letter."""
    clinic = desk.house().clinic
    staff.save(desk, value=replace(clinic, phone="512 555 0140", signs="Julia Marsh"))
    site = desk.house().sites[0]
    staff.save(desk, value=replace(site, address=PostalAddress("12 Pier Street", "", "Austin", "TX", "78701")))


def test_what_a_letter_lacks_is_named_and_printing_is_stopped(desk, people):
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    preview = letters.preview(desk, letter_id=done.letter_id)
    assert preview.pdf is None
    assert "clinic's phone" in preview.problems[0]
    with pytest.raises(Unprintable):
        letters.pdf(desk, letter_id=done.letter_id)


def test_a_missing_postal_address_stops_only_posting(desk, people, complete):
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    (one,) = letters.letters(desk, tab="to_print")
    assert one.to_hand_over
    preview = letters.preview(desk, letter_id=done.letter_id)
    assert preview.pdf is not None
    assert [field.ok for field in preview.fields if field.label == "Address"] == [False]


def test_a_cancelled_visit_has_no_letter_to_print(desk, people, complete):
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    visits.cancel(desk, appointment_id=done.appointment.id, code="pat")
    assert letters.letters(desk, tab="to_print")[0].problems == ("The visit has been cancelled",)
    with pytest.raises(Unprintable, match="has been cancelled"):
        letters.pdf(desk, letter_id=done.letter_id)
    letters.withdraw(desk, letter_id=done.letter_id)
    assert letters.letters(desk, tab="to_print") == ()


def test_saving_a_pdf_is_logged_but_is_neither_undone_nor_in_the_way_of_undo(desk, people, complete, tmp_path):
    before = contents(desk.store)
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    letters.save(desk, letter_ids=[done.letter_id], path=tmp_path / "letter.pdf")
    assert (tmp_path / "letter.pdf").read_bytes().startswith(b"%PDF")
    assert desk.undo().label == "Book a visit"
    assert contents(desk.store) == before


def test_a_pdf_that_cannot_be_written_leaves_no_part_of_itself(desk, people, complete, tmp_path):
    done = calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    with pytest.raises(DeskError, match="Choose another folder"):
        letters.save(desk, letter_ids=[done.letter_id], path=tmp_path / "no" / "letter.pdf")
    assert list(tmp_path.glob("**/*.part")) == []


# -- the clinic's own facts


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Clinician(0, " ", "x", "x"), "needs a name"), (AppointmentType(0, "", 30, "follow_up"), "needs a name"), (Site(0, "Main", "Mars/Olympus"), "is no time zone"),
    ],
)  # fmt: skip
def test_a_fact_of_the_clinic_that_cannot_be_is_refused_with_a_sentence(desk, value, words):
    with pytest.raises(Refused, match=words):
        staff.save(desk, value=value)


def test_hours_and_blocks_must_end_after_they_begin(desk, people):
    from datetime import time

    with pytest.raises(Refused, match="end after they begin"):
        staff.save(desk, value=OpeningRule(0, people.clinicians[0], people.site, 0, time(9), time(8)))
    with pytest.raises(Refused, match="end after it begins"):
        staff.save(desk, value=Block(0, "Lunch", time(13), time(12)))


def test_who_is_needed_by_visits_cannot_be_removed_and_it_is_said_by_how_many(desk, people):
    calendar.book(desk, booking=Booking(slot(people), people.type, patient_id=people.patients[0]))
    house = desk.house()
    with pytest.raises(Refused, match="1 visits need this"):
        staff.remove(desk, value=house.clinicians[0])
    with pytest.raises(Refused, match="need this site"):
        staff.remove(desk, value=house.sites[0])
    staff.remove(desk, value=house.rooms[2])
    assert len(desk.house().rooms) == 2
    desk.undo()
    assert len(desk.house().rooms) == 3


def test_a_stale_fact_of_the_clinic_is_refused_with_both_values(desk):
    from dataclasses import replace

    clinic = desk.house().clinic
    staff.save(desk, value=replace(clinic, tagline="ours"))
    with pytest.raises(Stale) as told:
        staff.save(desk, value=replace(clinic, tagline="mine"))
    assert (told.value.mine["tagline"], told.value.theirs["tagline"]) == ("mine", "ours")
    assert isinstance(desk.house().clinic, Clinic)


def test_a_preference_belongs_to_the_person_and_is_no_step_of_undo(desk):
    staff.set_preference(desk, name="columns", value=[1, 2])
    assert staff.preference(desk, name="columns", default=None) == [1, 2]
    desk.who = "Somebody Else"
    assert staff.preference(desk, name="columns", default="none") == "none"
    with pytest.raises(Refused, match="nothing to take back"):
        desk.undo()


def test_a_new_record_and_a_changed_one_are_steps_of_undo(desk, people):
    before = contents(desk.store)
    patient_service.add_note(desk, patient_id=people.patients[0], text="Called back")
    desk.undo()
    assert contents(desk.store) == before


def test_what_is_free_this_week_is_one_number_beside_one_day_and_over_all_days(desk, people):
    wish = Wish(people.type)
    before = calendar.slots(desk, wish=wish).total_this_week
    free = calendar.slots(desk, wish=wish, limit=5).slots
    calendar.book(desk, booking=Booking(free[-1], people.type, person=NewPerson("Ada Frost")))
    over, days = calendar.slots(desk, wish=wish).total_this_week, {one.start.date() for one in free}
    assert over < before, "the booked time is of this week"
    assert {calendar.slots_on(desk, wish=wish, day=day).total_this_week for day in (*days, free[-1].start.date() + timedelta(days=14))} == {over}
