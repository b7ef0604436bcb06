"""The clinic's WordPress site: address and user; the application password goes into the computer's keyring, never into the clinic's file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from frontdesk.domain.errors import DeskError
from frontdesk.domain.website import Website
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.vault import Vault
    from frontdesk.services.websites import Fetched


class WebsiteCard(QFrame):
    """Saved with Enter or Save; "Try it" signs in and says what the site answers; "Fetch now" does what happens every few minutes by itself."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.website = Website(0, "")
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Website", role="card"))
        column.addWidget(Paragraph(
            "Comments on the clinic's WordPress site arrive in the inbox, waiting ones too. Nothing is changed there. In WordPress, make an application password "
            "under Users, Profile, for a user who may moderate comments.", role="soft",
        ))  # fmt: skip
        grid = QGridLayout()
        self.fields = {name: QLineEdit() for name in ("address", "user", "secret")}
        self.fields["address"].setPlaceholderText("https://clinic.example")
        self.fields["secret"].setEchoMode(QLineEdit.EchoMode.Password)
        self.fields["secret"].setPlaceholderText("unchanged")
        for row, (label, name) in enumerate((("Address", "address"), ("User name", "user"), ("Application password", "secret"))):
            field = self.fields[name]
            field.setAccessibleName(f"{label}, website")
            field.returnPressed.connect(self.save)
            grid.addWidget(PlainLabel(label, role="soft"), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        buttons = QHBoxLayout()
        for words, icon, then in (("Save", "check", self.save), ("Try it", "globe", self.attempt), ("Fetch now", "download-simple", self.fetch)):
            buttons.addWidget(Button(context.look, words, icon=icon, name=f"{words}, website", then=then))
        buttons.addStretch()
        column.addLayout(buttons)
        self.told = Paragraph("", role="soft")
        self.told.hide()
        column.addWidget(self.told)
        self.reload()

    @property
    def vault(self) -> Vault:
        found: Vault = self.context.extra["vault"]
        return found

    def reload(self) -> None:
        from frontdesk.services import websites  # after the first paint, as in jobs

        self.context.jobs.ask(websites.website, self._show, key="website settings")

    def _show(self, website: Website | None) -> None:
        self.website = website or Website(0, "")
        self.fields["address"].setText(self.website.address)
        self.fields["user"].setText(self.website.user)

    def _typed(self) -> Website:
        return replace(self.website, address=self.fields["address"].text().strip(), user=self.fields["user"].text().strip())

    def save(self) -> None:
        """The site into the clinic's file, the password into the keyring."""
        from frontdesk.services import websites  # after the first paint, as in jobs

        typed, secret = self._typed(), self.fields["secret"].text().strip()

        def done(saved: Website) -> None:
            words = "Saved"
            if secret:
                kept = self.vault.keep_website(saved, secret)
                self.fields["secret"].clear()
                words = "Saved" if kept else "Saved. This computer has no safe place for the password: it is asked for at each start."
            self._show(saved)
            self.context.say(words, undo=True)

        self.context.jobs.ask(lambda desk: websites.save(desk, website=typed), done, failed=self._failed)

    def attempt(self) -> None:
        """Sign in with what is typed here."""
        from frontdesk.services import websites  # after the first paint, as in jobs

        typed, vault, secret = self._typed(), self.vault, self.fields["secret"].text().strip()
        self._say("Asking the website …")
        self.context.jobs.ask(
            lambda desk: websites.attempt(typed, secret or vault.of_website(typed)), self._say, failed=lambda t: self._say(t.sentence), long=True,
        )  # fmt: skip

    def fetch(self) -> None:
        """Look at once."""
        from frontdesk.services import websites  # after the first paint, as in jobs

        vault = self.vault
        self._say("Fetching comments …")

        def work(desk: Desk) -> Fetched:
            return websites.collect(desk, secret=vault.of_website)

        self.context.jobs.ask(work, self._fetched, failed=lambda t: self._say(t.sentence), long=True)

    def _fetched(self, found: Fetched) -> None:
        counts = found.counts
        told = [f"{many:,} {words}" for many, words in ((counts.people, "to answer"), (counts.earlier, "earlier"), (counts.known, "known already")) if many]
        told += [f"{many:,} {kind}" for kind, many in sorted(counts.kept_apart.items())] + ([f"{len(counts.refused):,} refused"] if counts.refused else [])
        self._say(" ".join(filter(None, (f"Fetched: {', '.join(told) or 'nothing new'}." if told or not found.trouble else "", found.trouble))))

    def _say(self, words: str) -> None:
        self.told.show()
        self.told.say(words)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
