"""The demo clinic's records as a lived-in practice has them: further phones, a guardian, consents, own fields, a record made twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from frontdesk.data import intake_notes as note_rows
from frontdesk.data import recalls as recall_rows
from frontdesk.data import record as record_rows
from frontdesk.data import rows
from frontdesk.data.store import Write
from frontdesk.domain.intake_note import STANDARD, Answer, IntakeForm, IntakeNote, Item, ItemKind, NoteState, Pin, pinned
from frontdesk.domain.patient import Patient
from frontdesk.domain.recall import Outcome, Recall, RecallAttempt, RecallRule
from frontdesk.domain.record import CONSENTS, Consent, OwnField, OwnValue, Reach, Tie

_CHECK = (
    Item("better", ItemKind.CHOICE, "Since the last visit", ("Better", "The same", "Worse"), need=True), Item("map", ItemKind.BODY, "Where it hurts"),
    Item("pain", ItemKind.SCALE, "Pain at its worst", fills=("pain_score",)), Item("can", ItemKind.TEXT, "What is possible again"),
)  # fmt: skip
"""A form of the clinic's own."""


def fill(write: Write, people: dict[str, Patient], *, who: str, next_chart: str) -> None:
    """Put all of it on file."""
    _second_record(write, people["Owen Bright"], next_chart)
    _whole_record(write, people["Robert Imani"], people["Gina Imani"], who)
    _intake_notes(write, people["Robert Imani"], who)
    for position, (title, items) in enumerate((("Intake", STANDARD), ("Six-week check", _CHECK))):
        rows.add(write, IntakeForm(0, title, items, position))
    _recalls(write, people, who)


def _second_record(write: Write, one: Patient, chart: str) -> None:
    """What a hurried call leaves behind: somebody who was on file already, under a name with two letters turned round."""
    rows.add(write, replace(one, id=0, version=0, family_name="Brigth", chart=chart, phone="(512) 555-0719", email="", alerts=(), contact_wish="",
                            created_at=write.now))  # fmt: skip


def _whole_record(write: Write, one: Patient, wife: Patient, who: str) -> None:
    rows.change(write, replace(
        one, preferred_name="Rob", salutation="Mr", pronouns="he/him", languages=("English", "Farsi"), occupation=one.occupation or "Electrician",
        call_from=time(16), contact_wish=one.contact_wish or "Not at work", scheduling_wish="Long walks are hard", referral_source="Dr Vega, family medicine",
    ))  # fmt: skip
    day = write.now.date() - timedelta(days=14)
    signed = ((CONSENTS[0], True), (CONSENTS[1], True), (CONSENTS[2], True), (CONSENTS[5], False))
    record_rows.put_on(write, (
        Reach(0, one.id, "phone", "(512) 555-0611", "work", texts=False, voicemail=False),
        Reach(0, one.id, "address", "18 Harbor Lane, Rockport, TX 78382", "in summer", position=1),
        Tie(0, one.id, "Spouse", wife.name, wife.id, wife.phone, writes=True),
        *(Consent(0, one.id, what, given, day, write.now - timedelta(days=14), who) for what, given in signed),
    ))  # fmt: skip
    for position, (label, text) in enumerate((("Insurance", "Pays himself"), ("Way home", "His wife drives"), ("GP", "Dr L. Vega"))):
        field, = record_rows.put_on(write, (OwnField(0, label, position),))
        record_rows.put_on(write, (OwnValue(0, one.id, field.id, text),))


def _intake_notes(write: Write, one: Patient, who: str) -> None:
    """Three over the months: it hurts less."""
    for days, hip, groin in ((120, 8, 5), (63, 7, 5), (14, 6, 4)):
        at = write.now - timedelta(days=days)
        found = [Pin("hip", "right", hip, "deep ache, on stairs"), Pin("pelvis_groin", "right", groin, "when turning"),
                 Pin("lower_back", "", 2, "since a fall", back=True)]
        answers = {"map": Answer(pinned(found)), "pain": Answer(hip), "since": Answer("Spring 2025, worse since May"), "kind": Answer(["Dull", "Stiff"]),
                   "tried": Answer("Physiotherapy; core drilling was advised"), "medicines": Answer("Warfarin, ramipril"), "signature": Answer(one.name)}  # fmt: skip
        note_rows.put_on(write, IntakeNote(0, one.id, "Intake", STANDARD, answers, NoteState.SIGNED, at, who, None, at, at, who))


def _recalls(write: Write, people: dict[str, Patient], who: str) -> None:
    """Two who are to come again, one of them tried already; a rule at work and one that rests."""
    rows.add(write, RecallRule(0, "Yearly look", 12))
    rows.add(write, RecallRule(0, "Six weeks after an injection", 0, active=False, weeks=6))
    today = write.now.date()
    for name, days, reason in (("Marta Lindqvist", 9, "Half a year after the second injection"), ("Aiko Tanaka", -3, "Dr Brandt: look at the shoulder")):
        one = rows.add(write, Recall(0, people[name].id, today - timedelta(days=days), reason, write.now - timedelta(days=30), who))
        if days > 0:
            recall_rows.put_on(write, RecallAttempt(0, one.id, write.now - timedelta(days=4), who, "phone", Outcome.NO_ANSWER))
