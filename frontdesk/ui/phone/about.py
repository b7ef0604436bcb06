"""What a call is about, in four chips, and of a known caller the next visit with what can be done about it at once (mock-up 09)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.appointment import Visit
from frontdesk.domain.cancellation import REASONS
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, tip

KINDS = (("new", "New problem", "Alt+N"), ("move", "Move", "Alt+V"), ("cancel", "Cancel", "Alt+C"), ("other", "Other", "Alt+O"))


class About(QWidget):
    """``chosen`` when another kind, or another visit, is meant. ``visit`` is the caller's next one, or None."""

    chosen = Signal()

    def __init__(self, context: Context, settle: Callable[[], object]) -> None:
        super().__init__()
        self.context, self.kind = context, "new"
        self.visit: Visit | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        chips = Flow(context.look)
        self.chips = {kind: Button(context.look, words, kind="chip", then=partial(self.choose, kind)) for kind, words, _ in KINDS}
        for kind, _, key in KINDS:
            self.chips[kind].setCheckable(True)
            tip(self.chips[kind], key.replace("+", " "))
            chips.add(self.chips[kind])
        column.addWidget(chips)
        self.card = QFrame()
        self.card.setProperty("card", "note")
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(12, 8, 12, 10)
        inside.setSpacing(6)
        self.title, self.line = PlainLabel("", role="strong"), Paragraph("", role="soft")
        self.reason = Combo("Why it is cancelled")
        for reason in REASONS:
            if reason.usual:
                self.reason.addItem(reason.words, reason.code)
        self.cancel = Button(context.look, "Cancel this visit", key="Ctrl+Return", kind="primary", then=settle)
        for widget in (self.title, self.line, self.reason, self.cancel):
            inside.addWidget(widget)
        column.addWidget(self.card)
        self._draw()

    def choose(self, kind: str) -> None:
        self.kind = kind
        self._draw()
        self.chosen.emit()

    def begin(self, kind: str) -> None:
        """Another call."""
        self.kind, self.visit = kind, None
        self._draw()

    def show_visit(self, visit: Visit | None) -> None:
        self.visit = visit
        self._draw()
        self.chosen.emit()

    @property
    def moving(self) -> bool:
        return self.kind == "move" and self.visit is not None

    @property
    def cancelling(self) -> bool:
        return self.kind == "cancel" and self.visit is not None

    def _draw(self) -> None:
        for kind, chip in self.chips.items():
            chip.setChecked(kind == self.kind)
        house, about_visit = self.context.house, self.kind in ("move", "cancel")
        self.card.setVisible(self.visit is not None or about_visit)
        self.reason.setVisible(self.cancelling)
        self.cancel.setVisible(self.cancelling)
        if self.visit is None or house is None:
            self.title.say("Whose visit is it?")
            self.line.say("Choose the caller among the names above; or save the call, and it waits in the inbox.")
            return
        one = self.visit.appointment
        told = f"{when.moment_words(one.start, clock24=self.context.clock24)}, {house.clinician(one.clinician_id).short}"
        self.title.say(f"{'Cancel' if self.cancelling else 'Move' if self.moving else 'Next visit'}: {told}")
        more = "" if about_visit else "   Alt V moves it, Alt C cancels it"
        self.line.say(f"{house.type(one.type_id).name}{more}")
        self.cancel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
