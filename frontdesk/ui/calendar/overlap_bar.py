"""A deliberate overlap asks one thing, over the grid and not in its way: why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import PlainLabel

USUAL = "Emergency"


class OverlapBar(QFrame):
    """``given`` the reason, ``dropped`` when it is not to be after all."""

    given = Signal(str)
    dropped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("card", "warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        self.words = PlainLabel("", role="warn")
        row.addWidget(self.words, 2)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Why do they overlap?")
        self.reason.setAccessibleName("Why do they overlap")
        self.reason.setMinimumWidth(look.px(120))
        self.reason.returnPressed.connect(self._give)
        row.addWidget(self.reason, 1)
        row.addWidget(Button(look, USUAL, kind="chip", then=partial(self.given.emit, USUAL)))
        row.addWidget(Button(look, "Place it", key="Return", kind="primary", then=self._give))
        row.addWidget(Button(look, "", icon="x", key="Esc", kind="ghost", name="Put it back", then=self.dropped.emit))
        self.hide()

    def ask(self, words: str) -> None:
        self.words.say(f"Overlaps {words}")
        self.reason.clear()
        self.show()
        self.reason.setFocus()

    def _give(self) -> None:
        if self.reason.text().strip():
            self.given.emit(self.reason.text().strip())
        else:
            self.reason.setFocus()
