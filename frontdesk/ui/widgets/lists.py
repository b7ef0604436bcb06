"""Lists of painted rows that a screen reader can read: a model of plain items and a delegate that draws them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.bookable import MIME, Bookable, pack
from frontdesk.ui.widgets.controls import draw_chip, draw_disc
from frontdesk.ui.widgets.pictures import PICTURES
from frontdesk.ui.widgets.safe_text import shown

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Item:
    """One row. ``icon`` a tile (``tint`` "info", "warn", "ok" or "danger" where it says something), or ``initials`` with ``tint`` a disc.

    ``chips`` (words, group). ``marked`` spans of the title.
    ``tail`` ends ``line`` and is never cut, for a time that must be read.
    ``right`` stands at the right of the title (``urgent`` colours it), or ``sign``, a small icon; ``checked`` not None draws a check box.
    """

    key: int
    title: str
    line: str = ""
    second: str = ""
    icon: str = ""
    initials: str = ""
    tint: str = ""
    right: str = ""
    sign: str = ""
    urgent: bool = False
    dot: bool = False
    card: bool = False
    tail: str = ""
    chips: tuple[tuple[str, str], ...] = ()
    marked: tuple[tuple[int, int], ...] = ()
    checked: bool | None = None
    warning: str = ""
    data: Any = field(default=None, compare=False)

    def plain(self) -> Item:
        """The same with every word as it may be looked at: what a person wrote is shown in a row as it is in the message."""
        line, tail, second, right, warning = (shown(words, longest=400) for words in (self.line, self.tail, self.second, self.right, self.warning))
        chips, title = tuple((shown(words, longest=80), group) for words, group in self.chips), shown(self.title, longest=320)
        if (title, line, tail, second, right, warning, chips) == (self.title, self.line, self.tail, self.second, self.right, self.warning, self.chips):
            return self  # most rows
        return replace(self, title=title, line=line, tail=tail, second=second, right=right, warning=warning, chips=chips)

    @property
    def spoken(self) -> str:
        return ", ".join(p for p in (self.title, self.line + self.tail, self.second, *(c[0] for c in self.chips), self.right, self.warning) if p)


class Items(QAbstractListModel):
    """Rows by their items."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[Item] = []
        self.bookable: Callable[[Item], Bookable | None] | None = None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsDragEnabled if self.bookable else found

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The number of the one row that is dragged; nothing of what it says."""
        item = self.items[indexes[0].row()]
        return pack((self.bookable(item) if self.bookable else None) or Bookable())

    def put(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = [item.plain() for item in items]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken
        return None


class Delegate(QStyledItemDelegate):
    """Draws an ``Item``: tile or disc, title, one or two lines, chips."""

    def __init__(self, look: Look, height: float) -> None:
        super().__init__()
        self.look, self.height = look, height

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, self.look.px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        on, focused = (bool(option.state & flag) for flag in (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus))

        def draw(into: QPainter, rect: QRectF) -> None:
            into.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._ground(into, item, rect, on, focused=focused)
            self._words(into, item, rect, self._lead(into, item, rect, rect.left() + self.look.px(16), on))

        key = (type(self), item, on, focused, self.look.theme, self.look.scale)
        PICTURES.show(painter, QRectF(option.rect), option.widget.devicePixelRatioF(), key, draw)

    def _ground(self, painter: QPainter, item: Item, rect: QRectF, on: bool, *, focused: bool) -> None:
        look = self.look
        body = rect.adjusted(look.px(8), 1, -look.px(8), -1)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("select"))
            painter.drawRoundedRect(body, look.px(10), look.px(10))
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(body.left(), body.top() + look.px(10), look.px(3), body.height() - look.px(20)), 1.5, 1.5)
        else:
            lead = 54 if item.initials else 48 if item.icon else 36 if item.checked is not None else 8
            painter.setPen(QPen(look.color("border"), 1))
            painter.drawLine(QPointF(body.left() + look.px(lead), body.bottom()), body.bottomRight())
        if focused and on:
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body, look.px(10), look.px(10))

    def _lead(self, painter: QPainter, item: Item, rect: QRectF, x: float, on: bool) -> float:
        look = self.look
        if item.checked is not None:
            side = look.px(18)
            box = QRectF(x, self._top(item, rect) + look.px(1), side, side)
            painter.setPen(QPen(look.color("accent" if item.checked else "edge"), 1.2))
            painter.setBrush(look.color("accent") if item.checked else look.color("surface"))
            painter.drawRoundedRect(box, 3, 3)
            if item.checked:
                painter.drawPixmap(int(box.left() + 2), int(box.top() + 2), look.pixmap("check", "onAccent", 14))
            return x + side + look.px(10)
        if not item.initials and not item.icon:
            return x
        side = look.px(36 if item.initials else 30)
        box = QRectF(x, rect.top() + look.px(13), side, side)
        if item.initials:
            draw_disc(painter, look, box, item.initials, item.tint, 13)
        elif item.icon:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(f"{item.tint}Soft" if item.tint else "surface" if on else "sunken"))
            painter.drawRoundedRect(box, look.px(8), look.px(8))
            inner, ink = look.px(16), f"{item.tint}Text" if item.tint else "text2"
            painter.drawPixmap(int(box.center().x() - inner / 2), int(box.center().y() - inner / 2), look.pixmap(item.icon, ink, 16))
        return x + side + look.px(10)

    def _top(self, item: Item, rect: QRectF) -> float:
        """Where the first line begins: near the top, but never so low that the last one touches the lower edge."""
        lines = bool(item.line or item.tail) + bool(item.second) + bool(item.warning)
        return rect.top() + min(self.look.px(9), max(self.look.px(3), (rect.height() - self.look.px(21 + 18 * lines + 25 * bool(item.chips))) / 2))

    def _words(self, painter: QPainter, item: Item, rect: QRectF, x: float) -> None:
        look = self.look
        right = rect.right() - look.px(16)
        y = self._top(item, rect)
        end = self._age(painter, item, right, y)
        self._title(painter, item, x, y, end - x - look.px(6))
        y += look.px(21)
        for text, tail, token, size in ((item.line, item.tail, "text2", 13), (item.second, "", "text3", 12)):
            if text:
                font = look.font(size)
                metrics = QFontMetrics(font)
                painter.setFont(font)
                painter.setPen(look.color(token))
                box = QRectF(x, y, right - x, look.px(18))
                words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) - (metrics.horizontalAdvance(tail) if tail else 0))
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words + tail)
                y += look.px(18)
        if item.warning:
            painter.drawPixmap(int(x), int(y + look.px(2)), look.pixmap("warning", "warnText", 14))
            font, room = look.font(12, 600), right - x - look.px(18)
            painter.setFont(font)
            painter.setPen(look.color("warnText"))
            painter.drawText(QRectF(x + look.px(18), y, room, look.px(18)), int(Qt.AlignmentFlag.AlignVCenter),
                             QFontMetrics(font).elidedText(item.warning, Qt.TextElideMode.ElideRight, int(room)))  # fmt: skip
        self._chips(painter, item, x, y + look.px(2), right)

    def _age(self, painter: QPainter, item: Item, right: float, y: float) -> float:
        look = self.look
        if item.sign:
            painter.drawPixmap(int(right - look.px(16)), int(y + look.px(2)), look.pixmap(item.sign, "text2", 16))
            return right - look.px(22)
        if not item.right:
            return right
        font = look.font(12, 600 if item.urgent else 400)
        wide = QFontMetrics(font).horizontalAdvance(item.right)
        painter.setFont(font)
        painter.setPen(look.color("warnText" if item.urgent else "text2"))
        painter.drawText(QRectF(right - wide, y, wide + 2, look.px(20)), int(Qt.AlignmentFlag.AlignVCenter), item.right)
        if item.urgent:
            painter.drawPixmap(int(right - wide - look.px(19)), int(y + look.px(3)), look.pixmap("clock-fill", "warn", 14))
        return right - wide - look.px(24 if item.urgent else 6)

    def _title(self, painter: QPainter, item: Item, x: float, y: float, width: float) -> None:
        look = self.look
        font = look.font(14, 600)
        metrics = QFontMetrics(font)
        spare = look.px(14) * item.dot + look.px(20) * item.card
        text = metrics.elidedText(item.title, Qt.TextElideMode.ElideRight, int(width - spare))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("warnSoft"))
        for start, end in item.marked:
            left = metrics.horizontalAdvance(item.title[:start])
            wide = metrics.horizontalAdvance(item.title[start:end])
            painter.drawRoundedRect(QRectF(x + left - 1, y + 1, wide + 2, look.px(19)), 3, 3)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(QRectF(x, y, width, look.px(20)), int(Qt.AlignmentFlag.AlignVCenter), text)
        end_x = x + metrics.horizontalAdvance(text) + look.px(7)
        if item.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(QRectF(end_x, y + look.px(7), look.px(7), look.px(7)))
            end_x += look.px(14)
        if item.card:
            painter.drawPixmap(int(end_x), int(y + look.px(3)), look.pixmap("identification-card", "text2", 14))

    def _chips(self, painter: QPainter, item: Item, x: float, y: float, right: float) -> None:
        look = self.look
        metrics = QFontMetrics(look.font(11.5, 500))
        for words, group in item.chips:
            wide = min(metrics.horizontalAdvance(words) + look.px(18), right - x)
            if wide < look.px(30):
                break
            draw_chip(painter, look, QRectF(x, y, wide, look.px(21)), words, group, size=11.5)
            x += wide + look.px(6)


class RowList(QListView):
    """``chosen`` gives the item that is current; ``entered`` on Enter or a double click; ``toggled`` on its check box."""

    chosen = Signal(object)
    entered_row = Signal(object)

    def __init__(self, look: Look, height: float, *, name: str, delegate: Delegate | None = None) -> None:
        super().__init__()
        self.look = look
        self.rows = Items()
        self.setModel(self.rows)
        self._delegate = delegate or Delegate(look, height)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self._nobody = False
        self.activated.connect(lambda index: self.entered_row.emit(index.data(Qt.ItemDataRole.UserRole)))
        look.changed.connect(self.doItemsLayout)

    def put(self, items: Sequence[Item], *, keep: int | None = None, nearest: bool = True, first: bool = False) -> None:
        """Show these rows; the current one stays current where it is still there, else the nearest, or without ``nearest`` none. ``first``: the first, whoever it was."""
        at = self.currentIndex().row()
        before = keep if keep is not None else (self.current_item().key if self.current_item() else None)  # type: ignore[union-attr]  # checked just before
        self.rows.put(items)
        same = 0 if first and items else next((n for n, item in enumerate(items) if item.key == before), None)
        row = same if same is not None else min(max(at, 0), len(items) - 1)
        self._nobody = bool(items) and same is None and not nearest
        if self._nobody:
            return
        if items:
            self.setCurrentIndex(self.rows.index(row, 0))
        else:
            self.chosen.emit(None)

    def offer_drag(self, bookable: Callable[[Item], Bookable | None]) -> None:
        """Its rows can be dragged to the calendar."""
        self.rows.bookable = bookable
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)

    def current_item(self) -> Item | None:
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(current.data(Qt.ItemDataRole.UserRole) if current.isValid() else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row the current one; where none is, on purpose, coming to the list chooses nobody."""
        if self._nobody and not self.currentIndex().isValid():
            QFrame.focusInEvent(self, event)
            self.viewport().update()
        else:
            super().focusInEvent(event)

    def keyboardSearch(self, text: str) -> None:
        """Letters and digits are keys of the section: one that means nothing now must not jump to somebody whose line begins with it."""

    def step(self, by: int) -> None:
        row = max(0, min(self.currentIndex().row() + by, self.rows.rowCount() - 1))
        self.setCurrentIndex(self.rows.index(row, 0))

    def choose_key(self, key: int) -> bool:
        row = next((n for n, item in enumerate(self.rows.items) if item.key == key), None)
        if row is not None:
            self.setCurrentIndex(self.rows.index(row, 0))
        return row is not None


def chip_group(group: str) -> str:
    """The colour group of an inbox chip."""
    return {"state": "info", "urgent": "danger"}.get(group, group)
