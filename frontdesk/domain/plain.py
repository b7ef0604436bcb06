"""Text from outside, made safe to look at on any surface: plain letters, nothing that hides or turns (safety.md 4.1)."""

from __future__ import annotations

import unicodedata

LONGEST = 5_000
"""Characters of one label; more would only freeze it."""


_INVISIBLE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200b\u200e\u200f\u061c\u00ad\u2060\ufeff")
"""Turning and hidden signs. The fences of ``name`` (U+2068, U+2069) may stand in a sentence; a name itself may not hold them."""


def many(count: int, word: str) -> str:
    """"1 visit", "2 visits"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def together(words: str) -> str:
    """Never parted at the end of a line: a room and its number."""
    return words.replace(" ", "\u00a0")


def begun(text: str) -> str:
    """With a capital at its beginning, and every other letter as it stands: "PRP" and "SI joint" are written so."""
    return text[:1].upper() + text[1:]


def shown(text: str, *, longest: int = LONGEST) -> str:
    """Controls as visible marks, so that nothing invisible passes; long texts cut with an ellipsis."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    if cut.isprintable() or cut.replace("\n", "").replace("\u2068", "").replace("\u2069", "").isprintable():
        return cut  # no control, no sign that hides or turns, no half of a pair: most texts
    return "".join(_mark(c) for c in cut)


def _mark(letter: str) -> str:
    if letter == "\n":
        return letter
    kind = unicodedata.category(letter)
    if kind == "Cc":
        return chr(0x2400 + ord(letter)) if ord(letter) < 32 else "\u2421"
    if letter in _INVISIBLE or 0xE0000 <= ord(letter) <= 0xE007F:
        return "\u25ab"
    return "\ufffd" if kind == "Cs" else letter


def name(text: str) -> str:
    """A person's name on one line, fenced so that its direction does not turn the rest of the line."""
    inner = text[1:-1] if text[:1] == "\u2068" and text[-1:] == "\u2069" else text
    bare = shown(" ".join(inner.split()), longest=300).replace("\u2068", "\u25ab").replace("\u2069", "\u25ab")
    return f"\u2068{bare}\u2069"


def first_name(text: str) -> str:
    """The first word of a name, as it is said on a button; a number stays whole."""
    bare = text.strip("\u2068\u2069").strip()
    return bare.split()[0] if bare[:1].isalpha() else bare
