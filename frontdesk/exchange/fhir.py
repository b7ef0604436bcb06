"""FHIR R4 and R5 as JSON or XML: single resources, bundles of every type, lists, and bulk files with one resource a line.

Patients give people, appointments give visits, allergies and flags alerts of the patients they are about, related persons
whoever belongs to them; every other resource is counted by its kind.
"""

from __future__ import annotations

import json
import re
from collections import ChainMap
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from frontdesk.domain.appointment import Status
from frontdesk.domain.incoming import Incoming, IncomingPerson, IncomingVisit
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.person import PostalAddress
from frontdesk.exchange import dates, fhir_about, fhir_xml, national, people, relations
from frontdesk.exchange.fhir_values import Index, code, codes, concept, dicts, human_name, lasting, names_of, reached, referred, texts
from frontdesk.exchange.people import Parts

DEEPEST = 8
"""Bundles within bundles."""

BATCH = 200
_STATUS = {
    "booked": Status.BOOKED, "arrived": Status.BOOKED, "checked-in": Status.BOOKED, "fulfilled": Status.DONE, "cancelled": Status.CANCELLED, "noshow": Status.NO_SHOW,
}  # fmt: skip
_NAME_ORDER = ("official", "usual", "", "temp", "nickname", "anonymous", "maiden", "old")
_REACH_ORDER = ("mobile", "home", "", "work", "temp", "old")
_ADDRESS_ORDER = ("home", "", "temp", "work", "billing", "old")


def read(text: str, *, today: date) -> Iterator[Incoming]:
    """Every resource is a person, a visit, counted by its kind, or refused with its reason."""
    try:
        value = fhir_xml.loaded(text) if text.lstrip("\ufeff \r\n\t").startswith("<") else json.loads(text.lstrip("\ufeff"))
    except fhir_xml.Unreadable as trouble:
        yield Incoming("FHIR", refused=(Piece(str(trouble), "the whole file", text[:2000]),), progress=1.0)
        return
    except (ValueError, RecursionError) as trouble:
        reason = "it is nested too deeply" if isinstance(trouble, RecursionError) else str(trouble)[:200]
        values = list(_bulk(text))
        if not any(isinstance(v, dict) for v in values):
            values = [*_whole_ones(text), Piece(f"It cannot be read as JSON to its end: {reason}.", "the end of the file", text[-2000:])]
        yield from _batches(values, today)
        return
    yield from _batches(value if isinstance(value, list) else [value], today)


