"""Recognising people, scored on the published sets of records with known pairs; each record asks for its like among all the others."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from frontdesk.data import alike, rows
from frontdesk.data.store import Store
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.traits import Known
from frontdesk.services.likeness import MEASURE, lore
from tests.data.conftest import NOW

SCORE = re.compile(r"(\w+)=([\d.]+)")


def _born(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        return None


def _people(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _address(one: dict[str, str]) -> PostalAddress:
    return PostalAddress(f"{one['street_number']} {one['address_1']}".strip(), one["address_2"], one["suburb"], one["state"], one["postcode"])


def score(people: Path, links: Path, scorer: Path, folder: Path) -> dict[str, float]:
    """The number of the social insurance is left out: with it everything looks easy."""
    records = _people(people)
    pairs = [(row["a"], row["b"]) for row in _people(links)]
    mates: dict[str, set[str]] = {row["id"]: set() for row in records}
    for a, b in pairs:
        mates[a].add(b)
        mates[b].add(a)
    store = Store.create(folder / "people.frontdesk")
    with store.write("Bring in people", now=NOW, who="", desk="test", undoable=False) as write:
        made = [Patient(0, r["given_name"], r["surname"], r["id"], birth_date=_born(r["date_of_birth"]), address=_address(r), created_at=NOW) for r in records]
        rows.add_many(write, Patient, [made])
    truth, told = folder / "truth.csv", folder / "told.csv"
    with truth.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("query_id", "candidate_id"), *((q, c) for q, own in mates.items() for c in (sorted(own) or [""]))])
    with told.open("w", newline="", encoding="utf-8") as file, store.read() as session:
        out = csv.writer(file)
        out.writerow(("query_id", "candidate_id", "rank", "score", "decision"))
        for number, r in enumerate(records, 1):
            known = Known(given=r["given_name"], family=r["surname"], birth_date=_born(r["date_of_birth"]), address=_address(r))
            found = alike.candidates(session, known, measure=MEASURE, lore=lore(), today=NOW.date(), besides={number})
            for rank, one in enumerate(found, 1):
                out.writerow((r["id"], one.patient.chart, rank, one.score, one.verdict))
            if not found:
                out.writerow((r["id"], "", 1, 0, "new"))
    store.close()
    done = subprocess.run([sys.executable, str(scorer), str(truth), str(told)], capture_output=True, text=True, check=True)
    print(done.stdout)
    return {name: float(value) for name, value in SCORE.findall(done.stdout.splitlines()[-1])}


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("which", "first", "missed"), [(1, 0.99, 10), pytest.param(2, 0.99, 15, marks=pytest.mark.slow)],
)
def test_the_right_record_stands_first_and_nobody_is_called_the_same_who_is_not(shared, tmp_path, which: int, first: float, missed: float):
    folder = shared / "people"
    got = score(folder / f"febrl{which}.csv", folder / f"febrl{which}_links.csv", folder / "score_match.py", tmp_path)
    assert got["rank1"] >= first
    assert got["false_merge_per_1000"] == 0
    assert got["missed_per_1000"] <= missed
