"""Where a visit is held: fits or not, who is in the way and until when, which room, and what is free instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.appointment import Appointment, Status, Visit
from frontdesk.domain.clinic import AppointmentType, Block, Clinic, Clinician, House, OpeningException, OpeningRule, Room, Site
from frontdesk.domain.fit import Fit, Judge, Wanted, busy_at

DAY = date(2026, 11, 24)
CONSULT, PRP, PHONE = 1, 2, 3


def house(zone: str = "America/Chicago", blocks: tuple[Block, ...] = (), exceptions: tuple[OpeningException, ...] = ()) -> House:
    types = (
        AppointmentType(CONSULT, "New consultation", 45, "new_consultation", room_kinds=frozenset({"consult"})),
        AppointmentType(PRP, "PRP injection", 45, "prp_injection", after=15, room_kinds=frozenset({"procedure"})),
        AppointmentType(PHONE, "Phone call", 15, "follow_up"),
    )
    rooms = (Room(1, 1, "Room 1", "R1", "consult"), Room(2, 1, "Room 2", "R2", "consult"), Room(3, 1, "Procedure room", "Proc", "procedure"))
    people = (
        Clinician(1, "Dr Amara Okafor", "Dr Okafor", "AO"), Clinician(2, "Dr Lena Brandt", "Dr Brandt", "LB"),
        Clinician(3, "Nia Whitfield, PA", "Nia Whitfield", "NW", type_ids=frozenset({PHONE})),
    )  # fmt: skip
    rules = tuple(OpeningRule(n, n, 1, weekday, time(8), time(17)) for n in (1, 2, 3) for weekday in range(7))
    return House(Clinic(1, "Harbor"), (Site(1, "Quay Street", zone),), people, rooms, types, rules, exceptions, blocks)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute))


def visit(key: int, start: datetime, minutes: int = 45, *, clinician: int = 1, room: int | None = None, type_id: int = CONSULT, name: str = "Elena Petrova",
          patient: int | None = None, after: int = 0, status: Status = Status.BOOKED) -> Visit:  # fmt: skip
    end = start + timedelta(minutes=minutes)
    one = Appointment(key, patient or 100 + key, type_id, clinician, room, 1, start, end, start, end + timedelta(minutes=after), "America/Chicago", status)
    return Visit(one, name)


def wanted(start: datetime, minutes: int = 45, **other: object) -> Wanted:
    return replace(Wanted(start, start + timedelta(minutes=minutes), 1, CONSULT), **other)


def judge(*visits: Visit, of: House | None = None, now: datetime | None = None) -> Judge:
    return Judge(of or house(), visits, now or at(7))


def test_an_empty_time_fits_and_gets_the_first_room_of_the_kind():
    found = judge().judge(wanted(at(9)))
    assert found.fits
    assert (found.slot.room_id, found.slot.clinician_id, found.slot.zone) == (1, 1, "America/Chicago")


def test_it_keeps_the_room_it_has_where_that_is_free():
    assert judge().judge(wanted(at(9), room_id=2)).slot.room_id == 2


def test_a_taken_clinician_is_said_with_who_until_when_and_the_next_free_time():
    found = judge(visit(1, at(9), room=1), visit(2, at(10), 30, room=1)).judge(wanted(at(9, 15)))
    assert (found.fit, found.what, found.who, found.until) == (Fit.TAKEN, "clinician", "Elena Petrova", at(9, 45))
    assert found.free is not None
    assert found.free.start == at(10, 30)
    assert found.words() == "Elena Petrova until 9:45 am"


def test_where_nothing_later_is_free_the_last_time_before_is_offered():
    found = judge(visit(1, at(15), 120, room=1)).judge(wanted(at(16)))
    assert found.free is not None
    assert found.free.start == at(14, 15)


def test_nothing_that_has_passed_is_offered():
    found = judge(visit(1, at(15), 120, room=1), now=at(14, 30)).judge(wanted(at(16)))
    assert found.free is None


def test_a_visit_is_not_in_its_own_way():
    own = visit(1, at(9), room=1, patient=7)
    assert judge(own).judge(wanted(at(9, 15), visit_id=1, patient_id=7, room_id=1)).fits


def test_the_patient_cannot_be_in_two_places():
    found = judge(visit(1, at(9), clinician=2, room=1, patient=7)).judge(wanted(at(9, 15), patient_id=7))
    assert (found.fit, found.what, found.who) == (Fit.TAKEN, "patient", "with Dr Brandt")


def test_another_room_of_the_kind_is_taken_where_its_own_is_not_free():
    found = judge(visit(1, at(9), clinician=2, room=2)).judge(wanted(at(9), room_id=2))
    assert found.fits
    assert found.slot.room_id == 1


def test_with_every_room_of_the_kind_taken_it_does_not_fit():
    found = judge(visit(1, at(9), clinician=2, room=1), visit(2, at(9), clinician=3, room=2)).judge(wanted(at(9)))
    assert (found.fit, found.what, found.who) == (Fit.TAKEN, "room", "no room free")


def test_the_only_room_of_a_kind_says_who_has_it_and_until_when_its_turn_over_ends():
    other = visit(1, at(9), clinician=2, room=3, type_id=PRP, after=15)
    found = judge(other).judge(wanted(at(9, 45), type_id=PRP))
    assert (found.what, found.who, found.until) == ("room", "Procedure room, Elena Petrova", at(10))
    assert judge(other).judge(wanted(at(10), type_id=PRP)).fits


def test_the_turn_over_of_what_is_held_counts_too():
    found = judge(visit(1, at(10), clinician=2, room=3, type_id=PRP)).judge(wanted(at(9, 15), type_id=PRP))
    assert (found.fit, found.what) == (Fit.TAKEN, "room")


def test_in_a_rooms_own_column_no_other_room_is_chosen():
    found = judge(visit(1, at(9), clinician=2, room=1)).judge(wanted(at(9), room_id=1, own_room=True))
    assert (found.fit, found.what) == (Fit.TAKEN, "room")


def test_a_room_of_another_kind_warns_but_may_be_meant():
    found = judge().judge(wanted(at(9), room_id=3, own_room=True))
    assert (found.fit, found.what) == (Fit.OUTSIDE, "kind")


@pytest.mark.parametrize(("start", "minutes"), [(at(7), 45), (at(16, 30), 45), (at(20), 30)])
def test_outside_the_hours_warns_but_may_be_meant(start, minutes):
    found = judge().judge(wanted(start, minutes))
    assert (found.fit, found.what, found.who) == (Fit.OUTSIDE, "hours", "Dr Okafor is not here then")


def test_a_closed_day_says_why():
    closed = house(exceptions=(OpeningException(1, DAY, "Thanksgiving"),))
    assert judge(of=closed).judge(wanted(at(9))).who == "Closed, Thanksgiving"


def test_lunch_is_named_and_may_be_meant():
    lunch = house(blocks=(Block(1, "Lunch", time(12), time(13), kind="lunch", clinician_id=1),))
    found = judge(of=lunch).judge(wanted(at(12, 30)))
    assert (found.fit, found.who, found.until) == (Fit.OUTSIDE, "Lunch", at(13))
    assert found.free is not None
    assert found.free.start == at(13)


def test_a_clinician_who_does_not_do_this_type_is_said():
    found = judge().judge(wanted(at(9), clinician_id=3))
    assert (found.fit, found.what) == (Fit.OUTSIDE, "type")
    assert found.who == "Nia Whitfield does no new consultation"


def test_an_hour_that_the_clock_leaves_out_is_never_booked():
    spring = date(2027, 3, 14)
    found = judge().judge(wanted(at(2, 15, spring), 15, type_id=PHONE))
    assert (found.fit, found.what) == (Fit.NEVER, "clock")
    over = judge().judge(wanted(at(1, 45, spring), 90, type_id=PHONE))
    assert over.fit is Fit.NEVER


def test_a_hold_that_has_run_out_is_in_nobodys_way():
    now = datetime(2026, 11, 24, 15, tzinfo=UTC)
    held = visit(1, at(9), status=Status.HELD)
    held = replace(held, appointment=replace(held.appointment, expires_at=now))
    assert busy_at([held], now) == ()
    assert busy_at([held], now - timedelta(minutes=1)) == (held,)


@st.composite
def days(draw: st.DrawFn) -> list[Visit]:
    found, edge = [], 8 * 60
    while edge < 17 * 60 and len(found) < 12:
        edge += draw(st.integers(0, 12)) * 5
        minutes = draw(st.sampled_from((15, 30, 45, 60)))
        if edge + minutes > 17 * 60:
            break
        start = at(0) + timedelta(minutes=edge)
        found.append(visit(len(found) + 1, start, minutes, clinician=1, room=draw(st.sampled_from((1, 2, 3, None)))))
        edge += minutes
    return found


@settings(max_examples=60, deadline=None)
@given(days(), st.integers(7 * 12, 18 * 12), st.sampled_from((15, 30, 45, 90)), st.sampled_from((CONSULT, PRP, PHONE)))
def test_what_is_offered_instead_always_fits_and_what_fits_overlaps_nobody(visits, fifth, minutes, kind):
    judged = judge(*visits)
    start = at(0) + timedelta(minutes=5 * fifth)
    found = judged.judge(wanted(start, minutes, type_id=kind))
    if found.fits:
        for other in visits:
            one = other.appointment
            assert one.end <= start or start + timedelta(minutes=minutes) <= one.start
            if one.room_id and one.room_id == found.slot.room_id:
                assert one.room_end <= found.slot.room_start or found.slot.room_end <= one.room_start
    elif found.free is not None:
        again = judged.judge(wanted(found.free.start, minutes, type_id=kind))
        assert again.fits
        assert again.slot == found.free
