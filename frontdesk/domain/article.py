"""The clinic's education articles, and which of them an inquiry should be answered with."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from frontdesk.domain.fact import Fact


class Standing(StrEnum):
    """Whether the clinic stands by an article today."""

    GOOD = "approved"
    NEW = "not approved yet"
    OUTDATED = "approval has run out"
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """How somebody got an article."""

    REPLY = "with a reply"
    PRINTED = "printed"


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article as a file of the clinic's site holds it, not yet kept."""

    key: str
    title: str
    body: str
    url: str = ""
    refs: str = ""

    @property
    def mark(self) -> str:
        """The same for the same words."""
        return hashlib.sha256("\0".join((self.title, self.body, self.refs)).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Given:
    """Who got which edition of an article, how and when. ``title`` as it was then."""

    id: int
    article_id: int
    edition: int
    title: str
    way: Way
    at: datetime
    by: str = ""
    inquiry_id: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """``edition`` counts the texts it has had; ``sites`` and ``treatments`` say what it is about. After ``approved_until`` it is not sent.

    ``withdrawn`` without a date: it came from the site, and no clinician has approved it yet. ``refs`` are its references, one a line;
    ``seen`` are the marks of the words that files of the site have brought so far.
    """

    id: int
    key: str
    title: str
    body: str
    url: str = ""
    sites: frozenset[str] = frozenset()
    treatments: frozenset[str] = frozenset()
    approved_until: date | None = None
    edition: int = 1
    withdrawn: bool = False
    refs: str = ""
    seen: frozenset[str] = frozenset()
    version: int = 0

    def standing(self, today: date) -> Standing:
        if self.withdrawn:
            return Standing.NEW if self.approved_until is None else Standing.WITHDRAWN
        return Standing.GOOD if self.may_be_sent(today) else Standing.OUTDATED

    def may_be_sent(self, today: date) -> bool:
        return not self.withdrawn and (self.approved_until is None or today <= self.approved_until)


LEAST_FIT = 2.0
"""From which an article is worth being offered: one site that hurts, or a treatment asked about by name."""

_REFERENCES = re.compile(r"\n\s*(?:references?|sources?|literature|bibliography|further reading)\s*:?\s*\n", re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """Body and references, which stand under a heading of that name at the end."""
    found = list(_REFERENCES.finditer(text))
    if not found or found[-1].start() < len(text) // 3:
        return text.strip(), ""
    return text[: found[-1].start()].strip(), text[found[-1].end() :].strip()


def folded(text: str) -> str:
    """Small letters without accents, for looking up words."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def found(articles: Iterable[Article], words: str) -> tuple[Article, ...]:
    """Those that hold every word, in title or text; the ones with more of them in the title first."""
    wanted = folded(words).split()[:12]
    hits: list[tuple[int, int, Article]] = []
    for article in articles:
        title, body = folded(article.title), folded(f"{article.body} {article.refs}")
        if all(word in title or word in body for word in wanted):
            hits.append((-sum(word in title for word in wanted), -sum(body.count(word) for word in wanted), article))
    return tuple(article for _, _, article in sorted(hits, key=lambda h: (h[0], h[1], h[2].title)))


def matched(articles: Sequence[Article], facts: Iterable[Fact], *, today: date) -> Article | None:
    """The one that fits best, or None."""
    return next(iter(ranked(articles, facts, today=today)), None)


def ranked(articles: Sequence[Article], facts: Iterable[Fact], *, today: date) -> tuple[Article, ...]:
    """Those that are about what hurts and what was asked for, best first; never chosen by the page under which somebody wrote."""
    told = list(facts)
    sites = [str(f.value) for f in told if f.kind == "body_site" and f.side != "opposite"]
    treatments = {folded(str(f.value)) for f in told if f.kind == "procedure"}
    asked = " ".join(folded(f.quote) for f in told if f.kind == "question")

    def fit(article: Article) -> float:
        first = next((n for n, site in enumerate(sites) if site in article.sites), None)
        of_site = 0.0 if first is None else 4.0 - min(first, 3) * 0.5
        of_treatment = sum(2.0 if t in asked else 1.0 for t in map(folded, article.treatments) if t in treatments or t in asked)
        return of_site + of_treatment if of_site or not article.sites else 0.0

    fits = sorted(((-fit(a), a.title, a) for a in articles if a.may_be_sent(today)), key=lambda f: f[:2])
    return tuple(article for worth, _, article in fits if worth <= -LEAST_FIT)
