"""Which way letters run, against another implementation of the same algorithm."""

from __future__ import annotations

import bidi as reference
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.letters import bidi

LETTERS = "abC אבג محمد 123 ٤٥ ()[] .,:-/+%$ éב\u0301\u05b0"
FLAT = str.maketrans(")]", "([")  # the reference mirrors some brackets only: where each stands is compared, not which way it opens


def visual(text: str, base: int) -> str:
    found = bidi.order(bidi.levels(text, base=base))
    return "".join(text[start:end] if level % 2 == 0 else text[start:end][::-1] for start, end, level in found)


@given(st.text(alphabet=LETTERS, min_size=1, max_size=24), st.sampled_from([0, 1]))
def test_every_mixture_of_letters_numbers_and_brackets_stands_as_the_standard_says(text: str, base: int):
    assert visual(text, base).translate(FLAT) == reference.get_display(text, base_dir="RL"[1 - base]).translate(FLAT)


def test_a_bracket_in_a_line_that_runs_from_right_to_left_opens_the_other_way():
    assert bidi.mirrored("(") == ")"
    assert bidi.mirrored("»") == "«"
    assert bidi.mirrored("a") == "a"


def test_the_first_letter_with_a_direction_decides_the_paragraph():
    assert bidi.rightward("12 (محمد) Ali")
    assert not bidi.rightward("12 Ali (محمد)")
    assert not bidi.rightward("12 - 7")
