"""Type-ahead over a million patients: beginnings of words first, one misspelling or a name that only sounds alike where nothing else is found.

Every step is a bounded look into an index. A beginning of one or two letters is never ranked: whoever comes first by name is shown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import func, select

from frontdesk.data import tables
from frontdesk.data.patients import by_ids, read
from frontdesk.data.session import Session
from frontdesk.domain.asking import Asked
from frontdesk.domain.folding import GAPPED, fold, gaps, sound
from frontdesk.domain.patient import Patient

_table = tables.patient
_LAST = "\U0010ffff"
_NEAR = 12
"""Names like a misspelt one that are tried; more add nothing (study, section 2)."""
_SCANNED = 3000
_BY_NAME = select(_table).where(func.coalesce(_table.c.merged_into, 0) == 0).order_by(_table.c.folded_names, _table.c.id)
"""Everybody; said so that the index of names is gone along: by that of the merged ones every record would be read and sorted for the first page."""
_PREFIX = "DP"
"""Of chart numbers this program gives: their digits alone will do."""


def search(session: Session, *, asked: Asked, limit: int) -> tuple[Patient, ...]:
    """In the order in which they are shown. A chart number of a record that was merged leads to the one that holds everything now."""
    if asked.blank:
        return read(session, _BY_NAME.limit(limit))
    charts = [key for chart in _charts(asked) for key in _chart(session, chart)]
    ids = list(dict.fromkeys((*charts, *(() if asked.chart and charts else _ids(session, asked, limit)))))[: 4 * limit]
    found = by_ids(session, ids=ids)
    kept = by_ids(session, ids={into for key in charts if (into := found[key].merged_into) is not None})
    people = [found[key] for key in ids if key in found and (found[key].merged_into is None or key in charts)]
    shown = list(dict.fromkeys(p if p.merged_into is None else kept[p.merged_into] for p in people))
    whole = set(asked.words)
    return tuple(sorted(shown, key=lambda p: not {fold(p.family_name), fold(p.given_name)} & whole)[:limit] if whole else shown[:limit])


def _charts(asked: Asked) -> tuple[str, ...]:
    if asked.chart:
        return (asked.chart,)
    return tuple(c for n in asked.numbers if len(n) <= 9 and not asked.words for c in (n, f"{_PREFIX}-{n}"))


def _ids(session: Session, asked: Asked, limit: int) -> list[int]:
    if asked.mail:
        return _beginning(session, "email_folded", asked.mail, limit) + _reach(session, asked.mail, limit)
    if asked.words and not asked.days and not asked.numbers:
        return by_name(session, asked.words, limit)
    if asked.words:
        return _narrowed(session, asked, limit)
    for day in asked.days:
        if born := _born(session, day, day, limit):
            return born + _by_number(session, asked.numbers, limit)
    return _by_number(session, asked.numbers, limit)


def _chart(session: Session, chart: str) -> list[int]:
    bare = re.sub(r"[\s-]", "", chart)
    tried = {chart, bare, re.sub(r"(?<=[A-Z])(?=\d)", "-", bare), re.sub(r"(?<=[A-Z])(?=\d)", " ", bare)}
    return [row[0] for row in session.execute(select(_table.c.id).where(_table.c.chart.in_(tried)))]


def _born(session: Session, first: date, last: date, limit: int) -> list[int]:
    when = _table.c.birth_date == first if first == last else _table.c.birth_date.between(first, last)
    order = (_table.c.folded_names, _table.c.id) if first == last else (_table.c.birth_date,)
    return [row[0] for row in session.execute(select(_table.c.id).where(when, _table.c.merged_into.is_(None)).order_by(*order).limit(limit))]


def _by_number(session: Session, numbers: Sequence[str], limit: int) -> list[int]:
    """The end of a phone number (whichever way the country is written), a year of birth."""
    found: list[int] = []
    for number in numbers:
        if len(number) >= 3:
            found += _phone(session, number, limit)
        if len(number) == 4 and 1900 <= int(number) <= 2100 and len(found) < limit:
            found += _born(session, date(int(number), 1, 1), date(int(number), 12, 31), limit - len(found))
    return found


def _phone(session: Session, number: str, limit: int) -> list[int]:
    back = number[::-1]
    found = _beginning(session, "phone_digits", back, limit) + _reach(session, back, limit)
    if not found and len(number) > 7:
        last = number.lstrip("0")[-9:] if number.startswith("0") else number[-9:]
        found = _beginning(session, "phone_digits", last[::-1], limit) or _beginning(session, "phone_digits", back[:7], limit) + _reach(session, back[:7], limit)
    return found


def _beginning(session: Session, column: str, start: str, limit: int) -> list[int]:
    one = _table.c[column]
    return [row[0] for row in session.execute(select(_table.c.id).where(one >= start, one < start + _LAST).order_by(one).limit(limit))]


def _reach(session: Session, start: str, limit: int) -> list[int]:
    asked = f"SELECT patient_id FROM patient_reach WHERE folded >= ? AND folded < ? LIMIT {limit:d}"
    return [row[0] for row in _run(session, asked, start, start + _LAST)]


def _narrowed(session: Session, asked: Asked, limit: int) -> list[int]:
    """Words together with a date or a number: those whom the number finds, of whom the words are true as well."""
    held = [key for day in asked.days for key in _born(session, day, day, 400)] if asked.days else _by_number(session, asked.numbers, 400)
    people = by_ids(session, ids=held)
    fitting = [key for key in dict.fromkeys(held) if key in people and _bears(people[key], asked.words)]
    if fitting or asked.days:
        return fitting
    named = by_ids(session, ids=by_name(session, asked.words, 200))
    year = next((int(n) for n in asked.numbers if len(n) == 4), 0)
    return [p.id for p in named.values() if p.birth_date and p.birth_date.year == year] or by_name(session, (*asked.words, *asked.numbers), limit)


def _bears(patient: Patient, words: Sequence[str]) -> bool:
    names = fold(" ".join((patient.given_name, patient.family_name, patient.preferred_name, *patient.former_names))).split()
    return all(any(name.startswith(word) or OSA.distance(word, name, score_cutoff=1) <= 1 for name in names) for word in words)


# -- names


def by_name(session: Session, words: Sequence[str], limit: int) -> list[int]:
    """Ids by name, exact beginnings before misspellings."""
    found = _one_word(session, words[0], limit) if len(words) == 1 else _several(session, words, limit)
    return found or _misspelt(session, words, limit)


def _one_word(session: Session, word: str, limit: int) -> list[int]:
    found = _probe(session, "folded_names", [word], limit)
    if len(found) < limit:
        found += _probe(session, "folded_reversed", [word], limit)
    if len(found) < limit and len(word) > 1:
        asked = f"SELECT patient_id FROM patient_token WHERE token >= ? AND token < ? LIMIT {limit:d}"
        found += [row[0] for row in _run(session, asked, word, word + _LAST)]
    return list(dict.fromkeys(found))


def _several(session: Session, words: Sequence[str], limit: int) -> list[int]:
    """Whole names in either order, then beginnings of both, then any words of the name in any order."""
    orders = list(dict.fromkeys((" ".join(words), " ".join(reversed(words)), " ".join((*words[1:], words[0])), " ".join((words[-1], *words[:-1])))))
    found = _probe(session, "folded_names", orders, limit) + _probe(session, "folded_reversed", orders, limit)
    if len(set(found)) < limit and len(words) == 2:
        found += _both(session, words[0], words[1], limit) + _both(session, words[1], words[0], limit)
    if not found or (len(set(found)) < limit and len(words) > 2):
        found += _any_words(session, words, limit)
    return list(dict.fromkeys(found))[:limit]


def _both(session: Session, family: str, given: str, limit: int) -> list[int]:
    """The beginnings of both names; the longer of the two decides where to look."""
    first, second, start, rest = ("folded_names", "folded_reversed", family, given) if len(family) >= len(given) else ("folded_reversed", "folded_names", given, family)
    most = 6 * _SCANNED if len(start) > 2 else _SCANNED
    asked = (
        f"SELECT id FROM (SELECT id, {second} AS other FROM patient WHERE {first} >= ? AND {first} < ? ORDER BY {first} LIMIT {most}) AS k "
        f"WHERE other >= ? AND other < ? LIMIT {limit:d}"
    )
    return [row[0] for row in _run(session, asked, start, start + _LAST, rest, rest + _LAST)]


def _any_words(session: Session, words: Sequence[str], limit: int) -> list[int]:
    """Middle names, second family names: those who bear the rarest of the words, of whom the others are true."""
    totals = {word: _borne(session, word) for word in words}
    rarest = min(words, key=lambda w: (totals[w], -len(w)))
    if not totals[rarest]:
        return []
    asked = (
        f"SELECT p.id, p.folded_names FROM (SELECT DISTINCT patient_id FROM patient_token WHERE token >= ? AND token < ? LIMIT {_SCANNED}) AS t "
        "JOIN patient p ON p.id = t.patient_id"
    )
    fitting = []
    for key, names in _run(session, asked, rarest, rarest + _LAST):
        left = names.split()
        if all(any(name.startswith(word) for name in left) for word in words):
            fitting.append(key)
            if len(fitting) >= limit:
                break
    return fitting


def _borne(session: Session, word: str) -> int:
    """By how many a word that begins so is borne; from a thousand different words on, by many."""
    asked = "SELECT coalesce(sum(count), 0) FROM (SELECT count FROM name_word WHERE token >= ? AND token < ? LIMIT 1000) AS k"
    return int(_run(session, asked, word, word + _LAST)[0][0])


# -- misspelt


def _misspelt(session: Session, words: Sequence[str], limit: int) -> list[int]:
    """First one letter wrong, then a name that sounds alike."""
    if len(words) == 1:
        near = _near(session, words[0]) if len(words[0]) > 2 else []
        return _bearers(session, near or _heard(session, words[0]), limit) or _bearers(session, _heard(session, words[0]), limit)
    return list(dict.fromkeys(_pairs(session, words[:2] if len(words) == 2 else [words[0], words[-1]], limit)))[:limit]


def _pairs(session: Session, words: Sequence[str], limit: int) -> list[int]:
    """One of the two misspelt, then both, then one or both only heard."""
    one, two = words
    near = [[w for w in _near(session, word) if w != word] if len(word) > 2 else [] for word in words]
    for kind in ("near", "heard"):
        if kind == "heard":
            near = [list(dict.fromkeys((*own, *(w for w in _heard(session, word) if w != word)))) for own, word in zip(near, words, strict=True)]
        found = _probe_pairs(session, [(one, w) for w in near[1]] + [(w, two) for w in near[0]], limit)
        if not found:
            found = _probe_pairs(session, [(a, b) for a in near[0][:8] for b in near[1][:8]], limit)
        if found:
            return found
    return []


def near_pairs(session: Session, text: str, *, limit: int) -> set[int]:
    """Who bears names like these two, each one letter wrong or sounding alike."""
    words = [word for word in fold(text).split() if len(word) > 1]
    return set(_pairs(session, (words[0], words[-1]), limit)) if len(words) > 1 else set()


def _probe_pairs(session: Session, pairs: Sequence[tuple[str, str]], limit: int) -> list[int]:
    """Each pair as family and given name and the other way round."""
    starts = list(dict.fromkeys(f"{a} {b}" for a, b in pairs))
    turned = list(dict.fromkeys(f"{b} {a}" for a, b in pairs))
    if not starts:
        return []
    return _probe(session, "folded_reversed", starts, limit) + _probe(session, "folded_names", starts + turned, limit) + _probe(session, "folded_reversed", turned, limit)


def _near(session: Session, word: str) -> list[str]:
    """Words of names at one letter's distance, the nearest and commonest first."""
    left = sorted(gaps(word))
    asked = f"SELECT DISTINCT g.token, w.count FROM name_gap g JOIN name_word w ON w.token = g.token WHERE g.gap IN ({', '.join('?' * len(left))})"
    found = []
    for token, count in _run(session, asked, *left):
        apart = OSA.distance(word, token, score_cutoff=1)
        if apart > 1 and len(word) >= GAPPED - 1:
            apart = min(OSA.distance(word, token[: len(word) + by], score_cutoff=1) for by in (-1, 0, 1))
        if apart <= 1:
            found.append((apart - 0.12 * math.log(count + 1), token))
    return [token for _, token in sorted(found)[:_NEAR]]


