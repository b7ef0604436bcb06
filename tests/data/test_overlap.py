"""The database itself refuses a double booking: for clinician, room and patient, on whichever way a visit comes to its time."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from frontdesk.data import appointments, rows
from frontdesk.data.store import Store
from frontdesk.data.tables import appointment as table
from frontdesk.domain.appointment import BUSY, Appointment, Status
from frontdesk.domain.errors import Taken
from tests.data.conftest import DESK, NINE, NOW, People, beside, contents, overlaps

HALF = timedelta(minutes=30)
TEN = NINE + timedelta(hours=1)


def place(store: Store, *visits: Appointment, label: str = "Book a visit", **who: object) -> list[Appointment]:
    with store.write(label, **(DESK | who)) as write:
        return [appointments.place(write, visit) for visit in visits]


def placed(store: Store, visit: Appointment) -> Appointment:
    return place(store, visit)[0]


@pytest.fixture
def nine(either: Store, people: People) -> Appointment:
    """Clinician, room and patient 0 on Tuesday at nine, for half an hour."""
    return placed(either, people.visit())


@pytest.fixture
def elsewhere(either: Store, people: People, nine: Appointment) -> Appointment:
    """Everything else, at the same time."""
    return placed(either, people.visit(who=1, room=1, patient=1))


@pytest.mark.parametrize(("whose", "same"), [("clinician", {"who": 0}), ("room", {"room": 0}), ("patient", {"patient": 0})])
def test_a_newcomer_that_overlaps_is_refused_with_who_and_until_when(either: Store, people: People, nine: Appointment, whose: str, same: dict[str, int]):
    for minutes, length in ((0, 30), (-15, 30), (15, 30), (10, 5), (-60, 180), (-29, 30), (29, 30)):
        wanted = people.visit(**({"who": 1, "room": 1, "patient": 1} | same), start=NINE + timedelta(minutes=minutes), minutes=length)
        with pytest.raises(Taken) as told:
            placed(either, wanted)
        assert (told.value.what, told.value.who, told.value.until) == (whose, "Ines Falk", nine.end), (minutes, length)
    assert len(contents(either)["appointment"]) == 1


def test_visits_that_only_touch_are_no_overlap(either: Store, people: People, nine: Appointment):
    for minutes, length in ((-30, 30), (30, 30), (-600, 570), (60, 600)):
        placed(either, people.visit(start=NINE + timedelta(minutes=minutes), minutes=length))


def test_only_what_is_busy_stands_in_the_way(either: Store, people: People):
    for number, status in enumerate(Status):
        start = NINE + number * HALF
        placed(either, people.visit(start=start, status=status, expires_at=NOW + timedelta(days=1) if status is Status.HELD else None))
        try:
            placed(either, people.visit(start=start))
        except Taken:
            assert status in BUSY
        else:
            assert status not in BUSY


def test_what_is_not_busy_may_lie_anywhere_until_it_becomes_busy(either: Store, people: People, nine: Appointment):
    for status in sorted(set(Status) - BUSY):
        resting = placed(either, people.visit(status=status))
        for busy in sorted(BUSY):
            with pytest.raises(Taken):
                placed(either, replace(resting, status=busy))
    assert overlaps(either) == {"clinician": 0, "room": 0, "patient": 0}


@pytest.mark.parametrize(
    ("change", "whose"),
    [
        ({"clinician_id": 0}, "clinician"), ({"room_id": 0}, "room"), ({"patient_id": 0}, "patient"),
    ],
)  # fmt: skip
def test_a_visit_cannot_be_given_a_clinician_a_room_or_a_patient_that_is_taken(
    either: Store, people: People, nine: Appointment, elsewhere: Appointment, change: dict[str, int], whose: str
):
    own = {"clinician_id": people.clinicians, "room_id": people.rooms, "patient_id": people.patients}
    with pytest.raises(Taken) as told:
        placed(either, replace(elsewhere, **{name: own[name][number] for name, number in change.items()}))
    assert told.value.what == whose


@pytest.mark.parametrize("same", [{"who": 0, "room": 1, "patient": 1}, {"who": 1, "room": 0, "patient": 1}, {"who": 1, "room": 1, "patient": 0}])
def test_a_visit_cannot_be_moved_or_lengthened_into_a_time_that_is_taken(either: Store, people: People, nine: Appointment, same: dict[str, int]):
    other = placed(either, people.visit(**same, start=TEN))
    earlier = {"start": NINE, "end": NINE + HALF, "room_start": NINE, "room_end": NINE + HALF}
    with pytest.raises(Taken):
        placed(either, replace(other, **earlier))
    with pytest.raises(Taken):
        placed(either, replace(other, start=NINE + timedelta(minutes=29), room_start=NINE + timedelta(minutes=29)))
    kept = contents(either)["appointment"]
    assert sorted(datetime.fromisoformat(str(row[6])) if isinstance(row[6], str) else row[6] for row in kept) == [NINE, TEN]


def test_the_room_is_taken_for_its_turn_over_and_nobody_else_is(either: Store, people: People):
    placed(either, people.visit(before=10, after=15))
    after = NINE + HALF
    with pytest.raises(Taken) as told:
        placed(either, people.visit(who=1, patient=1, start=after))
    assert told.value.what == "room"
    assert told.value.until == after + timedelta(minutes=15)
    with pytest.raises(Taken):
        placed(either, people.visit(who=1, patient=1, start=NINE - timedelta(minutes=35)))
    placed(either, people.visit(room=1, start=after))
    placed(either, people.visit(who=1, patient=1, start=after + timedelta(minutes=15)))


def test_without_a_room_only_clinician_and_patient_are_taken(either: Store, people: People):
    placed(either, people.visit(room=None))
    placed(either, people.visit(who=1, patient=1, room=None))
    with pytest.raises(Taken) as told:
        placed(either, people.visit(who=2, patient=1, room=None))
    assert told.value.what == "patient"


def test_a_held_time_without_a_patient_takes_clinician_and_room(either: Store, people: People):
    placed(either, people.visit(patient=None, status=Status.HELD, expires_at=NOW + timedelta(days=2)))
    for other in ({"who": 1}, {"room": 1}):
        with pytest.raises(Taken) as told:
            placed(either, people.visit(**other, patient=1))
        assert told.value.who == "Held"


def test_a_deliberate_overlap_carries_its_reason_and_is_the_only_way_round(either: Store, people: People, nine: Appointment):
    squeezed = placed(either, people.visit(patient=1, overlap_reason="Dr Okafor agreed on the phone"))
    assert overlaps(either) == {"clinician": 0, "room": 0, "patient": 0}  # none without a reason
    with pytest.raises(Taken):
        placed(either, people.visit(patient=2))
    with pytest.raises(Taken):  # the reason cannot be taken off while it lies there
        placed(either, replace(squeezed, overlap_reason=""))
    waiting = placed(either, replace(nine, status=Status.WAITING))  # the one that was there goes its way
    placed(either, replace(waiting, status=Status.IN_ROOM))
    placed(either, replace(squeezed, status=Status.WAITING))


def test_the_one_that_lies_there_for_a_reason_stops_newcomers_too(either: Store, people: People, nine: Appointment):
    placed(either, people.visit(patient=1, start=NINE + timedelta(minutes=15), overlap_reason="urgent"))
    with pytest.raises(Taken):
        placed(either, people.visit(patient=2, start=NINE + HALF))  # runs until 9:45
    placed(either, people.visit(patient=2, start=NINE + timedelta(minutes=45)))


@pytest.mark.parametrize("way", ["insert", "move", "status", "clinician", "room", "patient"])
def test_whoever_writes_past_the_program_is_refused_as_well(either: Store, people: People, nine: Appointment, way: str):
    """Imports, another program, an administrator's own statement."""
    other = placed(either, people.visit(who=1, room=1, patient=1, start=TEN))
    gone = placed(either, people.visit(status=Status.CANCELLED))
    early = table.update().where(table.c.id == other.id)
    span = {"utc_start": -3600, "utc_end": -3600, "utc_room_start": -3600, "utc_room_end": -3600}
    moved = {name: table.c[name] + shift for name, shift in span.items()}
    statement = {
        "insert": table.insert().values(**rows.CODECS[Appointment].out(people.visit(patient=1))),
        "move": early.values(**moved, clinician_id=people.clinicians[0]),
        "status": table.update().where(table.c.id == gone.id).values(status="booked"),
        "clinician": early.values(**moved, clinician_id=people.clinicians[0]),
        "room": early.values(**moved, room_id=people.rooms[0]),
        "patient": early.values(**moved, patient_id=people.patients[0]),
    }[way]
    with pytest.raises(Taken), either.write("By hand", **DESK) as write:
        write.execute(statement)


