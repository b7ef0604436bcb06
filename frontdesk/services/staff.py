"""The clinic's own facts: set up once, edited in the preferences, undoable like everything else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from frontdesk.data import clinic as clinic_rows
from frontdesk.data import preferences as preference_rows
from frontdesk.data import rows
from frontdesk.data.store import Write
from frontdesk.domain.clinic import (
    AppointmentType,
    Block,
    Clinic,
    Clinician,
    House,
    OpeningException,
    OpeningRule,
    Room,
    Site,
    StaffMember,
)
from frontdesk.domain.errors import Refused
from frontdesk.domain.recurrence import BadRule, read_rule
from frontdesk.services.desk import Desk
from frontdesk.settings import resource

Own = TypeVar("Own", Clinic, Site, Clinician, Room, AppointmentType, OpeningRule, OpeningException, Block, StaffMember)

COLOURS = ("#2F6B8F", "#7A4B9A", "#A8563A", "#3E7A52", "#8A6412", "#5A5F9E")
"""Disc colours for clinicians, dark enough for white initials."""

_NEEDED_BY = {
    Site: (("appointment", "site_id"), ("room", "site_id"), ("opening_rule", "site_id")),
    Clinician: (("appointment", "clinician_id"), ("opening_rule", "clinician_id"), ("block", "clinician_id")),
    Room: (("appointment", "room_id"), ("block", "room_id")),
    AppointmentType: (("appointment", "type_id"),),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewClinician:
    """``focus``: body sites seen most."""

    name: str
    focus: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewHours:
    """Weekdays (0 = Monday) and wall times; ``clinician`` is an index into the new clinicians, None = everybody."""

    weekdays: tuple[int, ...]
    start: time
    end: time
    clinician: int | None = None


@dataclass(frozen=True, slots=True)
class NewClinic:
    """What setting up asks for."""

    desk_person: str
    clinic: Clinic
    site: Site
    clinicians: tuple[NewClinician, ...]
    rooms: tuple[Room, ...]
    hours: tuple[NewHours, ...]


def short_name(name: str) -> str:
    """From "Dr Amara Okafor" -> "Dr Okafor"; without a title the name stays whole."""
    words = name.split(",")[0].split()
    titled = words and words[0].rstrip(".").lower() in ("dr", "prof", "mr", "mrs", "ms")
    return f"{words[0]} {words[-1]}" if titled and len(words) > 2 else name.split(",")[0].strip()


def initials(name: str) -> str:
    """Two letters for a disc."""
    words = [w for w in name.split(",")[0].split() if w.rstrip(".").lower() not in ("dr", "prof", "mr", "mrs", "ms")]
    return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def default_types() -> tuple[AppointmentType, ...]:
    """The trade's usual appointment types, with the clinic's texts to be edited."""
    found: list[dict[str, Any]] = json.loads(resource("types.json").read_text(encoding="utf-8"))
    return tuple(
        AppointmentType(0, position=n, **(one | {"room_kinds": frozenset(one["room_kinds"])})) for n, one in enumerate(found)
    )


def set_up(desk: Desk, *, new: NewClinic) -> House:
    """A clinic that can book: site, clinicians, rooms, hours, and the usual appointment types."""
    _check(new)
    with desk.write("Set up the clinic") as write:
        rows.add(write, replace(new.clinic, signs=new.clinic.signs or new.desk_person))
        rows.add(write, StaffMember(0, new.desk_person, initials=initials(new.desk_person)))
        site = rows.add(write, new.site)
        kinds = {room.kind for room in new.rooms}
        for kind in default_types():
            fitting = kind.room_kinds & kinds
            rows.add(write, replace(kind, room_kinds=fitting or (frozenset(kinds) if kind.room_kinds else frozenset())))
        for position, room in enumerate(new.rooms):
            rows.add(write, replace(room, site_id=site.id, position=position))
        people = [rows.add(write, _clinician(one, n)) for n, one in enumerate(new.clinicians)]
        _add_hours(write, new.hours, people, site)
    desk.who = new.desk_person
    return desk.house()


def _clinician(one: NewClinician, position: int) -> Clinician:
    return Clinician(
        0, one.name.strip(), short_name(one.name), initials(one.name), COLOURS[position % len(COLOURS)], focus=one.focus, position=position
    )


def _add_hours(write: Write, hours: Iterable[NewHours], people: list[Clinician], site: Site) -> None:
    for one in hours:
        for clinician in people if one.clinician is None else [people[one.clinician]]:
            for weekday in one.weekdays:
                rows.add(write, OpeningRule(0, clinician.id, site.id, weekday, one.start, one.end))


def _check(new: NewClinic) -> None:
    if not new.clinic.name.strip():
        raise Refused("Type the clinic's name.")
    if not any(c.name.strip() for c in new.clinicians):
        raise Refused("Name at least one clinician, so that there is somebody to book.")
    names = Counter(" ".join(c.name.split()).casefold() for c in new.clinicians if c.name.strip())
    if twice := next((c.name.strip() for c in new.clinicians if names[" ".join(c.name.split()).casefold()] > 1), ""):
        raise Refused(f"Two clinicians are called {twice}. Give each a name of their own, so that nobody is booked with the other.")
    if any(h.start >= h.end for h in new.hours):
        raise Refused("The clinic closes before it opens. Type the hours as 9:00 and 17:00.")
    if not any(h.weekdays for h in new.hours):
        raise Refused("Choose at least one weekday with its hours, so that there are times to book.")
    check_zone(new.site.zone)


def check_zone(zone: str) -> None:
    """``Refused`` unless it is a name of the time-zone table."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(f"“{zone}” is no time zone. Choose one from the list, such as America/Chicago.") from None


