"""Patients: search, list, the record with facts, visits, letters and notes (mock-up 03)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain.errors import DeskError, NotFound
from frontdesk.domain.letter import LetterKind
from frontdesk.domain.patient import Patient, split_name
from frontdesk.ui import saving
from frontdesk.ui.context import Context
from frontdesk.ui.patients.details import DetailsPart
from frontdesk.ui.patients.doubles import Doubles
from frontdesk.ui.patients.files import FilesPart
from frontdesk.ui.patients.form import PatientForm
from frontdesk.ui.patients.head import RecordHead
from frontdesk.ui.patients.held import Held
from frontdesk.ui.patients.intake import IntakePart
from frontdesk.ui.patients.keys import valid_keys
from frontdesk.ui.patients.list_pane import ListPane
from frontdesk.ui.patients.one_patient import OnePatient
from frontdesk.ui.patients.overview import OverviewPart
from frontdesk.ui.patients.quick_note import QuickNote
from frontdesk.ui.patients.record import RecordParts
from frontdesk.ui.patients.timeline import TimelinePane
from frontdesk.ui.widgets.controls import EmptyState, clear
from frontdesk.ui.widgets.lists import Item
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.matching import Candidate
    from frontdesk.services.desk import Desk
    from frontdesk.services.overview import Overview
    from frontdesk.services.patients import Found, Record
    from frontdesk.services.recalls import RecallLine

_SHOWN = frozenset({"patient", "appointment", "note", "letter", "inquiry", "fact", "patient_reach",
                    "patient_tie", "consent", "own_value", "own_field", "intake_note", "attachment", "recall",
                    "recall_attempt", "follow_up", "visit_check", ""})
"""Tables whose rows stand on this screen."""
OVERVIEW, INTAKE, VISITS, LETTERS, FILES, DETAILS = range(6)
"""The tabs of a record; the last has none, it is the record being edited (F4)."""

Part = OverviewPart | DetailsPart | IntakePart | FilesPart
_OPEN: dict[int, type[Part]] = {OVERVIEW: OverviewPart, DETAILS: DetailsPart, INTAKE: IntakePart, FILES: FilesPart}
_NOBODY = "Nobody is on file yet. Ctrl+Enter makes a record; Ctrl+I brings in a list from another program."


class PatientsSection(QWidget):
    """``open_at(patient=id)`` opens a record."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.record: Record | None = None
        self._editing: Patient | None = None
        self._edited_from = OVERVIEW
        self._typed: dict[int, dict[str, str]] = {}
        self._wanted: int | None = None
        self._missed = False  # something changed while another section was shown
        self._form: PatientForm | None = None
        self.part: Part | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.panes = Panes(context, "patients", self._list_pane(), self._record_pane(), self._timeline_pane(), widths=(290, 766, 340), gives=12)
        row.addWidget(self.panes)
        self._bind()
        context.bridge.changed.connect(self._heard)

    def _list_pane(self) -> QWidget:
        pane = self.found = ListPane(self.context, self._new)
        self.search, self.list, self.new = pane.search, pane.list, pane.new
        pane.asked.connect(self.reload)
        pane.gathered.connect(self._gather)
        pane.list.chosen.connect(self._choose)
        pane.list.entered_row.connect(lambda _: self.panes.reveal_document())
        return pane

    def _record_pane(self) -> QWidget:
        look = self.context.look
        inside = QWidget()
        inside.setProperty("pane", "canvas")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(12)
        top = QWidget()
        top.setProperty("pane", "top")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inset = QVBoxLayout(top)
        inset.setContentsMargins(20, 14, 20, 0)
        inset.setSpacing(8)
        self.head = RecordHead(self.context, inset)
        column.addWidget(top)
        self.note = QuickNote(self.context, done=self.list.setFocus, failed=self._failed)
        self.body, self.under_head = QVBoxLayout(), QVBoxLayout()
        self.under_head.setContentsMargins(18, 0, 18, 0)
        for one in (self.body, self.under_head):
            one.setSpacing(10)
        self.under_head.addLayout(self.body)
        wrap = QVBoxLayout()
        wrap.setContentsMargins(18, 0, 18, 0)
        wrap.addWidget(self.note)
        column.addLayout(wrap)
        column.addLayout(self.under_head)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.parts = RecordParts(self.context, self.body)
        self.one = OnePatient(self.context, self, self.parts, self._at_hand, self._failed)
        self.stack = QStackedWidget()
        self.nobody = EmptyState(look, "users", "Choose a patient, or type a name to find one.")
        self.stack.addWidget(self.nobody)
        self.stack.addWidget(scroll)
        self.tab = 0
        return self.stack

    def _timeline_pane(self) -> QWidget:
        scroll = self.timeline = TimelinePane(self.context, self._open_note)
        self.doubles = Doubles(self.context, scroll, record=lambda: self.record, open_record=self._open, reveal=lambda: self.panes.reveal_side())
        self.under_head.insertLayout(0, self.doubles.banners)
        self.held = Held(self.context, self.doubles, record=self._at_hand, reveal=lambda: self.panes.reveal_side(), gone=self._gone)
        return self.doubles.side

    def _bind(self) -> None:
        bind, on, one = self.context.commands.bind, lambda: self._at_hand() is not None, self.one
        bind("patients.find", self, self.search.setFocus)
        bind("patients.new", self, self._new)
        bind("patients.book", self, one.book, when=on)
        bind("patients.letter", self, one.letter, when=on)
        bind("patients.sheet", self, one.sheet, when=on)
        bind("patients.note", self, self._open_note, when=on)
        bind("patients.arrived", self, one.arrived, when=on)
        bind("patients.edit", self, self._edit, when=on)
        for want in ("series", "follow_up", "wait"):
            bind(f"patients.{want}", self, partial(one.in_calendar, want), when=on)
        for kind in (LetterKind.AFTERCARE, LetterKind.REPORT):
            bind(f"patients.{kind.value}", self, partial(one.write, kind), when=on)
        bind("patients.file", self, one.save_visits, when=on)
        bind("patients.export", self, lambda: saving.people(self.context, self))
        self.held.bind(self)
        for what in ("begin", "sign", "amend", "fill"):
            bind(f"patients.intake.{what}", self, partial(self._intake, what), when=on)
        bind("patients.attach", self, self._attach, when=on)
        bind("patients.recalls", self, lambda: self.found.which.buttons[0 if self.found.recalling else 1].click())
        self.doubles.bind(self)
        bind("patients.known", self, self._known, when=lambda: self._form is not None)

    # -- reading

    def open_at(self, *, patient: int | None = None, **_: object) -> None:
        self._wanted = patient
        if patient is not None:
            self.panes.reveal_document()
            self._read(patient)
        elif self._missed:
            self._read_again()
        self.found.forget()  # what was looked for last time is not what is looked for now; the record that was read stays open
        self.reload()
        (self.list if patient is not None else self.search).setFocus()

    def reload(self) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        text = self.search.text()
        if self.found.recalling:
            from frontdesk.services import recalls  # after the first paint, as in jobs

            self.context.jobs.ask(lambda desk: recalls.listed(desk), self._show_recalls, key="patients", failed=self._failed)
            return
        self.context.jobs.ask(lambda desk: (patients.search(desk, text=text, limit=80), patients.count(desk), text), self._show_rows, key="patients",
                              failed=self._failed)  # fmt: skip

    def _heard(self, tables: frozenset[str]) -> None:
        if not tables & _SHOWN:
            return
        if not self.isVisible():
            self._missed = True  # read when it is opened
            return
        self.reload()
        self._read_again()

    def _read_again(self) -> None:
        self._missed = False
        if self.record is not None and self._editing is None:
            self._read(self.record.patient.id)

    def _show_rows(self, found: tuple[tuple[Found, ...], int, str]) -> None:
        reading = self._wanted or (self.record.patient.id if self.record else None)
        self.found.show_found(*found, reading=reading)
        self._wanted = None
        self.nobody.words.say("Choose a patient, or type a name to find one." if found[1] else _NOBODY)
        self.context.extra["keys"]()

    def _show_recalls(self, lines: tuple[RecallLine, ...]) -> None:
        self.found.show_recalls(lines, reading=self._wanted or (self.record.patient.id if self.record else None))
        self._wanted = None

    def _gather(self, text: str) -> None:
        from frontdesk.services import recalls  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: recalls.add_rule(desk, text=text) if text else recalls.gather(desk),
                              lambda made: self.context.say(f"{len(made)} more to recall", undo=True), failed=self._failed)  # fmt: skip

    def _choose(self, item: Item | None) -> None:
        if item is not None and (self.record is None or self.record.patient.id != item.key):
            self._editing = self.record = None  # until it is read: a quick key must not act on the record shown before
            self._read(item.key)
        elif item is None and self._editing is None:
            self._show_nobody()

    def _read(self, key: int) -> None:
        from frontdesk.services import overview, patients  # after the first paint, as in jobs

        ahead = self.tab == OVERVIEW and self._editing is None

        def read(desk: Desk) -> tuple[Record, Overview | None]:
            record = patients.record(desk, patient_id=key, doubles=False)
            return record, overview.overview(desk, patient_id=record.patient.id) if ahead else None

        self.context.jobs.ask(read, lambda found: self._show(*found), key="record", failed=self._failed)

    def _failed(self, trouble: DeskError) -> None:
        if isinstance(trouble, NotFound):  # taken back or erased, here or at another desk
            self._gone()
            return
        self.context.warn(trouble.sentence)

    # -- the record

    def _show(self, record: Record, told: Overview | None = None) -> None:
        if self.record is None or self.record.patient.id != record.patient.id:
            self.doubles.forget()
        else:  # who may be the same person is looked for anew; until then it is whoever it was
            record = replace(record, alike=self.record.alike)
        self.record = record
        self.note.stand_for(record.patient.id)
        self.stack.setCurrentIndex(1)
        self._show_head(record)
        self._show_body(told)
        self.timeline.show_entries(record.timeline)
        self.context.extra["keys"]()
        self.doubles.look_for(record.patient.id, self._doubles_found, failed=self._failed)

    def _doubles_found(self, key: int, alike: tuple[Candidate, ...]) -> None:
        if self.record is not None and self.record.patient.id == key and self.record.alike != alike:
            self.record = replace(self.record, alike=alike)
            self.doubles.show(None if self._editing is not None else self.record)
            self.context.extra["keys"]()

    def _show_head(self, record: Record) -> None:
        actions = [("Book", "calendar-check", "B", "primary", self.one.book), ("Letter", "envelope-simple", "L", "secondary", self.one.letter),
                   ("Sheet", "printer", "P", "secondary", self.one.sheet)]  # fmt: skip
        if self.one.expected() is not None:
            actions.insert(0, ("Arrived", "armchair", "A", "primary", self.one.arrived))
        noted = len(record.intake) + len(record.notes)
        tabs = ("Overview", f"Intake  {noted}", f"Visits  {len(record.visits)}", f"Letters  {len(record.letters)}", f"Files  {len(record.files)}")
        self.head.show(record, actions, tabs, self.tab, self._choose_tab, edit=self._edit)

    def _show_nobody(self) -> None:
        """No record, and nothing beside it of whoever was shown before; one that is still being read comes too late."""
        self.context.jobs.drop("record")
        self.doubles.forget()
        self.record = None
        self.timeline.show_entries(None)
        self.stack.setCurrentIndex(0)

    def _gone(self) -> None:
        if (focus := QApplication.focusWidget()) is None or self.doubles.side.isAncestorOf(focus):
            self.list.setFocus()
        self._show_nobody()
        self.timeline.show_entries(None)
        self.reload()

    def _choose_tab(self, index: int) -> None:
        self.tab = index
        self._show_body()

    def _show_body(self, told: Overview | None = None) -> None:
        if self._still_open(told):
            return
        clear(self.body)
        self.doubles.show(None if self._editing is not None else self.record)
        self._form = self.part = None
        if self.record is None:
            return
        if self._editing is not None:
            self._show_form(self._editing)
        else:
            if self.tab not in _OPEN:
                self.parts.show({VISITS: "visits", LETTERS: "letters"}[self.tab], self.record)
            else:
                self.part = OverviewPart(self.context, self.record, told) if self.tab == OVERVIEW else _OPEN[self.tab](self.context, self.record)
                self.body.addWidget(self.part)
                if isinstance(self.part, OverviewPart):
                    self.part.wanted.connect(lambda _: self._to_tab(INTAKE))

    def _still_open(self, told: Overview | None) -> bool:
        """A part that is being typed in is not built anew under somebody's hands; an overview is another patient's with other words."""
        if self.part is None or self.record is None or self._editing is not None or not isinstance(self.part, _OPEN.get(self.tab, ())):
            return False
        same = self.part.record.patient.id == self.record.patient.id
        if not same and (not isinstance(self.part, OverviewPart) or self.part.typing()):
            return False
        self.doubles.show(self.record)
        if isinstance(self.part, OverviewPart):
            self.part.show_record(self.record, told)
        else:
            self.part.show_record(self.record)
        return True

    def _to_tab(self, tab: int) -> None:
        if self.record is not None:
            self.tab = tab
            self._editing = None
            self.panes.reveal_document()
            self._show_head(self.record)
            self._show_body()

    def _attach(self) -> None:
        self._to_tab(FILES)
        if isinstance(self.part, FilesPart):
            self.part.attach()

    def _intake(self, what: str) -> None:
        """The open draft, or a new one; signed, filled, or the newest signed one amended."""
        self._to_tab(INTAKE)
        if isinstance(self.part, IntakePart):
            self.part.do(what)

    def _known(self) -> None:
        if self._form is not None:
            self._form.likely.take_first()

    def _open(self, patient: int) -> None:
        """Show this record, whatever was being done; what was typed into a form stays as it was left."""
        self._editing = None
        self._wanted = patient
        self.search.clear()
        self._read(patient)
        self.reload()
        self.list.setFocus()

    # -- changing

    def _show_form(self, patient: Patient) -> None:
        if not patient.id:
            self.head.show_new()
            self.timeline.show_entries(None)
        form = PatientForm(self.context, patient, self._typed.get(patient.id, {}))
        form.saved.connect(self._saved)
        form.left.connect(self._stop_editing)
        form.typed.connect(partial(self._typed.__setitem__, patient.id))
        form.likely.chosen.connect(self._open)
        self._form, self.part = form, None  # what stood there is gone, and news of its record is for nobody
        self.body.addWidget(form)
        form.fields["given_name"].setFocus()

    def _new(self) -> None:
        if self.note.isVisible() and self.note.text().strip():  # a note is being written: it is kept, as Enter would
            self.note.keep()
            return
        if isinstance(self.part, IntakePart) and self.part.put_by():
            self.list.setFocus()
            self.context.say("Kept as a draft. Ctrl+S signs it")
            return
        given, family = split_name(self.search.text()) if self.search.text().strip() and not any(c.isdigit() for c in self.search.text()) else ("", "")
        self._editing = Patient(0, given, family)
        self.stack.setCurrentIndex(1)
        clear(self.body)
        self.doubles.show(None)
        self._show_form(self._editing)

    def _edit(self) -> None:
        """The record edited in place: the first field takes the keyboard."""
        self._edited_from = self.tab if self.tab != DETAILS else OVERVIEW
        self._to_tab(DETAILS)
        if isinstance(self.part, DetailsPart):
            self.part.fields["given_name"].setFocus()

    def _stop_editing(self) -> None:
        self._editing = None
        if self.record is None:
            self._show_body()
            self._show_nobody()
        else:
            self._show(self.record)
        self.list.setFocus()

    def _saved(self, patient: Patient) -> None:
        self._typed.pop(self._editing.id if self._editing else 0, None)
        self._editing = None
        self._wanted = patient.id
        self.search.clear()
        self._read(patient.id)
        self.reload()
        self.list.setFocus()
        self.context.say(f"Saved: {name(patient.name)}", undo=True)

    def _at_hand(self) -> Record | None:
        """Whose keys are alive: not those of whoever was read before, while somebody new is typed in."""
        return self.record if self._editing is None else None

    def _open_note(self) -> None:
        if record := self._at_hand():
            self.note.open_for(record.patient.id)

    def leave(self) -> bool:
        """Esc: the note stays as typed, the form is left."""
        if self.note.put_by():
            return True
        if isinstance(self.part, IntakePart) and self.part.put_by():
            self.list.setFocus()
            return True
        if self.doubles.leave():
            return True
        if self._editing is not None:
            self._stop_editing()
            return True
        if isinstance(self.part, DetailsPart):  # else what is typed next, after Esc, would be somebody's name
            self._to_tab(self._edited_from)
            self.list.setFocus()
            return True
        return self.panes.hide_side()

    def in_hand(self) -> dict[str, int]:
        """Whom a free time found elsewhere is booked for."""
        return {"patient_id": self.record.patient.id} if self.record is not None and self._editing is None else {}

    def whose(self) -> str:
        """Their name."""
        return self.record.patient.name if self.record is not None and self.in_hand() else ""

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return valid_keys(self, QApplication.focusWidget())