def test_a_hold_that_has_run_out_frees_its_time_at_the_next_booking(either: Store, people: People):
    held = placed(either, people.visit(status=Status.HELD, expires_at=NOW + timedelta(minutes=5)))
    with pytest.raises(Taken):
        placed(either, people.visit(patient=1))
    later = NOW + timedelta(minutes=5)
    with either.write("Book a visit", **(DESK | {"now": later})) as write:
        assert appointments.release_expired(write) == 1
        booked = appointments.place(write, people.visit(patient=1))
    with either.read() as session:
        assert rows.get(session, Appointment, held.id).status is Status.EXPIRED
        assert appointments.busy(session, first=NINE, last=NINE + HALF, now=later)[0].patient_id == booked.patient_id
    assert either.undo(now=later, who="Julia Marsh", desk="desk").label == "Book a visit"
    with either.read() as session:
        assert rows.get(session, Appointment, held.id).status is Status.EXPIRED  # the clock is not turned back with it


def test_a_hold_that_has_run_out_is_not_shown_as_busy_before_anybody_books(either: Store, people: People):
    placed(either, people.visit(status=Status.HELD, expires_at=NOW + timedelta(minutes=5)))
    with either.read() as session:
        assert len(appointments.busy(session, first=NINE, last=NINE + HALF, now=NOW)) == 1
        assert appointments.busy(session, first=NINE, last=NINE + HALF, now=NOW + timedelta(minutes=5)) == ()


