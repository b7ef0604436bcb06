"""Inquiries: the queue, one case with everything beside it, and what the desk does with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import facts as fact_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import questions as question_rows
from frontdesk.data import replies as reply_rows
from frontdesk.data import rows, tables
from frontdesk.data.store import Session
from frontdesk.domain import fact_words
from frontdesk.domain.appointment import Visit
from frontdesk.domain.calling import Outcome, attempts, to_call
from frontdesk.domain.errors import Refused
from frontdesk.domain.fact import GROUP_OF, RecordedFact
from frontdesk.domain.inquiry import TAB_OF, CallDraft, Inquiry, InquiryNote, Source, State, Tab
from frontdesk.domain.matching import Candidate, Known
from frontdesk.domain.missing import Missing, missing, script
from frontdesk.domain.patient import Patient
from frontdesk.domain.plain import begun, first_name
from frontdesk.domain.preferred import windows
from frontdesk.domain.question import VERDICT_WORDS, Question
from frontdesk.domain.reply import Reply, ReplyState, meant
from frontdesk.domain.slots import Slot, Wish
from frontdesk.intake.facts import READER_VERSION
from frontdesk.services import cases, replies
from frontdesk.services import facts as fact_service
from frontdesk.services import patients as patient_service
from frontdesk.services.cases import Alike
from frontdesk.services.desk import Desk

_STATE_CHIPS = {
    State.WITH_CLINICIAN: "With clinician", State.OFFERED: "Offered", State.BOOKED: "Booked", State.EARLIER: "Earlier",
    State.NOT_FOR_US: "Not for us", State.WORKING: "Working", State.SNOOZED: "Put off",
}  # fmt: skip
_BACK = {"offer expired": "Offer expired", "put off until now": "Due now", "answered by the person": "Has answered"}
"""Why an inquiry is to do again, as its chip."""
_WITH_ANSWER = (State.NEW, State.WORKING, State.OFFERED, State.WITH_CLINICIAN)


@dataclass(frozen=True, slots=True)
class Chip:
    """``group`` is a group of facts, "state" or "urgent"; it decides the colour."""

    text: str
    group: str


_REPLY_CHIPS = {
    ReplyState.UNCERTAIN: Chip("Sent or not?", "warn"), ReplyState.BOUNCED: Chip("Not delivered", "danger"), ReplyState.FAILED: Chip("Not sent yet", "warn"),
    ReplyState.HANDED: Chip("In mail program", "warn"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One row of the queue. ``to_call``: waits for a call; how often that was tried is among the chips."""

    inquiry: Inquiry
    gist: str
    chips: tuple[Chip, ...]
    to_call: bool = False

    @property
    def id(self) -> int:
        return self.inquiry.id


@dataclass(frozen=True, slots=True)
class Case:
    """One inquiry with everything that stands beside it. ``wish`` prefills the booking panel.

    ``members`` are all messages of the case in their order, ``alike`` others that may be of the same person. ``offered`` are the times
    held for it; ``taken`` says who has it; ``meant`` is the place among them of the one that the person's last answer names.
    """

    inquiry: Inquiry
    facts: tuple[RecordedFact, ...]
    missing: tuple[Missing, ...]
    candidates: tuple[Candidate, ...]
    patient: Patient | None
    visit: Visit | None
    notes: tuple[InquiryNote, ...]
    wish: Wish | None
    members: tuple[Inquiry, ...] = ()
    replies: tuple[Reply, ...] = ()
    questions: tuple[Question, ...] = ()
    alike: tuple[Alike, ...] = ()
    offered: tuple[Slot, ...] = ()
    meant: int | None = None
    instruction: str = ""
    taken: str = ""


def inbox(desk: Desk, *, tab: Tab, stays: int | None = None) -> tuple[InboxRow, ...]:
    """The queue of a tab: To do has urgent ones first, then who has waited longest.

    ``stays``: the one that is looked at, which keeps its place when it has just been booked.
    """
    with desk.read() as session:
        found = inquiry_rows.of_tab(session, tab=tab, booked=stays)
        facts = fact_rows.of_inquiries(session, inquiry_ids=[i.id for i in found])
        beside, calls = _beside(desk, session, found), _calls(session, found)
    return tuple(
        InboxRow(i, _gist(i.text), _chips(i, facts[i.id], (*beside.get(i.id, ()), *calls.get(i.id, ())), desk.who or "Front desk"), to_call=i.id in calls) for i in found
    )


