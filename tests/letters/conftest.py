"""Letters of invented people, and ways to read a PDF back as a reader of paper would."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader

from frontdesk.domain.fact import Fact, RecordedFact
from frontdesk.domain.letter import AppointmentLetter, IntakeSheet, Letterhead, SaidFact
from frontdesk.domain.person import PostalAddress

ADDRESS = PostalAddress("418 Linden Road", "Apartment 7", "Round Rock", "TX", "78664")
HEAD = {"clinic": "Harbor Joint Care", "tagline": "Regenerative medicine", "lines": ("12 Pier Street", "Austin, TX 78701"), "phone": "512 555 0140"}


def head(paper: str = "Letter", **more: object) -> Letterhead:
    return Letterhead(**(HEAD | {"paper": paper, "locale": "en-US" if paper == "Letter" else "en-GB", "clock24": paper == "A4"} | more))


def letter(paper: str = "Letter", **more: object) -> AppointmentLetter:
    values: dict[str, object] = {
        "head": head(paper), "name": "Edda Brunner", "address": ADDRESS, "greeting_name": "Ms Brunner", "day": date(2026, 11, 24), "reference": "DP-1301",
        "visit_kind": "New consultation", "start": datetime(2026, 12, 2, 11, 0), "end": datetime(2026, 12, 2, 11, 45), "arrive": datetime(2026, 12, 2, 10, 45),
        "clinician": "Dr Amara Okafor", "room": "Room 2", "place": "12 Pier Street, Austin, TX 78701", "directions": "second floor",
        "preparation": "Please bring a list of your medicines.", "about": "your left knee", "signed_by": "Julia Marsh", "signer_role": "Front desk, for Dr Amara Okafor",
        "by_web": True, "enclosures": ("intake sheet (2 pages)",),
    }  # fmt: skip
    return AppointmentLetter(**(values | more))


def said(kind: str, value: object, text: str, where: str = "web comment, Tue 24 Nov", *, status: str = "stated", decision: str = "accepted") -> SaidFact:
    fact = Fact(kind, value, 0, len(text), text, status)
    return SaidFact(RecordedFact(1, 1, fact, decision), kind.replace("_", " ").capitalize(), text, where)


def sheet(paper: str = "Letter", **more: object) -> IntakeSheet:
    values: dict[str, object] = {
        "head": head(paper), "name": "Edda Brunner", "chart": "DP-1301", "birth_date": date(1963, 2, 8), "phone": "512 555 0188", "email": "edda@example.org",
        "address": ADDRESS, "visit": "New consultation, Wed 2 Dec, 11:00 am, Dr Amara Okafor",
        "facts": (said("body_site", "knee", "Knee, left"), said("duration", "7 years", "“since 2019”"), said("occupation", "choir conductor", "Choir conductor")),
    }  # fmt: skip
    return IntakeSheet(**(values | more))


@dataclass
class Line:
    """A piece of text and where its ink lies: points from the left and from the top."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Paper:
    """A PDF read back twice: by pypdf (text, objects) and by pdfium (places, pixels)."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.reader = PdfReader(io.BytesIO(pdf))
        self.drawn = pdfium.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self.reader.pages)

    @cached_property
    def pages(self) -> list[str]:
        """What each page says; read once, it is looked at for many words."""
        return [page.extract_text() for page in self.reader.pages]

    def text(self, page: int | None = None) -> str:
        """Words with single blanks."""
        return " ".join(" ".join(self.pages if page is None else [self.pages[page]]).split())

    def other_text(self) -> str:
        """The same by the other reader."""
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in self.drawn).split())

    def lines(self, page: int = 0) -> list[Line]:
        height = self.drawn[page].get_height()
        told = self.drawn[page].get_textpage()
        found = []
        for number in range(told.count_rects()):
            left, bottom, right, top = told.get_rect(number)
            found.append(Line(told.get_text_bounded(left, bottom, right, top).strip(), left, height - top, right, height - bottom))
        return found

    def line(self, words: str, page: int = 0) -> Line:
        return next(line for line in self.lines(page) if words in line.text)

    def pixels(self, page: int, *, dots: int = 300):
        return self.drawn[page].render(scale=dots / 72).to_pil().convert("L")

    def objects(self) -> str:
        """Everything but the text streams, for what must not be in it."""
        return " ".join(str(one) for one in self._walk(self.reader.trailer["/Root"], set()))

    def _walk(self, node: object, seen: set[int]):
        node = node.get_object() if hasattr(node, "get_object") else node
        if id(node) in seen:
            return
        seen.add(id(node))
        if isinstance(node, dict):
            for key, value in node.items():
                yield key
                yield from self._walk(value, seen)
        elif isinstance(node, list):
            for value in node:
                yield from self._walk(value, seen)
        else:
            yield node


def bars(paper: Paper, page: int, *, left: float, right: float, y: float) -> str:
    """What a scanner reads on a line across a Code 128: the widths of bars and gaps, turned back into letters."""
    dots = 600
    picture = paper.pixels(page, dots=dots)
    row = [picture.getpixel((x, int(y * dots / 72))) < 128 for x in range(int(left * dots / 72), int(right * dots / 72))]
    runs = [(dark, len(list(group))) for dark, group in groupby(row)]
    while runs and not runs[0][0]:
        runs.pop(0)
    while runs and not runs[-1][0]:
        runs.pop()
    widths = [length for _, length in runs]
    unit = sum(widths[:6]) / 11
    values = []
    for start in range(0, len(widths) - 7, 6):
        pattern = "".join(str(round(width / unit)) for width in widths[start : start + 6])
        values.append(PATTERNS.index(pattern))
    assert "".join(str(round(width / unit)) for width in widths[-7:]) == "2331112", "no stop sign"
    *told, check = values
    assert (told[0] + sum(place * value for place, value in enumerate(told[1:], start=1))) % 103 == check, "the check digit does not fit"
    return _letters(told)


def _letters(values: list[int]) -> str:
    """Sets B and C of Code 128, with the signs that change between them."""
    mode, found = {104: "B", 105: "C"}[values[0]], ""
    for value in values[1:]:
        if mode == "C" and value == 100:
            mode = "B"
        elif mode == "B" and value == 99:
            mode = "C"
        else:
            found += f"{value:02d}" if mode == "C" else chr(value + 32)
    return found


_WIDTHS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 "
    "221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 "
    "231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 "
    "114131 311141 411131 211412 211214 211232"
)
PATTERNS = _WIDTHS.split(" ")
"""Widths of the bars and gaps of each value of Code 128 (ISO/IEC 15417), 0 to 105."""


@pytest.fixture(params=["A4", "Letter"])
def size(request: pytest.FixtureRequest) -> str:
    return request.param
