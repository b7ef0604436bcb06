"""Who else on file may be this one, with the reasons: the banner, and the look while somebody new is typed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.patient import Patient
from frontdesk.domain.plain import begun
from frontdesk.domain.traits import Known
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.matching import Candidate


def who(patient: Patient) -> str:
    """Name, birthday and chart number on one line."""
    return ", ".join(part for part in (name(patient.name), born(patient), patient.chart) if part)


def born(patient: Patient) -> str:
    return f"born {when.birthday(patient.birth_date)}" if patient.birth_date else ""


def why(candidate: Candidate) -> str:
    return ", ".join((*candidate.reasons, *candidate.against))


def banner(context: Context, candidate: Candidate, buttons: Sequence[tuple[str, str, Callable[[], object]]], *, beside: bool = False) -> QFrame:
    """A similar record with its reasons; ``buttons`` (words, key, what it does) under them, or ``beside`` them where they are short."""
    frame, column = card(kind="warn", spacing=4, margins=(12, 8, 8, 8))
    row, words = QHBoxLayout(), QVBoxLayout()
    words.setSpacing(2)
    word = "The same person" if candidate.verdict == "same" else "Similar patient"
    patient, where = candidate.patient, ", ".join(part for part in (born(candidate.patient), candidate.patient.chart) if part)
    words.addWidget(PlainLabel(f"{word}: {name(patient.name) if beside else who(patient)}", role="strong"))
    words.addWidget(Paragraph(f"{begun(where)}; {why(candidate)}" if beside else why(candidate), role="soft"))
    if beside:
        row.addLayout(words, 1)
    else:
        column.addLayout(words)
    for said, key, then in buttons:
        row.addWidget(Button(context.look, said, key=key, then=then))
    if not beside:
        row.addStretch()
    column.addLayout(row)
    return frame


class LikelyPeople(QWidget):
    """Beside a form: who on file may be the one that is being typed in. ``chosen`` gives the id of the one it is."""

    chosen = Signal(int)

    def __init__(self, context: Context, known: Callable[[], Known]) -> None:
        super().__init__()
        self.context, self._known = context, known
        self.found: tuple[Candidate, ...] = ()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self._look)
        self.hide()

    def typed(self) -> None:
        """Look again, shortly after the last letter."""
        self._timer.start()

    def _look(self) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        known = self._known()
        self.context.jobs.ask(lambda desk: patients.candidates(desk, known=known), self._show, key=f"likely{id(self)}")

    def _show(self, found: tuple[Candidate, ...]) -> None:
        self.found = tuple(c for c in found if not c.doubtful)[:2]
        clear(self.column)
        for number, candidate in enumerate(self.found):
            key = candidate.patient.id
            self.column.addWidget(banner(self.context, candidate, [("It is this patient", "Alt+Return" if number == 0 else "", partial(self.chosen.emit, key))]))
        self.setVisible(bool(self.found))

    def take_first(self) -> None:
        """It is the first of them."""
        if self.found:
            self.chosen.emit(self.found[0].patient.id)
