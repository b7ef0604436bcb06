"""Printing through a real print server of the test's own: jobs followed to their end, stopped and refusing printers told."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk import platform
from frontdesk.domain.errors import Refused, Unprintable
from frontdesk.services import day_grid, demo, letters, print_run
from frontdesk.services.desk import Desk
from tests.clinics import copied
from tests.letters.conftest import Paper

pytestmark = [pytest.mark.timeout(120), pytest.mark.skipif(not (Path("/usr/sbin/cupsd").exists() and shutil.which("lp") and shutil.which("lpadmin")),
                                reason="CUPS is not installed (sudo apt-get install cups cups-client)")]  # fmt: skip

CONF = """
LogLevel debug
Listen 127.0.0.1:{port}
Listen {place}/sock
Browsing Off
WebInterface No
DefaultAuthType None
MaxLogSize 0
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {place}
RequestRoot {place}/spool
CacheDir {place}/cache
StateDir {place}/state
TempDir {place}/spool/tmp
AccessLog {place}/access
ErrorLog {place}/error
PageLog {place}/page
DataDir /usr/share/cups
ServerBin {place}/bin
Sandboxing relaxed
"""

BACKEND = """#!/bin/sh
[ $# -eq 0 ] && {{ echo 'direct capture "Capture" "Capture"'; exit 0; }}
if [ -n "$6" ]; then cat "$6"; else cat; fi > '{out}.part' && mv '{out}.part' '{out}'
"""
"""The printer: puts what it is handed into a file, whole or not at all."""


class Server:
    """``out`` is where the printer “desk” puts what it prints."""

    def __init__(self, place: Path) -> None:
        self.place, self.out = place, place / "tray" / "printed"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        for name in ("spool/tmp", "cache", "state", "ppd", "tray"):
            (place / name).mkdir(parents=True)
        for path in (place, *place.rglob("*")):
            os.chmod(path, 0o777)
        (place / "bin/backend").mkdir(parents=True)
        for name in ("filter", "daemon"):
            (place / "bin" / name).symlink_to(f"/usr/lib/cups/{name}")
        backend = place / "bin/backend/capture"
        backend.write_text(BACKEND.format(out=self.out))
        for path in (place / "bin", backend.parent, backend):
            path.chmod(0o755)  # the server runs it as another user
        (place / "cupsd.conf").write_text(CONF.format(place=place, port=self.port))
        (place / "cups-files.conf").write_text(FILES.format(place=place))
        command = ["/usr/sbin/cupsd", "-f", "-c", str(place / "cupsd.conf"), "-s", str(place / "cups-files.conf")]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def ready(self) -> bool:
        end = time.monotonic() + 15
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return True
            time.sleep(0.1)
        return False

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        server = {"CUPS_SERVER": f"127.0.0.1:{self.port}", "LC_ALL": "C"}
        return subprocess.run(words, capture_output=True, text=True, timeout=20, check=False, env={**os.environ, **server})

    def queue(self, name: str, device: str) -> bool:
        return self.run("lpadmin", "-p", name, "-E", "-v", device, "-m", "raw").returncode == 0

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    place = Path(tempfile.mkdtemp(prefix="fd-cups-"))
    made = Server(place)
    if not made.ready() or not made.queue("desk", "capture:/paper"):
        told = (place / "error").read_text(errors="replace")[-600:] if (place / "error").exists() else ""
        made.stop()
        shutil.rmtree(place, ignore_errors=True)
        pytest.skip(f"a print server of the test's own does not run here: {told}")
    yield made
    made.stop()
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def printer(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{server.port}")
    server.out.unlink(missing_ok=True)
    yield server
    server.run("cancel", "-a", "desk")
    server.run("cupsenable", "desk")
    server.run("cupsaccept", "desk")


@pytest.fixture
def desk(demo_clinic: Path, tmp_path: Path) -> Iterator[Desk]:
    made = Desk.open(copied(demo_clinic, tmp_path), clock=demo.fixed_moment)
    yield made
    made.close()


def test_the_days_grid_is_printed_on_its_side(printer: Server, desk: Desk):
    day_grid.print_grid(desk, day=desk.wall_now().date(), printer="desk")
    box = Paper(printer.out.read_bytes()).reader.pages[0].mediabox
    assert box.width > box.height


def test_the_printers_of_the_computer_are_listed(printer: Server):
    assert letters.printers() == ("desk",)


def test_a_printed_letter_is_the_very_pdf_and_is_marked_once_the_job_has_left_the_queue(printer: Server, desk: Desk):
    waiting = letters.letters(desk, tab="to_print")
    one = next(letter for letter in waiting if not letter.problems)
    (outcome,) = print_run.print_letters(desk, letter_ids=[one.id], printer="desk")
    assert outcome.ok, outcome.sentence
    assert outcome.job.startswith("desk-")
    paper = Paper(printer.out.read_bytes())
    assert one.patient_name in paper.text()
    assert printer.run("lpstat", "-W", "not-completed", "-o").stdout == ""
    sent = {letter.id: letter for letter in letters.letters(desk, tab="sent")}
    assert sent[one.id].job == outcome.job
    assert sent[one.id].sent_at is not None
    assert one.id not in {letter.id for letter in letters.letters(desk, tab="to_print")}
    with pytest.raises(Refused, match="left the house"):
        desk.undo()


def test_no_patients_name_stands_in_the_queue(printer: Server, desk: Desk):
    one = letters.letters(desk, tab="to_print")[0]
    printer.run("cupsdisable", "desk")
    page = desk.store.path.with_name("page.pdf")
    page.write_bytes(letters.pdf(desk, letter_id=one.id))
    platform.print_pdf(page, printer="desk", title="Appointment letter")
    queued = printer.run("lpstat", "-o", "-l").stdout + (printer.place / "error").read_text(errors="replace")
    assert one.patient_name.split()[-1] not in queued


def test_a_stopped_printer_is_told_the_job_is_taken_back_and_a_second_try_prints_once(printer: Server, desk: Desk):
    one = letters.letters(desk, tab="to_print")[0]
    printer.run("cupsdisable", "desk")
    (outcome,) = print_run.print_letters(desk, letter_ids=[one.id], printer="desk")
    assert not outcome.ok
    assert "has stopped" in outcome.sentence
    assert "try again" in outcome.sentence
    assert printer.run("lpstat", "-W", "not-completed", "-o").stdout == ""
    assert not printer.out.exists()
    assert [letter.state.value for letter in letters.letters(desk, tab="to_print") if letter.id == one.id] == ["failed"]
    printer.run("cupsenable", "desk")
    (again,) = print_run.print_letters(desk, letter_ids=[one.id], printer="desk")
    assert again.ok
    assert len(Paper(printer.out.read_bytes())) == 3


def test_a_printer_that_takes_no_jobs_is_told_and_the_letter_stays_in_the_run(printer: Server, desk: Desk):
    one = letters.letters(desk, tab="to_print")[0]
    printer.run("cupsreject", "desk")
    (outcome,) = print_run.print_letters(desk, letter_ids=[one.id], printer="desk")
    assert not outcome.ok
    assert "did not take the letter" in outcome.sentence
    printer.run("cupsaccept", "desk")
    (again,) = print_run.print_letters(desk, letter_ids=[one.id], printer="desk")
    assert again.ok


def test_a_printer_that_is_not_there_is_named(printer: Server, desk: Desk):
    one = letters.letters(desk, tab="to_print")[0]
    for name in ("nowhere", "", "-o raw"):
        (outcome,) = print_run.print_letters(desk, letter_ids=[one.id], printer=name)
        assert not outcome.ok
        assert "no printer called" in outcome.sentence


def test_a_run_goes_on_past_a_letter_that_cannot_be_printed(printer: Server, desk: Desk):
    ids = [letter.id for letter in letters.letters(desk, tab="to_print")][:3]
    told: list[float] = []
    outcomes = print_run.print_letters(desk, letter_ids=[ids[0], 99_999, ids[1]], printer="desk", progress=lambda share, words: told.append(share))
    assert [outcome.ok for outcome in outcomes] == [True, False, True]
    assert told == sorted(told)


def test_a_job_that_stays_in_the_queue_is_followed_until_patience_ends_and_taken_back(printer: Server, tmp_path: Path):
    """A printer that holds everything: the desk is not left waiting, and nothing prints later by itself."""
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.4")
    printer.run("lpadmin", "-p", "desk", "-o", "job-hold-until-default=indefinite")
    try:
        job = platform.print_pdf(page, printer="desk", title="Appointment letter")
        with pytest.raises(Unprintable, match="taken back"):
            platform.follow(job, patience=1.0)
        assert printer.run("lpstat", "-W", "not-completed", "-o").stdout == ""
    finally:
        printer.run("lpadmin", "-p", "desk", "-o", "job-hold-until-default=no-hold")


def test_the_job_is_waited_for_while_the_printer_is_busy(printer: Server, tmp_path: Path):
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.4")
    job = platform.print_pdf(page, printer="desk", title="Appointment letter")
    platform.follow(job, patience=20)
    assert printer.out.read_bytes() == b"%PDF-1.4"


def test_where_the_print_server_has_gone_the_desk_is_told(monkeypatch: pytest.MonkeyPatch, desk: Desk):
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:9")
    one = letters.letters(desk, tab="to_print")[0]
    assert letters.printers() == ()
    (outcome,) = print_run.print_letters(desk, letter_ids=[one.id], printer="desk")
    assert not outcome.ok
    assert "save a PDF" in outcome.sentence or "Save" in outcome.sentence
