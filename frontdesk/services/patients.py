"""Patients: found, opened, made, changed, and recognised."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from frontdesk.data import alike, find, rows
from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import asking, cancellation, when
from frontdesk.domain.appointment import Appointment, Status, Visit
from frontdesk.domain.errors import Refused
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.folding import fold, letters_folded
from frontdesk.domain.inquiry import Inquiry, Source
from frontdesk.domain.letter import Letter, LetterState
from frontdesk.domain.matching import Candidate, Known
from frontdesk.domain.patient import Note, Patient
from frontdesk.domain.timespan import wall_of
from frontdesk.services import merging
from frontdesk.services.desk import Desk
from frontdesk.services.likeness import MEASURE, lore

CHART_PREFIX = "DP"


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the patient list. ``matched``: spans inside ``patient.name`` that the typed letters met."""

    patient: Patient
    matched: tuple[tuple[int, int], ...]
    line: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """``wall`` orders and dates it; ``ahead`` = still to come; ``ref`` is (noun, id)."""

    wall: datetime | None
    kind: str
    title: str
    detail: str
    ahead: bool = False
    ref: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a patient's screen shows, read together. ``live`` is the status now ("In room since 10:04 am").

    ``alike``: other records that may be this person's; ``merges``: records that have gone into this one.
    """

    patient: Patient
    visits: tuple[Visit, ...]
    letters: tuple[Letter, ...]
    notes: tuple[Note, ...]
    inquiries: tuple[Inquiry, ...]
    facts: tuple[RecordedFact, ...]
    timeline: tuple[TimelineEntry, ...]
    live: str = ""
    alike: tuple[Candidate, ...] = ()
    merges: tuple[merging.Merge, ...] = ()


def read_birthday(text: str, *, day_first: bool) -> date | None:
    """A birth date in any common form, by the clinic's order of day and month; None where it is none."""
    return asking.birthday(text, day_first=day_first)


def search(desk: Desk, *, text: str, limit: int = 50) -> tuple[Found, ...]:
    """By name in any order, birth date, phone, chart number or e-mail; all by name where nothing is typed."""
    asked = asking.read(text, day_first=desk.house().clinic.locale != "en-US")
    with desk.read() as session:
        found = find.search(session, asked=asked, limit=limit)
        coming = appointment_rows.next_of(session, patient_ids=[p.id for p in found], after=desk.wall_now())
    clock24 = desk.house().clinic.clock24
    return tuple(Found(p, _matched(p.name, text), _line(coming.get(p.id), clock24=clock24)) for p in found)


def row_of(desk: Desk, *, patient: Patient) -> Found:
    """A patient as a row of the list."""
    with desk.read() as session:
        coming = appointment_rows.next_of(session, patient_ids=[patient.id], after=desk.wall_now())
    return Found(patient, (), _line(coming.get(patient.id), clock24=desk.house().clinic.clock24))


def _line(visit: Appointment | None, *, clock24: bool) -> str:
    if visit is None:
        return "No visit ahead"
    words = {Status.WAITING: "Waiting now", Status.IN_ROOM: "In the room now"}
    return words.get(visit.status, f"Next {when.moment_words(visit.start, clock24=clock24)}")


