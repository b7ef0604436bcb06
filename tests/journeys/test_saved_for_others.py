"""What leaves the house by the window: a patient's and a clinician's visits as calendar files, everybody as a list."""

from __future__ import annotations

import pytest

from frontdesk.services import patients

pytestmark = pytest.mark.one_window


def test_a_patients_visits_and_everybody_are_saved_by_one_key_each(hands, tmp_path):
    asked = []

    def choose(parent, suggested):
        asked.append(suggested)
        return str(tmp_path / suggested)

    hands.window.context.choose_save = choose
    found = hands.ask(lambda desk: next(f for f in patients.search(desk, text="", limit=200) if f.line.startswith("Next")))
    hands.window.go("patients", patient=found.patient.id)
    hands.wait()
    hands.press("Shift+E")
    hands.wait(quiet=0.3)
    assert hands.snack == f"Saved visits-{found.patient.chart}.ics"
    assert b"BEGIN:VEVENT" in (tmp_path / f"visits-{found.patient.chart}.ics").read_bytes()
    hands.press("Shift+X")
    hands.wait(quiet=0.3)
    assert (tmp_path / "patients.csv").read_text(encoding="utf-8-sig").count("\n") > 100
    hands.press("Ctrl+2", "Shift+E")
    hands.wait(quiet=0.3)
    assert asked[-1] == "visits.ics"
    assert (tmp_path / "visits.ics").read_bytes().count(b"BEGIN:VEVENT") > 20


def test_a_name_that_says_no_format_is_refused_with_a_sentence(hands, tmp_path):
    hands.window.context.choose_save = lambda parent, suggested: str(tmp_path / "patients.doc")
    hands.window.go("patients", patient=hands.ask(lambda desk: patients.search(desk, text="", limit=1))[0].patient.id)
    hands.wait()
    hands.press("Shift+X")
    hands.wait(quiet=0.3)
    assert "csv" in hands.snack
    assert not (tmp_path / "patients.doc").exists()