def _bulk(text: str) -> Iterator[Any]:
    """One resource a line; a line that is none is a piece."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield Piece("This line is no JSON.", f"line {number}", line[:500])
            continue
        yield value if isinstance(value, dict) else Piece("This line is JSON, but no resource.", f"line {number}", line[:500])


def _whole_ones(text: str) -> Iterator[Any]:
    """The resources of a bundle or a list that breaks off, as far as they are whole."""
    decoder, at = json.JSONDecoder(), 0
    shape = re.compile(r'"resource"\s*:\s*(?=\{)' if '"entry"' in text else r"[\[,]\s*(?=\{)")
    while found := shape.search(text, at):
        try:
            value, at = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            return
        yield value


def _batches(values: list[Any], today: date) -> Iterator[Incoming]:
    people_: list[IncomingPerson] = []
    visits: list[IncomingVisit] = []
    refused: list[Piece] = []
    apart: dict[str, int] = {}
    total = len(values)
    about = fhir_about.gathered((one for number in range(total) for one in _numbered(values, number)), today=today)
    for number in range(total):
        for where, resource in _numbered(values, number):
            one = resource if isinstance(resource, Piece) else take(resource, where=where, today=today)
            if isinstance(one, IncomingPerson):
                people_.append(about.told(one, resource) if isinstance(resource, dict) else one)
            elif isinstance(one, IncomingVisit):
                visits.append(one)
            elif isinstance(one, Piece):
                refused.append(one)
            elif one:
                apart[one] = apart.get(one, 0) + 1
        if len(people_) + len(visits) >= BATCH:
            yield Incoming("FHIR", tuple(people_), tuple(visits), progress=0.99 * number / total)
            people_, visits = [], []
    refused += about.left()
    yield Incoming("FHIR", tuple(people_), tuple(visits), about=tuple(about.elsewhere), kept_apart=apart | about.apart, refused=tuple(refused), progress=1.0)


def _numbered(values: list[Any], number: int) -> Iterator[tuple[str, dict[str, Any] | Piece]]:
    """The resources of one of several values, with its place among them."""
    return _resources(values[number], f"resource {number + 1}" if len(values) > 1 else "", None, 0)


_CLINICIANS = frozenset({"Practitioner", "PractitionerRole", ""})
"""Kinds of those who may see the patient; who is only named, without a link, is taken for one of them."""


def _resources(value: Any, where: str, index: Index | None, depth: int) -> Iterator[tuple[str, dict[str, Any] | Piece]]:
    """Each resource with its place; with "_index" it can look up what it refers to."""
    if isinstance(value, Piece):
        yield where, value
    elif not isinstance(value, dict):
        yield where, Piece("This is no FHIR resource.", where, str(value)[:200])
    elif value.get("resourceType") == "Bundle" and depth < DEEPEST:
        entries = value.get("entry")
        if not isinstance(entries, list):
            yield where, {"resourceType": "bundle without entries"}
            return
        index = dict(_names(entries))
        for number, entry in enumerate(entries, 1):
            yield from _entry(entry, ", ".join(filter(None, (where, f"entry {number}"))), index, depth)
    elif value.get("resourceType") == "Parameters" and depth < DEEPEST and any("resource" in one for one in dicts(value.get("parameter"))):
        for number, one in enumerate(dicts(value.get("parameter")), 1):
            if "resource" in one:
                yield from _resources(one["resource"], ", ".join(filter(None, (where, f"parameter {number}"))), index, depth + 1)
    else:
        inside = _contained(value)
        for one in inside.values():
            if value.get("resourceType") == "Appointment" and one.get("resourceType") == "Patient":  # in nothing but the visit is it told who this is
                yield where, {**one, "_index": inside, "_self": None}
        yield where, {**value, "_index": ChainMap(inside, index) if inside and index else inside or index or {}, "_self": id(value), "_url": None}


def _entry(entry: Any, where: str, index: Index, depth: int) -> Iterator[tuple[str, dict[str, Any] | Piece]]:
    request = entry.get("request") if isinstance(entry, dict) else None
    if isinstance(request, dict) and request.get("method") == "DELETE":
        yield where, {"resourceType": "deletion"}
    elif isinstance(entry, dict) and "resource" in entry:
        for place, one in _resources(entry["resource"], where, index, depth + 1):
            yield place, one if isinstance(one, Piece) else {**one, "_url": entry.get("fullUrl")}
    elif isinstance(entry, dict):
        yield where, {"resourceType": "entry without a resource"}
    else:
        yield where, Piece("This entry of the bundle is none.", where, str(entry)[:200])


def _names(entries: list[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for entry in dicts(entries):
        if isinstance(resource := entry.get("resource"), dict):
            yield from ((name, resource) for name in names_of(resource, entry.get("fullUrl")))


def _contained(value: dict[str, Any]) -> Index:
    """What lies within a resource. Its ids are good inside of it and nowhere else: nobody is known by them."""
    return {f"#{one.get('id')}": {name: part for name, part in one.items() if name != "id"} for one in dicts(value.get("contained"))}


def take(resource: dict[str, Any], *, where: str, today: date) -> IncomingPerson | IncomingVisit | Piece | str:
    """A person, a visit, a refusal, or the kind it is counted under; empty where it is told with the person whom it is about."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or not kind:
        return Piece("It does not say what it is (resourceType is missing), so nothing was taken from it.", where or "the whole file", _told(resource))
    place = where or f"{kind}/{resource.get('id', '')}"
    if kind == "Patient":
        return _patient(resource, place, today)
    if kind == "Appointment":
        return _appointment(resource, place)
    return "" if kind in fhir_about.KINDS else people.line(kind, 60)


def _told(resource: dict[str, Any]) -> str:
    kept = {k: v for k, v in resource.items() if k[:1] != "_" and k != "text"}
    if "identifier" in kept:
        kept["identifier"] = [one for one in dicts(kept["identifier"]) if not _of_the_state(one)]
    return json.dumps(kept, ensure_ascii=False)[:1000]


