"""WordPress exports of invented people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://clinic.example</wp:base_site_url>
<wp:author><wp:author_login>desk</wp:author_login><wp:author_email>desk@clinic.example</wp:author_email></wp:author>
<item><title>Healing after a sprain</title><link>https://clinic.example/sprain</link><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type>
"""
FOOT = "</item></channel></rss>\n"


def comment(number: int, author: str, text: str, *, email: str = "", kind: str = "comment", approved: str = "1", parent: int = 0, days_ago: int = 1) -> str:
    when = f"{datetime.now(UTC) - timedelta(days=days_ago):%Y-%m-%d %H:%M:%S}"
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>{escape(author)}</wp:comment_author>
<wp:comment_author_email>{email}</wp:comment_author_email><wp:comment_date>{when}</wp:comment_date><wp:comment_date_gmt>{when}</wp:comment_date_gmt>
<wp:comment_content>{escape(text)}</wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id></wp:comment>
"""


def wxr(*comments: str) -> str:
    usual = (
        comment(1, "Ines Falk", "My left knee hurts since a fall in 2019. Could I come on a Tuesday?", email="ines.falk@example.org"),
        comment(2, "Tomas Brandt", "How much is one injection for tennis elbow?", email="tomas@example.org"),
        comment(3, "desk", "Thank you, please call us.", email="desk@clinic.example", parent=2, days_ago=0),
        comment(4, "Other site", "[...] sprain [...]", kind="pingback"),
        comment(5, "Cheap pills", "Buy now", approved="spam"),
    )
    return HEAD + "".join(comments or usual) + FOOT
