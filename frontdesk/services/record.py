"""A patient's record edited in place: one field, one way to be reached, one consent at a time; each is an intention of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from frontdesk.data import patients as patient_rows
from frontdesk.data import record as record_rows
from frontdesk.data import rows
from frontdesk.data.store import Session
from frontdesk.domain import record
from frontdesk.domain.errors import Refused, Stale
from frontdesk.domain.patient import Patient
from frontdesk.domain.record import Consent, OwnField, OwnValue, Reach, Tie
from frontdesk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Details:
    """Everything the panel shows. ``own``: each of the clinic's fields with what stands in it."""

    patient: Patient
    reach: tuple[Reach, ...] = ()
    ties: tuple[Tie, ...] = ()
    consents: tuple[Consent, ...] = ()
    own: tuple[tuple[OwnField, str], ...] = ()


def details(desk: Desk, *, patient_id: int) -> Details:
    with desk.read() as session:
        return details_within(session, rows.get(session, Patient, patient_id))


def details_within(session: Session, patient: Patient) -> Details:
    """The same inside another question."""
    reach, ties, consents, values = (record_rows.of_patient(session, kind, patient_id=patient.id) for kind in (Reach, Tie, Consent, OwnValue))
    told = {one.field_id: one.text for one in values}
    return Details(patient, reach, ties, consents, tuple((field, told.get(field.id, "")) for field in record_rows.own_fields(session)))


def set_field(desk: Desk, *, patient_id: int, field: str, text: str, before: str | None = None) -> Patient:
    """One field as typed. ``before``: what stood there when typing began; ``Stale`` where somebody else changed it meanwhile."""
    house = desk.house()
    with desk.write(f"Change {record.label(field).lower()}") as write:
        now = rows.get(write, Patient, patient_id)
        stands = record.shown(now, field, clock24=house.clinic.clock24)
        changed = record.typed(now, field, text, day_first=house.clinic.locale != "en-US")
        if before is not None and stands != before and changed != now:
            raise Stale(f"Somebody else has changed this meanwhile: it says “{stands}” now. Type it once more if yours is right.", mine={}, theirs={})
        if not changed.name.strip():
            raise Refused("A patient needs a name. Type the name, then save.")
        return rows.change(write, changed) if changed != now else now


def save_reach(desk: Desk, *, reach: Reach) -> Reach:
    """A further phone, e-mail or address, new or changed."""
    if not reach.value.strip():
        raise Refused("Type the number or the address first.")
    if reach.kind == "email" and "@" not in reach.value:
        raise Refused("An e-mail address needs an @. Look at it once more.")
    with desk.write("Change how a patient is reached") as write:
        kept = replace(reach, value=reach.value.strip(), label=reach.label.strip())
        return rows.change(write, kept) if kept.id else rows.add(write, kept)


def make_first(desk: Desk, *, reach_id: int) -> Patient:
    """Make a number or an e-mail address the one to use first; the one that was first stands beside it."""
    with desk.write("Choose the first number or address") as write:
        reach = rows.get(write, Reach, reach_id)
        patient = rows.get(write, Patient, reach.patient_id)
        if reach.kind not in ("phone", "email"):
            raise Refused("Only a phone or an e-mail address can be made the first.")
        was = patient.phone if reach.kind == "phone" else patient.email
        if was:
            rows.change(write, replace(reach, value=was))
        else:
            rows.remove(write, reach)
        return rows.change(write, replace(patient, phone=reach.value) if reach.kind == "phone" else replace(patient, email=reach.value))


def save_tie(desk: Desk, *, tie: Tie) -> Tie:
    """Who belongs to the patient; somebody on file brings name and phone along."""
    with desk.write("Change who belongs to a patient") as write:
        if tie.other_id is not None:
            if tie.other_id == tie.patient_id:
                raise Refused("Nobody is their own guardian. Choose somebody else.")
            other = rows.get(write, Patient, tie.other_id)
            tie = replace(tie, name=tie.name or other.name, phone=tie.phone or other.phone, email=tie.email or other.email)
        if not tie.name.strip():
            raise Refused("Type who it is first.")
        return rows.change(write, tie) if tie.id else rows.add(write, tie)


def add_tie(desk: Desk, *, patient_id: int, kind: str, text: str) -> Tie:
    """As typed: the chart number of somebody on file, or "name, phone or e-mail"."""
    with desk.read() as session:
        on_file = patient_rows.by_chart(session, chart=text.strip())
    parts = [part.strip() for part in text.split(",") if part.strip()]
    told = {"email" if "@" in part else "phone" if any(c.isdigit() for c in part) else "note": part for part in parts[1:]}
    name = "" if on_file else (parts or [""])[0]
    tie = Tie(0, patient_id, kind, name, on_file.id if on_file else None, told.get("phone", ""), told.get("email", ""), told.get("note", ""))
    return save_tie(desk, tie=tie)


def record_consent(desk: Desk, *, patient_id: int, what: str, given: bool, day: date | None = None, note: str = "") -> Consent:
    """Given, or taken back. What was recorded before stays on file beneath it."""
    today = desk.wall_now().date()
    if not what.strip():
        raise Refused("Say what is consented to.")
    if (day or today) > today:
        raise Refused("A consent cannot be dated later than today.")
    with desk.write("Record a consent" if given else "Record that a consent is taken back") as write:
        rows.get(write, Patient, patient_id)
        return rows.add(write, Consent(0, patient_id, what.strip(), given, day or today, write.now, desk.who, note.strip()))


def remove(desk: Desk, *, value: Reach | Tie) -> None:
    """Taken off the record; the history keeps it. A consent is never taken off, only taken back."""
    with desk.write("Take something off a record") as write:
        rows.remove(write, value)


def set_own(desk: Desk, *, patient_id: int, field_id: int, text: str) -> None:
    """What stands in one of the clinic's own fields; nothing typed takes it off."""
    with desk.write("Change an own field") as write:
        rows.get(write, OwnField, field_id)
        found = next((v for v in record_rows.of_patient(write, OwnValue, patient_id=patient_id) if v.field_id == field_id), None)
        words = " ".join(text.split())
        if found is None and words:
            rows.add(write, OwnValue(0, patient_id, field_id, words))
        elif found is not None and not words:
            rows.remove(write, found)
        elif found is not None and found.text != words:
            rows.change(write, replace(found, text=words))


def set_own_fields(desk: Desk, *, labels: Iterable[str]) -> tuple[OwnField, ...]:
    """The clinic's own fields by name, in this order. One that is left out is not shown any more; what stands in it stays on file."""
    wanted = list(dict.fromkeys(words for label in labels if (words := " ".join(label.split()))))
    with desk.write("Change the clinic's own fields") as write:
        there = {field.label: field for field in record_rows.own_fields(write)}
        for field in there.values():
            if field.label not in wanted:
                rows.change(write, replace(field, active=False))
        for position, label in enumerate(wanted):
            if label not in there:
                rows.add(write, OwnField(0, label, position))
            elif there[label].position != position:
                rows.change(write, replace(there[label], position=position))
        return record_rows.own_fields(write)
