"""The day's list on paper, read back."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from frontdesk.domain.day_sheet import DaySheetPaper, PaperLine
from frontdesk.letters import day_sheet


def line(number: int, name: str, *, detail: str = "Knee R") -> PaperLine:
    at = f"{8 + number // 4}:{15 * (number % 4):02} am"
    return PaperLine(at, "45 min", name, f"DP-{1000 + number}, (512) 555-0100", "PRP injection", detail, "Dr Okafor", "R2", "B", "3/4", number)


def sheet(*parts: tuple[str, tuple[PaperLine, ...]], paper: str = "A4") -> DaySheetPaper:
    return DaySheetPaper("Riverside Sports Medicine", date(2026, 11, 24), datetime(2026, 11, 24, 7, 30), False, paper, "en-GB", parts, "desk-1 0123456789abcdef")


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
