""""Again in 6 weeks, 20 minutes": a follow-up that a clinician asked for, noted in the side panel in one line."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from frontdesk.domain.appointment import Visit
from frontdesk.domain.typed_day import read_weeks
from frontdesk.ui.calendar.panel import Panel
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name


class FollowUpPanel(Panel):
    """``asked`` with weeks (ideal, least, most), minutes and note."""

    asked = Signal(object, int, str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.title = PlainLabel("", role="card")
        self.weeks, self.note = QLineEdit(), QLineEdit()
        self.weeks.setPlaceholderText("6 weeks, or 4-8")
        self.weeks.setAccessibleName("In how many weeks")
        self.note.setPlaceholderText("Note")
        self.note.setAccessibleName("Note on the follow-up")
        self.minutes = Combo("Length")
        for length in (15, 20, 30, 45, 60):
            self.minutes.addItem(f"{length} min", length)
        row = QHBoxLayout()
        row.addWidget(self.weeks, 3)
        row.addWidget(self.minutes, 2)
        for field in (self.weeks, self.note):
            field.returnPressed.connect(self._give)
        self.column.addWidget(self.title)
        self.column.addWidget(Paragraph("It waits in the tray with its window until it is booked.", role="soft"))
        self.column.addLayout(row)
        self.column.addWidget(self.note)
        self.do(Button(context.look, "To the tray", key="Return", kind="primary", then=self._give), Button(context.look, "Close", key="Esc", then=self.left.emit))

    def open(self, visit: Visit | None, who: str = "") -> None:
        self.title.say(f"Follow-up for {name(visit.patient_name if visit else who)}")
        self.weeks.clear()
        self.note.setText(visit.appointment.detail if visit else "")
        self.minutes.setCurrentIndex(self.minutes.findData(20))
        self.weeks.setFocus()

    def _give(self) -> None:
        weeks = read_weeks(self.weeks.text())
        if weeks is None:
            self.context.warn("Say in how many weeks, such as 6, 4-8 or 3m.")
            self.weeks.setFocus()
            return
        self.asked.emit(weeks, self.minutes.currentData(), self.note.text())
