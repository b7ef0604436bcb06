"""Ways of telling that people have in common, each in a sentence of our own."""

from __future__ import annotations

import pytest

from frontdesk.domain.fact import Fact
from frontdesk.intake.facts import read


def said(text: str, kind: str) -> list[Fact]:
    return [f for f in read(text) if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("My knee has hurt since I came off my moped two winters ago.", "came off my moped"),
        ("I fell down the cellar steps in nineteen ninety four and my hip has ached ever since.", "fell down the cellar steps"),
        ("Took a cricket ball to the shin three weeks ago, it is still sore.", "cricket ball to the shin"),
        ("Hurt my back on Sunday lifting a paddling pool.", "lifting a paddling pool"),
        ("My neck has been bad since a car wreck in March.", "car wreck"),
        ("I was reaching for a jar and felt something pop in my shoulder.", "reaching for a jar"),
        ("My heel hurts ever since the Leeds half marathon in May.", "Leeds half marathon"),
    ],
)
def test_the_event_ends_where_its_time_or_the_rest_of_the_story_begins(text: str, event: str) -> None:
    assert [f.quote for f in said(text, "mechanism")] == [event]


@pytest.mark.parametrize(
    "text",
    [
        "I came off the tablets and my back is no better.",
        "I have a slipped disc in my neck.",
        "Gardening makes my knee worse and I am afraid of a fall.",
        "It hurts when she is lifted by the arm.",
        "My hip has been sore since the fall of 2019.",
    ],
)
def test_what_did_not_begin_it_is_no_event(text: str) -> None:
    assert said(text, "mechanism") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began about two summers ago in my knee.", "P2Y"),
        ("I slipped on Saturday and my wrist is swollen.", "since:saturday"),
        ("My shoulder has been stiff since around Christmas.", "since:around christmas"),
        ("He has had gout for 12 years.", "P12Y"),
        ("I ran a 10k in October and my shin has been sore ever since.", "since:--10"),
    ],
)
def test_how_long_is_said_by_seasons_feasts_and_days(text: str, value: str) -> None:
    assert [f.value for f in said(text, "duration")] == [value]


def test_how_long_somebody_could_not_stand_is_not_how_long_it_has_lasted() -> None:
    assert said("My back locked up and I couldn't stand for 3 days.", "duration") == []


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("My hip aches. I'd give it a five, but it gets up to an eight if I walk.", [5, 8]),
        ("It's a four most of the time, at night it goes up to a nine. I can't sleep on that shoulder.", [4, 9]),
        ("The knee hurts, about a 2 sitting and a 6 by the end of a shift.", [2, 6]),
    ],
)
def test_a_score_is_known_by_its_article_and_its_context(text: str, scores: list[int]) -> None:
    assert [f.value for f in said(text, "pain_score")] == [{"min": n, "max": n} for n in scores]


def test_a_score_that_was_is_past_but_a_range_from_one_to_another_is_now() -> None:
    assert [f.status for f in said("Pain is 4/10 now, it was a 9.", "pain_score")] == ["present", "past"]
    assert [f.status for f in said("It is painful, anywhere from a 3 to a 6.", "pain_score")] == ["present"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("do you treat ankles? thanks, wendy", "wendy"),
        ("can i come on friday? bazza 0491 570 006", "bazza"),
        ("hi its nigel, my knee hurts", "nigel"),
        ("Is it worth coming at all? Orla Fielding, Limerick", "Orla Fielding"),
        ("My knee is bad. Regards Petra Manning", "Petra Manning"),
    ],
)
def test_a_name_is_known_in_small_letters_and_before_a_place(text: str, name: str) -> None:
    assert [f.quote for f in said(text, "person_name")] == [name]


