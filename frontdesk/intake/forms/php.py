"""PHP's own way to write values down, as some plugins store what people filled in. Only data comes out of it: objects are refused."""

from __future__ import annotations

import re
from typing import Any

_DEEPEST = 30
_LEAD = re.compile(rb"([ibdsaN])(?::(-?[\d.eE+-]{1,30}))?([;:])")


def loads(text: str) -> Any:
    """``None`` where it cannot be read. Arrays numbered from nought are lists."""
    try:
        value, _ = _value(text.encode("utf-8", "surrogatepass"), 0, 0)
    except (ValueError, IndexError, RecursionError):
        return None
    return value


def _value(raw: bytes, at: int, depth: int) -> tuple[Any, int]:
    lead = _LEAD.match(raw, at)
    if lead is None or depth > _DEEPEST:
        raise ValueError("not PHP's data")
    kind, told, after = lead[1], lead[2] or b"", lead.end()
    if kind == b"N":
        return None, after
    if kind == b"s":
        return _string(raw, after, int(told))
    if kind == b"a":
        return _array(raw, after, int(told), depth)
    return (float(told) if kind == b"d" else bool(int(told)) if kind == b"b" else int(told)), after


def _string(raw: bytes, at: int, size: int) -> tuple[str, int]:
    """By its length; where that is wrong, since somebody changed the ends of lines, to its closing quote."""
    start, end = at + 1, at + 1 + size
    if raw[end : end + 2] != b'";':
        end = raw.index(b'";', start)
    return raw[start:end].decode("utf-8", "replace"), end + 2


def _array(raw: bytes, at: int, size: int, depth: int) -> tuple[Any, int]:
    at = raw.index(b"{", at) + 1
    found: dict[Any, Any] = {}
    for _ in range(min(size, 100_000)):
        key, at = _value(raw, at, depth + 1)
        found[key], at = _value(raw, at, depth + 1)
    at = raw.index(b"}", at) + 1
    return (list(found.values()) if list(found) == list(range(len(found))) else found), at
