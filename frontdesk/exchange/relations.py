"""Who belongs to whom, by the codes and words that other systems have for it, in those of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from frontdesk.domain.incoming import IncomingTie
from frontdesk.exchange import people

_WAYS = {
    "Guardian": r"guard|grd|guadlitm|legal guardian|guardian.*|vormund|betreuer|tuteur|tutora?",
    "Carer": r"cgv|carer?|caregiver|care ?giver|primary ?caregiver|caregiver.*|pfleger|mantelzorger|cuidadora?|aidant",
    "Spouse": r"sps|spo|husb|wife|dompart|dom|spouse|husband|partner|domestic partner|life partner",
    "Parent": r"prn|par|mth|fth|nmth|nfth|prninlaw|stpprn|mother|father|parent|mum|mom|dad|natural (?:mother|father)|step ?(?:mother|father)",
    "Child": r"child|chd|dau|dauc|son|sonc|nchild|nchd|dauadopt|sonadopt|daughter|natural child|step ?(?:son|daughter|child)",
    "Emergency contact": r"c|ec|econ|emc|emergency(?: contact)?",
}  # fmt: skip
_KINDS = tuple((kind, re.compile(words, re.I)) for kind, words in _WAYS.items())


def kind_of(said: Iterable[str]) -> str:
    """How the record calls this relation, or empty; of several the one that matters most at the desk: whoever decides, then whoever cares."""
    words = [" ".join(word.replace("_", " ").split()) for word in said]
    return next((kind for kind, meant in _KINDS if any(meant.fullmatch(word) for word in words)), "")


def tied(name: str, said: Iterable[str], *, phone: str = "", email: str = "", more: Iterable[str] = ()) -> tuple[IncomingTie | None, str]:
    """Somebody who belongs to a person; where the record has no word for how, a line to be kept beside it. Both are nothing without a name."""
    said = list(dict.fromkeys(filter(None, said)))
    if not people.line(name):
        return None, ""
    rest = ", ".join(filter(None, map(people.line, more)))
    if kind := kind_of(said):
        words = next((word for word in reversed(said) if len(word) > 2 and not word.isupper() and word.casefold() != kind.casefold()), "")
        return IncomingTie(kind, people.line(name), people.line(phone), people.line(email), ", ".join(filter(None, (people.line(words), rest)))), ""
    return None, f"Contact person: {', '.join(filter(None, (people.line(name), people.line((said or [''])[-1]), people.line(phone), people.line(email), rest)))}"
