"""The site's own articles, as the clinic may hand them out: plain words, references apart. Pages, drafts and scraps are none."""

from __future__ import annotations

from frontdesk.domain.article import FoundArticle, parted
from frontdesk.intake.html_text import one_line, plain
from frontdesk.intake.wordpress.comments import Post

LEAST = 400
"""Letters under which a post is a notice and no article."""
LONGEST = 60_000


def article_of(post: Post, key: str, host: str) -> FoundArticle | None:
    """None where the post is not published, not a post, or says hardly anything."""
    if post.status.strip().lower() not in ("publish", "") or post.type.strip().lower() not in ("post", "article") or not post.title.strip():
        return None
    body, refs = parted(plain(post.content)[:LONGEST])
    if len(body) < LEAST:
        return None
    return FoundArticle(f"wp:{host}:post:{key}", one_line(plain(post.title)), body, one_line(post.link), refs)
