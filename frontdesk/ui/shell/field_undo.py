"""Ctrl+Z in a field: first what was typed there; where nothing is left of that, the desk's own undo (ux.md 4)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


class FieldUndo(QObject):
    """Sits on the one field that has the keyboard. Qt's fields keep the key for themselves even where it does nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._on: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._on is not None and isValid(self._on):
            self._on.removeEventFilter(self)
        self._on = now if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit) else None
        if self._on is not None:
            self._on.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
            if (undo and not _left(watched, "Undo")) or (redo and not _left(watched, "Redo")):
                event.ignore()
                return True
        return False


def _left(field: QObject, way: str) -> bool:
    what = field if isinstance(field, QLineEdit) else field.document() if isinstance(field, QPlainTextEdit | QTextEdit) and not field.isReadOnly() else None
    return what is not None and bool(getattr(what, f"is{way}Available")())
