"""The intake sheet: two pages, what is known filled in with where it was said, blank lines for the rest, a body map."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.barcode.code128 import Code128

from frontdesk.domain import when
from frontdesk.domain.errors import Unprintable
from frontdesk.domain.letter import IntakeSheet, SaidFact
from frontdesk.letters import body_map, fonts, page
from frontdesk.letters.page import INK, LINE, SOFT, Sheet

_ASKED = (
    ("body_site", "Where it hurts, and which side"), ("duration", "Since when"), ("mechanism", "How it began"),
    ("procedure", "Treatments and operations so far"),
    ("diagnosis", "Diagnoses you were given"), ("medication", "Medicines, with blood thinners and supplements"), ("", "Allergies"),
    ("", "X-rays, MRI or other imaging, and where"), ("occupation", "Work"), ("question", "What you would like to ask"),
)  # fmt: skip
_MOST = 5


def draw(sheet: Sheet, intake: IntakeSheet) -> None:
    """Exactly two pages."""
    _check(intake)
    sheet.start("")
    page.letterhead(sheet, intake.head)
    _title(sheet, intake)
    _person(sheet, intake)
    _facts(sheet, intake.facts)
    sheet.start("")
    _second(sheet, intake)


def _check(intake: IntakeSheet) -> None:
    if not intake.name.strip():
        raise Unprintable("The intake sheet lacks the patient's name.", missing=("patient's name",))
    page.refuse_unprintable({
        "patient's name": intake.name, "address": "".join(intake.address.lines), "e-mail": intake.email,
        "clinic's name": intake.head.clinic, "clinic's address": "".join(intake.head.lines),
    })  # fmt: skip


def _title(sheet: Sheet, intake: IntakeSheet) -> None:
    sheet.y += 4
    sheet.text("Intake sheet", sheet.left, sheet.y + 14, size=16, bold=True)
    sheet.text(fonts.clean(intake.visit), sheet.left, sheet.y + 30, size=9, color=SOFT, limit=sheet.right - sheet.left - 170)
    _barcode(sheet, intake.chart, sheet.y)
    sheet.y += 46


def _barcode(sheet: Sheet, chart: str, y: float) -> None:
    if chart and chart.isascii():
        code = Code128(chart, barHeight=22, barWidth=0.85, quiet=0)
        code.drawOn(sheet.canvas, sheet.right - code.width, sheet.height - y - 24)
    sheet.text(fonts.clean(chart), sheet.right, y + 36, size=9, align="right")


def _person(sheet: Sheet, intake: IntakeSheet) -> None:
    born = when.birthday(intake.birth_date) if intake.birth_date else ""
    pairs = (
        ("Name", intake.name), ("Date of birth", born), ("Phone", intake.phone), ("E-mail", intake.email),
        ("Address", ", ".join(intake.address.lines)), ("Emergency contact", ""),
    )  # fmt: skip
    half = (sheet.right - sheet.left - 20) / 2
    for number, (label, value) in enumerate(pairs):
        x = sheet.left + (number % 2) * (half + 20)
        y = sheet.y + (number // 2) * 32
        sheet.text(label, x, y + 8, size=7.5, color=SOFT)
        if value.strip():
            sheet.text(fonts.clean(value), x, y + 21, size=10, limit=half)
        sheet.rule(y + 25, x=x, right=x + half, color=LINE)
    sheet.y += 3 * 32 + 10


def _facts(sheet: Sheet, facts: Sequence[SaidFact]) -> None:
    score = [f for f in facts if f.recorded.fact.kind == "pain_score"]
    height = (sheet.bottom - sheet.y - 6) / len(_ASKED)
    for kind, label in _ASKED:
        top = sheet.y
        sheet.text(label, sheet.left, top + 9, size=8.5, bold=True, color=INK)
        known = [f for f in facts if kind and f.recorded.fact.kind == kind] + (score if kind == "body_site" else [])
        _known(sheet, known, top + 9, height)
        sheet.y = top + height
    sheet.y = sheet.bottom


def _known(sheet: Sheet, known: Sequence[SaidFact], y: float, height: float) -> None:
    """What was said, each with its origin, in the room there is; then a line to write on."""
    lines = max(1, min(_MOST, int((height - 22) // 11)))
    shown = known[: lines if len(known) <= lines else lines - 1]
    for fact in shown:
        y += 11
        status = f" ({fact.label.lower()})" if fact.recorded.fact.kind in ("procedure", "diagnosis", "medication") else ""
        text = next(iter(page.wrap(f"{fact.text}{status}", (sheet.right - sheet.left) * 0.66, 9)), "")
        if fonts.unprintable(text):
            text = "as said in the message"
        wide = sheet.text(text, sheet.left, y, size=9)
        sheet.text(f"said in {fact.said_in}", sheet.left + wide + 8, y, size=7.5, color=SOFT, limit=sheet.right - sheet.left - wide - 8)
    if len(known) > len(shown):
        y += 11
        sheet.text(f"and {len(known) - len(shown)} more in the record", sheet.left, y, size=8, color=SOFT)
    sheet.rule(y + 16)


def _second(sheet: Sheet, intake: IntakeSheet) -> None:
    sheet.text(fonts.clean(intake.name), sheet.left, 46, size=9, color=SOFT, limit=300)
    _barcode(sheet, intake.chart, 32)
    sheet.text("Mark every place that hurts, and write how much from 0 to 10 beside it", sheet.left, 88, size=10.5, bold=True)
    middle, height = (sheet.left + sheet.right) / 2, 350.0
    for back, x in ((False, middle - 120), (True, middle + 120)):
        body_map.draw(sheet, x, 104, height, back=back)
    y = 104 + height + 44
    sheet.text("Pain today: circle one", sheet.left, y, size=9, bold=True)
    step = (sheet.right - sheet.left - 20) / 10
    for number in range(11):
        x = sheet.left + 10 + step * number
        sheet.canvas.setStrokeColor(LINE)
        sheet.canvas.circle(x, sheet.height - y - 20, 10, stroke=1, fill=0)
        sheet.text(str(number), x, y + 23.5, size=9, align="center")
    sheet.text("No pain", sheet.left, y + 44, size=7.5, color=SOFT)
    sheet.text("Worst imaginable", sheet.right, y + 44, size=7.5, color=SOFT, align="right")
    y += 72
    sheet.text("Is there anything else we should know?", sheet.left, y, size=9, bold=True)
    for line in range(2):
        sheet.rule(y + 22 + 20 * line)
    end = sheet.height - 74
    for label, x, right in (("Signature", sheet.left, sheet.left + 260), ("Date", sheet.right - 150, sheet.right)):
        sheet.rule(end, x=x, right=right, color=SOFT)
        sheet.text(label, x, end + 12, size=7.5, color=SOFT)
