"""What came from other systems: under which key, what was made of it, and what the file said each time."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from frontdesk.data import tables
from frontdesk.data.many import among
from frontdesk.data.session import Session, Write

_table = tables.origin
ERASED = "erased"
MOST_SEEN = 50
"""Fingerprints kept of one record, the newest last."""


@dataclass(frozen=True, slots=True)
class Origin:
    """``noun`` says what ``ids`` are (patient, appointment, block). ``alike``: patients who may be the same.

    ``seen``: fingerprints of what was said, each with its version behind a blank where the file named one.
    """

    id: int
    noun: str
    ids: tuple[int, ...]
    seen: tuple[str, ...]
    alike: tuple[int, ...]

    @property
    def version(self) -> str:
        """Of what was said last."""
        return self.seen[-1].partition(" ")[2] if self.seen else ""

    def knows(self, said: str, version: str = "") -> bool:
        """Whether nothing new is said: not where a later version goes back to what an earlier one said."""
        known = [entry.partition(" ")[0] for entry in self.seen]
        return said in known and (said == known[-1] or not version > self.version > "")

    def outdates(self, version: str) -> bool:
        """Whether this is older by its number and by its date: a program that counts anew is heard by its date."""
        return version < self.version and version.partition(" ")[2] <= self.version.partition(" ")[2] if version else False


def _entry(said: str, version: str) -> str:
    return f"{said} {version}" if version else said


def _hidden(key: str) -> str:
    """A key may hold a name; only its fingerprint is kept."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def by_keys(session: Session, *, keys: Collection[str]) -> dict[str, Origin]:
    """Those of these records that have been here before."""
    wanted = {_hidden(key): key for key in keys}
    hidden = list(wanted)
    found: dict[str, Origin] = {}
    for start in range(0, len(hidden), 500):
        rows = session.execute(select(_table).where(_table.c.key.in_(hidden[start : start + 500])))
        found |= {wanted[row.key]: Origin(row.id, row.noun, tuple(row.ids), tuple(row.seen), tuple(row.alike)) for row in rows}
    return found


def add(write: Write, *, key: str, noun: str, ids: Sequence[int], seen: str, version: str = "", alike: Sequence[int] = ()) -> Origin:
    made = write.insert(_table, {"key": _hidden(key), "noun": noun, "ids": list(ids), "seen": [_entry(seen, version)], "alike": list(alike)})
    return Origin(made, noun, tuple(ids), (_entry(seen, version),), tuple(alike))


def renew(write: Write, origin: Origin, *, seen: str, version: str = "", ids: Sequence[int] | None = None) -> Origin:
    """The record said something else this time; what was made of it may be other rows now."""
    now = Origin(origin.id, origin.noun, origin.ids if ids is None else tuple(ids), (*origin.seen, _entry(seen, version))[-MOST_SEEN:], origin.alike)
    write.update(_table, origin.id, {"ids": list(now.ids), "seen": list(now.seen)})
    return now


def liken(write: Write, origin: Origin, *, alike: Sequence[int]) -> Origin:
    """These patients may be the same as the one that this record became."""
    now = replace(origin, alike=tuple(dict.fromkeys((*origin.alike, *alike))))
    write.update(_table, origin.id, {"alike": list(now.alike)})
    return now


def forget(write: Write, *, key: str) -> None:
    """Whoever this came from has been erased; it is not taken in again."""
    write.insert(_table, {"key": _hidden(key), "noun": ERASED, "ids": [], "seen": [], "alike": []})


def empty(write: Write, *, origin_id: int) -> None:
    """What was made of this record has been erased; it is not made again."""
    write.update(_table, origin_id, {"noun": ERASED, "ids": [], "seen": [], "alike": []})


def erased(session: Session, *, keys: Collection[str]) -> set[str]:
    """Those of these records whose person has been erased."""
    hidden = {_hidden(key): key for key in keys}
    here = [hidden[one] for one in among(session.connection, _table.c.key, hidden)]
    return {key for key, origin in by_keys(session, keys=here).items() if origin.noun == ERASED}


def undecided(session: Session) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """(patient, patients who may be the same), as the imports marked them."""
    rows = session.execute(select(_table).where(_table.c.noun == "patient").order_by(_table.c.id))
    return tuple((row.ids[0], tuple(row.alike)) for row in rows if row.alike and row.ids)
