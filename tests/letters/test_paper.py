"""What comes out of the printer is what was meant: read back letter for letter, and measured on the page."""

from __future__ import annotations

import io
import os
import threading
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from reportlab.lib.units import mm

from frontdesk.domain.errors import Unprintable
from frontdesk.domain.person import PostalAddress
from frontdesk.letters import fonts, make_run
from frontdesk.letters.page import BODY, wrap
from tests.letters.conftest import ADDRESS, Paper, bars, head, letter, said, sheet

NAMES = {
    "markup": "Mr <Smith> & sons", "latin": "Łucja Nováková-Đorđević Ørsted", "vietnamese": "Nguyễn Thị Hồng", "greek": "Αθανασία Παπαδοπούλου",
    "cyrillic": "Жанна Щукіна", "chinese": "王小明", "japanese": "さくら カナ", "quotes": "Siobhán O’Hara-D'Arcy \"Bee\"",
    "field": "{called} %s ${name}", "mixed": "Anna 安娜 Άννα Анна", "composed": "e\u0301va Mu\u0308ller",
}  # fmt: skip


def words(text: str) -> str:
    return " ".join(fonts.clean(text).split())


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_any_script_that_can_be_set_comes_back_letter_for_letter_by_two_readers(script: str, size: str):
    name = NAMES[script]
    paper = Paper(make_run([letter(size, name=name, greeting_name=name), sheet(size, name=name)]))
    for text in (paper.text(), paper.other_text()):
        assert text.count(words(name)) >= 4  # window, greeting, sheet twice
    assert "\ufffd" not in paper.text()
    assert ".notdef" not in "".join(paper.pages)


def test_the_whole_letter_says_what_it_was_given_and_nothing_else(size: str):
    one = letter(size)
    paper = Paper(make_run([one]))
    moment = "Wednesday, December 2, 2026, at 11:00 am" if size == "Letter" else "Wednesday 2 December 2026, at 11:00"
    for words_ in (
        one.head.clinic, one.head.tagline, one.head.phone, *one.head.lines[:1], one.name, *one.address.lines, f"Dear {one.greeting_name},", one.reference, moment,
        one.clinician, one.room, one.place, one.directions, one.preparation, one.about, one.signed_by, one.signer_role, "new consultation", "intake sheet (2 pages)",
        "1 of 1",
    ):  # fmt: skip
        assert words_ in paper.text(), words_
    for wrong in ("{", "}", "None", "undefined", "null", "  ,", ", ,", "datetime"):
        assert wrong not in paper.text()


def test_the_visit_stands_in_a_box_of_its_own(size: str):
    paper = Paper(make_run([letter(size)]))
    labels = [paper.line(label) for label in ("When", "Arrive", "With", "Where")]
    assert [line.left for line in labels] == [pytest.approx(labels[0].left, abs=3)] * 4
    assert sorted(line.top for line in labels) == [line.top for line in labels]
    picture = paper.pixels(0, dots=72)
    inside = picture.getpixel((int(labels[0].left) + 40, int(labels[1].top) - 4))
    outside = picture.getpixel((30, int(labels[1].top) - 4))
    assert inside < outside == 255  # tinted, on white paper


