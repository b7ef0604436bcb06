"""The program around its commands: misuse, places, screens, pipes, and the reader of facts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk import __version__, cli
from tests.cli.conftest import ROOT, Line, Said

COMMANDS = ("init", "import", "inquiries", "patients", "visits", "letters", "facts", "slots", "book", "letter", "sheet", "backup", "restore", "check")
Outside = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_help_names_every_command_and_each_has_help_of_its_own(line: Line) -> None:
    told = line("--help")
    assert told.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in told.out
        own = line(command, "--help")
        assert own.code == 0
        assert own.out.startswith("Usage:")


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",), ("--nonsense",), ("import",), ("facts",), ("facts", "no-such.jsonl"), ("letter", "one", "--out", "x.pdf"), ("letter", "1"),
        ("visits", "--day", "tomorrow"), ("slots", "--minutes", "0"), ("inquiries", "--tab", "elsewhere"), ("book", "--at", "noon"), ("restore",),
    ],
)  # fmt: skip
def test_misuse_is_exit_code_2_with_a_word_about_it(line: Line, words: tuple[str, ...]) -> None:
    said = line(*words)
    assert said.code == 2
    assert "Error:" in said.err
    assert said.out == ""


def test_the_option_wins_over_the_variable(line: Line, tmp_path: Path) -> None:
    assert line("--database", tmp_path / "other.frontdesk", "init").code == 0
    assert (tmp_path / "other.frontdesk").exists()
    assert not (tmp_path / "clinic.frontdesk").exists()
    assert line("check").code == 1


def test_without_a_command_the_window_opens_with_what_was_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[Path | None, bool]] = []

    def window(database: Path | None, demo: bool) -> int:
        asked.append((database, demo))
        return 7

    monkeypatch.delenv("FRONTDESK_DATABASE", raising=False)
    for words in ([], ["--demo"], ["--database", str(tmp_path / "a.db")]):
        monkeypatch.setattr(sys, "argv", ["frontdesk", *words])
        with pytest.raises(SystemExit) as left:
            cli.main(window)
        assert left.value.code == 7
    assert asked == [(None, False), (None, True), (tmp_path / "a.db", False)]


def test_neither_the_window_nor_facts_wait_for_the_database_and_facts_needs_no_qt(tmp_path: Path) -> None:
    """On the way to the window nothing heavy is loaded: the first paint stands before all of it."""
    watch = (
        "import sys; from frontdesk import __main__, cli\n"
        "sys.argv = ['frontdesk', *{words}]\n"
        "try: cli.main(lambda database, demo: 0)\n"
        "except SystemExit: pass\n"
        "print(sorted({{'sqlalchemy', 'PySide6', 'reportlab', 'sqlcipher3', 'frontdesk.services.desk'}} & set(sys.modules)), file=sys.stderr)"
    )
    lines = tmp_path / "f.jsonl"
    lines.write_text('{"id": 1, "text": "My left knee hurts."}\n')
    for words in ([], ["--version"], ["facts", str(lines)]):
        done = subprocess.run([sys.executable, "-c", watch.format(words=words)], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
        assert done.stderr.strip() == "[]", words


def test_the_window_keeps_no_source_in_memory() -> None:
    """Else the text of every module, the libraries' too, is read with each start and kept for good: see ``frontdesk.ui``."""
    watch = "import frontdesk.ui, frontdesk.app, frontdesk.services.desk, linecache; print(sum(name.endswith('.py') for name in linecache.cache))"
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True)
    assert int(done.stdout) < 20


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_the_window_without_a_screen_is_a_sentence_and_no_crash(outside: Outside) -> None:
    for words in ((), ("--demo",)):
        done = outside(*words)
        assert done.returncode == 1
        assert done.stderr.startswith("frontdesk: There is no screen")


def test_commands_work_without_a_screen_and_print_the_version(outside: Outside) -> None:
    assert outside("--version").stdout.strip().endswith(__version__)
    assert outside("init").returncode == 0
    assert outside("check").returncode == 0


