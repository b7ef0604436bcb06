"""The clinic's own words of its letters. Editions are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from frontdesk.data.correspondence import letter_text
from frontdesk.data.rows import plain
from frontdesk.data.session import Session, Write
from frontdesk.domain.letter_text import LetterText


def editions(session: Session, *, kind: str, language: str) -> tuple[LetterText, ...]:
    """The newest first."""
    wanted = select(letter_text).where(letter_text.c.kind == kind, letter_text.c.language == language).order_by(letter_text.c.edition.desc())
    return tuple(
        LetterText(row["kind"], row["language"], row["parts"], row["edition"], row["author"], row["at"]) for row in session.execute(wanted).mappings()
    )


def newest(session: Session, *, kind: str, language: str) -> LetterText | None:
    """None where the clinic has no words of its own."""
    return next(iter(editions(session, kind=kind, language=language)), None)


def add(write: Write, *, kind: str, language: str, parts: Mapping[str, str]) -> LetterText:
    """A new edition, by whoever sits at the desk."""
    last = write.execute(
        select(func.max(letter_text.c.edition)).where(letter_text.c.kind == kind, letter_text.c.language == language)
    ).scalar_one()
    made = LetterText(kind, language, dict(parts), (last or 0) + 1, write.who, write.now)
    write.insert(letter_text, plain(made) | {"parts": made.parts})
    return made