def _patient(resource: dict[str, Any], where: str, today: date) -> IncomingPerson | Piece | str:
    if any(link.get("type") == "replaced-by" for link in dicts(resource.get("link"))):
        return "patient replaced by another record there"
    made = person(resource, where=where, today=today)
    return made or Piece("No name stands in this patient, so nobody can be made of it. Add the person by hand.", where, _told(resource))


def person(resource: dict[str, Any], *, where: str, today: date) -> IncomingPerson | None:
    """The person of a Patient resource; None without a name."""
    parts = Parts()
    _name(resource, parts)
    _reach(resource, parts, today)
    _about(resource, parts, today)
    number = _identifier(resource)
    made = people.person(parts, key="", where=where)
    if made is None or not number:
        return made
    return IncomingPerson(f"fhir:{number}:{made.patient.name.casefold()}", made.patient, made.more, where, ties=made.ties, aliases=tuple(
        filter(None, dict.fromkeys(map(lasting, (resource.get("id"), resource.get("_url")))))
    ))


def _rank(order: tuple[str, ...], use: Any) -> int:
    return order.index(use) if isinstance(use, str) and use in order else order.index("")


def _name(resource: dict[str, Any], parts: Parts) -> None:
    names = sorted(dicts(resource.get("name")), key=lambda n: _rank(_NAME_ORDER, n.get("use")))
    names = [n for n in names if any(texts(n.get(k)) for k in ("family", "given", "text"))]
    for other in names:
        if other.get("use") == "nickname" or (other.get("use") == "usual" and other is not names[0]):
            parts.preferred = parts.preferred or " ".join(texts(other.get("given"))) or people.line(other.get("text"))
    if not names:
        return
    first = names[0]
    parts.family, parts.given, parts.whole = " ".join(texts(first.get("family"))), " ".join(texts(first.get("given"))), people.line(first.get("text"))
    parts.salutation, parts.suffix = " ".join(texts(first.get("prefix"))), " ".join(texts(first.get("suffix")))
    if parts.preferred == parts.given:
        parts.preferred = ""
    for other in names[1:]:
        if other.get("use") not in ("nickname", "usual"):
            parts.tell("Other name", people.line(other.get("text")) or " ".join(texts(other.get("given")) + texts(other.get("family"))))


def _order(found: dict[str, Any], order: tuple[str, ...], today: date) -> tuple[bool, int, int]:
    """What was left long ago stands last, whatever it was used for."""
    number = found.get("rank")
    period = found.get("period")
    ended = people.line(period.get("end"), 10) if isinstance(period, dict) else ""
    past = bool(ended) and ended < today.isoformat()[: len(ended)]
    return past, _rank(order, found.get("use")), number if isinstance(number, int) and not isinstance(number, bool) else 99


def _reach(resource: dict[str, Any], parts: Parts, today: date) -> None:
    for found in sorted(dicts(resource.get("telecom")), key=lambda t: _order(t, _REACH_ORDER, today)):
        system, value = found.get("system"), people.line(found.get("value"))
        if system == "email" or (system is None and "@" in value):
            parts.emails.append(value)
        elif system in ("phone", "sms", None) and any(c.isdigit() for c in value):
            parts.phones.append(value.removeprefix("tel:"))
        else:
            parts.tell(str(system or "Reached at").capitalize()[:20], value)
    for found in sorted(dicts(resource.get("address")), key=lambda a: _order(a, _ADDRESS_ORDER, today)):
        parts.addresses.append(_address(found))


def _address(found: dict[str, Any]) -> PostalAddress:
    street, *rest = texts(found.get("line")) or [""]
    city = people.line(found.get("city"))
    if not street and not city:
        street = people.line(found.get("text"))
    return people.address(street, ", ".join(rest), city, people.line(found.get("state")), people.line(found.get("postalCode")), people.line(found.get("country")))


