"""WordPress export files (WXR 1.0 to 1.2): a stream of XML, read as far as it goes.

The strict parser reads in one pass with memory that does not grow with the file. Where it stops, the rest is read comment by
comment from the raw text, and what still cannot be read is named and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from itertools import pairwise
from typing import IO
from xml.parsers import expat

from frontdesk.domain.article import FoundArticle
from frontdesk.domain.encoding import of_charset, text_of
from frontdesk.domain.inquiry import Arrival, Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.wordpress.articles import article_of
from frontdesk.intake.wordpress.comments import Comment, Post, host_of, sort

BATCH = 500
"""Comments that are given at once: few, so that whoever keeps them is never without work while the next ones are read."""
DEPTH = 64
_CHUNK = 1 << 16
_ARTICLES = 100
_FIELD = 400_000
"""Characters of one element's text that are held in memory."""

_COMMENT = {
    "comment_id": "id", "comment_author": "author", "comment_author_email": "email", "comment_author_url": "url",
    "comment_date": "date", "comment_date_gmt": "date_gmt", "comment_content": "content", "comment_approved": "status",
    "comment_type": "type", "comment_parent": "parent", "comment_user_id": "user_id",
}  # fmt: skip


class Doctype(Exception):
    """The file declares a document type, which no WordPress export does."""


class TooDeep(Exception):
    """Elements nested deeper than any export nests them."""


@dataclass
class _State:
    """What the stream has told so far."""

    staff: set[str] = field(default_factory=set)
    host: str = ""
    wxr: bool = False
    items: int = 0
    post: Post = field(default_factory=Post)
    post_id: str = ""
    comments: list[Comment] = field(default_factory=list)
    ready: list[tuple[Post, str, list[Comment]]] = field(default_factory=list)
    waiting: int = 0
    given: int = 0
    articles: list[FoundArticle] = field(default_factory=list)


@cache
def _local(name: str) -> str:
    """An element's name without its prefix; each stands a hundred thousand times in a large export."""
    return name.rpartition(":")[2]


@cache
def _field_of(name: str) -> str:
    """What of a comment the element holds, or empty."""
    return _COMMENT.get(_local(name), "")


class _Stream:
    """expat handlers over local names, so that any prefix and any version's namespace will do."""

    def __init__(self, state: _State) -> None:
        self.state = state
        self._path: list[str] = []
        self._words: list[str] = []
        self._field, self._within = "", 0  # of a comment, and how deep in it: elements within a field are the person's words
        self._comment: Comment | None = None
        self._author: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words.append
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise Doctype

    def take(self, block: bytes, *, last: bool = False) -> None:
        """One block of the file; of an element that is longer than any text, no more is held than is read of it."""
        self.parser.Parse(block, last)
        if len(self._words) > 1 and sum(map(len, self._words)) > _FIELD:
            self._words[:] = ["".join(self._words)[:_FIELD]]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._within:
            self._within += 1
            self._words.append(f"<{name}>")
            if self._within > DEPTH:
                raise TooDeep
            return
        self._words.clear()
        if self._comment is not None and (field := _field_of(name)):
            self._field, self._within = field, 1
            return
        if len(self._path) >= DEPTH:
            raise TooDeep
        local = _local(name)
        self._path.append(local)
        if name == "item":
            if self.state.comments:
                finish_item(self.state, named=False)
            self.state.post, self.state.post_id, self.state.comments = Post(), "", []
        elif local == "comment":
            self._comment = Comment()

    def _end(self, name: str) -> None:
        words = self._words
        if self._within:
            self._within -= 1
            if self._within:
                words.append(f"</{name}>")
            else:
                setattr(self._comment, self._field, words[0] if len(words) == 1 else "".join(words)[:_FIELD])
                words.clear()
            return
        if self._path:
            self._path.pop()
        said = "".join(words)[:_FIELD]
        words.clear()
        self._take(_local(name), said, name)

    def _take(self, local: str, words: str, name: str) -> None:
        state = self.state
        if local == "comment" and self._comment is not None:
            state.comments.append(self._comment)
            self._comment = None
        elif local == "item":
            finish_item(state)
        elif local == "wxr_version":
            state.wxr = True
        elif "item" in self._path:
            _post_field(state, local, words, name)
        else:
            self._channel(local, words)

    def _channel(self, local: str, words: str) -> None:
        if local in ("author_login", "author_email", "author_display_name", "author_id"):
            key = f"#{words.strip()}" if local == "author_id" else words.strip().casefold()
            if words.strip():
                self.state.staff.add(key)
            self.state.wxr = True
        elif local in ("base_blog_url", "base_site_url") or (local == "link" and not self.state.host):
            self.state.host = host_of(words) or self.state.host