def test_she_and_thank_you_are_no_names() -> None:
    assert said("My daughter hurt her knee. She is 14 and a keen runner. Can you help? Ty", "person_name") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I'm on no tablets apart from levothyroxine.", "current"),
        ("Tried naproxen, it bothers my stomach.", "stopped"),
        ("He refuses to take naproxen for his knee.", "none"),
        ("They gave me naproxen. I stopped the naproxen because it made me sick.", "stopped"),
    ],
)
def test_a_medicine_is_taken_stopped_or_refused_in_many_words(text: str, status: str) -> None:
    assert [f.status for f in said(text, "medication")] == [status]


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("The surgeon is keen on a fusion of my ankle.", "fusion", "offered"),
        ("They told me at the other place that I need a knee replacement.", "joint replacement", "offered"),
        ("My wrist was never operated on.", "surgery", "none"),
        ("My GP sent me for an MRI: a torn meniscus.", "MRI", "done"),
        ("Do you need my X-rays on a disc?", "x-ray", "done"),
    ],
)
def test_what_became_of_a_treatment(text: str, value: str, status: str) -> None:
    assert [(str(f.value).casefold(), f.status) for f in said(text, "procedure")] == [(value.casefold(), status)]


def test_a_side_told_of_one_place_is_not_that_of_another() -> None:
    assert {f.value: f.side for f in said("It's my feet, both of them, but the heel on the right is worst.", "body_site")} == {"foot": "both", "heel": "right"}


@pytest.mark.parametrize("text", ["I reached into the back seat.", "I deliver the post on foot.", "The bone was taken from my hip for a graft.", "She arches a lot when she dances."])
def test_words_that_are_no_places_of_pain(text: str) -> None:
    assert said(text, "body_site") == []


def test_one_injury_told_twice_in_other_words_is_one_diagnosis() -> None:
    assert len(said("Subject: wrist fracture\n\nI broke my wrist in May and it still hurts.", "diagnosis")) == 1
    assert [f.value for f in said("Thoracic outlet syndrome\nI was told I have TOS.", "diagnosis")] == ["tos"]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("I could come in the week of the 4th, or evenings or Sundays.", "evenings or Sundays"),
        ("I am home and free from Dec 15 to Jan 10.", "Dec 15 to Jan 10"),
        ("I can only do half terms.", "half terms"),
    ],
)
def test_times_are_wished_for_in_ranges_and_holidays(text: str, when: str) -> None:
    assert when in [f.quote for f in said(text, "preferred_time")]


def test_a_question_of_two_kinds_is_two_questions() -> None:
    assert [f.value for f in said("Is an injection an option, and does Medicare pay for it?", "question")] == ["clinical", "cost"]


def test_an_age_between_a_name_and_a_number_belongs_to_neither() -> None:
    facts = {f.kind: f.value for f in read("AM I A CANDIDATE FOR PRP? VIRGIL BOOTH 49 (678) 555-0135")}
    assert (facts["age"], facts["phone"]) == (49, "+16785550135")


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("My ankle is swollen. I rolled it at netball practice. 22, student, left side.", {"ankle": "left"}),
        ("It's my elbow. It's the outside part, on the right.", {"elbow": "right"}),
        ("Numb thumb and forefinger on the right.", {"thumb": "right", "finger": "right"}),
        ("Second toe, right foot, black and sore.", {"toe": "right", "foot": "right"}),
        ("The low back hurts, mostly on the left.", {"lower_back": "left"}),
        ("My wrist aches. Right, that is all I know.", {"wrist": "unstated"}),
    ],
)
def test_a_side_said_by_itself_belongs_to_the_place_named_last(text: str, sides: dict[str, str]) -> None:
    assert {f.value: f.side for f in said(text, "body_site")} == sides


def test_the_other_one_is_a_place_too() -> None:
    assert [(f.value, f.side) for f in said("My left hip was replaced and now the right is going the same way.", "body_site")] == [("hip", "left"), ("hip", "right")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("My neck, in short. 2012 whiplash. 2016 a neck fusion.", "since:2012"),
        ("My shoulder was dislocated in 09 and it hurts.", "since:2009"),
        ("It was going great until about a month ago, now the knee is stiff.", "P1M"),
    ],
)
def test_when_it_began_is_said_in_short_years_and_by_what_was_before(text: str, value: str) -> None:
    assert value in [f.value for f in said(text, "duration")]


