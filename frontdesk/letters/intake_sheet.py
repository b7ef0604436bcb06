"""The intake sheet: two pages, what is known filled in with where it was said, blank lines for the rest, a body map."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.barcode.code128 import Code128

from frontdesk.domain import when
from frontdesk.domain.answer_sheet import ASKED, CHART, ELSE, PAIN, PERSON
from frontdesk.domain.errors import Unprintable
from frontdesk.domain.letter import IntakeSheet, SaidFact
from frontdesk.letters import body_map, day_paper, fonts, form, page, wording
from frontdesk.letters.page import INK, LINE, SOFT, Sheet

_MOST = 5
_LINE, _BLANK = 11.0, 31.0
"""Points of a line that is known; of a question, the line to write on and the air around them."""


def draw(sheet: Sheet, intake: IntakeSheet) -> None:
    """Exactly two pages; as a form to be filled on a screen where ``intake.fillable``."""
    _check(intake)
    sheet.start("")
    page.letterhead(sheet, intake.head)
    _title(sheet, intake)
    _person(sheet, intake)
    _facts(sheet, intake)
    sheet.start("")
    _second(sheet, intake)


def _word(intake: IntakeSheet, name: str) -> str:
    return wording.word(name, intake.head.locale)


def _check(intake: IntakeSheet) -> None:
    if not intake.name.strip():
        raise Unprintable("The intake sheet lacks the patient's name.", missing=("patient's name",))
    page.refuse_unprintable({
        "patient's name": intake.name, "address": "".join(intake.address.lines), "e-mail": intake.email,
        "clinic's name": intake.head.clinic, "clinic's address": "".join(intake.head.lines),
    })  # fmt: skip


def _title(sheet: Sheet, intake: IntakeSheet) -> None:
    sheet.y += 4
    sheet.text(_word(intake, "Intake sheet"), sheet.left, sheet.y + 14, size=16, bold=True)
    sheet.text(fonts.clean(intake.visit), sheet.left, sheet.y + 30, size=9, color=SOFT, limit=sheet.right - sheet.left - 170)
    _barcode(sheet, intake.chart, sheet.y)
    sheet.y += 46


def _barcode(sheet: Sheet, chart: str, y: float) -> None:
    if chart and chart.isascii():
        code = Code128(chart, barHeight=22, barWidth=0.85, quiet=0)
        code.drawOn(sheet.canvas, sheet.right - code.width, sheet.height - y - 24)
    sheet.text(fonts.clean(chart), sheet.right, y + 36, size=9, align="right")


def _person(sheet: Sheet, intake: IntakeSheet) -> None:
    values = {
        "name": intake.name, "birth": _birth(intake), "phone": intake.phone, "email": intake.email,
        "address": ", ".join(intake.address.on_paper(intake.head.paper)), "emergency": "",
    }  # fmt: skip
    half = (sheet.right - sheet.left - 20) / 2
    for number, (name, label) in enumerate(PERSON.items()):
        value = values[name]
        x = sheet.left + (number % 2) * (half + 20)
        y = sheet.y + (number // 2) * 32
        sheet.text(_word(intake, label), x, y + 8, size=7.5, color=SOFT, limit=half)
        if intake.fillable:
            form.line(sheet, f"person.{name}", _word(intake, label), x, y + 11, half, fonts.clean(value))
        elif value.strip():
            sheet.text(fonts.clean(value), x, y + 21, size=10, limit=half)
        sheet.rule(y + 25, x=x, right=x + half, color=LINE)
    sheet.y += 3 * 32 + 10


def _birth(intake: IntakeSheet) -> str:
    """In the sheet's language; in a field that is read back, as the record says it."""
    if intake.birth_date is None:
        return ""
    english = wording.language(intake.head.locale) == "en"
    return when.birthday(intake.birth_date) if english or intake.fillable else wording.long_date(intake.birth_date, intake.head.locale)


def _facts(sheet: Sheet, intake: IntakeSheet) -> None:
    facts = intake.facts
    score = [f for f in facts if f.recorded.fact.kind == "pain_score"]
    told = {kind: [f for f in facts if f.recorded.fact.kind == kind] + (score if kind == "body_site" else []) for kind, _ in ASKED}
    heights = _shares([len(known) for known in told.values()], sheet.bottom - sheet.y - 6)
    for (kind, label), height in zip(ASKED, heights, strict=True):
        top = sheet.y
        sheet.text(_word(intake, label), sheet.left, top + 9, size=8.5, bold=True, color=INK)
        known = told[kind]
        below = _known(sheet, intake, known, top + 9, height)
        if intake.fillable:
            form.line(sheet, f"asked.{kind}", _word(intake, label), sheet.left, below - 13, sheet.right - sheet.left)
        sheet.y = top + height
    sheet.y = sheet.bottom


def _shares(many: Sequence[int], room: float) -> list[float]:
    """How high each question is: what is known of it, a line to write on, and an even share of what is left. Where that is more than there is
    room for, the longest tell less.
    """
    shown = [min(_MOST, one) for one in many]
    while sum(shown) * _LINE + len(shown) * _BLANK > room and max(shown) > 1:
        shown[shown.index(max(shown))] -= 1
    spare = max(0.0, room - sum(shown) * _LINE - len(shown) * _BLANK) / len(shown)
    return [one * _LINE + _BLANK + spare for one in shown]


