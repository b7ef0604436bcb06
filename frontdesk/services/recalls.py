"""Recall at the desk: asked for by a clinician or gathered by rule, tried, ended; nobody twice, nobody who does not want it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from frontdesk.data import letters as letter_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data import recalls as recall_rows
from frontdesk.data import record as record_rows
from frontdesk.data import rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import recall, when
from frontdesk.domain.errors import Refused
from frontdesk.domain.letter import KIND_WORDS, LetterKind
from frontdesk.domain.patient import Patient
from frontdesk.domain.recall import Outcome, Recall, RecallAttempt, RecallRule, RecallState
from frontdesk.domain.record import Consent, standing
from frontdesk.services.desk import Desk

AHEAD = 14
"""Days before it is due that somebody stands on the list."""


@dataclass(frozen=True, slots=True)
class RecallLine:
    """One line of the list. ``barred``: why this person is not to be called."""

    recall: Recall
    patient: Patient
    attempts: tuple[RecallAttempt, ...]
    words: str
    barred: str = ""


def ask(desk: Desk, *, patient_id: int, due: date, reason: str = "", asked_by: str = "") -> Recall:
    """A clinician wishes to see somebody again about that day."""
    with desk.write("Ask for a recall") as write:
        rows.get(write, Patient, patient_id)
        if recall_rows.open_ones(write, patient_id=patient_id):
            raise Refused("A recall is open for this patient already. Change that one, or end it first.")
        return rows.add(write, Recall(0, patient_id, due, reason.strip(), write.now, asked_by or desk.who))


def ask_typed(desk: Desk, *, patient_id: int, text: str) -> Recall:
    """As typed: "6 months, look at the knee"."""
    due, reason = recall.wish(text, desk.wall_now().date())
    return ask(desk, patient_id=patient_id, due=due, reason=reason)


def save_rule(desk: Desk, *, rule: RecallRule) -> RecallRule:
    """A rule, new or changed."""
    if not rule.name.strip():
        raise Refused("Say in a few words whom the rule is for: they stand on the list.")
    if not (1 <= rule.weeks <= 520 or (rule.weeks == 0 and 1 <= rule.months <= 120)):
        raise Refused("A recall rule counts 1 to 520 weeks, or 1 to 120 months.")
    with desk.write("Change a recall rule") as write:
        return rows.change(write, rule) if rule.id else rows.add(write, rule)


def rules(desk: Desk) -> tuple[RecallRule, ...]:
    """All of them; those that are switched off stand last."""
    with desk.read() as session:
        return tuple(sorted(recall_rows.rules(session, also_off=True), key=lambda one: not one.active))


def add_rule(desk: Desk, *, text: str) -> tuple[Recall, ...]:
    """A rule as typed ("12 months, yearly look"), and whoever it names at once."""
    today = desk.wall_now().date()
    due, name = recall.wish(text, today)
    days = (due - today).days
    weeks, months = (max(1, round(days / 7)), 0) if days < 56 or re.search(r"\bweeks?\b", text, re.IGNORECASE) else (0, max(1, round(days / 30.4375)))
    rule = RecallRule(0, name, months, weeks=weeks)
    save_rule(desk, rule=replace(rule, name=name or f"Not seen for {rule.since}"))
    return gather(desk)


def gather(desk: Desk) -> tuple[Recall, ...]:
    """Everybody whom a rule names now: once each, whoever is recalled already or comes anyway left out."""
    now, made = desk.wall_now(), []
    with desk.write("Gather recalls") as write:
        for rule in recall_rows.rules(write):
            before = now - timedelta(days=rule.days)
            for patient_id, last in recall_rows.not_seen_since(write, before=before, now=now, type_id=rule.type_id):
                reason = f"{rule.name}: last seen {when.short_day(last)} {last.year}"
                made.append(rows.add(write, Recall(0, patient_id, now.date(), reason, write.now, desk.who, rule.id)))
    return tuple(made)


def listed(desk: Desk) -> tuple[RecallLine, ...]:
    """Who is to be asked now; those who are left in peace for a while come back by themselves."""
    today = desk.wall_now().date()
    with desk.read() as session:
        found = [r for r in recall_rows.open_ones(session) if r.due <= today + timedelta(days=AHEAD) and (r.not_before is None or r.not_before <= today)]
        people = patient_rows.by_ids(session, ids={r.patient_id for r in found})
        tried = recall_rows.attempts(session, recall_ids=[r.id for r in found])
        return tuple(_line(session, r, people[r.patient_id], tried[r.id], today) for r in found)


def of_patient_within(session: Session, patient: Patient, today: date) -> RecallLine | None:
    """The open recall of one patient, whenever it is due."""
    found = recall_rows.open_ones(session, patient_id=patient.id)
    return _line(session, found[0], patient, recall_rows.attempts(session, recall_ids=[found[0].id])[found[0].id], today) if found else None


def _line(session: Session, one: Recall, patient: Patient, attempts: tuple[RecallAttempt, ...], today: date) -> RecallLine:
    late = (today - one.due).days
    due = f"due {when.short_day(one.due)}" if late <= 0 else f"{late // 7} weeks late" if late >= 14 else f"{late} days late" if late > 1 else "1 day late"
    tried = f", tried {len(attempts)} times" if len(attempts) > 1 else ", tried once" if attempts else ""
    return RecallLine(one, patient, attempts, f"{due}{tried}", recall.barred(patient, "phone", _taken_back(session, patient.id)))


def _taken_back(session: Session, patient_id: int) -> frozenset[str]:
    return frozenset(c.what for c in standing(record_rows.of_patient(session, Consent, patient_id=patient_id)) if not c.given)


def attempt(desk: Desk, *, recall_id: int, way: str, outcome: Outcome, note: str = "") -> Recall:
    """What was tried and what came of it; by letter, the letter joins the print run. Refused where this person does not want to be reached that way."""
    today = desk.wall_now().date()
    with desk.write("Record an attempt to recall") as write:
        one = rows.get(write, Recall, recall_id)
        if one.state is not RecallState.OPEN:
            raise Refused("This recall has been ended already.")
        patient = rows.get(write, Patient, one.patient_id)
        ends = recall.ENDS.get(outcome)
        if ends is None and (why := recall.barred(patient, way, _taken_back(write, patient.id))):
            raise Refused(why)
        if way == "letter" and outcome is Outcome.SENT:
            _letter(write, patient.id)
        rows.add(write, RecallAttempt(0, one.id, write.now, desk.who, way, outcome, note.strip()))
        return rows.change(write, replace(one, state=ends or one.state, not_before=recall.rest_until(outcome, today)))


def _letter(write: Write, patient_id: int) -> None:
    if not any(one.kind is LetterKind.RECALL and one.patient_id == patient_id for one in letter_rows.of_tab(write, tab="to_print")):
        letter_rows.queue(write, patient_id=patient_id, appointment_id=None, subject=KIND_WORDS[LetterKind.RECALL], kind=LetterKind.RECALL, with_sheet=False)


def close(desk: Desk, *, recall_id: int) -> Recall:
    """Not wanted any more; the row stays."""
    with desk.write("End a recall") as write:
        one = rows.get(write, Recall, recall_id)
        if one.state is not RecallState.OPEN:
            raise Refused("This recall has been ended already.")
        return rows.change(write, replace(one, state=RecallState.CLOSED))
