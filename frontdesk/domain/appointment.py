"""A visit: its status, what may follow on what, the axes beside it, and the value that leaves the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from frontdesk.domain.errors import Refused
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


class Confirmation(StrEnum):
    """What came of asking somebody whether they will come; an axis of its own, beside the status."""

    UNCONFIRMED = ""
    CONFIRMED = "confirmed"
    LEFT_MESSAGE = "left_message"
    LEFT_WITH_FAMILY = "left_with_family"
    NO_ANSWER = "no_answer"
    LINE_BUSY = "line_busy"
    WRONG_NUMBER = "wrong_number"
    CALL_BACK = "call_back"


CONFIRMATION_WORDS = {
    Confirmation.UNCONFIRMED: "Not confirmed", Confirmation.CONFIRMED: "Confirmed", Confirmation.LEFT_MESSAGE: "Left a message",
    Confirmation.LEFT_WITH_FAMILY: "Left word with family", Confirmation.NO_ANSWER: "No answer", Confirmation.LINE_BUSY: "Line busy",
    Confirmation.WRONG_NUMBER: "Wrong number", Confirmation.CALL_BACK: "Will call back",
}  # fmt: skip


class Urgency(StrEnum):
    """How soon a visit ought to be."""

    ROUTINE = ""
    SOON = "soon"
    URGENT = "urgent"


class Lives(StrEnum):
    """Where a visit lies: on the book, or in the tray, to be booked again. In the tray it occupies nobody."""

    BOOK = "book"
    TRAY = "tray"


BUSY = frozenset({Status.HELD, Status.BOOKED, Status.WAITING, Status.IN_ROOM, Status.DONE})
"""Statuses that occupy clinician, room and patient. A no-show has freed its time; so have cancelled and expired."""

MOVABLE = frozenset({Status.HELD, Status.BOOKED, Status.WAITING})
"""What can be given another time. A visit that has begun can only be made longer or shorter."""

STEPS: dict[tuple[Status, Status], str] = {
    (Status.HELD, Status.BOOKED): "Book a held time", (Status.BOOKED, Status.HELD): "Back to a held time",
    (Status.HELD, Status.EXPIRED): "Hold expired", (Status.EXPIRED, Status.HELD): "Hold again",
    (Status.HELD, Status.CANCELLED): "Give back a held time", (Status.CANCELLED, Status.HELD): "Hold again",
    (Status.BOOKED, Status.WAITING): "Check in", (Status.WAITING, Status.BOOKED): "Take back: check in",
    (Status.BOOKED, Status.NO_SHOW): "No-show", (Status.NO_SHOW, Status.BOOKED): "Take back: no-show",
    (Status.BOOKED, Status.CANCELLED): "Cancel a visit", (Status.CANCELLED, Status.BOOKED): "Reinstate a visit",
    (Status.WAITING, Status.CANCELLED): "Left without being seen", (Status.CANCELLED, Status.WAITING): "Take back: left without being seen",
    (Status.WAITING, Status.IN_ROOM): "To the room", (Status.IN_ROOM, Status.WAITING): "Take back: to the room",
    (Status.IN_ROOM, Status.DONE): "Visit done", (Status.DONE, Status.IN_ROOM): "Take back: visit done",
}  # fmt: skip
"""Every legal step and what the journal calls it. Each has its way back, journalled like the way forth."""

FOLLOWS: dict[Status, tuple[Status, ...]] = {one: tuple(to for from_, to in STEPS if from_ is one) for one in Status}

NEXT: dict[Status, Status] = {Status.HELD: Status.BOOKED, Status.BOOKED: Status.WAITING, Status.WAITING: Status.IN_ROOM, Status.IN_ROOM: Status.DONE}
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
    start that ``confirmation`` was given for; a move makes it void. ``waiting_since`` and ``room_since`` are instants. ``cancel_code``
    is a code of the FHIR list. ``replaces_id`` is the cancelled visit that this one was booked instead of. ``series_no`` counts from 1
    within its series; 0 is the checkpoint.
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
    confirmation: Confirmation = Confirmation.UNCONFIRMED
    urgency: Urgency = Urgency.ROUTINE
    lives: Lives = Lives.BOOK
    room_since: datetime | None = None
    cancel_code: str = ""
    cancel_note: str = ""
    cancelled_at: datetime | None = None
    replaces_id: int | None = None
    series_id: int | None = None
    series_no: int = 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def minutes(self) -> int:
        return self.span.minutes

    @property
    def busy(self) -> bool:
        """Whether it occupies clinician, room and patient."""
        return self.status in BUSY and self.lives is Lives.BOOK

    @property
    def outcome(self) -> Confirmation:
        """What came of asking, as far as it holds: what was said of another time is void."""
        return self.confirmation if self.confirmed_for == self.start else Confirmation.UNCONFIRMED

    @property
    def confirmed(self) -> bool:
        return self.status is Status.BOOKED and self.outcome is Confirmation.CONFIRMED


_IS = {
    Status.HELD: "only held", Status.BOOKED: "booked", Status.WAITING: "checked in", Status.IN_ROOM: "in the room", Status.DONE: "done",
    Status.NO_SHOW: "marked as a no-show", Status.CANCELLED: "cancelled", Status.EXPIRED: "a held time that has run out",
}  # fmt: skip
_BEFORE = {
    Status.HELD: Status.BOOKED, Status.BOOKED: Status.HELD, Status.WAITING: Status.BOOKED, Status.IN_ROOM: Status.WAITING, Status.DONE: Status.IN_ROOM,
    Status.NO_SHOW: Status.BOOKED, Status.CANCELLED: Status.BOOKED, Status.EXPIRED: Status.HELD,
}  # fmt: skip


def _not_yet(is_: Status, wanted: Status) -> str:
    """Why a step cannot be made, as a person at the desk would say it."""
    if is_ is wanted:
        return f"This visit is {_IS[is_]} already."
    return f"This visit is {_IS[is_]}. Only one that is {_IS[_BEFORE[wanted]]} can be {_IS[wanted].removeprefix('only ')}."


_STAYS = {
    Status.IN_ROOM: "This visit has begun, so it stays where it is. Press Z to take it back to waiting, then move it.",
    Status.DONE: "This visit is done, so it stays where it is. Press Z to take back a mistake, or book another visit from the record (E).",
    Status.NO_SHOW: "Nobody came to this visit, so it stays where it is. Press Z if they came after all, or book another visit from the record (E).",
    Status.CANCELLED: "This visit is cancelled, so it stays where it is. Press Z to put it back on the book, then move it.",
    Status.EXPIRED: "This held time has run out, so it stays where it is. Book another time.",
}  # fmt: skip


def why_it_stays(visit: Appointment) -> str:
    """The reason it cannot be given another time, and what to do; empty where it can."""
    return _STAYS.get(visit.status, "")


def stepped(visit: Appointment, status: Status, *, now: datetime) -> Appointment:
    """The visit one legal step further or back, with the instants that belong to the step; ``Refused`` where it is not legal."""
    if (visit.status, status) not in STEPS:
        raise Refused(_not_yet(visit.status, status))
    return replace(
        visit, status=status,
        waiting_since={Status.WAITING: visit.waiting_since or now, Status.BOOKED: None, Status.HELD: None}.get(status, visit.waiting_since),
        room_since={Status.IN_ROOM: visit.room_since or now, Status.WAITING: None, Status.BOOKED: None}.get(status, visit.room_since),
        **({"cancelled_at": now} if status is Status.CANCELLED else {"cancelled_at": None, "cancel_code": "", "cancel_note": ""}),
    )  # fmt: skip


def minutes_waiting(visit: Appointment, *, now: datetime) -> int:
    """Whole minutes since the arrival (instants); after the room was free, how long it took. 0 before anybody came."""
    until = visit.room_since or now
    return max(0, int((until - visit.waiting_since).total_seconds() // 60)) if visit.waiting_since else 0


def minutes_late(visit: Appointment, *, wall: datetime) -> int:
    """How long ago somebody was expected who has not come; 0 for everybody else. Once the visit's time is over nobody is late for it."""
    due = visit.status is Status.BOOKED and visit.lives is Lives.BOOK and visit.start < wall < visit.end
    return Span(visit.start, wall).minutes if due else 0


