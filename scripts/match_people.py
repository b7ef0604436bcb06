"""Run matching over files of people, for score_match.py and the like.

``python -m scripts.match_people PEOPLE.csv PREDICTIONS.csv``: each person is looked for among all the others of the file.
``python -m scripts.match_people PEOPLE.csv PREDICTIONS.csv --queries QUERIES.csv``: each of QUERIES is looked for among PEOPLE.
``--links LINKS.csv --truth TRUTH.csv`` writes the truth as score_match.py reads it, from pairs of ids (a, b).
``--leave FIELD`` (may be repeated) leaves a field out of what is known of who is looked for, for instance ``--leave date_of_birth``.

The people are brought into a clinic's file of its own through the same tables and the same question that the desk uses. Columns: id,
given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth (yyyymmdd or yyyy-mm-dd) and, where
there are any, phone and email. A number such as soc_sec_id is not looked at.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select

from frontdesk.data import alike, tables
from frontdesk.data import rows as value_rows
from frontdesk.data.store import Store
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.traits import Traits, of_patient
from frontdesk.services.likeness import MEASURE, lore

NOW = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as handle:
        return [{k.strip(): (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(handle)]


def patient_of(row: dict[str, str]) -> Patient:
    street = " ".join(p for p in (row.get("street_number", ""), row.get("address_1", "")) if p)
    address = PostalAddress(street, row.get("address_2", ""), row.get("suburb", ""), row.get("state", ""), row.get("postcode", ""))
    return Patient(
        0, row.get("given_name", ""), row.get("surname", ""), chart=row.get("id", ""), birth_date=_day(row.get("date_of_birth", "")),
        phone=row.get("phone", row.get("phone_number", "")), email=row.get("email", ""), address=address, created_at=NOW,
    )  # fmt: skip


def _day(text: str) -> date | None:
    bare = text.replace("-", "").replace("/", "")
    try:
        return date(int(bare[:4]), int(bare[4:6]), int(bare[6:8]))
    except ValueError:
        return None


def read_people(path: Path) -> dict[str, Traits]:
    """By id."""
    return {row["id"]: of_patient(patient_of(row)) for row in rows_of(path)}


def batches(rows: list[dict[str, str]], size: int = 5000) -> Iterator[list[Patient]]:
    """Made patients, so many at a time; where a file lacks ids, the number of the row stands for one."""
    for start in range(0, len(rows), size):
        yield [replace(patient_of(row), chart=row.get("id") or str(start + n)) for n, row in enumerate(rows[start : start + size])]


def predictions(store: Store, queries: list[dict[str, str]], *, among: bool) -> Iterator[tuple[str, str, int, float, str]]:
    """(query, candidate, rank, score, decision) as score_match.py reads them. ``among``: each query is itself on file, and not its own match."""
    with store.read() as session:
        ids = {row.chart: row.id for row in session.execute(select(tables.patient.c.id, tables.patient.c.chart))}
        charts = {key: chart for chart, key in ids.items()}
        for row in queries:
            besides = {ids[row["id"]]} if among else set()
            found = alike.judged(session, of_patient(patient_of(row)), measure=MEASURE, lore=lore(), today=NOW.date(), besides=besides)
            for rank, (key, evidence, verdict) in enumerate(found, 1):
                yield row["id"], charts[key], rank, round(evidence.bits, 3), verdict
            if not found:
                yield row["id"], "", 1, 0.0, "new"


def write_truth(links: Path, queries: list[dict[str, str]], truth: Path, *, among: bool) -> None:
    """One line a true match; both ways where all are in one file."""
    right: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(links):
        right[row["a"]].append(row["b"])
        right[row["b"]] += [row["a"]] if among else []
    with truth.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(("query_id", "candidate_id"))
        writer.writerows((row["id"], one) for row in queries for one in right.get(row["id"], [""]))


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("people", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--links", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--leave", action="append", default=[])
    given = parser.parse_args(words)
    people = rows_of(given.people)
    queries = [{k: v for k, v in row.items() if k not in given.leave} for row in (rows_of(given.queries) if given.queries else people)]
    among = given.queries is None
    if given.links and given.truth:
        write_truth(given.links, queries, given.truth, among=among)
    with tempfile.TemporaryDirectory(prefix="frontdesk-match-") as folder:
        store = Store.create(Path(folder) / "people.frontdesk")
        with store.write("Bring in people", now=NOW, who="", desk="match", undoable=False) as write:
            value_rows.add_many(write, Patient, batches(people))
        begun = time.perf_counter()
        with given.predictions.open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(("query_id", "candidate_id", "rank", "score", "decision"))
            writer.writerows(predictions(store, queries, among=among))
        each = (time.perf_counter() - begun) / max(1, len(queries)) * 1000
        store.close()
    print(f"{len(queries)} looked for among {len(people)}, {each:.1f} ms each")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
