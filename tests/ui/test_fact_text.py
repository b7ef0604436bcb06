"""A message with its facts marked: offsets are code points of the given text, whatever Qt counts in."""

from __future__ import annotations

import time

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.domain.fact import Fact, RecordedFact
from frontdesk.ui.widgets.fact_text import FactText, utf16

TEXTS = {
    "plain": "I have had ankle pain since 2012.",
    "emoji": "😀😀 I have had 🦶 ankle pain since 2012. 😀",
    "paragraphs": "Hello,\n\nI have had ankle pain.\n\nSince 2012.\n",
    "windows lines": "Hello,\r\n\r\nI have had ankle pain.\r\nSince 2012.",
    "tags": "\U000e0041\U000e0042 I have had ankle pain since 2012",
    "hidden": "I\u200b have\u00ad had\x00 ankle pain\u2028 since 2012",
    "decomposed": "Je\u0301re\u0301my: ankle pain since 2012",
    "chinese": "你好，ankle pain 好 since 2012",
}


def recorded(text: str, words: str, number: int, kind: str = "body_site") -> RecordedFact:
    start = text.index(words)
    return RecordedFact(number, 1, Fact(kind, words, start, start + len(words), words))


@pytest.fixture
def message(look, qtbot):
    def made(text: str, facts: list[RecordedFact]) -> FactText:
        holder = QWidget()
        qtbot.addWidget(holder)
        widget = FactText(look)
        QVBoxLayout(holder).addWidget(widget)
        holder.resize(500, 400)
        widget.show_message(text, facts)
        holder.show()
        widget.holder = holder
        return widget

    return made


def test_utf16_places():
    assert utf16("a😀b") == [0, 1, 3, 4]


@pytest.mark.parametrize("case", TEXTS)
def test_marked_words_are_where_they_were_said(message, case):
    text = TEXTS[case]
    facts = [recorded(text, "ankle pain", 1), recorded(text, "2012" if "2012" in text else "ankle", 2, "duration")]
    widget = message(text, facts)
    for mark in widget._marks:
        cursor = QTextCursor(widget.document())
        cursor.setPosition(mark.start)
        cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText().startswith(mark.recorded.fact.quote)


@pytest.mark.parametrize("case", TEXTS)
def test_selected_words_come_back_as_offsets_of_the_text(message, case):
    text = TEXTS[case]
    widget = message(text, [recorded(text, "ankle pain", 1), recorded(text, "pain", 2)])
    found = widget.document().find("2012" if "2012" in text else "had")
    widget.setTextCursor(found)
    start, end = widget.selected()
    assert text[start:end] == found.selectedText()


def test_selected_marked_words_leave_the_numbers_out(message):
    text = TEXTS["plain"]
    widget = message(text, [recorded(text, "ankle", 1), recorded(text, "ankle pain", 2)])
    widget.selectAll()
    start, end = widget.selected()
    assert text[start:end] == text


def test_blanks_at_the_ends_of_a_selection_do_not_count(message):
    text = TEXTS["plain"]
    widget = message(text, [])
    cursor = widget.textCursor()
    cursor.setPosition(6)
    cursor.setPosition(11, QTextCursor.MoveMode.KeepAnchor)
    widget.setTextCursor(cursor)
    assert text[slice(*widget.selected())] == "had"


def test_a_click_on_the_words_picks_the_inner_fact(message, qtbot):
    text = TEXTS["plain"]
    outer, inner = recorded(text, "ankle pain since 2012", 7, "duration"), recorded(text, "ankle", 8)
    widget = message(text, [outer, inner])
    box = widget.cursorRect(QTextCursor(widget.document().find("nkle")))
    with qtbot.waitSignal(widget.picked, timeout=1000) as heard:
        qtbot.mouseClick(widget.viewport(), Qt.MouseButton.LeftButton, pos=box.center() - QPoint(8, 0))
    assert heard.args == [8]
    box = widget.cursorRect(QTextCursor(widget.document().find("sinc")))
    with qtbot.waitSignal(widget.picked, timeout=1000) as heard:
        qtbot.mouseClick(widget.viewport(), Qt.MouseButton.LeftButton, pos=box.center() - QPoint(8, 0))
    assert heard.args == [7]


def test_facts_whose_offsets_do_not_fit_are_left_out(message):
    widget = message("short", [RecordedFact(1, 1, Fact("body_site", "knee", 50, 60, "knee")), RecordedFact(2, 1, Fact("body_site", "x", 3, 3, ""))])
    assert widget._marks == []
    assert widget.toPlainText() == "short"


def test_markup_in_a_message_is_letters(message):
    text = '<img src="/dev/zero"> <b>ankle pain</b>'
    widget = message(text, [])
    assert widget.toPlainText() == text


@pytest.mark.parametrize("text", ["word " * 20_000, "x" * 100_000, "line\n" * 20_000], ids=["words", "one line", "lines"])
def test_a_very_long_message_does_not_freeze(message, text):
    start = time.perf_counter()
    message(text, [])
    assert time.perf_counter() - start < 1.0


def test_a_message_that_is_gone_hears_of_no_other_text_size(look, qapp):
    """A window that was closed must not be dressed again: what comes of it would be an error in the next one."""
    gone, kept = FactText(look), QWidget()
    look.keep_height(kept, 30)
    for widget in (gone, kept):
        shiboken6.delete(widget)
    stays = QWidget()
    look.keep_height(stays, 30)
    look.set(scale=200)
    assert stays.height() == 60
