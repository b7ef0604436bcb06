"""Form exports as CSV: each plugin's dialect, and what spreadsheets and plugins do to what people typed. All people are invented."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.domain.encoding import text_of
from frontdesk.domain.inquiry import Arrival, Source
from frontdesk.intake import reading
from frontdesk.intake.forms import csv_file
from frontdesk.intake.forms.labels import kind_of
from frontdesk.intake.forms.table import records

GRAVITY = (
    "\ufeff" '"Name (First)","Name (Last)","Email","Phone","How can we help you?","Which joint?","Entry Id","Entry Date","Source Url","Post Id","User Agent","User IP"\n'
    '"Nadia","Okafor","nadia@example.org","(312) 555-0148","My left knee gives way on stairs.\nIs PRP an option?","Knee","17","2026-11-20 09:12:44",'
    '"https://clinic.example/contact/","","Mozilla/5.0","203.0.113.9"\n'
)  # fmt: skip
FLAMINGO = (
    '"your-name","your-email","your-tel","your-subject","your-message","Date"\r\n'
    '"Piet Vos","piet@example.org","(Security Alert: Suspicious content is detected. See https://contactform7.com/security-alert/ for details.) +1 312 555 0199",'
    '"Ankle","- it hurts when I walk","2026-11-19T18:03:00-06:00"'
)  # fmt: skip
CFDB7_HEADER = '\ufeffId,Date,Name,Email,Phone,Message\n'
CFDB7 = (
    CFDB7_HEADER + '7,"2026-11-18 08:00:00","Ada Lind",ada@example.org,"""+1 555 0102""","Hip pain for 3 years"\n'
    + CFDB7_HEADER + '8,"2026-11-18 09:00:00","Bo Ek",bo@example.org,"""=5550103""","Neck &amp; shoulder"\n'
)  # fmt: skip
JETPACK = (
    'Title,Source,"Response Date",1_Name,2_Email,3_Phone,4_Message,Consent,"IP Address"\n'
    'Contact,https://clinic.example/contact/,"2026-11-17 10:00:00","Uma Rao",uma@example.org,\'+13125550122,"Both thumbs, I said \\"ouch\\" twice",,203.0.113.4\n'
)  # fmt: skip
NINJA = '\ufeff"#","Date Submitted","Name","Email","Message","Areas"\n"3","11/16/2026","Ole Berg","ole@example.org","Sore Achilles","ankle,heel"\n'
TYPEFORM = (
    '#,<strong>What\u00a0is your first name?</strong>,What is your last name?,"What\'s your email, please?","What\'s your email address?",What brings you here?,'
    'Start Date (UTC),Submit Date (UTC),Network ID\n'
    'a1b2c3,Rosa,Diaz,,rosa@example.org,"Wrist, since a fall",2026-11-15 10:00:00,2026-11-15 10:04:00,9f8e7d\n'
)  # fmt: skip
GOOGLE = (
    'Timestamp,Email Address,Your name,Phone number ,What would you like to ask?\n'
    '2026/11/14 3:04:05 PM GMT-6,kim@example.org,Kim Lee ,5.125550147E+09,"Does insurance cover it? "\n'
)  # fmt: skip
KOREAN = "타임스탬프,이메일 주소,이름,연락처,문의 내용\n2026. 11. 14 오후 3:04:05,jiho@example.org,김지호,010-5555-0147,무릎이 아파요\n"
GERMAN = "Vorname;Nachname;E-Mail-Adresse;Telefonnummer;Ihre Nachricht;Datum\r\nJörg;Maaß;joerg@example.org;030 5550147;Mein Knie schmerzt seit März;14.11.2026 09:30\r\n"
HUBSPOT = "First Name,Last Name,Email,Phone Number,Message,Conversion Page,Conversion Date\nTia,Moe,tia@example.org,3125550155,Elbow pain,https://clinic.example/a,2026-11-13 10:00\n"
ELEMENTOR = '"Form Name (ID)","Submission ID","Created At","Name","Email","Message","User IP"\n"Contact (a1)","12","2026-11-12 10:00:00","Al Roe","al@example.org","My back","203.0.113.8"\n'
WPFORMS = '"Name","Email","Comment or Message","Entry ID","Entry Date"\n"Eva Holm","eva@example.org","Foot pain","41","November 12, 2026 10:15 am"\n'
FORMIDABLE = '"Name","Last","Email","Message","Timestamp","Last Updated","Created By","Draft","IP","ID","Key"\n"Jo","Ray","jo@example.org","SI joint","2026-11-11 10:00:00","","","0","203.0.113.1","5","abc12"\n'
JOTFORM = 'Submission Date,First Name,Last Name,Email,Phone Number,How may we help you?,Submission ID\n"Nov 10, 2026 10:00",Lu,Wei,lu@example.org,(312) 555-0160,Jaw pain,608425098\n'
DIALECTS = {
    "Gravity Forms": (GRAVITY, "Nadia Okafor", "nadia@example.org"), "Flamingo": (FLAMINGO, "Piet Vos", "piet@example.org"),
    "CFDB7": (CFDB7, "Ada Lind", "ada@example.org"), "Jetpack": (JETPACK, "Uma Rao", "uma@example.org"), "Ninja Forms": (NINJA, "Ole Berg", "ole@example.org"),
    "Typeform": (TYPEFORM, "Rosa Diaz", "rosa@example.org"), "Google Forms": (GOOGLE, "Kim Lee", "kim@example.org"), "(Google Forms)": (KOREAN, "김지호", "jiho@example.org"),
    "(CSV)": (GERMAN, "Jörg Maaß", "joerg@example.org"), "HubSpot": (HUBSPOT, "Tia Moe", "tia@example.org"), "Elementor": (ELEMENTOR, "Al Roe", "al@example.org"),
    "WPForms": (WPFORMS, "Eva Holm", "eva@example.org"), "Formidable": (FORMIDABLE, "Jo Ray", "jo@example.org"), "Jotform": (JOTFORM, "Lu Wei", "lu@example.org"),
}  # fmt: skip


def read(text: str) -> tuple[list[Arrival], Counter[str], list[str]]:
    arrivals, apart, refused = [], Counter[str](), []
    for batch in csv_file.read(text):
        arrivals += batch.arrivals
        apart.update(batch.kept_apart)
        refused += [piece.where for piece in batch.refused]
    return arrivals, apart, refused


@pytest.mark.parametrize("name", DIALECTS)
def test_each_plugins_export_becomes_inquiries_with_name_address_and_words(name: str) -> None:
    text, person, address = DIALECTS[name]
    assert csv_file.looks_like_table(text)
    formats = {batch.format for batch in csv_file.read(text)}
    arrivals, _, refused = read(text)
    assert name in formats.pop()
    assert refused == []
    assert (arrivals[0].name, arrivals[0].email, arrivals[0].source) == (person, address, Source.FORM)
    assert arrivals[0].text
    assert arrivals[0].written_at or arrivals[0].written_wall


@pytest.mark.parametrize("name", DIALECTS)
def test_a_second_export_of_the_same_rows_has_the_same_keys_in_another_order_of_columns(name: str) -> None:
    text = DIALECTS[name][0].lstrip("\ufeff")
    delimiter = csv_file.looks_like_table(text)
    rows = [list(record.cells) for record in records(text.replace("\ufeff", ""), delimiter)]
    turned = io.StringIO()
    csv.writer(turned, delimiter=delimiter).writerows([row[::-1] for row in rows])
    assert {a.key for a in read(text)[0]} == {a.key for a in read(turned.getvalue())[0]}


CALENDLY = (
    "User Name,User Email,Invitee Name,Invitee Email,Text Reminder Number,Event Type Name,Start Date & Time,Event Created Date & Time,Question 1,Response 1\n"
    "Dr Kim,kim@clinic.example,Nadia Okafor,nadia@example.org,(312) 555-0148,Consult,2026-12-01 02:00 pm,2026-11-20 10:00 am,What hurts?,My left knee gives way on stairs\n"
)  # fmt: skip
METFORM = "ID,mf-listing-fname,mf-listing-lname,mf-email,mf-telephone,mf-textarea,Date\n1,Nadia,Okafor,nadia@example.org,(312) 555-0148,My left knee gives way on stairs,20-Nov-2026 10:00:00\n"
UNQUOTED = "Name,Email,Phone,Message,Date\nNadia Okafor,nadia@example.org,(312) 555-0148,My left knee gives way, on stairs, since May,2026-11-20 10:00\n"


@pytest.mark.parametrize(("table", "words"), [
    (CALENDLY, "My left knee gives way on stairs"), (METFORM, "My left knee gives way on stairs"), (UNQUOTED, "My left knee gives way, on stairs, since May"),
])  # fmt: skip
def test_the_guest_is_the_person_and_no_word_of_theirs_is_lost_among_the_columns(table: str, words: str) -> None:
    ((one,), _, refused) = read(table)
    assert (one.name, one.email, one.phone, one.written_wall) == ("Nadia Okafor", "nadia@example.org", "(312) 555-0148", datetime(2026, 11, 20, 10, 0))
    assert one.text.startswith(words)
    assert "kim" not in one.email + one.name
    assert refused == []


def test_guards_against_formulas_are_taken_off_again() -> None:
    assert read(FLAMINGO)[0][0].phone == "+1 312 555 0199"
    assert read(FLAMINGO)[0][0].text == "Ankle\n\n- it hurts when I walk"
    assert [a.phone for a in read(CFDB7)[0]] == ["+1 555 0102", "=5550103"]
    assert read(JETPACK)[0][0].phone == "+13125550122"
    assert read(JETPACK)[0][0].text == 'Both thumbs, I said "ouch" twice'
    excel = 'Name,Email,Phone,Message\nAn Na,an@example.org,"=""+1 312 555 0111""",Hello there\n'
    assert read(excel)[0][0].phone == "+1 312 555 0111"


