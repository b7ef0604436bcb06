"""The clinic's intake forms: questions added, renamed, put in order, each of a kind; notes that were begun keep the form they have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.domain.intake_note import IntakeForm, Item, ItemKind
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, clear
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk

KINDS = {
    ItemKind.TEXT: "Text", ItemKind.CHOICE: "Choice", ItemKind.SCALE: "Scale 0–10", ItemKind.BODY: "Body map", ItemKind.DATE: "Date",
    ItemKind.SIGNATURE: "Signature",
}  # fmt: skip
_FILLS = {ItemKind.BODY: ("body_site",)}
"""What a new question of a kind takes from the accepted facts."""


class Question(QWidget):
    """One question as a row: its words, kind, choices, whether it is needed; moved and taken out by its buttons."""

    def __init__(self, context: Context, item: Item, number: int, then: Callable[[str, int], object]) -> None:
        super().__init__()
        self.item = item
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.label = QLineEdit(item.label)
        self.label.setAccessibleName(f"Question {number + 1}")
        self.label.setPlaceholderText("The question")
        self.label.setCursorPosition(0)
        row.addWidget(self.label, 4)
        self.kind = Combo(f"Kind of question {number + 1}").whole()
        for kind, words in KINDS.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(self.kind.findData(item.kind))
        self.kind.currentIndexChanged.connect(lambda _: self._kind_changed())
        self.options = QLineEdit(", ".join(item.options))
        self.options.setAccessibleName(f"Choices of question {number + 1}")
        self.options.setPlaceholderText("Dull, Sharp, Burning")
        self.options.setCursorPosition(0)
        row.addWidget(self.options, 4)
        row.addWidget(self.kind)  # after the choices, so that the kinds of all rows stand under each other
        self.need = Check(context.look, "Needed")
        self.need.setChecked(item.need)
        row.addWidget(self.need)
        for icon, words, what in (("caret-up", "Up", "up"), ("caret-down", "Down", "down"), ("x", "Take out", "out")):
            row.addWidget(Button(context.look, "", icon=icon, kind="ghost", name=f"Question {number + 1}: {words.lower()}", then=partial(then, what, number)))
        self._kind_changed()

    def _kind_changed(self) -> None:
        self.options.setVisible(self.kind.currentData() == ItemKind.CHOICE)

    def written(self) -> Item:
        kind = ItemKind(self.kind.currentData())
        options = tuple(dict.fromkeys(words for part in self.options.text().split(",") if (words := " ".join(part.split()))))
        fills = self.item.fills if kind is self.item.kind else _FILLS.get(kind, ())
        return replace(self.item, label=" ".join(self.label.text().split()), kind=kind, options=options if kind is ItemKind.CHOICE else (),
                       need=self.need.isChecked(), fills=fills)  # fmt: skip


class IntakeFormsCard(QFrame):
    """One form at a time; nothing is changed until it is saved."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.forms: tuple[IntakeForm, ...] = ()
        self.questions: list[Question] = []
        self._at = 0
        self.setProperty("card", "true")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Intake forms", role="card"))
        column.addWidget(Paragraph("Notes that were begun or signed keep the questions they were made with.", role="soft"))
        column.addLayout(self._head())
        self.rows = QVBoxLayout()
        self.rows.setSpacing(4)
        column.addLayout(self.rows)
        column.addLayout(self._foot())
        context.bridge.changed.connect(self._heard)
        self.reload()

    def _head(self) -> QHBoxLayout:
        look, row = self.context.look, QHBoxLayout()
        self.which = Combo("Form").whole()
        self.which.activated.connect(self._choose)
        self.title = QLineEdit()
        self.title.setAccessibleName("Name of the form")
        self.fresh = QLineEdit()
        self.fresh.setAccessibleName("Name of a new form")
        self.fresh.setPlaceholderText("Name of a new form")
        self.fresh.returnPressed.connect(self.add_form)
        row.addWidget(self.which)
        row.addWidget(self.title, 2)
        row.addSpacing(look.px(12))
        row.addWidget(self.fresh, 2)
        row.addWidget(Button(look, "Add form", icon="plus", then=self.add_form))
        return row

    def _foot(self) -> QHBoxLayout:
        look, row = self.context.look, QHBoxLayout()
        row.addWidget(Button(look, "Save", icon="check", name="Save the form", then=self.save))
        row.addWidget(Button(look, "Add a question", icon="plus", then=self.add_question))
        row.addStretch()
        self.retire = Button(look, "Take out of use", kind="ghost", name="Take the form out of use", then=self._retire)
        row.addWidget(self.retire)
        return row

    # -- showing

    def reload(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        self.context.jobs.ask(intake_notes.forms, self._show, key="intake forms")

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"intake_form", ""}:
            self.reload()

    def _show(self, forms: tuple[IntakeForm, ...]) -> None:
        self.forms = forms
        if self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.setFocus()  # else a field that Qt chooses would take Ctrl+Z
        self.which.clear()
        for one in forms:
            self.which.addItem(shown(one.title, longest=60), one.id)
        at = next((n for n, one in enumerate(forms) if one.id == self._at), 0)
        self.retire.setVisible(len(forms) > 1)
        self._choose(at)

    def _choose(self, index: int) -> None:
        self.which.setCurrentIndex(index)
        self._at = self.forms[index].id
        self.title.setText(self.forms[index].title)
        self._draw(self.forms[index].items)

    def _draw(self, items: Sequence[Item]) -> None:
        clear(self.rows)
        self.questions = [Question(self.context, item, number, self._move) for number, item in enumerate(items)]
        for one in self.questions:
            self.rows.addWidget(one)

    # -- doing

    def written(self) -> list[Item]:
        return [one.written() for one in self.questions]

    def _move(self, what: str, number: int) -> None:
        """The keyboard goes along with the question that is moved."""
        items = self.written()
        one = items.pop(number)
        at = max(0, number + {"up": -1, "down": 1, "out": 0}[what])
        if what != "out":
            items.insert(at, one)
        self._draw(items)
        if self.questions:
            self.questions[min(at, len(self.questions) - 1)].label.setFocus()

    def add_question(self) -> None:
        items = self.written()
        taken = {item.id for item in items}
        key = next(f"q{n}" for n in range(1, len(taken) + 2) if f"q{n}" not in taken)
        self._draw([*items, Item(key, ItemKind.TEXT, "")])
        self.questions[-1].label.setFocus()

    def save(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        form = replace(next(one for one in self.forms if one.id == self._at), title=" ".join(self.title.text().split()), items=tuple(self.written()))
        self._ask(lambda desk: intake_notes.save_form(desk, form=form), "Saved")

    def add_form(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        title = self.fresh.text()
        self._ask(lambda desk: intake_notes.new_form(desk, title=title), "Form added")

    def _retire(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        key = self._at
        self._ask(lambda desk: intake_notes.retire_form(desk, form_id=key), "The form is not offered any more")

    def _ask(self, question: Callable[[Desk], IntakeForm], said: str) -> None:
        def done(form: IntakeForm) -> None:
            self._at = form.id
            self.fresh.clear()
            self.context.say(said, undo=True)
            self.reload()

        self.context.jobs.ask(question, done, failed=self._failed)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

