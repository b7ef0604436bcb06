"""A desk in a process of its own that books as fast as it can: ``python -m tests.faults.booker FILE SEED ATTEMPTS [DAYS]``.

Each line it prints is an acknowledgement, written after the commit: ``+ uid`` booked, ``- uid`` cancelled. It ends with the number of
attempts and of refusals.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from frontdesk.domain.appointment import Appointment, Status
from frontdesk.domain.errors import DatabaseTrouble, Refused, Taken
from frontdesk.domain.slots import Slot
from frontdesk.services import calendar, visits
from frontdesk.services.calendar import Booking, NewPerson
from frontdesk.services.desk import Desk

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 8, 0)


class Booker:
    def __init__(self, desk: Desk, seed: int, days: int = 2) -> None:
        self.desk, self.chance, self.days = desk, random.Random(seed), days
        self.house = desk.house()
        self.mine: list[Appointment] = []
        with desk.read() as session:
            self.patients = [row.id for row in session.execute(text("SELECT id FROM patient ORDER BY id"))]
        self.tried = self.refused = 0

    def slot(self) -> Slot:
        start = MONDAY + timedelta(days=self.chance.randrange(self.days), minutes=15 * self.chance.randrange(36))
        end = start + timedelta(minutes=self.chance.choice((15, 30, 45)))
        room, site = self.chance.choice(self.house.rooms), self.house.sites[0]
        return Slot(start, end, self.chance.choice(self.house.clinicians).id, room.id, start - timedelta(minutes=5), end + timedelta(minutes=10), site.id, site.zone)

    def once(self) -> None:
        self.tried += 1
        act = self.chance.random()
        try:
            if act < 0.25 and self.mine:
                self._move()
            elif act < 0.4 and self.mine:
                self._cancel()
            elif act < 0.5:
                calendar.hold(self.desk, booking=self._booking(), minutes=30)
            else:
                self._book()
        except (Taken, Refused):
            self.refused += 1
        except DatabaseTrouble as trouble:  # eight that never pause: one may wait in vain for five seconds, and is told so
            if trouble.kind != "in-use":
                raise
            self.refused += 1

    def _booking(self) -> Booking:
        somebody = self.chance.random()
        kind = self.house.types[0].id
        if somebody < 0.2:
            return Booking(self.slot(), kind, person=NewPerson(f"Invented Person {self.chance.randrange(10**6)}", phone="312 555 0100"))
        return Booking(self.slot(), kind, patient_id=self.chance.choice(self.patients))

    def _book(self) -> None:
        made = calendar.book(self.desk, booking=self._booking()).appointment
        self.mine.append(made)
        print(f"+ {made.uid}", flush=True)

    def _move(self) -> None:
        one = self.chance.randrange(len(self.mine))
        self.mine[one] = calendar.move(self.desk, appointment_id=self.mine[one].id, slot=self.slot())

    def _cancel(self) -> None:
        gone = self.mine.pop(self.chance.randrange(len(self.mine)))
        visits.cancel(self.desk, appointment_id=gone.id, code="pat")
        print(f"- {gone.uid}", flush=True)
        if self.chance.random() < 0.5:  # and wanted again after all
            self.mine.append(visits.set_status(self.desk, appointment_id=gone.id, status=Status.BOOKED))
            print(f"+ {gone.uid}", flush=True)


def main() -> None:
    place, seed, attempts = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    desk = Desk.open(place, clock=lambda: NOW, who=f"Desk {seed}", name=f"desk {seed}")
    booker = Booker(desk, seed, *map(int, sys.argv[4:5]))
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(attempts):
        booker.once()
    desk.close()
    print(f"tried {booker.tried} refused {booker.refused}", flush=True)


if __name__ == "__main__":
    main()
