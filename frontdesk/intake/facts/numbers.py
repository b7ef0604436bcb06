"""Numbers in digits and in words."""

from __future__ import annotations

import re

_SMALL = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}
_TENS = {w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_OTHER = {"a": 1, "an": 1, "couple": 2, "a couple": 2, "couple of": 2, "a couple of": 2, "half": 0.5, "a half": 0.5}

_ONES = "one|two|three|four|five|six|seven|eight|nine"
WORDS = rf"(?:(?=[efnostEFNOST])(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_ONES}))?|{'|'.join(list(_SMALL)[1:])}))"
"""A number in words, one to ninety-nine, as a pattern without groups."""

NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|{WORDS})"


def value(words: str) -> float | None:
    """The number said, or None."""
    said = " ".join(words.casefold().replace("-", " ").split())
    if re.fullmatch(r"\d+(?:\.\d+)?", said):
        return float(said)
    if said in _OTHER:
        return _OTHER[said]
    if said in _SMALL:
        return float(_SMALL[said])
    tens, _, ones = said.partition(" ")
    if tens in _TENS and (not ones or ones in _SMALL):
        return float(_TENS[tens] + (_SMALL[ones] if ones else 0))
    return None


def plain(number: float) -> str:
    return f"{number:g}"
