"""The small values of FHIR resources, as far as anything can be made of them: whatever stands in a file, nothing here raises."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from frontdesk.exchange import people

Index = MutableMapping[str, dict[str, Any]]
"""The resources of a bundle by each name they are referred to with."""


_ELSEWHERE = "://"
"""Before the name of a resource that has an address of its own: another server's of the same number is somebody else."""


def dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else [value] if isinstance(value, dict) else []


def texts(value: Any) -> list[str]:
    return [people.line(one) for one in (value if isinstance(value, list) else [value]) if people.line(one)]


def concept(value: Any) -> str:
    """The words of a CodeableConcept; R5 wraps some of them once more."""
    for outer in dicts(value):
        inner = outer.get("concept")
        one = inner if isinstance(inner, dict) else outer
        codings = dicts(one.get("coding"))
        found = people.line(one.get("text")) or next(filter(None, (people.line(c.get("display")) or people.line(c.get("code")) for c in codings)), "")
        if found:
            return found
    return ""


def concepts(value: Any) -> list[str]:
    return [words for one in dicts(value) if (words := concept(one))]


def code(value: Any) -> str:
    """What a status is, in small letters: a code alone, as older versions have it, or one within a CodeableConcept."""
    if isinstance(value, str):
        return people.line(value).casefold()
    found = (people.line(c.get("code")) for one in dicts(value) for c in dicts(one.get("coding")))
    return (next(filter(None, found), "") or concept(value)).casefold()


def codes(value: Any) -> list[str]:
    """Every code and every word of some CodeableConcepts."""
    found = [people.line(c.get(part)) for one in dicts(value) for c in dicts(one.get("coding")) for part in ("code", "display")]
    return [*filter(None, found), *(people.line(one.get("text")) for one in dicts(value) if people.line(one.get("text")))]


def reached(value: Any) -> tuple[str, str]:
    """The first phone and the first e-mail address."""
    told = [(one.get("system"), people.line(one.get("value")).removeprefix("tel:")) for one in dicts(value)]
    phone = next((v for system, v in told if system in ("phone", "sms") or (system is None and "@" not in v)), "")
    return phone, next((v for system, v in told if system == "email" or (system is None and "@" in v)), "")


def human_name(value: Any) -> str:
    """The first of some names as one line."""
    first = next(iter(dicts(value)), {})
    return people.line(first.get("text")) or " ".join(texts(first.get("given")) + texts(first.get("family")))


_LASTING = re.compile(r"(?:^|[/:])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.I)


def lasting(name: object) -> str:
    """The key of a patient whose number is given once in the world (a UUID), by a reference or an id; empty where it is an ordinary one, which others have too."""
    found = _LASTING.search(people.line(name))
    return f"fhir:Patient/{found[1].lower()}" if found else ""


def names_of(resource: dict[str, Any], url: Any) -> list[str]:
    """What a resource is referred to with: the address of its entry, its kind and id, its identifiers."""
    kind = people.line(resource.get("resourceType"))
    found = [url] if isinstance(url, str) and url else []
    if key := people.line(resource.get("id")):
        found.append(f"{kind}/{key}")
        if found[0].startswith("http"):
            found.append(_ELSEWHERE + found[-1])
    numbers = [(people.line(one.get("system")), people.line(one.get("value"))) for one in dicts(resource.get("identifier"))]
    return [*found, *(f"{kind}?identifier={system}|{value}" for system, value in numbers if system and value)]


def referred(reference: Any, index: Index) -> dict[str, Any] | None:
    """The resource that is referred to, where it stands in ``index``."""
    if not isinstance(reference, dict):
        return None
    link = people.line(reference.get("reference")).partition("/_history/")[0]
    found, tail = index.get(link), "/".join(link.split("/")[-2:])
    if found is None and not ("://" in link and _ELSEWHERE + tail in index):
        found = index.get(tail)
    number = next(iter(dicts(reference.get("identifier"))), {})
    if found is None and not link and number.get("system"):
        kind = people.line(reference.get("type")) or "Patient"
        found = index.get(f"{kind}?identifier={people.line(number.get('system'))}|{people.line(number.get('value'))}")
    return found
