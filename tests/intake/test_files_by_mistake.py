"""Which file is it? Told by what stands in it, whatever it is called, however it was saved, and where it is none that can be read, why. All people are invented."""

from __future__ import annotations

import gzip
import time
import zipfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from json import dumps
from pathlib import Path

import pytest

from frontdesk.domain.encoding import text_of
from frontdesk.exchange import reading as records
from frontdesk.intake import reading as messages

TODAY = date(2026, 11, 25)
FORM = "Name,Email,Phone,Message,Date\r\nJörg Maaß,joerg@example.org,+49 30 5550147,\"Mein Knie schmerzt, seit März\",2026-11-14 09:30\r\n"
MAIL = "From: Ann Lee <ann@example.org>\r\nTo: desk@clinic.example\r\nSubject: Knee\r\nDate: Sat, 14 Nov 2026 10:00:00 +0000\r\nMessage-ID: <a1@example.org>\r\n\r\nMy knee hurts.\r\n"
EXPORT = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Knees</title>'
    "<wp:post_id>3</wp:post_id><wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author><![CDATA[Ann Lée]]></wp:comment_author><wp:comment_content>"
    "<![CDATA[My knee hurts]]></wp:comment_content><wp:comment_approved>0</wp:comment_approved></wp:comment></item></channel></rss>"
)
PATIENT = {"resourceType": "Patient", "id": "p1", "name": [{"family": "Lee", "given": ["Ann"]}], "birthDate": "1980-02-03"}
FHIR_XML = '<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"><entry><resource><Patient><id value="p1"/><name><family value="Lee"/><given value="Ann"/>' \
           '<given value="May"/></name><birthDate value="1980-02-03"/></Patient></resource></entry></Bundle>'  # fmt: skip
ADT = "MSH|^~\\&|A|B|C|D|20261114||ADT^A04|1|P|2.3\rPID|1||123^^^H^MR||LEE^ANN||19800203|F|||1 Main St^^Chicago^IL^60601||312-555-0100\r"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nTEL:312 555 0100\nEND:VCARD\n"
TABLE = "Last Name;First Name;DOB;Phone\nŻak;Łucja;03.02.1980;+48 22 5550147\nLee;Ann;13.12.1975;030 5550148\n"
EVENT = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T090000Z\r\nDTEND:20261201T100000Z\r\nSUMMARY:Busy\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@dataclass(frozen=True)
class Read:
    """What came of a file: names of those who wrote or are put on file, titles of entries, what was counted apart, why pieces were refused."""

    names: list[str]
    texts: list[str]
    apart: dict[str, int]
    refused: list[str]


@pytest.fixture
def read(tmp_path: Path):
    def reader(content: str | bytes, name: str = "file.txt") -> Read:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if records.kind_of(path, today=TODAY):
            parts = list(records.parse(path, records.Asked(TODAY, TODAY, TODAY.replace(year=2027))))
            names = [p.patient.name for part in parts for p in part.people]
            texts = [e.title for part in parts for e in part.events]
        else:
            parts = list(messages.parse(path))
            names = [a.name for part in parts for a in part.arrivals]
            texts = [a.text for part in parts for a in part.arrivals]
        apart = {kind: sum(p.kept_apart.get(kind, 0) for p in parts) for part in parts for kind in part.kept_apart}
        return Read(names, texts, apart, [piece.reason for part in parts for piece in part.refused])

    return reader


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "mac_roman", "cp850"])
def test_a_form_is_read_in_whatever_encoding_it_was_saved(read, encoding: str):
    found = read(FORM.encode(encoding), "export.csv")
    assert (found.names, found.texts, found.refused) == (["Jörg Maaß"], ["Mein Knie schmerzt, seit März"], [])


@pytest.mark.parametrize(("encoding", "words"), [
    ("cp1250", "Łukasz Żak, boli mnie łokieć od miesiąca"), ("iso8859_2", "Boli mnie łokieć, proszę o wizytę, ścięgno"), ("koi8_r", "Болит левое колено после падения"),
    ("cp1253", "Πονάει το γόνατό μου"), ("cp1252", "My knee’s bad – “really” bad"), ("cp1252", "¿Dónde está la habitación? Mañana"), ("mac_roman", "El niño mañana"),
    ("cp1252", "un café"), ("cp1250", "Příliš žluťoučký kůň"),
])  # fmt: skip
def test_alphabets_of_one_byte_are_told_apart_by_how_words_are_written(encoding: str, words: str):
    assert text_of(words.encode(encoding)) == words


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250"])
def test_a_table_of_patients_is_read_in_whatever_encoding_it_was_saved(read, encoding: str):
    assert read(TABLE.encode(encoding), "patients.csv").names == ["Łucja Żak", "Ann Lee"]


