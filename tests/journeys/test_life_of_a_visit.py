"""What becomes of a visit, by keys alone: a course of six, cancelled and filled from the wait list, a no-show who came after all; each taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QFontMetrics

from frontdesk.data import rows as data_rows
from frontdesk.domain.appointment import Confirmation, Status
from frontdesk.domain.series import CHECKPOINT
from frontdesk.services import calendar, follow_ups, series, tray, visits, waitlist
from tests.journeys.test_web_comment import rows

pytestmark = pytest.mark.one_window


def at(hands, who: str):
    """The keyboard on somebody's visit of today."""
    if hands.window.current != "calendar":
        hands.press("Ctrl+2")
    section = hands.section("calendar")
    visit = next(v for v in section.view.visits if v.patient_name == who)
    section.grid.focus_visit(visit.appointment.id)
    hands.wait()
    assert section.chosen.appointment.id == visit.appointment.id
    return visit.appointment


def now_of(hands, visit):
    return hands.ask(lambda desk: calendar.get(desk, appointment_id=visit.id))


def move(hands, visit, by):
    slot = calendar.slot_of(visit)
    to = replace(slot, start=slot.start + by, end=slot.end + by, room_start=slot.room_start + by, room_end=slot.room_end + by)
    hands.ask(lambda desk: calendar.move(desk, appointment_id=visit.id, slot=to))


def in_the_way(hands, *steps):
    """Somebody else is booked at those times."""

    def book(desk):
        other = calendar.day(desk, day=desk.wall_now().date()).visits[0].appointment
        with desk.write("Book a visit") as write:
            for n, step in enumerate(steps):
                slot = step.slot
                data_rows.add(write, replace(
                    other, id=0, version=0, start=slot.start, end=slot.end, room_id=None, room_start=slot.start, room_end=slot.end, status=Status.BOOKED,
                    clinician_id=slot.clinician_id, uid=f"way-{n}", waiting_since=None, room_since=None,
                ))  # fmt: skip

    hands.ask(book)


def test_a_course_of_six_with_two_conflicts_is_booked_whole_and_taken_back_whole(hands):
    first = at(hands, "Elena Petrova")
    panel = hands.section("calendar").life.series_panel
    hands.press("S")
    free = [s for s in panel.proposal.steps if not s.conflict and s.number not in (1, CHECKPOINT)]
    already = {s.number for s in panel.proposal.conflicts}
    hands.press("Esc")
    in_the_way(hands, *free[-2:])
    before, pressed = hands.ask(rows), hands.pressed

    at(hands, "Elena Petrova")
    hands.press("S")
    conflicts = {s.number: s for s in panel.proposal.conflicts}
    assert set(conflicts) - already >= {free[-2].number}
    assert all(s.alternatives for s in conflicts.values())
    told = [item.warning for item in panel.dates.rows.items if item.warning]
    assert len(told) == len(conflicts)
    assert all(words.startswith("Not ") for words in told)

    number = min(conflicts)
    row = next(n for n, item in enumerate(panel.dates.rows.items) if item.key == number)
    hands.press(*["Down"] * row)
    offered = conflicts[number].slot
    hands.press("Right")
    chosen = next(s for s in panel.proposal.steps if s.number == number).slot
    assert chosen != offered
    hands.press("Return")
    assert "Booked: 7 visits" in hands.snack
    made = now_of(hands, first)
    view = hands.ask(lambda desk: series.of(desk, series_id=made.series_id))
    assert sorted(v.appointment.series_no for v in view.visits) == [0, 1, 2, 3, 4, 5, 6]
    assert view.broken == ()
    assert next(v for v in view.visits if v.appointment.series_no == number).appointment.start == chosen.start
    assert hands.pressed - pressed <= row + 3

    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_moving_one_of_a_course_offers_to_shift_the_rest(hands):
    visit = at(hands, "Frank Moretti")
    made = hands.ask(lambda desk: series.of(desk, series_id=visit.series_id))
    following = [v.appointment for v in made.visits if v.appointment.series_no > 2]
    before_move = hands.ask(rows)
    move(hands, following[0], timedelta(days=-13))
    hands.wait(quiet=0.4)
    assert hands.window.snack.offers[0] == f"Shift {len(following) - 1} more visits"
    before = hands.ask(rows)
    hands.press("Shift+S")
    panel = hands.section("calendar").life.series_panel
    assert panel.go.text() == f"Shift {len(following) - 1} visits"
    hands.press("Return")
    assert "shifted" in hands.snack
    after = hands.ask(lambda desk: series.of(desk, series_id=visit.series_id))
    moved = {v.appointment.id: v.appointment.start for v in after.visits}
    assert all((moved[a.id] - a.start).days in range(-20, -6) for a in following[1:])
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before_move


