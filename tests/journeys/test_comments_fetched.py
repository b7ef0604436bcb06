"""Comments of the clinic's own site in the window: set up under Settings, tried, fetched at once and then by the window itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk import settings
from frontdesk.services import demo, inquiries
from frontdesk.ui.preferences.website import WebsiteCard
from frontdesk.ui.theme.look import load_fonts
from tests.clinics import copied
from tests.journeys.hands import Hands
from tests.post.wordpress_site import SECRET, USER, Site, comment, many


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site(many(3, demo.fixed_moment()))
    made.start()
    yield made
    made.close()


@pytest.fixture
def at_a_clinic(qapp, real_clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    """Somebody at the desk of a clinic that is no demo."""
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "settings.json")
    qapp.setStyle("Fusion")
    load_fonts()
    hands = Hands(copied(real_clinic, tmp_path), now=demo.fixed_moment())
    yield hands
    hands.close()


def here(hands: Hands, who: str) -> bool:
    return bool(hands.ask(lambda desk: inquiries.search(desk, text=who)))


def test_the_site_is_set_up_tried_and_fetched_from_and_new_comments_come_by_themselves(at_a_clinic: Hands, site: Site) -> None:
    hands = at_a_clinic
    hands.press("Ctrl+,")
    card = hands.section("settings").findChildren(WebsiteCard)[-1]
    for name, text in (("address", site.address), ("user", USER), ("secret", "wrong")):
        card.fields[name].clear()
        card.fields[name].setFocus()
        hands.wait()
        hands.type(text)
    card.attempt()
    hands.wait()
    assert "does not accept the user name or the application password" in card.told.text()
    card.fields["secret"].setText(SECRET)
    card.attempt()
    hands.wait()
    assert "there are 3" in card.told.text()
    hands.press("Return")
    assert hands.snack.startswith("Saved")
    assert card.fields["secret"].text() == ""
    card.fetch()
    hands.wait()
    assert "3 to answer" in card.told.text()
    assert here(hands, "Writer 2")
    site.comments.append(comment(60, "My hip hurts.", at=demo.fixed_moment()))
    hands.window.post.fetch_comments()
    hands.wait()
    assert here(hands, "Writer 60")
