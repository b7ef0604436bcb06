"""The table of comments itself, as a database's tool or an export plugin writes it: rows whose columns are named as WordPress names them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from frontdesk.domain.inquiry import Arrival, Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.wordpress.comments import Comment, sort

FORMAT = "WordPress comments (table)"
_FIELDS = {
    "comment_id": "id", "comment_post_id": "post", "comment_parent": "parent", "comment_author": "author", "comment_author_email": "email",
    "comment_author_url": "url", "user_id": "user_id", "comment_date": "date", "comment_date_gmt": "date_gmt", "comment_content": "content",
    "comment_approved": "status", "comment_type": "type",
}  # fmt: skip


def is_row(names: Iterable[Any]) -> bool:
    """Whether these are the columns of comments."""
    return {"comment_author", "comment_content"} <= {str(name).strip().casefold() for name in names}


def read(rows: Iterable[Mapping[str, Any]]) -> Batch:
    """No row tells which site it is of, so a message's key is made of what was written, by whom and when."""
    found = sort([_comment(row) for row in rows], posts={}, staff=frozenset({"*"}), host="")
    refused = tuple(Piece("The text is longer than what is kept; this is the rest of it.", where, rest[:20_000]) for where, rest in found.cut)
    return Batch(FORMAT, tuple(map(_keyed, found.arrivals)), found.kept_apart, refused, 1.0)


def _comment(row: Mapping[str, Any]) -> Comment:
    told = {_FIELDS[name]: "" if value is None else str(value) for key, value in row.items() if (name := str(key).strip().casefold()) in _FIELDS}
    return Comment(**{name: value for name, value in told.items() if value.strip().upper() != "NULL"})


def _keyed(one: Arrival) -> Arrival:
    said = "\n".join((one.name, one.email.casefold(), str(one.written_at or one.written_wall), one.text))
    return replace(one, key=f"wp:table:{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:24]}", thread="", parent_key="")
