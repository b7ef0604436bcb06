"""What was done today is taken back tomorrow's way too: after the program was closed and opened again; what left the house is named."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.data import letters as letter_rows
from frontdesk.domain.appointment import Status
from frontdesk.domain.letter import LetterState
from frontdesk.services import calendar, letters, paperwork, visits
from tests.journeys.hands import Hands
from tests.journeys.test_life_of_a_visit import at, move, now_of
from tests.journeys.test_web_comment import rows


def test_each_change_of_a_morning_is_taken_back_after_a_restart(qapp, hands, clinic):
    begun = [hands.ask(rows)]
    visit = at(hands, "Elena Petrova")
    for keys in (("M", "2"), ("Shift+M",), ("S", "Return")):
        who = "Elena Petrova" if keys[0] != "Shift+M" else "Selma Aydin"
        if keys[0] == "S":
            hands.window.go("calendar", day=now_of(hands, visit).start.date())
            hands.wait()
        at_day(hands, who)
        hands.press(*keys)
        begun.append(hands.ask(rows))
    at_day(hands, "Owen Bright", today=True)
    hands.press("Del", "2", "Return")
    begun.append(hands.ask(rows))
    hands.press("Shift+B", "Return")
    after = hands.ask(rows)
    assert len({str(one) for one in [*begun, after]}) == len(begun) + 1, "each did something"
    hands.close()

    again = Hands(clinic, now=hands.now)
    try:
        assert again.ask(rows) == after
        for was in reversed(begun):
            again.press("Ctrl+Z")
            assert again.ask(rows) == was
        for _ in range(len(begun)):
            again.press("Ctrl+Y")
        assert again.ask(rows) == after
    finally:
        again.close()


def at_day(hands, who: str, *, today: bool = False) -> None:
    section = hands.section("calendar")
    if today or all(v.patient_name != who for v in section.view.visits):
        hands.window.go("calendar", day=hands.ask(lambda desk: desk.wall_now().date()))
        hands.wait()
    visit = next(v for v in section.view.visits if v.patient_name == who)
    section.grid.focus_visit(visit.appointment.id)
    hands.wait()


def test_what_was_printed_stands_in_the_way_by_name(hands):
    visit = at(hands, "Selma Aydin")
    move(hands, visit, timedelta(minutes=-60))
    waiting = hands.ask(lambda desk: letters.letters(desk, tab="to_print"))[0]

    def printed(desk) -> None:
        with desk.write("Print a letter", barrier="printed") as write:
            letter_rows.mark(write, letter_ids=[waiting.id], state=LetterState.PRINTED, printed={waiting.id: paperwork.printed_values(visit)}, job="desk-1")

    hands.ask(printed)
    before = hands.ask(rows)
    hands.press("Ctrl+Z")
    assert "Print a letter" in hands.snack
    assert "left the house" in hands.snack
    assert hands.ask(rows) == before
    hands.ask(lambda desk: visits.set_status(desk, appointment_id=visit.id, status=Status.WAITING))
    hands.press("Ctrl+Z")
    assert hands.ask(lambda desk: calendar.get(desk, appointment_id=visit.id)).status is Status.BOOKED, "what came after it is taken back as ever"
