"""Numbers as the clinic's country writes them, whatever way they were typed; words keep their own capitals."""

from __future__ import annotations

import pytest

from frontdesk.domain.phone import country_of, shown
from frontdesk.domain.plain import begun


@pytest.mark.parametrize("typed", ["(512) 555-0100", "512-555-0100", "5125550100", "+1 512 555 0100", "1.512.555.0100", " 512 555  0100 "])
def test_one_way_of_writing_in_the_clinics_country(typed: str):
    assert shown(typed, "US") == "(512) 555-0100"


@pytest.mark.parametrize(
    ("typed", "country", "told"),
    [
        ("512.555.0101 x12", "US", "(512) 555-0101 ext. 12"), ("+49 1711234567", "US", "+49 171 1234567"), ("+49 171 1234567", "DE", "0171 1234567"),
        ("+44 20 7946 0018", "GB", "020 7946 0018"), ("+1 416 555 0123", "US", "(416) 555-0123"), ("020 7946 0018", "", "020 7946 0018"),
        ("512 555 0100, ask for Ann", "US", "512 555 0100, ask for Ann"), ("17", "US", "17"), ("555-0101", "US", "555-0101"), ("", "US", ""),
        ("0512 555 0100", "US", "0512 555 0100"),
    ],
)  # fmt: skip
def test_another_countrys_number_has_its_code_and_what_is_no_whole_number_stays_as_it_was_typed(typed: str, country: str, told: str):
    assert shown(typed, country) == told


@pytest.mark.parametrize(("zone", "country"), [("America/Chicago", "US"), ("America/Indiana/Knox", "US"), ("US/Pacific", "US"), ("Europe/Berlin", "DE"), ("UTC", "")])
def test_the_country_is_told_by_the_sites_zone(zone: str, country: str):
    assert country_of(zone) == country


def test_a_line_begins_with_a_capital_and_keeps_its_others():
    assert begun("PRP injection for the SI joint") == "PRP injection for the SI joint"
    assert begun("due Tue 24 Nov") == "Due Tue 24 Nov"
