"""export: patients and visits as files for other programs, by the name of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Line


@pytest.mark.parametrize(("what", "name", "words"), [
    ("patients", "people.csv", '"Chart number","Given name"'), ("patients", "people.vcf", "BEGIN:VCARD"), ("patients", "people.json", '"resourceType": "Patient"'),
    ("patients", "people.hl7", "ADT^A28"), ("visits", "visits.ics", "BEGIN:VEVENT"), ("visits", "visits.json", '"resourceType": "Appointment"'),
])  # fmt: skip
def test_the_demo_clinic_written_in_each_format_is_known_when_brought_in_again(line: Line, demo_clinic: Path, tmp_path: Path, what: str, name: str, words: str) -> None:
    file = tmp_path / name
    said = line("export", what, file)
    assert (said.code, said.out) == (0, f"Wrote {file}.\n")
    assert words in file.read_text(encoding="utf-8-sig")
    assert file.stat().st_mode & 0o077 == 0
    report = line("--json", "import", file).json[0]
    assert (report["patients"], report["visits"], report["blocks"], report["changed"], report["refused"]) == (0, 0, 0, 0, [])
    assert report["known"] > 0


def test_one_clinicians_and_one_patients_visits_are_asked_for_by_name_and_chart(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    whole, okafor = tmp_path / "all.ics", tmp_path / "okafor.ics"
    line("export", "visits", whole)
    line("export", "visits", okafor, "--clinician", "okafor")
    assert 0 < okafor.read_text().count("BEGIN:VEVENT") < whole.read_text().count("BEGIN:VEVENT")
    chart = line("--json", "patients").json[0]["chart"]
    assert line("export", "patients", tmp_path / "one.vcf", "--patient", chart).code == 0
    assert (tmp_path / "one.vcf").read_text().count("BEGIN:VCARD") == 1


@pytest.mark.parametrize("words", [
    ("patients", "people.doc"), ("visits", "visits.csv"), ("patients", "people.csv", "--format", "ics"), ("visits", "visits.ics", "--clinician", "nobody"),
    ("patients", "one.vcf", "--patient", "DP-99999"), ("visits", "visits.ics", "--from", "2027-01-02", "--to", "2027-01-01"),
])  # fmt: skip
def test_what_cannot_be_written_is_a_sentence_and_no_file(line: Line, demo_clinic: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = line("export", words[0], tmp_path / words[1], *words[2:])
    assert said.code == 1
    assert said.err.startswith("frontdesk: ")
    assert not (tmp_path / words[1]).exists()