def test_the_rest_of_a_course_is_cancelled_with_a_reason(hands):
    visit = at(hands, "Frank Moretti")
    before = hands.ask(rows)
    hands.press("S")
    panel = hands.section("calendar").life.series_panel
    assert [item.title[:6] for item in panel.dates.rows.items] == [f"{n} of 6" for n in range(1, 7)]
    panel.end.setFocus()
    hands.press("Return", "2", "Return")
    after = hands.ask(lambda desk: series.of(desk, series_id=visit.series_id))
    assert [v.appointment.status.value for v in after.visits] == ["done", "booked", *["cancelled"] * 4]
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_visit_is_cancelled_with_a_reason_and_its_time_filled_from_the_wait_list(hands):
    visit = at(hands, "Owen Bright")
    before, pressed = hands.ask(rows), hands.pressed
    hands.press("Del", "2", "Tab", "Tab")
    hands.type("walks again")
    hands.press("Return")
    assert hands.pressed - pressed == 5 + len("walks again")
    gone = now_of(hands, visit)
    assert (gone.status, gone.cancel_code, gone.cancel_note) == (Status.CANCELLED, "pat-fb", "walks again")
    assert hands.window.snack.offers == ["Fill 1:00 with Anton Weber"]
    section = hands.section("calendar")
    assert section.waiting.current_item().title.strip("⁨⁩") == "Anton Weber"
    assert section.cancelled.switch.count == 1

    hands.press("O")
    assert "Call them" in hands.snack
    assert [v.patient_name for v in section.view.visits if v.appointment.status is Status.HELD] == ["Anton Weber"]
    assert hands.ask(lambda desk: len(waitlist.cards(desk))) == 3
    hands.press("Return")
    assert "Booked from the wait list" in hands.snack
    booked = next(v for v in section.view.visits if v.patient_name == "Anton Weber").appointment
    assert (booked.start, booked.clinician_id, booked.status) == (visit.start, visit.clinician_id, Status.BOOKED)
    assert section.chosen.appointment.id == booked.id
    assert section.life.visit.appointment.id == booked.id
    assert hands.focus is section.grid.block_of(booked.id), "the next key acts on whoever was booked, and they are framed"
    assert hands.ask(lambda desk: [c.entry.name for c in waitlist.cards(desk)]) == ["Rosa Diaz", "Yara Sommer"]

    hands.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before
    assert section.waiting.current_item() is None, "no time is free for anybody any more"