def _about(resource: dict[str, Any], parts: Parts, today: date) -> None:
    born = people.line(resource.get("birthDate"))
    parts.birth_date = dates.birthday(born, day_first=False, latest=today)
    if born and parts.birth_date is None:
        parts.tell("Born, as written", born)
    parts.tell("Sex", resource.get("gender"))
    died = resource.get("deceasedDateTime") or resource.get("deceasedBoolean")
    parts.tell("Died", "yes" if died is True else died or "")
    if resource.get("active") is False:
        parts.more.append("Not in use in the other system.")
    for language in dicts(resource.get("communication")):
        parts.tell("Language", concept(language.get("language")))
    for contact in dicts(resource.get("contact")):
        phone, email = reached(contact.get("telecom"))
        parts.belong(relations.tied(human_name(contact.get("name")), codes(contact.get("relationship")), phone=phone, email=email))
    for one in dicts(resource.get("identifier")):
        if (name := _of_the_state(one)) and one.get("value"):
            parts.more.append(national.left_out(name))
        elif not name:
            parts.tell(f"Number there{f' ({kind})' if (kind := concept(one.get('type'))) else ''}", one.get("value"))


def _of_the_state(identifier: dict[str, Any]) -> str:
    kind = identifier.get("type")
    return national.kind(type_code=code(kind), system=people.line(identifier.get("system")), words=concept(kind))


def _identifier(resource: dict[str, Any]) -> str:
    """By what the other system knows it: an official identifier, else its id."""
    for one in sorted(dicts(resource.get("identifier")), key=lambda i: _rank(("usual", "official", "", "secondary", "temp", "old"), i.get("use"))):
        value = people.line(one.get("value"), 120)
        if value and not _of_the_state(one):
            return f"{people.line(one.get('system'), 120)}|{value}"
    return people.line(resource.get("id") or resource.get("_url") or "", 120)


def _appointment(resource: dict[str, Any], where: str) -> IncomingVisit | Piece | str:
    said = resource.get("status")
    if not isinstance(said, str) or said not in _STATUS:
        return f"appointment not booked ({people.line(said, 30) or 'no status'})"
    start = dates.iso_moment(resource.get("start"))
    if start is None:
        return Piece("No time stands in this appointment, so no visit was made of it.", where, _told(resource))
    actors = [(_referred(p.get("actor"), resource["_index"]), p) for p in dicts(resource.get("participant"))]
    actors += [(_referred(s, resource["_index"]), {}) for s in dicts(resource.get("subject"))]
    who = next((a for a, _ in actors if a[0] == "Patient"), ("", "", None))
    clinicians = dict.fromkeys(name for kind, name, _ in (a for a, _ in actors) if kind in _CLINICIANS and name)
    one = person({**who[2], "_url": ""}, where=where, today=date.max) if who[2] else None
    return IncomingVisit(
        f"fhir:appointment:{_identifier(resource) or where}", start, _end(resource, start), _STATUS[said], person=one.key if one else "",
        name=one.patient.name if one else who[1], clinicians=tuple(clinicians),
        room=next((a[1] for a, _ in actors if a[0] == "Location" and a[1]), ""), kind=concept(resource.get("serviceType")) or concept(resource.get("appointmentType")),
        detail=people.line(resource.get("description")) or concept(resource.get("reasonCode")) or concept(resource.get("reason")), where=where,
    )  # fmt: skip


def _end(resource: dict[str, Any], start: datetime) -> datetime | None:
    end = dates.iso_moment(resource.get("end"))
    if end and (end.tzinfo is None) == (start.tzinfo is None) and start < end <= start + timedelta(hours=24):
        return end
    minutes = resource.get("minutesDuration")
    return start + timedelta(minutes=minutes) if isinstance(minutes, int) and 0 < minutes <= 720 else None


def _referred(reference: Any, index: Index) -> tuple[str, str, dict[str, Any] | None]:
    """(kind, name, resource) of what is referred to; the name as far as the file tells it."""
    if not isinstance(reference, dict):
        return "", "", None
    link, found = people.line(reference.get("reference")), referred(reference, index)
    kind = people.line(reference.get("type")) or str((found or {}).get("resourceType") or (link.split("/")[-2] if link.count("/") else ""))
    name = people.line(reference.get("display"))
    if not name and found:
        name = people.line(found.get("name")) or human_name(found.get("name"))
    return kind, name, found
