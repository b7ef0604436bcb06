"""Who is calling: name and number, and under them the records they may belong to, with the reasons (mock-up 09)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.traits import Known
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, Chip, clear
from frontdesk.ui.widgets.likely import why
from frontdesk.ui.widgets.phone_field import PhoneWarning
from frontdesk.ui.widgets.safe_text import Paragraph, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.patients import Found

ENOUGH = 3
"""Characters of a name or a number that are worth looking up."""


class Caller(QWidget):
    """``known`` is the record it has been said they are, or None; ``recognised`` tells it, ``unknown`` that something else is typed over it.

    ``beside``: the row of the number, with room for one thing more.
    """

    recognised = Signal(int)
    unknown = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.known: int | None = None
        self._found: tuple[Found, ...] = ()
        self.who = QLineEdit()
        self.who.setPlaceholderText("Who")
        self.who.setAccessibleName("Who is calling")
        self.phone = QLineEdit()
        self.phone.setPlaceholderText("Phone")
        self.phone.setAccessibleName("Phone")
        self.matches = QVBoxLayout()
        self.matches.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row, self.beside = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.who, 1)
        self.new = Chip(context.look, "New", "ok")
        self.new.hide()
        row.addWidget(self.new)
        column.addLayout(row)
        self.beside.setSpacing(8)
        self.beside.addWidget(self.phone, 1)
        column.addLayout(self.beside)
        column.addLayout(self.matches)
        column.addWidget(PhoneWarning(self.phone))
        self.who.textChanged.connect(self._look_up)
        self.phone.textChanged.connect(self._look_up)
        self.who.returnPressed.connect(self._entered)

    def begin(self, who: str, number: str, patient: int | None = None) -> None:
        """Another call; of that patient, where it was said before the call was interrupted."""
        from frontdesk.services import patients  # after the first paint, as in jobs

        self.known = None
        self.who.setText(who)
        self.phone.setText(number)
        clear(self.matches)
        self._look_up()
        if patient is not None:
            self.context.jobs.ask(lambda desk: patients.row_of(desk, patient=patients.get(desk, patient_id=patient)), self._is, key="caller")

    def _entered(self) -> None:
        """Enter takes the first who is named under the field."""
        if self._found and self.known is None:
            self._is(self._found[0])
        else:
            self.phone.setFocus()

    def _look_up(self) -> None:
        """By whatever is typed for who; where name and number are both there, those who may be meant, with the reasons."""
        from frontdesk.services import patients  # after the first paint, as in jobs

        if self.known is not None:
            self.known = None
            self.unknown.emit()
        self._found = ()
        self.context.jobs.drop("caller")  # its answer was about what stood here before
        self.new.hide()
        who, number = self.who.text().strip(), self.phone.text().strip()
        if len(who or number) < ENOUGH:
            clear(self.matches)
            return
        known = Known(name=who, phone=number)

        def look(desk: Any) -> tuple[tuple[Found, str], ...]:
            likely = patients.candidates(desk, known=known) if (" " in who or number) else ()
            told = {c.patient.id: why(c) for c in likely if c.reasons}
            found = {one.patient.id: one for one in patients.search(desk, text=who or number, limit=2)}
            found = {c.patient.id: patients.row_of(desk, patient=c.patient) for c in likely[:2]} | found
            return tuple((one, told.get(key, "")) for key, one in list(found.items())[:2])

        self.context.jobs.ask(look, self._suggest, key="caller")

    def _suggest(self, found: tuple[tuple[Found, str], ...]) -> None:
        if self.known is not None:
            return  # it has been said meanwhile who it is
        clear(self.matches)
        self._found = tuple(one for one, _ in found)
        for number, (one, reasons) in enumerate(found):
            row = QHBoxLayout()
            words = f"{one.patient.name}, {one.patient.chart}, {reasons or one.line}"
            row.addWidget(Button(self.context.look, name(one.patient.name), kind="chip", key="" if number else "Return", then=partial(self._is, one), name=words))
            row.addWidget(Paragraph(reasons or one.line, role="soft"), 1)  # all of the reasons, over two lines where they need them
            self.matches.addLayout(row)
        self.new.setVisible(not found and bool(self.who.text().strip()))

    def _chip(self, words: str, group: str) -> None:
        row = QHBoxLayout()
        row.addWidget(Chip(self.context.look, words, group))
        row.addStretch()
        self.matches.addLayout(row)

    def _is(self, one: Found) -> None:
        self.who.setText(one.patient.name)
        self.phone.setText(one.patient.phone or self.phone.text())
        self.known = one.patient.id
        self.new.hide()
        clear(self.matches)
        self._chip(f"{one.patient.chart}  {one.line}", "info")
        self.recognised.emit(one.patient.id)
