"""What is said at the foot of the window never lies over what is needed there; a number that cannot be dialled is told beside its field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from frontdesk.domain.person import dialled
from frontdesk.ui.shell.bars import Snackbar
from frontdesk.ui.shell.field_undo import FieldUndo
from frontdesk.ui.widgets.phone_field import PhoneWarning


def test_the_sentence_makes_way_for_a_button_and_for_a_form_that_opens_under_it(look, qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    snack = Snackbar(look, host)
    host.show()
    snack.say("With Dr Brandt", action="Undo", then=lambda: None)
    snack.say(f"Booked: {'x' * 400}, Tue 24 Nov", action="Undo", then=lambda: None)
    snack.offer("Fill 11:15 with Anton Weber", "F", lambda: None)
    for button in (snack.action, *snack._offers):
        assert button.width() >= button.sizeHint().width()
    assert snack.rect().contains(snack.action.geometry())
    assert host.rect().contains(snack.geometry())
    snack.say("With Dr Brandt", action="Undo", then=lambda: None)
    assert snack.words.width() < 200
    bottom = snack.y()
    assert snack.geometry().bottom() > 500

    send = QPushButton("Send", host)
    send.setGeometry(430, 540, 120, 36)
    send.show()
    snack._make_way()
    assert not snack.geometry().intersects(send.geometry())
    assert snack.geometry().bottom() < send.y()

    field = QLineEdit(host)
    field.setGeometry(300, 480, 300, 34)
    field.show()
    qtbot.waitUntil(lambda: snack.geometry().bottom() < field.y())  # by itself
    send.hide()
    field.hide()
    qtbot.waitUntil(lambda: snack.y() == bottom)

    queue = QListWidget(host)
    queue.addItems([str(n) for n in range(40)])
    queue.setGeometry(200, 0, 500, 600)
    queue.show()
    queue.setCurrentRow(0)
    snack._make_way()
    assert snack.y() == bottom
    last = queue.indexAt(queue.viewport().rect().bottomLeft() - QPoint(-9, 30)).row()
    queue.setCurrentRow(last)  # the chosen line is never under it, whatever lines are
    snack._make_way()
    assert not snack.geometry().intersects(queue.visualItemRect(queue.item(last)).translated(queue.pos()))


@pytest.mark.parametrize(("phone", "right"), [
    ("", True), ("(512) 555-0100", True), ("0151 23456 (daughter)", True), ("٥٥٥٠١٢٣", True), ("banana", False), ("12", False), ("call me 5", False),
])  # fmt: skip
def test_a_number_has_digits_enough_to_be_dialled(phone, right):
    assert dialled(phone) is right


def test_what_is_no_number_is_kept_and_told_beside_the_field(look, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    warning = PhoneWarning(field)
    warning.setParent(field)
    field.setText("banana")
    field.editingFinished.emit()
    assert not warning.isHidden()
    assert field.accessibleDescription().startswith("No phone number that can be dialled")
    assert field.text() == "banana"
    field.setText("555 0100")
    assert warning.isHidden()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_ctrl_z_takes_back_what_was_typed_in_the_field_then_what_the_desk_did(look, qtbot, kind):
    host, taken = QWidget(), []
    qtbot.addWidget(host)
    field, column = kind(), QVBoxLayout(host)
    column.addWidget(field)
    QShortcut(QKeySequence("Ctrl+Z"), host).activated.connect(lambda: taken.append(1))
    FieldUndo(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    field.setFocus()

    def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(host.windowHandle(), key, modifiers)

    def text():
        return field.text() if kind is QLineEdit else field.toPlainText()

    press(Qt.Key.Key_A)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (text(), taken) == ("", [])
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (text(), taken) == ("", [1])
