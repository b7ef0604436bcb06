"""One person at the desk: found by a misspelt name and checked in; recognised while a call is taken; two records merged and parted across a restart."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from frontdesk.domain.appointment import Status
from frontdesk.domain.patient import Patient
from frontdesk.services import calendar, demo, merging, patients
from tests.journeys.test_web_comment import rows


def test_a_patient_is_found_by_a_misspelt_name_and_checked_in(hands):
    hands.press("Ctrl+4")
    hands.type("okonkow james")
    section = hands.section("patients")
    assert section.list.rows.items[0].title == "James Okonkwo"
    assert section.list.rows.items[0].marked, "what was meant is marked, though it was typed wrong"
    expected = [v for v in hands.ask(lambda desk: calendar.day(desk, day=demo.fixed_moment().date())).visits if v.appointment.status is Status.BOOKED]
    who = hands.ask(lambda desk: patients.get(desk, patient_id=expected[0].appointment.patient_id))
    section.search.clear()
    hands.type(f"{who.family_name[:-2]}{who.family_name[:-3:-1]} {who.given_name}".lower())
    assert section.list.rows.items[0].title == who.name
    hands.press("Down", "A")
    again = hands.ask(lambda desk: calendar.get(desk, appointment_id=expected[0].appointment.id))
    assert again.status is Status.WAITING
    assert who.name in hands.snack
    assert section.record.live.startswith("Waiting since")
    hands.press("A")
    assert "no visit" in hands.snack, "a second press does nothing"
    hands.press("Ctrl+Z")
    assert who.name in hands.snack, "what is taken back says whose it was, wherever the desk is by then"


def test_typed_letter_by_letter_the_first_who_is_found_is_read(hands):
    """Whoever came up on the way to the whole name is not who was meant: the next key would act on them."""
    hands.press("Ctrl+4")
    section = hands.section("patients")
    for word in ("aydin", "ams", "muller", "e"):
        hands.press("/", "Ctrl+A")
        for letter in word:
            hands.type(letter)
        first = section.list.rows.items[0]
        assert section.list.current_item() == first, word
        assert section.record.patient.id == first.key
        hands.press("Down", "Down", "Down")
    chosen = section.list.current_item()
    section.reload()
    hands.wait()
    assert section.list.current_item() == chosen, "what is read again under the same words stays"


def test_after_a_call_was_taken_the_search_still_works_and_is_emptied_with_its_sign(hands):
    hands.press("Ctrl+4", "Ctrl+5", "F2")
    hands.type("Ole Hansen")
    hands.press("Ctrl+S", "Ctrl+4")
    hands.type("lund")
    section = hands.section("patients")
    assert "wrong" not in hands.snack
    assert [one.title for one in section.list.rows.items]
    sign = section.search.actions()[-1]
    assert sign.isVisible()
    sign.trigger()
    assert not section.search.text()


def test_matched_letters_are_marked_and_a_new_patient_is_always_offered_last(hands):
    hands.press("Ctrl+4")
    hands.type("muell")
    section = hands.section("patients")
    shown = section.list.rows.items
    assert shown
    for item in shown:
        (start, end), *_ = item.marked
        assert item.title[start:end] == "Müll"
    assert section.new.text() == "New patient “muell”"


def test_somebody_on_file_is_recognised_while_being_typed_in_and_opened_with_one_key(hands):
    hands.press("Ctrl+4")
    hands.type("Robert Imani")
    before = hands.ask(rows)
    hands.press("Ctrl+Return")
    hands.wait(quiet=0.5)
    section = hands.section("patients")
    found = section._form.likely.found
    assert found[0].patient.name == "Robert Imani"
    assert "same name" in found[0].reasons
    hands.press("Alt+Return")
    assert section.record.patient.id == found[0].patient.id
    assert section._form is None
    assert hands.ask(rows) == before, "nobody was made"
    hands.press("/", "Ctrl+A")
    hands.type("Robert Imani")
    hands.press("Ctrl+Return", "Esc")
    assert section._form is None
    assert section.part is not None
    assert section.part.record.patient.id == found[0].patient.id, "left with Esc: the record that was read stands there again"


def test_a_new_patient_is_told_beside_the_field_what_is_wrong_and_compared_at_once(hands):
    hands.press("Ctrl+4", "Ctrl+Return", "Return")
    section = hands.section("patients")
    form = section._form
    assert form.troubles["given_name"].text() == "Type a name."
    assert form.troubles["given_name"].isVisible()
    hands.type("Owen")
    assert not form.troubles["given_name"].isVisible()
    hands.press("Tab")
    hands.type("Bright")
    hands.press("Tab", "Tab")
    hands.type("31 Feb 1974")
    hands.press("Tab")
    assert form.troubles["birth_date"].text() == "There is no 31 February 1974. Look at the day again."
    form.fields["birth_date"].setText("")
    assert not form.troubles["birth_date"].isVisible()
    hands.press("Return")
    assert section.record.patient.name == "Owen Bright"
    assert hands.focus is section.list, "the keys of the record are alive at once"
    hands.press("D")
    assert section.doubles.panel.shown is not None


def test_a_caller_who_may_be_on_file_is_named_with_the_reason(hands):
    one = hands.ask(lambda desk: patients.search(desk, text="robert imani")[0].patient)
    hands.press("F2")
    hands.type("Rob Imani")
    hands.press("Tab")
    panel = hands.window.call
    panel.phone.setFocus()
    hands.type(one.phone[-8:])
    hands.wait(quiet=0.4)
    said = [b.accessibleName() for b in panel.findChildren(QAbstractButton) if b.isVisibleTo(panel)]
    assert any("Robert Imani" in words and "same phone" in words for words in said), said


def test_after_a_merge_the_record_that_stays_is_the_one_the_next_key_acts_on(hands):
    one = hands.ask(lambda desk: patients.search(desk, text="oscar lund")[0].patient)
    hands.press("Ctrl+4")
    hands.type("Oskar Lund")
    hands.press("Ctrl+Return")
    section = hands.section("patients")
    section._form.fields["birth_date"].setText(f"{one.birth_date:%d.%m.%Y}")
    hands.press("Return")
    assert section.record.patient.given_name == "Oskar"
    hands.press("D", "Ctrl+M")
    assert section.record.patient.id == one.id
    hands.press("Tab", "Shift+Tab")
    assert section.record.patient.id == one.id, "back in the list, which shows only the first of all, nobody else is chosen"
    hands.press("Ctrl+Z")
    assert section.record.patient.id == one.id, "taken back, the one that is read stays"
    hands.press("Ctrl+2", "Ctrl+K")
    hands.type("petra adey")
    hands.press("Return", "Ctrl+K")
    hands.type("oscar lund")
    hands.press("Return")
    assert section.record.patient.id == one.id


def test_two_records_are_compared_merged_and_parted_across_a_restart_by_keys(hands, clinic):
    hands.press("Ctrl+4")
    hands.type("brigth")
    section = hands.section("patients")
    hands.press("Down")
    assert section.record.patient.family_name == "Brigth"
    assert section.record.alike[0].patient.name == "Owen Bright"
    key = section.record.patient.id
    here, other = (hands.ask(lambda desk, one=one: patients.record(desk, patient_id=one, doubles=False)) for one in (key, section.record.alike[0].patient.id))
    section._show(other)
    section._show(here)  # there and back before it was looked who the other may be
    hands.wait()
    assert section.record.alike[0].patient.name == "Owen Bright", "the warning is not lost on the way"
    assert section.timeline.rows.count() > 0
    section.search.setText("zzqqxx")
    hands.wait()
    assert section.record is None
    assert section.timeline.rows.count() == 0, "nothing of whoever was shown before stands beside nobody"
    section.search.setText("brigth")
    hands.wait()
    section.list.setFocus()
    hands.press("Home")
    assert section.record.patient.id == key
    before = hands.ask(rows)
    hands.press("D")
    panel = section.doubles.panel
    assert section.doubles.side.currentIndex() == 1
    assert {line.field for line in panel.shown.lines if line.differs} == {"family_name", "phone"}
    assert panel.keeps_other, "the older record stays"
    hands.press("Ctrl+M")
    assert "is now part of DP-1106" in hands.snack
    assert section.record.patient.name == "Owen Bright"
    assert [m.chart for m in section.record.merges] == ["DP-1281"]
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before
    hands.press("Ctrl+Y")
    hands.close()

    again = type(hands)(clinic, now=demo.fixed_moment())
    try:
        again.press("Ctrl+4")
        again.type("1281")
        section = again.section("patients")
        assert section.record.patient.name == "Owen Bright", "the old chart number finds the one that stays"
        again.press("Down", "Ctrl+Shift+M")
        assert "are two records again" in again.snack
        after = again.ask(rows)
        for table in before:
            if table != "patient_merge":
                assert after[table] == before[table], table
        assert again.ask(lambda desk: merging.merges_of(desk, patient_id=section.record.patient.id)) == ()
    finally:
        again.close()


def test_two_who_are_judged_different_are_not_shown_again(hands):
    hands.press("Ctrl+4")
    hands.type("brigth")
    hands.press("Down", "Shift+D")
    section = hands.section("patients")
    assert "Two different people" in hands.snack
    assert all(c.patient.name != "Owen Bright" for c in section.record.alike)



def test_somebody_who_asks_to_be_forgotten_is_erased_by_her_chart_number_and_only_by_it(hands):
    made = hands.ask(lambda desk: patients.create(desk, patient=Patient(0, "Wilhelmina", "Quast", phone="512 555 0199")))
    hands.press("Ctrl+4")
    hands.type("quast")
    section = hands.section("patients")
    hands.press("Down", "Ctrl+Shift+E")
    assert section.held.panel.shown == made.id
    section.held.panel.chart.setFocus()
    hands.type("DP-1")
    hands.press("Return")
    assert "chart number" in hands.snack
    assert hands.ask(lambda desk: patients.get(desk, patient_id=made.id)) == made
    section.held.panel.chart.clear()
    hands.type(made.chart)
    hands.press("Return")
    assert "Erased: 1" in hands.snack
    assert section.record is None or section.record.patient.id != made.id, "her record is closed"
    assert not [i for i in section.list.rows.items if "Quast" in i.title]
    hands.press("Ctrl+Z")
    assert "cannot be taken back" in hands.snack
