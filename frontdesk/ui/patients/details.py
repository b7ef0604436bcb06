"""The record edited in place: each field is typed where it stands and kept when it is left; Esc brings back what stood there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain import record, when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.record import Consent, Reach, Tie
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, Chip, card, clear
from frontdesk.ui.widgets.safe_text import PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.patients import Record
    from frontdesk.services.record import Details

_ICONS = {"phone": "phone", "email": "at", "address": "map-pin"}


class InPlace(QLineEdit):
    """``kept`` gives what was typed and what stood there before, once it is left or Enter is pressed."""

    kept = Signal(str, str)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.before = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self._left)

    def put(self, text: str) -> None:
        """What stands on file; what somebody is typing is not taken from under their hands."""
        if not (self.hasFocus() and self.text() != self.before):
            self.before = text
            self.setText(text)

    def _left(self) -> None:
        if self.text().strip() != self.before:
            before, self.before = self.before, self.text().strip()
            self.kept.emit(self.before, before)

    def event(self, event: QEvent) -> bool:
        """A field with nothing to take back passes Ctrl+Z on to the desk; one that was typed in keeps Esc for itself."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
                event.ignore()
                return False
            if event.key() == Qt.Key.Key_Escape and self.text() != self.before:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.before:
            self.setText(self.before)
        else:
            super().keyPressEvent(event)


