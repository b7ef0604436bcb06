"""The outline of a body, front and back, to mark where it hurts."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from frontdesk.domain.answer_sheet import BACK_SITES, MIDDLE_SITES, places
from frontdesk.domain.body import FIGURE, HEIGHT, PLACES
from frontdesk.letters import form, wording
from frontdesk.letters.page import ACCENT, LINE, SOFT, Sheet

WHITE = HexColor("#FFFFFF")


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


def draw(sheet: Sheet, x: float, y: float, height: float, *, back: bool, locale: str = "en") -> None:
    """One figure with its middle at ``x`` and its head at ``y`` from the top; R and L stand beside the shoulders."""
    scale = height / HEIGHT
    canvas = sheet.canvas
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(1)
    _path(canvas, FIGURE, x, y, scale, sheet.height)
    canvas.ellipse(x - 19.5 * scale, sheet.height - (y + 54 * scale), x + 19.5 * scale, sheet.height - (y + 4 * scale), stroke=1, fill=0)
    left, right = ("L", "R") if back else ("R", "L")
    left, right = wording.word(left, locale), wording.word(right, locale)
    sheet.text(left, x - 86 * scale, y + 80 * scale, size=8, color=SOFT, align="center")
    sheet.text(right, x + 86 * scale, y + 80 * scale, size=8, color=SOFT, align="center")
    sheet.text(wording.word("Back" if back else "Front", locale), x, y + height + 14, size=8.5, color=SOFT, align="center")


def _at(site: str, side: str, x: float, y: float, scale: float, *, back: bool) -> tuple[float, float]:
    """Where a site lies on the paper: from the front a person's left is at the right."""
    px, py = PLACES[site]
    px = 0.0 if site in MIDDLE_SITES else px
    return x + px * scale * (1 if (side == "left") != back else -1), y + py * scale


def draw_pins(sheet: Sheet, x: float, y: float, height: float, pins: Sequence[tuple[int, str, str]], *, back: bool, beside: float = 0) -> None:
    """(number, site, side) as discs with their number; where the side was not said, dashed rings on both.

    ``beside``: so many points away from the place itself, towards the edge, where a box stands on it.
    """
    scale, taken = height / HEIGHT, dict[tuple[float, float], int]()
    for number, site, side in pins:
        if site not in PLACES or (site in BACK_SITES) != back:
            continue
        sides = (side,) if side in ("left", "right") or site in MIDDLE_SITES else ("left", "right")
        for one in sides:
            px, py = _at(site, one, x, y, scale, back=back)
            again = taken.get((px, py), 0)
            taken[px, py] = again + 1
            px += (1 if px >= x else -1) * (beside + 15 * again)
            _pin(sheet, number, px, py, certain=side in ("left", "right", "both") or site in MIDDLE_SITES)


def _pin(sheet: Sheet, number: int, x: float, y: float, *, certain: bool) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    canvas.setStrokeColor(ACCENT)
    canvas.setFillColor(ACCENT if certain else WHITE)
    canvas.setLineWidth(1)
    if not certain:
        canvas.setDash([2, 2])
    canvas.circle(x, sheet.height - y, 7, stroke=1, fill=1)
    canvas.restoreState()
    sheet.text(str(number), x, y + 3, size=8, bold=True, color=WHITE if certain else ACCENT, align="center")


def draw_boxes(sheet: Sheet, x: float, y: float, height: float, *, back: bool) -> None:
    """A box to tick at each site, beside the place of its pin."""
    for field, site, side in places():
        if (site in BACK_SITES) == back:
            px, py = _at(site, side or "left", x, y, height / HEIGHT, back=back)
            form.box(sheet, field, f"{side} {site.replace('_', ' ')}".strip(), px, py)
