"""A fact: something a person said, anchored to that person's own words.

Kinds, values and statuses follow the labelled inquiries (their schema is the source of every rule here).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

KINDS = (
    "person_name", "age", "about", "phone", "email", "occupation", "body_site", "pain_score", "duration", "mechanism",
    "procedure", "diagnosis", "medication", "preferred_time", "question", "red_flag",
)  # fmt: skip

GROUPS: dict[str, tuple[str, ...]] = {
    "person": ("person_name", "age", "about", "phone", "email", "occupation"),
    "site": ("body_site",),
    "pain": ("pain_score",),
    "history": ("duration", "mechanism", "procedure", "diagnosis", "medication"),
    "also": ("red_flag",),
    "question": ("question", "preferred_time"),
}
GROUP_OF: dict[str, str] = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
"""Group of each kind; the group decides the highlight's colour (Alt+1..6 mark words in this order of groups)."""

SITES = (
    "jaw", "neck", "shoulder", "upper_arm", "elbow", "forearm", "wrist", "hand", "finger", "thumb", "chest_ribs", "upper_back",
    "lower_back", "sacroiliac", "pelvis_groin", "hip", "thigh", "knee", "lower_leg", "ankle", "foot", "heel", "toe", "other",
)  # fmt: skip

Side = Literal["left", "right", "both", "opposite", "unstated"]
Decision = Literal["suggested", "accepted", "corrected", "added", "rejected"]


@dataclass(frozen=True, slots=True)
class Fact:
    """``start``/``end`` are code-point offsets into the unchanged text; ``quote`` equals ``text[start:end]``.

    ``value``: str, int or float (age), or ``{"min": n, "max": m}`` (pain_score). ``status``: "stated" for kinds without a list;
    procedure done|offered|considered|none|someone_else; diagnosis stated|suspected|ruled_out|someone_else; medication
    current|stopped|none|someone_else; pain_score present|past. ``side`` only with body_site; ``detail`` the word behind
    body_site "other". ``confidence`` is the precision, on the labelled inquiries, of the rule named by ``rule``.
    """

    kind: str
    value: Any
    start: int
    end: int
    quote: str
    status: str = "stated"
    side: Side | None = None
    detail: str = ""
    confidence: float = 1.0
    rule: str = ""

    @property
    def group(self) -> str:
        return GROUP_OF[self.kind]


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact as it stands in the record of an inquiry: what was read, what the desk made of it, and who did."""

    id: int
    inquiry_id: int
    fact: Fact
    decision: Decision = "suggested"
    by: str = ""
    version: int = 1
