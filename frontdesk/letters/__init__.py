"""Paper: values in, PDF bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.domain.letter import KIND_WORDS, AppointmentLetter, EnclosedPage, IntakeSheet, PlainLetter

__all__ = ["Item", "make_run"]

Item = AppointmentLetter | PlainLetter | EnclosedPage | IntakeSheet


def make_run(items: Sequence[Item]) -> bytes:
    """One file with all of them in order, counted over all pages ("1 of 3"). ``Unprintable`` names what lacks or cannot be set."""
    from frontdesk.letters import appointment_letter, intake_sheet, plain_letter  # the drawing is loaded with the first page, not with the program
    from frontdesk.letters.page import Sheet

    head = items[0].head
    sheet = Sheet(head.paper, title=_title(items[0]), language=head.locale)
    for item in items:
        if isinstance(item, AppointmentLetter):
            appointment_letter.draw(sheet, item)
        elif isinstance(item, PlainLetter):
            plain_letter.draw(sheet, item)
        elif isinstance(item, EnclosedPage):
            plain_letter.draw_page(sheet, item)
        else:
            intake_sheet.draw(sheet, item)
    return sheet.finish()


def _title(item: Item) -> str:
    """No patient's name: titles are shown by viewers and queues."""
    if isinstance(item, AppointmentLetter):
        return KIND_WORDS[item.kind]
    return {PlainLetter: "Letter", EnclosedPage: "Enclosure", IntakeSheet: "Intake sheet"}[type(item)]
