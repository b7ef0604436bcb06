"""The head of a record (mock-up 03): who it is, how it stands now, what must not be overlooked, what can be done, the tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from frontdesk.domain import when
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, Chip, Disc, Segmented, clear, disc_color
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.safe_text import PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.patient import Patient
    from frontdesk.services.patients import Record

Action = tuple[str, str, str, str, Callable[[], object]]
"""Words, icon, key, kind of button, what it does."""
_LARGE = 150
"""Per cent of text from which the head is made as low as it can be."""

_ALERTS = 3
"""Chips for alerts; where there are more, the last one says how many."""


def under_name(patient: Patient, today: date, number: Callable[[str], str]) -> str:
    """Age, birthday, chart number, phone and e-mail on one line."""
    born = f"{when.years_old(patient.birth_date, today)}, born {when.birthday(patient.birth_date)}" if patient.birth_date else "birthday not known"
    return "    ".join(x for x in (born, patient.chart, number(patient.phone), patient.email) if x)


class RecordHead:
    """Fills ``column`` for a record."""

    def __init__(self, context: Context, column: QVBoxLayout) -> None:
        self.context, self.column = context, column
        self._told: object = None

    def show_new(self) -> None:
        """Nobody's name may stand over the form of somebody new."""
        clear(self.column)
        self._told = None
        title = PlainLabel("New patient", role="title")
        title.setContentsMargins(0, 0, 0, self.context.look.px(12))
        self.column.addWidget(title)

    def show(self, record: Record, actions: Sequence[Action], tabs: Sequence[str], tab: int, chosen: Callable[[int], object],
             *, edit: Callable[[], object]) -> None:  # fmt: skip
        """Made anew only where other buttons or warnings are to stand there: from one patient to the next it mostly says other words."""
        patient = record.patient
        told = ([words for words, *_ in actions], patient.alerts, patient.contact_wish, record.live, self.context.look.scale, self._room())
        if told != self._told:
            self._told = told
            self._make(record, actions, tabs, chosen, edit)
        self.disc.show_name(patient.name)
        self.name.say(name(patient.name))
        self.under.say(under_name(patient, self.context.wall_now().date(), self.context.number))
        for button, words in zip(self.line.buttons, tabs, strict=True):
            button.say(words)
        self.line.select(tab)

    def _make(self, record: Record, actions: Sequence[Action], tabs: Sequence[str], chosen: Callable[[int], object], edit: Callable[[], object]) -> None:
        clear(self.column)
        self.column.addLayout(self._who(record, edit))
        self._wishes(record.patient, actions)
        self.line = Segmented(self.context.look, tuple(tabs), name="Parts of the record", flat=True)
        self.line.chosen.connect(chosen)
        self.column.addWidget(self.line)

    def _who(self, record: Record, edit: Callable[[], object]) -> QHBoxLayout:
        look = self.context.look
        row = QHBoxLayout()
        row.setSpacing(14)
        self.disc = Disc(look, "", disc_color(""), size=56 if look.scale < _LARGE else 36)
        self.name, self.under = PlainLabel("", role="title"), PlainLabel("", role="soft")
        row.addWidget(self.disc)
        names = QVBoxLayout()
        names.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.name)
        if record.live:
            first.addWidget(Chip(look, record.live, "info", icon="door-fill" if record.live.startswith("In room") else "armchair-fill"))
        first.addWidget(Button(look, "", icon="pencil-simple", key="F4", kind="ghost", name="Edit the details", then=edit))
        first.addStretch()
        names.addLayout(first)
        names.addWidget(self.under)
        row.addLayout(names, 1)
        return row

    def _wishes(self, patient: Patient, actions: Sequence[Action]) -> None:
        """One row, or the warnings above the buttons where both do not fit; with large letters as many lines as it takes."""
        look, row = self.context.look, QHBoxLayout()
        row.setSpacing(8)
        self.column.addLayout(row)
        shown = patient.alerts if len(patient.alerts) <= _ALERTS else (*patient.alerts[: _ALERTS - 1], f"and {len(patient.alerts) - _ALERTS + 1} more alerts (F4)")
        chips = [Chip(look, alert, "danger", icon="warning-fill") for alert in shown]
        if patient.contact_wish:
            chips.append(Chip(look, patient.contact_wish, "plain", icon="phone"))
        buttons = [Button(look, words, icon=icon, key=key, kind=kind, then=then) for words, icon, key, kind, then in actions]
        if look.scale >= _LARGE:
            flow = Flow(look)
            for part in (*chips, *buttons):
                flow.add(part)
            row.addWidget(flow)
            return
        for chip in chips:
            row.addWidget(chip)
        row.addStretch()
        if chips and sum(part.sizeHint().width() + 8 for part in (*chips, *buttons)) > self._room():
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch()
            self.column.addLayout(row)
        for button in buttons:
            row.addWidget(button)

    def _room(self) -> int:
        """How wide a line may be; before the head was shown for the first time: as the window opens."""
        held = self.column.parentWidget()
        margins = self.column.contentsMargins()
        wide = held.width() if held is not None and held.isVisible() else self.context.look.px(700)
        return wide - margins.left() - margins.right()
