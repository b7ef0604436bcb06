"""Recall at the desk, by keys: asked for in one line, found on the list, tried, written down."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from frontdesk.domain.recall import Outcome
from frontdesk.services import patients


def test_a_recall_is_asked_for_found_on_the_list_and_tried(hands):
    hands.press("Ctrl+4")
    hands.type("okonkwo james")
    hands.press("Down")
    section = hands.section("patients")
    key = section.record.patient.id
    section._choose_tab(0)
    hands.wait()
    line = next(e for e in section.findChildren(QLineEdit) if e.accessibleName() == "Ask for a recall" and e.isVisibleTo(section))
    line.setFocus()
    hands.type("1 week, look at the knee")
    hands.press("Return")
    assert "Recall asked for" in hands.snack
    section.list.setFocus()
    hands.press("Shift+R")
    assert "James Okonkwo" in [item.title for item in section.list.rows.items]
    section.list.choose_key(key)
    hands.wait()
    button = next(b for b in section.findChildren(QAbstractButton) if b.accessibleName() == "Recall: Voicemail left" and b.isVisibleTo(section))
    button.setFocus()
    hands.press("Space")
    tried = hands.ask(lambda desk: patients.record(desk, patient_id=key)).recall
    assert [a.outcome for a in tried.attempts] == [Outcome.VOICEMAIL]
    assert "James Okonkwo" not in [item.title for item in section.list.rows.items], "left in peace for some days"
    section.list.setFocus()
    hands.press("Shift+R")
    assert [item.title for item in section.list.rows.items] == ["James Okonkwo"], "everybody again, as the search says"
