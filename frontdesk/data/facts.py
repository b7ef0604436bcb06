"""Facts as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select

from frontdesk.data import rows, tables
from frontdesk.data.session import Session, Write
from frontdesk.domain.fact import Fact, RecordedFact

_table = tables.fact
_OF_ONE = select(_table).where(_table.c.inquiry_id == bindparam("inquiry")).order_by(_table.c.start, _table.c.end, _table.c.id)
_OF_SOME = select(_table).where(_table.c.inquiry_id.in_(bindparam("inquiries", expanding=True)), _table.c.decision != "rejected").order_by(_table.c.start, _table.c.id)


def of_inquiry(session: Session, *, inquiry_id: int) -> tuple[RecordedFact, ...]:
    """All of them, rejected ones too, in the order of the text."""
    return tuple(rows.back(RecordedFact, row) for row in session.execute(_OF_ONE, {"inquiry": inquiry_id}).mappings())


def of_inquiries(session: Session, *, inquiry_ids: Collection[int]) -> dict[int, list[RecordedFact]]:
    """By inquiry, without the rejected ones."""
    found: dict[int, list[RecordedFact]] = {key: [] for key in inquiry_ids}
    for row in session.execute(_OF_SOME, {"inquiries": list(inquiry_ids)}).mappings():
        found[row["inquiry_id"]].append(rows.back(RecordedFact, row))
    return found


def as_row(recorded: RecordedFact) -> dict[str, object]:
    """Column values of a fact that is not stored yet."""
    return rows.CODECS[RecordedFact].out(recorded)


def put(write: Write, *, inquiry_id: int, facts: Iterable[Fact], reader_version: int) -> tuple[RecordedFact, ...]:
    """Replace the suggestions by a fresh reading; what the desk decided stays, and is not suggested a second time, in longer or shorter words neither."""
    decided = []
    for recorded in of_inquiry(write, inquiry_id=inquiry_id):
        if recorded.decision == "suggested":
            rows.remove(write, recorded)
        else:
            decided.append(recorded)
    for fact in facts:
        if not any(_settled(fact, d) for d in decided):
            rows.add(write, RecordedFact(0, inquiry_id, fact))
    write.update(tables.inquiry, inquiry_id, {"facts_version": reader_version})
    return of_inquiry(write, inquiry_id=inquiry_id)


def _settled(fact: Fact, decided: RecordedFact) -> bool:
    """The desk has judged these words already: as this kind, or, where it made them another kind, as that."""
    told = decided.fact
    if not (fact.start < told.end and told.start < fact.end):
        return False
    return fact.kind == told.kind or (decided.decision == "corrected" and (fact.start, fact.end) == (told.start, told.end))