def _matched(name: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the typed words begin words of the name, as it is written there ("mul" in "Mueller-Süß" is "Muel")."""
    spans = []
    for part in re.finditer(r"[^\W_]+", name):
        letters, places = letters_folded(part[0])
        for word in fold(text).split():
            if letters.startswith(word):
                spans.append((part.start(), part.start() + places[len(word)]))
    return tuple(sorted(set(spans)))


def count(desk: Desk) -> int:
    with desk.read() as session:
        return patient_rows.count(session)


def get(desk: Desk, *, patient_id: int) -> Patient:
    with desk.read() as session:
        return rows.get(session, Patient, patient_id)


def record(desk: Desk, *, patient_id: int) -> Record:
    """The whole record of one patient; of one that was merged, the record that holds everything now."""
    now = desk.wall_now()
    with desk.read() as session:
        patient = rows.get(session, Patient, patient_id)
        if patient.merged_into is not None:
            patient_id = patient.merged_into
            patient = rows.get(session, Patient, patient_id)
        visits = appointment_rows.of_patient(session, patient_id=patient_id)
        letters = letter_rows.of_patient(session, patient_id=patient_id)
        notes = patient_rows.notes(session, patient_id=patient_id)
        inquiries = inquiry_rows.of_patient(session, patient_id=patient_id)
        facts = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in inquiries])
        others = merging.candidates_of(session, patient, today=now.date())
        merges = merging.merges_within(session, patient_id)
    told = tuple(fact for inquiry in inquiries for fact in facts[inquiry.id])
    entries = _timeline(desk, visits, letters, notes, inquiries, now)
    return Record(patient, visits, letters, notes, inquiries, told, entries, _live(desk, visits, now), others, merges)


def _live(desk: Desk, visits: tuple[Visit, ...], now: datetime) -> str:
    for visit in visits:
        one = visit.appointment
        if one.start.date() == now.date() and one.status in (Status.WAITING, Status.IN_ROOM):
            word = "Waiting" if one.status is Status.WAITING else "In room"
            since = wall_of(one.waiting_since, one.zone) if one.waiting_since else one.start
            return f"{word} since {when.clock(since, clock24=desk.house().clinic.clock24)}"
    return ""


def _timeline(
    desk: Desk, visits: tuple[Visit, ...], letters: tuple[Letter, ...], notes: tuple[Note, ...], inquiries: tuple[Inquiry, ...],
    now: datetime,
) -> tuple[TimelineEntry, ...]:  # fmt: skip
    house = desk.house()
    entries = [_visit_entry(desk, visit, now) for visit in visits]
    for letter in letters:
        done = letter.state in (LetterState.PRINTED, LetterState.SENT)
        moment = wall_of(letter.sent_at or letter.created_at, house.zone)
        state = "superseded, the visit has moved" if letter.superseded else "printed" if done else "ready to print"
        entries.append(TimelineEntry(moment, "letter", letter.subject, state.capitalize(), not done, ("letter", letter.id)))
    entries += [TimelineEntry(wall_of(n.at, house.zone), "note", "Intake note", f"{n.text} {n.author}", False, ("note", n.id)) for n in notes]
    for inquiry in inquiries:
        title = {Source.COMMENT: "Web comment", Source.PHONE: "Phone call", Source.MISSED_CALL: "Missed call"}.get(inquiry.source, "Inquiry")
        moment_ = wall_of(inquiry.received_at, house.zone) if inquiry.received_at else None
        entries.append(TimelineEntry(moment_, inquiry.source.value, title, f"“{inquiry.text[:120]}”", False, ("inquiry", inquiry.id)))
    return tuple(sorted(entries, key=lambda e: (e.wall or datetime.min, e.title), reverse=True))


def _visit_entry(desk: Desk, visit: Visit, now: datetime) -> TimelineEntry:
    house, one = desk.house(), visit.appointment
    ended = {Status.CANCELLED: "cancelled", Status.NO_SHOW: "did not come", Status.DONE: "done", Status.EXPIRED: "hold expired"}
    with_ = house.clinician(one.clinician_id).short
    why = [cancellation.words(one.cancel_code).lower(), one.cancel_note] if one.cancel_code else []
    detail = ", ".join(p for p in (with_, visit.line, ended.get(one.status, ""), *why) if p)
    return TimelineEntry(one.start, "visit", house.type(one.type_id).name, detail, one.end > now, ("visit", one.id))


def create(desk: Desk, *, patient: Patient) -> Patient:
    """A new patient with the next chart number."""
    with desk.write("Add a patient") as write:
        return create_within(write, patient)


def create_within(write: Write, patient: Patient) -> Patient:
    """The same inside a larger intention."""
    if not patient.name.strip():
        raise Refused("A patient needs a name. Type the name, then save.")
    chart = patient.chart or patient_rows.next_chart(write, prefix=CHART_PREFIX)
    return rows.add(write, replace(patient, chart=chart, created_at=write.now))


def change(desk: Desk, *, patient: Patient) -> Patient:
    """Save a changed record; ``Stale`` where somebody else changed it meanwhile."""
    if not patient.name.strip():
        raise Refused("A patient needs a name. Type the name, then save.")
    with desk.write("Change a patient's record") as write:
        return rows.change(write, patient)


def add_note(desk: Desk, *, patient_id: int, text: str, source: str = "desk") -> Note:
    """A dated intake note."""
    if not text.strip():
        raise Refused("Type the note first.")
    with desk.write("Add an intake note") as write:
        return rows.add(write, Note(0, patient_id, write.now, desk.who, text.strip(), source))


def candidates(desk: Desk, *, known: Known) -> tuple[Candidate, ...]:
    """Who on file may be this person, with the reasons."""
    with desk.read() as session:
        return candidates_within(session, known, today=desk.wall_now().date())


def candidates_within(session: Session, known: Known, *, today: date, besides: Collection[int] = ()) -> tuple[Candidate, ...]:
    """The same inside another question. ``besides``: ids that are not asked for."""
    return alike.candidates(session, known, measure=MEASURE, lore=lore(), today=today, besides=besides)
