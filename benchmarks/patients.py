"""S4: patients found while somebody types. S5: is this person known? At a million invented patients, beside LIKE in the same run.

``FRONTDESK_BENCH_PATIENTS`` makes the crowd smaller; each line says how many there were. Filling a million takes a quarter of an hour or
more; with ``FRONTDESK_BENCH_FOLDER`` the file is kept there and used again. Unkept, it goes into a temporary folder (about 3 GB).
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import text as sql

from benchmarks.crowd import NOW, Crowd, heard
from benchmarks.measure import Measure
from frontdesk.data import alike, rows
from frontdesk.data.find import search
from frontdesk.data.patients import by_ids, count
from frontdesk.data.session import Session
from frontdesk.data.store import Store
from frontdesk.domain.asking import read
from frontdesk.domain.folding import fold
from frontdesk.domain.patient import Patient
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.traits import Known
from frontdesk.services.likeness import MEASURE, lore

EACH = 60
"""Queries a class, as in the study; LIKE is asked a few of each."""
_PIECE = 100_000


@contextmanager
def crowded(many: int) -> Iterator[Store]:
    """A clinic's file with so many patients, brought in through the same bulk path as an import."""
    kept = os.environ.get("FRONTDESK_BENCH_FOLDER", "")
    with tempfile.TemporaryDirectory(prefix="frontdesk-crowd-") as folder:
        path = Path(kept or folder) / f"crowd-{many}.frontdesk"
        if path.exists():
            store = Store.open(path, now=NOW)
        else:
            store = Store.create(path)
            batches = Crowd().people(many)
            for _ in range(-(-many // _PIECE)):
                with store.write("Bring in people", now=NOW, who="", desk="bench", undoable=False) as write:
                    rows.add_many(write, Patient, (b for _, b in zip(range(_PIECE // 20_000), batches, strict=False)))
        try:
            yield store
        finally:
            store.close()


Query = tuple[str, Patient, Callable[[Patient], bool]]


def _queries(people: list[Patient], chance: random.Random, crowd: Crowd) -> dict[str, list[Query]]:
    """By class: what is typed, who is meant, and what a right row is."""

    def named(p: Patient) -> Callable[[Patient], bool]:
        return lambda q: fold(q.name) == fold(p.name)

    def begins(start: str) -> Callable[[Patient], bool]:
        return lambda q: any(w.startswith(fold(start)) for w in fold(f"{q.name} {q.preferred_name}").split())

    def bears(words: list[str]) -> Callable[[Patient], bool]:
        return lambda q: all(any(x.startswith(fold(y)) for x in fold(q.name).split()) for y in words)

    made: dict[str, list[Query]] = {k: [] for k in ("beginnings", "pairs", "birth date", "last digits", "accents", "misspelt", "misspelt alone", "sounds like")}
    for n, p in enumerate(people):
        start = p.family_name[: 1 + n % 3]
        made["beginnings"].append((start, p, begins(start)))
        pair = (f"{p.given_name} {p.family_name}", f"{p.family_name} {p.given_name}", f"{p.family_name[:4]} {p.given_name[:3]}")[n % 3]
        made["pairs"].append((pair, p, bears(pair.split()) if n % 3 == 2 else named(p)))
        born = p.birth_date or date(1970, 1, 1)
        made["birth date"].append(((f"{born:%m/%d/%Y}", f"{born:%d.%m.%Y}", f"{born:%d %b %Y}", f"{born:%Y-%m-%d}")[n % 4], p, lambda q, b=born: q.birth_date == b))
        made["last digits"].append((p.phone[-4:] if n % 2 else p.phone, p, lambda q, d=p.phone[-4:]: q.phone.endswith(d)))
        umlaut = p.family_name.replace("ü", "ue" if n % 2 else "u").replace("ö", "oe" if n % 2 else "o")
        made["accents"].append((f"{p.given_name} {umlaut}", p, named(p)))
        made["misspelt"].append((f"{p.given_name} {crowd.typo(p.family_name)}", p, named(p)))
        made["misspelt alone"].append((crowd.typo(p.family_name), p, lambda q, f=p.family_name: fold(q.family_name) == fold(f)))
        made["sounds like"].append((f"{p.given_name} {heard(p.family_name, chance)}", p, named(p)))
    return made


EVERY = ("beginnings", "birth date", "last digits")
"""Classes where each row shown must be right; in the others the one who is meant must stand among the first ten."""
RECALL = {"beginnings": 1.0, "pairs": 1.0, "birth date": 1.0, "last digits": 1.0, "accents": 1.0, "misspelt": 0.95, "sounds like": 0.85}


def _typed(session: Session, queries: dict[str, list[Query]]) -> tuple[list[float], dict[str, float]]:
    times, right = [], {}
    for kind, asked in queries.items():
        hits = 0
        for text, _, fits in asked:
            begun = time.perf_counter()
            found = search(session, asked=read(text, day_first=False), limit=10)
            times.append((time.perf_counter() - begun) * 1000)
            hits += bool(found) and (all(map(fits, found)) if kind in EVERY else any(map(fits, found)))
        right[kind] = hits / len(asked)
    return times, right


def _like(session: Session, queries: dict[str, list[Query]]) -> list[float]:
    """What a program without an index does: the text anywhere in five columns."""
    columns = " OR ".join(f"{name} LIKE :t" for name in ("given_name", "family_name", "phone", "email", "chart"))
    asked = sql(f"SELECT id FROM patient WHERE {columns} ORDER BY family_name, given_name LIMIT 10")
    times = []
    for queries_ in queries.values():
        for text, _, _ in queries_[:3]:
            begun = time.perf_counter()
            session.execute(asked, {"t": f"%{text}%"}).all()
            times.append((time.perf_counter() - begun) * 1000)
    return times


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


KNOWN = {"everything": (True, True, True, True), "name, birth date, phone": (True, True, False, False), "name, birth date": (True, False, False, False),
         "name, phone": (False, True, False, False), "name, street": (False, False, True, False)}  # fmt: skip
FIRST = {"everything": 0.99, "name, birth date, phone": 0.986, "name, birth date": 0.915, "name, phone": 0.9, "name, street": 0.82}
"""Goals of matching.md for hard others: households stand in the crowd."""


def _slipped(crowd: Crowd, p: Patient, known: tuple[bool, bool, bool, bool]) -> Known:
    """What is said of a person: each part with a chance of one slip, as it is heard or typed."""
    chance, (birth, phone, street, mail) = crowd.chance, known
    given = crowd.typo(p.given_name) if chance.random() < 0.2 else p.given_name
    family = crowd.typo(p.family_name) if chance.random() < 0.2 else p.family_name
    born = p.birth_date
    if born and chance.random() < 0.1:
        born = born.replace(day=1 + (born.day + chance.randrange(1, 27)) % 28)
    number = crowd.digit(p.phone) if chance.random() < 0.1 else p.phone
    road = crowd.typo(p.address.street, after=5) if chance.random() < 0.2 else p.address.street
    where = PostalAddress(road, "", p.address.city if mail else "", "", p.address.postcode if mail else "")
    return Known(
        given=given, family=family, birth_date=born if birth else None, phone=number if phone else "", email=p.email if mail else "",
        address=where if street else PostalAddress(),
    )  # fmt: skip


def measures() -> Iterator[Measure]:
    many = int(os.environ.get("FRONTDESK_BENCH_PATIENTS", "1000000"))
    with crowded(many) as store, store.read() as session:
        chance, crowd = random.Random(9), Crowd(seed=11)
        people = list(by_ids(session, ids=chance.sample(range(1, count(session) + 1), EACH * 2)).values())
        queries = _queries(people[:EACH], chance, crowd)
        _typed(session, {k: v[:10] for k, v in queries.items()})
        (times, right), like = _typed(session, queries), _like(session, queries)
        at = f"among {count(session):,}"
        yield Measure("S4", f"type-ahead {at}, p95", p95(times), 10, 1, "ms", "10 ms")
        yield Measure("S4", f"type-ahead {at}, p95", p95(times), p95(like), 0.02, "ms", "LIKE, p95")
        for kind, goal in RECALL.items():
            yield Measure("S4", f"{kind} {at}", right[kind], 1, goal, "of queries", "all in the first ten", least=True)
        yield from _recognised(session, people, crowd, at)


def _recognised(session: Session, people: list[Patient], crowd: Crowd, at: str) -> Iterator[Measure]:
    times: list[float] = []
    first: dict[str, int] = dict.fromkeys(KNOWN, 0)
    for kind, known in KNOWN.items():
        for p in people:
            asked = _slipped(crowd, p, known)
            begun = time.perf_counter()
            found = alike.candidates(session, asked, measure=MEASURE, lore=lore(), today=NOW.date())
            times.append((time.perf_counter() - begun) * 1000)
            level = [c for c in found if c.score >= found[0].score]
            first[kind] += len(level) == 1 and level[0].patient.id == p.id
    yield Measure("S5", f"is this person known? {at}, p95", p95(times), 10, 1, "ms", "10 ms")
    for kind, goal in FIRST.items():
        yield Measure("S5", f"right one first, known: {kind} {at}", first[kind] / len(people), 1, goal, "of people", "all", least=True)
