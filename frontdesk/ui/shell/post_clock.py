"""What the post does by itself while the window is open: the outbox leaves, what was put off comes back, new mail and comments are fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from frontdesk.ui.jobs import Jobs

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.mail import Collected
    from frontdesk.services.outbox import Sent
    from frontdesk.services.vault import Vault
    from frontdesk.services.websites import Fetched

HOLD = 20_500
"""Milliseconds after which a reply's twenty seconds are over."""
FIRST = 800
EVERY = 30_000
WEBSITE_EVERY = 300_000
"""A website is asked less often than a mailbox: many of them shut out whoever asks too much."""


class PostClock(QObject):
    """Asked on the thread for long work, so that no server makes the desk wait."""

    def __init__(self, jobs: Jobs, vault: Vault, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.jobs, self.vault, self.tell = jobs, vault, tell
        self._trouble: dict[str, str] = {}
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST)
        self._first.timeout.connect(self._begin)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(HOLD)
        self._soon.timeout.connect(self.send)
        self._often = QTimer(self)
        self._often.setInterval(EVERY)
        self._often.timeout.connect(self.look)
        self._seldom = QTimer(self)
        self._seldom.setInterval(WEBSITE_EVERY)
        self._seldom.timeout.connect(self.fetch_comments)

    def start(self) -> None:
        """A moment later, when the window stands: first what a stop of the program has left half done; then at each interval."""
        self._first.start()
        self._often.start()
        self._seldom.start()

    def _begin(self) -> None:
        def recover(desk: Desk) -> int:
            from frontdesk.services import outbox  # on the thread that asks, as in jobs

            return outbox.recover(desk)

        def told(many: int) -> None:
            if many:
                self.tell("A reply was being sent when the program stopped. Look at it in the inbox, and say whether it went out.")

        self.jobs.ask(recover, told)
        self.look()
        self.fetch_comments()

    def stop(self) -> None:
        self._first.stop()
        self._soon.stop()
        self._often.stop()
        self._seldom.stop()

    def soon(self) -> None:
        """A reply has gone into the outbox."""
        self._soon.start()

    def look(self) -> None:
        def wake(desk: Desk) -> object:
            from frontdesk.services import cases  # on the thread that asks, as in jobs

            return cases.wake(desk)

        self.jobs.ask(wake)
        self.send()
        self.fetch()

    def send(self) -> None:
        def dispatch(desk: Desk) -> tuple[Sent, ...]:
            from frontdesk.services import outbox  # on the thread that asks, as in jobs

            return outbox.dispatch(desk, secret=self.vault.secret)

        self.jobs.ask(dispatch, self._sent, long=True)

    def fetch(self) -> None:
        """New mail into the inbox; the server keeps everything as it was."""
        def collect(desk: Desk) -> Collected:
            from frontdesk.services import mail  # on the thread that asks, as in jobs

            return mail.collect(desk, secret=self.vault.secret)

        self.jobs.ask(collect, self._fetched, once="mail", long=True)

    def fetch_comments(self) -> None:
        """New comments of the clinic's website into the inbox."""
        def collect(desk: Desk) -> Fetched:
            from frontdesk.services import websites  # on the thread that asks, as in jobs

            return websites.collect(desk, secret=self.vault.of_website)

        self.jobs.ask(collect, lambda found: self._told("website", found.trouble), once="website", long=True)

    def _told(self, of: str, trouble: str) -> None:
        """A trouble is told once, not every minute."""
        if trouble and trouble != self._trouble.get(of):
            self.tell(trouble)
        self._trouble[of] = trouble

    def _fetched(self, found: Collected) -> None:
        self._told("mail", found.trouble)
        if found.came_back:
            self.tell("A reply could not be delivered. Its case is in To do, with the reason.")

    def _sent(self, sent: tuple[Sent, ...]) -> None:
        for one in sent:
            self.tell(one.sentence or "Reply sent")
