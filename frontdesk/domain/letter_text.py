"""The clinic's own wording of its letters: parts with fields, in editions that are kept, so that a printed letter keeps the words it had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from frontdesk.domain.errors import BadInput
from frontdesk.domain.letter import LetterKind

LANGUAGES = {"en": "English", "de": "German", "es": "Spanish"}
_SPOKEN = {"english": "en", "german": "de", "deutsch": "de", "spanish": "es", "español": "es", "espanol": "es"}

FIELD = re.compile(r"\{([^{}\n]{1,40})\}")
FIELDS = {
    "called": "First name", "name": "Whole name", "born": "Date of birth", "kind": "Visit", "day": "Day", "time": "Time", "clinician": "Clinician",
    "phone": "Clinic's phone", "clinic": "Clinic", "about": "Place that hurts", "former": "Time told before", "recipient": "Doctor written to",
    "words": "Words of this letter",
}  # fmt: skip
_ALWAYS = ("called", "name", "born", "kind", "day", "time", "clinician", "phone", "clinic")

_MORE = {LetterKind.CHANGE: ("former",), LetterKind.RECALL: ("words",), LetterKind.AFTERCARE: ("words",), LetterKind.REPORT: ("words", "recipient")}

ENCLOSURES = {"preparation": "Preparation", "map": "Map and parking", "consent": "Consent for injection", "fees": "Fees"}
"""Pages of the clinic's own that can lie with a letter; the intake sheet is one more, drawn for itself."""

_VISIT_PARTS = {
    "subject": "Heading", "greeting": "Greeting", "opening": "Opening", "opening_web": "Opening, asked by web", "opening_about": "Opening, with the place",
    "change": "Below the visit", "close": "Close", "arrive": "When to arrive",
}  # fmt: skip
_PLAIN_PARTS = {"subject": "Heading", "greeting": "Greeting", "body": "Text", "close": "Close"}
_PAGE_PARTS = {"subject": "Heading", "body": "Text"}
_PLAIN = (LetterKind.RECALL, LetterKind.AFTERCARE, LetterKind.REPORT)
LONGEST = 8000


@dataclass(frozen=True, slots=True)
class LetterText:
    """One edition of the words of a kind of letter, or of an enclosed page. ``edition`` 0: as the program brings it."""

    kind: str
    language: str
    parts: Mapping[str, str]
    edition: int = 0
    author: str = ""
    at: datetime | None = None


def parts_of(kind: str) -> dict[str, str]:
    """The parts that the desk can reword, with what each is called."""
    if kind in ENCLOSURES:
        return dict(_PAGE_PARTS)
    return dict(_PLAIN_PARTS if kind in _PLAIN else _VISIT_PARTS)


def fields_of(kind: str, part: str) -> tuple[str, ...]:
    """The fields that have a value there."""
    if part == "arrive":
        return ("time",)
    if kind in ENCLOSURES:
        return ("phone", "clinic")
    return (*_ALWAYS, *(("about",) if part == "opening_about" else ()), *_MORE.get(LetterKind(kind), ()))


def check(kind: str, parts: Mapping[str, str]) -> None:
    """``BadInput`` names the field that nobody can resolve, or the part that lacks its words."""
    called = parts_of(kind)
    for part, text in parts.items():
        if part not in called:
            raise BadInput(f"This letter has no part called “{part}”.")
        unknown = [name for name in FIELD.findall(text) if name not in fields_of(kind, part)]
        if unknown:
            known = ", ".join(FIELDS[name].lower() for name in fields_of(kind, part))
            raise BadInput(f"“{{{unknown[0]}}}” in “{called[part]}” has no value in this letter. Take it out, or use one of: {known}.")
        if "{" in FIELD.sub("", text) or "}" in FIELD.sub("", text):
            raise BadInput(f"A brace in “{called[part]}” stands alone. Put a field in as a chip, or take the brace out.")
        if not text.strip():
            raise BadInput(f"“{called[part]}” is empty. Write it, or go back to an earlier edition.")
        if len(text) > LONGEST:
            raise BadInput(f"“{called[part]}” is longer than {LONGEST} letters. Shorten it.")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fields in one pass; a brace in a value is a brace, not a field. A field without a value raises ``KeyError``."""
    return FIELD.sub(lambda found: values[found[1]], text)


def language_of(spoken: Iterable[str], *, own: str = "en") -> str:
    """The language to write to somebody in: the first of theirs that there are texts for, else the clinic's own."""
    for one in spoken:
        word = one.strip().lower()
        code = _SPOKEN.get(word, word.replace("_", "-").split("-")[0])
        if code in LANGUAGES:
            return code
    return own
