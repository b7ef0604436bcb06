"""What every test may ask for, and what no test may do: leave a warning in the log that it did not expect."""

from __future__ import annotations

import gc
import inspect
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clinics import lived_in

SHARED = Path(os.environ.get("FRONTDESK_SHARED") or next((p / "shared" for p in Path(__file__).resolve().parents[2:] if (p / "shared" / "corpus").is_dir()), "absent"))


gc.disable()  # until everything is collected: hardly any of it is garbage


def pytest_collection_finish() -> None:
    """What is imported and collected by now stays to the end: looking through it again and again for garbage took one second in twenty-five."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test files beside the checkout; a test that needs it skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared test files are not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def demo_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo clinic at its fixed moment; whoever writes works on a copy."""
    return lived_in(tmp_path_factory, "demo")


@pytest.fixture(scope="session")
def real_clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same people and visits in a clinic that is no demo: mail may leave it."""
    return lived_in(tmp_path_factory, "real", shown=False)


@pytest.fixture(autouse=True)
def same_umask() -> Iterator[None]:
    """The command line narrows the mask of its process; what runs in this one afterwards (a print server, say) keeps the usual one."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def no_stray_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A record of WARNING or above fails the test. A test that means to cause one names ``caplog`` among its arguments and looks at it."""
    yield
    if "caplog" in inspect.signature(request.function).parameters:
        return
    records = [record for phase in ("setup", "call") for record in caplog.get_records(phase) if record.levelno >= logging.WARNING]
    if records:
        told = "\n".join(f"{record.levelname} {record.name}: {record.getMessage()}" for record in records)
        pytest.fail(f"the test left in the log, without expecting it:\n{told}", pytrace=False)
