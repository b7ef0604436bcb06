"""A morning with other people's files: each looked at before it is kept, columns put right once, words that are a message after all."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from frontdesk.domain.inquiry import Tab
from frontdesk.services import imports, inquiries, patients
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

FORM = (
    "Wer,Erreichbar,Worum geht es?,Notiz\n"
    "Nora Winkler,nora.winkler@example.org,My right shoulder has ached since I fell off my bike in May. Could PRP help?,I can come in the mornings only\n"
    "Ted Brandt,ted.brandt@example.org,I have had low back pain for two years and physiotherapy did not settle it.,I can come after four on most days\n"
)  # fmt: skip
PEOPLE = "Last name,First name,DOB,Cell,Merk\nAmsel,Karla,1970-04-12,(512) 555-0171,Weaver\nBruch,Otto,1958-09-30,(512) 555-0172,Tiler\n"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:s\nSUMMARY:Supervision\nDTSTART;TZID=America/Chicago:20261201T080000\nDURATION:PT1H\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def bring(hands, tmp_path):
    def chosen(**files: str):
        paths = []
        for name, text in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_text(text, encoding="utf-8")
            paths.append(str(path))
        hands.window.context.choose_files = lambda parent: paths
        hands.press("Ctrl+I", "Return")
        hands.wait(quiet=0.5)
        return hands.section("import").cards

    return chosen


def todo(hands) -> list[str]:
    return [row.inquiry.name for row in hands.ask(lambda desk: inquiries.inbox(desk, tab=Tab.TODO))]


def words(one) -> str:
    return " ".join(label.text() for label in one.findChildren(Paragraph))


def test_a_form_is_shown_before_it_is_kept_and_taken_in_with_one_key(hands, bring):
    before = todo(hands)
    (one,) = bring(form_csv=FORM)
    assert (one.state, one.line.whole) == ("seen", "Form export (CSV): 2 to answer")
    assert todo(hands) == before
    hands.press("Return")
    hands.wait(quiet=0.5)
    assert one.line.whole.startswith("Taken in.")
    assert {"Nora Winkler", "Ted Brandt"} <= set(todo(hands))
    hands.press("Ctrl+Z")
    assert todo(hands) == before


def test_what_the_desk_says_of_a_column_is_followed_now_and_the_next_time(hands, bring):
    (one,) = bring(form_csv=FORM)
    box = one._chosen[3]
    box.setCurrentIndex(box.findData("skip"))
    one.take.click()
    hands.wait(quiet=0.5)
    rows = hands.ask(lambda desk: [row.inquiry for row in inquiries.inbox(desk, tab=Tab.TODO)])
    nora = next(one for one in rows if one.name == "Nora Winkler")
    assert "shoulder" in nora.text
    assert "mornings" not in nora.text
    (again,) = bring(form_csv=FORM.replace("Nora Winkler,nora.winkler", "Ute Lang,ute.lang"))
    assert "1 known already" in again.line.whole
    assert not again._chosen


def test_a_table_of_patients_is_taken_in_by_the_columns_that_the_desk_confirms(hands, bring):
    (one,) = bring(people_csv=PEOPLE)
    assert "2 new patients" in one.line.whole
    assert not hands.ask(lambda desk: patients.search(desk, text="Amsel Karla"))
    box = one._chosen[4]
    box.setCurrentIndex(box.findData("occupation"))
    hands.press("Ctrl+Return")
    hands.wait(quiet=0.5)
    assert hands.ask(lambda desk: patients.search(desk, text="Amsel Karla"))[0].patient.occupation == "Weaver"
    assert "2 patients" in hands.snack
    (again,) = bring(people_csv=PEOPLE)
    assert "2 known already" in again.line.whole

    # A calendar that does not say whose it is would keep everybody's time free: the desk says whose, and sees what comes of it.
    again.leave.click()
    hands.wait()
    (one,) = bring(times_ics=CALENDAR)
    seen = lambda card: " ".join(label.whole for label in card.findChildren(PlainLabel))  # noqa: E731 (read twice)
    assert "Supervision, 2026-12-01 08:00, everybody" in seen(one)
    box = next(box for box in one.findChildren(Combo) if box.accessibleName() == "Whose calendar it is")
    box.setCurrentIndex(2)
    box.activated.emit(2)
    hands.wait(quiet=0.5)
    assert "Supervision, 2026-12-01 08:00, Dr Brandt" in seen(one)
    one.take.click()
    hands.wait(quiet=0.5)
    (block,) = [block for block in hands.ask(lambda desk: desk.house().blocks) if block.name == "Supervision"]
    assert block.clinician_id == 2


def test_several_files_are_each_told_and_one_is_left_out(hands, bring):
    long = f"Name,E-mail,Message\n{'Ab ' * 240},ab@example.org,{FORM.split(',')[6]} it is for my left knee\n"
    before = len(todo(hands))
    first, second, third, fourth = bring(a_csv=FORM, b_csv=PEOPLE, c_pdf="%PDF-1.7 nothing", d_csv=long)
    assert (first.holds, second.holds, third.holds, fourth.holds) == (True, True, False, True)
    assert fourth.findChildren(PlainLabel)[-1].width() > fourth.width() // 2  # a name of 700 letters leaves room for the words
    assert "This is a PDF" in words(third)
    assert not third.take.isVisible()
    second.leave.click()
    hands.press("Ctrl+Return")
    hands.wait(quiet=0.5)
    assert (first.state, fourth.state) == ("done", "done")
    assert hands.snack.startswith("2 files: 3 inquiries brought in")
    assert hands.focus is hands.section("import").on
    assert len(todo(hands)) == before + 3
    hands.press("Ctrl+Z")
    hands.wait(quiet=0.5)
    assert len(todo(hands)) == before, "one undo for both files"
    assert not hands.ask(lambda desk: patients.search(desk, text="Amsel Karla"))


def test_words_that_do_not_read_like_a_message_are_one_where_the_desk_says_so(hands, bring):
    before = todo(hands)
    hands.press("Ctrl+I")
    QGuiApplication.clipboard().setText("Knee, left. Tuesday. Olga Reiter")
    hands.press("Ctrl+V")
    hands.wait(quiet=0.5)
    (one,) = hands.section("import").cards
    assert not one.holds
    next(b for b in one.findChildren(type(one.take)) if "message" in b.text()).click()
    hands.wait(quiet=0.5)
    assert len(todo(hands)) == len(before) + 1


def test_a_pasted_message_is_read_like_any_other(hands):
    hands.press("Ctrl+I")
    QGuiApplication.clipboard().setText("Name: Olga Reiter\nE-mail: olga@example.org\nMessage: My left knee hurts when I climb stairs. May I come on Tuesday?")
    hands.press("Ctrl+V")
    hands.wait(quiet=0.5)
    hands.press("Return")
    hands.wait(quiet=0.5)
    assert "Olga Reiter" in todo(hands)


def test_dropped_files_are_shown_like_chosen_ones(hands, tmp_path):
    (tmp_path / "form.csv").write_text(FORM, encoding="utf-8")
    hands.press("Ctrl+I")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "form.csv"))])
    section = hands.section("import")
    section.dropEvent(QDropEvent(QPointF(400, 400), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    hands.wait(quiet=0.5)
    assert [one.line.whole for one in section.cards] == ["Form export (CSV): 2 to answer"]


def test_what_was_refused_can_be_looked_at_again(hands, bring, tmp_path):
    broken = 'Name,Email,Message\nA B,"a@example.org,knee, and more, and more\nC D,c@example.org,My elbow hurts\n'
    bring(broken_csv=broken)
    hands.press("Return")
    hands.wait(quiet=0.5)
    hands.press("R")
    hands.wait(quiet=0.5)
    kept = hands.ask(lambda desk: imports.refused_pieces(desk))
    assert kept[0][0] == "broken.csv"
    section = hands.section("import")
    assert any("quotation mark" in label.text() for label in section.findChildren(Paragraph))


def test_articles_in_other_words_are_told_as_new_editions(hands, bring):
    words = "A knee that has hurt for long is looked at before anything is done about it. " * 12
    post = {"id": 1, "type": "post", "status": "publish", "link": "https://clinic.example/1", "title": {"rendered": "The knee"},
            "content": {"rendered": words}, "_links": {}}  # fmt: skip
    bring(old_json=json.dumps([post]))
    hands.press("Ctrl+Return")
    hands.wait(quiet=0.5)
    other = {**post, "content": {"rendered": f"Put anew. {words}"}}
    (card,) = bring(new_json=json.dumps([other, {**post, "id": 2}]))
    assert card.line.whole.endswith("2 articles, to be approved, 1 of them a new edition, 2 article or page")
    hands.press("Ctrl+Return")
    hands.wait(quiet=0.5)
    assert hands.snack == "new.json: 2 articles, 1 of them a new edition brought in"


def test_alerts_and_a_guardian_are_seen_before_they_are_kept_and_stand_on_the_record_after(hands, bring):
    reference = {"reference": "Patient/1"}
    resources = (
        {"resourceType": "Patient", "id": "1", "name": [{"family": "Amsel", "given": ["Karla"]}], "birthDate": "2016-04-12",
         "identifier": [{"system": "http://hl7.org/fhir/sid/us-ssn", "value": "998776655"}]},
        {"resourceType": "AllergyIntolerance", "patient": reference, "code": {"text": "Penicillin"}, "reaction": [{"manifestation": [{"text": "hives"}]}]},
        {"resourceType": "AllergyIntolerance", "patient": reference, "code": {"text": "Latex"}, "clinicalStatus": {"coding": [{"code": "resolved"}]}},
        {"resourceType": "RelatedPerson", "patient": reference, "name": [{"text": "Otto Amsel"}], "relationship": [{"text": "guardian"}]},
    )  # fmt: skip
    (one,) = bring(people_ndjson="\n".join(map(json.dumps, resources)))
    assert one.line.whole.startswith("FHIR: 1 new patient, 1 alert on a record, 1 allergy (with its patient), 1 allergy no longer so there (resolved)")
    hands.press("Return")
    hands.wait(quiet=0.5)
    (found,) = hands.ask(lambda desk: patients.search(desk, text="karla amsel"))
    record = hands.ask(lambda desk: patients.record(desk, patient_id=found.patient.id))
    assert record.patient.alerts == ("Allergy: Penicillin (hives)",)
    assert [(tie.kind, tie.name) for tie in record.details.ties] == [("Guardian", "Otto Amsel")]
    assert record.notes[0].text.splitlines()[1] == "No alert, since it is resolved there: Allergy: Latex", "what concerns safety is told first"
    assert "998776655" not in record.notes[0].text
    assert "Not kept, since it is a number of the state: national number (SSN)" in record.notes[0].text
