"""Buttons, chips and tabs: drawn from the tokens, heard by name, whole at every text size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.ui.shell.bars import DayLine
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, Chip, Disc, EmptyState, Segmented, card, chip_colors, clear, disc_color, initials, key_words
from frontdesk.ui.widgets.digit_list import DigitList
from tests.ui.colors import contrast

GROUPS = ("plain", "info", "warn", "danger", "ok", "accent", "person", "site", "pain", "history", "also", "question")


@pytest.mark.parametrize(("key", "words"), [("Return", "↵"), ("Ctrl+K", "Ctrl K"), ("B", "B"), ("Ctrl+Return", "Ctrl ↵"), ("Alt+Left", "Alt ←"), ("PgDown", "PgDown")])
def test_keys_are_said_as_on_the_key_cap(qapp, key, words):
    assert key_words(key) == words


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_letters_choose_in_a_list_and_command_nothing_while_it_has_the_keyboard(look, qtbot):
    host, done = QWidget(), []
    qtbot.addWidget(host)
    column, (combo, opened) = QVBoxLayout(host), (Combo("Side"), Combo("Side"))
    for one in (combo, opened):
        one.addItems(["Unstated", "Left", "Elbow"])
        column.addWidget(one)
    for key in ("E", "L", "Ctrl+S"):
        shortcut = QShortcut(QKeySequence(key), host)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda k=key: done.append(k))
    host.show()
    host.windowHandle().requestActivate()
    assert QTest.qWaitForWindowActive(host)
    combo.setFocus()
    QTest.keyClick(host.windowHandle(), "e")
    assert (combo.currentText(), done) == ("Elbow", [])
    opened.setFocus()
    opened.showPopup()
    QTest.keyClick(host.windowHandle(), "l")
    QTest.keyClick(host.windowHandle(), Qt.Key.Key_Return)
    assert (opened.currentText(), done) == ("Left", [])
    QTest.keyClick(host.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert done == ["Ctrl+S"], "a key with Ctrl is a command still"


@pytest.mark.parametrize("scale", [90, 100, 150, 200])
@pytest.mark.parametrize("kind", ["primary", "secondary", "ghost", "segment", "chip"])
def test_a_button_has_room_for_its_words(look, qtbot, kind, scale):
    look.set(scale=scale)
    button = Button(look, "Offer slots", icon="paper-plane-tilt", key="O", kind=kind)
    qtbot.addWidget(button)
    words = QFontMetrics(look.font(13, 600)).horizontalAdvance("Offer slots")
    assert button.sizeHint().width() >= words + look.px(16) + look.px(18)
    assert button.sizeHint().height() >= 24


def test_a_button_runs_once_by_mouse_by_space_and_not_when_off(look, qtbot):
    heard: list[int] = []
    button = Button(look, "Book", key="B", kind="primary", then=lambda: heard.append(1))
    qtbot.addWidget(button)
    button.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert heard == [1, 1]
    button.setEnabled(False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard == [1, 1]


def test_a_button_without_words_says_its_name_and_key(look, qtbot):
    button = Button(look, icon="bell", key="F9", name="Messages", kind="ghost")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Messages"
    assert "Messages" in button.toolTip()
    assert "F9" in button.toolTip()
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 24


def test_the_focus_can_be_seen(look, qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    button = Button(look, "Book")
    QVBoxLayout(holder).addWidget(button)
    holder.show()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    image = button.grab().toImage()
    seen = {image.pixel(x, 1) for x in range(12, image.width() - 12)}
    assert look.color("focus").rgb() in seen


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("group", GROUPS)
def test_a_chip_can_be_read(look, group, theme):
    look.set(theme=theme)
    ground, ink = chip_colors(look, group)
    assert contrast(ink.name(), ground.name()) >= 4.5


@pytest.mark.parametrize("scale", [100, 200])
def test_a_chip_has_room_for_its_words(look, qtbot, scale):
    look.set(scale=scale)
    chip = Chip(look, "Ankle, left", "site", icon="clock")
    qtbot.addWidget(chip)
    words = QFontMetrics(look.font(12, 500)).horizontalAdvance("Ankle, left")
    assert chip.sizeHint().width() >= words + look.px(18) + look.px(18)
    assert chip.accessibleName() == "Ankle, left"


def test_tabs_choose_by_click_and_count(look, qtbot):
    tabs = Segmented(look, ["To do", "Waiting", "Done"], name="Which inquiries")
    qtbot.addWidget(tabs)
    tabs.show()
    with qtbot.waitSignal(tabs.chosen) as heard:
        qtbot.mouseClick(tabs.buttons[1], Qt.MouseButton.LeftButton)
    assert heard.args == [1]
    tabs.count(0, 7)
    assert tabs.buttons[0].accessibleName() == "To do, 7"
    assert [b.isChecked() for b in tabs.buttons] == [False, True, False]


def test_tabs_keep_their_words_and_numbers_whole_in_the_narrowest_list(look, qtbot):
    tabs = Segmented(look, ["To do", "Waiting", "Booked", "Done"], name="Which inquiries")
    qtbot.addWidget(tabs)
    tabs.count(0, 12)
    tabs.count(1, 24)
    tabs.resize(look.px(276), tabs.sizeHint().height())
    tabs.show()
    metrics = QFontMetrics(look.font(13, 600))
    cut = [b.text() for b in tabs.buttons if metrics.horizontalAdvance(f"{b.text()}  {b.count}" if b.count else b.text()) > b.width() - look.px(8)]
    assert not cut


def test_the_time_of_the_day_is_never_cut_off_the_date_gives_way(look, qtbot):
    line = DayLine()
    qtbot.addWidget(line)
    line.say_either("Thursday 26 November 2026, 8:34 pm", "Thu 26 Nov, 8:34 pm")
    line.show()
    for width, told in ((400, "Thursday 26 November 2026, 8:34 pm"), (160, "Thu 26 Nov, 8:34 pm"), (400, "Thursday 26 November 2026, 8:34 pm")):
        line.resize(look.px(width), 20)
        assert line.text() == told


@pytest.mark.parametrize(("who", "said"), [("Anna Maria Weiß", "AW"), ("Müller", "M"), ("owen bright", "OB"), ("", "")])
def test_a_disc_has_the_initials_that_the_list_has(look, qtbot, who, said):
    disc = Disc(look, "", "#000000")
    qtbot.addWidget(disc)
    disc.show_name(who)
    assert disc.initials == initials(who) == said


def test_an_empty_state_offers_its_action(look, qtbot):
    heard: list[int] = []
    empty = EmptyState(look, "tray", "Nobody is waiting for an answer.", action="Show booked", then=lambda: heard.append(1))
    qtbot.addWidget(empty)
    empty.resize(400, 400)
    empty.show()
    qtbot.mouseClick(empty.findChild(Button), Qt.MouseButton.LeftButton)
    assert heard == [1]


def test_clear_empties_a_column_at_once_for_the_eye(look, qtbot):
    frame, column = card("Facts")
    qtbot.addWidget(frame)
    frame.show()
    button = Button(look, "Edit")
    column.addWidget(button)
    clear(column)
    assert column.count() == 0
    assert not button.isVisible()


def test_a_name_keeps_its_disc_colour():
    assert disc_color("Dana Kessler") == disc_color("Dana Kessler")
    assert all(contrast("#FFFFFF", disc_color(chr(n))) >= 4.5 for n in range(65, 91))


def test_a_change_of_theme_and_size_repaints(look, qtbot):
    button = Button(look, "Book", kind="primary")
    qtbot.addWidget(button)
    before = button.sizeHint()
    look.set(scale=200, theme="dark")
    assert button.sizeHint().width() > before.width() * 1.7
    button.resize(button.sizeHint())
    assert look.color("accent").rgb() in {button.grab().toImage().pixel(x, 10) for x in range(10, 60)}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_list_of_digits_in_little_room_keeps_its_rows_whole_and_scrolls_to_the_chosen_one(look, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    column, digits = QVBoxLayout(host), DigitList(look, "Texts")
    column.addWidget(digits)
    digits.open([(f"Text {n}", n) for n in range(9)])
    host.resize(320, 600)
    host.show()
    qtbot.waitUntil(lambda: digits._shown[8].visibleRegion().boundingRect() == digits._shown[8].rect())
    host.resize(320, 200)
    for number, row in enumerate(digits._shown):
        digits._choose(number)
        assert row.height() == row.sizeHint().height()
        assert row.visibleRegion().boundingRect() == row.rect()
