"""What other resources of a FHIR file say of its patients: allergies and flags become alerts of the one whom they are about, related persons ties."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from frontdesk.domain.incoming import IncomingAbout, IncomingPerson, IncomingTie
from frontdesk.domain.inquiry import Piece
from frontdesk.domain.patient import Patient
from frontdesk.exchange import people, relations
from frontdesk.exchange.fhir_values import Index, code, codes, concept, concepts, dicts, human_name, lasting, names_of, reached, referred

KINDS = {"AllergyIntolerance": "patient", "Flag": "subject", "RelatedPerson": "patient"}
"""Kinds of resources that are told with a person, and where each says with whom."""

_WORDS = {"AllergyIntolerance": "allergy", "Flag": "flag", "RelatedPerson": "related person"}
_OVER = frozenset({"inactive", "resolved", "refuted", "entered-in-error"})
_UNSURE = frozenset({"unconfirmed", "presumed", "provisional"})


@dataclass
class _Said:
    """``alert``: what it warns of, empty where it does so no longer; ``more`` is then what is told instead."""

    alert: str
    more: str
    apart: str
    refused: Piece
    tie: IncomingTie | None = None
    over: bool = False


@dataclass
class About:
    """Filled with every resource of the file before the first person is made of one."""

    today: date
    said: dict[int, list[_Said]] = field(default_factory=dict)
    apart: dict[str, int] = field(default_factory=dict)
    elsewhere: list[IncomingAbout] = field(default_factory=list)
    _patients: Index = field(default_factory=dict)
    _own: dict[int, int] = field(default_factory=dict)
    _kept: list[dict[str, Any]] = field(default_factory=list)
    _waiting: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def see(self, where: str, resource: dict[str, Any]) -> None:
        """``resource`` as the reader gives it out, with "_index" and "_self"."""
        kind = resource.get("resourceType")
        if kind == "Patient" and resource["_self"]:
            self._own[id(resource)] = resource["_self"]
            self._kept.append(resource)
            for name in names_of(resource, resource["_url"]):
                there = self._patients.setdefault(name, resource)
                if there is not resource and _who(there) != _who(resource):
                    self._patients[name] = {}  # two people have that name in one file: it names neither
        elif isinstance(kind, str) and kind in KINDS:
            self._waiting.append((where, resource))

    def settle(self) -> None:
        """Everything has been seen."""
        for where, resource in self._waiting:
            found, said = self._whose(resource), _said(where, resource, self.today)
            key = "" if found or said.over else lasting(link := _link(resource))
            if key and link not in self._patients:
                self.elsewhere.append(IncomingAbout(_with(IncomingPerson(key, Patient(0, "", ""), where=where), [said]), said.apart, said.refused))
            else:
                self.said.setdefault(found, []).append(said)
        self._waiting = []

    def _whose(self, resource: dict[str, Any]) -> int:
        """The number of the patient's own resource; 0 where it is not in the file."""
        reference = next(iter(dicts(resource.get(KINDS[resource["resourceType"]]))), None)
        inside = referred(reference, resource["_index"])
        found = inside if inside and inside.get("resourceType") == "Patient" else referred(reference, self._patients)
        for _ in range(4):
            if not found:
                return 0
            newer = next((link.get("other") for link in dicts(found.get("link")) if link.get("type") == "replaced-by"), None)
            follows = referred(newer, resource["_index"]) or referred(newer, self._patients)
            if not follows:
                break
            found = follows
        return self._own.get(id(found), id(found)) if found else 0

    def told(self, one: IncomingPerson, resource: dict[str, Any]) -> IncomingPerson:
        """The person with what is said of them elsewhere in the file."""
        said = self.said.pop(resource["_self"], [])
        for each in said:
            self.apart[each.apart] = self.apart.get(each.apart, 0) + 1
        return _with(one, said)

    def left(self) -> list[Piece]:
        """What is about nobody of whom a person was made; what is no longer so is only counted."""
        rest = [each for said in self.said.values() for each in said]
        for each in rest:
            if each.over:
                self.apart[each.apart] = self.apart.get(each.apart, 0) + 1
        return [each.refused for each in rest if not each.over]


def _with(one: IncomingPerson, said: list[_Said]) -> IncomingPerson:
    """The person with all of this."""
    warned = people.warned(one, filter(None, (each.alert for each in said)), filter(None, (each.more for each in said)))
    return replace(warned, ties=(*one.ties, *(each.tie for each in said if each.tie)))


