"""Looking at a window as somebody would who has to read it: what is cut, squeezed, or pushed over the edge."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QCheckBox, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from frontdesk.ui.calendar.sheet import Sheet
from frontdesk.ui.widgets.controls import Button, Chip
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

FEWEST = 3
"""Letters that must be left of a name or word before its ellipsis; fewer tell nobody anything."""


def unreadable(window: QWidget) -> list[str]:
    """One line for each thing that is not as it should be, with where it stands."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [f"{_where(widget)}: {fault}" for fault in (*_words(widget), *_edges(widget))]
    return found


def _where(widget: QWidget) -> str:
    names = [type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if type(parent).__module__.startswith("frontdesk"):
            names.append(type(parent).__name__)
        parent = parent.parentWidget()
    said = widget.accessibleName() or getattr(widget, "text", lambda: "")
    return f"{' < '.join(names)} {(said if isinstance(said, str) else str(said()))[:40]!r} {widget.width()}x{widget.height()}"


def _words(widget: QWidget) -> Iterator[str]:
    match widget:
        case PlainLabel():
            yield from _line(widget, widget.whole, QFontMetrics(widget.font()), widget.contentsRect().size().width())
            yield from _high(widget, QFontMetrics(widget.font()).height())
        case Paragraph():
            yield from _paragraph(widget)
        case QLabel():
            if widget.text():
                yield "a label that is not one of the house's own"
        case Button():
            if widget.text():
                named = "“" in widget.text()  # what somebody typed may be cut, what we say may not
                yield from _line(widget, widget._words(), QFontMetrics(widget.look.font(13, widget._weight())), _room(widget), cuttable=named)
            yield from _high(widget, QFontMetrics(widget.look.font(13)).height())
        case Chip():
            yield from _line(widget, widget.text, QFontMetrics(widget.look.font(12, 500)), widget.width() - widget.look.px(18 + (18 if widget.icon else 0)) + 1)
        case QCheckBox():
            if widget.width() < widget.sizeHint().width():
                yield "its words are cut without an ellipsis"
        case QComboBox():
            room = widget.width() - 2 * 9 - 22
            if QFontMetrics(widget.font()).horizontalAdvance(widget.currentText()) > room + 24:
                yield f"the choice {widget.currentText()!r} is cut"
        case QLineEdit():
            if not widget.text() and QFontMetrics(widget.font()).horizontalAdvance(widget.placeholderText()) > 2 * widget.width():
                yield f"its hint {widget.placeholderText()!r} is cut to less than half"
            yield from _high(widget, QFontMetrics(widget.font()).height())


def _room(button: Button) -> int:
    """For the words, as the button draws them."""
    cap = button._cap_width() + button.look.px(8) if button.key else 0
    return button.width() - button.look.px(16) - cap - (button.look.px(22) if button.icon_name else 0)


def _line(widget: QWidget, text: str, metrics: QFontMetrics, room: int, *, cuttable: bool = True) -> Iterator[str]:
    """The house's own labels draw an ellipsis; what is left before it must still say something."""
    if not text or metrics.horizontalAdvance(text) <= room + 2:
        return
    if not cuttable:
        yield f"its words {text!r} are cut: {room} of {metrics.horizontalAdvance(text)} px"
        return
    left = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room).rstrip("…")
    if len(left) < FEWEST:
        yield f"of {text!r} only {left!r} is left"


def _high(widget: QWidget, needed: int) -> Iterator[str]:
    if widget.height() < needed - 2:
        yield f"{widget.height()} px high, its letters need {needed}"


def _paragraph(label: Paragraph) -> Iterator[str]:
    if not label.text():
        return
    if label.height() < label.heightForWidth(label.width()) - 2:
        yield f"{label.height()} px high, its lines need {label.heightForWidth(label.width())}"
    metrics = QFontMetrics(label.font())
    widest = max((metrics.horizontalAdvance(word) for word in label.text().split()), default=0)
    if widest > label.contentsRect().width() + 2:
        yield f"a word of {widest} px in {label.contentsRect().width()} px"


def _edges(widget: QWidget) -> Iterator[str]:
    """Pushed over the edge of what holds it: only inside a scroll area may a thing be taller than its place, never wider."""
    holder = widget.parentWidget()
    if holder is None or not isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox | Chip):
        return
    inside = QRect(QPoint(0, 0), holder.size())
    place = widget.geometry()
    if isinstance(holder.parentWidget(), QAbstractScrollArea):
        if isinstance(holder.parentWidget(), QScrollArea) and (place.right() > inside.right() + 1 or place.left() < -1):
            yield f"over the side of {type(holder).__name__}: {place.left()}..{place.right()} in {inside.width()}"
        return
    if not inside.adjusted(-1, -1, 1, 1).contains(place):
        yield f"over the edge of {type(holder).__name__}: {place.getRect()} in {inside.width()}x{inside.height()}"


def sideways(window: QWidget) -> list[str]:
    """Scroll areas whose contents are wider than what is seen of them. Only the grid of the calendar may be: a column must stay readable."""
    found = []
    for area in window.findChildren(QScrollArea):
        inner = area.widget()
        if area.isVisible() and inner is not None and not isinstance(area, Sheet) and inner.width() > area.viewport().width() + 1:
            found.append(f"{_where(area)}: {inner.width()} px of contents in {area.viewport().width()}")
    return found