def _calls(session: Session, found: Sequence[Inquiry]) -> dict[int, tuple[Chip, ...]]:
    """Who waits for a call, with how often it was tried; whoever asked not to be called is none of them."""
    verdicts = {q.inquiry_id: q.verdict for q in question_rows.of_inquiries(session, inquiry_ids=[i.id for i in found]) if not q.open}
    wanted = [i for i in found if i.state in (State.NEW, State.WORKING) and to_call(i, i.phone, verdicts.get(i.id))]
    notes = inquiry_rows.notes_of(session, inquiry_ids=[i.id for i in wanted])
    chips: dict[int, tuple[Chip, ...]] = {}
    for one in wanted:
        tried = attempts(notes.get(one.id, ()))
        if Outcome.NEVER in tried or (one.patient_id and rows.get(session, Patient, one.patient_id).never_call):
            continue
        chips[one.id] = (Chip("Called once" if len(tried) == 1 else f"Called {len(tried)} times", "warn"),) if tried else ()
    return chips


def _beside(desk: Desk, session: Session, found: Sequence[Inquiry]) -> dict[int, tuple[Chip, ...]]:
    """What stands on a row besides its facts: how far its answer is."""
    keys = [i.id for i in found]
    chips: dict[int, tuple[Chip, ...]] = {}
    for question in question_rows.of_inquiries(session, inquiry_ids=keys):
        asked = Chip(f"With {desk.house().clinician(question.clinician_id).short}", "warn" if not question.due_at or question.due_at < desk.now() else "info")
        chips[question.inquiry_id] = (Chip(VERDICT_WORDS[question.verdict], "ok"),) if question.verdict and not question.open else (asked,)
    for reply in reply_rows.of_inquiries(session, inquiry_ids=keys):
        if reply.state in _REPLY_CHIPS:
            chips[reply.inquiry_id] = (_REPLY_CHIPS[reply.state],)
        elif reply.state in (ReplyState.SENT, ReplyState.WAITING) and reply.offers:
            many = len(reply.offers)
            chips[reply.inquiry_id] = (Chip(f"Offered {many} {'time' if many == 1 else 'slots'}", "info"),)
    return chips


def _gist(text: str) -> str:
    return " ".join(text[:400].split())[:160]


def _chips(inquiry: Inquiry, facts: Iterable[RecordedFact], beside: tuple[Chip, ...], who: str) -> tuple[Chip, ...]:
    chips = [Chip(begun(inquiry.wants), "plain")] if inquiry.wants else []
    chips += [Chip("Urgent", "urgent")] if inquiry.urgent else []
    for kind in ("body_site", "pain_score"):
        first = next((f.fact for f in facts if f.fact.kind == kind), None)
        if first:
            chips.append(Chip(fact_words.chip(first), GROUP_OF[kind]))
    told = inquiry.closed_reason in _BACK
    state = [Chip(_BACK[inquiry.closed_reason], "warn")] if told else list(beside) if inquiry.state in _WITH_ANSWER else []
    taken = [Chip(owner_words(inquiry, who), "state")] if inquiry.owner and TAB_OF[inquiry.state] in (Tab.TODO, Tab.WAITING) else []
    if not state and inquiry.state in _STATE_CHIPS and not (taken and inquiry.state is State.WORKING):
        state = [Chip(_STATE_CHIPS[inquiry.state], "state")]
    state = [*taken, *state]
    return (*chips[: 3 - len(state)], *state)


def owner_words(inquiry: Inquiry, who: str) -> str:
    """Who has it, as it is said to ``who``; empty where nobody has."""
    return "" if not inquiry.owner else "You have it" if inquiry.owner == who else f"{first_name(inquiry.owner)} has it"


def counts(desk: Desk) -> dict[Tab, int]:
    with desk.read() as session:
        return inquiry_rows.counts(session)


def search(desk: Desk, *, text: str, limit: int = 8) -> tuple[Inquiry, ...]:
    """By the name it came under."""
    with desk.read() as session:
        return inquiry_rows.search(session, text=text, limit=limit)


def case(desk: Desk, *, inquiry_id: int) -> Case:
    """Everything about one inquiry; its facts are read now where they were not yet."""
    with desk.read() as session:
        version = inquiry_rows.facts_version(session, inquiry_id=inquiry_id)
    if version < READER_VERSION:
        with desk.write("Read the facts of a message", undoable=False) as write:
            fact_service.store_facts(write, inquiry=rows.get(write, Inquiry, inquiry_id))
    with desk.read() as session:
        return _case(desk, session, inquiry_id)