def test_two_visits_change_places_in_one_step_and_back(either: Store, people: People, nine: Appointment):
    ten = placed(either, people.visit(patient=1, start=TEN))
    before = contents(either)
    span = ("start", "end", "room_start", "room_end")
    with either.write("Swap two visits", **DESK) as write:
        appointments.place_all(write, [
            replace(nine, **{name: getattr(ten, name) for name in span}), replace(ten, **{name: getattr(nine, name) for name in span}),
        ])  # fmt: skip
    with either.read() as session:
        assert rows.get(session, Appointment, nine.id).start == TEN
        assert rows.get(session, Appointment, ten.id).start == NINE
    either.undo(now=NOW, who="Julia Marsh", desk="desk")
    assert contents(either) == before
    either.redo(now=NOW, who="Julia Marsh", desk="desk")
    with either.read() as session:
        assert rows.get(session, Appointment, ten.id).start == NINE
    assert overlaps(either) == {"clinician": 0, "room": 0, "patient": 0}


def test_a_row_of_visits_shifts_by_less_than_their_length(either: Store, people: People):
    made = place(either, *(people.visit(start=NINE + n * HALF) for n in range(6)))
    quarter = timedelta(minutes=15)
    later = [replace(v, **{name: getattr(v, name) + quarter for name in ("start", "end", "room_start", "room_end")}) for v in made]
    with either.write("Shift a morning", **DESK) as write:
        appointments.place_all(write, later)
    with either.read() as session:
        assert [v.appointment.start for v in appointments.between(session, first=NINE, last=NINE + timedelta(hours=6))] == [v.start for v in later]


