"""The clinic's education articles: kept from its site or typed, approved until a day, chosen by what hurts, handed out, and to whom."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from frontdesk import platform
from frontdesk.data import articles as article_rows
from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import rows
from frontdesk.data.store import Session, Write
from frontdesk.domain import article as rules
from frontdesk.domain import when
from frontdesk.domain.article import Article, FoundArticle, Given, Standing, Way
from frontdesk.domain.errors import Refused
from frontdesk.domain.inquiry import Inquiry
from frontdesk.intake.facts import word_list
from frontdesk.intake.facts.words import tokenise
from frontdesk.services import facts as fact_service
from frontdesk.services import paperwork
from frontdesk.services.desk import Desk
from frontdesk.services.letters import write_file

_OFTEN = 3
"""Times that a site or a treatment must be named in a text, where the title does not name it."""
_TOPICS = 4
_NOTE = "General information. It says nothing about one person's case; that is what a visit is for."


def every(desk: Desk) -> tuple[Article, ...]:
    """By title, withdrawn ones too."""
    with desk.read() as session:
        return article_rows.every(session)


def find(desk: Desk, *, words: str) -> tuple[Article, ...]:
    """Those that hold every word, in title, text or references; all where nothing is asked."""
    listed = every(desk)
    return rules.found(listed, words) if words.strip() else listed


def get(desk: Desk, *, article_id: int) -> Article:
    with desk.read() as session:
        return rows.get(session, Article, article_id)


def suggested(desk: Desk, *, inquiry_id: int) -> tuple[Article, ...]:
    """What may be given to the person, the best first: by what hurts and what was asked for, never by the page they wrote under."""
    with desk.read() as session:
        return _suggested(desk, session, inquiry_id)


def _suggested(desk: Desk, session: Session, inquiry_id: int) -> tuple[Article, ...]:
    facts = [f.fact for f in fact_service.of_inquiry(session, inquiry_id=inquiry_id)]
    return rules.ranked(article_rows.every(session), facts, today=desk.wall_now().date())


# -- keeping them

def topics_of(title: str, body: str) -> tuple[frozenset[str], frozenset[str]]:
    """Sites and treatments that a text is about: those its title names, and those it names again and again."""
    return _named("sites.txt", title, body) - {"other"}, _named("procedures.txt", title, body)


def _named(words: str, title: str, body: str) -> frozenset[str]:
    text = body[:20_000]
    often = Counter(hit.value for hit in word_list(words).hits(text, tokenise(text)))
    in_title = {hit.value for hit in word_list(words).hits(title, tokenise(title))}
    return frozenset(in_title | {value for value, many in often.most_common(_TOPICS) if many >= _OFTEN})


def save(desk: Desk, *, article: Article) -> Article:
    """A typed or changed article. Changed words are a new edition, which nobody has approved yet."""
    if not article.title.strip() or not article.body.strip():
        raise Refused("Give the article a title and some words.")
    with desk.write("Change an article" if article.id else "Write an article") as write:
        if not article.id:
            return rows.add(write, _fresh(replace(article, key=article.key or f"typed:{uuid4().hex}")))
        old = rows.get(write, Article, article.id)
        if (old.title, old.body, old.refs) != (article.title, article.body, article.refs):
            article = replace(article, edition=old.edition + 1, withdrawn=True, approved_until=None)
        return rows.change(write, article)


def _fresh(article: Article) -> Article:
    sites, treatments = topics_of(article.title, article.body)
    return replace(article, sites=article.sites or sites, treatments=article.treatments or treatments, withdrawn=True, approved_until=None)


def fresh(session: Session, found: Iterable[FoundArticle]) -> tuple[tuple[FoundArticle, Article | None], ...]:
    """Those of a file that are not kept yet, or whose words never came in before, each with the kept one: an older file brings nothing back."""
    last = {one.key: one for one in found}
    kept = article_rows.known(session, keys=list(last)) if last else {}
    pairs = ((one, kept.get(key)) for key, one in last.items())
    return tuple((one, old) for one, old in pairs if old is None or one.mark not in old.seen | {_found(old).mark})


def editions(fresh: Iterable[tuple[FoundArticle, Article | None]]) -> int:
    """How many are kept already, in other words."""
    return sum(old is not None for _, old in fresh)


def take_in(write: Write, found: Iterable[FoundArticle]) -> tuple[int, int]:
    """Articles of a file of the site, inside the caller's transaction; one whose words have changed becomes a new edition. Gives how many came, and how many
    of them are new editions.
    """
    new = fresh(write, found)
    for one, old in new:
        if old is None:
            rows.add(write, _fresh(Article(0, one.key, one.title, one.body, one.url, refs=one.refs, seen=frozenset({one.mark}))))
        else:
            rows.change(write, replace(
                old, title=one.title, body=one.body, refs=one.refs, url=one.url, edition=old.edition + 1, withdrawn=True, approved_until=None,
                seen=old.seen | {one.mark, _found(old).mark},
            ))  # fmt: skip
    return len(new), editions(new)


def _found(article: Article) -> FoundArticle:
    return FoundArticle(article.key, article.title, article.body, article.url, article.refs)


def approve(desk: Desk, *, article_id: int, until: date) -> Article:
    """A clinician stands by it until that day."""
    if until < desk.wall_now().date():
        raise Refused("Choose a day that is still to come.")
    with desk.write("Approve an article") as write:
        return rows.change(write, replace(rows.get(write, Article, article_id), withdrawn=False, approved_until=until))


def withdraw(desk: Desk, *, article_id: int) -> Article:
    """Not to be given to anybody any more; what was given stays on record."""
    with desk.write("Withdraw an article") as write:
        article = rows.get(write, Article, article_id)
        return rows.change(write, replace(article, withdrawn=True, approved_until=article.approved_until or desk.wall_now().date()))


# -- handing them out

def pdf(desk: Desk, *, article_id: int) -> bytes:
    """The handout; ``Refused`` where the clinic does not stand by the article today."""
    from frontdesk.letters import handout as paper  # loaded with the first page that is drawn, not with the program

    article, house = get(desk, article_id=article_id), desk.house()
    standing = article.standing(desk.wall_now().date())
    if standing is not Standing.GOOD:
        raise Refused(f"“{article.title}” may not be handed out: {standing.value}. Have it approved first.")
    until = f", approved until {when.birthday(article.approved_until)}" if article.approved_until else ""
    return paper.make(paper.Handout(
        paperwork.letterhead(house, house.sites[0]), article.title, article.body, article.refs, article.url, _NOTE, f"Edition {article.edition}{until}",
    ))  # fmt: skip


def save_pdf(desk: Desk, *, article_id: int, path: Path, inquiry_id: int | None = None) -> Path:
    """As a file, whole or not at all; it counts as handed out where it is for somebody."""
    write_file(path, pdf(desk, article_id=article_id))
    _record(desk, article_id, inquiry_id)
    return path


def print_handout(desk: Desk, *, article_id: int, printer: str, inquiry_id: int | None = None) -> None:
    """Through the printer, followed to its end; then it is on record who got which edition."""
    content = pdf(desk, article_id=article_id)
    with tempfile.TemporaryDirectory(prefix="frontdesk-") as folder:
        page = Path(folder) / "handout.pdf"
        write_file(page, content)
        platform.follow(platform.print_pdf(page, printer=printer, title="Handout", paper=desk.house().clinic.paper))
    _record(desk, article_id, inquiry_id)


def _record(desk: Desk, article_id: int, inquiry_id: int | None) -> None:
    if inquiry_id is not None:
        with desk.write("Hand out an article") as write:
            article = rows.get(write, Article, article_id)
            rows.get(write, Inquiry, inquiry_id)
            rows.add(write, Given(0, article.id, article.edition, article.title, Way.PRINTED, write.now, desk.who, inquiry_id))


def given(desk: Desk, *, article_id: int) -> tuple[tuple[Given, str], ...]:
    """Who got the article, newest first: with a reply or on paper, which edition, and the name it went to."""
    with desk.read() as session:
        found = (*article_rows.given(session, article_id=article_id), *article_rows.sent(session, article_id=article_id))
        names = {g.inquiry_id: rows.get(session, Inquiry, g.inquiry_id).name for g in found if g.inquiry_id is not None}
    return tuple((g, names.get(g.inquiry_id or 0, "")) for g in sorted(found, key=lambda g: g.at, reverse=True))


def given_to(desk: Desk, *, inquiry_id: int) -> tuple[Given, ...]:
    """What the person of this case has got already, newest first."""
    with desk.read() as session:
        inquiry = rows.get(session, Inquiry, inquiry_id)
        ids = [one.id for one in inquiry_rows.members(session, case_id=inquiry.case_id or inquiry.id)] or [inquiry.id]
        found = (*article_rows.given(session, inquiry_ids=ids), *article_rows.sent(session, inquiry_ids=ids))
    return tuple(sorted(found, key=lambda g: g.at, reverse=True))
