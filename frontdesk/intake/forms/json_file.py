"""Form entries as JSON: lists, pages of an interface, webhooks; whatever nests them, each entry is found and its answers told apart."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from frontdesk.domain.inquiry import Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.forms import submission
from frontdesk.intake.forms.entries import Entry, definitions, found_in
from frontdesk.intake.forms.labels import in_utc, kind_of, kind_of_values
from frontdesk.intake.forms.submission import Answer, Submission
from frontdesk.intake.moments import NEVER, moment

STRANGE = "This row holds no answers that a person gave."
_LOOSE = re.compile(r"\{[^{}\[\]]*\}[\s,]*\{")
_REACH = frozenset({"email", "phone"})


def loaded(text: str) -> tuple[list[Any], list[Piece]]:
    """(values, what could not be read): one value, or one a line, or as many entries of a list as are whole. ``RecursionError`` where it nests too deep."""
    try:
        return [json.loads(text, object_pairs_hook=_pairs)], []
    except ValueError as trouble:
        if (mended := _tidied(text)) is not None:
            return [mended], []
        lines, broken = _by_line(text)
        if lines or any(piece.reason == STRANGE for piece in broken):
            return lines, broken
        values, refused = _as_far(text)
        if not values:
            raise
        whole = text.endswith(("]", "}", ","))
        return values, refused or ([] if whole else [Piece(f"It cannot be read as JSON to its end: {str(trouble)[:120]}.", "the end of the file", text[-2000:])])


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice keeps both its values."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        name, number = key, 2
        while name in found and found[name] != value:
            name, number = f"{key} {number}", number + 1
        found[name] = value
    return found


def _tidied(text: str) -> Any:
    """The value where nothing is wrong but commas before closing brackets, as people leave them who edit by hand."""
    bare = re.sub(r",(?=\s*[}\]])", "", text)
    try:
        return json.loads(bare, object_pairs_hook=_pairs) if bare != text else None
    except ValueError:
        return None


def _by_line(text: str) -> tuple[list[Any], list[Piece]]:
    values: list[Any] = []
    refused: list[Piece] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip("\ufeff \t").rstrip(",")
        if not bare:
            continue
        try:
            value = json.loads(bare, object_pairs_hook=_pairs)
        except (ValueError, RecursionError):
            refused.append(Piece("This line cannot be read as JSON.", f"line {number}", line[:20_000]))
        else:
            if holds_answers(value):
                values.append(value)
            else:
                refused.append(Piece(STRANGE, f"line {number}", line[:20_000]))
        if number == 3 and len(refused) == 3 and all(piece.reason != STRANGE for piece in refused):
            return [], []
    return values, refused


def holds_answers(value: Any) -> bool:
    """Whether a row could be an entry at all: it names something, or holds rows that do, however deep; a list may be nested to stop a program."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and one:
            return True
        waiting += one if isinstance(one, list) else ()
    return False


_NEXT = re.compile(r"(?:\s*\][\s,]*\[)?[\s,]*(?=[^\s,\]])")


def _as_far(text: str) -> tuple[list[Any], list[Piece]]:
    """The whole entries of a list that breaks off, of one without its brackets, or of several lists (pages) one behind the other."""
    decoder = json.JSONDecoder(object_pairs_hook=_pairs)
    start = -1 if _LOOSE.match(text) else text.find("[")
    at, values = start + 1, []
    while (start >= 0 or text[:1] == "{") and (begin := _NEXT.match(text, at)):
        try:
            value, at = decoder.raw_decode(text, begin.end())
        except (ValueError, RecursionError):
            break
        values.append(value)
    rest = text[at:].strip(" \r\n\t,]}")
    return values, [Piece("The file breaks off in this entry.", f"entry {len(values) + 1}", rest[:20_000])] if values and rest else []


