"""Words with their places, and word lists met by whole words: a walk over the text that is linear in its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from frontdesk.settings import resource

_WORD = re.compile(r"\b(?:[A-Z](?: [A-Z]){2,4}|C T|P T|O A)\b(?!['’])|[^\W_]+(?:['’][^\W_]+)*")
"""Letters said one by one ("M R I") are one word."""
_CLINICAL = ("diagnoses.txt", "medicines.txt", "procedures.txt", "sites.txt")
_LONG_ENOUGH = 7
"""Letters from which a word may be misspelled by one: shorter ones have too many neighbours that are words themselves."""


@dataclass(frozen=True, slots=True)
class Word:
    """``bare`` is lower case, straight apostrophes, without a plural s, and one slip of the finger mended."""

    start: int
    end: int
    low: str
    bare: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of a list met in the text: words ``first`` to ``last`` (inclusive), and what the list says it is.

    ``marked``: the list has a ~ before the phrase (a structure, a word with other senses).
    """

    start: int
    end: int
    first: int
    last: int
    value: str
    marked: bool = False


def _low(word: str) -> str:
    return word.casefold().replace("’", "'").replace(" ", "")


def bare(word: str) -> str:
    """Fold a plural onto its singular, for words long enough to have one."""
    low = _low(word).removesuffix("'s")
    if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-2] if low.endswith(("ches", "shes", "xes")) else low[:-1]
    return low


def tokenise(text: str) -> list[Word]:
    return [Word(m.start(), m.end(), _low(m[0]), mended(bare(m[0]))) for m in _WORD.finditer(text)]


class Lexicon:
    """Phrases by their first word; the longest one that fits wins."""

    def __init__(self, entries: dict[str, tuple[str, bool]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        for phrase, (value, marked) in entries.items():
            parts = tuple(bare(w) for w in _WORD.findall(phrase))
            if parts:
                self._by_first.setdefault(parts[0], []).append((parts, value, marked))
        for options in self._by_first.values():
            options.sort(key=lambda o: -len(o[0]))
        self._last: tuple[list[Word], tuple[Hit, ...]] = ([], ())

    def hits(self, text: str, words: list[Word]) -> tuple[Hit, ...]:
        """From left to right, without overlap. Several kinds of fact ask after the same words of a text: they are gone through once."""
        last = self._last
        if last[0] is not words:
            last = self._last = (words, tuple(self._met(text, words)))
        return last[1]

    def _met(self, text: str, words: list[Word]) -> Iterator[Hit]:
        after, firsts = 0, self._by_first
        for at, word in enumerate(words):
            if word.bare in firsts and at >= after and (hit := self._at(text, words, at)):
                yield hit
                after = hit.last + 1

    def _at(self, text: str, words: list[Word], at: int) -> Hit | None:
        for parts, value, marked in self._by_first[words[at].bare]:
            last = at + len(parts) - 1
            if last == at or (last < len(words) and all(words[at + n].bare == part for n, part in enumerate(parts)) and _close(text, words, at, last)):
                return Hit(words[at].start, words[last].end, at, last, value, marked)
        return None


def _close(text: str, words: list[Word], first: int, last: int) -> bool:
    """Only blanks, hyphens, slashes and dots between the words of one phrase."""
    return all(not text[words[n].end : words[n + 1].start].strip(" -–/.\n") for n in range(first, last))


def _lines(name: str) -> Iterator[str]:
    for line in resource("words", name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


@cache
def word_list(name: str) -> Lexicon:
    """Of ``resources/words``: a phrase a line, under its ``[name]`` where there is one, else standing for itself."""
    entries: dict[str, tuple[str, bool]] = {}
    value = ""
    for line in _lines(name):
        if line.startswith("["):
            value = line.strip("[]")
        else:
            phrase = line.removeprefix("~")
            entries[phrase] = (value or phrase, line.startswith("~"))
    return Lexicon(entries)


@cache
def words_of(name: str) -> frozenset[str]:
    """The phrases of a list that is only looked up in."""
    return frozenset(_lines(name))


@cache
def given_names() -> frozenset[str]:
    """First names and their short forms, in small letters."""
    lines = [line for name in ("given.txt", "nicknames.txt") for line in resource("names", name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset(word.rstrip(":") for line in lines for word in line.split() if len(word) > 2) - words_of("not_names.txt")


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """The short forms of a first name, all in small letters."""
    lines = [line.split(":") for line in resource("names", "nicknames.txt").read_text(encoding="utf-8").splitlines() if ":" in line and not line.startswith("#")]
    return {name: frozenset(short.split()) for name, short in lines}


@cache
def alternatives(name: str, section: str = "") -> str:
    """The phrases of a list, or of its ``[section]``, as the inside of a pattern's group; a * at the end of one stands for any ending."""
    found: list[str] = []
    at = ""
    for line in _lines(name):
        if line.startswith("["):
            at = line.strip("[]")
        elif at == section:
            found.append(re.escape(line.removesuffix("*")).replace(r"\ ", " ") + (r"\w*" if line.endswith("*") else ""))
    return "|".join(found)


@cache
def _spelling() -> tuple[frozenset[str], dict[str, str]]:
    """Every word that stands in a list or is no slip, and the clinical words by what is left when one letter is taken out."""
    known: set[str] = set(words_of("not_slips.txt"))
    long: set[str] = set()
    for name in (*_CLINICAL, "occupations.txt"):
        for line in _lines(name):
            parts = [bare(w) for w in _WORD.findall(line)]
            known.update(parts)
            if name in _CLINICAL:
                long.update(p for p in parts if len(p) >= _LONG_ENOUGH)
    near = {part: word for word in sorted(long) for part in (*_shortened(word), word)}
    return frozenset(known), near


def _shortened(word: str) -> Iterator[str]:
    """The word less any one letter but its first, by which people mostly get it right."""
    return (word[:n] + word[n + 1 :] for n in range(1, len(word)))


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """A long clinical word with one letter too many, too few or wrong, as the lists spell it; any other word as it is."""
    if len(word) < _LONG_ENOUGH - 1 or not word.isalpha():
        return word
    known, near = _spelling()
    if word in known:
        return word
    if word in near:
        return near[word]
    return next((near[part] for part in _shortened(word) if part in near and abs(len(near[part]) - len(word)) <= 1), word)
