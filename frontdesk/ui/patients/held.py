"""What is held on one person, beside the record: counted, handed over as a file, erased for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context
from frontdesk.ui.patients.doubles import Doubles
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.erasure import Erased, Holding
    from frontdesk.services.patients import Record

WORDS = {
    "patient": "Records", "inquiry": "Messages and calls", "fact": "Facts read from them", "appointment": "Visits", "letter": "Letters", "note": "Notes",
    "reply": "Replies", "question": "Questions to clinicians", "consent": "Consents", "patient_reach": "Phones and addresses", "wait_entry": "Wait list",
    "series": "Series", "follow_up": "Follow-ups", "inquiry_note": "Notes on messages", "patient_merge": "Merged records", "patient_tie": "People who belong to them",
    "visit_check": "Preparations", "own_value": "Own fields", "intake_note": "Intake notes", "attachment": "Files", "recall": "Recalls",
    "recall_attempt": "Attempts to recall", "call_draft": "Calls not finished", "refused_piece": "Pieces of files that were refused",
}  # fmt: skip


class HeldPanel(QWidget):
    """``left``: back to the timeline. ``gone`` when the record is no longer there."""

    left = Signal()
    gone = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.shown: int | None = None
        self.setProperty("pane", "surface2")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 14, 14)
        self.column.setSpacing(10)

    def open(self, patient_id: int, then: Callable[[], object]) -> None:
        """Look, then show; ``then`` once there is something to see."""
        from frontdesk.services import erasure  # after the first paint, as in jobs

        def show(found: Holding) -> None:
            self._show(patient_id, found)
            then()

        self.context.jobs.ask(lambda desk: erasure.holding(desk, patient_id=patient_id), show, failed=self._failed)

    def _show(self, patient_id: int, found: Holding) -> None:
        self.shown = patient_id
        clear(self.column)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("What is held", role="pane"))
        head.addStretch()
        head.addWidget(Button(self.context.look, "", icon="x", key="Esc", name="Back to the timeline", kind="ghost", then=self.left.emit))
        self.column.addLayout(head)
        frame, inside = card(spacing=4)
        for table, many in sorted(found.counts.items(), key=lambda pair: list(WORDS).index(pair[0]) if pair[0] in WORDS else len(WORDS)):
            row = QHBoxLayout()
            row.addWidget(PlainLabel(WORDS.get(table, table.replace("_", " ").capitalize()), role="soft"), 1)
            row.addWidget(PlainLabel(str(many)))
            inside.addLayout(row)
        self.save = Button(self.context.look, "Save a copy for the person", icon="download-simple", then=partial(self._copy, patient_id, found.chart))
        inside.addSpacing(6)
        inside.addWidget(self.save)
        self.column.addWidget(frame)
        self.column.addWidget(self._eraser(patient_id, found))
        self.column.addStretch()

    def _eraser(self, patient_id: int, found: Holding) -> QWidget:
        frame, inside = card("Erase for good")
        told = "All of the above goes from the clinic's file, and no key brings it back. Backups made before keep it until they are thinned out."
        inside.addWidget(Paragraph(told, role="soft"))
        if found.stays:
            inside.addWidget(Paragraph(found.stays, role="warn"))
        self.why = QLineEdit()
        if found.kept_until:
            inside.addWidget(Paragraph(f"Visits took place: the record must be kept until {when.birthday(found.kept_until)}.", role="warn"))
            self.why.setPlaceholderText("Why it goes all the same")
            self.why.setAccessibleName("Why the record goes although it must be kept")
            inside.addWidget(self.why)
        self.chart = QLineEdit()
        self.chart.setPlaceholderText(f"Type {found.chart}")
        self.chart.setAccessibleName("Chart number of the record to erase")
        inside.addWidget(self.chart)
        self.button = Button(self.context.look, "Erase for good", icon="warning-fill", then=partial(self._erase, patient_id))
        self.chart.returnPressed.connect(self.button.click)
        inside.addWidget(self.button)
        return frame

    def _copy(self, patient_id: int, chart: str) -> None:
        from frontdesk.services import erasure  # after the first paint, as in jobs

        if place := self.context.choose_save(self, f"record-{chart}.zip"):
            self.context.jobs.ask(lambda desk: erasure.hand_over(desk, patient_id=patient_id, path=Path(place)),
                                  lambda _: self.context.say("Copy saved"), failed=self._failed)  # fmt: skip

    def _erase(self, patient_id: int) -> None:
        from frontdesk.services import erasure  # after the first paint, as in jobs

        chart, why = self.chart.text(), self.why.text()

        def done(erased: Erased) -> None:
            self.context.say(erased.sentence)
            self.gone.emit()

        self.context.jobs.ask(lambda desk: erasure.erase(desk, patient_id=patient_id, chart=chart, despite=why), done, failed=self._failed)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)


class Held:
    """The panel in the place of the timeline, and the key that brings it."""

    def __init__(self, context: Context, beside: Doubles, *, record: Callable[[], Record | None], reveal: Callable[[], object], gone: Callable[[], object]) -> None:
        self.context, self._beside, self._record, self._reveal = context, beside, record, reveal
        self.panel = HeldPanel(context)
        self.panel.left.connect(beside.leave)
        self.panel.gone.connect(gone)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.panel)
        beside.side.addWidget(self._scroll)

    def bind(self, owner: QWidget) -> None:
        self.context.commands.bind("patients.held", owner, self.open, when=lambda: self._record() is not None)

    def open(self) -> None:
        if record := self._record():
            self.panel.open(record.patient.id, self._seen)

    def _seen(self) -> None:
        self._beside.side.setCurrentWidget(self._scroll)
        self._reveal()
        self.panel.save.setFocus()