def test_a_course_of_treatment_is_not_how_long_it_has_lasted() -> None:
    assert [f.value for f in said("The knee hurts since 2019. I had physio and I did that for two months.", "duration")] == ["since:2019"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The achilles was torn in May and it was repaired.", "tendon repair"),
        ("They sent me to therapy for my back.", "physical therapy"),
        ("My SI joint fused on the right in 2013.", "fusion"),
    ],
)
def test_an_operation_told_by_its_verb(text: str, value: str) -> None:
    assert value in [f.value for f in said(text, "procedure")]


def test_a_treatment_as_an_everyday_word_is_none() -> None:
    assert said("I can walk two blocks, then my back hurts. Can I massage it?", "procedure") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The doctor gave me a knee exam. I tried gabapentin for it. No relief.", "stopped"),
        ("I took Levaquin for my sinuses and my heel hurt. I stopped it in May.", "stopped"),
        ("I take gabapentin for my knee.", "current"),
    ],
)
def test_the_next_sentence_says_what_became_of_a_medicine(text: str, status: str) -> None:
    assert [f.status for f in said(text, "medication")] == [status]


def test_a_disease_that_a_clean_scan_speaks_against_is_ruled_out() -> None:
    assert [f.status for f in said("The doc feared a stress fracture but the scan was clean.", "diagnosis")] == ["ruled_out"]


def test_mum_without_a_my_is_the_person_written_for() -> None:
    facts = {f.kind: f.value for f in read("Mum's 74 and her hip is bad. Can she come?")}
    assert (facts["about"], facts["age"], facts["body_site"]) == ("mother", 74, "hip")


@pytest.mark.parametrize(
    "text",
    ["I fell hard on Saturday and my knee is swollen.", "Who do I call on a Sunday?", "I was hurt last Thursday."],
)
def test_a_day_of_the_past_is_no_wish(text: str) -> None:
    assert said(text, "preferred_time") == []


def test_the_price_and_the_rest_are_asked_apart() -> None:
    assert [f.value for f in said("I would like information on injections for my back and whether it is covered by Medicare.", "question")] == ["clinical", "cost"]


def test_gummies_after_which_all_pain_was_gone_are_spam() -> None:
    assert read("My knees were awful, then I found KneeJoy gummies and within a week the pain vanished. Click here for a free jar, limited time!") == ()


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("I slipped getting out of the bath and my hip hurts.", "mechanism", "slipped getting out of the bath"),
        ("My feet burn since my second covid our doctor says.", "mechanism", "second covid"),
        ("My neck hurts. That was on May sixteenth.", "duration", "since:--05"),
        ("Nine months of golfer's elbow.", "duration", "P9M"),
        ("Coccyx pain since delivery 1 year before.", "duration", "P1Y"),
        ("Could you see my knee? Sofia and Milan Petrov", "person_name", "Milan Petrov"),
        ("My knee hurts and I have lost 20 lbs without trying.", "red_flag", "weight loss"),
        ("I tore my A C L and it buckles.", "diagnosis", "tore acl"),
        ("My hip hurts. Three spinal surgeries so far.", "procedure", "surgery"),
        ("Surgeon: hip arthroscopy. Me: no.", "procedure", "arthroscopy"),
    ],
)
def test_more_ways_of_saying_it(text: str, kind: str, value: str) -> None:
    assert value in [f.value for f in said(text, kind)]


def test_another_one_is_no_score_and_a_name_in_an_address_no_name() -> None:
    text = "My shoulder pain is back, I'd like another one if I can get it. It helped. anke.petersen@example.de"
    assert (said(text, "pain_score"), said(text, "person_name")) == ([], [])


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("My tailbone hurts. I had a baby four months ago.", "duration", ["P4M"]),
        ("I was helping my cousin carry a bath two weeks ago and hurt my bicep.", "duration", ["P2W"]),
        ("She has had shin splints for over a year.", "duration", ["P1Y"]),
        ("It was fine until this summer, now the hip aches.", "duration", ["since:this summer"]),
        ("I felt something tear in my right calf.", "diagnosis", []),
        ("The tendon injury is 2 years old. I am 66 and a diabetic.", "age", [66]),
        ("It is too painful, and I'm too young for a new hip at 44.", "age", [44]),
        ("Nobody's done any X rays.", "procedure", ["x-ray"]),
        ("Is it true for knees? I am 41, Brazil.", "person_name", []),
        ("I'm Pieter from Cape Town and my knee clicks.", "person_name", ["Pieter"]),
        ("It is the ankle. Mornings are better.", "preferred_time", ["mornings"]),
        ("Left knee pain 7/10 since May, Tuesday afternoons, insurance Aetna", "preferred_time", ["tuesday afternoons"]),
        ("My knee is stiff, mornings, and worse after tennis.", "preferred_time", []),
    ],
)
def test_what_belongs_to_whom_and_to_what(text: str, kind: str, values: list[object]) -> None:
    assert [f.value for f in said(text, kind)] == values


