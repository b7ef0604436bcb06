"""What may follow on what, and what is computed beside the status."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.domain import cancellation
from frontdesk.domain.appointment import (
    BACK,
    CONFIRMATION_WORDS,
    FOLLOWS,
    NEXT,
    STEPS,
    Appointment,
    Confirmation,
    Lives,
    Status,
    Visit,
    minutes_behind,
    minutes_late,
    minutes_waiting,
    stepped,
)
from frontdesk.domain.errors import Refused

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)
NINE = datetime(2026, 11, 24, 9)


def visit(start: datetime = NINE, minutes: int = 30, **more: object) -> Appointment:
    end = start + timedelta(minutes=minutes)
    values: dict[str, object] = {"status": Status.BOOKED} | more
    return Appointment(1, 1, 1, 1, None, 1, start, end, start, end, "America/Chicago", **values)


def test_every_legal_step_has_its_way_back():
    assert all((to, from_) in STEPS for from_, to in STEPS)
    assert len(set(STEPS)) == len(STEPS)


def test_no_step_is_called_by_two_names_in_one_direction_only():
    assert all(words for words in STEPS.values())
    assert STEPS[Status.BOOKED, Status.NO_SHOW] != STEPS[Status.NO_SHOW, Status.BOOKED]


@pytest.mark.parametrize("table", [NEXT, BACK])
def test_what_space_and_z_do_is_legal(table):
    assert all(to in FOLLOWS[from_] for from_, to in table.items())


def test_every_status_can_be_left_again():
    assert all(FOLLOWS[status] for status in Status)


@pytest.mark.parametrize(("from_", "to"), [(a, b) for a in Status for b in Status if a is not b and (a, b) not in STEPS])
def test_a_step_that_is_not_in_the_table_is_refused(from_, to):
    with pytest.raises(Refused, match=r"This visit is .*[a-z]\. Only one that is|already"):
        stepped(visit(status=from_), to, now=NOW)


def test_arrival_sets_the_clock_of_the_wait_and_going_back_takes_it_away():
    waiting = stepped(visit(), Status.WAITING, now=NOW)
    assert waiting.waiting_since == NOW
    inside = stepped(waiting, Status.IN_ROOM, now=NOW + timedelta(minutes=12))
    assert minutes_waiting(inside, now=NOW + timedelta(hours=2)) == 12
    again = stepped(inside, Status.WAITING, now=NOW + timedelta(minutes=13))
    assert (again.waiting_since, again.room_since) == (NOW, None)
    assert stepped(again, Status.BOOKED, now=NOW).waiting_since is None


def test_a_reinstated_visit_forgets_why_it_was_cancelled():
    gone = replace(stepped(visit(), Status.CANCELLED, now=NOW), cancel_code="pat-fb", cancel_note="better")
    assert gone.cancelled_at == NOW
    back = stepped(gone, Status.BOOKED, now=NOW)
    assert (back.cancel_code, back.cancel_note, back.cancelled_at) == ("", "", None)


def test_a_confirmation_holds_for_its_time_only():
    sure = visit(confirmation=Confirmation.CONFIRMED, confirmed_for=NINE)
    assert sure.confirmed
    moved = replace(sure, start=NINE + timedelta(hours=1), end=NINE + timedelta(hours=2))
    assert not moved.confirmed
    assert moved.outcome is Confirmation.UNCONFIRMED
    assert replace(moved, start=NINE).confirmed


def test_no_answer_is_an_outcome_and_no_confirmation():
    tried = visit(confirmation=Confirmation.NO_ANSWER, confirmed_for=NINE)
    assert tried.outcome is Confirmation.NO_ANSWER
    assert not tried.confirmed


def test_each_outcome_has_words():
    assert set(CONFIRMATION_WORDS) == set(Confirmation)


def test_what_lies_in_the_tray_occupies_nobody():
    assert visit().busy
    assert not visit(lives=Lives.TRAY).busy
    assert not visit(status=Status.NO_SHOW).busy


@pytest.mark.parametrize(
    ("at", "status", "late"), [(0, Status.BOOKED, 0), (7, Status.BOOKED, 7), (29, Status.BOOKED, 29), (30, Status.BOOKED, 0), (7, Status.WAITING, 0)]
)
def test_late_is_computed_from_the_clock(at, status, late):
    assert minutes_late(visit(status=status), wall=NINE + timedelta(minutes=at)) == late


def at(hour: int, minute: int, status: Status) -> Appointment:
    return visit(NINE.replace(hour=hour, minute=minute), status=status)


def test_a_clinician_keeps_time_while_the_visit_in_the_room_ends_before_the_next():
    assert minutes_behind([at(9, 0, Status.IN_ROOM), at(9, 30, Status.BOOKED)], wall=NINE + timedelta(minutes=20)) == 0


def test_a_clinician_is_behind_by_what_the_next_one_is_kept():
    assert minutes_behind([at(9, 0, Status.IN_ROOM), at(9, 30, Status.WAITING)], wall=NINE + timedelta(minutes=42)) == 12
    assert minutes_behind([at(9, 30, Status.WAITING)], wall=NINE + timedelta(minutes=42)) == 12


def test_who_is_late_keeps_nobody_waiting():
    assert minutes_behind([at(9, 0, Status.BOOKED)], wall=NINE + timedelta(minutes=20)) == 0


def test_the_last_visit_of_the_day_runs_over():
    assert minutes_behind([at(9, 0, Status.IN_ROOM)], wall=NINE + timedelta(minutes=50)) == 20


def test_there_are_32_reasons_each_with_its_own_words():
    assert len(cancellation.REASONS) == len(cancellation.BY_CODE) == 32
    assert len({r.words for r in cancellation.REASONS}) == 32
    assert {r.whose for r in cancellation.REASONS} == {"patient", "clinician", "clinic", "other"}
    assert cancellation.words("unheard-of") == "unheard-of"


def test_progress_is_told_within_a_series_only():
    assert Visit(visit(series_id=1, series_no=3), "Ada", series_total=6).progress == "3 of 6"
    assert Visit(visit(series_id=1, series_no=0), "Ada", series_total=6).progress == "checkpoint"
    assert Visit(visit(detail="Knee R"), "Ada").line == "Knee R"