def test_a_swap_into_a_taken_time_moves_nobody(either: Store, people: People, nine: Appointment):
    ten = placed(either, people.visit(patient=1, start=TEN))
    placed(either, people.visit(patient=2, start=TEN + HALF))
    before = contents(either)
    far = TEN + HALF
    with pytest.raises(Taken), either.write("Swap", **DESK) as write:
        appointments.place_all(write, [
            replace(nine, start=far, end=far + HALF, room_start=far, room_end=far + HALF),
            replace(ten, start=NINE, end=NINE + HALF, room_start=NINE, room_end=NINE + HALF),
        ])  # fmt: skip
    assert contents(either) == before


def test_a_cancelled_visit_comes_back_only_where_its_time_is_still_free(either: Store, people: People, nine: Appointment):
    with either.write("Cancel a visit", **DESK) as write:
        rows.change(write, replace(nine, status=Status.CANCELLED))
    place(either, people.visit(patient=1), desk="other")
    with pytest.raises(Taken):
        either.undo(now=NOW, who="Julia Marsh", desk="desk")
    assert overlaps(either) == {"clinician": 0, "room": 0, "patient": 0}


def test_the_hour_that_comes_twice_is_two_hours(either: Store, people: People):
    """In Chicago 1:30 comes twice on 1 November 2026: a visit over both is three half hours long, and instants are compared."""
    long = people.visit(start=datetime(2026, 11, 1, 0, 30), minutes=90)  # until 2:00, 150 minutes by the sun
    placed(either, long)
    with either.read() as session:
        row = session.row(table, 1)
    assert row is not None
    assert row["utc_end"] - row["utc_start"] == 150 * 60
    placed(either, people.visit(start=datetime(2026, 11, 1, 2, 0)))
    with pytest.raises(Taken):
        placed(either, people.visit(start=datetime(2026, 11, 1, 1, 45), minutes=10))


def test_visits_past_midnight_and_of_a_whole_day_stand_in_the_way_of_the_morning_after(either: Store, people: People):
    placed(either, people.visit(start=datetime(2026, 12, 1, 22, 0), minutes=1440))
    for start in (datetime(2026, 12, 1, 22, 0), datetime(2026, 12, 2, 0, 0), datetime(2026, 12, 2, 21, 59)):
        with pytest.raises(Taken):
            placed(either, people.visit(start=start, minutes=5))
    placed(either, people.visit(start=datetime(2026, 12, 2, 22, 0)))


def test_many_at_once_reach_for_one_time_and_one_gets_it(either: Store, people: People):
    """Eight threads, each with connections of its own; on the server each waits for the advisory lock of clinician, room and patient."""
    got: list[Appointment] = []
    refused: list[str] = []
    ready = threading.Barrier(8)

    def reach(number: int) -> None:
        window = beside(either)
        ready.wait()
        for step in range(4):
            try:
                got.append(placed_quietly(window, people, number, step))
            except Taken as taken:
                refused.append(taken.what)

    threads = [threading.Thread(target=reach, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) + len(refused) == 32
    assert overlaps(either) == {"clinician": 0, "room": 0, "patient": 0}
    assert sorted(v.start for v in got) == [NINE + step * HALF for step in range(4)]


def placed_quietly(store: Store, people: People, number: int, step: int) -> Appointment:
    visit = people.visit(start=NINE + step * HALF, patient=number % 3, room=number % 3)
    return place(store, visit, desk=f"desk {number}")[0]


def test_what_is_kept_of_a_state_of_the_file_is_read_anew_once_anybody_has_written(either: Store, people: People, nine: Appointment):
    def busy() -> int:
        with either.read() as session:
            return len(appointments.busy(session, first=NINE, last=NINE + HALF, now=NOW))

    assert busy() == busy() == 1
    other = beside(either)
    with either.read() as session:
        first = appointments.busy(session, first=NINE, last=NINE + HALF, now=NOW)
        placed(other, people.visit(who=1, room=1, patient=1))
        assert appointments.busy(session, first=NINE, last=NINE + HALF, now=NOW) == first, "a snapshot stays what it is"
        assert busy() == 2
    assert busy() == 2
