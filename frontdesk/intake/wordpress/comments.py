"""A WordPress comment, whichever way it came, sorted into people who wrote and everything else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from frontdesk.domain.inquiry import Arrival, Source
from frontdesk.intake.html_text import one_line, plain

LONGEST_TEXT = 20_000
"""Characters of a comment's text that are kept; the rest is told as a refused piece."""


@dataclass(slots=True)
class Comment:
    """As found in the source, still text. ``status``: approved words of both worlds ("1", "approved", "spam" ...)."""

    id: str = ""
    post: str = ""
    parent: str = ""
    author: str = ""
    email: str = ""
    url: str = ""
    user_id: str = ""
    date: str = ""
    date_gmt: str = ""
    content: str = ""
    status: str = "1"
    type: str = "comment"
    link: str = ""


@dataclass
class Post:
    """The article a comment stands under. ``content`` only where it was published as an article."""

    title: str = ""
    link: str = ""
    content: str = ""
    status: str = ""
    type: str = ""


@dataclass
class Sorted:
    """``cut``: texts that were longer than what is kept, as (where, the rest)."""

    arrivals: list[Arrival] = field(default_factory=list)
    kept_apart: dict[str, int] = field(default_factory=dict)
    cut: list[tuple[str, str]] = field(default_factory=list)


_PEOPLE = frozenset({"", "comment"})
_STATUS = {
    "spam": "spam", "trash": "trash", "post-trashed": "trash",
}  # fmt: skip


def host_of(link: str) -> str:
    """Host and path of a site's address without "www.", the stable part of a message's key."""
    parts = urlsplit(link.strip() if "//" in link else f"//{link.strip()}")
    try:
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    return host


def kind_of(comment: Comment, *, own: bool) -> str:
    """Empty for a person who wrote; else the name under which it is counted apart. ``own``: somebody of the clinic wrote it."""
    status = comment.status.strip().lower()
    if status in _STATUS:
        return _STATUS[status]
    kind = comment.type.strip().lower()
    if kind not in _PEOPLE:
        return kind
    if own:
        return "the clinic's own reply"
    return "" if comment.content.strip() else "empty"


def by_clinic(comment: Comment, staff: frozenset[str]) -> bool:
    """Whether somebody of the clinic wrote it: an author of the site, by login, name or e-mail."""
    if not staff:
        return False
    if comment.type.strip().lower() not in _PEOPLE:
        return False
    return any(one.strip().casefold() in staff for one in (comment.author, comment.email) if one.strip()) or (
        comment.user_id.strip() not in ("", "0") and ("*" in staff or f"#{comment.user_id.strip()}" in staff)
    )


def sort(comments: Iterable[Comment], *, posts: dict[str, Post], staff: frozenset[str], host: str) -> Sorted:
    """People's comments as arrivals in the order found, the others counted by kind."""
    found = list(comments)
    own = [by_clinic(comment, staff) for comment in found]
    answered = _answered(found, own) if any(own) else set()
    titles = {key: (one_line(plain(post.title)), one_line(post.link)) for key, post in posts.items()}
    result = Sorted()
    seen: dict[str, tuple[str, str]] = {}
    for comment, ours in zip(found, own, strict=True):
        kind = kind_of(comment, own=ours)
        if kind:
            result.kept_apart[kind] = result.kept_apart.get(kind, 0) + 1
            continue
        title, link = titles.get(comment.post, ("", ""))
        result.arrivals.append(_arrival(comment, title, link, host, (comment.post, comment.id) in answered, seen, result))
    return result


def _answered(found: list[Comment], own: list[bool]) -> set[tuple[str, str]]:
    """(post, id) of comments below which, or after which in the same thread, the clinic has replied."""
    parents = {(c.post, c.id): (c.post, c.parent) for c in found if c.parent not in ("", "0")}
    marked: set[tuple[str, str]] = set()
    for comment, ours in zip(found, own, strict=True):
        if ours and comment.status.strip().lower() not in _STATUS:
            step = parents.get((comment.post, comment.id))
            while step and step not in marked:
                marked.add(step)
                step = parents.get(step)
    return marked


def _arrival(comment: Comment, title: str, link: str, host: str, answered: bool, seen: dict[str, tuple[str, str]], result: Sorted) -> Arrival:
    text = plain(comment.content)
    if len(text) > LONGEST_TEXT:
        result.cut.append((_called(comment), text[LONGEST_TEXT:]))
        text = text[:LONGEST_TEXT]
    wall, instant = moment(comment.date), moment(comment.date_gmt)
    return Arrival(
        key=_key(comment, host, text, seen), source=Source.COMMENT, name=one_line(comment.author), text=text,
        email=_email(comment.email), url=one_line(comment.url), written_at=instant.replace(tzinfo=UTC) if instant else None,
        written_wall=wall, article_title=title, article_url=link or one_line(comment.link.split("#")[0]),
        thread=f"wp:{host}:{comment.post}", parent_key=f"wp:{host}:{comment.parent}" if comment.parent not in ("", "0") else "",
        answered=answered,
    )  # fmt: skip


def _called(comment: Comment) -> str:
    number, author = comment.id.strip(), one_line(comment.author)
    return f"comment {number}".rstrip() + (f" by {author}" if author else " without a name")


def _email(text: str) -> str:
    found = one_line(text)
    return found if re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", found) else ""


def _key(comment: Comment, host: str, text: str, seen: dict[str, tuple[str, str]]) -> str:
    """Site and id; where an id is missing, or stands twice for different words, a digest of the words as well. Who wrote may be damaged in one of them."""
    said, number = (comment.date, text), comment.id.strip()
    key = f"wp:{host}:{number}"
    if number and seen.setdefault(key, said) == said:
        return key
    words = hashlib.sha256("\n".join((comment.author, *said)).encode("utf-8", "replace")).hexdigest()[:20]
    return f"{key}:{words}" if number else f"{key}{words}"


def moment(text: str) -> datetime | None:
    """A WordPress date ("2026-11-24 10:04:00", "2026-11-24T10:04:00", with or without offset); zeros and nonsense are None.

    Without an offset the value is naive; with one it is turned to UTC and given naive.
    """
    clean = text.strip().replace("Z", "+00:00")
    if not clean or clean.startswith("0000"):
        return None
    try:
        found = datetime.fromisoformat(clean)
    except ValueError:
        return None
    if not 1970 <= found.year <= 9000:
        return None
    return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
