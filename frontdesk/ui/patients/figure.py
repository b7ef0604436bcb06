"""The figure front and back, with pins and drawn lines (ux.md 3.9), and beneath it the same as rows that need no picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.body import FIGURE, HEIGHT, PLACES, SEEN
from frontdesk.domain.fact_words import PAIRED
from frontdesk.domain.intake_note import Pin, pinned, pins
from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.body_map import figure_lines, figure_path
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

_HALF = 118.0
"""Half the width of one figure with room for its pins, in the figure's own measure."""
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}

PLACES_BY_NAME: dict[str, tuple[str, str]] = {
    Pin(site, side).name: (site, side) for site in PLACES for side in (("right", "left") if site in PAIRED else ("", "right", "left"))
}  # fmt: skip
"""Every place that a pin may have, in words."""


_GLOW = 27.0
"""How far the colour of a place spreads, in the figure's own measure."""
_DISC, _OUT = 17.0, 46.0
"""Radius of the disc with a pin's number, and how far beside the place it stands, in the figure's own measure."""
_READ = 4.6
_FIRST = Pin("lower_back", back=True)
"""Where the first pin lies that is put by keys."""
_DIGITS = "0123456789"
HOW = (("Enter", "pin"), ("↑ ↓ ← →", "walk"), ("1 – 9", "pain"), ("0", "ten"), ("F", "front or back"), ("Del", "take out"), ("PgDn", "next pin"), ("?", "all keys"))
"""What the keys do on the figure, for the foot of the window."""


def spot(pin: Pin) -> tuple[float, float]:
    """Where a pin lies on its figure: seen from the front the person's right is at the left."""
    x, y = PLACES[pin.site]
    sign = {"right": -1, "left": 1}.get(pin.side, 0 if pin.site not in PAIRED else 1)
    return (x if sign else 0) * (sign or 1) * (-1 if pin.back else 1), y


def discs(found: Sequence[Pin]) -> list[tuple[float, float]]:
    """Where the number of each pin stands: beside its place, and higher or lower where another's stands there already."""
    made: list[tuple[float, float]] = []
    for pin in found:
        x, y = spot(pin)
        beside = x + (-_OUT if x < 0 or (x == 0 and not pin.back) else _OUT)
        near = [there for other, there in zip(found, made, strict=False) if other.back == pin.back]
        steps = (sign * 6.0 * many for many in range(40) for sign in (1, -1))
        free = next((step for step in steps if all((beside - ox) ** 2 + (y + step - oy) ** 2 >= (2 * _DISC + 3) ** 2 for ox, oy in near)), 0.0)
        made.append((beside, y + free))
    return made


def _strange(pin: Pin) -> float:
    """How much farther a place seems that nobody looks for on this figure."""
    return 60.0 if SEEN.get(pin.site, pin.back) != pin.back else 0.0


def disc_tint(tint: QColor) -> QColor:
    """Darker until a white number on it is read well (ux.md 3.9)."""
    while contrast(tint) < _READ:
        tint = tint.darker(104)
    return tint


