"""The real page of a letter on the screen: PDF bytes drawn by pypdfium2, which must only ever be used on one thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from frontdesk.ui.theme.look import Look

STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Zoom factors; 1.0 is the size of the paper at 96 points an inch times the text size."""
MARGIN = 18
_PAGES = ThreadPoolExecutor(1, thread_name_prefix="pages")


@dataclass(frozen=True)
class Sheet:
    """One drawn page: ``number`` counts from 1; ``size`` in points; ``words`` is what a screen reader says."""

    number: int
    many: int
    size: tuple[float, float]
    image: QImage
    words: str


def draw_page(pdf: bytes, number: int, room: QSize, zoom: float | None, ratio: float) -> Sheet:
    """Draw one page. Without ``zoom`` it fits into ``room`` (device-independent px). Only on the thread of the pages."""
    import pypdfium2  # late: 4 MB that a start without letters does not need

    document = pypdfium2.PdfDocument(pdf)
    try:
        many = len(document)
        page = document[max(0, min(number, many) - 1)]
        width, height = page.get_size()
        fit = min(room.width() / width, room.height() / height)
        bitmap = page.render(scale=max(0.05, (zoom * 96 / 72 if zoom else fit) * ratio), prefer_bgrx=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
        image.setDevicePixelRatio(ratio)
        text = page.get_textpage()
        words = text.get_text_bounded()
        text.close()
        return Sheet(max(1, min(number, many)), many, (width, height), image, words)
    finally:
        document.close()


class _Paper(QWidget):
    """The page in the middle of its ground, with a soft shadow."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.image: QImage | None = None
        self._under: tuple[object, QPixmap] = (None, QPixmap())

    def put(self, image: QImage | None) -> None:
        self.image = image
        size = image.deviceIndependentSize().toSize() if image else QSize(1, 1)
        margin = 2 * self.look.px(MARGIN)
        self.setMinimumSize(size + QSize(margin, margin))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.image:
            size = self.image.deviceIndependentSize()
            corner = QPointF(round((self.width() - size.width()) / 2), round((self.height() - size.height()) / 2))
            painter.drawPixmap(0, 0, self._ground(QRectF(corner, size)))
            painter.drawImage(corner, self.image)
        else:
            painter.fillRect(self.rect(), self.look.color("canvas"))
        painter.end()

    def _ground(self, page: QRectF) -> QPixmap:
        """What lies under the page. Its shadow is ten smooth sheets as large as itself: drawn once for pages of one size, not for each letter."""
        ratio = self.devicePixelRatioF()
        key = (self.size(), page, self.look.theme, ratio)
        if key != self._under[0]:
            made = QPixmap(self.size() * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(self.look.color("canvas"))
            painter = QPainter(made)
            self._shadow(painter, page)
            painter.end()
            self._under = key, made
        return self._under[1]

    def _shadow(self, painter: QPainter, page: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 26 if self.look.theme == "dark" else 4))
        for spread in range(1, 11):
            painter.drawRoundedRect(page.adjusted(-spread, 2 - spread, spread, 2 + spread), spread, spread)


class PdfView(QScrollArea):
    """``turned`` gives page and pages, ``zoomed`` the words for the size ("Fit page", "125 %")."""

    turned = Signal(int, int)
    zoomed = Signal(str)
    _drawn = Signal(int, object)

    def __init__(self, look: Look, *, name: str = "Page") -> None:
        super().__init__()
        self.look, self.name = look, name
        self.page, self.pages = 1, 0
        self.zoom: float | None = None
        self._pdf: bytes | None = None
        self._asked = self._shown = 0
        self._paper = _Paper(look)
        self.setWidget(self._paper)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._drawn.connect(self._show)
        look.changed.connect(self._draw)

    def show_pdf(self, pdf: bytes | None) -> None:
        """Another document from its first page; the same one (read again) stays where it is."""
        if pdf != self._pdf:
            self._pdf, self.page = pdf, self.page if pdf and self._pdf and self.page <= self.pages else 1
        self._draw()

    def first_page(self) -> None:
        self.page = 1

    def turn(self, step: int) -> None:
        self.page = max(1, min(self.pages, self.page + step))
        self.verticalScrollBar().setValue(0)
        self._draw()

    def step_zoom(self, step: int) -> None:
        """To the next factor above or below what is seen now."""
        now = self.zoom or self._seen()
        further = [z for z in STEPS if (z > now + 0.01 if step > 0 else z < now - 0.01)]
        if further:
            self.zoom = further[0] if step > 0 else further[-1]
            self._draw()

    def fit(self) -> None:
        self.zoom = None
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.zoom is None:
            self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if self.zoom is None and event.key() in steps:
            self.turn(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _seen(self) -> float:
        image = self._paper.image
        return image.deviceIndependentSize().width() / (self._points * 96 / 72 * self.look.scale / 100) if image else 1.0

    _points = 612.0

    def _draw(self) -> None:
        self._asked += 1
        if self._pdf is None:
            self._paper.put(None)
            self.pages = 0
            self.turned.emit(0, 0)
            return
        margin = 2 * self.look.px(MARGIN)
        room = self.viewport().size() - QSize(margin, margin)
        zoom = self.zoom * self.look.scale / 100 if self.zoom else None
        number, pdf, page, ratio = self._asked, self._pdf, self.page, self.devicePixelRatioF()
        _PAGES.submit(lambda: self._drawn.emit(number, draw_page(pdf, page, room, zoom, ratio)))

    @property
    def drawing(self) -> bool:
        """Whether a page is on its way."""
        return self._pdf is not None and self._shown != self._asked

    def _show(self, number: int, sheet: Sheet) -> None:
        if number != self._asked:
            return
        self._shown = number
        self.page, self.pages, self._points = sheet.number, sheet.many, sheet.size[0]
        self._paper.put(sheet.image)
        self.setAccessibleName(f"{self.name}, page {sheet.number} of {sheet.many}")
        self._paper.setAccessibleName(f"{self.name}, page {sheet.number} of {sheet.many}")
        self._paper.setAccessibleDescription(sheet.words)
        self.turned.emit(self.page, self.pages)
        self.zoomed.emit(f"{round(self.zoom * 100)} %" if self.zoom else "Fit page")
