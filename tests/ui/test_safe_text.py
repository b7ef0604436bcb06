"""Text from outside is shown as plain letters: no file opened, no picture painted, nothing invisible, no freeze."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage, Qt, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from frontdesk.ui.widgets.controls import Button, Chip, Disc, EmptyState, Segmented
from frontdesk.ui.widgets.lists import Item, Items
from frontdesk.ui.widgets.safe_text import LONGEST, Paragraph, PlainLabel, ask, name, shown, tip
from tests.ui.hostile import strings

RED = QColor("#FF00FF")


@pytest.fixture
def picture(tmp_path, qapp):
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(RED)
    path = tmp_path / "picture.png"
    assert image.save(str(path))
    return path


def painted(widget: QWidget) -> set[int]:
    image = widget.grab().toImage()
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def shown_on(widget: QWidget, qtbot) -> set[int]:
    qtbot.addWidget(widget)
    widget.resize(300, 200)
    widget.show()
    return painted(widget)


@pytest.mark.parametrize("number", range(24))
@pytest.mark.parametrize("kind", [PlainLabel, Paragraph])
def test_a_label_paints_no_picture_and_does_not_freeze(look, qtbot, picture, kind, number):
    text = strings(picture)[number]
    start = time.perf_counter()
    seen = shown_on(kind(text), qtbot)
    assert RED.rgb() not in seen
    assert time.perf_counter() - start < 0.4


def test_the_trap_is_real(look, qtbot, picture):
    assert RED.rgb() in shown_on(QLabel(strings(picture)[0]), qtbot)


@pytest.mark.parametrize("number", range(24))
def test_controls_show_it_as_it_stands(look, qtbot, picture, number):
    text = strings(picture)[number]
    for widget in (Button(look, text), Chip(look, text), Disc(look, text, "#2F6B8F"), EmptyState(look, "tray", text),
                   Segmented(look, [text, "other"], name=text)):  # fmt: skip
        assert RED.rgb() not in shown_on(widget, qtbot)


def test_a_tooltip_is_escaped(look, qtbot, picture):
    widget = QWidget()
    qtbot.addWidget(widget)
    tip(widget, strings(picture)[0])
    assert "<img" not in widget.toolTip()


@pytest.mark.parametrize("text", ["Mrs O'Brien & sons", "a < b & c > d", "knee &lt; hip", "Mr <b>Smith</b>", "two\nlines <i>here</i>"])
def test_a_tooltip_shows_the_very_letters(look, qtbot, text):
    widget = QWidget()
    qtbot.addWidget(widget)
    tip(widget, text)
    document, said = QTextDocument(), widget.toolTip()
    (document.setHtml if Qt.mightBeRichText(said) else document.setPlainText)(said)  # as a tooltip decides
    assert " ".join(document.toPlainText().split()) == " ".join(text.split())


def test_a_question_is_plain(look, qtbot, picture):
    parent, seen = QWidget(), []
    qtbot.addWidget(parent)

    def look_and_refuse() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(painted(box))
        seen.append(box.height())
        box.reject()

    QTimer.singleShot(50, look_and_refuse)
    assert ask(parent, "Really", strings(picture)[1] + "\n" * 500 + strings(picture)[0], yes="Yes") is False
    assert RED.rgb() not in seen[0]
    assert seen[1] < 2000 or "a thousand lines still leave the buttons on the screen" == ""


@pytest.mark.parametrize("hidden", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u2066", "\u200e", "\x00", "\x1b", "\x85", "\U000e0041"])
def test_what_is_invisible_gets_a_mark(hidden):
    assert shown(f"An{hidden}na") != f"An{hidden}na"
    assert hidden not in shown(f"An{hidden}na")
    assert len(shown(f"An{hidden}na")) == 5


def test_a_row_of_a_list_shows_what_was_written_as_the_message_does():
    turned = "I \u202ehurt\u202c here"
    rows = Items()
    rows.put([Item(1, name("Ann"), turned, second=turned, chips=((turned, "plain"),))])
    (item,) = rows.items
    assert (item.title, item.line, item.second, item.chips) == (name("Ann"), shown(turned), shown(turned), ((shown(turned), "plain"),))


def test_joiners_that_scripts_need_stay():
    assert shown("می\u200cخواهم") == "می\u200cخواهم"


def test_long_text_is_cut_with_an_ellipsis():
    assert len(shown("x" * 10**6)) == LONGEST
    assert shown("x" * 10**6).endswith("…")


def test_a_lone_surrogate_can_be_encoded():
    assert shown("a\ud800b").encode()


def test_a_name_is_fenced_against_turning_the_line():
    fenced = name("Ann\u202e Lee\n Smith")
    assert fenced[0] == "\u2068"
    assert fenced[-1] == "\u2069"
    assert "\u202e" not in fenced
    assert "\n" not in fenced


def test_a_label_too_narrow_elides_and_tells_the_whole(look, qtbot):
    label = PlainLabel("A sentence that is a good deal longer than the room it is given here")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert "good deal longer" in label.toolTip()
    assert "good deal longer" in label.accessibleName()
    label.resize(2000, 20)
    assert label.toolTip() == ""
