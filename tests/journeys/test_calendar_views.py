"""Day, week, month and list by keys; whose visits are shown; "+n" where more than three overlap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from frontdesk.data import rows
from frontdesk.domain.appointment import Status
from frontdesk.domain.clinic import OpeningException, OpeningRule, Room, Site
from frontdesk.services import calendar, moving
from frontdesk.ui.calendar.visit_paint import VisitPainter
from tests.journeys.pointer import Pointer

pytestmark = pytest.mark.one_window

TODAY = date(2026, 11, 24)


def test_from_the_day_to_the_month_to_the_list_and_back_by_keys(hands):
    hands.press("Ctrl+2", "Shift+V")
    section = hands.section("calendar")
    assert section.middle.stack.currentWidget() is section.overview
    assert "30 visits, 9 h 15 free" in section.overview.words(TODAY)
    hands.press("Right", "Down")
    assert section.day == TODAY + timedelta(days=8)
    hands.press("Return")
    assert (section.mode, section.view.day) == ("day", TODAY + timedelta(days=8))
    hands.press("T", "L")
    assert section.agenda.rows.items[0].data.appointment.start.date() == TODAY
    days = [item.data.appointment.start for item in section.agenda.rows.items]
    assert days == sorted(days)
    hands.press("Down", "Return")
    assert section.mode == "day"
    assert section.chosen.appointment.id == section.view.visits[0].appointment.id
    hands.press("G")
    hands.type("+6w")
    hands.press("Return")
    assert section.day == TODAY + timedelta(weeks=6)


def test_a_closed_day_stands_in_week_and_month_with_its_reason(hands):
    def close(desk):
        with desk.write("Close a day") as write:
            rows.add(write, OpeningException(0, date(2026, 11, 26), "Thanksgiving"))

    hands.ask(close)
    hands.press("Ctrl+2", "V")
    section = hands.section("calendar")
    thursday = next(t for t in section.grid.board.tracks if t.day == date(2026, 11, 26))
    assert thursday.closed == "Thanksgiving"
    assert thursday.line == "Closed, Thanksgiving"
    assert section.overview.words(date(2026, 11, 26)) == "Thursday 26 November, closed, Thanksgiving"


def test_a_chosen_set_of_clinicians_is_laid_over_each_other_in_the_week(hands):
    hands.press("Ctrl+2", "V")
    section, pointer = hands.section("calendar"), Pointer(hands)
    alone = {v.appointment.clinician_id for t in pointer.grid.board.tracks for v in t.visits}
    assert len(alone) == 1
    menu = section.toolbar.menu()
    menu.actions()[0].trigger()  # all clinicians
    hands.wait()
    shown = [v for t in pointer.grid.board.tracks for v in t.visits]
    assert {v.appointment.clinician_id for v in shown} == {1, 2, 3, 4}
    hidden = [v for more in pointer.grid._more if more.isVisible() for v in more.visits]
    assert len(hidden) + len(pointer.grid._shown) == len(shown)
    assert hidden
    more = next(m for m in pointer.grid._more if m.isVisible())
    picked = []
    more.chosen.connect(picked.append)
    more.menu().actions()[0].trigger()
    assert picked == [more.visits[0]]


def test_rooms_as_columns_take_a_visit_into_another_room(hands):
    hands.press("Ctrl+2", "R")
    pointer = Pointer(hands)
    rooms = [t.room_id for t in pointer.grid.board.tracks]
    assert rooms[-1] == 0
    visit = pointer.visit("Frank Moretti")
    assert pointer.grid.block_of(visit.appointment.id).face.corner == "AO"  # the column says the room: the block says who
    other = next(n for n, t in enumerate(pointer.grid.board.tracks) if t.room_id not in (visit.appointment.room_id, 0)
                 and moving_fits(hands, visit, t.room_id))  # fmt: skip
    start = pointer.on(visit)
    pointer.drag(start, start + (pointer.at(other, "12:00") - pointer.at(pointer.column_of(visit), "12:00")))
    moved = hands.ask(lambda desk: calendar.visit(desk, appointment_id=visit.appointment.id)).appointment
    assert (moved.start, moved.clinician_id, moved.room_id) == (visit.appointment.start, visit.appointment.clinician_id, rooms[other])


def moving_fits(hands, visit, room_id):
    one = visit.appointment
    return hands.ask(lambda desk: moving.judge(desk, wanted=moving.wanted(one, start=one.start, end=one.end, room_id=room_id))).fits


@pytest.mark.own_window
def test_one_of_several_sites_is_looked_at_alone(hands):
    """The clinician who works at the other site that day, and its rooms; whose visits are elsewhere is not on it."""

    def second_site(desk):
        with desk.write("A second site") as write:
            site = rows.add(write, Site(0, "North", "America/Chicago"))
            rows.add(write, Room(0, site.id, "North 1", "N1", "consult"))
            rows.add(write, OpeningRule(0, 2, site.id, TODAY.weekday(), time(18), time(20)))
        return site.id

    north = hands.ask(second_site)
    hands.press("Ctrl+2")
    section = hands.section("calendar")
    named = {action.text(): action for action in section.toolbar.menu().actions()}
    assert named["All sites"].isChecked()
    named["North"].trigger()
    hands.wait()
    assert [t.clinician_id for t in section.grid.board.tracks] == [2]
    hands.press("R")
    assert [t.title for t in section.grid.board.tracks] == ["North 1", "No room"]
    hands.press("L")
    assert [v for item in section.agenda.rows.items for v in [item.data] if v.appointment.site_id != north] == []
    next(a for a in section.toolbar.menu().actions() if a.text() == "All sites").trigger()
    hands.wait()
    assert section.agenda.rows.items


def test_from_the_day_to_its_week_the_keys_stay_on_that_day(hands):
    hands.press("Ctrl+2", "T", "PgDown", "PgDown")
    section = hands.section("calendar")
    section.one.forget()
    section.grid.setFocus()
    day = section.day
    hands.press("V")
    grid = section.grid
    assert len(grid.board.days) > 1
    assert grid.board.tracks[grid.spot[0]].day == day
    hands.press("V", "T")
    assert section.mode == "day"


def test_a_short_visit_bears_its_name_on_a_low_screen_too(hands):
    hands.press("Ctrl+2", "T")
    grid = hands.section("calendar").grid
    face = next(one.face for one in grid._shown.values() if one.face is not None and one.face.visit.appointment.status is Status.BOOKED)
    painter, other = VisitPainter(hands.window.look, 1.0), replace(face, visit=replace(face.visit, patient_name="Wilhelmina Oppenheimer"))
    for height, told in ((16, True), (12, True), (9, True), (4, False)):
        drawn = []
        for one in (face, other):
            picture = QImage(200, 20, QImage.Format.Format_RGB32)
            picture.fill(Qt.GlobalColor.white)
            brush = QPainter(picture)
            painter.paint(brush, QRectF(0, 0, 200, height), one)
            brush.end()
            drawn.append(picture)
        assert (drawn[0] != drawn[1]) is told, height


def test_nobody_has_a_lunch_on_a_day_on_which_they_are_not_there(hands):
    hands.press("Ctrl+2", "T")
    section = hands.section("calendar")
    for _ in range(7):
        for track in section.grid.board.tracks:
            assert track.open or not [one for one in track.named_blocks if one.block.kind in ("lunch", "break")]
        hands.press("PgDown")
    hands.press("T")
    assert any(track.named_blocks for track in section.grid.board.tracks)
