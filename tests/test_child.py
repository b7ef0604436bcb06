from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from frontdesk import child


def _said(how: str, *, silence: float = 30.0) -> tuple[list[bytes], str]:
    heard: list[bytes] = []
    try:
        for line in child.lines_of("tests.misbehaving", how, silence=silence):
            heard.append(line)
    except child.Stopped as stopped:
        return heard, stopped.sentence
    return heard, ""


def test_what_a_child_says_comes_line_by_line() -> None:
    assert _said("well") == ([b"first\n", b"last\n"], "")


def test_a_silent_child_is_stopped_and_what_it_said_before_is_kept() -> None:
    started = time.monotonic()
    heard, why = _said("silent", silence=2.0)
    assert (heard, "takes too long" in why) == ([b"first\n"], True)
    assert time.monotonic() - started < 20


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit can be set there")
def test_a_child_that_wants_too_much_memory_ends_and_the_program_does_not() -> None:
    heard, why = _said("greedy")
    assert (heard, "more memory" in why) == ([b"first\n"], True)


def test_a_child_that_breaks_is_told_in_one_sentence() -> None:
    heard, why = _said("broken")
    assert (heard, "damaged" in why) == ([b"first\n"], True)


def test_no_child_is_left_behind_when_the_listener_goes() -> None:
    lines = child.lines_of("tests.misbehaving", "silent")
    assert next(lines) == b"first\n"
    started = time.monotonic()
    lines.close()
    assert time.monotonic() - started < 5


def test_a_folder_or_a_missing_file_needs_no_child(tmp_path: Path) -> None:
    assert "is a folder" in child.unopenable(tmp_path)
    assert "is not there" in child.unopenable(tmp_path / "gone.vcf")
    (tmp_path / "here.vcf").touch()
    assert child.unopenable(tmp_path / "here.vcf") == ""
