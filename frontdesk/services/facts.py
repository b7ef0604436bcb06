"""Facts of an inquiry: read, decided on, corrected, added; always anchored to the unchanged text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from frontdesk.data import facts as fact_rows
from frontdesk.data import rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import fact_words
from frontdesk.domain.errors import Refused
from frontdesk.domain.fact import SITES, Decision, Fact, RecordedFact, Side
from frontdesk.domain.inquiry import Inquiry, State
from frontdesk.intake import facts as reader
from frontdesk.intake.judged import read_own
from frontdesk.services.desk import Desk

_NOT_WAITING = (State.EARLIER, State.SPAM, State.DONE, State.NOT_FOR_US)
_LED_BY = re.compile(r"(?:(?:for|since|about|almost|nearly|over|around|roughly|approximately|the|past|last|in|from|on) ?)*")
_ENDED_BY = re.compile(r" ?(?:ago|now|back)?\.?")
_DEFAULT_STATUS = {"procedure": "done", "diagnosis": "stated", "medication": "current", "pain_score": "present"}


def read_line(text: str) -> tuple[Fact, ...]:
    """What a line typed during a call says; pure, a few milliseconds."""
    return reader.read(text)


def read_duration(text: str) -> str:
    """What somebody typed for how long it has lasted, as a value; ``Refused`` where not all of it is understood."""
    said = " ".join(text.split())
    if fact_words.is_duration(said):
        return said
    for led in (said, f"for {said}", f"since {said}"):
        found = [one for one in reader.read(led) if one.kind == "duration"]
        if len(found) == 1 and _LED_BY.fullmatch(led[: found[0].start].casefold()) and _ENDED_BY.fullmatch(led[found[0].end :].casefold()):
            return str(found[0].value)
    raise Refused("Type how long it has lasted, such as 3 years, 2-3 weeks, since 2012 or since May.")


def prediction(text: str) -> dict[str, Any]:
    """What is read in a text, in the form that the scorer of the labelled inquiries takes."""
    return reader.prediction(text)


def store_facts(write: Write, *, inquiry: Inquiry) -> tuple[RecordedFact, ...]:
    """Read the text of a stored inquiry and keep what was found as suggestions, inside the caller's transaction."""
    kept = fact_rows.put(write, inquiry_id=inquiry.id, facts=read_own(inquiry.source, inquiry.text), reader_version=reader.READER_VERSION)
    _raise(write, inquiry.id, *kept)
    return kept


def _raise(write: Write, inquiry_id: int, *facts: RecordedFact) -> None:
    """A message with words of the urgent list goes on top. Nothing lowers it again: that is for a clinician."""
    inquiry = rows.get(write, Inquiry, inquiry_id)
    if not inquiry.urgent and inquiry.state not in _NOT_WAITING and any(f.fact.kind == "red_flag" and f.decision != "rejected" for f in facts):
        rows.change(write, replace(inquiry, urgent=True))


def new_row(inquiry_id: int, fact: Fact) -> dict[str, object]:
    """A suggestion as a row, for inserting many at once."""
    return fact_rows.as_row(RecordedFact(0, inquiry_id, fact))


def of_inquiry(session: Session, *, inquiry_id: int) -> tuple[RecordedFact, ...]:
    """In the order of the text; rejected ones are left out."""
    return tuple(f for f in fact_rows.of_inquiry(session, inquiry_id=inquiry_id) if f.decision != "rejected")


def decide_fact(desk: Desk, *, fact_id: int, decision: Decision) -> RecordedFact:
    """Accept, reject, or take a decision back ("suggested")."""
    label = {"accepted": "Accept a fact", "rejected": "Reject a fact"}.get(decision, "Take back a decision on a fact")
    with desk.write(label) as write:
        recorded = rows.get(write, RecordedFact, fact_id)
        return rows.change(write, replace(recorded, decision=decision, by=desk.who))


def accept_all(desk: Desk, *, inquiry_id: int) -> tuple[RecordedFact, ...]:
    """The desk has looked at every fact of the message and found them right."""
    with desk.write("Accept the facts") as write:
        return tuple(
            rows.change(write, replace(f, decision="accepted", by=desk.who)) if f.decision == "suggested" else f
            for f in of_inquiry(write, inquiry_id=inquiry_id)
        )


def correct_fact(
    desk: Desk, *, fact_id: int, kind: str | None = None, value: object = None, side: Side | None = None, status: str | None = None
) -> RecordedFact:
    """Change what a fact says; its words stay where they are. Only what is given changes."""
    with desk.write("Correct a fact") as write:
        recorded = rows.get(write, RecordedFact, fact_id)
        old = recorded.fact
        fact = replace(
            old, kind=kind or old.kind, value=old.value if value is None else value, side=side or old.side,
            status=status or (_DEFAULT_STATUS.get(kind, "stated") if kind and kind != old.kind else old.status), confidence=1.0,
        )  # fmt: skip
        _check(fact)
        changed = rows.change(write, replace(recorded, fact=fact, decision="corrected", by=desk.who))
        _raise(write, changed.inquiry_id, changed)
        return changed


def add_fact(
    desk: Desk, *, inquiry_id: int, kind: str, start: int, end: int, value: object = None, side: Side | None = None
) -> RecordedFact:
    """Mark words of the message as a kind of fact. Without ``value`` the reader is asked, then the words themselves are it."""
    with desk.write("Add a fact") as write:
        text = rows.get(write, Inquiry, inquiry_id).text
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise Refused("Select some words of the message first, then mark them.")
        fact = _marked(text[start:end], kind, start, end, value, side)
        _check(fact)
        added = rows.add(write, RecordedFact(0, inquiry_id, fact, decision="added", by=desk.who))
        _raise(write, inquiry_id, added)
        return added


def _marked(quote: str, kind: str, start: int, end: int, value: object, side: Side | None) -> Fact:
    read = next((f for f in reader.read(quote) if f.kind == kind), None)
    if value is None:
        value = read.value if read else quote.strip() if kind not in ("body_site", "pain_score", "age") else None
    if value is None and kind == "body_site":
        return Fact(kind, "other", start, end, quote, side=side or "unstated", detail=quote.strip(), rule="desk")
    status = read.status if read else _DEFAULT_STATUS.get(kind, "stated")
    sided: Side | None = side or (read.side if read else "unstated") if kind == "body_site" else None
    return Fact(kind, value, start, end, quote, status=status, side=sided, detail=read.detail if read else "", rule="desk")


def _check(fact: Fact) -> None:
    if fact.kind == "pain_score" and not isinstance(fact.value, dict):
        raise Refused("A pain score is a number from 0 to 10, or two of them such as 6–7.")
    if fact.kind == "duration" and not fact_words.is_duration(fact.value):
        raise Refused("How long it has lasted was not understood. Type it such as 3 years or since 2012.")
    if fact.kind == "age" and not isinstance(fact.value, int | float):
        raise Refused("An age is a number of years.")
    if fact.kind == "body_site" and fact.value not in SITES:
        raise Refused("Choose the part of the body from the list.")


def read_again(desk: Desk, *, inquiry_id: int) -> tuple[RecordedFact, ...]:
    """Read the text anew; what the desk accepted, corrected, added or rejected stays as it is."""
    with desk.write("Read the message again") as write:
        store_facts(write, inquiry=rows.get(write, Inquiry, inquiry_id))
        return of_inquiry(write, inquiry_id=inquiry_id)
