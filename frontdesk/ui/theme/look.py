"""The design tokens, and everything drawn from them: colours, sizes, fonts, icons, palette, the one style sheet."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from frontdesk.settings import resource
from frontdesk.ui.theme.style import style_sheet

_FONT_FILES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "InterDisplay-SemiBold.otf")


def load_fonts() -> None:
    """Make the shipped typefaces known; the system's stand in where one is missing."""
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))


class _Height(QObject):
    """A child of its widget: it hears of no change that comes after the widget has gone."""

    def __init__(self, widget: QWidget, look: Look, size: float) -> None:
        super().__init__(widget)
        self._widget, self._look, self._size = widget, look, size
        look.changed.connect(self._set)
        self._set()

    def _set(self) -> None:
        self._widget.setFixedHeight(self._look.px(self._size))


class Look(QObject):
    """One object holds the theme and the text scale; ``changed`` tells every widget to draw itself anew."""

    changed = Signal()

    def __init__(self, *, theme: str = "light", scale: int = 100) -> None:
        super().__init__()
        self._tokens: dict[str, Any] = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
        self.theme = theme if theme in ("light", "dark") else "light"
        self.scale = min(200, max(90, scale))
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._fonts: dict[tuple[bool, int, int], QFont] = {}
        self._svg: dict[str, bytes] = {}

    def set(self, *, theme: str | None = None, scale: int | None = None) -> None:
        self.theme = theme or self.theme
        self.scale = min(200, max(90, scale or self.scale))
        self.changed.emit()

    def px(self, size: float) -> int:
        """A token's pixels at the chosen text size."""
        return round(size * self.scale / 100)

    def keep_height(self, widget: QWidget, size: float) -> None:
        """A fixed height in token pixels, now and at every other text size, for as long as the widget lives."""
        _Height(widget, self, size)

    def color(self, name: str) -> QColor:
        return QColor(self._tokens[self.theme][name])

    def inverse(self, name: str) -> QColor:
        """The other theme's colour, for what lies dark on light and light on dark."""
        return QColor(self._tokens["light" if self.theme == "dark" else "dark"][name])

    def hex(self, name: str) -> str:
        value: str = self._tokens[self.theme][name]
        return value

    def type_colors(self, look: str) -> tuple[QColor, QColor, QColor]:
        """Fill, bar, text of an appointment type."""
        types = self._tokens["appointment_types"]
        found = types.get(look, types["follow_up"])[self.theme]
        return QColor(found["fill"]), QColor(found["bar"]), QColor(found["text"])

    def type_icon(self, look: str) -> str:
        types = self._tokens["appointment_types"]
        name: str = types.get(look, types["follow_up"])["icon"]
        return name.removeprefix("ph.")

    def fact_colors(self, group: str) -> tuple[QColor, QColor]:
        """Background and line of a highlight."""
        found = self._tokens["fact_highlights"][self.theme][group]
        return QColor(found["background"]), QColor(found["line"])

    def pain_color(self, score: float) -> QColor:
        ramp = self._tokens["pain_ramp"]
        return QColor(ramp[min(4, max(0, int((score - 1) // 2)))])

    def font(self, size: float = 13, weight: int = 400) -> QFont:
        """A face at a token's size; from 18 px on the display cut; figures of one width."""
        key = (size >= 18, max(1, self.px(size)), weight)
        if key not in self._fonts:
            font = QFont("Inter Display" if size >= 18 else "Inter")
            font.setPixelSize(key[1])
            font.setWeight(QFont.Weight(weight))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return QFont(self._fonts[key])

    def pixmap(self, name: str, color: str | QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon in one colour; ``color`` a token or a colour, ``size`` in token pixels."""
        tint = color if isinstance(color, QColor) else self.color(color)
        key = (name, tint.name(QColor.NameFormat.HexArgb), self.px(size), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._drawn(name, tint, self.px(size), ratio)
        return self._pixmaps[key]

    def _drawn(self, name: str, tint: QColor, size: int, ratio: float) -> QPixmap:
        if name not in self._svg:
            self._svg[name] = resource("icons", f"{name}.svg").read_bytes()
        made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        QSvgRenderer(QByteArray(self._svg[name].replace(b"currentColor", tint.name().encode()))).render(painter, QRectF(made.rect()))
        painter.end()
        made.setDevicePixelRatio(ratio)
        return made

    def icon(self, name: str, color: str = "text2", size: int = 16) -> QIcon:
        return QIcon(self.pixmap(name, color, size, 2.0))

    def palette(self) -> QPalette:
        made = QPalette()
        for role, token in (
            (QPalette.ColorRole.Window, "canvas"), (QPalette.ColorRole.WindowText, "text"), (QPalette.ColorRole.Base, "surface"),
            (QPalette.ColorRole.AlternateBase, "surface2"), (QPalette.ColorRole.Text, "text"), (QPalette.ColorRole.Button, "surface"),
            (QPalette.ColorRole.ButtonText, "text"), (QPalette.ColorRole.Highlight, "accentSoft"),
            (QPalette.ColorRole.HighlightedText, "text"), (QPalette.ColorRole.ToolTipBase, "surface"),
            (QPalette.ColorRole.ToolTipText, "text"), (QPalette.ColorRole.PlaceholderText, "text3"), (QPalette.ColorRole.Link, "accentText"),
        ):  # fmt: skip
            made.setColor(role, self.color(token))
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, self.color("text3"))
        return made

    def style_sheet(self) -> str:
        return style_sheet(self.hex, self.px)
