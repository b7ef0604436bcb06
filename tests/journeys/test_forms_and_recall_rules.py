"""The clinic's own intake forms and recall rules, changed in the settings, used in the record, taken back."""

from __future__ import annotations

from frontdesk.domain.intake_note import ItemKind
from frontdesk.services import intake_notes, recalls
from frontdesk.ui.preferences.intake_forms import IntakeFormsCard
from frontdesk.ui.preferences.recall_rules import RecallRulesCard


def part(hands, kind):
    return hands.window.findChildren(kind)[-1]


def test_a_form_and_a_rule_are_made_in_the_settings_used_and_taken_back(hands):
    forms, rules = hands.ask(intake_notes.forms), hands.ask(recalls.rules)
    hands.press("Ctrl+,")
    card = part(hands, IntakeFormsCard)
    card.fresh.setFocus()
    hands.type("Check after six weeks")
    hands.press("Return")
    assert card.title.text() == "Check after six weeks"
    question = card.questions[0]
    question.label.setFocus()
    question.label.selectAll()
    hands.type("Better since")
    question.kind.setCurrentIndex(question.kind.findData(ItemKind.DATE))
    card.add_question()
    hands.wait()
    hands.type("Feels")
    added = card.questions[1]
    added.kind.setCurrentIndex(added.kind.findData(ItemKind.CHOICE))
    hands.wait()
    added.options.setFocus()
    hands.type("Better, Same, Worse")
    hands.press("Tab")
    card._move("up", 1)
    card.save()
    hands.wait()
    assert hands.snack == "Saved"
    made = next(one for one in hands.ask(intake_notes.forms) if one.title == "Check after six weeks")
    assert [(i.label, i.kind, i.options) for i in made.items] == [("Feels", ItemKind.CHOICE, ("Better", "Same", "Worse")), ("Better since", ItemKind.DATE, ())]

    rule = part(hands, RecallRulesCard).lines[-1]
    rule.words.setFocus()
    hands.type("Look at the knee")
    rule.number.setFocus()
    hands.type("6")
    hands.press("Return")
    (kept,) = [one for one in hands.ask(recalls.rules) if one not in rules]
    assert (kept.name, kept.weeks, kept.months, kept.active) == ("Look at the knee", 6, 0, True)
    line = next(one for one in part(hands, RecallRulesCard).lines if one.rule.id == kept.id)
    line.on.click()
    hands.wait()
    assert not next(one for one in hands.ask(recalls.rules) if one.id == kept.id).active
    hands.press(*["Ctrl+Z"] * 4)
    assert hands.ask(recalls.rules) == rules
    assert [one.title for one in hands.ask(intake_notes.forms)] == [one.title for one in forms]
    hands.press(*["Ctrl+Y"] * 2)

    hands.press("Ctrl+4")
    hands.type("owen bright")
    hands.press("Down")
    section = hands.section("patients")
    section._to_tab(1)
    hands.wait()
    button = next(b for b in section.part.findChildren(type(section.new)) if b.accessibleName() == "Begin: Check after six weeks")
    button.click()
    hands.wait()
    assert [i.label for i in section.part.form.note.items] == ["Feels", "Better since"]
    assert hands.focus is section.part.form.first
