"""The record edited where it stands: typed, left with Tab, kept, taken back; what must be heeded shows again where something is booked."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from frontdesk.services import patients, record
from frontdesk.ui.widgets.controls import Chip

pytestmark = pytest.mark.one_window


def opened(hands, name: str):
    hands.press("Ctrl+4")
    hands.type(name)
    hands.press("Down", "F4")
    return hands.section("patients")


def retype(hands, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    hands.type(text)


def test_fields_are_typed_over_left_with_tab_and_taken_back_with_one_key(hands):
    section = opened(hands, "robert imani")
    assert hands.focus is section.part.fields["given_name"]
    key = section.record.patient.id
    retype(hands, section.part.fields["preferred_name"], "Bobby")
    hands.press("Tab")
    assert hands.focus is section.part.fields["former_names"], "keeping a field does not take the keyboard away"
    assert "Called kept" in hands.snack
    assert hands.ask(lambda desk: patients.get(desk, patient_id=key)).preferred_name == "Bobby"
    hands.press("Ctrl+Z")
    assert hands.ask(lambda desk: patients.get(desk, patient_id=key)).preferred_name != "Bobby"
    assert section.part.fields["preferred_name"].text() != "Bobby"


def test_what_cannot_be_read_stays_as_typed_with_the_reason(hands):
    section = opened(hands, "robert imani")
    field = section.part.fields["birth_date"]
    retype(hands, field, "yesterday-ish")
    hands.press("Return")
    assert "8 Feb 1974" in hands.snack
    assert field.text() == "yesterday-ish"
    hands.press("Esc")
    assert field.text() == "9 Nov 1966"


def test_another_phone_and_a_consent_are_added_and_stand_in_the_timeline(hands):
    section = opened(hands, "robert imani")
    key = section.record.patient.id
    add = next(e for e in section.part.findChildren(QLineEdit) if e.accessibleName() == "More numbers and addresses: add")
    add.setFocus()
    hands.type("evenings: 512 555 0888")
    hands.press("Return")
    found = hands.ask(lambda desk: record.details(desk, patient_id=key)).reach
    assert [(r.kind, r.value, r.label) for r in found if r.label == "evenings"] == [("phone", "512 555 0888", "evenings")]
    hands.ask(lambda desk: record.record_consent(desk, patient_id=key, what="Photographs", given=True))
    told = [e for e in section.record.timeline if e.title == "Photographs: given"]
    assert told
    assert told[0].by.startswith("Julia Marsh")


def test_an_alert_typed_into_the_record_shows_where_a_visit_is_booked(hands):
    section = opened(hands, "robert imani")
    retype(hands, section.part.fields["alerts"], "Latex allergy, Needs hoist")
    hands.press("Tab", "Esc")
    section.list.setFocus()
    hands.press("B")
    calendar = hands.section("calendar")
    shown = [line.shown for line in calendar.findChildren(type(calendar.side.panel.alerts)) if line.isVisible()]
    assert shown
    assert shown[0][:2] == ("Latex allergy", "Needs hoist")


def test_more_alerts_than_the_head_has_room_for_are_counted_there(hands):
    section = opened(hands, "robert imani")
    retype(hands, section.part.fields["alerts"], "Latex, Apixaban, Pacemaker, Deaf")
    hands.press("Tab", "Esc")
    assert [chip.text for chip in section.findChildren(Chip) if chip.isVisible() and chip.group == "danger"] == ["Latex", "Apixaban", "and 2 more alerts (F4)"]


def test_esc_leaves_the_fields_for_the_list_so_that_what_is_typed_next_is_nobodys_name(hands):
    section = opened(hands, "robert imani")
    field = section.part.fields["given_name"]
    retype(hands, field, "Rupert")
    hands.press("Escape")
    assert field.text() == "Robert", "first what was typed is taken back"
    hands.press("Escape")
    assert hands.focus is section.list
    assert section.tab == 0
    hands.press("I")
    hands.type("asks for a morning")
    assert section.note.text() == "asks for a morning"
    hands.press("Escape")
    assert section.record.patient.given_name == "Robert"