def _case(desk: Desk, session: Session, inquiry_id: int) -> Case:
    inquiry = rows.get(session, Inquiry, inquiry_id)
    facts = fact_service.of_inquiry(session, inquiry_id=inquiry_id)
    patient = rows.get(session, Patient, inquiry.patient_id) if inquiry.patient_id else None
    visit = appointment_rows.visit(session, appointment_id=inquiry.appointment_id) if inquiry.appointment_id else None
    different = inquiry_rows.judged_different(session, inquiry_id=inquiry_id)
    alike: tuple[Candidate, ...] = ()
    if patient is None:
        alike = patient_service.candidates_within(session, known_of(inquiry, facts), today=desk.wall_now().date())
    wanted = missing(
        [f.fact for f in facts], phone=inquiry.phone or (patient.phone if patient else ""),
        email=inquiry.email or (patient.email if patient else ""), birthday_known=bool(patient and patient.birth_date),
    )  # fmt: skip
    members = inquiry_rows.members(session, case_id=inquiry.id)
    ids = [one.id for one in members] or [inquiry.id]
    held = [a for a in appointment_rows.held_for(session, inquiry_id=inquiry.id) if a.expires_at is None or a.expires_at > desk.now()]
    offered = tuple(Slot(a.start, a.end, a.clinician_id, a.room_id, a.room_start, a.room_end, a.site_id, a.zone, reason="offered") for a in held)
    return Case(
        inquiry, facts, wanted, tuple(c for c in alike if c.patient.id not in different), patient, visit,
        inquiry_rows.notes(session, inquiry_id=inquiry_id), wish_of(desk, facts, patient), members,
        tuple(r for r in reply_rows.of_inquiries(session, inquiry_ids=ids) if r.state is not ReplyState.DRAFT),
        question_rows.of_inquiries(session, inquiry_ids=ids), cases.alike(session, members or (inquiry,)), offered,
        meant(members[-1].text, [s.start for s in offered]) if len(members) > 1 else None,
        (replies.instruction(session) or str(replies.words()["urgent_instruction"])) if inquiry.urgent else "",
        owner_words(inquiry, desk.who or "Front desk"),
    )  # fmt: skip


def _first(facts: Iterable[RecordedFact], kind: str) -> object:
    return next((f.fact.value for f in facts if f.fact.kind == kind), None)


def known_of(inquiry: Inquiry, facts: Iterable[RecordedFact]) -> Known:
    """What the message's own fields and its facts tell about who wrote."""
    told = list(facts)
    age = _first(told, "age")
    return Known(
        name=inquiry.name, phone=inquiry.phone or str(_first(told, "phone") or ""),
        email=inquiry.email or str(_first(told, "email") or ""), age=float(age) if isinstance(age, int | float) else None,
    )  # fmt: skip


def still_to_ask(facts: Iterable[RecordedFact], *, phone: str, known: bool, look: str = "new_consultation") -> tuple[Missing, ...]:
    """The script for a call about this kind of visit: what was not said yet; of somebody ``known`` the record tells birthday and address."""
    told = [f.fact for f in facts]
    return script(told, look=look, lacking=missing(told, phone=phone or ("known" if known else ""), email="not asked", birthday_known=known))


def wish_of(desk: Desk, facts: Iterable[RecordedFact], patient: Patient | None) -> Wish | None:
    """What to look for: a first consultation, ranked by the sites that hurt and the times that were wished."""
    types = [t for t in desk.house().types if t.active]
    if not types:
        return None
    kind = next((t for t in types if t.look == "new_consultation"), types[0])
    told = [f.fact for f in facts]
    return Wish(
        type_id=kind.id, windows=tuple(w for f in told if f.kind == "preferred_time" and not str(f.value).startswith("call:") for w in windows(f.quote)),
        body_sites=frozenset(str(f.value) for f in told if f.kind == "body_site"),
        clinician_id=patient.preferred_clinician_id if patient and patient.only_clinician else None,
        wanted_clinician_id=patient.preferred_clinician_id if patient else None, patient_id=patient.id if patient else None,
        not_before=patient.not_before if patient else None, not_after=patient.not_after if patient else None,
    )  # fmt: skip


