"""copy and erase."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.cli.conftest import Line


def test_a_new_persons_record_is_handed_over_and_then_erased(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    asked = next(one for one in line("--json", "inquiries").json if one["name"] not in ("", "Unnamed"))
    patient = line("--json", "book", "--inquiry", asked["id"]).json["patient"]
    said = line("copy", patient["id"], "-o", tmp_path / "copy.zip")
    assert said.code == 0
    with zipfile.ZipFile(tmp_path / "copy.zip") as file:
        assert patient["chart"] in file.read("record.txt").decode()
    refused = line("erase", patient["id"], "--chart", "DP-0")
    assert (refused.code, "chart number" in refused.err) == (1, True)
    ahead = line("erase", patient["id"], "--chart", patient["chart"])
    assert (ahead.code, "still to come" in ahead.err) == (1, True)
    assert line("patients", patient["chart"]).out.count(patient["chart"]) == 1


def test_whoever_is_not_there_is_said_in_words(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    for words in (("copy", 99999, "-o", tmp_path / "x.zip"), ("erase", 99999, "--chart", "DP-1")):
        said = line(*words)
        assert (said.code, "not there any more" in said.err) == (1, True)
    assert not (tmp_path / "x.zip").exists()
