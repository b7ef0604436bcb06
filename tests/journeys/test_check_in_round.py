"""A morning at the day sheet: people arrive, wait, go in; somebody does not come; the list goes on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from frontdesk.domain.appointment import Status
from frontdesk.services import calendar, day_sheet
from frontdesk.ui.day_sheet.rows import columns
from frontdesk.ui.widgets.safe_text import name
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window

TODAY = date(2026, 11, 24)


def status(hands, who: str) -> Status:
    lines = hands.ask(lambda desk: day_sheet.sheet(desk, day=TODAY)).lines
    return next(line.visit.appointment.status for line in lines if line.visit.patient_name == who)


def test_space_alone_checks_in_the_person_who_stands_at_the_desk(hands):
    hands.press("Ctrl+3")
    before, pressed = hands.ask(rows), hands.pressed
    assert hands.section("day_sheet").current().visit.patient_name == "Daniel Weiss"  # the first of the day who has not come
    hands.press("Space")
    assert hands.pressed - pressed == 1
    assert status(hands, "Daniel Weiss") is Status.WAITING
    assert hands.snack == f"{name('Daniel Weiss')}: checked in"
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_somebody_is_checked_in_by_the_letters_of_the_name_within_the_budget(hands):
    hands.press("Ctrl+3")
    pressed = hands.pressed
    hands.press("/")
    hands.type("lil")
    hands.press("Return")
    assert hands.pressed - pressed == 5
    assert status(hands, "Lily Chen") is Status.WAITING
    assert not hands.section("day_sheet").finding.isVisible()
    assert hands.focus is hands.section("day_sheet").list


def test_letters_that_fit_two_people_move_nobody(hands):
    hands.press("Ctrl+3", "/")
    hands.type("l")
    before = hands.ask(rows)
    hands.press("Return")
    assert "only one" in hands.snack
    assert hands.ask(rows) == before


@pytest.mark.own_window
def test_a_visit_goes_all_the_way_and_each_step_back(hands):
    hands.press("Ctrl+3")
    for wanted in (Status.WAITING, Status.IN_ROOM, Status.DONE):
        hands.press("Space")
        assert status(hands, "Daniel Weiss") is wanted
    for wanted in (Status.IN_ROOM, Status.WAITING, Status.BOOKED):
        hands.press("Z")
        assert status(hands, "Daniel Weiss") is wanted
    hands.press("X")
    assert status(hands, "Daniel Weiss") is Status.NO_SHOW
    hands.press("Z")
    assert status(hands, "Daniel Weiss") is Status.BOOKED


@pytest.mark.own_window
def test_a_click_on_the_status_moves_the_visit_on_and_a_click_elsewhere_does_not(hands):
    hands.press("Ctrl+3")
    sheet = hands.section("day_sheet")
    rect = sheet.list.visualRect(sheet.list.currentIndex())
    at = columns(sheet.context.look, sheet.list.viewport().width())
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(at["Patient"].left()) + 4, rect.center().y()))
    hands.wait()
    assert status(hands, "Daniel Weiss") is Status.BOOKED
    QTest.mouseClick(sheet.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(at["Status"].left()) + 8, rect.center().y()))
    hands.wait()
    assert status(hands, "Daniel Weiss") is Status.WAITING


def test_what_is_ready_is_ticked_off_and_the_tick_taken_back(hands):
    hands.press("Ctrl+3")
    before = hands.ask(rows)
    sheet = hands.section("day_sheet")
    assert "imaging" not in sheet.current().ready
    QTest.mouseClick(sheet.before.checks["imaging"], Qt.MouseButton.LeftButton)
    hands.wait()
    assert sheet.current().ready >= {"imaging", "intake"}
    assert sheet.before.right.whole == "4 of 4"
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_one_clinicians_day_is_shown_and_saved_as_paper(hands, tmp_path: Path, monkeypatch):
    hands.press("Ctrl+3")
    sheet = hands.section("day_sheet")
    sheet.shown_for.setCurrentIndex(2)
    hands.wait()
    assert {line.clinician.short for line in sheet.lines} == {"Dr Brandt"}
    monkeypatch.setattr(sheet.context, "choose_save", lambda parent, suggested: str(tmp_path / suggested))
    hands.press("Ctrl+S")
    assert (tmp_path / "day-sheet-2026-11-24.pdf").read_bytes().startswith(b"%PDF-")

    hands.press("Ctrl+2")  # the calendar's printer has the day as a grid, too
    papers = hands.section("calendar").middle.papers
    assert not any(action.text().startswith("Print: ") for action in papers.menu().actions()), "no printer is remembered"
    papers.menu().actions()[-1].trigger()
    hands.wait()
    assert "Saved as day-grid-2026-11-24.pdf" in hands.snack
    (page,) = PdfReader(tmp_path / "day-grid-2026-11-24.pdf").pages
    assert all(who in page.extract_text() for who in ("Dr Amara Okafor", "Claire Dubois", "Lunch"))


def test_a_visit_is_moved_from_the_sheet_in_the_calendar(hands):
    hands.press("Ctrl+3", "M")
    assert hands.window.current == "calendar"


def test_a_day_without_visits_says_so(hands):
    hands.window.go("day_sheet", day=date(2026, 11, 29))
    hands.wait()
    sheet = hands.section("day_sheet")
    assert sheet.stack.currentWidget() is sheet.nothing
    assert sheet.hint.isVisible()
    assert not sheet.life.isVisible()
    rail = hands.window.rail.findChild(QWidget)
    for _ in range(2):  # the second time nobody stands there from the beginning, and it is opened by a click on the rail
        rail.setFocus()
        hands.window.go("day_sheet", day=date(2026, 11, 29))
        hands.wait()
        assert sheet.isAncestorOf(hands.focus)
    hands.press("T")
    assert sheet.day == TODAY
    assert hands.ask(lambda desk: calendar.day(desk, day=TODAY)).visits


def test_nobody_arrives_for_a_visit_of_tomorrow(hands):
    hands.press("Ctrl+3", "PgDown")
    before = hands.ask(rows)
    for key in ("Space", "X"):
        hands.press(key)
        assert "This visit is on Wed 25 Nov" in hands.snack
    assert hands.ask(rows) == before