def mark_read(desk: Desk, *, inquiry_id: int) -> None:
    """Seen at this desk; a second time changes nothing."""
    with desk.read() as session:
        unread = rows.get(session, Inquiry, inquiry_id).unread
    if unread:
        with desk.write("Open a message", undoable=False) as write:
            write.update(tables.inquiry, inquiry_id, {"unread": False})


_STATE_LABELS = {
    State.DONE: "Done with an inquiry", State.NOT_FOR_US: "Inquiry not for us", State.SPAM: "Inquiry is spam", State.NEW: "Inquiry to do again",
    State.WORKING: "Work on an inquiry",
}  # fmt: skip


def set_state(desk: Desk, *, inquiry_id: int, state: State, reason: str = "") -> Inquiry:
    """Move an inquiry on, or back into the queue."""
    with desk.write(_STATE_LABELS.get(state, "Move an inquiry")) as write:
        inquiry = rows.get(write, Inquiry, inquiry_id)
        if state is State.DONE and inquiry.due_at and inquiry.due_at > write.now and inquiry.state is not State.SNOOZED:
            state = State.SNOOZED  # a "thanks" does not wipe out the day on which it is to be looked at again
        due = None if state in (State.DONE, State.NOT_FOR_US, State.SPAM) else inquiry.due_at
        return rows.change(write, replace(inquiry, state=state, closed_reason=reason, unread=False, due_at=due))


def add_note(desk: Desk, *, inquiry_id: int, text: str) -> InquiryNote:
    """An internal note under the message; never sent, never printed."""
    if not text.strip():
        raise Refused("Type the note first.")
    with desk.write("Add a note to an inquiry") as write:
        return rows.add(write, InquiryNote(0, inquiry_id, write.now, desk.who, text.strip()))


def link(desk: Desk, *, inquiry_id: int, patient_id: int) -> Inquiry:
    """The desk says: this is that patient."""
    with desk.write("Link an inquiry to a patient") as write:
        rows.get(write, Patient, patient_id)
        inquiry = rows.get(write, Inquiry, inquiry_id)
        return rows.change(write, replace(inquiry, patient_id=patient_id))


def not_same(desk: Desk, *, inquiry_id: int, patient_id: int) -> None:
    """The desk says: that is somebody else. Remembered."""
    with desk.write("Inquiry is another person") as write:
        write.insert(tables.not_same, {"inquiry_id": inquiry_id, "patient_id": patient_id})


def log_call(
    desk: Desk, *, name: str, phone: str, text: str, missed: bool = False, draft_id: int | None = None, patient_id: int | None = None,
    kind: str = "new", outgoing: bool = False,
) -> Inquiry:  # fmt: skip
    """A phone call as an inquiry in the same queue, its facts read; the draft it grew from goes with it. ``kind`` as in ``CallDraft``."""
    if not (name.strip() or phone.strip() or text.strip()):
        raise Refused("Type who called, or what they said.")
    with desk.write("Log a phone call") as write:
        call = rows.add(write, Inquiry(
            0, f"call:{uuid4().hex}", Source.MISSED_CALL if missed else Source.CALLED if outgoing else Source.PHONE,
            State.NEW, name.strip() or phone.strip(), text.strip(), phone=phone.strip(), received_at=write.now,
            imported_at=write.now, unread=False, patient_id=patient_id, wants="" if kind == "new" else kind,
        ))  # fmt: skip
        fact_service.store_facts(write, inquiry=call)
        if draft_id:
            write.delete(tables.call_draft, draft_id)
        return rows.get(write, Inquiry, call.id)


def save_call_draft(desk: Desk, *, draft: CallDraft) -> CallDraft:
    """Keep a call that is not finished; at most three at once."""
    with desk.write("Keep a call as a draft", undoable=False) as write:
        if draft.id:
            return rows.change(write, replace(draft, version=rows.get(write, CallDraft, draft.id).version))
        if len(inquiry_rows.drafts(write)) >= 3:
            raise Refused("Three calls are open already. Save or finish one of them first.")
        return rows.add(write, draft)


def call_drafts(desk: Desk) -> tuple[CallDraft, ...]:
    with desk.read() as session:
        return inquiry_rows.drafts(session)


def drop_call_draft(desk: Desk, *, draft_id: int) -> None:
    with desk.write("Drop a call draft", undoable=False) as write:
        rows.remove(write, rows.get(write, CallDraft, draft_id))
