"""What goes on paper: values in, no layout. The letter remembers which version of the visit it printed."""

from __future__ import annotations

from collections.abc import Mapping
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
    RECALL = "recall"
    AFTERCARE = "aftercare"
    REPORT = "report"
    INTAKE_SHEET = "intake_sheet"


KIND_WORDS = {
    LetterKind.APPOINTMENT: "Appointment letter", LetterKind.CHANGE: "Change of time", LetterKind.CANCELLATION: "Cancellation",
    LetterKind.REMINDER: "Reminder", LetterKind.MISSED: "Missed visit",
    LetterKind.RECALL: "Recall", LetterKind.AFTERCARE: "After-care", LetterKind.REPORT: "Report to the GP", LetterKind.INTAKE_SHEET: "Intake sheet",
}  # fmt: skip

CHOSEN_BY_HAND = (
    LetterKind.APPOINTMENT, LetterKind.REMINDER, LetterKind.MISSED, LetterKind.CANCELLATION, LetterKind.RECALL, LetterKind.AFTERCARE, LetterKind.REPORT,
)  # fmt: skip
"""What can be asked for; a change of time is written when a visit moves."""

AHEAD = frozenset({LetterKind.APPOINTMENT, LetterKind.CHANGE, LetterKind.REMINDER})
"""Letters about a visit that is to take place; the others tell of one that does not."""


PLAIN = frozenset({LetterKind.RECALL, LetterKind.AFTERCARE, LetterKind.REPORT})
"""Letters of words alone, without a box that tells a time."""

WRITTEN = frozenset({LetterKind.AFTERCARE, LetterKind.REPORT})
"""Letters that say something of their own, which somebody has to write first."""


class LetterState(StrEnum):
    """``PRINTING`` is written before the printer is spoken to, so that after a power cut nobody prints twice without knowing."""

    TO_PRINT = "to_print"
    DRAFT = "draft"
    PRINTING = "printing"
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
class Recipient:
    """Somebody other than the patient who is written to."""

    name: str
    address: PostalAddress = field(default_factory=PostalAddress)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the print run. ``to_hand_over``: no postal address, so it is printed but not posted.

    ``due``: the day it is to be printed, none for the next run. ``language``: empty for the patient's own. ``encloses``: pages of the
    clinic's (``letter_text.ENCLOSURES``). ``words``: what is said in this letter alone. ``wording``: the texts it was printed with.
    ``run``: number of the print run that it went with. ``visit``: when the visit begins, as it stands now.
    """

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
    due: date | None = None
    language: str = ""
    encloses: tuple[str, ...] = ()
    words: str = ""
    recipient: Recipient | None = None
    wording: Mapping[str, str] | None = None
    run: int = 0
    visit: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class PrintRun:
    """One going of letters to a printer."""

    id: int
    at: datetime
    author: str
    printer: str
    asked: int
    printed: int
    failed: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Top of the page and place of the address window.

    ``paper``: "A4" (window DIN lang, DIN 5008 form B), "A4-A" (the same with form A) or "Letter" (US #10). ``locale`` decides how dates
    are written, and in which language.
    """

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
    letter told, for a change. ``texts``: the words, as the program
    brings them where None.
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
    born: str = ""
    texts: Mapping[str, str] | None = None
    kind: LetterKind = LetterKind.APPOINTMENT
    former: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlainLetter:
    """A letter of words alone. ``texts``: parts with fields; ``values``: what stands for each field."""

    head: Letterhead
    name: str
    address: PostalAddress
    day: date
    reference: str
    texts: Mapping[str, str]
    values: Mapping[str, str]
    signed_by: str
    signer_role: str
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnclosedPage:
    """A page of the clinic's own words that lies with a letter."""

    head: Letterhead
    title: str
    body: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A small card with the next visit, to take along."""

    head: Letterhead
    name: str
    visit: str
    moment: str
    arrive: str
    clinician: str
    place: str


@dataclass(frozen=True, slots=True)
class SaidFact:
    """A fact on the intake sheet with where it was said ("web comment, 24 Nov 2026")."""

    recorded: RecordedFact
    label: str
    text: str
    said_in: str


@dataclass(frozen=True, slots=True)
class IntakeSheet:
    """Two pages to fill in: known facts with their origin, blank lines for the rest, known sites as pins on the body map, the chart barcode.

    ``fillable``: with fields to be filled on a screen.
    """

    head: Letterhead
    name: str
    chart: str
    birth_date: date | None
    phone: str
    email: str
    address: PostalAddress
    visit: str
    facts: tuple[SaidFact, ...] = field(default_factory=tuple)
    fillable: bool = False
