"""Comments that Disqus kept. All people are invented."""

from __future__ import annotations

from pathlib import Path

from frontdesk.intake import reading

DISQUS = """<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"><category dsq:id="1"><forum>clinic</forum></category>
<thread dsq:id="7"><id/><forum>clinic</forum><link>https://clinic.example/sprain</link><title>Healing after a sprain</title><createdAt>2026-11-01T00:00:00Z</createdAt><author><name>Desk</name></author></thread>
<post dsq:id="11"><id/><message><![CDATA[<p>My ankle.</p><p>Still sore &amp; stiff?</p>]]></message><createdAt>2026-11-20T10:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>Rosa Diaz</name><email>rosa@example.org</email><isAnonymous>true</isAnonymous></author><thread dsq:id="7"/></post>
<post dsq:id="12"><message>gone</message><isDeleted>true</isDeleted><isSpam>false</isSpam><author><name>X</name></author><thread dsq:id="7"/><parent dsq:id="11"/></post>
<post dsq:id="13"><message>pills</message><isDeleted>true</isDeleted><isSpam>true</isSpam><author><name>Y</name></author><thread dsq:id="7"/></post></disqus>"""


def test_posts_become_inquiries_under_their_article_and_deleted_ones_and_spam_are_counted(tmp_path: Path) -> None:
    place = tmp_path / "export.xml"
    place.write_text(DISQUS, encoding="utf-8")
    batch = next(iter(reading.parse(place)))
    one = batch.arrivals[0]
    assert (one.name, one.email, one.text) == ("Rosa Diaz", "rosa@example.org", "My ankle.\n\nStill sore & stiff?")
    assert (one.article_title, one.article_url) == ("Healing after a sprain", "https://clinic.example/sprain")
    assert (len(batch.arrivals), batch.kept_apart, batch.refused) == (1, {"trash": 1, "spam": 1}, ())
    place.write_text(DISQUS[: DISQUS.index('<post dsq:id="13"')], encoding="utf-8")
    broken = next(iter(reading.parse(place)))
    assert (len(broken.arrivals), len(broken.refused)) == (1, 1)
    place.write_text(DISQUS.replace("<disqus ", "<!DOCTYPE x><disqus ", 1), encoding="utf-8")
    assert "DOCTYPE" in next(iter(reading.parse(place))).refused[0].reason
