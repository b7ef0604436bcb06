"""A reply: what is written to a person, its fields, the times it offers, and where it stands on its way out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from frontdesk.domain.plain import begun
from frontdesk.domain.slots import Slot
from frontdesk.domain.when import DAYS


class Audience(StrEnum):
    """``PUBLIC`` is a line under a comment, for everybody to read."""

    PRIVATE = "private"
    PUBLIC = "public"


class ReplyState(StrEnum):
    """``WAITING`` in the outbox; ``SENDING`` is written before a server is spoken to. ``UNCERTAIN``: cut off at a moment after which

    nobody knows whether it went. ``HANDED``: given to the mail program, or to the page, and not yet said to be sent.
    """

    DRAFT = "draft"
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    HANDED = "handed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    BOUNCED = "bounced"


OPEN = (ReplyState.WAITING, ReplyState.SENDING, ReplyState.FAILED, ReplyState.UNCERTAIN, ReplyState.BOUNCED, ReplyState.HANDED)
"""Not drafts any more, and not done with."""

FIELD = re.compile(r"\{([a-z_]{1,30})\}")
MOST_OFFERS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A time that is offered, with the digit under which the panel shows it. ``appointment_id`` is the hold, once it is held."""

    digit: int
    slot: Slot
    type_id: int
    appointment_id: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """``body`` may hold fields such as ``{site}`` that must be resolved before it can go. Instants: created, leaves, tried, sent."""

    id: int
    inquiry_id: int
    state: ReplyState = ReplyState.DRAFT
    audience: Audience = Audience.PRIVATE
    recipient: str = ""
    subject: str = ""
    body: str = ""
    template: str = ""
    offers: tuple[Offer, ...] = ()
    article_id: int | None = None
    article_edition: int = 0
    whole: str = ""
    message_id: str = ""
    author: str = ""
    desk: str = ""
    created_at: datetime | None = None
    leaves_at: datetime | None = None
    tried_at: datetime | None = None
    sent_at: datetime | None = None
    attempts: int = 0
    trouble: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """The clinic's own text. ``topics``: what an inquiry must be about for it to be chosen by itself; the more fit, the better."""

    id: int
    slug: str
    title: str
    subject: str
    body: str
    topics: tuple[str, ...] = ()
    audience: Audience = Audience.PRIVATE
    position: int = 0
    active: bool = True
    version: int = 0


def filled(text: str, values: Mapping[str, str]) -> str:
    """Fields that are known are put in, once; those that are not stay, and are what the desk must resolve.

    "your {site}" in a text of the clinic's own follows whose body it is, and a sentence that begins with whose it is begins with a capital.
    """
    told = re.sub(r"\byour (?=\{site\})", "{whose} ", text) if "whose" in values else text
    capital = re.sub(r"(?:^|(?<=[.!?] )|(?<=\n))\{(whose|whom)\}", lambda found: begun(values.get(found[1], found[0])), told)
    whole = FIELD.sub(lambda found: _fenced(values[found[1]]) if found[1] in values else found[0], capital)
    lines = (re.sub(r"[ \t]{2,}", " ", line).strip() for line in whole.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _fenced(value: str) -> str:
    """What a person wrote can bring no field of its own."""
    return value.replace("{", "(").replace("}", ")")


def unresolved(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, field) of what is still to be said, by code points."""
    return tuple((found.start(), found.end(), found[1]) for found in FIELD.finditer(text))


def chosen(templates: Sequence[Template], topics: Iterable[str], *, audience: Audience = Audience.PRIVATE) -> tuple[Template, ...]:
    """Those of the audience, the best fitting first: most topics met with none that is not."""
    about = set(topics)

    def rank(template: Template) -> tuple[int, int]:
        wanted = set(template.topics)
        return (-len(wanted) if wanted and wanted <= about else 0 if not wanted else 1, template.position)

    return tuple(sorted((t for t in templates if t.active and t.audience is audience), key=rank))


def to_offer(slots: Sequence[Slot]) -> tuple[tuple[int, Slot], ...]:
    """(digit, time): the best up to three of which none overlaps another, so that each is worth offering and all can be held."""
    kept: list[tuple[int, Slot]] = []
    for digit, slot in enumerate(slots, 1):
        clear = all(slot.room_start >= one.room_end or slot.room_end <= one.room_start for _, one in kept)
        if clear and len(kept) < MOST_OFFERS:
            kept.append((digit, slot))
    return tuple(kept)


_ORDINAL = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "last": -1}
_TIME = re.compile(r"\b(\d{1,2})(?::(\d\d))?\s*(am|pm|a\.m|p\.m)?")


def meant(text: str, starts: Sequence[datetime]) -> int | None:
    """Which of the offered times an answer names, where it names exactly one; it is only shown, never booked by itself."""
    words = text.casefold()[:2000]
    hours = {(int(h) % 12 + (12 if late.startswith("p") else 0), int(m or 0)) for h, m, late in _TIME.findall(words) if int(h) < 24}
    named = {day for day, word in enumerate(DAYS) if re.search(rf"\b(?:{word.casefold()}|{word[:3].casefold()})\b", words)}
    timed = {n for n, s in enumerate(starts) if (s.hour, s.minute) in hours or (s.hour % 12, s.minute) in hours}
    dayed = {n for n, s in enumerate(starts) if s.weekday() in named}
    for found in (timed & dayed, timed if not named else set(), dayed if not timed else set()):
        if len(found) == 1:
            return found.pop()
    ordinals = {n % len(starts) for word, n in _ORDINAL.items() if starts and re.search(rf"\b{word}\b", words)}
    return ordinals.pop() if len(ordinals) == 1 and not timed and not dayed else None