def test_a_reader_that_goes_away_is_no_traceback(outside: Outside, demo_clinic: Path, tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text('{"id": 1, "text": "My left knee hurts."}\n' * 3000)
    command = [sys.executable, "-m", "frontdesk", "facts", str(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.readline()
        child.stdout.close()
        told = child.stderr.read()
    assert child.returncode == 1
    assert told == b""


def test_a_terminal_without_the_letters_gets_their_numbers(outside: Outside) -> None:
    assert outside("init").returncode == 0
    done = outside("import", "Łódź.xml", env={"PYTHONIOENCODING": "latin-1"}, encoding="latin-1")
    assert done.returncode == 3
    assert "\\u0141ód\\u017a.xml is not there" in done.stdout


def _facts(line: Line, place: Path, *lines: bytes) -> Said:
    place.write_bytes(b"\n".join(lines))
    return line("facts", place)


def test_facts_gives_one_prediction_a_line_in_the_scorers_form(line: Line, tmp_path: Path) -> None:
    text = "I'm 52 and my left knee hurts since 2019."
    said = _facts(line, tmp_path / "f.jsonl", json.dumps({"id": "a", "text": text}).encode(), b"", json.dumps({"id": 2, "text": "Hello"}).encode())
    assert said.code == 0
    first, second = map(json.loads, said.out.splitlines())
    assert (first["id"], second) == ("a", {"id": 2, "is_spam": False, "facts": []})
    knee = next(fact for fact in first["facts"] if fact["kind"] == "body_site")
    assert (knee["value"], knee["side"], knee["status"], text[knee["start"] : knee["end"]]) == ("knee", "left", "stated", "left knee")


def test_offsets_count_letters_of_the_text_and_not_bytes_or_halves(line: Line, tmp_path: Path) -> None:
    text = "Grüße 🙂🙂 — my right ankle hurts"
    said = _facts(line, tmp_path / "f.jsonl", json.dumps({"id": 1, "text": text}, ensure_ascii=False).encode())
    site = next(fact for fact in json.loads(said.out)["facts"] if fact["kind"] == "body_site")
    assert text[site["start"] : site["end"]] == "right ankle"


def test_lines_that_are_no_inquiry_are_named_and_the_others_are_read(line: Line, tmp_path: Path) -> None:
    good = b'{"id": 1, "text": "My left knee hurts"}'
    bad = (b"not json", b'{"id": 1}', b'{"id": 1, "text": 5}', b"[1]", b'{"id": 1, "text": "\xff\xfe"}', b"[" * 100_000)
    said = _facts(line, tmp_path / "f.jsonl", *bad, good)
    assert said.code == 3
    assert len(said.out.splitlines()) == 1
    assert [f"line {n} " in said.err for n in range(1, 8)] == [True] * 6 + [False]


def test_half_a_letter_in_json_passes_through_without_harm(line: Line, tmp_path: Path) -> None:
    said = _facts(line, tmp_path / "f.jsonl", b'{"id": "\\ud83d", "text": "My left knee \\ud83d hurts"}')
    assert said.code == 0
    assert json.loads(said.out)["id"] == "\ud83d"


@pytest.mark.corpus
def test_the_labelled_inquiries_are_read_as_well_as_was_promised(outside: Outside, shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "gold-dev.jsonl"
    read = outside("facts", gold)
    assert read.returncode == 0
    place = tmp_path / "predictions.jsonl"
    place.write_text(read.stdout, encoding="utf-8")
    score = subprocess.run([sys.executable, str(shared / "gold" / "score_facts.py"), str(gold), str(place)], capture_output=True, text=True, check=True)
    strict = next(row for row in score.stdout.splitlines() if row.startswith("strict"))
    last = score.stdout.splitlines()[-1]
    assert float(strict.split("F1")[1]) >= 0.70
    assert float(last.split("fp_per_text=")[1]) <= 0.8
    assert "texts without a prediction: 0; spans outside the text: 0" in score.stdout