def test_a_number_a_spreadsheet_wrote_as_a_power_is_dialled_only_where_no_digit_is_lost() -> None:
    head = "Name,Email,Phone,Message\n"
    assert read(head + "A B,a@example.org,5.125550147E+09,x y\n")[0][0].phone == "5125550147"
    assert read(head + "A B,a@example.org,3125550147.0,x y\n")[0][0].phone == "3125550147"
    rounded = read(head + "A B,a@example.org,5.12555E+09,x y\n")[0][0]
    assert rounded.phone == ""
    assert "damaged by a spreadsheet: 5.12555E+09" in rounded.text


def test_a_header_repeated_after_a_thousand_rows_is_no_person() -> None:
    arrivals, apart, _ = read(CFDB7)
    assert [a.name for a in arrivals] == ["Ada Lind", "Bo Ek"]
    assert apart == {"repeated header line": 1}
    assert arrivals[1].text == "Neck & shoulder"


def test_other_answers_stay_with_the_words_under_their_own_labels() -> None:
    arrival = read(GRAVITY)[0][0]
    assert arrival.text == "My left knee gives way on stairs.\nIs PRP an option?\n\nWhich joint?? Knee".replace("??", "?")
    assert arrival.article_url == "https://clinic.example/contact/"
    assert "Mozilla" not in arrival.text
    assert "203.0.113.9" not in arrival.text


