"""Where arrows and Tab lead: down each column, past a visit to its end, sideways at the same minute."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from frontdesk.domain.appointment import Appointment, Status, Visit
from frontdesk.domain.clinic import Clinic, House
from frontdesk.ui.calendar import walk
from frontdesk.ui.calendar.board import Board, Track

DAY = date(2026, 11, 24)
HOURS = (8 * 60, 17 * 60)
HOUSE = House(Clinic(0, ""), (), (), (), (), (), (), ())


def visit(key: int, clock: str, minutes: int) -> Visit:
    start = datetime.combine(DAY, time(*map(int, clock.split(":"))))
    end = start + timedelta(minutes=minutes)
    return Visit(Appointment(key, None, 1, 1, None, 1, start, end, start, end, "UTC", Status.BOOKED), f"Person {key}")


def board(*columns: tuple[Visit, ...]) -> Board:
    return Board(HOUSE, tuple(Track(DAY, "", "", 0, "", "", (), visits, ()) for visits in columns), tuple(v for c in columns for v in c))


ONE, TWO, THREE = visit(1, "9:00", 50), visit(2, "10:30", 45), visit(3, "9:20", 30)
BOARD = board((ONE, TWO), (THREE,))


def test_tab_goes_down_a_column_then_to_the_next_and_out_at_the_end():
    assert walk.next_visit(BOARD, (0, 0), None) == (0, ONE)
    assert walk.next_visit(BOARD, (0, 0), ONE) == (0, TWO)
    assert walk.next_visit(BOARD, (0, 0), TWO) == (1, THREE)
    assert walk.next_visit(BOARD, (0, 0), THREE) is None
    assert walk.next_visit(BOARD, (0, 0), THREE, back=True) == (0, TWO)
    assert walk.next_visit(BOARD, (0, 0), ONE, back=True) is None
    assert walk.next_visit(BOARD, (0, 10 * 60), None) == (0, TWO)
    assert walk.next_visit(BOARD, (0, 10 * 60), None, back=True) == (0, ONE)


def test_an_arrow_leaves_a_visit_at_its_ends_and_keeps_the_minute_sideways():
    assert walk.stepped(BOARD, (0, 540), ONE, (0, 1), by=15, hours=HOURS) == (0, 9 * 60 + 50)
    assert walk.stepped(BOARD, (0, 540), ONE, (0, -1), by=15, hours=HOURS) == (0, 8 * 60 + 45)
    assert walk.stepped(BOARD, (0, 560), ONE, (1, 0), by=15, hours=HOURS) == (1, 560)
    assert walk.visit_at(BOARD, (1, 560)) == THREE
    assert walk.visit_at(BOARD, (1, 590)) is None
    assert walk.stepped(BOARD, (0, 595), None, (0, 1), by=15, hours=HOURS) == (0, 600)
    assert walk.stepped(BOARD, (1, 16 * 60 + 55), None, (1, 1), by=15, hours=HOURS) == (1, 16 * 60 + 55)


def test_the_day_opens_beside_whoever_stands_there():
    assert walk.free_from(BOARD, (0, 9 * 60)) == (0, 10 * 60)
    assert walk.free_from(BOARD, (0, 8 * 60)) == (0, 8 * 60)
    assert walk.free_from(board((visit(1, "9:00", 15 * 60),)), (0, 9 * 60)) == (0, 9 * 60)


@pytest.mark.parametrize(("clock", "minute"), [("8:10", 540), ("9:31", 585), ("10:45", 645), ("10:46", 660), ("20:00", 540)])
def test_a_day_that_is_running_begins_at_the_next_quarter_while_the_house_is_open(clock, minute):
    now = datetime.combine(DAY, time(*map(int, clock.split(":"))))
    assert walk.begun(BOARD, (0, 540), now) == (0, minute)
    assert walk.begun(BOARD, (0, 540), now + timedelta(days=1)) == (0, 540)
