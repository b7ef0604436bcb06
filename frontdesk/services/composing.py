"""A letter and what lies with it, from the rows as they are now: what prints is what is so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from frontdesk import letters as paper
from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import letter_texts as text_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import recalls as recall_rows
from frontdesk.data import rows, waitlist
from frontdesk.data.store import Session
from frontdesk.domain.appointment import Appointment, Lives, Status
from frontdesk.domain.errors import Unprintable
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.inquiry import Inquiry
from frontdesk.domain.letter import AHEAD, PLAIN, Letter, LetterKind
from frontdesk.domain.letter_text import ENCLOSURES, language_of
from frontdesk.domain.patient import Patient
from frontdesk.domain.timespan import wall_of
from frontdesk.letters import wording
from frontdesk.services import paperwork
from frontdesk.services.desk import Desk

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """``texts``: the words of the letter, to be kept with it once it is printed. ``visit`` is None for a recall."""

    letter: Letter
    patient: Patient
    visit: Appointment | None
    clinician: str
    day_words: str
    language: str
    texts: Texts
    items: tuple[paper.Item, ...]

    def pdf(self) -> bytes:
        return paper.make_run(self.items)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was said by and about the patient."""

    asked: tuple[Inquiry, ...]
    facts: tuple[RecordedFact, ...]


def texts_of(session: Session, *, kind: str, language: str) -> Texts:
    """The clinic's newest words, over those that the program brings."""
    own = text_rows.newest(session, kind=kind, language=language)
    return {**wording.texts(kind, language), **(own.parts if own else {})}


def compose(desk: Desk, session: Session, letter_id: int, *, texts: Texts | None = None, language: str = "") -> Made:
    """``texts`` and ``language`` to try words out; else those of the letter. ``Unprintable`` says what stands in the way."""
    letter = letter_rows.get(session, letter_id)
    patient = rows.get(session, Patient, letter.patient_id)
    tongue = language or letter.language or language_of(patient.languages)
    kept = letter.wording if letter.sent_at else None
    told = texts or kept or texts_of(session, kind=letter.kind.value, language=tongue)
    known = _known(session, patient)
    make = _plain if letter.kind in PLAIN else _about_visit
    return make(desk, session, letter, patient, known, tongue, told)


def _known(session: Session, patient: Patient) -> _Known:
    asked = tuple(inquiry_rows.of_patient(session, patient_id=patient.id))
    told = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in asked])
    return _Known(asked, tuple(f for i in asked for f in told[i.id]))


def _about_visit(desk: Desk, session: Session, letter: Letter, patient: Patient, known: _Known, language: str, texts: Texts) -> Made:
    house = desk.house()
    visit = _visit(session, letter)
    if visit.lives is Lives.TRAY:
        raise Unprintable("The visit is off the book, to be booked again. Its letter waits until it has a time.", missing=("visit",))
    _check_fits(letter.kind, visit)
    first = paperwork.appointment_letter(
        house=house, appointment=visit, patient=patient, facts=known.facts, today=_day(desk, letter),
        inquiry=next((i for i in known.asked if i.id == visit.inquiry_id), None), with_sheet=letter.with_sheet, kind=letter.kind,
        former=_former(session, visit), language=language, texts=texts, encloses=letter.encloses,
    )  # fmt: skip
    enclosed = _enclosed(desk, session, letter, patient, visit, known, language)
    told = wording.moment(visit.start, first.head.locale, clock24=first.head.clock24)
    return Made(letter, patient, visit, first.clinician, told, language, texts, (first, *enclosed))


def _plain(desk: Desk, session: Session, letter: Letter, patient: Patient, known: _Known, language: str, texts: Texts) -> Made:
    house = desk.house()
    wish = _wish(session, patient.id) if letter.kind is LetterKind.RECALL else None
    visit = None if letter.kind is LetterKind.RECALL else _visit(session, letter)
    if letter.problems:
        raise Unprintable(_SAID.get(letter.problems[0], letter.problems[0]), missing=letter.problems)
    clinician_id = visit.clinician_id if visit else wish.clinician_id if wish else None
    clinician = house.clinician(clinician_id).name if clinician_id else house.clinic.name
    first = paperwork.plain_letter(
        house=house, letter=letter, patient=patient, appointment=visit, around=visit.start.date() if visit else wish.ideal if wish else None,
        type_name=house.type(about.type_id).name if (about := visit or wish) else "", clinician=clinician, today=_day(desk, letter),
        language=language, texts=texts, words=letter.words or (wish.words if wish else ""),
    )  # fmt: skip
    enclosed = _enclosed(desk, session, letter, patient, visit, known, language)
    return Made(letter, patient, visit, clinician, first.values["day"], language, texts, (first, *enclosed))


