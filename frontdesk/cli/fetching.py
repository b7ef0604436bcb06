"""Comments and mail fetched from the clinic's website and mailbox, for a computer without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import click

from frontdesk.cli.console import Console, pass_console
from frontdesk.domain.website import Website
from frontdesk.services import mail, websites
from frontdesk.services.desk import Desk
from frontdesk.services.vault import Vault

PASSWORD = "FRONTDESK_WEBSITE_PASSWORD"
"""In the environment, where the computer has no keyring (a server)."""


@click.command("fetch")
@click.option("--website", "address", default="", metavar="ADDRESS", help="Set up the clinic's WordPress site first, such as https://clinic.example.")
@click.option("--user", default="", help="The WordPress user with whose application password comments are read.")
@pass_console
def fetch(console: Console, address: str, user: str) -> None:
    """Fetch new comments from the clinic's WordPress site, and new mail. Nothing is changed there, and each message arrives once.

    The application password (WordPress: Users, Profile, Application Passwords) is asked for once and kept in this computer's keyring; where there is
    none, it is read from the variable FRONTDESK_WEBSITE_PASSWORD. Exit code 1: something could not be fetched.
    """
    vault = Vault()
    with console.desk() as desk:
        if address or user:
            _set_up(desk, vault, address, user)
        comments = websites.collect(desk, secret=lambda site: os.environ.get(PASSWORD) or vault.of_website(site)) if websites.website(desk) else None
        letters = mail.collect(desk, secret=vault.secret) if mail.account(desk) else None
    console.give({"website": _plain(comments), "mail": asdict(letters) if letters else None}, _lines(comments, letters))
    if (comments and comments.trouble) or (letters and letters.trouble):
        sys.exit(1)


def _set_up(desk: Desk, vault: Vault, address: str, user: str) -> None:
    before = websites.website(desk) or Website(0, "")
    typed = replace(before, address=address or before.address, user=user or before.user)
    secret = os.environ.get(PASSWORD) or click.prompt("Application password", hide_input=True)
    click.echo(websites.attempt(typed, secret), err=True)
    kept = websites.save(desk, website=typed)
    if not os.environ.get(PASSWORD) and not vault.keep_website(kept, secret):
        click.echo(f"This computer has no safe place for the password: give it in {PASSWORD} each time.", err=True)


def _plain(found: websites.Fetched | None) -> dict[str, Any] | None:
    if found is None:
        return None
    counts = found.counts
    return counts.told() | {"refused": counts.refused, "trouble": found.trouble}


def _lines(comments: websites.Fetched | None, letters: mail.Collected | None) -> Iterator[str]:
    if comments is None and letters is None:
        yield "Nothing is set up to be fetched. Name the clinic's site with --website and --user; mail is set up in the window, under Settings."
    if comments is not None:
        counts = comments.counts
        yield f"Website: people {counts.people}, earlier {counts.earlier}, known already {counts.known}, refused {len(counts.refused)}"
        if counts.kept_apart:
            yield "  not people: " + ", ".join(f"{kind} {number}" for kind, number in sorted(counts.kept_apart.items()))
        if comments.trouble:
            yield f"  {comments.trouble}"
    if letters is not None:
        yield f"Mail: people {letters.people}, answers {letters.answers}, known already {letters.known}, came back {letters.came_back}"
        if letters.apart:
            yield "  not people: " + ", ".join(f"{kind} {number}" for kind, number in sorted(letters.apart.items()))
        if letters.trouble:
            yield f"  {letters.trouble}"


COMMANDS = (fetch,)
