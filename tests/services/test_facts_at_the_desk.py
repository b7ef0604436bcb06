"""What the desk does to facts: correct, add by selected words, take out, and all of it kept when the message is read again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdesk.data import rows, tables
from frontdesk.domain.errors import Refused
from frontdesk.domain.inquiry import Inquiry, Source, State, Tab
from frontdesk.services import calendar, facts, inquiries

TEXT = "My left knee has ached since 2019, 4/10 most days. I am a nurse, 52. I had cortisone twice. Any Tuesday after 3 is fine. Dana Whitlow"


def message(desk, text=TEXT, minutes=30, state=State.NEW):
    with desk.write("A message") as write:
        made = rows.add(write, Inquiry(
            0, f"t:{hash(text)}:{minutes}", Source.FORM, state, "Dana Whitlow", text, received_at=write.now - timedelta(minutes=minutes),
            imported_at=write.now, unread=True,
        ))  # fmt: skip
        facts.store_facts(write, inquiry=made)
    return made.id


def told(desk, key, kind):
    with desk.read() as session:
        return [f for f in facts.of_inquiry(session, inquiry_id=key) if f.fact.kind == kind]


def test_a_corrected_fact_stays_corrected_when_the_message_is_read_again(desk):
    key = message(desk)
    knee = told(desk, key, "body_site")[0]
    facts.correct_fact(desk, fact_id=knee.id, side="right")
    facts.read_again(desk, inquiry_id=key)
    assert [(f.fact.value, f.fact.side, f.decision, f.by) for f in told(desk, key, "body_site")] == [("knee", "right", "corrected", "Julia Marsh")]


def test_words_made_another_kind_are_not_suggested_as_the_first_kind_again(desk):
    key = message(desk)
    since = told(desk, key, "duration")[0]
    facts.correct_fact(desk, fact_id=since.id, kind="mechanism", value="2019")
    facts.read_again(desk, inquiry_id=key)
    assert told(desk, key, "duration") == []
    assert [f.fact.value for f in told(desk, key, "mechanism")] == ["2019"]


SAID = {
    "3 years": "P3Y", "for about 2-3 weeks": "P2W/P3W", "since 2012": "since:2012", "May": "since:--05", "6 months ago": "P6M", "a long time": "chronic", "P3Y": "P3Y",
    "4 years and a bit": None, "10": None, "abc": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize("typed", SAID)
def test_how_long_is_typed_in_words_and_refused_where_it_is_not_all_understood(typed):
    if SAID[typed] is not None:
        assert facts.read_duration(typed) == SAID[typed]
    else:
        with pytest.raises(Refused, match="such as 3 years"):
            facts.read_duration(typed)


def test_a_duration_that_nobody_understands_is_no_fact(desk):
    since = told(desk, message(desk), "duration")[0]
    with pytest.raises(Refused, match="not understood"):
        facts.correct_fact(desk, fact_id=since.id, value="4 years and a bit")


def test_what_was_taken_out_does_not_come_back_in_longer_words(desk):
    key = message(desk)
    knee = told(desk, key, "body_site")[0]
    start = TEXT.index("knee")
    with desk.write("As an older reader read it") as write:
        write.update(tables.fact, knee.id, {"start": start, "end": start + 4, "quote": "knee"})
    facts.decide_fact(desk, fact_id=knee.id, decision="rejected")
    facts.read_again(desk, inquiry_id=key)
    assert told(desk, key, "body_site") == []


def test_selected_words_become_a_fact_over_just_those_words_and_stay(desk):
    key = message(desk)
    start = TEXT.index("most days")
    facts.add_fact(desk, inquiry_id=key, kind="mechanism", start=start, end=start + len("most days"))
    facts.read_again(desk, inquiry_id=key)
    assert [(f.fact.quote, f.fact.start, f.decision) for f in told(desk, key, "mechanism")] == [("most days", start, "added")]


def test_a_pain_score_that_is_no_number_is_refused_with_what_to_do(desk):
    key = message(desk)
    with pytest.raises(Refused, match="number from 0 to 10"):
        facts.add_fact(desk, inquiry_id=key, kind="pain_score", start=0, end=7)
    with pytest.raises(Refused, match="Select some words"):
        facts.add_fact(desk, inquiry_id=key, kind="diagnosis", start=4, end=4)


def test_correcting_adding_and_taking_out_are_undone_one_by_one(desk):
    key = message(desk)
    before = {(f.fact.kind, str(f.fact.value), f.decision) for kind in ("body_site", "age") for f in told(desk, key, kind)}
    facts.correct_fact(desk, fact_id=told(desk, key, "body_site")[0].id, side="right")
    facts.decide_fact(desk, fact_id=told(desk, key, "age")[0].id, decision="rejected")
    desk.undo()
    desk.undo()
    assert {(f.fact.kind, str(f.fact.value), f.decision) for kind in ("body_site", "age") for f in told(desk, key, kind)} == before


@pytest.mark.parametrize(
    "words",
    [
        "My knee is red, hot and swollen and I have a fever of 39.", "Back pain, and since last night I lost control of my bladder.",
        "My left calf is suddenly swollen and tight after the flight.",
    ],
)  # fmt: skip
def test_words_of_the_urgent_list_put_the_message_on_top_with_an_instruction_that_advises_nothing(desk, words):
    message(desk, "My shoulder hurts, can I come in?", minutes=900)
    urgent = message(desk, words, minutes=1)
    first = inquiries.inbox(desk, tab=Tab.TODO)[0]
    assert (first.inquiry.id, first.chips[0].text) == (urgent, "Urgent")
    said = inquiries.case(desk, inquiry_id=urgent).instruction
    assert "written instruction" in said
    assert not {"emergency", "hospital", "should", "must"} & set(said.lower().split())


def test_words_marked_as_urgent_by_the_desk_raise_the_message_and_taking_the_fact_out_does_not_lower_it(desk):
    key = message(desk, "Since Sunday I cannot tell whether I have to go. My back is bad.")
    assert not inquiries.case(desk, inquiry_id=key).inquiry.urgent
    added = facts.add_fact(desk, inquiry_id=key, kind="red_flag", start=13, end=47)
    facts.decide_fact(desk, fact_id=added.id, decision="rejected")
    assert inquiries.case(desk, inquiry_id=key).inquiry.urgent


def test_a_message_that_is_long_done_is_not_raised_when_it_is_read_anew(desk):
    key = message(desk, "My knee is red, hot and swollen and I have a fever.", state=State.EARLIER)
    assert not inquiries.case(desk, inquiry_id=key).inquiry.urgent


def test_when_somebody_may_be_rung_is_no_wish_for_the_visit(desk):
    key = message(desk, "My left knee has hurt for two years. Please call me after 4 pm.")
    assert inquiries.case(desk, inquiry_id=key).wish.windows == ()


def test_the_times_a_person_wished_for_are_looked_for_first(desk):
    wish = inquiries.case(desk, inquiry_id=message(desk)).wish
    assert wish.windows
    found = calendar.slots(desk, wish=wish, limit=5).slots
    assert found[0].start.strftime("%A") == "Tuesday"
    assert found[0].start.hour >= 15
