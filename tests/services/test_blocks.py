"""A block laid over visits: it names each one, and moves them together with itself or not at all; on real rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from frontdesk.data import rows
from frontdesk.domain import when
from frontdesk.domain.appointment import Lives, Status
from frontdesk.domain.clinic import Block
from frontdesk.domain.errors import Refused, Taken
from frontdesk.services import blocks, calendar, visits
from tests.data.conftest import NINE, contents


@pytest.fixture
def four(desk, people):
    """Four visits of one clinician, one after the other from nine on."""
    with desk.write("Book visits") as write:
        return [rows.add(write, people.visit(start=NINE + timedelta(minutes=30 * n), patient=n % 3)) for n in range(4)]


def block(people, start: time = time(9), end: time = time(11), **more: object) -> Block:
    values: dict[str, object] = {"clinician_id": people.clinicians[0], "day": NINE.date()} | more
    return Block(0, "Team meeting", start, end, **values)


def test_every_visit_under_the_block_is_named_with_a_time_of_its_own_outside_it(desk, people, four):
    found = blocks.hits(desk, block=block(people))
    assert [h.visit.appointment.id for h in found] == [v.id for v in four]
    slots = [h.slot for h in found]
    assert all(s.start.date() == NINE.date() and (s.end <= NINE or s.start >= NINE.replace(hour=11)) for s in slots)
    assert len({(s.start, s.clinician_id) for s in slots}) == 4


def test_the_block_and_the_moves_are_one_intention(desk, people, four):
    before = contents(desk.store)
    found = blocks.hits(desk, block=block(people))
    laid = blocks.lay(desk, block=block(people), moves={h.visit.appointment.id: h.slot for h in found})
    assert laid.sentence == "Blocked: Team meeting, 4 visits moved"
    assert blocks.hits(desk, block=laid.block) == ()
    desk.undo()
    assert contents(desk.store) == before
    desk.redo()
    assert blocks.hits(desk, block=laid.block) == ()


def test_a_block_without_words_is_called_by_whose_time_it_is_and_when(desk, people, four):
    unnamed = replace(block(people, end=time(9, 15)), name="Blocked")
    only = blocks.hits(desk, block=unnamed)[0]
    laid = blocks.lay(desk, block=unnamed, moves={only.visit.appointment.id: only.slot})
    whose = desk.house().clinician(people.clinicians[0]).short
    assert laid.sentence == f"Blocked: {whose}, {when.short_day(NINE)}, 9:00–9:15 am, 1 visit moved"


def test_visits_can_go_to_the_tray_or_stay_where_they_are(desk, people, four):
    blocks.lay(desk, block=block(people), moves={}, to_tray=(four[0].id,))
    assert calendar.get(desk, appointment_id=four[0].id).lives is Lives.TRAY
    assert [h.visit.appointment.id for h in blocks.hits(desk, block=block(people))] == [v.id for v in four[1:]]


def test_a_visit_that_has_begun_stays(desk, people, four):
    visits.set_status(desk, appointment_id=four[0].id, status=Status.WAITING)
    found = blocks.hits(desk, block=block(people))
    assert [(h.fixed, h.slot is None) for h in found] == [(True, True)] + [(False, False)] * 3


def test_a_block_of_a_room_hits_who_needs_the_room_with_its_turn_over(desk, people):
    with desk.write("Book a visit") as write:
        one = rows.add(write, people.visit(after=30))
    at = block(people, time(9, 45), time(10), clinician_id=None, room_id=people.rooms[0])
    assert [h.visit.appointment.id for h in blocks.hits(desk, block=at)] == [one.id]
    assert blocks.hits(desk, block=replace(at, room_id=people.rooms[1])) == ()
    assert blocks.hits(desk, block=replace(at, room_id=None, clinician_id=people.clinicians[0])) == ()


def test_a_block_that_comes_every_week_hits_each_week(desk, people, four):
    with desk.write("Book a visit") as write:
        later = rows.add(write, people.visit(start=NINE + timedelta(days=7)))
    weekly = block(people, day=None, weekday=NINE.weekday())
    assert {h.visit.appointment.id for h in blocks.hits(desk, block=weekly)} == {v.id for v in four} | {later.id}


def test_a_block_until_midnight_is_a_block(desk, people):
    assert blocks.lay(desk, block=block(people, time(18), time()), moves={}).block.end == time()


@pytest.mark.parametrize("wrong", [{"start": time(11), "end": time(9)}, {"name": "  "}])
def test_a_block_without_a_name_or_a_length_is_refused(desk, people, wrong):
    before = contents(desk.store)
    with pytest.raises(Refused):
        blocks.lay(desk, block=replace(block(people), **wrong), moves={})
    assert contents(desk.store) == before


def test_where_a_time_was_taken_meanwhile_nothing_is_blocked_and_nobody_moved(desk, people, four):
    found = blocks.hits(desk, block=block(people))
    with desk.write("Book a visit") as write:
        rows.add(write, people.visit(start=found[1].slot.start, patient=2, room=2))
    before = contents(desk.store)
    with pytest.raises(Taken, match="Nothing was blocked"):
        blocks.lay(desk, block=block(people), moves={h.visit.appointment.id: h.slot for h in found})
    assert contents(desk.store) == before