def _link(resource: dict[str, Any]) -> str:
    found = dicts(resource.get(KINDS[resource["resourceType"]]))
    return people.line(next((one.get("reference") or one.get("display") for one in found), ""), 200).partition("/_history/")[0]


def _who(resource: dict[str, Any]) -> tuple[str, ...]:
    return tuple(json.dumps(resource.get(part), sort_keys=True, default=str) for part in ("name", "birthDate", "identifier"))


def _said(where: str, resource: dict[str, Any], today: date) -> _Said:
    kind = resource["resourceType"]
    word = _WORDS[kind]
    if kind == "RelatedPerson":
        return _related(where, resource, today)
    what, status = (_allergy if kind == "AllergyIntolerance" else _flag)(resource, today)
    warns = f"Add it to the alerts by hand. {f'What it warns of: {what}.' if what else 'What it warns of is not said.'}"
    refused = _nobodys(where, resource, warns)
    if status in _OVER:
        more = "" if status == "entered-in-error" or not what else f"No alert, since it is {status} there: {what}"
        return _Said("", more, f"{word} no longer so there ({status})", refused, over=True)
    if not what:
        return _Said("", f"Without a word of what it is there: {word}", f"{word} that does not say of what", refused)
    return _Said(f"{what} (unconfirmed)" if status in _UNSURE else what, "", f"{word} (with its patient)", refused)


def _nobodys(where: str, resource: dict[str, Any], advice: str) -> Piece:
    kind, link = resource["resourceType"], _link(resource)[:100]
    first = "Bring in the file with the patients, then this one again. Else: " if lasting(link) else ""
    return Piece(
        f"This {_WORDS[kind]} is of a patient who does not stand in this file{f' ({link})' if link else ''}, so it is on nobody's record. {first}{advice}",
        where, json.dumps({k: v for k, v in resource.items() if k[:1] != "_" and k not in ("text", "identifier")}, ensure_ascii=False, default=str)[:1000],
    )  # fmt: skip


def _related(where: str, resource: dict[str, Any], today: date) -> _Said:
    """Who belongs to a patient, where they still do."""
    name, (phone, email) = human_name(resource.get("name")), reached(resource.get("telecom"))
    tie, more = relations.tied(name, codes(resource.get("relationship")), phone=phone, email=email)
    refused = _nobodys(where, resource, f"Who it is: {name}. Add them under “Family, guardian, carer” by hand." if name else "Nor does it say who it is.")
    if resource.get("active") is False or _past(resource, today):
        what = ", ".join(filter(None, (name, concept(resource.get("relationship")))))
        return _Said("", f"No longer so there: {what}" if name else "", "related person no longer so there", refused, over=True)
    return _Said("", more, "related person (with the patient)" if name else "related person without a name", refused, tie)


def _past(resource: dict[str, Any], today: date) -> bool:
    ended = people.line(next(iter(dicts(resource.get("period"))), {}).get("end"), 10)
    return bool(ended) and ended < today.isoformat()[: len(ended)]


def _allergy(resource: dict[str, Any], today: date) -> tuple[str, str]:
    """(what of, status); the older versions say status and substance elsewhere."""
    statuses = [code(resource.get(name)) for name in ("verificationStatus", "clinicalStatus", "status")]
    status = next((one for one in statuses if one in _OVER), next((one for one in statuses if one in _UNSURE), ""))
    reactions = dicts(resource.get("reaction"))
    what = concept(resource.get("code")) or concept(resource.get("substance")) or next(filter(None, (concept(one.get("substance")) for one in reactions)), "")
    seen = [words for one in reactions for words in concepts(one.get("manifestation")) or [people.line(one.get("description"))]]
    hard = ["severe"] if any(code(one.get("severity")) == "severe" for one in reactions) else []
    risk = ["high risk"] if code(resource.get("criticality")) in ("high", "crith") else []
    word = "Intolerance" if code(resource.get("type")) == "intolerance" else "Allergy"
    return people.allergy(what, reactions=[*seen[:4], *hard, *risk], word=word), status


def _flag(resource: dict[str, Any], today: date) -> tuple[str, str]:
    status = code(resource.get("status"))
    return concept(resource.get("code")), "inactive" if status not in _OVER and _past(resource, today) else status


def gathered(resources: Iterable[tuple[str, dict[str, Any] | Piece]], *, today: date) -> About:
    about = About(today)
    for where, resource in resources:
        if isinstance(resource, dict):
            about.see(where, resource)
    about.settle()
    return about
