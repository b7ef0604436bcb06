"""The figure with a pin for each site: the number of the fact, dashed rings on both sides where the side is not known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.domain.body import FIGURE, HEIGHT, LINES, PLACES
from frontdesk.domain.fact import RecordedFact
from frontdesk.ui.theme.look import Look


@cache
def figure_path(points: tuple[tuple[float, float], ...]) -> QPainterPath:
    """A closed Catmull-Rom curve through the points."""
    path = QPainterPath(QPointF(*points[0]))
    count = len(points)
    for n in range(count):
        before, start, end, after = (points[(n + k) % count] for k in (-1, 0, 1, 2))
        path.cubicTo(start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6,
                     end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6, *end)  # fmt: skip
    path.closeSubpath()
    return path


def figure_lines(*, back: bool) -> QPainterPath:
    """What lets one see front and back, and where the joints are."""
    path = QPainterPath()
    for line in LINES[back]:
        path.moveTo(*line[0])
        if len(line) == 2:
            path.lineTo(*line[1])
        else:
            (x0, y0), (x1, y1), (x2, y2) = line
            path.quadTo(2 * x1 - (x0 + x2) / 2, 2 * y1 - (y0 + y2) / 2, x2, y2)
    return path


_SHORTEST, _TALLEST = 164, 240
_MIDDLE = 0.46
"""Where the figure's middle is, as a share of the width."""


class BodyMap(QWidget):
    """Small, seen from the front: the person's right is at the left."""

    def __init__(self, look: Look, *, tall: int = _TALLEST, wide: int = 104) -> None:
        super().__init__()
        self.look, self.tall, self.wide = look, tall, wide
        self._facts: list[tuple[int, RecordedFact]] = []
        self._pain = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Body map")
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(self.wide), self.look.px(self.tall))

    def stand_beside(self, rows: int) -> None:
        """As tall as that many rows of facts, within what can be read: what is not needed goes to what stands below."""
        self.tall = max(_SHORTEST, min(_TALLEST, 27 * rows))
        self.updateGeometry()

    def show_facts(self, facts: Sequence[RecordedFact]) -> None:
        """Numbers as in the panel."""
        self._facts = [(n, f) for n, f in enumerate(facts, 1) if f.fact.kind == "body_site" and f.fact.value in PLACES]
        scores = [f.fact.value["max"] for f in facts if f.fact.kind == "pain_score" and isinstance(f.fact.value, dict)]
        self._pain = float(scores[0]) if scores else 0.0
        self.setAccessibleDescription(", ".join(f"{n}: {f.fact.value} {f.fact.side or ''}" for n, f in self._facts))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        painter.translate(self.width() * _MIDDLE, 4)
        painter.scale(scale, scale)
        painter.setPen(QPen(self.look.color("border2"), 1.6))
        painter.setBrush(self.look.color("border"))
        painter.drawPath(figure_path(FIGURE))
        painter.drawEllipse(QPointF(0, 29), 19.5, 25)
        for number, recorded in self._facts:
            self._pin(painter, number, recorded)
        painter.end()

    def _scale(self) -> float:
        return (self.height() - 12) / HEIGHT

    def _beside(self, x: float, y: float, across: float) -> tuple[QRectF, int]:
        """Where a pin's number stands, and on which side: outside of the figure, or, where the picture ends there, towards its middle."""
        low, high = -self.width() * _MIDDLE / self._scale(), self.width() * (1 - _MIDDLE) / self._scale()
        way = 1 if x >= 0 else -1
        if not low <= x + way * (26 + across) <= high:
            way = -way
        return QRectF(x + 26 if way > 0 else x - 26 - across, y - across / 2, across, across), way

    def _pin(self, painter: QPainter, number: int, recorded: RecordedFact) -> None:
        x, y = PLACES[str(recorded.fact.value)]
        tint = QColor(self.look.pain_color(self._pain)) if self._pain else self.look.fact_colors("site")[1]
        side = recorded.fact.side
        places = [-x] if side == "right" else [x] if side == "left" else [-x, x]
        if x == 0:
            places = [0]
        sure = side in ("left", "right", "both") or x == 0
        painter.setPen(QPen(tint, 3, Qt.PenStyle.SolidLine if sure else Qt.PenStyle.DashLine))
        soft = QColor(tint)
        soft.setAlpha(90)
        painter.setBrush(soft)
        for place in places:
            painter.drawEllipse(QPointF(place, y), 15, 15)
        across = self.look.px(15) / painter.transform().m11()  # on a small figure the number stays as large as it must be to be read
        disc, way = self._beside(places[-1], y, across)
        painter.setPen(QPen(tint.darker(120), 2))
        painter.drawLine(QPointF(places[-1] + 15 * way, y), QPointF(disc.left() if way > 0 else disc.right(), y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint.darker(135))
        painter.drawEllipse(disc)
        painter.setPen(QColor("#FFFFFF"))
        font = self.look.font(12, 600)
        font.setPixelSize(int(across * 0.64))
        painter.setFont(font)
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(number))
