"""Everything held on one person as the file that is handed over: for reading, and for another program."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

_UNSAID = frozenset({"id", "version", "folded_names", "folded_reversed", "phone_digits", "email_folded", "folded", "seen", "moved", "taken", "patient_id"})
"""Columns that say nothing of the person: numbers of rows, and what is made of other columns for searching."""

_EMPTY: tuple[Any, ...] = (None, "", [], {})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def packed(rows: Rows, *, clinic: str, person: str, made: datetime, zone: str) -> bytes:
    """A ZIP file of two: ``record.txt`` to be read, ``record.json`` whole. The same rows give the same bytes."""
    out = io.BytesIO()
    stamp = (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        whole = {"clinic": clinic, "person": person, "made": made.isoformat(), "held": {name: [dict(row) for row in table] for name, table in rows.items()}}
        text = readable(rows, clinic=clinic, person=person, made=made, zone=zone)
        for name, told in (("record.txt", text), ("record.json", json.dumps(whole, ensure_ascii=False, indent=1))):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            file.writestr(entry, told.encode("utf-8", "surrogatepass"))
    return out.getvalue()


def readable(rows: Rows, *, clinic: str, person: str, made: datetime, zone: str) -> str:
    """Each row under the name of what it is, moments as the clinic's clock shows them; nothing that is empty."""
    lines = [f"What {clinic} holds on {person}", f"Made on {made:%d %B %Y at %H:%M}", ""]
    for name, table in rows.items():
        found = list(table)
        lines += [f"{_words(name)}: {len(found)}", ""]
        for row in found:
            lines += [f"    {_words(column)}: {_value(value, ZoneInfo(zone))}" for column, value in row.items() if column not in _UNSAID and value not in _EMPTY]
            lines.append("")
    return "\n".join(lines)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _value(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(f"{_words(str(key))}: {_value(one, zone)}" for key, one in value.items() if one not in _EMPTY)
    if isinstance(value, list):
        return ", ".join(_value(one, zone) for one in value)
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        at = datetime.fromisoformat(value)
        return f"{at.astimezone(zone) if at.tzinfo else at:%d %B %Y, %H:%M}"
    return str(value).replace("\n", "\n        ")
