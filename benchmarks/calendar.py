"""S6 and S7: a week of 750 visits painted by the window's own grid, and read from a clinic's file with a million of them.

S6 is against the usual way (one paintEvent: rounded paths, antialiased, each text elided anew) and against blitting a cached picture of
the same size; S7 against plain sqlite3 tuples of the same rows from the same file. All of it in turns, medians, the process's own time.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time as clock
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from PySide6.QtCore import QPointF, QRectF, Qt  # after the platform is chosen
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Measure
from frontdesk.domain.appointment import Appointment, Status, Visit
from frontdesk.domain.clinic import AppointmentType, Clinic, Clinician, House, Room, Site
from frontdesk.domain.timespan import Span
from frontdesk.services import calendar
from frontdesk.services.desk import Desk
from frontdesk.settings import Settings
from frontdesk.ui.calendar.board import Board, Track
from frontdesk.ui.calendar.sheet import GUTTER, HEADER, Sheet
from frontdesk.ui.context import Context
from frontdesk.ui.theme.look import Look, load_fonts

WIDE, TALL = 1920, 1080
MONDAY = date(2026, 11, 23)
COLUMNS, EACH = 15, 50
ROUNDS = 9
LOOKS = ("new_consultation", "prolotherapy", "prp_injection", "follow_up", "ultrasound_scan")
MILLION = 1_000_000
LARGE = int(os.environ.get("FRONTDESK_BENCH_VISITS", "0"))
"""A second, larger file for S7 (10000000 takes some minutes and three gigabytes); without it a tenth is compared with the whole."""


def house() -> House:
    types = tuple(AppointmentType(n, look.replace("_", " "), 10, look) for n, look in enumerate(LOOKS, 1))
    people = tuple(Clinician(n, f"Dr Person {n}", f"Dr {n}", f"D{n}") for n in range(1, 4))
    return House(Clinic(1, "Harbor"), (Site(1, "Quay", "UTC"),), people, (Room(1, 1, "Room 1", "R1", "consult"),), types, (), (), ())


def week(one: House, seed: int) -> Board:
    """Five days of three clinicians side by side, 50 visits each, none hidden."""
    chance, key, tracks = random.Random(seed), seed * 10_000, []
    for number in range(COLUMNS):
        day = MONDAY + timedelta(days=number // 3)
        visits = []
        for slot in range(EACH):
            key += 1
            start = datetime.combine(day, time(8)) + timedelta(minutes=10 * slot)
            end = start + timedelta(minutes=10)
            who = f"{chance.choice(('Marta', 'James', 'Ines', 'Yusuf', 'Hannah'))} {chance.choice(('Lindqvist', 'Okonkwo', 'Carvalho', 'Demir', 'Boyle'))}"
            made = Appointment(key, key, chance.randint(1, 5), number % 3 + 1, None, 1, start, end, start, end, "UTC", Status.BOOKED, detail="Knee R")
            visits.append(Visit(made, who))
        whole = (Span(datetime.combine(day, time(8)), datetime.combine(day, time(17))),)
        tracks.append(Track(day, f"Dr {number % 3 + 1}", "2 h free", 0.6, "D1", "#2F6B8F", whole, tuple(visits), (), number % 3 + 1, frozenset({number % 3 + 1})))
    return Board(one, tuple(tracks), tuple(v for t in tracks for v in t.visits))


def context(look: Look) -> Context:
    """As a section is handed it; nothing that is painted here asks the desk."""
    nothing: Any = None
    now = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)
    return Context(look, nothing, nothing, nothing, Settings(), lambda: now, lambda: now.replace(tzinfo=None), nothing, nothing, nothing, nothing, nothing)


class Naive(QWidget):
    """The usual way: everything drawn anew each time."""

    def __init__(self, look: Look, board: Board) -> None:
        super().__init__()
        self.look, self.board = look, board
        self.resize(WIDE, TALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.color("surface"))
        wide, per = (WIDE - GUTTER) / COLUMNS, (TALL - HEADER) / 540
        for n in range(19):
            painter.setPen(look.color("grid"))
            painter.drawLine(QPointF(GUTTER, HEADER + n * 30 * per), QPointF(WIDE, HEADER + n * 30 * per))
        for number, track in enumerate(self.board.tracks):
            for visit in track.visits:
                start = visit.appointment.start
                top = HEADER + (start.hour * 60 + start.minute - 480) * per
                self._visit(painter, visit, QRectF(GUTTER + number * wide + 5, top, wide - 10, 10 * per - 1))
        painter.end()

    def _visit(self, painter: QPainter, visit: Visit, rect: QRectF) -> None:
        fill, bar, ink = self.look.type_colors(self.board.house.type(visit.appointment.type_id).look)
        path = QPainterPath()
        path.addRoundedRect(rect, 6, 6)
        painter.fillPath(path, fill)
        stripe = QPainterPath()
        stripe.addRoundedRect(QRectF(rect.left(), rect.top(), 4, rect.height()), 2, 2)
        painter.fillPath(stripe, bar)
        font = self.look.font(12, 600)
        painter.setFont(font)
        painter.setPen(ink)
        words = QFontMetrics(font).elidedText(visit.patient_name, Qt.TextElideMode.ElideRight, int(rect.width() - 34))
        painter.drawText(rect.adjusted(11, 0, -22, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(rect.right() - 18, rect.center().y() - 5, 10, 10))


class Blit(QWidget):
    """The limit: one cached picture, copied to the screen."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self.picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(WIDE, TALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self.picture)
        painter.end()


