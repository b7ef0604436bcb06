"""S12: 100,000 comments of one WordPress export brought in, against expat with executemany over the same file.

Both run in processes of their own, in turns; memory is the largest resident size of the importing process over an idle one, at the
whole file and at a tenth of it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure

COMMENTS = 100_000
PAIRS = 3

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://clinic.example</wp:base_site_url>
"""
_ITEM = "<item><title>Article {0}</title><link>https://clinic.example/a{0}</link><wp:post_id>{0}</wp:post_id><wp:post_type>post</wp:post_type>\n"
_COMMENT = """<wp:comment><wp:comment_id>{0}</wp:comment_id><wp:comment_author><![CDATA[Writer {0}]]></wp:comment_author>
<wp:comment_author_email>w{0}@example.org</wp:comment_author_email><wp:comment_date>2019-03-04 10:00:00</wp:comment_date>
<wp:comment_date_gmt>2019-03-04 16:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[My knee has hurt since a fall in winter {1}]]></wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>0</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>
"""

_IDLE = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from frontdesk.services import demo, imports
from frontdesk.services.desk import Desk
desk = Desk.create(Path(sys.argv[1]), clock=lambda: datetime.now(UTC))
demo.build(desk)
"""
_OURS = _IDLE + """
import time
begun = time.perf_counter()
report = imports.import_file(desk, path=Path(sys.argv[2]))
took = time.perf_counter() - begun
assert report.earlier == int(sys.argv[3]), report
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_BARE = """
import sqlite3, sys, time
from xml.parsers import expat
NAMES = ("comment_id", "comment_author", "comment_author_email", "comment_date", "comment_date_gmt", "comment_content", "comment_approved", "comment_parent")
begun = time.perf_counter()
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA journal_mode=WAL"); base.execute("PRAGMA synchronous=FULL")
base.execute("CREATE TABLE comment (id INTEGER PRIMARY KEY, %s)" % ", ".join(NAMES)); base.execute("BEGIN IMMEDIATE")
rows, row, words = [], {}, []
def flush():
    base.executemany("INSERT INTO comment VALUES (NULL, %s)" % ", ".join("?" * len(NAMES)), rows); rows.clear()
def start(name, _): words.clear()
def end(name):
    name = name.rpartition(":")[2]
    if name in NAMES: row[name] = "".join(words)
    elif name == "comment":
        rows.append(tuple(row.get(n, "") for n in NAMES)); row.clear()
        if len(rows) == 2000: flush()
parser = expat.ParserCreate(); parser.buffer_text = True
parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words.append
with open(sys.argv[2], "rb") as handle: parser.ParseFile(handle)
flush(); base.execute("COMMIT")
print(time.perf_counter() - begun)
"""


def _write(path: Path, comments: int) -> None:
    filler = "and the physiotherapist thinks that it will not settle by itself. " * 12
    with path.open("w", encoding="utf-8") as out:
        out.write(_HEAD)
        for number in range(comments):
            if number % 500 == 0:
                out.write(("</item>\n" if number else "") + _ITEM.format(number + 1))
            out.write(_COMMENT.format(number + 1, filler))
        out.write("</item></channel></rss>\n")


def _run(code: str, *arguments: object) -> list[float]:
    done = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()]


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, tenth = folder / "whole.xml", folder / "tenth.xml"
        _write(whole, COMMENTS)
        _write(tenth, COMMENTS // 10)
        ours, bare = [], []
        for turn in range(PAIRS):
            ours.append(_run(_OURS, folder / f"ours{turn}.db", whole, COMMENTS))
            bare.append(_run(_BARE, folder / f"bare{turn}.db", whole)[0])
        small = _run(_OURS, folder / "small.db", tenth, COMMENTS // 10)[1]
        idle = _run(_IDLE + "\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)", folder / "idle.db")[0]
        took, limit, large = statistics.median(o[0] for o in ours), statistics.median(bare), statistics.median(o[1] for o in ours)
    yield Measure("S12", f"{COMMENTS:,} comments brought in", took, limit, 1.6, "s", "expat + executemany")
    yield Measure("S12", "memory while bringing them in", large - idle, 64, 1, "MB", "64 MB over idle")
    yield Measure("S12", "memory, whole file against a tenth of it", large, small, 1.1, "MB", "a file a tenth as long")
