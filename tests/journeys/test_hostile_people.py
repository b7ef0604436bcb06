"""People whose names and messages are traps (safety.md 4), from the import through every screen to their letters: shown and printed as they
stand; no file opened, no picture painted, no freeze."""

from __future__ import annotations

import ctypes
import html
import io
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QTextEdit, QWidget

from frontdesk.domain.errors import DeskError
from frontdesk.domain.inquiry import Tab
from frontdesk.domain.letter import Letter
from frontdesk.domain.person import PostalAddress
from frontdesk.services import calendar, imports, inquiries, letters, patients
from frontdesk.services.calendar import Booking
from frontdesk.services.desk import Desk
from tests.journeys.hands import Hands
from tests.ui.hostile import strings

pytestmark = pytest.mark.slow

MAGENTA = QColor("#FF00FF")
FREEZE = 0.1
"""Seconds of its own work for which the window may stand still more than it does for ordinary people."""


@pytest.fixture
def picture(tmp_path: Path, qapp: QApplication) -> Path:
    image = QImage(80, 80, QImage.Format.Format_RGB32)
    image.fill(MAGENTA)
    place = tmp_path / "canary.png"
    assert image.save(str(place))
    return place


def export(names: list[str], folder: Path, *, first: int = 1) -> Path:
    """A site's comments as its REST interface gives them; the message is what WordPress makes of typed text: escaped."""
    told = [
        {
            "id": number, "post": 7, "parent": 0, "author": 0, "author_name": who, "date": f"2026-11-2{number % 3}T09:{number % 60:02}:00",
            "date_gmt": f"2026-11-2{number % 3}T15:{number % 60:02}:00", "status": "approved", "type": "comment", "link": "https://clinic.example/sprain",
            "content": {"rendered": f"<p>{html.escape(f'My left knee hurts at 7/10 since 2019. {who} Could I come on a Tuesday?')}</p>"},
        }
        for number, who in enumerate(names, first)
    ]  # fmt: skip
    place = folder / "comments.json"
    place.write_text(json.dumps(told), encoding="ascii")
    return place


@contextmanager
def watched(place: Path) -> Iterator[Callable[[], int]]:
    """How often a file has been opened since, by whomever; where the system can tell."""
    if not sys.platform.startswith("linux"):
        yield lambda: 0
        return
    library = ctypes.CDLL(None, use_errno=True)
    handle = library.inotify_init1(os.O_NONBLOCK)
    assert library.inotify_add_watch(handle, os.fsencode(place), 0x20) > 0  # IN_OPEN

    def opened() -> int:
        try:
            return len(os.read(handle, 65_536))
        except BlockingIOError:
            return 0

    try:
        yield opened
    finally:
        os.close(handle)


class Pulse:
    """The longest the window's thread worked without coming round: its own work, so that a busy machine does not count."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(0)

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now

    def forget(self) -> None:
        """What was done since the last beat was the test's own doing."""
        self._last = time.thread_time()

    def stop(self) -> float:
        self._timer.stop()
        return self.longest


def paints_magenta(window: QWidget) -> bool:
    image = window.grab().toImage()
    return any(image.pixelColor(x, y) == MAGENTA for x in range(0, image.width(), 8) for y in range(0, image.height(), 8))


def everywhere(hands: Hands, people: list[int], look: Callable[[str], None]) -> None:
    """Every section, with each of these people in hand where one can be."""

    def press(*keys: str) -> None:
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(hands.window.windowHandle(), combination.key(), combination.keyboardModifiers())
            hands.wait(quiet=0.02)

    press("Ctrl+1")
    for tab in (Tab.TODO, Tab.BOOKED, Tab.DONE):
        hands.window.go("inbox", tab=tab.value)
        hands.wait(quiet=0.02)
        for _ in range(min(hands.section("inbox").list.rows.rowCount(), 2 * len(people) + 12)):
            look(f"inbox {tab.value}")
            press("J")
    for key in people:
        hands.window.go("patients", patient=key)
        hands.wait(quiet=0.02)
        for number in range(4):
            hands.section("patients")._choose_tab(number)
            hands.wait(quiet=0.02)
            look("patients")
    press("Ctrl+2", "T")
    for key in ("PgDown", "R", "R", "V", "V", "Shift+V", "L", "L"):
        press(key)
        look(f"calendar {key}")
    for section in ("day_sheet", "questions", "settings", "import", "letters"):
        hands.window.go(section)
        hands.wait(quiet=0.05)
        look(section)
    for _ in people:
        press("J")
        look("letters")
    press("Ctrl+Shift+H")
    look("history")
    press("Esc", "Ctrl+K", "A")
    hands.wait(quiet=0.3)
    look("palette")
    press("Esc")


def booked(desk: Desk, inquiry_id: int) -> int:
    """The first free time for somebody; gives the patient made of them."""
    case = inquiries.case(desk, inquiry_id=inquiry_id)
    assert case.wish is not None
    slot = calendar.slots(desk, wish=case.wish, limit=1).slots[0]
    done = calendar.book(desk, booking=Booking(slot, case.wish.type_id, inquiry_id=inquiry_id))
    address = PostalAddress("12 <b>Pier</b> Street", "", "Austin & sons", "TX", "78701")
    patients.change(desk, patient=replace(done.patient, address=address))
    return done.patient.id


def arrived(hands: Hands, names: list[str], folder: Path, *, first: int = 1) -> list[int]:
    """Brought in; the numbers of the inquiries."""
    def there(desk: Desk) -> list[int]:
        return [row.id for tab in (Tab.TODO, Tab.SPAM) for row in inquiries.inbox(desk, tab=tab)]

    before, place = set(hands.ask(there)), export(names, folder, first=first)
    report = hands.ask(lambda desk: imports.import_file(desk, path=place))
    assert report.people == len(names)
    return [key for key in hands.ask(there) if key not in before]


