"""The clinic's website: set up, its application password kept, and comments brought in from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from frontdesk.data import inquiries as inquiry_rows
from frontdesk.data import rows, websites
from frontdesk.domain.errors import Refused
from frontdesk.domain.website import Website, WebsiteReading, WebsiteTrouble, checked_address
from frontdesk.intake.batch import Batch
from frontdesk.post import wordpress
from frontdesk.post.wordpress import Page
from frontdesk.services import taking_in
from frontdesk.services.desk import Desk
from frontdesk.services.taking_in import DONE_AFTER_DAYS, Counts, Rule

Secret = Callable[[Website], str]
"""Gives the application password, or raises ``WebsiteTrouble`` where it is not known."""

AT_ONCE = 10
"""Pages that are taken in together, in one transaction."""
OVERLAP = timedelta(days=2)
"""So far back each look begins before the last one ended: clocks and zones of websites are not always right, and what is known comes once anyway."""
_AGAIN = 3
"""Looks after which a site whose comments become fewer all the time is left for the next time."""


@dataclass
class Fetched:
    """What came of one look at the website. ``trouble``: a sentence where it was cut short; what came before it is kept."""

    counts: Counts
    trouble: str = ""


def website(desk: Desk) -> Website | None:
    with desk.read() as session:
        return websites.website(session)


def save(desk: Desk, *, website: Website) -> Website:
    """Checked, then kept. Another address is another website: it is read from its beginning."""
    checked = _checked(website)
    with desk.write("Set up the website") as write:
        if website.id:
            before = rows.get(write, Website, website.id)
            if before.host == checked.host:
                return rows.change(write, checked)
            rows.change(write, replace(before, active=False))
        elif websites.website(write) is not None:
            raise Refused("There is a website already. Change that one.")
        return rows.add(write, replace(checked, id=0, version=0))


def attempt(website: Website, secret: str) -> str:
    """Sign in as a trial; what the site answers, in a sentence."""
    checked = _checked(website)
    many = wordpress.attempt(checked, secret)
    return f"{checked.host} lets {checked.user} read its comments{f': there are {many:,}' if many >= 0 else ''}."


def collect(desk: Desk, *, secret: Secret) -> Fetched:
    """Fetch what was written since the last look and take it in; each comment once, wherever the line is cut. Nothing is changed on the site."""
    found = Fetched(Counts())
    with desk.read() as session:
        site = websites.website(session)
        kept = websites.reading(session, website_id=site.id) if site else None
    if site is None or desk.house().demo:
        return found
    state = kept or WebsiteReading(0, site.id)
    after = state.seen_until - OVERLAP if state.seen_until else None
    held: list[bytes] = []
    try:
        password = secret(site)
        for _ in range(_AGAIN):
            whole = True
            for page, fewer in _watched(wordpress.comments(site, password, after=after)):
                held.append(page.raw)
                whole = whole and not fewer
                if len(held) >= AT_ONCE:
                    state, held = _take_in(desk, site, state, held, found), []
            if whole:
                break
    except WebsiteTrouble as trouble:
        found.trouble = trouble.sentence
    _take_in(desk, site, state, held, found)
    return found


def _watched(pages: Iterator[Page]) -> Iterator[tuple[Page, bool]]:
    """Each page, and whether some were deleted since the one before: then the others have moved up, and one may have slipped between two pages."""
    before = -1
    for page in pages:
        yield page, 0 <= page.total < before
        before = page.total


def _take_in(desk: Desk, site: Website, state: WebsiteReading, pages: list[bytes], found: Fetched) -> WebsiteReading:
    """The comments and how far the site has been read, in one transaction. Where nothing is new, nothing is written."""
    from frontdesk.intake import reading  # what can be told from all kinds of file is loaded where comments have come

    rule, counts = Rule.of(desk, DONE_AFTER_DAYS), Counts()
    batches = list(reading.read_pages(pages, since=rule.horizon)) if pages else []
    seen = _newest(state.seen_until, batches, desk.now())
    if not _news(desk, site, batches) and (seen, found.trouble) == (state.seen_until, state.trouble):
        found.counts.known += sum(len(batch.arrivals) for batch in batches)
        return state
    with desk.write("Fetch comments", undoable=False) as write:
        taking_in.take_in(write, batches, counts, rule)
        if counts.refused:
            inquiry_rows.record_run(write, file_name=site.host, format=counts.format, digest="", at=write.now, counts=counts.told(), refused=counts.refused)
        after = replace(websites.reading(write, website_id=site.id) or state, seen_until=seen, read_at=write.now, trouble=found.trouble)
        state = rows.change(write, after) if after.id else rows.add(write, after)
    _sum(found.counts, counts)
    return state


def _newest(before: datetime | None, batches: list[Batch], now: datetime) -> datetime | None:
    """A site whose clock is ahead is not believed: else what comes meanwhile would be passed over."""
    told = [datetime.fromisoformat(batch.until).replace(tzinfo=UTC) for batch in batches if batch.until]
    return max((min(at, now) for at in (*told, *([before] if before else []))), default=None)


def _news(desk: Desk, site: Website, batches: list[Batch]) -> bool:
    with desk.read() as session:
        keys = {a.key for batch in batches for a in batch.arrivals}
        pieces = [piece for batch in batches for piece in batch.refused]
        return bool(keys - inquiry_rows.known_keys(session, keys=keys)) or bool(inquiry_rows.not_kept(session, pieces=pieces, of=site.host))


def _sum(whole: Counts, part: Counts) -> None:
    whole.people += part.people
    whole.earlier += part.earlier
    whole.known += part.known
    whole.apart(part.kept_apart)
    whole.refused += part.refused


def _checked(website: Website) -> Website:
    if not website.user.strip() or ":" in website.user:
        raise Refused("Type the user name with which the application password was made in WordPress.")
    return replace(website, address=checked_address(website.address), user=website.user.strip())
