"""Days and times in words."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from frontdesk.domain import when


@pytest.mark.parametrize(
    ("moment", "twelve", "twentyfour"),
    [(time(0, 0), "12:00 am", "00:00"), (time(0, 5), "12:05 am", "00:05"), (time(9, 0), "9:00 am", "09:00"), (time(12, 0), "12:00 pm", "12:00"),
     (time(13, 15), "1:15 pm", "13:15"), (time(23, 59), "11:59 pm", "23:59")],
)  # fmt: skip
def test_the_clock_in_twelve_and_twenty_four_hours(moment: time, twelve: str, twentyfour: str):
    assert (when.clock(moment), when.clock(moment, clock24=True)) == (twelve, twentyfour)


def test_am_and_pm_are_said_once_where_both_ends_share_them():
    assert when.clocks(time(14, 15), time(15, 0)) == "2:15–3:00 pm"
    assert when.clocks(time(11, 15), time(12, 0)) == "11:15 am–12:00 pm"
    assert when.clocks(time(14, 15), time(15, 0), clock24=True) == "14:15–15:00"


def test_days_in_three_lengths():
    day = date(2026, 11, 24)
    assert (when.short_day(day), when.long_day(day), when.full_day(day)) == ("Tue 24 Nov", "Tuesday 24 November", "Tuesday 24 November 2026")
    assert when.moment_words(datetime(2026, 11, 24, 14, 15)) == "Tue 24 Nov, 2:15 pm"
    assert when.birthday(date(1974, 2, 8)) == "8 Feb 1974"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-5, "0 m"), (0, "0 m"), (59.9, "59 m"), (60, "1 h"), (23 * 60 + 59, "23 h"), (24 * 60, "1 d"), (27 * 60, "1 d 3 h"), (48 * 60, "2 d"), (51 * 60, "2 d"),
     (59 * 1440, "59 d"), (60 * 1440, "8 w")],
)  # fmt: skip
def test_how_long_somebody_has_waited(minutes: float, words: str):
    assert when.age_words(minutes) == words


@pytest.mark.parametrize(
    ("born", "today", "years"),
    [
        (date(1974, 2, 8), date(2026, 2, 7), 51), (date(1974, 2, 8), date(2026, 2, 8), 52), (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
    ],
)  # fmt: skip
def test_completed_years_with_the_birthday_of_the_leap_day_on_the_first_of_march(born: date, today: date, years: int):
    assert when.years_old(born, today) == years


def test_minutes_of_work():
    assert [when.worked_minutes(n) for n in (45, 60, 185)] == ["45 min", "1 h 00", "3 h 05"]
