"""The clinic's own words of its letters: read, tried out on a real patient, kept as a new edition."""

from __future__ import annotations

from collections.abc import Mapping

from frontdesk import letters as paper
from frontdesk.data import letter_texts as text_rows
from frontdesk.domain import letter_text
from frontdesk.domain.errors import DeskError
from frontdesk.domain.letter_text import LetterText
from frontdesk.letters import wording
from frontdesk.services import composing, paperwork
from frontdesk.services.desk import Desk


def editions(desk: Desk, *, kind: str, language: str = "en") -> tuple[LetterText, ...]:
    """The newest first; the last is as the program brings it."""
    with desk.read() as session:
        own = text_rows.editions(session, kind=kind, language=language)
    brought = wording.texts(kind, language)
    parts = letter_text.parts_of(kind)
    return (*own, LetterText(kind, language, {part: brought[part] for part in parts if part in brought}))


def save(desk: Desk, *, kind: str, parts: Mapping[str, str], language: str = "en") -> LetterText:
    """Keep new words; ``BadInput`` names a field that has no value. Letters that were printed keep theirs."""
    letter_text.check(kind, parts)
    newest = editions(desk, kind=kind, language=language)[0]
    if dict(newest.parts) == dict(parts):
        return newest
    with desk.write("Change the words of a letter") as write:
        return text_rows.add(write, kind=kind, language=language, parts=parts)


def try_out(desk: Desk, *, letter_id: int, kind: str, parts: Mapping[str, str], language: str = "en") -> tuple[bytes | None, str]:
    """The pages of a real letter with these words, or why they cannot be made. Nothing is kept."""
    try:
        letter_text.check(kind, parts)
        with desk.read() as session:
            texts = {**composing.texts_of(session, kind=kind, language=language), **parts}
            return composing.compose(desk, session, letter_id, texts=texts, language=language).pdf(), ""
    except DeskError as wrong:
        return None, wrong.sentence


def try_page(desk: Desk, *, kind: str, parts: Mapping[str, str], language: str = "en") -> tuple[bytes | None, str]:
    """An enclosed page with these words, or why it cannot be made."""
    house = desk.house()
    try:
        letter_text.check(kind, parts)
        head = paperwork.letterhead(house, house.sites[0], language=language)
        return paper.make_run([paperwork.enclosed_page(head=head, texts=parts, reference="")]), ""
    except DeskError as wrong:
        return None, wrong.sentence
