"""A series at the desk: proposed whole, booked in one intention, shifted and cancelled together, on real rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.data import rows
from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import Refused, Taken
from frontdesk.domain.series import Course
from frontdesk.services import aftermath, calendar, follow_ups, series
from tests.data.conftest import NINE, contents


def in_the_way(desk, people, *starts, who: int = 0):
    with desk.write("Book a visit") as write:
        return [rows.add(write, people.visit(start=start, who=who, patient=1, room=1)) for start in starts]


@pytest.fixture
def first(desk, people) -> Appointment:
    with desk.write("Book a visit") as write:
        return rows.add(write, people.visit())


def asked(people, first: Appointment, course: Course = Course(6), **more: object) -> series.Asked:  # noqa: B008 (a frozen value)
    return series.Asked(people.patients[0], people.type, course, visit_id=first.id, **more)


def booked(desk, people, first, course: Course = Course(6)) -> series.BookedSeries:  # noqa: B008 (likewise)
    return series.book(desk, proposal=series.propose(desk, asked=asked(people, first, course)))


def test_six_sessions_with_two_conflicts_are_booked_in_one_intention_and_taken_back_in_one(desk, people, first):
    in_the_way(desk, people, NINE + timedelta(days=21), NINE + timedelta(days=63))
    before = contents(desk.store)
    found = series.propose(desk, asked=asked(people, first))
    assert [(s.number, s.conflict) for s in found.conflicts] == [(2, "Dr Okafor is taken"), (4, "Dr Okafor is taken")]
    made = series.book(desk, proposal=found)
    assert [v.series_no for v in made.visits] == [1, 2, 3, 4, 5, 6]
    assert [v.id == first.id for v in made.visits] == [True] + [False] * 5
    view = series.of(desk, series_id=made.series.id)
    assert view.broken == ()
    assert [v.progress for v in view.visits] == [f"{n} of 6" for n in range(1, 7)]
    desk.undo()
    assert contents(desk.store) == before
    desk.redo()
    assert len(series.of(desk, series_id=made.series.id).visits) == 6


def test_a_chosen_alternative_moves_what_follows(desk, people, first):
    in_the_way(desk, people, NINE + timedelta(days=21))
    found = series.propose(desk, asked=asked(people, first))
    other = found.conflicts[0].alternatives[2]
    again = series.propose(desk, asked=replace(found.asked, chosen={**found.asked.chosen, 2: other}))
    steps = {s.number: s for s in again.steps}
    assert steps[2].slot == other
    assert steps[3].wanted.date() == other.start.date() + timedelta(days=21)


def test_a_series_for_somebody_without_a_visit_begins_at_the_soonest_good_time_and_queues_one_letter(desk, people):
    found = series.propose(desk, asked=series.Asked(people.patients[2], people.type, Course(3)))
    made = series.book(desk, proposal=found)
    assert len(made.visits) == 3
    assert made.sentence.startswith("3 visits, Consultation, Tue 24 Nov")
    assert len(contents(desk.store)["letter"]) == 1


def test_what_was_taken_meanwhile_is_named_and_nothing_is_booked(desk, people, first):
    found = series.propose(desk, asked=asked(people, first))
    in_the_way(desk, people, NINE + timedelta(days=42))
    before = contents(desk.store)
    with pytest.raises(Taken, match=r"Session 3, Tue 12 Jan, 9:00 am, has just been taken by Tomas Brandt"):
        series.book(desk, proposal=found)
    assert contents(desk.store) == before


def test_a_session_without_a_time_is_never_skipped_in_silence(desk, people, first):
    found = series.propose(desk, asked=asked(people, first, Course(3)))
    empty = replace(found, steps=tuple(replace(s, slot=None) if s.number == 2 else s for s in found.steps))
    with pytest.raises(Refused, match="Session 2 has no time yet"):
        series.book(desk, proposal=empty)
    series.book(desk, proposal=empty, to_tray=(2,))
    card = follow_ups.cards(desk)[0]
    assert (card.follow_up.series_no, card.line) == (2, "Consultation 30 min, session 2 of 3")
    slot = calendar.slots(desk, wish=card.wish, limit=1).slots[0]
    made = calendar.book(desk, booking=calendar.Booking(slot, people.type, patient_id=people.patients[0], follow_up_id=card.follow_up.id))
    assert (made.appointment.series_id, made.appointment.series_no) == (card.follow_up.series_id, 2)
    assert follow_ups.cards(desk) == ()


def test_a_move_that_leaves_all_gaps_whole_asks_for_nothing(desk, people, first):
    made = booked(desk, people, first, Course(4))
    calendar.move(desk, appointment_id=made.visits[1].id, slot=_later(made.visits[1], 6))
    assert aftermath.of_newest(desk, after=0).strained is None


def _later(visit: Appointment, days: int):
    slot = calendar.slot_of(visit)
    by = timedelta(days=days)
    return replace(slot, start=slot.start + by, end=slot.end + by, room_start=slot.room_start + by, room_end=slot.room_end + by)


def test_the_rest_is_shifted_by_as_many_days_and_gaps_hold_again(desk, people, first):
    made = booked(desk, people, first, Course(4, 19, 21, 23))
    second, third = made.visits[1], made.visits[2]
    calendar.move(desk, appointment_id=third.id, slot=_later(third, 2))
    moved = calendar.move(desk, appointment_id=second.id, slot=_later(second, -1))
    told = aftermath.of_newest(desk, after=0).strained
    assert [(g.before, g.after, g.days, g.fault) for g in told.gaps] == [(2, 3, 24, "long")]
    assert (told.appointment_id, told.was, told.following) == (moved.id, second.start, 2)
    before = contents(desk.store)
    proposal = series.propose_shift(desk, appointment_id=moved.id, was=told.was)
    assert [s.slot.start for s in proposal.steps] == [third.start + timedelta(days=1), made.visits[3].start - timedelta(days=1)]
    series.shift(desk, proposal=proposal, appointment_id=moved.id)
    assert series.of(desk, series_id=made.series.id).broken == ()
    desk.undo()
    assert contents(desk.store) == before


def test_sessions_that_take_each_others_times_are_parked_first(desk, people, first):
    """Four sessions a day apart, shifted by a day: each lands where the next one stood."""
    made = booked(desk, people, first, Course(4, 1, 1, 1))
    assert [(v.start - NINE).days for v in made.visits] == [0, 1, 2, 3]
    in_the_way(desk, people, NINE.replace(hour=14))
    moved = calendar.move(desk, appointment_id=made.visits[0].id, slot=_at(made.visits[0], hour=11))
    proposal = series.propose_shift(desk, appointment_id=moved.id, was=NINE - timedelta(days=1))
    onto = {2: _later(made.visits[1], 1), 3: _later(made.visits[2], 1), 4: _later(made.visits[3], 4)}
    proposal = replace(proposal, steps=tuple(replace(s, slot=onto[s.number]) for s in proposal.steps))
    before = contents(desk.store)
    placed = series.shift(desk, proposal=proposal, appointment_id=moved.id)
    assert [v.start for v in placed[:2]] == [made.visits[2].start, made.visits[3].start]
    desk.undo()
    assert contents(desk.store) == before


def _at(visit: Appointment, *, hour: int):
    slot = calendar.slot_of(visit)
    by = timedelta(hours=hour - slot.start.hour)
    return replace(slot, start=slot.start + by, end=slot.end + by, room_start=slot.room_start + by, room_end=slot.room_end + by)


def test_the_rest_is_cancelled_in_one_intention(desk, people, first):
    made = booked(desk, people, first)
    before = contents(desk.store)
    ended = series.cancel_rest(desk, appointment_id=made.visits[2].id, code="prov-dch", note="healed")
    assert [a.series_no for a in ended] == [4, 5, 6]
    standing = [v.appointment.series_no for v in series.of(desk, series_id=made.series.id).visits if v.appointment.status is Status.BOOKED]
    assert standing == [1, 2, 3]
    desk.undo()
    assert contents(desk.store) == before


def test_a_checkpoint_is_of_the_follow_up_type_and_comes_after_its_session(desk, people, first):
    made = booked(desk, people, first, Course(4, checkpoint=2))
    assert [v.series_no for v in made.visits] == [1, 2, 0, 3, 4]


def test_a_follow_up_is_noted_with_its_window_and_can_be_dropped(desk, people):
    one = follow_ups.ask(desk, patient_id=people.patients[0], weeks=6, minutes=20, clinician_id=people.clinicians[1], note="hip R")
    card = follow_ups.cards(desk)[0]
    assert (card.name, card.words, card.line) == ("Ines Falk", "22 Dec to 19 Jan, in 6 weeks", "Consultation 20 min, hip R")
    assert card.wish.earliest.date() == one.ideal - timedelta(days=3)
    before = contents(desk.store)
    follow_ups.drop(desk, follow_up_id=one.id)
    assert follow_ups.cards(desk) == ()
    with pytest.raises(Refused):
        follow_ups.drop(desk, follow_up_id=one.id)
    desk.undo()
    assert contents(desk.store) == before


def test_booking_a_follow_up_closes_its_card_and_undo_opens_it_again(desk, people):
    follow_ups.ask(desk, patient_id=people.patients[0], weeks=2)
    card = follow_ups.cards(desk)[0]
    slot = calendar.slots(desk, wish=card.wish, limit=1).slots[0]
    assert card.follow_up.earliest <= slot.start.date() <= card.follow_up.latest
    calendar.book(desk, booking=calendar.Booking(slot, card.follow_up.type_id, patient_id=people.patients[0], follow_up_id=card.follow_up.id))
    assert follow_ups.cards(desk) == ()
    desk.undo()
    assert [c.follow_up.id for c in follow_ups.cards(desk)] == [card.follow_up.id]
