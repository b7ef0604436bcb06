"""What a careful typist would see to: edges that line up, pages that can be put in order again, addresses that can be read however long they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from reportlab.lib.units import mm

from frontdesk.domain.answer_sheet import ASKED, ELSE, PERSON, _same
from frontdesk.domain.fact import Fact, RecordedFact
from frontdesk.domain.inquiry import Inquiry, Source, State
from frontdesk.domain.letter import LetterKind, PlainLetter, Recipient, Slip
from frontdesk.domain.person import PostalAddress
from frontdesk.letters import make_run, page, stationery, wording
from frontdesk.services.paperwork import said_facts
from tests.letters.conftest import ADDRESS, Paper, head, letter, said, sheet

TWELVE = PostalAddress("c/o Meier\nHinterhaus\n3. Etage links\nKlingel 14\nLinden Road 418", "Apartment 7\nBuilding B\nGate 3\nNorth Campus\nBox 12", "Round Rock",
                       "TX", "78664", "United States of America")  # fmt: skip


def _long(paper: str, paragraphs: int) -> Paper:
    words = "\n\n".join(f"Number {n}. " + "The hip moves more freely than in July, and stairs are taken one by one. " * 6 for n in range(paragraphs))
    values = {"name": "Edda Brunner", "born": "8 Feb 1963", "kind": "follow-up", "day": "Wednesday, December 2, 2026", "recipient": "Dr Ruth Sands", "words": words,
              "phone": "512 555 0140", "called": "Edda", "clinician": "Dr Amara Okafor", "clinic": "Harbor Joint Care", "time": "11:00 am"}  # fmt: skip
    texts = wording.texts(LetterKind.REPORT.value)
    return Paper(make_run([PlainLetter(head(paper), "Dr Ruth Sands", ADDRESS, date(2026, 11, 24), "DP-1301", texts, values, "Dr Amara Okafor", "Harbor Joint Care")]))


def test_the_address_and_the_words_begin_at_one_edge_and_the_date_stands_on_the_line_of_the_name(size):
    made = Paper(make_run([letter(size)]))
    name, dear, day, reference = (made.line(words) for words in ("Edda Brunner", "Dear Ms Brunner", "24", "Our reference"))
    assert name.left == pytest.approx(dear.left, abs=1.0)
    assert day.bottom == pytest.approx(name.bottom, abs=2.5)
    assert reference.bottom == pytest.approx(made.line("418 Linden Road").bottom, abs=2.5)


@pytest.mark.parametrize("paper", ["A4", "A4-A"])
def test_on_a4_who_sends_it_stands_small_above_the_address_in_the_window(paper):
    made = Paper(make_run([letter(paper)]))
    sender = made.line("Harbor Joint Care · 12 Pier Street" if "Harbor Joint Care · 12" in made.text() else "Harbor Joint Care  ·  12 Pier Street")
    top = (45 if paper == "A4" else 27) * mm
    assert top < sender.top < sender.bottom <= top + 17.7 * mm < made.line("Edda Brunner").top + 2
    assert sender.right < 105 * mm
    assert "·" not in Paper(make_run([letter("Letter")])).text(0), "an American envelope says it beside its window"


@pytest.mark.parametrize("paper", ["A4", "A4-A", "Letter"])
def test_an_address_of_twelve_lines_can_still_be_read_and_says_all_of_itself(paper):
    made = Paper(make_run([letter(paper, address=TWELVE)]))
    told = made.text(0)
    for part in "\n".join(TWELVE.lines).split("\n"):
        assert part in told, part
    first, last = made.line("Edda Brunner"), made.line("United States")
    shown = [one for one in made.lines() if first.top - 1 <= one.top <= last.top + 1 and one.left < 250]
    assert all(after.top - before.top >= page.LEAST - 1 for before, after in pairwise(shown))


def test_a_double_name_is_broken_at_its_hyphen():
    assert page.wrap("Hohenlohe-Waldenburg-Schillingsfürst", 130, 10) == ("Hohenlohe-Waldenburg-", "Schillingsfürst")


def test_a_date_is_never_torn_in_any_language():
    told = "We see you on Wednesday, December 2, 2026, in Köln am Mittwoch, 2. Dezember 2026, el miércoles 2 de diciembre de 2026."
    for limit in range(110, 400, 7):
        lines = page.wrap(told, limit, 10.5)
        assert " ".join(lines) == told
        for whole in ("December 2, 2026", "2. Dezember 2026", "2 de diciembre de 2026"):
            assert any(whole in line for line in lines), (limit, lines)


def test_each_page_of_a_long_letter_says_whose_it_is_and_no_line_stands_alone():
    for many in (6, 7, 8, 9, 10, 11):
        made = _long("Letter", many)
        assert len(made) >= 2
        assert "Our reference DP-1301" in made.line("·", 1).text
        for number in range(1, len(made)):
            body = [one for one in made.lines(number) if 55 < one.top < 730]
            assert body[1].top - body[0].top < 17 or body[0].text.startswith(("Number", "Please", "With")), "a line alone at the top"
            before = [one for one in made.lines(number - 1) if 55 < one.top < 730]
            assert before[-1].top - before[-2].top < 17 or not before[-1].text.startswith("Number"), "a line alone at the foot"


@pytest.mark.parametrize(("lines", "fit", "fresh", "kept"), [
    (5, 8, False, 5), (5, 4, False, 3), (5, 3, False, 3), (3, 2, False, 0), (2, 1, False, 0), (5, 1, False, 0), (5, 0, False, 0), (50, 40, True, 40), (41, 40, True, 39),
])  # fmt: skip
def test_how_much_of_a_paragraph_stays(lines, fit, fresh, kept):
    assert page._kept_together(lines, fit, fresh=fresh) == kept


@pytest.mark.parametrize(("address", "on_letter", "on_a4"), [
    (PostalAddress("Lindenstraße 4", "", "Köln", "", "50674"), "Köln, 50674", "50674 Köln"),
    (PostalAddress("Lindenstraße 4", "", "Köln", "", "50674", "Germany"), "50674 Köln", "50674 Köln"),
    (PostalAddress("1 Damrak", "", "Amsterdam", "", "1012 AB"), "Amsterdam, 1012 AB", "1012 AB Amsterdam"),
    (PostalAddress("1 Mall", "", "London", "", "SW1A 1AA"), "London, SW1A 1AA", "London, SW1A 1AA"),
    (ADDRESS, "Round Rock, TX 78664", "Round Rock, TX 78664"),
])  # fmt: skip
def test_the_place_is_written_as_the_post_there_wants_it(address, on_letter, on_a4):
    assert on_letter in address.on_paper("Letter")
    assert on_a4 in address.on_paper("A4")
    assert _same("person.address", ", ".join(address.on_paper("A4")), ", ".join(address.lines))


def test_a_german_letter_leaves_the_noun_its_capital():
    made = Paper(make_run([letter("A4", head=head("A4", locale="de"), visit_kind="Beratung")]))
    assert "(Beratung)" in made.text()


def test_all_that_is_known_stands_on_the_intake_sheet_clear_of_the_next_question(size):
    long = "“Cortisone last spring, physiotherapy for six months, an arthroscopy in 2021, and a brace that was never worn on any day at all”"
    facts = (*(said("body_site", site, site.title()) for site in ("knee", "hip", "shoulder")), said("pain_score", 7, "7 of 10"), said("procedure", "x", long))
    made = Paper(make_run([sheet(size, facts=facts)]))
    told = made.text(0)
    for words in ("(1) Knee", "(2) Hip", "(3) Shoulder", "7 of 10", "Cortisone last spring"):
        assert words in told
    assert "more in the record" not in told
    assert "…" in told, "what is cut says so"
    assert made.line("Since when").top - made.line("7 of 10").bottom >= 16
    assert max(one.bottom for one in made.lines(0) if "of 2" not in one.text) <= made.drawn[0].get_height() - 60


def test_a_card_is_read_from_the_left_whatever_script_the_name_is_in():
    slip = Slip(head("A4"), "Edda Brunner", "New consultation", "Wednesday 2 December 2026, at 11:00", "10:45", "Dr Amara Okafor", "12 Pier Street")
    made = Paper(stationery.make_slips([replace(slip, name="ليلى حداد")], "A6"))
    assert min(one.left for one in made.lines() if 66 < one.top < 82) < 30


def test_labels_of_a_long_address_can_be_read():
    made = Paper(stationery.make_labels([Recipient("Maximiliane Hohenlohe-Waldenburg-Schillingsfürst", TWELVE)], "Avery 5160"))
    lines = made.lines()
    assert lines[-1].bottom < 0.5 * 72 + 72
    assert min(after.top - before.top for before, after in pairwise(lines)) > 5.5


def test_there_is_room_to_write_what_was_not_asked(size):
    fields = Paper(make_run([sheet(size, fillable=True)])).reader.pages[1]["/Annots"]
    areas = [one.get_object()["/Rect"] for one in fields if one.get_object().get("/T") == ELSE]
    assert all(float(top) - float(low) > 80 for _, low, _, top in areas)
    assert areas


@pytest.mark.parametrize("locale", ["de", "es"])
def test_the_intake_sheet_speaks_the_language_of_its_letter(locale):
    facts = (said("body_site", "knee", "“das linke Knie”"), said("medication", "apixaban", "“Apixaban”"))
    for fillable in (False, True):
        made = Paper(make_run([sheet("A4", head=head("A4", locale=locale), facts=facts, visit="", fillable=fillable)]))
        own = {wording.word(name, locale) for name in (*dict(ASKED).values(), *PERSON.values(), "Intake sheet", "Front", "Back", "No pain", "Signature", "Date")}
        for words in own:
            assert words in made.text(), words
        for english in ("Intake", "Since", "said in", "Medicines", "Mark every", "Pain today", "anything else", "(medication)"):
            assert english not in made.text(), english


def test_a_person_reads_their_own_words_on_a_sheet_in_their_language():
    fact = Fact("body_site", "knee", 0, 14, "das linke Knie", "stated", side="left")
    recorded = RecordedFact(1, 7, fact, "accepted")
    at = datetime(2026, 11, 24, 15, tzinfo=UTC)
    came = Inquiry(7, "k", Source.COMMENT, State.NEW, "Ines", "das linke Knie", received_at=at, imported_at=at)
    own, desk = (said_facts((recorded,), {7: came}, "Europe/Berlin", language)[0] for language in ("de", "en"))
    assert (own.text, own.said_in) == ("“das linke Knie”", "Web-Kommentar, 24. November 2026")
    assert (desk.text, desk.said_in) == ("Knee, left", "web comment, Tue 24 Nov")
