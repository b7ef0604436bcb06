"""Comments as the REST interface gives them: wp/v2 lists, single ones, WordPress.com's older shape; in view or edit context."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from frontdesk.domain.article import FoundArticle
from frontdesk.domain.inquiry import Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.wordpress.articles import article_of
from frontdesk.intake.wordpress.comments import Comment, Post, host_of, moment, sort

FORMAT = "WordPress comments (REST)"


def looks_like_comments(value: Any) -> bool:
    """Whether parsed JSON holds comments of either interface."""
    return next(_found(value), None) is not None


def _is_comment(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    new = "author_name" in value and "content" in value and "post" in value
    old = "ID" in value and "content" in value and isinstance(value.get("author"), dict) and "post" in value
    return new or old or _is_told(value)


def _is_told(value: dict[str, Any]) -> bool:
    """As WordPress.com tells the site's owner about a comment: its words, and the numbers of what it belongs to."""
    meta = value.get("meta")
    return value.get("type") == "comment" and isinstance(value.get("text"), str) and isinstance(meta, dict) and "comment" in (meta.get("ids") or {})


def posts_in(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Articles and pages of the interface, which nobody waits for an answer to."""
    if depth > 12 or not isinstance(value, dict | list):
        return
    if isinstance(value, dict) and "_links" in value and isinstance(value.get("title"), dict) and "rendered" in value["title"]:
        yield value
        return
    for one in value.values() if isinstance(value, dict) else value:
        yield from posts_in(one, depth + 1)


def articles(posts: list[dict[str, Any]]) -> Iterator[FoundArticle]:
    """Those that the clinic may hand out, under the keys that they have in an export of the same site."""
    for raw in posts:
        link = _word(raw.get("link"))
        post = Post(_content(raw.get("title")), link, _content(raw.get("content")), _word(raw.get("status")), _word(raw.get("type")))
        if found := article_of(post, _word(raw.get("id")) or link, host_of(link)):
            yield found


def _found(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every comment in a value, wherever the envelope put it; replies that were embedded too."""
    if depth > 12:
        return
    if _is_comment(value):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        if isinstance(one, dict | list):
            yield from _found(one, depth + 1)


def _strays(value: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """(place in its list, row) of what stands in a list of comments and is none."""
    if depth > 12 or not isinstance(value, dict | list):
        return
    if isinstance(value, list) and any(map(_is_comment, value)):
        yield from ((number, one) for number, one in enumerate(value, 1) if next(_found(one), None) is None)
    for one in value.values() if isinstance(value, dict) else value:
        yield from _strays(one, depth + 1)


def read(value: Any, *, rows: bool = True) -> Iterator[Batch]:
    """One batch of parsed JSON; every comment that was recognised is accounted for. ``rows``: so is what stands beside them in their list."""
    comments: list[Comment] = []
    refused: list[Piece] = []
    posts: dict[str, Post] = {}
    host = ""
    for number, stray in _strays(value) if rows else ():
        refused.append(Piece("This row among comments is none: who wrote, what and under which article does not stand in it.", f"row {number}",
                             json.dumps(stray, ensure_ascii=False)[:20_000]))  # fmt: skip
    for raw in _found(value):
        try:
            comment = _comment(raw)
        except (TypeError, ValueError, AttributeError) as trouble:
            refused.append(Piece("This comment has fields of an unknown shape.", f"comment {raw.get('id', raw.get('ID', '?'))}: {trouble}",
                                 json.dumps(raw, ensure_ascii=True)[:20_000]))  # fmt: skip
            continue
        comments.append(comment)
        host = host or host_of(comment.link)
        posts.setdefault(comment.post, Post(_title(raw), comment.link.split("#")[0]))
    found = sort(_once(comments), posts=posts, staff=frozenset({"*"}), host=host)
    refused += [Piece("The text is longer than what is kept; this is the rest of it.", where, rest[:20_000]) for where, rest in found.cut]
    until = max((at for c in comments if (at := moment(c.date_gmt))), default=None)
    yield Batch(FORMAT, tuple(found.arrivals), found.kept_apart, tuple(refused), 1.0, until=until.isoformat() if until else "")


def _once(comments: list[Comment]) -> list[Comment]:
    """An embedded reply that also stands in the list counts once."""
    seen: dict[tuple[str, str], Comment] = {}
    for comment in comments:
        seen.setdefault((comment.post, comment.id) if comment.id else ("", str(id(comment))), comment)
    return list(seen.values())


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _content(value: Any) -> str:
    if isinstance(value, dict):
        return _word(value.get("rendered")) or _word(value.get("raw"))
    return _word(value)


def _title(raw: dict[str, Any]) -> str:
    up = raw.get("_embedded", {}).get("up", []) if isinstance(raw.get("_embedded"), dict) else []
    post = raw.get("post")
    if isinstance(post, dict):
        return _word(post.get("title"))
    first = up[0] if isinstance(up, list) and up else {}
    return _content(first.get("title")) if isinstance(first, dict) else ""


def _comment(raw: dict[str, Any]) -> Comment:
    author = raw.get("author")
    if _is_told(raw):
        ids = raw["meta"]["ids"]
        return Comment(id=_word(ids.get("comment")), post=f"site{_word(ids.get('site'))}:{_word(ids.get('post'))}", content=_word(raw.get("text")))
    if isinstance(author, dict):
        return _older(raw, author)
    return Comment(
        id=_word(raw.get("id")), post=_word(raw.get("post")), parent=_word(raw.get("parent")), author=_word(raw.get("author_name")),
        email=_word(raw.get("author_email")), url=_word(raw.get("author_url")), user_id=_word(author), date=_word(raw.get("date")),
        date_gmt=_word(raw.get("date_gmt")), content=_content(raw.get("content")), status=_word(raw.get("status")) or "approved",
        type=_word(raw.get("type")) or "comment", link=_word(raw.get("link")),
    )  # fmt: skip


def _older(raw: dict[str, Any], author: dict[str, Any]) -> Comment:
    """WordPress.com v1.1. Its author ids number WordPress.com accounts, so they do not tell the clinic's own people."""
    post, parent = raw.get("post"), raw.get("parent")
    return Comment(
        id=_word(raw.get("ID")), post=_word(post.get("ID")) if isinstance(post, dict) else _word(post),
        parent=_word(parent.get("ID")) if isinstance(parent, dict) else "", author=_word(author.get("name")),
        email=_word(author.get("email")), url=_word(author.get("URL")), date="", date_gmt=_word(raw.get("date")),
        content=_content(raw.get("content")), status=_word(raw.get("status")) or "approved", type=_word(raw.get("type")) or "comment",
        link=_word(raw.get("URL")),
    )  # fmt: skip
