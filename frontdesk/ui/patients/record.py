"""The parts of a patient's record that are only looked at: visits, letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from frontdesk.domain import when
from frontdesk.domain.letter import KIND_WORDS, WRITTEN, LetterKind
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, card
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.letter import Letter
    from frontdesk.services.patients import Record

_MADE = {
    LetterKind.APPOINTMENT: "L", LetterKind.REMINDER: "", LetterKind.MISSED: "", LetterKind.CANCELLATION: "", LetterKind.RECALL: "",
    LetterKind.AFTERCARE: "Alt+L", LetterKind.REPORT: "Alt+R",
}  # fmt: skip
"""What can be written from the record, each with its key."""


class RecordParts:
    """Fills ``body`` with one of the parts that are only looked at."""

    def __init__(self, context: Context, body: QVBoxLayout) -> None:
        self.context, self.body = context, body

    def show(self, part: str, record: Record) -> None:
        """Visits or letters."""
        {"visits": self._visits, "letters": self._letters}[part](record)

    def visit_line(self, column: QVBoxLayout, visit: Any) -> None:
        """When, what, with whom, how it stands; and the way to it."""
        one, house = visit.appointment, self.context.house
        if house is None:
            return
        words, line = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(1)
        year = f" {one.start.year}" if one.start.year != self.context.wall_now().year else ""
        told = f"{when.short_day(one.start)}{year}, {when.clocks(one.start, one.end, clock24=self.context.clock24)}"
        words.addWidget(PlainLabel(told, role="strong"))
        if one.detail:
            words.addWidget(PlainLabel(one.detail, role="soft"))
        line.addLayout(words, 3)
        line.addWidget(PlainLabel(house.type(one.type_id).name), 2)
        line.addWidget(PlainLabel(house.clinician(one.clinician_id).short), 1)
        line.addWidget(PlainLabel(one.status.value.replace("_", " "), role="soft"), 1)
        line.addWidget(Button(self.context.look, "Show", kind="ghost", name="Show in the calendar", then=partial(self._to_visit, one.start.date(), one.id)))
        column.addLayout(line)

    def _to_visit(self, day: object, key: int) -> None:
        self.context.go("calendar", day=day, visit=key)

    def _visits(self, record: Record) -> None:
        frame, column = card("Visits")
        for visit in record.visits[:60]:
            self.visit_line(column, visit)
        if not record.visits:
            column.addWidget(Paragraph("No visits yet.", role="soft"))
        self.body.addWidget(frame)

    def _letters(self, record: Record) -> None:
        frame, column = card("Letters")
        for letter in record.letters:
            line = QHBoxLayout()
            line.addWidget(PlainLabel(letter.subject, role="strong"), 3)
            state = "superseded: the visit has moved" if letter.superseded else letter.state.value.replace("_", " ")
            line.addWidget(PlainLabel(state, role="warn" if letter.superseded else "soft"), 2)
            line.addWidget(Button(self.context.look, "Show", kind="ghost", name="Show the letter", then=partial(self._to_letter, letter)))
            column.addLayout(line)
        if not record.letters:
            column.addWidget(Paragraph("No letters yet. Press L to make one.", role="soft"))
        column.addWidget(PlainLabel("Write", role="label"))
        flow = Flow(self.context.look)
        for kind, key in _MADE.items():
            flow.add(Button(self.context.look, KIND_WORDS[kind], key=key, name=f"Make: {KIND_WORDS[kind]}", then=partial(self.make, record, kind)))
        column.addWidget(flow)
        self.body.addWidget(frame)

    def make(self, record: Record, kind: LetterKind) -> None:
        """A letter for the next print run; one that says something of its own opens with its words."""
        from frontdesk.services import letters  # after the first paint, as in jobs

        key = record.patient.id
        self.context.jobs.ask(lambda desk: letters.letter_for(desk, patient_id=key, kind=kind), partial(to_letter, self.context),
                              failed=lambda t: self.context.warn(t.sentence))  # fmt: skip

    def _to_letter(self, letter: Letter) -> None:
        self.context.go("letters", letter=letter.id)


def to_letter(context: Context, letter: Letter) -> None:
    """The letter's page; where something has to be written, its words beside it."""
    context.go("letters", letter=letter.id, write=letter.kind in WRITTEN)
