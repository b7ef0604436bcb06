"""Patients as rows: found by name in any order, birth date, phone's last digits, chart number, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from rapidfuzz.distance import OSA
from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from frontdesk.data import tables
from frontdesk.data.rows import back
from frontdesk.data.search import digits, fold
from frontdesk.data.session import Session
from frontdesk.domain.patient import Note, Patient

_table = tables.patient
_token = tables.patient_token


def _patients(session: Session, wanted: Select[object]) -> tuple[Patient, ...]:
    return tuple(back(Patient, row) for row in session.execute(wanted).mappings())


def count(session: Session) -> int:
    return int(session.execute(select(func.count()).select_from(_table)).scalar_one())


def by_ids(session: Session, *, ids: Iterable[int]) -> dict[int, Patient]:
    return {p.id: p for p in _patients(session, select(_table).where(_table.c.id.in_(list(ids))))}


def next_chart(session: Session, *, prefix: str) -> str:
    """The next free chart number, "DP-1311"."""
    charts = select(_table.c.chart).where(_table.c.chart.like(f"{prefix}-%")).order_by(func.length(_table.c.chart).desc(), _table.c.chart.desc())
    last = digits(str(session.execute(charts.limit(1)).scalar() or ""))
    return f"{prefix}-{int(last or 1000) + 1}"


def search(session: Session, *, text: str, day: date | None, limit: int) -> tuple[Patient, ...]:
    """Ranked: exact prefixes first; one misspelt word only where nothing else was found. ``day``: the text read as a birth date."""
    words = fold(text).split()
    if not words and not day:
        order = select(_table).order_by(_table.c.folded_names, _table.c.id)
        return _patients(session, order.limit(limit))
    found = _patients(session, _prefixes(words, text, day).order_by(_table.c.folded_names, _table.c.id).limit(limit))
    return found or _misspelt(session, words, limit)


def _prefixes(words: list[str], text: str, day: date | None) -> Select[object]:
    ways: list[ColumnElement[bool]] = [and_(True, *(_has_token(word) for word in words))] if words else []
    number = digits(text)
    if len(number) >= 3 and not re.search(r"[^\W\d_]{2}", text):
        ways.append(_table.c.phone_digits.like(f"{number[::-1]}%"))
    if "@" in text or "." in text:
        ways.append(_table.c.email_folded.like(f"{text.strip().casefold().replace('%', '')}%"))
    if day:
        ways.append(_table.c.birth_date == day)
    if number:
        ways.append(_table.c.chart.like(f"%{number}") if len(number) >= 3 else _table.c.chart == text.strip().upper())
    return select(_table).where(or_(*ways))


def _has_token(word: str) -> ColumnElement[bool]:
    within = select(_token.c.patient_id).where(_token.c.token >= word, _token.c.token < word + "\U0010ffff")
    return _table.c.id.in_(within)


def _misspelt(session: Session, words: list[str], limit: int) -> tuple[Patient, ...]:
    """One wrong letter a word: names beginning with the same letter, or one that sounds alike, at one edit's distance."""
    if not words or any(len(word) < 3 for word in words):
        return ()
    sets = []
    for word in words:
        near = _near_tokens(session, word)
        sets.append({row[0] for row in session.execute(select(_token.c.patient_id).where(_token.c.token.in_(near)))} if near else set())
    ids = set.intersection(*sets)
    return _patients(session, select(_table).where(_table.c.id.in_(list(ids)[:500])).order_by(_table.c.folded_names).limit(limit))


def _near_tokens(session: Session, word: str) -> list[str]:
    tokens = session.execute(select(_token.c.token).distinct().where(func.length(_token.c.token) >= len(word) - 1))
    near = []
    for (token,) in tokens:
        if OSA.distance(word, token[: len(word) + 1], score_cutoff=1) <= 1 or OSA.distance(word, token[: len(word)], score_cutoff=1) <= 1:
            near.append(token)
    return near[:200]


def alike(session: Session, *, name: str, phone: str, email: str, birth_date: date | None) -> tuple[Patient, ...]:
    """Everybody worth comparing with this person: same e-mail, phone or birth date, or a name one letter away. At most 60."""
    ways: list[ColumnElement[bool]] = []
    number = digits(phone)
    if len(number) >= 7:
        ways.append(_table.c.phone_digits.like(f"{number[-7:][::-1]}%"))
    if email.strip():
        ways.append(_table.c.email_folded == email.strip().casefold())
    if birth_date:
        ways.append(_table.c.birth_date == birth_date)
    words = [word for word in fold(name).split() if len(word) >= 2]
    near = {token for word in words for token in _near_tokens(session, word)}
    if near:
        pairs = select(_token.c.patient_id).where(_token.c.token.in_(near)).group_by(_token.c.patient_id)
        ways.append(_table.c.id.in_(pairs.having(func.count() >= min(2, len(words)))))
    if not ways:
        return ()
    return _patients(session, select(_table).where(or_(*ways)).order_by(_table.c.id).limit(60))


def notes(session: Session, *, patient_id: int) -> tuple[Note, ...]:
    table = tables.note
    wanted = select(table).where(table.c.patient_id == patient_id).order_by(table.c.at.desc(), table.c.id.desc())
    return tuple(back(Note, row) for row in session.execute(wanted).mappings())
