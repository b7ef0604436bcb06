"""A list of dates of which each can be turned to another free time: by the arrows, or by the two buttons under it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.lists import RowList
from frontdesk.ui.widgets.safe_text import Paragraph


class Dates(RowList):
    """The visits of a series. Left and right change the time of one; Space leaves it to the tray; Enter is the panel's."""

    turned = Signal(int)
    trayed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turned.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Space:
            self.trayed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Turning(QWidget):
    """What can be done with the chosen date, and the same by mouse."""

    def __init__(self, look: Look, dates: Dates) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.words = Paragraph("", role="soft")
        row.addWidget(self.words, 1)
        self.before = Button(look, "", icon="caret-left", kind="ghost", name="Time before", then=lambda: dates.turned.emit(-1))
        self.after = Button(look, "", icon="caret-right", kind="ghost", name="Another time", then=lambda: dates.turned.emit(1))
        self.tray = Button(look, "", icon="tray", kind="ghost", name="To the tray, or stay", then=dates.trayed.emit)
        for button in (self.before, self.after, self.tray):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list has the keys for it
            row.addWidget(button)

    def say(self, words: str) -> None:
        self.words.say(words)

    def offer(self, *, turn: bool, tray: bool) -> None:
        self.before.setVisible(turn)
        self.after.setVisible(turn)
        self.tray.setVisible(tray)