@pytest.mark.parametrize(
    ("paper", "left", "top", "width", "height", "fold"),
    [
        # DIN lang, DIN 5008 form B: the address field's lower 27.3 mm of 45 mm, 20 mm from the left; the sheet folded at 105 mm
        ("A4", 20 * mm, (45 + 17.7) * mm, 85 * mm, 27.3 * mm, 105 * mm),
        # US #10: window 4 1/2 x 1 1/8 in, 7/8 in from the left and 1/2 in from the bottom of 4 1/8 in; the sheet folded in three
        ("Letter", 63.0, 792 / 3 - 36 - 81, 324.0, 81.0, 792 / 3),
    ],
)
@pytest.mark.parametrize(
    "address",
    [
        ADDRESS, PostalAddress("1 A Street", "", "Ely"),
        PostalAddress("4", "Flat 2", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Anglesey", "LL61 5UJ", "Wales"),
        PostalAddress("The Very Long Named Institute for Musculoskeletal Rehabilitation, Building 14", "care of the head porter", "Kyiv", "", "01001", "Ukraine"),
    ],
)  # fmt: skip
def test_the_address_lies_inside_the_window_of_the_folded_sheet(
    paper: str, left: float, top: float, width: float, height: float, fold: float, address: PostalAddress
):
    made = Paper(make_run([letter(paper, address=address)]))
    shown = [line for line in made.lines() if line.top >= top - 2 and line.bottom <= top + height + 2 and line.left < left + width]
    told = " ".join(line.text for line in shown)
    assert "Edda Brunner" in told
    for part in " ".join(address.on_paper(paper)).split():
        assert part in told or any(piece in told for piece in (part[:40], part[:20])), part
    slip = 3.0  # points by which the sheet may lie askew in its envelope
    for line in shown:
        assert left + slip <= line.left, line
        assert line.right <= left + width - slip, line
        assert top - slip <= line.top, line
        assert line.bottom <= top + height - slip, line
        assert line.bottom < fold
    for line in made.lines():  # nothing else shows through the window
        if line not in shown:
            assert line.bottom <= top + 1 or line.top >= top + height - 1 or line.left >= left + width, line


def test_without_a_postal_address_the_letter_is_to_be_handed_over(size: str):
    for lacking in (PostalAddress(), PostalAddress(city="Austin"), PostalAddress(street="1 A Street"), PostalAddress(" ", "", " ")):
        paper = Paper(make_run([letter(size, address=lacking)]))
        assert "To hand over" in paper.text()
    assert "To hand over" not in Paper(make_run([letter(size)])).text()


def test_pages_are_counted_over_the_whole_run(size: str):
    paper = Paper(make_run([letter(size), sheet(size)]))
    assert len(paper) == 3
    assert [f"{n} of 3" in paper.text(n - 1) for n in (1, 2, 3)] == [True] * 3


def test_the_page_has_the_size_of_its_paper(size: str):
    wide, high = {"A4": (595.28, 841.89), "Letter": (612, 792)}[size]
    for page in Paper(make_run([letter(size), sheet(size)])).reader.pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == (pytest.approx(wide, abs=0.1), pytest.approx(high, abs=0.1))


def test_nothing_is_cut_however_long_the_preparation_is(size: str):
    long = "\n".join(f"Point {n}: please bring what was said in paragraph {n} of our list." for n in range(120))
    paper = Paper(make_run([letter(size, preparation=long)]))
    assert len(paper) > 2
    told = paper.text()
    assert [n for n in range(120) if f"Point {n}:" not in told] == []
    for page in range(len(paper)):
        high = paper.drawn[page].get_height()
        assert all(line.left > 0 and line.right < paper.drawn[page].get_width() - 10 and line.bottom < high - 20 for line in paper.lines(page))
    assert "With kind regards," in paper.text(len(paper) - 1)


def test_a_very_long_word_is_broken_and_nothing_leaves_the_page(size: str):
    word = "x" * 900
    paper = Paper(make_run([letter(size, preparation=word, name="Y" * 200, directions="z" * 400)]))
    flat = paper.text().replace(" ", "")
    assert "x" * 900 in flat
    assert "Y" * 200 in flat
    for page in range(len(paper)):
        for line in paper.lines(page):
            assert line.right <= paper.drawn[page].get_width() - 20, line


@pytest.mark.parametrize(
    ("lacks", "named"),
    [
        ({"name": " "}, "patient's name"), ({"clinician": ""}, "clinician"), ({"place": "\u200b"}, "place"), ({"signed_by": ""}, "who signs"),
        ({"head": "phone"}, "clinic's phone"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_and_nothing_is_printed(lacks: dict[str, object], named: str):
    one = letter(**({"head": replace(head(), phone="")} if lacks.get("head") else lacks))
    with pytest.raises(Unprintable) as told:
        make_run([one])
    assert named in told.value.missing
    assert named in told.value.sentence


@pytest.mark.parametrize("name", ["김민준", "សុខា", "ܡܪܝܡ", "😀 Ann", "ꦏꦤ꧀"])
def test_a_name_whose_letters_cannot_be_set_is_said_before_printing(name: str):
    for item in (letter(name=name), sheet(name=name)):
        with pytest.raises(Unprintable) as told:
            make_run([item])
        assert "patient's name" in told.value.sentence
        assert any(sign in told.value.sentence for sign in name if sign.strip())


def test_the_intake_sheet_has_two_pages_with_the_facts_and_where_each_was_said(size: str):
    many = (
        *(said("procedure", f"treatment {n}", f"Treatment number {n}", status="done") for n in range(9)), said("pain_score", {"min": 7, "max": 8}, "7–8 of 10"),
        said("medication", "ibuprofen", "“ibuprofen”", "phone call, Wed 25 Nov"), said("question", "q", "“Could prolotherapy still help me?”"),
        said("body_site", "knee", "Knee, left"),
    )  # fmt: skip
    paper = Paper(make_run([sheet(size, facts=many)]))
    assert len(paper) == 2
    first = paper.text(0)
    for part in ("Edda Brunner", "DP-1301", "8 Feb 1963", "512 555 0188", "edda@example.org", "418 Linden Road", "Knee, left", "7–8 of 10", "ibuprofen",
                 "said in phone call, Wed 25 Nov", "said in web comment, Tue 24 Nov", "Could prolotherapy still help me?", "more in the record"):  # fmt: skip
        assert part in first, part
    shown = sum(f"Treatment number {n}" in first for n in range(9))
    assert f"and {9 - shown} more in the record" in first
    for asked in ("Allergies", "Where it hurts, and which side", "Since when", "Emergency contact"):
        assert asked in first


def test_an_empty_sheet_asks_for_everything_and_invents_nothing(size: str):
    paper = Paper(make_run([sheet(size, facts=(), birth_date=None, phone="", email="", address=PostalAddress(), visit="")]))
    assert len(paper) == 2
    assert "said in" not in paper.text()
    assert "None" not in paper.text()


def test_the_second_page_has_an_empty_body_map_front_and_back_and_the_pain_scale(size: str):
    paper = Paper(make_run([sheet(size)]))
    text = paper.text(1)
    for part in ("Front", "Back", "R", "L", "Signature", "Worst imaginable", *map(str, range(11))):
        assert part in text.split() or part in text, part
    front, back = paper.line("Front", 1), paper.line("Back", 1)
    picture = paper.pixels(1, dots=72)
    for label in (front, back):
        middle = int((label.left + label.right) / 2)
        columns = [picture.getpixel((middle + x, y)) for x in range(-80, 80) for y in range(int(label.top) - 340, int(label.top) - 20)]
        dark = sum(value < 245 for value in columns) / len(columns)
        assert 0.005 < dark < 0.12, "outlines to mark on, no filled figure"


@pytest.mark.parametrize("chart", ["DP-1301", "A1", "20260001", "MRN 77/4-b"])
def test_the_barcode_of_both_pages_decodes_to_the_chart_number(chart: str, size: str):
    paper = Paper(make_run([sheet(size, chart=chart)]))
    for page in (0, 1):
        number = next(line for line in reversed(paper.lines(page)) if chart in line.text and line.left > 300)
        wide = paper.drawn[page].get_width()
        assert bars(paper, page, left=wide - 63 - 160, right=wide - 63 + 4, y=number.top - 12) == chart


def test_a_chart_number_that_has_no_barcode_is_still_written(size: str):
    assert "Ж-1301" in Paper(make_run([sheet(size, chart="Ж-1301")])).text()


# -- hostile text


@pytest.fixture
def trap(tmp_path: Path):
    """A file that whoever opens it is caught, and a picture that would be seen."""
    from PIL import Image

    picture = tmp_path / "red.png"
    Image.new("RGB", (40, 40), "#ff0000").save(picture)
    pipe = tmp_path / "canary"
    opened: list[str] = []
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)

        def watch() -> None:
            with pipe.open("wb"):  # returns only when somebody opens the other end
                opened.append("opened")

        threading.Thread(target=watch, daemon=True).start()
    yield picture, pipe, opened
    if hasattr(os, "mkfifo"):
        at_test = list(opened)
        with pipe.open("rb"):
            pass
        assert at_test == []


def hostile(picture: Path, pipe: Path) -> list[str]:
    return [
        f'Ann <img src="{picture}"/>', f'<img src="file://{picture}" width="9000" height="9000"/>', f'<img src="{pipe}"/>', '<img src="/dev/zero"/>',
        '<a href="file:///etc/passwd">here</a>', '<a href="javascript:app.alert(1)">x</a>', '<a href="pdf:/etc/passwd">y</a>', "<onDraw name='x' label='y'/>",
        "Hi <b>bold", "José <b", "AT&T & co", "Ann <ann@x.org>", "dose <5 mg", "a < b && c > d", "&lt;&#60;&amp;", "<para><font color='[[[getattr(1)]]]'>z</font></para>",
        "\u202eevil\u202c name", "zero\u200bwidth\u00adsoft", "nul\x00bell\x07 esc\x1b[31m", "lone \ud800 surrogate", "tags \U000e0041\U000e0042", "=cmd|' /C calc'!A0",
        "{name} {0} %s %(x)s ${y}", "'; DROP TABLE patients; --", ") Tj ET (", "(((\\", "<</S/Launch>>", "e" + "\u0301" * 300, "word " * 200,
    ]  # fmt: skip


FIELDS = ("name", "greeting_name", "visit_kind", "clinician", "room", "place", "directions", "preparation", "about", "signed_by", "signer_role", "reference")


def test_hostile_text_in_every_field_prints_as_it_stands_and_does_nothing(trap):
    picture, pipe, opened = trap
    for text in hostile(picture, pipe):
        begun = time.perf_counter()
        fields = dict.fromkeys(FIELDS, text)
        address = PostalAddress(text, text, text, text, text, text)
        facts = (said("body_site", "knee", text, where=text), said("question", "q", text))
        paper = Paper(make_run([
            letter(**fields, address=address, enclosures=(text,), head=replace(head(), clinic=text, tagline=text, lines=(text, text), phone=text)),
            sheet(name=text, chart=text, phone=text, email=text, address=address, visit=text, facts=facts, head=replace(head(), clinic=text)),
        ]))  # fmt: skip
        assert time.perf_counter() - begun < 10, text
        flat = "".join(paper.text().split())
        assert flat.count("".join(words(text).split())) >= (1 if len(text) > 400 else 5), text
        told = paper.objects()
        for bad in ("/URI", "/Launch", "/JavaScript", "/JS", "/GoToR", "/EmbeddedFile", "/OpenAction", "/AA", "/Image"):
            assert bad not in told.split(), (bad, text)
        assert not any(page.images for page in paper.reader.pages), text
    assert opened == []


def test_the_metadata_of_a_letter_names_nobody():
    reader = Paper(make_run([letter(), sheet()])).reader
    told = " ".join(str(value) for value in (reader.metadata or {}).values())
    assert "Brunner" not in told
    assert "DP-1301" not in told


def test_the_same_letter_is_the_same_file_to_the_byte(size: str):
    assert make_run([letter(size), sheet(size)]) == make_run([letter(size), sheet(size)])


def test_time_is_linear_in_the_length_of_the_text():
    def measure(many: int) -> float:
        begun = time.process_time()
        make_run([letter(preparation="word and another " * many)])
        return time.process_time() - begun

    measure(500)
    short, long = measure(2_000), measure(20_000)
    assert long < 20 * max(short, 0.01)


def test_a_time_is_never_torn_at_the_end_of_a_line():
    for limit in range(20, 200, 7):
        lines = wrap("We expect you on Wednesday at 11:00 am, the door opens at 9:00 am.", limit, BODY)
        assert not [line for line in lines if line.startswith(("am", "pm"))], limit
    assert " ".join(lines) == "We expect you on Wednesday at 11:00 am, the door opens at 9:00 am."


def test_days_and_times_follow_the_clinics_country():
    american = Paper(make_run([letter("Letter")])).text()
    assert "November 24, 2026" in american
    assert "10:45 am, to complete the intake sheet" in american
    german = Paper(make_run([letter("A4", start=datetime(2026, 12, 2, 14, 5), arrive=datetime(2026, 12, 2, 13, 50))])).text()
    assert "24 November 2026" in german
    assert "at 14:05" in german
    assert "13:50, to complete" in german


def test_pdfs_open_in_a_strict_reader():
    from pypdf import PdfReader

    for made in (make_run([letter("A4"), sheet("A4")]), make_run([letter(name=NAMES["chinese"])])):
        assert len(PdfReader(io.BytesIO(made), strict=True).pages) in (1, 3)
