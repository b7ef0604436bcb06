"""slots, book, visits, patients, and the paper of a booking."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Line

HOSTILE = "Mr <b>Smith</b> & sons \x1b[31m"


def _pages(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_free_times_come_best_first_each_with_its_reason(line: Line, demo_clinic: Path) -> None:
    said = line("--json", "slots", "--limit", "4")
    assert said.code == 0
    found = said.json["slots"]
    assert len(found) == 4
    assert all(slot["reason"] for slot in found)
    assert all(datetime.fromisoformat(slot["start"]) > datetime.now() - timedelta(days=1) for slot in found)
    told = line("slots", "--limit", "4").out
    assert all(slot["reason"] in told for slot in found)


def test_a_clinician_a_type_and_a_day_narrow_the_list(line: Line, demo_clinic: Path) -> None:
    every = line("--json", "slots", "--limit", "40", "--days", "21").json["slots"]
    someone = every[0]["clinician_id"]
    later = date.today() + timedelta(days=7)
    found = line("--json", "slots", "--clinician", someone, "--from", later, "--limit", "10", "--days", "60").json["slots"]
    assert found
    assert {slot["clinician_id"] for slot in found} == {someone}
    assert min(slot["start"] for slot in found) >= later.isoformat()
    lengths = {_minutes(slot) for slot in line("--json", "slots", "--minutes", "90").json["slots"]}
    assert lengths == {90}


def _minutes(slot: dict[str, str]) -> int:
    return int((datetime.fromisoformat(slot["end"]) - datetime.fromisoformat(slot["start"])).total_seconds() // 60)


def test_booking_an_inquiry_makes_patient_visit_and_letter_in_one_step(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    asked = next(one for one in line("--json", "inquiries").json if one["name"] not in ("", "Unnamed"))
    before = line("--json", "check").json["counts"]
    said = line("--json", "book", "--inquiry", asked["id"])
    assert said.code == 0
    visit, patient, letter = said.json["appointment"], said.json["patient"], said.json["letter"]
    after = line("--json", "check").json["counts"]
    assert after["appointment"] == before["appointment"] + 1
    assert after["letter"] == before["letter"] + 1
    assert asked["id"] not in [one["id"] for one in line("--json", "inquiries").json]
    assert asked["id"] in [one["id"] for one in line("--json", "inquiries", "--tab", "booked").json]
    day = visit["start"][:10]
    assert visit["id"] in [v["appointment"]["id"] for v in line("--json", "visits", "--day", day).json]
    assert letter in [one["id"] for one in line("--json", "letters").json]

    out, sheet = tmp_path / "letter.pdf", tmp_path / "sheet.pdf"
    assert line("letter", letter, "--out", out).code == 0
    assert asked["name"].split()[-1] in _pages(out)
    assert line("sheet", patient["id"], "--visit", visit["id"], "--out", sheet).code == 0
    assert patient["chart"] in _pages(sheet)
    assert [p.stat().st_mode & 0o077 for p in (out, sheet)] == [0, 0]


def test_a_new_person_is_booked_at_the_asked_time_and_that_time_is_gone(line: Line, demo_clinic: Path) -> None:
    slot = line("--json", "slots", "--limit", "1").json["slots"][0]
    start = slot["start"][:16]
    asked = ("--at", start, "--clinician", slot["clinician_id"])
    first = line("book", *asked, "--name", "Ada Quist", "--phone", "312 555 0123")
    assert first.code == 0
    assert "Booked" in first.out
    assert "Ada Quist" in line("patients", "quist").out
    second = line("book", *asked, "--name", "Bo Lind", "--phone", "312 555 0124")
    assert second.code == 1
    assert "not free" in second.err
    assert "Bo Lind" not in line("patients", "lind").out


def test_a_patient_on_file_is_booked_without_a_second_record(line: Line, demo_clinic: Path) -> None:
    somebody = line("--json", "patients", "--limit", "1").json[0]
    before = line("--json", "check").json["counts"]["patient"]
    said = line("--json", "book", "--patient", somebody["id"], "--no-letter", "--from", date.today() + timedelta(days=20))
    assert said.code == 0
    assert said.json["patient"]["id"] == somebody["id"]
    assert not said.json["letter"]
    assert line("--json", "check").json["counts"]["patient"] == before


def test_a_name_with_markup_prints_as_it_stands(line: Line, demo_clinic: Path, tmp_path: Path) -> None:
    booked = line("--json", "book", "--name", HOSTILE, "--phone", "312 555 0125")
    assert booked.code == 0
    assert "\x1b" not in booked.out
    listed = line("patients", "smith").out
    assert "Mr <b>Smith</b> & sons" in listed
    assert "\x1b" not in listed
    assert line("letter", booked.json["letter"], "--out", tmp_path / "l.pdf").code == 0
    assert "Mr <b>Smith</b> & sons" in " ".join(_pages(tmp_path / "l.pdf").split())


def test_nobody_to_book_for_is_refused_and_nothing_is_written(line: Line, demo_clinic: Path) -> None:
    before = line("--json", "check").json["counts"]
    said = line("book")
    assert said.code == 2
    assert "Say whom to book" in said.err
    assert line("--json", "check").json["counts"] == before


def test_an_empty_clinic_says_what_is_missing_before_anybody_can_be_booked(line: Line, empty_clinic: Path) -> None:
    for words in (("slots",), ("book", "--name", "Ada Quist")):
        said = line(*words)
        assert said.code == 1
        assert "set up" in said.err


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("slots", "--type", "surgery on the moon"), "surgery on the moon"),
        (("slots", "--clinician", "nobody"), "nobody"),
        (("book", "--inquiry", "99999"), ""),
        (("book", "--patient", "99999"), ""),
        (("letter", "99999", "--out", "x.pdf"), ""),
        (("sheet", "99999", "--out", "x.pdf"), ""),
        (("sheet", "1", "--visit", "99999", "--out", "x.pdf"), ""),
        (("sheet", "1", "--out", "no/such/folder/x.pdf"), "no/such/folder"),
    ],
)
def test_what_is_not_there_is_a_sentence_and_leaves_no_file(
    line: Line, demo_clinic: Path, words: tuple[str, ...], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = line(*words)
    assert said.code == 1
    assert said.err.startswith("frontdesk: ")
    assert named in said.err
    assert not list(tmp_path.glob("x.pdf*"))


def test_lists_hold_the_days_asked_for_and_only_them(line: Line, demo_clinic: Path) -> None:
    first = date.today() - timedelta(days=6)
    week = line("--json", "visits", "--day", first, "--days", "7").json
    days = {v["appointment"]["start"][:10] for v in week}
    assert len(days) > 2
    assert min(days) >= first.isoformat()
    assert max(days) <= date.today().isoformat()
    for day in days:
        alone = line("--json", "visits", "--day", day).json
        assert {v["appointment"]["id"] for v in alone} == {v["appointment"]["id"] for v in week if v["appointment"]["start"][:10] == day}


def test_each_tab_of_letters_can_be_listed(line: Line, demo_clinic: Path) -> None:
    tabs = {tab: line("letters", "--tab", tab) for tab in ("to_print", "drafts", "sent")}
    assert {said.code for said in tabs.values()} == {0}
    ids = [{one["id"] for one in line("--json", "letters", "--tab", tab).json} for tab in tabs]
    assert sum(map(len, ids)) == len(set().union(*ids)) > 0
