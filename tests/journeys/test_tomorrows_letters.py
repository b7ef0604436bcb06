"""Tomorrow's letters, in two keys, through a real printer; and the words they are written in."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from frontdesk.services import letter_texts, letters
from tests.letters.conftest import Paper
from tests.letters.test_printing import Server, printer, pytestmark, server

__all__ = ["printer", "pytestmark", "server"]


def test_tomorrows_letters_are_printed_in_two_keys_and_the_others_wait(printer: Server, hands):
    tomorrow = hands.ask(lambda desk: desk.wall_now()).day + 1
    before = hands.ask(lambda desk: letters.letters(desk, tab="to_print"))
    meant = {one.id for one in before if one.visit and one.visit.day == tomorrow}
    assert 0 < len(meant) < len(before)
    pressed = hands.pressed
    hands.press("Ctrl+5")
    for _ in range(20):
        hands.wait(quiet=0.3)
        if hands.section("letters").run.printer.count():
            break
    hands.press("Ctrl+P")
    assert hands.pressed - pressed == 2
    for _ in range(60):
        hands.wait(quiet=0.5)
        if not hands.section("letters").run.busy:
            break
    sent = {one.id for one in hands.ask(lambda desk: letters.letters(desk, tab="sent"))}
    assert meant <= sent
    assert not (sent & ({one.id for one in before} - meant))
    assert f"{len(meant)} letters printed" in hands.snack
    assert "Harbor Regenerative Clinic" in Paper(printer.out.read_bytes()).text()


def test_the_words_are_changed_beside_the_page_kept_as_an_edition_and_taken_back(hands, tmp_path):
    hands.window.context.choose_save = lambda parent, suggested: str(tmp_path / suggested)
    for key in (Qt.Key.Key_5, Qt.Key.Key_S):  # quicker than the page is drawn
        QTest.keyClick(hands.window.windowHandle(), key, Qt.KeyboardModifier.ControlModifier)
    section = hands.section("letters")
    hands.wait(quiet=0.5)
    many = len(section.selected())
    assert many > 1
    assert f"Saved as {many} letters.pdf: {many} letters" in hands.snack
    pages = PdfReader(tmp_path / f"{many} letters.pdf").pages
    firsts = [text for page in pages if "1 of" in (text := page.extract_text())]
    names = [one.patient_name for one in section.letters if one.id in section.selected()]
    assert [name in text for name, text in zip(names, firsts, strict=True)] == [True] * many, "each letter once, in the order of the list"
    hands.press("F4")
    hands.wait(quiet=0.8)
    close = section.words.parts["close"]
    close.setFocus()
    close.selectAll()
    hands.type("Until soon, your ")
    close.put_field("clinic")
    hands.wait(quiet=0.8)
    assert section.words.button.isEnabled()
    hands.press("Ctrl+S")
    hands.wait(quiet=0.6)
    newest = hands.ask(lambda desk: letter_texts.editions(desk, kind="appointment"))[0]
    assert newest.parts["close"] == "Until soon, your {clinic}"
    assert newest.edition == 1
    hands.press("Escape")
    hands.wait(quiet=0.3)
    assert section.side.currentIndex() == 0
    hands.press("Ctrl+Z")
    assert len(hands.ask(lambda desk: letter_texts.editions(desk, kind="appointment"))) == 1


def test_words_that_were_kept_leave_the_cursor_where_it_was_and_are_taken_back_before_the_eyes(hands):
    hands.press("Ctrl+5")
    section = hands.section("letters")
    hands.wait(quiet=0.5)
    hands.press("F4")
    hands.wait(quiet=0.8)
    close = section.words.parts["close"]
    close.setFocus()
    before = close.toPlainText()
    hands.type("Soon. ")
    hands.press("Ctrl+S")
    hands.wait(quiet=0.6)
    assert "Edition 1" in hands.snack
    assert hands.focus is close
    assert section.words.edition.count() == 2
    hands.press("Ctrl+Z")
    hands.wait(quiet=0.6)
    assert close.toPlainText() == before
    assert section.words.edition.count() == 1
    assert hands.focus is close
    hands.type("Later. ")
    hands.ask(lambda desk: letter_texts.save(desk, kind="appointment", parts={**letter_texts.editions(desk, kind="appointment")[0].parts, "close": "Yours"}))
    hands.wait(quiet=0.6)
    assert "Later. " in close.toPlainText(), "what is being typed is not typed over"
    hands.press("Escape")


def test_a_field_without_a_value_is_said_beside_the_words_and_cannot_be_saved(hands):
    hands.press("Ctrl+5")
    section = hands.section("letters")
    hands.wait(quiet=0.5)
    hands.press("F4")
    hands.wait(quiet=0.8)
    section.words.parts["close"].setFocus()
    section.words.parts["close"].put_field("doctor")
    hands.wait(quiet=0.8)
    assert not section.words.button.isEnabled()
    hands.press("Escape")
    assert len(hands.ask(lambda desk: letter_texts.editions(desk, kind="appointment"))) == 1


def test_a_page_is_enclosed_with_one_click_and_taken_out_with_one_key(hands):
    hands.press("Ctrl+5")
    section = hands.section("letters")
    hands.wait(quiet=0.5)
    key = section.preview.letter.id
    section.fields.pages["fees"].click()
    hands.wait(quiet=0.4)
    assert hands.ask(lambda desk: letters.preview(desk, letter_id=key)).letter.encloses == ("fees",)
    hands.press("Ctrl+Z")
    assert hands.ask(lambda desk: letters.preview(desk, letter_id=key)).letter.encloses == ()
