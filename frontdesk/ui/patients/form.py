"""The form of a patient: what is on file, typed over; what was typed is kept until it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from frontdesk.domain import asking, when
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.traits import Known
from frontdesk.domain.typed_day import read_clock
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, card
from frontdesk.ui.widgets.field_trouble import FieldTrouble
from frontdesk.ui.widgets.likely import LikelyPeople
from frontdesk.ui.widgets.phone_field import PhoneWarning
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

_FIELDS = (("given_name", "Given name"), ("family_name", "Family name"), ("preferred_name", "Called"), ("birth_date", "Date of birth"), ("phone", "Phone"),
           ("email", "E-mail"), ("street", "Street"), ("street2", "Second line"), ("city", "City"), ("region", "State or region"), ("postcode", "Postcode"),
           ("country", "Country, if abroad"), ("occupation", "Work"), ("alerts", "Alerts, with commas"), ("contact_wish", "Contact wish"),
           ("not_before", "Comes not before"), ("not_after", "Comes not after"))  # fmt: skip

_WIDE = next(n for n, (field, _) in enumerate(_FIELDS) if field == "contact_wish")
"""The wish takes a whole line, so that the two times stand side by side."""


class PatientForm(QWidget):
    """``saved`` with the patient as stored; ``left`` without saving; ``typed`` with every field at each change.

    ``before``: fields as they were typed when the form was last left without saving.
    """

    saved = Signal(object)
    left = Signal()
    typed = Signal(dict)

    def __init__(self, context: Context, patient: Patient, before: Mapping[str, str]) -> None:
        super().__init__()
        self.context, self.patient = context, patient
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame, column = card("" if not patient.id else "Edit the record")
        if before:
            column.addWidget(PlainLabel("As you left it; not saved yet.", role="warn"))
        grid = QGridLayout()
        self.fields: dict[str, QLineEdit] = {}
        self.troubles: dict[str, FieldTrouble] = {}
        places = [divmod(n, 2) for n in range(len(_FIELDS) + 1) if n != _WIDE + 1]
        for (line, side), (field, words) in zip(places, _FIELDS, strict=True):
            edit = QLineEdit(before.get(field, _shown(patient, field)))
            edit.setAccessibleName(words)
            edit.returnPressed.connect(self._save)
            edit.textEdited.connect(lambda _: self.typed.emit(self._texts()))
            self.fields[field] = edit
            grid.addWidget(PlainLabel(words, role="soft"), line * 2, side * 2)
            grid.addWidget(edit, line * 2, side * 2 + 1, 1, 3 if 2 * line == _WIDE else 1)
            if trouble := self._trouble(field, edit):
                grid.addWidget(trouble, line * 2 + 1, side * 2 + 1)
        self._wishes(grid)
        column.addLayout(grid)
        self.likely = LikelyPeople(context, self._known)
        if not patient.id:
            self.typed.connect(lambda _: self.likely.typed())
            self.likely.typed()
        column.addWidget(self.likely)
        self.trouble = Paragraph("", role="danger")
        self.trouble.hide()
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addWidget(Button(context.look, "Save", icon="check", key="Enter", kind="primary", then=self._save))
        row.addWidget(Button(context.look, "Leave as it was", key="Esc", then=self.left.emit))
        row.addStretch()
        column.addLayout(row)
        outer.addWidget(frame)

    def _trouble(self, field: str, edit: QLineEdit) -> FieldTrouble | None:
        """What may be wrong with it, said beneath it."""
        if field == "phone":
            return PhoneWarning(edit)
        judges: dict[str, Callable[[str], str]] = {"birth_date": self._not_born, "given_name": self._nameless, "not_before": _no_time, "not_after": _no_time}
        if field in judges:
            self.troubles[field] = FieldTrouble(edit, judges[field])
        if field == "given_name":  # only Save asks for it: the keyboard passes here on its way to the family name
            edit.editingFinished.disconnect(self.troubles[field].look)
        if field == "family_name":
            edit.textChanged.connect(lambda text: self.troubles["given_name"].tell("") if text.strip() else None)
        return self.troubles.get(field)

    def _nameless(self, given: str) -> str:
        return "" if given.strip() or self.fields["family_name"].text().strip() else "Type a name."

    def _not_born(self, text: str) -> str:
        return asking.day_trouble(text, day_first=self._day_first, today=self.context.wall_now().date())

    def _wishes(self, grid: QGridLayout) -> None:
        """Which clinician they want, and whether no other will do."""
        house, patient = self.context.house, self.patient
        self.clinician, self.only = Combo("Wants to see"), Check(self.context.look, "and nobody else")
        self.clinician.addItem("anybody", None)
        for one in house.clinicians if house else ():
            if one.active or one.id == patient.preferred_clinician_id:
                self.clinician.addItem(shown(one.short, longest=40), one.id)
        self.clinician.setCurrentIndex(max(0, self.clinician.findData(patient.preferred_clinician_id)))
        self.only.setChecked(patient.only_clinician)
        row = grid.rowCount()
        grid.addWidget(PlainLabel("Wants to see", role="soft"), row, 0)
        grid.addWidget(self.clinician, row, 1)
        grid.addWidget(self.only, row, 3)

    def _texts(self) -> dict[str, str]:
        return {field: edit.text().strip() for field, edit in self.fields.items()}

    def _known(self) -> Known:
        """What has been typed so far, for the look at who is on file."""
        texts = self._texts()
        birth = asking.birthday(texts["birth_date"], day_first=self._day_first)
        address = PostalAddress(texts["street"], texts["street2"], texts["city"], texts["region"], texts["postcode"])
        return Known(given=texts["given_name"], family=texts["family_name"], birth_date=birth, phone=texts["phone"], email=texts["email"], address=address)

    @property
    def _day_first(self) -> bool:
        return bool(self.context.house and self.context.house.clinic.locale != "en-US")

    def _save(self) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        wrong = [field for field, trouble in self.troubles.items() if trouble.look()]
        if wrong:
            self.fields[wrong[0]].setFocus()
            return
        texts = self._texts()
        birth = patients.read_birthday(texts["birth_date"], day_first=self._day_first) if texts["birth_date"] else None
        times = {field: read_clock(texts[field]) if texts[field] else None for field in ("not_before", "not_after")}
        address = PostalAddress(texts["street"], texts["street2"], texts["city"], texts["region"], texts["postcode"], texts["country"])
        patient = replace(
            self.patient, given_name=texts["given_name"], family_name=texts["family_name"], preferred_name=texts["preferred_name"], birth_date=birth,
            phone=texts["phone"], email=texts["email"], address=address, occupation=texts["occupation"], contact_wish=texts["contact_wish"],
            not_before=times["not_before"], not_after=times["not_after"], preferred_clinician_id=self.clinician.currentData(),
            only_clinician=self.only.isChecked() and self.clinician.currentData() is not None,
            alerts=tuple(a.strip() for a in texts["alerts"].split(",") if a.strip()),
        )  # fmt: skip
        make = patients.change if patient.id else patients.create
        self.context.jobs.ask(lambda desk: make(desk, patient=patient), self.saved.emit, failed=lambda t: self._tell(t.sentence))

    def _tell(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.show()


def _no_time(text: str) -> str:
    return "The time cannot be read. Type it as 9:30, 2 pm or 14:15." if text.strip() and read_clock(text.strip()) is None else ""


def _shown(patient: Patient, field: str) -> str:
    if field == "birth_date":
        return when.birthday(patient.birth_date) if patient.birth_date else ""
    if field == "alerts":
        return ", ".join(patient.alerts)
    if field in ("not_before", "not_after"):
        at = patient.not_before if field == "not_before" else patient.not_after
        return when.clock(at) if at else ""
    return str(getattr(patient.address if hasattr(patient.address, field) else patient, field))
