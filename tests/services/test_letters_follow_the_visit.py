"""A letter tells what is so: moved, called off, missed; and what the person was told before."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.clinic import Clinic, Site
from frontdesk.domain.errors import Refused, Unprintable
from frontdesk.domain.letter import Letter, LetterKind, LetterState, Recipient
from frontdesk.domain.person import PostalAddress
from frontdesk.services import calendar, follow_ups, letters, paperwork, visits
from frontdesk.services.desk import Desk
from tests.data.conftest import NINE, People


@pytest.fixture
def visit(desk: Desk, people: People) -> Appointment:
    """Booked for nine o'clock; its letter has been printed."""
    with desk.write("Set up", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Clinic, 1), phone="(512) 555-0100", signs="Julia Marsh", locale="en-US", paper="A4"))
        rows.change(write, replace(rows.get(write, Site, people.site), address=PostalAddress("48 Quay Street", "", "Austin", "TX", "78701")))
        made = rows.add(write, people.visit())
        letter = letter_rows.queue(write, patient_id=people.patients[0], appointment_id=made.id, subject="first", with_sheet=False)
        letter_rows.mark(write, letter_ids=[letter.id], state=LetterState.PRINTED, printed={letter.id: paperwork.printed_values(made)})
    return made


def waiting(desk: Desk) -> list[Letter]:
    return list(letters.letters(desk, tab="to_print"))


