"""Settings: holidays, other hours on a date and blocked times come in by one line each, count at once, and go with one key."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtWidgets import QLineEdit

from frontdesk.domain.slots import Wish
from frontdesk.services import calendar
from frontdesk.ui.preferences.rules import Rules
from frontdesk.ui.widgets.choice import Combo
from tests.journeys.pointer import click_button
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window


@pytest.fixture
def rules(hands):
    def shown() -> Rules:
        return hands.section("settings").findChildren(Rules)[-1]

    hands.press("Ctrl+,")
    for field in (shown().first, shown().last, shown().reason):
        field.clear()  # of a test before this one in the same window
    return shown


def type_into(hands, field, text: str) -> None:
    field.setFocus()
    hands.wait()
    hands.type(text)


def free(hands, day: date) -> int:
    wish = Wish(hands.window.context.house.types[0].id)
    return len(hands.ask(lambda desk: calendar.slots_on(desk, wish=wish, day=day, limit=9)).slots)


def test_a_week_of_holidays_closes_the_clinic_and_one_key_opens_it_again(hands, rules):
    before = hands.ask(rows)
    friday = date(2026, 12, 18)
    assert free(hands, friday)
    type_into(hands, rules().first, "14 12")
    type_into(hands, rules().last, "18 12")
    type_into(hands, rules().reason, "Winter break")
    hands.press("Return")
    assert hands.snack == "Saved"
    house = hands.ask(lambda desk: desk.house())
    assert [e.day for e in house.exceptions if e.reason == "Winter break"] == [date(2026, 12, 14) + timedelta(days=n) for n in range(5)]
    assert free(hands, friday) == 0
    assert hands.ask(lambda desk: calendar.day(desk, day=friday)).closed == "Winter break"
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_one_clinician_works_a_saturday_as_well(hands, rules):
    saturday, house = date(2026, 11, 28), hands.window.context.house
    assert free(hands, saturday) == 0
    type_into(hands, rules().first, "sat")
    rules().whose.setCurrentIndex(1)
    rules().what.setCurrentIndex(1)
    type_into(hands, rules().opens, "9")
    type_into(hands, rules().closes, "12:30")
    hands.press("Return")
    found = hands.ask(lambda desk: calendar.slots_on(desk, wish=Wish(house.types[0].id), day=saturday))
    assert found.slots
    assert {s.clinician_id for s in found.slots} == {house.clinicians[0].id}
    assert all(time(9) <= s.start.time() and s.end.time() <= time(12, 30) for s in found.slots)


def test_a_meeting_every_friday_is_kept_free(hands, rules):
    friday = date(2026, 12, 18)
    type_into(hands, rules().title, "Team meeting")
    rules().day.setCurrentIndex(rules().day.findText("every Friday"))
    hands.press("Return")
    blocks = [b for b in hands.ask(lambda desk: calendar.day(desk, day=friday)).blocks if b.block.name == "Team meeting"]
    assert [(b.span.start.time(), b.span.end.time()) for b in blocks] == [(time(12), time(13))]


@pytest.mark.parametrize(("first", "last", "said"), [("someday", "", "Type the day"), ("24 12", "20 12", "before the first"), ("31 2", "", "Type the day")])
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(hands, rules, first: str, last: str, said: str):
    before = hands.ask(rows)
    type_into(hands, rules().first, first)
    if last:
        type_into(hands, rules().last, last)
    hands.press("Return")
    assert said in hands.snack
    assert rules().first.text() == first
    assert hands.ask(rows) == before


def test_hours_that_end_before_they_begin_are_refused(hands, rules):
    type_into(hands, rules().first, "24 12")
    type_into(hands, rules().opens, "15:00")
    type_into(hands, rules().closes, "9:00")
    hands.press("Return")
    assert "second must be later" in hands.snack


def test_a_meeting_every_other_friday_is_kept_free_by_its_rule(hands, rules):
    before = hands.ask(rows)
    type_into(hands, rules().title, "Case conference")
    rules().day.setCurrentIndex(rules().day.findText("by a rule"))
    type_into(hands, rules().on, "every other friday")
    hands.press("Return")
    assert hands.snack == "Saved"
    fridays = [date(2026, 11, 27) + timedelta(days=7 * n) for n in range(4)]
    there = [any(b.block.name == "Case conference" for b in hands.ask(lambda desk, d=d: calendar.day(desk, day=d)).blocks) for d in fridays]
    assert there == [True, False, True, False]
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_second_site_has_its_own_hours_and_rooms(hands, rules):
    before = hands.ask(rows)
    settings = hands.section("settings")
    type_into(hands, field(settings, "Name of the new site"), "North Pier")
    hands.press("Return")
    house = hands.ask(lambda desk: desk.house())
    assert [s.name for s in house.sites][1:] == ["North Pier"]
    assert house.sites[1].zone == house.sites[0].zone
    edit = field(settings, f"From, {house.clinicians[0].short}")
    where = next(c for c in edit.parentWidget().findChildren(Combo) if c.accessibleName() == "Site")
    where.setCurrentIndex(1)
    next(c for c in edit.parentWidget().findChildren(Combo) if c.accessibleName() == "Weekday").setCurrentIndex(5)
    click_button(hands, edit.parentWidget(), "Add hours")
    added = hands.ask(lambda desk: desk.house().rules)[-1]
    assert (added.site_id, added.weekday, added.clinician_id) == (house.sites[1].id, 5, house.clinicians[0].id)
    assert all(s.site_id == house.sites[1].id for s in hands.ask(lambda desk: calendar.slots_on(desk, wish=Wish(follow_up(house)), day=date(2026, 11, 28))).slots)
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before


def field(inside, name: str) -> QLineEdit:
    return next(e for e in inside.findChildren(QLineEdit) if e.accessibleName() == name)


def follow_up(house) -> int:
    """A type that needs no room, since the new site has none yet."""
    return next(t.id for t in house.types if not t.room_kinds)
