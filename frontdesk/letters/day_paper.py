"""What the papers about a day share: how each page opens, the bar of a type, the letters of a status, words cut to their room."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.domain import when
from frontdesk.domain.day_sheet import DayHead
from frontdesk.letters import fonts, wording
from frontdesk.letters.page import INK, SOFT, Sheet

KEY = "B booked   W waiting   R in room   D done   N no-show   H held"
_PATTERNS: tuple[tuple[float, ...], ...] = ((), (6, 2), (2, 2), (1, 3), (8, 2, 2, 2), (4, 4), (1, 1), (10, 4))
"""Dashes of the bar at the left, by appointment type: told apart where there is no colour."""


def opened(pages: Sheet, head: DayHead, top: float) -> float:
    """A new page with clinic, day and when it was printed, its first line at ``top``; gives where the day stands. The journal's heads are at the foot."""
    pages.start(f"Journal {head.anchor}" if head.anchor else "")
    printed = f"printed {when.short_day(head.printed)}, {when.clock(head.printed, clock24=head.clock24)}"
    pages.text(fonts.clean(head.clinic), pages.left, top, size=9, color=SOFT, limit=300)
    pages.text(printed, pages.right, top, size=9, color=SOFT, align="right")
    pages.text(wording.weekday_date(head.day, head.locale), pages.left, top + 21, size=15, bold=True)
    return top + 21


def dashed(pages: Sheet, x: float, top: float, high: float, pattern: int) -> None:
    """The bar of an appointment type."""
    canvas, y = pages.canvas, pages.height - top
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(2.4)
    canvas.setDash(list(_PATTERNS[pattern % len(_PATTERNS)]))
    canvas.line(x, y, x, y - high)
    canvas.restoreState()


def short(text: str, room: float, size: float, *, bold: bool) -> str:
    """Cut with an ellipsis where it is too long; letters that cannot be set become a question mark, as the chart is beside them."""
    whole = "".join("?" if c in fonts.unprintable(text) else c for c in fonts.clean(text).replace("\n", " "))
    name = fonts.BOLD if bold else fonts.REGULAR
    fits: Callable[[str], bool] = lambda words: fonts.width(words, name, size) <= room  # noqa: E731 (one short question, asked twice)
    if fits(whole):
        return whole
    while whole and not fits(whole + "…"):
        whole = whole[:-1]
    return whole.rstrip() + "…"