def _post_field(state: _State, local: str, words: str, name: str) -> None:
    if local == "title":
        state.post.title = words
    elif local == "link":
        state.post.link = words
    elif local == "post_id":
        state.post_id = words.strip()
        state.wxr = True
    elif local == "encoded" and name.startswith("content"):
        state.post.content = words
    elif local in ("status", "post_type"):
        setattr(state.post, local.removeprefix("post_"), words)


def finish_item(state: _State, *, named: bool = True) -> None:
    """An article is complete: its comments are ready to be sorted. Not ``named``: they stood under none."""
    state.items += named
    if article := article_of(state.post, state.post_id or state.post.link, state.host):
        state.articles.append(article)
    state.post.content = ""
    if state.comments:
        for comment in state.comments:
            comment.post = state.post_id or state.post.link
        state.ready.append((state.post, state.post_id or state.post.link, state.comments))
        state.waiting += len(state.comments)
        state.given += len(state.comments)
    state.comments = []


def read(handle: IO[bytes], size: int) -> Iterator[Batch]:
    """Batches of an export; ``size`` in bytes gives the progress. Never raises for what stands in the file."""
    state = _State()
    done = 0
    stream = _Stream(state)
    stripped = False
    try:
        while block := handle.read(_CHUNK):
            if not stripped:
                block, stripped = _opened(block), True
            done += len(block)
            stream.take(block)
            if state.waiting >= BATCH or len(state.articles) >= _ARTICLES:
                yield _give(state, done / max(size, 1))
        stream.take(b"", last=True)
    except Doctype:
        yield _refusal("It declares a document type (DOCTYPE), which no WordPress export does. Nothing in it was read.")
        return
    except (expat.ExpatError, TooDeep, ValueError, LookupError) as trouble:
        if state.comments:
            finish_item(state)
        yield _give(state, 0.5)
        yield from _salvage(handle, state, _where(trouble))
        return
    if state.comments:
        finish_item(state, named=False)
    yield _last(state, _give(state, 1.0))


def _last(state: _State, batch: Batch, refused: tuple[Piece, ...] = ()) -> Batch:
    """The last batch, with what stands in the export besides comments."""
    apart = dict(batch.kept_apart) | ({"article or page": state.items} if state.items else {})
    if not (apart or state.given or batch.refused or refused):
        apart["export without articles or comments"] = 1
    return Batch(batch.format, batch.arrivals, apart, (*refused, *batch.refused), 1.0, articles=batch.articles)


def _opened(block: bytes) -> bytes:
    """Without the blanks that some exports carry before their first line."""
    return block.lstrip(b" \t\r\n") if not block.startswith((b"\xff\xfe", b"\xfe\xff")) else block


def _where(trouble: Exception) -> str:
    if isinstance(trouble, TooDeep):
        return f"elements nested more than {DEPTH} deep"
    if isinstance(trouble, expat.ExpatError):
        return f"line {trouble.lineno}: {expat.errors.messages.get(trouble.code, trouble)}"
    return str(trouble)


def _refusal(reason: str, where: str = "", content: str = "") -> Batch:
    return Batch("WordPress export", refused=(Piece(reason, where, content[:20_000]),), progress=1.0)


def _give(state: _State, progress: float) -> Batch:
    arrivals: list[Arrival] = []
    apart: dict[str, int] = {}
    refused: list[Piece] = []
    for post, key, comments in state.ready:
        found = sort(comments, posts={key: post}, staff=frozenset(state.staff), host=state.host)
        arrivals += found.arrivals
        for kind, many in found.kept_apart.items():
            apart[kind] = apart.get(kind, 0) + many
        refused += [Piece("The text is longer than what is kept; this is the rest of it.", where, rest[:20_000]) for where, rest in found.cut]
    articles = tuple(state.articles)
    state.ready, state.waiting, state.articles = [], 0, []
    return Batch("WordPress export", tuple(arrivals), apart, tuple(refused), min(progress, 1.0), articles=articles)


# -- what the strict parser could not read ---------------------------------------------------------------------------------------

