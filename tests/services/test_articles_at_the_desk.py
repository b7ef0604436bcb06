"""Articles: kept from the site or typed, approved, chosen by what hurts, handed out, and on record to whom and which edition."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from frontdesk.data import rows
from frontdesk.domain.article import Article, Standing, Way
from frontdesk.domain.errors import Refused
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.services import articles, facts, imports, replies

ANKLE = "The ankle is held by ligaments. " * 20 + "A sprained ankle that stays loose is asked about often.\n\nReferences\nMaffulli A., 2012.\nHowell J., 2018."
EXPORT = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://clinic.example</wp:base_blog_url>
<item><title>Prolotherapy and the loose ankle</title><link>https://clinic.example/ankle</link><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>7</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Opening hours</title><link>https://clinic.example/hours</link><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>8</wp:post_id><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>
<item><title>Half a thought</title><content:encoded><![CDATA[{body}]]></content:encoded>
<wp:post_id>9</wp:post_id><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item>
</channel></rss>"""


def bring_in(desk, tmp_path, body=ANKLE):
    path = tmp_path / "export.xml"
    path.write_text(EXPORT.format(body=body), encoding="utf-8")
    return imports.import_file(desk, path=path)


def asks(desk, text, page="Hips and shins"):
    with desk.write("A message") as write:
        made = rows.add(write, Inquiry(
            0, f"t:{hash(text)}", Source.COMMENT, State.NEW, "Dana Whitlow", text, received_at=write.now, imported_at=write.now, article_title=page,
        ))  # fmt: skip
        facts.store_facts(write, inquiry=made)
    return made.id


def typed(desk, title, body="Words about it.", **more):
    made = articles.save(desk, article=Article(0, "", title, body, **more))
    return articles.approve(desk, article_id=made.id, until=desk.wall_now().date() + timedelta(days=30))


def test_how_many_articles_a_file_brings_is_told_before_and_after_whichever_way_the_site_gave_them(desk, tmp_path):
    path = tmp_path / "posts.json"
    post = {"id": 7, "type": "post", "status": "publish", "link": "https://clinic.example/ankle", "title": {"rendered": "Prolotherapy and the loose ankle"},
            "content": {"rendered": ANKLE.replace("\n\n", "<br><br>").replace("\n", "<br>")}, "_links": {}}  # fmt: skip
    path.write_text(json.dumps([post, {**post, "id": 8, "type": "page"}]), encoding="utf-8")
    seen = imports.preview(desk, path=path).report
    done = imports.import_file(desk, path=path)
    assert (seen.articles, done.articles, done.kept_apart) == (1, 1, {"article or page": 2})
    reworded = bring_in(desk, tmp_path, body=ANKLE + "\nAnd more.")
    assert (done.editions, reworded.articles, reworded.editions) == (0, 1, 1)
    assert len(articles.every(desk)) == 1
    path.write_text(json.dumps([{**post, "id": 9}, {**post, "content": {"rendered": "Put quite differently. " + post["content"]["rendered"]}}]), encoding="utf-8")
    seen = imports.preview(desk, path=path).report
    done = imports.import_file(desk, path=path)
    assert (seen.articles, seen.editions) == (done.articles, done.editions) == (2, 1)


def test_published_posts_of_an_export_are_kept_with_topics_and_references_and_wait_for_approval(desk, tmp_path):
    bring_in(desk, tmp_path)
    (one,) = articles.every(desk)
    assert (one.key, one.title, one.url, one.edition) == ("wp:clinic.example:post:7", "Prolotherapy and the loose ankle", "https://clinic.example/ankle", 1)
    assert one.sites == {"ankle"}
    assert "prolotherapy" in one.treatments
    assert one.refs.splitlines() == ["Maffulli A., 2012.", "Howell J., 2018."]
    assert "References" not in one.body
    assert one.standing(desk.wall_now().date()) is Standing.NEW
    with pytest.raises(Refused, match="not approved yet"):
        articles.pdf(desk, article_id=one.id)


def test_the_same_export_again_changes_nothing_and_changed_words_are_a_new_edition_to_be_approved_again(desk, tmp_path):
    bring_in(desk, tmp_path)
    (one,) = articles.every(desk)
    articles.approve(desk, article_id=one.id, until=desk.wall_now().date() + timedelta(days=9))
    bring_in(desk, tmp_path)
    (same,) = articles.every(desk)
    assert (same.edition, same.standing(desk.wall_now().date())) == (1, Standing.GOOD)
    bring_in(desk, tmp_path, body=ANKLE.replace("often", "again and again"))
    (changed,) = articles.every(desk)
    assert (changed.edition, changed.standing(desk.wall_now().date())) == (2, Standing.NEW)


def test_an_older_export_brings_back_neither_old_words_nor_those_that_the_desk_has_put_right(desk, tmp_path):
    bring_in(desk, tmp_path)
    bring_in(desk, tmp_path, "Newer words. " + ANKLE)
    assert bring_in(desk, tmp_path).articles == 0
    (kept,) = articles.every(desk)
    assert "Newer words." in kept.body
    articles.save(desk, article=replace(kept, body="Put right at the desk."))
    assert bring_in(desk, tmp_path, "Newer words. " + ANKLE).articles == 0
    assert articles.every(desk)[0].body == "Put right at the desk."


