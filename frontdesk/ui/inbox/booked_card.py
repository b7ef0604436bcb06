"""Whoever is booked already, in the place of the booking panel: for when, with whom, and that nobody else is meant by B."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from frontdesk.domain import when
from frontdesk.domain.plain import together
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.inquiries import Case


class BookedCard(QFrame):
    """``sentence`` says it in one line."""

    def __init__(self, context: Context, next_: Callable[[], object]) -> None:
        super().__init__()
        self.context, self.sentence = context, ""
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        self.title, self.words = PlainLabel("", role="card"), Paragraph("", role="soft")
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addWidget(Button(context.look, "Next inquiry", icon="caret-right", key="J", kind="primary", then=next_))
        self.hide()

    def show_case(self, case: Case) -> None:
        house = self.context.house
        if case.visit is None or house is None:
            return
        one = case.visit.appointment
        who, room = name(case.visit.patient_name or case.inquiry.name), house.room(one.room_id).name if one.room_id else ""
        told = f"{when.moment_words(one.start, clock24=self.context.clock24)}, {house.clinician(one.clinician_id).short}"
        self.title.say(f"{who} is booked")
        self.words.say(f"{house.type(one.type_id).name}, {told}{f', {together(room)}' if room else ''}")
        self.sentence = f"{who} is booked already: {told}. J goes to the next inquiry."
