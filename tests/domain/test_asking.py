"""What is typed into the search field is taken apart: names, birth dates in any common form, digits, chart numbers, addresses."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.domain.asking import birthday, read
from frontdesk.domain.folding import fold, gaps, letters_folded, sound

BORN = date(1974, 2, 8)


@pytest.mark.parametrize(
    "text",
    ["8 Feb 1974", "Feb 8, 1974", "8.2.74", "8.2.1974", "08.02.1974", "02/08/1974", "2/8/74", "1974-02-08", "19740208", "02081974", "8th of February 1974",
     "8. Februar 1974",
     "8 février 1974", "8 de febrero de 1974", "2 8 1974", "1974/2/8"],
)  # fmt: skip
def test_a_birthday_is_read_in_any_common_form(text):
    assert birthday(text, day_first=False) == BORN
    assert read(text, day_first=False).days[0] == BORN


@pytest.mark.parametrize("text", ["", "31/31/1974", "30 Feb 1974", "8 Foo 1974", "Robert 8 Feb 1974", "12", "1974", "8/2/0000", "99999999999"])
def test_what_is_no_birthday_is_not_read_as_one(text):
    assert birthday(text, day_first=False) is None


def test_the_clinics_own_order_of_day_and_month_comes_first():
    assert read("03/04/1980", day_first=False).days == (date(1980, 3, 4), date(1980, 4, 3))
    assert read("03/04/1980", day_first=True).days == (date(1980, 4, 3), date(1980, 3, 4))


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [("imani 8.2.74", ("imani",), ()), ("0126 robert", ("robert",), ("0126",)), ("(512) 555-0126", (), ("5125550126",)), ("O'Brien", ("o", "brien"), ()),
     ("Müller", ("muller",), ()), ("٠١٢٦", (), ("0126",))],
)  # fmt: skip
def test_names_and_numbers_stand_in_any_mixture(text, words, numbers):
    asked = read(text, day_first=False)
    assert (asked.words, asked.numbers) == (words, numbers)


def test_a_chart_number_and_an_address_are_recognised():
    assert read("dp-1207", day_first=False).chart == "DP-1207"
    assert read("R.Imani@Example", day_first=False).mail == "r.imani@example"
    assert read("   ", day_first=False).blank


@pytest.mark.parametrize("names", ["Müller Mueller Muller", "Öztürk Oeztuerk Ozturk", "Süß Suess Suss", "Bjørn Bjorn", "Łukasz Lukasz", "José Jose", "Zoë Zoe"])
def test_accents_and_umlauts_are_folded_both_ways(names):
    assert len({fold(name) for name in names.split()}) == 1


@pytest.mark.parametrize(
    "names", ["johnson jonsen johnsen", "meier mayer maier meyer", "stephen steven stefan", "philip filip", "catherine kathryn", "wright right", "knight night",
    "thompson tomson",
              "schroder shroder", "clark clarke klark", "garcia garzia", "fischer fisher"],
)  # fmt: skip
def test_names_that_sound_alike_are_heard_as_one(names):
    assert len({sound(name) for name in names.split()}) == 1


def test_a_word_without_one_letter_is_found_from_both_sides():
    assert gaps("smiht") & gaps("smith")
    assert gaps("jonson") & gaps("johnson")
    assert len(gaps("abcdefghij")) == 8


def test_each_folded_letter_knows_where_it_was_written():
    letters, places = letters_folded("Mueller")
    assert letters == "muller"
    assert "Mueller"[: places[3]] == "Muel"