@pytest.mark.parametrize(("content", "names"), [(FORM, ["Jörg Maaß"]), (MAIL, ["Ann Lee"]), (EXPORT, ["Ann Lée"]), (CARD, ["Ann Lee"]), (ADT, ["ANN LEE"]),
                                                (dumps(PATIENT), ["Ann Lee"]), (TABLE, ["Łucja Żak", "Ann Lee"])])  # fmt: skip
@pytest.mark.parametrize("name", ["file.json", "file.csv", "file.ics", "FILE", "file.xml.txt", "file.eml"])
def test_the_name_of_a_file_says_nothing(read, name: str, content: str, names: list[str]):
    assert read(content, name).names == names


def zipped() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("form.csv", FORM)
    return packed.getvalue()


@pytest.mark.parametrize(("content", "words"), [
    (gzip.compress(FORM.encode()), "compressed"), (zipped(), "ZIP"), (b"", "empty"), (b"\xef\xbb\xbf", "empty"), (b"\r\n \r\n", "empty"), (b"\0" * 4096, "empty"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture"), (b"%PDF-1.7 ...", "PDF"), (bytes((n * 7919 + n * n) % 256 for n in range(9000)), "not text"),
    ("{\\rtf1 hello}", "rich text"), ("<!DOCTYPE html><html><body>Hello, my knee hurts</body></html>", "web page"), ("2026-11-14 INFO start\n2026-11-14 INFO stop\n", "plain text"),
    ("PID|1||123^^^H^MR||LEE^ANN||19800203|F\r", "MSH"), ('<!DOCTYPE Patient [<!ENTITY a "b">]><Patient xmlns="http://hl7.org/fhir"><id value="&a;"/></Patient>', "DOCTYPE"),
])  # fmt: skip
def test_what_cannot_be_read_says_in_words_what_it_is(read, content: str | bytes, words: str):
    found = read(content)
    assert found.names == []
    assert len(found.refused) == 1
    assert words in found.refused[0]


@pytest.mark.parametrize("saved", [
    MAIL.encode("utf-16"), MAIL.replace("\r\n", "\r\r\n").encode(), MAIL.replace("\r\n", "\r").encode(), b"\xef\xbb\xbf" + MAIL.encode(), b"\r\n\r\n" + MAIL.encode(),
    MAIL.replace("\r\n", "\n").encode(),
])  # fmt: skip
def test_a_mail_saved_by_an_editor_is_the_mail_it_was(read, saved: bytes):
    found = read(saved, "mail.txt")
    assert found.names == ["Ann Lee"]
    assert found.texts[0].endswith("My knee hurts.")
    assert "desk@clinic.example" not in found.texts[0]


def test_a_mailbox_keeps_the_line_that_only_looks_like_a_beginning(read):
    box = "From ann@example.org Sat Nov 14 10:00:00 2026\n" + MAIL.replace("\r\n", "\n") + "\nFrom here on it hurt more.\n>From the start it was bad.\n\n" \
          "From bo@example.org Sat Nov 14 11:00:00 2026\nFrom: Bo Ek <bo@example.org>\nSubject: Elbow\n\nMy elbow.\n"  # fmt: skip
    found = read(box)
    assert found.names == ["Ann Lee", "Bo Ek"]
    assert "From here on it hurt more.\nFrom the start it was bad." in found.texts[0]


def test_a_mail_of_ten_thousand_parts_and_one_nested_five_hundred_deep_are_read_at_once(read):
    head = MAIL.split("\r\n\r\n")[0] + "\r\nMIME-Version: 1.0\r\n"
    many = "".join(f"--B\r\nContent-Type: text/plain\r\n\r\n{'My knee hurts.' if not n else f'part {n}'}\r\n" for n in range(10_000))
    assert read(f"{head}Content-Type: multipart/mixed; boundary=B\r\n\r\n{many}--B--").texts[0].startswith("My knee hurts.")
    nest = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(500))
    assert read(f"{head}{nest}Content-Type: text/plain\r\n\r\nMy knee hurts.\r\n").names == ["Ann Lee"]


