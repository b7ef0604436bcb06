"""Patients and visits as a FHIR bundle of kind "collection" that is good in R4 and R5.

An alert goes out as a Flag in its own words. It is never called an AllergyIntolerance: nobody has said whether it is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from frontdesk.domain.appointment import Status
from frontdesk.domain.outgoing import OutgoingVisit
from frontdesk.domain.patient import Patient
from frontdesk.domain.timespan import instant_of

_CHARTS, _VISITS, _ALERTS = "urn:frontdesk:chart", "urn:frontdesk:visit", "urn:frontdesk:alert"
_STATUS = {
    Status.HELD: "pending", Status.BOOKED: "booked", Status.WAITING: "checked-in", Status.IN_ROOM: "checked-in", Status.DONE: "fulfilled",
    Status.NO_SHOW: "noshow", Status.CANCELLED: "cancelled", Status.EXPIRED: "cancelled",
}  # fmt: skip
_REASONS = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"

Resource = dict[str, Any]


def written(patients: Iterable[Patient], visits: Iterable[OutgoingVisit], *, now: datetime) -> bytes:
    """``now`` (instant) is when the bundle was made. The patients of the visits are in it too, without their alerts: a calendar needs none."""
    visits, patients = tuple(visits), tuple(patients)
    everybody = {p.chart: p for p in (*patients, *(v.patient for v in visits if v.patient))}
    entries = [_entry(_patient(p)) for p in everybody.values()]
    entries += [_entry(_flag(p, alert)) for p in patients for alert in p.alerts]
    for visit in visits:
        entries.append(_entry(_appointment(visit)))
    bundle = {"resourceType": "Bundle", "type": "collection", "timestamp": now.astimezone(UTC).isoformat(timespec="seconds"), "entry": entries}
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _entry(resource: Resource) -> Resource:
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}


def _id(system: str, value: str) -> str:
    """The same for the same record in every file."""
    return str(uuid5(NAMESPACE_URL, f"{system}|{value}"))


def _said(**values: Any) -> Resource:
    """Only what is there: FHIR allows nothing empty."""
    return {name.rstrip("_"): value for name, value in values.items() if value not in ("", None, [], {})}


def _patient(patient: Patient) -> Resource:
    home = patient.address
    given, prefix = ([word] if word else [] for word in (patient.given_name, patient.salutation))
    name = _said(use="official", family=patient.family_name, given=given, prefix=prefix)
    names = [name, {"use": "nickname", "given": [patient.preferred_name]}] if patient.preferred_name else [name]
    reach = [{"system": system, "value": value} for system, value in (("phone", patient.phone), ("email", patient.email)) if value]
    address = _said(
        use="home", line=[line for line in (home.street, home.street2) if line], city=home.city, state=home.region, postalCode=home.postcode, country=home.country
    )
    return _said(
        resourceType="Patient", id=_id(_CHARTS, patient.chart), identifier=[{"use": "usual", "system": _CHARTS, "value": patient.chart}], name=names, telecom=reach,
        birthDate=patient.birth_date.isoformat() if patient.birth_date else "", address=[address] if home.lines else [],
    )  # fmt: skip


def _flag(patient: Patient, alert: str) -> Resource:
    return {
        "resourceType": "Flag", "id": _id(_ALERTS, f"{patient.chart}|{alert}"), "status": "active", "code": {"text": alert},
        "subject": {"reference": f"urn:uuid:{_id(_CHARTS, patient.chart)}", "display": patient.name},
    }  # fmt: skip


def _appointment(visit: OutgoingVisit) -> Resource:
    actors = [{"reference": f"urn:uuid:{_id(_CHARTS, visit.patient.chart)}", "display": visit.patient.name}] if visit.patient else []
    participants = [{"actor": actor, "status": "accepted"} for actor in actors]
    others = (("Practitioner", visit.clinician), ("Location", visit.room))
    participants += [{"actor": {"type": kind, "display": name}, "status": "accepted"} for kind, name in others if name]
    reason = {"coding": [{"system": _REASONS, "code": visit.cancel_code}]} if visit.cancel_code else {}
    return _said(
        resourceType="Appointment", id=_id(_VISITS, visit.uid), identifier=[{"system": _VISITS, "value": visit.uid}], status=_STATUS[visit.status],
        cancellationReason=reason, appointmentType={"text": visit.kind} if visit.kind else {}, start=_instant(visit.start, visit.zone),
        end=_instant(visit.end, visit.zone), minutesDuration=int((visit.end - visit.start).total_seconds() // 60), participant=participants,
    )  # fmt: skip


def _instant(wall: datetime, zone: str) -> str:
    return instant_of(wall, zone, fold=0).isoformat(timespec="seconds")
