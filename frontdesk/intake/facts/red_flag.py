"""What must be seen at once: asserted now, not denied, not long past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import Places, negated
from frontdesk.intake.facts.subject import Subject
from frontdesk.settings import resource

_OLD = re.compile(
    r"\b(?:years ago|last year|(?:in|since) (?:19|20)\d\d|used to|months ago|when i was|as a child|"
    r"had (?:a |an )?(?:bad |serious )?(?:infection|fever) (?:after|in))\b", re.I,
)  # fmt: skip
_LONG = re.compile(r"\bfor (?:many |several |some |\d+ )?years\b", re.I)
"""Of the clause alone: "I cannot pee since yesterday, low back pain for years" is new."""
_WEAK = frozenset({"chest pain", "breathlessness", "fever"})
_THOUGHT = re.compile(r"\b(?:and|plus|then|now)\b (?=(?:i|i'm|i've|he|she|it|my|his|her|the|now|since|then|also|keep|wet|lost|have|has|is)\b)")
"""Where another thing is told, to which a "cannot" or "no" of the one before does not reach."""
_ASKED = re.compile(r"\bif\b|\bwhat about\b|\bcould (?:it|this)\b|\basked (?:\w+ )?about\b|\bside effects?\b|\brisk of\b")
_DENIED_AFTER = re.compile(r"[^.;]{0,25}?(?:: *no\b|\?? (?:but )?(?:i |he |she )?(?:have|has|had) none\b|, (?:but )?(?:no|not so|not me)\b)")


@dataclass(frozen=True, slots=True)
class _Sign:
    name: str
    needs: frozenset[str]
    shape: re.Pattern[str]


@cache
def _signs() -> tuple[_Sign, ...]:
    """From ``warning_signs.txt``: sets of words, then a section for each sign with what it needs and the ways of saying it."""
    sets: dict[str, str] = {}
    needs: dict[str, frozenset[str]] = {}
    ways: dict[str, list[str]] = {}
    name = ""
    for line in resource("words", "warning_signs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not name and " = " in line and not line.startswith("#"):
            key, words = line.split(" = ", 1)
            sets[key] = f"(?:{words})"
        elif name and line.startswith("needs "):
            needs[name] = frozenset(line.split()[1:])
        elif name and line:
            ways.setdefault(name, []).append(re.sub(r"\{(\w+)\}", lambda m: sets.get(m[1], m[0]), line))
    return tuple(_Sign(name, needs[name], re.compile(rf"\b(?P<q>{'|'.join(ways[name])})")) for name in ways)


def read(text: str, places: Places, subject: Subject) -> list[Fact]:
    """Each flag once. Questions about them, denials and old ones are none."""
    found: dict[str, Fact] = {}
    for sign in _signs():
        for match in sign.shape.finditer(places.low) if places.words & sign.needs else ():
            start, end = match.span("q")
            if not _stands(sign.name, match["q"], start, end, places) or subject.somebody_else(start, places):
                continue
            quote = text[start:end].rstrip()
            found.setdefault(sign.name, Fact("red_flag", sign.name, start, start + len(quote), quote, confidence=0.75, rule="red flag"))
    return list(found.values())


def _stands(name: str, words: str, start: int, end: int, places: Places) -> bool:
    before, sentence = places.before(start), places.at(start)
    clause = re.split(r"[,;:()–—]|\bbut\b", places.low[start : sentence.end])[0]
    if negated(_THOUGHT.split(before)[-1]) or _OLD.search(sentence.text) or _LONG.search(clause) or _ASKED.search(before[-30:]) or _DENIED_AFTER.match(places.after(start + len(words.rstrip(": ")))):
        return False
    if name == "bladder or bowel loss" and re.match(r"no (?!control)", words):
        return False  # "no bladder problems"
    return not places.is_pasted(start) and not (sentence.question and name in _WEAK)
