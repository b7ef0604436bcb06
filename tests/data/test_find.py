"""Patients are found while somebody types, on the clinic's file and on a server alike; what they are found by follows every change and its undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from frontdesk.data import finding, rows
from frontdesk.data.find import search
from frontdesk.data.patients import count
from frontdesk.data.people_tables import match_key, name_gap, name_word
from frontdesk.data.store import Store
from frontdesk.data.tables import patient_token
from frontdesk.domain.asking import read
from frontdesk.domain.patient import Patient
from tests.data.conftest import DESK, NOW

PEOPLE = (
    ("Robert", "Imani", date(1974, 2, 8), "(512) 555-0126", "r.imani@example.org", ""), ("Roberta", "Imani-Cole", date(1981, 7, 19), "512 555 0644", "", ""),
    ("Ima", "Sorensen", date(1990, 12, 2), "+1 512 555 1019", "", ""), ("Selima", "Imamovic", date(1968, 3, 30), "+1 (512) 555-0981", "", ""),
    ("Jürgen", "Müller", date(1955, 5, 5), "030 1234567", "jm@example.de", ""), ("John", "Johnson", date(1960, 1, 1), "", "", "Jack"),
    ("Ana", "de la Cruz", date(1977, 8, 9), "", "", ""), ("Kathryn", "Wright", date(1977, 8, 9), "", "", ""), ("Anna Lena", "Schmidt", date(2001, 2, 3), "", "", ""),
)  # fmt: skip


@pytest.fixture
def found(either: Store):
    with either.write("People", **DESK) as write:
        for n, (given, family, birth, phone, email, called) in enumerate(PEOPLE):
            rows.add(write, Patient(0, given, family, f"DP-{1200 + n}", called, birth_date=birth, phone=phone, email=email, created_at=NOW))

    def look(text: str, limit: int = 10) -> list[str]:
        with either.read() as session:
            return [p.name for p in search(session, asked=read(text, day_first=False), limit=limit)]

    look.store = either  # type: ignore[attr-defined]
    return look


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("imani", "Robert Imani"), ("robert imani", "Robert Imani"), ("imani robert", "Robert Imani"), ("im sel", "Selima Imamovic"), ("joh joh", "John Johnson"),
        ("Imani, Robert", "Robert Imani"), ("cole roberta", "Roberta Imani-Cole"), ("muller", "Jürgen Müller"), ("MUELLER", "Jürgen Müller"), ("Müller Jurgen",
        "Jürgen Müller"),
        ("jack", "John Johnson"), ("cruz ana", "Ana de la Cruz"), ("de la cruz", "Ana de la Cruz"), ("lena schmidt", "Anna Lena Schmidt"), ("schmidt anna lena",
        "Anna Lena Schmidt"),
        ("8 Feb 1974", "Robert Imani"), ("2/8/1974", "Robert Imani"), ("8.2.74", "Robert Imani"), ("0126", "Robert Imani"), ("555-0126", "Robert Imani"),
        ("+1 512 555 0126", "Robert Imani"), ("0049 30 1234567", "Jürgen Müller"), ("dp-1200", "Robert Imani"), ("dp 1200", "Robert Imani"), ("1200", "Robert Imani"),
        ("r.imani@", "Robert Imani"), ("imani 1974", "Robert Imani"), ("imani 8.2.74", "Robert Imani"), ("0126 robert", "Robert Imani"), ("wright 9 aug 1977",
        "Kathryn Wright"),
    ],
)  # fmt: skip
def test_a_patient_is_found_by_whatever_is_typed(found, text, first):
    assert found(text)[:1] == [first]


@pytest.mark.parametrize(
    ("text", "first"),
    [("imnai", "Robert Imani"), ("robert imanu", "Robert Imani"), ("rbert imani", "Robert Imani"), ("muler", "Jürgen Müller"), ("jonson", "John Johnson"),
     ("jonsen john", "John Johnson"),
     ("catherine right", "Kathryn Wright"), ("shmidt", "Anna Lena Schmidt"), ("sorenson ima", "Ima Sorensen"), ("jhonson", "John Johnson"), ("wriht kathryn",
     "Kathryn Wright")],
)  # fmt: skip
def test_one_letter_wrong_or_a_name_as_it_sounds_still_finds_the_patient(found, text, first):
    assert first in found(text)


def test_beginnings_are_live_from_the_first_letter_and_family_names_come_first(found):
    assert found("ima") == ["Ima Sorensen", "Selima Imamovic", "Roberta Imani-Cole", "Robert Imani"]
    assert found("i")[:1] == ["Selima Imamovic"]


def test_nobody_is_found_by_what_nobody_bears(found):
    for text in ("xyzzy", "xyzzy quux", "99999999", "DP-9", "nobody@example.org", "31.12.1899", "imani 1999-09-09", "%", "_", "'; drop table patient"):
        assert found(text) == [], text


def test_consonants_that_are_alike_by_chance_name_nobody(found):
    with found.store.write("Add", **DESK) as write:
        rows.add(write, Patient(0, "Esther", "Katz", "DP-1301", created_at=NOW))
    assert found("cats") == ["Esther Katz"]
    assert found("xyzzy") == []


def test_a_misspelling_is_not_looked_for_where_the_word_itself_is_found(found):
    assert found("john") == ["John Johnson"]


def filing(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.read() as session:
        return {t.name: [tuple(r) for r in session.execute(select(t).order_by(*t.primary_key.columns))] for t in (name_word, name_gap, match_key, patient_token)}


def test_what_patients_are_found_by_follows_each_change_and_its_undo(found):
    store: Store = found.store
    before = filing(store)
    with store.read() as session:
        many = count(session)
    with store.write("Add", **DESK) as write:
        made = rows.add(write, Patient(0, "Ulrike", "Zimmermann", "DP-1300", birth_date=date(1970, 1, 2), created_at=NOW))
    assert found("zimerman") == ["Ulrike Zimmermann"]
    with store.write("Change", **DESK) as write:
        rows.change(write, replace(made, family_name="Falkenrath", former_names=("Zimmermann",)))
    assert found("falkenrath") == found("zimmermann") == ["Ulrike Falkenrath"]
    with store.read() as session:
        assert count(session) == many + 1
    store.undo(**DESK)
    assert found("falkenrath") == []
    store.undo(**DESK)
    assert filing(store) == before
    store.redo(**DESK)
    assert found("ulrike") == ["Ulrike Zimmermann"]


def test_many_patients_are_brought_in_as_one_entry_and_found_like_any_other(found):
    store: Store = found.store
    before = filing(store)
    crowd = [
        Patient(0, f"Given{n % 7}", f"Family{n % 50:02d}", f"X-{n}", birth_date=date(1950 + n % 50, 1, 1), phone=f"555 77{n:04d}", created_at=NOW)
        for n in range(300)
    ]  # fmt: skip
    with store.write("Bring in patients", **DESK) as write:
        assert rows.add_many(write, Patient, (crowd[:200], crowd[200:])) == 300
    assert len(found("family07")) == 6
    assert found("770123") == ["Given4 Family23"]
    with store.read() as session:
        assert session.execute(select(func.count()).select_from(match_key)).scalar_one() > 300 * 8
    grown = filing(store)
    with store.write("File anew", undoable=False, **DESK) as write:
        finding.rebuild(write.connection)
    assert filing(store) == grown
    store.undo(**DESK)
    assert filing(store) == before


def test_a_record_that_was_merged_is_found_only_by_its_chart_number_and_leads_to_the_other(found):
    store: Store = found.store
    with store.write("Merge", **DESK) as write:
        one, two = (p for p in search(write, asked=read("imani", day_first=False), limit=5))
        rows.change(write, replace(two, merged_into=one.id))
    assert found("cole") == []
    assert found("roberta imani") == ["Robert Imani"], "as a misspelling of Robert"
    assert found(two.chart) == ["Robert Imani"]
