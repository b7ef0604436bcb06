"""The wait list at the desk: whom a freed time suits, the offer, and what they said; on real rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from frontdesk.data import rows
from frontdesk.domain.appointment import Appointment, Status, Urgency
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.domain.waitlist import WaitEntry, WaitState
from frontdesk.services import aftermath, calendar, patients, visits, waitlist
from tests.data.conftest import NINE, contents


def entry(people, name: str = "Anton Weber", **more: object) -> WaitEntry:
    values: dict[str, object] = {"minutes": 30, "phone": "+1 512 555 0177"} | more
    return WaitEntry(0, name, people.type, since=NINE, **values)


@pytest.fixture
def booked(desk, people) -> Appointment:
    with desk.write("Book a visit") as write:
        return rows.add(write, people.visit())


@pytest.fixture
def anton(desk, people) -> WaitEntry:
    return waitlist.add(desk, entry=entry(people))


def freed(desk, after: int = 0) -> aftermath.Freed | None:
    return aftermath.of_newest(desk, after=after).freed


def test_a_cancelled_visit_frees_its_time_for_the_best_who_waits(desk, people, booked, anton):
    urgent = waitlist.add(desk, entry=entry(people, "Rosa Diaz", urgency=Urgency.URGENT))
    assert freed(desk) is None
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    found = freed(desk)
    assert [m.entry.id for m in found.matches] == [urgent.id, anton.id]
    assert found.matches[0].slot.start == NINE
    assert waitlist.fill_words(desk.house(), found.matches[1]) == "Fill 9:00 with Anton Weber"


@pytest.mark.parametrize("code", ["prov-pers", "prov", "prov-edu"])
def test_a_time_at_which_the_clinician_is_not_there_is_offered_to_nobody(desk, booked, anton, code):
    visits.cancel(desk, appointment_id=booked.id, code=code)
    assert freed(desk) is None


def test_a_visit_that_is_moved_away_or_shortened_frees_time_too(desk, people, anton):
    with desk.write("Book a visit") as write:
        long = rows.add(write, people.visit(minutes=60))
        rows.add(write, people.visit(start=NINE + timedelta(hours=1), patient=1))
    slot = calendar.slot_of(long)
    half = NINE + timedelta(minutes=30)
    calendar.move(desk, appointment_id=long.id, slot=replace(slot, end=half, room_end=half))
    assert freed(desk).matches[0].slot.start == half
    later = timedelta(days=1)
    calendar.move(desk, appointment_id=long.id, slot=replace(slot, start=NINE + later, end=half + later, room_start=NINE + later, room_end=half + later))
    assert freed(desk).matches[0].slot.start == NINE


def test_what_was_taken_back_leaves_nothing_to_fill(desk, booked, anton):
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    seq = aftermath.of_newest(desk, after=0).seq
    desk.undo()
    assert aftermath.of_newest(desk, after=seq).freed is None
    assert aftermath.of_newest(desk, after=10_000) is None


def test_nobody_is_booked_by_an_offer_and_the_time_is_held_while_they_are_called(desk, booked, anton, people):
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    slot = freed(desk).matches[0].slot
    offered = waitlist.offer(desk, entry_id=anton.id, slot=slot)
    held = calendar.get(desk, appointment_id=offered.offer_id)
    assert (offered.state, held.status, held.patient_id) == (WaitState.OFFERED, Status.HELD, None)
    assert held.expires_at == desk.now() + timedelta(minutes=waitlist.OFFER_MINUTES)


def test_who_says_yes_becomes_a_patient_with_a_visit_and_one_undo_takes_all_of_it_back(desk, booked, anton):
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    waitlist.offer(desk, entry_id=anton.id, slot=freed(desk).matches[0].slot)
    before = contents(desk.store)
    visit = waitlist.accept(desk, entry_id=anton.id)
    assert (visit.status, visit.start) == (Status.BOOKED, NINE)
    assert patients.get(desk, patient_id=visit.patient_id).name == "Anton Weber"
    assert waitlist.cards(desk) == ()
    after = contents(desk.store)
    desk.undo()
    assert contents(desk.store) == before
    desk.redo()
    assert contents(desk.store) == after


def test_who_says_no_stays_on_the_list_the_next_is_found_and_the_time_is_not_offered_twice(desk, people, booked, anton):
    other = waitlist.add(desk, entry=entry(people, "Rosa Diaz"))
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    waitlist.offer(desk, entry_id=anton.id, slot=freed(desk).matches[0].slot)
    assert waitlist.decline(desk, entry_id=anton.id).state is WaitState.WAITING
    assert [m.entry.id for m in freed(desk).matches] == [other.id]


def test_who_does_not_want_to_wait_any_more_leaves_the_list_and_can_come_back(desk, anton):
    waitlist.take_off(desk, entry_id=anton.id)
    assert waitlist.cards(desk) == ()
    with pytest.raises(Refused):
        waitlist.take_off(desk, entry_id=anton.id)
    waitlist.put_back(desk, entry_id=anton.id)
    assert [c.entry.id for c in waitlist.cards(desk)] == [anton.id]


def test_an_earlier_time_gives_up_the_later_visit_with_its_reason(desk, people, booked):
    with desk.write("Book a visit") as write:
        later = rows.add(write, people.visit(start=NINE + timedelta(days=14), patient=1))
    one = waitlist.add(desk, entry=waitlist.draft(desk, appointment_id=later.id))
    assert (one.name, one.current_id, one.minutes) == ("Tomas Brandt", later.id, 30)
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    waitlist.offer(desk, entry_id=one.id, slot=freed(desk).matches[0].slot)
    waitlist.accept(desk, entry_id=one.id)
    assert calendar.get(desk, appointment_id=later.id).cancel_code == "pat-swl"


def test_an_offer_that_has_run_out_books_nobody_and_leaves_them_waiting(desk, booked, anton, clock):
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    waitlist.offer(desk, entry_id=anton.id, slot=freed(desk).matches[0].slot)
    clock.now += timedelta(minutes=waitlist.OFFER_MINUTES)
    assert waitlist.cards(desk)[0].state is WaitState.WAITING
    with pytest.raises(Refused, match="has run out"):
        waitlist.accept(desk, entry_id=anton.id)
    slot = calendar.slots_on(desk, wish=waitlist.cards(desk)[0].wish, day=NINE.date(), limit=1).slots[0]
    again = waitlist.offer(desk, entry_id=anton.id, slot=slot)
    assert again.state is WaitState.OFFERED


def test_a_wish_that_has_run_out_is_not_shown_and_not_matched(desk, people, booked, clock):
    waitlist.add(desk, entry=entry(people, until=desk.wall_now().date()))
    assert len(waitlist.cards(desk)) == 1
    clock.now += timedelta(days=1)
    assert waitlist.cards(desk) == ()
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    assert freed(desk) is None


def test_somebody_from_an_inquiry_is_booked_and_the_inquiry_is_too(desk, people, booked):
    with desk.write("Log a call") as write:
        asked = rows.add(write, Inquiry(0, "call:1", Source.PHONE, State.NEW, "Otto Sand", "as soon as you can", phone="512 555 0110", received_at=desk.now()))
    one = waitlist.add(desk, entry=waitlist.draft(desk, inquiry_id=asked.id))
    visits.cancel(desk, appointment_id=booked.id, code="pat")
    waitlist.offer(desk, entry_id=one.id, slot=freed(desk).matches[0].slot)
    visit = waitlist.accept(desk, entry_id=one.id)
    with desk.read() as session:
        after = rows.get(session, Inquiry, asked.id)
    assert (after.state, after.appointment_id) == (State.BOOKED, visit.id)


def test_booking_somebody_from_the_list_at_another_time_meets_the_wish(desk, people, anton):
    card = waitlist.cards(desk)[0]
    slot = calendar.slots(desk, wish=card.wish, limit=1).slots[0]
    person = calendar.NewPerson(anton.name, phone=anton.phone)
    calendar.book(desk, booking=calendar.Booking(slot, people.type, person=person, wait_id=anton.id))
    assert waitlist.cards(desk) == ()


def test_a_time_that_is_over_suits_nobody(desk, people, clock):
    with desk.write("Book a visit") as write:
        gone = rows.add(write, people.visit(start=datetime(2026, 11, 24, 9)))
    waitlist.add(desk, entry=entry(people, reach=0))
    visits.cancel(desk, appointment_id=gone.id, code="pat")
    assert freed(desk) is None


def test_a_name_and_a_length_are_needed(desk, people):
    for wrong in (entry(people, " "), entry(people, minutes=0), entry(people, reach=-1)):
        with pytest.raises(BadInput):
            waitlist.add(desk, entry=wrong)


def test_the_card_says_the_wish_in_words(desk, people):
    waitlist.add(desk, entry=entry(people, weekdays=frozenset({0, 2}), not_after=time(12), clinician_id=people.clinicians[0], note="knee"))
    card = waitlist.cards(desk)[0]
    assert card.line == "Consultation 30 min, knee, Mon, Wed, before 12:00 pm, Dr Okafor only"
    assert card.second == "Can come within 2 h"