class DetailsPart(QWidget):
    """All cards of one patient; ``show_record`` again with a newer record leaves focus and cursor where they are."""

    def __init__(self, context: Context, shown: Record) -> None:
        super().__init__()
        self.context, self.record, self.details = context, shown, shown.details
        self.fields: dict[str, InPlace] = {}
        self.own: dict[int, InPlace] = {}
        self.flags: dict[str, Check] = {}
        row = QHBoxLayout(self) if context.look.scale < 160 else QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(10)
            row.addLayout(column, 1)
        self._fields_card(left, "Names")
        self._fields_card(left, "Where")
        self.reach = self._list_card(left, "More numbers and addresses", "Another phone, e-mail or address; “work: 512 ...” names it", self._add_reach)
        self._fields_card(right, "Wishes")
        self.consents = self._list_card(right, "Consents", "Something else consented to", self._add_consent)
        self.ties = self._list_card(right, "Family, guardian, carer", "Name, phone; or the chart number of somebody on file", self._add_tie)
        self.kind = Combo("Who it is")
        self.kind.addItems(record.TIES)
        self.ties_head.addWidget(self.kind.whole())
        self.own_grid = self._own_card(right)
        left.addStretch()
        right.addStretch()
        self.show_record(shown)

    # -- the cards

    def _fields_card(self, column: QVBoxLayout, title: str) -> None:
        frame, inside = card(title)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(6)
        for n, line in enumerate(record.LINES[title]):
            if line.kind == "flag":
                check = self.flags[line.field] = Check(self.context.look, line.label)
                check.toggled.connect(partial(self._flagged, line.field))
                grid.addWidget(check, n, 1)
                continue
            edit = self.fields[line.field] = InPlace(line.label, line.hint)
            edit.kept.connect(partial(self._kept, line.field))
            grid.addWidget(PlainLabel(line.label, role="soft"), n, 0)
            grid.addWidget(edit, n, 1)
        inside.addLayout(grid)
        column.addWidget(frame)

    def _list_card(self, column: QVBoxLayout, title: str, hint: str, then: Callable[[str], None]) -> QVBoxLayout:
        frame, inside = card(title)
        head = inside.itemAt(0)
        rows = QVBoxLayout()
        rows.setSpacing(6)
        inside.addLayout(rows)
        line = QHBoxLayout()
        edit = QLineEdit()
        edit.setPlaceholderText(hint)
        edit.setAccessibleName(f"{title}: add")
        edit.returnPressed.connect(partial(self._added, edit, then))
        if title.startswith("Family"):
            self.ties_head = line
        line.addWidget(edit, 1)
        inside.addLayout(line)
        column.addWidget(frame)
        assert head is not None
        return rows

    def _own_card(self, column: QVBoxLayout) -> QGridLayout:
        frame, inside = card("The clinic's own fields")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        self.labels = InPlace("Names of the clinic's own fields", "Names of fields, with commas: Shoe size, Insurance")
        self.labels.kept.connect(self._own_named)
        inside.addWidget(self.labels)
        column.addWidget(frame)
        return grid

    @staticmethod
    def _added(edit: QLineEdit, then: Callable[[str], None]) -> None:
        text = edit.text().strip()
        edit.clear()
        if text:
            then(text)

    # -- showing

    def show_record(self, shown: Record) -> None:
        self.record, details = shown, shown.details
        fresh_own = [field.id for field, _ in details.own] != list(self.own)
        self.details = details
        for field, edit in self.fields.items():
            edit.put(record.shown(details.patient, field, clock24=self.context.clock24))
        for field, check in self.flags.items():
            check.blockSignals(True)
            check.setChecked(bool(record.shown(details.patient, field)))
            check.blockSignals(False)
        for rows, made in ((self.reach, [self._reach_row(one) for one in details.reach]), (self.ties, [self._tie_row(one) for one in details.ties]),
                           (self.consents, self._consent_rows(details.consents))):  # fmt: skip
            clear(rows)
            for row in made:
                rows.addWidget(row)
        if fresh_own:
            self._own_rows(details)
        for field_, text in details.own:
            self.own[field_.id].put(text)
        self.labels.put(", ".join(field.label for field, _ in details.own))

    def _own_rows(self, details: Details) -> None:
        while (item := self.own_grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self.own = {}
        for n, (field, _) in enumerate(details.own):
            edit = self.own[field.id] = InPlace(field.label)
            edit.kept.connect(partial(self._own_kept, field.id))
            self.own_grid.addWidget(PlainLabel(field.label, role="soft"), n, 0)
            self.own_grid.addWidget(edit, n, 1)

    def _reach_row(self, one: Reach) -> QFrame:
        frame, column = card(kind="note", spacing=2, margins=(10, 6, 6, 6))
        line = QHBoxLayout()
        value = self.context.number(one.value) if one.kind == "phone" else one.value.replace("\n", ", ")
        line.addWidget(PlainLabel(", ".join(x for x in (value, one.label, one.uses) if x)), 1)
        if one.kind != "address":
            line.addWidget(Button(self.context.look, "Use first", kind="ghost", name=f"Use first: {one.value}", then=partial(self._first, one.id)))
        line.addWidget(Button(self.context.look, "", icon="x", kind="ghost", name=f"Take off: {one.value}", then=partial(self._remove, one)))
        column.addLayout(line)
        if one.kind == "phone":
            uses = QHBoxLayout()
            for field, words in (("calls", "Calls"), ("voicemail", "Voicemail"), ("texts", "Texts")):
                check = Check(self.context.look, words)
                check.setChecked(getattr(one, field))
                check.toggled.connect(partial(self._use, one, field))
                uses.addWidget(check)
            uses.addStretch()
            column.addLayout(uses)
        return frame

    def _tie_row(self, one: Tie) -> QFrame:
        frame, column = card(kind="note", spacing=2, margins=(10, 6, 6, 6))
        line = QHBoxLayout()
        line.addWidget(PlainLabel(one.kind, role="soft"))
        line.addWidget(PlainLabel(", ".join(x for x in (one.name, self.context.number(one.phone), one.email, one.note) if x)), 1)
        if one.other_id is not None:
            line.addWidget(Button(self.context.look, "Open", kind="ghost", name=f"Open {one.name}", then=partial(self.context.go, "patients", patient=one.other_id)))
        line.addWidget(Button(self.context.look, "", icon="x", kind="ghost", name=f"Take off: {one.name}", then=partial(self._remove, one)))
        column.addLayout(line)
        check = Check(self.context.look, "Writes and calls for the patient")
        check.setChecked(one.writes)
        check.toggled.connect(partial(self._writes, one))
        column.addWidget(check)
        return frame

    def _consent_rows(self, consents: tuple[Consent, ...]) -> list[QWidget]:
        stands = {one.what: one for one in record.standing(consents)}
        return [self._consent_row(what, stands.get(what)) for what in dict.fromkeys((*record.CONSENTS, *stands))]

    def _consent_row(self, what: str, one: Consent | None) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(what))
        line.addLayout(words, 1)
        if one is not None:
            word = "given" if one.given else "taken back"
            year = f" {one.day.year}" if one.day.year != self.context.wall_now().year else ""
            words.addWidget(PlainLabel(f"{one.day.day} {when.MONTHS[one.day.month - 1][:3]}{year}, {one.who or 'an import'}", role="faint"))
            line.addWidget(Chip(self.context.look, word, "ok" if one.given else "warn"))
        given = one is not None and one.given
        button = "Take back" if given else "Given"
        line.addWidget(Button(self.context.look, button, kind="ghost", name=f"{what}: {button.lower()}", then=partial(self._consent, what, not given)))
        return widget

    # -- keeping

    def _ask(self, question: Callable[[Desk], object], said: str, edit: InPlace | None = None) -> None:
        def failed(trouble: DeskError) -> None:
            self.context.warn(trouble.sentence)
            if edit is not None:  # what was typed stays, to be mended
                edit.before = record.shown(self.details.patient, next((f for f, e in self.fields.items() if e is edit), "given_name"), clock24=self.context.clock24)
                edit.setFocus()

        self.context.jobs.ask(question, lambda _: self.context.say(said, undo=True), failed=failed)

    def _kept(self, field: str, text: str, before: str) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        key = self.details.patient.id
        was = f", was {before}" if before else ""
        self._ask(lambda desk: records.set_field(desk, patient_id=key, field=field, text=text, before=before), f"{record.label(field)} kept{was}", self.fields[field])

    def _flagged(self, field: str, on: bool) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        key = self.details.patient.id
        self._ask(lambda desk: records.set_field(desk, patient_id=key, field=field, text="yes" if on else ""), f"{record.label(field)}: {'yes' if on else 'no'}")

    def _own_kept(self, field: int, text: str, before: str) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        key = self.details.patient.id
        self._ask(lambda desk: records.set_own(desk, patient_id=key, field_id=field, text=text), "Kept")

    def _own_named(self, text: str, before: str) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        self._ask(lambda desk: records.set_own_fields(desk, labels=text.split(",")), "The clinic's own fields are changed")

    def _add_reach(self, text: str) -> None:
        label, colon, value = text.partition(":")
        if not colon or len(label) > 20:
            label, value = "", text
        kind = "email" if "@" in value else "phone" if sum(c.isdigit() for c in value) >= 6 and not any(c.isalpha() for c in value) else "address"
        self._save_reach(Reach(0, self.details.patient.id, kind, value.strip(), label.strip(), position=len(self.details.reach)), "Added")

    def _use(self, one: Reach, field: str, on: bool) -> None:
        uses = {"calls": one.calls, "voicemail": one.voicemail, "texts": one.texts} | {field: on}
        self._save_reach(replace(one, calls=uses["calls"], voicemail=uses["voicemail"], texts=uses["texts"]), f"{one.value}: {field} {'yes' if on else 'no'}")

    def _save_reach(self, one: Reach, said: str) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        self._ask(lambda desk: records.save_reach(desk, reach=one), said)

    def _first(self, key: int) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        self._ask(lambda desk: records.make_first(desk, reach_id=key), "Used first now")

    def _add_tie(self, text: str) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        key, kind = self.details.patient.id, self.kind.currentText()
        self._ask(lambda desk: records.add_tie(desk, patient_id=key, kind=kind, text=text), "Added")

    def _writes(self, one: Tie, on: bool) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        self._ask(lambda desk: records.save_tie(desk, tie=replace(one, writes=on)), f"{one.name} {'writes for the patient' if on else 'does not write any more'}")

    def _remove(self, one: Reach | Tie) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        self._ask(lambda desk: records.remove(desk, value=one), "Taken off")

    def _add_consent(self, what: str) -> None:
        self._consent(what, True)

    def _consent(self, what: str, given: bool) -> None:
        from frontdesk.services import record as records  # after the first paint, as in jobs

        key = self.details.patient.id
        self._ask(lambda desk: records.record_consent(desk, patient_id=key, what=what, given=given), f"{what}: {'given' if given else 'taken back'}")
