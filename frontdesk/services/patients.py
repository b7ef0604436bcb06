"""Patients: found, opened, made, changed, and recognised."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from frontdesk.data import alike, find, rows
from frontdesk.data import appointments as appointment_rows
from frontdesk.data import attachments as attachment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data import waitlist as waiting_rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import asking, when
from frontdesk.domain.appointment import Appointment, Status, Visit
from frontdesk.domain.attachment import Attachment
from frontdesk.domain.errors import Refused
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.folding import fold, letters_folded, may_be
from frontdesk.domain.inquiry import Inquiry
from frontdesk.domain.intake_note import Filed, PainPoint
from frontdesk.domain.letter import Letter
from frontdesk.domain.matching import Candidate, Known
from frontdesk.domain.patient import Note, Patient
from frontdesk.domain.timespan import wall_of
from frontdesk.services import intake_notes, merging, recalls, timeline
from frontdesk.services import record as record_of
from frontdesk.services.desk import Desk
from frontdesk.services.likeness import MEASURE, lore
from frontdesk.services.recalls import RecallLine
from frontdesk.services.record import Details
from frontdesk.services.timeline import TimelineEntry

CHART_PREFIX = "DP"


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the patient list. ``matched``: spans inside ``patient.name`` that the typed letters met."""

    patient: Patient
    matched: tuple[tuple[int, int], ...]
    line: str


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
    details: Details
    intake: tuple[Filed, ...] = ()
    pain: tuple[PainPoint, ...] = ()
    files: tuple[Attachment, ...] = ()
    recall: RecallLine | None = None
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
    """Where the typed words begin words of the name, as it is written there ("mul" in "Mueller-Süß" is "Muel"); a misspelt one marks the word it may be."""
    spans = []
    for word in fold(text).split():
        own = [(part, *letters_folded(part[0])) for part in re.finditer(r"[^\W_]+", name)]
        begun = [(part.start(), part.start() + places[len(word)]) for part, letters, places in own if letters.startswith(word)]
        spans += begun or [part.span() for part, letters, _ in own if may_be(word, letters)]
    return tuple(sorted(set(spans)))


def count(desk: Desk) -> int:
    with desk.read() as session:
        return patient_rows.count(session)


def get(desk: Desk, *, patient_id: int) -> Patient:
    with desk.read() as session:
        return rows.get(session, Patient, patient_id)


def record(desk: Desk, *, patient_id: int, doubles: bool = True) -> Record:
    """The whole record of one patient; of one that was merged, the record that holds everything now.

    Without ``doubles`` nobody is looked for who may be the same person, which takes longer than all the rest: ``merging.doubles`` does.
    """
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
        others = merging.candidates_of(session, patient, today=now.date()) if doubles else ()
        merges = merging.merges_within(session, patient_id)
        details = record_of.details_within(session, patient)
        files = attachment_rows.of_patient(session, patient_id=patient_id)
        recall = recalls.of_patient_within(session, patient, now.date())
        house, intake = desk.house(), intake_notes.of_patient_within(session, patient_id)
        entries = timeline.in_order(session, (
            *(timeline.of_visit(house, one, now) for one in visits), *(timeline.of_letter(house, one) for one in letters),
            *(timeline.of_note(house, one) for one in notes), *(timeline.of_inquiry(house, one) for one in inquiries),
            *(timeline.of_consent(house, one) for one in details.consents), *(timeline.of_intake(house, one) for one in intake),
            *(timeline.of_file(house, one) for one in files),
            *(timeline.of_follow_up(house, one) for one, _, _ in waiting_rows.follow_ups(session, patient_id=patient_id)),
        ))  # fmt: skip
    told = tuple(fact for inquiry in inquiries for fact in facts[inquiry.id])
    return Record(patient, visits, letters, notes, inquiries, told, entries, details, intake, intake_notes.pain(intake), files, recall,
                  _live(desk, visits, now), others, merges)  # fmt: skip


def _live(desk: Desk, visits: tuple[Visit, ...], now: datetime) -> str:
    for visit in visits:
        one = visit.appointment
        if one.start.date() == now.date() and one.status in (Status.WAITING, Status.IN_ROOM):
            word = "Waiting" if one.status is Status.WAITING else "In room"
            since = wall_of(one.waiting_since, one.zone) if one.waiting_since else one.start
            return f"{word} since {when.clock(since, clock24=desk.house().clinic.clock24)}"
    return ""


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
