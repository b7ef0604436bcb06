"""Labels, envelopes and appointment cards from the rows. People without an address are counted, not printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import letters as letter_rows
from frontdesk.data import rows
from frontdesk.data.store import Session
from frontdesk.domain.appointment import Appointment
from frontdesk.domain.errors import Refused
from frontdesk.domain.letter import Recipient, Slip
from frontdesk.domain.letter_text import language_of
from frontdesk.domain.patient import Patient
from frontdesk.letters import stationery, wording
from frontdesk.services import paperwork
from frontdesk.services.desk import Desk

LABELS, ENVELOPES, SLIPS = tuple(stationery.LABELS), tuple(stationery.ENVELOPES), tuple(stationery.SLIPS)


@dataclass(frozen=True, slots=True)
class Batch:
    """``left_out``: names without a postal address."""

    pdf: bytes | None
    printed: int
    left_out: tuple[str, ...]


def labels(desk: Desk, *, patient_ids: Sequence[int] = (), letter_ids: Sequence[int] = (), form: str = "", first: int = 1) -> Batch:
    """A label for each patient and for whoever each letter goes to; without ``form`` the one that fits the clinic's paper."""
    people, left_out = _people(desk, patient_ids, letter_ids)
    chosen = form or ("Avery 5160" if desk.house().clinic.paper == "Letter" else "Avery L7160")
    return Batch(stationery.make_labels(people, chosen, first=first) if people else None, len(people), left_out)


def envelopes(desk: Desk, *, patient_ids: Sequence[int] = (), letter_ids: Sequence[int] = (), form: str = "") -> Batch:
    """An envelope for each, likewise."""
    house = desk.house()
    people, left_out = _people(desk, patient_ids, letter_ids)
    chosen = form or ("US #10" if house.clinic.paper == "Letter" else "DL")
    head = paperwork.letterhead(house, house.sites[0])
    return Batch(stationery.make_envelopes(people, head, chosen) if people else None, len(people), left_out)


def card(desk: Desk, *, patient_id: int, appointment_id: int | None = None, form: str = "") -> bytes:
    """The appointment card of a visit, or of the patient's next one, in the patient's language."""
    house = desk.house()
    with desk.read() as session:
        patient = rows.get(session, Patient, patient_id)
        visit = rows.get(session, Appointment, appointment_id) if appointment_id else None
        visit = visit or appointment_rows.next_of(session, patient_ids=[patient_id], after=desk.wall_now()).get(patient_id)
    if visit is None:
        raise Refused("This patient has no visit ahead. Book one first, then print its card.")
    site = house.site(visit.site_id)
    head = paperwork.letterhead(house, site, language=language_of(patient.languages))
    slip = Slip(head, patient.name, house.type(visit.type_id).name, wording.moment(visit.start, head.locale, clock24=head.clock24), "",
                house.clinician(visit.clinician_id).name, ", ".join(site.address.on_paper(house.clinic.paper)) or site.name)  # fmt: skip
    return stationery.make_slips([slip], form or ("Quarter Letter" if house.clinic.paper == "Letter" else "A6"))


def _people(desk: Desk, patient_ids: Sequence[int], letter_ids: Sequence[int]) -> tuple[list[Recipient], tuple[str, ...]]:
    with desk.read() as session:
        found = [*(_patient(session, one) for one in patient_ids), *(_addressee(session, one) for one in letter_ids)]
    each = list(dict.fromkeys(found))
    return [one for one in each if one.address.complete], tuple(one.name for one in each if not one.address.complete)


def _patient(session: Session, patient_id: int) -> Recipient:
    patient = rows.get(session, Patient, patient_id)
    return Recipient(patient.name, patient.address)


def _addressee(session: Session, letter_id: int) -> Recipient:
    letter = letter_rows.get(session, letter_id)
    return letter.recipient or _patient(session, letter.patient_id)
