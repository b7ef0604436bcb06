"""A second process reads half of the facts of many messages: what comes of them is the same with it, without it, and where it dies."""

from __future__ import annotations

import pytest

from frontdesk import child
from frontdesk.domain.inquiry import Arrival, Source
from frontdesk.intake.judged import judge
from frontdesk.intake.side_reader import Judges

TOLD = ("My left knee has hurt since a fall in March, 7/10.", "We offer SEO and backlinks for your website, page 1 of Google. Click here!", "I am 54 and my hip aches.")


def messages(many: int, begin: int = 0) -> list[Arrival]:
    return [Arrival(f"m{n}", Source.FORM, "Ann Lee", TOLD[n % len(TOLD)]) for n in range(begin, begin + many)]


@pytest.fixture
def judges():
    with Judges(child.MEMORY, with_facts=True, many=6, cores=2) as made:
        yield made


def test_half_of_many_messages_are_read_beside_with_the_same_facts(judges):
    few = messages(5)
    assert judges(few) == {one.key: judge(one) for one in few}
    assert judges.second is None
    many = messages(7, 5)
    assert judges(many) == {one.key: judge(one) for one in many}
    assert judges.second is not None


def test_where_the_second_process_dies_every_message_is_read_all_the_same(judges):
    many = messages(8)
    assert judges(many) == {one.key: judge(one) for one in many}
    judges.second.kill()
    judges.second.wait()
    assert judges(many) == {one.key: judge(one) for one in many}
    assert judges.second is None
    assert judges(many) == {one.key: judge(one) for one in many}


def test_one_core_and_a_look_at_a_file_need_no_second_process():
    for how in ({"with_facts": True, "cores": 1}, {"with_facts": False, "cores": 2}):
        with Judges(child.MEMORY, many=6, **how) as alone:
            assert len(alone(messages(12))) == 12
            assert alone.second is None
