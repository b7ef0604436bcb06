"""The intake sheet as a form that comes back: what each field is called, and how an answer differs from what is on file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frontdesk.domain import when
from frontdesk.domain.fact import RecordedFact
from frontdesk.domain.fact_words import site_word
from frontdesk.domain.folding import digits
from frontdesk.domain.patient import Patient

PERSON = {
    "name": "Name", "birth": "Date of birth", "phone": "Phone", "email": "E-mail", "address": "Address", "emergency": "Emergency contact",
}  # fmt: skip
ASKED = (
    ("body_site", "Where it hurts, and which side"), ("duration", "Since when"), ("mechanism", "How it began"),
    ("procedure", "Treatments and operations so far"),
    ("diagnosis", "Diagnoses you were given"), ("medication", "Medicines, with blood thinners and supplements"), ("allergies", "Allergies"),
    ("imaging", "X-rays, MRI or other imaging, and where"), ("occupation", "Work"), ("question", "What you would like to ask"),
)  # fmt: skip
"""What the sheet asks, in its order: a kind of fact, or a name of its own where no kind of fact fits."""

BACK_SITES = ("upper_back", "lower_back", "sacroiliac", "heel")
FRONT_SITES = (
    "jaw", "neck", "shoulder", "upper_arm", "elbow", "forearm", "wrist", "hand", "chest_ribs", "pelvis_groin", "hip", "thigh", "knee", "lower_leg", "ankle", "foot",
)  # fmt: skip
MIDDLE_SITES = ("jaw", "neck", "upper_back", "lower_back")
"""Sites on the middle line, which have one box instead of a left and a right one."""

PAIN, ELSE, CHART = "pain", "else", "chart"
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Returned:
    """What a filled sheet says: answers by field, without those left empty."""

    chart: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that is not what is on file. ``before`` is empty where nothing was known."""

    field: str
    label: str
    before: str
    after: str


def places() -> tuple[tuple[str, str, str], ...]:
    """Each box of the body map as (field, site, side); side "" on the middle line."""
    sites = (*FRONT_SITES, *BACK_SITES)
    return tuple(
        (f"place.{site}.{side}" if side else f"place.{site}", site, side) for site in sites for side in (("",) if site in MIDDLE_SITES else ("left", "right"))
    )


def label(field: str) -> str:
    """What a field asks, in the words of the sheet."""
    kind, _, name = field.partition(".")
    asked = {"person": PERSON, "asked": dict(ASKED)}.get(kind, {})
    return asked.get(name) or {PAIN: "Pain today", ELSE: "Anything else"}.get(field, "Marked on the body map")


def differences(returned: Returned, patient: Patient, facts: Iterable[RecordedFact]) -> tuple[Difference, ...]:
    """Every answer that says something else, or something more, than what is on file; in the order of the sheet."""
    known = _on_file(patient, tuple(facts))
    found = [Difference(field, label(field), known.get(field, ""), " ".join(said.split())) for field, said in returned.answers.items()
             if not field.startswith("place.") and not _same(field, said, known.get(field, ""))]  # fmt: skip
    marked = [_place_words(site, side) for field, site, side in places() if field in returned.answers]
    new = [words for words in marked if words not in known["places"].split(", ")]
    if new:
        found.append(Difference("places", "Marked on the body map", known["places"], ", ".join(new)))
    return tuple(found)


def note_text(found: Iterable[Difference]) -> str:
    """The differences as a note, one a line."""
    return "\n".join(f"{one.label}: {one.after}" + (f" (on file: {one.before})" if one.before else "") for one in found)


def _on_file(patient: Patient, facts: tuple[RecordedFact, ...]) -> dict[str, str]:
    kept = [f.fact for f in facts if f.decision != "rejected"]
    said = {f"asked.{kind}": "; ".join(" ".join(f.quote.split()) for f in kept if f.kind == kind) for kind, _ in ASKED}
    sites = [_place_words(str(f.value), side) for f in kept if f.kind == "body_site" for side in _sides(f.side)]
    return said | {
        "person.name": patient.name, "person.birth": when.birthday(patient.birth_date) if patient.birth_date else "", "person.phone": patient.phone,
        "person.email": patient.email, "person.address": ", ".join(patient.address.lines), "places": ", ".join(dict.fromkeys(sites)),
    }  # fmt: skip


def _sides(side: str | None) -> tuple[str, ...]:
    return ("left", "right") if side == "both" else (side,) if side in ("left", "right") else ("",)


def _place_words(site: str, side: str) -> str:
    return f"{side} {site_word(site, '')}".strip()


def _same(field: str, said: str, known: str) -> bool:
    """A number is the same however it is written, with or without the code of its country."""
    if field == "person.phone" and (one := digits(said)) and (other := digits(known)) and min(len(one), len(other)) >= 7:
        return one.endswith(other) or other.endswith(one)
    if field == "person.address":  # the postcode stands before the place on one paper and behind it on the other
        return sorted(_plain(said).split()) == sorted(_plain(known).split())
    return _plain(said) == _plain(known)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())
