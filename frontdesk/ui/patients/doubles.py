"""One person, several records: the banners over a record, the comparison beside it, merging and parting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.ui.context import Context
from frontdesk.ui.patients.compare import ComparePanel
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.likely import banner
from frontdesk.ui.widgets.safe_text import PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.matching import Candidate
    from frontdesk.services.merging import Comparison
    from frontdesk.services.patients import Record


class Doubles:
    """``side`` shows what was there before (the timeline), or the comparison instead of it; ``banners`` stand over the record."""

    def __init__(
        self, context: Context, usual: QWidget, *, record: Callable[[], Record | None], open_record: Callable[[int], object], reveal: Callable[[], object]
    ) -> None:
        self.context, self._record, self._open, self._reveal = context, record, open_record, reveal
        self.banners = QVBoxLayout()
        self.banners.setSpacing(10)
        self._shown: object = None
        self.panel = ComparePanel(context)
        self.panel.done.connect(self._done)
        self.panel.left.connect(self.leave)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.panel)
        self.side = QStackedWidget()
        self.side.addWidget(usual)
        self.side.addWidget(scroll)

    def bind(self, owner: QWidget) -> None:
        bind, alike = self.context.commands.bind, lambda: bool((record := self._record()) and record.alike)
        bind("patients.compare", owner, self.compare, when=alike)
        bind("patients.different", owner, self.different, when=alike)
        bind("patients.merge", owner, self.panel.merge, when=lambda: self.panel.shown is not None)
        bind("patients.part", owner, self.part, when=lambda: bool((record := self._record()) and record.merges))

    def look_for(self, key: int, found: Callable[[int, tuple[Candidate, ...]], object], *, failed: Callable[[DeskError], object]) -> None:
        """Once somebody rests on a record: whoever goes on to the next one does not wait for it."""
        from frontdesk.services import merging  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: merging.doubles(desk, patient_id=key), partial(found, key), key="doubles", failed=failed, later=True, same=key)

    def forget(self) -> None:
        """Somebody else is shown: what was found does not stand any more, and is looked for anew, also on the way back."""
        self.leave()
        self.context.jobs.drop("doubles")

    def show(self, record: Record | None) -> None:
        """Banners of the record that is read; None: nobody's."""
        told = record and (record.patient.id, record.alike, record.merges)
        if told == self._shown:
            return
        self._shown = told
        clear(self.banners)
        if record is None:
            return
        for number, candidate in enumerate(record.alike[:2]):
            other, first = candidate.patient.id, number == 0
            buttons = [("Compare", "D" if first else "", partial(self.compare, other)), ("Different", "Shift+D" if first else "", partial(self.different, other))]
            self.banners.addWidget(banner(self.context, candidate, buttons, beside=True))
        for number, merge in enumerate(record.merges):
            frame, inside = card(kind="note", spacing=4, margins=(12, 6, 8, 6))
            row = QHBoxLayout()
            row.addWidget(PlainLabel(f"Holds {merge.words}", role="soft"), 1)
            row.addWidget(Button(self.context.look, "Part again", key="Ctrl+Shift+M" if number == 0 else "", kind="ghost", then=partial(self.part, merge.id)))
            inside.addLayout(row)
            self.banners.addWidget(frame)

    def compare(self, other: int | None = None) -> None:
        from frontdesk.services import merging  # after the first paint, as in jobs

        if (pair := self._pair(other)) is not None:
            one, two = pair
            self.context.jobs.ask(lambda desk: merging.compare(desk, one_id=one, other_id=two), self._show_pair, failed=self._failed)

    def _pair(self, other: int | None) -> tuple[int, int] | None:
        record = self._record()
        if record is None or not (other or record.alike):
            return None
        return record.patient.id, other or record.alike[0].patient.id

    def _show_pair(self, found: Comparison) -> None:
        self.panel.show_pair(found)
        self.side.setCurrentIndex(1)
        self._reveal()
        self.panel.button.setFocus()

    def leave(self) -> bool:
        """Back to what was beside the record; False where it is there already."""
        shown, self.panel.shown = self.side.currentIndex() != 0, None
        self.side.setCurrentIndex(0)
        return shown

    def _done(self, show: int) -> None:
        self.leave()
        self._open(show)

    def different(self, other: int | None = None) -> None:
        from frontdesk.services import merging  # after the first paint, as in jobs

        if (pair := self._pair(other)) is not None:
            one, two = pair
            self.context.jobs.ask(lambda desk: merging.different(desk, patient_id=one, other_id=two), lambda _: self._said(one), failed=self._failed)

    def _said(self, one: int) -> None:
        self.context.say("Two different people, remembered", undo=True)
        self._done(one)

    def part(self, merge: int | None = None) -> None:
        from frontdesk.services import merging  # after the first paint, as in jobs

        record = self._record()
        if record is not None and (merge or record.merges):
            key = merge or record.merges[0].id
            self.context.jobs.ask(lambda desk: merging.part(desk, merge_id=key), lambda parted: self.context.say(f"Parted: {parted.sentence}", undo=True),
                                  failed=self._failed)  # fmt: skip

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
