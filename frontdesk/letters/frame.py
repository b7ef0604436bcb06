"""What every letter has alike: letterhead, fold marks, address in the window, date and reference; at the end who signs."""

from __future__ import annotations

from frontdesk.domain.letter import AppointmentLetter, PlainLetter
from frontdesk.letters import fonts, page, wording
from frontdesk.letters.page import SOFT, Sheet


def begin(sheet: Sheet, letter: AppointmentLetter | PlainLetter, hand_over: str) -> None:
    """A new first page; ``y`` is left where the words begin."""
    head = letter.head
    enclosed = f"{wording.word('Enclosed', head.locale)}: {page.sentence_list(letter.enclosures)}" if letter.enclosures else ""
    sheet.start(enclosed)
    page.letterhead(sheet, head)
    page.fold_marks(sheet)
    if sheet.paper.din:
        page.sender_line(sheet, head)
    below = page.address_block(sheet, fonts.clean(letter.name), letter.address, hand_over)
    top = sheet.paper.window[1] + (59 if sheet.paper.din else 16)
    told = [wording.long_date(letter.day, head.locale)]
    if letter.reference:
        told.append(f"{wording.word('Our reference', head.locale)} {fonts.clean(letter.reference)}")
    for number, line in enumerate(told):
        sheet.text(line, sheet.right, top + 13.5 * number, size=10, color=SOFT, align="right")
    sheet.running = "  ·  ".join((fonts.clean(head.clinic), *reversed(told)))
    sheet.y = below + 14


def sign(sheet: Sheet, close: str, signed_by: str, signer_role: str) -> None:
    """The close, room for a signature, and whose it is; never torn over two pages."""
    sheet.room(96)
    sheet.paragraph(close, after=34)
    sheet.rule(sheet.y - 4, right=sheet.left + 150)
    sheet.paragraph(signed_by, bold=True, after=0)
    sheet.paragraph(signer_role, color=SOFT)
