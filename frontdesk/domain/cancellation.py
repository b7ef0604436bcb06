"""Why a visit was cancelled: the codes of the FHIR list (appointment-cancellation-reason), each in the words of a desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """``whose``: patient, clinician, clinic or other. ``usual`` ones are offered first."""

    code: str
    words: str
    whose: str
    usual: bool = False


REASONS: tuple[Reason, ...] = (
    Reason("pat", "Patient cancelled", "patient", usual=True),
    Reason("pat-fb", "Feeling better", "patient", usual=True),
    Reason("pat-lt", "No way to get here", "patient", usual=True),
    Reason("prov-pers", "Clinician ill or away", "clinician", usual=True),
    Reason("prov", "Clinician cancelled", "clinician", usual=True),
    Reason("oth-weath", "Weather", "other", usual=True),
    Reason("oth-err", "Booked by mistake", "other", usual=True),
    Reason("other", "Another reason", "other", usual=True),
    Reason("pat-crs", "Patient cancelled by automatic reminder", "patient"),
    Reason("pat-cpp", "Patient cancelled on the web", "patient"),
    Reason("pat-dec", "Patient has died", "patient"),
    Reason("pat-mt", "Insurance membership has ended", "patient"),
    Reason("pat-mv", "Patient has moved away", "patient"),
    Reason("pat-preg", "Patient is pregnant", "patient"),
    Reason("pat-swl", "Took an earlier time from the wait list", "patient"),
    Reason("pat-ucp", "Patient goes to another clinician", "patient"),
    Reason("prov-dch", "Treatment has ended", "clinician"),
    Reason("prov-edu", "Clinician at a course or meeting", "clinician"),
    Reason("prov-hosp", "Patient is in hospital", "clinician"),
    Reason("prov-labs", "Laboratory values not in range", "clinician"),
    Reason("prov-mri", "MRI screening says do not proceed", "clinician"),
    Reason("prov-onc", "Treatment plan has changed", "clinician"),
    Reason("maint", "Equipment out of order", "clinic"),
    Reason("meds-inc", "Preparation not complete", "clinic"),
    Reason("oth-room", "Room not usable", "clinic"),
    Reason("oth-mu", "Medicine or results not there", "clinic"),
    Reason("oth-int", "No interpreter", "clinic"),
    Reason("oth-cms", "Treatment not authorised by the payer", "other"),
    Reason("oth-fin", "Costs", "other"),
    Reason("oth-iv", "No intravenous access", "other"),
    Reason("oth-oerr", "Ordered by mistake", "other"),
    Reason("oth-swie", "Walk-in entered by mistake", "other"),
)

NOBODY_THERE = frozenset({"prov-pers", "prov", "prov-edu"})
"""The clinician is not there at that time: it has not come free for anybody else."""

BY_CODE = {reason.code: reason for reason in REASONS}


def words(code: str) -> str:
    """What the desk calls a code; an unknown one stands for itself."""
    return BY_CODE[code].words if code in BY_CODE else code
