"""Whole tellings, one fact looked for in each, and what must not be read out of the same words."""

from __future__ import annotations

import pytest

from frontdesk.intake.facts import read


@pytest.mark.parametrize(
    ("text", "kind", "value", "status"),
    [
        ("My knee is sore since I twisted it at my nephew's wedding in June.", "duration", "since:--06", "stated"),
        ("It started when I was lifting a boiler, so that would be the second week of March.", "duration", "since:--03", "stated"),
        ("Since my hysterectomy in 2018 I've had pain at the pubic bone.", "duration", "since:2018", "stated"),
        ("Knocked off my bicycle, a crash on 9/14, and the shoulder is still sore.", "duration", "since:--09-14", "stated"),
        ("My hip aches. Oh, maybe seven months?", "duration", "P7M", "stated"),
        ("The pain began all at once, it all started when I was lifting a piano.", "mechanism", "lifting a piano", "stated"),
        ("i fell from stairs doctor gave me a cushion. my tail bone hurts", "mechanism", "fell from stairs", "stated"),
        ("Neck pain, rear ended 10/23/2024, no fracture.", "mechanism", "rear ended", "stated"),
        ("Pain goes down my leg. I'd say eight.", "pain_score", {"min": 8, "max": 8}, "present"),
        ("My neck cracks. Pain 5 avg.", "pain_score", {"min": 5, "max": 5}, "present"),
        ("Both thumbs ache and I don't want the trapeziectomy they offered.", "procedure", "trapeziectomy", "offered"),
        ("The doctors here advise core decompression for my hip.", "procedure", "core decompression", "offered"),
        ("I was told by two surgeons that my shoulder needs replacing.", "procedure", "joint replacement", "offered"),
        ("Torn ligament in the elbow. Tommy John is what I'm trying to avoid.", "procedure", "ligament reconstruction", "considered"),
        ("Chronic elbow pain, failed CSI x1.", "procedure", "cortisone injection", "done"),
        ("Neck fusion C5-6 2004. Now the levels above hurt.", "procedure", "fusion", "done"),
        ("No surgery, physio did not help my shoulder.", "procedure", "physical therapy", "done"),
        ("Would you look at the CT?", "procedure", "ct", "done"),
        ("I have had back pain for years, my knee hurts too. My brother had the same thing fused.", "procedure", "fusion", "someone_else"),
        ("She is on methotrexate injections weekly.", "medication", "methotrexate injections", "current"),
        ("I run a garden centre and my back hurts.", "occupation", "run a garden centre", "stated"),
        ("The hip is my dad's. His name is Karl Ode, mine Ulla.", "person_name", "Ulla", "stated"),
        ("I would like to refer Mr K. Sandor (57) with a sore shoulder.", "person_name", "K. Sandor", "stated"),
        ("Husband (62, farmer) has had sore knees for years.", "about", "husband", "stated"),
        ("Free for a consultation first thing in the morning.", "preferred_time", "first thing in the morning", "stated"),
        ("I've got a hot swollen big toe since last night.", "red_flag", "hot swollen joint", "stated"),
        ("Could PRP be done on thinners and what does one shot run?", "question", "cost", "stated"),
        ("My knee hurts. What doctors in Ohio do it?", "question", "logistics", "stated"),
        ("How fast can you get me in?", "question", "logistics", "stated"),
        ("Sore neck from typing all day. What kind of doctor should I see", "question", "logistics", "stated"),
        ("does medicaid cover these shots for my knees", "question", "cost", "stated"),
        ("Is stem cell therapy useful in my case. My hips are involved.", "question", "clinical", "stated"),
        ("Latarjet vs Bankart, which one has less recurrence?", "procedure", "latarjet", "considered"),
        ("The injection you gave me in August helped my knee.", "procedure", "injection", "done"),
        ("The shot took it from an eight down to a three.", "pain_score", {"min": 8, "max": 8}, "past"),
        ("My hip hurts. It's about a five. At night, seven.", "pain_score", {"min": 7, "max": 7}, "present"),
        ("My knee hurts and they took my gallbladder out last year.", "procedure", "cholecystectomy", "done"),
        ('Voicemail: "Hi, this is Delia Marsh, I got pain in my ribs two years ago and it has never left me. Call me back."', "duration", "P2Y", "stated"),
        ("Sore elbow.\nInjections: none\nMRI: no", "procedure", "injection", "none"),
        ("Sore elbow.\nInjections: none\nMRI: no", "procedure", "mri", "none"),
        ("I saw your article on dextrose. My finger is loose.", "procedure", "prolotherapy", "considered"),
        ("My back hurts. Mum says surgery, I say wait.", "procedure", "surgery", "considered"),
        ("He won't go for the MRI, my husband. His shoulder is sore.", "procedure", "mri", "offered"),
        ("Sore hip. Dr Amos saw me. He wants me to have decompression.", "procedure", "decompression", "offered"),
        ("Is prolozone good for my knee?", "procedure", "prolozone", "considered"),
        ("Left shoulder, tried steroid x2.", "procedure", "cortisone injection", "done"),
        ("My neighbour had his hip done last year, my knee is the trouble.", "procedure", "joint replacement", "someone_else"),
        ("Fell on ice Feb, tailbone sore ever since.", "duration", "since:--02", "stated"),
        ("My wrist has hurt for the past year and a half.", "duration", "P18M", "stated"),
        ("Chewing hurts. Could it be slipping rib syndrome?", "diagnosis", "slipping rib syndrome", "suspected"),
        ("Google says de Quervain's, or intersection syndrome.", "diagnosis", "intersection syndrome", "suspected"),
        ("No sugar, no BP. Right hip pain.", "diagnosis", "bp", "ruled_out"),
        ("It was fine until I slipped on wet tiles in June.", "mechanism", "slipped on wet tiles", "stated"),
        ("My thigh burns, it came on six months ago during pregnancy.", "mechanism", "pregnancy", "stated"),
        ("I was hit by a car aged 24 and I'm 40 now. My shin aches.", "age", 40, "stated"),
        ("Hola, soy Lucia Ferrer, tengo 45 anos. Pain in the knee.", "age", 45, "stated"),
        ("Hola, soy Lucia Ferrer, tengo 45 anos. Pain in the knee.", "person_name", "Lucia Ferrer", "stated"),
        ("My hip aches. What do you charge?\nViele Gr\u00fc\u00dfe Regula Brandt", "person_name", "Regula Brandt", "stated"),
        ("Daughter, 14, shoulders keep popping out.", "about", "daughter", "stated"),
        ("Sore knees. Call after 2, not between 12 and 1.", "preferred_time", "call: not between 12 and 1", "stated"),
        ("Hip pain, I'm 57. 02 5550 5512", "phone", "0255505512", "stated"),
        ("Daughter in law is 31 and cannot turn in bed.", "about", "daughter-in-law", "stated"),
        ("my mother 69 yrs has sore knees", "age", 69, "stated"),
        ("Sir is stem cell useful at her age and what is total expenditure", "question", "cost", "stated"),
        ("Sore since my second baby.", "mechanism", "second baby", "stated"),
        ("I could come Monday morning or Thursday afternoon.", "preferred_time", "monday morning", "stated"),
        ("I could come Monday morning or Thursday afternoon.", "preferred_time", "thursday afternoon", "stated"),
        ("Sore hip. Mon-Thu after 3", "preferred_time", "mon-thu after 3", "stated"),
        ("The best time to reach me is 7-8pm.", "preferred_time", "call: 7-8pm", "stated"),
        ("A horse stood on my foot in March, still sore.", "mechanism", "a horse stood on my foot", "stated"),
        ("I was assaulted in 2019 and my jaw clicks.", "mechanism", "assaulted", "stated"),
        ("I strained it starting the lawnmower.", "mechanism", "starting the lawnmower", "stated"),
        ("It'll be three years in March that my hip hurts.", "duration", "P3Y", "stated"),
        ("Since the start of lockdown my neck is stiff.", "duration", "since:the start of lockdown", "stated"),
        ("Sent on behalf of Mr Arthur Penhaligon who has a sore hip.", "person_name", "Arthur Penhaligon", "stated"),
        ("Mrs P Willoughby here, about my hip.", "person_name", "P Willoughby", "stated"),
        ("The patient, Olu Adeyinka, has knee pain.", "person_name", "Olu Adeyinka", "stated"),
        ("Waiting on an ultrasound for my shoulder.", "procedure", "ultrasound scan", "offered"),
        ("Can ozone shrink the disc?", "question", "clinical", "stated"),
        ("Pain's 3 first thing and 8 after the milking.", "pain_score", {"min": 3, "max": 3}, "present"),
    ],
)  # fmt: skip
def test_each_telling_gives_its_fact(text: str, kind: str, value: object, status: str) -> None:
    assert (value, status) in [(f.value, f.status) for f in read(text) if f.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i have sever pain in my tail bone", "diagnosis"),
        ("Pt's wife called about his hip.", "procedure"),
        ("I am a nurse so I know the risks.", "question"),
        ("Just had my second Durolane injection, my knee is better.", "mechanism"),
        ("I cracked my elbow on the bath tub.", "diagnosis"),
        ("I want the injection without steroid.", "medication"),
        ("MRI of the shoulder shows fatty infiltration.", "medication"),
        ("Twisted my ankle hiking down Mt Si.", "diagnosis"),
        ("I am enquiring about my mother-in-law who has arthritis in her hands.", "question"),
        ("Can you take me off your mailing list please", "question"),
        ("My wife broke her wrist. The cast came off in April.", "duration"),
        ("I had three steroid epidurals (3) and physio.", "pain_score"),
        ("I run marathons, well I used to. It hurts under the kneecap.", "mechanism"),
        ("My foot has started dragging since yesterday.", "mechanism"),
        ("Wrist splints help a bit.", "body_site"),
        ("The cyst behind my knee was drained in May and is back.", "duration"),
        ("Knees are shot. on SSDI since 09.", "duration"),
        ("Tylenol for the hip, two in the morning.", "pain_score"),
        ("I am a physiotherapist and would like to refer a patient to you.", "occupation"),
        ("Dr Okoro, you treated my sister for her heel.", "person_name"),
    ],
)  # fmt: skip
def test_what_the_same_words_do_not_say_is_not_read(text: str, kind: str) -> None:
    assert [f for f in read(text) if f.kind == kind] == []


