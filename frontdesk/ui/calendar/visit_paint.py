"""How a visit looks, by its height and width (ux.md 8). Fonts, cut texts, frames and icons are kept: a week holds hundreds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from frontdesk.domain.appointment import Status, Visit
from frontdesk.domain.clinic import AppointmentType, House
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import chip_colors
from frontdesk.ui.widgets.safe_text import name, shown

Chip = tuple[str, str, str]
"""Words or empty, group, icon."""


@dataclass(frozen=True)
class Face:
    """All that a visit's look depends on, beside its size. ``corner``: what the column does not say, its room or, in a column of a room, its clinician."""

    visit: Visit
    house: House
    chip: Chip
    chosen: bool = False
    corner: str = ""

    @property
    def past(self) -> bool:
        return self.visit.appointment.status is Status.DONE


class Letters:
    """One face at one size: widths and cut texts are measured once."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        self._rise = (self._metrics.ascent() - self._metrics.descent()) / 2
        self._wide: dict[str, int] = {}
        self._cut: dict[tuple[str, int], str] = {}

    def width(self, text: str) -> int:
        if text not in self._wide:
            if len(self._wide) > 4000:
                self._wide.clear()
            self._wide[text] = self._metrics.horizontalAdvance(text)
        return self._wide[text]

    def cut(self, text: str, room: int) -> str:
        if self.width(text) <= room:
            return text
        key = (text, room)
        if key not in self._cut:
            if len(self._cut) > 4000:
                self._cut.clear()
            self._cut[key] = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return self._cut[key]

    def draw(self, painter: QPainter, text: str, ink: QColor, rect: QRectF) -> int:
        """In the middle of the rectangle's height, cut at its right; gives the width used."""
        if rect.width() < 8 or not text:
            return 0
        words = self.cut(text, int(rect.width()))
        painter.setFont(self.font)
        painter.setPen(ink)
        painter.drawText(QPointF(rect.left(), rect.top() + rect.height() / 2 + self._rise), words)
        return self.width(words)


