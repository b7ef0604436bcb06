"""The day's list: every visit with what is ready for it, as the screen and the paper show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.domain.appointment import Status, Visit, minutes_late, minutes_waiting
from frontdesk.domain.clinic import AppointmentType, Clinician, Room
from frontdesk.domain.folding import fold, may_be

ITEMS: dict[str, str] = {"intake": "Intake sheet signed", "id": "Photo ID checked", "insurance": "Insurance card copied", "imaging": "Images and reports here"}
"""What the desk looks after before a visit; the same for each, in the order of the squares."""

WARN_AFTER, DANGER_AFTER = 15, 30
"""Minutes of waiting from which the clock is shown as a warning, and as a danger (ux.md 3.7)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One visit. ``ready``: which of ``ITEMS`` are done. ``waiting``: minutes since the arrival, None where nobody waits."""

    visit: Visit
    kind: AppointmentType
    clinician: Clinician
    room: Room | None
    ready: frozenset[str]
    late: bool
    waiting: int | None

    @property
    def expected(self) -> bool:
        """Still to arrive."""
        return self.visit.appointment.status is Status.BOOKED

    @property
    def over(self) -> bool:
        return self.visit.appointment.status in (Status.DONE, Status.NO_SHOW)


@dataclass(frozen=True, slots=True)
class DaySheet:
    """``counts``: visits waiting, in the room, late, no-show."""

    day: date
    lines: tuple[Line, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A visit in print. ``letter``: its status in one letter, so that no colour is needed. ``pattern``: number of the type's bar."""

    time: str
    length: str
    name: str
    under: str
    kind: str
    detail: str
    clinician: str
    room: str
    letter: str
    ready: str
    pattern: int


@dataclass(frozen=True, slots=True)
class DayHead:
    """What stands over every paper about a day. ``printed``: wall time; ``anchor``: the journal's heads, for the foot."""

    clinic: str
    day: date
    printed: datetime
    clock24: bool
    paper: str
    locale: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class DaySheetPaper:
    """``parts``: a heading ("All clinicians", or a name) and its lines, each part on a page of its own."""

    head: DayHead
    parts: tuple[tuple[str, tuple[PaperLine, ...]], ...]


STATUS_LETTERS = {
    Status.BOOKED: "B", Status.WAITING: "W", Status.IN_ROOM: "R", Status.DONE: "D", Status.NO_SHOW: "N", Status.HELD: "H",
    Status.CANCELLED: "X", Status.EXPIRED: "-",
}  # fmt: skip


def line_of(visit: Visit, kind: AppointmentType, clinician: Clinician, room: Room | None, ready: frozenset[str], *, wall: datetime, now: datetime) -> Line:
    """``wall``: the clock on the wall, for who is late; ``now``: the instant, for how long somebody waits."""
    one = visit.appointment
    waiting = minutes_waiting(one, now=now) if one.status is Status.WAITING else None
    return Line(visit, kind, clinician, room, ready, minutes_late(one, wall=wall) > 0, waiting)


def counted(lines: tuple[Line, ...]) -> dict[str, int]:
    """How many wait, are in a room, are late, did not come."""
    status = [line.visit.appointment.status for line in lines]
    return {
        "waiting": status.count(Status.WAITING), "in room": status.count(Status.IN_ROOM), "late": sum(line.late for line in lines),
        "no-show": status.count(Status.NO_SHOW),
    }  # fmt: skip


def next_expected(lines: tuple[Line, ...]) -> int | None:
    """Id of the visit whose person should walk in next: the first of the day that has not arrived and is not over."""
    return next((line.visit.appointment.id for line in lines if line.expected), None)


def found(lines: tuple[Line, ...], words: str) -> tuple[Line, ...]:
    """Those whose name, chart number, clinician or time begins, in some word, with each of the letters typed, accents or none; where nobody's does,
    those of whose name one letter may have been heard wrong.
    """
    wanted = words.casefold().split()
    held = tuple(line for line in lines if is_called(line, words))
    return held or tuple(line for line in lines if all(_holds(line, word) or _sounds(line, word) for word in wanted))


def is_called(line: Line, words: str) -> bool:
    """Whether it is found by the letters as they are typed."""
    return all(_holds(line, word) for word in words.casefold().split())


def _holds(line: Line, word: str) -> bool:
    parts = f"{line.visit.patient_name} {line.visit.chart} {line.clinician.short} {line.visit.appointment.start:%H:%M}".casefold().split()
    names = fold(f"{line.visit.patient_name} {line.clinician.short}").split()
    bare = fold(word)
    return any(part.startswith(word) for part in parts) or (bool(bare) and any(name.startswith(bare) for name in names))


def _sounds(line: Line, word: str) -> bool:
    return any(may_be(fold(word), name) for name in fold(line.visit.patient_name).split())
