"""Names in scripts that join, reorder or run from right to left: as they look, and as they are read back."""

from __future__ import annotations

import io
import unicodedata

import pypdfium2
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter
from pytestqt.qtbot import QtBot

from frontdesk.letters import fonts
from frontdesk.letters.page import Sheet
from frontdesk.settings import resource

NAMES = {
    "Arabic": "محمد عبد الله", "Arabic with signs": "مريم حدّاد", "Arabic ligature": "ليلى الأحمد", "Persian": "فاطمه\u200cزهرا", "Hebrew": "לאה כהן",
    "pointed Hebrew": "שָׁרָה לֵוִי", "Hindi": "प्रिया शर्मा", "Sanskrit": "कृष्णमूर्ति श्रीनिवास", "Bengali": "বিজয় সেন", "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Gujarati": "પ્રિયા પટેલ",
    "Odia": "ପ୍ରିୟା ଦାସ", "Tamil": "தமிழ்ச்செல்வி", "Telugu": "శ్రీనివాస్ రావు", "Kannada": "ಕೃಷ್ಣ ರಾವ್", "Malayalam": "കൃഷ്ണൻ നായർ", "Thai": "สมชาย ใจดี",
    "Armenian": "Արամ Խաչատրյան", "Georgian": "გიორგი ბერიძე", "Greek": "Αθηνά Παπαδοπούλου", "Russian": "Ирина Ковалёва", "Chinese": "王小明",
    "Japanese": "山田 さくら", "Vietnamese": "Nguyễn Thị Hằng", "Polish": "Łukasz Żółć", "Welsh": "Siân Ŵyn", "Turkish": "İpek Çağlayan",
}  # fmt: skip
UNSET = {"Khmer": "សុខា", "Burmese": "မောင်", "Syriac": "ܡܪܝܡ", "Tibetan": "བསྟན", "Sinhala": "සිරිසේන", "Lao": "ສົມ", "Thaana": "އަލީ"}
SHAPED = ("Arabic", "Arabic with signs", "Arabic ligature", "Hebrew", "Hindi", "Sanskrit", "Bengali", "Tamil", "Telugu", "Malayalam", "Thai")
SIZE = 48.0


def page_with(text: str, *, size: float = 12.0, bold: bool = False) -> bytes:
    sheet = Sheet("A4", title="Test", language="en")
    sheet.start("")
    sheet.text(fonts.clean(text), 60, 100, size=size, bold=bold)
    return sheet.finish()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("bold", [False, True], ids=["regular", "bold"])
def test_what_is_read_back_from_the_page_is_the_very_name(name: str, bold: bool):
    assert not fonts.unprintable(name)
    content = page_with(name, bold=bold)
    assert name in PdfReader(io.BytesIO(content)).pages[0].extract_text()
    told = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert unicodedata.normalize("NFC", name) in unicodedata.normalize("NFC", told)


@pytest.mark.parametrize("name", UNSET.values(), ids=UNSET)
def test_a_script_that_cannot_be_set_is_named_before_printing(name: str):
    assert set(fonts.unprintable(f"Ali {name}")) == set(unicodedata.normalize("NFC", name))


def test_signs_that_join_letters_stay_where_they_belong_and_nowhere_else():
    assert fonts.clean("فاطمه\u200cزهرا") == "فاطمه\u200cزهرا"
    assert fonts.clean("A\u200dda\u200c") == "Ada"


@pytest.fixture
def drawn_by_qt(qtbot: QtBot) -> list[str]:
    wanted = ("", "Arabic", "Hebrew", "Devanagari", "Bengali", "Tamil", "Telugu", "Malayalam", "Thai")
    keys = [QFontDatabase.addApplicationFont(str(resource("fonts", f"NotoSans{one}-Regular.ttf"))) for one in wanted]
    return [QFontDatabase.applicationFontFamilies(key)[0] for key in keys]


def ink(image: QImage) -> tuple[int, int, list[list[bool]]]:
    """Width, height and dark places of what is drawn, without the white around it."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = [bytes(grey.constScanLine(y))[: grey.width()] for y in range(grey.height())]
    dark = [[value < 128 for value in row] for row in rows]
    lines = [y for y, row in enumerate(dark) if any(row)]
    columns = [x for x in range(grey.width()) if any(row[x] for row in dark)]
    cut = [row[columns[0] : columns[-1] + 1] for row in dark[lines[0] : lines[-1] + 1]]
    return len(cut[0]), len(cut), cut


def by_paper(name: str) -> QImage:
    page = pypdfium2.PdfDocument(page_with(name, size=SIZE))[0]
    bitmap = page.render(scale=1.0, crop=(0, page.get_height() - 180, 0, 20), grayscale=True)
    return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8).copy()


def by_qt(name: str, families: list[str]) -> QImage:
    image = QImage(600, 200, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    font = QFont(families)
    font.setPixelSize(int(SIZE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(QPointF(60, 100), name)
    painter.end()
    return image


@pytest.mark.parametrize("script", SHAPED)
def test_the_page_looks_as_another_layout_engine_draws_it(script: str, drawn_by_qt: list[str]):
    ours, theirs = ink(by_paper(NAMES[script])), ink(by_qt(NAMES[script], drawn_by_qt))
    assert abs(ours[0] - theirs[0]) <= 3
    assert abs(ours[1] - theirs[1]) <= 3
    width, height = min(ours[0], theirs[0]), min(ours[1], theirs[1])
    near = max(overlap(ours[2], theirs[2], width, height, dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
    assert near > 0.75


def overlap(one: list[list[bool]], other: list[list[bool]], width: int, height: int, dx: int, dy: int) -> float:
    """Share of the places dark in either that are dark in both."""
    both = either = 0
    for y in range(1, height - 1):
        for x in range(1, width - 1):
            a, b = one[y][x], other[y + dy][x + dx]
            both += a and b
            either += a or b
    return both / either
