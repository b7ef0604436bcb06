"""An intake note from what somebody wrote to what is signed, and from what is signed to what was amended; all of it by keys."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from frontdesk.domain.intake_note import NoteState, Pin, pins
from frontdesk.services import facts, inquiries, intake_notes, patients
from frontdesk.ui.widgets.safe_text import Paragraph


def noted(hands, key: int):
    return hands.ask(lambda desk: intake_notes.of_patient(desk, patient_id=key))


def with_facts(hands) -> int:
    """Somebody on file whose inquiry was read and accepted."""
    def prepare(desk):
        one = patients.search(desk, text="james okonkwo")[0].patient
        call = inquiries.log_call(desk, name=one.name, phone=one.phone, text="right knee 7/10 for 2 years", patient_id=one.id, draft_id=None)
        facts.accept_all(desk, inquiry_id=call.id)
        return one.id

    return hands.ask(prepare)


def test_what_was_read_in_a_message_is_named_over_the_note_and_filled_in_with_one_key(hands):
    def prepare(desk):
        one = patients.search(desk, text="james okonkwo")[0].patient
        inquiries.log_call(desk, name=one.name, phone=one.phone, text="right knee 7/10 for 2 years", patient_id=one.id, draft_id=None)
        return one.id

    key = hands.ask(prepare)
    hands.press("Ctrl+4")
    hands.type("okonkwo james")
    hands.press("Down", "Shift+I")
    form = hands.section("patients").part.form
    told = next(one for one in form.findChildren(Paragraph) if one.isVisible() and "accepted by nobody yet" in one.text())
    assert "Knee, right" in told.text()
    hands.press("Alt+F")
    note = noted(hands, key)[0].note
    assert [(pin.site, pin.side, pin.pain) for pin in pins(note.answers["map"].value)] == [("knee", "right", 7)]
    assert "phone call" in note.answers["since"].origin
    assert form.fields["since"].text() == "2 years"
    assert not [one for one in form.findChildren(Paragraph) if one.isVisible() and "accepted by nobody yet" in one.text()]


def test_an_intake_note_from_inquiry_to_signed_to_amended(hands):
    key = with_facts(hands)
    hands.press("Ctrl+4")
    hands.type("okonkwo james")
    hands.press("Down", "Shift+I")
    section = hands.section("patients")
    form = section.part.form
    assert hands.focus is form.first, "who presses Shift+I writes into the note"
    hands.type("bln")
    assert hands.window.current == "patients", "letters typed on the figure book nobody, write no letter"
    (pin,) = pins(form.note.answers["map"].value)
    assert (pin.site, pin.side, pin.pain) == ("knee", "right", 7)
    assert form.origins["map"].isVisibleTo(form), (form.note.answers, form.isVisible(), section.part.isVisible())
    assert "phone call" in form.origins["map"].whole

    hands.press("4", "Up")
    hands.wait(quiet=0.3)
    (pin,) = pins(noted(hands, key)[0].note.answers["map"].value)
    assert pin.pain == 4
    assert pin.site != "knee", "the arrow walked to the next region"
    since = form.fields["since"]
    for text, keys in (("A fall", "Esc"), ("A fall in May", "Ctrl+Return")):
        since.setFocus()
        since.selectAll()
        hands.type(text)
        hands.press(keys)
        assert noted(hands, key)[0].note.answers["since"].value == text
        assert hands.focus is section.list, "the keyboard is back where the next person is chosen"
        hands.press("Shift+I")
        assert hands.focus is section.part.form.first, "the open draft goes on"
    hands.press("Ctrl+S")
    assert noted(hands, key)[0].note.state is NoteState.SIGNED
    assert section.part.form is None
    assert section.record.pain, "the picture of pain over time has its first point"

    assert hands.focus.accessibleName() == "Amend", "the keyboard is at the note"
    hands.press("Ctrl+Shift+D")
    assert hands.focus.accessibleName() == "Amend"
    hands.press("Shift+A")
    form = section.part.form
    assert hands.focus is form.first
    reason = next(e for e in form.findChildren(QLineEdit) if e.accessibleName() == "Why it is amended")
    tried = form.fields["tried"]
    tried.setFocus()
    hands.type("Physio")
    hands.press("Ctrl+S")
    assert hands.focus is reason, hands.snack
    assert not reason.visibleRegion().isEmpty()
    hands.type("told at the visit")
    hands.press("Ctrl+S")
    newest, signed = noted(hands, key)
    assert [(c.label, c.before, c.after) for c in newest.changed] == [("Tried so far", "", "Physio")]
    assert "tried" not in signed.note.answers


def test_the_rows_beneath_the_figure_do_all_that_the_picture_does(hands):
    key = with_facts(hands)
    hands.press("Ctrl+4")
    hands.type("okonkwo james")
    hands.press("Down", "Shift+I")
    body = hands.section("patients").part.form.fields["map"]
    body.add.setFocus()
    hands.press("Space")
    assert len(body.figure.pins) == 2
    assert hands.focus is body.figure, "the new pin is in hand"
    hands.press("Delete", "Delete", "7", "Up", "Return", "0")
    assert [(p.site, p.pain, p.back) for p in body.figure.pins] == [("upper_back", 7, True), ("upper_back", 10, True)], "from nothing to two pins by keys alone"
    assert ("Enter", "pin") in hands.window.status.keys, "the foot of the window says how"
    body._change(1, site="hip", side="left", pain=3, words="at night", back=True)
    hands.wait(quiet=0.3)
    assert pins(noted(hands, key)[0].note.answers["map"].value)[1] == Pin("hip", "left", 3, "at night", back=True)


def test_a_dated_note_stays_with_whom_it_was_typed_for(hands):
    key = with_facts(hands)
    hands.press("Ctrl+4")
    hands.type("okonkwo james")
    hands.press("Down", "I")
    section = hands.section("patients")
    hands.type("Asks about parking")
    hands.press("Esc")
    assert hands.focus is section.list
    hands.press("/", "Ctrl+A")
    hands.type("imani robert")
    hands.press("Down", "I")
    assert section.record.patient.id != key
    assert section.note.text() == "", "a line about somebody else is not this person's"
    hands.press("Esc")
    section.part.slots.setFocus()
    hands.press("2")
    assert "Booked: Robert Imani" in hands.snack, "the overview books the next visit by its digit"
    assert not section.part.slots.isVisible()
    hands.press("Ctrl+Z")
    assert section.part.slots.isVisible()
    hands.press("/", "Ctrl+A")
    hands.type("okonkwo james")
    hands.press("Down", "I", "Return")
    assert [n.text for n in section.record.notes] == ["Asks about parking"]
    assert hands.focus is section.list
