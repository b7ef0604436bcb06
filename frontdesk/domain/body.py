"""The figure of a person in lines, and where each site lies on it; screen and paper draw the same."""

from __future__ import annotations

import re

_HALF = (
    "(9,50)(10.5,60)(22,68)(40,73)(53,80)(60,94)(64,120)(69,146)(74,170)(80,198)(85,226)(91,246)(92,262)(86,274)(80,268)(77,252)(74,230)"
    "(67,204)(60,178)(55,156)(50,132)(45,112)(43,126)(41,148)(37,172)(38,194)(43,216)(47,242)(47,272)(44,304)(39,334)(37,348)(39,368)(37,396)"
    "(29,428)(26,442)(32,454)(34,462)(27,467)(17,466)(12,458)(12,440)(14,412)(15,384)(15,356)(14,340)(13,312)(9,276)(3,240)"
)
HEIGHT = 470.0
"""From the top of the head to the soles; x = 0 is the middle line, y goes downwards."""

_RIGHT_HALF: tuple[tuple[float, float], ...] = tuple((float(x), float(y)) for x, y in re.findall(r"\(([\d.]+),([\d.]+)\)", _HALF))
FIGURE: tuple[tuple[float, float], ...] = (*_RIGHT_HALF, *((-x, y) for x, y in reversed(_RIGHT_HALF)))
"""The closed outline, to be smoothed by Catmull-Rom; the head is an ellipse around (0, 29) with radii 19.5 and 25."""

_HALF_LINES = {
    False: "(-39,80)(-6,85) (-37,122)(-19,132)(-4,127) (-25,226)(-14,240)(-4,249) (-34,342)(-27,348)(-21,342)",
    True: "(-13,98)(-26,113)(-18,133) (-30,215)(-27,216.5)(-24,215) (-32,259)(-17,265)(-2,259) (-36,345)(-26,349)(-16,345)",
}
_MIDDLE_LINES = {False: (((0.0, 189.0), (0.0, 201.0)),), True: (((0.0, 74.0), (0.0, 207.0)),)}


def _lines(*, back: bool) -> tuple[tuple[tuple[float, float], ...], ...]:
    halves = [[(float(x), float(y)) for x, y in re.findall(r"\((-?[\d.]+),([\d.]+)\)", line)] for line in _HALF_LINES[back].split()]
    return (*(tuple((sign * x, y) for x, y in line) for line in halves for sign in (1, -1)), *_MIDDLE_LINES[back])


LINES = {back: _lines(back=back) for back in (False, True)}
"""Collar bones, chest, groin and knees seen from the front; spine, shoulder blades, buttocks and hollows of the knees from the back (True).

Each two points for a straight line, or three that a curve goes through.
"""

PLACES: dict[str, tuple[float, float]] = {
    "jaw": (0, 46), "neck": (0, 62), "shoulder": (48, 82), "upper_arm": (58, 116), "elbow": (65, 160), "forearm": (73, 200), "wrist": (84, 236),
    "hand": (87, 258), "finger": (88, 272), "thumb": (78, 256), "chest_ribs": (18, 112), "upper_back": (0, 110), "lower_back": (0, 178),
    "sacroiliac": (14, 212), "pelvis_groin": (10, 234), "hip": (40, 226), "thigh": (30, 286), "knee": (27, 344), "lower_leg": (27, 392),
    "ankle": (21, 436), "foot": (23, 458), "heel": (18, 462), "toe": (28, 465),
}  # fmt: skip
"""Middle of each site on the person's left half, as drawn from the front (mirrored for the other side)."""
SEEN = {"jaw": False, "chest_ribs": False, "pelvis_groin": False, "upper_back": True, "lower_back": True, "sacroiliac": True}
"""Sites that are looked for on one figure only: on the back (True) or the front."""
