"""``make bench``: each goal of speed and memory as a ratio against a limit or a peer that is measured in the same run.

``python -m benchmarks [part of a module's name ...]``. Nothing fails because of a slow machine: a goal that is not reached is printed
as SHORT, and the exit code says whether everything could be measured.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    """Run every module of this folder that has ``measures``; gives 1 where one could not be measured."""
    failed = 0
    names = [m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if not m.name.startswith("_")]
    for name in names:
        module = importlib.import_module(f"benchmarks.{name}") if not wanted or any(w in name for w in wanted) else None
        if module is None or not hasattr(module, "measures"):
            continue
        try:
            for measure in module.measures():
                print(measure.line(), flush=True)
        except OSError as trouble:
            failed = 1
            print(f"{name}: not measured: {trouble}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
