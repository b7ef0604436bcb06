"""Comments from a real web server that answers as WordPress does: each once, wherever the line is cut, and the password for that server alone."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from frontdesk.data import rows, tables
from frontdesk.data import websites as website_rows
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.domain.inquiry import Tab
from frontdesk.domain.website import Website, checked_address
from frontdesk.post import wordpress
from frontdesk.services import inquiries, websites
from frontdesk.services.desk import Desk
from tests.post.servers import certificate
from tests.post.wordpress_site import SECRET, USER, Answer, Site, comment, many


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    made.start()
    yield made
    made.close()


@pytest.fixture
def set_up(desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch) -> Website:
    monkeypatch.setattr(wordpress, "A_PAGE", 4)
    monkeypatch.setattr(websites, "AT_ONCE", 2)
    return websites.save(desk, website=Website(0, site.address, USER))


def fetched(desk: Desk, secret: str = SECRET) -> websites.Fetched:
    return websites.collect(desk, secret=lambda _: secret)


def there(desk: Desk) -> Counter[str]:
    with desk.read() as session:
        return Counter(session.execute(select(tables.inquiry.c.key).where(tables.inquiry.c.key.like("wp:clinic.example:%"))).scalars())


def test_comments_arrive_with_address_words_article_and_facts_and_come_once(desk: Desk, site: Site, set_up: Website) -> None:
    site.comments = [*many(8, desk.now()), comment(50, "Call us please.", at=desk.now(), author=3), comment(51, "old", at=desk.now() - timedelta(days=90))]
    found = fetched(desk)
    assert (found.counts.people, found.counts.earlier, found.counts.kept_apart, found.trouble) == (8, 1, {"the clinic's own reply": 1}, "")
    row = next(r for r in inquiries.inbox(desk, tab=Tab.TODO) if r.inquiry.name == "Writer 3")
    assert (row.inquiry.email, row.inquiry.text, row.inquiry.article_title) == ("w3@example.org", "My left knee has hurt for 4 years.", "Knees & hips")
    assert "Knee, left" in {chip.text for chip in row.chips}
    before = len(desk.history(limit=500))
    again = fetched(desk)
    assert (again.counts.people, again.counts.known) == (0, 8)
    assert "after=" in site.asked[-1][0]  # what is long past is not even asked for
    assert len(desk.history(limit=500)) == before  # nothing new, nothing written
    site.comments.append(comment(60, "My hip hurts.", at=desk.now()))
    assert fetched(desk).counts.people == 1
    assert set(there(desk).values()) == {1}


@pytest.mark.parametrize("cut", [2, 4])
def test_a_line_cut_in_the_middle_loses_nothing_and_brings_nothing_twice(desk: Desk, site: Site, set_up: Website, cut: int) -> None:
    site.comments = many(14, desk.now())
    site.cut = cut
    found = fetched(desk)
    assert "localhost" in found.trouble
    assert "none is lost" in found.trouble
    assert found.counts.people == 4 * (cut - 1)
    assert fetched(desk).trouble == ""
    assert there(desk) == Counter({f"wp:clinic.example:{n}": 1 for n in range(1, 15)})


def test_what_slips_between_two_pages_because_others_are_deleted_is_fetched_all_the_same(desk: Desk, site: Site, set_up: Website) -> None:
    site.comments = many(14, desk.now())

    def deleting(path: str, number: int) -> Answer | None:
        if number == 2:
            del site.comments[0:2]  # what stood at the top of the second page is now at the end of the first
        return None

    site.instead = deleting
    assert fetched(desk).trouble == ""
    assert len(there(desk)) == 14


def html(path: str, number: int) -> Answer:
    return 200, {"Content-Type": "text/html"}, b"<!doctype html><html>Sign in</html>"


def said(status: int, code: str = "") -> Callable[[str, int], Answer]:
    return lambda path, number: (status, {}, json.dumps({"code": code, "message": "<b>No.</b>"}).encode())


REFUSALS: tuple[tuple[Callable[[str, int], Answer], str], ...] = (
    (said(401, "incorrect_password"), "does not accept the user name or the application password"), (said(401, "rest_forbidden_context"), "did not see the password"),
    (said(403, "rest_forbidden"), "role of an editor"), (said(404, "rest_no_route"), "switched off"), (said(429), "left alone for a while"),
    (said(500), "a fault of its own (500)"), (said(418), "does not give its comments (418)"), (html, "a web page instead of comments"),
    (said(200), "a web page instead of comments"), (lambda path, number: (302, {"Location": path}, b""), "without end"),
)  # fmt: skip


def test_each_way_a_site_refuses_is_one_sentence_that_says_what_to_do(desk: Desk, site: Site, set_up: Website) -> None:
    site.comments = many(2, desk.now())
    for instead, words in REFUSALS:
        site.instead = instead
        found = fetched(desk)
        assert words in found.trouble
        assert "<b>" not in found.trouble
        assert found.counts.people == 0
        with desk.read() as session:
            kept = website_rows.reading(session, website_id=set_up.id)
        assert kept is not None
        assert kept.trouble == found.trouble


def test_a_site_without_speaking_addresses_is_asked_at_its_other_one(desk: Desk, site: Site, set_up: Website) -> None:
    site.comments, site.pretty = many(6, desk.now()), False
    assert fetched(desk).counts.people == 6


def test_a_page_that_is_no_json_is_refused_and_kept_once_and_the_others_arrive(desk: Desk, site: Site, set_up: Website) -> None:
    site.comments = many(7, desk.now())
    site.instead = lambda path, number: (200, {"X-WP-TotalPages": "2"}, b"[{broken") if "page=2" in path.split("per_page")[1] and number == 2 else None
    found = fetched(desk)
    assert (found.counts.people, [p.content for p in found.counts.refused]) == (4, ["[{broken"])


def test_the_password_goes_to_the_typed_host_alone(desk: Desk, site: Site, set_up: Website) -> None:
    other = Site()
    other.start()
    site.instead = lambda path, number: (301, {"Location": f"http://localhost:{other.port}{path}"}, b"")
    found = fetched(desk)
    other.close()
    assert f"sends on to http://localhost:{other.port}" in found.trouble
    assert other.asked == []
    site.asked.clear()
    site.comments = many(1, desk.now())
    site.instead = lambda path, number: (308, {"Location": f"{path}&once=1"}, b"") if number == 1 else None
    assert fetched(desk).counts.people == 1
    assert site.asked[1][0].endswith("&once=1")


def test_a_site_that_is_away_slow_or_endless_is_left_for_the_next_time(desk: Desk, site: Site, set_up: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpress, "comments", partial(wordpress.comments, patience=0.3, longest=0.5))
    site.instead = lambda path, number: time.sleep(0.6)
    assert "does not answer just now" in fetched(desk).trouble
    monkeypatch.setattr(wordpress, "LARGEST", 5_000)
    site.instead = lambda path, number: (200, {}, b"[" + b" " * 20_000 + b"]")
    assert "more than" in fetched(desk).trouble
    site.close()
    assert "cannot be reached" in fetched(desk).trouble
    with desk.write("Set up the website") as write:
        rows.change(write, replace(set_up, address="https://clinic.invalid"))
    assert "is not found" in fetched(desk).trouble
    site.start()


def test_over_https_only_a_site_that_proves_who_it_is_gets_the_password(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, stranger = certificate(tmp_path / "one"), certificate(tmp_path / "two")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted[0]))
    for cert, people in ((stranger, 0), (trusted, 3)):
        site = Site(many(3, desk.now()))
        site.start(cert)
        now = websites.website(desk)
        websites.save(desk, website=replace(now or Website(0, ""), address=site.address, user=USER))
        found = fetched(desk)
        site.close()
        assert found.counts.people == people
        assert len(site.asked) == bool(people)
        assert ("could not prove who it is" in found.trouble) is not bool(people)


@pytest.mark.parametrize(("typed", "asked"), [
    ("clinic.example", "https://clinic.example"), (" https://Clinic.example/blog/wp-admin/users.php ", "https://clinic.example/blog"), ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ("https://clinic.example/wp-json/wp/v2", "https://clinic.example"), ("https://prölo.example", "https://xn--prlo-6qa.example"),
])  # fmt: skip
def test_an_address_is_taken_as_people_type_it(typed: str, asked: str) -> None:
    assert checked_address(typed) == asked


@pytest.mark.parametrize("typed", ["", "http://clinic.example", "ftp://clinic.example", "https://", "https://user:secret@clinic.example", "https://cli nic.example", "https://[::1",
                                   "a"])  # fmt: skip
def test_an_address_over_which_the_password_could_be_read_or_that_is_none_is_refused(desk: Desk, typed: str) -> None:
    with pytest.raises(BadInput):
        websites.save(desk, website=Website(0, typed, USER))
    with pytest.raises(Refused):
        websites.save(desk, website=Website(0, "https://clinic.example", ""))