def _timed(work: Callable[[], object]) -> float:
    """Milliseconds of this process: what is painted off the screen is painted by it, and what else the machine does is not counted."""
    begun = clock.process_time()
    work()
    return (clock.process_time() - begun) * 1000


def painting() -> Iterator[Measure]:
    app = QApplication.instance() or QApplication(["bench"])
    load_fonts()
    look = Look()
    one = house()
    boards = [week(one, seed) for seed in range(ROUNDS + 1)]
    sheet, naive = Sheet(context(look)), Naive(look, boards[0])
    sheet.resize(WIDE, TALL)
    for widget in (sheet, naive):
        widget.show()
    sheet.grid.show_board(boards[0], "Week")
    app.processEvents()
    blit = Blit(sheet.grab())
    blit.show()
    app.processEvents()
    yield from _first_paint(sheet, naive, boards)
    yield from _changes(app, sheet, blit, boards[-1])
    for widget in (sheet, naive, blit):
        widget.close()


def _first_paint(sheet: Sheet, naive: Naive, boards: list[Board]) -> Iterator[Measure]:
    """Another week: every visit on it is new, and none of its pictures is there yet."""

    def ours(board: Board) -> None:
        sheet.grid.show_board(board, "Week")
        sheet.repaint()

    mine, theirs = [], []
    for board in boards[1:]:
        naive.board = board
        theirs.append(_timed(naive.repaint))
        mine.append(_timed(lambda b=board: ours(b)))
    yield Measure("S6", "week of 750 visits, first paint", statistics.median(mine), statistics.median(theirs), 0.7, "ms", "naive QPainter")


def _changes(app: Any, sheet: Sheet, blit: Blit, board: Board) -> Iterator[Measure]:
    visit = board.tracks[7].visits[20]
    block = sheet.grid.block_of(visit.appointment.id)
    states = (Status.WAITING, Status.BOOKED)

    def change(number: int) -> None:
        other = replace(visit, appointment=replace(visit.appointment, status=states[number % 2]))
        block.show_visit(other, board.house, datetime(2026, 11, 24, 10), datetime(2026, 11, 24, 16, tzinfo=UTC))
        sheet.grid.repaint(block.geometry())

    changed, blits = [], []
    for n in range(4 * ROUNDS):
        blits.append(_timed(blit.repaint))
        changed.append(_timed(lambda n=n: change(n)))
    limit = statistics.median(blits)
    yield Measure("S6", "one visit of 750 changed and painted", statistics.median(changed), limit, 2, "ms", "blit of the picture")
    sheet.grid.zoom = 3.0
    sheet.grid.refresh()
    app.processEvents()
    bar, hour = sheet.verticalScrollBar(), int(60 * sheet.grid.scale.per_minute)

    def scroll(number: int) -> None:
        bar.setValue(hour if number % 2 == 0 else 0)
        app.processEvents()

    scroll(0)
    scrolled = [_timed(lambda n=n: scroll(n)) for n in range(1, 2 * ROUNDS + 1)]
    yield Measure("S6", "one hour scrolled", statistics.median(scrolled), limit, 10, "ms", "blit of the picture")
    yield Measure("S6", "one hour scrolled", statistics.median(scrolled), 16, 1, "ms", "a frame of 60 a second")


# -- S7


