"""What a message that has just come says, read where it was parsed: whether it looks like spam, and its facts."""

from __future__ import annotations

from frontdesk.domain.fact import Fact
from frontdesk.domain.inquiry import Arrival, Source
from frontdesk.intake import facts
from frontdesk.intake.batch import Judged


def own_words(source: Source, text: str) -> str:
    """The text, of a mail with what its sender did not write blanked; every word stays in its place."""
    if source is not Source.EMAIL:
        return text
    from frontdesk.intake.mail import own_words as mail  # its patterns are loaded with the first mail, not with the program

    return mail.own_words(text)


def read_own(source: Source, text: str) -> tuple[Fact, ...]:
    """Facts of the person's own words only: what they quote, sign with or forward is not theirs. Places are of the whole text."""
    return _theirs(text, facts.read(own_words(source, text)))


def _theirs(text: str, found: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(f for f in found if text[f.start : f.end] == f.quote)


def judge(arrival: Arrival, *, with_facts: bool = True) -> Judged:
    own = own_words(arrival.source, arrival.text)
    spam = facts.is_spam(own)
    return Judged(spam, () if spam or not with_facts else _theirs(arrival.text, facts.read(own, spam=False)))
