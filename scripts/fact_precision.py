"""Measures each rule of the facts reader on labelled inquiries and writes ``resources/words/precision.txt``.

    python -m scripts.fact_precision [more-labelled.jsonl ...]

Read are the project's own sets (``tests/intake/facts/inquiries-*.jsonl``) and any further files that are named.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from frontdesk.intake.facts import read
from tests.intake.facts.scoring import Labelled, labelled, pairs, right

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "resources" / "words" / "precision.txt"
HEAD = """\
# How often each rule of the facts reader was right on labelled inquiries, status, side and kind of question included.
# Made by "python -m scripts.fact_precision", which says from how many; the window shows "check" under 0.6. Do not edit.
"""


def main(more: list[str]) -> None:
    files = [*sorted((ROOT / "tests" / "intake" / "facts").glob("inquiries-*.jsonl")), *map(Path, more)]
    inquiries = [inquiry for path in files for inquiry in labelled(path)]
    good, said = measure(inquiries)
    lines = [f"{rule}: {good[rule]} of {said[rule]}" for rule in sorted(said)]
    OUT.write_text(f"{HEAD}# {len(inquiries)} inquiries.\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(said)} rules on {len(inquiries)} inquiries: {OUT.relative_to(ROOT)}")


def measure(inquiries: list[Labelled]) -> tuple[Counter[str], Counter[str]]:
    """By rule: right ones, and all that it found; what is labelled optional counts neither way."""
    good: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for inquiry in inquiries:
        rules = {(f.kind, f.start, f.end, f.status): f.rule for f in read(inquiry["text"])}
        matched, _, wrong = pairs(inquiry)
        for label, fact in matched:
            if not label.get("optional"):
                rule = rules[fact["kind"], fact["start"], fact["end"], fact["status"]]
                said[rule] += 1
                good[rule] += right(label, fact)
        said.update(rules[f["kind"], f["start"], f["end"], f["status"]] for f in wrong)
    return good, said


if __name__ == "__main__":
    main(sys.argv[1:])
