"""The demo clinic's courses, follow-ups and wait list: what a desk finds in the middle of a working week."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import rows
from frontdesk.data.store import Write
from frontdesk.domain.appointment import Appointment, Confirmation, Status, Urgency
from frontdesk.domain.clinic import House
from frontdesk.domain.follow_up import FollowUp, window
from frontdesk.domain.patient import Patient
from frontdesk.domain.series import Series
from frontdesk.domain.waitlist import WaitEntry
from frontdesk.settings import resource

APART = 28
_NUMBERED = re.compile(r"(.*), (\d+) of (\d+)$")


def fill(write: Write, house: House, people: dict[str, Patient], today: date) -> None:
    """Everything of ``resources/demo/waiting.json``, and the courses that today's visits say they belong to."""
    found = json.loads(resource("demo", "waiting.json").read_text(encoding="utf-8"))
    first = datetime.combine(today, time())
    for visit in appointment_rows.between(write, first=first, last=first + timedelta(days=1)):
        if numbered := _NUMBERED.match(visit.appointment.detail):
            _course(write, visit.appointment, numbered[1], int(numbered[2]), int(numbered[3]))
    for one in found["follow_ups"]:
        _follow_up(write, house, people[one["name"]], one, today)
    for one in found["wait_list"]:
        _waiting(write, house, people.get(one["name"]), one, today)


def _course(write: Write, visit: Appointment, detail: str, number: int, count: int) -> None:
    """The sessions before it are done, those after it booked, four weeks apart at the same hour."""
    assert visit.patient_id is not None
    made = rows.add(write, Series(
        0, visit.patient_id, visit.type_id, count, APART - 7, APART, APART + 7, write.now - timedelta(days=APART * number),
    ))  # fmt: skip
    mine = rows.change(write, replace(visit, detail=detail, series_id=made.id, series_no=number))
    for other in (n for n in range(1, count + 1) if n != number):
        by = timedelta(days=APART * (other - number))
        rows.add(write, replace(
            mine, id=0, version=0, start=mine.start + by, end=mine.end + by, room_start=mine.room_start + by, room_end=mine.room_end + by, series_no=other,
            status=Status.DONE if other < number else Status.BOOKED, confirmation=Confirmation.UNCONFIRMED, confirmed_for=None, waiting_since=None,
            room_since=None, uid=f"demo-course-{made.id}-{other}@frontdesk",
        ))  # fmt: skip


def _type(house: House, look: str) -> int:
    return next(t.id for t in house.types if t.look == look)


def _clinician(house: House, name: str | None) -> int | None:
    return next((c.id for c in house.clinicians if c.name == name), None)


def _follow_up(write: Write, house: House, patient: Patient, one: dict[str, Any], today: date) -> None:
    ideal, earliest, latest = window(today, weeks=one["weeks"], least=one["least"], most=one["most"])
    rows.add(write, FollowUp(
        0, patient.id, _type(house, one["look"]), one["minutes"], ideal, earliest, latest, write.now - timedelta(hours=2), one["clinician"],
        _clinician(house, one["clinician"]), one["note"],
    ))  # fmt: skip


def _waiting(write: Write, house: House, patient: Patient | None, one: dict[str, Any], today: date) -> None:
    kind = next(t for t in house.types if t.look == one["look"])
    rows.add(write, WaitEntry(
        0, one["name"], kind.id, kind.minutes, write.now - timedelta(days=one["days"]), patient_id=patient.id if patient else None, phone=one["phone"],
        clinician_id=_clinician(house, one.get("clinician")), not_after=time.fromisoformat(one["not_after"]) if "not_after" in one else None,
        until=today + timedelta(days=60), reach=one["reach"], urgency=Urgency(one.get("urgency", "")), note=one["note"],
    ))  # fmt: skip
