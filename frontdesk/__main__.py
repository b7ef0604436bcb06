"""``frontdesk`` and ``python -m frontdesk``: the one place that knows both faces, the window and the command line."""

from __future__ import annotations

from pathlib import Path

from frontdesk import cli


def _window(database: Path | None, demo: bool) -> int:
    from frontdesk.app import run  # the commands must work, and fast, where there is no screen

    return run(database=database, demo=demo)


def main() -> None:
    cli.main(_window)


if __name__ == "__main__":
    main()
