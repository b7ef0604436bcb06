"""What is made of one message."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.domain.inquiry import Arrival, Piece


@dataclass(frozen=True, slots=True)
class Mailed:
    """What came of one message. ``apart``: name of its kind where nobody waits for an answer; ``about`` is that message in short, for another
    look; ``cut``: the rest of a text longer than what is kept; ``refers_to``: of what could not be delivered, the ids of the clinic's own mails.
    """

    arrival: Arrival | None = None
    apart: str = ""
    about: Piece | None = None
    cut: str = ""
    refers_to: tuple[str, ...] = ()
