"""Envelopes without a window, sheets of address labels, and small cards with the next visit. Sizes from their makers' sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reportlab.lib.pagesizes import A4, A6, LETTER
from reportlab.lib.units import inch, mm

from frontdesk.domain.errors import Refused
from frontdesk.domain.letter import Letterhead, Recipient, Slip
from frontdesk.letters import fonts, page, wording
from frontdesk.letters.page import ACCENT, SOFT, Paper, Sheet

_Form = TypeVar("_Form")


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """In points. ``step``: from one label's corner to the next one's, across and down."""

    page: tuple[float, float]
    left: float
    top: float
    size: tuple[float, float]
    step: tuple[float, float]
    across: int
    down: int


LABELS = {
    "Avery 5160": LabelSheet(LETTER, 0.1875 * inch, 0.5 * inch, (2.625 * inch, 1 * inch), (2.75 * inch, 1 * inch), 3, 10),
    "Avery 5163": LabelSheet(LETTER, 0.15625 * inch, 0.5 * inch, (4 * inch, 2 * inch), (4.1875 * inch, 2 * inch), 2, 5),
    "Avery L7160": LabelSheet(A4, 7.2 * mm, 15.1 * mm, (63.5 * mm, 38.1 * mm), (66 * mm, 38.1 * mm), 3, 7),
    "Avery L7163": LabelSheet(A4, 4.65 * mm, 15.1 * mm, (99.1 * mm, 38.1 * mm), (101.6 * mm, 38.1 * mm), 2, 7),
}
ENVELOPES = {
    "US #10": (9.5 * inch, 4.125 * inch), "DL": (220 * mm, 110 * mm), "C6": (162 * mm, 114 * mm), "C5": (229 * mm, 162 * mm),
}  # fmt: skip
SLIPS = {"A6": (A6[1], A6[0]), "Quarter Letter": (5.5 * inch, 4.25 * inch)}


def make_labels(people: Sequence[Recipient], form: str, *, first: int = 1) -> bytes:
    """One label each, over as many sheets as it takes. ``first``: the label to begin with, where a sheet has been used before."""
    form_ = _one_of(LABELS, form)
    many = form_.across * form_.down
    if not 1 <= first <= many:
        raise Refused(f"A sheet of {form} has the labels 1 to {many}.")
    _check(people)
    sheet = Sheet(Paper(form, form_.page, (0, 0, 0, 0), ()), title="Labels", language="en", counted=False)
    for number, one in enumerate(people, first - 1):
        if number == first - 1 or number % many == 0:
            sheet.start()
        row, column = divmod(number % many, form_.across)
        _block(sheet, one, form_.left + column * form_.step[0], form_.top + row * form_.step[1], *form_.size, paper="A4" if form_.page == A4 else "Letter", inset=9)
    return sheet.finish()


def make_envelopes(people: Sequence[Recipient], head: Letterhead, form: str) -> bytes:
    """One envelope each: the clinic's line above at the left, the address in the lower right, clear of the post's edges."""
    size = _one_of(ENVELOPES, form)
    _check(people)
    page.refuse_unprintable({"clinic's name": head.clinic, "clinic's address": "".join(head.lines)})
    sheet = Sheet(Paper(form, size, (0, 0, 0, 0), ()), title="Envelopes", language="en", counted=False)
    for one in people:
        sheet.start()
        for number, line in enumerate((head.clinic, *head.lines)[:4]):
            sheet.text(fonts.clean(line), 28, 34 + 10.5 * number, size=8, color=SOFT, limit=size[0] * 0.4)
        _block(sheet, one, size[0] * 0.44, size[1] * 0.46, size[0] * 0.5, size[1] * 0.54 - 15 * mm, paper=head.paper, inset=0, largest=12.0)
    return sheet.finish()


def make_slips(slips: Sequence[Slip], form: str) -> bytes:
    """One card each."""
    size = _one_of(SLIPS, form)
    sheet = Sheet(Paper(form, size, (0, 0, 0, 0), ()), title="Appointment cards", language=slips[0].head.locale, counted=False)
    for one in slips:
        page.refuse_unprintable({"patient's name": one.name, "clinic's name": one.head.clinic, "place": one.place, "clinician": one.clinician})
        _slip(sheet, one, size)
    return sheet.finish()


def _slip(sheet: Sheet, slip: Slip, size: tuple[float, float]) -> None:
    sheet.start()
    sheet.left, sheet.right, sheet.bottom = 26.0, size[0] - 26, size[1] - 20
    sheet.text(fonts.clean(slip.head.clinic), 26, 34, size=11, bold=True, limit=size[0] - 52)
    sheet.text(fonts.clean(page.sentence_list((*slip.head.lines, slip.head.phone))), 26, 47, size=7.5, color=SOFT, limit=size[0] - 52)
    sheet.rule(56, color=ACCENT, width=1.2)
    sheet.y = 66
    for line in page.wrap(slip.name, size[0] - 52, 11):
        sheet.text(line, 26, sheet.y + 12, size=11)  # at the left like all else on the card, whatever script it is in
        sheet.y += 16
    sheet.y += 4
    sheet.paragraph(slip.moment, size=15, bold=True, leading=20, after=6)
    rows = (("", slip.visit), (wording.word("Arrive", slip.head.locale), slip.arrive), (wording.word("With", slip.head.locale), slip.clinician),
            (wording.word("Where", slip.head.locale), slip.place))  # fmt: skip
    for label, value in rows:
        if value.strip():
            top = sheet.y
            sheet.text(label, 26, top + 11, size=9, color=SOFT)
            sheet.paragraph(value, x=26 + (52 if label else 0), size=10.5, leading=15, after=3)


def _block(sheet: Sheet, one: Recipient, x: float, y: float, width: float, height: float, *, paper: str, inset: float, largest: float = 10.0) -> None:
    """Name and address within a field, in letters as large as it allows."""
    room = width - 2 * inset
    lines = page.in_lines((one.name, *one.address.on_paper(paper)), room, largest, most=int((height - inset) / page.LEAST))
    step = min(largest * 1.32, (height - inset) / max(len(lines), 1))
    size = min(largest, step / 1.2)
    top = y + max(0.0, (height - step * len(lines)) / 2) if inset else y
    for number, line in enumerate(lines):
        sheet.text(line, x + inset, top + step * number + size * 0.95, size=size, limit=room)


def _check(people: Sequence[Recipient]) -> None:
    if not people:
        raise Refused("Choose at least one person to write to.")
    for one in people:
        if not one.address.complete:
            raise Refused(f"{one.name} has no postal address. Add it, or leave this person out.")
        page.refuse_unprintable({"name": one.name, "address": "".join(one.address.lines)})


def _one_of(forms: Mapping[str, _Form], form: str) -> _Form:
    if form not in forms:
        raise Refused(f"There is no form “{form}”. Choose one of: {', '.join(forms)}.")
    return forms[form]
