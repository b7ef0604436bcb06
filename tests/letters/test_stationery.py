"""Labels, envelopes and cards: each line within its field, measured on the page."""

from __future__ import annotations

from datetime import datetime

import pytest
from reportlab.lib.units import inch, mm

from frontdesk.domain.errors import Refused, Unprintable
from frontdesk.domain.letter import Recipient, Slip
from frontdesk.domain.person import PostalAddress
from frontdesk.letters import make_run, stationery, wording
from frontdesk.letters.stationery import ENVELOPES, LABELS, SLIPS
from tests.letters.conftest import ADDRESS, Paper, head, letter

LONG = PostalAddress("The Very Long Named Institute for Musculoskeletal Rehabilitation, Building 14", "care of the head porter", "Kyiv", "", "01001", "Ukraine")
PEOPLE = (Recipient("Edda Brunner", ADDRESS), Recipient("مريم حداد", LONG), Recipient("Bartholomew Featherstonehaugh-Cholmondeley", LONG))


@pytest.mark.parametrize("form", LABELS)
def test_every_label_keeps_within_its_own_edges(form: str):
    sheet = LABELS[form]
    many = sheet.across * sheet.down
    paper = Paper(stationery.make_labels([PEOPLE[n % 3] for n in range(many + 1)], form))
    assert len(paper) == 2
    slip = 2.0
    for line in paper.lines(0):
        column, row = int((line.left - sheet.left) // sheet.step[0]), int((line.top - sheet.top) // sheet.step[1])
        assert 0 <= column < sheet.across
        assert 0 <= row < sheet.down
        left, top = sheet.left + column * sheet.step[0], sheet.top + row * sheet.step[1]
        assert left + slip <= line.left, line
        assert line.right <= left + sheet.size[0] - slip, line
        assert top + slip <= line.top, line
        assert line.bottom <= top + sheet.size[1] - slip, line


def test_labels_begin_where_a_used_sheet_has_its_first_free_one():
    lines = Paper(stationery.make_labels(PEOPLE[:1], "Avery 5160", first=5)).lines(0)
    assert lines[0].left > 0.1875 * inch + 2.75 * inch
    assert lines[0].top > 1.5 * inch
    with pytest.raises(Refused, match="1 to 30"):
        stationery.make_labels(PEOPLE, "Avery 5160", first=31)


@pytest.mark.parametrize("form", ENVELOPES)
def test_the_address_on_an_envelope_is_clear_of_the_sender_and_of_the_edges_that_the_post_needs(form: str):
    width, height = ENVELOPES[form]
    paper = Paper(stationery.make_envelopes(PEOPLE, head("A4"), form))
    assert len(paper) == 3
    for number in range(3):
        lines = paper.lines(number)
        sender = [line for line in lines if line.top < height * 0.4]
        address = [line for line in lines if line not in sender]
        assert max(line.right for line in sender) < width * 0.46
        for line in address:
            assert width * 0.43 <= line.left
            assert line.right <= width - 5 * mm
            assert line.bottom <= height - 14 * mm


@pytest.mark.parametrize("form", SLIPS)
def test_a_card_tells_name_day_time_clinician_and_place_on_one_small_page(form: str):
    moment = wording.moment(datetime(2026, 12, 2, 11, 0), "en-US", clock24=False)
    slip = Slip(head(), "प्रिया शर्मा", "New consultation", moment, "10:45 am", "Dr Amara Okafor", "12 Pier Street, Austin, TX 78701")
    paper = Paper(stationery.make_slips([slip], form))
    assert len(paper) == 1
    told = paper.text()
    for words in ("प्रिया शर्मा", "Wednesday, December 2, 2026, at 11:00 am", "Dr Amara Okafor", "12 Pier Street", "512 555 0140"):
        assert words in told


def test_somebody_without_an_address_or_with_letters_that_cannot_be_set_is_named():
    with pytest.raises(Refused, match="Ann Lee has no postal address"):
        stationery.make_labels([Recipient("Ann Lee")], "Avery 5160")
    with pytest.raises(Unprintable, match="សុ"):
        stationery.make_labels([Recipient("សុខា", ADDRESS)], "Avery 5160")
    with pytest.raises(Refused, match="Avery L7160"):
        stationery.make_labels(PEOPLE, "Avery 1")


def test_form_a_of_the_standard_has_its_address_eighteen_millimetres_higher_within_the_window():
    made = Paper(make_run([letter("A4-A", address=ADDRESS)]))
    left, top, width, height = 20 * mm, (27 + 17.7) * mm, 85 * mm, 27.3 * mm
    shown = [line for line in made.lines() if line.top >= top - 2 and line.bottom <= top + height + 2 and line.left < left + width]
    assert "Edda Brunner" in " ".join(line.text for line in shown)
    assert "418 Linden Road" in " ".join(line.text for line in shown)
    for line in shown:
        assert left + 3 <= line.left
        assert line.right <= left + width - 3
        assert top <= line.top
        assert line.bottom <= top + height - 3
    for line in made.lines():
        if line not in shown:
            assert line.bottom <= top + 1 or line.top >= top + height - 1 or line.left >= left + width, line
