"""FHIR as XML, turned into the values that its JSON would have had, as far as a patient or an appointment needs them."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

DEEPEST = 60
_MANY = frozenset({"entry", "contained"})
_WORDS = {"true": True, "false": False}
_LONGEST = 20_000


class Unreadable(ValueError):
    """The file cannot be read as XML; the sentence says why."""


class _Builder:
    """Elements by their local names. A child that stands once is its value, several are a list; a resource within "resource" takes its place."""

    def __init__(self) -> None:
        self.top: dict[str, Any] = {}
        self._open: list[tuple[str, str, dict[str, Any]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise Unreadable(f"Its elements are nested more than {DEEPEST} deep, so nothing in it was read.")
        local = name.rpartition(":")[2]
        own = {"resourceType": local} if local[:1].isupper() else {}
        self._open.append((local, attributes.get("value", "")[:_LONGEST], own))

    def end(self, _: str) -> None:
        name, word, inner = self._open.pop()
        if not self._open:
            self.top = inner
            return
        parent = self._open[-1][2]
        if name[:1].isupper():
            parent |= inner
        elif name != "div":
            self._put(parent, name, inner or _value(name, word))

    def _put(self, parent: dict[str, Any], name: str, value: Any) -> None:
        if name not in parent:
            parent[name] = [value] if name in _MANY else value
        else:
            parent[name] = [*(parent[name] if isinstance(parent[name], list) else [parent[name]]), value]

    def doctype(self, *_: object) -> None:
        raise Unreadable("It declares a document type (DOCTYPE), which FHIR does not allow. Nothing in it was read.")


def _value(name: str, word: str) -> Any:
    if word in _WORDS:
        return _WORDS[word]
    return int(word) if name in ("rank", "minutesDuration") and word.isdecimal() and len(word) < 9 else word


def loaded(text: str) -> dict[str, Any]:
    """The resource as its JSON would say it; raises ``Unreadable``."""
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = builder.start, builder.end, builder.doctype
    try:
        parser.Parse(text.lstrip("\ufeff \r\n\t").encode("utf-8", "replace"), True)
    except expat.ExpatError as trouble:
        raise Unreadable(f"It cannot be read as XML: line {trouble.lineno}, {expat.errors.messages.get(trouble.code, trouble)}.") from None
    return builder.top
