"""The sections of the window: each is loaded and built when it is first opened, so that the window stands early and is small."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.ui.context import Context

SECTIONS = (("inbox", "tray", "Inbox", "Ctrl+1"), ("calendar", "calendar-blank", "Calendar", "Ctrl+2"),
            ("day_sheet", "clipboard-text", "Day sheet", "Ctrl+3"), ("patients", "users", "Patients", "Ctrl+4"),
            ("letters", "envelope-simple", "Letters", "Ctrl+5"),
            ("questions", "chat-circle-dots", "Questions", "Ctrl+6"))  # fmt: skip
"""Those of the rail: key, icon, word, the key that opens it."""

_BUILT_FROM = {
    "inbox": ("inbox.section", "InboxSection"), "calendar": ("calendar.section", "CalendarSection"), "day_sheet": ("day_sheet.section", "DaySheetSection"),
    "patients": ("patients.section", "PatientsSection"), "letters": ("letters.section", "LettersSection"),
    "questions": ("questions.section", "QuestionsSection"), "import": ("inbox.imports", "ImportSection"),
    "settings": ("preferences.section", "PreferencesSection"), "articles": ("articles.section", "ArticlesSection"),
    "reports": ("reports.section", "ReportsSection"),
}  # fmt: skip


class Sections(dict[str, Any]):
    """By key. ``put_in`` is told of each that is built; asking with ``get`` or ``in`` builds none."""

    def __init__(self, context: Context, put_in: Callable[[QWidget], object]) -> None:
        super().__init__()
        self._context, self._put_in = context, put_in

    def __missing__(self, key: str) -> Any:
        module, kind = _BUILT_FROM[key]
        made = self[key] = getattr(import_module(f"frontdesk.ui.{module}"), kind)(self._context)
        self._put_in(made)
        return made

    def build_all(self) -> None:
        """For what speaks of all of them, as the list of keys does."""
        for key, *_ in SECTIONS:
            self[key]
