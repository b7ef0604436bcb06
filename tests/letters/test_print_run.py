"""A whole print run through a real queue to a printer of the test's own: problems set aside, trouble seen and tried again, nothing twice."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from frontdesk.data import letters as letter_rows
from frontdesk.data import tables
from frontdesk.domain.appointment import Status
from frontdesk.domain.errors import Refused
from frontdesk.domain.letter import LetterKind, LetterState
from frontdesk.services import letters, print_run
from frontdesk.services.desk import Desk
from tests.letters.test_printing import Server, desk, pytestmark, server

__all__ = ["desk", "pytestmark", "server"]


class Sink:
    """A printer on the network: takes one job a connection."""

    def __init__(self) -> None:
        self.papers: list[bytes] = []
        self._socket: socket.socket | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def open(self) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", self.port))
        self._socket.listen(8)
        threading.Thread(target=self._serve, args=(self._socket,), daemon=True).start()

    def _serve(self, listening: socket.socket) -> None:
        while True:
            try:
                arrived, _ = listening.accept()
            except OSError:
                return
            if content := _heard(arrived):
                self.papers.append(content)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
            self._socket = None


def _heard(arrived: socket.socket) -> bytes:
    with arrived:
        return b"".join(iter(lambda: arrived.recv(65536), b""))


@pytest.fixture
def sink(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    backend = server.place / "bin/backend/socket"
    if not backend.exists():
        backend.symlink_to("/usr/lib/cups/backend/socket")
    made = Sink()
    assert server.queue("post", f"socket://127.0.0.1:{made.port}")
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{server.port}")
    yield made
    made.close()
    server.run("cancel", "-a", "post")


def fill(desk: Desk, many: int) -> tuple[int, ...]:
    """So many letters, seven of them with a problem: three of cancelled visits, two not written, two recalls of nobody."""
    with desk.read() as session:
        for letter in letter_rows.of_tab(session, tab="to_print"):
            assert not letter.problems
        booked = [
            row for row in session.execute(tables.appointment.select().where(tables.appointment.c.start > desk.wall_now())).mappings()
            if row["patient_id"] and row["status"] == Status.BOOKED.value and row["lives"] == "book"
        ]  # fmt: skip
    with desk.write("Letters for the run", undoable=False) as write:
        for letter in letter_rows.of_tab(write, tab="to_print"):
            letter_rows.remove(write, letter_id=letter.id)
        good, gone = booked[3:], booked[:3]
        for one in gone:
            write.update(tables.appointment, one["id"], {"status": Status.CANCELLED.value})
        made = [
            letter_rows.queue(write, patient_id=one["patient_id"], appointment_id=one["id"], subject="Visit", with_sheet=False).id
            for one in (*(good[n % len(good)] for n in range(many - 7)), *gone)
        ]  # fmt: skip
        for kind, visit in ((LetterKind.AFTERCARE, good[0]["id"]), (LetterKind.RECALL, None)):
            made += [
                letter_rows.queue(write, patient_id=one["patient_id"], appointment_id=visit, subject="Words", kind=kind, with_sheet=False).id for one in good[:2]
            ]  # fmt: skip
    return tuple(made[many // 3 :] + made[: many // 3])


def states(desk: Desk, keys: tuple[int, ...]) -> Counter[LetterState]:
    with desk.read() as session:
        return Counter(letter_rows.get(session, key).state for key in keys)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("many", [24, pytest.param(200, marks=pytest.mark.slow)])
def test_a_run_with_seven_problems_past_a_disabled_a_refusing_and_a_closed_printer_prints_each_letter_once(server: Server, sink: Sink, desk: Desk, many: int):
    keys = fill(desk, many)
    good = many - 7

    server.run("cupsdisable", "post")
    told = print_run.print_letters(desk, letter_ids=keys, printer="post", patience=5)
    assert not any(one.ok for one in told)
    assert any("has stopped" in one.sentence for one in told)

    server.run("cupsenable", "post")
    server.run("cupsreject", "post")
    told = print_run.print_letters(desk, letter_ids=keys, printer="post", patience=5)
    assert not any(one.ok for one in told)
    assert any("did not take the letter" in one.sentence for one in told)

    server.run("cupsaccept", "post")
    told = print_run.print_letters(desk, letter_ids=keys, printer="post", patience=3)  # nobody listens at the printer
    assert not any(one.ok for one in told)
    assert states(desk, keys)[LetterState.PRINTED] == 0
    assert server.run("lpstat", "-W", "not-completed", "-o").stdout == ""
    assert sink.papers == []

    server.run("cupsenable", "post")
    sink.open()
    steps: list[float] = []
    told = print_run.print_letters(desk, letter_ids=keys, printer="post", patience=60, progress=lambda share, words: steps.append(share))
    assert sum(one.ok for one in told) == good, [one.sentence for one in told if not one.ok and not one.set_aside]
    assert sum(one.set_aside for one in told) == 7
    assert steps == sorted(steps)
    _right(desk, sink, keys, good)

    again = print_run.print_letters(desk, letter_ids=keys, printer="post", patience=60)
    assert not any(one.ok for one in again)
    assert len(sink.papers) == good


def _right(desk: Desk, sink: Sink, keys: tuple[int, ...], good: int) -> None:
    """What arrived is what was meant, each once; the record says so."""
    assert states(desk, keys) == Counter({LetterState.PRINTED: good, LetterState.TO_PRINT: 7})
    assert len(sink.papers) == good
    with desk.read() as session:
        kept = [letter for key in keys if (letter := letter_rows.get(session, key)).sent_at]
    assert len({letter.job for letter in kept}) == good
    arrived = Counter(_addressee(paper) for paper in sink.papers)
    assert arrived == Counter(letter.patient_name for letter in kept)
    run = print_run.last_run(desk)
    assert run is not None
    assert (run.asked, run.printed, run.failed) == (len(keys), good, 7)


def _addressee(paper: bytes) -> str:
    """The line below the letterhead."""
    lines = [" ".join(line.split()) for line in PdfReader(io.BytesIO(paper)).pages[0].extract_text().splitlines()]
    return next(line for line in lines if line and line in _addressee.names)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _everybody(desk: Desk) -> None:
    with desk.read() as session:
        rows = session.execute(tables.patient.select()).mappings()
        _addressee.names = {" ".join(p for p in (row["given_name"], row["family_name"]) if p) for row in rows}  # type: ignore[attr-defined]


def test_the_last_run_is_printed_again_in_the_words_it_had_and_stands_in_the_record_once(server: Server, sink: Sink, desk: Desk):
    sink.open()
    keys = fill(desk, 20)[:4]
    print_run.print_letters(desk, letter_ids=keys, printer="post")
    run = print_run.last_run(desk)
    assert run is not None
    first = list(sink.papers)
    told = print_run.reprint(desk, run=run.id, printer="post")
    assert all(one.ok for one in told)
    assert Counter(sink.papers[len(first) :]) == Counter(first)
    assert len([x for x in letters.letters(desk, tab="sent") if x.run == run.id]) == len(first)


def test_a_letter_cut_off_while_printing_is_asked_about_and_never_printed_by_itself(server: Server, sink: Sink, desk: Desk):
    sink.open()
    key = fill(desk, 20)[0]
    with desk.write("The program ended here", undoable=False) as write:
        letter_rows.mark(write, letter_ids=[key], state=LetterState.PRINTING)
    (told,) = print_run.print_letters(desk, letter_ids=[key], printer="post")
    assert not told.ok
    assert "Look there first" in told.sentence
    assert sink.papers == []
    assert print_run.said_printed(desk, letter_id=key, printed=False).state is LetterState.TO_PRINT
    (told,) = print_run.print_letters(desk, letter_ids=[key], printer="post")
    assert told.ok
    with pytest.raises(Refused):
        print_run.said_printed(desk, letter_id=key, printed=True)


def test_a_job_that_was_with_the_printer_when_the_program_ended_is_taken_back_if_it_waits_and_counted_if_it_has_left(server: Server, sink: Sink, desk: Desk):
    waits, left = fill(desk, 24)[:2]
    server.run("cupsdisable", "post")
    page = desk.store.path.with_name("page.pdf")
    page.write_bytes(letters.pdf(desk, letter_id=waits))
    job = server.run("lp", "-d", "post", str(page)).stdout.split("request id is ")[-1].split(" ")[0]
    with desk.write("The program ended here", undoable=False) as write:
        letter_rows.mark(write, letter_ids=[waits], state=LetterState.PRINTING, job=job)
        letter_rows.mark(write, letter_ids=[left], state=LetterState.PRINTING, job="post-1")
    print_run.settle_cut_off(desk)
    server.run("cupsenable", "post")
    with desk.read() as session:
        assert letter_rows.get(session, waits).state is LetterState.TO_PRINT
        assert letter_rows.get(session, left).state is LetterState.PRINTED
    assert server.run("lpstat", "-W", "not-completed", "-o").stdout == ""


@pytest.mark.parametrize("way", [("cancel",), ("cancel", "-x")], ids=["cancelled", "purged"])
def test_a_job_cancelled_at_the_printer_is_no_printed_letter_and_goes_with_the_next_run(server: Server, sink: Sink, desk: Desk, way: tuple[str, ...]):
    before, key = fill(desk, 20)[:2]
    sink.open()
    print_run.print_letters(desk, letter_ids=[before], printer="post")  # so that the system has a history
    sink.close()

    def cancel() -> None:
        while not (waiting := server.run("lpstat", "-W", "not-completed", "-o").stdout):
            time.sleep(0.05)
        server.run(*way, waiting.split()[0])

    somebody = threading.Thread(target=cancel)
    somebody.start()
    (told,) = print_run.print_letters(desk, letter_ids=[key], printer="post", patience=20)  # nobody listens at the printer: the job waits there
    somebody.join()
    assert not told.ok
    assert "cancelled" in told.sentence
    assert states(desk, (key,)) == Counter({LetterState.TO_PRINT: 1}), "back in the print run"
    sink.open()
    (told,) = print_run.print_letters(desk, letter_ids=[key], printer="post")
    assert told.ok
    assert len(sink.papers) == 2
