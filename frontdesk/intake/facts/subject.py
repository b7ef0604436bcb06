"""Whose body it is: the writer's, or that of the person written for; everybody else is somebody else."""

from __future__ import annotations

import re

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts.sentences import RELATION, Places

_NEVER = frozenset({"neighbor", "neighbour", "friend", "colleague", "coworker", "co-worker", "boss", "buddy", "teammate", "golf partner", "roommate"})
_FOR = re.compile(r"\b(?:for|behalf of|about|regarding|re)\s+(?:my|our|her|his)\b", re.I)
_HAS = re.compile(
    r"^\W{0,3}(?:\([^)]{0,40}\)\s*|,[^,.]{0,60},\s*|\d+\s*,?\s*)?(?:who\s+)?(?:is|was|has|had|have|suffers?|suffering|needs?|got|hurt|fell|tore|broke|takes|lives|cannot|can't|"
    r"can|been|'s|injured|plays|turned|woke|developed|complains|keeps|started|would|wants|\d|aged)\b", re.I,
)  # fmt: skip
_ME = re.compile(r"\b(?:i have|i've|i am|i'm|i had|i was|i suffer|my (?:left|right|own|knee|hip|shoulder|back|neck|ankle|pain|lower|foot|feet|hands?|wrist|elbow))\b", re.I)


class Subject:
    """``relation`` is the word for the person written for, or empty where the writer writes for themself."""

    def __init__(self, text: str, places: Places) -> None:
        self.relation = ""
        self.place = (0, 0)
        self._others: dict[int, tuple[int, str]] = {}
        found = [m for m in RELATION.finditer(text) if not places.is_pasted(m.start())]
        for match in found:
            word = match[1].casefold()
            if not self.relation and word not in _NEVER and self._is_subject(text, match, places):
                self.relation, self.place = word, match.span(1)
        for match in found:
            word = match[1].casefold()
            if word != self.relation and match.span(1) != self.place and re.match(r"(?:my|our|a|the)\b", match[0], re.I):
                self._others[places.index(match.start())] = (match.start(), word)

    @staticmethod
    def _is_subject(text: str, match: re.Match[str], places: Places) -> bool:
        before = text[max(0, match.start() - 40) : match.start() + 3]
        if _FOR.search(before[-40:]) and not re.search(r"\b(?:caring|care|work|worried|thanks|cook)\s+(?:for|about)\b", before, re.I):
            return True
        third = len(re.findall(r"\b(?:he|she|his|her|him|he's|she's)\b", text[match.end() : match.end() + 600], re.I))
        own = len(_ME.findall(text))
        return bool(_HAS.match(text[match.end() : match.end() + 90])) and third >= 1 and third > own

    def somebody_else(self, place: int, places: Places) -> bool:
        """Whether what stands there is said of a third person: the clause's own subject is another relation."""
        other = self._others.get(places.index(place))
        if other is None or other[0] > place:
            return False
        between = places.text[other[0] : place]
        if re.search(r"[.;]\s|\bI\b|\bmy (?:left|right|own|knee|hip|shoulder|back|pain)\b", between[3:]):
            return False
        told = re.search(r"\b(?:says?|said|told|tells|thinks?|suggested|recommended|mentioned|wants me|swears|referred|sent me|drives|made me|found you)\b", between, re.I)
        return not told or told[0].casefold() == "swears"


def about(subject: Subject, text: str) -> list[Fact]:
    """The relation word, where the writer writes for somebody else."""
    if not subject.relation:
        return []
    start, end = subject.place
    word = subject.relation
    value = {"baby girl": "daughter", "baby boy": "son", "mum": "mother", "mom": "mother", "mam": "mother", "dad": "father", "girlfriend": "partner",
             "boyfriend": "partner"}.get(word, word)  # fmt: skip
    return [Fact("about", value, start, end, text[start:end], rule="relation")]
