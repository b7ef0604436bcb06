"""Panes side by side, as many as fit: four, three, two with the side sliding over, or one at a time (ux.md section 2)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSplitter, QWidget

from frontdesk.ui.context import Context


class Panes(QWidget):
    """List, document, side; a section without a list gives None. Widths are dragged by the user and remembered by width class.

    ``moved`` when others are shown than before.
    ``gives``: by how much the list is narrower on a window that is not wide.
    ``strip``: stands for the list on a window that is not wide; the list slides over the document when it is asked for.
    ``first_seen``: which of them stands alone where only one fits, until another is asked for. ``wide``: a fourth, with its width, on a wide screen.
    """

    moved = Signal()

    def __init__(self, context: Context, name: str, first: QWidget | None, second: QWidget, side: QWidget, *, widths: tuple[int, int, int], first_seen: int = 0,
                 wide: tuple[QWidget, int] | None = None, strip: QWidget | None = None, gives: int = 32) -> None:  # fmt: skip
        super().__init__()
        self.context, self.name, self.widths, self.gives = context, name, widths, gives
        self._listed = first is not None
        self.parts: tuple[QWidget, ...] = (first or QWidget(), second, side, *(wide[:1] if wide else ()))
        self._fourth = wide[1] if wide else 0
        self.strip = strip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if strip is not None:
            row.addWidget(strip)
            QApplication.instance().focusChanged.connect(self._looked_away)  # type: ignore[union-attr]  # no widget is built before there is an application
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for part in self.parts:
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self._no_stops()
        row.addWidget(self.splitter)
        self._class, self._was_folded = "", False
        self._side_asked = False
        self._one = self._home = first_seen
        self.splitter.splitterMoved.connect(self._remember)
        context.look.changed.connect(self._arrange)

    def _no_stops(self) -> None:
        """Tab goes from one thing that can be used to the next: what only scrolls shows no ring, and scrolls by itself to what has the keyboard."""
        for area in self.splitter.findChildren(QScrollArea):
            area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _effective(self) -> float:
        return self.window().width() * 100 / self.context.look.scale

    def width_class(self) -> str:
        wide = self._effective()
        return "four" if wide >= 1800 and self._fourth else "three" if wide >= 1280 else "two" if wide >= 900 else "one"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.width_class() != self._class or self.folded != self._was_folded:
            self._arrange()
        elif self.slid_over():
            self._slide()

    @property
    def folded(self) -> bool:
        """Whether the strip stands for the list."""
        return self.strip is not None and 900 <= self._effective() < 1440

    def slid_over(self) -> bool:
        return self.folded and self.parts[0].isVisible()

    def fold(self) -> None:
        """The list that slid over goes away."""
        if self.slid_over():
            self.parts[0].hide()

    def _slide(self) -> None:
        assert self.strip is not None
        self.parts[0].setGeometry(self.strip.width(), 0, self.context.look.px(self.widths[0]), self.height())
        self.parts[0].raise_()
        self.parts[0].show()

    def _looked_away(self, _: QWidget | None, now: QWidget | None) -> None:
        """The keyboard is elsewhere in the window: what slid over has done its work."""
        if now is not None and self.slid_over() and now.window() is self.window() and now is not self.parts[0] and not self.parts[0].isAncestorOf(now):
            self.fold()

    def _arrange(self) -> None:
        self._class, self._was_folded = self.width_class(), self.folded
        self._fold_in()
        first, second, side = self.parts[:3]
        px, many = self.context.look.px, self._class in ("three", "four")
        for part, least in ((first, 240), (side, 300)):
            part.setMinimumWidth(px(least) if self._class != "one" and (part is not first or self._listed) else 0)
        second.setMinimumWidth(px(280) if many else 0)
        if many:
            shown = (True, True, True)
        elif self._class == "two":
            shown = (True, not self._side_asked, self._side_asked)
        else:
            shown = (self._one == 0, self._one == 1, self._one == 2)
        for part, on in zip((first, second, side), shown, strict=True):
            part.setVisible(on and (part is not first or (self._listed and not self._was_folded)))
        for part in self.parts[3:]:
            part.setVisible(self._class == "four")
        self._sizes()
        self.moved.emit()

    def _fold_in(self) -> None:
        """The list lies beside the document, or, where the strip stands for it, above it."""
        if self.strip is None:
            return
        self.strip.setVisible(self._was_folded)
        if self._was_folded and self.parts[0].parent() is not self:
            self.parts[0].setParent(self)
        elif not self._was_folded and self.parts[0].parent() is self:
            self.splitter.insertWidget(0, self.parts[0])

    @property
    def deep(self) -> bool:
        """Whether there is a step back to take."""
        return self._class not in ("three", "four") and (self._one != self._home or self._side_asked)

    def _sizes(self) -> None:
        kept = self.context.settings.panes.get(self._kept)
        if kept and len(kept) == self.splitter.count():
            self.splitter.setSizes(kept)
            return
        px = self.context.look.px
        narrow, four = self._effective() < 1440, self._class == "four"
        first, side = px(self.widths[0] - (self.gives if narrow else 16 if four else 0)), px(self.widths[2] - (16 if narrow or four else 0))
        last = [px(self._fourth) if four else 0] * bool(self._fourth)
        if self._was_folded:
            side = px(self.widths[2])
            self.splitter.setSizes([max(self.width() - side, 200), side])
            return
        self.splitter.setSizes([first, max(self.width() - first - side - sum(last), 200), side, *last])

    def _remember(self, *_: int) -> None:
        self.context.settings.panes[self._kept] = self.splitter.sizes()
        self.moved.emit()

    def side_shown(self) -> QWidget | None:
        """The side, where it stands at the right beside the others."""
        side = self.parts[-1] if self._class == "four" else self.parts[2]
        return side if side.isVisible() and self._class in ("three", "four") else None

    @property
    def _kept(self) -> str:
        return f"{self.name}.{self._class}{'.strip' if self._was_folded else ''}"

    def reveal_side(self) -> None:
        self._side_asked, self._one = True, 2
        self._arrange()

    def need(self, part: QWidget) -> None:
        """What is asked for stands in the side: where that is not seen, it comes, and the part takes the keyboard."""
        if not part.isVisible():
            self.reveal_side()
            part.setFocus()

    def reveal_list(self) -> None:
        if self.folded:
            self._slide()
            return
        self._side_asked, self._one = False, 0
        self._arrange()

    def reveal_document(self) -> None:
        self._side_asked, self._one = False, 1
        self._arrange()

    def hide_side(self) -> bool:
        """One step back; False where there is none."""
        if self.slid_over():
            self.fold()
            return True
        if not self.deep:
            return False
        self._side_asked, self._one = False, max(self._home, self._one - 1)
        self._arrange()
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ParentChange:
            self._arrange()

    def cycle(self, step: int) -> None:
        """The next pane takes the keyboard."""
        visible = [part for part in self.parts if part.isVisible()]
        focus = self.window().focusWidget()
        at = next((n for n, part in enumerate(visible) if focus is not None and part.isAncestorOf(focus)), -1)
        target = visible[(at + step) % len(visible)]
        first = next((w for w in target.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()), None)
        (first or target).setFocus()