def test_a_second_date_is_the_day_that_was_asked_for() -> None:
    table = "Submission Date,Name,Email,Message,Date\n2026-11-20 09:12:44,Nadia Okafor,nadia@example.org,Left knee,2026-12-08\n"
    (one,), _, _ = read(table)
    assert one.text == "Left knee\n\nDate: 2026-12-08"


def test_times_are_read_as_the_export_means_them() -> None:
    assert read(FLAMINGO)[0][0].written_at == datetime(2026, 11, 20, 0, 3, tzinfo=UTC)
    assert read(TYPEFORM)[0][0].written_at == datetime(2026, 11, 15, 10, 4, tzinfo=UTC)
    assert read(GRAVITY)[0][0].written_wall == datetime(2026, 11, 20, 9, 12, 44)
    assert read(GOOGLE)[0][0].written_at == datetime(2026, 11, 14, 21, 4, 5, tzinfo=UTC)
    assert read(KOREAN)[0][0].written_wall == datetime(2026, 11, 14, 15, 4, 5)
    assert read(GERMAN)[0][0].written_wall == datetime(2026, 11, 14, 9, 30)
    assert read(NINJA)[0][0].written_wall == datetime(2026, 11, 16)
    day_first = "Name,Email,Message,Date\nA B,a@example.org,one two,03/11/2026\nC D,c@example.org,three,25/11/2026\n"
    assert [a.written_wall for a in read(day_first)[0]] == [datetime(2026, 11, 3), datetime(2026, 11, 25)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_the_encoding_is_found_by_the_bytes(encoding: str) -> None:
    arrival = read(text_of(GERMAN.encode(encoding)))[0][0]
    assert (arrival.name, arrival.text) == ("Jörg Maaß", "Mein Knie schmerzt seit März")


@pytest.mark.parametrize(("encoding", "words"), [("cp1251", "Болит левое колено после падения"), ("shift_jis", "膝が痛いです。予約できますか"), ("big5", "我的膝蓋很痛,請問可以預約嗎"),
                                                ("gb18030", "我的膝盖很痛,请问可以预约吗"), ("euc_kr", "무릎이 아파서 예약하고 싶습니다"), ("mac_roman", "Mein Knöchel täte weh, schönen Tag")])  # fmt: skip
def test_older_encodings_of_other_scripts_are_told_apart(encoding: str, words: str) -> None:
    assert text_of(words.encode(encoding)) == words


def test_an_unclosed_quote_costs_its_own_row_only() -> None:
    head = "Name,Email,Message\n"
    rows = 'A B,a@example.org,"my knee hurts\nC D,c@example.org,"my hip, too"\nE F,e@example.org,fine\n'
    arrivals, _, refused = read(head + rows)
    assert [a.name for a in arrivals] == ["A B", "C D", "E F"]
    assert [a.text for a in arrivals] == ["my knee hurts", "my hip, too", "fine"]
    quoted = '"A B","a@example.org","unclosed\n"C D","c@example.org","next"\n"E F","e@example.org","last"\n'
    assert [a.name for a in read(head + quoted)[0]] == ["A B", "C D", "E F"]
    lost = 'A B,"a@example.org,knee, and more, and more\nC D,c@example.org,next\n'
    arrivals, _, refused = read(head + lost)
    assert [a.name for a in arrivals] == ["C D"]
    assert refused == ["line 2"]


def test_quotes_inside_words_and_lines_inside_cells_stay_words() -> None:
    text = 'Name,Email,Message\nA B,a@example.org,He said "stop" and went\nC D,c@example.org,"one\n\n""two"", three"\n'
    assert [a.text for a in read(text)[0]] == ['He said "stop" and went', 'one\n\n"two", three']


def test_a_very_long_cell_is_kept_as_far_as_texts_are_and_the_rest_is_told() -> None:
    long = "knee " * 40_000
    arrivals, _, refused = read(f'Name,Email,Message\nA B,a@example.org,"{long}"\nC D,c@example.org,next\n')
    assert [len(a.text) for a in arrivals] == [20_000, 4]
    assert refused == ["line 2"]


def test_zeros_in_cells_and_formulas_are_harmless() -> None:
    arrivals, _, _ = read('Name,Email,Message\nA\x00 B,a@example.org,"=HYPERLINK(""http://x"",""click"")"\n')
    assert arrivals[0].name == "A B"
    assert arrivals[0].text.startswith("=HYPERLINK")


def test_two_lines_of_labels_as_surveys_have_them_are_joined() -> None:
    text = 'RespondentID,StartDate,EndDate,"Contact information",,,What can we help you with?\n,,,Name,Email Address,Phone Number,Open-Ended Response\n' \
           '11,11/01/2026 10:00,11/01/2026 10:05,Ann Poe,ann@example.org,312-555-0177,Tennis elbow\n'  # fmt: skip
    arrivals, apart, _ = read(text)
    assert [(a.name, a.email, a.phone, a.text) for a in arrivals] == [("Ann Poe", "ann@example.org", "312-555-0177", "Tennis elbow")]
    assert apart == {"second header line": 1}


def test_a_survey_without_a_person_is_counted_apart_by_that_name() -> None:
    text = "RespondentID,Do you like tea?,How much?,Age\n1,Yes,A lot,30-44\n2,No,Some,18-29\n"
    arrivals, apart, refused = read(text)
    assert (arrivals, refused) == ([], [])
    assert apart == {"answers without a person (survey)": 2}


def test_an_address_book_is_no_inquiry() -> None:
    arrivals, apart, _ = read('"Email","Full name","First name","Last name"\n"a@example.org","A B","A","B"\n')
    assert arrivals == []
    assert apart == {"address without a message": 1}


def test_labels_in_an_unknown_tongue_are_guessed_by_what_stands_below_and_that_is_told() -> None:
    rows = "".join(f"Anna Berg{'abcdefgh'[n]},anna{n}@example.org,+47 555 01 0{n},Mitt kne gjør vondt når jeg går i trapper hver dag {n}\n" for n in range(8))
    batches = list(csv_file.read("Zxq,Wvu,Tsr,Pon\n" + rows))
    arrivals = [a for b in batches for a in b.arrivals]
    assert [a.email for a in arrivals] == [f"anna{n}@example.org" for n in range(8)]
    assert arrivals[0].name == "Anna Berga"
    told = batches[-1].layouts[0]
    assert told.guessed
    assert [c.kind for c in told.columns] == ["name", "email", "phone", "message"]
    right = {told.fingerprint: {"Zxq": "answer", "Wvu": "email", "Tsr": "phone", "Pon": "message"}}
    again = list(csv_file.read("Zxq,Wvu,Tsr,Pon\n" + rows, right))
    assert not again[-1].layouts[0].guessed
    assert "Zxq: Anna Berga" in again[-1].arrivals[0].text


def test_a_table_without_a_header_is_read_by_its_cells() -> None:
    arrivals, _, _ = read("Ann Poe,ann@example.org,312-555-0177,My knee hurts when I climb the stairs at home\nBo Low,bo@example.org,312-555-0178,My hip hurts when I sleep on it at night\n")
    assert [(a.name, a.email, a.phone) for a in arrivals] == [("Ann Poe", "ann@example.org", "312-555-0177"), ("Bo Low", "bo@example.org", "312-555-0178")]


@pytest.mark.parametrize("prose", ["Hello, my knee hurts.\nThanks, Ann\n", "Hi,\n\nI would like to book, if possible, next week.\n\nBest,\nBo", "one line only", "=1+1,2\n@SUM(1),3\n+2,4\n"])
def test_prose_is_no_table(prose: str) -> None:
    assert csv_file.looks_like_table(prose) == ""


@pytest.mark.parametrize(("label", "kind"), [
    ("1_Name", "name"), ("Name (First)", "given"), ("Nom", "family"), ("E-Mail-Adresse *", "email"), ("Your Email (required)", "email"), ("*Correo electrónico:", "email"),
    ("text-message", "message"), ("Ваше сообщение", "message"), ("Do you like tea?", ""), ("Address (City)", ""), ("Home Phone", "phone"), ("<b>Phone&nbsp;Number</b>", "phone"),
    ("fullName", "name"), ("お名前", "name"), ("#", "id"), ("Submit Date (UTC)", "date"), ("I agree to the privacy policy.", "consent"),
])  # fmt: skip
def test_labels_are_understood(label: str, kind: str) -> None:
    assert kind_of(label) == kind


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=12), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_spreadsheet_writes_is_read_cell_for_cell(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    wanted = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert [record.cells for record in records(out.getvalue(), ",", width=3)] == wanted


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from('",;\n\r a@.b1=+\x00'), max_size=300))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    for batch in csv_file.read("Name,Email,Message\n" + text):
        assert all(piece.reason for piece in batch.refused)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_some_text(raw: bytes) -> None:
    text_of(raw).encode("utf-8")


