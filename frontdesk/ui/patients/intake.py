"""Intake notes in the record: the draft that is filled in, what has been signed with what each amendment changed, pain over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain import asking, fact_words, intake_note, when
from frontdesk.domain.errors import DeskError
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.intake_note import Filed, IntakeForm, IntakeNote, Item, ItemKind, NoteState, PainPoint
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.patients.figure import BodyField
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import HEADED, Button, Chip, card, clear, show_now
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.notice import notice
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.patients import Record

_SETTLE = 600
"""Milliseconds after the last letter until an answer is kept."""


class PainLine(QWidget):
    """Pain over time, 0 to 10, each point with its number."""

    def __init__(self, context: Context, points: tuple[PainPoint, ...]) -> None:
        super().__init__()
        self.context, self.points = context, points
        zone = context.house.zone if context.house else "UTC"
        self.days = [wall_of(p.at, zone) for p in points]
        self.setMinimumHeight(context.look.px(84))
        self.setAccessibleName("Pain over time: " + ", ".join(f"{when.short_day(d)} {p.pain} of 10" for d, p in zip(self.days, points, strict=True)))

    def sizeHint(self) -> QSize:
        return QSize(self.context.look.px(300), self.context.look.px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.context.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, top, low = look.px(26), look.px(18), self.height() - look.px(22)
        painter.setPen(QPen(look.color("border2"), 1))
        painter.drawLine(side, low, self.width() - side, low)
        spots = [QPointF(x, low - p.pain / 10 * (low - top)) for p, x in zip(self.points, self._across(side), strict=True)]
        painter.setPen(QPen(look.color("edge"), 1.6))
        painter.drawPolyline(spots)
        for spot, point, day in zip(spots, self.points, self.days, strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.pain_color(point.pain)).darker(125))
            painter.drawEllipse(spot, look.px(5), look.px(5))
            painter.setPen(look.color("text"))
            painter.setFont(look.font(12, 600))
            painter.drawText(QRectF(spot.x() - 20, spot.y() - look.px(21), 40, look.px(15)), int(Qt.AlignmentFlag.AlignCenter), str(point.pain))
            painter.setPen(look.color("text2"))
            painter.setFont(look.font(11))
            label = f"{day.day} {when.MONTHS[day.month - 1][:3]}"
            painter.drawText(QRectF(spot.x() - look.px(34), low + 3, look.px(68), look.px(16)), int(Qt.AlignmentFlag.AlignCenter), label)
        painter.end()

    def _across(self, side: int) -> list[float]:
        """By time, never closer than a label is wide."""
        first, last, room = self.days[0], self.days[-1], self.width() - 2 * side - self.context.look.px(20)
        span = (last - first).total_seconds() or 1
        least = min(self.context.look.px(52), room / max(1, len(self.days) - 1))
        found: list[float] = []
        for day in self.days:
            x = side + self.context.look.px(10) + (day - first).total_seconds() / span * room
            found.append(max(x, found[-1] + least) if found else x)
        over = found[-1] - (self.width() - side)
        return [x - over * n / max(1, len(found) - 1) for n, x in enumerate(found)] if over > 0 else found


def bring(widget: QWidget) -> None:
    """Into sight, where it stands on a page that scrolls."""
    page = widget.parentWidget()
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    if page is not None:
        page.ensureWidgetVisible(widget)


class NoteForm(QWidget):
    """A draft: each answer is kept shortly after the last letter, with its origin beneath as long as it is untouched."""

    def __init__(self, context: Context, note: IntakeNote) -> None:
        super().__init__()
        self.context, self.note = context, note
        self.fields: dict[str, QWidget] = {}
        self.origins: dict[str, PlainLabel] = {}
        self._waiting: dict[str, QTimer] = {}
        self._asking: Counter[str] = Counter()
        frame, column = card(note.title if not note.amends_id else f"Amendment: {note.title}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self._read = QVBoxLayout()
        column.addLayout(self._read)
        self._offered: tuple[int, ...] = ()
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(6)
        for item in note.items:
            label = PlainLabel(item.label + (" (needed)" if item.need else ""), role="soft")
            cell = QVBoxLayout()
            cell.setSpacing(1)
            field = self.fields[item.id] = self._field(item)
            self.origins[item.id] = PlainLabel("", role="faint")
            cell.addWidget(field)
            cell.addWidget(self.origins[item.id])
            at = grid.rowCount()
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            if item.kind is ItemKind.BODY:
                grid.addLayout(cell, at + 1, 0, 1, 2)  # the figure and its rows need all the width there is
            else:
                label.setContentsMargins(0, context.look.px(9), 0, 0)  # its words at the height of those in the field
                grid.addLayout(cell, at, 1)
        column.addLayout(grid)
        if note.amends_id:
            self.reason = QLineEdit(note.reason)
            self.reason.setPlaceholderText("Why it is amended")
            self.reason.setAccessibleName("Why it is amended")
            self.reason.textEdited.connect(lambda _: self._later("reason", self._keep_reason))
            column.addWidget(self.reason)
        row = QHBoxLayout()
        row.addWidget(Button(context.look, "Sign", icon="check", key="Ctrl+S", kind="primary", then=self.sign))
        row.addWidget(Button(context.look, "Throw away", kind="ghost", then=self._throw_away))
        self.saved = PlainLabel("", role="faint")
        row.addWidget(self.saved, 1)
        column.addLayout(row)
        self.show_note(note)

    def _field(self, item: Item) -> QWidget:
        if item.kind is ItemKind.BODY:
            body = BodyField(self.context)
            body.changed.connect(lambda value: self._keep(item.id, value))
            return body
        if item.kind is ItemKind.CHOICE:
            flow = Flow(self.context.look)
            for option in item.options:
                check = Check(self.context.look, option)
                check.toggled.connect(lambda _, i=item.id, f=flow: self._keep(i, [c.accessibleName() for c in f.findChildren(Check) if c.isChecked()]))
                flow.add(check)
            return flow
        if item.kind is ItemKind.SCALE:
            combo = Combo(item.label)
            combo.addItems(["not said", *map(str, range(11))])
            combo.activated.connect(lambda index: self._keep(item.id, index - 1 if index else None))
            return combo
        edit = QLineEdit()
        edit.setAccessibleName(item.label)
        edit.setPlaceholderText({ItemKind.DATE: "8 Feb 2026", ItemKind.SIGNATURE: "Name as signed on the sheet"}.get(item.kind, ""))
        edit.textEdited.connect(lambda _: self._later(item.id, partial(self._keep_line, item, edit)))
        edit.editingFinished.connect(lambda: self._now(item.id))
        return edit

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes when the note is opened."""
        field = next(iter(self.fields.values()))
        if isinstance(field, Flow):
            return next(iter(field.findChildren(Check)), field)
        return field.figure if isinstance(field, BodyField) else field

    def keep_all(self) -> None:
        """What waits for the last letter is kept now."""
        for waiting in list(self._waiting):
            self._now(waiting)

    def show_note(self, note: IntakeNote) -> None:
        """Newer answers; a field that somebody is in, or whose last answer is on its way, keeps what stands there."""
        self.note = note
        for item in note.items:
            if self._asking[item.id] or item.id in self._waiting:
                continue
            answer, field = note.answers.get(item.id), self.fields[item.id]
            value = answer.value if answer else None
            self.origins[item.id].say(f"from the {answer.origin}" if answer and answer.origin else "")
            self.origins[item.id].setVisible(bool(answer and answer.origin))
            if isinstance(field, BodyField):
                field.put(value or [])
            elif isinstance(field, Combo):
                field.setCurrentIndex(0 if value is None else value + 1)
            elif isinstance(field, Flow):
                for check in field.findChildren(Check):
                    check.blockSignals(True)
                    check.setChecked(check.accessibleName() in (value or ()))
                    check.blockSignals(False)
            elif isinstance(field, QLineEdit) and not field.hasFocus():
                field.setText(intake_note.words(item, value))
                field.setCursorPosition(0)
        if note.saved_at and self.context.house:
            self.saved.say(f"Saved {when.clock(wall_of(note.saved_at, self.context.house.zone), clock24=self.context.clock24)}")

    def offer(self, facts: Sequence[RecordedFact]) -> None:
        """What was read and nobody has accepted yet, with the way to take it over."""
        waiting = intake_note.waiting(self.note, facts)
        if self._offered == (keys := tuple(one.id for one in waiting)):
            return
        self._offered = keys
        clear(self._read)
        if waiting:
            told = "; ".join(dict.fromkeys(fact_words.words(one.fact) for one in waiting))
            self._read.addWidget(notice(self.context.look, f"Read in the message, accepted by nobody yet: {told}.", kind="note", action="Accept and fill in", key="Alt+F",
                                        then=self.fill_in))  # fmt: skip
            show_now(self._read)

    def fill_in(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        self.keep_all()
        key = self.note.id
        self.context.jobs.ask(lambda desk: intake_notes.fill_in(desk, note_id=key), lambda _: self.context.say("Filled in from what was read", undo=True),
                              failed=lambda t: self.context.warn(t.sentence))  # fmt: skip

    # -- keeping

    def _later(self, key: str, then: Callable[[], object]) -> None:
        timer = self._waiting.pop(key, None)
        if timer is not None:
            timer.stop()
        timer = self._waiting[key] = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._waiting.pop(key, None))
        timer.timeout.connect(then)
        timer.start(_SETTLE)

    def _now(self, key: str) -> None:
        """The field is left: what waits is kept at once."""
        timer = self._waiting.pop(key, None)
        if timer is not None and timer.isActive():
            timer.stop()
            timer.timeout.emit()

    def _keep_line(self, item: Item, edit: QLineEdit) -> None:
        text: Any = edit.text().strip()
        if item.kind is ItemKind.DATE and text:
            day = asking.birthday(text, day_first=bool(self.context.house and self.context.house.clinic.locale != "en-US"))
            if day is None:
                self.context.warn(f"{item.label}: “{text[:20]}” is no date yet. Type it like 8 Feb 2026.")
                return
            text = day.isoformat()
        self._keep(item.id, text)

    def _keep(self, item: str, value: Any) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        key = self.note.id
        self._asking[item] += 1
        self._ask(lambda desk: intake_notes.answer(desk, note_id=key, item_id=item, value=value), kept=item)

    def _keep_reason(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        key, text = self.note.id, self.reason.text()
        self._ask(lambda desk: intake_notes.give_reason(desk, note_id=key, reason=text))

    def _ask(self, question: Callable[[Desk], object], said: str = "", *, kept: str = "") -> None:
        def done(words: str, speak: Callable[[str], None]) -> None:
            self._asking[kept] -= 1
            if words:
                speak(words)

        self.context.jobs.ask(question, lambda _: done(said, self.context.say), failed=lambda t: done(t.sentence, self.context.warn))

    def sign(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        self.keep_all()
        key = self.note.id
        self.context.jobs.ask(lambda desk: intake_notes.sign(desk, note_id=key), lambda _: self.context.say("Signed. From now on it is amended, never changed."),
                              failed=self._not_signed)  # fmt: skip

    def _not_signed(self, trouble: DeskError) -> None:
        """An amendment without its reason: there it is typed."""
        self.context.warn(trouble.sentence)
        if self.note.amends_id and not self.reason.text().strip():
            self.reason.setFocus()
            bring(self.reason)

    def _throw_away(self) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        key = self.note.id
        self.context.jobs.ask(lambda desk: intake_notes.throw_away(desk, note_id=key), lambda _: self.context.say("Thrown away", undo=True),
                              failed=lambda t: self.context.warn(t.sentence))  # fmt: skip


class IntakePart(QWidget):
    """Everything under the tab; ``show_record`` again with a newer record leaves the open draft under the hands."""

    def __init__(self, context: Context, record: Record) -> None:
        super().__init__()
        self.context = context
        self.form: NoteForm | None = None
        self._asked_for = False
        self._heads: dict[int, QWidget] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)
        self.draft, self.rest = QVBoxLayout(), QVBoxLayout()
        self.rest.setSpacing(10)
        self.column.addLayout(self.draft)
        self.column.addLayout(self.rest)
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        self.record = record
        focus = self.window().focusWidget()
        held = next((key for key, head in self._heads.items() if head is focus), 0)
        left = self.form.note.id if self.form is not None and focus is not None and self.form.isAncestorOf(focus) else 0
        self._heads = {}
        open_ = next((f.note for f in record.intake if f.note.state is NoteState.DRAFT), None)
        if open_ is not None and self.form is not None and self.form.note.id == open_.id:
            self.form.show_note(open_)
        else:
            clear(self.draft)
            self.form = NoteForm(self.context, open_) if open_ is not None else None
            if self.form is not None:
                self.draft.addWidget(self.form)
            else:
                self._offer_forms()
        if self.form is not None:
            self.form.offer(record.facts)
        clear(self.rest)
        if record.pain:
            frame, column = card("Pain over time")
            column.addWidget(PainLine(self.context, record.pain))
            self.rest.addWidget(frame)
        for filed in record.intake:
            if filed.note.state is not NoteState.DRAFT:
                self._signed(filed)
        self._dated(record)
        if self.form is not None and self._asked_for and self.form.note is open_:
            self._asked_for = False
            self.form.show()
            self.form.first.setFocus()  # last of all: the button that was pressed is gone by now
        elif (note := self._heads.get(held or (left if open_ is None else 0))) is not None:
            note.setFocus()  # the keyboard stays at the note that was signed
            bring(note)

    def _offer_forms(self) -> None:
        """A button for each of the clinic's forms; Shift+I begins the first."""
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        flow = Flow(self.context.look)
        flow.add(Button(self.context.look, "Begin an intake note", icon="clipboard-text", key="Shift+I", then=self.begin))
        self.draft.addWidget(flow)

        def show(forms: tuple[IntakeForm, ...]) -> None:
            for form in forms[1:] if self.draft.indexOf(flow) >= 0 else ():
                flow.add(Button(self.context.look, form.title, icon="clipboard-text", name=f"Begin: {form.title}", then=partial(self.begin, form)))

        self.context.jobs.ask(intake_notes.forms, show, key="forms")

    def _moment(self, at: Any) -> str:
        return when.moment_words(wall_of(at, self.context.house.zone if self.context.house else "UTC"), clock24=self.context.clock24)

    def _signed(self, filed: Filed) -> None:
        note = filed.note
        frame, column = card(spacing=4, margins=HEADED)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(note.title, role="card"))
        head.addWidget(Chip(self.context.look, "amended since" if note.state is NoteState.AMENDED else "signed", "warn" if note.state is NoteState.AMENDED else "ok"))
        head.addWidget(PlainLabel(f"{self._moment(note.moment)}, {note.signed_by}", role="faint"), 1)
        if note.state is NoteState.SIGNED:
            newest = next(f.note.id for f in self.record.intake if f.note.state is NoteState.SIGNED)
            self._heads[note.id] = Button(self.context.look, "Amend", kind="ghost", key="Shift+A" if note.id == newest else "", then=partial(self.amend, note.id))
            head.addWidget(self._heads[note.id])
        column.addLayout(head)
        if filed.note.amends_id:
            column.addWidget(PlainLabel(f"Amended because: {note.reason}", role="strong"))
            for one in filed.changed:
                column.addWidget(Paragraph(f"{one.label}: {one.before or 'nothing'} → {one.after or 'nothing'}", role="soft"))
        else:
            grid = QGridLayout()
            grid.setColumnStretch(1, 1)
            grid.setHorizontalSpacing(self.context.look.px(14))
            said = [(i, intake_note.words(i, note.answers[i.id].value)) for i in note.items if i.id in note.answers]
            for n, (item, words) in enumerate((i, w) for i, w in said if w):
                grid.addWidget(PlainLabel(item.label, role="soft"), n, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Paragraph(words), n, 1)
            column.addLayout(grid)
        self.rest.addWidget(frame)

    def _dated(self, record: Record) -> None:
        frame, column = card("Notes")
        for one in record.notes:
            column.addWidget(PlainLabel(f"{self._moment(one.at)}, {one.author}", role="faint"))
            column.addWidget(Paragraph(one.text))
        if not record.notes:
            column.addWidget(Paragraph("No notes yet. Press I to write one.", role="soft"))
        self.rest.addWidget(frame)

    def do(self, what: str) -> None:
        """A command of the record: to begin or amend a note, to sign or fill the one that is open."""
        if what in ("begin", "amend"):
            self.begin() if what == "begin" else self.amend()
        elif self.form is not None:
            self.form.sign() if what == "sign" else self.form.fill_in()

    def begin(self, form: IntakeForm | None = None) -> None:
        """The open draft, or a new one; its first field takes the keyboard."""
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        if self.form is not None:
            self.form.first.setFocus()
            return
        key = self.record.patient.id
        self._ask(lambda desk: intake_notes.begin(desk, patient_id=key, form=form), "Intake note begun")

    def amend(self, note: int | None = None) -> None:
        from frontdesk.services import intake_notes  # after the first paint, as in jobs

        key = note or next((f.note.id for f in self.record.intake if f.note.state is NoteState.SIGNED), None)
        if key is None:
            self.context.warn("Nothing is signed yet, so there is nothing to amend.")
            return
        self._ask(lambda desk: intake_notes.amend(desk, note_id=key), "Amendment begun")

    def _ask(self, question: Callable[[Desk], IntakeNote], said: str) -> None:
        self._asked_for = True
        self.context.jobs.ask(question, lambda _: self.context.say(said, undo=True), failed=self._refused)

    def _refused(self, trouble: DeskError) -> None:
        self._asked_for = False
        self.context.warn(trouble.sentence)

    def put_by(self) -> bool:
        """The draft is left, all of it kept; False where nobody is in it."""
        focus = self.window().focusWidget()
        if self.form is None or focus is None or not self.form.isAncestorOf(focus):
            return False
        self.form.keep_all()
        return True