def filled(folder: Path, many: int) -> Desk:
    """A clinic with so many visits, 750 in each week of five clinicians; put in below the journal, in one go."""
    now = datetime(2026, 11, 24, 16, tzinfo=UTC)
    desk = Desk.create(folder / f"clinic{many}.frontdesk", clock=lambda: now)
    with desk.write("Set up") as write:
        from frontdesk.data import rows  # the benchmark alone writes rows past the services
        from frontdesk.domain.patient import Patient

        rows.add(write, Clinic(0, "Harbor"))
        site = rows.add(write, Site(0, "Quay", "UTC"))
        people = [rows.add(write, Clinician(0, f"Dr Person {n}", f"Dr {n}", f"D{n}")) for n in range(5)]
        kind = rows.add(write, AppointmentType(0, "Follow-up", 15, "follow_up"))
        patients = [rows.add(write, Patient(0, f"Given{n}", f"Family{n}", chart=f"B-{n}")) for n in range(200)]
        first = rows.add(write, Appointment(0, patients[0].id, kind.id, people[0].id, None, site.id, datetime(1990, 1, 1, 9), datetime(1990, 1, 1, 9, 15),
                                            datetime(1990, 1, 1, 9), datetime(1990, 1, 1, 9, 15), "UTC", Status.BOOKED))  # fmt: skip
    connection = desk.store._writer.raw_connection()
    cursor = connection.cursor()
    names = [row[1] for row in cursor.execute("PRAGMA table_info(appointment)")]
    template = dict(zip(names, cursor.execute("SELECT * FROM appointment WHERE id = ?", (first.id,)).fetchone(), strict=True))
    triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'appointment'").fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    columns = ", ".join(f'"{n}"' for n in names)
    cursor.executemany(f"INSERT INTO appointment ({columns}) VALUES ({', '.join('?' * len(names))})",
                       _lines(names, template, many, [p.id for p in people], [p.id for p in patients]))  # fmt: skip
    for _, sql in triggers:
        cursor.execute(sql)
    cursor.execute("ANALYZE")
    connection.commit()
    connection.close()
    return desk


def _lines(names: list[str], template: dict[str, Any], many: int, people: list[int], patients: list[int]) -> Iterator[list[Any]]:
    """Weeks back from November 2026 until there are enough of them: 30 visits a day and clinician."""
    day, key = date(2026, 11, 27), 10
    while key < many + 10:
        if day.weekday() < 5:
            for person in people:
                for slot in range(30):
                    key += 1
                    start = datetime.combine(day, time(8)) + timedelta(minutes=15 * slot)
                    end = start + timedelta(minutes=15)
                    first, last = int(start.replace(tzinfo=UTC).timestamp()), int(end.replace(tzinfo=UTC).timestamp())
                    wall = (start.isoformat(timespec="seconds"), end.isoformat(timespec="seconds"))
                    found = template | {
                        "id": key, "patient_id": patients[key % len(patients)], "clinician_id": person, "start": wall[0], "end": wall[1],
                        "room_start": wall[0], "room_end": wall[1], "utc_start": first, "utc_end": last, "utc_room_start": first, "utc_room_end": last,
                    }  # fmt: skip
                    yield [found[n] for n in names]
        day -= timedelta(days=1)


def _reading(desk: Desk) -> tuple[float, float]:
    """Milliseconds for the week as the window reads it, and as plain tuples over the same connection settings."""
    sql = """SELECT a.*, p.given_name, p.family_name, p.chart, p.phone FROM appointment a LEFT JOIN patient p ON p.id = a.patient_id
             WHERE a.start >= '2026-11-22T00:00:00' AND a.start < '2026-11-30T00:00:00' AND a.status NOT IN ('cancelled', 'expired')
             ORDER BY a.start, a."end" DESC, a.id"""
    from frontdesk.data import appointments  # as above

    first, last = datetime(2026, 11, 23), datetime(2026, 11, 30)
    connection = desk.store._writer.raw_connection()
    cursor = connection.cursor()

    def ours() -> int:
        with desk.read() as session:
            session.connection.info.pop("kept", None)  # what was read before is not to answer: the reading itself is measured
            return len(appointments.between(session, first=first, last=last))

    mine, theirs = [], []
    assert ours() == len(cursor.execute(sql).fetchall()) == 750
    for _ in range(3 * ROUNDS):
        theirs.append(_timed(lambda: cursor.execute(sql).fetchall()))
        mine.append(_timed(ours))
    connection.close()
    return statistics.median(mine), statistics.median(theirs)


def reading() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = ((LARGE and MILLION) or MILLION // 10), (LARGE or MILLION)
        found = {}
        for many in (small, large):
            desk = filled(folder, many)
            found[many] = _reading(desk)
            whole = _timed(lambda d=desk: calendar.days(d, first=MONDAY, last=MONDAY + timedelta(days=6)))
            desk.close()
        mine, theirs = found[max(small, MILLION)]
        yield Measure("S7", f"week of 750 of {MILLION:,} visits, frozen values", mine, theirs, 4, "ms", "plain sqlite3 tuples")
        yield Measure("S7", f"the same from {large:,} visits", found[large][0], found[small][0], 1.3, "ms", f"from {small:,}")
        yield Measure("S7", "the week as the grid takes it", whole, 50, 1, "ms", "50 ms from key press to paint (S14)")


def measures() -> Iterator[Measure]:
    yield from painting()
    yield from reading()
