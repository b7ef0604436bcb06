"""The outline of a body, front and back, to mark where it hurts."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from frontdesk.domain.body import FIGURE, HEIGHT
from frontdesk.letters.page import LINE, SOFT, Sheet


def _path(canvas: Canvas, points: tuple[tuple[float, float], ...], x: float, y: float, scale: float, height: float) -> None:
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
    _path(canvas, FIGURE, x, y, scale, sheet.height)
    canvas.ellipse(x - 19.5 * scale, sheet.height - (y + 54 * scale), x + 19.5 * scale, sheet.height - (y + 4 * scale), stroke=1, fill=0)
    left, right = ("L", "R") if back else ("R", "L")
    sheet.text(left, x - 86 * scale, y + 80 * scale, size=8, color=SOFT, align="center")
    sheet.text(right, x + 86 * scale, y + 80 * scale, size=8, color=SOFT, align="center")
    sheet.text("Back" if back else "Front", x, y + height + 14, size=8.5, color=SOFT, align="center")
