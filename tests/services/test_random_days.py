"""Random days at the desk against a plain model: book, move, resize, cancel, reinstate, pull off, undo, redo; in three zones, over both
changes of the clock and midnight. After each step the rows are those of the model, and nobody is on two times without a reason.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from frontdesk.data import rows
from frontdesk.data.dialect import overlap_counts
from frontdesk.data.tables import appointment
from frontdesk.domain.clinic import Site
from frontdesk.domain.errors import BadInput, Refused, Taken
from frontdesk.domain.slots import Slot
from frontdesk.domain.timespan import instant_of
from frontdesk.services import calendar, visits
from frontdesk.services.desk import Desk
from tests.data.conftest import NOW, People, fill

CHANGES = {
    "America/Chicago": (date(2026, 11, 1), date(2027, 3, 14)), "Europe/Berlin": (date(2026, 10, 25), date(2027, 3, 28)),
    "Australia/Lord_Howe": (date(2026, 10, 4), date(2027, 4, 4)),
}  # fmt: skip
"""Days on which the clock is changed: forward by an hour, or at Lord Howe by half of one."""

REFUSED = (Taken, BadInput, Refused)


@dataclass(frozen=True)
class Row:
    """A visit as the model knows it."""

    who: int
    room: int
    patient: int
    start: datetime
    end: datetime
    status: str = "booked"
    lives: str = "book"
    reason: str = ""

    @property
    def busy(self) -> bool:
        return self.status == "booked" and self.lives == "book"


class Days(RuleBasedStateMachine):
    """One desk, its own file, and the model beside it."""

    zone = "America/Chicago"

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="frontdesk-days-"))
        self.desk = Desk.create(self.folder / "clinic.frontdesk", clock=lambda: NOW)
        with self.desk.write("Set up", undoable=False) as write:
            self.people: People = fill(write)
            rows.change(write, replace(rows.get(write, Site, self.people.site), zone=self.zone))
        self.model: dict[int, Row] = {}
        self.done: list[dict[int, Row]] = []
        self.back: list[dict[int, Row]] = []

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.folder)

    # -- the model's own rules

    def span(self, row: Row) -> tuple[datetime, datetime]:
        return instant_of(row.start, self.zone, fold=0), instant_of(row.end, self.zone, fold=0)

    def meet(self, one: Row, other: Row) -> bool:
        (a, b), (c, d) = self.span(one), self.span(other)
        return a < d and c < b

    def in_the_way(self, new: Row, key: int | None) -> bool:
        """As the house has it: one that lies there for a reason stops a newcomer, but not who was on that time already."""
        if not new.busy or new.reason:
            return False
        old = self.model.get(key) if key is not None else None
        for other_key, other in self.model.items():
            if other_key == key or not other.busy or not self.meet(new, other):
                continue
            for name in ("who", "room", "patient"):
                if getattr(new, name) != getattr(other, name):
                    continue
                known = old is not None and getattr(old, name) == getattr(other, name) and self.meet(old, other)
                if not (other.reason and known):
                    return True
        return False

    def sound(self, start: datetime, end: datetime) -> bool:
        """Whether the wall times are there, once, and in order."""
        try:
            instant_of(start, self.zone)
            first, last = instant_of(start, self.zone, fold=0), instant_of(end, self.zone, fold=0)
        except BadInput:
            return False
        return first < last

    def act(self, do, expected: dict[int, Row] | None) -> None:
        """``expected`` None = it must be refused, and nothing may have changed."""
        if expected is None:
            with pytest.raises(REFUSED):
                do()
            return
        do()
        self.done.append(self.model)
        self.back = []
        self.model = expected

    def slot(self, row: Row) -> Slot:
        return Slot(row.start, row.end, self.people.clinicians[row.who], self.people.rooms[row.room], row.start, row.end, self.people.site, self.zone)

    def moment(self, day: int, minute: int) -> datetime:
        change = CHANGES[self.zone][day % 2]
        return datetime.combine(change, time()) + timedelta(minutes=minute)

    # -- what a desk does

    @rule(day=st.integers(0, 1), minute=st.integers(-8, 16), length=st.sampled_from((15, 30, 60, 120)), who=st.integers(0, 1), room=st.integers(0, 1),
          patient=st.integers(0, 2), reason=st.sampled_from(("", "", "", "on purpose")))  # fmt: skip
    def book(self, day, minute, length, who, room, patient, reason):
        start = self.moment(day, 15 * minute)
        row = Row(who, room, patient, start, start + timedelta(minutes=length), reason=reason)
        booking = calendar.Booking(self.slot(row), self.people.type, patient_id=self.people.patients[patient], overlap_reason=reason, letter=False)
        made = []

        def do():
            made.append(calendar.book(self.desk, booking=booking).appointment.id)

        if not self.sound(row.start, row.end) or self.in_the_way(row, None):
            self.act(do, None)
            return
        do()
        self.done.append(self.model)
        self.back = []
        self.model = {**self.model, made[0]: row}

    @precondition(lambda self: self.model)
    @rule(pick=st.integers(0, 50), by=st.sampled_from((-60, -15, 15, 30, 1440)), who=st.integers(0, 1), longer=st.sampled_from((-15, 0, 0, 30)))
    def move(self, pick, by, who, longer):
        key = sorted(self.model)[pick % len(self.model)]
        old = self.model[key]
        start = old.start + timedelta(minutes=by)
        end = start + (old.end - old.start) + timedelta(minutes=longer)
        if end <= start:
            return
        new = replace(old, start=start, end=end, who=who, lives="book")
        refused = not self.sound(start, end) or self.in_the_way(new, key)
        self.act(lambda: calendar.move(self.desk, appointment_id=key, slot=self.slot(new)), None if refused else {**self.model, key: new})

    @precondition(lambda self: self.model)
    @rule(pick=st.integers(0, 50), step=st.sampled_from(("cancel", "reinstate", "no_show", "came", "tray")))
    def status(self, pick, step):
        key = sorted(self.model)[pick % len(self.model)]
        old = self.model[key]
        verbs = {
            "cancel": ("booked", replace(old, status="cancelled", lives="book"), lambda: visits.cancel(self.desk, appointment_id=key, code="pat")),
            "reinstate": ("cancelled", replace(old, status="booked"), lambda: visits.reinstate(self.desk, appointment_id=key)),
            "no_show": ("booked", replace(old, status="no_show"), lambda: visits.set_status(self.desk, appointment_id=key, status=visits.Status.NO_SHOW)),
            "came": ("no_show", replace(old, status="booked"), lambda: visits.set_status(self.desk, appointment_id=key, status=visits.Status.BOOKED)),
            "tray": ("booked", replace(old, lives="tray"), lambda: visits.to_tray(self.desk, appointment_id=key)),
        }  # fmt: skip
        wanted, new, do = verbs[step]
        if step in ("reinstate", "came") and old.status != wanted:
            return  # each is a step of its own status
        refused = old.status != wanted or self.in_the_way(new, key)
        self.act(do, None if refused else {**self.model, key: new})

    @rule()
    def undo(self):
        if not self.done:
            with pytest.raises(Refused):
                self.desk.undo()
            return
        self.desk.undo()
        self.back.append(self.model)
        self.model = self.done.pop()

    @rule()
    def redo(self):
        if not self.back:
            with pytest.raises(Refused):
                self.desk.redo()
            return
        self.desk.redo()
        self.done.append(self.model)
        self.model = self.back.pop()

    # -- what must hold

    @invariant()
    def the_rows_are_those_of_the_model(self):
        who, room, patient = ({k: n for n, k in enumerate(keys)} for keys in (self.people.clinicians, self.people.rooms, self.people.patients))
        with self.desk.read() as session:
            found = {
                r["id"]: Row(who[r["clinician_id"]], room[r["room_id"]], patient[r["patient_id"]], r["start"], r["end"], r["status"], r["lives"], r["overlap_reason"])
                for r in session.execute(appointment.select()).mappings()
            }  # fmt: skip
        assert found == self.model

    @invariant()
    def nobody_is_on_two_times_without_a_reason(self):
        with self.desk.read() as session:
            assert all(session.connection.exec_driver_sql(pairs).scalar_one() == 0 for pairs in overlap_counts().values())


def play(zone: str, *, days: int, steps: int) -> None:
    machine = type("Days", (Days,), {"zone": zone})
    run_state_machine_as_test(machine, settings=settings(
        max_examples=days, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck), derandomize=days < 50,
    ))  # fmt: skip


@pytest.mark.parametrize("zone", CHANGES)
def test_random_days_end_as_the_model_says(zone):
    play(zone, days=6, steps=14)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("zone", CHANGES)
def test_random_days_end_as_the_model_says_at_length(zone):
    play(zone, days=250, steps=40)
