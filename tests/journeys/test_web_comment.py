"""From a web comment to a booked consultation and a saved letter, by keyboard alone, and all of it taken back."""

from __future__ import annotations

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

COMMENT = """Hello, I am writing about my mother's friend's clinic tip, but really about me. I am 63, a choir conductor and former postwoman.

After a slip on wet stairs in 2019 I have had constant pain in my left knee, on most days around 7-8 of 10, on the inner and outer side.
I had an arthroscopy that helped little, and two cortisone shots. My surgeon says the next step is a partial replacement, then a full one.
My other hip has started to ache because I limp. I am otherwise fit and not overweight; my sister had a fusion of her ankle, I have not.

Could prolotherapy still help me, or am I too far gone? I can come on Thursdays after 3 pm.
Thank you, Edda Brunner"""

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbor</title><link>https://harbor.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://harbor.example</wp:base_site_url><wp:base_blog_url>https://harbor.example</wp:base_blog_url>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[julia]]></wp:author_login>
<wp:author_email><![CDATA[julia@harbor.example]]></wp:author_email></wp:author>
<item><title>When the Inside of the Knee Will Not Settle</title><link>https://harbor.example/knee</link>
<content:encoded><![CDATA[The article speaks of 9/10 pain in the right shoulder of somebody else.]]></content:encoded>
<wp:post_id>44</wp:post_id><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<wp:comment><wp:comment_id>901</wp:comment_id><wp:comment_author><![CDATA[Edda Brunner]]></wp:comment_author>
<wp:comment_author_email>edda.brunner@example.org</wp:comment_author_email><wp:comment_date>2026-11-24 08:05:00</wp:comment_date>
<wp:comment_date_gmt>2026-11-24 14:05:00</wp:comment_date_gmt><wp:comment_content><![CDATA[{comment}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>
<wp:comment><wp:comment_id>902</wp:comment_id><wp:comment_author><![CDATA[other site]]></wp:comment_author>
<wp:comment_content><![CDATA[[...] knee [...]]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved>
<wp:comment_type>pingback</wp:comment_type><wp:comment_parent>0</wp:comment_parent></wp:comment>
</item></channel></rss>"""


def rows(desk) -> dict[str, list[str]]:
    """Every row of every table but the journal's own; without the row's version, which only ever grows, and without "unread"."""
    with desk.read() as session:
        connection = session.connection.connection.driver_connection  # as the driver gives them: the tests read them some hundred times
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'journal%'").fetchall()
        found = {}
        for (table,) in tables:
            named = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
            kept = ", ".join(f'"{name}"' for (name,) in named if name not in ("version", "unread"))
            found[table] = sorted(map(repr, connection.execute(f'SELECT {kept} FROM "{table}"')))
        return found


def test_a_comment_becomes_a_booked_consultation_with_a_letter_and_is_taken_back(hands, tmp_path):
    export = tmp_path / "harbor.xml"
    export.write_text(WXR.format(comment=COMMENT), encoding="utf-8")
    hands.window.context.choose_files = lambda parent: [str(export)]
    saved = tmp_path / "letter.pdf"
    hands.window.context.choose_save = lambda parent, suggested: str(saved)

    # Bring in: two keys and the file picker, a look at what it holds, and one key more.
    hands.press("Ctrl+I", "Return")
    hands.wait(quiet=0.5)
    assert "1 to answer" in hands.section("import").cards[0].line.whole
    hands.press("Return")
    hands.wait(quiet=0.5)
    assert "1 inquiry brought in" in hands.snack
    assert hands.section("import").results.count() >= 1

    inbox = hands.to_case("Edda Brunner")
    said = {(f.fact.kind, str(f.fact.value), f.fact.status) for f in inbox.case.facts}
    assert ("age", "63", "stated") in said
    assert any(kind == "body_site" and value == "knee" for kind, value, _ in said)
    assert any(f.fact.kind == "body_site" and f.fact.value == "knee" and f.fact.side == "left" for f in inbox.case.facts)
    assert ("procedure", "arthroscopy", "done") in said
    assert not any(kind == "procedure" and "fusion" in value and status == "done" for kind, value, status in said)
    assert any(f.fact.kind == "pain_score" and f.fact.value == {"min": 7, "max": 8} for f in inbox.case.facts)
    for recorded in inbox.case.facts:
        assert COMMENT[recorded.fact.start : recorded.fact.end] == recorded.fact.quote

    # Book: two keys, the budget of the house.
    before = hands.ask(rows)
    pressed = hands.pressed
    slot = inbox.panel.list.slots[0]
    hands.press("B", "1")
    assert hands.pressed - pressed == 2
    assert "Booked" in hands.snack
    assert "Edda Brunner" in hands.snack
    after = hands.ask(rows)
    assert len(after["appointment"]) == len(before["appointment"]) + 1
    assert len(after["patient"]) == len(before["patient"]) + 1
    assert len(after["letter"]) == len(before["letter"]) + 1

    # The letter: seen as it will print, and saved.
    hands.press("Ctrl+5")
    letters = hands.section("letters")
    hands.wait(quiet=0.4)
    if letters.tomorrow.isVisible():
        hands.press("T")
    hands.choose(letters.list, "Edda Brunner")
    hands.wait(quiet=0.4)
    hands.press("Ctrl+S")
    assert saved.exists()
    words = " ".join(" ".join(page.extract_text() for page in PdfReader(saved).pages).split())
    house = hands.window.context.house
    assert "Edda Brunner" in words
    assert f"{slot.start:%A, %B} {slot.start.day}, {slot.start.year}" in words
    assert f"{slot.start.hour % 12 or 12}:{slot.start:%M} {'pm' if slot.start.hour >= 12 else 'am'}" in words
    assert house.clinician(slot.clinician_id).name in words
    assert house.sites[0].address.street in words

    # One key takes back patient, visit, link and letter: the very same rows as before.
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_bringing_in_the_same_file_again_finds_nobody_new(hands, tmp_path):
    export = tmp_path / "harbor.xml"
    export.write_text(WXR.format(comment=COMMENT), encoding="utf-8")
    hands.window.context.choose_files = lambda parent: [str(export)]
    hands.press("Ctrl+I", "Return")
    hands.wait(quiet=0.5)
    hands.press("Return")
    hands.wait(quiet=0.5)
    before = hands.ask(rows)
    hands.section("import").choose.click()
    hands.wait(quiet=0.5)
    hands.press("Return")
    hands.wait(quiet=0.5)
    after = hands.ask(rows)
    assert after["inquiry"] == before["inquiry"]
    assert after["fact"] == before["fact"]


def test_whoever_is_quicker_than_the_desk_never_books_the_person_before(hands):
    """J B 1 in one breath: the next person's words are not read yet when the digit comes."""
    inbox, before = hands.section("inbox"), hands.ask(rows)
    first = inbox.case.inquiry
    window = hands.window.windowHandle()
    for key in (Qt.Key.Key_J, Qt.Key.Key_B, Qt.Key.Key_1):
        QTest.keyClick(window, key)
    hands.wait()
    assert inbox.case.inquiry.id != first.id
    made = [row for row in hands.ask(rows)["inquiry"] if row not in before["inquiry"]]
    assert first.id not in {dict(row)["id"] for row in made}


def test_where_nobody_is_in_hand_no_times_stand_there_to_be_taken(hands):
    before = hands.ask(rows)
    hands.window.go("inbox", tab="spam")
    hands.wait()
    inbox = hands.section("inbox")
    assert inbox.case is None
    assert not inbox.panel.isVisible()
    hands.press("B", "1")
    assert hands.ask(rows) == before
