"""Who on file may be this person: those who share the rarest keys, weighed (domain.matching). A wider look only where nothing convinces."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import bindparam, select

from frontdesk.data import find
from frontdesk.data.finding import borne, traits_of
from frontdesk.data.patients import by_ids, count
from frontdesk.data.people_tables import not_same_patient
from frontdesk.data.session import Session
from frontdesk.domain import match_keys, matching
from frontdesk.domain.evidence import Crowd, Evidence, Lore, Measure
from frontdesk.domain.matching import Candidate, Verdict
from frontdesk.domain.traits import Known, Traits, of_known

_apart = not_same_patient
_DIFFERENT = select(_apart.c.patient_id, _apart.c.other_id).where((_apart.c.patient_id == bindparam("patient")) | (_apart.c.other_id == bindparam("patient")))
_COMMON = 300
"""A key that so many share singles nobody out."""
_FIRST, _COMPARED = 16, 120
"""People who are weighed one by one: those who share the rarest keys; and how many of them where the first few do not convince."""

Judged = tuple[int, Evidence, Verdict]


def candidates(
    session: Session, known: Known, *, measure: Measure, lore: Lore, today: date, besides: Collection[int] = (), limit: int = 5
) -> tuple[Candidate, ...]:  # fmt: skip
    """Ranked, with their reasons. ``besides``: ids that are not asked for (this record itself, those the desk has ruled out)."""
    found = judged(session, of_known(known), measure=measure, lore=lore, today=today, besides=besides, limit=limit)
    people = by_ids(session, ids=[key for key, _, _ in found])
    made = []
    for key, evidence, verdict in found:
        told, against = matching.reasons(evidence.levels)
        made.append(Candidate(people[key], round(evidence.bits, 1), told, verdict, against, matching.doubtful(evidence.levels)))
    return tuple(made)


def judged(
    session: Session, asked: Traits, *, measure: Measure, lore: Lore, today: date, besides: Collection[int] = (), limit: int = 5
) -> tuple[Judged, ...]:  # fmt: skip
    """(id, evidence, verdict), best first."""
    people = count(session)
    crowd = crowd_of(session, asked, people)
    ids = [one for one in sharing(session, asked, people) if one not in besides]

    def weighed(keys: Iterable[int]) -> tuple[Judged, ...]:
        people_ = traits_of(session.connection, list(keys)).items()
        return matching.rank(asked, people_, measure=measure, lore=lore, crowd=crowd, today=today, limit=limit)

    def convinces(found: tuple[Judged, ...]) -> bool:
        return bool(found) and (found[0][2] == "same" or found[0][1].bits >= math.log2(people + 1) + 2)

    for many in (_FIRST, _COMPARED):
        found = weighed(ids[:many])
        if convinces(found):
            return found
    wider = find.near_pairs(session, f"{asked.given} {asked.family}", limit=60) - set(ids) - set(besides)
    return weighed({*ids, *wider}) if wider else found


def crowd_of(session: Session, asked: Traits, people: int) -> Crowd:
    words = {word for text in (asked.given, asked.family, *asked.also, *asked.formers) for word in text.split()}
    names = borne(session.connection, sorted(words))
    return Crowd(people, names, {kind: _many(session, match_keys.number(key)) for kind, key in match_keys.place(asked).items()})


def _many(session: Session, key: int) -> int:
    """How many are filed under a key, as far as it is worth counting."""
    asked = f"SELECT count(*) FROM (SELECT 1 AS one FROM match_key WHERE key = {key:d} LIMIT 2000) AS k"
    return int(session.connection.exec_driver_sql(asked).scalar_one())


def sharing(session: Session, asked: Traits, people: int) -> list[int]:
    """Those who share the rarest keys with this person, the likeliest first; a key that too many share only adds to those whom another one found."""
    placed = {match_keys.number(key) for key in match_keys.place(asked).values()}
    holders = _holders(session, sorted(match_keys.asked(asked) - placed), most=_COMMON)
    weight: dict[int, float] = defaultdict(float)
    for those in sorted(holders.values(), key=len):
        rarity = math.log2((people + 2) / len(those))
        for one in those:
            if len(those) < _COMMON or one in weight or len(weight) < 10:
                weight[one] += rarity
    return sorted(weight, key=lambda key: (-weight[key], key))[:_COMPARED]


def _holders(session: Session, keys: list[int], *, most: int) -> dict[int, list[int]]:
    """Who is filed under each key, at most so many of each. The keys are numbers of ours, so that they may stand in the statement."""
    found: dict[int, list[int]] = {}
    for start in range(0, len(keys), 60):
        one = "SELECT key, patient_id FROM (SELECT key, patient_id FROM match_key WHERE key = {0:d} LIMIT {1:d}) AS k{2:d}"
        asked = " UNION ALL ".join(one.format(key, most, n) for n, key in enumerate(keys[start : start + 60]))
        for key, patient_id in session.connection.exec_driver_sql(asked).all():
            found.setdefault(key, []).append(patient_id)
    return found


def judged_different(session: Session, *, patient_id: int) -> set[int]:
    """Patients of whom the desk has said that they are not this one."""
    return {one for row in session.execute(_DIFFERENT, {"patient": patient_id}) for one in row} - {patient_id}