SERVICES = {
    "Wix": 'Created date,First name,Last name,Email,Phone,Long answer\n"Nov 14, 2026 9:30 AM",Tia,Moe,tia@example.org,+13125550100,my knee hurts\n',
    "Zoho": '"Added Time","Name (First Name)","Name (Last Name)","Email","Multi Line"\n"14-Nov-2026 09:30:12","Tia","Moe","tia@example.org","my knee hurts"\n',
    "Cognito": "Contact_Id,Name_First,Name_Last,Email,Message,Entry_Status,Entry_DateSubmitted\n1,Tia,Moe,tia@example.org,my knee hurts,Submitted,11/14/2026 9:30:12 AM\n",
    "Formstack": "Unique ID,Time,First Name,Last Name,Email,Describe your symptoms,IP Address\n9,2026-11-14 09:30:12,Tia,Moe,tia@example.org,my knee hurts,1.2.3.4\n",
    "nobody's label": "Created,Name,Email,Wobei?\n2026-11-14,Tia Moe,tia@example.org,my knee hurts\n",
    "a title of two lines": "Contact form entries\nExported 2026-11-14\n\nName,Email,Message\nTia Moe,tia@example.org,my knee hurts\n",
    "quotes after a stroke": 'Name,Email,Message\n"Tia Moe","tia@example.org","my knee hurts"\n"Tia Moe","tia@example.org","a \\"loose\\" knee"\n',
}


