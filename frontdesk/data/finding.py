"""By what a patient is found: words of the names, and keys for matching, kept in step with the record by every way of writing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, Table, bindparam, delete, insert, select, text, update
from sqlalchemy.engine import RowMapping

from frontdesk.data.dialect import hold_words
from frontdesk.data.people_tables import match_key, name_gap, name_word, patient_reach
from frontdesk.data.tables import patient, patient_token
from frontdesk.domain import match_keys
from frontdesk.domain.folding import gaps, sound
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.traits import Traits, of_parts

Row = Mapping[str, Any] | RowMapping
EVERYBODY = ""
PARTS = ("street", "street2", "city", "region", "postcode", "country")
_CHUNK = 20_000
_COLUMNS = (
    patient.c.id, patient.c.given_name, patient.c.family_name, patient.c.preferred_name, patient.c.former_names, patient.c.birth_date, patient.c.phone,
    patient.c.email, *(patient.c[f"address_{p}"] for p in PARTS), patient.c.folded_names, patient.c.merged_into,
)  # fmt: skip
_ids: BindParameter[Any] = bindparam("ids", expanding=True)
_PARTS_OF = select(*_COLUMNS).where(patient.c.id.in_(_ids))
_REACH = select(patient_reach.c.patient_id, patient_reach.c.kind, patient_reach.c.value).where(patient_reach.c.patient_id.in_(_ids))
_BORNE = select(name_word.c.token, name_word.c.count).where(name_word.c.token.in_(bindparam("words", expanding=True)))


@dataclass(frozen=True, slots=True)
class Filed:
    """What one patient is filed under."""

    words: frozenset[str] = frozenset()
    keys: frozenset[int] = frozenset()


def traits_of(connection: Connection, ids: Collection[int]) -> dict[int, Traits]:
    """The folded parts of each of these patients, with all their phones and addresses."""
    return {row.id: _traits(row, reach) for row, reach in _rows(connection, list(ids))}


def _rows(connection: Connection, ids: list[int]) -> Iterator[tuple[Any, list[Any]]]:
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        reach: dict[int, list[Any]] = {}
        for one in connection.execute(_REACH, {"ids": part}):
            reach.setdefault(one.patient_id, []).append(one)
        for row in connection.execute(_PARTS_OF, {"ids": part}):
            yield row, reach.get(row.id, [])


def _traits(row: Any, reach: Iterable[Any]) -> Traits:
    more = list(reach)
    return of_parts(
        given=row.given_name, family=row.family_name, preferred=row.preferred_name, formers=row.former_names, birth=row.birth_date,
        phones=(row.phone, *(r.value for r in more if r.kind == "phone")), emails=(row.email, *(r.value for r in more if r.kind == "email")),
        address=PostalAddress(*(getattr(row, f"address_{p}") for p in PARTS)),
    )  # fmt: skip


def _filed(row: Any, reach: Iterable[Any]) -> Filed:
    if row.merged_into is not None:
        return Filed()
    return Filed(frozenset((*row.folded_names.split(), EVERYBODY)), frozenset(match_keys.stored(_traits(row, reach))))


def filed(connection: Connection, ids: Collection[int]) -> dict[int, Filed]:
    return {row.id: _filed(row, reach) for row, reach in _rows(connection, list(ids))}


def before(connection: Connection, table: Table, row: Row) -> dict[int, Filed]:
    """Under what those whom a change of that row concerns are filed now; handed to ``settle`` afterwards."""
    return filed(connection, _concerned(table, row))


def settle(connection: Connection, table: Table, row: Row, was: Mapping[int, Filed]) -> None:
    """File anew whomever the change concerned. ``row`` as it is now (or was, where it has gone)."""
    people = _concerned(table, row) | set(was)
    now = filed(connection, people)
    _file(connection, {one: (was.get(one, Filed()), now.get(one, Filed())) for one in people})


def _concerned(table: Table, row: Row) -> set[int]:
    if table is patient:
        return {row["id"]} if row.get("id") else set()
    return {row["patient_id"]} if table is patient_reach and row.get("patient_id") else set()


def learn(connection: Connection, first: int, last: int) -> None:
    """File many new patients at once."""
    words: Counter[str] = Counter()
    for start in range(first, last + 1, _CHUNK):
        found = filed(connection, range(start, min(start + _CHUNK, last + 1)))
        _add(connection, {key: one.words for key, one in found.items()}, {key: one.keys for key, one in found.items()})
        for one in found.values():
            words.update(one.words)
    _count(connection, words)


def rebuild(connection: Connection) -> None:
    """File everybody anew: after an upgrade that brought these tables, or for a repair."""
    for table in (name_gap, name_word, match_key, patient_token):
        connection.execute(delete(table))
    last = connection.execute(text("SELECT coalesce(max(id), 0) FROM patient")).scalar_one()
    learn(connection, 1, last)


def _file(connection: Connection, changed: Mapping[int, tuple[Filed, Filed]]) -> None:
    words: Counter[str] = Counter()
    for key, (before, after) in changed.items():
        words.update(after.words)
        words.subtract(before.words)
        for table, column, gone in ((patient_token, "token", before.words - after.words - {EVERYBODY}), (match_key, "key", before.keys - after.keys)):
            if gone:
                connection.execute(delete(table).where(table.c[column].in_(list(gone)), table.c.patient_id == key))
    fresh = {key: after.words - before.words for key, (before, after) in changed.items()}
    _add(connection, fresh, {key: after.keys - before.keys for key, (before, after) in changed.items()})
    _count(connection, words)


def _add(connection: Connection, words: Mapping[int, Collection[str]], keys: Mapping[int, Collection[int]]) -> None:
    """In the order of the index, so that a large one is written from one end to the other."""
    _put(connection, "patient_token", "token", sorted((word, key) for key, own in words.items() for word in own if word))
    _put(connection, "match_key", "key", sorted((number, key) for key, own in keys.items() for number in own))


def _put(connection: Connection, table: str, column: str, pairs: list[tuple[Any, int]]) -> None:
    """Straight to the driver: of a million patients these are thirty million rows."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    if pairs:
        connection.exec_driver_sql(f"INSERT INTO {table} ({column}, patient_id) VALUES ({mark}, {mark})", pairs)


