"""What a person typed into a web page, as plain text with its paragraphs."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

LONGEST = 200_000
"""Characters of one message that are kept; what is longer is told, never dropped silently."""

_LONGEST_PAGE = 1_000_000
_OPEN, _CLOSE = "\ue000", "\ue001"
_HALF = re.compile(r"<(?![a-zA-Z/][^<>]{0,8000}>)")
_BLOCKS = frozenset({"p", "div", "li", "blockquote", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "table"})
_HIDDEN = frozenset({"script", "style", "head", "title", "template"})
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


class _Text(HTMLParser):
    def __init__(self, *, quoting: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._held: list[str] = []
        self._quoting = quoting

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "blockquote" and self._quoting:
            self.parts.append(f"\n\n{_OPEN}\n")
        elif tag in ("td", "th") and self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append(" \n" if self._quoting else " ")
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag != "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1
            self._held = self._held if self._hidden else []
        elif tag == "blockquote" and self._quoting:
            self.parts.append(f"\n{_CLOSE}\n\n")
        elif tag in _BLOCKS and tag != "li":
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        (self._held if self._hidden else self.parts).append(data)

    def words(self) -> str:
        """What is to be seen. In what somebody typed, an element that never ends hides nothing: they meant the words after it."""
        return "".join(self.parts if self._quoting else (*self.parts, *self._held))


def plain(html: str) -> str:
    """Paragraphs kept as blank lines, tags gone, entities resolved, control characters gone. ``a < b`` stays as it is.

    Where nothing but a script was written, its words are kept: they are all that the person sent.
    """
    text = html.replace("\r\n", "\n").replace("\r", "\n")
    if _TAG.search(text):
        text = _parsed(text).strip() or unescape(_TAG.sub(" ", text))
    elif "&" in text:
        text = unescape(text)
    return tidy(text)


def quoted_plain(html: str) -> str:
    """The same for a mail: what stands in a quotation begins each line with ">", as plain mails have it; each cell of a table has its line."""
    told, deep = [], 0
    for line in tidy(_parsed(html[:_LONGEST_PAGE], quoting=True)).split("\n"):
        if line in (_OPEN, _CLOSE):
            deep = max(0, deep + (1 if line == _OPEN else -1))
        else:
            told.append(f"> {line}".rstrip() if deep else line)
    return tidy("\n".join(told))


def _without_comments(text: str) -> str:
    """One pass: the parser would look for the end of each comment anew."""
    kept, at = [], 0
    while (start := text.find("<!", at)) >= 0:
        mark = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(mark, start + 2)
        if end < 0:
            break
        kept.append(text[at:start])
        at = end + len(mark)
    return "".join((*kept, text[at:]))


def _parsed(text: str, *, quoting: bool = False) -> str:
    """What looks like half a tag is made words first: the parser would look for its end again and again."""
    text = _HALF.sub("&lt;", _without_comments(text))
    parser = _Text(quoting=quoting)
    try:
        parser.feed(text)
        parser.close()
    except AssertionError:  # html.parser gives up on some broken declarations
        return unescape(_TAG.sub("", text))
    return parser.words()


def tidy(text: str) -> str:
    """Without control characters; at most one blank line in a row; no blanks at the ends of lines."""
    if text.isprintable():
        return text.strip(" ")
    clean = _CONTROL.sub("", text).replace("\u0085", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\t", " ")
    lines = [line.strip(" \u00a0") for line in clean.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def one_line(text: str, *, longest: int = 200) -> str:
    """A name, an address, a title: one line, entities resolved, control characters gone."""
    bare = text if "&" not in text and text.isprintable() else _CONTROL.sub("", unescape(text))
    return " ".join(bare.split())[:longest]
