"""What every section is handed: the look, the desk's jobs, the commands, and the ways to speak to the person at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from frontdesk.settings import Settings
from frontdesk.ui.bridge import Bridge
from frontdesk.ui.commands import Commands
from frontdesk.ui.jobs import Jobs
from frontdesk.ui.theme.look import Look

if TYPE_CHECKING:  # as in jobs
    from frontdesk.domain.clinic import House


@dataclass
class Context:
    """``now`` gives the instant; ``house`` is the clinic as last read. ``go(section, **what)`` opens a section at something.

    ``choose_files(parent, title, kinds)`` asks which files, in the words of a file picker.
    """

    look: Look
    jobs: Jobs
    bridge: Bridge
    commands: Commands
    settings: Settings
    now: Callable[[], datetime]
    wall_now: Callable[[], datetime]
    say: Callable[..., None]
    warn: Callable[[str], None]
    go: Callable[..., None]
    choose_files: Callable[..., list[str]]
    choose_save: Callable[[QWidget, str], str]
    house: House | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def minute(self) -> datetime:
        """The minute it is: an answer that the time may change stands for no longer."""
        return self.now().replace(second=0, microsecond=0)

    @property
    def clock24(self) -> bool:
        return bool(self.house and self.house.clinic.clock24)

    def number(self, text: str) -> str:
        """A phone number as it is shown here."""
        return self.house.number(text) if self.house else text
