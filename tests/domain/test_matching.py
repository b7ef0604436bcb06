"""Who is the same person, who may be, and who never is by himself: twins, spouses, junior and senior, names that only look alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from frontdesk.domain.evidence import Crowd, weigh
from frontdesk.domain.matching import judge, rank, reasons
from frontdesk.domain.person import PostalAddress
from frontdesk.domain.traits import Traits, of_parts, split_street
from frontdesk.services.likeness import MEASURE, lore

HOME = PostalAddress("11 Melbourne Avenue", "", "Austin", "TX", "78704")
CROWD = Crowd(5000, {"smith": 60, "robert": 70, "mary": 80, "ella": 12, "bella": 9, "daniel": 70, "danielle": 20}, {"city": 4000, "postcode": 300})
BASE = {"given": "Robert", "family": "Smith", "birth": date(1974, 2, 8), "phones": ("(512) 555-0126",), "emails": ("smiths@example.org",), "address": HOME}


def person(**changed: object) -> Traits:
    return of_parts(**(BASE | changed))  # type: ignore[arg-type]


def verdict(one: Traits, other: Traits, *, people: int = 5000) -> str:
    crowd = replace(CROWD, people=people)
    return judge(weigh(one, other, measure=MEASURE, lore=lore(), crowd=crowd, today=date(2026, 11, 24)), crowd)


def told(one: Traits, other: Traits) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return reasons(weigh(one, other, measure=MEASURE, lore=lore(), crowd=CROWD, today=date(2026, 11, 24)).levels)


@pytest.mark.parametrize(
    "changed",
    [
        {}, {"given": "Bob"}, {"given": "Robrt"}, {"given": "Robert James"}, {"given": "Smith", "family": "Robert"}, {"family": "Smyth"},
        {"birth": date(1974, 8, 2)}, {"birth": date(1974, 2, 9)}, {"family": "Jones"}, {"phones": (), "emails": ()}, {"address": PostalAddress()},
        {"phones": ("+1 512 555 0126",), "emails": ("other@example.org",)},
    ],
)  # fmt: skip
def test_the_same_person_is_recognised_in_spite_of_a_slip(changed):
    assert verdict(person(**changed), person()) == "same"
    assert verdict(person(), person(**changed)) == "same"


RELATIVES = {
    "a twin": {"given": "Thomas"}, "a twin whose name begins alike": {"given": "Roberta"}, "Ella and Bella": {"given": "Bella"},
    "Daniel and Danielle": {"given": "Danielle"}, "a wife": {"given": "Mary", "birth": date(1976, 5, 1)},
    "a son of the same name": {"birth": date(2001, 7, 30)}, "a son born on his father's birthday": {"birth": date(2004, 2, 8)},
    "a son called junior": {"given": "Robert Jr", "birth": None}, "a father called senior": {"family": "Smith Sr"},
    "a child whose birthday nobody noted": {"birth": None}, "somebody with the same initial": {"given": "R"},
    "somebody whose given name nobody noted": {"given": ""}, "a brother, a year younger": {"given": "Richard", "birth": date(1975, 2, 8)},
    "a twin with a short name": {"given": "Rob Paul", "family": "Smith", "birth": date(1974, 2, 7), "suffix": ""},
}  # fmt: skip


@pytest.mark.parametrize("who", RELATIVES)
@pytest.mark.parametrize("people", [180, 5000, 1_000_000])
def test_a_relative_in_the_same_house_is_never_the_same(who, people):
    changed = {k: v for k, v in RELATIVES[who].items() if k != "suffix"}
    base = {"Ella and Bella": {"given": "Ella"}, "Daniel and Danielle": {"given": "Daniel"}}.get(who, {})
    if who == "a twin with a short name":
        changed["given"] = "Paul"
    assert verdict(person(**changed), person(**base), people=people) != "same"
    assert verdict(person(**base), person(**changed), people=people) != "same"


def test_every_two_names_of_their_own_are_two_people_however_alike_they_look():
    names = sorted(lore().given)
    pairs = [(a, b) for a, b in pairwise(names) if frozenset((a, b)) not in lore().usual and a.split()[0] != b.split()[0]]
    assert len(pairs) > 1500
    wrong = [pair for pair in pairs if verdict(person(given=pair[0]), person(given=pair[1])) == "same"]
    assert not wrong


def test_a_stranger_of_the_same_name_is_not_the_same():
    other = person(birth=date(1951, 11, 30), phones=("512 555 9999",), emails=(), address=PostalAddress("4 Elm Street", "", "Boise", "ID", "83702"))
    assert verdict(person(), other) != "same"


def test_a_name_and_a_birthday_alone_do_not_single_one_out_of_a_million():
    bare = {"phones": (), "emails": (), "address": PostalAddress()}
    crowd = {"people": 1_000_000}
    assert verdict(person(**bare), person(**bare), people=200) == "same"
    common = replace(CROWD, people=1_000_000, names={"robert": 20_000, "smith": 9_000})
    assert judge(weigh(person(**bare), person(**bare), measure=MEASURE, lore=lore(), crowd=common, today=date(2026, 11, 24)), common) == "possible"
    assert crowd["people"] == common.people


@pytest.mark.parametrize(
    ("typed", "level"),
    [("+1 512 555 0126", "same"), ("(412) 555-0126", "near"), ("737 555 0126", "near"), ("555 0126", "same"), ("512 555 0162", "near"), ("737 555 9126", "other")],
)
def test_a_number_with_another_area_code_is_not_the_same_phone(typed, level):
    assert weigh(person(phones=(typed,)), person(), measure=MEASURE, lore=lore(), crowd=CROWD, today=date(2026, 11, 24)).levels["phone"] == level


@pytest.mark.parametrize(("home", "abroad"), [("06 12 34 56 78", "+33 (0)6 12 34 56 78"), ("0171 1234567", "+49 171 1234567"), ("044 123 45 67", "0041 44 123 45 67")])
def test_a_number_is_the_same_with_and_without_its_country(home, abroad):
    levels = [weigh(person(phones=(one,)), person(phones=(home,)), measure=MEASURE, lore=lore(), crowd=CROWD, today=date(2026, 11, 24)).levels for one in (home, abroad)]
    assert [one["phone"] for one in levels] == ["same", "same"]


def test_the_reasons_are_in_the_words_of_the_desk():
    assert told(person(given="Bob"), person()) == (
        ("same family name", "short form of the name", "same birthday", "same phone", "same e-mail", "same address"), ())  # fmt: skip
    assert told(person(given="Smith", family="Robert"), person())[0][:2] == ("same name", "names turned round")
    assert told(person(given="Roberta", birth=date(2004, 2, 8)), person())[1] == ("two different given names", "birthday years apart")
    assert "birthday with day and month turned round" in told(person(birth=date(1974, 8, 2)), person())[0]
    assert "phone alike" in told(person(phones=("512 555 0127",)), person())[0]


def test_the_right_one_stands_before_those_of_the_household():
    house = [(1, person(given="Mary", birth=date(1976, 5, 1))), (2, person(birth=date(2004, 7, 9))), (3, person()), (4, person(given="Thomas"))]
    found = rank(person(given="Robrt"), house, measure=MEASURE, lore=lore(), crowd=CROWD, today=date(2026, 11, 24))
    assert found[0][0] == 3
    assert [verdict for _, _, verdict in found].count("same") == 1


def test_an_age_fits_or_does_not_where_no_birthday_was_said():
    asked = person(birth=None, age=52.0)
    assert "age fits" in told(asked, person())[0]
    assert "age does not fit" in told(asked, person(birth=date(1994, 2, 8)))[1]


@pytest.mark.parametrize(
    ("written", "number", "street"),
    [("11 Melbourne Avenue", "11", "melbourne"), ("Lindenstraße 4b", "4b", "linden"), ("12 rue de la Paix", "12", "de la paix"), ("Circuit Street", "",
     "circuit street"), ("", "", "")],
)
def test_a_street_is_compared_without_the_word_for_its_kind(written, number, street):
    assert split_street(written) == (number, street)


def test_all_else_alike_the_name_that_is_the_same_comes_before_one_that_is_near():
    common = Crowd(181, {"owen": 3, "bright": 6}, {})
    asked, exact, slip = (of_parts(given="Owen", family=family) for family in ("Bright", "Bright", "Brigth"))
    found = rank(asked, [(1, slip), (2, exact)], measure=MEASURE, lore=lore(), crowd=common, today=date(2026, 11, 24))
    assert [key for key, *_ in found] == [2, 1]