def contrast(tint: QColor) -> float:
    """Against white, by WCAG."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4) for c in (tint.redF(), tint.greenF(), tint.blueF()))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class Figure(QWidget):
    """A click places a pin in the nearest region, Enter one more, 1 to 9 and 0 (ten) say how much it hurts, arrows walk, F turns it to the back or front,
    Delete takes it out, Page up and down go from pin to pin; a line that is drawn belongs to the pin in hand. The first arrow or digit places the first pin.
    """

    changed = Signal()
    entered = Signal()
    """The keyboard came, or went."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.pins: list[Pin] = []
        self.current = -1
        self._line: list[QPointF] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Body map, front and back")
        self.setMinimumHeight(look.px(250))
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(300), self.look.px(270))

    def put(self, found: list[Pin]) -> None:
        self.pins = found
        self.current = min(self.current if self.current >= 0 else 0, len(found) - 1)
        self.setAccessibleDescription("; ".join(f"{n}: {p.name}" for n, p in enumerate(found, 1)))
        self.update()

    @property
    def _scale(self) -> float:
        return min((self.height() - 30) / HEIGHT, self.width() / (4 * _HALF))

    def _middle(self, *, back: bool) -> float:
        return self.width() / 2 + (_HALF if back else -_HALF) * self._scale

    def _inside(self, at: QPointF) -> tuple[float, float, bool]:
        """Place in the figure's own measure, and whether on the back."""
        back = at.x() > self.width() / 2
        return (at.x() - self._middle(back=back)) / self._scale, (at.y() - 6) / self._scale, back

    # -- hands

    def event(self, event: QEvent) -> bool:
        """Letters typed here are no commands: somebody who types words on the figure books nobody and makes no letter."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.text().isalnum() and not event.modifiers() & _COMMANDS:
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._line = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._line:
            self._line.append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        line, self._line = self._line, []
        if not line:
            return
        if len(line) > 4 and (line[-1] - line[0]).manhattanLength() > 14 and self.current >= 0:
            points = tuple((round(x, 1), round(y, 1)) for x, y, _ in map(self._inside, line))
            pin = self.pins[self.current]
            self._set(replace(pin, strokes=(*pin.strokes, points)))
        else:
            x, y, back = self._inside(event.position())
            on = (n for n, (dx, dy) in enumerate(discs(self.pins)) if self.pins[n].back == back and (dx - x) ** 2 + (dy - y) ** 2 <= _DISC**2)
            if (number := next(on, None)) is not None:  # a click on a number takes that pin in hand
                self.current = number
                self.update()
            else:
                self._place(x, y, back=back)

    def _place(self, x: float, y: float, *, back: bool) -> None:
        made = [Pin(site, side, back=back) for site, side in PLACES_BY_NAME.values()]
        best = min(made, key=lambda p: (spot(p)[0] - x) ** 2 + (spot(p)[1] - y) ** 2)
        there = next((n for n, p in enumerate(self.pins) if (p.site, p.side, p.back) == (best.site, best.side, best.back)), None)
        if there is None:
            self.pins.append(best)
            self.current = len(self.pins) - 1
            self.changed.emit()
        else:
            self.current = there
            self.update()

    def _set(self, pin: Pin) -> None:
        self.pins[self.current] = pin
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        pin = self.pins[self.current] if 0 <= self.current < len(self.pins) else None
        pain = (int(event.text()) or 10) if event.text() and event.text() in _DIGITS else None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _COMMANDS:
            self.another()
        elif pin is None and (pain is not None or key in _ARROWS):
            self.another(pain)
        elif pin is None:
            super().keyPressEvent(event)
        elif pain is not None:
            self._set(replace(pin, pain=pain))
        elif key in _ARROWS:
            self._walk(pin, *_ARROWS[key])
        elif key == Qt.Key.Key_F:
            self._set(replace(pin, back=not pin.back))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            del self.pins[self.current]
            self.current = min(self.current, len(self.pins) - 1)
            self.changed.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.current = (self.current + (1 if key == Qt.Key.Key_PageDown else -1)) % len(self.pins)
            self.update()
        else:
            super().keyPressEvent(event)

    def another(self, pain: int | None = None) -> None:
        """One more pin, in hand at once: the first in the low back, the next beside the one in hand."""
        taken = {(p.site, p.side, p.back) for p in self.pins}
        start = self.pins[self.current] if 0 <= self.current < len(self.pins) else _FIRST
        places = (replace(_FIRST, site=site, side=side, back=start.back) for site, side in PLACES_BY_NAME.values())
        free = [p for p in places if (p.site, p.side, p.back) not in taken]
        if not free:
            return
        x, y = spot(start)
        self.pins.append(replace(min(free, key=lambda p: abs(spot(p)[0] - x) + abs(spot(p)[1] - y) + _strange(p)), pain=pain))
        self.current = len(self.pins) - 1
        self.changed.emit()

    def _walk(self, pin: Pin, across: int, down: int) -> None:
        """To the nearest region in that direction."""
        x, y = spot(pin)
        ahead = []
        for site, side in PLACES_BY_NAME.values():
            other = replace(pin, site=site, side=side)
            dx, dy = spot(other)[0] - x, spot(other)[1] - y
            along, aside = (dx * across, abs(dy)) if across else (dy * down, abs(dx))
            if along > 1:
                ahead.append((along + 2 * aside + _strange(other), other))
        if ahead:
            self._set(min(ahead, key=lambda one: one[0])[1])

    # -- paint

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, places = self.look, QPainter(self), discs(self.pins)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for back in (False, True):
            painter.save()
            painter.translate(self._middle(back=back), 6)
            painter.scale(self._scale, self._scale)
            painter.setPen(QPen(look.color("border2"), 1.6))
            painter.setBrush(look.color("border"))
            painter.drawPath(figure_path(FIGURE))
            painter.drawEllipse(QPointF(0, 29), 19.5, 25)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("border2"), 1.2))
            painter.drawPath(figure_lines(back=back))
            for number, (pin, at) in enumerate(zip(self.pins, places, strict=True)):
                if pin.back == back:
                    self._pin(painter, number, pin, at)
            painter.restore()
            self._words(painter, back=back)
        if self._line:
            painter.setPen(QPen(look.color("danger"), 2))
            painter.drawPolyline(self._line)
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def _words(self, painter: QPainter, *, back: bool) -> None:
        look, middle = self.look, self._middle(back=back)
        painter.setPen(look.color("text2"))
        painter.setFont(look.font(11, 600))
        wide, top = look.px(60), 6 + HEIGHT * self._scale
        painter.drawText(QRectF(middle - wide, top, 2 * wide, look.px(18)), int(Qt.AlignmentFlag.AlignCenter), "Back" if back else "Front")
        for word, x in (("R", 1 if back else -1), ("L", -1 if back else 1)):
            painter.drawText(QRectF(middle + x * 82 * self._scale - 10, 6 + 78 * self._scale, 20, look.px(16)), int(Qt.AlignmentFlag.AlignCenter), word)

    def _pin(self, painter: QPainter, number: int, pin: Pin, place: tuple[float, float]) -> None:
        tint = QColor(self.look.pain_color(pin.pain)) if pin.pain is not None else self.look.color("text3")
        x, y = spot(pin)
        glow = QRadialGradient(QPointF(x, y), _GLOW)
        for at, strength in ((0, 200), (0.6, 110), (1, 0)):
            tint.setAlpha(strength)
            glow.setColorAt(at, tint)
        tint.setAlpha(255)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(glow)
        painter.drawEllipse(QPointF(x, y), _GLOW, _GLOW)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tint, 3))
        for line in pin.strokes:
            painter.drawPolyline([QPointF(*point) for point in line])
        disc = QRectF(place[0] - _DISC, place[1] - _DISC, 2 * _DISC, 2 * _DISC)
        painter.setPen(QPen(self.look.color("text2"), 2))
        painter.drawLine(QPointF(x + (4 if place[0] > x else -4), y), QPointF(*place))  # the disc covers its end
        inked = self.look.color("focus" if number == self.current and self.hasFocus() else "surface")
        painter.setPen(QPen(inked, 4))
        painter.setBrush(disc_tint(tint))
        painter.drawEllipse(disc)
        painter.setPen(QColor("#FFFFFF"))
        font = self.look.font(12, 600)
        font.setPixelSize(20)
        painter.setFont(font)
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(number + 1))


class BodyField(QWidget):
    """The figure and its rows: the same data twice. ``changed`` with the value as an answer keeps it."""

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.figure = Figure(context.look)
        self.figure.changed.connect(self._drawn)
        if (keys := context.extra.get("keys")) is not None:
            self.figure.entered.connect(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figure)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        column.addLayout(self.rows)
        line = QHBoxLayout()
        self.add = Button(context.look, "Another place", icon="plus", kind="ghost", then=self._another)
        line.addWidget(self.add)
        line.addWidget(Paragraph("Click a spot or press Enter; arrows walk, 1 to 9 and 0 (ten) say the pain, F turns, Delete takes out.", role="faint"), 1)
        column.addLayout(line)

    def value(self) -> list[dict[str, Any]]:
        return pinned(self.figure.pins)

    def put(self, value: Any) -> None:
        if value != self.value() or (value and not self.rows.count()):
            self.figure.put(list(pins(value)))
            self._show_rows()

    def _drawn(self) -> None:
        self._show_rows()
        self.figure.update()
        self.changed.emit(self.value())

    def _another(self) -> None:
        self.figure.another()
        self.figure.setFocus()

    def _show_rows(self) -> None:
        clear(self.rows)
        for number, pin in enumerate(self.figure.pins):
            row = QHBoxLayout()
            row.addWidget(PlainLabel(f"{number + 1}", role="strong"))
            place = Combo(f"Place {number + 1}")
            place.setMinimumContentsLength(14)
            place.addItems(list(PLACES_BY_NAME))
            place.setCurrentText(pin.name)
            place.activated.connect(lambda _, n=number, box=place: self._change(n, **dict(zip(("site", "side"), PLACES_BY_NAME[box.currentText()], strict=True))))
            row.addWidget(place, 4)
            pain = Combo(f"Pain at place {number + 1}")
            pain.addItems(["pain", *map(str, range(11))])
            pain.setCurrentText("pain" if pin.pain is None else str(pin.pain))
            pain.activated.connect(lambda index, n=number: self._change(n, pain=index - 1 if index else None))
            pain.setFixedWidth(self.context.look.px(82))
            row.addWidget(pain)
            words = QLineEdit(pin.words)
            words.setPlaceholderText("deep ache, on stairs")
            words.setCursorPosition(0)
            words.setAccessibleName(f"Words about place {number + 1}")
            words.editingFinished.connect(lambda n=number, edit=words: self._change(n, words=edit.text().strip()))
            row.addWidget(words, 5)
            turn = partial(self._change, number, back=not pin.back)
            side = Button(self.context.look, "Back" if pin.back else "Front", kind="ghost", name=f"Place {number + 1}: turn", then=turn)
            side.setFixedWidth(self.context.look.px(66))  # one width for both words, so that the rows stand under each other
            row.addWidget(side)
            row.addWidget(Button(self.context.look, "", icon="x", kind="ghost", name=f"Take place {number + 1} out", then=partial(self._take_out, number)))
            self.rows.addLayout(row)

    def _change(self, number: int, **fields: Any) -> None:
        if number < len(self.figure.pins) and replace(self.figure.pins[number], **fields) != self.figure.pins[number]:
            self.figure.pins[number] = replace(self.figure.pins[number], **fields)
            self.figure.update()
            if "back" in fields:
                self._show_rows()
            self.changed.emit(self.value())

    def _take_out(self, number: int) -> None:
        del self.figure.pins[number]
        self.figure.current = min(self.figure.current, len(self.figure.pins) - 1)
        self._drawn()
