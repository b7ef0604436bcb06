"""After-care and the report to the GP: made from the record, from a visit or from the palette, written beside the page, to a doctor who is chosen."""

from __future__ import annotations

import io

from pypdf import PdfReader

from frontdesk.domain.letter import LetterKind, LetterState, Recipient
from frontdesk.domain.person import PostalAddress
from frontdesk.services import letters, patients

SANDS = Recipient("Dr Ruth Sands", PostalAddress("9 Elm Street", "", "Austin", "TX", "78701"))


def page(hands, key: int) -> str:
    pdf = hands.ask(lambda desk: letters.pdf(desk, letter_id=key))
    return " ".join(" ".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(pdf)).pages)


def written(hands, kind: LetterKind):
    return [one for one in hands.ask(lambda desk: letters.letters(desk, tab="to_print")) if one.kind is kind]


def find(hands, who: str) -> int:
    hands.press("Ctrl+4", "/", "Ctrl+A")
    hands.type(who)
    hands.press("Down")
    return hands.section("patients").record.patient.id


def test_a_report_is_written_beside_its_page_to_a_doctor_who_is_chosen_or_typed(hands):
    before = {one.id for one in written(hands, LetterKind.REPORT)}
    key = find(hands, "imani robert")
    hands.press("Alt+R")
    section = hands.section("letters")
    own = section.words.own
    made = next(one for one in written(hands, LetterKind.REPORT) if one.id not in before)
    assert (hands.window.current, own.letter.id, made.patient_id) == ("letters", made.id, key)
    own.to.setFocus()
    for field, text in zip((own.to, *own.address.values()), (SANDS.name, "9 Elm Street", "Austin", "TX", "78701"), strict=True):
        assert hands.focus is field
        field.selectAll()
        hands.type(text)
        hands.press("Tab")
    assert hands.focus is own.words
    hands.type("The hip moves more freely.")
    hands.press("Esc")
    assert hands.focus is section.list
    (kept,) = (one for one in written(hands, LetterKind.REPORT) if one.id == made.id)
    assert (kept.words, kept.recipient, kept.problems) == ("The hip moves more freely.", SANDS, ())
    told = page(hands, made.id)
    assert all(one in told for one in ("Dear Dr Ruth Sands,", "9 Elm Street", "The hip moves more freely."))
    assert section.preview.pdf is not None

    find(hands, "owen bright")
    hands.press("Alt+R")
    assert own.to.text() == "", "the doctor of another patient's report is not carried over"
    at = next(n for n in range(own.doctors.count()) if "Sands" in own.doctors.itemText(n))
    own.doctors.setCurrentIndex(at)
    own.doctors.activated.emit(at)
    hands.wait()
    assert own.letter.recipient == SANDS
    assert hands.focus is own.words


def test_after_care_is_made_from_the_visit_and_from_the_palette_stands_in_the_timeline_and_is_taken_back(hands):
    before = {one.id for one in written(hands, LetterKind.AFTERCARE)}
    hands.press("Ctrl+2")
    calendar = hands.section("calendar")
    visit = next(v for v in calendar.view.visits if v.appointment.status.value == "in_room")
    calendar._choose(visit)
    calendar.grid.setFocus()
    hands.wait()
    calendar.life.visit_panel.more.click()
    assert all(button.isVisible() for button in calendar.life.visit_panel.after)
    hands.press("Alt+L")
    own = hands.section("letters").words.own
    made = next(one for one in written(hands, LetterKind.AFTERCARE) if one.id not in before)
    assert hands.focus is own.words
    for words in ("Rest the hip", " for two days.", " "):  # a pause after each: kept three times, the last time with nothing new
        own.words.insertPlainText(words)
        own.keep_now()
        hands.wait()
    assert "Rest the hip for two days." in page(hands, made.id)
    record = hands.ask(lambda desk: patients.record(desk, patient_id=visit.appointment.patient_id))
    assert ("letter", made.id) in [entry.ref for entry in record.timeline]
    hands.press("Esc", "Ctrl+Z")
    assert next(one for one in written(hands, LetterKind.AFTERCARE) if one.id == made.id).words == "", "all that was typed, in one step"
    hands.press("Ctrl+Z")
    assert made.id not in {one.id for one in written(hands, LetterKind.AFTERCARE)}
    hands.press("Ctrl+Y", "Ctrl+Y")
    assert next(one for one in written(hands, LetterKind.AFTERCARE) if one.id == made.id).state is LetterState.TO_PRINT

    find(hands, "robert imani")
    hands.press("Ctrl+K")
    hands.type("after-care")
    hands.press("Return")
    assert hands.window.current == "letters"
    assert own.letter.kind is LetterKind.AFTERCARE
