"""How well the reader reads labelled inquiries: the rules of the labels' schema (its section 5), in the project's own few lines.

A fact is found where kind, span and value agree; strictly, where status, side and kind of question agree too. What is labelled
optional is neither missed nor wrong.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontdesk.intake.facts import read, word_list
from frontdesk.intake.facts.words import tokenise

Labelled = dict[str, Any]
_BY_SPAN = {"mechanism", "question", "preferred_time", "red_flag"}
_BROKEN = dict.fromkeys(("broke", "broken", "fractured", "cracked"), "fracture") | {
    "torn": "tear",
    "tore": "tear",
    "ruptured": "rupture",
    "oa": "osteoarthritis",
    "diabetic": "diabetes",
    "sprained": "sprain",
}
_KIN = dict.fromkeys(("son", "daughter", "boy", "girl", "baby"), "child") | {
    "mum": "mother",
    "mom": "mother",
    "dad": "father",
    "girlfriend": "partner",
    "boyfriend": "partner",
}
_DAYS = {"Y": 365.25, "M": 30.44, "W": 7.0, "D": 1.0}


@dataclass
class Score:
    """Counts by kind: ``found``, ``strict`` (of those, right in status and side too), ``missed``, ``wrong``."""

    found: Counter[str] = field(default_factory=Counter)
    strict: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    texts: int = 0
    wrong_in_spam: int = 0

    def f1(self, kind: str | None = None, *, strictly: bool = True) -> float:
        def count(of: Counter[str]) -> int:
            return of[kind] if kind else sum(of.values())

        right = count(self.strict if strictly else self.found)
        said, labelled = count(self.found) + count(self.wrong), count(self.found) + count(self.missed)
        return 2 * right / (said + labelled) if said + labelled else 1.0

    @property
    def wrong_per_text(self) -> float:
        return sum(self.wrong.values()) / self.texts


def labelled(path: Path) -> list[Labelled]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(inquiries: list[Labelled]) -> Score:
    result = Score()
    for inquiry in inquiries:
        result.texts += 1
        _one(inquiry, result)
    return result


def pairs(inquiry: Labelled) -> tuple[list[tuple[Labelled, Labelled]], list[Labelled], list[Labelled]]:
    """(label, fact read) that agree, labels not found, and what was read beyond the labels."""
    labels = inquiry["facts"]
    read_ = [{"kind": f.kind, "value": f.value, "start": f.start, "end": f.end, "status": f.status, "side": f.side or "unstated"} for f in read(inquiry["text"])]
    options = sorted(
        ((not g.get("optional", False), right(g, p), _overlap(g, p), -i, -j) for i, g in enumerate(labels) for j, p in enumerate(read_) if _same(g, p)), reverse=True
    )
    matched: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in options:
        if -i not in matched and -j not in used:
            matched[-i] = -j
            used.add(-j)
    again = {-j for *_, j in options}
    missed = [g for i, g in enumerate(labels) if i not in matched and not g.get("optional")]
    wrong = [p for j, p in enumerate(read_) if j not in used and j not in again and not _bare(p, labels)]
    return [(labels[i], read_[j]) for i, j in matched.items()], missed, wrong


def _one(inquiry: Labelled, result: Score) -> None:
    matched, missed, wrong = pairs(inquiry)
    for label, fact in matched:
        if not label.get("optional"):
            result.found[label["kind"]] += 1
            result.strict[label["kind"]] += right(label, fact)
    result.missed.update(g["kind"] for g in missed)
    result.wrong.update(p["kind"] for p in wrong)
    result.wrong_in_spam += len(wrong) if inquiry["is_spam"] else 0


def right(label: Labelled, fact: Labelled) -> bool:
    same_side = label["kind"] != "body_site" or label.get("side", "unstated") == fact["side"]
    return same_side and label["status"] == fact["status"] and (label["kind"] != "question" or label["value"] == fact["value"])


def _bare(fact: Labelled, labels: list[Labelled]) -> bool:
    """Of "the surgery": over the words of a named operation."""
    return fact["value"] in ("surgery", "injection") and any(g["kind"] == "procedure" and _overlap(g, fact) for g in labels)


def _overlap(label: Labelled, fact: Labelled) -> float:
    return max(_shared(a, b, fact["start"], fact["end"]) for a, b in [(label["start"], label["end"]), *label.get("alt", [])])


def _shared(a: int, b: int, c: int, d: int) -> float:
    both = max(0, min(b, d) - max(a, c))
    return both / (max(b, d) - min(a, c))


def _same(label: Labelled, fact: Labelled) -> bool:
    kind = label["kind"]
    overlap = _overlap(label, fact)
    if kind != fact["kind"] or not overlap:
        return False
    if kind in _BY_SPAN:
        return overlap >= 0.5 or kind == "red_flag"
    return _equal(kind, label["value"], fact["value"])


def _equal(kind: str, label: Any, fact: Any) -> bool:
    if kind in ("person_name", "occupation", "diagnosis", "medication"):
        a, b = _tokens(label), _tokens(fact)
        return bool(a and b) and (a <= b or b <= a or len(a & b) / len(a | b) >= 0.5)
    if kind == "procedure":
        return _canonical(str(label)) == _canonical(str(fact))
    if kind == "duration":
        return _lasts(str(label), str(fact))
    if kind == "phone":
        return str(label).lstrip("+0")[-7:] == str(fact).lstrip("+0")[-7:]
    if kind == "age":
        return abs(float(label) - float(fact)) < 0.06
    if kind == "about":
        return _KIN.get(label, label) == _KIN.get(fact, fact)
    return bool(str(label).casefold() == str(fact).casefold()) if isinstance(label, str) else bool(label == fact)


def _tokens(value: object) -> set[str]:
    words = re.findall(r"[^\W_]+", str(value).casefold().replace("'", ""))
    return {_BROKEN.get(w, w) for w in words} - {"a", "the", "my", "of", "in", "on", "and", "her", "his", "or"}


def _canonical(name: str) -> str:
    hit = next(iter(word_list("procedures.txt").hits(name, tokenise(name))), None)
    return hit.value if hit else name.casefold()


def _lasts(label: str, fact: str) -> bool:
    if label.startswith("since") and fact.startswith("since"):
        a, b = label.split(":", 1)[-1].lower(), fact.split(":", 1)[-1].lower()
        return not re.match(r"[\d-]", a) or a.startswith(b) or b.startswith(a)
    one, two = (re.findall(r"(\?|[\d.]+)([YMWD])", v) for v in (label, fact))
    if len(one) != len(two) or not one:
        return label == fact
    return all(
        a == "?" or b == "?" or abs(float(a) * _DAYS[u] - float(b) * _DAYS[v]) <= 0.05 * max(float(a) * _DAYS[u], 1) for (a, u), (b, v) in zip(one, two, strict=True)
    )
