"""The clinic's own words of its letters, letters of words alone, and what lies with a letter."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.domain.follow_up import FollowUp
from frontdesk.domain.letter import LetterKind, LetterState, Recipient
from frontdesk.domain.letter_text import language_of
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.services import demo, letter_texts, letters
from frontdesk.services.desk import Desk
from tests.clinics import copied


@pytest.fixture
def house(demo_clinic: Path, tmp_path: Path) -> Iterator[Desk]:
    """The demo clinic, whose letters, visits and people are there already."""
    made = Desk.open(copied(demo_clinic, tmp_path), clock=demo.fixed_moment, who="Julia Marsh")
    yield made
    made.close()


def text_of(desk: Desk, letter_id: int) -> str:
    pages = PdfReader(io.BytesIO(letters.pdf(desk, letter_id=letter_id))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def first(desk: Desk) -> int:
    return next(one.id for one in letters.letters(desk, tab="to_print") if not one.problems)


def own_words(desk: Desk, **changed: str) -> dict[str, str]:
    return {**letter_texts.editions(desk, kind="appointment")[0].parts, **changed}


def test_the_clinics_own_words_stand_in_the_next_letter_and_can_be_taken_back(house: Desk):
    one = first(house)
    letter_texts.save(house, kind="appointment", parts=own_words(house, close="Warm greetings from {clinic},"))
    assert "Warm greetings from Harbor Regenerative Clinic," in text_of(house, one)
    house.undo()
    assert "Warm greetings" not in text_of(house, one)


def test_each_edition_is_kept_with_who_wrote_it_and_the_programs_own_words_stay_last(house: Desk):
    for close in ("First,", "Second,"):
        letter_texts.save(house, kind="appointment", parts=own_words(house, close=close))
    found = letter_texts.editions(house, kind="appointment")
    assert [(one.edition, one.parts["close"]) for one in found] == [(2, "Second,"), (1, "First,"), (0, "With kind regards,")]
    assert found[0].author == "Julia Marsh"


def test_saving_the_same_words_makes_no_new_edition(house: Desk):
    letter_texts.save(house, kind="appointment", parts=own_words(house, close="Bye,"))
    letter_texts.save(house, kind="appointment", parts=own_words(house))
    assert len(letter_texts.editions(house, kind="appointment")) == 2


@pytest.mark.parametrize(
    ("part", "words", "told"),
    [
        ("close", "Dear {doctor}", "{doctor}"), ("subject", "On {former}", "{former}"), ("greeting", "Dear {called", "brace"), ("close", "  ", "empty"),
        ("arrive", "{day}", "{day}"),
    ],
)  # fmt: skip
def test_words_with_a_field_that_nobody_can_resolve_are_refused_with_its_name(house: Desk, part: str, words: str, told: str):
    with pytest.raises(BadInput, match=told.replace("{", r"\{").replace("}", r"\}")):
        letter_texts.save(house, kind="appointment", parts=own_words(house, **{part: words}))
    assert len(letter_texts.editions(house, kind="appointment")) == 1


def test_words_are_tried_out_on_a_real_letter_and_nothing_is_kept(house: Desk):
    pdf, wrong = letter_texts.try_out(house, letter_id=first(house), kind="appointment", parts=own_words(house, close="Until soon,"))
    assert not wrong
    assert pdf is not None
    assert "Until soon," in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert len(letter_texts.editions(house, kind="appointment")) == 1
    nothing, wrong = letter_texts.try_out(house, letter_id=first(house), kind="appointment", parts=own_words(house, close="{nobody}"))
    assert nothing is None
    assert "{nobody}" in wrong


def test_a_printed_letter_keeps_the_words_it_was_printed_with(house: Desk):
    one = first(house)
    with house.read() as session:
        texts = letter_texts.composing.compose(house, session, one).texts
    with house.write("Print a letter", barrier="printed") as write:
        letter_rows.mark(write, letter_ids=[one], state=LetterState.PRINTED, wording=texts)
    letter_texts.save(house, kind="appointment", parts=own_words(house, close="New words,"))
    assert "New words," not in text_of(house, one)
    assert "With kind regards," in text_of(house, one)


def test_a_person_who_speaks_german_is_written_to_in_german_with_german_dates(house: Desk):
    one = letters.letters(house, tab="to_print")[0]
    with house.write("Set a language", undoable=False) as write:
        rows.change(write, replace(rows.get(write, Patient, one.patient_id), languages=("Deutsch",)))
    told = text_of(house, one.id)
    assert "Mit freundlichen Grüßen" in told
    assert "Dezember" in told or "November" in told
    assert " Uhr" in told
    letters.set_language(house, letter_id=one.id, language="es")
    assert "Atentamente" in text_of(house, one.id)
    letters.set_language(house, letter_id=one.id, language="en")
    assert "With kind regards" in text_of(house, one.id)


@pytest.mark.parametrize(("spoken", "code"), [(("German",), "de"), (("es-MX", "en"), "es"), (("Klingon", "deutsch"), "de"), (("Tamil",), "en"), ((), "en")])
def test_the_first_language_that_there_are_texts_for_is_taken(spoken: tuple[str, ...], code: str):
    assert language_of(spoken) == code


def test_pages_of_the_clinic_lie_with_the_letter_and_the_foot_names_them(house: Desk):
    one = first(house)
    before = len(PdfReader(io.BytesIO(letters.pdf(house, letter_id=one))).pages)
    letters.enclose(house, letter_id=one, page="fees", wanted=True)
    letters.enclose(house, letter_id=one, page="preparation", wanted=True)
    told = text_of(house, one)
    assert "Enclosed: intake sheet (2 pages), preparation, fees" in told
    assert "How to prepare for your visit" in told
    assert len(PdfReader(io.BytesIO(letters.pdf(house, letter_id=one))).pages) == before + 2
    letters.enclose(house, letter_id=one, page="fees", wanted=False)
    assert "Fees" not in text_of(house, one)
    with pytest.raises(Refused):
        letters.enclose(house, letter_id=one, page="poem", wanted=True)


def been_here(desk: Desk) -> Appointment:
    with desk.read() as session:
        for letter in letter_rows.of_tab(session, tab="to_print"):
            visit = rows.get(session, Appointment, letter.appointment_id or 0)
    begun = desk.wall_now().replace(hour=8, minute=0, second=0, microsecond=0) - timedelta(days=7)
    end = begun + (visit.end - visit.start)
    with desk.write("A visit last week", undoable=False) as write:
        past = replace(visit, id=0, start=begun, end=end, room_start=begun, room_end=end, status=Status.DONE, overlap_reason="in the past", uid="")
        return rows.add(write, past)


def test_a_report_goes_to_the_doctor_once_it_is_written(house: Desk):
    visit = been_here(house)
    doctor = Recipient("Dr Ruth Ames", PostalAddress("9 Elm Street", "", "Austin", "TX", "78701"))
    report = letters.letter_for(house, patient_id=visit.patient_id or 0, appointment_id=visit.id, kind=LetterKind.REPORT)
    assert report.problems == ("Not written yet", "Nobody to write to")
    assert letters.preview(house, letter_id=report.id).pdf is None
    written = letters.write_words(house, letter_id=report.id, words="The left knee was examined.", recipient=doctor)
    assert written.problems == ()
    told = text_of(house, report.id)
    assert "Dear Dr Ruth Ames," in told
    assert "9 Elm Street" in told
    assert "The left knee was examined." in told


def test_after_care_is_about_the_last_visit_that_took_place(house: Desk):
    visit = been_here(house)
    care = letters.letter_for(house, patient_id=visit.patient_id or 0, kind=LetterKind.AFTERCARE, words="Rest the arm as we said.")
    with house.read() as session:
        told_of = rows.get(session, Appointment, care.appointment_id or 0)
    assert visit.start <= told_of.start <= house.wall_now()
    assert "Rest the arm as we said." in text_of(house, care.id)


def test_recalls_go_once_to_each_who_is_to_come_back(house: Desk):
    patient = letters.letters(house, tab="to_print")[0].patient_id
    today = house.wall_now().date()
    lonely = letters.letter_for(house, patient_id=patient, kind=LetterKind.RECALL)
    assert "Nothing is open" in letters.preview(house, letter_id=lonely.id).problems[0]
    letters.withdraw(house, letter_id=lonely.id)
    with house.write("Again in six weeks", undoable=False) as write:
        days = (today + timedelta(weeks=weeks) for weeks in (6, 4, 8))
        rows.add(write, FollowUp(0, patient, house.house().types[0].id, 30, *days, asked_at=house.now()))
    made = letters.recall_letters(house, patient_ids=[patient, patient])
    assert len(made) == 1
    assert letters.recall_letters(house, patient_ids=[patient]) == ()
    assert "would like to see you again" in text_of(house, made[0].id)


def test_a_letter_is_dated_for_later_but_not_for_a_day_that_is_past(house: Desk):
    one, today = first(house), house.wall_now().date()
    assert letters.put_off(house, letter_id=one, due=today + timedelta(days=3)).due == today + timedelta(days=3)
    with pytest.raises(Refused):
        letters.put_off(house, letter_id=one, due=today - timedelta(days=1))
    house.undo()
    assert next(x for x in letters.letters(house, tab="to_print") if x.id == one).due is None
