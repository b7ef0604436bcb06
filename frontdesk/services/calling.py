"""Calls to people who wait for one: each attempt written down with what came of it, and tried again when it is time. And what a call has settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.data import rows
from frontdesk.data.store import Write
from frontdesk.domain import when
from frontdesk.domain.appointment import Appointment, Lives
from frontdesk.domain.calling import HOURS_AGAIN, WORKING_DAYS_AGAIN, Outcome, note_of
from frontdesk.domain.errors import Refused, Stale
from frontdesk.domain.inquiry import Inquiry, InquiryNote, State
from frontdesk.domain.openings import after_working_days
from frontdesk.domain.patient import Patient
from frontdesk.domain.timespan import instant_of, wall_of
from frontdesk.services.desk import Desk

_MOVES = (State.NEW, State.WORKING, State.SNOOZED)


def log_attempt(desk: Desk, *, inquiry_id: int, outcome: Outcome) -> Inquiry:
    """In the timeline with who and when; what was not answered comes back to To do by itself. Refused where the person asked not to be called."""
    with desk.write("Log a call to somebody") as write:
        inquiry = rows.get(write, Inquiry, inquiry_id)
        patient = rows.get(write, Patient, inquiry.patient_id) if inquiry.patient_id else None
        if patient is not None and patient.never_call:
            raise Refused("This person asked never to be called. Write instead, or change it in the record first.")
        rows.add(write, InquiryNote(0, inquiry_id, write.now, desk.who, note_of(outcome)))
        if outcome is Outcome.NEVER and patient is not None:
            rows.change(write, replace(patient, never_call=True))
        return _moved(desk, write, inquiry, outcome)


def settled_within(write: Write, *, inquiry_id: int | None) -> None:
    """What the call asked for is done, in the same intention: nobody waits any more. None: there was no call."""
    if inquiry_id is not None:
        rows.change(write, replace(rows.get(write, Inquiry, inquiry_id), state=State.DONE, unread=False))


def _told(visit: Appointment) -> tuple[datetime, int, Lives]:
    return visit.start, visit.clinician_id, visit.lives


def as_told_within(desk: Desk, write: Write, *, visit: Appointment | None) -> None:
    """``visit`` as the caller was told it, in the same intention; ``Stale`` where it stands elsewhere by now. None: nobody was told anything."""
    if visit is None or _told(now := rows.get(write, Appointment, visit.id)) == _told(visit):
        return
    told = when.moment_words(now.start, clock24=desk.house().clinic.clock24)
    where = "off the book" if now.lives is Lives.TRAY else f"on {told}, with {desk.house().clinician(now.clinician_id).short}"
    raise Stale(f"This visit has been changed at another desk meanwhile: it is {where}.")


def _moved(desk: Desk, write: Write, inquiry: Inquiry, outcome: Outcome) -> Inquiry:
    """A day that was set for later than that stays."""
    if inquiry.state not in _MOVES:
        return inquiry
    if outcome not in HOURS_AGAIN and outcome not in WORKING_DAYS_AGAIN:
        return rows.change(write, replace(inquiry, state=State.WORKING, unread=False))
    zone = desk.house().zone
    again = write.now + timedelta(hours=HOURS_AGAIN.get(outcome, 0))
    if outcome in WORKING_DAYS_AGAIN:
        again = instant_of(after_working_days(desk.house(), wall_of(write.now, zone), WORKING_DAYS_AGAIN[outcome]), zone, fold=0)
    kept = inquiry.due_at if inquiry.due_at and inquiry.due_at > again else again
    return rows.change(write, replace(inquiry, state=State.SNOOZED, due_at=kept, unread=False))