@pytest.mark.parametrize("content", [
    EXPORT.encode("utf-16"), EXPORT.encode("cp1252"), b"\xef\xbb\xbf" + EXPORT.encode(), EXPORT.replace("<title>Knees", "<title>Knees & hips").encode(),
    EXPORT.replace('"1.0"?', '"1.0" encoding="ISO-8859-1"?').encode("latin-1"), EXPORT.replace('"1.0"?', '"1.0" encoding="x-nobody"?').encode(),
    EXPORT.replace("hurts", "hurts\x0b").encode(), ("<html><head></head>" + EXPORT).encode(),
])  # fmt: skip
def test_an_export_is_read_in_any_encoding_and_with_its_usual_faults(read, content: bytes):
    found = read(content)
    assert (found.names, found.apart) == (["Ann Lée"], {"article or page": 1})


def test_an_export_in_an_encoding_of_many_bytes_is_read_by_what_it_names(read):
    content = EXPORT.replace('"1.0"?', '"1.0" encoding="gb2312"?').replace("Ann Lée", "安娜").encode("gbk")
    assert read(content).names == ["安娜"]


def test_a_spreadsheet_that_is_a_web_page_is_the_table_it_shows(read):
    page = "<html><body><h1>Entries</h1><table><tr><th>Name</th><th>Email</th><th>Message</th></tr><tr><td>Ann&nbsp;Lee</td><td>ann@example.org</td>" \
           "<td>Hip<br>pain &amp; knee</td></tr></table></body></html>"  # fmt: skip
    found = read(page, "entries.xls")
    assert (found.names, found.texts) == (["Ann Lee"], ["Hip\npain & knee"])


@pytest.mark.parametrize("content", [
    '[{"name":"Ann Lee","email":"ann@example.org","message":"Hip",},]', '{"name":"Ann Lee","email":"ann@example.org","message":"Hip"}\n',
    '[{"name":"Ann Lee","email":"ann@example.org","message":"Hip"},{"name":"Bo","email":"bo@exa',
])  # fmt: skip
def test_json_edited_by_hand_or_broken_off_gives_its_whole_entries(read, content: str):
    assert read(content).names == ["Ann Lee"]


def test_a_title_and_a_second_header_over_a_table_of_patients_are_passed_over(read):
    found = read("Patient list as of 2026-11-01\n\nLast Name,First Name,DOB\nLee,Ann,1980-02-03\nLast Name,First Name,DOB\n")
    assert (found.names, found.apart) == (["Ann Lee"], {"title line": 1, "header again": 1})
    assert read("Patient,,Contact,\nLast Name,First Name,DOB,Phone\nLee,Ann,1980-02-03,312 555 0100\n").names == ["Ann Lee"]


def test_a_bundle_that_breaks_off_gives_the_patients_before(read):
    whole = dumps({"resourceType": "Bundle", "entry": [{"resource": PATIENT}, {"resource": {**PATIENT, "id": "p2", "name": [{"text": "Bo Ek"}]}}]})
    found = read(whole[:-40])
    assert found.names == ["Ann Lee"]
    assert len(found.refused) == 1


def test_resources_as_xml_are_the_people_they_would_be_as_json(read):
    assert read(FHIR_XML).names == ["Ann May Lee"]


@pytest.mark.parametrize("message", [ADT.replace("\r", "\n"), ADT.replace("\r", "\r\n"), f"\x0b{ADT}\x1c\r", ADT.replace("|", "#").replace("^", "*").replace("~", "%"),
                                     f"FHS|^~\\&|A\rBHS|^~\\&|A\r{ADT}BTS|1\rFTS|1\r", ADT[:100], "Log of today\n\n" + ADT.replace("\r", "\n")])  # fmt: skip
def test_messages_of_hl7_are_read_in_any_frame_and_with_any_marks(read, message: str):
    assert read(message).names == ["ANN LEE"]


def test_a_card_copied_out_of_a_message_is_read_with_its_inset(read):
    assert read("\n\n" + "".join(f"  {line}\n" for line in CARD.splitlines())).names == ["Ann Lee"]


@pytest.mark.parametrize("content", [EVENT.encode("utf-16"), EVENT[:-27].encode(), EVENT.replace("\r\n", "\n\n").encode(), ("My calendar:\n\n" + EVENT).encode(),
                                     EVENT.split("\r\n", 2)[2].encode()])  # fmt: skip
def test_calendars_are_read_as_far_as_they_go(read, content: bytes):
    assert read(content).texts == ["Busy"]


SCRIPT = "<script>alert(1)</script>Bobby"


