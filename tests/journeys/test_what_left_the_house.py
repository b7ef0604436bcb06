"""What left the house is named where it stands in the way of undo; what came after it is taken back as ever."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.data import letters as letter_rows
from frontdesk.domain.appointment import Status
from frontdesk.domain.letter import LetterState
from frontdesk.services import calendar, letters, paperwork, visits
from tests.journeys.test_life_of_a_visit import at, move
from tests.journeys.test_web_comment import rows


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