_ITEM = re.compile(r"<item\b[^>]{0,500}>")
_RAW_COMMENT = re.compile(r"<wp:comment>|<comment>")
_CLOSED_WITHIN = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
"""The words are whole, though the element that holds them is not closed by its own name."""
_LARGEST = 64 << 20


def _salvage(handle: IO[bytes], state: _State, where: str) -> Iterator[Batch]:
    """Read the whole file once more as text, item by item; comments that were given already keep their keys, so none comes twice."""
    handle.seek(0)
    text = _told(handle.read(_LARGEST))
    if "<!DOCTYPE" in text[:5000].upper():
        yield _refusal("It declares a document type (DOCTYPE), which no WordPress export does. Nothing in it was read.")
        return
    fresh = _State(staff=state.staff, host=state.host, given=-state.given)
    _salvage_channel(text, fresh)
    refused = [Piece("The file is not well-formed XML from here on; the rest was read piece by piece.", where)]
    if handle.read(1):
        reason = f"Only the first {_LARGEST >> 20} MB of a file that is not well-formed are read. Export it in parts, by year for example."
        refused.append(Piece(reason, "the rest of the file"))
    for start, end in _items(text):
        _salvage_item(text[start:end], fresh, refused)
    yield _last(fresh, _give(fresh, 1.0), tuple(refused))


def _told(raw: bytes) -> str:
    """As text, by the encoding that its first line names."""
    named = re.match(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})", raw[:400])
    return of_charset(raw, named[1].decode()) if named else text_of(raw)


def _items(text: str) -> Iterator[tuple[int, int]]:
    starts = [m.start() for m in _ITEM.finditer(text)] or ([0] if _RAW_COMMENT.search(text) else [])
    yield from pairwise([*starts, len(text)])


def _salvage_channel(text: str, state: _State) -> None:
    for name in ("author_login", "author_email", "author_display_name"):
        state.staff |= {words.strip().casefold() for words in _fields(text[:2_000_000], name) if words.strip()}
    for words in _fields(text[:200_000], "base_blog_url") or _fields(text[:200_000], "link", prefix=False):
        state.host = state.host or host_of(words)


def _fields(text: str, name: str, *, prefix: bool = True) -> list[str]:
    shape = rf"<{'wp:' if prefix else ''}{name}>"
    found = []
    for opening in re.finditer(shape, text):
        end = text.find(f"</{'wp:' if prefix else ''}{name}>", opening.end())
        if end >= 0:
            found.append(_value(text[opening.end() : end]))
        elif whole := _CLOSED_WITHIN.match(text, opening.end()):
            found.append(whole[1])
    return found


def _value(raw: str) -> str:
    """The text of an element: its CDATA sections, put together where PHP has split them, or its text with entities resolved."""
    if "<![CDATA[" not in raw:
        return unescape(raw)
    return raw.replace("]]]]><![CDATA[>", "]]>").strip().removeprefix("<![CDATA[").removesuffix("]]>")


def _salvage_item(text: str, state: _State, refused: list[Piece]) -> None:
    """Below zero, ``state.given`` counts down the comments that the strict parser gave already; they stand first."""
    cut = _RAW_COMMENT.search(text)
    head = text[: cut.start()] if cut else text
    state.post = Post(_first(head, "title"), _first(head, "link"), _named(head, "content:encoded"), _first(head, "status"), _first(head, "post_type"))
    state.post_id = _first(head, "post_id").strip()
    state.comments = []
    starts = [m.start() for m in _RAW_COMMENT.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        if state.given < 0:
            state.given += 1
        elif comment := _salvage_comment(text[start:end], refused):
            state.comments.append(comment)
    finish_item(state)


def _named(text: str, tag: str) -> str:
    start = text.find(f"<{tag}>")
    end = text.find(f"</{tag}>", start) if start >= 0 else -1
    return _value(text[start + len(tag) + 2 : end])[:_FIELD] if end >= 0 else ""


def _first(text: str, name: str) -> str:
    return (_fields(text, name, prefix=False) or _fields(text, name) or [""])[0]


def _salvage_comment(text: str, refused: list[Piece]) -> Comment | None:
    comment = Comment()
    for name, attribute in _COMMENT.items():
        found = _fields(text, name) or _fields(text, name, prefix=False)
        if found:
            setattr(comment, attribute, found[0])
    if comment.content or (comment.id and "comment_content" in text and "</wp:comment>" in text):
        return comment
    refused.append(Piece("This comment cannot be read: its text is missing or not closed.", f"comment {comment.id or '?'}", text[:20_000]))
    return None
