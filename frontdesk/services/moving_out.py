"""Records for other systems: everybody on file or one person, the visits of a clinician, a patient or the whole clinic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from frontdesk.data import appointments as appointment_rows
from frontdesk.data import patients as patient_rows
from frontdesk.data import rows
from frontdesk.data.store import Session
from frontdesk.domain.appointment import Lives, Status, Visit
from frontdesk.domain.clinic import House
from frontdesk.domain.errors import BadInput, NotFound, Refused
from frontdesk.domain.outgoing import OutgoingVisit
from frontdesk.domain.patient import Patient
from frontdesk.exchange.writers import fhir, hl7v2, ical, patient_csv, vcard
from frontdesk.services import letters
from frontdesk.services.desk import Desk

AHEAD = timedelta(days=366)
"""How far visits are taken where no last day is named."""

_SUFFIXES = {".csv": "csv", ".vcf": "vcard", ".vcard": "vcard", ".json": "fhir", ".hl7": "hl7", ".ics": "ics"}
PEOPLE, VISITS = ("csv", "vcard", "fhir", "hl7"), ("ics", "fhir")


def format_of(path: Path, formats: tuple[str, ...]) -> str:
    """The format that a file's name asks for."""
    found = _SUFFIXES.get(path.suffix.lower(), "")
    if found not in formats:
        raise BadInput(f"The name of the file does not say which format is wanted. Name one of these: {', '.join(formats)}.", more=path.suffix)
    return found


def people(desk: Desk, *, format: str, patient_id: int | None = None) -> bytes:
    """Everybody on file, or one person. Records that went into another one are not told again."""
    with desk.read() as session:
        found = (rows.get(session, Patient, patient_id),) if patient_id else tuple(patient_rows.everybody(session))
    if format == "hl7":
        return hl7v2.written(found, clinic=desk.house().clinic.name, now=desk.now())
    writers: dict[str, Callable[[Iterable[Patient]], bytes]] = {
        "csv": patient_csv.written, "vcard": vcard.written, "fhir": lambda them: fhir.written(them, (), now=desk.now()),
    }  # fmt: skip
    return writers[format](found)


def patient_named(desk: Desk, *, words: str) -> int:
    """The patient of a chart number, or of the number the program knows them by."""
    with desk.read() as session:
        found = patient_rows.by_chart(session, chart=words.strip())
        if found is None and words.strip().isdecimal():
            found = rows.get(session, Patient, int(words))
    if found is None:
        raise NotFound(f"Nobody on file has the chart number “{words}”.")
    return found.merged_into or found.id


def visits(
    desk: Desk, *, format: str, first: date | None = None, last: date | None = None, clinician_id: int | None = None, patient_id: int | None = None
) -> bytes:
    """Visits on the book from ``first`` (today) to ``last`` (a year on), both included; cancelled ones too, so that a calendar that has them drops them."""
    begin = first or desk.wall_now().date()
    end = last or begin + AHEAD
    if end < begin:
        raise BadInput("The last day lies before the first one. Change one of them.")
    span = (datetime.combine(begin, time()), datetime.combine(end, time()) + timedelta(days=1))
    with desk.read() as session:
        wanted = appointment_rows.of_patient(session, patient_id=patient_id) if patient_id else appointment_rows.between(session, first=span[0], last=span[1], every=True)
        kept = [v for v in wanted if span[0] <= v.appointment.start < span[1] and v.appointment.lives is Lives.BOOK and v.appointment.status is not Status.EXPIRED]
        kept = [v for v in kept if clinician_id in (None, v.appointment.clinician_id)]
        found = _outgoing(session, desk.house(), kept, for_patient=patient_id is not None)
    if format == "fhir":
        return fhir.written((), found, now=desk.now())
    return ical.written(found, name=_name(desk, clinician_id, patient_id), now=desk.now())


def _name(desk: Desk, clinician_id: int | None, patient_id: int | None) -> str:
    house = desk.house()
    return f"{house.clinician(clinician_id).name}, {house.clinic.name}" if clinician_id and not patient_id else house.clinic.name


def _outgoing(session: Session, house: House, visits: list[Visit], *, for_patient: bool) -> list[OutgoingVisit]:
    there = patient_rows.by_ids(session, ids={v.appointment.patient_id for v in visits if v.appointment.patient_id})
    return [_one(house, visit, there.get(visit.appointment.patient_id or 0), for_patient) for visit in visits]


def _one(house: House, visit: Visit, patient: Patient | None, for_patient: bool) -> OutgoingVisit:
    one = visit.appointment
    kind, clinician = house.type(one.type_id).name, house.clinician(one.clinician_id).name
    room = next((r.name for r in house.rooms if r.id == one.room_id), "")
    site = next((s for s in house.sites if s.id == one.site_id), None)
    inside, outside = (room, site.name if site else ""), (house.clinic.name, *(site.address.lines if site else ()))
    place = ", ".join(filter(None, outside if for_patient else inside))
    title = f"{kind} with {clinician}" if for_patient else f"{visit.patient_name}, {kind}"
    return OutgoingVisit(
        one.uid or f"visit-{one.id}@frontdesk", max(0, one.version - 1), one.start, one.end, one.zone, one.status, title, kind, clinician, room, place,
        one.cancel_code, patient,
    )  # fmt: skip


def save(desk: Desk, *, path: Path, content: bytes) -> Path:
    """Written whole or not at all, readable by its owner only. Logged, since it leaves the house."""
    if path.is_dir():
        raise Refused(f"{path.name} is a folder. Name a file in it.")
    letters.write_file(path, content)
    with desk.write("Save records for another system", undoable=False) as write:
        write.chain.open()
    return path
