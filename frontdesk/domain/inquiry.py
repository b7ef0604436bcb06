"""An inquiry: one person's request to the clinic, whichever way it came."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Source(StrEnum):
    """Which way it came. ``CALLED``: the clinic rang, and logged what was said."""

    COMMENT = "comment"
    FORM = "form"
    EMAIL = "email"
    PHONE = "phone"
    CALLED = "called"
    MISSED_CALL = "missed_call"


class State(StrEnum):
    """Where an inquiry stands (ux.md 3.1). ``EARLIER`` is Done, by the clinic's reply or by age, before it came in here.

    ``SNOOZED`` comes back by itself at its ``due_at``.
    """

    NEW = "new"
    WORKING = "working"
    WITH_CLINICIAN = "with_clinician"
    OFFERED = "offered"
    SNOOZED = "snoozed"
    BOOKED = "booked"
    DONE = "done"
    EARLIER = "earlier"
    NOT_FOR_US = "not_for_us"
    SPAM = "spam"


ON_THE_PHONE = frozenset({Source.PHONE, Source.CALLED})
"""Somebody was spoken to."""


class Tab(StrEnum):
    TODO = "todo"
    WAITING = "waiting"
    BOOKED = "booked"
    DONE = "done"
    SPAM = "spam"


TAB_OF: dict[State, Tab] = {
    State.NEW: Tab.TODO, State.WORKING: Tab.TODO, State.WITH_CLINICIAN: Tab.WAITING, State.OFFERED: Tab.WAITING,
    State.SNOOZED: Tab.WAITING, State.BOOKED: Tab.BOOKED, State.DONE: Tab.DONE, State.EARLIER: Tab.DONE, State.NOT_FOR_US: Tab.DONE, State.SPAM: Tab.SPAM,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a reader made of one message before it is stored.

    ``key`` is stable for the message over repeated imports ("wxr:<site>:<comment id>"), so that each arrives once. ``text`` is
    plain text with its paragraphs. ``written_at`` is an instant, ``written_wall`` the site-local time where the source has one;
    either may be ``None``. ``answered``: a reply of the clinic stands later in the same thread. Of an e-mail: ``reply_to`` where answers
    are asked to go elsewhere, its ``message_id``, and the ids it ``refers_to``.
    """

    key: str
    source: Source
    name: str
    text: str
    email: str = ""
    phone: str = ""
    url: str = ""
    written_at: datetime | None = None
    written_wall: datetime | None = None
    article_title: str = ""
    article_url: str = ""
    thread: str = ""
    parent_key: str = ""
    answered: bool = False
    reply_to: str = ""
    message_id: str = ""
    refers_to: tuple[str, ...] = ()


NOT_FOR_US_REASONS = ("Not treated here", "Too far away", "Cost or insurance", "Went elsewhere", "Cannot be reached", "Asked to be left alone", "Another reason")
"""Why an inquiry came to no visit, as the desk picks it and the reports count it; kept in ``closed_reason``."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """As stored. ``received_at`` (instant) is when the person wrote or called; ``imported_at`` when it came in here.

    ``owner``: who at the desk has taken it, by name. ``wants``: what a call is about besides a new problem ("move", "cancel", "other").
    ``case_id``: the first message of the same person, to whose case the desk joined this one. ``due_at`` (instant): to be looked at then.
    """

    id: int
    key: str
    source: Source
    state: State
    name: str
    text: str
    email: str = ""
    phone: str = ""
    url: str = ""
    received_at: datetime | None = None
    imported_at: datetime | None = None
    article_title: str = ""
    article_url: str = ""
    thread: str = ""
    parent_key: str = ""
    patient_id: int | None = None
    appointment_id: int | None = None
    urgent: bool = False
    unread: bool = True
    note: str = ""
    closed_reason: str = ""
    case_id: int | None = None
    due_at: datetime | None = None
    reply_to: str = ""
    message_id: str = ""
    owner: str = ""
    wants: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file that did not become an inquiry: why, and what it held, kept for another look. ``kind`` names what was counted apart
    and is kept all the same (a newsletter may be none); empty for what could not be read.
    """

    reason: str
    where: str = ""
    content: str = ""
    kind: str = ""


def piece_mark(reason: str, where: str, content: str, *, of: str) -> str:
    """The same for the same piece, however often its file comes. One that holds nothing is told from others by the file it is ``of``."""
    return hashlib.sha256("\x1f".join((reason, where, content or of)).encode("utf-8", "replace")).hexdigest()[:32]


FORM_KINDS = {
    "name": "Whole name", "given": "Given name", "family": "Family name", "email": "E-mail", "phone": "Phone", "message": "The message", "subject": "Subject",
    "date": "When it was sent", "birth": "Birth date", "answer": "Another answer", "page": "Page of the form", "id": "Number of the entry", "skip": "Leave out",
}  # fmt: skip
"""What a column of a form can be taken for, in the desk's words; a reader knows a few more that nobody need choose."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form's export: its label, the kind of answer it holds, and one of its answers."""

    label: str
    kind: str
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a form's columns were understood. ``fingerprint`` is the same for each export of that form; ``guessed``: not by its labels alone."""

    fingerprint: str
    columns: tuple[Column, ...]
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave. ``kept_apart`` counts by kind what is well-formed but not a person waiting (pingback, trackback, reply,
    spam, trash ...). ``refused`` are pieces that could not be read. ``format`` is what the file was recognised as.
    """

    format: str
    arrivals: tuple[Arrival, ...] = ()
    kept_apart: dict[str, int] = field(default_factory=dict)
    refused: tuple[Piece, ...] = ()
    site: str = ""


@dataclass(frozen=True, slots=True)
class InquiryNote:
    """An internal note under the message; ``at`` is an instant."""

    id: int
    inquiry_id: int
    at: datetime
    author: str
    text: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A phone call not finished yet; survives navigation and restart. ``kind``: new, move, cancel, other. ``patient_id``: who it is, once that was said."""

    id: int
    name: str
    phone: str
    text: str
    started_at: datetime
    kind: str = "new"
    outgoing: bool = False
    patient_id: int | None = None
    version: int = 0
