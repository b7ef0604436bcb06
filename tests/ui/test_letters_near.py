"""Which letters must leave the house now."""

from __future__ import annotations

from datetime import UTC, datetime

from frontdesk.domain.letter import Letter, LetterKind, LetterState
from frontdesk.ui.letters.letter_list import near

MADE = datetime(2026, 11, 20, 15, tzinfo=UTC)


def letters(*visits: datetime | None) -> tuple[Letter, ...]:
    return tuple(Letter(n, LetterKind.APPOINTMENT, LetterState.TO_PRINT, n, n, "Ada One", "Appointment", MADE, visit=visit) for n, visit in enumerate(visits))


def test_a_visit_later_today_is_as_near_as_one_tomorrow_and_what_is_over_is_not() -> None:
    tuesday = datetime(2026, 11, 24, 12, 0)
    every = letters(datetime(2026, 11, 24, 9), datetime(2026, 11, 24, 16), datetime(2026, 11, 25, 9), datetime(2026, 11, 26, 9), None)
    until, those = near(tuesday, every)
    assert (until, [one.id for one in those]) == ("tomorrow", [1, 2, 4])


def test_on_a_friday_the_letters_for_monday_are_printed() -> None:
    friday = datetime(2026, 11, 27, 12, 0)
    until, those = near(friday, letters(datetime(2026, 11, 30, 9), datetime(2026, 11, 30, 16), datetime(2026, 12, 1, 9)))
    assert (until, [one.id for one in those]) == ("Monday", [0, 1])
    assert near(friday, letters(datetime(2026, 12, 8, 9)))[0] == "tomorrow"
