"""What a careless reader gets wrong, each with invented words."""

from __future__ import annotations

import pytest

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import read


def of(text: str, kind: str) -> list[Fact]:
    return [f for f in read(text) if f.kind == kind]


def values(text: str, kind: str) -> list[object]:
    return [f.value for f in of(text, kind)]


def statuses(text: str) -> dict[object, str]:
    return {f.value: f.status for f in of(text, "procedure")}


def test_a_pain_level_with_a_dash_is_no_date() -> None:
    text = "I have around a 7-8 pain level in my wrist on most days."
    assert values(text, "pain_score") == [{"min": 7, "max": 8}]
    assert values(text, "duration") == []


def test_a_date_with_a_stroke_is_no_pain_score() -> None:
    assert values("I had my knee scoped on 8/9 last year.", "pain_score") == []


def test_inside_and_outside_are_no_sides() -> None:
    [site] = of("It aches on the inside and outside of my elbow.", "body_site")
    assert (site.value, site.side) == ("elbow", "unstated")


def test_an_opposite_joint_is_held_as_opposite() -> None:
    sides = {f.value: f.side for f in of("My ankle will not bend, and now my opposite hip hurts too.", "body_site")}
    assert sides == {"ankle": "unstated", "hip": "opposite"}


def test_options_that_a_specialist_names_are_not_done() -> None:
    said = statuses("My hand specialist tells me my next options are another operation followed by fusion, followed by replacement.")
    assert said == {"surgery": "offered", "fusion": "offered", "joint replacement": "offered"}


def test_a_sequence_of_sport_and_operation_is_an_event_and_a_thing_done() -> None:
    text = "It goes back to a knee injury in handball followed by arthroscopic surgery that did little."
    assert statuses(text) == {"arthroscopy": "done"}


def test_an_age_is_no_pain_and_a_pain_is_no_age() -> None:
    text = "I am 60 years old. The pain is 6."
    assert values(text, "age") == [60]
    assert values(text, "pain_score") == [{"min": 6, "max": 6}]


def test_a_school_in_the_signature_is_no_occupation_and_no_second_name() -> None:
    text = "Can you help my knee? Thank you.\n\nMarlo Quist\nPrincipal, Elmbrook School"
    assert values(text, "person_name") == ["Marlo Quist"]


def test_what_was_pasted_from_an_article_feeds_nothing() -> None:
    pasted = "“Hip replacement for avascular necrosis is not always the first option, and in 13 patients stem cell injections gave good results.”"
    text = f"{pasted} I read this on your page. My left thumb hurts."
    assert [(f.kind, f.value) for f in read(text) if f.kind != "question"] == [("body_site", "thumb")]


def test_somebody_elses_operation_is_kept_apart_and_somebody_elses_knee_is_none() -> None:
    text = "My sister had a knee replacement last year. My right hip hurts."
    assert statuses(text) == {"joint replacement": "someone_else"}
    assert values(text, "body_site") == ["hip"]


def test_a_side_holds_across_and() -> None:
    assert {f.value: f.side for f in of("Pain in my right shin and knee.", "body_site")} == {"lower_leg": "right", "knee": "right"}


def test_left_and_right_is_both() -> None:
    [site] = of("Both my left and right knees ache.", "body_site")
    assert site.side == "both"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("My shoulder has hurt for going on 2 years.", "P2Y"),
        ("R knee pain x3mo", "P3M"),
        ("R knee pain 6/52", "P6W"),
        ("My heel has been sore for the better part of a fortnight ago.", "P1W"),
        ("My hip hurts since last 6 months.", "P6M"),
        ("I twisted my ankle yesterday.", "P1D"),
        ("My wrist has hurt for 18 months.", "P18M"),
        ("My back has been bad for a year and a half.", "P18M"),
        ("My elbow has ached since 2019.", "since:2019"),
        ("My neck has hurt since I was 12.", "since-age:12"),
        ("My knee has been bad for 2-3 years.", "P2Y/P3Y"),
        ("I have had elbow pain for several months.", "P?M"),
    ],
)
def test_a_complaints_time_is_read_however_it_is_said(said: str, value: str) -> None:
    expected = "P2W" if "fortnight" in said else value
    assert values(said, "duration") == [expected]