def text(desk: Desk, letter: Letter) -> str:
    return " ".join(("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(letters.pdf(desk, letter_id=letter.id))).pages)).split())


def moved(desk: Desk, visit: Appointment, hours: int) -> None:
    by = timedelta(hours=hours)
    slot = calendar.slot_of(visit)
    later = replace(slot, start=slot.start + by, end=slot.end + by, room_start=slot.room_start + by, room_end=slot.room_end + by)
    calendar.move(desk, appointment_id=visit.id, slot=later)


def test_whoever_holds_a_letter_gets_one_about_the_change_with_both_times(desk: Desk, visit: Appointment):
    moved(desk, visit, 2)
    (letter,) = waiting(desk)
    assert letter.kind is LetterKind.CHANGE
    assert letter.subject.startswith("Change of time: ")
    told = text(desk, letter)
    assert "has moved" in told
    assert "at 9:00 am" in told
    assert "at 11:00 am" in told
    assert [x.superseded for x in letters.letters(desk, tab="sent")] == [True]


def test_moved_twice_before_it_is_printed_the_letter_tells_the_newest_time_and_the_one_on_paper(desk: Desk, visit: Appointment):
    moved(desk, visit, 2)
    moved(desk, visit, 3)
    (letter,) = waiting(desk)
    told = text(desk, letter)
    assert "at 12:00 pm" in told
    assert "at 9:00 am" in told
    assert "11:00" not in told


def test_moved_back_to_the_time_on_paper_there_is_nothing_to_tell_and_it_is_said(desk: Desk, visit: Appointment):
    moved(desk, visit, 2)
    moved(desk, visit, 0)
    (letter,) = waiting(desk)
    with pytest.raises(Unprintable, match="former time"):
        letters.pdf(desk, letter_id=letter.id)


def test_a_cancelled_visit_is_called_off_in_writing_and_undo_takes_the_letter_too(desk: Desk, visit: Appointment):
    visits.cancel(desk, appointment_id=visit.id, code="prov")
    (letter,) = waiting(desk)
    assert letter.kind is LetterKind.CANCELLATION
    assert letter.problems == ()
    told = text(desk, letter)
    assert "is cancelled" in told
    assert "Was" in told
    assert "Arrive" not in told
    desk.undo()
    assert waiting(desk) == []


def test_a_visit_that_is_back_on_the_book_is_not_called_off(desk: Desk, visit: Appointment):
    visits.cancel(desk, appointment_id=visit.id, code="prov")
    (letter,) = waiting(desk)
    visits.reinstate(desk, appointment_id=visit.id)
    with pytest.raises(Unprintable, match="on the book again"):
        letters.pdf(desk, letter_id=letter.id)


def test_nobody_who_has_no_letter_gets_one_that_calls_it_off(desk: Desk, people: People):
    with desk.write("Book", undoable=False) as write:
        made = rows.add(write, people.visit())
    visits.cancel(desk, appointment_id=made.id, code="pat")
    assert waiting(desk) == []


def test_a_missed_visit_is_written_about_without_blame(desk: Desk, visit: Appointment, people: People):
    with pytest.raises(Refused, match="was missed"):
        letters.letter_for(desk, patient_id=people.patients[0], kind=LetterKind.MISSED)
    visits.set_status(desk, appointment_id=visit.id, status=Status.NO_SHOW)
    letter = letters.letter_for(desk, patient_id=people.patients[0], kind=LetterKind.MISSED)
    assert "We hope that all is well" in text(desk, letter)
    visits.set_status(desk, appointment_id=visit.id, status=Status.BOOKED)
    with pytest.raises(Unprintable, match="does not count as missed"):
        letters.pdf(desk, letter_id=letter.id)


def test_a_letter_that_was_sent_bears_the_day_it_was_sent_whenever_it_is_looked_at(desk: Desk, visit: Appointment, people: People):
    letter = letters.letter_for(desk, patient_id=people.patients[0], appointment_id=visit.id)
    assert f"{desk.wall_now():%B} {desk.wall_now().day}, " in text(desk, letter)
    sent = desk.now() - timedelta(days=11)
    with desk.write("Printed before") as write:
        letter_rows.mark(write, letter_ids=[letter.id], state=LetterState.PRINTED, at=sent)
    told = text(desk, letter)
    assert f"{sent:%B} {sent.day}, {sent.year}" in told
    assert f"{desk.wall_now():%B} {desk.wall_now().day}, {desk.wall_now().year}" not in told


def test_a_reminder_tells_the_visit_ahead(desk: Desk, visit: Appointment, people: People):
    letter = letters.letter_for(desk, patient_id=people.patients[0], kind=LetterKind.REMINDER)
    told = text(desk, letter)
    assert "A reminder" in told
    assert f"{NINE:%B} {NINE.day}" in told


def test_a_letter_of_another_kind_takes_the_place_of_the_one_that_waits_and_undo_brings_that_back(desk: Desk, visit: Appointment, people: People):
    first = letters.letter_for(desk, patient_id=people.patients[0], appointment_id=visit.id)
    made = letters.instead(desk, letter_id=first.id, kind=LetterKind.REMINDER)
    assert (made.kind, made.appointment_id, made.patient_id) == (LetterKind.REMINDER, visit.id, first.patient_id)
    assert first.id not in {one.id for one in waiting(desk)}
    assert "A reminder" in text(desk, made)
    with pytest.raises(Refused, match="was missed"):
        letters.instead(desk, letter_id=made.id, kind=LetterKind.MISSED)
    assert made.id in {one.id for one in waiting(desk)}
    desk.undo()
    assert [one.kind for one in waiting(desk) if one.id in (first.id, made.id)] == [LetterKind.APPOINTMENT]


@pytest.mark.parametrize("kind", [k for k in LetterKind if k is not LetterKind.INTAKE_SHEET])
def test_no_letter_prints_a_field_that_was_not_filled(desk: Desk, visit: Appointment, people: People, kind: LetterKind):
    if kind is LetterKind.CHANGE:
        moved(desk, visit, 1)
    elif kind is LetterKind.CANCELLATION:
        visits.cancel(desk, appointment_id=visit.id, code="pat")
    else:
        if kind is LetterKind.MISSED:
            visits.set_status(desk, appointment_id=visit.id, status=Status.NO_SHOW)
        if kind is LetterKind.RECALL:
            follow_ups.ask(desk, patient_id=people.patients[0], weeks=6)
        words, to = {
            LetterKind.AFTERCARE: ("Rest the arm as we said.", None),
            LetterKind.REPORT: ("The left knee was examined.", Recipient("Dr Ruth Ames", PostalAddress("9 Elm Street", "", "Austin", "TX", "78701"))),
        }.get(kind, ("", None))
        letters.letter_for(desk, patient_id=people.patients[0], appointment_id=visit.id, kind=kind, words=words, recipient=to)
    told = text(desk, waiting(desk)[-1])
    assert "{" not in told
    assert "None" not in told
    assert "undefined" not in told
