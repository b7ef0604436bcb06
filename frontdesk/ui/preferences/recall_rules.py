"""Recall rules: who is to be asked to come again, after which kind of visit, after how long; switched on and off."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.clinic import House
from frontdesk.domain.errors import DeskError
from frontdesk.domain.recall import RecallRule
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

_ANY = -1


class RuleLine(QWidget):
    """One rule in a row; Enter or Save keeps it. ``rule`` with id 0 is one to be added."""

    def __init__(self, card: RecallRulesCard, rule: RecallRule) -> None:
        super().__init__()
        self.card, self.rule = card, rule
        look, house = card.context.look, card.house
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        whose = rule.name or "a new rule"
        self.words = QLineEdit(rule.name)
        self.words.setPlaceholderText("Words on the list: yearly look at the knee")
        self.number = QLineEdit(str(rule.weeks or rule.months or ""))
        self.number.setFixedWidth(look.px(56))
        self.unit = Combo(f"Unit: {whose}").whole()
        self.unit.addItem("weeks", "weeks")
        self.unit.addItem("months", "months")
        self.unit.setCurrentIndex(1 if rule.months and not rule.weeks else 0)
        self.kind = Combo(f"After which visit: {whose}").whole()
        self.kind.addItem("after any visit", _ANY)
        for one in house.types:
            self.kind.addItem(shown(f"after {one.name}", longest=40), one.id)
        self.kind.setCurrentIndex(max(0, self.kind.findData(rule.type_id)))
        for edit, name in ((self.words, "Words"), (self.number, "How long")):
            edit.setAccessibleName(f"{name}: {whose}")
            edit.setCursorPosition(0)
            edit.returnPressed.connect(self.save)
        self.on = Check(look, "On")
        self.on.setChecked(rule.active)
        self.on.clicked.connect(self._switch)
        row.addWidget(self.words, 3)
        for widget in (self.number, self.unit, self.kind, self.on):
            row.addWidget(widget)
        kept = self.on.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # the row to be added stands under the others, column by column
        self.on.setSizePolicy(kept)
        self.on.setVisible(bool(rule.id))
        words, icon = ("Save", "check") if rule.id else ("Add", "plus")
        button = Button(look, words, icon=icon, name=f"{words}: {whose}", then=self.save)
        button.setFixedWidth(look.px(80))
        row.addWidget(button)

    def written(self) -> RecallRule:
        text, kind = self.number.text().strip(), self.kind.currentData()
        many = int(text) if text.isdecimal() and len(text) < 5 else 0
        weeks = many if self.unit.currentData() == "weeks" else 0
        return replace(self.rule, name=" ".join(self.words.text().split()), weeks=weeks, months=0 if weeks else many, type_id=None if kind == _ANY else kind)

    def _switch(self) -> None:
        """At once; what else was typed in the row waits for Save."""
        on = self.on.isChecked()
        self.card.keep(replace(self.rule, active=on), f"Rule switched {'on' if on else 'off'}")

    def save(self) -> None:
        self.card.keep(self.written(), "Saved")


class RecallRulesCard(QFrame):
    """All rules, and a row for one more; each change can be undone."""

    def __init__(self, context: Context, house: House) -> None:
        super().__init__()
        self.context, self.house = context, house
        self.lines: list[RuleLine] = []
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Recall rules", role="card"))
        column.addWidget(Paragraph("Whoever was last seen that long ago and has no visit ahead is gathered onto the recall list (Patients, Shift+R).", role="soft"))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        column.addLayout(self.rows)
        context.bridge.changed.connect(self._heard)
        self.reload()

    def reload(self) -> None:
        from frontdesk.services import recalls  # after the first paint, as in jobs

        self.context.jobs.ask(recalls.rules, self._show, key="recall rules")

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"recall_rule", ""}:
            self.reload()

    def _show(self, rules: tuple[RecallRule, ...]) -> None:
        if self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.setFocus()  # else a field that Qt chooses would take Ctrl+Z
        clear(self.rows)
        self.lines = [RuleLine(self, one) for one in (*rules, RecallRule(0, "", 0, weeks=0))]
        for line in self.lines:
            self.rows.addWidget(line)

    def keep(self, rule: RecallRule, said: str) -> None:
        from frontdesk.services import recalls  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: recalls.save_rule(desk, rule=rule), lambda _: self.context.say(said, undo=True), failed=self._failed)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
