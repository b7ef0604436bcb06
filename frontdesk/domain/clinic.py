"""The clinic's own facts: sites, clinicians, rooms, appointment types, opening rules and blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from frontdesk.domain import phone
from frontdesk.domain.person import PostalAddress


@dataclass(frozen=True, slots=True)
class Clinic:
    """``paper`` is "A4" or "Letter"; ``clock24`` how times are shown; ``locale`` a BCP-47 tag for dates ("en-US")."""

    id: int
    name: str
    tagline: str = ""
    phone: str = ""
    email: str = ""
    paper: str = "Letter"
    clock24: bool = False
    locale: str = "en-US"
    signs: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Site:
    """A place the clinic works at. ``zone`` is an IANA zone name; wall times of visits there are in it."""

    id: int
    name: str
    zone: str
    address: PostalAddress = field(default_factory=PostalAddress)
    phone: str = ""
    directions: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Clinician:
    """``name`` as printed ("Dr Amara Okafor"), ``short`` as on chips ("Dr Okafor"), ``initials`` for the disc.

    ``type_ids``: appointment types this person does. ``focus``: body sites (domain.fact.SITES) seen most; empty = no focus.
    ``colour`` is a disc colour "#2F6B8F".
    """

    id: int
    name: str
    short: str
    initials: str
    colour: str = "#2F6B8F"
    type_ids: frozenset[int] = frozenset()
    focus: frozenset[str] = frozenset()
    active: bool = True
    position: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """``kind`` is a word that appointment types ask for ("consult", "procedure", "ultrasound"). ``short`` fits a chip ("R2")."""

    id: int
    site_id: int
    name: str
    short: str
    kind: str
    active: bool = True
    position: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class AppointmentType:
    """Lengths in minutes. ``before``/``after`` are buffers that occupy the room only. ``room_kinds`` empty = no room needed.

    ``look`` names the entry of the design tokens (appointment_types) that gives colour and icon. ``lead`` is the shortest
    notice in minutes. ``preparation`` is the clinic's own text printed on the letter. ``series_count`` 0 = given once; else how many
    sessions a course has, with the smallest, ideal and largest gap in days, and after how many sessions (0 = never) a checkpoint is due.
    """

    id: int
    name: str
    minutes: int
    look: str
    before: int = 0
    after: int = 0
    room_kinds: frozenset[str] = frozenset()
    lead: int = 60
    preparation: str = ""
    active: bool = True
    position: int = 0
    version: int = 0
    series_count: int = 0
    series_least: int = 14
    series_ideal: int = 21
    series_most: int = 28
    series_checkpoint: int = 0


@dataclass(frozen=True, slots=True)
class OpeningRule:
    """A clinician works at a site on a weekday (0 = Monday) from ``start`` to ``end`` wall time, ``since``..``until`` inclusive."""

    id: int
    clinician_id: int
    site_id: int
    weekday: int
    start: time
    end: time
    since: date | None = None
    until: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class OpeningException:
    """A dated exception to the weekly rules: ``open`` adds the hours, else it takes them away.

    ``clinician_id`` None = everybody (the clinic is closed, or open extra). ``start``/``end`` None = the whole day.
    ``reason`` is shown ("Closed, Thanksgiving").
    """

    id: int
    day: date
    reason: str
    open: bool = False
    clinician_id: int | None = None
    site_id: int | None = None
    start: time | None = None
    end: time | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A named stretch in which nothing is booked. ``start``/``end`` wall times on ``day``, or on each ``weekday`` when given, or by ``rule``.

    ``rule``: an RRULE that begins on ``since``.

    ``clinician_id`` or ``room_id`` says whose; both None = everybody. ``kind``: lunch, break, letters, meeting, other.
    """

    id: int
    name: str
    start: time
    end: time
    kind: str = "other"
    clinician_id: int | None = None
    room_id: int | None = None
    day: date | None = None
    weekday: int | None = None
    since: date | None = None
    until: date | None = None
    rule: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class House:
    """Everything that decides when somebody can be seen, read in one go. Tuples are ordered by position, then id."""

    clinic: Clinic
    sites: tuple[Site, ...]
    clinicians: tuple[Clinician, ...]
    rooms: tuple[Room, ...]
    types: tuple[AppointmentType, ...]
    rules: tuple[OpeningRule, ...]
    exceptions: tuple[OpeningException, ...]
    blocks: tuple[Block, ...]
    demo: bool = False

    def site(self, key: int) -> Site:
        return next(s for s in self.sites if s.id == key)

    def clinician(self, key: int) -> Clinician:
        return next(c for c in self.clinicians if c.id == key)

    def room(self, key: int) -> Room:
        return next(r for r in self.rooms if r.id == key)

    def type(self, key: int) -> AppointmentType:
        return next(t for t in self.types if t.id == key)

    @property
    def zone(self) -> str:
        """The zone of the first site: what "now" means at the desk."""
        return self.sites[0].zone if self.sites else "UTC"

    def number(self, text: str) -> str:
        """A phone number as it is written where the clinic is."""
        return phone.shown(text, phone.country_of(self.zone)) if text else text


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who sits at the desk: named in the journal and under letters."""

    id: int
    name: str
    role: str = "front desk"
    initials: str = ""
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch of wall time during which a clinician and/or a room is occupied (visit, hold, turn-over)."""

    start: datetime
    end: datetime
    clinician_id: int | None = None
    room_id: int | None = None
    room_start: datetime | None = None
    room_end: datetime | None = None
    patient_id: int | None = None
