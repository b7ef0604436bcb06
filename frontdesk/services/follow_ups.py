"""Visits that clinicians asked for: cards with a window, closed by the booking that meets them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from frontdesk.data import rows
from frontdesk.data import waitlist as waiting_rows
from frontdesk.data.store import Write
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Refused
from frontdesk.domain.follow_up import FollowUp, FollowUpState, window
from frontdesk.domain.patient import Patient
from frontdesk.domain.slots import Wish
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Card:
    """A follow-up with its patient, its window in words and what to look for."""

    follow_up: FollowUp
    name: str
    chart: str
    line: str
    words: str
    wish: Wish


def ask(
    desk: Desk, *, patient_id: int, weeks: int, type_id: int | None = None, minutes: int | None = None, clinician_id: int | None = None,
    least: int | None = None, most: int | None = None, asked_by: str = "", note: str = "",
) -> FollowUp:  # fmt: skip
    """Note that a clinician wants to see somebody again in so many weeks; ``least`` and ``most`` are weeks too."""
    ideal, earliest, latest = window(desk.wall_now().date(), weeks=weeks, least=least, most=most)
    house = desk.house()
    kind = house.type(type_id) if type_id else next((t for t in house.types if t.active and t.look == "follow_up"), house.types[0])
    with desk.write("Ask for a follow-up") as write:
        rows.get(write, Patient, patient_id)
        return rows.add(write, FollowUp(
            0, patient_id, kind.id, minutes or kind.minutes, ideal, earliest, latest, write.now, asked_by or desk.who, clinician_id, note.strip(),
        ))  # fmt: skip


def cards(desk: Desk, *, patient_id: int | None = None) -> tuple[Card, ...]:
    """The open ones, of everybody or of one patient, the one whose window closes first on top."""
    with desk.read() as session:
        found = waiting_rows.follow_ups(session, patient_id=patient_id)
    return tuple(_card(desk, one, name, chart) for one, name, chart in found)


def _card(desk: Desk, one: FollowUp, name: str, chart: str) -> Card:
    house, today = desk.house(), desk.wall_now()
    first = max(today, datetime.combine(max(one.earliest, one.ideal - timedelta(days=3)), time()))
    wish = Wish(one.type_id, one.minutes, wanted_clinician_id=one.clinician_id, earliest=first, days=max(7, (one.latest - first.date()).days + 1),
                patient_id=one.patient_id)  # fmt: skip
    line = ", ".join(p for p in (f"{house.type(one.type_id).name} {one.minutes} min", one.note) if p)
    return Card(one, name, chart, line, one.window_words(today.date()), wish)


def drop(desk: Desk, *, follow_up_id: int) -> FollowUp:
    """Not wanted any more; the row stays."""
    with desk.write("Drop a follow-up") as write:
        one = rows.get(write, FollowUp, follow_up_id)
        if one.state is not FollowUpState.OPEN:
            raise Refused("This follow-up has been dealt with already.")
        return rows.change(write, replace(one, state=FollowUpState.DROPPED))


def close_within(write: Write, *, follow_up_id: int, visit: Appointment) -> Appointment:
    """Inside a booking: the card is met; a visit for a session of a series joins it."""
    one = rows.get(write, FollowUp, follow_up_id)
    if one.state is not FollowUpState.OPEN:
        raise Refused("This follow-up has been booked or dropped already.")
    rows.change(write, replace(one, state=FollowUpState.BOOKED, appointment_id=visit.id))
    return rows.change(write, replace(visit, series_id=one.series_id, series_no=one.series_no)) if one.series_id else visit
