"""Turns of speech that were once passed over or misread, each in a sentence of its own."""

from __future__ import annotations

import pytest

from frontdesk.intake.facts import read

SAID = [
    ("I have limped since I slipped off a kerb outside the bank.", "mechanism", "slipped off a kerb outside the bank"),
    ("Shoulder pain ever since I slipped down the cellar steps.", "mechanism", "slipped down the cellar steps"),
    ("My heels have hurt since the autumn.", "duration", "the autumn"),
    ("My SI joint is unpredictable, some days its a 9 some days a 4.", "pain_score", "9"),
    ("My SI joint is unpredictable, some days its a 9 some days a 4.", "pain_score", "4"),
    ("Still on morphine patches. Pain is constant 8.", "pain_score", "8"),
    ("Please write back. - Marianne Holt, marianne.holt at example dot com", "person_name", "Marianne Holt"),
    ("Left knee pain. Mrs Edith Parr, 01632 960 118", "person_name", "Edith Parr"),
    ("Can you help my knee? Lorraine x 07700900877", "person_name", "Lorraine"),
    ("My GP muttered about a steroid jab but I am not keen.", "procedure", "steroid jab"),
    ("Dr Patel suggested removing the coccyx.", "procedure", "removing the coccyx"),
    ("Is it possible to remove the plate from my heel?", "procedure", "remove the plate"),
    ("I have had manual therapy for my back.", "procedure", "manual therapy"),
    ("i have eds hypermobile type and my hips hurt", "diagnosis", "eds hypermobile type"),
    ("I have had two accidents with my bladder this week and my back is agony.", "red_flag", "two accidents with my bladder"),
    ("Could we come on 14 December, any time?", "preferred_time", "14 December, any time"),
    ("We could be with you in the week of 12 January.", "preferred_time", "the week of 12 January"),
    ("Not for me, for my lad, 12, Osgood Schlatter in both knees.", "about", "lad"),
    ("Not for me, for my lad, 12, Osgood Schlatter in both knees.", "age", "12"),
    ("Please tell can prolotherapy tighten my shoulder", "question", "Please tell can prolotherapy tighten my shoulder"),
    ("Hip labral tear, surgery 4 years ago on L side, pain came back.", "body_site", "left"),
    ("My wrist hurts, fell snowboarding jan 2024.", "duration", "jan 2024"),
    ("After my fall down the stairs on 3 October my tailbone is killing me.", "mechanism", "fall down the stairs"),
    ("Left shoulder frozen 9 months. Can I have prolotherapy?", "diagnosis", "shoulder frozen"),
    ("Achilles tendinosis bilateral, insertional, 3 yrs.", "body_site", "both"),
    ("Torn meniscus. First two weeks of January suit me.", "preferred_time", "First two weeks of January"),
    ("Would you see a 12 year old boy with Osgood-Schlatter? Dad here.", "diagnosis", "Osgood-Schlatter"),
    ("My knee went, I fell running.", "mechanism", "fell running"),
    ("It comes back. 61 school bus driver. metformin lisinopril", "age", "61"),
    ("Now 36 and my elbow aches.", "age", "36"),
    ("my sons 9 and has heel pain", "age", "9"),
    ("my sons 9 and has heel pain", "about", "son"),
    ("My wrist got bit by a dog in spring.", "mechanism", "bit by a dog"),
    ("My ankles are bad from years of parkour.", "mechanism", "years of parkour"),
    ("My neck has stingers since a scrum in July.", "mechanism", "scrum"),
    ("Complaint: thumb pain\nHow long: about 5 yrs\nPain score: 6", "duration", "5 yrs"),
    ("Problem: knee pain\nSince when: March 2022", "duration", "March 2022"),
    ("Skier's thumb, Feb 2024, never healed.", "duration", "Feb 2024"),
    ("Ankle surgery. Avail after Dec 15.", "preferred_time", "after Dec 15"),
    ("My shoulder hurts. I could fly over in the second half of January.", "preferred_time", "the second half of January"),
    ("I have one in each foot, the left is larger.", "body_site", "both"),
    ("I am diabetic and 55. My knee hurts.", "age", "55"),
    ("It started after I had the baby. She's five months old. I'm thirty three, I'm home right now.", "age", "thirty three"),
    ("I also take fish oil and St John's wort for my knee.", "medication", "St John's wort"),
]
UNSAID = [
    ("My knee is bad. metformin lisinopril", "person_name"),
    ("Schulter links. Bin Maler, 48.", "person_name"),
    ("My elbow hurts. I would prefer a late afternoon slot, Mon-Thu.", "person_name"),
    ("My chest hurts. Police officer, Austin TX. cell (512) 555-0119.", "person_name"),
    ("Both knees, works Mon-Wed. Number 01632 960177", "person_name"),
    ("I fell, I put my hand out. No knee pain.", "body_site"),
    ("I'm a student writing a paper on tendon healing.", "body_site"),
    ("I have tmj, splint therapy done.", "procedure"),
    ("I am a 26 y/o massage therapist with wrist pain.", "procedure"),
    ("Both knees are bad. I had a heart attack in 2009, so I'm on Plavix.", "duration"),
    ("Leg pain. I have taken 60000 iu weekly for 8 weeks.", "duration"),
    ("I tried three ganglion impar blocks for my tailbone.", "diagnosis"),
    ("I am a physio and one of my patients has knee pain.", "procedure"),
    ("Phone: 555 0100\nWhat is the problem? Right hip, 2 years\nWhen can you come? Not Fridays", "question"),
    ("Told TKR is the only option but my brother died after his.", "about"),
    ("Achilles pain, keen fell runner, 49.", "mechanism"),
    ("My elbow is still 4/10 after training.", "mechanism"),
    ("Her physio Karen recommended asking about prolotherapy for her knee.", "diagnosis"),
    ("The surgeon wants to replace my hip in January.", "duration"),
    ("Pain in my right heel. Marathon on 26 April so would love to be sorted by then.", "duration"),
    ("Pain in my right heel. Marathon on 26 April so would love to be sorted by then.", "mechanism"),
    ("My elbow is worse. I was told 6 weeks. It's now 14.", "duration"),
    ("My elbow is worse. I was told 6 weeks. It's now 14.", "age"),
    ("Our fitter fell from a ladder and hurt his wrist. HR, Nordlund Ltd, hr@nordlund.example", "person_name"),
    ("Son is 16 and tore his ACL.", "person_name"),
    ("I had a spinal fusion in 2015, then hardware removal in 2018.", "occupation"),
]


