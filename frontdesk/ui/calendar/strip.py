"""Where there is little room: a strip instead of the tray, with how many wait in it; a click or a key slides the tray over the grid."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import PlainLabel

WIDTH = 44
_PARTS = (("month", "calendar-blank", "Month"), ("tray", "tray", "To book"), ("waiting", "hourglass-medium", "Wait list"))


class Strip(QWidget):
    """``opened``: "month", "tray" or "waiting" is wanted."""

    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setProperty("pane", "list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 12, 2, 8)
        column.setSpacing(2)
        self.buttons: dict[str, Button] = {}
        self._counts: dict[str, PlainLabel] = {}
        for part, icon, words in _PARTS:
            key = "W" if part == "waiting" else ""
            button = self.buttons[part] = Button(look, "", icon=icon, key=key, kind="ghost", name=words, then=partial(self.opened.emit, part))
            count = self._counts[part] = PlainLabel("", role="label")
            count.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            if part == "month":
                count.hide()
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(count)
            column.addSpacing(8)
        column.addStretch()
        look.changed.connect(self._width)
        self._width()
        self.hide()

    def _width(self) -> None:
        self.setFixedWidth(self.look.px(WIDTH))

    def count(self, part: str, number: int) -> None:
        """How many cards lie there."""
        words = next(words for name, _, words in _PARTS if name == part)
        self._counts[part].say(str(number))
        self.buttons[part].setAccessibleName(f"{words}, {number}")
