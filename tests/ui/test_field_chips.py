"""Fields in a letter's words are called what the buttons that put them in are called."""

from __future__ import annotations

from frontdesk.ui.letters.field_text import FieldText


def test_a_field_is_read_in_the_words_of_its_button_and_kept_by_its_name(look, qtbot):
    edit = FieldText(look, "Opening", ("kind", "called"))
    qtbot.addWidget(edit)
    edit.put("Dear {called}, your {kind} with {nobody}")
    assert edit.toPlainText() == "Dear {First name}, your {Visit} with {nobody}"
    assert edit.written == "Dear {called}, your {kind} with {nobody}"
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    edit.put_field("called")
    edit.insertPlainText(" {kind} {first name}")  # typed by hand, by either word
    assert edit.written.endswith("{nobody}{called} {kind} {called}")
    assert {edit._named_here(word) for word in ("Visit", "kind")} == {True}
    assert not edit._named_here("nobody")
