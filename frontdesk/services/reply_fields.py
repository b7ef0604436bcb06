"""What stands for each field of a text, from the facts and the clinic; what is not known is left out, so that the desk is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from frontdesk.domain import when
from frontdesk.domain.clinic import AppointmentType
from frontdesk.domain.fact import Fact, RecordedFact
from frontdesk.domain.fact_words import site_word
from frontdesk.domain.inquiry import Inquiry
from frontdesk.domain.missing import missing, script
from frontdesk.domain.openings import after_working_days
from frontdesk.domain.patient import Patient, split_name
from frontdesk.domain.question import Question
from frontdesk.domain.whose import whose
from frontdesk.services.desk import Desk

ASKED_AT_ONCE = 5
"""Questions in one letter; more are not answered."""
_TREATMENTS = (
    ("prolotherap", "prolotherapy"), ("platelet", "PRP"), (r"\bprp\b", "PRP"), (r"stem[ -]cell", "stem cell treatment"), ("bone[ -]marrow", "a bone-marrow procedure"),
)  # fmt: skip


def values(desk: Desk, *, inquiry: Inquiry, facts: tuple[RecordedFact, ...], patient: Patient | None, answered: Question | None, words: dict[str, Any]) -> dict[str, str]:
    """By field; an empty value is known to be nothing, a missing one must be resolved."""
    house, told = desk.house(), [f.fact for f in facts]
    clinic = house.clinic
    lacking = missing(told, phone=inquiry.phone or (patient.phone if patient else ""), email=inquiry.email, birthday_known=bool(patient and patient.birth_date))
    asked_for = script(told, look=_look(desk), lacking=lacking)[:ASKED_AT_ONCE]
    person = whose(told)
    found = {
        "name": called(inquiry, told, patient), "whose": person.whose, "whom": person.whom,
        "treatment": _treatment(inquiry, told), "site": _site(told), "minutes": _minutes(desk), "clinic": clinic.name,
        "clinic_phone": house.number(clinic.phone), "clinic_email": clinic.email,
        "phone": inquiry.phone or (patient.phone if patient else "") or _first(told, "phone"),
        "clinician": house.clinician(answered.clinician_id).name if answered else "", "questions": " ".join(m.question for m in asked_for), "fees": "",
        "answer_by": when.long_day(after_working_days(house, desk.wall_now(), 1)), "instruction": "",
    }  # fmt: skip
    known = {name: value for name, value in found.items() if value}
    asked = [m for m in lacking if m.kind in ("site", "side")]
    return known | {"ask": f"{words['ask_lead']} {_small(asked[0].question)}" if asked else ""}


def _small(question: str) -> str:
    return question[:1].lower() + question[1:]


def called(inquiry: Inquiry, facts: Iterable[Fact], patient: Patient | None) -> str:
    """How a letter to the person begins: the preferred or given name; empty where only a number is known. Who writes for somebody else is

    called by the name they wrote under, not by the patient's.
    """
    told = tuple(facts)
    signed = inquiry.name if any(c.isalpha() for c in inquiry.name) and inquiry.name != "Unnamed" else ""
    if patient is not None and (patient.preferred_name or patient.given_name) and (whose(told).own or not signed):
        return patient.preferred_name or patient.given_name
    name = signed or _first(told, "person_name")
    given, _ = split_name(name)
    return given or name


def _first(facts: Iterable[Fact], kind: str) -> str:
    return next((str(f.value) for f in facts if f.kind == kind), "")


def _site(facts: Iterable[Fact]) -> str:
    first = next((f for f in facts if f.kind == "body_site"), None)
    if first is None:
        return ""
    word = site_word(str(first.value), first.detail)
    if first.side in ("left", "right"):
        return f"{first.side} {word}"
    return f"{word}s" if first.side == "both" and not word.endswith("s") else word


def _treatment(inquiry: Inquiry, facts: Iterable[Fact]) -> str:
    """What the person asked about by name; the page they wrote under is not asked."""
    asked = " ".join(f.quote for f in facts if f.kind == "question") + " " + inquiry.text
    return next((name for pattern, name in _TREATMENTS if re.search(pattern, asked, re.IGNORECASE)), "")


def _minutes(desk: Desk) -> str:
    kind = first_type(desk)
    return str(kind.minutes) if kind else ""


def _look(desk: Desk) -> str:
    """Of the visit that is looked for: a first consultation, where the clinic has one."""
    kind = first_type(desk)
    return kind.look if kind else ""


def first_type(desk: Desk) -> AppointmentType | None:
    kinds = [t for t in desk.house().types if t.active]
    return next((t for t in kinds if t.look == "new_consultation"), kinds[0] if kinds else None)


def signature(desk: Desk, words: dict[str, Any]) -> str:
    """Close, the person at the desk, the clinic and how to reach it."""
    clinic = desk.house().clinic
    return "\n".join(part for part in (words["close"], desk.who, clinic.name, clinic.phone) if part)
