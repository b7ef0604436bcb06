"""import and inquiries: every piece of every file is accounted for, in words, numbers and the exit code."""

from __future__ import annotations

import os
from json import dumps
from pathlib import Path

import pytest

from tests.cli.conftest import Line
from tests.cli.exports import FOOT, HEAD, comment, wxr

ESCAPES = "\x1b]0;owned\x07\x1b[31mEve\x1b[0m \x9b2J \u202egnp.exe \u200b"


def test_an_export_is_told_apart_into_people_earlier_ones_and_what_no_person_wrote(line: Line, empty_clinic: Path, export: Path) -> None:
    said = line("import", export)
    assert said.code == 0
    assert "export.xml: WordPress export" in said.out
    assert "people 1, earlier 1, known already 0, refused 0" in said.out
    assert "pingback 1" in said.out
    assert "the clinic's own reply 1" in said.out
    assert "spam 1" in said.out


def test_the_same_file_again_brings_nobody_new(line: Line, empty_clinic: Path, export: Path) -> None:
    line("import", export)
    again = line("--json", "import", export, export)
    assert again.code == 0
    assert [(r["people"], r["earlier"], r["known"]) for r in again.json] == [(0, 0, 2), (0, 0, 2)]
    assert line("--json", "check").json["counts"]["inquiry"] == line("--json", "check").json["counts"]["inquiry"] >= 2


def test_a_bad_file_among_good_ones_is_refused_with_its_reason_and_the_others_arrive(line: Line, empty_clinic: Path, export: Path, tmp_path: Path) -> None:
    notes, nothing, bomb = (tmp_path / name for name in ("notes.txt", "empty.xml", "bomb.xml"))
    notes.write_text("call the plumber")
    nothing.write_bytes(b"")
    bomb.write_text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel>&a;</channel></rss>')
    (tmp_path / "none").mkdir()
    said = line("--json", "import", notes, nothing, bomb, tmp_path / "none", tmp_path / "gone.xml", export)
    assert said.code == 3
    reports = said.json
    assert [Path(r["path"]).name for r in reports] == ["notes.txt", "empty.xml", "bomb.xml", "none", "gone.xml", "export.xml"]
    assert [len(r["refused"]) for r in reports] == [1, 1, 1, 1, 1, 0]
    assert all(piece["reason"] for r in reports for piece in r["refused"])
    assert "DOCTYPE" in reports[2]["refused"][0]["reason"]
    assert (reports[5]["people"], reports[5]["earlier"]) == (1, 1)


def test_an_export_that_breaks_off_gives_what_stood_before_and_names_the_place(line: Line, empty_clinic: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    whole = wxr(comment(1, "Ines Falk", "My knee hurts."), comment(2, "Tomas Brandt", "My elbow hurts."))
    broken.write_text(whole[: whole.index("Tomas")], encoding="utf-8")
    said = line("import", broken)
    assert said.code == 3
    assert "people 1," in said.out
    assert "refused (" in said.out
    assert "Ines Falk" in line("inquiries").out


def test_an_export_without_comments_says_so(line: Line, empty_clinic: Path, export: Path, tmp_path: Path) -> None:
    bare = tmp_path / "pages.xml"
    bare.write_text(HEAD + FOOT, encoding="utf-8")
    said = line("import", bare)
    assert (said.code, "not people: article or page 1" in said.out) == (0, True)
    assert "earlier 1" in line("import", export).out


def test_names_that_steer_a_terminal_arrive_as_marks(line: Line, empty_clinic: Path, tmp_path: Path) -> None:
    """XML itself admits no escape character; JSON does."""
    hostile = tmp_path / "comments.json"
    hostile.write_text(dumps([{
        "id": 9, "post": 7, "parent": 0, "author": 0, "author_name": ESCAPES, "author_url": "", "date": "2026-11-23T10:00:00",
        "date_gmt": "2026-11-23T10:00:00", "content": {"rendered": f"<p>My left knee {ESCAPES} hurts</p>"}, "link": "https://clinic.example/a/#comment-9",
        "status": "approved", "type": "comment", "meta": [],
    }]), encoding="utf-8")  # fmt: skip
    assert line("import", "--done-after-days", "36500", hostile).code == 0
    for words in (("inquiries",), ("--json", "inquiries")):
        out = line(*words).out
        assert "Eve" in out
        assert not [c for c in out if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) <= 0x9F or c in "\u202e\u200b")]


def test_a_hostile_file_name_cannot_steer_the_terminal_either(line: Line, empty_clinic: Path, tmp_path: Path) -> None:
    place = tmp_path / "a\x1b[2Jb.xml"
    place.write_text("hello")
    said = line("import", place)
    assert said.code == 3
    assert "\x1b" not in said.out + said.err
    gone = line("restore", tmp_path / "x\x1b[2Jy")
    assert gone.code == 1
    assert "\x1b" not in gone.err