@pytest.mark.parametrize(
    "said", ["I had a cortisone injection 3 months ago.", "I have worked there for 20 years.", "My surgery is in 3 weeks.", "I took ibuprofen for 2 weeks."]
)
def test_a_treatments_or_a_jobs_time_is_not_the_complaints(said: str) -> None:
    assert values(said, "duration") == []


def test_a_slip_of_one_letter_in_a_long_clinical_word_is_understood() -> None:
    assert statuses("I had an arthroscpy of the knee and then physiotherpy.") == {"arthroscopy": "done", "physical therapy": "done"}


def test_a_word_that_only_looks_like_a_clinical_one_is_left_alone() -> None:
    assert [f for f in read("I got your message while I was waiting and thinking about parking.") if f.kind == "procedure"] == []


def test_medicines_are_current_stopped_or_none() -> None:
    text = "I take naproxen. I was on gabapentin but stopped. I am not on blood thinners."
    assert {f.value: f.status for f in of(text, "medication")} == {"naproxen": "current", "gabapentin": "stopped", "blood thinners": "none"}


def test_a_medicine_in_no_list_is_known_by_its_ending() -> None:
    assert values("I take zolmicapril every day.", "medication") == ["zolmicapril"]


def test_a_diagnosis_is_stated_suspected_or_ruled_out() -> None:
    text = "The MRI showed a labral tear. They suspect bursitis. I am not diabetic."
    assert [f.status for f in of(text, "diagnosis")] == ["stated", "suspected", "ruled_out"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("How much does a session cost?", "cost"),
        ("Do you take Medicare?", "cost"),
        ("Do you treat children?", "logistics"),
        ("Where can I park?", "logistics"),
        ("Is it safe with my blood thinner?", "clinical"),
        ("Am I a candidate?", "clinical"),
        ("Please advise whether PRP could help my hip.", "clinical"),
    ],
)
def test_questions_are_sorted_by_who_may_answer_them(said: str, kind: str) -> None:
    assert values(said, "question") == [kind]


def test_a_request_to_be_called_is_no_question() -> None:
    assert values("Can you call me back please?", "question") == []


@pytest.mark.parametrize(
    "text",
    [
        "We are a leading manufacturer of knee braces and TENS machines and would like to supply your clinic. Our sales manager will call you Monday after 10am. +1 503 555 0144",
        "My knee pain of 15 years vanished after 2 weeks with these drops!!! Doctors hate this. 60% off today https://drops.example",
        "We can rank your prolotherapy website on page 1 of Google. Reply for a free audit.",
        "I suffered from arthritis for ten years until Dr Obo the herbal healer cured me. WhatsApp him now, he also cures herpes.",
        "He recovered my lost bitcoin. Contact him on telegram for guaranteed profit.",
    ],
)
def test_no_fact_is_taken_from_spam(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "I found your website through Google, great article! My left knee is bone on bone. Do you offer a discount for two knees? https://imaging.example/report",
        "I work in digital marketing and sit all day. My neck hurts 7/10. Can you help?",
        "Can PRP cure arthritis 100%? My hip is killing me!!! Please help",
    ],
)
def test_a_person_who_sounds_like_spam_is_still_read(text: str) -> None:
    assert [f for f in read(text) if f.kind == "body_site"]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("My knee is hot and swollen and I have a fever of 39.", "fever"),
        ("Since this morning I cannot control my bladder.", "bladder or bowel loss"),
        ("My groin is numb and both legs feel weak.", "saddle numbness"),
        ("My calf suddenly swelled up after the flight.", "calf swelling"),
    ],
)
def test_what_must_be_seen_at_once_is_flagged(text: str, flag: str) -> None:
    assert flag in values(text, "red_flag")


@pytest.mark.parametrize("text", ["No fever, no swelling, my hip just aches.", "I had a fever after surgery in 2011.", "I have not lost control of my bladder."])
def test_what_was_denied_or_is_long_past_is_no_flag(text: str) -> None:
    assert values(text, "red_flag") == []
