"""The calendar by mouse and again by keys: draw, move, stretch, pull off, overlap on purpose; each taken back to the very same rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from frontdesk import settings
from frontdesk.domain.appointment import Lives
from frontdesk.services import calendar, demo, inquiries, moving
from frontdesk.ui.calendar.drag import Place
from frontdesk.ui.theme.look import load_fonts
from frontdesk.ui.widgets.bookable import Bookable, pack
from tests.clinics import copied
from tests.journeys.hands import Hands
from tests.journeys.pointer import Pointer
from tests.journeys.test_web_comment import rows

TODAY = date(2026, 11, 24)
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def window(qapp, demo_clinic, tmp_path_factory) -> Iterator[Hands]:
    """One window for all of them: each test takes back what it did, and the next one finds the very same rows."""
    folder = tmp_path_factory.mktemp("hands")
    file = copied(demo_clinic, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "settings_file", lambda: folder / "settings.json")
        qapp.setStyle("Fusion")
        load_fonts()
        made = Hands(file, now=demo.fixed_moment())
        yield made
        made.close()


@pytest.fixture
def hands(window) -> Iterator[Hands]:
    before = window.ask(rows)
    yield window
    calendar_section = window.section("calendar")
    for _ in range(8):
        if window.ask(rows) == before:
            break
        window.press("Ctrl+Z")
    assert window.ask(rows) == before, "what the test did was not taken back"
    window.press("Esc", "Esc", "Ctrl+1")
    calendar_section.shown.mode, calendar_section.chosen, calendar_section.shown.day = "day", None, TODAY
    calendar_section.reload()
    window.wait()


@pytest.fixture
def pointer(hands) -> Pointer:
    hands.press("Ctrl+2")
    return Pointer(hands)


def at(clock: str, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(*map(int, clock.split(":"))))


def now_of(hands, visit):
    return hands.ask(lambda desk: calendar.visit(desk, appointment_id=visit.appointment.id)).appointment


def test_a_visit_is_dragged_to_another_clinician_and_back_by_one_key(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.drag(pointer.on(visit), pointer.at(1, "16:25"))
    moved = now_of(hands, visit)
    assert (moved.start, moved.end, moved.clinician_id) == (at("16:15"), at("17:00"), pointer.grid.board.tracks[1].clinician_id)
    assert "Frank Moretti moved to" in hands.snack
    assert "Dr Brandt" in hands.snack
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_drag_of_less_than_six_pixels_is_a_click_and_moves_nothing(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    spot = pointer.on(visit)
    pointer.press(spot)
    pointer.move(spot + QPoint(3, 3))
    pointer.release(spot)
    assert hands.ask(rows) == before
    assert pointer.section.chosen.patient_name == "Frank Moretti"


def test_the_same_move_by_keys(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.grid.focus_visit(visit.appointment.id)
    hands.press("M", "Right", "Down", "Down", "Down", "Ctrl+Up", "Return")
    moved = now_of(hands, visit)
    assert (moved.start, moved.clinician_id) == (visit.appointment.start + timedelta(minutes=40), pointer.grid.board.tracks[1].clinician_id)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_the_same_move_by_two_clicks(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.click(pointer.on(visit))
    hands.press("M")
    pointer.click(pointer.at(1, "16:15"))
    assert now_of(hands, visit).start == at("16:15")
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_m_and_a_digit_moves_to_a_ranked_time_that_is_never_the_present_one(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.grid.focus_visit(visit.appointment.id)
    pressed = hands.pressed
    hands.press("M")
    slots = pointer.section.panel.list.slots
    assert all((s.start, s.clinician_id) != (visit.appointment.start, visit.appointment.clinician_id) for s in slots)
    hands.press("2")
    assert hands.pressed - pressed == 2
    assert (now_of(hands, visit).start, now_of(hands, visit).clinician_id) == (slots[1].start, slots[1].clinician_id)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_a_visit_goes_to_another_week_with_the_drag_alive_over_the_small_month(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Selma Aydin")
    there = date(2026, 12, 2)
    pointer.press(pointer.on(visit))
    pointer.move(pointer.at(0, "16:00"))
    pointer.over(pointer.section.month, pointer.day(there))
    assert pointer.grid.hand.place is None
    hands.wait(quiet=0.7)
    assert pointer.section.day == there
    assert pointer.grid.hand.carried.name == "Selma Aydin"
    free = next(t for t in range(10 * 60, 17 * 60, 5) if _fits(pointer, 0, t))
    clock = f"{(free + 10) // 60:02d}:{(free + 10) % 60:02d}"
    pointer.move(pointer.at(0, clock))
    pointer.release(pointer.at(0, clock))
    assert now_of(hands, visit).start == datetime.combine(there, time()) + timedelta(minutes=free)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def _fits(pointer, column, minute):
    hand = pointer.grid.hand
    return hand.judge(hand._wanted(Place(column, minute, minute + hand.carried.minutes))).fits


def test_hovering_the_arrow_turns_the_day_with_the_drag_alive_and_esc_restores(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.press(pointer.on(visit))
    pointer.move(pointer.at(1, "16:00"))
    pointer.over(pointer.section.toolbar.after)
    hands.wait(quiet=0.5)
    assert pointer.section.day > TODAY
    assert pointer.grid.hand.carried is not None
    hands.press("Esc")
    assert pointer.grid.hand.carried is None
    pointer.release(pointer.at(1, "9:00"))
    assert hands.ask(rows) == before


def test_another_week_by_keys(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Selma Aydin")
    pointer.grid.focus_visit(visit.appointment.id)
    hands.press("M", "Ctrl+PgDown")
    assert pointer.section.day == TODAY + timedelta(days=7)
    hands.press("Up")
    while not pointer.grid.hand.verdict.fits:
        hands.press("Up")
    hands.press("Return")
    assert now_of(hands, visit).start.date() == TODAY + timedelta(days=7)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_both_ends_of_a_visit_are_pulled_and_taken_back(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Paul Nowak")
    one = visit.appointment
    column = pointer.column_of(visit)
    pointer.drag(pointer.bottom(visit), pointer.at(column, f"{one.end + timedelta(minutes=15):%H:%M}"))
    assert (now_of(hands, visit).start, now_of(hands, visit).end) == (one.start, one.end + timedelta(minutes=15))
    visit = pointer.visit("Paul Nowak")
    pointer.drag(pointer.top(visit), pointer.at(column, f"{one.start - timedelta(minutes=10):%H:%M}"))
    assert (now_of(hands, visit).start, now_of(hands, visit).end) == (one.start - timedelta(minutes=10), one.end + timedelta(minutes=15))
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before
    victor, bea = pointer.visit("Victor Ng"), pointer.visit("Bea Lindholm")
    pointer.drag(pointer.bottom(victor), pointer.on(bea, down=20))
    assert "It stays as long as it was" in hands.snack
    assert pointer.grid.hand.carried is None, "an end that was pulled in vain is not in the hand any more"
    pointer.click(pointer.at(0, "14:30"))
    assert hands.ask(rows) == before


def test_both_ends_by_keys(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Paul Nowak")
    one = visit.appointment
    pointer.grid.focus_visit(one.id)
    hands.press("Alt+Down", "Alt+Down", "Alt+Shift+Up")
    assert (now_of(hands, visit).start, now_of(hands, visit).end) == (one.start - timedelta(minutes=5), one.end + timedelta(minutes=10))
    hands.press("Alt+Up")
    assert now_of(hands, visit).end == one.end + timedelta(minutes=5)
    hands.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before


def test_shift_moves_by_single_minutes(hands, pointer):
    visit = pointer.visit("Paul Nowak")
    end = visit.appointment.end + timedelta(minutes=7)
    pointer.drag(pointer.bottom(visit), pointer.at(pointer.column_of(visit), f"{end:%H:%M}"), SHIFT)
    assert abs(now_of(hands, visit).end - end) <= timedelta(minutes=1)
    assert now_of(hands, visit).end.minute % 5


def test_over_somebody_else_nothing_is_booked_and_it_is_said_who_and_until_when(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.drag(pointer.on(visit), pointer.at(1, "14:40"))
    hand = pointer.grid.hand
    assert hands.ask(rows) == before
    assert (hand.verdict.who, hand.verdict.until) == ("Elena Petrova", at("15:00"))
    assert "Elena Petrova until 3:00 pm" in hands.snack
    kinds = {g.kind for g in pointer.grid.layer.ghosts}
    assert {"conflict", "free"} <= kinds
    free = hand.verdict.free
    hands.press("]")
    assert (now_of(hands, visit).start, now_of(hands, visit).clinician_id) == (free.start, free.clinician_id)
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_the_down_arrow_takes_the_free_time_while_dragging(hands, pointer):
    visit = pointer.visit("Frank Moretti")
    pointer.press(pointer.on(visit))
    pointer.move(pointer.at(1, "14:40"))
    free = pointer.grid.hand.verdict.free
    hands.press("Down")
    pointer.release(pointer.at(1, "14:40"))
    assert now_of(hands, visit).start == free.start


def test_alt_makes_a_deliberate_overlap_that_carries_its_reason(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.drag(pointer.on(visit), pointer.at(1, "14:40"), ALT)
    assert pointer.section.overlap.isVisible()
    assert hands.ask(rows) == before
    hands.type("short check")
    hands.press("Return")
    moved = now_of(hands, visit)
    assert (moved.start, moved.overlap_reason) == (at("14:30"), "short check")
    assert not pointer.section.overlap.isVisible()
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_outside_the_hours_warns_and_with_alt_it_is_meant(hands, pointer):
    visit = pointer.visit("Frank Moretti")
    before = hands.ask(rows)
    pointer.drag(pointer.on(visit), pointer.at(2, "9:10"))
    assert hands.ask(rows) == before
    assert "Dr Reyes is not here then" in hands.snack
    hands.press("Esc")
    pointer.drag(pointer.on(visit), pointer.at(2, "9:10"), ALT)
    assert now_of(hands, visit).start == at("9:00")
    assert now_of(hands, visit).overlap_reason == ""


def test_where_only_the_room_is_taken_another_of_its_kind_is_chosen_and_named(hands, pointer):
    visit, house = pointer.visit("Frank Moretti"), hands.window.context.house
    pointer.drag(pointer.on(visit), pointer.at(1, "16:25"))  # with Dr Brandt, in its own room, from 16:15 on
    own = now_of(hands, visit).room_id
    other = pointer.visit("Elena Petrova")
    kinds = house.type(other.appointment.type_id).room_kinds
    assert house.room(own).kind in kinds
    there = moving.wanted(other.appointment, start=at("17:15"), end=at("18:00"), room_id=own)
    hands.ask(lambda desk: moving.place(desk, wanted=there, outside=True))
    visit = pointer.visit("Frank Moretti")
    pointer.drag(pointer.on(visit), pointer.at(0, "17:25"), ALT)
    moved = now_of(hands, visit)
    assert moved.start == at("17:15")
    assert moved.room_id != own
    assert house.room(moved.room_id).kind == house.room(own).kind
    assert f"now in {house.room(moved.room_id).name}" in hands.snack


def test_drawing_on_empty_grid_asks_who_it_is_for_with_that_time_on_top(hands, pointer):
    before = hands.ask(rows)
    pointer.drag(pointer.at(1, "16:10"), pointer.at(1, "16:50"))
    panel = pointer.section.panel
    assert panel.isVisible()
    assert hands.focus is pointer.section.person
    own = panel.list.slots[0]
    assert (own.start, own.end, own.clinician_id) == (at("16:10"), at("16:50"), pointer.grid.board.tracks[1].clinician_id)
    hands.type("Wanda Finkel")
    panel.list.setFocus()
    hands.press("1")
    made = next(v for v in pointer.section.view.visits if v.patient_name == "Wanda Finkel")
    assert (made.appointment.start, made.appointment.end) == (at("16:10"), at("16:50"))
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_enter_on_an_empty_time_begins_a_visit_of_the_usual_length(hands, pointer):
    pointer.grid.setFocus()
    pointer.grid.spot = (1, 16 * 60)
    hands.press("Return")
    own = pointer.section.panel.list.slots[0]
    assert (own.start, own.end) == (at("16:00"), at("16:45"))


def test_a_visit_let_go_over_the_tray_waits_there_to_be_booked_again(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.press(pointer.on(visit))
    pointer.move(pointer.at(0, "16:30"))
    pointer.over(pointer.section.tray)
    pointer.release(pointer.grid.mapFromGlobal(pointer.section.tray.mapToGlobal(pointer.section.tray.rect().center())))
    assert now_of(hands, visit).lives is Lives.TRAY
    card = pointer.section.tray.rows.items[0]
    assert "Frank Moretti" in card.title
    pointer.section.left.picked(card)
    hands.wait()
    pointer.click(pointer.at(1, "16:15"))
    assert (now_of(hands, visit).lives, now_of(hands, visit).start) == (Lives.BOOK, at("16:15"))
    hands.press("Ctrl+Z", "Ctrl+Z")
    assert hands.ask(rows) == before


def test_the_same_by_keys(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Frank Moretti")
    pointer.grid.focus_visit(visit.appointment.id)
    hands.press("Shift+M")
    assert now_of(hands, visit).lives is Lives.TRAY
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_an_inquiry_dragged_from_the_inbox_over_the_rail_is_booked_where_it_is_let_go(hands):
    inbox = hands.section("inbox")
    key = inbox.case.inquiry.id
    data = inbox.list.rows.mimeData([inbox.list.currentIndex()])
    assert inbox.case.inquiry.name not in bytes(data.data(data.formats()[0]).data()).decode()
    rail = hands.window.rail.items["calendar"]
    QApplication.sendEvent(rail, QDragEnterEvent(rail.rect().center(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    hands.wait(quiet=0.6)
    assert hands.window.current == "calendar"
    before, pointer = hands.ask(rows), Pointer(hands)
    grid, spot = pointer.grid, pointer.at(1, "16:00")
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(grid, QDragEnterEvent(spot, Qt.DropAction.CopyAction, data, buttons, none))
    hands.wait()
    QApplication.sendEvent(grid, QDragMoveEvent(spot, Qt.DropAction.CopyAction, data, buttons, none))
    assert grid.hand.verdict.fits
    QApplication.sendEvent(grid, QDropEvent(QPointF(spot), Qt.DropAction.CopyAction, data, buttons, none, QEvent.Type.Drop))
    hands.wait()
    case = hands.ask(lambda desk: inquiries.case(desk, inquiry_id=key))
    assert case.visit.appointment.start == at("16:00")
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before


def test_something_strange_that_is_dragged_in_changes_nothing(hands, pointer):
    before = hands.ask(rows)
    data = pack(Bookable())
    data.setData("application/x-frontdesk-bookable", b"\xff{not json")
    spot, none = pointer.at(1, "16:00"), Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(pointer.grid, QDragEnterEvent(spot, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    QApplication.sendEvent(pointer.grid, QDragMoveEvent(spot, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    QApplication.sendEvent(pointer.grid, QDropEvent(QPointF(spot), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none, QEvent.Type.Drop))
    hands.wait()
    assert hands.ask(rows) == before
    assert pointer.grid.hand.carried is None


def test_what_has_begun_stays_where_it_is(hands, pointer):
    before, visit = hands.ask(rows), pointer.visit("Robert Imani")
    pointer.drag(pointer.on(visit, down=20), pointer.at(1, "16:20"))
    assert hands.ask(rows) == before
    assert "This visit has begun, so it stays where it is." in hands.snack
    section = pointer.section
    pointer.grid.focus_visit(visit.appointment.id)
    hands.press("M")
    assert (section.carrying, section.panel.isVisible()) == ({}, False)
    pointer.grid.focus_visit(pointer.visit("Peter Holm").appointment.id)
    hands.press("M")
    assert "Nobody came to this visit" in hands.snack
    assert not section.panel.isVisible()


def test_the_week_shows_one_clinician_and_a_visit_moves_between_its_days(hands, pointer):
    visit = pointer.visit("Frank Moretti")
    pointer.grid.focus_visit(visit.appointment.id)
    hands.press("V")
    assert pointer.section.mode == "week"
    assert [t.day for t in pointer.grid.board.tracks] == [date(2026, 11, 23) + timedelta(days=n) for n in range(5)]
    assert {v.appointment.clinician_id for t in pointer.grid.board.tracks for v in t.visits} == {visit.appointment.clinician_id}
    before = hands.ask(rows)
    pointer.press(pointer.on(visit))
    pointer.move(pointer.at(2, "9:00"))
    free = next((c, m) for c in (2, 3, 4) for m in range(8 * 60, 17 * 60, 15) if _fits(pointer, c, m))
    spot = pointer.at(free[0], f"{(free[1] + 10) // 60:02d}:{(free[1] + 10) % 60:02d}")
    pointer.move(spot)
    pointer.release(spot)
    there = pointer.grid.board.tracks[free[0]].day
    assert now_of(hands, visit).start == datetime.combine(there, time()) + timedelta(minutes=free[1])
    hands.press("Ctrl+Z")
    assert hands.ask(rows) == before
    hands.press("V")
    assert pointer.section.mode == "day"


def test_every_visit_is_a_button_with_its_whole_name_for_a_screen_reader(hands, pointer):
    visit = pointer.visit("Claire Dubois")
    block = pointer.grid.block_of(visit.appointment.id)
    spoken = QAccessible.queryAccessibleInterface(block)
    assert spoken.role() == QAccessible.Role.Button
    words = spoken.text(QAccessible.Text.Name)
    assert words.startswith("\u2068Claire Dubois\u2069") or words.startswith("Claire Dubois")
    for part in ("new consultation", "11:15 am to 12:00 pm", "Dr Okafor", "Room 2", "waiting 12 min"):
        assert part in words
