"""Something to read: the article that fits what hurts is printed for the person with one key; a new one is typed, approved and found."""

from __future__ import annotations

from frontdesk.domain.article import Standing, Way
from frontdesk.services import articles


def test_the_article_that_fits_is_handed_out_with_one_key_and_it_is_on_record(hands, tmp_path):
    inbox = hands.to_case("Dana Kessler")
    key = inbox.case.inquiry.id
    assert inbox.handout.article.title == "When Ankle Arthroscopy Did Not Help"
    inbox.context.choose_save = lambda parent, suggested: str(tmp_path / suggested)
    hands.press("P")
    assert "Saved as handout-" in hands.snack
    (given,) = hands.ask(lambda desk: articles.given_to(desk, inquiry_id=key))
    assert (given.way, given.edition, given.title) == (Way.PRINTED, 1, "When Ankle Arthroscopy Did Not Help")
    assert "Given " in inbox.handout.got.text()

    hands.press("Ctrl+7")
    section = hands.section("articles")
    while section.article.title != given.title:
        hands.press("J")
    told = [section.given.itemAt(n).widget().text() for n in range(section.given.count())]
    assert any("Dana Kessler" in line and "printed, edition 1" in line for line in told)


def test_an_article_is_typed_approved_found_by_its_words_and_withdrawn_by_keys_alone(hands):
    hands.press("Ctrl+7")
    section = hands.section("articles")
    hands.press("Ctrl+Return")
    hands.type("A loose thumb")
    hands.press("Tab")
    hands.type("What is asked about a thumb.")
    hands.press("Ctrl+Return")
    assert "waits for approval" in hands.snack
    assert (section.article.title, section.article.sites) == ("A loose thumb", frozenset({"thumb"}))
    assert section.article.standing(section.context.wall_now().date()) is Standing.NEW

    hands.press("P")
    assert "Have it approved first" in hands.snack
    hands.press("A")
    assert section.article.standing(section.context.wall_now().date()) is Standing.GOOD

    hands.press("/")
    hands.type("xyzzy")
    assert section.stack.currentIndex() == 1
    assert section.nothing.words.text() == "No article holds these words."
    hands.press("Esc", "/")
    hands.type("loose asked")
    hands.press("Return")
    assert [a.title for a in section._found] == ["A loose thumb"]
    hands.press("Del")
    assert section.article.withdrawn
    hands.press("Ctrl+Z")
    assert not section.article.withdrawn
