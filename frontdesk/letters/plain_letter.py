"""A letter of words alone (recall, after-care, report), and the clinic's own pages that lie with a letter."""

from __future__ import annotations

from frontdesk.domain.errors import Unprintable
from frontdesk.domain.letter import EnclosedPage, PlainLetter
from frontdesk.domain.letter_text import fill
from frontdesk.letters import fonts, frame, page
from frontdesk.letters.page import SOFT, Sheet


def draw(sheet: Sheet, letter: PlainLetter) -> None:
    """All pages of the letter. ``Unprintable`` names what lacks or cannot be set."""
    needed = {"patient's name": letter.name, "clinic's name": letter.head.clinic, "clinic's phone": letter.head.phone, "who signs": letter.signed_by}
    missing = tuple(what for what, text in needed.items() if not fonts.clean(text).strip())
    if missing:
        raise Unprintable(f"The letter lacks: {', '.join(missing)}. Add it, then print again.", missing=missing)
    filled = {part: fill(text, letter.values) for part, text in letter.texts.items() if part in ("subject", "greeting", "body", "close")}
    page.refuse_unprintable(needed | filled | {"address": "".join(letter.address.lines), "clinic's address": "".join(letter.head.lines)})
    frame.begin(sheet, letter, letter.texts.get("hand_over", ""))
    sheet.paragraph(filled["subject"], size=13, bold=True, leading=19, after=8)
    sheet.paragraph(filled["greeting"])
    _paragraphs(sheet, filled["body"])
    sheet.y += 6
    frame.sign(sheet, filled["close"], letter.signed_by, letter.signer_role)


def draw_page(sheet: Sheet, enclosed: EnclosedPage) -> None:
    """A page of its own, as many as the words take."""
    page.refuse_unprintable({enclosed.title: enclosed.title + enclosed.body})
    sheet.start("")
    page.letterhead(sheet, enclosed.head)
    if enclosed.reference:
        sheet.text(fonts.clean(enclosed.reference), sheet.right, sheet.y + 4, size=9, color=SOFT, align="right")
    sheet.paragraph(enclosed.title, size=15, bold=True, leading=22, after=10)
    _paragraphs(sheet, enclosed.body)


def _paragraphs(sheet: Sheet, text: str) -> None:
    for one in fonts.clean(text).split("\n\n"):
        if one.strip():
            sheet.paragraph(one.strip("\n"))
