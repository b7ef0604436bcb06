"""Facts in the words of the desk, and what is still to be asked."""

from __future__ import annotations

import pytest

from frontdesk.domain import fact_words
from frontdesk.domain.fact import Fact
from frontdesk.domain.missing import missing


def fact(kind, value, **more):
    return Fact(kind, value, 0, 1, more.pop("quote", "x"), **more)


@pytest.mark.parametrize(
    ("said", "label", "words"),
    [
        (fact("body_site", "ankle", side="left"), "Site", "Ankle, left"),
        (fact("body_site", "lower_back", side="unstated"), "Site", "Low back"),
        (fact("body_site", "other", detail="leg", side="both"), "Site", "Leg, both"),
        (fact("body_site", "hip", side="opposite"), "Site", "Hip, opposite side"),
        (fact("pain_score", {"min": 8, "max": 9}, status="present"), "Pain", "8–9 of 10"),
        (fact("pain_score", {"min": 8, "max": 8}, status="past"), "Pain", "8 of 10, earlier"),
        (fact("procedure", "fusion", status="offered"), "Told", "Fusion"),
        (fact("procedure", "mri", status="done"), "Before", "MRI"),
        (fact("medication", "apixaban", status="none"), "Does not take", "Apixaban"),
        (fact("age", 1.5), "Age", "18 months"),
        (fact("duration", "P2Y"), "Since", "2 years"),
        (fact("duration", "P1Y"), "Since", "1 year"),
        (fact("duration", "P2Y/P3Y"), "Since", "2–3 years"),
        (fact("duration", "P?M"), "Since", "Several months"),
        (fact("duration", "since:2012"), "Since", "Since 2012"),
        (fact("question", "clinical", quote="am I a\n candidate?"), "Asks", "Am I a candidate?"),
    ],
)
def test_a_fact_reads_as_the_desk_would_say_it(said, label, words):
    assert (fact_words.label(said), fact_words.words(said)) == (label, words)


def test_the_side_is_asked_once_for_each_paired_site_that_lacks_it():
    facts = [fact("body_site", "ankle", side="unstated"), fact("body_site", "ankle", side="unstated"), fact("body_site", "neck")]
    asked = list(missing(facts, phone="1", email="a@b", birthday_known=True))
    assert [m.question for m in asked] == ["Which ankle is it, left or right?"]


def test_nothing_said_means_everything_is_asked():
    kinds = [m.kind for m in missing([], phone="", email="", birthday_known=False)]
    assert kinds == ["site", "phone", "email", "birthday"]
