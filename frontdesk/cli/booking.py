"""The calendar and the people in it: free times, booking, lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import click

from frontdesk.cli.console import Console, pass_console
from frontdesk.domain import when
from frontdesk.domain.clinic import AppointmentType, Clinician, House
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.domain.slots import Slot, SlotList, Wish
from frontdesk.services import calendar, inquiries
from frontdesk.services import patients as patient_service
from frontdesk.services.calendar import Booking, NewPerson
from frontdesk.services.desk import Desk

EVERY = 10_000
"""More starts than one day can hold, so that an asked time is never cut off the list."""

_wishes = (
    click.option("--type", "kind", default="", help="Appointment type, by number or the beginning of its name; the first if not given."),
    click.option("--clinician", default="", help="Only this clinician, by number or a part of the name."),
    click.option("--minutes", type=click.IntRange(5, 480), default=None, help="Another length than the type's own."),
    click.option("--inquiry", type=int, default=None, help="For this inquiry: its wishes and body sites rank the times."),
    click.option("--from", "earliest", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]), default=None, help="Not before this day or time."),
    click.option("--days", type=click.IntRange(1, 730), default=56, show_default=True, help="How far to look."),
)


def _with_wishes(command: Any) -> Any:
    for option in reversed(_wishes):
        command = option(command)
    return command


def _type(house: House, words: str) -> AppointmentType:
    fitting = [t for t in house.types if not words or str(t.id) == words or t.name.casefold().startswith(words.casefold())]
    if not house.types:
        raise Refused("This clinic has no appointment types yet. Open the window on it and set up the clinic first.")
    if not fitting:
        raise BadInput(f"No appointment type is called “{words}”. There are: {', '.join(t.name for t in house.types)}.")
    return fitting[0]


def _clinician(house: House, words: str) -> Clinician | None:
    if not words:
        return None
    fitting = [c for c in house.clinicians if str(c.id) == words or words.casefold() in c.name.casefold()]
    if len(fitting) != 1:
        raise BadInput(f"Say which clinician is meant by “{words}”: {', '.join(c.name for c in house.clinicians)}.")
    return fitting[0]


def _wish(desk: Desk, kind: str, clinician: str, minutes: int | None, inquiry: int | None, earliest: datetime | None, days: int) -> Wish:
    house = desk.house()
    who, what = _clinician(house, clinician), _type(house, kind)
    said = inquiries.case(desk, inquiry_id=inquiry).wish if inquiry else None
    wish = said or Wish(what.id)
    if kind or said is None:
        wish = replace(wish, type_id=what.id)
    return replace(wish, clinician_id=who.id if who else wish.clinician_id, minutes=minutes or wish.minutes, earliest=earliest or wish.earliest, days=days)


def _slot_row(house: House, number: int, slot: Slot) -> tuple[object, ...]:
    room = house.room(slot.room_id).name if slot.room_id else ""
    told = f"{when.short_day(slot.start)} {when.clocks(slot.start, slot.end, clock24=house.clinic.clock24)}"
    return number, f"{slot.start:%Y-%m-%d %H:%M}", told, house.clinician(slot.clinician_id).short, room, slot.reason


def _blocked(found: SlotList) -> str:
    ways = "; ".join(f"{b.words} ({b.slots} times without it)" for b in found.blocked_by)
    return f"No free time fits. What stands in the way: {ways}." if ways else "No free time fits in these days."


@click.command()
@_with_wishes
@click.option("--limit", type=click.IntRange(1, 1000), default=5, show_default=True)
@pass_console
def slots(console: Console, /, limit: int, **asked: Any) -> None:
    """List free times, best first, each with its reason."""
    with console.desk() as desk:
        found = calendar.slots(desk, wish=_wish(desk, **asked), limit=limit)
        house = desk.house()
    if not found.slots:
        console.give({"slots": [], "blocked_by": [{"words": b.words, "slots": b.slots} for b in found.blocked_by]}, [_blocked(found)])
        return
    rows = [_slot_row(house, n, slot) for n, slot in enumerate(found.slots, 1)]
    console.table({"slots": found.slots, "blocked_by": []}, ("no", "start", "time", "clinician", "room", "reason"), rows)


@click.command()
@_with_wishes
@click.option("--at", "start", type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]), default=None, help="The start; the best free time if not given.")
@click.option("--patient", type=int, default=None, help="For this patient, by id.")
@click.option("--name", default="", help="For somebody new: the name.")
@click.option("--phone", default="", help="For somebody new: the phone.")
@click.option("--email", default="", help="For somebody new: the e-mail address.")
@click.option("--letter/--no-letter", default=True, show_default=True, help="Put the appointment letter in the print run.")
@pass_console
def book(console: Console, /, start: datetime | None, patient: int | None, name: str, phone: str, email: str, letter: bool, **asked: Any) -> None:
    """Book a visit: patient, visit, letter and journal entry in one step."""
    if not name.strip() and patient is None and asked["inquiry"] is None:
        raise click.UsageError("Say whom to book: --inquiry, --patient or --name.")
    with console.desk() as desk:
        wish = replace(_wish(desk, **asked), patient_id=patient)
        slot = _asked_slot(desk, wish, start)
        person = NewPerson(name, phone=phone, email=email) if name else None
        booked = calendar.book(desk, booking=Booking(slot, wish.type_id, inquiry_id=asked["inquiry"], patient_id=patient, person=person, letter=letter))
    console.give(
        {"appointment": booked.appointment, "patient": {"id": booked.patient.id, "chart": booked.patient.chart}, "letter": booked.letter_id},
        [f"Booked: {booked.sentence}.", f"Visit {booked.appointment.id}, patient {booked.patient.chart}, letter {booked.letter_id or 'none'}."],
    )


def _asked_slot(desk: Desk, wish: Wish, start: datetime | None) -> Slot:
    if start is None:
        found = calendar.slots(desk, wish=wish, limit=1)
        if not found.slots:
            raise Refused(_blocked(found))
        return found.slots[0]
    free = calendar.slots_on(desk, wish=wish, day=start.date(), limit=EVERY).slots
    fitting = next((slot for slot in free if slot.start == start), None)
    if fitting is None:
        near = sorted(free, key=lambda slot: abs(slot.start - start))[:3]
        told = ", ".join(f"{slot.start:%H:%M}" for slot in near)
        raise Refused(f"{start:%Y-%m-%d %H:%M} is not free." + (f" The nearest free starts that day: {told}." if near else " Nothing is free that day."))
    return fitting


@click.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), default=None, help="The first day; today if not given.")
@click.option("--days", type=click.IntRange(1, 3660), default=1, show_default=True)
@click.option("--all", "every", is_flag=True, help="Cancelled ones too.")
@pass_console
def visits(console: Console, day: datetime | None, days: int, every: bool) -> None:
    """List the visits of some days."""
    with console.desk() as desk:
        first: date = (day or desk.wall_now()).date()
        found = calendar.visits_between(desk, first=first, last=first + timedelta(days=days - 1), every=every)
        found = tuple(v for v in found if datetime.combine(first, time()) <= v.appointment.start < datetime.combine(first + timedelta(days=days), time()))
        house = desk.house()
    console.table(found, ("id", "start", "end", "status", "patient", "chart", "type", "clinician"), (
        (v.appointment.id, f"{v.appointment.start:%Y-%m-%d %H:%M}", f"{v.appointment.end:%H:%M}", v.appointment.status.value, v.patient_name, v.chart,
         house.type(v.appointment.type_id).name, house.clinician(v.appointment.clinician_id).short) for v in found
    ))  # fmt: skip


@click.command()
@click.argument("search", required=False, default="")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@pass_console
def patients(console: Console, search: str, limit: int) -> None:
    """List patients; SEARCH: a part of a name, a phone, a birth date, a chart number."""
    with console.desk() as desk:
        found = patient_service.search(desk, text=search, limit=limit)
    people = [one.patient for one in found]
    console.table(people, ("id", "chart", "name", "born", "phone", "e-mail"), ((p.id, p.chart, p.name, p.birth_date, p.phone, p.email) for p in people))


COMMANDS = (slots, book, visits, patients)
