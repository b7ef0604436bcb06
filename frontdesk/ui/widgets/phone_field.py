"""A phone number as it is typed; beside it a word where nobody could dial it. What was typed is kept all the same."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from frontdesk.domain.person import NOT_DIALLED, dialled
from frontdesk.ui.widgets.safe_text import Paragraph


class PhoneWarning(Paragraph):
    """Follows one field: looks when it is left, and goes away as soon as there is a number."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(NOT_DIALLED, role="warn")
        self.field = field
        field.editingFinished.connect(self.look)
        field.textChanged.connect(self._heal)
        self.hide()

    def look(self) -> None:
        right = dialled(self.field.text())
        self.setVisible(not right)
        self.field.setAccessibleDescription("" if right else NOT_DIALLED)

    def _heal(self, text: str) -> None:
        if dialled(text):
            self.look()