def test_who_says_no_stays_on_the_list_and_the_time_is_free_again(hands):
    visit = at(hands, "Owen Bright")
    hands.press("Del", "Return", "O")
    before = hands.ask(rows)
    hands.press("X")
    assert "stays on the wait list" in hands.snack
    assert hands.window.snack.offers == ["Fill 1:00 with Yara Sommer"]
    assert hands.ask(lambda desk: waitlist.cards(desk)[1].entry.declined) == (visit.start.isoformat(timespec="minutes"),)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_cancelled_visit_is_found_on_its_day_and_reinstated(hands):
    visit = at(hands, "Owen Bright")
    before = hands.ask(rows)
    hands.press("Del", "Return")
    hands.press("T", "D")
    section = hands.section("calendar")
    assert section.cancelled.list.hasFocus()
    hands.press("Down", "Return")
    assert section.life.visit.appointment.id == visit.id
    section.grid.setFocus()
    hands.press("Z")
    assert now_of(hands, visit).status is Status.BOOKED
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_no_show_who_came_after_all(hands):
    visit = at(hands, "Daniel Weiss")
    before = hands.ask(rows)
    hands.press("X")
    assert now_of(hands, visit).status is Status.NO_SHOW
    hands.press("Z")
    assert now_of(hands, visit).status is Status.BOOKED
    labels = [h.label for h in hands.ask(lambda desk: desk.history(limit=2))]
    assert labels == ["Take back: no-show", "No-show"]
    assert hands.ask(rows) == before
    hands.press("X")
    assert "begins" not in hands.snack, "they are late: nobody need be asked"
    hands.press("Z")
    later = at(hands, "Owen Bright")
    hands.press("X")
    assert "did not come. The visit only begins at 1:00 pm: is it the right one?" in hands.snack
    hands.press("Ctrl+Z")
    assert now_of(hands, later).status is Status.BOOKED
    assert hands.ask(rows) == before
    hands.press("X")
    hands.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before


def test_one_key_confirms_and_a_move_makes_it_void(hands):
    visit = at(hands, "Selma Aydin")
    hands.press("C")
    assert now_of(hands, visit).confirmed
    hands.press("C")
    assert now_of(hands, visit).outcome is Confirmation.UNCONFIRMED
    hands.press("C")
    move(hands, visit, timedelta(minutes=-60))
    at(hands, "Selma Aydin")
    assert "was for Tue 24 Nov" in hands.section("calendar").life.visit_panel.words.words.whole


def test_a_follow_up_becomes_a_card_with_its_window_and_booking_it_closes_the_card(hands):
    visit = at(hands, "Grace Liu")
    before = hands.ask(rows)
    hands.press("U")
    hands.type("2-4")
    hands.press("Return")
    cards = hands.ask(tray.to_book)
    mine = next(c for c in cards if c.follow_up and c.name == "Grace Liu")
    assert mine.follow_up.words == "8 Dec to 22 Dec, in 3 weeks"
    section = hands.section("calendar")
    section.tray.setFocus()
    row = next(n for n, item in enumerate(section.tray.rows.items) if item.key == mine.key)
    section.tray.setCurrentIndex(section.tray.rows.index(row, 0))
    hands.press("Return")
    assert section.panel.list.slots
    assert all(mine.follow_up.follow_up.earliest <= s.start.date() <= mine.follow_up.follow_up.latest for s in section.panel.list.slots)
    section.panel.list.setFocus()
    hands.press("1")
    assert "Grace Liu" in hands.snack
    assert not any(c.name == "Grace Liu" for c in hands.ask(follow_ups.cards))
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before
    assert visit.patient_id


