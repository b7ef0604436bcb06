"""The keys that work now, for the status bar: a field takes the single letters, so it names those that it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from frontdesk.ui.patients.details import DetailsPart
from frontdesk.ui.patients.figure import HOW, Figure
from frontdesk.ui.patients.form import PatientForm
from frontdesk.ui.patients.intake import NoteForm

if TYPE_CHECKING:  # the section itself shows these keys
    from frontdesk.ui.patients.section import PatientsSection

Keys = list[tuple[str, str]]
_RECORD: Keys = [("/", "search"), ("↑ ↓", "patient"), ("B", "book"), ("L", "letter"), ("P", "sheet"), ("I", "note"), ("F4", "edit"), ("?", "all keys")]
_NOBODY: Keys = [("/", "search"), ("↑ ↓", "patient"), ("Ctrl ↵", "new patient"), ("Ctrl I", "bring in a list"), ("?", "all keys")]
_SEARCH: Keys = [("↓", "to the list"), ("Ctrl ↵", "new patient"), ("F4", "edit"), ("F2", "log a call"), ("F1", "all keys")]
_WITHIN: dict[type[QWidget], Keys] = {
    NoteForm: [("Tab", "next field"), ("Ctrl S", "sign"), ("Esc", "keep as a draft"), ("Ctrl Z", "undo"), ("F1", "all keys")],
    PatientForm: [("Tab", "next field"), ("↵", "save"), ("Esc", "leave as it was"), ("Alt ↵", "it is this patient"), ("F1", "all keys")],
    DetailsPart: [("Tab", "keep, next field"), ("Esc", "as it was, then back"), ("Ctrl Z", "undo"), ("F1", "all keys")],
}


def valid_keys(section: PatientsSection, focus: QWidget | None) -> Keys:
    """By where the keyboard is."""
    if isinstance(focus, Figure):
        return list(HOW)
    if focus is section.search and section.record is not None:
        return _SEARCH
    around: QWidget | None = focus if isinstance(focus, QLineEdit) else None
    while around is not None:
        if (found := next((keys for kind, keys in _WITHIN.items() if isinstance(around, kind)), None)) is not None:
            return found
        around = around.parentWidget()
    return _NOBODY if section.record is None else _RECORD
