"""The card that the panels beside the calendar share."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.ui.widgets.controls import Button


class _Deeds(QWidget):
    """What a key does in the panel it does on the panel's buttons too, wherever they stand."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.panel = panel
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.panel.keyPressEvent(event)


class Panel(QFrame):
    """A card, and apart from it ``deeds``, its buttons: under what scrolls, so that they are in sight on a low window and with large letters too."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)
        self.deeds: QWidget = _Deeds(self)

    def do(self, *buttons: Button) -> None:
        """Another row of buttons, the first of several a little wider."""
        row = QHBoxLayout()
        for n, button in enumerate(buttons):
            row.addWidget(button, 2 if n else 3)
        column = self.deeds.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(row)
