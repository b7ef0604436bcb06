"""The patient whose record is open, and what the keys do for them: in at the door, into the book, onto paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter import LetterKind
from frontdesk.ui import saving
from frontdesk.ui.context import Context
from frontdesk.ui.patients.record import RecordParts
from frontdesk.ui.widgets.safe_text import name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.patients import Record


class OnePatient(QObject):
    """``record`` gives the one that is open, or None: then nothing is done. Files are asked for over ``owner``."""

    def __init__(self, context: Context, owner: QWidget, parts: RecordParts, record: Callable[[], Record | None], failed: Callable[[DeskError], object]) -> None:
        super().__init__()
        self.context, self.owner, self.parts, self.record, self.failed = context, owner, parts, record, failed

    def expected(self) -> Appointment | None:
        """Today's visit that nobody has come for yet."""
        today, record = self.context.wall_now().date(), self.record()
        coming = [v.appointment for v in record.visits if v.appointment.status is Status.BOOKED and v.appointment.start.date() == today] if record else []
        return min(coming, key=lambda one: one.start, default=None)

    def arrived(self) -> None:
        from frontdesk.services import visits  # after the first paint, as in jobs

        if (record := self.record()) is None:
            return
        visit, who = self.expected(), name(record.patient.name)
        if visit is None:
            self.context.warn(f"{who} is not expected today: no visit is left to check in.")
            return
        key = visit.id
        self.context.jobs.ask(lambda desk: visits.set_status(desk, appointment_id=key, status=Status.WAITING),
                              lambda _: self.context.say(f"{who}: checked in", undo=True), failed=self.failed)  # fmt: skip

    def book(self) -> None:
        if record := self.record():
            self.context.go("calendar", patient=record.patient.id)

    def in_calendar(self, want: str) -> None:
        """A series, a follow-up or a place on the wait list: its panel is the calendar's."""
        if record := self.record():
            self.context.go("calendar", patient=record.patient.id, who=record.patient.name, want=want)

    def letter(self) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if record := self.record():
            key = record.patient.id
            self.context.jobs.ask(lambda desk: letters.letter_for(desk, patient_id=key), lambda made: self.context.go("letters", letter=made.id), failed=self.failed)

    def write(self, kind: LetterKind) -> None:
        """A letter with words of its own."""
        if record := self.record():
            self.parts.make(record, kind)

    def sheet(self) -> None:
        if record := self.record():
            saving.intake_sheet(self.context, self.owner, patient_id=record.patient.id, chart=record.patient.chart)

    def save_visits(self) -> None:
        if record := self.record():
            saving.visits(self.context, self.owner, patient_id=record.patient.id, name=f"visits-{record.patient.chart}")
