"""The line for a dated note above the record; what is not kept yet waits with the patient it was typed for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context


class QuickNote(QLineEdit):
    """``done`` gives the keyboard back; ``failed`` hears why a note was not kept."""

    def __init__(self, context: Context, *, done: Callable[[], object], failed: Callable[[DeskError], object]) -> None:
        super().__init__()
        self.context, self._done, self._failed = context, done, failed
        self.patient: int | None = None
        self._typed: dict[int, str] = {}
        self.setPlaceholderText("Dated note; Enter keeps it")
        self.setAccessibleName("Dated note")
        self.returnPressed.connect(self.keep)
        self.hide()

    def open_for(self, patient: int) -> None:
        """With what was typed about this person before."""
        self.stand_for(patient)
        self.show()
        self.setFocus()

    def stand_for(self, patient: int | None) -> None:
        """Another record is shown: a line about somebody else is put by."""
        if patient == self.patient:
            return
        if self.patient is not None:
            self._typed[self.patient] = self.text()
        self.patient = patient
        self.setText(self._typed.pop(patient, "") if patient is not None else "")
        self.hide()

    def put_by(self) -> bool:
        """Esc: the words stay; False where the line is not open."""
        if not self.isVisible():
            return False
        self._leave()
        return True

    def keep(self) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        text, key = self.text(), self.patient
        if key is None or not text.strip():
            return
        self.context.jobs.ask(
            lambda desk: patients.add_note(desk, patient_id=key, text=text), lambda _: self.context.say("Note kept", undo=True), failed=self._failed
        )
        self.clear()
        self._leave()

    def _leave(self) -> None:
        """The keyboard goes first: a field that is hidden hands it to whatever stands next."""
        self._done()
        self.hide()
