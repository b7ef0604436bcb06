"""Painted once, and painted again only where something else is to be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from frontdesk.ui.shell.one_paint import OnePaint
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.pictures import MOST, PICTURES, Pictures
from frontdesk.ui.widgets.safe_text import PlainLabel


class Answers(QObject):
    """Says, as the jobs do, that an answer was shown, and whether more are to come."""

    answered = Signal(bool)
    turning = Signal()
    asking = False


class Board(QWidget):
    """Counts its paints."""

    painted = 0

    def paintEvent(self, event: QEvent) -> None:
        self.painted += 1


@pytest.fixture
def board(qtbot) -> Board:
    made = Board()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.painted > 0)
    return made


def test_several_answers_are_painted_together_and_a_slow_one_is_not_waited_for(board, qtbot):
    jobs = Answers()
    held = OnePaint(board, jobs)
    before = board.painted
    for more in (True, True):
        jobs.answered.emit(more)
        board.update()
        qtbot.wait(15)
    assert board.painted == before, "one more is to come"
    jobs.answered.emit(False)
    qtbot.waitUntil(lambda: board.painted == before + 1)
    jobs.answered.emit(True)
    board.update()
    qtbot.waitUntil(lambda: board.painted == before + 2, timeout=500)
    board.update()
    qtbot.waitUntil(lambda: board.painted == before + 3)
    assert held.parent() is board


def test_what_is_turned_to_is_painted_with_its_answers_or_at_once_where_nothing_is_asked(board, qtbot):
    jobs = Answers()
    held = OnePaint(board, jobs)
    for asking, early in ((False, True), (True, False)):
        jobs.asking, before = asking, board.painted
        jobs.turning.emit()
        board.update()
        qtbot.wait(25)
        assert (board.painted > before) is early
        jobs.answered.emit(False)
        qtbot.waitUntil(lambda n=before: board.painted > n)
    assert held.parent() is board


@pytest.mark.parametrize("make", [lambda look: Button(look, "Book", icon="check", key="B"), lambda look: PlainLabel("Martha Keller", role="card")])
def test_a_kept_picture_is_what_would_be_painted_now(look, qtbot, make):
    widget = make(look)
    qtbot.addWidget(widget)
    widget.resize(120, 34)

    def shown() -> QImage:
        return widget.grab().toImage()

    def fresh() -> QImage:
        PICTURES._kept.clear()
        return shown()

    first = fresh()
    assert shown() == first
    widget.say("Cancel")
    other = shown()
    assert other != first
    assert other == fresh()
    widget.setEnabled(False)
    assert shown() == fresh()
    look.set(theme="dark")
    assert shown() == fresh() != other


def test_pictures_take_no_more_room_than_they_may(qapp):
    shelf = Pictures()
    page = QPixmap(400, 400)
    painter = QPainter(page)
    for number in range(90):
        shelf.show(painter, QRectF(0, 0, 400, 400), 1.0, number, lambda into, rect: None)
    painter.end()
    assert shelf._bytes <= MOST
    assert 89 in {key[0] for key in shelf._kept}
    assert 0 not in {key[0] for key in shelf._kept}
