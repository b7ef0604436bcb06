"""Who is late, who waits how long, whom the letters find."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.domain import day_sheet
from frontdesk.domain.appointment import Appointment, Status, Visit
from frontdesk.domain.clinic import AppointmentType, Clinician
from frontdesk.domain.day_sheet import Line

START = datetime(2026, 11, 24, 9, 0)
NOW = datetime(2026, 11, 24, 15, 10, tzinfo=UTC)
KIND = AppointmentType(1, "Consultation", 30, "new_consultation")
WHO = Clinician(1, "Dr Amara Okafor", "Dr Okafor", "AO")


def made(key: int, name: str, *, status: Status = Status.BOOKED, minutes_later: int = 0, wall: datetime = START, since: datetime | None = None) -> Line:
    start = START + timedelta(minutes=minutes_later)
    end = start + timedelta(minutes=30)
    one = Appointment(key, key, 1, 1, None, 1, start, end, start, end, "UTC", status, waiting_since=since)
    return day_sheet.line_of(Visit(one, name, f"DP-{key}"), KIND, WHO, None, frozenset(), wall=wall, now=NOW)


@pytest.mark.parametrize(("minutes", "late"), [(-1, False), (0, False), (1, True), (29, True), (30, False)])
def test_a_booked_visit_is_late_from_its_start_to_its_end(minutes: int, late: bool):
    assert made(1, "Ines Falk", wall=START + timedelta(minutes=minutes)).late is late


def test_somebody_who_waits_is_not_late_and_their_minutes_count():
    line = made(1, "Ines Falk", status=Status.WAITING, wall=START + timedelta(minutes=5), since=NOW - timedelta(minutes=16, seconds=59))
    assert not line.late
    assert line.waiting == 16


def test_a_clock_that_was_set_back_gives_no_negative_wait():
    assert made(1, "Ines Falk", status=Status.WAITING, since=NOW + timedelta(minutes=9)).waiting == 0


def test_the_next_expected_is_the_first_who_has_not_come():
    lines = (made(1, "Ines Falk", status=Status.DONE), made(2, "Tomas Brandt", status=Status.WAITING), made(3, "Grace Liu"), made(4, "Omar Said"))
    assert day_sheet.next_expected(lines) == 3
    assert day_sheet.next_expected(lines[:2]) is None


def test_what_the_heading_counts():
    met = (made(1, "A B", status=Status.WAITING), made(2, "C D", status=Status.IN_ROOM), made(3, "E F", status=Status.NO_SHOW))
    lines = (*met, made(4, "G H", wall=START + timedelta(minutes=3)))
    assert day_sheet.counted(lines) == {"waiting": 1, "in room": 1, "late": 1, "no-show": 1}


@pytest.mark.parametrize(("words", "keys"), [("fal", [1]), ("INES", [1]), ("ines fal", [1]), ("dp-2", [2]), ("09:00", [1, 2]), ("lk", []), ("x", []), ("", [1, 2]),
                                              ("flak", [1]), ("inse flak", [1]), ("tomás", [2]), ("brant", [2]), ("brnadt", [2]), ("fa", [1]), ("foo", [])])
def test_letters_find_by_name_chart_or_time(words: str, keys: list[int]):
    lines = (made(1, "Ines Falk"), made(2, "Tomas Brandt"))
    assert [line.visit.appointment.id for line in day_sheet.found(lines, words)] == keys


def test_whoever_is_found_by_a_misspelling_is_not_called_so():
    line = made(1, "Ines Falk")
    assert day_sheet.is_called(line, "ines fa")
    assert not day_sheet.is_called(line, "flak")
