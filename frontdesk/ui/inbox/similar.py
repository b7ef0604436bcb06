"""Who on file may have written: banners with reasons, and what was said beside what is on file (D), judged with one more key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.folding import digits, fold
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.likely import banner
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.matching import Candidate
    from frontdesk.services.inquiries import Case


class SimilarPeople(QWidget):
    """``same`` and ``different`` give the id of the patient who was judged."""

    same = Signal(int)
    different = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.case: Case | None = None
        self.compared: int | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)

    def show_case(self, case: Case) -> None:
        if self.case is None or self.case.inquiry.id != case.inquiry.id:
            self.compared = None
        self.case = case
        self._draw()

    def _draw(self) -> None:
        clear(self.column)
        case = self.case
        self.setVisible(bool(case and case.candidates))
        for number, candidate in enumerate(case.candidates[:2] if case else ()):
            key, first = candidate.patient.id, number == 0
            if case is not None and self.compared == key:
                self.column.addWidget(self._beside(case, candidate))
            else:
                self.column.addWidget(banner(self.context, candidate, [("Compare", "D" if first else "", partial(self.compare, key))], beside=True))

    def compare(self, key: int | None = None) -> None:
        """Show the first candidate beside what was said; a second time: it is the same person."""
        if self.case is None or not self.case.candidates:
            return
        wanted = key or self.case.candidates[0].patient.id
        if self.compared == wanted:
            self.same.emit(wanted)
            return
        self.compared = wanted
        self._draw()

    def _beside(self, case: Case, candidate: Candidate) -> QFrame:
        frame, column = card(kind="warn", spacing=6, margins=(12, 10, 10, 10))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for place, words in enumerate(("", "As said", candidate.patient.chart)):
            grid.addWidget(PlainLabel(words, role="strong"), 0, place)
        for row, (label, said, held, differs) in enumerate(lines(case, candidate), 1):
            grid.addWidget(PlainLabel(label, role="soft"), row, 0)
            for place, words in ((1, said), (2, held)):
                cell = PlainLabel(words or "–", role="warn" if differs else "")
                cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                grid.addWidget(cell, row, place)
        column.addLayout(grid)
        buttons = QHBoxLayout()
        key = candidate.patient.id
        buttons.addWidget(Button(self.context.look, "Same person", key="D", kind="primary", then=partial(self.same.emit, key)))
        buttons.addWidget(Button(self.context.look, "Different", then=partial(self.different.emit, key)))
        buttons.addStretch()
        column.addLayout(buttons)
        return frame


def lines(case: Case, candidate: Candidate) -> Iterator[tuple[str, str, str, bool]]:
    """(label, as said, on file, whether they differ) of each thing that either side knows."""
    one, p = case.inquiry, candidate.patient
    told = {f.fact.kind: f.fact for f in reversed(case.facts) if f.decision != "rejected"}
    phone = one.phone or str(told["phone"].value if "phone" in told else "")
    mail = one.email or str(told["email"].value if "email" in told else "")
    age = str(told["age"].value) if "age" in told else ""
    pairs = (
        ("Name", one.name, p.name, fold(one.name) != fold(p.name)), ("Phone", phone, p.phone, digits(phone)[-7:] != digits(p.phone)[-7:]),
        ("E-mail", mail, p.email, mail.casefold() != p.email.casefold()), ("Age, born", age, when.birthday(p.birth_date) if p.birth_date else "", False),
    )  # fmt: skip
    for label, said, held, differs in pairs:
        if said or held:
            yield label, name(said) if label == "Name" else said, name(held) if label == "Name" else held, bool(said and held and differs)
