"""Cancelling in the side panel: a reason of the list, a note, and what becomes of the visit; the day's cancelled visits beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.cancellation import REASONS, Reason
from frontdesk.ui.calendar.panel import Panel
from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import PlainLabel, name


class Reasons(QListWidget):
    """The usual reasons, or all; typing letters finds one, a digit takes one of the first nine."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setAccessibleName("Reason")
        self.every = False
        self.fill()

    def fill(self) -> None:
        self.clear()
        for number, reason in enumerate((r for r in REASONS if r.usual or self.every), 1):
            item = QListWidgetItem(f"{number}  {reason.words}" if number < 10 else f"    {reason.words}")
            item.setData(Qt.ItemDataRole.UserRole, reason)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, reason.words)
            item.setSizeHint(QSize(0, self.look.px(26)))
            self.addItem(item)
        self.setCurrentRow(0)
        self.setFixedHeight(self.look.px(26) * min(self.count(), 14) + 4)

    def reason(self) -> Reason:
        found: Reason = self.currentItem().data(Qt.ItemDataRole.UserRole)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if 0 <= digit < min(9, self.count()) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.setCurrentRow(digit)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class CancelPanel(Panel):
    """``cancelled`` with code and note; ``rebook`` too, but to be booked anew at once; ``left`` where nothing is done."""

    cancelled = Signal(str, str)
    rebook = Signal(str, str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.title = PlainLabel("Cancel", role="card")
        self.line = PlainLabel("", role="soft")
        self.reasons = Reasons(context.look)
        self.more = Button(context.look, f"All {len(REASONS)} reasons", kind="ghost", then=self._all)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Note, if there is more to say")
        self.note.setAccessibleName("Note on the cancellation")
        for widget in (self.title, self.line, self.reasons, self.more, self.note):
            self.column.addWidget(widget)
        self.anew = Button(context.look, "Cancel and book anew", then=lambda: self._give(self.rebook))
        self.do(Button(context.look, "Cancel it", key="Return", kind="primary", then=self._cancel), Button(context.look, "Keep it", key="Esc", then=self.left.emit))
        self.do(self.anew)

    def open(self, visit: Visit, *, rest: bool = False) -> None:
        """For a visit, or for what comes after it in its series."""
        one = visit.appointment
        self.title.say(f"Cancel {'the rest of the series' if rest else name(visit.patient_name)}")
        start = when.moment_words(one.start, clock24=self.context.clock24)
        self.line.say(f"{name(visit.patient_name)}, all after {start}" if rest else start)
        self.anew.setVisible(not rest)
        self.reasons.every = False
        self.reasons.fill()
        self.more.show()
        self.note.clear()
        self.show()
        self.reasons.setFocus()

    def _all(self) -> None:
        self.reasons.every = True
        self.reasons.fill()
        self.more.hide()
        self.reasons.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _cancel(self) -> None:
        self._give(self.cancelled)

    def _give(self, signal: object) -> None:
        signal.emit(self.reasons.reason().code, self.note.text())  # type: ignore[attr-defined]  # a bound Qt signal
