"""How a blocked time repeats: typed words, the rule that is kept, the days on which it falls."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from frontdesk.domain.clinic import Block, Clinic, Clinician, House
from frontdesk.domain.openings import Plan, bits, block_on
from frontdesk.domain.repeating import falls_on, read_repeating, repeating_words

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(("typed", "rule", "told"), [
    ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks on Friday"),
    ("Every 3 weeks on Tuesday and Thursday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH", "every 3 weeks on Tuesday and Thursday"),
    ("every second wed", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "every 2 weeks on Wednesday"),
    ("every friday", "FREQ=WEEKLY;INTERVAL=1;BYDAY=FR", "every Friday"),
    ("first monday", "FREQ=MONTHLY;BYDAY=1MO", "first Monday of the month"),
    ("last friday of the month", "FREQ=MONTHLY;BYDAY=-1FR", "last Friday of the month"),
    ("2nd and 4th tuesday", "FREQ=MONTHLY;BYDAY=2TU,4TU", "second and fourth Tuesday of the month"),
])  # fmt: skip
def test_what_is_typed_becomes_a_rule_and_is_told_again(typed, rule, told):
    assert read_repeating(typed) == rule
    assert repeating_words(rule) == told


@pytest.mark.parametrize("typed", ["", "sometimes", "every", "every now and then", "first", "first monday tuesday", "every 0 weeks on friday", "friday"])
def test_what_says_no_rule_is_none(typed):
    assert read_repeating(typed) is None


def days(rule: str, since: date, many: int = 60) -> list[date]:
    return [d for n in range(many) if falls_on(rule, since, d := since + timedelta(days=n))]


def test_every_other_friday_counts_from_its_first_week():
    assert days("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", MONDAY, 40) == [date(2026, 11, 27), date(2026, 12, 11), date(2026, 12, 25)]


def test_the_last_friday_is_the_fourth_or_the_fifth():
    assert days("FREQ=MONTHLY;BYDAY=-1FR", MONDAY, 70) == [date(2026, 11, 27), date(2026, 12, 25), date(2027, 1, 29)]


def test_a_rule_falls_on_no_day_before_it_begins_and_one_that_cannot_be_read_on_none():
    assert not falls_on("FREQ=DAILY", MONDAY, MONDAY - timedelta(days=1))
    assert not falls_on("FREQ=SOMETIMES", MONDAY, MONDAY)
    assert repeating_words("FREQ=YEARLY;BYMONTH=3") == "FREQ=YEARLY;BYMONTH=3"


def test_a_block_by_rule_keeps_its_minutes_free_on_its_days_until_it_ends():
    one = Block(1, "Theatre", time(16), time(17), clinician_id=1, since=MONDAY, until=date(2026, 12, 20), rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")
    plan = Plan(House(Clinic(1, "Harbor"), (), (Clinician(1, "Dr A", "Dr A", "A"),), (), (), (), (), (one,)))
    blocked = [d for n in range(40) if plan.blocked(d := MONDAY + timedelta(days=n), clinician_id=1)]
    assert blocked == [date(2026, 11, 27), date(2026, 12, 11)]
    assert plan.blocked(blocked[0], clinician_id=1) == bits(16 * 60, 17 * 60)
    assert not plan.blocked(blocked[0], clinician_id=2)
    assert not block_on(one, date(2026, 12, 25)), "it has ended"
