"""The command line: a thin second face over the services, for administrators and scripts. Without a command it opens the window."""

from __future__ import annotations

from frontdesk.cli.program import main

__all__ = ["main"]