def _known(sheet: Sheet, intake: IntakeSheet, known: Sequence[SaidFact], y: float, height: float) -> float:
    """What was said, each with its origin, in the room there is; then a line to write on, whose place it gives.

    Sites have the number of their pin on the body map.
    """
    english = wording.language(intake.head.locale) == "en"
    lines = max(1, min(_MOST, int((height - _BLANK + 0.5) // _LINE)))
    shown = known[: lines if len(known) <= lines else lines - 1]
    for number, fact in enumerate(shown, 1):
        y += _LINE
        status = f" ({fact.label.lower()})" if english and fact.recorded.fact.kind in ("procedure", "diagnosis", "medication") else ""
        pin = f"({number}) " if fact.recorded.fact.kind == "body_site" else ""
        text = f"{pin}{fact.text}{status}"
        text = _word(intake, "as said in the message") if fonts.unprintable(text) else day_paper.short(text, (sheet.right - sheet.left) * 0.72, 9, bold=False)
        wide = sheet.text(text, sheet.left, y, size=9)
        sheet.text(f"{_word(intake, 'said in')} {fact.said_in}", sheet.left + wide + 8, y, size=7.5, color=SOFT, limit=sheet.right - sheet.left - wide - 8)
    if len(known) > len(shown):
        y += _LINE
        sheet.text(_word(intake, "and {n} more in the record").replace("{n}", str(len(known) - len(shown))), sheet.left, y, size=8, color=SOFT)
    sheet.rule(y + 16)
    return y + 16


def _second(sheet: Sheet, intake: IntakeSheet) -> None:
    sheet.text(fonts.clean(intake.name), sheet.left, 46, size=9, color=SOFT, limit=300)
    _barcode(sheet, intake.chart, 32)
    asked = _word(intake, "Mark every place that hurts, and write how much from 0 to 10 beside it")
    sheet.text(asked, sheet.left, 88, size=10.5, bold=True, limit=sheet.right - sheet.left)
    middle, height = (sheet.left + sheet.right) / 2, 350.0
    sites = [f.recorded.fact for f in intake.facts if f.recorded.fact.kind == "body_site"]
    pins = [(number, str(fact.value), fact.side or "") for number, fact in enumerate(sites, 1)]
    for back, x in ((False, middle - 120), (True, middle + 120)):
        body_map.draw(sheet, x, 104, height, back=back, locale=intake.head.locale)
        body_map.draw_pins(sheet, x, 104, height, pins, back=back, beside=14.0 if intake.fillable else 0.0)
        if intake.fillable:
            body_map.draw_boxes(sheet, x, 104, height, back=back)
    told = [f.text for f in intake.facts if f.recorded.fact.kind == "body_site" and not fonts.unprintable(f.text)]
    legend = "   ".join(f"({number}) {text}" for number, text in enumerate(told, 1))
    sheet.text(fonts.clean(legend), middle, 104 + height + 30, size=8, color=SOFT, align="center", limit=sheet.right - sheet.left)
    y = 104 + height + 48
    _pain(sheet, intake, y)
    y += 72
    sheet.text(_word(intake, "Is there anything else we should know?"), sheet.left, y, size=9, bold=True)
    if intake.fillable:
        form.area(sheet, ELSE, _word(intake, "Is there anything else we should know?"), sheet.left, y + 6, sheet.right - sheet.left, sheet.height - 74 - 40 - y)
        form.fixed(sheet, CHART, intake.chart)
    else:
        for line in range(int((sheet.height - 74 - 34 - y - 22) // 20) + 1):
            sheet.rule(y + 22 + 20 * line)
    _signature(sheet, intake)


def _pain(sheet: Sheet, intake: IntakeSheet, y: float) -> None:
    sheet.text(_word(intake, "Pain today: choose one" if intake.fillable else "Pain today: circle one"), sheet.left, y, size=9, bold=True)
    step = (sheet.right - sheet.left - 20) / 10
    for number in range(11):
        x = sheet.left + 10 + step * number
        sheet.canvas.setStrokeColor(LINE)
        if intake.fillable:
            form.circle(sheet, PAIN, str(number), f"Pain {number} of 10", x, y + 16)
            sheet.text(str(number), x, y + 36, size=9, align="center")
            continue
        sheet.canvas.circle(x, sheet.height - y - 20, 10, stroke=1, fill=0)
        sheet.text(str(number), x, y + 23.5, size=9, align="center")
    sheet.text(_word(intake, "No pain"), sheet.left, y + 48, size=7.5, color=SOFT)
    sheet.text(_word(intake, "Worst imaginable"), sheet.right, y + 48, size=7.5, color=SOFT, align="right")


def _signature(sheet: Sheet, intake: IntakeSheet) -> None:
    end = sheet.height - 74
    for label, x, right in (("Signature", sheet.left, sheet.left + 260), ("Date", sheet.right - 150, sheet.right)):
        sheet.rule(end, x=x, right=right, color=SOFT)
        sheet.text(_word(intake, label), x, end + 12, size=7.5, color=SOFT)
