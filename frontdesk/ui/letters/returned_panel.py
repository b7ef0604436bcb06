"""A filled intake sheet that came back: each answer that differs from the record, beside what is on file; chosen ones become a note."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.controls import HEADED, Button, card, clear
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.notice import notice
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.returned_sheets import Comparison


class ReturnedPanel(QWidget):
    """``left``: the desk is done with the sheet."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.told: Comparison | None = None
        self.checks: list[Check] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame, inside = card(spacing=8, margins=HEADED)
        head = QHBoxLayout()
        self.title = PlainLabel("Returned intake sheet", role="card")
        head.addWidget(self.title, 1)
        head.addWidget(Button(context.look, "", icon="x", kind="ghost", name="Back to the print run", key="Esc", then=self.left.emit))
        inside.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        inside.addLayout(self._rows)
        buttons = Flow(context.look)
        self.button = Button(context.look, "Keep as a note", icon="check", kind="primary", then=self.keep)
        self.record = Button(context.look, "Open the record", icon="user", then=self._open)
        buttons.add(self.button)
        buttons.add(self.record)
        inside.addWidget(buttons)
        column.addWidget(frame)
        column.addStretch()

    def choose(self) -> bool:
        """Ask for the file and read it; False where none was chosen."""
        from frontdesk.services import returned_sheets  # after the first paint, as in jobs

        chosen = self.context.choose_files(self, "Choose the returned intake sheet", "Intake sheets (*.pdf)")
        if not chosen:
            return False
        path = Path(chosen[0])
        self._clear("Reading the sheet ...")
        self.context.jobs.ask(lambda desk: returned_sheets.compare(desk, path=path), self.show_comparison, failed=self._refused, long=True)
        return True

    def _clear(self, words: str) -> None:
        clear(self._rows)
        self.checks = []
        self.told = None
        self._rows.addWidget(PlainLabel(words, role="soft"))
        self.button.setEnabled(False)
        self.record.setEnabled(False)

    def show_comparison(self, told: Comparison) -> None:
        """Every answer that differs, ticked to be kept."""
        found = told.found
        many = f"{len(found)} answers differ from the record." if len(found) > 1 else "One answer differs from the record."
        self._clear(many if found else "Nothing on it differs from the record.")
        self.told = told
        self.title.say(name(told.patient.name))
        self.record.setEnabled(True)
        self.button.setEnabled(bool(found))
        for one in found:
            check = Check(self.context.look)
            check.setAccessibleName(f"Keep: {one.label}")
            check.setChecked(True)
            self.checks.append(check)
            row, words = QHBoxLayout(), QVBoxLayout()
            row.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
            words.setSpacing(1)
            words.setContentsMargins(0, self.context.look.px(4), 0, self.context.look.px(8))  # its name beside the box, what it says under its name
            words.addWidget(Paragraph(one.label, role="strong"))
            words.addWidget(Paragraph(shown(one.after, longest=400), role=""))
            if one.before:
                words.addWidget(Paragraph(f"On file: {shown(one.before, longest=400)}", role="faint"))
            row.addLayout(words, 1)
            self._rows.addLayout(row)

    def _refused(self, wrong: DeskError) -> None:
        self._clear("")
        self._rows.addWidget(notice(self.context.look, wrong.sentence, kind="danger"))

    def keep(self) -> None:
        """The ticked answers as a note on the record."""
        from frontdesk.services import returned_sheets  # after the first paint, as in jobs

        if self.told is None:
            return
        patient = self.told.patient.id
        chosen = tuple(one for one, check in zip(self.told.found, self.checks, strict=True) if check.isChecked())
        self.context.jobs.ask(lambda desk: returned_sheets.keep(desk, patient_id=patient, found=chosen), lambda _: self._kept(), failed=self._refused)

    def _kept(self) -> None:
        self.context.say("Kept as a note", undo=True)
        self._open()

    def _open(self) -> None:
        if self.told is not None:
            patient = self.told.patient.id
            self.left.emit()
            self.context.go("patients", patient=patient)
