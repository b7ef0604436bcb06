"""WordPress exports as they come out of real sites: older versions, damaged tags, dates of zeros, replies of the clinic among the comments."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from frontdesk.domain.inquiry import Arrival, Piece
from frontdesk.intake import reading

KNEE = "My left knee has hurt for two years, could prolotherapy help me?"
SHOULDER = "I fell on my right shoulder in May and it still hurts, what can I do?"


def comment(number: object, author: str, text: str, *, end: str = "</wp:comment_author>", **more: str) -> str:
    fields = {"date": "2026-11-20 10:00:00", "date_gmt": "2026-11-20 16:00:00", "approved": "1", "type": "comment", "parent": "0", "user_id": "0", **more}
    told = "".join(f"<wp:comment_{name}>{value}</wp:comment_{name}>" for name, value in fields.items())
    return (f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{author}]]>{end}"
            f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>{told}</wp:comment>")  # fmt: skip


def export(*comments: str, version: str = "1.2", head: str = "") -> str:
    return (f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/{version}/"><channel>'
            f"<link>https://clinic.example</link>{head}<item><title>Knees</title><link>https://clinic.example/knees</link><wp:post_id>5</wp:post_id>"
            f"{''.join(comments)}</item></channel></rss>")  # fmt: skip


TABLE = (
    "comment_ID,comment_post_ID,comment_author,comment_author_email,comment_date,comment_date_gmt,comment_content,comment_approved,comment_type,comment_parent,user_id\n"
    f'1,5,Ada Lund,ada@example.org,2026-11-20 10:00:00,2026-11-20 16:00:00,"{KNEE}",1,comment,0,0\n'
    "2,5,Dr Kim,kim@clinic.example,2026-11-20 11:00:00,2026-11-20 17:00:00,Please call us,1,comment,1,1\n"
    f'3,5,Ben Ortiz,ben@example.org,2026-11-20 10:00:00,NULL,"{SHOULDER}",0,,0,0\n4,5,Pill Shop,p@shop.example,2026-11-20 10:00:00,,Buy now,spam,comment,0,0\n'
)  # fmt: skip


def read(text: str | bytes, folder: Path) -> tuple[list[Arrival], list[Piece], dict[str, int]]:
    path = folder / "export.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    arrivals, refused, apart = [], [], {}
    for batch in reading.read_file(path, {}, frozenset()):
        arrivals += batch.arrivals
        refused += batch.refused
        apart.update(batch.kept_apart)
    return arrivals, refused, apart


def test_a_comment_that_stands_twice_is_one_also_where_its_authors_tags_are_damaged(tmp_path: Path) -> None:
    for first, second in (("</wp:comment_authr>", "</wp:comment_author>"), ("</wp:comment_author>", "</wp:comment_authr>"), ("", "</wp:comment_author>")):
        arrivals, refused, _ = read(export(comment(3, "Ada Lund", KNEE, end=first), comment(3, "Ada Lund", KNEE, end=second)), tmp_path)
        assert {a.key for a in arrivals} == {"wp:clinic.example:3"}
        assert {a.name for a in arrivals} == {"Ada Lund"}
        assert "not well-formed" in refused[0].reason
    arrivals, *_ = read(export(comment(3, "Ada Lund", KNEE), comment(3, "Ada Lund", SHOULDER)), tmp_path)
    assert len({a.key for a in arrivals}) == 2  # one number, other words: both are kept


def test_the_table_of_comments_is_read_as_comments_whichever_tool_wrote_it(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(TABLE)))
    mine = json.dumps([{"type": "header"}, {"type": "table", "name": "wp_comments", "data": rows}])
    once, again = read(TABLE, tmp_path), read(mine, tmp_path)
    for arrivals, refused, apart in (once, again):
        assert [(a.name, a.email, a.text, a.answered) for a in arrivals] == [("Ada Lund", "ada@example.org", KNEE, True), ("Ben Ortiz", "ben@example.org", SHOULDER, False)]
        assert (refused, apart) == ([], {"the clinic's own reply": 1, "spam": 1})
    assert [a.key for a in once[0]] == [a.key for a in again[0]]


def test_a_refused_piece_is_named_also_where_its_author_is_not(tmp_path: Path) -> None:
    _, refused, _ = read(export(comment(3, "", KNEE * 400), comment(4, "Ada Lund", KNEE * 400), comment("", "", KNEE * 400)), tmp_path)
    assert [piece.where for piece in refused] == ["comment 3 without a name", "comment 4 by Ada Lund", "comment without a name"]
