"""S11: one appointment letter in a file of its own against the same words through reportlab's platypus; and many in one file."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from benchmarks.measure import Measure
from frontdesk.domain.letter import AppointmentLetter, Letterhead
from frontdesk.domain.person import PostalAddress
from frontdesk.letters import fonts, make_run

ROUNDS = 25
RUN = 200
_HEAD = Letterhead(
    "Harbor Regenerative Clinic", "Prolotherapy and regenerative injections", ("48 Quay Street", "Oak Park, IL 60302"), "(708) 555-0147", "A4", "en-US", False,
)  # fmt: skip
_PREPARATION = (
    "Please bring pictures and reports of earlier examinations, and a list of the medicines that you take. Wear loose clothes that leave the joint free. "
    "If you take tablets that thin the blood, call us before the visit. Plan for a companion who can drive you home after an injection."
)


def _letter(number: int) -> AppointmentLetter:
    start = datetime(2026, 11, 25, 9, 30)
    return AppointmentLetter(
        _HEAD, f"Claire Dubois {number}", PostalAddress("17 Elm Street", "", "Oak Park", "IL", "60302"), "Ms Dubois", date(2026, 11, 24), "DP-1042", "New consultation",
        start, start.replace(hour=10, minute=15), start.replace(minute=15), "Dr Amara Okafor", "Room 2", "48 Quay Street, Oak Park", "second floor, lift at the back",
        _PREPARATION, "your right elbow", "Julia Marsh", "Front desk", True, ("intake sheet (2 pages)",),
    )  # fmt: skip


def _platypus(number: int) -> bytes:
    """The same words, laid out by the library's own layout engine with the same fonts."""
    letter, out = _letter(number), io.BytesIO()
    plain = ParagraphStyle("plain", fontName=fonts.REGULAR, fontSize=10.5, leading=15)
    strong = ParagraphStyle("strong", parent=plain, fontName=fonts.BOLD)
    rows = [["When", "Wednesday 25 November 2026, 9:30 am"], ["Arrive", "9:15 am, to fill in a form"],
            ["With", f"{letter.clinician}, {letter.room}"], ["Where", letter.place]]  # fmt: skip
    SimpleDocTemplate(out, pagesize=A4).build([
        Paragraph(_HEAD.clinic, strong), *(Paragraph(line, plain) for line in _HEAD.lines), Spacer(1, 60), Paragraph(letter.name, plain),
        *(Paragraph(line, plain) for line in letter.address.lines), Spacer(1, 40), Paragraph("Your new consultation on Wednesday 25 November", strong),
        Paragraph(f"Dear {letter.greeting_name},", plain), Paragraph("thank you for writing to us about your right elbow. We have reserved this visit for you:", plain),
        Table([[Paragraph(a, plain), Paragraph(b, strong)] for a, b in rows]), Paragraph(letter.preparation, plain),
        Paragraph("If the time does not suit you, call us at (708) 555-0147 and we will find another.", plain), Paragraph("With kind regards", plain),
        Paragraph(letter.signed_by, strong), Paragraph(letter.signer_role, plain),
    ])  # fmt: skip
    return out.getvalue()


def _milliseconds(make: Callable[[int], object], number: int) -> float:
    begun = time.perf_counter()
    make(number)
    return (time.perf_counter() - begun) * 1000


def measures() -> Iterator[Measure]:
    make_run([_letter(0)])  # registers the fonts for both
    _platypus(0)
    ours, theirs = [], []
    for number in range(ROUNDS):
        ours.append(_milliseconds(lambda n: make_run([_letter(n)]), number))
        theirs.append(_milliseconds(_platypus, number))
    one, limit = statistics.median(ours), statistics.median(theirs)
    many = _milliseconds(lambda n: make_run([_letter(i) for i in range(n)]), RUN) / RUN
    yield Measure("S11", "a letter in a file of its own", one, limit, 0.65, "ms", "platypus")
    yield Measure("S11", f"{RUN} letters in one file, letters a second", 1000 / many, 1000 / one, 6, "/s", "single files", least=True)
