"""Names folded for comparison: case, accents and umlauts both ways, how a word sounds, and what is left of it without one letter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "a", "œ": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th"})
_PAIRS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
"""Müller, Mueller and Muller become one word, because both sides are folded alike."""

GAPPED = 7
"""Letters of a word's beginning of which one may be missing, on either side of the comparison."""


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Lower case, without accents, ae/oe/ue as a/o/u, single spaces; the same for what is stored and what is typed."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    for pair, letter in _PAIRS:
        bare = bare.replace(pair, letter)
    return " ".join(re.findall(r"[^\W_]+", bare))


def letters_folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The folded word, and for each of its letters the place in ``text`` it came from, with the end at last."""
    out, places, at = [], [], 0
    while at < len(text):
        two = fold(text[at : at + 2]) if text[at : at + 2].isalpha() else ""
        wide = 2 if len(two) == 1 and len(text[at : at + 2]) == 2 else 1
        for letter in fold(text[at : at + wide]) or (" " if wide == 1 else ""):
            out.append(letter)
            places.append(at)
        at += wide
    return "".join(out), (*places, len(text))


def digits(text: str) -> str:
    """ASCII digits only, so that ٣ typed on another keyboard is 3."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit() and unicodedata.digit(c, None) is not None)


def gaps(word: str) -> set[str]:
    """The word's first letters, whole and with each one of them left out."""
    start = word[:GAPPED]
    return {start} | {start[:n] + start[n + 1 :] for n in range(len(start))}


def may_be(word: str, other: str) -> bool:
    """Whether a word as typed may be another, or its beginning, with one letter wrong, left out, put in, or changed with its neighbour."""
    if len(word) < 4 or not other:
        return False
    left = gaps(word)
    return any(not left.isdisjoint(gaps(other[:most])) for most in {len(word) - 1, len(word), len(word) + 1})


_SOUNDS = (
    (re.compile(r"(?<=[aeiou])gh(?=t)|(?<=m)p(?=[st])"), ""), (re.compile(r"tsch|tch|sch|sh|ch(?=[eiy])|cz|sz"), "X"), (re.compile(r"ph|pf|[fvw]"), "F"),
    (re.compile(r"ts|tz|z|c(?=[eiy])"), "S"), (re.compile(r"th|[td]"), "T"), (re.compile(r"x"), "KS"), (re.compile(r"ck|ch|kh|gh|[qgkc]"), "K"),
    (re.compile(r"[bp]"), "P"), (re.compile(r"[mn]"), "N"), (re.compile(r"s"), "S"), (re.compile(r"l"), "L"), (re.compile(r"r"), "R"),
    (re.compile(r"j|y(?=[aou])"), "J"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The consonants a folded word is heard by, at most six; a vowel counts only at the beginning. Johnson, Jonsen and Johnsen are one."""
    bare = re.sub(r"^(?:kn|gn|pn)", "n", word.replace(" ", ""))
    bare = re.sub(r"^wr", "r", re.sub(r"^wh", "w", bare))
    first = "A" if bare[:1] in ("a", "e", "i", "o", "u", "y") else ""
    for pattern, letter in _SOUNDS:
        bare = pattern.sub(letter, bare)
    heard = re.sub(r"(.)\1+", r"\1", re.sub(r"[^A-Z0-9]", "", bare))
    if not heard and not first:
        return word[:6]
    return (first + heard)[:6]
