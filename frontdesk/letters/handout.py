"""An article on paper, as the person takes it home: the clinic's head, the words, the references, which edition it is."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.letter import Letterhead
from frontdesk.letters.page import SOFT, Sheet, letterhead, refuse_unprintable


@dataclass(frozen=True, slots=True)
class Handout:
    """``foot`` stands on every page: edition and until when it is approved."""

    head: Letterhead
    title: str
    body: str
    refs: str
    url: str
    note: str
    foot: str


def make(handout: Handout) -> bytes:
    """The PDF. ``Unprintable`` where letters cannot be set."""
    refuse_unprintable({"title": handout.title, "text": handout.body, "references": handout.refs})
    sheet = Sheet(handout.head.paper, title="Handout", language=handout.head.locale)
    sheet.start(handout.foot)
    letterhead(sheet, handout.head)
    sheet.paragraph(handout.title, size=17, bold=True, leading=22, after=10)
    for part in handout.body.split("\n\n"):
        sheet.paragraph(part, size=10.5, leading=16, after=9)
    if handout.refs:
        sheet.room(40)
        sheet.rule(sheet.y)
        sheet.y += 10
        sheet.paragraph("References", size=9.5, bold=True, after=2)
        for line in handout.refs.splitlines():
            if line.strip():
                sheet.paragraph(line.strip(), size=8.5, leading=12, after=3, color=SOFT)
    sheet.room(30)
    sheet.y += 6
    sheet.paragraph("  ".join(part for part in (handout.note, handout.url) if part), size=8.5, leading=12, color=SOFT, after=0)
    return sheet.finish()
