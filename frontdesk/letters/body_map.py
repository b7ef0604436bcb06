"""The outline of a body, front and back, to mark where it hurts."""

from __future__ import annotations

import re

from reportlab.pdfgen.canvas import Canvas

from frontdesk.letters.page import LINE, SOFT, Sheet

_HALF = (
    "(9,50)(10.5,60)(22,68)(40,73)(53,80)(60,94)(64,120)(69,146)(74,170)(80,198)(85,226)(91,246)(92,262)(86,274)(80,268)(77,252)(74,230)"
    "(67,204)(60,178)(55,156)(50,132)(45,112)(43,126)(41,148)(37,172)(38,194)(43,216)(47,242)(47,272)(44,304)(39,334)(37,348)(39,368)(37,396)"
    "(29,428)(26,442)(32,454)(34,462)(27,467)(17,466)(12,458)(12,440)(14,412)(15,384)(15,356)(14,340)(13,312)(9,276)(3,240)"
)
HALF: tuple[tuple[float, float], ...] = tuple((float(x), float(y)) for x, y in re.findall(r"\(([\d.]+),([\d.]+)\)", _HALF))
HEIGHT = 470.0


def outline() -> list[tuple[float, float]]:
    """The closed outline around the middle line x = 0, y downwards, total height 470."""
    return [*HALF, *((-x, y) for x, y in reversed(HALF))]


def _path(canvas: Canvas, points: list[tuple[float, float]], x: float, y: float, scale: float, height: float) -> None:
    """Catmull-Rom through the points, as Bézier curves."""
    place = [(x + px * scale, height - (y + py * scale)) for px, py in points]
    path = canvas.beginPath()
    path.moveTo(*place[0])
    count = len(place)
    for n in range(count):
        before, start, end, after = (place[(n + k) % count] for k in (-1, 0, 1, 2))
        path.curveTo(
            start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6, end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6, *end,
        )  # fmt: skip
    path.close()
    canvas.drawPath(path, stroke=1, fill=0)


def draw(sheet: Sheet, x: float, y: float, height: float, *, back: bool) -> None:
    """One figure with its middle at ``x`` and its head at ``y`` from the top; R and L stand beside the shoulders."""
    scale = height / HEIGHT
    canvas = sheet.canvas
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(1)
    _path(canvas, outline(), x, y, scale, sheet.height)
    canvas.ellipse(x - 19.5 * scale, sheet.height - (y + 54 * scale), x + 19.5 * scale, sheet.height - (y + 4 * scale), stroke=1, fill=0)
    left, right = ("L", "R") if back else ("R", "L")
    sheet.text(left, x - 86 * scale, y + 80 * scale, size=8, color=SOFT, align="center")
    sheet.text(right, x + 86 * scale, y + 80 * scale, size=8, color=SOFT, align="center")
    sheet.text("Back" if back else "Front", x, y + height + 14, size=8.5, color=SOFT, align="center")