def _day(desk: Desk, letter: Letter) -> date:
    """The date on the paper: of the day it was sent, then as before whenever it is looked at or printed once more; else today's."""
    return wall_of(letter.sent_at, desk.house().zone).date() if letter.sent_at else desk.wall_now().date()


_SAID = {
    "Not written yet": "This letter says nothing yet. Write its words beside the page (F4).",
    "Nobody to write to": "Nobody is named to write to. Say who the report goes to, beside the page (F4).",
}


def _visit(session: Session, letter: Letter) -> Appointment:
    if letter.appointment_id is None:
        raise Unprintable("This letter belongs to no visit. Take it out of the print run.", missing=("visit",))
    return rows.get(session, Appointment, letter.appointment_id)


@dataclass(frozen=True, slots=True)
class _Back:
    """The visit that the patient is to come back for: which kind, with whom, around which day; ``words`` of the rule that asks for it."""

    type_id: int
    clinician_id: int | None
    ideal: date
    words: str = ""


def _wish(session: Session, patient_id: int) -> _Back:
    """A clinician's wish, the nearest first; else an open recall, for a visit like the last one."""
    wishes = [wish for wish, *_ in waitlist.follow_ups(session, patient_id=patient_id)]
    if wishes:
        nearest = min(wishes, key=lambda wish: (wish.ideal, wish.id))
        return _Back(nearest.type_id, nearest.clinician_id, nearest.ideal)
    due = recall_rows.open_ones(session, patient_id=patient_id)
    seen = [v.appointment for v in appointment_rows.of_patient(session, patient_id=patient_id) if v.appointment.status is Status.DONE]
    if not due or not seen:
        raise Unprintable("Nothing is open that this patient is to come back for. Take the recall out of the print run.", missing=("follow-up",))
    last = max(seen, key=lambda one: one.start)
    rule = recall_rows.rule(session, rule_id=due[0].rule_id) if due[0].rule_id is not None else None
    return _Back(last.type_id, last.clinician_id, due[0].due, rule.told if rule else "")


def _enclosed(
    desk: Desk, session: Session, letter: Letter, patient: Patient, visit: Appointment | None, known: _Known, language: str
) -> tuple[paper.Item, ...]:
    house = desk.house()
    found: list[paper.Item] = []
    if letter.with_sheet:
        found.append(paperwork.intake_sheet(
            house=house, patient=patient, appointment=visit, facts=known.facts, inquiries={i.id: i for i in known.asked}, language=language,
        ))  # fmt: skip
    head = paperwork.letterhead(house, house.site(visit.site_id) if visit else house.sites[0], language=language)
    for name in letter.encloses:
        if name in ENCLOSURES:
            found.append(paperwork.enclosed_page(head=head, texts=texts_of(session, kind=name, language=language), reference=patient.chart))
    return tuple(found)


def _check_fits(kind: LetterKind, visit: Appointment) -> None:
    """A letter never tells what is not so: a cancelled visit is not announced, a visit that stands is not called off."""
    gone = visit.status in (Status.CANCELLED, Status.EXPIRED)
    if kind in AHEAD and gone:
        raise Unprintable("The visit has been cancelled. Take the letter out of the print run.", missing=("visit",))
    if kind is LetterKind.CANCELLATION and not gone:
        raise Unprintable("The visit is on the book again. Take the cancellation out of the print run.", missing=("visit",))
    if kind is LetterKind.MISSED and visit.status is not Status.NO_SHOW:
        raise Unprintable("The visit does not count as missed any more. Take the letter out of the print run.", missing=("visit",))


def _former(session: Session, visit: Appointment) -> datetime | None:
    """The time that the last letter about this visit told, where it was another one."""
    told = [x for x in letter_rows.of_appointment(session, appointment_id=visit.id) if x.printed and x.sent_at and x.printed.start != visit.start]
    return told[-1].printed.start if told and told[-1].printed else None