def minutes_behind(visits: Iterable[Appointment], *, wall: datetime) -> int:
    """How long the next one of a clinician will be kept beyond the time on the book; 0 where the clinician keeps time.

    ``visits`` are those of one clinician on one day. Somebody who is late keeps nobody waiting; a visit in the room is reckoned to end as
    booked, or now where that has passed.
    """
    here = sorted((v for v in visits if v.lives is Lives.BOOK), key=lambda v: v.start)
    inside = [v for v in here if v.status is Status.IN_ROOM]
    free = max([wall, *(v.end for v in inside)])
    due = [v for v in here if v.status is Status.WAITING or (v.status is Status.BOOKED and v.start >= wall)]
    if due:
        return max(0, int((free - due[0].start).total_seconds() // 60))
    return max([0, *(int((wall - v.end).total_seconds() // 60) for v in inside)])


@dataclass(frozen=True, slots=True)
class Visit:
    """An appointment with the names a screen or a letter shows, read together so that no screen asks twice."""

    appointment: Appointment
    patient_name: str
    chart: str = ""
    patient_phone: str = ""
    new_patient: bool = False
    series_total: int = 0
    born: date | None = None

    @property
    def progress(self) -> str:
        """Where it stands in its series: words like "3 of 6"; empty outside a series."""
        if not self.series_total:
            return ""
        return f"{self.appointment.series_no} of {self.series_total}" if self.appointment.series_no else "checkpoint"

    @property
    def line(self) -> str:
        """Detail and progress, as the second line of a visit says them."""
        return ", ".join(p for p in (self.appointment.detail, self.progress) if p)
