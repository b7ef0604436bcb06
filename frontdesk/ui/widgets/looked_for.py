"""What is looked for in a booking panel, in two rows as long as there is room for them (mock-ups 01 and 06)."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.choice import Combo

Shares = tuple[tuple[Combo, int], ...]
_ENOUGH = 308
"""Pixels in which three choices stand beside each other with their usual words whole."""


class LookedFor(QWidget):
    """The first field of the second row takes a row of its own where the others would be cut."""

    def __init__(self, look: Look, first: Shares, second: Shares) -> None:
        super().__init__()
        self.look, self._second = look, second
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._rows = tuple(QHBoxLayout() for _ in range(3))
        for row in self._rows:
            row.setSpacing(6)
            column.addLayout(row)
        for combo, share in first:
            combo.setProperty("role", "dense")
            self._rows[0].addWidget(combo, share)
        for combo, share in second:
            combo.setProperty("role", "dense")
            combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._rows[2].addWidget(combo, share)
        self._alone = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        alone = self.width() < self.look.px(_ENOUGH)
        if alone != self._alone:
            self._alone = alone
            combo, share = self._second[0]
            self._rows[2 if alone else 1].removeWidget(combo)
            if alone:
                self._rows[1].addWidget(combo)
            else:
                self._rows[2].insertWidget(0, combo, share)
