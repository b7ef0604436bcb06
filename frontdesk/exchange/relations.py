"""Who belongs to whom, by the codes and words that other systems have for it, in those of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

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
_LAST = "Emergency contact"
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
        words = [word for word in said if len(word) > 2 and not word.isupper() and word.casefold() != kind.casefold()]
        if kind != _LAST and any(_KINDS[-1][1].fullmatch(word) for word in said) and _LAST.casefold() not in map(str.casefold, words):
            words.append(_LAST)
        return IncomingTie(kind, people.line(name), people.line(phone), people.line(email), ", ".join(filter(None, (*map(people.line, words), rest)))), ""
    return None, f"Contact person: {', '.join(filter(None, (people.line(name), people.line((said or [''])[-1]), people.line(phone), people.line(email), rest)))}"


_ASIDE = re.compile(r"y|yes|no?|self|same|none|n/?a|true|false|patient|-+", re.I)
"""What stands below such a title where nobody does."""
_NUMBER = re.compile(r"[\s,;:/-]*(?<![\d+(])(\+?\(?\d[\d\s()./-]{5,24})$")
"""A number behind a name."""


def of_row(held: Mapping[str, str]) -> Iterator[tuple[IncomingTie | None, str]]:
    """Those who stand in the columns of one row, each with a number of its own column or behind the name."""
    for field, kind in (("guardian", "Guardian"), ("carer", "Carer"), ("emergency", _LAST)):
        cell = held.get(field, "")
        found = _NUMBER.search(cell)
        name = cell[: found.start()] if found else cell
        if not any(map(str.isalpha, name)) or _ASIDE.fullmatch(cell):
            yield None, f"{kind}: {cell}" if cell else ""
            continue
        there = found[1].strip() if found else ""
        phone = held.get(f"{field}_phone", "")
        more = (held.get("emergency_relation", "") if kind == _LAST else "", there if phone and phone != there else "")
        yield IncomingTie(kind, people.line(name), people.line(phone or there), "", ", ".join(filter(None, map(people.line, more)))), ""
