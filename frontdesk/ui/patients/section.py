"""Patients: search, list, the record with facts, visits, letters and notes (mock-up 03)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from frontdesk.domain import fact_words, when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.patient import Patient, split_name
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.body_map import BodyMap
from frontdesk.ui.widgets.controls import Button, Chip, Disc, EmptyState, Segmented, card, clear, disc_color
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.panes import Panes
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, name

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.letter import Letter
    from frontdesk.services.patients import Found, Record, TimelineEntry

_ICONS = {"visit": "calendar-check", "letter": "envelope-simple", "note": "note-pencil", "comment": "globe", "phone": "phone-incoming", "missed_call": "phone-slash",
          "form": "list", "email": "at"}  # fmt: skip
_FIELDS = (("given_name", "Given name"), ("family_name", "Family name"), ("preferred_name", "Called"), ("birth_date", "Date of birth"), ("phone", "Phone"),
           ("email", "E-mail"), ("street", "Street"), ("street2", "Second line"), ("city", "City"), ("region", "State or region"), ("postcode", "Postcode"),
           ("country", "Country, if abroad"), ("occupation", "Work"), ("alerts", "Alerts, with commas"), ("contact_wish", "Contact wish"))  # fmt: skip


def initials(text: str) -> str:
    words = text.split()
    return "".join(w[0] for w in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class TimelineRow(QWidget):
    """One entry: node on a line, when, what, detail."""

    def __init__(self, context: Context, entry: TimelineEntry) -> None:
        super().__init__()
        self.look, self.entry = context.look, entry
        column = QVBoxLayout(self)
        column.setContentsMargins(context.look.px(44), 2, 0, context.look.px(12))
        column.setSpacing(0)
        told = when.moment_words(entry.wall, clock24=context.clock24) if entry.wall else ""
        column.addWidget(PlainLabel(told, role="faint"))
        column.addWidget(PlainLabel(entry.title, role="strong"))
        if entry.detail:
            column.addWidget(PlainLabel(entry.detail, role="soft"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, side = look.px(18), look.px(28)
        painter.setPen(QPen(look.color("border2"), 1.4))
        painter.drawLine(middle, 0, middle, self.height())
        painter.setPen(QPen(look.color("edge"), 1.2, Qt.PenStyle.DashLine if self.entry.ahead else Qt.PenStyle.SolidLine))
        painter.setBrush(look.color("surface2"))
        painter.drawEllipse(middle - side // 2, 4, side, side)
        painter.drawPixmap(middle - look.px(7), 4 + (side - look.px(14)) // 2, look.pixmap(_ICONS.get(self.entry.kind, "circle"), "text2", 14))
        painter.end()


class SearchLine(QLineEdit):
    """A search field; the down arrow goes into what was found."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class PatientsSection(QWidget):
    """``open_at(patient=id)`` opens a record."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.record: Record | None = None
        self._editing: Patient | None = None
        self._wanted: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.panes = Panes(context, "patients", self._list_pane(), self._record_pane(), self._timeline_pane(), widths=(300, 760, 336))
        row.addWidget(self.panes)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self.reload)
        self._bind()
        context.bridge.changed.connect(self._heard)

    def _list_pane(self) -> QWidget:
        look = self.context.look
        pane = QWidget()
        pane.setProperty("pane", "list")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 16, 0)
        head.addWidget(PlainLabel("Patients", role="pane"))
        head.addStretch()
        self.total = PlainLabel("", role="faint")
        head.addWidget(self.total)
        column.addLayout(head)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 0, 16, 0)
        self.search = SearchLine()
        self.search.down.connect(self._to_list)
        self.search.setPlaceholderText("Name, birthday, phone, chart number")
        self.search.setAccessibleName("Search patients")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda: self._timer.start())
        self.search.returnPressed.connect(self._to_list)
        inset.addWidget(self.search)
        self.hint = PlainLabel("", role="faint")
        inset.addWidget(self.hint)
        column.addLayout(inset)
        self.list = RowList(look, 72, name="Patients")
        self.list.chosen.connect(self._choose)
        self.list.entered_row.connect(lambda _: self.panes.reveal_document())
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        self.new = Button(look, "New patient", icon="user-plus", key="Ctrl+Return", then=self._new)
        foot.addWidget(self.new)
        column.addLayout(foot)
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
        self.head = QVBoxLayout(top)
        self.head.setContentsMargins(22, 16, 20, 10)
        self.head.setSpacing(8)
        column.addWidget(top)
        self.note = QLineEdit()
        self.note.setPlaceholderText("Intake note; Enter keeps it")
        self.note.setAccessibleName("Intake note")
        self.note.returnPressed.connect(self._keep_note)
        self.note.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(18, 0, 18, 0)
        self.body.setSpacing(10)
        wrap = QVBoxLayout()
        wrap.setContentsMargins(18, 0, 18, 0)
        wrap.addWidget(self.note)
        column.addLayout(wrap)
        column.addLayout(self.body)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.stack = QStackedWidget()
        self.stack.addWidget(EmptyState(look, "users", "Choose a patient, or type a name to find one."))
        self.stack.addWidget(scroll)
        self.tab = 0
        return self.stack

    def _timeline_pane(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("pane", "surface2")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 14, 14)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Timeline", role="pane"))
        head.addStretch()
        head.addWidget(Button(self.context.look, "Add note", icon="note-pencil", key="I", then=self._open_note))
        column.addLayout(head)
        self.timeline = QVBoxLayout()
        self.timeline.setSpacing(0)
        column.addLayout(self.timeline)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _to_list(self) -> None:
        self.list.setFocus()

    def _bind(self) -> None:
        bind, on = self.context.commands.bind, lambda: self.record is not None
        bind("patients.find", self, self.search.setFocus)
        bind("patients.new", self, self._new)
        bind("patients.book", self, self._book, when=on)
        bind("patients.letter", self, self._letter, when=on)
        bind("patients.sheet", self, self._sheet, when=on)
        bind("patients.note", self, self._open_note, when=on)
        bind("patients.edit", self, self._edit, when=on)

    # -- reading

    def open_at(self, *, patient: int | None = None, **_: object) -> None:
        self._wanted = patient
        if patient is not None:
            self.panes.reveal_document()
            self.search.clear()
            self._read(patient)
        self.reload()
        (self.list if patient is not None else self.search).setFocus()

    def reload(self) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        text = self.search.text()
        self.context.jobs.ask(lambda desk: (patients.search(desk, text=text, limit=80), patients.count(desk), text), self._show_rows, key="patients",
                              failed=self._failed)  # fmt: skip

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"patient", "appointment", "note", "letter", "inquiry", "fact", ""}:
            self.reload()
            if self.record is not None and self._editing is None:
                self._read(self.record.patient.id)

    def _show_rows(self, found: tuple[tuple[Found, ...], int, str]) -> None:
        rows, total, text = found
        self.total.say(f"{total:,}")
        if text.strip():
            self.hint.say(f"{len(rows)} found. Also try a birthday or phone." if rows else f"No one called “{text.strip()[:40]}”.")
        else:
            self.hint.say("")
        self.new.say(f"New patient “{text.strip()[:24]}”" if text.strip() else "New patient")
        # What is being read stays, whoever else is in the list; only typing brings up the first who is found.
        reading = self._wanted or (self.record.patient.id if self.record else None)
        self.list.put([self._item(one) for one in rows], keep=reading, nearest=bool(text.strip()) or reading is None)
        self._wanted = None

    def _item(self, found: Found) -> Item:
        p = found.patient
        born = f"Born {when.birthday(p.birth_date)}   " if p.birth_date else ""
        return Item(p.id, p.name, f"{born}{p.chart}", found.line, initials=initials(p.name), tint=disc_color(p.name), marked=found.matched)

    def _choose(self, item: Item | None) -> None:
        if item is not None and (self.record is None or self.record.patient.id != item.key):
            self._editing = None
            self._read(item.key)
        elif item is None and self._editing is None:
            self.record = None
            self.stack.setCurrentIndex(0)

    def _read(self, key: int) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: patients.record(desk, patient_id=key), self._show, key="record", failed=self._failed)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    # -- the record

    def _show(self, record: Record) -> None:
        self.record = record
        self.stack.setCurrentIndex(1)
        self._show_head(record)
        self._show_body()
        clear(self.timeline)
        for entry in record.timeline[:60]:
            self.timeline.addWidget(TimelineRow(self.context, entry))
        if not record.timeline:
            self.timeline.addWidget(Paragraph("Nothing yet. The first visit, note or letter will stand here.", role="soft"))

    def _show_head(self, record: Record) -> None:
        look, p = self.context.look, record.patient
        clear(self.head)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Disc(look, initials(p.name), disc_color(p.name), size=56))
        names = QVBoxLayout()
        names.setSpacing(2)
        first = QHBoxLayout()
        first.addWidget(PlainLabel(name(p.name), role="title"))
        if record.live:
            first.addWidget(Chip(look, record.live, "info"))
        first.addStretch()
        names.addLayout(first)
        today = self.context.wall_now().date()
        born = f"{when.years_old(p.birth_date, today)}, born {when.birthday(p.birth_date)}" if p.birth_date else "birthday not known"
        names.addWidget(PlainLabel("    ".join(x for x in (born, p.chart, p.phone, p.email) if x), role="soft"))
        row.addLayout(names, 1)
        self.head.addLayout(row)
        second = QHBoxLayout()
        second.setSpacing(8)
        for alert in p.alerts[:3]:
            second.addWidget(Chip(look, alert, "danger", icon="warning-fill"))
        if p.contact_wish:
            second.addWidget(Chip(look, p.contact_wish, "plain", icon="phone"))
        second.addStretch()
        for words, icon, key, kind, then in (("Book", "calendar-check", "B", "primary", self._book), ("Letter", "envelope-simple", "L", "secondary", self._letter),
                                             ("Sheet", "printer", "P", "secondary", self._sheet), ("Edit", "pencil-simple", "F4", "secondary", self._edit)):  # fmt: skip
            second.addWidget(Button(look, words, icon=icon, key=key, kind=kind, then=then))
        self.head.addLayout(second)
        tabs = Segmented(
            look, ("Overview", f"Visits  {len(record.visits)}", f"Letters  {len(record.letters)}", f"Notes  {len(record.notes)}"), name="Parts of the record"
        )
        tabs.select(self.tab)
        tabs.chosen.connect(self._choose_tab)
        self.head.addWidget(tabs)

    def _choose_tab(self, index: int) -> None:
        self.tab = index
        self._show_body()

    def _show_body(self) -> None:
        clear(self.body)
        if self.record is None:
            return
        if self._editing is not None:
            self._show_form(self._editing)
        else:
            (self._overview, self._visits, self._letters, self._notes)[self.tab](self.record)

    def _overview(self, record: Record) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        frame, column = card("Pain map")
        figure = BodyMap(self.context.look)
        figure.show_facts(record.facts)
        column.addWidget(figure, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        row.addWidget(frame, 2)
        told, facts = card("What was said")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for n, recorded in enumerate(record.facts[:16]):
            grid.addWidget(PlainLabel(fact_words.label(recorded.fact), role="soft"), n, 0)
            value = Paragraph(fact_words.words(recorded.fact) + ("" if recorded.decision != "suggested" else "  (as read)"))
            grid.addWidget(value, n, 1)
        facts.addLayout(grid)
        if not record.facts:
            facts.addWidget(Paragraph("No inquiry of this patient is on file.", role="soft"))
        facts.addStretch()
        row.addWidget(told, 3)
        self.body.addLayout(row)
        frame, column = card("Next visits")
        ahead = [v for v in record.visits if v.appointment.end > self.context.wall_now() and v.appointment.status.value in ("booked", "held", "waiting", "in_room")]
        for visit in reversed(ahead):
            self._visit_line(column, visit)
        if not ahead:
            column.addWidget(Paragraph("No visit ahead. Press B to book one.", role="soft"))
        self.body.addWidget(frame)

    def _visit_line(self, column: QVBoxLayout, visit: Any) -> None:
        one, house = visit.appointment, self.context.house
        if house is None:
            return
        line = QHBoxLayout()
        year = f" {one.start.year}" if one.start.year != self.context.wall_now().year else ""
        told = f"{when.short_day(one.start)}{year}, {when.clocks(one.start, one.end, clock24=self.context.clock24)}"
        line.addWidget(PlainLabel(told, role="strong"), 3)
        line.addWidget(PlainLabel(house.type(one.type_id).name), 2)
        line.addWidget(PlainLabel(house.clinician(one.clinician_id).short), 1)
        line.addWidget(PlainLabel(one.status.value.replace("_", " "), role="soft"), 1)
        line.addWidget(Button(self.context.look, "Show", kind="ghost", name="Show in the calendar", then=partial(self._to_visit, one.start.date(), one.id)))
        column.addLayout(line)
        if one.detail:
            column.addWidget(PlainLabel(one.detail, role="faint"))

    def _to_visit(self, day: object, key: int) -> None:
        self.context.go("calendar", day=day, visit=key)

    def _visits(self, record: Record) -> None:
        frame, column = card("Visits")
        for visit in record.visits[:60]:
            self._visit_line(column, visit)
        if not record.visits:
            column.addWidget(Paragraph("No visits yet.", role="soft"))
        self.body.addWidget(frame)

    def _letters(self, record: Record) -> None:
        frame, column = card("Letters")
        for letter in record.letters:
            line = QHBoxLayout()
            line.addWidget(PlainLabel(letter.subject, role="strong"), 3)
            state = "superseded: the visit has moved" if letter.superseded else letter.state.value.replace("_", " ")
            line.addWidget(PlainLabel(state, role="warn" if letter.superseded else "soft"), 2)
            line.addWidget(Button(self.context.look, "Show", kind="ghost", name="Show the letter", then=partial(self._to_letter, letter)))
            column.addLayout(line)
        if not record.letters:
            column.addWidget(Paragraph("No letters yet. Press L to make one.", role="soft"))
        self.body.addWidget(frame)

    def _to_letter(self, letter: Letter) -> None:
        self.context.go("letters", letter=letter.id)

    def _notes(self, record: Record) -> None:
        frame, column = card("Intake notes")
        zone = self.context.house.zone if self.context.house else "UTC"
        for one in record.notes:
            column.addWidget(PlainLabel(f"{when.moment_words(wall_of(one.at, zone), clock24=self.context.clock24)}, {one.author}", role="faint"))
            column.addWidget(Paragraph(one.text))
        if not record.notes:
            column.addWidget(Paragraph("No notes yet. Press I to write one.", role="soft"))
        self.body.addWidget(frame)

    # -- changing

    def _show_form(self, patient: Patient) -> None:
        if not patient.id:
            clear(self.head)  # nobody's name may stand over the form of somebody new
            self.head.addWidget(PlainLabel("New patient", role="title"))
            clear(self.timeline)
        frame, column = card("" if not patient.id else "Edit the record")
        grid = QGridLayout()
        self.fields: dict[str, QLineEdit] = {}
        for n, (field, words) in enumerate(_FIELDS):
            label = PlainLabel(words, role="soft")
            edit = QLineEdit(_shown(patient, field))
            edit.setAccessibleName(words)
            edit.returnPressed.connect(self._save)
            self.fields[field] = edit
            grid.addWidget(label, n // 2, (n % 2) * 2)
            grid.addWidget(edit, n // 2, (n % 2) * 2 + 1)
        column.addLayout(grid)
        self.trouble = Paragraph("", role="danger")
        self.trouble.hide()
        column.addWidget(self.trouble)
        row = QHBoxLayout()
        row.addWidget(Button(self.context.look, "Save", icon="check", kind="primary", then=self._save))
        row.addWidget(Button(self.context.look, "Leave as it was", key="Esc", then=self._stop_editing))
        row.addStretch()
        column.addLayout(row)
        self.body.addWidget(frame)
        self.fields["given_name"].setFocus()

    def _new(self) -> None:
        given, family = split_name(self.search.text()) if self.search.text().strip() and not any(c.isdigit() for c in self.search.text()) else ("", "")
        self._editing = Patient(0, given, family)
        self.stack.setCurrentIndex(1)
        if self.record is None:
            clear(self.head)
        clear(self.body)
        self._show_form(self._editing)

    def _edit(self) -> None:
        if self.record is not None:
            self._editing = self.record.patient
            self._show_body()

    def _stop_editing(self) -> None:
        self._editing = None
        if self.record is None:
            self.stack.setCurrentIndex(0)
        self._show_body()
        self.list.setFocus()

    def _save(self) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        if self._editing is None:
            return
        texts = {field: edit.text().strip() for field, edit in self.fields.items()}
        day_first = bool(self.context.house and self.context.house.clinic.locale != "en-US")
        birth = patients.read_birthday(texts["birth_date"], day_first=day_first) if texts["birth_date"] else None
        if texts["birth_date"] and birth is None:
            self._say_trouble("The date of birth cannot be read. Type it as 8 Feb 1974.")
            return
        address = PostalAddress(texts["street"], texts["street2"], texts["city"], texts["region"], texts["postcode"], texts["country"])
        patient = replace(
            self._editing, given_name=texts["given_name"], family_name=texts["family_name"], preferred_name=texts["preferred_name"], birth_date=birth,
            phone=texts["phone"], email=texts["email"], address=address, occupation=texts["occupation"], contact_wish=texts["contact_wish"],
            alerts=tuple(a.strip() for a in texts["alerts"].split(",") if a.strip()),
        )  # fmt: skip
        make = patients.change if patient.id else patients.create
        self.context.jobs.ask(lambda desk: make(desk, patient=patient), self._saved, failed=lambda t: self._say_trouble(t.sentence))

    def _say_trouble(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.show()

    def _saved(self, patient: Patient) -> None:
        self._editing = None
        self._wanted = patient.id
        self.search.clear()
        self._read(patient.id)
        self.reload()
        self.context.say(f"Saved: {name(patient.name)}", undo=True)

    # -- doing

    def _book(self) -> None:
        if self.record:
            self.context.go("calendar", patient=self.record.patient.id)

    def _letter(self) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if self.record:
            key = self.record.patient.id
            self.context.jobs.ask(lambda desk: letters.letter_for(desk, patient_id=key), lambda made: self.context.go("letters", letter=made.id), failed=self._failed)

    def _sheet(self) -> None:
        from frontdesk.services import letters  # after the first paint, as in jobs

        if self.record is None:
            return
        key = self.record.patient.id
        place = self.context.choose_save(self, f"intake-sheet-{self.record.patient.chart}.pdf")
        if place:
            self.context.jobs.ask(lambda desk: letters.write_file(Path(place), letters.sheet_pdf(desk, patient_id=key)),
                                  lambda _: self.context.say("Intake sheet saved"), failed=self._failed)  # fmt: skip

    def _open_note(self) -> None:
        if self.record:
            self.note.show()
            self.note.setFocus()

    def _keep_note(self) -> None:
        from frontdesk.services import patients  # after the first paint, as in jobs

        if self.record and self.note.text().strip():
            key, text = self.record.patient.id, self.note.text()
            self.context.jobs.ask(
                lambda desk: patients.add_note(desk, patient_id=key, text=text), lambda _: self.context.say("Note kept", undo=True), failed=self._failed
            )
            self.note.clear()
            self.note.hide()

    def leave(self) -> bool:
        """Esc: the note stays as typed, the form is left."""
        if self.note.isVisible():
            self.note.hide()
            return True
        if self._editing is not None:
            self._stop_editing()
            return True
        return self.panes.hide_side()

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return [("/", "search"), ("↑ ↓", "patient"), ("B", "book"), ("L", "letter"), ("P", "sheet"), ("I", "note"), ("F4", "edit"), ("?", "all keys")]


def _shown(patient: Patient, field: str) -> str:
    if field == "birth_date":
        return when.birthday(patient.birth_date) if patient.birth_date else ""
    if field == "alerts":
        return ", ".join(patient.alerts)
    return str(getattr(patient.address if hasattr(patient.address, field) else patient, field))
