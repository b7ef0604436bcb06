"""Recalls as rows: open ones, what was tried, who has not been seen for long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from frontdesk.data import people_tables, rows, tables
from frontdesk.data.session import Session, Write
from frontdesk.domain.recall import Outcome, Recall, RecallAttempt, RecallRule, RecallState

_recall, _attempt = people_tables.recall, people_tables.recall_attempt
rows.register(
    rows.simple(RecallRule, people_tables.recall_rule, "recall rule"), rows.simple(Recall, _recall, "recall", state=RecallState),
    rows.simple(RecallAttempt, _attempt, "attempt", outcome=Outcome),
)  # fmt: skip


def rules(session: Session, *, also_off: bool = False) -> tuple[RecallRule, ...]:
    table = people_tables.recall_rule
    wanted = select(table).order_by(table.c.id)
    return tuple(rows.back(RecallRule, row) for row in session.execute(wanted if also_off else wanted.where(table.c.active)).mappings())


def rule(session: Session, *, rule_id: int) -> RecallRule | None:
    """The rule by which somebody was gathered; None where it was taken out since."""
    return next((one for one in rules(session, also_off=True) if one.id == rule_id), None)


def open_ones(session: Session, *, patient_id: int | None = None) -> tuple[Recall, ...]:
    """The one that is due first on top."""
    wanted = select(_recall).where(_recall.c.state == RecallState.OPEN.value).order_by(_recall.c.due, _recall.c.id)
    wanted = wanted.where(_recall.c.patient_id == patient_id) if patient_id is not None else wanted
    return tuple(rows.back(Recall, row) for row in session.execute(wanted).mappings())


def attempts(session: Session, *, recall_ids: Collection[int]) -> dict[int, tuple[RecallAttempt, ...]]:
    """The newest first."""
    found: dict[int, tuple[RecallAttempt, ...]] = dict.fromkeys(recall_ids, ())
    for row in session.execute(select(_attempt).where(_attempt.c.recall_id.in_(list(recall_ids))).order_by(_attempt.c.id.desc())).mappings():
        found[row["recall_id"]] += (rows.back(RecallAttempt, row),)
    return found


def not_seen_since(session: Session, *, before: datetime, now: datetime, type_id: int | None) -> list[tuple[int, datetime]]:
    """(patient, last visit that took place), where it lies before that and no other lies ahead; those being recalled already left out."""
    one = tables.appointment
    last = select(one.c.patient_id, func.max(one.c.start).label("last")).where(one.c.status == "done", one.c.patient_id.is_not(None))
    last = last.where(one.c.type_id == type_id) if type_id is not None else last
    seen = last.group_by(one.c.patient_id).subquery()
    ahead = select(one.c.patient_id).where(one.c.start >= now, one.c.status.in_(("booked", "held", "waiting", "in_room")), one.c.patient_id.is_not(None))
    being = select(_recall.c.patient_id).where(_recall.c.state == RecallState.OPEN.value)
    wanted = select(seen.c.patient_id, seen.c.last).where(seen.c.last < before, seen.c.patient_id.not_in(ahead), seen.c.patient_id.not_in(being))
    return [(row.patient_id, row.last) for row in session.execute(wanted.order_by(seen.c.last, seen.c.patient_id))]


def put_on(write: Write, attempt: RecallAttempt) -> RecallAttempt:
    """Store an attempt as it is."""
    return rows.add(write, attempt)
