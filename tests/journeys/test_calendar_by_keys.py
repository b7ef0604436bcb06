"""The calendar without a mouse: a visit is chosen by Tab and the arrows, or in the list, and each key acts on it."""

from __future__ import annotations

from PySide6.QtGui import QAccessible

from frontdesk.domain.appointment import Status
from frontdesk.services import calendar
from tests.journeys.test_web_comment import rows


def visit(hands, key: int):
    return hands.ask(lambda desk: calendar.visit(desk, appointment_id=key)).appointment


def test_tab_and_the_arrows_choose_a_visit_and_the_keys_act_on_it(same_rows):
    hands = same_rows
    section = hands.section("calendar")
    grid, before = section.grid, hands.ask(rows)
    grid.setFocus()
    for key in ("M", "S", "Del", "C", "X", "Z", "E", "Alt+Down"):
        hands.window.snack.hide()
        hands.press(key)
        assert hands.snack.startswith("Choose a visit first"), key
    assert hands.ask(rows) == before

    grid.spot = (0, 15 * 60)
    hands.window.snack._timer.start(7_000)  # it was there for three seconds
    hands.press("Tab")
    assert not hands.window.snack.isVisible(), "what was only said does not lie over what is done next"
    first = section.chosen
    assert grid.focused_block().visit == first
    assert first.patient_name in grid.focused_block().accessibleName()
    assert QAccessible.queryAccessibleInterface(grid.focused_block()).state().focused
    assert section.life.visit_panel.isVisible()
    hands.press("Tab")
    second = section.chosen
    assert (second.appointment.clinician_id, second.appointment.start) > (first.appointment.clinician_id, first.appointment.start)
    hands.press("Shift+Tab")
    assert section.chosen.appointment.id == first.appointment.id
    hands.press("Down", "Up")
    assert section.chosen.appointment.id == first.appointment.id

    hands.press("Alt+Down")
    assert visit(hands, first.appointment.id).minutes == first.appointment.minutes + 5 or "stays as long" in hands.snack
    hands.press("Del", "Return")
    assert visit(hands, first.appointment.id).status is Status.CANCELLED
    assert first.patient_name in hands.snack
    hands.press("Ctrl+Z")

    hands.press("Tab", "M", "Ctrl+PgDown")  # the digits take the times of the day that is seen, and the person stays the chosen one
    who, there = section.placing.whose, section.day
    hands.press("1")
    assert who.strip("\u2068\u2069") == section.chosen.patient_name
    assert section.chosen.appointment.start.date() == section.day == there
    hands.press("Ctrl+Z", "T", "Tab")

    hands.press("Right")
    grid.spot = (0, grid.scale.last - 5)
    grid.setFocus()
    hands.press("Down")
    assert section.chosen is None
    hands.press("Space")
    assert hands.snack.startswith("Choose a visit first")


def test_in_the_list_the_keys_act_on_the_chosen_line_and_stay_on_it(same_rows):
    hands = same_rows
    section = hands.section("calendar")
    hands.press("L")
    agenda = section.agenda
    agenda.choose_key(next(v.appointment.id for v in section.view.visits if v.patient_name == "Selma Aydin"))
    chosen = section.chosen.appointment
    hands.press("3")
    assert agenda.current_item().key == chosen.id
    hands.press("M")
    slot = section.panel.list.slots[0]
    assert "Selma Aydin" in section.panel.title.whole
    hands.press("1")
    assert visit(hands, chosen.id).start == slot.start
    assert (section.mode, hands.focus) == ("list", agenda)
    assert agenda.current_item().key == chosen.id == section.chosen.appointment.id
    hands.press("Ctrl+Z", "M", "Esc")
    assert hands.focus is agenda
    assert section.life.visit_panel.isVisible()
    hands.press("S")
    assert section.life.series_panel.isVisible()
    hands.wait(quiet=0.4)
    hands.press("Ctrl+Return")
    hands.wait(quiet=0.4)
    assert hands.focus is agenda
    assert section.chosen.appointment.id == agenda.current_item().key == chosen.id
    hands.press("Del", "1", "Return")
    assert visit(hands, chosen.id).status is Status.CANCELLED
