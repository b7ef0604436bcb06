"""Keys: each stands once in the table, and nowhere else in the program."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget

import frontdesk.ui
from frontdesk.ui.commands import KEYS, Commands

SOURCES = sorted(Path(frontdesk.ui.__file__).parent.rglob("*.py"))


def test_no_key_is_defined_outside_the_table():
    found = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES
        if path.name != "commands.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"\bQShortcut\(|\.setShortcuts?\(|shortcut=|addAction\([^)]*QKeySequence|grabShortcut\(", line)
    ]
    assert found == []


@pytest.mark.parametrize("where", sorted({where for where, _, _ in KEYS.values()}))
def test_a_key_means_one_thing_in_one_place(where):
    keys = [key for place, keys, _ in KEYS.values() if place in (where, "everywhere") for key in keys.split(" ")]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_every_command_has_a_title_a_receptionist_reads():
    assert all(title and title[0].isupper() and not title.endswith(".") for _, _, title in KEYS.values())


@pytest.fixture
def desk_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    window.field, window.message, window.pane = QLineEdit(), QTextEdit("read only"), QWidget()
    window.message.setReadOnly(True)
    window.pane.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    for part in (window.field, window.message, window.pane):
        column.addWidget(part)
    window.commands, window.heard = Commands(), []
    window.commands.bind("inbox.book", window, lambda: window.heard.append("book"))
    window.commands.bind("undo", window, lambda: window.heard.append("undo"))
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


@pytest.mark.parametrize(("part", "heard"), [("pane", ["book"]), ("message", ["book"]), ("field", [])])
def test_single_letters_rest_while_somebody_types(desk_window, qtbot, part, heard):
    widget = getattr(desk_window, part)
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    qtbot.keyClick(widget, Qt.Key.Key_B)
    assert desk_window.heard == heard


def test_single_letters_can_be_switched_off(desk_window, qtbot):
    desk_window.commands.single_keys = False
    desk_window.pane.setFocus()
    qtbot.keyClick(desk_window.pane, Qt.Key.Key_B)
    qtbot.keyClick(desk_window.pane, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk_window.heard == ["undo"]


def test_a_command_that_does_not_apply_does_nothing(desk_window, qtbot):
    desk_window.commands.bind("inbox.done", desk_window, lambda: desk_window.heard.append("done"), when=lambda: False)
    desk_window.pane.setFocus()
    qtbot.keyClick(desk_window.pane, Qt.Key.Key_E)
    assert desk_window.heard == []


def test_no_key_asks_for_shift_and_a_sign_that_needs_shift_itself():
    """A keyboard gives the sign and drops the Shift: such a key never arrives."""
    for command, (_, keys, _) in KEYS.items():
        for key in keys.split(" "):
            last = key.replace("++", "+plus").rsplit("+", 1)[-1]
            assert "Shift+" not in key or last.isalnum(), f"{command}: {key}"