def test_inquiries_lists_one_tab_of_the_inbox(line: Line, empty_clinic: Path, export: Path) -> None:
    line("import", export)
    todo = line("--json", "inquiries").json
    assert [one["name"] for one in todo] == ["Ines Falk"]
    assert todo[0]["email"] == "ines.falk@example.org"
    assert any("knee" in chip.casefold() for chip in todo[0]["chips"])
    assert "Ines Falk" in line("inquiries").out
    assert "Tomas Brandt" in line("inquiries", "--tab", "done").out


@pytest.mark.corpus
def test_every_file_of_real_exports_is_accounted_for_and_a_second_run_finds_nothing_new(line: Line, empty_clinic: Path, shared: Path) -> None:
    files = sorted((shared / "corpus" / "wxr").iterdir())
    first, second = line("--json", "import", *files), line("--json", "import", *files)
    assert first.code == second.code == 3
    assert [r["path"] for r in first.json] == [str(f) for f in files]
    for report in first.json:
        assert all(piece["reason"].endswith(".") for piece in report["refused"])
    assert all(r["format"] for r in first.json)
    arrived = sum(r["people"] + r["earlier"] for r in first.json)
    assert arrived >= 29
    assert sum(r["people"] + r["earlier"] + r["articles"] for r in second.json) == 0
    counts = line("--json", "check").json
    assert counts["whole"]
    assert counts["counts"]["inquiry"] == arrived + sum(r["kept_apart"].get("looks like spam", 0) for r in first.json)


@pytest.mark.corpus
def test_a_folder_of_everything_is_accounted_for_file_by_file(line: Line, empty_clinic: Path, shared: Path) -> None:
    """One file of each kind the shared folder has: what cannot be read yet says so, and nothing stops the others."""
    folders = sorted(p for p in (shared / "corpus").iterdir() if p.is_dir())
    files = [next(p for p in sorted(folder.iterdir()) if p.is_file()) for folder in folders]
    said = line("--json", "import", *files)
    assert said.code == 3
    assert len(said.json) == len(files)
    for report in said.json:
        numbers = ("people", "earlier", "known", "kept_apart", "refused", "patients", "visits", "blocks")
        assert any(report[number] for number in numbers) or report["format"] == "WordPress export", report


def test_a_folder_is_brought_in_with_all_that_stands_below_it_and_nothing_makes_it_wait(line: Line, empty_clinic: Path, tmp_path: Path) -> None:
    post = tmp_path / "post"
    deep = post / "2026" / "deep"
    deep.mkdir(parents=True)
    (post / ".git").mkdir()
    (post / ".DS_Store").write_text("x")
    (deep / "form.csv").write_text("Name,Email,Message\nAnn Lee,ann@example.org,my knee hurts\n")
    (post / "rows.json").write_text('{"name":"Bo Ek","email":"bo@example.org","message":"hip"}\n[1]\n')
    (post / "loop").symlink_to(post)
    (post / "self").symlink_to("self")
    os.mkfifo(post / "pipe")
    os.link(empty_clinic, post / "clinic.db")
    said = line("import", post)
    assert said.code == 3
    for words in (
        "post/.git: hidden folder, passed over", "post/.DS_Store: hidden file, passed over", "post/2026/deep/form.csv: Form export", "loop: not read",
        "a link to another folder",
        "leads back to itself", "pipe is no file but a device or a pipe", "clinic.db belongs to the clinic's own file",
        "refused (line 2)", "8 files: people 2, passed over 2, refused 5",
    ):  # fmt: skip
        assert words in said.out, words
    again = line("import", post / "*.json", post / "*.nothing")
    assert "known already 1, refused 1" in again.out
    assert "No file fits" in again.out
    assert line("--json", "check").json["counts"]["refused_piece"] == 1  # the row, once


def test_what_reads_like_no_message_is_one_where_that_is_said(line: Line, empty_clinic: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("call the plumber")
    assert "bring it in with --message" in line("import", notes).out
    assert "people 1," in line("import", "--message", notes).out


def test_a_dry_run_tells_what_would_come_of_any_file_and_keeps_nothing(line: Line, empty_clinic: Path, export: Path) -> None:
    assert "would bring in: people 1, earlier 1" in line("import", "--dry-run", export).out
    assert "people 1, earlier 1" in line("import", export).out


def test_an_article_in_other_words_is_told_as_a_new_edition_and_not_as_one_more(line: Line, empty_clinic: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    words = "A knee that has hurt for long is looked at before anything is done about it. " * 12

    def post(number: int, more: str = "") -> dict[str, object]:
        return {"id": number, "type": "post", "status": "publish", "link": f"https://clinic.example/{number}", "title": {"rendered": f"The knee {number}"},
                "content": {"rendered": more + words}, "_links": {}}  # fmt: skip

    old.write_text(dumps([post(1), post(2)]), encoding="utf-8")
    new.write_text(dumps([post(1, "Put anew. "), post(3)]), encoding="utf-8")
    said = line("import", old, new).out
    assert "once a clinician has approved them: 2\n" in said
    assert "once a clinician has approved them: 2 (new editions of articles kept before: 1)\n" in said
    assert "articles 4 (new editions of articles kept before: 1)" in said
    assert [(r["articles"], r["editions"]) for r in line("--json", "import", old, new).json] == [(0, 0), (0, 0)]
