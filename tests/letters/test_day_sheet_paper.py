"""The day's list on paper, read back."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from frontdesk.domain.day_grid import DayGridPaper, GridColumn, GridEntry, beside
from frontdesk.domain.day_sheet import DayHead, DaySheetPaper, PaperLine
from frontdesk.letters import day_grid, day_sheet


def line(number: int, name: str, *, detail: str = "Knee R") -> PaperLine:
    at = f"{8 + number // 4}:{15 * (number % 4):02} am"
    return PaperLine(at, "45 min", name, f"DP-{1000 + number}, (512) 555-0100", "PRP injection", detail, "Dr Okafor", "R2", "B", "3/4", number)


def sheet(*parts: tuple[str, tuple[PaperLine, ...]], paper: str = "A4") -> DaySheetPaper:
    return DaySheetPaper(day_head(paper), parts)


def day_head(paper: str) -> DayHead:
    return DayHead("Riverside Sports Medicine", date(2026, 11, 24), datetime(2026, 11, 24, 7, 30), False, paper, "en-GB", "desk-1 0123456789abcdef")


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_visit_stands_on_the_sheet_with_its_head_and_anchor_on_each_page(paper: str):
    lines = tuple(line(n, f"Patient Number{n:02}") for n in range(45))
    told = pages(day_sheet.make(sheet(("All clinicians", lines), paper=paper)))
    assert len(told) == 3
    for text in told:
        assert "Tuesday 24 November 2026" in text
        assert "Riverside Sports Medicine" in text
        assert "Journal desk-1 0123456789abcdef" in text
    whole = "\n".join(told)
    assert all(f"Patient Number{n:02}" in whole for n in range(45))


def test_each_clinician_has_a_page(page_of_two: list[str]):
    assert len(page_of_two) == 2
    assert "Dr Amara Okafor" in page_of_two[0]
    assert "Ines Falk" in page_of_two[0]
    assert "Ines Falk" not in page_of_two[1]


@pytest.fixture
def page_of_two() -> list[str]:
    return pages(day_sheet.make(sheet(("Dr Amara Okafor", (line(1, "Ines Falk"),)), ("Dr Lars Holm", (line(2, "Tomas Brandt"),)))))


@pytest.mark.parametrize("name", ["Mr <Smith> & sons", "مريم حداد", "प्रिया शर्मा", "Łukasz Żółć", "Αθηνά Παπαδοπούλου", "Ирина Ковалёва", "王小明"])
def test_names_come_back_in_their_very_letters(name: str):
    assert name in pages(day_sheet.make(sheet(("All clinicians", (line(1, name),)))))[0]


def test_a_name_that_cannot_be_set_is_found_by_its_chart_and_the_sheet_says_so():
    (told,) = pages(day_sheet.make(sheet(("All clinicians", (line(1, "ܡܪܝܡ"),)))))
    assert "see chart" in told
    assert "DP-1001" in told
    assert "cannot be printed" in told


def test_a_long_name_is_cut_with_an_ellipsis_and_a_line_break_prints_as_a_blank():
    (told,) = pages(day_sheet.make(sheet(("All clinicians", (line(1, "Maximiliana " * 12, detail="first\nsecond"),)))))
    assert "…" in told
    assert "first second" in told


def test_a_day_without_visits_is_a_page_that_says_so():
    (told,) = pages(day_sheet.make(sheet()))
    assert "No visits on this day." in told


def column(number: int, *entries: GridEntry) -> GridColumn:
    return GridColumn(f"Dr Number{number}", "2 h free", ((480, 1020),), beside(entries), (GridEntry(720, 780, "Lunch"),))


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_days_grid_lies_on_its_side_with_everybody_in_their_column(paper: str):
    columns = tuple(column(n, GridEntry(540, 585, f"Patient Number{n}", "PRP injection, knee", "R2", "B", n)) for n in range(8))
    paper_ = DayGridPaper(day_head(paper), 480, 1020, columns)
    content = day_grid.make(paper_)
    assert all(page.mediabox.width > page.mediabox.height for page in PdfReader(io.BytesIO(content)).pages)
    told = pages(content)
    assert [sum(f"Number{n}" in text for n in range(8)) for text in told] == [6, 2]
    head = ("Riverside Sports Medicine", "Tuesday 24 November 2026", "printed Tue 24 Nov, 7:30 am", "Journal desk-1 0123", "Lunch", "9 am")
    assert all(word in text for text in told for word in head)
    empty = day_grid.make(replace(paper_, columns=(), closed="Closed, Thanksgiving"))
    assert "Closed, Thanksgiving" in pages(empty)[0]


def test_visits_that_overlap_stand_beside_each_other_and_each_alone_has_the_whole_column():
    made = beside([GridEntry(540, 600, "a"), GridEntry(570, 630, "b"), GridEntry(600, 620, "c"), GridEntry(630, 660, "d")])
    assert [(one.name, one.lane, one.lanes) for one in made] == [("a", 0, 2), ("b", 1, 2), ("c", 0, 2), ("d", 0, 1)]
