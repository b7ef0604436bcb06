"""Reports count what became of inquiries and name nobody."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest

from frontdesk.data import rows
from frontdesk.domain.calling import Outcome, note_of
from frontdesk.domain.errors import BadInput
from frontdesk.domain.inquiry import Inquiry, InquiryNote, Source, State
from frontdesk.domain.reply import Reply, ReplyState
from frontdesk.services import replies, reports

assert replies  # its rows are known


def came(desk, name, source=Source.COMMENT, *, hours_ago=10.0, page="", answered_after=None, called_after=None, state=State.NEW, reason=""):
    with desk.write("A message") as write:
        received = write.now - timedelta(hours=hours_ago)
        made = rows.add(write, Inquiry(
            0, f"t:{name}", source, state, name, "My knee hurts.", received_at=received, imported_at=write.now, article_title=page, closed_reason=reason,
        ))  # fmt: skip
        if answered_after is not None:
            rows.add(write, Reply(0, made.id, ReplyState.SENT, recipient="a@example.org", sent_at=received + timedelta(hours=answered_after)))
        if called_after is not None:
            rows.add(write, InquiryNote(0, made.id, received + timedelta(hours=called_after), "Julia", note_of(Outcome.REACHED)))
    return made.id


def today(desk):
    return desk.wall_now().date()


def of_month(desk):
    return reports.report(desk, since=today(desk) - timedelta(days=30), until=today(desk))


def test_sources_and_pages_are_counted_with_their_answers_and_spam_is_not(desk):
    came(desk, "Ada Quill", page="Ankles", answered_after=2)
    came(desk, "Ben Roe", page="Ankles")
    came(desk, "Cy Dunn", Source.PHONE)
    came(desk, "Best Pills", state=State.SPAM)
    found = of_month(desk)
    assert [(line.name, line.inquiries, line.answered, line.booked) for line in found.sources] == [("Blog comment", 2, 1, 0), ("Phone call", 1, 1, 0)]
    assert [(line.name, line.inquiries) for line in found.pages] == [("Ankles", 2)]
    assert found.total == 3


def test_the_first_answer_is_whichever_came_first_the_letter_or_the_call(desk):
    came(desk, "Ada Quill", answered_after=5, called_after=0.5)
    came(desk, "Ben Roe", answered_after=6)
    came(desk, "Cy Dunn", hours_ago=200, answered_after=180)
    came(desk, "Di Voss")
    found = of_month(desk)
    assert dict(found.waits) == {"within an hour": 1, "the same day": 1, "within two days": 0, "within a week": 0, "later": 1, "not answered yet": 1}
    assert found.median_minutes == 6 * 60


def test_reasons_of_those_who_were_lost_are_counted(desk):
    for n, reason in enumerate(("Too far away", "Too far away", "")):
        came(desk, f"Person {n}", state=State.NOT_FOR_US, reason=reason)
    assert of_month(desk).lost == (("Too far away", 2), ("no reason given", 1))


def test_days_outside_the_span_are_left_out_and_a_span_that_ends_before_it_begins_is_refused(desk):
    came(desk, "Ada Quill", hours_ago=24 * 40)
    assert of_month(desk).total == 0
    with pytest.raises(BadInput, match="before the first"):
        reports.report(desk, since=today(desk), until=today(desk) - timedelta(days=1))


def test_the_table_holds_the_counts_no_name_and_no_formula(desk, tmp_path):
    came(desk, "Ada Quill", page="=HYPERLINK(1)", answered_after=2)
    path = reports.save(desk, since=today(desk) - timedelta(days=30), until=today(desk), path=tmp_path / "report.csv")
    text = path.read_text(encoding="utf-8-sig")
    assert "Ada" not in text
    assert "Quill" not in text
    lines = list(csv.reader(text.splitlines()))
    assert ["Source", "Blog comment", "1", "1", "0"] in lines
    assert ["Page", "'=HYPERLINK(1)", "1", "1", "0"] in lines