def save(desk: Desk, *, value: Own) -> Own:
    """Add (id 0) or change one of the clinic's own facts."""
    (kept,) = save_all(desk, values=(value,))
    return kept


def save_all(desk: Desk, *, values: Sequence[Own]) -> tuple[Own, ...]:
    """Several of one kind in one step: a week of holidays is taken back with one key."""
    for value in values:
        _check_own(value)
    word = rows.CODECS[type(values[0])].word
    with desk.write(f"{'Change' if values[0].id else 'Add'} {word}") as write:
        return tuple(rows.change(write, value) if value.id else rows.add(write, value) for value in values)


def _check_own(value: Own) -> None:
    word = rows.CODECS[type(value)].word
    if isinstance(value, Site):
        check_zone(value.zone)
    if isinstance(value, OpeningRule) and value.start >= value.end and value.end != time():
        raise Refused("Opening hours must end after they begin.")
    if isinstance(value, Block) and value.start >= value.end:
        raise Refused("A blocked time must end after it begins.")
    if isinstance(value, Block) and value.rule:
        try:
            read_rule(value.rule)
        except BadRule as trouble:
            raise Refused(str(trouble)) from None
    if isinstance(value, Clinic | Site | Clinician | Room | AppointmentType | StaffMember) and not value.name.strip():
        raise Refused(f"The {word} needs a name.")


def remove(desk: Desk, *, value: Own) -> None:
    """Refused while visits or rules need it; then it can be made inactive instead."""
    word = rows.CODECS[type(value)].word
    with desk.write(f"Remove {word}") as write:
        for table, column in _NEEDED_BY.get(type(value), ()):
            many = clinic_rows.rules_needing(write, table=table, column=column, key=value.id)
            if many:
                what = {"appointment": "visits", "opening_rule": "opening hours", "room": "rooms", "block": "blocked times"}[table]
                raise Refused(f"{many} {what} need this {word}. Switch it off instead, or remove those first.")
        rows.remove(write, value)


def staff(desk: Desk) -> tuple[StaffMember, ...]:
    with desk.read() as session:
        return clinic_rows.staff(session)


def preference(desk: Desk, *, name: str, default: Any) -> Any:
    """What the person at this desk chose, else the default."""
    with desk.read() as session:
        found = preference_rows.value(session, who=desk.who, name=name)
    return default if found is None else found


def set_preference(desk: Desk, *, name: str, value: Any) -> None:
    with desk.write("Change a preference", undoable=False) as write:
        preference_rows.put(write, who=desk.who, name=name, value=value)
