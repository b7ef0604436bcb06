"""A long page whose cards are built one by one, each in a turn of the event loop of its own: opening it never holds the keyboard up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class Piece:
    """One card. It is built anew only when its ``key`` is another than that of what stands there; ``chapter`` is the part of the page it belongs to."""

    name: str
    key: object
    make: Callable[[], QWidget]
    chapter: int = 0


class Piecewise(QWidget):
    """What is typed into a card stays when another one changes."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: dict[str, Piece] = {}
        self._standing: dict[str, tuple[object, QWidget]] = {}
        self._due: list[str] = []
        self.column = QVBoxLayout(self)
        self.column.addStretch()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._next)

    def put(self, pieces: Sequence[Piece]) -> None:
        """These, in this order; the first stands at once."""
        self._pieces = {piece.name: piece for piece in pieces}
        for name in self._standing.keys() - self._pieces.keys():
            self._take(name)
        self._due = [p.name for p in pieces if p.name not in self._standing or self._standing[p.name][0] != p.key]
        self._next()
        if self._due:
            self._turn.start()

    @property
    def busy(self) -> bool:
        """Whether cards are still to come."""
        return bool(self._due)

    def first_of(self, chapter: int) -> QWidget | None:
        """The card a chapter begins with; whatever of the page is above it is built first."""
        names = [name for name, piece in self._pieces.items() if piece.chapter <= chapter]
        while any(name in self._due for name in names):
            self._next()
        begins = next((name for name in names if self._pieces[name].chapter == chapter), None)
        return self._standing[begins][1] if begins else None

    def chapter_at(self, y: int) -> int:
        """The chapter that stands at this height."""
        above = [self._pieces[name].chapter for name, (_, widget) in self._standing.items() if name in self._pieces and widget.y() <= y]
        return max(above, default=0)

    def _next(self) -> None:
        if not self._due:
            self._turn.stop()
            return
        piece = self._pieces[self._due.pop(0)]
        self._take(piece.name)
        made = piece.make()
        for part in made.findChildren(QWidget):
            part.ensurePolished()  # else it stands squeezed until the style sheet has told its height
        before = list(self._pieces)[: list(self._pieces).index(piece.name)]
        self.column.insertWidget(sum(name in self._standing for name in before), made)
        self._standing[piece.name] = (piece.key, made)

    def _take(self, name: str) -> None:
        if found := self._standing.pop(name, None):
            self.column.removeWidget(found[1])
            found[1].hide()
            found[1].deleteLater()
