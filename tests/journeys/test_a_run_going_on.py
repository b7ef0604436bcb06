"""A print run while it goes on, and right after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QAbstractButton

from frontdesk.data import letters as letter_rows
from frontdesk.domain.letter import LetterState, PrintRun
from frontdesk.services.print_run import PrintOutcome
from frontdesk.ui.letters.cards import state_words


def test_a_letter_that_is_with_the_printer_has_not_been_cut_off(hands):
    hands.press("Ctrl+5")
    section = hands.section("letters")
    hands.wait(quiet=0.6)
    key = section.letters[0].id

    def mark(desk) -> None:
        with desk.write("Give a letter to the printer", undoable=False) as write:
            letter_rows.mark(write, letter_ids=[key], state=LetterState.PRINTING)

    section.printing.going = frozenset({key})
    hands.ask(mark)
    hands.wait(quiet=0.4)
    item = section.list.rows.items[0]
    assert (item.warning, item.second, item.checked) == ("", "With the printer", None)
    assert state_words(section.preview.letter) == ("Printing", "info")
    offered = [one.text() for one in section.fields.findChildren(QAbstractButton) if one.isVisibleTo(section.fields)]
    assert "Print again" not in offered, "it would come out twice"
    section.printing.going = frozenset()
    section.printing.ended.emit()
    hands.wait(quiet=0.4)
    assert section.list.rows.items[0].warning == "Cut off while printing", "the run is over, and it did not come out"


def test_the_run_just_over_says_when_it_was_and_can_be_printed_again(hands):
    hands.press("Ctrl+5")
    section = hands.section("letters")
    hands.wait(quiet=0.5)
    again = []
    section.run.again.disconnect()
    section.run.again.connect(again.append)
    section.run.show_outcomes((PrintOutcome(1, True, "Printed."), PrintOutcome(2, False, "The printer is out of paper.")), {1: "Ada One", 2: "Ben Two"})
    run = PrintRun(7, datetime(2026, 11, 24, 16, 41, tzinfo=UTC), "Julia Marsh", "front desk", 2, 1, 1)
    for _ in range(2):  # asked once more each time the section is opened
        section.run.show_last(run)
        hands.wait()
    buttons = [one for one in section.run.findChildren(QAbstractButton) if one.accessibleName() == "Print the last run again" and one.isVisibleTo(section.run)]
    assert len(buttons) == 1
    buttons[0].click()
    assert again == [7]
    assert "10:41 am" in section.run._when.whole
    section.run.show_outcomes((PrintOutcome(1, False, "The printer is out of paper."),), {})
    section.run.show_last(replace(run, id=6))
    hands.wait()
    assert not [one for one in section.run.findChildren(QAbstractButton) if one.accessibleName() == "Print the last run again" and one.isVisibleTo(section.run)]