class _Sizes(dict[float, int]):
    """Token sizes in pixels, as the look gives them; asked a dozen times for each visit."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, size: float) -> int:
        self[size] = self._look.px(size)
        return self[size]


class VisitPainter:
    """For one look: theme and text size. Made anew when either changes."""

    def __init__(self, look: Look, ratio: float) -> None:
        self.look, self.ratio = look, ratio
        self._letters: dict[tuple[float, int, bool], Letters] = {}
        self._frames: dict[tuple[object, ...], QPixmap] = {}
        self._icons: dict[tuple[str, str], QPixmap] = {}
        self._inks: dict[tuple[str, bool], QColor] = {}
        self._names: dict[str, str] = {}
        self._px = _Sizes(look).__getitem__
        self._house: House | None = None
        self._kinds: dict[int, AppointmentType] = {}

    def _name(self, face: Face) -> str:
        """The name as it may be shown; which letters are safe is asked once."""
        said = face.visit.patient_name
        if said not in self._names:
            if len(self._names) > 4000:
                self._names.clear()
            self._names[said] = name(said)
        return self._names[said]

    def letters(self, size: float, weight: int = 400, *, struck: bool = False) -> Letters:
        key = (size, weight, struck)
        if key not in self._letters:
            font = self.look.font(size, weight)
            font.setStrikeOut(struck)
            self._letters[key] = Letters(font)
        return self._letters[key]

    def paint(self, painter: QPainter, rect: QRectF, face: Face) -> None:
        kind = self._kind(face)
        painter.drawPixmap(rect.topLeft(), self._frame(rect, face, kind.look))
        if face.visit.appointment.overlap_reason:
            side = self.look.px(16)
            painter.drawPixmap(QPointF(rect.right() - side, rect.bottom() - side - 1), self._icon("warning-fill", "warn"))
        self._words(painter, rect.adjusted(0.5, 0.5, -0.5, -1.5), face, self._ink(kind.look, past=face.past), kind.name)

    def _kind(self, face: Face) -> AppointmentType:
        key = face.visit.appointment.type_id
        if self._house is not face.house:
            self._house, self._kinds = face.house, {t.id: t for t in face.house.types}
        return self._kinds[key]

    def _ink(self, look: str, *, past: bool) -> QColor:
        if (look, past) not in self._inks:
            self._inks[look, past] = self.look.color("text3") if past else self.look.type_colors(look)[2]
        return self._inks[look, past]

    def _icon(self, icon: str, token: str) -> QPixmap:
        if (icon, token) not in self._icons:
            self._icons[icon, token] = self.look.pixmap(icon, token, 14, self.ratio)
        return self._icons[icon, token]

    def _frame(self, rect: QRectF, face: Face, look: str) -> QPixmap:
        """Ground, bar and edge, without words: the same for all visits of a type, a size and a state."""
        status = face.visit.appointment.status
        state = status if status in (Status.NO_SHOW, Status.HELD) else None
        key = (look, rect.width(), rect.height(), face.past, face.chosen, state)
        if key not in self._frames:
            if len(self._frames) > 600:
                self._frames.clear()
            self._frames[key] = self._framed(rect, face, look)
        return self._frames[key]

    def _framed(self, rect: QRectF, face: Face, kind: str) -> QPixmap:
        look, status = self.look, face.visit.appointment.status
        made = QPixmap((rect.size() * self.ratio).toSize())
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, bar, _ = look.type_colors(kind)
        if face.past:
            fill, bar = _mix(fill, look.color("surface")), _mix(bar, look.color("surface"))
        body = QRectF(0, 0, rect.width(), rect.height()).adjusted(0.5, 0.5, -0.5, -1.5)
        no_show, held = status is Status.NO_SHOW, status is Status.HELD
        edge = look.color("danger") if no_show else look.color("accent") if held or face.chosen else None
        painter.setPen(QPen(edge, 1.6, Qt.PenStyle.DashLine if no_show or held else Qt.PenStyle.SolidLine) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("surface") if no_show or held else fill)
        painter.drawRoundedRect(body, look.px(6), look.px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(bar)
        painter.drawRoundedRect(QRectF(body.left(), body.top(), look.px(4), body.height()), 2, 2)
        painter.end()
        return made

    # -- words

    def _words(self, painter: QPainter, body: QRectF, face: Face, ink: QColor, kind: str) -> None:
        """The name is the last thing to be shortened."""
        px, height = self._px, body.height() * 100 / self.look.scale
        if height < 15:
            self._smallest(painter, body, face, ink, height)
            return
        small, narrow, slim = height < 22, body.width() <= px(150), body.width() < px(64)
        y = body.top() + (px(4) if height >= 38 else (body.height() - px(17)) / 2)
        left, right = body.left() + px(7 if slim else 11), body.right() - px(5)
        letters = self.letters(12 if small else 13, 600, struck=face.visit.appointment.status is Status.NO_SHOW)
        line = QRectF(left, y, right - left, px(17 if small else 18))
        if height < 38:
            self._one_line(painter, line, face, letters, ink)
        elif slim:
            first, _, rest = self._name(face).partition(" ")
            letters.draw(painter, first, ink, line)
            letters.draw(painter, rest, ink, line.translated(0, px(16)))
        else:
            self._lines(painter, line, body, face, letters, ink, kind, narrow=narrow)

    def _smallest(self, painter: QPainter, body: QRectF, face: Face, ink: QColor, height: float) -> None:
        """A quarter of an hour on a low screen: the name alone, as small as it must be; on five minutes there is no room for one."""
        if height >= 7:
            letters = self.letters(10 if height >= 11 else 9, 600, struck=face.visit.appointment.status is Status.NO_SHOW)
            letters.draw(painter, self._name(face), ink, body.adjusted(self._px(11), 0, -self._px(5), 0))

    def _lines(self, painter: QPainter, line: QRectF, body: QRectF, face: Face, letters: Letters, ink: QColor, kind: str, *, narrow: bool) -> None:
        """Name, detail, type; where it is narrow the status stands on the second line, so that the name has the first."""
        px, right = self._px, line.right()
        tall = body.height() * 100 / self.look.scale >= 60
        if not narrow:
            whole = letters.width(self._name(face)) + px(1) + self._chip_width(face) <= line.width()
            line.setRight(self._status(painter, right, line.top(), face, wordy=whole))
        letters.draw(painter, self._name(face), ink, line)
        limit = right - line.left() - (px(34) if face.corner and (narrow or not tall) else 0)
        second = QRectF(line.left(), line.top() + px(18), limit, px(17))
        if narrow:
            self._narrow_line(painter, second, face, ink)
        else:
            self.letters(12).draw(painter, shown(face.visit.line, longest=320), ink, second)
        if tall and not narrow:
            self.letters(11.5, 500).draw(painter, kind, ink, second.translated(0, px(17)).adjusted(0, 0, -px(34), 0))
        if face.corner and body.width() >= px(78):
            self._corner(painter, body, face.corner, ink)

    def _one_line(self, painter: QPainter, line: QRectF, face: Face, letters: Letters, ink: QColor) -> None:
        """Name, then the detail where there is room; the status only where the name stays whole."""
        px, who = self._px, self._name(face)
        wide = letters.width(who)
        if wide + px(19) < line.width() or line.width() > px(110):
            whole = wide + px(1) + self._chip_width(face) <= line.width()
            line.setRight(self._status(painter, line.right(), line.top(), face, wordy=whole))
        used = letters.draw(painter, who, ink, line)
        room = line.width() - used - px(8)
        if room > px(40):
            self.letters(12).draw(painter, shown(face.visit.line, longest=320), ink, QRectF(line.left() + used + px(8), line.top(), room, line.height()))

    def _narrow_line(self, painter: QPainter, line: QRectF, face: Face, ink: QColor) -> None:
        px, (words, group, icon) = self._px, face.chip
        if line.width() < px(16):
            return
        painter.drawPixmap(QPointF(int(line.left()), int(line.top() + px(1))), self._icon(icon, _tint(face)))
        told = chip_colors(self.look, group)[1] if words else ink
        self.letters(12, 600 if words else 400).draw(painter, words or shown(face.visit.line, longest=320), told, line.adjusted(px(18), 0, 0, 0))

    def _corner(self, painter: QPainter, body: QRectF, words: str, ink: QColor) -> None:
        """At the bottom right; lower where the block is low, so that it keeps clear of the status above it."""
        px, low = self._px, body.height() * 100 / self.look.scale < 48
        letters = self.letters(10 if low else 11, 600)
        wide, high = letters.width(words) + px(10), px(14 if low else 18)
        rect = QRectF(body.right() - wide - px(5), body.bottom() - high - px(2 if low else 4), wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(self.look.color("surface"))
        painter.drawRoundedRect(rect, 4, 4)
        letters.draw(painter, words, ink, rect.adjusted(px(5), 0, 2, 0))

    def _chip_width(self, face: Face) -> int:
        words = face.chip[0]
        return self.letters(11, 600).width(words) + self._px(26) if words else 0

    def _status(self, painter: QPainter, right: float, y: float, face: Face, *, wordy: bool) -> float:
        """Draw the status at the right, in words where ``wordy``; gives where the name must end."""
        px, (words, group, icon) = self._px, face.chip
        if not words or not wordy:
            painter.drawPixmap(QPointF(int(right - px(15)), int(y + px(2))), self._icon(icon, _tint(face)))
            return right - px(19)
        wide = self._chip_width(face)
        rect = QRectF(right - wide + px(2), y - 1, wide, px(20))
        fill, ink = chip_colors(self.look, group)
        line = QColor(ink)
        line.setAlpha(70)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
        painter.drawPixmap(QPointF(int(rect.left() + px(5)), int(rect.center().y() - px(7))), self._icon(icon, _tint(face)))
        self.letters(11, 600).draw(painter, words, ink, rect.adjusted(px(20), 0, 0, 0))
        return rect.left() - px(3)


def _tint(face: Face) -> str:
    """The token of the status icon."""
    words, group, _ = face.chip
    return group if words and group in ("ok", "warn", "danger", "info") else "text3" if face.past else "text2"


def _mix(one: QColor, other: QColor) -> QColor:
    return QColor((one.red() + other.red()) // 2, (one.green() + other.green()) // 2, (one.blue() + other.blue()) // 2)