def _count(connection: Connection, words: Counter[str]) -> None:
    """Words borne by more or by fewer than before; a word that nobody bears any more goes, with its gaps."""
    moved = sorted((word, by) for word, by in words.items() if by)
    if not moved:
        return
    hold_words(connection)
    known = borne(connection, [word for word, _ in moved])
    new = [{"token": word, "count": by, "sound": sound(word) if word else ""} for word, by in moved if word not in known]
    if new:
        connection.execute(insert(name_word), new)
        rows = sorted({(gap, one["token"]) for one in new if one["token"] for gap in gaps(str(one["token"]))})
        if rows:
            connection.execute(insert(name_gap), [{"gap": gap, "token": token} for gap, token in rows])
    more = {word: known[word] + by for word, by in moved if word in known}
    if more:
        change = update(name_word).where(name_word.c.token == bindparam("word")).values(count=bindparam("total"))
        connection.execute(change, [{"word": word, "total": total} for word, total in more.items()])
    for word in (word for word, total in more.items() if total <= 0):
        connection.execute(delete(name_word).where(name_word.c.token == word))
        connection.execute(delete(name_gap).where(name_gap.c.gap.in_(list(gaps(word))), name_gap.c.token == word))


def borne(connection: Connection, words: list[str]) -> dict[str, int]:
    """By how many patients each of these words is borne."""
    found: dict[str, int] = {}
    for start in range(0, len(words), 500):
        found.update({row[0]: row[1] for row in connection.execute(_BORNE, {"words": words[start : start + 500]})})
    return found
