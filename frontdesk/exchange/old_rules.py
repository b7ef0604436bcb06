"""Rules of repetition as vCalendar 1.0 wrote them ("MP3 2- FR #17")."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OLD_RULE = re.compile(r"(D|W|MP|MD|YM|YD)(\d{1,4})\s*(.*?)\s*(?:#(\d+)|(\d{8}T\d{6}Z?))?$", re.I | re.S)


def modern(text: str) -> str:
    """An RRULE of vCalendar 1.0 ("MP3 2- FR #17") in today's words; today's as it is."""
    match = _OLD_RULE.match(text) if "FREQ" not in text.upper() else None
    if not match:
        return text
    kind, step, rest, count, until = match[1].upper(), match[2], match[3].upper().split(), match[4], match[5]
    frequency = {"D": "DAILY", "W": "WEEKLY", "MP": "MONTHLY", "MD": "MONTHLY", "YM": "YEARLY", "YD": "YEARLY"}[kind]
    parts = [f"FREQ={frequency}", f"INTERVAL={step}"]
    days = [word for word in rest if not re.fullmatch(r"\d{4}", word)]
    if kind == "W" and days:
        parts.append(f"BYDAY={','.join(days)}")
    elif kind == "MP":
        parts.append(f"BYDAY={','.join(_positions(days))}")
    elif days and kind in ("MD", "YM", "YD"):
        word = {"MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"}[kind]
        parts.append(f"{word}={','.join('-1' if day == 'LD' else _signed(day) for day in days)}")
    if count and count != "0":
        parts.append(f"COUNT={count}")
    elif count is None and until is None:
        parts.append("COUNT=2")
    return ";".join(parts + ([f"UNTIL={until}"] if until else []))


def _signed(word: str) -> str:
    """"2-" is the second from the end, "2+" the second."""
    return f"-{word[:-1]}" if word.endswith("-") else word.rstrip("+")


def _positions(words: list[str]) -> Iterator[str]:
    which: list[str] = ["1"]
    fresh = True
    for word in words:
        if word[:1].isdigit():
            which = [_signed(word)] if fresh else [*which, _signed(word)]
            fresh = False
        else:
            yield from (f"{n}{word}" for n in which)
            fresh = True