@pytest.mark.parametrize("name", SERVICES)
def test_other_services_exports_are_read_by_what_stands_in_them(name: str) -> None:
    one = read(SERVICES[name])[0]
    assert (one[0].name, one[0].email) == ("Tia Moe", "tia@example.org")
    assert "my knee hurts" in one[0].text
    assert "1.2.3.4" not in one[0].text
    assert one[-1].text.replace('a "loose" knee', "").count('"') == 0


def test_a_table_whose_rows_all_have_a_stray_quote_is_one(tmp_path: Path) -> None:
    place = tmp_path / "form.csv"
    place.write_text("Name,Email,Message\n" + '"Ek,ek@example.org,hip\n' * 3)
    assert [a.email for batch in reading.parse(place) for a in batch.arrivals] == ["ek@example.org"] * 3


def test_a_file_that_breaks_off_within_a_cell_gives_what_there_is_and_says_so() -> None:
    arrivals, _, refused = read('Name,Email,Message\nAnn,ann@example.org,"my knee"\nBo,bo@example.org,"my hip hu')
    assert ([a.text for a in arrivals], refused) == (["my knee", "my hip hu"], ["line 3"])


def test_days_and_numbers_as_a_spreadsheet_keeps_them_are_read() -> None:
    one = read("Date,Name,Phone,Message\n46340.5,Ann,=+13125550100,knee\n")[0][0]
    assert (one.phone, str(one.written_wall)) == ("+13125550100", "2026-11-14 12:00:00")


