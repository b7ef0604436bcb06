"""The life of a visit by mouse alone, where ``test_life_of_a_visit`` has the keys: each story is taken back to the very same rows of all tables."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint

from frontdesk.domain.appointment import Status
from frontdesk.domain.series import CHECKPOINT
from frontdesk.services import calendar, day_sheet, series
from frontdesk.ui.day_sheet.rows import columns
from tests.journeys.pointer import Pointer, choose, click, click_button, click_row, overwrite
from tests.journeys.test_life_of_a_visit import in_the_way, now_of
from tests.journeys.test_web_comment import rows

TODAY = date(2026, 11, 24)


@pytest.fixture
def hands(same_rows):
    return same_rows


@pytest.fixture
def pointer(hands) -> Pointer:
    return Pointer(hands)


def chosen(hands, pointer, who: str):
    """A click on somebody's visit; gives the visit and the panels at the right."""
    visit = pointer.visit(who)
    pointer.click(pointer.on(visit))
    assert pointer.section.chosen.patient_name == who
    return visit.appointment, pointer.section.life


def test_a_course_of_six_with_two_conflicts_is_put_right_and_booked(hands, pointer):
    first, life = chosen(hands, pointer, "Elena Petrova")
    click(hands, life.visit_panel.more)
    click_button(hands, life.visit_panel, "Series")
    free = [s for s in life.series_panel.proposal.steps if not s.conflict and s.number not in (1, CHECKPOINT)]
    hands.press("Esc")
    in_the_way(hands, *free[-2:])
    before = hands.ask(rows)
    chosen(hands, pointer, "Elena Petrova")
    click_button(hands, life.visit_panel, "Series")
    panel = life.series_panel
    conflicts = {s.number: s for s in panel.proposal.conflicts}
    assert len(conflicts) >= 2
    number = min(conflicts)
    click_row(hands, panel.dates, next(n for n, item in enumerate(panel.dates.rows.items) if item.key == number))
    assert conflicts[number].conflict in panel.hint.words.text()
    click(hands, panel.hint.after)
    assert next(s for s in panel.proposal.steps if s.number == number).slot != conflicts[number].slot
    click(hands, panel.go)
    assert "Booked: 7 visits" in hands.snack
    made = hands.ask(lambda desk: series.of(desk, series_id=calendar.get(desk, appointment_id=first.id).series_id))
    assert len(made.visits) == 7
    click(hands, hands.window.snack.action)
    assert hands.ask(rows) == before


def test_a_visit_is_cancelled_and_its_time_filled_from_the_wait_list(hands, pointer):
    before = hands.ask(rows)
    visit, life = chosen(hands, pointer, "Owen Bright")
    click_button(hands, life.visit_panel, "Cancel")
    click_row(hands, life.cancel_panel.reasons, 1)
    click_button(hands, life.foot, "Cancel it")
    assert now_of(hands, visit).cancel_code == "pat-fb"
    click_button(hands, hands.window.snack, "Fill 1:00 with Anton Weber")
    click_button(hands, life.foot, "Said yes")
    filled = pointer.visit("Anton Weber").appointment
    assert (filled.start, filled.clinician_id, filled.status) == (visit.start, visit.clinician_id, Status.BOOKED)
    hands.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before


def test_somebody_who_did_not_come_came_after_all(hands, pointer):
    before = hands.ask(rows)
    visit, life = chosen(hands, pointer, "Daniel Weiss")
    click_button(hands, life.visit_panel, "No-show")
    assert now_of(hands, visit).status is Status.NO_SHOW
    click_button(hands, life.visit_panel, "They came after all")
    assert now_of(hands, visit).status is Status.BOOKED
    assert hands.ask(rows) == before


def test_a_stretch_is_drawn_and_kept_free_over_four_visits(hands, pointer):
    before = hands.ask(rows)
    pointer.drag(pointer.at(0, "14:15"), pointer.at(0, "14:45"))
    click_button(hands, pointer.section.side, "Keep this time free")
    panel = pointer.section.life.block_panel
    assert (panel.first.text(), panel.last.text(), panel.whose.currentText()) == ("2:15 pm", "2:45 pm", "Dr Okafor")
    assert panel.fates == []
    choose(hands, panel.whose, "Everybody")
    overwrite(hands, panel.first, "13:00")
    overwrite(hands, panel.last, "13:45")
    overwrite(hands, panel.name, "Fire drill")
    assert {f.hit.visit.patient_name for f in panel.fates} == {"Owen Bright", "Ruth Ames", "Emma Wolf", "Leo Marchetti"}
    click_row(hands, panel.list, 1)
    click(hands, panel.hint.after)
    click_row(hands, panel.list, 2)
    click(hands, panel.hint.tray)
    click(hands, panel.go)
    assert "Blocked: Fire drill, 3 visits moved, 1 to book again" in hands.snack
    click(hands, hands.window.snack.action)
    assert hands.ask(rows) == before


def test_the_round_of_a_morning_by_clicks_on_the_status(hands):
    hands.window.go("day_sheet")
    hands.wait()
    before, sheet = hands.ask(rows), hands.section("day_sheet")
    at = columns(sheet.context.look, sheet.list.viewport().width())
    expected = [n for n, item in enumerate(sheet.list.rows.items) if item.data.visit.appointment.status is Status.BOOKED][:4]
    who = [sheet.list.rows.items[n].data.visit.patient_name for n in expected]
    for number in expected:
        rect = sheet.list.visualRect(sheet.list.rows.index(number, 0))
        click(hands, sheet.list.viewport(), QPoint(int(at["Status"].left()) + 8, rect.center().y()))
    lines = hands.ask(lambda desk: day_sheet.sheet(desk, day=TODAY)).lines
    assert {x.visit.patient_name for x in lines if x.visit.appointment.status is Status.WAITING} >= set(who)
    hands.press(*["Ctrl+Z"] * 4)
    assert hands.ask(rows) == before


def test_the_round_of_a_morning_by_keys(hands):
    """One space bar for whoever is expected next, letters for whoever comes early."""
    hands.press("Ctrl+3")
    first = hands.section("day_sheet").current().visit
    assert first.appointment.status is Status.BOOKED
    before, pressed = hands.ask(rows), hands.pressed
    hands.press("Space")
    hands.press("/")
    hands.type("lil")
    hands.press("Return")
    hands.press("/")
    hands.type("emma")
    hands.press("Return")
    assert hands.pressed - pressed == 1 + 5 + 6
    lines = {x.visit.patient_name: x.visit.appointment.status for x in hands.ask(lambda desk: day_sheet.sheet(desk, day=TODAY)).lines}
    assert [lines[who] for who in (first.patient_name, "Lily Chen", "Emma Wolf")] == [Status.WAITING] * 3
    hands.press(*["Ctrl+Z"] * 3)
    assert hands.ask(rows) == before
