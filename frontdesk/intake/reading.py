"""Files with what people wrote, read in a child process (see ``frontdesk.child``): batches as JSON lines between the two."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from frontdesk import child
from frontdesk.domain.encoding import codec_of, guessed, text_of
from frontdesk.domain.inquiry import Piece
from frontdesk.intake import disqus, fetched, recognise, wire
from frontdesk.intake import text as plain_text
from frontdesk.intake.batch import Batch
from frontdesk.intake.forms import csv_file, formidable, json_file, php, web_table, webhook
from frontdesk.intake.forms.entries import dicts_in
from frontdesk.intake.mail import boxes
from frontdesk.intake.side_reader import Judges
from frontdesk.intake.wordpress import comment_table, rest, wxr

LARGEST = 150 << 20
"""Bytes of a file that is read as a whole."""

_LONGEST_QUESTION = 100_000
"""Characters that the system lets a child be told when it begins."""

Known = Mapping[str, Mapping[str, str]]
"""Forms whose columns the desk has confirmed: fingerprint -> label -> kind."""


def read_file(
    path: Path, known: Known | None = None, own: frozenset[str] = frozenset(), *, since: datetime | None = None, with_facts: bool = True,
    memory: int = child.MEMORY, silence: float = child.SILENCE,
) -> Iterator[Batch]:  # fmt: skip
    """Batches of a file, parsed in a child process. A child that is stopped or dies is told as a refused piece. ``own``: the clinic's addresses.

    Messages ``since`` that instant which wait for an answer come with what they say: whether they look like spam and, ``with_facts``, their facts.
    """
    return map(wire.batch_of, lines_of(path, known, own, since=since, with_facts=with_facts, memory=memory, silence=silence))


def lines_of(
    path: Path, known: Known | None = None, own: frozenset[str] = frozenset(), *, since: datetime | None = None, with_facts: bool = True,
    memory: int = child.MEMORY, silence: float = child.SILENCE,
) -> Iterator[bytes]:  # fmt: skip
    """The batches of ``read_file`` as the lines that the child said (``wire.batch_of``): that is how many of them are held with little room."""
    if reason := child.unopenable(path):
        yield wire.line_of(_refused("unknown", reason))
        return
    last = b""
    try:
        for last in child.lines_of("frontdesk.intake.reading", str(path.resolve()), _asked(known, own, since, with_facts), memory=memory, silence=silence):
            yield last
    except child.Stopped as stopped:
        yield wire.line_of(_refused((wire.batch_of(last).format if last else "") or "unknown", stopped.sentence))


def _asked(known: Known | None, own: frozenset[str], since: datetime | None, with_facts: bool) -> str:
    """What the child is told when it begins; where that would be too much, without the forms that were confirmed longest ago."""
    newest = list((known or {}).items())
    while True:
        asked = {"known": dict(newest), "own": sorted(own), "since": since.isoformat() if since else "", "with_facts": with_facts}
        if len(words := json.dumps(asked, ensure_ascii=True)) <= _LONGEST_QUESTION or not newest:
            return words
        newest = newest[len(newest) // 4 + 1 :]


def read_pages(pages: Sequence[bytes], *, since: datetime) -> Iterator[Batch]:
    """Pages of comments that a site gave, read together as one list: through pipes to the child and back, never through a file."""
    feed = b"".join(fetched.LENGTH.pack(len(page)) + page for page in pages)
    try:
        yield from map(wire.batch_of, child.lines_of("frontdesk.intake.reading", "-", _asked(None, frozenset(), since, True), feed=feed))
    except child.Stopped as stopped:
        yield _refused(rest.FORMAT, stopped.sentence)


def parse_pages(pages: Iterable[bytes]) -> Iterator[Batch]:
    """In this process. A page that cannot be read is refused, and the others are read."""
    values: list[Any] = []
    refused: list[Piece] = []
    for number, page in enumerate(pages, 1):
        text = text_of(page).strip("\ufeff \t\r\n\x00")
        try:
            found, pieces = json_file.loaded(text)
        except (ValueError, RecursionError):
            found, pieces = [], [Piece("This page cannot be read as JSON.", f"page {number}", text[:20_000])]
        values.append(found[0] if len(found) == 1 else found)
        refused += pieces
    yield from rest.read(values)
    yield Batch(rest.FORMAT, refused=tuple(refused), progress=1.0)


def _refused(format: str, reason: str, content: str = "") -> Batch:
    return Batch(format, refused=(Piece(reason, "", content),), progress=1.0)


def parse(path: Path, known: Known | None = None, own: frozenset[str] = frozenset()) -> Iterator[Batch]:
    """In this process. Only typed refusals come out of it, never an exception because of what stands in the file."""
    size = path.stat().st_size
    with path.open("rb") as handle:
        head = handle.read(recognise.HEAD)
        handle.seek(0)
        kind = recognise.by_head(head)
        if kind == "wxr":
            yield from wxr.read(handle, size)
        elif kind == "disqus":
            yield from disqus.read(handle)
        elif kind == "mbox":
            yield from boxes.read_mailbox(_as_mail(handle, head), size, own)
        elif kind == "mail":
            yield from boxes.read_message(_as_mail(handle, head), size, own)
        elif kind == "empty":
            yield _refused("empty", "The file is empty.")
        elif kind == "xml":
            yield _refused("XML", _xml_reason(head), _shown(head))
        elif kind.startswith("other:"):
            yield _refused("unknown", f"This is {kind.removeprefix('other:')}. Front Desk cannot read it; nothing in it was changed.", _shown(head))
        else:
            yield from _whole(handle, size, lambda raw: _READERS[kind](raw, known))


def _table(raw: bytes, known: Known | None) -> Iterator[Batch]:
    text, guess = text_of(raw), guessed(raw)
    rows = csv_file.named_rows(text, comment_table.is_row)
    for batch in [comment_table.read(rows)] if rows else csv_file.read(text, known):
        yield replace(batch, format=f"{batch.format}, its letters guessed to be {guess}") if guess else batch


def _json(raw: bytes, known: Known | None) -> Iterator[Batch]:
    """Comments of WordPress, else entries of forms, else the rows of a table."""
    text = text_of(raw).strip("\ufeff \t\r\n\x00")
    try:
        values, refused = json_file.loaded(text)
    except (ValueError, RecursionError) as trouble:
        reason = "it is nested too deeply" if isinstance(trouble, RecursionError) else str(trouble)[:200]
        yield _refused("JSON", f"It cannot be read as JSON: {reason}.", text[:2000])
        return
    table = json_file.as_table(values[0]) if len(values) == 1 else ""
    if table and csv_file.looks_like_table(table):
        yield from csv_file.read(table, known)
    else:
        yield from _values(values, refused, text)


def _script(raw: bytes, _: Known | None) -> Iterator[Batch]:
    text = text_of(raw)
    try:
        yield from _values(recognise.json_in_script(text), [], text, rows=False)
    except (ValueError, RecursionError):
        yield from plain_text.read(raw)


def _values(values: list[Any], refused: list[Piece], text: str, *, rows: bool = True) -> Iterator[Batch]:
    if told := [row for row in dicts_in(values) if comment_table.is_row(row)]:
        yield comment_table.read(told)
        return
    try:
        posts, comments = list(rest.posts_in(values)), rest.looks_like_comments(values)
        if comments:
            yield from rest.read(values, rows=rows)
        if comments or posts:
            name = rest.FORMAT if comments else "WordPress articles (REST)"
            apart = {"article or page": len(posts)} if posts else {}
            yield Batch(name, kept_apart=apart, refused=tuple(refused), progress=1.0, articles=tuple(rest.articles(posts)))
            return
        batches = list(json_file.read(values, refused))
    except RecursionError:
        batches = []
    if batches:
        yield from batches
    elif said := json_file.error_in(values[0] if len(values) == 1 else None):
        yield _refused("JSON", f"The site gave no entries but this answer: {said}", text[:2000])
    elif not any(map(json_file.holds_answers, values)):
        yield from _only(values, refused, text)
    else:
        yield _refused("JSON", "This is JSON, but neither comments of WordPress nor entries of a form stand in it.", text[:2000])


def _only(values: list[Any], refused: list[Piece], text: str) -> Iterator[Batch]:
    """Nothing but bare values, none of them with a name."""
    if refused and not values:
        yield Batch("JSON", refused=tuple(refused), progress=1.0)
    elif values == [[]]:
        yield Batch("JSON", kept_apart={"empty list of entries": 1}, progress=1.0)
    else:
        yield _refused("JSON", "This is JSON, but only bare values stand in it: no name, no address and no message.", text[:2000])


def _webhook(raw: bytes, _: Known | None) -> Iterator[Batch]:
    text = text_of(raw)
    batches = list(json_file.read([webhook.fields(text)], []))
    yield from batches or [_refused("Webhook", "Nothing that a person filled in stands in it.", text[:2000])]


def _php(raw: bytes, _: Known | None) -> Iterator[Batch]:
    text = text_of(raw)
    value = php.loads(text.strip())
    batches = list(json_file.read([value], [])) if value is not None else []
    yield from batches or [_refused("PHP data", "Nothing that a person filled in can be read in it.", text[:2000])]


_READERS: dict[str, Callable[[bytes, Known | None], Iterator[Batch]]] = {
    "table": _table, "json": _json, "script": _script, "webhook": _webhook, "php": _php, "formidable": lambda raw, _: formidable.read(raw),
    "web table": lambda raw, known: web_table.read(raw, known), "text": lambda raw, _: plain_text.read(raw),
}  # fmt: skip


def _whole(handle: IO[bytes], size: int, read: Callable[[bytes], Iterator[Batch]]) -> Iterator[Batch]:
    if size > LARGEST:
        yield _refused("unknown", f"The file is larger than {LARGEST >> 20} MB. Export it in parts, by year for example.")
        return
    yield from read(handle.read())


def _as_mail(handle: IO[bytes], head: bytes) -> IO[bytes]:
    """The file, or, where an editor has saved the mail in its own way, what it was: one byte a sign, usual ends of lines, no blank lines before it."""
    wide = codec_of(head[:4096]).startswith(("utf-16", "utf-32"))
    if not wide and b"\n" in head and b"\r\r\n" not in head and head.lstrip(b"\xef\xbb\xbf")[:1] not in b"\r\n":
        return handle
    raw = text_of(handle.read(LARGEST)).encode("utf-8", "replace") if wide else handle.read(LARGEST)
    return BytesIO(re.sub(rb"\r+\n|\r", b"\n", raw).lstrip(b"\n"))


def _xml_reason(head: bytes) -> str:
    if b"<!doctype" in head.lower() or b"<!entity" in head.lower():
        return "It declares a document type (DOCTYPE), which no WordPress export does. Nothing in it was read."
    return "This is XML, but of no kind that is known here. For comments: in WordPress choose Tools, Export, All content, and bring in that file."


def _shown(head: bytes) -> str:
    return text_of(head[:4000]).replace("\x00", "")[:2000]


if __name__ == "__main__":
    asked = json.loads(sys.argv[2])
    since = datetime.fromisoformat(asked["since"]) if asked["since"] else None
    batches = parse_pages(fetched.messages(sys.stdin.buffer)) if sys.argv[1] == "-" else parse(Path(sys.argv[1]), asked["known"], frozenset(asked["own"]))
    memory = int(sys.argv[3])
    with Judges(memory, with_facts=asked["with_facts"]) as judges:
        sys.exit(child.speak(wire.told(batches, since, judges), memory=memory))
