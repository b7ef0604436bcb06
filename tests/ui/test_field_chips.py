"""Fields in a letter's words are called what the buttons that put them in are called."""

from __future__ import annotations

import pytest

from frontdesk.ui.inbox.draft_text import DraftText
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


@pytest.mark.parametrize("make", [DraftText, lambda look: FieldText(look, "Opening", ("kind",))])
def test_the_braces_of_a_field_stay_unseen_behind_a_name_with_an_emoji(look, qtbot, make):
    edit = make(look)
    qtbot.addWidget(edit)
    edit.put("Dear \N{GRINNING FACE}, your {site} today")
    formats = edit.document().firstBlock().layout().formats()
    units = edit.toPlainText().encode("utf-16-le")
    told = [(units[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le"), one.format.foreground().color().alpha()) for one in formats]
    assert told == [("{", 0), ("site", 255), ("}", 0)]