def test_a_short_name_of_a_joint_is_not_found_in_a_mountain() -> None:
    assert [f.value for f in read("My knee popped hiking down Mt Si.") if f.kind == "body_site"] == ["knee"]


def test_a_dogs_hip_and_the_height_of_a_shoulder_are_no_complaints_of_the_writer() -> None:
    assert [f.status for f in read("My dog has hip dysplasia, but I write because my back is sore.") if f.kind == "diagnosis"] == ["someone_else"]
    assert [f.value for f in read("Strengthen glutes, said my physio. I can't lift my right arm above shoulder height.") if f.kind == "body_site"] == ["other"]


def test_a_labrum_beside_a_hip_is_the_hips() -> None:
    assert [f.value for f in read("Sore right hip. Will prolotherapy heal the labrum?") if f.kind == "body_site"] == ["hip"]


def test_who_trips_over_the_dog_still_speaks_of_their_own_hip() -> None:
    assert [(f.value, f.side) for f in read("I tripped over the dog and landed on my left hip.") if f.kind == "body_site"] == [("hip", "left")]


def test_a_short_form_of_the_name_above_is_no_second_person() -> None:
    assert [f.value for f in read("My name is Margaret Dunne, my jaw aches.\nThanks, Maggie") if f.kind == "person_name"] == ["Margaret Dunne"]
