"""What a file would bring, before anything of it is kept; what the desk says of its columns; words that are taken in as a message."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.domain.inquiry import Source, State, Tab
from frontdesk.services import imports, inquiries, layouts, moving_in, patients, safekeeping
from frontdesk.services.desk import Desk

FORM = (
    "Wer,Erreichbar,Was\nNora Winkler,nora@example.org,My right shoulder has ached since I fell off my bike in May\n"
    "Ted Brandt,ted@example.org,I have had low back pain for two whole years\n"
)
PEOPLE = "Last name,First name,DOB,Merk\nAmsel,Karla,1970-04-12,Weaver\n"
MAILBOX = (
    "From news@example.org Sat Nov 14 10:00:00 2026\nFrom: Letter <news@example.org>\nSubject: Our news\nList-Unsubscribe: <https://example.org/u>\n"
    "List-Id: <news.example.org>\nDate: Sat, 14 Nov 2026 10:00:00 +0000\nMessage-ID: <n1@example.org>\n\nRead our news.\n\n"
    "From ann@example.org Sat Nov 21 10:00:00 2026\nFrom: Ann Lee <ann@example.org>\nSubject: Knee\nDate: Sat, 21 Nov 2026 10:00:00 +0000\n"
    "Message-ID: <a1@example.org>\n\nMy knee hurts.\n"
)


@pytest.fixture
def file(tmp_path: Path):
    def written(text: str) -> Path:
        path = tmp_path / "file.txt"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize(("text", "people", "patients_"), [(FORM, 2, 0), (PEOPLE, 0, 1), (MAILBOX, 1, 0), ("%PDF-1.7", 0, 0)])
def test_a_preview_tells_what_would_come_and_keeps_nothing(desk: Desk, file, text: str, people: int, patients_: int) -> None:
    before = safekeeping.check(desk).counts
    seen = imports.preview(desk, path=file(text))
    assert (seen.report.people, seen.report.patients, seen.report.dry) == (people, patients_, True)
    assert not patients_ or "born 12 Apr 1970" in seen.rows[0][1], "days stand as everywhere else"
    assert len(seen.rows) == people + patients_
    assert safekeeping.check(desk).counts == before
    done = imports.import_file(desk, path=file(text))
    assert (done.people, done.earlier, done.kept_apart, len(done.refused)) == (seen.report.people, seen.report.earlier, seen.report.kept_apart, len(seen.report.refused))
    again = imports.preview(desk, path=file(text)).report
    assert (again.people, again.patients, again.known) == (0, 0, people + patients_)


def test_messages_that_were_only_opened_go_with_the_import_and_those_worked_with_are_told(desk: Desk, file) -> None:
    imports.import_file(desk, path=file(FORM))
    came = [row.inquiry.id for row in inquiries.inbox(desk, tab=Tab.TODO)]
    assert len(came) == 2
    for one in came:
        inquiries.mark_read(desk, inquiry_id=one)
    inquiries.set_state(desk, inquiry_id=came[0], state=State.DONE)
    desk.undo()
    assert desk.undo().sentence == "Taken back: Bring in a file."
    assert not inquiries.inbox(desk, tab=Tab.TODO)

    imports.import_file(desk, path=file(FORM))
    first, _ = (row.inquiry.id for row in inquiries.inbox(desk, tab=Tab.TODO))
    other = Desk(desk.store, clock=desk.clock, who="Ben Ortiz", name="desk-2")
    inquiries.set_state(other, inquiry_id=first, state=State.DONE)
    assert desk.undo().sentence == "Taken back: Bring in a file. 1 inquiry stays: somebody has worked with it since."
    assert [[row.inquiry.id for row in inquiries.inbox(desk, tab=tab)] for tab in (Tab.TODO, Tab.DONE)] == [[], [first]]


@pytest.mark.parametrize("text", [FORM, PEOPLE])
def test_an_import_that_is_stopped_keeps_nothing(desk: Desk, file, text: str) -> None:
    before = safekeeping.check(desk).counts
    assert imports.import_file(desk, path=file(text), cancelled=lambda: True).cancelled
    assert safekeeping.check(desk).counts == before


def test_a_list_of_people_says_on_its_way_how_far_it_is_and_can_be_stopped_there(desk: Desk, file) -> None:
    heard: list[float] = []
    lines = "".join(f"{name},Ada,19{60 + n}-03-0{1 + n % 9},x\n" for n, name in enumerate(("Amsel", "Birk", "Corvin", "Drossel", "Elster", "Falk", "Geier") * 5))
    path = file("Last name,First name,DOB,Merk\n" + lines)
    report = imports.import_file(desk, path=path, progress=lambda share, words: heard.append(share), cancelled=lambda: any(heard))
    assert report.cancelled
    assert len([share for share in heard if share]) == 1
    assert 0.3 < heard[-1] < 0.9


def test_what_the_desk_says_of_a_forms_columns_is_kept_and_can_be_taken_back(desk: Desk, file) -> None:
    layout = imports.preview(desk, path=file(FORM)).report.layout
    assert layout is not None
    assert layout.guessed
    layouts.remember_form(desk, fingerprint=layout.fingerprint, kinds={"Wer": "message", "Erreichbar": "email", "Was": "name"})
    seen = imports.preview(desk, path=file(FORM))
    assert seen.rows[1] == ("I have had low back pain for two whole years", "Ted Brandt")
    assert seen.report.layout is not None
    assert not seen.report.layout.guessed
    desk.undo()
    assert imports.preview(desk, path=file(FORM)).rows[1][0] == "Ted Brandt"


def test_what_the_desk_says_of_a_tables_columns_holds_for_the_next_file_with_the_same_titles(desk: Desk, file) -> None:
    columns = moving_in.columns(desk, path=file(PEOPLE))
    layouts.remember_table(desk, columns=columns, fields={c.number: c.field for c in columns} | {3: "occupation"})
    imports.import_file(desk, path=file(PEOPLE.replace("Karla", "Otto")))
    assert patients.search(desk, text="Amsel Otto")[0].patient.occupation == "Weaver"


def test_what_was_counted_apart_of_a_mailbox_is_kept_for_another_look(desk: Desk, file) -> None:
    report = imports.import_file(desk, path=file(MAILBOX))
    assert report.refused == ()
    kept = [piece.reason for _, piece in imports.refused_pieces(desk)]
    assert kept == ["Kept apart: newsletter."] or kept == ["Kept apart: mailing list."]


def test_words_the_desk_vouches_for_become_an_inquiry_once(desk: Desk) -> None:
    first, second = (imports.take_text(desk, text="Knee, left. Tuesday. Olga Reiter") for _ in range(2))
    assert ((first.people, first.known), (second.people, second.known)) == ((1, 0), (0, 1))
    (row,) = inquiries.inbox(desk, tab=Tab.TODO)
    assert (row.inquiry.source, row.inquiry.state, row.inquiry.received_at) == (Source.FORM, State.NEW, desk.now())


def test_a_refused_piece_is_kept_once_however_often_its_file_comes_and_two_empty_files_are_two(desk: Desk, file, tmp_path: Path) -> None:
    row = '{"name":"Ann Lee","email":"ann@example.org","message":"hip"}\n[1]\n'
    assert len(imports.import_file(desk, path=file(row)).refused) == 1
    grown = tmp_path / "grown.json"
    grown.write_text(row + '{"name":"Bo","email":"bo@example.org","message":"knee"}\n')
    imports.import_file(desk, path=grown)
    assert [(name, piece.where, piece.content) for name, piece in imports.refused_pieces(desk)] == [("file.txt", "line 2", "[1]")]
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).touch()
        imports.import_file(desk, path=tmp_path / name)
    assert sorted(name for name, _ in imports.refused_pieces(desk)) == ["file.txt", "one.csv", "two.csv"]
