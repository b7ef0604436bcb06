"""What lies over other parts of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget


class LyingOver(QFrame):
    """Tab goes round within it, and never to what it hides; F6 and Esc lead out."""

    def hides(self, other: QWidget) -> bool:
        """Whether it lies over the middle of another part of the window."""
        hit = self.window().childAt(other.mapTo(self.window(), other.rect().center()))
        return hit is not None and (hit is self or self.isAncestorOf(hit)) and not self.isAncestorOf(other)

    def focusNextPrevChild(self, forward: bool) -> bool:
        here = self.window().focusWidget() or self
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        one = _beside(here, forward)
        while one is not None and one is not here:
            if self.isAncestorOf(one) and one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                one.setFocus(reason)
                return True
            one = _beside(one, forward)
        return False


def _beside(widget: QWidget, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()