def test_an_article_is_chosen_by_what_hurts_and_not_by_the_page_the_comment_stood_under(desk):
    hip = typed(desk, "Hips and shins", sites=frozenset({"hip", "lower_leg"}))
    ankle = typed(desk, "When an ankle stays loose", sites=frozenset({"ankle"}), treatments=frozenset({"prolotherapy"}))
    typed(desk, "A shoulder's report", sites=frozenset({"shoulder"}))
    key = asks(desk, "My left ankle has hurt for years, the opposite hip too. Is prolotherapy an option?", page="Hips and shins")
    assert next(a.id for a in articles.suggested(desk, inquiry_id=key)) == ankle.id
    other = asks(desk, "My right hip aches.")
    assert [a.id for a in articles.suggested(desk, inquiry_id=other)] == [hip.id]
    assert articles.suggested(desk, inquiry_id=asks(desk, "Do you take cash?")) == ()


def test_an_article_past_its_day_or_withdrawn_is_neither_offered_nor_handed_out(desk, clock):
    one = typed(desk, "When an ankle stays loose", sites=frozenset({"ankle"}))
    key = asks(desk, "My left ankle hurts.")
    assert articles.suggested(desk, inquiry_id=key)
    articles.withdraw(desk, article_id=one.id)
    assert articles.suggested(desk, inquiry_id=key) == ()
    articles.approve(desk, article_id=one.id, until=desk.wall_now().date())
    clock.now += timedelta(days=2)
    assert articles.suggested(desk, inquiry_id=key) == ()
    with pytest.raises(Refused, match="run out"):
        articles.pdf(desk, article_id=one.id)
    with pytest.raises(Refused, match="still to come"):
        articles.approve(desk, article_id=one.id, until=date(2020, 1, 1))


def test_every_word_is_looked_for_in_title_text_and_references(desk):
    one = typed(desk, "When an ankle stays loose", "Über Bänder und Gelenke.", refs="Maffulli A., 2012.")
    typed(desk, "Hips and shins")
    assert [a.id for a in articles.find(desk, words="bander ankle")] == [one.id]
    assert [a.id for a in articles.find(desk, words="maffulli")] == [one.id]
    assert articles.find(desk, words="ankle spaceship") == ()
    assert len(articles.find(desk, words=" ")) == 2


def test_changed_words_are_a_new_edition_and_changed_topics_are_not(desk):
    one = typed(desk, "When an ankle stays loose", sites=frozenset({"ankle"}))
    same = articles.save(desk, article=replace(one, sites=frozenset({"ankle", "foot"})))
    assert (same.edition, same.withdrawn) == (1, False)
    changed = articles.save(desk, article=replace(same, body="Other words about it."))
    assert (changed.edition, changed.withdrawn) == (2, True)
    with pytest.raises(Refused, match="a title and some words"):
        articles.save(desk, article=replace(changed, title=" "))


def test_who_got_which_edition_stays_on_record_and_its_handing_out_is_taken_back_by_one_undo(desk, tmp_path):
    one = typed(desk, "When an ankle stays loose", sites=frozenset({"ankle"}))
    key = asks(desk, "My left ankle hurts.")
    made = articles.save_pdf(desk, article_id=one.id, path=tmp_path / "handout.pdf", inquiry_id=key)
    assert made.read_bytes().startswith(b"%PDF")
    changed = articles.save(desk, article=replace(articles.get(desk, article_id=one.id), title="Ankles that stay loose"))
    assert changed.edition == 2
    ((given, name),) = articles.given(desk, article_id=one.id)
    assert (given.edition, given.title, given.way, given.by, name) == (1, "When an ankle stays loose", Way.PRINTED, "Julia Marsh", "Dana Whitlow")
    assert [g.id for g in articles.given_to(desk, inquiry_id=key)] == [given.id]
    desk.undo()
    desk.undo()
    assert articles.given_to(desk, inquiry_id=key) == ()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_handout_holds_title_words_references_edition_and_no_name_of_anybody(desk, paper, tmp_path):
    pdfium = pytest.importorskip("pypdfium2")
    with desk.write("Paper") as write:
        clinic = desk.house().clinic
        rows.change(write, replace(clinic, paper=paper))
    one = typed(desk, "When an ankle stays loose", "First words.\n\n" + "More words about it. " * 300, refs="Maffulli A., 2012.")
    document = pdfium.PdfDocument(articles.pdf(desk, article_id=one.id))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    size = document[0].get_size()
    assert len(document) >= 2
    for words in ("When an ankle stays loose", "First words.", "Maffulli", "Edition 1", "General information"):
        assert words in text
    assert round(size[0]) == (595 if paper == "A4" else 612)


def test_what_went_out_with_a_reply_is_on_record_too(desk):
    one = typed(desk, "When an ankle stays loose", sites=frozenset({"ankle"}))
    key = asks(desk, "My left ankle hurts. Am I a candidate for prolotherapy?")
    draft = replies.draft(desk, inquiry_id=key).reply
    assert draft.article_id == one.id
    ready = replace(draft, recipient="d@example.org", body="Dear Dana, thank you for writing. We would be glad to see you.")
    handed = replies.hand_over(desk, reply=ready)
    assert articles.given_to(desk, inquiry_id=key) == ()
    replies.settle(desk, reply_id=handed.id, went=True)
    (given,) = articles.given_to(desk, inquiry_id=key)
    assert (given.way, given.edition, given.title) == (Way.REPLY, 1, "When an ankle stays loose")