@pytest.mark.parametrize(("text", "kind", "words"), SAID)
def test_it_is_heard(text: str, kind: str, words: str) -> None:
    found = [fact for fact in read(text) if fact.kind == kind]
    assert words in {part for fact in found for part in (fact.quote, fact.side)}, found


@pytest.mark.parametrize(("text", "kind"), UNSAID)
def test_what_nobody_said_is_not_heard(text: str, kind: str) -> None:
    assert [fact.quote for fact in read(text) if fact.kind == kind] == []


def test_what_became_of_it_and_who_may_answer() -> None:
    (jab,) = (fact for fact in read("My GP muttered about a steroid jab but I am not keen.") if fact.kind == "procedure")
    assert jab.status == "offered"
    assert next(fact.value for fact in read("Are you able to see NHS patients?")) == "logistics"
    taken = read("I take Lyrica, and I was on Cymbalta, but I stopped that.")
    assert [(fact.quote, fact.status) for fact in taken] == [("Lyrica", "current"), ("Cymbalta", "stopped")]
    assert [fact.side for fact in read("My right knee was replaced. No, the left is fine.") if fact.kind == "body_site"] == ["right"]
    assert next(fact.value for fact in read("What is the recovery time, and can I drive?") if fact.kind == "question") == "clinical"
    assert next(fact.quote for fact in read("I tore my ACL playing football and never had it fixed.") if fact.kind == "mechanism") == "playing football"
    kinds = {text: next(fact.value for fact in read(text) if fact.kind == "question") for text in ("My neck hurts. Any evenings?", "Stiff hips. Just wondering if anything you do might ease it.")}
    assert list(kinds.values()) == ["logistics", "clinical"]


@pytest.mark.parametrize(("text", "statuses"), [
    ("My specialist says my next options are more surgery, then fusion, then replacement; not very rosy.", ["offered"] * 3),
    ("I had an arthroscopy, then a fusion, then hardware removal.", ["done"] * 3),
    ("I was told a fusion was next, but then I had a replacement.", ["offered", "done"]),
])  # fmt: skip
def test_what_is_listed_one_after_the_other_is_all_offered_or_all_done(text: str, statuses: list[str]) -> None:
    assert [fact.status for fact in read(text) if fact.kind == "procedure"] == statuses


def test_who_says_it_is_no_treatment_and_what_is_only_listed_was_tried() -> None:
    def told(text: str) -> dict[str, str]:
        return {fact.quote: fact.status for fact in read(text) if fact.kind in ("procedure", "diagnosis")}

    assert told("Her physio Karen recommended asking about prolotherapy.") == {"prolotherapy": "considered"}
    assert told("PRP into the adductor once (London), no change.")["PRP"] == "done"
    assert told("Knee pain. Night splint, GTN patches, high volume injection.")["injection"] == "done"
    assert set(told("PRP, stem cells, prolotherapy?").values()) == {"considered"}
    assert told("Numb hands, carpal tunnel they think.")["carpal tunnel"] == "suspected"
    assert told("Surgery jan 2024 went well, but my knee hurts.")["Surgery"] == "done"
    assert told("My right knee was replaced. No, the left is fine.")["replaced"] == "done"
    assert told("Do I need to have my knee replaced?")["replaced"] == "considered"
    assert told("My ankle: surgery (groove deepening) Oct 2023, still snapping.")["surgery"] == "done"
    assert told("Would PRP be an alternative to trapeziectomy, which my surgeon has proposed?")["trapeziectomy"] == "offered"


@pytest.mark.parametrize(("text", "signs"), [
    ("I cannot feel my inner thighs since yesterday and I have trouble peeing, low back pain for years.", {"saddle numbness", "bladder or bowel loss"}),
    ("I have had trouble peeing for years and my knee hurts.", set()),
    ("I'm having trouble controlling my bowels.", {"bladder or bowel loss"}),
    ("I dont have any control of my wee since this morning.", {"bladder or bowel loss"}),
    ("My toe is dragging when I walk, for 3 days.", {"foot drop"}),
    ("The wound from the surgery last week has opened and is weeping.", {"infection"}),
    ("There's yellow stuff coming out of the injection site.", {"infection"}),
    ("The redness is spreading up my leg from the injection site.", {"infection"}),
    ("The scar is white and the knee hurts.", set()),
])  # fmt: skip
def test_what_must_be_seen_at_once_is_heard_however_long_something_else_has_lasted(text: str, signs: set[str]) -> None:
    assert {fact.value for fact in read(text) if fact.kind == "red_flag"} == signs
