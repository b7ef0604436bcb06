"""How many keys each task of the desk takes, against the budgets of the house (ux.md 7); more than the budget fails. A key held with another counts too.

The offer of three times (O, Ctrl+Enter) is counted where it is played, in ``test_answering``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence

from frontdesk.domain.appointment import Status
from frontdesk.services import calendar, cases
from frontdesk.ui.day_sheet.rows import columns
from tests.journeys.hands import Hands
from tests.journeys.pointer import Pointer, click
from tests.journeys.test_web_comment import rows


def keys_of(combination: str) -> int:
    """Ctrl+Enter are two."""
    return 1 if combination == "+" else len(QKeySequence(combination).toString().replace("++", "+plus").split("+"))


@dataclass
class Counter:
    """Presses as the hands do, and counts fingers."""

    hands: Hands
    keys: int = 0
    acts: list[str] = field(default_factory=list)

    def press(self, *combinations: str) -> None:
        self.keys += sum(map(keys_of, combinations))
        self.hands.press(*combinations)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.hands.type(text)
        self.hands.wait(quiet=0.35)


def changed(hands: Hands, before: dict[str, object], table: str) -> bool:
    return hands.ask(rows)[table] != before[table]


def on_visit(hands: Hands, who: str) -> None:
    """Where these tasks begin: somebody's visit is in front of the desk."""
    section = hands.section("calendar")
    section.grid.focus_visit(next(v for v in section.view.visits if v.patient_name == who).appointment.id)
    hands.wait()


def book_from_an_inquiry(do: Counter) -> None:
    do.press("B", "1")


def log_a_call_and_book(do: Counter) -> None:
    do.press("F2")
    do.type("Wanda Finkel")
    do.press("Tab")
    do.type("5125550190")
    do.press("Tab")
    do.type("left knee 7/10, 2 yrs, wants brandt after 3")
    do.press("Ctrl+Return")


def move_a_visit(do: Counter) -> None:
    do.press("M", "2")


def move_on_the_day(do: Counter) -> None:
    do.press("M", "1")


def find_a_time_in_one_line(do: Counter) -> None:
    do.press("Ctrl+K")
    do.type("45 oka r2 tue pm")
    do.press("Return")


def check_in_by_name(do: Counter) -> None:
    do.press("/")
    do.type("lil")
    do.press("Return")


def check_in_the_next(do: Counter) -> None:
    do.press("Space")


TASKS: dict[str, tuple[str, Callable[[Counter], None], int, str]] = {
    "book from an inquiry": ("inbox", book_from_an_inquiry, 2, "appointment"),
    "log a call and book": ("calendar", log_a_call_and_book, 72, "appointment"),
    "move to another time": ("calendar", move_a_visit, 2, "appointment"),
    "move on the same day": ("calendar", move_on_the_day, 2, "appointment"),
    "the next free time in one line": ("inbox", find_a_time_in_one_line, 19, "appointment"),
    "check in by name": ("day_sheet", check_in_by_name, 5, "appointment"),
    "check in the next expected": ("day_sheet", check_in_the_next, 1, "appointment"),
}
"""Where it begins, how it is done, how many keys that may be, and which rows it must have changed. The line of the finder: 16 letters, Ctrl+K, Enter."""


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_no_more_keys_than_its_budget_and_is_taken_back_by_one(same_rows, task):
    hands = same_rows
    section, act, budget, table = TASKS[task]
    if section != "calendar":
        hands.window.go(section)
        hands.wait()
    else:
        on_visit(hands, "Frank Moretti")
    before, counter = hands.ask(rows), Counter(hands)
    act(counter)
    assert counter.keys <= budget
    assert changed(hands, before, table), "nothing came of it"
    hands.press("Ctrl+Z")
    assert hands.ask(rows)[table] == before[table]


def moved(hands: Hands, key: int) -> datetime:
    start: datetime = hands.ask(lambda desk: calendar.get(desk, appointment_id=key)).start
    return start


def test_at_the_end_of_a_week_two_keys_move_a_visit_into_the_next(fresh_window):
    hands = fresh_window
    hands.now = datetime(2026, 11, 27, 23, 15, tzinfo=UTC)  # Friday, a quarter past five
    hands.ask(cases.wake)  # what was held until then has run out, whoever looks first
    hands.press("Ctrl+2", "T")
    hands.wait(quiet=0.4)
    section, before, counter = hands.section("calendar"), hands.ask(rows), Counter(hands)
    last = max((v for v in section.view.visits if v.appointment.status is Status.BOOKED), key=lambda v: v.appointment.start)
    on_visit(hands, last.patient_name)
    counter.press("M", "2")
    start = hands.ask(lambda desk: calendar.get(desk, appointment_id=last.appointment.id)).start
    assert (counter.keys, start >= datetime(2026, 11, 30)) == (2, True)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_tomorrows_letters_are_two_chords_away(same_rows):
    counter = Counter(same_rows)
    counter.press("Ctrl+5", "Ctrl+P")
    assert counter.keys <= 4
    assert same_rows.window.current == "letters"


def test_one_drag_books_an_inquiry_and_one_click_checks_somebody_in(same_rows):
    """By mouse: a card of the tray is let go on a free time; a click on the status."""
    hands = same_rows
    before, pointer = hands.ask(rows), Pointer(hands)
    tray = pointer.section.tray
    row = next(n for n, item in enumerate(tray.rows.items) if item.key > 0)
    click(hands, tray.viewport(), tray.visualRect(tray.rows.index(row, 0)).center())
    slot = pointer.section.panel.list.slots[0]
    assert slot.start.date() == pointer.section.day
    column = pointer.grid.board.track_for(slot)
    pointer.click(pointer.at(column, f"{slot.start:%H:%M}") + QPoint(0, 12))
    assert len(hands.ask(rows)["appointment"]) == len(before["appointment"]) + 1
    hands.press("Ctrl+Z")
    hands.window.go("day_sheet")
    hands.wait()
    sheet = hands.section("day_sheet")
    number = next(n for n, item in enumerate(sheet.list.rows.items) if item.data.visit.appointment.status is Status.BOOKED)
    at = columns(sheet.context.look, sheet.list.viewport().width())
    click(hands, sheet.list.viewport(), QPoint(int(at["Status"].left()) + 8, sheet.list.visualRect(sheet.list.rows.index(number, 0)).center().y()))
    assert sheet.list.rows.items[number].data.visit.appointment.status is Status.WAITING
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before
