"""Formidable Forms' own export: XML with forms, their fields, and entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from frontdesk.domain.inquiry import Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.forms import submission
from frontdesk.intake.forms.labels import kind_of
from frontdesk.intake.forms.submission import Answer, Submission
from frontdesk.intake.moments import moment

FORMAT = "Form export (Formidable, XML)"
_DEPTH = 32
_SKIPPED = frozenset({"captcha", "html", "divider", "break", "file", "user_id", "form", "end_divider", "password", "hidden", "credit_card"})
_HINT = {"email": "email", "phone": "phone", "textarea": "message", "rte": "message", "name": "name"}


class Doctype(Exception):
    """The file declares a document type, which no export does."""


@dataclass
class _Entry:
    values: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Reader:
    """Fields and entries, by the names of elements; what stands elsewhere is passed over."""

    labels: dict[str, tuple[str, str]] = field(default_factory=dict)
    entries: list[_Entry] = field(default_factory=list)
    forms: int = 0
    path: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    current: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, _: dict[str, str]) -> None:
        if len(self.path) >= _DEPTH:
            raise ValueError("nested too deeply")
        self.path.append(name)
        self.words = []
        if name == "item":
            self.entries.append(_Entry())
        if name in ("field", "item_meta"):
            self.current = {}

    def end(self, name: str) -> None:
        words, self.words = "".join(self.words).strip(), []
        self.path.pop()
        parent = self.path[-1] if self.path else ""
        if parent in ("field", "item_meta"):
            self.current.setdefault(name, words)
        elif parent == "item" and self.entries:
            self.entries[-1].values[name] = words
        if name == "field" and self.current.get("id"):
            self.labels[self.current["id"]] = (self.current.get("name", ""), self.current.get("type", ""))
        elif name == "item_meta" and self.entries:
            self.entries[-1].answers.append((self.current.get("field_id", ""), self.current.get("meta_value", "")))
        elif name == "form":
            self.forms += 1

    def text(self, words: str) -> None:
        self.words.append(words)


def read(raw: bytes) -> Iterator[Batch]:
    """One batch; where the file breaks off, what stood before."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = reader.start, reader.end, reader.text
    parser.StartDoctypeDeclHandler = _doctype
    refused = []
    try:
        parser.Parse(raw.lstrip(b" \t\r\n"), True)
    except Doctype:
        yield Batch(FORMAT, refused=(Piece("It declares a document type (DOCTYPE), which no export does. Nothing in it was read."),), progress=1.0)
        return
    except (expat.ExpatError, ValueError, IndexError) as trouble:
        refused.append(Piece("The file is not well-formed XML from here on. What stood before was read.", str(trouble)[:120]))
    arrivals, apart = [], {"form definition": reader.forms} if reader.forms else {}
    for entry in reader.entries:
        if entry.values.get("is_draft") == "1":
            apart["draft that was never sent"] = apart.get("draft that was never sent", 0) + 1
            continue
        result = submission.read(_submission(entry, reader.labels))
        if result.arrival:
            arrivals.append(result.arrival)
        else:
            apart[result.apart] = apart.get(result.apart, 0) + 1
    yield Batch(FORMAT, tuple(arrivals), apart, tuple(refused), 1.0)


def _doctype(*_: object) -> None:
    raise Doctype


def _submission(entry: _Entry, labels: dict[str, tuple[str, str]]) -> Submission:
    answers = []
    for number, value in entry.answers:
        label, kind = labels.get(number, (f"Field {number}", ""))
        if kind not in _SKIPPED:
            value = re.sub(r"\\(?=['\"])", "", value)  # WordPress keeps quotes with a stroke before them
            answers.append(Answer(label, value, kind_of(label) or _HINT.get(kind, "answer")))
    return Submission(tuple(answers), at=moment(entry.values.get("created_at", ""), utc=True))
