"""Two records, one person: compared side by side, judged, merged with a choice of each field, and parted again later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from frontdesk.data import alike, merging, people_tables, rows
from frontdesk.data import patients as patient_rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import evidence, matching, when
from frontdesk.domain.errors import NotFound, Refused, Taken
from frontdesk.domain.matching import Candidate, Verdict
from frontdesk.domain.patient import Patient, alerts_joined
from frontdesk.domain.traits import Known, of_patient
from frontdesk.services.desk import Desk
from frontdesk.services.likeness import MEASURE, lore

FIELDS = {
    "given_name": "Given name", "family_name": "Family name", "preferred_name": "Called", "salutation": "Salutation", "pronouns": "Pronouns", "birth_date": "Born",
    "phone": "Phone", "email": "E-mail", "address": "Address", "occupation": "Work", "languages": "Languages", "contact_wish": "Contact wish",
    "call_from": "Call from", "call_until": "Call until", "never_call": "Never call", "not_before": "Not before", "not_after": "Not after",
    "scheduling_wish": "Scheduling wish", "preferred_clinician_id": "Clinician", "only_clinician": "No other clinician", "referral_source": "Came through",
}  # fmt: skip
"""What is chosen from one of two records. Alerts and former names of both are kept whatever is chosen."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two records. ``differs``: both say something, and not the same."""

    field: str
    label: str
    one: str
    other: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side with what speaks for and against their being one person's."""

    one: Patient
    other: Patient
    lines: tuple[Line, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that holds. ``chart``: number of the record that went into the other."""

    id: int
    survivor_id: int
    gone_id: int
    chart: str
    words: str


@dataclass(frozen=True, slots=True)
class Merged:
    """``sentence`` for the snackbar."""

    survivor: Patient
    gone: Patient
    sentence: str


def said(patient: Patient, field: str) -> str:
    """A field in the words of the screen."""
    value = getattr(patient, field)
    if field == "birth_date":
        return when.birthday(value) if value else ""
    if field == "address":
        return ", ".join(value.lines)
    if field in ("never_call", "only_clinician"):
        return "yes" if value else ""
    if field in ("call_from", "call_until", "not_before", "not_after"):
        return when.clock(value) if value else ""
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def compare(desk: Desk, *, one_id: int, other_id: int) -> Comparison:
    """Side by side; nothing is changed."""
    with desk.read() as session:
        one, other = rows.get(session, Patient, one_id), rows.get(session, Patient, other_id)
        traits = of_patient(one)
        crowd = alike.crowd_of(session, traits, max(1, patient_rows.count(session)))
    weighed = evidence.weigh(traits, of_patient(other), measure=MEASURE, lore=lore(), crowd=crowd, today=desk.wall_now().date())
    told, against = matching.reasons(weighed.levels)
    both = ((field, label, said(one, field), said(other, field)) for field, label in FIELDS.items())
    lines = tuple(Line(field, label, a, b, bool(a and b and a != b)) for field, label, a, b in both if a or b)
    return Comparison(one, other, lines, matching.judge(weighed, crowd), told, against)


def candidates_of(session: Session, patient: Patient, *, today: date) -> tuple[Candidate, ...]:
    """Other records that may be this person's; those that the desk has ruled out, and whole households, left out."""
    known = Known(given=patient.given_name, family=patient.family_name, birth_date=patient.birth_date, phone=patient.phone, email=patient.email, address=patient.address)
    besides = alike.judged_different(session, patient_id=patient.id) | {patient.id}
    found = alike.candidates(session, known, measure=MEASURE, lore=lore(), today=today, besides=besides, limit=3)
    return tuple(c for c in found if not c.doubtful)


def doubles(desk: Desk, *, patient_id: int) -> tuple[Candidate, ...]:
    """The same of a record that is read already."""
    with desk.read() as session:
        return candidates_of(session, rows.get(session, Patient, patient_id), today=desk.wall_now().date())


def different(desk: Desk, *, patient_id: int, other_id: int) -> None:
    """The desk says: two people. Remembered, whichever of them is looked at."""
    first, second = sorted((patient_id, other_id))
    with desk.write("Two records are two people") as write:
        if second not in alike.judged_different(write, patient_id=first):
            write.insert(people_tables.not_same_patient, {"patient_id": first, "other_id": second})


def merge(desk: Desk, *, survivor_id: int, gone_id: int, take: Collection[str] = ()) -> Merged:
    """All that hangs on one record goes over to the other. ``take``: fields of which the one that goes is right.

    Where only one of them says something, that is kept in any case. The record that goes stays on file, leads to the other
    by its chart number, and can be parted from it again.
    """
    if survivor_id == gone_id:
        raise Refused("That is one record, not two. Choose the other one to merge with.")
    try:
        with desk.write("Merge two records of one person") as write:
            return _merge(write, rows.get(write, Patient, survivor_id), rows.get(write, Patient, gone_id), frozenset(take))
    except Taken as trouble:
        raise Refused("Both have a visit at the same time. Move or cancel one of the two, then merge.") from trouble


def _merge(write: Write, survivor: Patient, gone: Patient, take: frozenset[str]) -> Merged:
    if survivor.merged_into is not None or gone.merged_into is not None:
        raise Refused("One of the two has been merged already. Open the record that holds everything, then merge.")
    before = merging.image(write, survivor.id)
    rows.change(write, replace(gone, merged_into=survivor.id))
    moved = merging.move(write, gone=gone.id, survivor=survivor.id)
    moved += _keep_numbers(write, survivor, gone, take)
    changed = rows.change(write, _joined(survivor, gone, take))
    after = merging.image(write, survivor.id)
    taken = {k: [before[k], after[k]] for k in before if before[k] != after[k] and k not in ("version", *_DERIVED)}
    merging.record(write, survivor=survivor.id, gone=gone.id, taken=taken, moved=moved)
    return Merged(changed, gone, f"{gone.chart} is now part of {survivor.chart}")


_KEPT = "from the other record"
_DERIVED = ("folded_names", "folded_reversed", "phone_digits", "email_folded")


def _joined(survivor: Patient, gone: Patient, take: frozenset[str]) -> Patient:
    chosen: dict[str, Any] = {f: getattr(gone, f) for f in FIELDS if f in take or not said(survivor, f)}
    lost = [p.family_name for p in (survivor, gone) if p.family_name and p.family_name != chosen.get("family_name", survivor.family_name)]
    return replace(
        survivor, **chosen, alerts=alerts_joined(survivor.alerts, gone.alerts),
        former_names=tuple(dict.fromkeys((*survivor.former_names, *gone.former_names, *lost))),
    )  # fmt: skip


def _keep_numbers(write: Write, survivor: Patient, gone: Patient, take: frozenset[str]) -> merging.Moved:
    """The phone and the address that are not chosen stay beside the ones that are."""
    made: merging.Moved = []
    for field, kind in (("phone", "phone"), ("email", "email")):
        left = getattr(survivor if field in take else gone, field)
        if left and left != getattr(gone if field in take else survivor, field) and getattr(survivor, field):
            key = write.insert(people_tables.patient_reach, rows.reach_values(survivor.id, kind, left, label=_KEPT))
            made.append([people_tables.patient_reach.name, "", key, left])
    return made


def merges_of(desk: Desk, *, patient_id: int) -> tuple[Merge, ...]:
    """Records that have gone into this one, the newest first."""
    with desk.read() as session:
        return merges_within(session, patient_id)


def merges_within(session: Session, patient_id: int) -> tuple[Merge, ...]:
    """The same inside another question."""
    found = []
    for row in merging.standing(session, survivor=patient_id):
        gone = rows.get(session, Patient, row["gone_id"])
        found.append(Merge(row["id"], row["survivor_id"], row["gone_id"], gone.chart, f"{gone.name}, {gone.chart}, merged by {row['who']}"))
    return tuple(found)


def part(desk: Desk, *, merge_id: int) -> Merged:
    """The two are two again: what came over goes back, and each field is again what it was, where nobody has changed it since."""
    with desk.write("Part two merged records") as write:
        row = write.row(people_tables.patient_merge, merge_id)
        if row is None or row["parted_at"] is not None:
            raise NotFound("These two records have been parted already.")
        survivor, gone = rows.get(write, Patient, row["survivor_id"]), rows.get(write, Patient, row["gone_id"])
        _give_back(write, row["moved"], gone=gone.id, survivor=survivor.id)
        survivor = rows.change(write, _as_before(write, survivor, row["taken"]))
        gone = rows.change(write, replace(gone, merged_into=None))
        merging.part(write, merge_id, write.now)
    return Merged(survivor, gone, f"{gone.chart} and {survivor.chart} are two records again")


def _give_back(write: Write, moved: merging.Moved, *, gone: int, survivor: int) -> None:
    for _, _, key, value in (one for one in moved if not one[1]):
        row = write.row(people_tables.patient_reach, key)
        if row is not None and (row["patient_id"], row["value"], row["label"]) == (survivor, value, _KEPT):
            write.delete(people_tables.patient_reach, key)
    merging.back(write, [one for one in moved if one[1]], gone=gone, survivor=survivor)


def _as_before(write: Write, survivor: Patient, taken: dict[str, list[Any]]) -> Patient:
    """Fields that the merge changed and nobody since."""
    now = merging.image(write, survivor.id)
    fields_ = {k: before for k, (before, after) in taken.items() if now.get(k) == after}
    was = rows.back(Patient, merging.values(now | fields_))
    return replace(survivor, **{f.name: getattr(was, f.name) for f in fields(Patient) if f.name not in ("id", "version", "merged_into")})
