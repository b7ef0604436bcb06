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


@pytest.mark.parametrize(("typed", "read"), [("+6w", date(2027, 1, 5)), ("tomorrow", date(2026, 11, 25)), ("tue", date(2026, 12, 1)), ("31 2", None)])
def test_a_day_is_read_as_typed(typed, read):
    assert read_day(typed, TODAY) == read
