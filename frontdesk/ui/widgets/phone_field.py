"""A phone number as it is typed; beside it a word where nobody could dial it. What was typed is kept all the same."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from frontdesk.domain.person import NOT_DIALLED, dialled
from frontdesk.ui.widgets.field_trouble import FieldTrouble


class PhoneWarning(FieldTrouble):
    """Follows one field: looks when it is left, and goes away as soon as there is a number."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field, lambda text: "" if dialled(text) else NOT_DIALLED, role="warn")
