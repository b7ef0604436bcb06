"""Free times by keyboard: one press books one time, a held-down key books nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from frontdesk.domain.clinic import Clinic, Clinician, House, Room, Site
from frontdesk.domain.slots import Slot
from frontdesk.ui.widgets.slot_list import SlotList, slot_lines

HOUSE = House(
    Clinic(1, "Harbor Regenerative Clinic"), (Site(1, "Quay Street", "America/Chicago"),),
    (Clinician(1, "Dr Amara Okafor", "Dr Okafor", "AO"),), (Room(2, 1, "Room 2", "R2", "consult"),), (), (), (), (),
)  # fmt: skip


def slot(hour: int, *, room: int | None = 2, reason: str = "soonest") -> Slot:
    start = datetime(2026, 11, 24, hour, 15)
    end = start + timedelta(minutes=45)
    return Slot(start, end, 1, room, start, end, 1, "America/Chicago", reason=reason)


@pytest.fixture
def slots(look, qtbot):
    widget = SlotList(look)
    qtbot.addWidget(widget)
    widget.show_slots([slot(h) for h in (9, 10, 11, 14)], HOUSE, clock24=False)
    widget.resize(380, 300)
    widget.show()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    widget.heard = []
    widget.taken.connect(widget.heard.append)
    return widget


def test_a_row_says_day_hours_clinician_room_and_reason():
    assert slot_lines(slot(14), HOUSE, clock24=False) == ("Tue 24 Nov", "2:15–3:00 pm", "Dr Okafor", "Room 2  ·  soonest")
    assert slot_lines(slot(14, room=None, reason=""), HOUSE, clock24=True)[1:] == ("14:15–15:00", "Dr Okafor", "")


def test_a_digit_takes_that_time(slots, qtbot):
    qtbot.keyClick(slots, Qt.Key.Key_3)
    assert slots.heard == [2]


def test_the_time_that_enter_would_take_is_framed_only_while_the_keys_are_here(slots):
    with_keys = slots.grab().toImage()
    slots.clearFocus()
    assert slots.grab().toImage() != with_keys
    slots.setFocus()
    assert slots.grab().toImage() == with_keys


def test_a_digit_beyond_the_list_takes_nothing(slots, qtbot):
    qtbot.keyClick(slots, Qt.Key.Key_5)
    qtbot.keyClick(slots, Qt.Key.Key_0)
    assert slots.heard == []


def test_arrows_choose_and_enter_takes(slots, qtbot):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        qtbot.keyClick(slots, key)
    assert slots.heard == [1]


def test_arrows_stop_at_the_ends(slots, qtbot):
    for _ in range(9):
        qtbot.keyClick(slots, Qt.Key.Key_Down)
    assert slots.current == 3
    for _ in range(9):
        qtbot.keyClick(slots, Qt.Key.Key_Up)
    assert slots.current == 0


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_Return])
def test_a_held_key_takes_nothing(slots, key):
    event = QKeyEvent(QEvent.Type.KeyPress, key.value, Qt.KeyboardModifier.NoModifier, "1", True, 1)
    QApplication.sendEvent(slots, event)
    assert slots.heard == []


def test_with_ctrl_or_alt_a_digit_is_somebody_elses_key(slots, qtbot):
    qtbot.keyClick(slots, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(slots, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert slots.heard == []


def test_while_a_booking_runs_no_key_takes_another(slots, qtbot):
    slots.live = False
    qtbot.keyClick(slots, Qt.Key.Key_1)
    qtbot.keyClick(slots, Qt.Key.Key_Return)
    assert slots.heard == []


def test_a_first_click_chooses_and_a_second_takes(slots, qtbot):
    qtbot.mouseClick(slots._rows[2], Qt.MouseButton.LeftButton)
    assert (slots.current, slots.heard) == (2, [])
    qtbot.mouseClick(slots._rows[2], Qt.MouseButton.LeftButton)
    assert slots.heard == [2]


def test_each_row_is_heard_by_a_screen_reader(slots):
    assert slots._rows[0].accessibleName() == "1: Tue 24 Nov, 9:15–10:00 am, Dr Okafor, Room 2  ·  soonest"
    assert slots.accessibleName() == "Free times"
    assert slots.accessibleDescription().startswith("1: ")


def test_an_empty_list_takes_nothing(look, qtbot):
    widget = SlotList(look)
    qtbot.addWidget(widget)
    widget.show_slots([], HOUSE, clock24=False)
    heard: list[int] = []
    widget.taken.connect(heard.append)
    qtbot.keyClick(widget, Qt.Key.Key_1)
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    assert heard == []
