"""How a record stands on the screen: what belongs together is near, what is so now is not said to come, and nothing that is compared is cut."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from frontdesk.domain.answer_sheet import Difference
from frontdesk.domain.patient import Patient
from frontdesk.letters import make_run
from frontdesk.services import attachments
from frontdesk.services.returned_sheets import Comparison
from frontdesk.ui.patients import section as patients_ui
from frontdesk.ui.patients.figure import BodyField
from frontdesk.ui.patients.timeline import TimelineRow
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel
from tests.letters.conftest import letter

pytestmark = pytest.mark.one_window


def _record(hands, who: str):
    hands.press("Ctrl+4")
    section = hands.section("patients")
    section.search.setText(who)
    hands.wait()
    section.list.setFocus()
    hands.press("Home")
    section._to_tab(patients_ui.OVERVIEW)
    hands.wait()
    section.list.setFocus()
    return section


def _shown(within: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in within.findChildren(kind) if one.isVisible()]


def _top(widget: QWidget) -> int:
    return widget.mapTo(widget.window(), widget.rect().topLeft()).y()


def test_who_is_in_the_room_does_not_come_up_but_is_here(hands):
    section = _record(hands, "robert imani")
    rows = section.timeline.findChildren(TimelineRow)
    here = [row for row in rows if row.entry.going]
    assert [(row.entry.title, row.entry.ahead) for row in here] == [("BMAC / stem cell", False)]
    assert "in the room now" in here[0].entry.detail
    assert here[0].findChildren(PlainLabel)[0].whole == "Today, 10:00 am"
    assert [row.entry.kind for row in rows if row.entry.ahead] == ["follow_up"]


def test_a_misspelt_word_marks_the_name_that_it_may_be(hands):
    section = _record(hands, "imnai robert")
    item = section.list.rows.items[0]
    assert [item.title[start:end] for start, end in item.marked] == ["Robert", "Imani"]


def test_the_foot_names_keys_that_a_field_leaves(hands):
    section = _record(hands, "robert imani")
    hands.press("Shift+A")
    since = next(one for one in section.part.form.fields.values() if one.accessibleName() == "Since")
    since.setFocus()
    status = hands.window.status
    assert ("Ctrl S", "sign") in status.keys
    assert "B" not in dict(status.keys)
    hands.press("Ctrl+Z")
    section.search.setFocus()
    assert "B" not in dict(status.keys)
    section.list.setFocus()
    assert "B" in dict(status.keys)


def test_a_card_with_one_sentence_is_no_higher_than_it(hands):
    section = _record(hands, "petra adeyinka")
    card = next(one for one in section.findChildren(QFrame) if one.property("card") and any(w.whole == "Pain map" for w in one.findChildren(PlainLabel)))
    assert card.height() <= card.sizeHint().height() + 4


def test_what_a_visit_is_about_stands_right_under_its_time(hands):
    section = _record(hands, "robert imani")
    section._choose_tab(patients_ui.VISITS)
    hands.wait()
    labels = {one.whole: one for one in _shown(section, PlainLabel)}
    time, about = labels["Tue 24 Nov, 10:00–11:00 am"], labels["Hip R, harvest and injection"]
    assert 0 <= _top(about) - (_top(time) + time.height()) <= 4
    section._choose_tab(patients_ui.OVERVIEW)


def test_numbers_that_are_compared_are_whole_on_a_small_screen(hands):
    hands.window.resize(1366, 768)
    section = _record(hands, "brigth")
    hands.press("D")
    panel = section.doubles.panel
    for button in (one for pair in panel.choices.values() for one in pair):
        assert button.width() >= button.sizeHint().width(), button.text()
    hands.press("Escape")


def test_a_consent_says_what_it_is_for_and_whose_hand_wrote_it_down(hands):
    hands.window.resize(1366, 768)
    section = _record(hands, "robert imani")
    hands.press("F4")
    labels = {one.whole: one for one in _shown(section.part, PlainLabel)}
    for words in ("Privacy notice", "Treatment explained", "10 Nov, Julia Marsh"):
        assert labels[words].width() >= QFontMetrics(labels[words].font()).horizontalAdvance(words), words
    section._choose_tab(patients_ui.OVERVIEW)


def test_places_of_an_intake_note_stand_in_columns_with_room_for_words_and_labels_beside_their_fields(hands):
    section = _record(hands, "robert imani")
    hands.press("Shift+A")
    body = next(one for one in section.part.form.fields.values() if isinstance(one, BodyField))
    words = [one for one in _shown(body, QLineEdit) if one.accessibleName().startswith("Words about")]
    assert len({(one.x(), one.width()) for one in words}) == 1
    assert all(QFontMetrics(one.font()).horizontalAdvance("deep ache, on stairs") < one.width() - 20 for one in words)
    turned = [one for one in _shown(body, Button) if one.accessibleName().endswith(": turn")]
    assert len({one.width() for one in turned}) == 1
    since = next(one for one in section.part.form.fields.values() if one.accessibleName() == "Since")
    label = next(one for one in _shown(section.part, PlainLabel) if one.whole == "Since")
    middle = _top(label) + (label.contentsRect().top() + label.contentsRect().bottom()) / 2
    assert abs(middle - (_top(since) + since.height() / 2)) <= 2
    hands.press("Ctrl+Z")


def test_what_hurts_says_its_words_under_its_place_on_a_small_screen(hands):
    hands.window.resize(1366, 768)
    section = _record(hands, "robert imani")
    place = next(one for one in _shown(section.part, PlainLabel) if one.whole == "Right hip")
    words = next(one for one in _shown(section.part, Paragraph) if one.text() == "deep ache, on stairs")
    assert 0 <= _top(words) - (_top(place) + place.height()) <= 4
    assert words.height() <= QFontMetrics(words.font()).height() + 6, "one line"


def test_a_file_is_called_by_nearly_all_of_its_name(hands, tmp_path):
    path = tmp_path / "MRI report right hip, St Anne, 17 November 2026.pdf"
    path.write_bytes(make_run([letter()]))
    section = _record(hands, "robert imani")
    key = section.record.patient.id
    hands.ask(lambda desk: attachments.attach(desk, patient_id=key, path=path))
    section._to_tab(patients_ui.FILES)
    hands.wait()
    name = next(one for one in _shown(section.part, PlainLabel) if one.whole == path.name)
    assert name.width() >= QFontMetrics(name.font()).horizontalAdvance(path.name)
    section._to_tab(patients_ui.OVERVIEW)
    hands.press("Ctrl+Z")


def test_what_a_returned_sheet_says_stands_under_its_question_beside_the_box(hands):
    hands.press("Ctrl+5")
    section = hands.section("letters")
    hands.wait(quiet=0.4)
    found = (Difference("person.phone", "Phone", "(512) 555-0164", "(512) 555-0179"),)
    section.returned.show_comparison(Comparison(Patient(1, "Eva", "Okonkwo"), found))
    section.side.setCurrentIndex(2)
    section.panes.reveal_side()
    hands.wait()
    words = {one.text(): one for one in _shown(section.returned, Paragraph)}
    box = section.returned.checks[0]
    lefts = {words[text].mapTo(section, words[text].rect().topLeft()).x() for text in ("Phone", "(512) 555-0179", "On file: (512) 555-0164")}
    assert len(lefts) == 1
    assert lefts.pop() > box.mapTo(section, box.rect().topLeft()).x() + 18
    section.leave_words()


def test_while_words_are_edited_the_foot_names_the_keys_that_work(hands):
    hands.press("Ctrl+5")
    section = hands.section("letters")
    hands.wait(quiet=0.5)
    hands.press("F4")
    hands.wait(quiet=0.8)
    assert hands.focus is section.words.parts["subject"], "who asks to edit the words can type"
    section.words.parts["close"].setFocus()
    assert ("Ctrl S", "save words") in hands.window.status.keys
    assert "J" not in dict(hands.window.status.keys)
    hands.press("Escape")
    assert "J" in dict(hands.window.status.keys)


def test_the_recall_list_is_begun_with_the_first_on_it(hands):
    section = _record(hands, "petra adeyinka")
    hands.press("Shift+R")
    titles = [item.title for item in section.list.rows.items]
    assert titles
    assert "Petra Adeyinka" not in titles
    assert section.record.patient.name == titles[0], "a key acts on whoever is in the list"
    hands.press("Shift+R")


def test_who_did_it_stands_beside_when(hands):
    section = _record(hands, "robert imani")
    row = section.timeline.findChildren(TimelineRow)[1]
    told = _shown(row, PlainLabel)
    assert row.entry.by
    assert {one.y() for one in told if one.whole in (row.entry.by, "Today, 10:00 am")} == {told[0].y()}


def test_titles_of_cards_stand_equally_high_with_a_button_beside_them_or_without(hands):
    section = _record(hands, "petra adeyinka")
    high = {}
    for frame in (one for one in section.part.findChildren(QFrame) if one.property("card") and one.isVisible()):
        title = next((one for one in _shown(frame, PlainLabel) if one.property("role") == "card"), None)
        if title is not None:
            high[title.whole] = _top(title) + title.height() // 2 - _top(frame)
    assert {"Intake", "Next visit to book", "Pain map"} <= set(high)
    assert max(high.values()) - min(high.values()) <= 2, high


def test_while_somebody_new_is_typed_in_no_key_acts_on_whoever_was_read_before(hands):
    section = _record(hands, "robert imani")
    hands.press("Ctrl+Return")
    section._form.only.setFocus()
    for key in ("I", "B", "Ctrl+Shift+E"):
        hands.press(key)
    assert not section.note.isVisible(), "a note would go into another's record"
    assert hands.window.current == "patients"
    assert section.doubles.side.currentIndex() == 0
    button = next(one for one in _shown(section.timeline, Button) if one.text() == "Add note")
    button.click()
    assert not section.note.isVisible()
    hands.press("Escape")
    assert section.record.patient.name == "Robert Imani"
    hands.press("I")
    assert section.note.isVisible()
    hands.press("Escape")
