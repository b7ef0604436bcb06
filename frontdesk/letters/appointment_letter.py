"""The appointment letter: one page where it can be, window envelope, the visit in a box."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk.domain import when
from frontdesk.domain.errors import Unprintable
from frontdesk.domain.letter import AHEAD, AppointmentLetter, LetterKind
from frontdesk.domain.letter_text import fill
from frontdesk.letters import fonts, frame, page, wording
from frontdesk.letters.page import ACCENT, BODY, SOFT, TINT, Sheet


def check(letter: AppointmentLetter) -> None:
    """``Unprintable`` where something that must stand in the letter is missing or cannot be set."""
    needed = {"patient's name": letter.name, "clinician": letter.clinician, "place": letter.place, "clinic's name": letter.head.clinic,
              "clinic's phone": letter.head.phone, "who signs": letter.signed_by}  # fmt: skip
    if letter.kind is LetterKind.CHANGE:
        needed["former time"] = "told" if letter.former else ""
    missing = tuple(what for what, text in needed.items() if not fonts.clean(text).strip())
    if missing:
        raise Unprintable(f"The letter lacks: {', '.join(missing)}. Add it, then print again.", missing=missing)
    page.refuse_unprintable(needed | {
        "address": "".join(letter.address.lines), "preparation": letter.preparation, "room": letter.room, "greeting": letter.greeting_name,
        "directions": letter.directions, "clinic's address": "".join(letter.head.lines), "tagline": letter.head.tagline,
    })  # fmt: skip


def draw(sheet: Sheet, letter: AppointmentLetter) -> None:
    """All pages of the letter; the sheet stays open on its last one."""
    check(letter)
    told = letter.texts or wording.texts(letter.kind.value, wording.language(letter.head.locale))
    frame.begin(sheet, letter, told.get("hand_over", ""))
    _body(sheet, letter, told)


def _body(sheet: Sheet, letter: AppointmentLetter, told: Mapping[str, str]) -> None:
    head = letter.head
    values = {
        "kind": wording.in_sentence(letter.visit_kind, head.locale), "day": wording.weekday_date(letter.start, head.locale, year=False), "called": letter.greeting_name,
        "about": letter.about, "clinician": letter.clinician, "phone": head.phone, "name": letter.name, "clinic": head.clinic, "born": letter.born,
        "time": when.clock(letter.start, clock24=head.clock24),
        "former": wording.moment(letter.former, head.locale, clock24=head.clock24) if letter.former else "",
    }  # fmt: skip
    sheet.paragraph(fill(told["subject"], values), size=13, bold=True, leading=19, after=8)
    sheet.paragraph(fill(told["greeting"], values))
    opening = "opening_about" if letter.about and letter.by_web else "opening_web" if letter.by_web else "opening"
    sheet.paragraph(fill(told[opening], values), after=12)
    _visit_box(sheet, letter, told)
    if letter.preparation.strip() and letter.kind in AHEAD:
        sheet.paragraph(letter.preparation)
    sheet.paragraph(fill(told["change"], values), after=14)
    frame.sign(sheet, fill(told["close"], values), letter.signed_by, letter.signer_role)


def _visit_box(sheet: Sheet, letter: AppointmentLetter, told: Mapping[str, str]) -> None:
    head = letter.head
    ahead = letter.kind in AHEAD
    rows = [("When" if ahead else "Was", wording.moment(letter.start, head.locale, clock24=head.clock24))]
    if letter.arrive < letter.start and ahead:
        rows.append(("Arrive", told["arrive"].replace("{time}", when.clock(letter.arrive, clock24=head.clock24))))
    rows.append(("With", page.sentence_list((letter.clinician, letter.room))))
    where = letter.place + (f"; {letter.directions}" if letter.directions else "")
    rows.append(("Where", where))
    column = sheet.left + 84
    lines = [(wording.word(label, head.locale), page.wrap(text, sheet.right - column - 14, BODY, bold=True)) for label, text in rows]
    height = sum(len(wrapped) * 16 + 6 for _, wrapped in lines) + 14
    sheet.room(min(height, 300))
    top = sheet.y
    sheet.box(top, height, x=sheet.left, right=sheet.right, fill=TINT)
    sheet.canvas.setFillColor(ACCENT)
    sheet.canvas.rect(sheet.left, sheet.height - top - height, 3, height, stroke=0, fill=1)
    y = top + 19
    for label, wrapped in lines:
        sheet.text(label, sheet.left + 16, y, size=9.5, color=SOFT)
        for line in wrapped:
            sheet.text(line, column, y, bold=True)
            y += 16
        y += 6
    sheet.y = top + height + 14
