"""fetch: the clinic's site is set up and asked for comments without a window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Line
from tests.post.wordpress_site import SECRET, USER, Site, many


def test_a_site_is_set_up_and_fetched_from_each_comment_once(line: Line, empty_clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing is set up to be fetched" in line("fetch").out
    site = Site(many(3, datetime.now(UTC)))
    site.start()
    monkeypatch.setenv("FRONTDESK_WEBSITE_PASSWORD", SECRET)
    first = line("fetch", "--website", site.address, "--user", USER)
    assert (first.code, "people 3," in first.out, "there are 3" in first.err) == (0, True, True)
    assert line("--json", "fetch").json["website"]["known"] == 3
    monkeypatch.setenv("FRONTDESK_WEBSITE_PASSWORD", "wrong")
    refused = line("fetch")
    site.close()
    assert refused.code == 1
    assert "does not accept the user name or the application password" in refused.out
