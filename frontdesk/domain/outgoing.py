"""What leaves for other systems: people and visits with everything a file of theirs may want to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from frontdesk.domain.appointment import Status
from frontdesk.domain.patient import Patient


@dataclass(frozen=True, slots=True)
class OutgoingVisit:
    """``start`` and ``end`` are wall times in ``zone``. ``sequence`` rises with each change of the visit; ``uid`` never changes.

    ``title`` is what its reader wants to see: the patient's name for the clinic, the clinician's for the patient.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    zone: str
    status: Status
    title: str
    kind: str = ""
    clinician: str = ""
    room: str = ""
    place: str = ""
    cancel_code: str = ""
    patient: Patient | None = None
