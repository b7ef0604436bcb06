"""What was not said and must be asked: facts only, most needed first, nothing that is known already."""

from __future__ import annotations

from frontdesk.domain.fact import Fact
from frontdesk.domain.missing import missing, script


def fact(kind: str, value: object = "x", **more: object) -> Fact:
    return Fact(kind, value, 0, 1, "x", **more)


def kinds(*facts: Fact, phone: str = "", email: str = "", birthday_known: bool = False) -> list[str]:
    return [one.kind for one in missing(facts, phone=phone, email=email, birthday_known=birthday_known)]


def test_of_an_empty_message_everything_is_asked_the_site_first():
    assert kinds() == ["site", "phone", "email", "birthday"]


def test_what_the_messages_own_fields_or_the_record_give_is_not_asked():
    assert kinds(fact("body_site", "knee", side="left"), phone="512 555 0100", email="a@example.org", birthday_known=True) == []


def test_what_was_said_in_the_text_is_not_asked():
    assert kinds(fact("body_site", "neck"), fact("phone"), fact("email")) == ["birthday"]


def test_the_side_of_a_paired_site_is_asked_by_its_name_and_that_of_a_single_one_never():
    (side,) = list(missing((fact("body_site", "knee"),), phone="1", email="e", birthday_known=True))
    assert side.question == "Which knee is it, left or right?"
    for site in ("neck", "lower_back", "jaw", "other"):
        assert kinds(fact("body_site", site), phone="1", email="e", birthday_known=True) == []


def test_a_side_said_once_is_enough_and_is_asked_once_however_often_the_site_was_named():
    both = (fact("body_site", "knee"), fact("body_site", "knee", side="unstated"))
    assert kinds(*both, phone="1", email="e", birthday_known=True) == ["side"]
    assert kinds(*both, fact("body_site", "knee", side="right"), phone="1", email="e", birthday_known=True) == []


def test_every_question_asks_and_advises_nothing():
    for one in missing((fact("body_site", "hip"),), phone="", email="", birthday_known=False):
        assert one.question.endswith("?")
        assert not any(word in one.question.lower() for word in ("should", "recommend", "advise", "diagnos"))


def asked(*facts: Fact, look: str = "new_consultation") -> list[str]:
    return [one.kind for one in script(facts, look=look, lacking=missing(facts, phone="1", email="e", birthday_known=False))]


def test_a_first_visit_is_asked_for_what_it_needs_the_place_first_and_the_birthday_last():
    assert asked() == ["site", "duration", "procedure", "medication", "preferred_time", "birthday"]
    assert asked(fact("body_site", "knee"), fact("duration"), fact("medication")) == ["side", "procedure", "preferred_time", "birthday"]


def test_a_treatment_and_a_visit_afterwards_are_asked_other_things():
    neck = fact("body_site", "neck")
    assert asked(neck, look="prp_injection") == ["medication", "driver", "preferred_time", "birthday"]
    assert asked(neck, fact("preferred_time"), look="follow_up") == ["pain_score", "change", "birthday"]


def test_no_question_of_any_script_advises_or_judges():
    every = {one.question for look in ("", "prolotherapy", "follow_up") for one in script((), look=look, lacking=())}
    assert all(question.endswith("?") for question in every)
    assert not any(word in question.lower().split() for question in every for word in ("should", "serious", "stop", "normal", "worry"))
