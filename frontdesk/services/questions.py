"""Questions to clinicians: asked by the desk, answered and signed; the desk sees only what was signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import questions as question_rows
from frontdesk.data import rows
from frontdesk.domain.appointment import Visit
from frontdesk.domain.clinic import Clinician
from frontdesk.domain.errors import Refused
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.domain.openings import after_working_days
from frontdesk.domain.patient import Patient
from frontdesk.domain.question import Question, Verdict
from frontdesk.domain.slots import Wish
from frontdesk.domain.timespan import instant_of
from frontdesk.services import facts as fact_service
from frontdesk.services import inquiries as inquiry_service
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One row of the queue; ``late`` where it is overdue and unanswered. ``mine``: asked of whoever sits here, or by them."""

    question: Question
    inquiry: Inquiry
    clinician: Clinician
    gist: str
    late: bool
    mine: bool = False

    @property
    def id(self) -> int:
        return self.question.id


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that a clinician needs beside it."""

    question: Question
    inquiry: Inquiry
    clinician: Clinician
    facts: tuple[RecordedFact, ...]
    patient: Patient | None
    visits: tuple[Visit, ...]
    wish: Wish | None


def due(desk: Desk) -> datetime:
    """One working day from now."""
    house = desk.house()
    return instant_of(after_working_days(house, desk.wall_now(), 1), house.zone, fold=0)


def suggested(desk: Desk, *, inquiry_id: int) -> tuple[str, str, int]:
    """(the desk's line, the words it is about, clinician): from the question in the message and who sees that site most."""
    with desk.read() as session:
        facts = [f.fact for f in fact_service.of_inquiry(session, inquiry_id=inquiry_id)]
    asked = next((f for f in facts if f.kind == "question"), None)
    sites = [str(f.value) for f in facts if f.kind == "body_site"]
    clinicians = [c for c in desk.house().clinicians if c.active]
    best = max(clinicians, key=lambda c: (any(s in c.focus for s in sites[:1]), any(s in c.focus for s in sites), -c.position), default=None)
    return "", " ".join(asked.quote.split()) if asked else "", best.id if best else 0


def ask(desk: Desk, *, inquiry_id: int, clinician_id: int, line: str, quote: str = "", due_at: datetime | None = None) -> Question:
    """With one line of the desk and the person's own words; the inquiry waits with the clinician."""
    if not line.strip():
        raise Refused("Type in one line what the clinician is to decide.")
    with desk.write("Ask a clinician") as write:
        inquiry = rows.get(write, Inquiry, inquiry_id)
        if any(q.open for q in question_rows.of_inquiries(write, inquiry_ids=[inquiry_id])):
            raise Refused("A clinician has been asked about this inquiry already. The question is under Questions.")
        if inquiry.state is State.BOOKED:
            raise Refused("This inquiry is booked. Write a note for the clinician on the visit instead.")
        desk.house().clinician(clinician_id)
        rows.change(write, replace(inquiry, state=State.WITH_CLINICIAN, unread=False))
        return rows.add(write, Question(0, inquiry_id, clinician_id, line.strip(), quote, asked_by=desk.who, asked_at=write.now, due_at=due_at or due(desk)))


def queue(desk: Desk) -> tuple[QuestionRow, ...]:
    """Open ones first, the most overdue on top."""
    house, now = desk.house(), desk.now()
    with desk.read() as session:
        found = question_rows.listed(session)
        inquiries = {q.inquiry_id: rows.get(session, Inquiry, q.inquiry_id) for q in found}
    made = []
    for one in found:
        who, late = house.clinician(one.clinician_id), one.open and one.due_at is not None and one.due_at < now
        made.append(QuestionRow(one, inquiries[one.inquiry_id], who, one.line or one.quote, late, desk.who in (who.name, one.asked_by)))
    return tuple(made)


def open_count(desk: Desk) -> int:
    with desk.read() as session:
        return question_rows.open_count(session)


def asked(desk: Desk, *, question_id: int) -> Asked:
    """One question with facts, history and what to look for where the person is invited."""
    with desk.read() as session:
        question = rows.get(session, Question, question_id)
        inquiry = rows.get(session, Inquiry, question.inquiry_id)
        facts = tuple(f for f in fact_rows.of_inquiry(session, inquiry_id=inquiry.id) if f.decision != "rejected")
        patient = rows.get(session, Patient, inquiry.patient_id) if inquiry.patient_id else None
        visits = appointment_rows.of_patient(session, patient_id=patient.id) if patient else ()
    wish = inquiry_service.wish_of(desk, facts, patient)
    wanted = replace(wish, wanted_clinician_id=question.clinician_id) if wish else None
    return Asked(question, inquiry, desk.house().clinician(question.clinician_id), facts, patient, visits, wanted)


def save_draft(desk: Desk, *, question_id: int, verdict: Verdict | None, text: str) -> Question:
    """What the clinician has chosen and typed so far; nobody at the desk sees it."""
    with desk.write("Keep an answer as a draft", undoable=False) as write:
        question = rows.get(write, Question, question_id)
        if not question.open:
            raise Refused("This question has been answered and signed.")
        return rows.change(write, replace(question, verdict=verdict, draft=text))


def sign(desk: Desk, *, question_id: int, verdict: Verdict | None, text: str = "") -> Question:
    """The answer counts from here: the inquiry is to do again, with the verdict on it and the fitting text for the reply."""
    if verdict is None:
        raise Refused("Choose what is to happen first: 1 to 4.")
    with desk.write("Answer a question") as write:
        question = rows.get(write, Question, question_id)
        if not question.open:
            raise Refused("This question has been answered and signed already.")
        inquiry = rows.get(write, Inquiry, question.inquiry_id)
        if inquiry.state is State.WITH_CLINICIAN:
            rows.change(write, replace(inquiry, state=State.WORKING, unread=True))
        signed = desk.house().clinician(question.clinician_id).name
        return rows.change(write, replace(question, verdict=verdict, answer=text.strip(), draft="", signed_by=signed, answered_at=write.now))


def take_back(desk: Desk, *, question_id: int) -> None:
    """The desk does not need the answer any more: the question goes, the inquiry is to do again."""
    with desk.write("Take a question back") as write:
        question = rows.get(write, Question, question_id)
        if not question.open:
            raise Refused("This question has been answered; the answer stays.")
        inquiry = rows.get(write, Inquiry, question.inquiry_id)
        if inquiry.state is State.WITH_CLINICIAN:
            rows.change(write, replace(inquiry, state=State.WORKING))
        rows.remove(write, question)
