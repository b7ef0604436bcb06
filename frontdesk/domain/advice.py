"""Sentences of a draft that read as clinical advice. The rules are a list that anybody may read (resources/replies/advice.txt), not a hidden model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_STRAIGHT = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
_UNSEEN = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]"
"""Between two words there may be any white space, and signs that nobody sees."""
_OPEN_QUESTION = re.compile(r"\b(?:whether|if)(?:\s+[^\s,;:]+){0,5}\s*$")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=[\s\"')\]]|$)[\"')\]]*|\n|$)|[.!?]")
LONGEST = 20_000
"""Characters of a draft that are looked at; a longer one is refused before."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``phrase`` as it stands in the list; ``why`` is the heading over it. ``open``: allowed after "whether" or "if"."""

    phrase: str
    why: str
    pattern: re.Pattern[str]
    open: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence of the draft, by code-point offsets, and the rule that it meets."""

    start: int
    end: int
    sentence: str
    rule: Rule


def rules_of(text: str) -> tuple[Rule, ...]:
    """Read the list: ``[why]`` (``[why, not after whether]``) above phrases; ``a/b`` either word, ``*`` up to three words, ``...`` a beginning of a word."""
    rules: list[Rule] = []
    why, open_ = "reads as advice", False
    for line in (raw.strip() for raw in text.splitlines()):
        if line.startswith("["):
            why, _, more = line.strip("[]").partition(",")
            open_ = more.strip() == "not after whether"
        elif line and not line.startswith("#"):
            rules.append(Rule(line, why, _pattern(line), open_))
    return tuple(rules)


def _pattern(phrase: str) -> re.Pattern[str]:
    made = r"(?<![\w'])"
    for number, word in enumerate(words := phrase.casefold().split()):
        last = number == len(words) - 1
        if word == "*":
            made += rf"(?:[^\s.!?\n]+{_UNSEEN}+){{0,3}}?"
            continue
        either = "|".join(re.escape(one.removesuffix("...")) + (r"\w*" if one.endswith("...") else "") for one in word.split("/"))
        made += f"(?:{either})" + (r"(?!\w)" if last else rf"{_UNSEEN}+")
    return re.compile(made)


def _even(text: str) -> str:
    """The same text, letter for letter, in small straight letters, so that offsets hold."""
    return "".join(map(_small, text))


@lru_cache(1024)
def _small(letter: str) -> str:
    letter = _STRAIGHT.get(letter, letter)
    plain = unicodedata.normalize("NFKD", letter)[:1] if ord(letter) > 127 else letter
    low = (plain or letter).casefold()
    return low if len(low) == 1 else letter


def advice_in(text: str, rules: Iterable[Rule], *, approved: Iterable[str] = ()) -> tuple[Advice, ...]:
    """Each sentence that meets a rule, once. ``approved`` are a clinician's signed words: a sentence that stands in them is let through."""
    even = _even(text[:LONGEST])
    allowed = [" ".join(_even(one).split()) for one in approved if one.strip()]
    wanted = tuple(rules)
    found: list[Advice] = []
    for match in _SENTENCE.finditer(even):
        sentence = match.group()
        if any(" ".join(sentence.split()) in one for one in allowed if len(sentence.split()) > 1):
            continue
        rule = next((r for r in wanted if _meets(sentence, r)), None)
        if rule is not None:
            start = match.start() + len(sentence) - len(sentence.lstrip())
            end = match.start() + len(sentence.rstrip())
            found.append(Advice(start, end, text[start:end], rule))
    return tuple(found)


def _meets(sentence: str, rule: Rule) -> bool:
    return any(not (rule.open and _OPEN_QUESTION.search(sentence[: hit.start()])) for hit in rule.pattern.finditer(sentence))
