"""What lies under and around the palette: the window dimmed, its shadow, the sign at its field, the keys at its foot."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.controls import draw_key
from frontdesk.ui.widgets.safe_text import shown


class Shade(QWidget):
    """Dims all of the window but the box that lies over it; a press beside the box closes it, and does nothing else."""

    def __init__(self, box: QWidget, host: QWidget) -> None:
        super().__init__(host)
        self.box = box
        self._under: QPixmap | None = None
        host.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """The window as it is now, dimmed, is one picture for as long as the box is open: else each letter in it would paint all that lies under it."""
        host = self.parentWidget()
        assert host is not None
        self.setGeometry(host.rect())
        if not self.isVisible():
            self._under = host.grab()
            painter = QPainter(self._under)
            self._dim(painter)
            painter.end()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self._under is not None)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._clear()
            self.setGeometry(watched.rect())  # type: ignore[attr-defined]  # only the host is watched
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.box.close_palette()  # type: ignore[attr-defined]  # the palette is the only box so far

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clear()

    def _clear(self) -> None:
        """The picture is that of another window now."""
        self._under = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, on=False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._under is None:
            self._dim(painter)
        else:
            painter.drawPixmap(0, 0, self._under)
        painter.end()

    def _dim(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(10, 14, 18, 84))
        painter.setPen(Qt.PenStyle.NoPen)
        for spread, alpha in ((18, 8), (12, 10), (7, 14), (3, 18)):
            painter.setBrush(QColor(0, 0, 0, alpha))
            painter.drawRoundedRect(QRectF(self.box.geometry()).adjusted(-spread, 4 - spread, spread, 10 + spread), 16 + spread, 16 + spread)


class Sign(QWidget):
    """An icon, or a key's cap, at the end of a field."""

    def __init__(self, look: Look, icon: str, *, key: str = "") -> None:
        super().__init__()
        self.look, self.icon, self.key = look, icon, key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = self.look
        return QSize(QFontMetrics(look.font(11, 600)).horizontalAdvance(self.key) + look.px(12) if self.key else look.px(20), look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.key:
            draw_key(painter, look, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.key, ink=look.color("text2"), line=look.color("border2"))
        else:
            painter.drawPixmap(0, 0, look.pixmap(self.icon, "accent", 20, self.devicePixelRatioF()))
        painter.end()


class KeyLine(QWidget):
    """The keys that work in the box, and a word at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.keys: list[tuple[str, str]] = []
        self.right = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(200), self.look.px(38))

    def say(self, keys: list[tuple[str, str]], right: str = "") -> None:
        self.keys, self.right = [(key, shown(words)) for key, words in keys], right
        self.setAccessibleName(self.whole)
        self.update()

    @property
    def whole(self) -> str:
        return ", ".join(f"{key} {words}" for key, words in self.keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, caps = look.font(12), QFontMetrics(look.font(11, 600))
        metrics, x = QFontMetrics(font), float(look.px(20))
        for key, words in self.keys:
            cap = max(look.px(18), caps.horizontalAdvance(key) + look.px(10))
            needed = metrics.horizontalAdvance(words)
            wide = min(needed, self.width() - int(x) - cap - look.px(26))
            if wide < min(needed, look.px(24)):
                break
            draw_key(painter, look, QRectF(x, (self.height() - look.px(18)) / 2, cap, look.px(18)), key, ink=look.color("text2"), line=look.color("border2"))
            painter.setFont(font)
            painter.setPen(look.color("text2"))
            box = QRectF(x + cap + look.px(6), 0, wide + 2, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide + 1))
            x = box.right() + look.px(14)
        if x + metrics.horizontalAdvance(self.right) + look.px(20) < self.width():
            painter.setFont(font)
            painter.setPen(look.color("text3"))
            painter.drawText(self.rect().adjusted(0, 0, -look.px(20), 0), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.right)
        painter.end()