@pytest.mark.parametrize("way", ["visit", "patient", "inquiry"])
def test_somebody_goes_on_the_wait_list(hands, way):
    if way == "visit":
        who = "Selma Aydin"
        at(hands, who)
        hands.press("Shift+W")
    elif way == "patient":
        visit = at(hands, "Selma Aydin")
        who = "Selma Aydin"
        hands.window.go("patients", patient=visit.patient_id)
        hands.wait()
        hands.press("Shift+W")
    else:
        hands.press("Ctrl+1")
        who = hands.section("inbox").case.inquiry.name
        hands.press("Shift+W")
    before = hands.ask(rows)
    assert hands.window.current == "calendar"
    hands.type("mornings")
    hands.press("Return")
    last = hands.ask(lambda desk: waitlist.cards(desk)[-1].entry)
    assert (last.name, last.note) == (who, "mornings")
    hands.press("W")
    assert hands.section("calendar").waiting.hasFocus()
    hands.section("calendar").grid.setFocus()
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_what_is_framed_is_what_is_cancelled_also_while_somebody_is_being_booked(hands):
    at(hands, "Elena Petrova")
    section = hands.section("calendar")
    hands.press("N")
    framed = next(v for v in section.view.visits if v.patient_name == "Frank Moretti")
    section.grid.focus_visit(framed.appointment.id)
    hands.wait()
    hands.press("Delete")
    assert section.life.mode == "cancel"
    assert section.life.visit.appointment.id == framed.appointment.id
    hands.press("Return")
    assert now_of(hands, framed.appointment).status is Status.CANCELLED
    assert "Frank Moretti" in hands.last_said


def test_a_booking_that_was_taken_back_is_nobody_to_cancel(hands):
    hands.press("Ctrl+2", "N")
    hands.type("Olga Brandvold")
    hands.press("Return", "Return")
    section = hands.section("calendar")
    assert section.chosen.patient_name == "Olga Brandvold"
    hands.press("Ctrl+Z")
    assert section.chosen is None
    hands.press("Delete")
    assert section.life.mode != "cancel"


def test_a_visit_tells_who_changed_it(hands):
    visit = at(hands, "Selma Aydin")
    hands.ask(lambda desk: visits.confirm(desk, appointment_id=visit.id, outcome=Confirmation.LEFT_MESSAGE))
    at(hands, "Selma Aydin")
    told = [label.text() for label in hands.section("calendar").life.visit_panel._past.findChildren(object) if hasattr(label, "text") and label.isVisible()]
    assert any("left a message" in words for words in told)


def test_a_block_over_four_visits_moves_each_and_is_taken_back_whole(hands):
    owen, section = at(hands, "Owen Bright"), hands.section("calendar")
    before = hands.ask(rows)
    hands.press("M")
    assert "Owen Bright" in hands.window.status.carrying
    hands.press("Shift+B", "Esc")  # the block was asked for instead: nobody is being placed any more
    assert (hands.window.status.carrying, section.carrying) == ("", {})
    hands.press("M", "Down", "Esc")
    assert section.grid.block_of(owen.id).face.chosen
    assert section.life.visit_panel.isVisible()
    assert section.life.visit.appointment.id == owen.id
    hands.press("Shift+B")
    panel = section.life.block_panel
    wide = QFontMetrics(panel.first.font()).horizontalAdvance("12:00 pm")
    assert min(panel.first.width(), panel.last.width()) > wide + 24
    hands.type("Fire drill")
    hands.press("Tab", "E", "Tab", "Tab", "Ctrl+A")
    hands.type("13:45")
    hands.press("Return")
    under = {f.hit.visit.patient_name: f for f in panel.fates}
    assert set(under) == {"Owen Bright", "Ruth Ames", "Emma Wolf", "Leo Marchetti"}
    assert all(f.slot is not None for f in under.values())
    assert hands.ask(rows) == before
    panel.list.setFocus()
    hands.press("Down", "Right", "Return")
    assert "Blocked: Fire drill, 4 visits moved" in hands.snack
    drill = next(b for b in section.view.blocks if b.block.name == "Fire drill")
    assert not any(v.appointment.busy and v.appointment.span.overlaps(drill.span) for v in section.view.visits)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_visit_under_a_block_can_go_to_the_tray(hands):
    visit = at(hands, "Owen Bright")
    before = hands.ask(rows)
    hands.press("Shift+B")
    panel = hands.section("calendar").life.block_panel
    panel.list.setFocus()
    hands.press("Space", "Return")
    assert "1 to book again" in hands.snack
    assert [c.visit.appointment.id for c in hands.ask(tray.to_book) if c.visit] == [visit.id]
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before
