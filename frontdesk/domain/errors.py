"""What the desk can be told. Everything that is not a ``DeskError`` is a bug (architecture rule 9)."""

from __future__ import annotations

from datetime import datetime


class DeskError(Exception):
    """A sentence for the person at the desk, in the desk's words, that says what to do.

    ``more`` holds technical detail that the window shows only behind "More".
    """

    def __init__(self, sentence: str, *, more: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.more = more


class Refused(DeskError):
    """The intention breaks a rule of the house; the sentence names the rule and the way out."""


class NotFound(DeskError):
    """The row is not (or no longer) there."""


class Taken(DeskError):
    """Somebody or something already occupies the time.

    ``what`` is "clinician", "room" or "patient"; ``who`` its name; ``until`` and ``next_free`` are wall times of the site
    (``None`` where unknown).
    """

    def __init__(
        self, sentence: str, *, what: str, who: str = "", until: datetime | None = None, next_free: datetime | None = None
    ) -> None:
        super().__init__(sentence)
        self.what = what
        self.who = who
        self.until = until
        self.next_free = next_free


class Stale(DeskError):
    """Somebody else changed the row since it was read; ``mine`` and ``theirs`` map field -> value, nothing is lost."""

    def __init__(self, sentence: str, *, mine: dict[str, object] | None = None, theirs: dict[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.mine = mine or {}
        self.theirs = theirs or {}


class BadInput(DeskError):
    """Something typed or brought in cannot be read; the sentence says which part and what would be read."""


class Unprintable(DeskError):
    """A letter cannot be made or printed as it is; ``missing`` names each thing that lacks."""

    def __init__(self, sentence: str, *, missing: tuple[str, ...] = (), more: str = "") -> None:
        super().__init__(sentence, more=more)
        self.missing = missing


class DatabaseTrouble(DeskError):
    """The clinic's file cannot be used as it is (damaged, key missing, newer than the program, disk full ...).

    ``kind`` is one of: missing, empty, foreign, damaged, key-missing, newer, full, read-only, in-use, network, replaced.
    """

    def __init__(self, sentence: str, *, kind: str, more: str = "") -> None:
        super().__init__(sentence, more=more)
        self.kind = kind