def as_table(value: Any) -> str:
    """Rows of cells that stand as lists, as spreadsheets give them to programs, written as the CSV they are; empty where it is none."""
    rows = value
    if isinstance(value, dict):
        rows = next((value[key] for key in ("rows", "values", "data") if isinstance(value.get(key), list)), [])
        titles = next((value[key] for key in ("columns", "headers", "header", "fields") if isinstance(value.get(key), list)), None)
        rows = [titles, *rows] if titles else rows
    if not isinstance(rows, list) or len(rows) < 2 or not all(isinstance(row, list) and not any(isinstance(c, dict | list) for c in row) for row in rows):
        return ""
    written = StringIO()
    csv.writer(written).writerows(["" if cell is None else str(cell) for cell in row] for row in rows if row)
    return written.getvalue()


def read(values: list[Any], refused: list[Piece]) -> Iterator[Batch]:
    """Nothing at all is given where no entry of a form is found in the values."""
    labels = definitions(values)
    entries = list(found_in(values, labels))
    if not any(entry.form for entry in entries) and not labels:
        return
    arrivals, apart, pieces = [], {"form definition": len(labels)} if labels and not entries else {}, list(refused)
    for number, entry in enumerate(entries, 1):
        if entry.strange:
            pieces.append(Piece(STRANGE, f"entry {number}", entry.strange))
            continue
        result = submission.read(_submission(entry))
        if result.arrival:
            arrivals.append(result.arrival)
        else:
            apart[result.apart] = apart.get(result.apart, 0) + 1
        if result.cut:
            pieces.append(Piece("The text is longer than what is kept; this is the rest of it.", f"entry {number}", result.cut[:20_000]))
    yield Batch("Form entries (JSON)", tuple(arrivals), apart, tuple(pieces), 1.0)


def _submission(entry: Entry) -> Submission:
    answers = _by_content([Answer(label, value, kind_of(label) or hint) for label, value, hint in entry.answers])
    page = next((a.value for a in answers if a.kind == "page" and "//" in a.value), "")
    dates = [(a, moment(a.value, utc=entry.utc or in_utc(a.label))) for a in answers if a.kind == "date"]
    at = next((m for _, m in dates if m != NEVER), NEVER)
    return Submission(tuple(answers), key=_key(answers, page), at=at, page=page, sure=entry.sure)


def _by_content(answers: list[Answer]) -> list[Answer]:
    """Answers without a telling label, by what they are; the longest of several texts without a label is the message."""
    kinds = {a.kind for a in answers}
    told = []
    for answer in answers:
        kind = answer.kind
        if not kind and not re.search(r"\w{3}", re.sub(r"[\d_. ]|field", "", answer.label, flags=re.I)):
            guess = kind_of_values([answer.value])
            kind = guess if guess in ("email", "phone", "message") and guess not in kinds else ""
            kinds |= {kind} if guess in _REACH else set()
        told.append(Answer(answer.label, answer.value, kind))
    if not any(a.kind == "message" for a in told):
        texts = [a for a in told if a.kind == "text"]
        longest = max(texts, key=lambda a: len(a.value), default=None)
        told = [Answer(a.label, a.value, "message" if a is longest else a.kind) for a in told]
    return [Answer(a.label, a.value, "answer" if a.kind in ("", "text") else a.kind) for a in told]


def _key(answers: list[Answer], page: str) -> str:
    """The number that the service gave, where it is unique beyond one site."""
    number = next((a.value.strip() for a in answers if a.kind == "id" and a.value.strip()), "")
    form = next((a.value.strip() for a in answers if a.kind == "formid"), "")
    host = re.sub(r"^https?://(?:www\.)?([^/:?#]+).*", r"\1", page) if "//" in page else ""
    if len(number) >= 16:
        return f"id:{number[:80]}"
    return f"{host}:{form[:40]}:{number[:80]}" if number and form and host else ""


def error_in(value: Any) -> str:
    """What a site says instead of giving entries: WordPress' error object; empty for everything else."""
    alone = isinstance(value, Mapping) and set(value) <= {"code", "message", "data", "additional_errors", "status"}
    if alone and isinstance(value.get("code"), str | int) and isinstance(value.get("message"), str):
        return str(value["message"])[:300]
    return ""