@pytest.mark.parametrize("content", [
    EXPORT.replace("Ann Lée", SCRIPT), EXPORT.replace("<![CDATA[Ann Lée]]>", SCRIPT), EXPORT.replace("<![CDATA[Ann Lée]]>", SCRIPT.replace("<", "&lt;")),
    dumps([{"id": 9, "post": 7, "author_name": SCRIPT, "content": {"rendered": "knee"}, "link": "https://clinic.example/a"}]),
    dumps([{"name": SCRIPT, "email": "bo@example.org", "message": "knee"}]), f'Name,Email,Message\n"{SCRIPT}",bo@example.org,my knee hurts\n',
    MAIL.replace("Ann Lee", f'"{SCRIPT}"'), MAIL.replace("Ann Lee", SCRIPT), f"Name: {SCRIPT}\nEmail: bo@example.org\nMessage: My knee hurts, please call me",
])  # fmt: skip
def test_a_name_with_tags_in_it_is_kept_as_it_stands(read, content: str):
    assert read(content).names == [SCRIPT]


def test_words_within_a_script_are_kept_where_nothing_else_was_written_or_it_never_ends(read):
    comment = {"id": 9, "post": 7, "author_name": "Bo", "link": "https://clinic.example/a"}
    said = [{**comment, "id": n, "content": words} for n, words in enumerate(("<script>my knee</script>", "<p>Hello</p><title>my knee hurts", "<b>knee</b><style>p{}</style>"), 1)]
    assert read(dumps(said)).texts == ["my knee", "Hello\n\nmy knee hurts", "knee"]


ROWS = "Lee,Ann,1980-02-03,312 555 0100\n{}\nZak,Lucja,1975-12-13,030 5550148\n"


@pytest.mark.parametrize("row", ['"Ek,Bo,1975-12-13,030 5550148', 'Ek,"Bo,1975-12-13,030 5550148', 'Ek,Bo,1975-12-13,"030 5550148', '"Ek","Bo,"1975-12-13","030 5550148"'])
@pytest.mark.parametrize("above", ["", "\n\nPatient list\n"])
def test_a_quote_that_never_closes_costs_its_own_row_of_patients_which_is_named(tmp_path: Path, row: str, above: str):
    path = tmp_path / "patients.csv"
    for text in (ROWS.format(row), f"{row}\n"):
        path.write_text(f"{above}Last Name,First Name,DOB,Phone\n{text}")
        assert records.kind_of(path, today=TODAY) == "csv"
        parts = list(records.parse(path, records.Asked(TODAY, TODAY, TODAY.replace(year=2027))))
        pieces = [p for part in parts for p in part.refused]
        line = text.splitlines().index(row) + 2 + above.count("\n")
        assert [(p.where, p.content) for p in pieces] == [(f"line {line}", row)]
        assert [p.patient.name for part in parts for p in part.people] == (["Ann Lee", "Lucja Zak"] if "Lee" in text else [])


def test_two_quotes_that_never_close_do_not_join_the_rows_between_them(read):
    row = '"Ek,Bo,1975-12-13,030 5550148\n'
    found = read(f"Last Name,First Name,DOB,Phone\n{row}Lee,Ann,1980-02-03,312 555 0100\n{row}{row}Zak,Lucja,1975-12-13,030 5550148\n")
    assert (found.names, len(found.refused)) == (["Ann Lee", "Lucja Zak"], 3)


def test_a_line_of_three_million_signs_in_a_table_of_patients_takes_no_time(read):
    begun = time.process_time()
    assert len(read("Last Name,First Name,DOB,Phone\nLee,Ann,1980-02-03," + "x" * 3_000_000 + "\n").refused) <= 3
    assert time.process_time() - begun < 5


def test_lines_within_a_cell_and_odd_signs_do_not_part_a_row_of_patients(read):
    found = read('Last Name,First Name,DOB,Notes\nLee,Ann,1980-02-03,"one\n\ntwo"\nEk,Bo,1975-12-13,5\'10" tall\x0b\u2028more\n"Zak","Lucja "Lu"","1975-12-13",""\n')
    assert (found.names, found.refused) == (["Ann Lee", "Bo Ek", 'Lucja "Lu" Zak'], [])


def test_comments_under_no_article_and_after_what_is_nested_too_deep_are_read(read):
    comment = EXPORT[EXPORT.index("<wp:comment>") : EXPORT.index("</item>")]
    bare = EXPORT.replace(comment, "").replace("</channel>", f"{comment}</channel>")
    assert (read(bare).names, read(bare).apart) == (["Ann Lée"], {"article or page": 1})
    assert read(EXPORT.replace("<wp:comment>", "<a>" * 100 + "</a>" * 100 + "<wp:comment>")).names == ["Ann Lée"]


def test_a_table_of_a_web_page_without_closing_tags_is_read(read):
    assert read("<html><table><tr><td>Name<td>Email<td>Message<tr><td>Ann Lee<td>ann@example.org<td>knee</table>").names == ["Ann Lee"]
