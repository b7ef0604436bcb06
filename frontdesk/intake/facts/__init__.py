"""What a person wrote -> facts, each anchored to its words in the unchanged text.

A grammar of our own over ``re`` and word lists; nothing is learned, everything can be read. Linear in the text's length. The grammar's patterns take half
a second to put together: they are loaded with the first text that is read, not with the program.
"""

from __future__ import annotations

from typing import Any

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.words import word_list

__all__ = ["LONGEST", "READER_VERSION", "is_spam", "prediction", "read", "word_list"]

READER_VERSION = 19
"""Raised when the rules change, so that messages are read again."""

LONGEST = 20_000
"""Characters that are read; nobody describes a joint at greater length."""


def read(text: str, *, spam: bool | None = None) -> tuple[Fact, ...]:
    """Facts in the order of the text; none from what is spam, where the caller has not judged that yet. Offsets are code points of the unchanged text."""
    from frontdesk.intake.facts import grammar  # as said above

    return () if (is_spam(text) if spam is None else spam) else grammar.read(text)


def is_spam(text: str) -> bool:
    from frontdesk.intake.facts import spam  # as said above

    return spam.is_spam(text)


def prediction(text: str) -> dict[str, Any]:
    """As the labelled texts' scorer wants it, without the id."""
    facts = []
    for fact in read(text):
        one: dict[str, Any] = {"kind": fact.kind, "value": fact.value, "start": fact.start, "end": fact.end, "status": fact.status}
        if fact.side is not None:
            one["side"] = fact.side
        if fact.detail:
            one["detail"] = fact.detail
        facts.append(one)
    return {"is_spam": is_spam(text), "facts": facts}
