"""What was done before the program was closed is taken back after it was opened again, to the very same rows."""

from __future__ import annotations

from tests.journeys.hands import Hands
from tests.journeys.test_life_of_a_visit import at, now_of
from tests.journeys.test_web_comment import rows


def test_each_change_of_a_morning_is_taken_back_after_a_restart(hands, clinic):
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
    assert len(after["block"]) == len(begun[-1]["block"]) + 1, "Enter in a field lays one block, not two"
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
