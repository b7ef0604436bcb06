"""The reader against labelled inquiries: the project's own (invented people), and the shared ones where they are beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.intake.facts import prediction, read
from tests.intake.facts.scoring import labelled, pairs, score

HERE = Path(__file__).parent
SETS = sorted(HERE.glob("inquiries-*.jsonl"))


@pytest.mark.parametrize("path", SETS, ids=lambda p: p.stem)
def test_the_labels_stand_where_they_say(path: Path) -> None:
    for inquiry in labelled(path):
        for fact in inquiry["facts"]:
            assert inquiry["text"][fact["start"] : fact["end"]] == fact["quote"], inquiry["id"]


@pytest.mark.parametrize("path", SETS, ids=lambda p: p.stem)
def test_unlike_inquiries_are_read_strictly_right_for_the_most_part(path: Path) -> None:
    result = score(labelled(path))
    assert result.f1() >= 0.80, {k: round(result.f1(k), 2) for k in result.found}
    assert result.wrong_per_text <= 0.6
    assert result.wrong_in_spam == 0


def test_a_wrong_fact_and_a_missed_one_both_lower_the_score() -> None:
    text = "My left knee hurts."
    knee = {"kind": "body_site", "value": "knee", "start": 3, "end": 12, "quote": "left knee", "status": "stated", "side": "left"}
    assert score([{"text": text, "is_spam": False, "facts": [knee]}]).f1() == 1
    assert score([{"text": text, "is_spam": False, "facts": [knee | {"side": "right"}]}]).f1() == 0
    assert score([{"text": text, "is_spam": False, "facts": []}]).f1() == 0
    missed = pairs({"text": "Nothing is said.", "is_spam": False, "facts": [knee]})[1]
    assert missed == [knee]


@pytest.mark.corpus
def test_the_shared_inquiries_are_read_to_the_standard(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "gold-dev.jsonl"
    lines = [json.dumps({"id": g["id"], **prediction(g["text"])}) for g in labelled(gold)]
    (tmp_path / "read.jsonl").write_text("\n".join(lines), encoding="utf-8")
    said = subprocess.run([sys.executable, shared / "gold" / "score_facts.py", gold, tmp_path / "read.jsonl"], capture_output=True, text=True, check=True).stdout
    assert _figure(said, "must agree too): P ", "F1 ") >= 0.88, said
    assert _figure(said, "wrong facts per inquiry=", "=") <= 0.35, said
    assert "wrong facts in the 4 spam texts: 0;" in said, said


def _figure(said: str, line: str, before: str) -> float:
    tail = next(x for x in said.splitlines() if line in x)
    return float(tail.rsplit(before, 1)[1].split()[0])


SEED = (
    ("body_site", "chronic ankle pain"),
    ("mechanism", "an ankle injury in softball"),
    ("procedure", "arthroscopic surgery"),
    ("pain_score", "8-9 pain level"),
    ("body_site", "opposite hip hurts as a result"),
    ("age", "I am 60 years old"),
    ("occupation", "gym teacher/principal"),
    ("procedure", "additional surgery followed by fusion, followed by replacement"),
    ("question", "Am I a possible candidate for prolotherapy?"),
    ("duration", "chronic ankle pain"),
)


@pytest.mark.corpus
def test_each_fact_of_the_seed_comment_is_found_over_its_words(shared: Path) -> None:
    page = (shared / "seed" / "make-an-appointment.txt").read_text(encoding="utf-8")
    name = page.index(" says:")
    comment = page[name + 6 : page.index("Leave a Reply")].strip()
    facts = read(comment)
    for kind, quote in SEED:
        start = comment.index(quote)
        assert [f for f in facts if f.kind == kind and f.start < start + len(quote) and start < f.end], (kind, quote)
    offered = {f.value: f.status for f in facts if f.kind == "procedure" and f.start > comment.index("additional")}
    assert {"surgery": "offered", "fusion": "offered", "joint replacement": "offered"}.items() <= offered.items()
    assert page[name - 12 : name] in {f.value for f in facts if f.kind == "person_name"}
