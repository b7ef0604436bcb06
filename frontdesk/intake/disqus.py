"""Comments as Disqus exports them: XML with threads (the articles) and posts (the comments)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from frontdesk.domain.inquiry import Piece
from frontdesk.intake.batch import Batch
from frontdesk.intake.wordpress.comments import Comment, Post, host_of, sort

FORMAT = "Disqus export"
_DEPTH = 32
_CHUNK = 1 << 16
_LONGEST = 400_000


class Doctype(Exception):
    """The file declares a document type, which no export does."""


@dataclass
class _Reader:
    """Elements by their local names; ids stand in attributes."""

    threads: dict[str, Post] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    size: int = 0
    thread: str = ""
    comment: Comment | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.path) >= _DEPTH:
            raise ValueError("nested too deeply")
        number = attributes.get("dsq:id", next((v for k, v in attributes.items() if k.endswith(":id")), ""))
        if name == "thread" and self.comment is None:
            self.thread = number
            self.threads.setdefault(number, Post())
        elif name == "thread" and self.comment is not None:
            self.comment.post = number
        elif name == "post":
            self.comment = Comment(id=number)
        elif name == "parent" and self.comment is not None:
            self.comment.parent = number
        self.path.append(name)
        self.words, self.size = [], 0

    def end(self, name: str) -> None:
        words, self.words = "".join(self.words), []
        self.path.pop()
        if name == "post" and self.comment is not None:
            self.comments.append(self.comment)
            self.comment = None
        elif self.comment is not None:
            _take(self.comment, name, words.strip(), self.path)
        elif self.path[-1:] == ["thread"] and name in ("title", "link"):
            setattr(self.threads[self.thread], name, words.strip())

    def text(self, words: str) -> None:
        if self.size < _LONGEST:
            self.words.append(words)
            self.size += len(words)


def _take(comment: Comment, name: str, words: str, path: list[str]) -> None:
    if name == "message":
        comment.content = words
    elif name == "createdAt":
        comment.date_gmt = words
    elif path[-1:] == ["author"] and name in ("name", "email"):
        setattr(comment, "author" if name == "name" else "email", words)
    elif name in ("isDeleted", "isSpam") and words.lower() == "true" and comment.status != "spam":
        comment.status = "spam" if name == "isSpam" else "trash"


def read(handle: IO[bytes]) -> Iterator[Batch]:
    """One batch; where the file breaks off, what stood before."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = reader.start, reader.end, reader.text
    parser.StartDoctypeDeclHandler = _doctype
    refused = []
    try:
        while block := handle.read(_CHUNK):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except Doctype:
        yield Batch(FORMAT, refused=(Piece("It declares a document type (DOCTYPE), which no export does. Nothing in it was read."),), progress=1.0)
        return
    except (expat.ExpatError, ValueError, IndexError) as trouble:
        refused.append(Piece("The file is not well-formed XML from here on. What stood before was read.", str(trouble)[:120]))
    host = next((host_of(post.link) for post in reader.threads.values() if post.link), "")
    found = sort(reader.comments, posts=reader.threads, staff=frozenset(), host=f"disqus.{host}")
    refused += [Piece("The text is longer than what is kept; this is the rest of it.", where, rest[:20_000]) for where, rest in found.cut]
    yield Batch(FORMAT, tuple(found.arrivals), found.kept_apart, tuple(refused), 1.0)


def _doctype(*_: object) -> None:
    raise Doctype
