"""The veil: the whole window covered at once, by a key or after some minutes without a hand on the desk (docs/decisions)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

_HANDS = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
"""What counts as somebody being there. News from other desks and the moving clock do not."""
_LIFT = {Qt.Key.Key_F9, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Veil(QWidget):
    """Above everything in the window. What is half typed stays where it is; keys do nothing beneath it. ``minutes`` 0 = only by its key."""

    def __init__(self, look: Look, window: QWidget, *, minutes: int) -> None:
        super().__init__(window)
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The screen is covered")
        column = QVBoxLayout(self)
        column.addStretch()
        for words, role in (("The screen is covered", "title"), ("Nothing is lost: what you were doing stands underneath.", "soft")):
            line = PlainLabel(words, role=role) if role == "title" else Paragraph(words, role=role)
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        row = QHBoxLayout()
        row.addStretch()
        self.button = Button(look, "Back to the desk", icon="arrow-u-up-left", key="F9", kind="primary", then=self.lift)
        row.addWidget(self.button)
        row.addStretch()
        column.addSpacing(12)
        column.addLayout(row)
        column.addStretch()
        self._before: QWidget | None = None
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.timeout.connect(self.cover)
        self.after(minutes)
        self.hide()

    def watch(self, handle: QWindow) -> None:
        """Hear what the system hands to the window; a filter on the whole application would slow each event of each widget."""
        handle.removeEventFilter(self)
        handle.installEventFilter(self)

    def after(self, minutes: int) -> None:
        """Cover by itself once nobody has touched keys or mouse for so long."""
        self.idle.stop()
        self.idle.setInterval(minutes * 60_000)
        if minutes:
            self.idle.start()

    def cover(self) -> None:
        if self.isVisible():
            return
        self._before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()
        self.setFocus()

    def lift(self) -> None:
        """Back to where the hands were."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self._before = None

    def place(self) -> None:
        self.setGeometry(self.window().rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS and self.idle.interval():
            self.idle.start()
        return False

    def event(self, event: QEvent) -> bool:
        """A shortcut must not act on what is not seen."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LIFT:
            self.lift()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
