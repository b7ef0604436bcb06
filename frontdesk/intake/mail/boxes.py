"""A file of mail -> its messages, one at a time: a single message, or a mailbox in any of the four ways to write one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from frontdesk.domain.inquiry import Arrival, Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.mail.arriving import LARGEST, arrivals

_FROM = re.compile(rb"From (?:-|\S+)?(?:[ \t].{0,100})?\r?\n?\Z")
_DATED = re.compile(rb"From (?:\S+ +)?(?:(?:mon|tue|wed|thu|fri|sat|sun)\S* |.*\b\d{1,2}:\d\d)", re.I)
_POSTMARK = re.compile(rb"From \S+@\S+ +(?:mon|tue|wed|thu|fri|sat|sun) [a-z]{3} +\d{1,2} \d\d:\d\d(?::\d\d)?(?: [+-]?\w{3,5})? \d{4}\r?\n", re.I)
"""Exactly as mailboxes write it; with a header below it is a beginning also where the blank line above is missing."""
_HEADER = re.compile(rb"[!-9;-~]{1,76}:")
_KNOWN = re.compile(
    rb"(?:from|to|subject|date|received|return-path|delivered-to|message-id|mime-version|content-[\w-]+|reply-to|sender|x-[\w-]+|status|cc|bcc|dkim-signature|authentication-results|arc-[\w-]+|list-[\w-]+"
    rb"|references|in-reply-to|user-agent|envelope-to|organization|importance|precedence|lines|mailing-list|resent-[\w-]+|thread-[\w-]+|errors-to|auto-submitted|delivery-date)[ \t]*:", re.I)  # fmt: skip
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,10})[ \t]*\r?$", re.I | re.M)


def messages(handle: IO[bytes]) -> Iterator[bytes]:
    """Of a mailbox; the line that begins each is left out, its marks against that line in bodies are taken off."""
    lines: list[bytes] = []
    blank, size, inside = True, 0, False
    pending = handle.readline(1 << 20).lstrip(b"\xef\xbb\xbf")
    while pending:
        following = handle.readline(1 << 20)
        if (blank and _begins(pending, following, first=not inside)) or (_POSTMARK.match(pending) and _KNOWN.match(following)):
            if inside:
                yield _unmarked(lines)
            lines, size, inside, blank = [], 0, True, False
        else:
            size += len(pending)
            if size <= LARGEST:
                lines.append(pending)
            blank = not pending.strip()
        pending = following
    if lines or inside:
        yield _unmarked(lines)


def _begins(line: bytes, following: bytes, *, first: bool) -> bool:
    """A line "From ..." begins a message only where a header follows; in the body of another, only where it is written as mailboxes write it."""
    if not line.startswith(b"From ") or not _FROM.match(line[:300]):
        return False
    if first:
        return True
    strict = _DATED.match(line) or re.match(rb"From (?:-|\S+@\S*)[ \t]*\r?$", line.rstrip(b"\n"))
    return bool(strict and _HEADER.match(following) and (_KNOWN.match(following) or _DATED.match(line))) or bool(strict and following.startswith(b">From "))


def _unmarked(lines: list[bytes]) -> bytes:
    """Without the ">" that keeps "From " in a body from beginning a message; its trailing blank line is the mailbox's."""
    if lines and not lines[-1].strip():
        lines = lines[:-1]
    return b"".join(line[1:] if re.match(rb">+From ", line) else line for line in lines)


def read_mailbox(handle: IO[bytes], size: int, own: frozenset[str] = frozenset()) -> Iterator[Batch]:
    yield from _batches(messages(handle), handle, size, "Mailbox (mbox)", own)


def read_message(handle: IO[bytes], size: int, own: frozenset[str] = frozenset()) -> Iterator[Batch]:
    if size > LARGEST:
        yield Batch("E-mail", refused=(Piece(f"The message is larger than {LARGEST >> 20} MB; its beginning was read.", "the whole file"),), progress=0.1)
    yield from _batches(iter([handle.read(LARGEST)]), handle, size, "E-mail", own)


def _batches(found: Iterator[bytes], handle: IO[bytes], size: int, name: str, own: frozenset[str]) -> Iterator[Batch]:
    gathered = _Gathered(name)
    for number, raw in enumerate(found, 1):
        gathered.take(raw, number, own)
        if number % 100 == 0:
            yield gathered.given(min(0.99, handle.tell() / max(size, 1)))
            gathered = _Gathered(name)
    yield gathered.given(1.0)


@dataclass
class _Gathered:
    """What a hundred messages gave."""

    name: str
    arrived: list[Arrival] = field(default_factory=list)
    apart: dict[str, int] = field(default_factory=dict)
    refused: list[Piece] = field(default_factory=list)
    aside: list[Piece] = field(default_factory=list)

    def take(self, raw: bytes, number: int, own: frozenset[str]) -> None:
        """Any trouble with a message is that message's alone."""
        try:
            mailed = arrivals(raw, own=own)
        except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as trouble:
            reason = f"This message is built in a way that cannot be read ({type(trouble).__name__})."
            self.refused.append(Piece(reason, f"message {number}", raw[:20_000].decode("utf-8", "replace")))
            return
        if mailed.cut:
            self.refused.append(Piece("The text is longer than what is kept; this is the rest of it.", f"message {number}", mailed.cut[:20_000]))
        self.arrived += [mailed.arrival] if mailed.arrival else []
        self.aside += [mailed.about] if mailed.about else []
        if mailed.apart:
            self.apart[mailed.apart] = self.apart.get(mailed.apart, 0) + 1

    def given(self, progress: float) -> Batch:
        return Batch(self.name, tuple(self.arrived), self.apart, tuple(self.refused), progress, aside=tuple(self.aside))
