"""A sign that must be seen at once is seen however it is said, and is not seen where it is denied, asked about or long past."""

from __future__ import annotations

import pytest

from frontdesk.intake.facts import read

SAID = (
    "Since yesterday I can't feel between my legs and I wet myself this morning.",
    "I cant control my bladder since the fall.",
    "My bladder stopped working on Sunday",
    "I can not feel when I need to pee",
    "I have no control over my bowels any more",
    "There is numbness in my groin and buttocks",
    "My private area has gone numb",
    "my bottom and inner thighs are numb since last night",
    "I am numb around my anus",
    "I don't feel the toilet paper when I wipe",
    "When I wipe I can't feel it",
    "I have lost control of my bowel",
    "I keep wetting myself",
    "I had an accident in my pants twice since the disc went",
    "I'm running a temperature of 39.2 and the knee is hot",
    "My knee is bright red, hot and I'm shivering",
    "The joint swelled up like a balloon overnight and is hot to the touch",
    "knee is red and hot with fever of 101.5",
    "I have a temp of 102",
    "fever since Sunday",
    "My left calf is swollen and painful after the long flight",
    "my calf suddenly became hard and swollen",
    "calf is twice the size of the other",
    "Right lower leg swelled up overnight and is warm",
    "My leg is swollen, red and tender behind the knee since the flight",
    "I get short of breath walking to the bathroom since my injection",
    "sharp chest pain when I breathe in",
    "I can hardly breathe",
    "My foot drags when I walk since Monday",
    "I can't lift my toes any more",
    "My foot flops",
    "I've got a drop foot on the right",
    "I drop everything, my hands don't work any more",
    "I can no longer button my shirt",
    "I can't move my legs",
    "my legs buckle under me since yesterday and both are numb",
    "pus is coming out of the injection site",
    "The wound from my injection is weeping and smells",
    "injection site is red, swollen and oozing",
    "I have lost 20 pounds without trying and have night sweats",
    "wet the bed twice this week",
    "he can't hold his urine",
    "my husband can't pee since this morning",
    "I haven't been able to pee since last night",
    "unable to urinate since the surgery",
    "lost all feeling down there",
    "numb in the saddle area",
    "I have had fevers and chills and my back hurts badly",
    "feverish with a swollen ankle that is hot",
    "my knee is hot to touch and swollen like a melon",
    "my shoulder is hot and I have a fever after the cortisone shot",
    "Since the injection on Monday my knee is swollen, hot, and I can't bend it",
)
NOT_SAID = (
    "I don't have a fever.",
    "No loss of bladder or bowel control.",
    "no saddle numbness, no foot drop",
    "I had a blood clot in my calf in 2010.",
    "My bladder was removed in 2015",
    "Is chest pain a side effect of PRP?",
    "I can't feel any improvement",
    "my hand hurts when I hold a cup",
    "I use hot packs and a red light lamp",
    "swelling in my ankle comes and goes",
    "It's a hot topic",
    "I wet shave",
    "Hot baths help my hip",
    "I wanted to lose weight: lost 20 pounds on semaglutide",
    "The knee swells after running",
    "Denies fever, chills, night sweats",
    "my doctor asked about numbness between the legs, but I have none",
    "My legs are tired at night",
    "I temper my expectations",
    "numb toes since surgery years ago",
    "I cannot lift my arm",
    "can't hold a plank",
    "I have had a fever every winter for years",
    "What are the side effects? Chest pain?",
    "Fever: no. Chills: no.",
    "My knee is swollen and hot packs help",
)


def flags(text: str) -> list[str]:
    return [f.quote for f in read(text) if f.kind == "red_flag"]


def test_what_must_be_seen_at_once_is_seen_however_it_is_said() -> None:
    assert [text for text in SAID if not flags(text)] == []


def test_what_is_denied_asked_about_or_long_past_brings_nobody_to_the_top() -> None:
    assert {text: found for text in NOT_SAID if (found := flags(text))} == {}


@pytest.mark.parametrize("text", ["my knee is hot " * 1300, "swollen " * 2500, "can't " * 3300, "calf is " * 2500])
def test_a_long_message_of_one_word_is_read_at_once(text: str) -> None:
    assert len(flags(text)) <= 1
