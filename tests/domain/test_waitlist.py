"""Who would be suited by a time that has come free, and what may follow on what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from frontdesk.domain.appointment import Urgency
from frontdesk.domain.errors import BadInput
from frontdesk.domain.follow_up import FollowUp, window
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import Span
from frontdesk.domain.waitlist import STEPS, Opening, WaitEntry, WaitState, match, reach_words, suits

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)
WALL = datetime(2026, 11, 24, 10, 42)
AT = WALL.replace(hour=14, minute=0)
OPENING = Opening(7, Span(AT, AT + timedelta(minutes=45)))


def entry(number: int = 1, **more: object) -> WaitEntry:
    values: dict[str, object] = {"minutes": 45, "since": NOW - timedelta(days=3)} | more
    return WaitEntry(number, f"Person {number}", 1, **values)


def slot(one: WaitEntry) -> Slot:
    return Slot(AT, AT + timedelta(minutes=one.minutes), 7, None, AT, AT, 1, "America/Chicago")


def best(*entries: WaitEntry) -> list[int]:
    return [m.entry.id for m in match(entries, OPENING, slot, wall=WALL, now=NOW)]


@pytest.mark.parametrize(("wish", "suited"), [
    ({}, True), ({"clinician_id": 7}, True), ({"clinician_id": 8}, False), ({"minutes": 60}, False), ({"weekdays": frozenset({1})}, True),
    ({"weekdays": frozenset({2, 3})}, False), ({"earliest": date(2026, 11, 25)}, False), ({"until": date(2026, 11, 24)}, True),
    ({"until": date(2026, 11, 23)}, False), ({"reach": 190}, True), ({"reach": 240}, False), ({"state": WaitState.BOOKED}, False),
    ({"state": WaitState.OFFERED, "offer_until": NOW + timedelta(minutes=1)}, False), ({"state": WaitState.OFFERED, "offer_until": NOW}, True),
])  # fmt: skip
def test_the_wishes_of_a_person_are_kept(wish, suited):
    assert suits(entry(**wish), OPENING, wall=WALL, now=NOW) is suited


def test_urgent_people_come_first_then_who_fits_then_who_has_waited_longest():
    patient, urgent, short, old = entry(1), entry(2, urgency=Urgency.URGENT), entry(3, minutes=15), entry(4, since=NOW - timedelta(days=10))
    assert best(patient, urgent, short, old) == [2, 4, 1, 3]


def test_of_equals_the_one_who_came_first_is_first():
    assert best(entry(5, since=NOW - timedelta(days=3, hours=2)), entry(2)) == [5, 2]


def test_who_has_declined_this_time_is_not_asked_again():
    assert best(entry(1, declined=(AT.isoformat(timespec="minutes"),)), entry(2)) == [2]


def test_each_match_says_why():
    found = match([entry(1, urgency=Urgency.SOON), entry(2, clinician_id=7, since=NOW), entry(3, since=NOW)], OPENING, slot, wall=WALL, now=NOW)
    assert [m.reason for m in found] == ["urgent", "asked for this clinician", "fits exactly"]


def test_what_has_run_out_is_computed_from_the_clock():
    offered = entry(state=WaitState.OFFERED, offer_until=NOW, until=WALL.date())
    assert offered.state_at(now=NOW - timedelta(seconds=1), today=WALL.date()) is WaitState.OFFERED
    assert offered.state_at(now=NOW, today=WALL.date()) is WaitState.WAITING
    assert offered.state_at(now=NOW, today=WALL.date() + timedelta(days=1)) is WaitState.EXPIRED


def test_from_every_state_there_is_a_way_back_to_waiting():
    for state in WaitState:
        reached, more = {state}, True
        while more:
            new = {to for from_, to in STEPS if from_ in reached} - reached
            reached |= new
            more = bool(new)
        assert WaitState.WAITING in reached


@pytest.mark.parametrize(("minutes", "words"), [(30, "within 30 min"), (120, "within 2 h"), (1440, "a day ahead"), (2880, "2 days ahead")])
def test_reach_is_said_in_words(minutes, words):
    assert reach_words(minutes) == words


def test_a_follow_up_has_a_window_around_its_week():
    today = date(2026, 11, 24)
    assert window(today, weeks=6) == (date(2027, 1, 5), date(2026, 12, 22), date(2027, 1, 19))
    assert window(today, weeks=1) == (date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 8))
    assert window(today, weeks=3, least=2, most=4)[1:] == (date(2026, 12, 8), date(2026, 12, 22))
    for wrong in ({"weeks": 0}, {"weeks": 3, "least": 4}, {"weeks": 3, "most": 2}):
        with pytest.raises(BadInput):
            window(today, **wrong)


def test_a_follow_up_says_when_it_is_due_and_when_overdue():
    asked = FollowUp(1, 1, 1, 20, date(2027, 1, 5), date(2026, 12, 22), date(2027, 1, 19), NOW)
    assert asked.window_words(date(2026, 11, 24)) == "22 Dec to 19 Jan, in 6 weeks"
    assert asked.window_words(date(2027, 1, 2)) == "22 Dec to 19 Jan, in 3 days"
    assert asked.window_words(date(2027, 1, 6)) == "22 Dec to 19 Jan, due"
    assert replace(asked, latest=date(2027, 1, 6)).window_words(date(2027, 1, 8)).endswith("overdue")