@pytest.mark.parametrize(("table", "names", "words"), [
    ("Timestamp,Who are you?,How can we reach you?,Tell us what is going on\n11/20/2026 10:12:33,Marta Klein,marta@example.org,My wrist aches\n"
     "11/21/2026 11:00:00,Tim Ode,512-555-0144,Both knees ache\n", ["Marta Klein marta@example.org ", "Tim Ode  512-555-0144"], ["My wrist aches", "Both knees ache"]),
    ("Einreichungsdatum\tName - Vorname\tName - Nachname\tE-Mail\tIhr Anliegen\n20.11.2026 09:00\tKlaus\tBär\tklaus@example.org\tSchulter rechts\n",
     ["Klaus Bär klaus@example.org "], ["Schulter rechts"]),
    ("Subject;From;Date;your-name;your-email;your-message\nHelp;Ada <ada@example.org>;2026-11-20;Ada Lund;ada@example.org;Knie\n", ["Ada Lund ada@example.org "], ["Help\n\nKnie"]),
    ("Name,E-Mail,Kommentar oder Nachricht,Eintrags-ID,Eintragsdatum\nUlf Graf,ulf@example.org,Tennisarm links,12,20. November 2026 9:00\n", ["Ulf Graf ulf@example.org "],
     ["Tennisarm links"]),
    ('"Zeitstempel","E-Mail-Adresse","Ihr Name","Ihr Anliegen "\n"2026/10/09 4:15:32 PM OEZ",ute@example.de,Ute Brandt,"Knie links "\n', ["Ute Brandt ute@example.de "], ["Knie links"]),
    ("Submission Time,First name,Last name,Email,Phone,Message,Site Page,Form\n\"Oct 11, 2026, 11:59 AM\",Omar,Haddad,omar@example.org,'020 7946 0112,Frozen shoulder,Contact,Contact Us\n",
     ["Omar Haddad omar@example.org 020 7946 0112"], ["Frozen shoulder"]),
    ('"Name","Email","Your message","Timestamp","Last Updated","Draft","IP","ID","Key"\n"Gwen Hark","gwen@example.org","Tennis elbow","2026-09-30 11:02:13","2026-09-30 11:02:13","0","192.0.2.1","88","xk2"\n',
     ["Gwen Hark gwen@example.org "], ["Tennis elbow"]),
])  # fmt: skip
def test_titles_in_other_words_and_tongues_lose_nobody_and_leave_nothing_technical_in_the_words(table: str, names: list[str], words: list[str]) -> None:
    found, apart, refused = read(table)
    assert [f"{one.name} {one.email} {one.phone}" for one in found] == names
    assert [one.text for one in found] == words
    assert all(one.written_wall or one.written_at for one in found)
    assert (dict(apart), refused) == ({}, [])
