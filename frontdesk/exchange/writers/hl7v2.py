"""Patients as HL7 2.5.1: a batch of ADT^A28 (add a person), one message each, in UTF-8.

An alert goes out as an observation (OBX) in its own words; an AL1 would say that it is an allergy, which nobody has said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from frontdesk.domain.patient import Patient

_ESCAPES = {"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "~": "\\R\\", "&": "\\T\\", "\n": "\\.br\\"}
_MARKS = re.compile("|".join(map(re.escape, _ESCAPES)))


def written(patients: Iterable[Patient], *, clinic: str, now: datetime) -> bytes:
    """``now`` (instant) stands in every header and numbers the messages."""
    stamp, house = f"{now:%Y%m%d%H%M%S}+0000", _plain(clinic)
    lines = [f"FHS|^~\\&|FRONTDESK|{house}|||{stamp}", f"BHS|^~\\&|FRONTDESK|{house}|||{stamp}"]
    many = 0
    for many, patient in enumerate(patients, 1):
        lines.append(f"MSH|^~\\&|FRONTDESK|{house}|||{stamp}||ADT^A28^ADT_A05|{now:%Y%m%d%H%M%S}-{many}|P|2.5.1|||||||UNICODE UTF-8")
        lines += [f"EVN|A28|{stamp}", _person(patient, house), "PV1|1|N"]
        lines += [f"OBX|{n}|TX|ALERT^Alert^L||{_plain(alert)}||||||F" for n, alert in enumerate(patient.alerts, 1)]
    return ("\r".join([*lines, f"BTS|{many}", "FTS|1"]) + "\r").encode("utf-8", "replace")


def _plain(text: str) -> str:
    clean = re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", " ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MARKS.sub(lambda found: _ESCAPES[found[0]], clean)


def _person(patient: Patient, house: str) -> str:
    home = patient.address
    fields = [""] * 14
    fields[1], fields[3] = "1", f"{_plain(patient.chart)}^^^{house}^MR"
    fields[5] = f"{_plain(patient.family_name)}^{_plain(patient.given_name)}^^^{_plain(patient.salutation)}^^L"
    if patient.preferred_name:
        fields[5] += f"~^{_plain(patient.preferred_name)}^^^^^N"
    fields[7] = f"{patient.birth_date:%Y%m%d}" if patient.birth_date else ""
    if home.lines:
        fields[11] = "^".join([*map(_plain, (home.street, home.street2, home.city, home.region, home.postcode, home.country)), "H"])
    reach = [f"{_plain(patient.phone)}^PRN^PH"] if patient.phone else []
    fields[13] = "~".join([*reach, *([f"^NET^Internet^{_plain(patient.email)}"] if patient.email else [])])
    return "|".join(["PID", *fields[1:]]).rstrip("|")
