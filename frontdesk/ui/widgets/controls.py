"""Buttons, chips, key caps, discs: drawn from the tokens, each with its accessible name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.pictures import paint_kept
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown, tip


def key_words(key: str) -> str:
    """A key as this platform shows it."""
    words = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    for name, sign in (("Return", "↵"), ("Enter", "↵"), ("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓")):
        words = sign.join(words.rsplit(name, 1)) if words.endswith(f"+{name}") or words == name else words
    return words[:-1].replace("+", " ") + "+" if words.endswith("+") else words.replace("+", " ")


def draw_key(painter: QPainter, look: Look, rect: QRectF, words: str, *, ink: QColor, line: QColor) -> None:
    """A key cap: rounded outline with its word."""
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, look.px(4), look.px(4))
    painter.setPen(ink)
    painter.setFont(look.font(11, 600))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), words)


class Button(QAbstractButton):
    """Kinds: primary, secondary, ghost (no border), segment, tab (a line beneath the chosen one), undo (on the dark bar that says what was done).

    Icon left, key cap right; a count may follow the text. ``tall``: at the foot of a panel.
    """

    def __init__(self, look: Look, text: str = "", *, icon: str = "", key: str = "", kind: str = "secondary", name: str = "",
                 tall: bool = False, then: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.look, self.icon_name, self.key, self.kind, self.tall = look, icon, key, kind, tall
        self.count: int | None = None
        self._over = False
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred if text else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(shown(name or text))
        if not text:
            tip(self, f"{name}  {key_words(key)}" if key else name)
        if then:
            self.clicked.connect(lambda: then())
        look.changed.connect(self._redo)

    def _redo(self) -> None:
        self.updateGeometry()
        self.update()

    def say(self, text: str, *, count: int | None = None) -> None:
        if (text, count) == (self.text(), self.count):
            return
        self.setText(text)
        self.count = count
        self.setAccessibleName(shown(text if count is None else f"{text}, {count}"))
        self._redo()

    def strengthen(self, strong: bool) -> None:
        """Whether this is what is usually done next: of the buttons in sight only one is."""
        self.kind = "primary" if strong else "secondary"
        self.update()

    def _weight(self) -> int:
        return 600 if self.kind in ("primary", "secondary", "small", "undo") or self.isChecked() else 500

    def sizeHint(self) -> QSize:
        look = self.look
        height = max(24, look.px({"segment": 30, "chip": 26, "pill": 28, "small": 24}.get(self.kind, 38 if self.tall else 34)))
        width = look.px({"small": 16, "tab": 20}.get(self.kind, 24) if self.text() else 18)
        if self.text():
            width += QFontMetrics(look.font(13, 600)).horizontalAdvance(self._words()) - (look.px(4) if self.kind == "segment" else 0)
        if self.icon_name:
            width += look.px(16 + (6 if self.text() else 0))
        if self.key and self.text():
            width += self._cap_width() + look.px(8)
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        """A tab keeps its words and its number whole: the air beside them goes first."""
        usual = self.sizeHint()
        least = usual.width() - self.look.px(10) if self.kind == "segment" else self.look.px(44)
        return QSize(min(usual.width(), least), usual.height())

    def _words(self) -> str:
        return self.text() if self.count is None else f"{self.text()}  {self.count}"

    def _cap_width(self) -> int:
        return max(self.look.px(18), QFontMetrics(self.look.font(11, 600)).horizontalAdvance(key_words(self.key)) + self.look.px(10))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too, as people expect of the button that has the focus; a held key only once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _colors(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, border, ink."""
        look = self.look
        if self.kind == "primary":
            if not self.isEnabled():
                return look.color("sunken"), look.color("border2"), look.color("text3")
            return look.color("accentH" if self._over else "accent"), None, look.color("onAccent")
        if self.kind == "segment":
            return (look.color("surface"), look.color("border2"), look.color("text")) if self.isChecked() else (None, None, look.color("text2"))
        if self.kind == "tab":
            return None, None, look.color("accentText" if self.isChecked() else "text" if self._over else "text2")
        if self.kind == "undo":
            return look.inverse("hover") if self._over else None, None, look.inverse("accentText")
        if self.kind == "chip":
            return (look.color("accent"), None, look.color("onAccent")) if self.isChecked() else (look.color("surface"), look.color("edge"), look.color("text"))
        if self.kind == "small":
            return look.color("hover" if self._over else "surface"), look.color("border2"), look.color("accentText")
        if self.kind == "pill":
            return look.color("border" if self._over else "sunken"), None, look.color("text")
        if self.kind == "ghost":
            return (look.color("hover") if self._over else None), None, look.color("text2")
        return look.color("hover" if self._over else "surface"), look.color("border2"), look.color("text" if self.isEnabled() else "text3")

    def paintEvent(self, event: QPaintEvent) -> None:
        state = (self.isEnabled(), self.isChecked(), self._over, self.hasFocus(), self.look.theme, self.look.scale)
        paint_kept(self, (self.text(), self.count, self.icon_name, self.key, self.kind, *state), self._draw)

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, border, ink = self._colors()
        body = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        radius = body.height() / 2 if self.kind in ("chip", "pill") else look.px(8)
        painter.setPen(QPen(border, 1) if border else Qt.PenStyle.NoPen)
        painter.setBrush(fill or Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.kind == "primary":  # a gap, else blue would lie on green
                painter.setPen(QPen(look.color("surface"), 1))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5), radius - 1, radius - 1)
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius + 1, radius + 1)
        if self.kind == "tab" and self.isChecked():
            painter.fillRect(QRectF(look.px(9), self.height() - look.px(2), self.width() - look.px(18), look.px(2)), look.color("accent"))
        self._content(painter, ink)

    def _content(self, painter: QPainter, ink: QColor) -> None:
        look = self.look
        font = look.font(12 if self.kind == "small" else 13, self._weight())
        metrics = QFontMetrics(font)
        cap = self._cap_width() + look.px(8) if self.key and self.text() else 0
        icon = look.px(16 + (6 if self.text() else 0)) if self.icon_name else 0
        edge = look.px(4 if self.kind == "segment" else 8)
        room = self.width() - 2 * edge - cap - icon
        words = metrics.elidedText(self._words(), Qt.TextElideMode.ElideRight, max(room, 0))
        total = icon + metrics.horizontalAdvance(words) + cap
        x = max(edge, (self.width() - total) // 2)
        if self.icon_name:
            side = look.px(16)
            painter.drawPixmap(x, (self.height() - side) // 2, look.pixmap(self.icon_name, ink, 16, self.devicePixelRatioF()))
            x += icon
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(QRectF(x, 0, metrics.horizontalAdvance(words) + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        if cap:
            height = look.px(18)
            x += metrics.horizontalAdvance(words) + look.px(8)
            line = QColor(ink)
            line.setAlpha(110)
            draw_key(painter, look, QRectF(x, (self.height() - height) / 2, self._cap_width(), height), key_words(self.key), ink=ink, line=line)


class Chip(QWidget):
    """A short word on a tint. Groups: those of the facts, or info, warn, danger, ok, plain, accent, or "type:" and the look of an appointment type."""

    def __init__(self, look: Look, text: str, group: str = "plain", *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.text, self.group, self.icon = look, shown(text, longest=80), group, icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.text)
        tip(self, self.text)

    def say(self, text: str, group: str = "", *, icon: str = "") -> None:
        """Other words, and with a group those of another kind."""
        self.text = shown(text, longest=80)
        self.group, self.icon = (group, icon) if group else (self.group, self.icon)
        self.setAccessibleName(self.text)
        tip(self, self.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.look.font(12, 500)).horizontalAdvance(self.text) + self.look.px(18 + (18 if self.icon else 0)) + 3
        return QSize(width, self.look.px(24))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px(30), self.look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_kept(self, (self.text, self.group, self.icon, self.look.theme, self.look.scale), self._draw)

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_chip(painter, self.look, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.text, self.group, icon=self.icon)


def chip_colors(look: Look, group: str) -> tuple[QColor, QColor]:
    """Fill and ink of a chip."""
    if group in ("info", "warn", "danger", "ok"):
        return look.color(f"{group}Soft"), look.color(f"{group}Text")
    if group == "accent":
        return look.color("accentSoft"), look.color("accentText")
    if group.startswith("type:"):
        fill, _, ink = look.type_colors(group.removeprefix("type:"))
        return fill, ink
    if group in ("person", "site", "pain", "history", "also", "question"):
        return look.fact_colors(group)[0], look.color("text")
    return look.color("sunken"), look.color("text2")


def draw_chip(painter: QPainter, look: Look, rect: QRectF, text: str, group: str, *, icon: str = "", size: float = 12) -> None:
    """A chip inside a rectangle, elided where it must be."""
    fill, ink = chip_colors(look, group)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    inner = rect.adjusted(look.px(9), 0, -look.px(9), 0)
    if icon:
        side = look.px(14)
        painter.drawPixmap(int(inner.left()), int(inner.center().y() - side / 2), look.pixmap(icon, ink, 14))
        inner.setLeft(inner.left() + look.px(18))
    painter.setPen(ink)
    font = look.font(size, 500)
    painter.setFont(font)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()) + 1))


class IconWord(QWidget):
    """A small icon before a line; ``strong`` stands after it in the accent's colour (an article's title) or in another role; ``after`` ends it."""

    def __init__(self, look: Look, icon: str = "", *, strong: str = "link") -> None:
        super().__init__()
        self.look, self.icon, self.tint = look, icon, "text2"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(5))
        row.addSpacing(look.px(20))
        self.words, self.strong, self.after = PlainLabel("", role="soft"), PlainLabel("", role=strong), PlainLabel("", role="soft")
        for part in (self.words, self.strong, self.after):
            row.addWidget(part)
        row.addStretch()
        self.after.hide()

    def say(self, words: str, strong: str = "", *, icon: str = "", after: str = "") -> None:
        self.icon = icon or self.icon
        self.words.say(words)
        self.words.setVisible(bool(words))
        self.after.say(after)
        self.after.setVisible(bool(after))
        self.strong.say(strong)
        self.strong.setVisible(bool(strong))
        self.update()

    def colour(self, group: str) -> None:
        """In the colour of a state: ok, warn, danger, info; else as text."""
        known = group in ("ok", "warn", "danger", "info")
        if self.words.property("role") == (role := group if known else "soft"):
            return
        self.tint = f"{group}Text" if known else "text2"
        self.words.setProperty("role", role)
        self.words.style().polish(self.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.icon:
            painter, side = QPainter(self), self.look.px(15)
            painter.drawPixmap(0, (self.height() - side) // 2, self.look.pixmap(self.icon, self.tint, 15, self.devicePixelRatioF()))
            painter.end()


class Disc(QWidget):
    """Initials on a dark disc."""

    def __init__(self, look: Look, initials: str, color: str, *, size: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.initials, self.tint, self.side = look, shown(initials, longest=3), color, size
        self.setFixedSize(look.px(size), look.px(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_disc(painter, self.look, QRectF(self.rect()), self.initials, self.tint, self.side * 0.34)
        painter.end()

    def show_name(self, who: str) -> None:
        """Another person's."""
        self.initials, self.tint = shown(initials(who), longest=3), disc_color(who)
        self.update()


def draw_disc(painter: QPainter, look: Look, rect: QRectF, initials: str, color: str, size: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    painter.drawEllipse(rect)
    painter.setPen(QColor("#FFFFFF"))
    painter.setFont(look.font(size, 600))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), initials)


DISCS = ("#2F6B8F", "#7A4B9A", "#A8563A", "#3E7A52", "#5B6B95", "#8A5A3C")


def disc_color(text: str) -> str:
    """A steady colour for a name."""
    return DISCS[sum(map(ord, text)) % len(DISCS)]


def initials(who: str) -> str:
    """Of the first and the last word of a name: the same person has the same ones in the list and on the record."""
    words = who.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Segmented(QFrame):
    """Tabs in a pill, or ``flat`` in a line; ``chosen`` gives the index. Left and right walk them."""

    chosen = Signal(int)

    def __init__(self, look: Look, words: Sequence[str], *, name: str, flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setProperty("card", "flat" if flat else "tabs")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(*((0, 0, 0, 0) if flat else (3, 3, 3, 3)))
        row.setSpacing(look.px(10) if flat else 2)
        self.buttons = [Button(look, word, kind="tab" if flat else "segment") for word in words]
        for number, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(lambda _=False, n=number: self.chosen.emit(n))
            row.addWidget(button)
        if flat:
            row.addStretch()
        self.buttons[0].setChecked(True)

    def select(self, index: int) -> None:
        """One that is not among them: none of them is chosen."""
        for number, button in enumerate(self.buttons):
            button.setAutoExclusive(False)
            button.setChecked(number == index)
            button.setAutoExclusive(True)

    def count(self, index: int, number: int | None) -> None:
        self.buttons[index].say(self.buttons[index].text(), count=number or None)


HEADED = (16, 7, 16, 14)
"""Margins of a card whose first row has a button beside the title: the title stands as high as in any other."""


def card(title: str = "", *, kind: str = "true", spacing: int = 8, margins: tuple[int, int, int, int] = (16, 14, 16, 14)) -> tuple[QFrame, QVBoxLayout]:
    """A framed card and its column; with a title as its first row."""
    frame = QFrame()
    frame.setProperty("card", kind)
    column = QVBoxLayout(frame)
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    if title:
        column.addWidget(PlainLabel(title, role="card"))
    return frame, column


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a column or row; what was in it goes when the event loop comes round.

    A row inside of it is left for Qt to take out: taken out here, it takes wrappers with it that Qt still needs, and the program ends.
    """
    number = 0
    while (item := layout.itemAt(number)) is not None:
        if inner := item.layout():
            clear(inner)  # type: ignore[arg-type]  # only boxes are ever put in
            inner.deleteLater()
            number += 1
            continue
        layout.takeAt(number)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def show_now(layout: QLayout) -> None:
    """What was just put in is shown together with all the rest: Qt would show each a turn later, and the place would be painted twice."""
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is not None and (inner := item.layout()) is not None:
            show_now(inner)
        elif item is not None and (widget := item.widget()) is not None:
            widget.show()


class EmptyState(QWidget):
    """Icon, one sentence, one action with its key."""

    def __init__(self, look: Look, icon: str, sentence: str, *, action: str = "", key: str = "", then: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.look, self.icon = look, icon
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addSpacing(look.px(60))
        self.words = Paragraph(sentence, role="soft")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.words)
        if action:
            row = QHBoxLayout()
            row.addStretch()
            button = Button(look, action, key=key, then=then)
            row.addWidget(button)
            self.setFocusProxy(button)
            row.addStretch()
            column.addLayout(row)
        column.addStretch(3)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self.look.px(48)
        painter.drawPixmap((self.width() - side) // 2, max(8, self.words.y() - side - 14), self.look.pixmap(self.icon, "text3", 48, self.devicePixelRatioF()))
        painter.end()
