"""The states of the patients for ``scripts.screens``: the list, a record with its parts, and two records that may be one person."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.ui.widgets.controls import Segmented
from scripts.calendar_screens import today
from scripts.stage import Stage

Reach = Callable[[Stage], object]


def one(stage: Stage) -> None:
    """The record of who is in the room."""
    calendar = today(stage)
    visit = next(v for v in calendar.view.visits if v.appointment.status.value == "in_room")
    stage.go("patients", patient=visit.appointment.patient_id)


def _held(stage: Stage) -> None:
    one(stage)
    stage.run("patients.held")


def _patient_tab(number: int) -> Reach:
    def reach(stage: Stage) -> None:
        one(stage)
        parts = next(w for w in stage.window.findChildren(Segmented) if w.accessibleName() == "Parts of the record")
        parts.select(number)
        parts.chosen.emit(number)

    return reach


def _recalls(stage: Stage) -> None:
    stage.go("patients")
    stage.run("patients.recalls")


def _intake(stage: Stage) -> None:
    _search(stage, "owen bright")
    stage.window.sections["patients"].list.setFocus()
    stage.run("patients.intake.begin")


def _amending(stage: Stage) -> None:
    _search(stage, "robert imani")
    stage.window.sections["patients"].list.setFocus()
    stage.run("patients.intake.amend")


def _patient_details(stage: Stage) -> None:
    _search(stage, "robert imani")
    stage.window.sections["patients"].list.setFocus()
    stage.run("patients.edit")


def _search(stage: Stage, text: str) -> None:
    stage.go("patients")
    stage.run("patients.find")
    stage.press(text)
    stage.wait(quiet=0.4)


def _new_patient(stage: Stage) -> None:
    stage.go("patients")
    stage.run("patients.new")


def _similar(stage: Stage) -> None:
    """The record that the demo's hurried call has made of somebody who was on file already."""
    _search(stage, "brigth")
    stage.window.sections["patients"].list.setFocus()


def _compare(stage: Stage) -> None:
    _similar(stage)
    stage.run("patients.compare")


def _merged(stage: Stage) -> None:
    _compare(stage)
    stage.run("patients.merge")


def _known_patient(stage: Stage) -> None:
    _search(stage, "Robert Imani")
    stage.run("patients.new")
    stage.wait(quiet=0.6)


PATIENTS: dict[str, Reach] = {
    "patients": lambda s: s.go("patients"),
    "patients_search": lambda s: _search(s, "ma"),
    "patients_nobody": lambda s: _search(s, "xyzzy"),
    "patients_record": one,
    "patients_visits": _patient_tab(2),
    "patients_letters": _patient_tab(3),
    "patients_notes": _patient_tab(1),
    "patients_intake": _intake,
    "patients_amending": _amending,
    "patients_recall": _recalls,
    "patients_held": _held,
    "patients_details": _patient_details,
    "patients_new": _new_patient,
    "patients_misspelt": lambda s: _search(s, "imnai robert"),
    "patients_known": _known_patient,
    "patients_similar": _similar,
    "patients_compare": _compare,
    "patients_merged": _merged,
}
