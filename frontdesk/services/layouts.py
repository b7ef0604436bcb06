"""What the columns of forms and tables hold, as the desk has confirmed it: kept for the whole clinic, and followed when such a file comes again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from frontdesk.data import preferences
from frontdesk.data.store import Session
from frontdesk.domain.folding import fold
from frontdesk.domain.incoming import Column
from frontdesk.services.desk import Desk

_FORMS, _TABLES = "columns of forms", "columns of tables"
MOST = 200
"""Layouts of each sort that are kept, the newest."""

Layouts = dict[str, dict[str, str]]
"""Fingerprint of the columns -> label -> what it holds."""


def of_forms(session: Session) -> Layouts:
    return dict(preferences.value(session, who="", name=_FORMS) or {})


def of_tables(session: Session) -> Layouts:
    return dict(preferences.value(session, who="", name=_TABLES) or {})


def table_mark(columns: Sequence[Column]) -> str:
    """The same for the same titles in the same order."""
    return hashlib.sha256("\x1f".join(fold(c.title) or str(c.number) for c in columns).encode("utf-8", "replace")).hexdigest()[:16]


def remember_form(desk: Desk, *, fingerprint: str, kinds: Mapping[str, str]) -> None:
    """``kinds``: by label."""
    _remember(desk, _FORMS, fingerprint, kinds)


def remember_table(desk: Desk, *, columns: Sequence[Column], fields: Mapping[int, str]) -> None:
    """``fields``: by column number."""
    _remember(desk, _TABLES, table_mark(columns), {str(number): field for number, field in fields.items()})


def _remember(desk: Desk, name: str, mark: str, said: Mapping[str, str]) -> None:
    with desk.write("Remember what the columns hold") as write:
        kept = dict(preferences.value(write, who="", name=name) or {})
        kept.pop(mark, None)
        preferences.put(write, who="", name=name, value=dict([*kept.items(), (mark, dict(said))][-MOST:]))
