"""A visit: its status, what may follow on what, and the value that leaves the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from frontdesk.domain.timespan import Span


class Status(StrEnum):
    HELD = "held"
    BOOKED = "booked"
    WAITING = "waiting"
    IN_ROOM = "in_room"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


BUSY = frozenset({Status.HELD, Status.BOOKED, Status.WAITING, Status.IN_ROOM, Status.DONE})
"""Statuses that occupy clinician, room and patient. A no-show has freed its time; so have cancelled and expired."""

FOLLOWS: dict[Status, tuple[Status, ...]] = {
    Status.HELD: (Status.BOOKED, Status.EXPIRED, Status.CANCELLED),
    Status.BOOKED: (Status.WAITING, Status.NO_SHOW, Status.CANCELLED, Status.HELD),
    Status.WAITING: (Status.IN_ROOM, Status.BOOKED, Status.CANCELLED),
    Status.IN_ROOM: (Status.DONE, Status.WAITING),
    Status.DONE: (Status.IN_ROOM,),
    Status.NO_SHOW: (Status.BOOKED,),
    Status.CANCELLED: (Status.BOOKED,),
    Status.EXPIRED: (Status.HELD,),
}
"""Legal steps, forward and back: every status can be taken back, and each step is journalled."""

NEXT: dict[Status, Status] = {Status.BOOKED: Status.WAITING, Status.WAITING: Status.IN_ROOM, Status.IN_ROOM: Status.DONE}
"""What Space does."""

BACK: dict[Status, Status] = {
    Status.WAITING: Status.BOOKED, Status.IN_ROOM: Status.WAITING, Status.DONE: Status.IN_ROOM,
    Status.NO_SHOW: Status.BOOKED, Status.CANCELLED: Status.BOOKED,
}  # fmt: skip
"""What Z does."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """``start``/``end`` are wall times at the site (half-open); ``zone`` is the site's.

    ``room_start``/``room_end`` is what the room is occupied for, buffers included (equal to start/end without a room).
    ``expires_at`` (instant) only for holds. ``overlap_reason`` non-empty = a deliberate overlap. ``confirmed_for`` is the wall
    start that was confirmed; a move makes it void. ``waiting_since`` (instant) set on arrival.
    """

    id: int
    patient_id: int | None
    type_id: int
    clinician_id: int
    room_id: int | None
    site_id: int
    start: datetime
    end: datetime
    room_start: datetime
    room_end: datetime
    zone: str
    status: Status
    detail: str = ""
    inquiry_id: int | None = None
    expires_at: datetime | None = None
    overlap_reason: str = ""
    confirmed_for: datetime | None = None
    waiting_since: datetime | None = None
    uid: str = ""
    version: int = 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def confirmed(self) -> bool:
        return self.status is Status.BOOKED and self.confirmed_for == self.start


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment with the names a screen or a letter shows, read together so that no screen asks twice."""

    appointment: Appointment
    patient_name: str
    chart: str = ""
    patient_phone: str = ""
    new_patient: bool = False
