"""What an inquiry is about, as far as it decides which of the clinic's texts is taken for the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from frontdesk.domain.fact import Fact
from frontdesk.domain.question import Verdict

_WORDS: dict[str, tuple[str, ...]] = {
    "candidacy": (
        r"candidate|suitable|\bright for (?:me|my|us|him|her|them|someone|somebody|a)\b|\b(?:eligible|qualif\w+|benefit)\b",
        r"too (?:old|far|late)|an option|instead of|worth (?:trying|it)|avoid (?:a |an |the )?(?:surgery|operation|replacement|fusion)",
        r"(?:help|work for|treat|do anything for)\b[^.?!]{0,60}\b(?:me|my|this|it|us|him|her|his|them|their)\b",
        r"\b(?:can|could|would|will)\b[^.?!]{0,40}\b(?:help|work)\b",
    ),
    "fees": (r"\b(?:cost|costs|price|prices|fee|fees|charge|charges|pay|insurance|insured|cover|covers|covered|medicare|medicaid|afford)\b",),
    "move": (
        r"\b(?:move|reschedule|change|cancel|postpone)\b[^.?!]{0,40}\b(?:visit|appointment|it|time|slot|week|monday|tuesday|wednesday|thursday|friday)\b",
        r"\bmove (?:my|the)\b|later in the week|another (?:day|time)",
    ),
    "next": (r"\b(?:next|second|third|fourth|fifth) (?:session|treatment|visit|injection|appointment|one)\b|when to book the",),
    "clinical": (
        r"\b(?:can|may|should|could) (?:i|we|s?he|my \w+)\b[^.?!]{0,60}\b(?:run|walk|exercise|train|swim|lift|drive|fly|take|stop|eat|drink|play|go back|work out)\b",
        r"\b(?:is it|is this) (?:normal|safe|ok|okay)\b|after (?:my |the )?(?:prp|injection|prolotherapy|treatment)",
    ),
}
_PRICE = re.compile(r"\b(?:costs?|prices?|fees?|charges?|how much|afford)\b", re.IGNORECASE)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Put together with the first text that is looked at; a start of the program needs none."""
    return {topic: re.compile("|".join(words), re.IGNORECASE) for topic, words in _WORDS.items()}


def topics(text: str, facts: Iterable[Fact], *, urgent: bool, verdict: Verdict | None, has_email: bool) -> frozenset[str]:
    """Topics by name; a clinician's verdict says it all, and so does urgency."""
    if verdict is not None:
        return frozenset({verdict.value})
    if urgent:
        return frozenset({"urgent"})
    told = list(facts)
    questions = " ".join(f.quote for f in told if f.kind == "question")
    asked = questions or text[:4000]
    found = {topic for topic, pattern in _patterns().items() if pattern.search(asked)}
    if not questions and not _PRICE.search(asked):
        found.discard("fees")  # "insurance Aetna" on a slip is told, not asked
    if "candidacy" in found and "clinical" in found:
        found.discard("candidacy")
    return frozenset(found | ({"has_email"} if has_email else set()))
