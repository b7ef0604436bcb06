"""What must not be overlooked about a patient, where something is booked: alerts in red with their sign, and wishes about times and calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontdesk.domain import record
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Chip
from frontdesk.ui.widgets.flow import Flow

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.patient import Patient


class AlertsLine(Flow):
    """Nothing at all where there is nothing to heed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.look)
        self.context = context
        self.shown: tuple[str, ...] = ()
        self.hide()

    def show_for(self, patient_id: int | None) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        if patient_id is None:
            self.show_patient(None)
        else:
            self.context.jobs.ask(lambda desk: patients.get(desk, patient_id=patient_id), self.show_patient, key=f"alerts{id(self)}",
                                  failed=lambda _: self.show_patient(None))  # fmt: skip

    def show_patient(self, patient: Patient | None) -> None:
        self.clear()
        alerts = patient.alerts if patient else ()
        wishes = _wishes(patient, clock24=self.context.clock24) if patient else ()
        for words in alerts:
            self.add(Chip(self.look, words, "danger", icon="warning-fill"))
        for words in wishes:
            self.add(Chip(self.look, words, "plain"))
        self.shown = (*alerts, *wishes)
        self.setAccessibleName(", ".join(self.shown))
        self.setVisible(bool(self.shown))


def _wishes(patient: Patient, *, clock24: bool) -> tuple[str, ...]:
    told = {field: record.shown(patient, field, clock24=clock24) for field in ("not_before", "not_after")}
    never = "Never call" if patient.never_call else ""
    before, after = (f"not before {told['not_before']}" if told["not_before"] else ""), (f"not after {told['not_after']}" if told["not_after"] else "")
    return tuple(words for words in (never, patient.scheduling_wish, before, after) if words)