def _heard(session: Session, word: str) -> list[str]:
    heard = _run(session, "SELECT token, count FROM name_word WHERE sound = ? ORDER BY count DESC LIMIT 2000", sound(word))
    apart = {token: OSA.distance(word, token) for token, _ in heard if token}
    ranked = sorted((apart[token] - 0.12 * math.log(count + 1), token) for token, count in heard if token and _likely(word, token, apart[token]))
    return [token for _, token in ranked[:_NEAR]]


def _likely(word: str, token: str, apart: int) -> bool:
    """A third of the letters at least are the same ("wright", "rite"): among four consonants by chance ("xyzzy", "katz") nobody is meant."""
    return 3 * apart <= 2 * max(len(word), len(token))


def _bearers(session: Session, tokens: Sequence[str], limit: int) -> list[int]:
    found: list[int] = []
    for token in tokens:
        if len(found) >= limit:
            break
        found += [row[0] for row in _run(session, f"SELECT patient_id FROM patient_token WHERE token = ? LIMIT {max(3, limit // 3)}", token)]
    return list(dict.fromkeys(found))


# -- statements


def _probe(session: Session, column: str, starts: Sequence[str], limit: int) -> list[int]:
    """Who stands under each of these beginnings, in their order; one statement for all of them."""
    found: list[int] = []
    for at in range(0, len(starts), 60):
        part = starts[at : at + 60]
        one = f"SELECT id FROM (SELECT id FROM patient WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT {limit:d}) AS k"
        asked = " UNION ALL ".join(f"{one}{n}" for n in range(len(part)))
        found += [row[0] for row in _run(session, asked, *(x for start in part for x in (start, start + _LAST)))]
    return found


def _run(session: Session, asked: str, *values: str) -> Sequence[Any]:
    """A statement of ours with its values, which alone come from outside."""
    mark = "?" if session.connection.dialect.name == "sqlite" else "%s"
    return session.connection.exec_driver_sql(asked.replace("?", mark), values).all()
