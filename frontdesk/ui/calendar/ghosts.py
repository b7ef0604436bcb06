"""What lies over the visits: free times with their digits, what the hand holds, the nearest free time, the ticks of the now line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from frontdesk.domain import when
from frontdesk.domain.clinic import House
from frontdesk.domain.fit import Fit, Verdict
from frontdesk.domain.slots import Slot
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.safe_text import name, shown


@dataclass(frozen=True)
class Ghost:
    """One of them. ``kind``: "slot", "lit" (the highlighted slot), "fits", "conflict", "warn", "free"."""

    rect: QRectF
    kind: str
    top: str
    line: str
    digit: str = ""
    short: tuple[str, str] = ("", "")
    """Both lines where they do not fit."""

    @property
    def leads(self) -> list[QLineF]:
        """What is held is led to its times at the left."""
        held, rect = self.kind in ("fits", "conflict", "warn"), self.rect
        return [QLineF(0, y, rect.left(), y) for y in (rect.top() + 0.5, rect.bottom() + 0.5)] if held else []


_LOOKS = {
    "slot": ("surface", "accent", "accentText", Qt.PenStyle.DashLine, ""), "lit": ("accentSoft", "accent", "accentText", Qt.PenStyle.SolidLine, "check-circle-fill"),
    "fits": ("accentSoft", "accent", "accentText", Qt.PenStyle.SolidLine, "check-circle-fill"),
    "conflict": ("dangerSoft", "danger", "dangerText", Qt.PenStyle.SolidLine, "warning-fill"),
    "warn": ("warnSoft", "warn", "warnText", Qt.PenStyle.SolidLine, "warning"),
    "free": ("accentSoft", "accent", "accentText", Qt.PenStyle.DashLine, "caret-down"),
}  # fmt: skip
"""Kind -> fill, border, ink, line, icon."""


def apart(slots: Sequence[Slot], current: int, column: Callable[[Slot], int]) -> Iterator[int]:
    """The numbers of the free times that are drawn, the highlighted one first: no two overlap in a column, the better one stays."""
    order = [current] if 0 <= current < len(slots) else []
    taken: list[int] = []
    for number in [*order, *(n for n in range(len(slots)) if n != current)]:
        one = slots[number]
        if not any(column(slots[t]) == column(one) and slots[t].start < one.end and one.start < slots[t].end for t in taken):
            taken.append(number)
            yield number


def free_words(slot: Slot, house: House) -> str:
    return f"{shown(house.room(slot.room_id).name)} free" if slot.room_id else "no room needed"


def room_words(slot: Slot, house: House) -> str:
    return shown(house.room(slot.room_id).name) if slot.room_id else "no room"


def held_ghost(rect: QRectF, who: str, verdict: Verdict, house: House, words: str) -> Ghost:
    """What is held, as it would stand: whose it is, and whether it fits."""
    kind = {Fit.FITS: "fits", Fit.OUTSIDE: "warn"}.get(verdict.fit, "conflict")
    return Ghost(rect, kind, name(who) if who else "New visit", free_words(verdict.slot, house) if verdict.fits else words)


def free_ghost(rect: QRectF, slot: Slot, house: House, *, clock24: bool, key: str) -> Ghost:
    room = f"{shown(house.room(slot.room_id).name)}, " if slot.room_id else ""
    told = f"{when.clock(slot.start, clock24=clock24).removesuffix(' am').removesuffix(' pm')} is free"
    return Ghost(rect, "free", told, f"{room}press {key}", short=(told, f"press {key}"))


class GhostLayer(QWidget):
    """Lies over the visits and lets every press through. ``show_ghosts`` paints anew only what changed."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = context.look
        self.ghosts: list[Ghost] = []
        self.ticks: list[QRectF] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def show_ghosts(self, ghosts: list[Ghost]) -> None:
        if ghosts == self.ghosts:
            return
        for one in (*self.ghosts, *ghosts):
            self.update(one.rect.toAlignedRect().adjusted(-6, -6, 6, 10))
            for line in one.leads:
                self.update(QRectF(line.p1(), line.p2()).toAlignedRect().adjusted(0, -2, 0, 2))
        self.ghosts = ghosts

    def show_ticks(self, ticks: list[QRectF]) -> None:
        if ticks != self.ticks:
            self.ticks = ticks
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.ghosts and not self.ticks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tick in self.ticks:
            painter.fillRect(tick, self.look.color("now"))
        clip = QRectF(event.rect())
        for ghost in self.ghosts:
            painter.setPen(QPen(self.look.color(_LOOKS[ghost.kind][1]), 1, Qt.PenStyle.DotLine))
            painter.drawLines(ghost.leads)
            if ghost.rect.adjusted(-6, -6, 6, 10).intersects(clip):
                self._paint(painter, ghost)
        painter.end()

    def _paint(self, painter: QPainter, ghost: Ghost) -> None:
        look, rect = self.look, ghost.rect
        fill, line, ink, style, icon = _LOOKS[ghost.kind]
        if ghost.kind in ("lit", "fits", "conflict", "warn"):
            painter.setPen(Qt.PenStyle.NoPen)
            for spread, alpha in ((3, 14), (1.5, 22)):
                painter.setBrush(QColor(0, 0, 0, alpha))
                painter.drawRoundedRect(rect.adjusted(-spread / 2, 2, spread / 2, 2 + spread), look.px(8), look.px(8))
        ground = look.color(fill)
        if ghost.kind == "conflict":
            ground.setAlpha(236)  # who is in the way shines through
        painter.setPen(QPen(look.color(line), 1.4 if style is Qt.PenStyle.DashLine else 2, style))
        painter.setBrush(ground)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), look.px(7), look.px(7))
        self._words(painter, ghost, look.color(ink), icon)

    def _words(self, painter: QPainter, ghost: Ghost, ink: QColor, icon: str) -> None:
        look, rect = self.look, ghost.rect
        low = rect.height() < look.px(38)
        y = rect.top() + (min(look.px(6), (rect.height() - look.px(36)) / 2) if not low else (rect.height() - look.px(18)) / 2)
        left, right = rect.left() + look.px(10), rect.right() - look.px(8)
        if ghost.digit:
            cap = QRectF(rect.left() + look.px(8), max(y - look.px(1), rect.top() + look.px(5)), look.px(20), look.px(20))
            self._digit(painter, cap, ghost, ink)
            left = cap.right() + look.px(8)
        if icon and ghost.kind in ("fits", "lit"):
            painter.drawPixmap(int(right - look.px(15)), int(y + look.px(1)), look.pixmap(icon, "accent", 15))
            right -= look.px(20)
        elif icon:
            painter.drawPixmap(int(left), int(y + look.px(1)), look.pixmap(icon, ink, 15))
            left += look.px(22)
        first, second = ghost.top, ghost.line
        if ghost.short[0] and QFontMetrics(look.font(13, 600)).horizontalAdvance(first) > right - left:
            first = ghost.short[0]
        if ghost.short[1] and QFontMetrics(look.font(12)).horizontalAdvance(second) > right - left:
            second = ghost.short[1]
        top = second if low and ghost.kind in ("conflict", "warn") else first
        used = self._text(painter, top, look.font(13, 600), ink, QRectF(left, y, right - left, look.px(18)))
        if not low:
            self._text(painter, second, look.font(12), ink, QRectF(left, y + look.px(18), rect.right() - look.px(8) - left, look.px(17)))
        elif top == first and right - left - used > look.px(50):
            self._text(painter, second, look.font(12), ink, QRectF(left + used + look.px(8), y, right - left - used - look.px(8), look.px(18)))

    def _digit(self, painter: QPainter, cap: QRectF, ghost: Ghost, ink: QColor) -> None:
        look = self.look
        lit = ghost.kind == "lit"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent" if lit else "accentSoft"))
        painter.drawRoundedRect(cap, look.px(5), look.px(5))
        painter.setPen(look.color("onAccent") if lit else ink)
        painter.setFont(look.font(12, 600))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), ghost.digit)

    @staticmethod
    def _text(painter: QPainter, text: str, font: QFont, ink: QColor, rect: QRectF) -> float:
        painter.setFont(font)
        painter.setPen(ink)
        metrics = QFontMetrics(font)
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, int(rect.width())))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), words)
        return metrics.horizontalAdvance(words)
