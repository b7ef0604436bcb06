"""The measured colours of the design: what is written on what can be read, and no two bars look alike to any eyes."""

from __future__ import annotations

import itertools
import json

import pytest
from PySide6.QtGui import QColor

from frontdesk.settings import resource
from frontdesk.ui.patients.figure import disc_tint
from tests.ui.colors import contrast, difference, lab, mixed

TOKENS = json.loads(resource("tokens.json").read_text(encoding="utf-8"))
THEMES = ("light", "dark")

# text, ground, least contrast in light, in dark
PAIRS = [
    ("edge", "surface", 3.7, 4.3), ("edge", "sunken", 3.2, 4.9), ("text", "canvas", 13.8, 13.8), ("text", "surface", 16.6, 13.8),
    ("text2", "surface", 8.3, 9.0), ("text3", "surface", 5.4, 6.1), ("text3", "canvas", 4.9, 4.9), ("text3", "sunken", 4.7, 4.7),
    ("text3", "select", 4.7, 4.7), ("text3", "rail", 4.6, 4.6), ("onAccent", "accent", 6.3, 7.2), ("accentText", "accentSoft", 6.7, 7.4),
    ("text", "select", 14.5, 12.1), ("focus", "surface", 5.5, 6.7), ("now", "surface", 5.0, 5.7), ("dangerText", "dangerSoft", 7.7, 8.3),
    ("warnText", "warnSoft", 6.9, 9.1), ("okText", "okSoft", 6.9, 8.8), ("infoText", "infoSoft", 7.1, 8.6),
]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground", "light", "dark"), PAIRS)
def test_text_can_be_read(text, ground, light, dark, theme):
    colors = TOKENS[theme]
    assert contrast(colors[text], colors[ground]) >= {"light": light, "dark": dark}[theme] - 0.05


@pytest.mark.parametrize("theme", THEMES)
def test_what_can_be_pressed_on_the_dark_bar_can_be_read(theme):
    assert contrast(TOKENS["light" if theme == "dark" else "dark"]["accentText"], TOKENS[theme]["text"]) >= 6.7


@pytest.mark.parametrize("score", range(1, 11))
def test_the_number_of_a_pin_can_be_read_on_its_disc(score):
    ramp = TOKENS["pain_ramp"]
    assert contrast("#FFFFFF", disc_tint(QColor(ramp[(score - 1) // 2])).name()) >= 4.6


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("look", list(TOKENS["appointment_types"]))
def test_appointment_types_can_be_read(look, theme):
    found, colors = TOKENS["appointment_types"][look][theme], TOKENS[theme]
    assert contrast(found["text"], found["fill"]) >= 7.35
    assert contrast(found["bar"], found["fill"]) >= 2.95
    assert contrast(colors["text3"], mixed(found["fill"], colors["surface"])) >= 4.85


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("group", list(TOKENS["fact_highlights"]["light"]))
def test_highlighted_words_can_be_read(group, theme):
    found = TOKENS["fact_highlights"][theme][group]
    assert contrast(TOKENS[theme]["text"], found["background"]) >= {"light": 13.45, "dark": 9.25}[theme]
    assert contrast(found["line"], found["background"]) >= 4.55


@pytest.mark.parametrize(
    ("theme", "vision", "least"),
    [
        ("light", "usual", 19.2), ("light", "deuteranopia", 12.7), ("light", "protanopia", 13.1), ("light", "tritanopia", 15.0),
        ("dark", "usual", 17.2), ("dark", "deuteranopia", 9.4), ("dark", "protanopia", 10.5), ("dark", "tritanopia", 9.3),
    ],
)  # fmt: skip
def test_no_two_bars_look_alike(theme, vision, least):
    seen = [lab(one[theme]["bar"], vision) for one in TOKENS["appointment_types"].values()]
    nearest = min(difference(one, other) for one, other in itertools.combinations(seen, 2))
    assert nearest >= least - 0.3


def test_discs_carry_white_initials():
    assert all(contrast("#FFFFFF", color) >= 4.8 for color in TOKENS["clinician_discs"])


def test_difference_agrees_with_the_published_pairs():
    # Sharma, Wu, Dalal 2005, pairs 1, 7, 17 and 25
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)
    assert difference((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)
