"""What is wrong with one field, in words beside it; said when the field is left, gone as soon as it is right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from frontdesk.ui.widgets.safe_text import Paragraph


class FieldTrouble(Paragraph):
    """``judge`` gives the sentence for what stands in the field, or nothing."""

    def __init__(self, field: QLineEdit, judge: Callable[[str], str], *, role: str = "danger") -> None:
        super().__init__("", role=role)
        self.field, self._judge = field, judge
        field.editingFinished.connect(self.look)
        field.textChanged.connect(self._heal)
        self.hide()

    def look(self) -> bool:
        """Whether something is wrong; then it is said."""
        trouble = self._judge(self.field.text())
        self.tell(trouble)
        return bool(trouble)

    def tell(self, trouble: str) -> None:
        self.say(trouble)
        self.setVisible(bool(trouble))
        self.field.setAccessibleDescription(trouble)

    def _heal(self, text: str) -> None:
        if not self._judge(text):
            self.tell("")
