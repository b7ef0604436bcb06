"""A fact in the words of the desk: its label and how it reads in a panel, on a chip, on paper."""

from __future__ import annotations

import re

from frontdesk.domain import when
from frontdesk.domain.fact import Fact
from frontdesk.domain.plain import begun

SITE_WORDS: dict[str, str] = {
    "chest_ribs": "chest and ribs", "pelvis_groin": "groin or pelvis", "lower_back": "low back", "upper_back": "upper back",
    "upper_arm": "upper arm", "lower_leg": "lower leg", "sacroiliac": "SI joint",
}  # fmt: skip
"""Body sites whose word differs from their name in the schema."""

PAIRED = frozenset({
    "shoulder", "upper_arm", "elbow", "forearm", "wrist", "hand", "finger", "thumb",
    "hip", "thigh", "knee", "lower_leg", "ankle", "foot", "heel", "toe",
})  # fmt: skip
"""Sites of which a person has a left and a right one, so that the side must be known."""

_SIDE = {"left": ", left", "right": ", right", "both": ", both", "opposite": ", opposite side"}
_DURATION = re.compile(r"chronic|since-age:\d+|since:.*\S.*|P(?:(?:\?|\d+(?:\.\d+)?)[YMWD])+(?:/P(?:(?:\?|\d+(?:\.\d+)?)[YMWD])+)?")
_UNIT = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_LABELS: dict[tuple[str, str], str] = {
    ("procedure", "done"): "Before", ("procedure", "offered"): "Told", ("procedure", "considered"): "Thinks of",
    ("procedure", "none"): "Not had", ("procedure", "someone_else"): "Other person", ("diagnosis", "stated"): "Diagnosis",
    ("diagnosis", "suspected"): "Suspected", ("diagnosis", "ruled_out"): "Ruled out", ("diagnosis", "someone_else"): "Other person",
    ("medication", "current"): "Takes", ("medication", "stopped"): "Took", ("medication", "none"): "Does not take",
    ("medication", "someone_else"): "Other person",
}  # fmt: skip
_PLAIN = {
    "person_name": "Name", "age": "Age", "about": "Writes for", "phone": "Phone", "email": "E-mail", "occupation": "Work",
    "body_site": "Site", "pain_score": "Pain", "duration": "Since", "mechanism": "Onset", "procedure": "Before",
    "diagnosis": "Diagnosis", "medication": "Takes", "preferred_time": "Wants", "question": "Asks", "red_flag": "Urgent",
}  # fmt: skip


def site_word(site: str, detail: str = "") -> str:
    """The plain word for a site of the schema; ``other`` gives the word the person used."""
    if site == "other":
        return detail or "body"
    return SITE_WORDS.get(site, site.replace("_", " "))


_PLURALS = {
    "foot": "feet", "low back": "low backs", "chest and ribs": "chests and ribs", "groin or pelvis": "groins and pelvises",
}  # fmt: skip


def site_words(site: str, detail: str = "") -> str:
    """The same for more than one of it ("ankles", "feet")."""
    word = site_word(site, detail)
    return _PLURALS.get(word, word if word.endswith("s") else f"{word}s")


def duration_words(value: str) -> str:
    """ISO-8601 or ``since:...`` as said at the desk ("2 years", "2-3 years", "since 2012", "a long time")."""
    if value == "chronic":
        return "a long time"
    if value.startswith("since-age:"):
        return f"since age {value[10:]}"
    if value.startswith("since:"):
        return f"since {_moment(value[6:])}"
    parts = [_one_duration(part) for part in value.split("/")]
    if len(parts) == 2 and parts[0].split(" ")[-1].rstrip("s") == parts[1].split(" ")[-1].rstrip("s"):
        return f"{parts[0].split(' ')[0]}–{parts[1]}"
    return " to ".join(parts)


def is_duration(value: object) -> bool:
    """Whether it is in the form that ``duration_words`` says in words."""
    return isinstance(value, str) and _DURATION.fullmatch(value) is not None


def _moment(written: str) -> str:
    """Of ``since:``: "--02" is a month without its year; anything else stays as the person wrote it."""
    month = written.removeprefix("--")
    known = written.startswith("--") and month.isdigit() and 1 <= int(month) <= 12
    return when.MONTHS[int(month) - 1] if known else month


def _one_duration(value: str) -> str:
    if value == "P0D":
        return "today"
    found = re.findall(r"(\?|[\d.]+)([YMWD])", value)
    return " ".join(_counted(number, _UNIT[unit]) for number, unit in found) or value


def _counted(number: str, unit: str) -> str:
    if number == "?":
        return f"several {unit}s"
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


def score_words(value: object) -> str:
    """Of a pain score ``{"min", "max"}``: "8" or "8–9"."""
    if not isinstance(value, dict):
        return str(value)
    low, high = (f"{float(value[k]):g}" for k in ("min", "max"))
    return low if low == high else f"{low}–{high}"


def label(fact: Fact) -> str:
    """The left column of the facts panel: what kind of thing was said, with its status in it."""
    return _LABELS.get((fact.kind, fact.status), _PLAIN[fact.kind])


_LETTERS = frozenset(["mri", "ct", "emg", "prp", "tens", "dmx", "bmac", "oa", "ra", "eds", "crps", "tmj", "copd", "pots", "mcas", "jia", "avn", "pcl", "acl", "nsaid"])
"""Said letter by letter."""


def words(fact: Fact) -> str:
    """The right column: the value as a receptionist would say it. Quotes or normalises, never adds."""
    if fact.kind == "body_site":
        return begun(site_word(str(fact.value), fact.detail) + _SIDE.get(fact.side or "", ""))
    if fact.kind == "pain_score":
        return f"{score_words(fact.value)} of 10" + (", earlier" if fact.status == "past" else "")
    if fact.kind == "duration":
        return begun(duration_words(str(fact.value)))
    if fact.kind in ("mechanism", "preferred_time", "question", "red_flag"):
        return begun(" ".join(fact.quote.split()))
    if fact.kind == "age":
        years = float(str(fact.value))
        return f"{years:g}" if years >= 2 else f"{years * 12:.0f} months"
    if fact.kind in ("phone", "email", "person_name"):
        return str(fact.value)
    return str(fact.value).upper() if fact.value in _LETTERS else begun(str(fact.value))


def chip(fact: Fact) -> str:
    """The short form on an inbox row ("Ankle, left", "Pain 8–9")."""
    if fact.kind == "pain_score":
        return f"Pain {score_words(fact.value)}"
    return words(fact)
