"""Paper: values in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.domain.letter import AppointmentLetter, IntakeSheet
from frontdesk.letters import appointment_letter, intake_sheet
from frontdesk.letters.page import Sheet

__all__ = ["make_run"]


def make_run(items: Sequence[AppointmentLetter | IntakeSheet]) -> bytes:
    """One file with all of them in order, counted over all pages ("1 of 3"). ``Unprintable`` names what lacks or cannot be set."""
    head = items[0].head
    title = "Appointment letter" if isinstance(items[0], AppointmentLetter) else "Intake sheet"
    sheet = Sheet(head.paper, title=title, language=head.locale)
    for item in items:
        if isinstance(item, AppointmentLetter):
            appointment_letter.draw(sheet, item)
        else:
            intake_sheet.draw(sheet, item)
    return sheet.finish()
