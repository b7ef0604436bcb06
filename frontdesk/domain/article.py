"""The clinic's education articles, and which of them an inquiry should be answered with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.domain.fact import Fact


@dataclass(frozen=True, slots=True)
class Article:
    """``edition`` counts the texts it has had; ``sites`` and ``treatments`` say what it is about. After ``approved_until`` it is not sent."""

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
    version: int = 0

    def may_be_sent(self, today: date) -> bool:
        return not self.withdrawn and (self.approved_until is None or today <= self.approved_until)


def folded(text: str) -> str:
    """Small letters without accents, for looking up words."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def found(articles: Iterable[Article], words: str) -> tuple[Article, ...]:
    """Those that hold every word, in title or text; the ones with more of them in the title first."""
    wanted = folded(words).split()[:12]
    hits: list[tuple[int, int, Article]] = []
    for article in articles:
        title, body = folded(article.title), folded(article.body)
        if all(word in title or word in body for word in wanted):
            hits.append((-sum(word in title for word in wanted), -sum(body.count(word) for word in wanted), article))
    return tuple(article for _, _, article in sorted(hits, key=lambda h: (h[0], h[1], h[2].title)))


def matched(articles: Sequence[Article], facts: Iterable[Fact], *, today: date) -> Article | None:
    """The one that is about what hurts and what was asked for; never chosen by the page under which somebody wrote."""
    told = list(facts)
    sites = [str(f.value) for f in told if f.kind == "body_site" and f.side != "opposite"]
    treatments = {folded(str(f.value)) for f in told if f.kind == "procedure"}
    asked = " ".join(folded(f.quote) for f in told if f.kind == "question")

    def fit(article: Article) -> float:
        first = next((n for n, site in enumerate(sites) if site in article.sites), None)
        of_site = 0.0 if first is None else 4.0 - min(first, 3) * 0.5
        of_treatment = sum(2.0 if t in asked else 1.0 for t in map(folded, article.treatments) if t in treatments or t in asked)
        return of_site + of_treatment if of_site or not article.sites else 0.0

    best = max((a for a in articles if a.may_be_sent(today)), key=lambda a: (fit(a), a.title), default=None)
    return best if best is not None and fit(best) >= 2.0 else None
