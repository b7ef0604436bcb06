"""Everything held on one person as the file that is handed over: for reading, and for another program."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

_UNSAID = frozenset({"id", "version", "folded_names", "folded_reversed", "phone_digits", "email_folded", "folded", "seen", "moved", "taken"})
"""Columns that say nothing of the person: numbers of rows, and what is made of other columns for searching."""

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def packed(rows: Rows, *, clinic: str, person: str, made: datetime) -> bytes:
    """A ZIP file of two: ``record.txt`` to be read, ``record.json`` whole. The same rows give the same bytes."""
    out = io.BytesIO()
    stamp = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        whole = {"clinic": clinic, "person": person, "made": made.isoformat(), "held": {name: [dict(row) for row in table] for name, table in rows.items()}}
        for name, text in (("record.txt", readable(rows, clinic=clinic, person=person, made=made)), ("record.json", json.dumps(whole, ensure_ascii=False, indent=1))):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            file.writestr(entry, text.encode("utf-8", "surrogatepass"))
    return out.getvalue()


def readable(rows: Rows, *, clinic: str, person: str, made: datetime) -> str:
    """Each row under the name of what it is; nothing that is empty."""
    lines = [f"What {clinic} holds on {person}", f"Made on {made:%d %B %Y at %H:%M}", ""]
    for name, table in rows.items():
        found = list(table)
        lines += [f"{_words(name)}: {len(found)}", ""]
        for row in found:
            lines += [f"    {_words(column)}: {_value(value)}" for column, value in row.items() if column not in _UNSAID and value not in (None, "", [], {})]
            lines.append("")
    return "\n".join(lines)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
    return text.replace("\n", "\n        ")
