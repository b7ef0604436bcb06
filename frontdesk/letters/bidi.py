"""Which way letters run: the Unicode Bidirectional Algorithm (UAX 9) for one line that holds no formatting signs (``fonts.clean`` takes them out)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_OPENING = {"(": ")", "[": "]", "{": "}", "〈": "〉", "《": "》", "「": "」"}
_CLOSING = {close: opening for opening, close in _OPENING.items()}
_MIRRORED = _OPENING | _CLOSING | {"<": ">", ">": "<", "«": "»", "»": "«", "‹": "›", "›": "‹", "≤": "≥", "≥": "≤"}


def rightward(text: str) -> bool:
    """True where the first letter with a direction of its own runs from right to left (P2, P3)."""
    return next((kind != "L" for c in text if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), False)


def mirrored(letter: str) -> str:
    """The sign that stands for it in a line that runs from right to left (L4)."""
    return _MIRRORED.get(letter, letter)


def levels(text: str, *, base: int = 0) -> list[int]:
    """The level of each letter, even from left to right and odd from right to left; ``base`` is the line's own."""
    kinds = [unicodedata.bidirectional(c) or "L" for c in text]
    edge = "R" if base else "L"
    weak = _numbers(_marks(kinds, edge), edge)
    _brackets(text, weak, kinds, edge)
    strong = _neutrals(weak, edge)
    found = [_level(kind, base) for kind in strong]
    for at in range(len(text) - 1, -1, -1):  # L1: blanks at the end of the line keep to the line's own direction
        if kinds[at] not in ("WS", "S", "B", "BN"):
            break
        found[at] = base
    return found


def order(found: Sequence[int]) -> list[tuple[int, int, int]]:
    """Runs as (start, end, level) in the order in which they stand on the line from the left (L2)."""
    runs: list[tuple[int, int, int]] = []
    for at, level in enumerate(found):
        if runs and runs[-1][2] == level:
            runs[-1] = (runs[-1][0], at + 1, level)
        else:
            runs.append((at, at + 1, level))
    for floor in range(max(found, default=0), 0, -1):
        at = 0
        while at < len(runs):
            end = at
            while end < len(runs) and runs[end][2] >= floor:
                end += 1
            runs[at:end] = reversed(runs[at:end])
            at = max(end, at + 1)
    return runs


def _marks(kinds: Sequence[str], edge: str) -> list[str]:
    """W1 to W3: marks go with their letter, numbers after Arabic letters are Arabic numbers."""
    done: list[str] = []
    strong = before = edge
    for kind in kinds:
        now = before if kind == "NSM" else "AN" if kind == "EN" and strong == "AL" else kind
        strong = now if now in ("L", "R", "AL") else strong
        before = now
        done.append(now)
    return ["R" if kind == "AL" else kind for kind in done]


def _numbers(kinds: list[str], edge: str) -> list[str]:
    """W4 to W7: what stands within or beside a number goes with it."""
    for at in range(1, len(kinds) - 1):
        around = kinds[at - 1]
        if around == kinds[at + 1] and ((around == "EN" and kinds[at] in ("ES", "CS")) or (around == "AN" and kinds[at] == "CS")):
            kinds[at] = around
    for way in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for at in way:
            if kinds[at] == "ET" and before == "EN":
                kinds[at] = "EN"
            before = kinds[at]
    strong = edge
    for at, kind in enumerate(kinds):
        strong = kind if kind in ("L", "R") else strong
        kinds[at] = "ON" if kind in ("ES", "ET", "CS") else "L" if kind == "EN" and strong == "L" else kind
    return kinds


def _brackets(text: str, weak: list[str], kinds: Sequence[str], edge: str) -> None:
    """N0: a pair of brackets takes the direction of what it holds, or of what stands before it."""
    for opening, closing in _pairs(text, weak):
        inside = {_side(weak[at]) for at in range(opening + 1, closing)} - {""}
        if not inside:
            continue
        if edge in inside:
            new = edge
        else:
            before = next((side for at in range(opening - 1, -1, -1) if (side := _side(weak[at]))), edge)
            new = before if before in inside else edge
        for at in (opening, closing):
            weak[at] = new
            for after in range(at + 1, len(kinds)):
                if kinds[after] != "NSM":
                    break
                weak[after] = new


def _pairs(text: str, weak: Sequence[str]) -> list[tuple[int, int]]:
    found, waiting = [], list[tuple[str, int]]()
    for at, letter in enumerate(text):
        if weak[at] != "ON":
            continue
        if letter in _OPENING:
            waiting.append((letter, at))
        elif letter in _CLOSING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == _CLOSING[letter]:
                    found.append((waiting[depth][1], at))
                    del waiting[depth:]
                    break
    return sorted(found)


def _neutrals(weak: Sequence[str], edge: str) -> list[str]:
    """N1, N2: signs and blanks between two of one direction go with them, otherwise with the line."""
    done = list(weak)
    at = 0
    while at < len(done):
        end = at
        while end < len(done) and not _side(done[end]):
            end += 1
        if end > at:
            before = _side(done[at - 1]) if at else edge
            after = _side(done[end]) if end < len(done) else edge
            done[at:end] = [before if before == after else edge] * (end - at)
        at = max(end, at + 1)
    return done


def _side(kind: str) -> str:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""


def _level(kind: str, base: int) -> int:
    """I1, I2."""
    if base % 2 == 0:
        return base + {"L": 0, "R": 1}.get(kind, 2)
    return base + (0 if kind == "R" else 1)
