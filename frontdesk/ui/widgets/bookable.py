"""What can be dragged to the calendar from anywhere in the window: by its number alone, so that no name leaves the program."""

from __future__ import annotations

import json
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

MIME = "application/x-frontdesk-bookable"
DWELL = 400
"""Milliseconds that something is held over an arrow, a day of the month or a section until that opens."""


@dataclass(frozen=True)
class Bookable:
    """An inquiry, a patient, or a visit that was pulled off the book."""

    inquiry: int | None = None
    patient: int | None = None
    visit: int | None = None


def pack(one: Bookable) -> QMimeData:
    data = QMimeData()
    data.setData(MIME, json.dumps({"inquiry": one.inquiry, "patient": one.patient, "visit": one.visit}).encode())
    return data


def unpack(data: QMimeData) -> Bookable | None:
    """None where it is not ours: another program may say that it is."""
    try:
        found = json.loads(bytes(data.data(MIME).data()))
        return Bookable(*(found[k] if isinstance(found[k], int) else None for k in ("inquiry", "patient", "visit")))
    except (ValueError, KeyError, TypeError):
        return None