def test_the_one_without_a_side_is_the_single_joint_not_the_fingers() -> None:
    assert {f.value: f.side for f in said("My wrist was broken. Now my fingers are stiff. Right one.", "body_site")} == {"wrist": "right", "finger": "unstated"}


def test_a_spiritual_herbalist_is_spam() -> None:
    assert read("Hello dear, I am a spiritual herbalist. I cured my neighbour's arthritis with herbs. Contact me on WhatsApp for any sickness.") == ()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("I could do after 5 on weekdays.", ["after 5 on weekdays"]),
        ("Any weekday in March would make me happy.", ["Any weekday in March"]),
        ("I'm through town every other Thursday.", ["every other Thursday"]),
        ("Mum can have the boys Monday afternoons.", ["Monday afternoons"]),
        ("Please ring after dark.", ["after dark"]),
        ("Could I come on a Tuesday or Friday?", ["Tuesday or Friday"]),
        ("It is stiffest in the mornings and I play golf on Sundays.", []),
        ("Will I be able to play on Friday?", []),
    ],
)
def test_the_longest_words_of_a_time_are_the_wish_and_a_habit_is_none(text: str, when: list[str]) -> None:
    assert [f.quote.removeprefix("a ") for f in said(text, "preferred_time")] == when


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("I broke my ankle in May when I fell down the fire escape.", "mechanism", ["fell down the fire escape"]),
        ("I am a cook, 44 years. My knee hurts.", "age", [44]),
        ("STENOSIS AND SCOLIOSIS. I AM 83.", "diagnosis", ["stenosis", "scoliosis"]),
        ("It was plated the next day.", "procedure", ["fracture fixation"]),
        ("I've been on disability since two thousand eleven and my back hurts.", "duration", []),
        ("My knee aches, a 3 most of the day but 7 if I kneel.", "pain_score", [{"min": 3, "max": 3}, {"min": 7, "max": 7}]),
        ("Is prolotherapy used for this, and could I have an appointment?", "question", ["clinical", "logistics"]),
    ],
)
def test_what_ends_where_the_next_thing_begins(text: str, kind: str, values: list[object]) -> None:
    assert [f.value for f in said(text, kind)] == values


def test_whether_an_operation_is_needed_is_nobodys_offer() -> None:
    assert [f.status for f in said("Please suggest whether surgery is necessary.", "procedure")] == ["considered"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Could I come after 5pm on a weekday?", "preferred_time", "after 5pm on a weekday"),
        ("The sooner the better, I am free now.", "preferred_time", "the sooner the better"),
        ("We would fly in any week in February except the 10th-14th.", "preferred_time", "any week in february except the 10th-14th"),
        ("Could I come after 5pm on a weekday?", "question", "logistics"),
        ("I stand for 12 hrs. How many sessions would I need?", "question", "clinical"),
        ("A cost estimate would be appreciated.", "question", "cost"),
        ("Looking for an appointment for my husband (46, roofer): both shoulders ache.", "about", "husband"),
        ("I take metformin + insulin.", "medication", "insulin"),
    ],
)
def test_what_was_once_read_past(text: str, kind: str, value: str) -> None:
    assert value in [f.value for f in said(text, kind)]


def test_time_off_that_nobody_can_afford_is_not_how_long_it_has_lasted() -> None:
    assert said("My knee aches. I cannot afford to be off 4 months.", "duration") == []
    assert [f.status for f in said("The rheumatologist excluded gout in my toe.", "diagnosis")] == ["ruled_out"]
