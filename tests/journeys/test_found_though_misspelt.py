"""Somebody stands at the desk and says a name that is typed wrong."""

from __future__ import annotations

from frontdesk.domain.appointment import Status


def test_a_misspelt_name_on_the_day_sheet_is_asked_about_and_then_moved_on_by_space(hands):
    hands.press("Ctrl+3")
    sheet = hands.section("day_sheet")
    hands.press("/")
    hands.type("yusfu")
    assert [line.visit.patient_name for line in sheet.lines] == ["Yusuf Demir"]
    hands.press("Return")
    assert "Is it" in hands.snack
    assert "Yusuf Demir" in hands.snack
    line = sheet.current()
    assert (line.visit.patient_name, line.visit.appointment.status) == ("Yusuf Demir", Status.BOOKED), "nobody is checked in by a name that is not theirs"
    hands.press("Space")
    assert sheet.current().visit.appointment.status is Status.WAITING