@pytest.mark.timeout(400)
def test_traps_as_names_and_messages_are_shown_and_printed_as_they_stand_on_every_screen(hands: Hands, picture: Path, tmp_path: Path):
    ordinary = [hands.ask(lambda desk, k=key: booked(desk, k)) for key in arrived(hands, ["Ada Lind", "Ben Ode"], tmp_path)]
    everywhere(hands, ordinary, lambda where: None)  # what is built when it is first seen is built now
    pulse = Pulse()
    everywhere(hands, ordinary, lambda where: None)
    usual, painted = pulse.stop(), []
    traps = strings(picture)
    with watched(picture) as opened:
        came = arrived(hands, traps, tmp_path, first=101)
        assert len(came) == len(traps), "each is somebody who wrote"
        people = [hands.ask(lambda desk, k=key: booked(desk, k)) for key in came[:12]]
        pulse = Pulse()

        def look(where: str) -> None:
            if paints_magenta(hands.window):
                painted.append(where)
            pulse.forget()

        everywhere(hands, people, look)
        longest = pulse.stop()
        assert painted == []
        assert opened() == 0
    print(f"longest {longest:.3f} s, with ordinary people {usual:.3f} s")
    assert longest < max(usual, FREEZE) + FREEZE, f"{longest:.3f} s, with ordinary people {usual:.3f} s"
    assert max(w.height() for w in QApplication.topLevelWidgets() if w.isVisible()) <= 900


def printed(desk: Desk, letter: Letter) -> str:
    try:
        made = letters.pdf(desk, letter_id=letter.id)
    except DeskError as refused:  # said before printing, never printed as boxes
        return refused.sentence
    assert not re.search(rb"/(URI|Launch|JavaScript|JS|GoToR|EmbeddedFile)\b", made)
    pages = PdfReader(io.BytesIO(made)).pages
    assert not [image for page in pages for image in page.images]
    return bare("".join(page.extract_text() for page in pages))


def bare(text: str) -> str:
    """Letters without blanks, and without what has no shape of its own (turning signs, controls and the marks for them)."""
    marks = {"\ufffd", "\u25ab", *map(chr, range(0x2400, 0x2422))}
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace() and letter not in marks)


def test_the_letter_to_a_trap_says_its_name_as_it_stands(hands: Hands, picture: Path, tmp_path: Path):
    came = arrived(hands, strings(picture), tmp_path)
    people = [hands.ask(lambda desk, k=key: booked(desk, k)) for key in came]
    refused, said = [], 0
    for key in people:
        record = hands.ask(lambda desk, k=key: patients.record(desk, patient_id=k))
        (letter,) = [one for one in hands.ask(lambda desk: letters.letters(desk, tab="to_print")) if one.patient_id == key]
        words, whole = hands.ask(lambda desk, one=letter: printed(desk, one)), bare(record.patient.name)
        if "HarborRegenerativeClinic" not in words:
            refused.append(words)
        elif len(whole) < 60:
            assert whole in words, (record.patient.name, words[:300])
            said += 1
    assert said > len(people) // 2
    assert all(len(sentence) < 400 for sentence in refused), "a refusal is a sentence"


def test_traps_typed_on_the_phone_and_in_search_stay_what_they_are(hands: Hands, picture: Path):
    with watched(picture) as opened:
        pulse = Pulse()
        for trap in strings(picture):
            cut = trap[:4000].encode("utf-8", "replace").decode()
            hands.press("F2")
            field = next(w for w in hands.window.findChildren(QTextEdit) if w.accessibleName() == "What they say" and w.isVisible())
            field.setPlainText(f"knee hurts {cut}")
            hands.wait(quiet=0.25)
            assert field.toPlainText().startswith("knee hurts")
            hands.press("Esc")
            hands.press("Ctrl+K")
            focus = hands.focus
            focus.setText(cut[:300])
            hands.wait(quiet=0.25)
            pulse.forget()
            assert not paints_magenta(hands.window)
            pulse.forget()
            hands.press("Esc")
        assert opened() == 0
    assert pulse.stop() < 3 * FREEZE


@pytest.mark.corpus
def test_the_hostile_files_of_others_come_in_and_every_one_of_their_people_can_be_looked_at(hands: Hands, picture: Path, shared: Path):
    for place in sorted((shared / "corpus" / "hostile").iterdir()):
        hands.ask(lambda desk, p=place: _brought(desk, p))
    lines = (shared / "corpus" / "hostile" / "payloadbox-csv-injection-payloads__csv-payload.txt").read_text(errors="replace").splitlines()
    came = arrived(hands, [line for line in lines if line.strip()][:25], picture.parent)
    assert came
    people = [hands.ask(lambda desk, k=key: booked(desk, k)) for key in came[:3]]
    everywhere(hands, people, lambda where: None)
    for view in hands.window.findChildren(QListView):
        assert view.accessibleName() or not view.isVisible()
    booked_names = hands.ask(lambda desk: [patients.get(desk, patient_id=key).name for key in people])
    signs = {"".join(sorted(bare(line))).replace(",", "") for line in lines}  # “last, first” is turned round
    assert signs >= {"".join(sorted(bare(one))).replace(",", "") for one in booked_names}


def _brought(desk: Desk, place: Path) -> str:
    try:
        report = imports.import_file(desk, path=place)
    except DeskError as refused:
        return refused.sentence
    return f"{report.people} people, {len(report.refused)} refused"
