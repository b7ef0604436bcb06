"""``frontdesk`` and ``python -m frontdesk``: the one place that knows both faces, the window and the command line."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

from frontdesk import cli
from frontdesk.domain.errors import DeskError


def _window(database: Path | None, demo: bool) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise DeskError("There is no screen to open the window on. Start it from the desktop; “frontdesk --help” lists what works without one.")
    import_module("frontdesk.ui")  # before the rest: what is imported after it costs less
    from frontdesk.app import run  # the commands must work, and fast, where there is no screen

    return run(database=database, demo=demo)


def main() -> None:
    cli.main(_window)


if __name__ == "__main__":
    main()
