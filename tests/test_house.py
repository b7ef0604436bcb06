"""The rules of the house that no other tool looks after."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("frontdesk", "tests", "scripts", "benchmarks", "docs", "resources", ".ci")
NOT_TEXT = {".ttf", ".otf", ".png", ".pyc", ".db"}
SOURCES = sorted((ROOT / "frontdesk").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _texts() -> Iterator[tuple[str, str]]:
    top = [p for p in ROOT.iterdir() if p.is_file() and p.suffix in {".md", ".toml", ".lock", ""}]
    inside = (p for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.is_file() and not {"__pycache__", ".mypy_cache"} & set(p.parts))
    for path in (*top, *inside):
        if path.suffix not in NOT_TEXT and path.name != ".git":
            yield _name(path), path.read_text(encoding="utf-8")


Trees = list[tuple[str, ast.Module, list[str]]]


@pytest.fixture(scope="module")
def trees() -> Trees:
    """Each source parsed once, for all the rules that look at it."""
    texts = ((_name(path), path.read_text(encoding="utf-8")) for path in SOURCES)
    return [(name, ast.parse(text), text.splitlines()) for name, text in texts]


# -- size and names --------------------------------------------------------------------------------------------------------------


def test_nothing_of_the_project_is_named_like_an_option() -> None:
    assert [p.name for p in ROOT.iterdir() if p.name.startswith("-")] == []


def test_files_are_parted_by_what_they_are_about() -> None:
    lengths = {_name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES}
    long = {name: many for name, many in lengths.items() if many > 450}
    assert len(long) <= len(lengths) / 10, long
    assert max(lengths.values()) <= 600, long
    assert statistics.median(many for many in lengths.values() if many > 1) <= 130


def test_functions_are_short(trees: Trees) -> None:
    nodes = (node for _, tree, _ in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for node in nodes)
    assert statistics.median(lengths) <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_no_file_is_named_after_nothing() -> None:
    names = {p.stem for p in (*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "scripts").rglob("*.py"))}
    assert not names & {"utils", "util", "helpers", "helper", "common", "manager", "misc", "tools", "base", "core"}


def test_no_two_test_modules_have_one_name() -> None:
    """pytest imports them by their bare name: of two, one is not collected."""
    names = Counter(p.name for p in (ROOT / "tests").rglob("test_*.py"))
    assert not [name for name, times in names.items() if times > 1]


# -- nothing of one machine ------------------------------------------------------------------------------------------------------


def test_no_path_of_somebodys_machine_stands_in_the_tree() -> None:
    place = re.compile(r"(?:^|[^\w.])(?:/(?:home|root|work|Users|srv|mnt|opt)/\w|[A-Z]:\\Users\\)")
    found = [f"{name}: {line.strip()[:80]}" for name, text in _texts() for line in text.splitlines() if place.search(line) and "re.compile" not in line]
    assert not found


def test_the_lock_file_pins_everything_by_hash_and_names_no_place_to_fetch_it_from() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert not re.search(r"^\s*(?:-i|-f|-e|--(?!hash)\S)", lock, re.M)
    pins = {entry.split("==")[0]: entry for entry in re.split(r"^(?=\w)", lock, flags=re.M) if "==" in entry}
    assert all("--hash=sha256:" in entry for entry in pins.values())
    wanted = PROJECT["project"]["dependencies"] + [one for extra in PROJECT["project"]["optional-dependencies"].values() for one in extra]
    needed = {re.match(r"[\w-]+", one).group().lower().replace("_", "-") for one in wanted}  # type: ignore[union-attr]
    assert needed <= set(pins)


def test_every_package_asked_for_is_imported_and_every_one_imported_is_asked_for(trees: Trees) -> None:
    said = {"PySide6-Essentials": "PySide6", "imap-tools": "imap_tools", "SQLAlchemy": "sqlalchemy", "phonenumberslite": "phonenumbers"}
    named = {re.match(r"[\w-]+", one).group() for one in PROJECT["project"]["dependencies"]}  # type: ignore[union-attr]
    asked = {said.get(name, name) for name in named} - {"tzdata", "rl_accel"}  # used by zoneinfo where the system has no zones, and by reportlab
    imported = {part for _, tree, _ in trees for part in _imports(tree)} - set(sys.stdlib_module_names) - {"frontdesk", "shiboken6"}  # of PySide6
    assert imported == asked


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


# -- rules of the code -----------------------------------------------------------------------------------------------------------


def test_a_late_import_of_our_own_says_why(trees: Trees) -> None:
    silent = []
    for name, tree, lines in trees:
        for block in _late_blocks(tree):
            first, last = block[0].lineno, block[-1].end_lineno or 0
            if not any("#" in lines[n - 1] for n in range(max(1, first - 1), last + 1)):
                silent.append(f"{name}:{first}")
    assert not silent


def _late_blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """Runs of imports of our own that stand inside something."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if node is tree or not isinstance(body, list):
            continue
        own = [one for one in body if isinstance(one, ast.ImportFrom) and (one.module or "").startswith("frontdesk")]
        if own:
            yield own


