"""What is needed for a visit and was not said, as factual questions. The desk gathers facts and never interprets them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from frontdesk.domain.fact import Fact
from frontdesk.domain.fact_words import PAIRED, site_word
from frontdesk.domain.whose import whose


@dataclass(frozen=True, slots=True)
class Missing:
    """``kind`` names what lacks (site, side, phone, email, birthday); ``question`` is the sentence to ask; ``about`` of which site."""

    kind: str
    label: str
    question: str
    about: str = ""


def _sides(facts: list[Fact]) -> list[Missing]:
    unsaid: dict[str, str] = {}
    for fact in facts:
        if fact.kind == "body_site" and fact.value in PAIRED and fact.side in (None, "unstated"):
            unsaid.setdefault(str(fact.value), site_word(str(fact.value)))
    said = {str(f.value) for f in facts if f.kind == "body_site" and f.side in ("left", "right", "both")}
    return [Missing("side", "Side", f"Which {word} is it, left or right?", word) for site, word in unsaid.items() if site not in said]


def missing(facts: Iterable[Fact], *, phone: str, email: str, birthday_known: bool) -> tuple[Missing, ...]:
    """What to ask for, most needed first. ``phone`` and ``email`` are what the message's own fields or the record give."""
    stated = list(facts)
    theirs = whose(stated).whose
    kinds = {f.kind for f in stated}
    found: list[Missing] = []
    if "body_site" not in kinds:
        found.append(Missing("site", "Site", "Where does it hurt?"))
    found += _sides(stated)
    if not phone and "phone" not in kinds:
        found.append(Missing("phone", "Phone", "Which number may we call you on?"))
    if not email and "email" not in kinds:
        found.append(Missing("email", "E-mail", "Is there an e-mail address we may write to?"))
    if not birthday_known:
        found.append(Missing("birthday", "Birthday", f"What is {theirs} date of birth?"))
    return tuple(found)


_FIRST = (
    ("duration", "Since", "How long {have} had it?"), ("procedure", "Before", "What has been tried so far, and when?"),
    ("medication", "Medicines", "Which medicines {do} take, blood thinners included?"), ("preferred_time", "Times", "Which days and times suit {whom}?"),
)
_TREATMENT = (
    ("medication", "Medicines", "Which medicines {do} take now, blood thinners and antibiotics included?"), ("driver", "Way home", "Who will see {whom} home?"),
    ("preferred_time", "Times", "Which days and times suit {whom}?"),
)
_AFTERWARDS = (
    ("pain_score", "Pain now", "From 0 to 10, how is the pain now?"), ("change", "Since then", "What has changed since the last visit?"),
    ("preferred_time", "Times", "Which days and times suit {whom}?"),
)
_SCRIPTS = {"prolotherapy": _TREATMENT, "prp_injection": _TREATMENT, "bmac_stem_cell": _TREATMENT, "follow_up": _AFTERWARDS, "imaging_review": _AFTERWARDS}
"""By the look of a type of visit; any other is asked what a first visit is."""


def script(facts: Iterable[Fact], *, look: str, lacking: Iterable[Missing]) -> tuple[Missing, ...]:
    """What to ask on the phone or in a reply for this kind of visit (``look`` of its type), most needed first; what was said is not asked again."""
    told = tuple(facts)
    said, person = {f.kind for f in told}, whose(told)
    have, do = ("have you", "do you") if person.own else (f"has {person.whom}", f"does {person.whom}")
    more = tuple(Missing(kind, label, question.format(have=have, do=do, whom=person.whom)) for kind, label, question in _SCRIPTS.get(look, _FIRST) if kind not in said)
    first = tuple(lacking)
    return (*(m for m in first if m.kind in ("site", "side")), *more, *(m for m in first if m.kind not in ("site", "side")))
