"""Days and times of day as somebody types them."""

from __future__ import annotations

from datetime import date, time

import pytest

from frontdesk.domain.typed_day import read_clock, read_day, read_weeks

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("typed", "read"), [
    ("9", time(9)), ("9:30", time(9, 30)), ("930", time(9, 30)), ("2 pm", time(14)), ("12 am", time()), ("12:15 pm", time(12, 15)), ("14:15", time(14, 15)),
    ("24", time()), ("24:30", None), ("13 pm", None), ("9:75", None), ("soon", None), ("", None),
])  # fmt: skip
def test_a_time_of_day_is_read_as_typed(typed, read):
    assert read_clock(typed) == read


@pytest.mark.parametrize(("typed", "read"), [
    ("6", (6, None, None)), ("6w", (6, None, None)), ("4-8 weeks", (6, 4, 8)), ("3m", (12, None, None)), ("2 to 4", (3, 2, 4)), ("soon", None), ("", None),
])  # fmt: skip
def test_in_how_many_weeks_is_read_as_typed(typed, read):
    assert read_weeks(typed) == read


@pytest.mark.parametrize(("typed", "read"), [
    ("+6w", date(2027, 1, 5)), ("tomorrow", date(2026, 11, 25)), ("tue", date(2026, 12, 1)), ("31 2", None), ("24", date(2026, 11, 24)), ("3", date(2026, 11, 3)),
    ("3 12", date(2026, 12, 3)), ("12/24", date(2026, 12, 24)), ("24.11.", date(2026, 11, 24)), ("24.11.2027", date(2027, 11, 24)), ("2026-11-24", date(2026, 11, 24)),
    ("3 dec", date(2026, 12, 3)), ("Dec 3", date(2026, 12, 3)), ("3rd december 2027", date(2027, 12, 3)), ("Sat 23 Jan 2027", date(2027, 1, 23)),
    ("December 3, 2027", date(2027, 12, 3)), ("4 jan", date(2027, 1, 4)), ("4 1", date(2027, 1, 4)), ("4 oct", date(2026, 10, 4)), ("29 feb", None),
    ("dec", None), ("3 dec 4", None), ("3 foo", None), ("x 3 dec", None), ("", None),
])  # fmt: skip
def test_a_day_is_read_as_typed(typed, read):
    assert read_day(typed, TODAY) == read
