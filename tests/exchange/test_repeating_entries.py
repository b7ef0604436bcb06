"""Rules of repetition and changed times, as calendars of other programs write them."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest

from frontdesk.domain.incoming import Incoming
from frontdesk.exchange import ical

FIRST, LAST = date(2026, 12, 1), date(2027, 12, 1)


def read(*events: str) -> list[Incoming]:
    inside = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    return list(ical.read(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n".replace("\r\n", "\n").encode(), first=FIRST, last=LAST))


def starts(*events: str) -> list[str]:
    return sorted(f"{start:%m-%d %H:%M}" for part in read(*events) for event in part.events for start, _ in event.times)


def rule(words: str, begin: str = "DTSTART:20261201T090000") -> str:
    return f"UID:1\n{begin}\nDURATION:PT30M\nRRULE:{words}"


@pytest.mark.parametrize(("words", "times"), [
    ("FREQ=HOURLY;INTERVAL=3;COUNT=3", ["12-01 09:00", "12-01 12:00", "12-01 15:00"]), ("FREQ=MINUTELY;INTERVAL=90;COUNT=3", ["12-01 09:00", "12-01 10:30", "12-01 12:00"]),
    ("FREQ=HOURLY;BYHOUR=9,14;BYDAY=WE;BYMINUTE=0,30;UNTIL=20261203T000000", ["12-01 09:00", "12-02 09:00", "12-02 09:30", "12-02 14:00", "12-02 14:30"]),
    ("FREQ=SECONDLY;INTERVAL=3600;UNTIL=20261201T110000", ["12-01 09:00", "12-01 10:00", "12-01 11:00"]), ("FREQ=DAILY;COUNT=2", ["12-01 09:00", "12-02 09:00"]),
    ("FREQ=DAILY;UNTIL=20261202T090000", ["12-01 09:00", "12-02 09:00"]), ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", ["12-01 09:00"]),
    ("FREQ=HOURLY;INTERVAL=999999999", ["12-01 09:00"]), ("FREQ=SECONDLY;INTERVAL=999999999999999999", ["12-01 09:00"]),
])  # fmt: skip
def test_a_rule_gives_its_times(words: str, times: list[str]) -> None:
    assert starts(rule(words)) == times


@pytest.mark.parametrize("words", ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=MINUTELY;BYHOUR=9", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;INTERVAL=999999999",
                                   "FREQ=DAILY;COUNT=999999999999", "FREQ=SECONDLY;COUNT=999999999999;BYDAY=MO"])  # fmt: skip
def test_absurd_rules_cost_nothing(words: str) -> None:
    begun = time.monotonic()
    parts = read(rule(words, "DTSTART:19000101T000000"))
    assert time.monotonic() - begun < 3
    assert all(piece.reason.endswith(".") for part in parts for piece in part.refused)
    assert sum(len(event.times) for part in parts for event in part.events) <= 1000


def test_a_time_moved_with_all_that_follow_moves_them() -> None:
    series = rule("FREQ=DAILY;COUNT=5")
    moved = "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261203T090000\nDTSTART:20261203T110000\nDURATION:PT1H"
    assert starts(series, moved) == ["12-01 09:00", "12-02 09:00", "12-03 11:00", "12-04 11:00", "12-05 11:00"]
    lengths = {start.day: end - start for part in read(series, moved) for event in part.events for start, end in event.times}
    assert (lengths[2], lengths[4]) == (timedelta(minutes=30), timedelta(hours=1))


def test_a_series_that_is_called_off_from_one_time_on_ends_before_it() -> None:
    called_off = "UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261203T090000\nDTSTART:20261203T090000\nDURATION:PT30M\nSTATUS:CANCELLED"
    parts = read(rule("FREQ=DAILY;COUNT=5"), called_off)
    assert sorted(start.day for part in parts for event in part.events if not event.cancelled for start, _ in event.times) == [1, 2]


@pytest.mark.parametrize("begin", ["20261201T000000", "19000101T000000"])
def test_a_series_of_every_second_is_refused_wherever_it_begins(begin: str) -> None:
    parts = read(f"UID:1\nDTSTART:{begin}\nDURATION:PT1S\nRRULE:FREQ=SECONDLY")
    assert [len(part.events) for part in parts] == [0]
    assert "more than 1000 times" in parts[0].refused[0].reason


def test_a_whole_day_moved_by_a_time_of_that_day_is_moved() -> None:
    series = "UID:1\nDTSTART;VALUE=DATE:20261203\nRRULE:FREQ=WEEKLY;COUNT=3"
    moved = "UID:1\nRECURRENCE-ID;TZID=Europe/Berlin:20261210T000000\nDTSTART;VALUE=DATE:20261211"
    assert starts(series, moved) == ["12-03 00:00", "12-11 00:00", "12-17 00:00"]


def test_a_changed_time_stands_for_itself_whatever_it_says_of_repeating() -> None:
    assert starts(rule("FREQ=DAILY;COUNT=3"), "UID:1\nRECURRENCE-ID:20261202T090000\nDTSTART:20261202T150000\nRRULE:FREQ=DAILY") == ["12-01 09:00", "12-02 15:00", "12-03 09:00"]


def test_times_added_and_taken_out_are() -> None:
    times = starts(rule("FREQ=DAILY;COUNT=3") + "\nEXDATE:20261202T090000\nRDATE:20261224T100000,20261225T100000")
    assert times == ["12-01 09:00", "12-03 09:00", "12-24 10:00", "12-25 10:00"]
    assert datetime(2026, 12, 24, 10) in {start for part in read(rule("FREQ=DAILY;COUNT=1") + "\nRDATE;VALUE=PERIOD:20261224T100000/PT2H") for e in part.events for start, _ in e.times}
