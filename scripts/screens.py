"""Every screen and state as pictures: ``python -m scripts.screens [folder] [part of a name ...]``.

Light and dark, at 1440x900 and 1366x768, some at 200 % text and on a wide screen; the demo clinic at its fixed moment, so that two runs can be laid
over each other. The table below is also what the tests walk.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from scripts import calendar_screens, patients_screens
from scripts.stage import WXR, Stage, copied, demo_folder, load_fonts

Reach = Callable[[Stage], object]
SIZES = ((1440, 900), (1366, 768))
LARGE = 200
"""Per cent of text at which the screens of ``LARGE_TOO`` are drawn as well."""
WIDE = (1920, 1080)
"""The size at which the screens of ``WIDE_TOO`` are drawn as well."""


def _type_into(stage: Stage, kind: type[QLineEdit] | type[QTextEdit], name: str, text: str) -> None:
    field = next(w for w in stage.window.findChildren(kind) if w.accessibleName() == name and w.isVisible())
    field.setFocus()
    stage.press(text, at=field)
    stage.wait(quiet=0.5)


def _fact(stage: Stage) -> None:
    inbox = stage.go("inbox")
    inbox.fact_work.pick(inbox.case.facts[0].id)


def _note(stage: Stage) -> None:
    stage.go("inbox")
    stage.run("inbox.note")


def _booking(stage: Stage) -> None:
    stage.go("inbox")
    stage.run("inbox.book")


def _booked(stage: Stage) -> None:
    _booking(stage)
    stage.press(Qt.Key.Key_1)
    stage.go("inbox", tab="booked")


def _after_booking(stage: Stage) -> None:
    _booking(stage)
    stage.press(Qt.Key.Key_1)


FORM = (
    "Wer sind Sie?,Erreichbar unter,Worum geht es?,Wann passt es?\n"
    "Nora Winkler,nora.winkler@example.org,My right shoulder has ached since I fell off my bike in May. Could PRP help?,mornings\n"
    "Ted Brandt,ted.brandt@example.org,I have had low back pain for two years and physiotherapy did not settle it.,after 4 pm\n"
)
PEOPLE = (
    "Last name,First name,DOB,Cell,Street,City,Zip\nAmsel,Karla,1970-04-12,(512) 555-0171,4 Elm Street,Austin,78701\n"
    "Bruch,Otto,1958-09-30,(512) 555-0172,9 Oak Street,Austin,78702\n"
)


def _previewed(stage: Stage) -> None:
    told = {"comments.xml": WXR, "form.csv": FORM, "patients.csv": PEOPLE, "broken.xml": WXR[:1200], "notes.txt": "hello"}
    stage.go("import", files=[stage.file(name, text) for name, text in told.items()])
    stage.wait(quiet=0.5)


def _imported(stage: Stage) -> None:
    _previewed(stage)
    stage.run("import.take")
    stage.wait(quiet=0.5)


def _calendar_booking(stage: Stage) -> None:
    inbox = stage.go("inbox")
    stage.go("calendar", inquiry=inbox.case.inquiry.id)


def _visit(stage: Stage) -> None:
    calendar = calendar_screens.today(stage)
    calendar._choose(next(v for v in calendar.view.visits if v.patient_name == "Claire Dubois"))


def _kept(stage: Stage) -> None:
    """A time held for somebody who wrote, as it stands on the book."""
    _calendar_booking(stage)
    stage.run("slots.hold")
    stage.wait(quiet=0.5)


def _rooms(stage: Stage) -> None:
    stage.go("calendar")
    stage.run("calendar.room")


def _go_to_date(stage: Stage) -> None:
    stage.go("calendar")
    stage.run("calendar.goto")


def _report(stage: Stage) -> None:
    patients_screens.one(stage)
    stage.run("patients.report")
    stage.wait(quiet=0.8)
    own = stage.window.sections["letters"].words.own
    own.to.setText("Dr Ruth Sands")
    own.words.insertPlainText("The hip moves more freely than in July.")
    own.keep_now()
    stage.wait(quiet=0.8)


def _forms(stage: Stage) -> None:
    settings = stage.go("settings")
    stage.wait(quiet=0.4)
    settings.show_chapter(6)


def _letters_returned(stage: Stage) -> None:
    """A sheet that came back filled, beside the record."""
    from frontdesk.domain.answer_sheet import Difference
    from frontdesk.domain.patient import Patient
    from frontdesk.services.returned_sheets import Comparison

    section = stage.go("letters")
    stage.wait(quiet=0.4)
    section.returned.show_comparison(Comparison(Patient(1, "Eva", "Okonkwo"), (
        Difference("person.phone", "Phone", "(512) 555-0164", "(512) 555-0179"),
        Difference("asked.medication", "Medicines, with blood thinners and supplements", "", "Apixaban 5 mg twice a day, since May"),
        Difference("places", "Marked on the body map", "right knee", "left knee, low back"),
    )))  # fmt: skip
    section.side.setCurrentIndex(2)
    section.panes.reveal_side()


def _letters_words(stage: Stage) -> None:
    stage.go("letters")
    stage.wait(quiet=0.4)
    stage.run("letters.edit")
    stage.wait(quiet=0.8)


def _letters_problem(stage: Stage) -> None:
    from frontdesk.services import letters, visits

    def cancel(desk: object) -> None:
        waiting = letters.letters(desk, tab="to_print")  # type: ignore[arg-type]
        visits.cancel(desk, appointment_id=waiting[1].appointment_id, code="pat")  # type: ignore[arg-type]

    stage.ask(cancel)
    section = stage.go("letters")
    section.list.step(1)


def _saved(stage: Stage) -> None:
    stage.go("letters")
    stage.window.context.choose_save = lambda parent, suggested: str(stage.folder / suggested)
    stage.run("letters.save")


def _call(stage: Stage, who: str = "", line: str = "") -> None:
    stage.go("calendar")
    stage.run("call")
    if who:
        stage.press(who)
        _type_into(stage, QTextEdit, "What they say", line)


def _palette(stage: Stage, text: str = "") -> None:
    stage.go("inbox")
    stage.run("palette")
    if text:
        stage.press(text)
        stage.wait(quiet=0.4)


def _undone(stage: Stage) -> None:
    _after_booking(stage)
    stage.run("undo")


def _over_inbox(command: str) -> Reach:
    def reach(stage: Stage) -> None:
        _after_booking(stage)
        stage.run(command)

    return reach


def _day_sheet_found(stage: Stage) -> None:
    sheet = stage.go("day_sheet")
    stage.run("day_sheet.find")
    stage.press("cla", at=sheet.finding)


def _case(stage: Stage, who: str) -> None:
    inbox = stage.go("inbox")
    inbox.list.choose_key(next(row.id for row in inbox.queue.rows if row.inquiry.name == who))
    stage.wait()


def _answer(*commands: str, who: str = "Dana Kessler") -> Reach:
    def reach(stage: Stage) -> None:
        _case(stage, who)
        for command in commands:
            stage.run(command)

    return reach


def _advice(stage: Stage) -> None:
    _answer("inbox.reply")(stage)
    stage.press(" You are a good candidate for PRP.")


def _question(stage: Stage) -> None:
    section = stage.go("questions")
    section.list.step(0)
    stage.run("questions.verdict.1")


def _rules(stage: Stage) -> None:
    settings = stage.go("settings")
    stage.wait(quiet=0.4)
    settings.show_chapter(5)


def _mail(stage: Stage) -> None:
    settings = stage.go("settings")
    stage.wait(quiet=0.4)
    settings.show_chapter(8)


def _articles(command: str) -> Reach:
    def reach(stage: Stage) -> None:
        stage.go("articles")
        stage.wait(quiet=0.4)
        stage.run(command)

    return reach


def _no_article(stage: Stage) -> None:
    section = stage.go("articles")
    section.words.setText("xyzzy")


SCREENS: dict[str, Reach] = {
    **calendar_screens.CALENDAR,
    "inbox": lambda s: s.go("inbox"),
    "inbox_offer": _answer("inbox.offer"),
    "inbox_templates": _answer("inbox.template"),
    "inbox_advice": _advice,
    "inbox_public": _answer("inbox.public"),
    "inbox_ask": _answer("inbox.ask"),
    "inbox_snooze": _answer("inbox.snooze"),
    "inbox_calls": _answer("inbox.calls", "inbox.called"),
    "inbox_notforus": _answer("inbox.notforus"),
    "inbox_sent": _answer("inbox.offer", "inbox.send"),
    "questions": _question,
    "inbox_fact": _fact,
    "inbox_note": _note,
    "inbox_book": _booking,
    "inbox_after_booking": _after_booking,
    "inbox_booked": _booked,
    "inbox_undone": _undone,
    "inbox_waiting": lambda s: s.go("inbox", tab="waiting"),
    "inbox_done": lambda s: s.go("inbox", tab="done"),
    "inbox_spam": lambda s: s.go("inbox", tab="spam"),
    "import": lambda s: s.go("import"), "import_preview": _previewed,
    "import_done": _imported,
    "calendar": lambda s: s.go("calendar"),
    "calendar_booking": _calendar_booking,
    "calendar_visit": _visit,
    "calendar_kept": _kept,
    "calendar_rooms": _rooms,
    "calendar_goto": _go_to_date,
    "calendar_closed": lambda s: s.go("calendar", day=date(2026, 11, 29)),
    "calendar_tomorrow": lambda s: s.go("calendar", day=date(2026, 11, 25)),
    "day_sheet": lambda s: s.go("day_sheet"),
    "day_sheet_found": _day_sheet_found,
    "day_sheet_empty": lambda s: s.go("day_sheet", day=date(2026, 11, 29)),
    "attention": lambda s: (s.go("calendar"), s.run("attention")),
    **patients_screens.PATIENTS,
    "letters": lambda s: s.go("letters"),
    "letters_problem": _letters_problem,
    "letters_words": _letters_words,
    "letters_returned": _letters_returned,
    "letters_sent": lambda s: s.go("letters", tab="sent"),
    "letters_saved": _saved,
    "phone": _call,
    "phone_typed": lambda s: _call(s, "Walter Finch", "left knee 7/10, 2 yrs, meniscus op 2024, age 58, wants brandt after 3"),
    "palette": _palette,
    "palette_found": lambda s: _palette(s, "ma"),
    "palette_slots": lambda s: _palette(s, "45 oka room 2 tue pm"),
    "palette_nothing": lambda s: _palette(s, "xyzzy"),
    "help": _over_inbox("help"),
    "history": _over_inbox("history"),
    "articles": lambda s: s.go("articles"),
    "articles_write": _articles("articles.edit"),
    "articles_nothing": _no_article,
    "reports": lambda s: s.go("reports"),
    "settings": lambda s: s.go("settings"),
    "settings_rules": _rules,
    "settings_mail": _mail,
    "settings_forms": _forms,
    "letters_report": _report,
}
LARGE_TOO = ("inbox_offer", "questions", "day_sheet", "inbox", "inbox_book", "calendar", "patients_record", "letters", "letters_words",
             "phone_typed", "palette_found", "settings", "import_preview", "import_done", "patients_details",
             "patients_intake")
WIDE_TOO = ("inbox", "inbox_offer", "calendar_booking")


def draw(base: Path, into: Path, name: str, *, theme: str, size: tuple[int, int], scale: int = 100) -> Path:
    """One picture, from a window and a clinic of its own."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-screen-") as folder:
        stage = Stage(copied(base, Path(folder)), theme=theme, scale=scale, size=size)
        try:
            SCREENS[name](stage)
            suffix = f"_{scale}" if scale != 100 else ""
            path = into / f"{name}_{size[0]}x{size[1]}_{theme}{suffix}.png"
            stage.picture().save(str(path))
        finally:
            stage.close()
    return path


def main(words: list[str]) -> int:
    if any(word.startswith("-") for word in words):
        print("Say a folder, and parts of the names of the pictures that you want; without them all of them are drawn into screens/.")
        return 2
    into = Path(words[0] if words else "screens")
    into.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in SCREENS if not words[1:] or any(word in name for word in words[1:])]
    app = QApplication.instance() or QApplication(["screens"])
    load_fonts()
    base = demo_folder()
    for name in wanted:
        for theme in ("light", "dark"):
            for size in SIZES:
                draw(base, into, name, theme=theme, size=size)
        if name in (*LARGE_TOO, *calendar_screens.LARGE_TOO):
            draw(base, into, name, theme="light", size=SIZES[1], scale=LARGE)
        if name in WIDE_TOO:
            draw(base, into, name, theme="light", size=WIDE)
        print(name, flush=True)
    print(f"{len(list(into.glob('*.png')))} pictures in {into}/")
    app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
