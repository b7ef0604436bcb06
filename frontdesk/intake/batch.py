"""What a reader gives, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.domain.article import FoundArticle
from frontdesk.domain.fact import Fact
from frontdesk.domain.inquiry import Arrival, Layout, Piece


@dataclass(frozen=True, slots=True)
class Judged:
    """What a message that has just come says: whether it looks like spam, and its facts."""

    spam: bool
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """``progress`` is the share of the file read so far, 0 to 1; ``layouts``, how the columns of forms were understood; ``aside``, what was
    counted apart and is kept for another look; ``articles``, the site's own texts, which nobody waits for an answer to; ``until``, the newest
    instant (ISO 8601, UTC) at which any of it was written, where the source tells it of all;
    ``judged``, by their keys, the messages to which somebody may wait for an answer.
    """

    format: str = ""
    arrivals: tuple[Arrival, ...] = ()
    kept_apart: dict[str, int] = field(default_factory=dict)
    refused: tuple[Piece, ...] = ()
    progress: float = 0.0
    layouts: tuple[Layout, ...] = ()
    aside: tuple[Piece, ...] = ()
    articles: tuple[FoundArticle, ...] = ()
    until: str = ""
    judged: dict[str, Judged] = field(default_factory=dict)
