"""The recall of a patient: asked for in one line, what was tried, what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from frontdesk.domain import when
from frontdesk.domain.plain import begun
from frontdesk.domain.recall import OUTCOME_WORDS, Outcome
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, Chip, card
from frontdesk.ui.widgets.flow import Flow
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.patients import Record
    from frontdesk.services.recalls import RecallLine

_BY_PHONE = (Outcome.NO_ANSWER, Outcome.VOICEMAIL, Outcome.MESSAGE, Outcome.WILL_CALL, Outcome.NOT_NOW, Outcome.WRONG_NUMBER)


def recall_card(context: Context, record: Record) -> QFrame:
    """For the overview."""
    frame, column = card("Recall")
    if record.recall is None:
        edit = QLineEdit()
        edit.setPlaceholderText("See again in ...: 6 months, look at the knee")
        edit.setAccessibleName("Ask for a recall")
        edit.returnPressed.connect(partial(_ask, context, record.patient.id, edit))
        column.addWidget(edit)
        return frame
    _open(context, column, record.recall)
    return frame


def _open(context: Context, column: QVBoxLayout, line: RecallLine) -> None:
    column.addWidget(PlainLabel(begun(line.words), role="strong"))
    if line.recall.reason:
        column.addWidget(Paragraph(line.recall.reason, role="soft"))
    zone = context.house.zone if context.house else "UTC"
    for one in line.attempts[:4]:
        at = when.moment_words(wall_of(one.at, zone), clock24=context.clock24)
        column.addWidget(PlainLabel(", ".join(x for x in (at, one.way, OUTCOME_WORDS[one.outcome].lower(), one.note, one.who) if x), role="faint"))
    if line.barred:
        column.addWidget(Chip(context.look, line.barred, "danger", icon="phone-slash"))
    flow = Flow(context.look)
    if not line.barred:
        for outcome in _BY_PHONE:
            flow.add(_button(context, line, "phone", outcome))
    flow.add(Button(context.look, "Write a letter", kind="chip", then=partial(_tried, context, line, "letter", Outcome.SENT)))
    for outcome in (Outcome.SCHEDULED, Outcome.DECLINED):
        flow.add(_button(context, line, "phone", outcome))
    column.addWidget(flow)


def _button(context: Context, line: RecallLine, way: str, outcome: Outcome) -> Button:
    return Button(context.look, OUTCOME_WORDS[outcome], kind="chip", name=f"Recall: {OUTCOME_WORDS[outcome]}", then=partial(_tried, context, line, way, outcome))


def _tried(context: Context, line: RecallLine, way: str, outcome: Outcome) -> None:
    from frontdesk.services import recalls  # after the first paint, as in jobs

    context.jobs.ask(lambda desk: recalls.attempt(desk, recall_id=line.recall.id, way=way, outcome=outcome),
                     lambda _: context.say(f"Recall: {OUTCOME_WORDS[outcome].lower()}", undo=True), failed=lambda t: context.warn(t.sentence))  # fmt: skip


def _ask(context: Context, patient_id: int, edit: QLineEdit) -> None:
    from frontdesk.services import recalls  # after the first paint, as in jobs

    text = edit.text()
    context.jobs.ask(lambda desk: recalls.ask_typed(desk, patient_id=patient_id, text=text), lambda _: context.say("Recall asked for", undo=True),
                     failed=lambda t: context.warn(t.sentence))  # fmt: skip
