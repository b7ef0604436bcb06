"""Form entries as JSON, as webhooks, as PHP's data and as Formidable's XML, through the file they come in. All people are invented."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.inquiry import Arrival, Piece
from frontdesk.intake import reading
from frontdesk.intake.forms import json_file, php

WORDS = "My left knee gives way on stairs."
GRAVITY = [{"id": "17", "form_id": "4", "date_created": "2026-11-20 15:12:44", "is_starred": "0", "ip": "203.0.113.9", "source_url": "https://clinic.example/contact/", "created_by": None, "status": "active",
            "1.2": "", "1.3": "Nadia", "1.6": "Okafor", "2": "nadia@example.org", "3": "(312) 555-0148", "4": WORDS + " It began with a fall in May.", "5.1": "knee", "5.2": "hip", "6.1": "1", "6.2": "I agree.", "6.3": "2"}]
GRAVITY_WITH_LABELS = {"entries": [{"form_id": "4", "date_created": "2026-11-20 15:12:44", "id": "17", "1.3": "Nadia", "1.6": "Okafor", "2": "nadia@example.org", "3": "312-555-0148", "4": WORDS, "5": "Cello"}],
                       "form": {"id": 4, "title": "Contact", "fields": [{"id": 1, "label": "Name", "type": "name", "inputs": [{"id": "1.3", "label": "First"}]}, {"id": 2, "label": "Email", "type": "email"},
                                                                        {"id": 3, "label": "Phone", "type": "phone"}, {"id": 4, "label": "Story", "type": "textarea"}, {"id": 5, "label": "Instrument", "type": "text"}]}}  # fmt: skip
WPFORMS = {"entries": [{"entry_id": "41", "form_id": "9", "date": "2026-11-12 10:15:00", "fields": json.dumps({"1": {"name": "Name", "value": "Nadia Okafor", "id": 1, "type": "name", "first": "Nadia", "last": "Okafor"},
           "2": {"name": "Email", "value": "nadia@example.org", "id": 2, "type": "email"}, "3": {"name": "Phone", "value": "312-555-0148", "id": 3, "type": "phone"}, "4": {"name": "Comment or Message", "value": WORDS, "id": 4, "type": "textarea"}})}]}  # fmt: skip
NINJA = {"data": [{"id": 3, "form_id": 1, "fields": [{"id": 1, "key": "name", "label": "Name", "type": "textbox", "value": "Nadia Okafor"}, {"id": 2, "key": "email", "label": "Email", "type": "email", "value": "nadia@example.org"},
                   {"id": 3, "key": "phone", "label": "Phone", "type": "phone", "value": "312-555-0148"}, {"id": 4, "key": "message", "label": "Message", "type": "textarea", "value": WORDS}]}]}  # fmt: skip
JOTFORM = {"responseCode": 200, "content": [{"id": "6084250982513018472", "form_id": "24323", "created_at": "2026-11-10 10:00:00", "ip": "203.0.113.9", "answers": {
    "1": {"name": "header", "order": "1", "text": "Contact us", "type": "control_head"}, "3": {"name": "fullName", "text": "Full Name", "type": "control_fullname", "answer": {"first": "Nadia", "last": "Okafor"}, "prettyFormat": "Nadia Okafor"},
    "4": {"name": "email", "text": "E-mail", "type": "control_email", "answer": "nadia@example.org"}, "5": {"name": "phone", "text": "Phone Number", "type": "control_phone", "answer": {"area": "312", "phone": "555-0148"}},
    "6": {"name": "typeA6", "text": "Your message", "type": "control_textarea", "answer": WORDS}, "2": {"name": "submit", "text": "Submit", "type": "control_button"}}}]}  # fmt: skip
TYPEFORM_HOOK = {"event_id": "01H", "event_type": "form_response", "form_response": {"form_id": "lT4Z3j", "token": "a3a12ec67a1365927098a606107fac15", "submitted_at": "2026-11-15T10:04:00Z", "definition": {"id": "lT4Z3j", "fields": [
    {"id": "q1", "title": "What is your name?", "type": "short_text", "ref": "r1"}, {"id": "q2", "title": "Email", "type": "email", "ref": "r2"}, {"id": "q3", "title": "Phone", "type": "phone_number", "ref": "r3"},
    {"id": "q4", "title": "What brings you here?", "type": "long_text", "ref": "r4"}, {"id": "q5", "title": "Which joint?", "type": "multiple_choice", "ref": "r5"}]}, "answers": [
    {"type": "text", "text": "Nadia Okafor", "field": {"id": "q1", "type": "short_text", "ref": "r1"}}, {"type": "email", "email": "nadia@example.org", "field": {"id": "q2", "type": "email", "ref": "r2"}},
    {"type": "phone_number", "phone_number": "312-555-0148", "field": {"id": "q3", "type": "phone_number", "ref": "r3"}}, {"type": "text", "text": WORDS, "field": {"id": "q4", "type": "long_text", "ref": "r4"}},
    {"type": "choice", "choice": {"label": "knee"}, "field": {"id": "q5", "type": "multiple_choice", "ref": "r5"}}]}}  # fmt: skip
TYPEFORM_PAGE = {"total_items": 1, "page_count": 1, "items": [{"landing_id": "21085286190ffad1248d17c4135ee56f", "token": "21085286190ffad1248d17c4135ee56f", "submitted_at": "2026-11-15T10:04:00Z", "metadata": {"user_agent": "M"},
                 "answers": [dict(one) for one in TYPEFORM_HOOK["form_response"]["answers"]]}]}  # type: ignore[index]
ELEMENTOR = {"form": {"id": "a1", "name": "Contact"}, "fields": {"name": {"id": "name", "type": "text", "title": "Name", "value": "Nadia Okafor", "raw_value": "Nadia Okafor"}, "email": {"id": "email", "type": "email", "title": "Email", "value": "nadia@example.org"},
             "f3": {"id": "f3", "type": "tel", "title": "Tel", "value": "312-555-0148"}, "message": {"id": "message", "type": "textarea", "title": "Message", "value": WORDS}},
             "meta": {"date": {"title": "Date", "value": "November 24, 2026"}, "page_url": {"title": "Page URL", "value": "https://clinic.example/contact/"}, "remote_ip": {"title": "Remote IP", "value": "203.0.113.9"}}}  # fmt: skip
HUBSPOT = {"results": [{"submittedAt": 1763800000000, "pageUrl": "https://clinic.example/contact", "values": [{"name": "firstname", "value": "Nadia", "objectTypeId": "0-1"}, {"name": "lastname", "value": "Okafor", "objectTypeId": "0-1"},
           {"name": "email", "value": "nadia@example.org", "objectTypeId": "0-1"}, {"name": "phone", "value": "312-555-0148", "objectTypeId": "0-1"}, {"name": "message", "value": WORDS, "objectTypeId": "0-1"}]}], "paging": {"next": {"after": "x"}}}  # fmt: skip
PLAIN = {"your-name": "Nadia Okafor", "your-email": "nadia@example.org", "your-tel": "312-555-0148", "your-message": WORDS}
WRAPPED = {"success": True, "data": {"submissions": [{"_date": "2026-11-20T10:00:00Z", "name": "Nadia Okafor", "email": "nadia@example.org", "phone": "312-555-0148", "message": WORDS}]}}
FLUENT = {"id": "5", "form_id": "2", "response": json.dumps({"names": {"first_name": "Nadia", "last_name": "Okafor"}, "email": "nadia@example.org", "phone": "312-555-0148", "message": WORDS}), "source_url": "https://clinic.example/c"}
GOOGLE = {"responses": [{"responseId": "ACYDBNgFr5G8qKk2wQ", "createTime": "2026-11-14T21:04:05.123Z", "respondentEmail": "nadia@example.org", "answers": {"1a": {"questionId": "1a", "textAnswers": {"answers": [{"value": WORDS + " Since a fall in May, I think."}]}}}}]}
WEBFLOW = {"formSubmissions": [{"id": "6", "displayName": "Contact", "siteId": "s1", "dateSubmitted": "2026-11-20T16:00:00Z",
                                "formResponse": {"Name": "Nadia Okafor", "Email": "nadia@example.org", "Phone": "312-555-0148", "Message": WORDS}}], "pagination": {"limit": 25}}  # fmt: skip
FORMINATOR = [{"entry_id": "9", "date_created_sql": "2026-11-20 10:00:00", "meta_data": {
    "name-1": {"value": {"first-name": "Nadia", "last-name": "Okafor"}}, "email-1": {"value": "nadia@example.org"}, "phone-1": {"value": "312-555-0148"}, "textarea-1": {"value": WORDS}}}]  # fmt: skip
FLAMINGO = [{"id": 7, "channel": "contact-form-7", "from": "Nadia Okafor <nadia@example.org>", "fields": {"your-tel": "312-555-0148", "your-message": WORDS}, "date": "2026-11-20 10:00:00"}]
DIALECTS: dict[str, Any] = {
    "webflow": WEBFLOW, "forminator": FORMINATOR, "flamingo": FLAMINGO,
    "gravity": GRAVITY, "gravity with labels": GRAVITY_WITH_LABELS, "wpforms": WPFORMS, "ninja": NINJA, "jotform": JOTFORM, "typeform hook": TYPEFORM_HOOK, "elementor": ELEMENTOR,
    "hubspot": HUBSPOT, "plain": PLAIN, "wrapped": WRAPPED, "fluent": FLUENT, "list of one": [PLAIN],
}  # fmt: skip


def come(folder: Path, text: str | bytes) -> tuple[list[Arrival], Counter[str], list[Piece]]:
    place = folder / "entries.bin"
    place.write_bytes(text.encode() if isinstance(text, str) else text)
    arrivals, apart, refused = [], Counter[str](), []
    for batch in reading.parse(place):
        assert batch.format
        arrivals += batch.arrivals
        apart.update(batch.kept_apart)
        refused += batch.refused
    return arrivals, apart, refused


@pytest.mark.parametrize("name", DIALECTS)
def test_entries_of_each_service_become_inquiries(name: str, tmp_path: Path) -> None:
    arrivals, _, refused = come(tmp_path, json.dumps(DIALECTS[name]))
    assert refused == []
    assert [(a.name, a.email) for a in arrivals] == [("Nadia Okafor", "nadia@example.org")]
    assert "".join(filter(str.isdigit, arrivals[0].phone)) == "3125550148"
    assert WORDS in arrivals[0].text
    assert not any(word in arrivals[0].text for word in ("203.0.113", "objectTypeId", "control_", "I agree", "Submit"))


@pytest.mark.parametrize("name", DIALECTS)
def test_the_same_entries_again_have_the_same_keys_whatever_the_encoding(name: str, tmp_path: Path) -> None:
    once = come(tmp_path, json.dumps(DIALECTS[name]))[0]
    again = come(tmp_path, json.dumps(DIALECTS[name], indent=2, ensure_ascii=False).encode("utf-16"))[0]
    assert [a.key for a in once] == [a.key for a in again]


def test_labels_come_from_the_forms_definition_where_it_stands_beside_the_entries(tmp_path: Path) -> None:
    text = come(tmp_path, json.dumps(GRAVITY_WITH_LABELS))[0][0].text
    assert text == WORDS + "\n\nInstrument: Cello"
    assert come(tmp_path, json.dumps(GRAVITY_WITH_LABELS["form"]))[1] == {"form definition": 1}


def test_answers_keep_their_questions(tmp_path: Path) -> None:
    one = come(tmp_path, json.dumps(TYPEFORM_HOOK))[0][0]
    assert one.text == WORDS + "\n\nWhich joint? knee"
    assert one.written_at == datetime(2026, 11, 15, 10, 4, tzinfo=UTC)
    assert come(tmp_path, json.dumps(GRAVITY))[0][0].written_at == datetime(2026, 11, 20, 15, 12, 44, tzinfo=UTC)


def test_a_page_without_the_questions_is_read_by_what_the_answers_are(tmp_path: Path) -> None:
    one = come(tmp_path, json.dumps(TYPEFORM_PAGE))[0][0]
    assert (one.email, one.phone) == ("nadia@example.org", "312-555-0148")
    assert "Nadia Okafor" in one.text + one.name
    google = come(tmp_path, json.dumps(GOOGLE))[0][0]
    assert google.email == "nadia@example.org"
    assert WORDS in google.text


def test_one_entry_a_line_is_read_and_a_broken_line_is_refused_by_its_number(tmp_path: Path) -> None:
    arrivals, _, refused = come(tmp_path, json.dumps(PLAIN) + "\n{broken\n" + json.dumps({**PLAIN, "your-email": "bo@example.org"}) + "\n")
    assert [a.email for a in arrivals] == ["nadia@example.org", "bo@example.org"]
    assert [p.where for p in refused] == ["line 2"]


LINE = json.dumps(PLAIN)


@pytest.mark.parametrize(("text", "places"), [
    (f"{LINE}\n[1]\n5\nnull\n\n{{}}\n", ["line 2", "line 3", "line 4", "line 6"]), (f'[{LINE},5,null,[1],{{}},{{"a":null}},"x"]', [f"entry {n}" for n in range(2, 8)]),
    (f"null\n{LINE}", ["line 1"]), (f'{{"data":[{LINE},5]}}', ["entry 2"]), (f'[{LINE},5,{{"name":"b', ["entry 2", "entry 3"]),
])  # fmt: skip
def test_a_row_among_entries_that_is_none_is_refused_by_its_place_and_kept(text: str, places: list[str], tmp_path: Path) -> None:
    arrivals, _, refused = come(tmp_path, text)
    assert [a.email for a in arrivals] == ["nadia@example.org"]
    assert sorted(p.where for p in refused) == places
    assert all(p.content for p in refused)


@pytest.mark.parametrize("text", ["null", "5", "[1, 2]", '"[{\\"id\\": 3}]"'])
def test_a_file_that_is_json_without_words_is_called_json(text: str, tmp_path: Path) -> None:
    arrivals, _, refused = come(tmp_path, text)
    assert (arrivals, len(refused)) == ([], 1)
    assert "This is JSON" in refused[0].reason
    assert refused[0].content == text


def test_a_number_is_nobodys_message(tmp_path: Path) -> None:
    arrivals, apart, _ = come(tmp_path, f'{LINE}\n{{"text":5}}\n{{"id":2,"text":5}}\n')
    assert ([a.email for a in arrivals], sum(apart.values())) == (["nadia@example.org"], 2)


def test_an_empty_list_is_no_fault(tmp_path: Path) -> None:
    assert come(tmp_path, "[]")[1:] == ({"empty list of entries": 1}, [])


@pytest.mark.parametrize("text", [f"{LINE},{LINE.replace('nadia@', 'bo@')},", LINE + LINE.replace("nadia@", "bo@"), f"[{LINE}\n{LINE.replace('nadia@', 'bo@')}]",
                                  f"[{LINE}][{LINE.replace('nadia@', 'bo@')}]"])  # fmt: skip
def test_entries_without_the_brackets_or_commas_of_a_list_are_read(text: str, tmp_path: Path) -> None:
    arrivals, _, refused = come(tmp_path, text)
    assert ([a.email for a in arrivals], refused) == (["nadia@example.org", "bo@example.org"], [])


@pytest.mark.parametrize("value", [
    [["Name", "Email", "Message"], ["Nadia Okafor", "nadia@example.org", WORDS]], {"columns": ["Name", "Email", "Message"], "rows": [["Nadia Okafor", "nadia@example.org", WORDS]]},
    {"range": "A1:C2", "values": [["Name", "Email", "Message"], ["Nadia Okafor", "nadia@example.org", WORDS]]},
])  # fmt: skip
def test_a_spreadsheets_rows_as_json_are_the_table_they_are(value: Any, tmp_path: Path) -> None:
    assert [(a.name, a.email, a.text) for a in come(tmp_path, json.dumps(value))[0]] == [("Nadia Okafor", "nadia@example.org", WORDS)]


def test_what_stands_among_comments_and_is_none_is_refused(tmp_path: Path) -> None:
    comment = {"id": 9, "post": 7, "author_name": "Bo", "content": {"rendered": "<p>knee</p>"}, "link": "https://clinic.example/a"}
    arrivals, _, refused = come(tmp_path, json.dumps([comment, 5, {"id": 3}]))
    assert ([a.name for a in arrivals], [p.where for p in refused]) == (["Bo"], ["row 2", "row 3"])


def test_choices_are_told_by_their_words_and_a_person_may_be_an_object(tmp_path: Path) -> None:
    tally = {"data": {"responseId": "r", "formId": "f", "fields": [
        {"label": "Email", "type": "INPUT_EMAIL", "value": "bo@example.org"}, {"label": "Message", "type": "TEXTAREA", "value": "hip"},
        {"label": "Where", "type": "CHECKBOXES", "value": ["a", "b"], "options": [{"id": "a", "text": "Knee"}, {"id": "b", "text": "Hip"}]},
    ]}}  # fmt: skip
    assert come(tmp_path, json.dumps(tally))[0][0].text == "hip\n\nWhere: Knee, Hip"
    one = come(tmp_path, json.dumps([{"author": {"name": "Bo", "email": "bo@example.org"}, "message": "my hip", "createdAt": "2026-11-14"}]))[0][0]
    assert (one.name, one.email) == ("Bo", "bo@example.org")


def test_a_list_that_breaks_off_gives_its_whole_entries(tmp_path: Path) -> None:
    arrivals, _, refused = come(tmp_path, json.dumps([PLAIN, {**PLAIN, "your-email": "bo@example.org"}])[:-30])
    assert [a.email for a in arrivals] == ["nadia@example.org"]
    assert len(refused) == 1
    assert "bo@example.org" in refused[0].content


@pytest.mark.parametrize(("value", "kind"), [
    ([{"id": "1", "form_id": "2", "is_starred": 0, "ip": "::1", "status": "active"}], "form without answers"),
    ([{"id": "1", "form_id": "2", "1.1": "Widget", "1.2": "$1.00", "1.3": 5}], "answers without a person (survey)"),
    ({"entries": [{**PLAIN, "status": "spam"}]}, "spam"),
])  # fmt: skip
def test_entries_that_nobody_waits_for_are_counted_by_kind(value: Any, kind: str, tmp_path: Path) -> None:
    arrivals, apart, _ = come(tmp_path, json.dumps(value))
    assert arrivals == []
    assert apart == {kind: 1}


@pytest.mark.parametrize("value", [{"name": "left-pad", "version": "1.0", "description": "Pads a string", "license": "MIT"}, [1, 2, 3], {"a": {"b": []}}, "text", None, [[]], {"type": "FeatureCollection", "features": []}])
def test_json_of_something_else_is_refused_and_kept(value: Any, tmp_path: Path) -> None:
    place = tmp_path / "x.json"
    place.write_text(json.dumps(value) if isinstance(value, dict | list) else "{}")
    pieces = [p for b in reading.parse(place) for p in b.refused]
    assert len(pieces) == 1
    assert pieces[0].content


def test_a_sites_error_is_told_in_its_own_words(tmp_path: Path) -> None:
    refused = come(tmp_path, json.dumps({"code": "rest_forbidden", "message": "Sorry, you are not allowed to do that.", "data": {"status": 401}}))[2]
    assert "Sorry, you are not allowed to do that." in refused[0].reason


def test_a_key_that_stands_twice_keeps_both_values(tmp_path: Path) -> None:
    text = '{"name":"Nadia Okafor","email":"nadia@example.org","message":"one thing","message":"another thing"}'
    assert come(tmp_path, text)[0][0].text == "one thing\n\nanother thing"


HOOK = "\r\n".join(("--x", 'Content-Disposition: form-data; name="formID"', "", "24323", "--x", 'Content-Disposition: form-data; name="submissionID"', "", "6084250982513018472", "--x",
                    'Content-Disposition: form-data; name="webhookURL"', "", "https://desk.example/hook?key=1", "--x", 'Content-Disposition: form-data; name="pretty"', "", "Name:Nadia Okafor, E-mail:nadia@example.org", "--x",
                    'Content-Disposition: form-data; name="rawRequest"', "", json.dumps({"slug": "submit/1", "q3_fullName": {"first": "Nadia", "last": "Okafor"}, "q4_email": "nadia@example.org", "q5_message": WORDS + " Why: stairs, mostly"}),
                    "--x--", ""))  # fmt: skip


def test_a_webhook_caught_as_it_came_is_one_entry(tmp_path: Path) -> None:
    arrivals, _, refused = come(tmp_path, HOOK)
    assert [(a.name, a.email, a.text) for a in arrivals] == [("Nadia Okafor", "nadia@example.org", WORDS + " Why: stairs, mostly")]
    assert (arrivals[0].key, refused) == ("form:id:6084250982513018472", [])
    arrivals, _, refused = come(tmp_path, "your-name=Ann+Poe&your-email=ann%40example.org&your-message=My+left+knee+hurts%0D%0Asince+May&_wpcf7=12")
    assert ([(a.name, a.email, a.text) for a in arrivals], refused) == ([("Ann Poe", "ann@example.org", "My left knee hurts\nsince May")], [])


def test_phps_own_data_is_read_and_objects_are_not(tmp_path: Path) -> None:
    field = 'a:3:{{s:8:"field_id";s:1:"{n}";s:21:"submission_data_value";s:{size}:"{value}";s:10:"field_type";s:{k}:"{kind}";}}'
    rows = [("1", "nadia@example.org", "email"), ("2", "312-555-0148", "phone"), ("3", WORDS, "paragraph-text"), ("4", "secret", "password")]
    text = f"a:{len(rows)}:{{" + "".join(f"i:{i};" + field.format(n=n, value=v, size=len(v.encode()), kind=k, k=len(k)) for i, (n, v, k) in enumerate(rows)) + "}"
    arrivals, _, refused = come(tmp_path, text)
    assert [(a.email, a.phone, a.text) for a in arrivals] == [("nadia@example.org", "312-555-0148", WORDS)]
    assert refused == []
    assert php.loads('O:8:"stdClass":0:{}') is None
    assert php.loads('a:1:{s:3:"key";s:99:"wrong length";}') == {"key": "wrong length"}
    assert php.loads("a:1:{i:0;" * 5_000) is None


FORMIDABLE = """<?xml version="1.0" encoding="UTF-8" ?>
<channel><form><id>1</id><form_key><![CDATA[contact]]></form_key><name>Contact</name>
<field><id>1</id><name><![CDATA[Name]]></name><type><![CDATA[text]]></type></field><field><id>2</id><name><![CDATA[Email]]></name><type>email</type></field>
<field><id>3</id><name><![CDATA[Tell us]]></name><type>textarea</type></field></form>
<item><id>9</id><item_key>k</item_key><created_at>2026-11-11 10:00:00</created_at><form_id>1</form_id><is_draft>0</is_draft>
<item_meta><field_id>1</field_id><meta_value><![CDATA[Nadia Okafor]]></meta_value></item_meta><item_meta><field_id>2</field_id><meta_value>nadia@example.org</meta_value></item_meta>
<item_meta><field_id>3</field_id><meta_value><![CDATA[It doesn\\'t bend.]]></meta_value></item_meta></item>
<item><id>10</id><is_draft>1</is_draft><item_meta><field_id>2</field_id><meta_value>bo@example.org</meta_value></item_meta></item></channel>"""


def test_formidables_xml_is_read_with_the_labels_of_its_forms(tmp_path: Path) -> None:
    arrivals, apart, refused = come(tmp_path, FORMIDABLE)
    assert [(a.name, a.email, a.text) for a in arrivals] == [("Nadia Okafor", "nadia@example.org", "It doesn't bend.")]
    assert apart == {"form definition": 1, "draft that was never sent": 1}
    assert refused == []
    cut = come(tmp_path, FORMIDABLE[: FORMIDABLE.index("<item><id>10")])
    assert (len(cut[0]), len(cut[2])) == (1, 1)
    assert "DOCTYPE" in come(tmp_path, FORMIDABLE.replace("<channel>", "<!DOCTYPE x><channel>"))[2][0].reason


_json = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12) | st.sampled_from(["a@example.org", "312-555-0148", '{"name":"x"}', 'a:1:{i:0;s:1:"x";}']),
                     lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["name", "email", "message", "fields", "answers", "value", "label", "type", "field", "id", "form_id", "1.3", "data", "rawRequest", "meta", "_links"]), inner, max_size=5), max_leaves=25)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(_json)
def test_no_shape_of_json_breaks_the_reader(value: Any) -> None:
    for batch in json_file.read([value], []):
        for arrival in batch.arrivals:
            assert arrival.key
            assert arrival.text or arrival.name or arrival.email or arrival.phone
