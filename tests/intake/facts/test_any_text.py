"""Promises that hold for any text at all: spans, quotes, no exception, bounded work."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.fact import KINDS, SITES
from frontdesk.intake.facts import LONGEST, is_spam, read

_PIECES = st.sampled_from(
    [
        "My left knee",
        "I had PRP",
        " 8-9/10",
        "six out of ten",
        "since 2019",
        "no ",
        "my sister",
        ".",
        "?",
        "\n\n",
        ", ",
        "“",
        "”",
        "> ",
        "a@b.org",
        "+44 7700 900123",
        "two oh six five five five",
        "Dr. ",
        "Kay Oru",
        "I am 60",
        "for 3 weeks",
        "is it safe",
        "fever",
        "’",
        "(",
        ")",
        "—",
        "  ",
        "\t",
        "\u200f",
        "🦵",
        "ﬁ",
        "e\u0301",
        "0",
        "x3mo",
        "6/52",
        "Mon/Tue after 4:30",
        "[at]",
        "not ",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=60).map("".join), st.lists(_PIECES, max_size=40).map(" ".join)))
def test_every_fact_stands_in_the_text_and_quotes_it(text: str) -> None:
    for fact in read(text):
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.quote
        assert fact.kind in KINDS
        assert 0 < fact.confidence <= 1
        assert fact.kind != "body_site" or (fact.value in SITES and fact.side)
    assert is_spam(text) in (True, False)


def test_the_same_text_is_read_the_same_twice() -> None:
    text = "My left knee hurts for 3 years, 7/10. I had PRP. Can you help? Ilka Brandt, 503-555-0102"
    assert read(text) == read(text)


ADVERSARIES = {
    "letters": "a",
    "blanks": " ",
    "digits": "7",
    "newlines": "\n",
    "commas": "a, ",
    "dots": ".a",
    "quotes": "“",
    "brackets": "((",
    "dashes": "1-",
    "at": "a@",
    "at words": "a at b dot ",
    "numbers in words": "two oh ",
    "sides": "left ",
    "and": "knee and ",
    "no": "no ",
    "negated list": "no shots, ",
    "relation": "my mother ",
    "had": "had had ",
    "sessions": "for 3 for 3 ",
    "ages": "I am 6",
    "names": "Ann ",
    "name dots": "A. ",
    "torn": "torn my the ",
    "full tear": "full full ",
    "question marks": "?",
    "is it": "is it, ",
    "wonder": "wondering if ",
    "mon": "mon, ",
    "phone": "+1 (2",
    "spam": "https://",
    "pain": "pain is about ",
    "fell": "fell on the ",
    "sentences": "I had PRP in my knee. ",
    "work": "I am a a a ",
    "doctor": "doctor says ",
    "scores": "3/10 ",
    "lines": "Name: x\n",
    "since": "since since ",
    "chronic": "chronic ",
}


@pytest.mark.parametrize("piece", ADVERSARIES.values(), ids=ADVERSARIES.keys())
def test_ten_times_the_text_costs_about_ten_times_the_work(piece: str) -> None:
    """As a ratio, the better of two each; anything worse than linear shows a hundred."""
    few, many = (min(_seconds(_repeated(piece, length)) for _ in range(2)) for length in (800, 8_000))
    assert many <= 25 * max(few, 0.004)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ADVERSARIES.values(), ids=ADVERSARIES.keys())
def test_a_hundred_kilobytes_cost_no_more_than_the_part_that_is_read(piece: str) -> None:
    few, many = (min(_seconds(_repeated(piece, length)) for _ in range(2)) for length in (LONGEST // 10, 100_000))
    assert many <= 30 * max(few, 0.005)


def _repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _seconds(text: str) -> float:
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


def test_what_lies_beyond_the_cap_is_not_read() -> None:
    text = "word. " * (LONGEST // 6 + 1) + "My left knee hurts."
    assert [f for f in read(text) if f.kind == "body_site"] == []
