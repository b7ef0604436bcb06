"""What a reader gives, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.domain.article import FoundArticle
from frontdesk.domain.inquiry import Arrival, Layout, Piece


@dataclass(frozen=True, slots=True)
class Batch:
    """``progress`` is the share of the file read so far, 0 to 1; ``layouts``, how the columns of forms were understood; ``aside``, what was
    counted apart and is kept for another look; ``articles``, the site's own texts, which nobody waits for an answer to.
    """

    format: str = ""
    arrivals: tuple[Arrival, ...] = ()
    kept_apart: dict[str, int] = field(default_factory=dict)
    refused: tuple[Piece, ...] = ()
    progress: float = 0.0
    layouts: tuple[Layout, ...] = ()
    aside: tuple[Piece, ...] = ()
    articles: tuple[FoundArticle, ...] = ()
