"""What somebody types into the search field, read as a wish for a time."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.domain.clinic import AppointmentType, Clinic, Clinician, House, Room, Site
from frontdesk.domain.finder_line import FinderLine, read_line

TODAY = date(2026, 11, 24)  # a Tuesday
HOUSE = House(
    Clinic(1, "Riverside"), (Site(1, "Main Street", "UTC"),),
    (Clinician(1, "Dr Amara Okafor", "Dr Okafor", "AO"), Clinician(2, "Dr Tomás Reyes", "Dr Reyes", "TR"), Clinician(3, "Nia Whitfield, PA", "Nia Whitfield", "NW")),
    (Room(1, 1, "Room 1", "R1", "consult"), Room(2, 1, "Room 2", "R2", "consult"), Room(3, 1, "Procedure room", "Proc", "procedure")),
    (
        AppointmentType(1, "New consultation", 45, "new_consultation"), AppointmentType(2, "PRP injection", 45, "prp_injection"),
        AppointmentType(3, "Follow-up", 20, "follow_up"),
    ),
    (), (), (),
)  # fmt: skip


def read(line: str) -> FinderLine:
    found = read_line(line, HOUSE, today=TODAY)
    assert found is not None, line
    return found


def test_the_line_of_the_house_is_read_whole():
    found = read("45 oka r2 tue pm")
    wish = found.wish
    assert (wish.minutes, wish.clinician_id, wish.room_id, wish.weekdays, wish.not_before, wish.not_after) == (45, 1, 2, frozenset({1}), time(12), time(18))
    assert [part.words for part in found.parts] == ["45 min", "Dr Okafor", "Room 2", "Tuesdays", "12–6 pm"]
    assert found.rest == ()


@pytest.mark.parametrize("line", ["pm tue r2 oka 45", "tue 45 min okafor room 2 pm", "Dr Okafor, 45 minutes, room 2, Tuesday afternoon", "ao R2 45m tuesdays PM"])
def test_the_order_and_the_length_of_the_words_do_not_matter(line: str):
    wish = read(line).wish
    assert (wish.minutes, wish.clinician_id, wish.room_id, wish.weekdays, wish.not_before) == (45, 1, 2, frozenset({1}), time(12))


@pytest.mark.parametrize(
    ("words", "first", "days"),
    [
        ("today", date(2026, 11, 24), 1), ("tomorrow", date(2026, 11, 25), 1), ("next week", date(2026, 11, 30), 7), ("this week", date(2026, 11, 24), 6),
        ("+6w", date(2027, 1, 5), 7), ("+3d", date(2026, 11, 27), 1), ("2026-12-03", date(2026, 12, 3), 1), ("dec", date(2026, 12, 1), 31),
        ("3 dec", date(2026, 12, 3), 1), ("dec 3", date(2026, 12, 3), 1), ("march", date(2027, 3, 1), 31), ("nov", date(2026, 11, 24), 7),
    ],
)  # fmt: skip
def test_a_day_or_a_range(words: str, first: date, days: int):
    wish = read(f"reyes {words}").wish
    assert (wish.earliest, wish.days) == (datetime.combine(first, time()), days)


@pytest.mark.parametrize(
    ("words", "after", "before"),
    [
        ("am", None, time(12)), ("morning", None, time(12)), ("evening", time(16), None), ("after 3", time(15), None), ("after 14:30", time(14, 30), None),
        ("before 11", None, time(11)), ("until 10 am", None, time(10)), ("2-4pm", time(14), time(16)), ("9-11", time(9), time(11)), ("11-1", time(11), time(13)),
    ],
)  # fmt: skip
def test_a_part_of_the_day(words: str, after: time | None, before: time | None):
    wish = read(f"reyes {words}").wish
    assert (wish.not_before, wish.not_after) == (after, before)


@pytest.mark.parametrize(("words", "minutes"), [("20", 20), ("90 min", 90), ("1h", 60), ("1h30", 90), ("2 hours", 120)])
def test_a_length(words: str, minutes: int):
    assert read(f"{words} reyes").wish.minutes == minutes


def test_a_type_by_the_beginning_of_its_name():
    assert read("prp tomorrow").wish.type_id == 2
    assert read("follow tomorrow").wish.type_id == 3


def test_accents_are_not_asked_for():
    assert read("tomas tomorrow").wish.clinician_id == 2


@pytest.mark.parametrize("line", ["", "   ", "ma", "Anna Weber", "5125550147", "oka", "45", "print letters", "meier knee pm"])
def test_what_is_no_search_for_a_time_is_left_to_the_others(line: str):
    assert read_line(line, HOUSE, today=TODAY) is None


def test_one_word_that_says_nothing_is_named():
    found = read("45 oka tue knee")
    assert found.rest == ("knee",)


def test_a_part_can_be_dropped():
    line = "45 oka r2 tue pm"
    found = read(line)
    dropped = found.without(next(p for p in found.parts if p.kind == "room"), line)
    assert dropped == "45 oka tue pm"
    assert read(dropped).wish.room_id is None


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_left_alone(line: str):
    found = read_line(line, HOUSE, today=TODAY)
    assert found is None or all(0 <= part.start < part.end <= len(line) for part in found.parts)
