"""Words with their places, and word lists met by whole words: a walk over the text that is linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from frontdesk.settings import resource

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Word:
    """``bare`` is lower case, straight apostrophes, and without a plural s."""

    start: int
    end: int
    low: str
    bare: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a list met in the text: words ``first`` to ``last`` (inclusive), and what the list says it is."""

    start: int
    end: int
    first: int
    last: int
    value: str


def bare(word: str) -> str:
    """Fold a plural onto its singular, for words long enough to have one."""
    low = word.casefold().replace("’", "'").removesuffix("'s")
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-2] if low.endswith(("ches", "shes", "xes")) else low[:-1]
    return low


def tokenise(text: str) -> list[Word]:
    return [Word(m.start(), m.end(), m[0].casefold().replace("’", "'"), bare(m[0])) for m in _WORD.finditer(text)]


class Lexicon:
    """Phrases by their first word; the longest one that fits wins."""

    def __init__(self, entries: dict[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in entries.items():
            parts = tuple(bare(w) for w in _WORD.findall(phrase))
            if parts:
                self._by_first.setdefault(parts[0], []).append((parts, value))
        for options in self._by_first.values():
            options.sort(key=lambda o: -len(o[0]))

    def hits(self, text: str, words: list[Word]) -> Iterator[Hit]:
        """From left to right, without overlap."""
        at = 0
        while at < len(words):
            hit = self._at(text, words, at)
            if hit:
                yield hit
                at = hit.last + 1
            else:
                at += 1

    def _at(self, text: str, words: list[Word], at: int) -> Hit | None:
        for parts, value in self._by_first.get(words[at].bare, ()):
            last = at + len(parts) - 1
            if last < len(words) and all(words[at + n].bare == part for n, part in enumerate(parts)) and _close(text, words, at, last):
                return Hit(words[at].start, words[last].end, at, last, value)
        return None


def _close(text: str, words: list[Word], first: int, last: int) -> bool:
    """Only blanks, hyphens, slashes and dots between the words of one phrase."""
    return all(not text[words[n].end : words[n + 1].start].strip(" -–/.\n") for n in range(first, last))


def _lines(name: str) -> Iterator[str]:
    for line in resource("words", name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def plain_list(name: str) -> Lexicon:
    """Comma-separated phrases; each stands for itself."""
    return Lexicon({p.strip(): p.strip() for line in _lines(name) for p in line.split(",") if p.strip()})


@cache
def named_list(name: str) -> Lexicon:
    """Lines "value: phrase, phrase"; a phrase keeps its leading ~ in the value."""
    entries: dict[str, str] = {}
    for line in _lines(name):
        value, _, phrases = line.partition(":")
        for phrase in phrases.split(","):
            mark = "~" if phrase.strip().startswith("~") else ""
            entries[phrase.strip().lstrip("~")] = mark + value.strip()
    return Lexicon(entries)
