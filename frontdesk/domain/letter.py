"""What goes on paper: values in, no layout. The letter remembers which version of the visit it printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.person import PostalAddress


class LetterKind(StrEnum):
    APPOINTMENT = "appointment"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    MISSED = "missed"
    INTAKE_SHEET = "intake_sheet"


KIND_WORDS = {
    LetterKind.APPOINTMENT: "Appointment letter", LetterKind.CHANGE: "Change of time", LetterKind.CANCELLATION: "Cancellation",
    LetterKind.REMINDER: "Reminder", LetterKind.MISSED: "Missed visit", LetterKind.INTAKE_SHEET: "Intake sheet",
}  # fmt: skip

AHEAD = frozenset({LetterKind.APPOINTMENT, LetterKind.CHANGE, LetterKind.REMINDER})
"""Letters about a visit that is to take place; the others tell of one that does not."""


class LetterState(StrEnum):
    TO_PRINT = "to_print"
    DRAFT = "draft"
    PRINTED = "printed"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Printed:
    """The values of a visit that a letter shows; it is superseded when any of them differs from the visit's now."""

    start: datetime
    end: datetime
    clinician_id: int
    room_id: int | None
    site_id: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the print run. ``to_hand_over``: no postal address, so it is printed but not posted."""

    id: int
    kind: LetterKind
    state: LetterState
    patient_id: int
    appointment_id: int | None
    patient_name: str
    subject: str
    created_at: datetime
    sent_at: datetime | None = None
    printed: Printed | None = None
    superseded: bool = False
    problems: tuple[str, ...] = ()
    to_hand_over: bool = False
    with_sheet: bool = True
    job: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Top of the page and place of the address window. ``paper`` "A4" (window DIN lang, DIN 5008 form B) or "Letter" (US #10)."""

    clinic: str
    tagline: str
    lines: tuple[str, ...]
    phone: str
    paper: str
    locale: str
    clock24: bool


@dataclass(frozen=True, slots=True)
class AppointmentLetter:
    """Everything the appointment letter prints. Times are wall times at the site. ``enclosures`` e.g. ("intake sheet (2 pages)",).

    ``about`` is the neutral phrase for "writing to us about ..." ("your right elbow"), or empty. ``former``: the time that an earlier
    letter told, for a change.
    """

    head: Letterhead
    name: str
    address: PostalAddress
    greeting_name: str
    day: date
    reference: str
    visit_kind: str
    start: datetime
    end: datetime
    arrive: datetime
    clinician: str
    room: str
    place: str
    directions: str
    preparation: str
    about: str
    signed_by: str
    signer_role: str
    by_web: bool = False
    enclosures: tuple[str, ...] = ()
    pages_after: int = 0
    kind: LetterKind = LetterKind.APPOINTMENT
    former: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaidFact:
    """A fact on the intake sheet with where it was said ("web comment, 24 Nov 2026")."""

    recorded: RecordedFact
    label: str
    text: str
    said_in: str


@dataclass(frozen=True, slots=True)
class IntakeSheet:
    """Two pages to fill in: known facts with their origin, blank lines for the rest, an empty body map, the chart barcode."""

    head: Letterhead
    name: str
    chart: str
    birth_date: date | None
    phone: str
    email: str
    address: PostalAddress
    visit: str
    facts: tuple[SaidFact, ...] = field(default_factory=tuple)