def test_the_clock_is_read_where_the_program_begins_and_nowhere_else() -> None:
    clock = re.compile(r"datetime\.(?:utc)?now\(|date\.today\(|(?<!\w)time\.time\(|QDate(?:Time)?\.current")
    found = {name for name, text in _texts() if name.startswith("frontdesk/") and clock.search(text)}
    assert found == {"frontdesk/app.py", "frontdesk/cli/console.py"}


def test_text_is_shown_through_the_safe_widgets_only(trees: Trees) -> None:
    raw = {"QLabel", "QMessageBox", "QToolTip", "QTextBrowser", "QErrorMessage"}
    loose = [
        f"{name}:{node.lineno} {alias.name}"
        for name, tree, _ in trees
        if name != "frontdesk/ui/widgets/safe_text.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in raw
    ]
    assert not loose


def test_nothing_is_unpickled_evaluated_or_handed_to_a_shell(trees: Trees) -> None:
    banned = {"pickle", "marshal", "shelve"}
    for name, tree, _ in trees:
        assert not banned & set(_imports(tree)), name
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else ""
                assert called not in {"eval", "exec", "compile", "__import__"}, f"{name}:{node.lineno}"
                assert not any(k.arg == "shell" for k in node.keywords), f"{name}:{node.lineno}"


def test_only_post_opens_sockets(trees: Trees) -> None:
    reaching = {"socket", "http", "smtplib", "imaplib", "ftplib", "requests", "ssl"}
    found = {name for name, tree, _ in trees if reaching & set(_imports(tree)) and not name.startswith("frontdesk/post/")}
    assert not found


# -- what is shipped -------------------------------------------------------------------------------------------------------------


def test_fonts_and_icons_have_their_licences_beside_them() -> None:
    patterns = PROJECT["project"]["license-files"]
    kept = {_name(p) for pattern in patterns for p in ROOT.glob(pattern)}
    for family in ("DroidSansFallback", "Inter", "NotoSans"):
        assert list((ROOT / "resources" / "fonts").glob(f"{family}*.[to]tf"))
        assert f"resources/fonts/LICENSE-{family}.txt" in kept
    families = {re.sub(r"^NotoSans.*", "NotoSans", re.split(r"-|Full|Display", p.stem)[0]) for p in (ROOT / "resources" / "fonts").glob("*.[to]tf")}
    assert families == {"DroidSansFallback", "Inter", "NotoSans"}
    assert {"LICENSE", "resources/icons/LICENSE"} <= kept


def test_make_alone_lists_each_command_with_a_line_of_help() -> None:
    told = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rows = dict(line.removeprefix("make ").split(None, 1) for line in told.splitlines())
    assert set(rows) == {"help", "setup", "run", "test", "check", "bench", "screens", "lock"}
    assert all(rows.values())
    gate = ROOT / ".ci" / "run"
    assert gate.stat().st_mode & 0o111
    assert "make test" in gate.read_text(encoding="utf-8")


# -- the tests' own rules --------------------------------------------------------------------------------------------------------

STRAY = """
import logging, warnings
def test_silent(): pass
def test_warns(): warnings.warn("stray")
def test_logs(): logging.getLogger("frontdesk.x").warning("stray record")
def test_means_it(caplog):
    logging.getLogger("frontdesk.x").warning("meant")
    assert caplog.messages == ["meant"]
"""


def test_a_warning_is_an_error_here_too() -> None:
    with pytest.raises(UserWarning, match="stray"):
        warnings.warn("stray", stacklevel=1)


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_stray_warning_or_log_record_fails_its_test_alone_and_under_workers(tmp_path: Path, workers: str) -> None:
    (tmp_path / "test_stray.py").write_text(STRAY)
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider", "-n", workers]
    done = subprocess.run([*command, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "FAILED" in done.stdout
    assert {line.split("::")[1].split(" ")[0] for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))} == {"test_warns", "test_logs"}
    assert "stray record" in done.stdout
