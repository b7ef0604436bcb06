"""Commands as a table: palette, shortcuts, status bar and help read it; no key is defined anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEYS: dict[str, tuple[str, str, str]] = {
    # id: (where, keys separated by a blank, title)
    "palette": ("everywhere", "Ctrl+K", "Find anything"), "call": ("everywhere", "F2", "Log a call"),
    "new": ("everywhere", "N", "New booking"), "go.inbox": ("everywhere", "Ctrl+1", "Inbox"),
    "go.calendar": ("everywhere", "Ctrl+2", "Calendar"), "go.patients": ("everywhere", "Ctrl+4", "Patients"), "go.questions": ("everywhere", "Ctrl+6", "Questions"),
    "go.letters": ("everywhere", "Ctrl+5", "Letters"), "undo": ("everywhere", "Ctrl+Z", "Undo"),
    "redo": ("everywhere", "Ctrl+Y Ctrl+Shift+Z", "Redo"), "history": ("everywhere", "Ctrl+Shift+H", "History"),
    "attention": ("everywhere", "Ctrl+Shift+A", "What needs looking after"),
    "panes": ("everywhere", "F6", "Next pane"), "panes.back": ("everywhere", "Shift+F6", "Previous pane"),
    "help": ("everywhere", "F1 ?", "Keys and help"), "theme": ("everywhere", "Ctrl+Shift+D", "Light or dark"),
    "larger": ("everywhere", "Ctrl+Shift+PgUp", "Larger text"), "smaller": ("everywhere", "Ctrl+Shift+PgDown", "Smaller text"),
    "import": ("everywhere", "Ctrl+I", "Bring in files"), "settings": ("everywhere", "Ctrl+,", "Settings"),
    "veil": ("everywhere", "F9", "Cover the screen"), "back": ("everywhere", "Alt+Left", "Back"), "close": ("everywhere", "Esc", "Close, keep draft"),
    "inbox.next": ("inbox", "J", "Next"), "inbox.previous": ("inbox", "K", "Previous"), "inbox.book": ("inbox", "B", "Book"),
    "inbox.done": ("inbox", "E", "Done"), "inbox.note": ("inbox", "I", "Note"), "inbox.facts": ("inbox", "F", "Facts"),
    "inbox.accept": ("inbox", "A", "Accept all facts"), "inbox.calendar": ("inbox", "C", "Show in calendar"),
    "inbox.same": ("inbox", "D", "Compare; again: the same person"), "inbox.notforus": ("inbox", "Shift+E", "Not for us"), "inbox.spam": ("inbox", "Shift+S", "Spam"),
    "inbox.find": ("inbox", "/", "Find"), "inbox.wait": ("inbox", "Shift+W", "To the wait list"),
    "inbox.reply": ("inbox", "R", "Reply"), "inbox.public": ("inbox", "Shift+R", "Public line under the comment"), "inbox.offer": ("inbox", "O", "Offer slots"),
    "inbox.template": ("inbox", "T", "Text of the reply"), "inbox.ask": ("inbox", "Q", "Ask a clinician"), "inbox.send": ("inbox", "Ctrl+Return", "Send"),
    "inbox.snooze": ("inbox", "S", "Put off"), "inbox.join": ("inbox", "Shift+J", "One case with the other message"),
    "inbox.called": ("inbox", "L", "Called: what came of it"), "inbox.calls": ("inbox", "Shift+L", "Who waits for a call"),
    "inbox.take": ("inbox", "M", "I take this one, or give it back"),
    **{f"inbox.mark.{n}": ("inbox", f"Alt+{n}", f"Mark words: {word}") for n, word in
       enumerate(("person", "site", "pain", "history", "also", "question"), 1)},
    "calendar.today": ("calendar", "T", "Today"), "calendar.next": ("calendar", "PgDown", "Next day"),
    "calendar.previous": ("calendar", "PgUp", "Previous day"), "calendar.week.next": ("calendar", "Ctrl+PgDown", "Next week"),
    "calendar.week.previous": ("calendar", "Ctrl+PgUp", "Previous week"), "calendar.goto": ("calendar", "G", "Go to date"),
    "calendar.book": ("calendar", "B", "Book"), "calendar.view": ("calendar", "V", "Day or week"),
    "calendar.month": ("calendar", "Shift+V", "Month"), "calendar.list": ("calendar", "L", "List of visits"),
    "calendar.room": ("calendar", "R", "By clinician or room"), "calendar.filter": ("calendar", "F", "Whose visits are shown"),
    "calendar.zoom.in": ("calendar", "Ctrl++ Ctrl+=", "Zoom in"), "calendar.zoom.out": ("calendar", "Ctrl+-", "Zoom out"),
    "calendar.zoom.fit": ("calendar", "Ctrl+0", "Fit"),
    "calendar.status": ("grid", "Space", "Next status"), "calendar.status.back": ("grid", "Z", "Status back"), "calendar.noshow": ("grid", "X", "No-show"),
    "calendar.open": ("grid", "Return", "Open, book here"), "calendar.slot.next": ("grid", "]", "Next free"),
    "calendar.slot.previous": ("grid", "[", "Previous free"),
    "calendar.cancel": ("grid", "Del", "Cancel a visit"), "calendar.confirm": ("grid", "C", "Confirmed, or not"),
    "calendar.cancelled": ("calendar", "D", "Cancelled on this day"),
    "calendar.series": ("grid", "S", "Series"), "calendar.follow_up": ("grid", "U", "Follow-up asked for"),
    "calendar.known": ("calendar", "Alt+Return", "It is this patient"), "calendar.record": ("grid", "E", "Open the record"),
    "calendar.wait": ("grid", "Shift+W", "To the wait list"), "calendar.waiting": ("calendar", "W", "Wait list"),
    "calendar.fill": ("calendar", "O", "Offer the free time"), "calendar.shift": ("calendar", "Shift+S", "Shift the rest of a series"),
    "calendar.block": ("calendar", "Shift+B", "Block time"),
    "calendar.move": ("grid", "M", "Move"), "calendar.pull": ("grid", "Shift+M", "Pull off, to book again later"),
    "calendar.longer": ("grid", "Alt+Down", "Longer"), "calendar.shorter": ("grid", "Alt+Up", "Shorter"),
    "calendar.aftercare": ("grid", "Alt+L", "After-care letter"), "calendar.report": ("grid", "Alt+R", "Report to the GP"),
    "calendar.earlier": ("grid", "Alt+Shift+Up", "Begin earlier"), "calendar.later": ("grid", "Alt+Shift+Down", "Begin later"),
    "patients.find": ("patients", "/", "Search"), "patients.new": ("patients", "Ctrl+Return", "New patient"),
    "patients.book": ("patients", "B", "Book"), "patients.letter": ("patients", "L", "Letter"),
    "patients.sheet": ("patients", "P", "Intake sheet"), "patients.note": ("patients", "I", "Note"), "patients.edit": ("patients", "F4", "Edit"),
    "patients.series": ("patients", "S", "Series"), "patients.follow_up": ("patients", "U", "Follow-up asked for"),
    "patients.wait": ("patients", "Shift+W", "To the wait list"),
    "patients.compare": ("patients", "D", "Compare with a similar record"), "patients.merge": ("patients", "Ctrl+M", "Merge the two compared"),
    "patients.different": ("patients", "Shift+D", "Two different people"), "patients.part": ("patients", "Ctrl+Shift+M", "Part merged records"),
    "patients.known": ("patients", "Alt+Return", "It is this patient"), "patients.arrived": ("patients", "A", "Arrived"),
    "patients.intake.begin": ("patients", "Shift+I", "Intake note"), "patients.intake.sign": ("patients", "Ctrl+S", "Sign the intake note"),
    "patients.intake.amend": ("patients", "Shift+A", "Amend the signed note"), "patients.attach": ("patients", "Shift+F", "Attach a file"),
    "patients.intake.fill": ("patients", "Alt+F", "Fill the intake note from what was read"),
    "patients.recalls": ("patients", "Shift+R", "Who is to be recalled, or everybody"),
    "patients.held": ("patients", "Ctrl+Shift+E", "What is held on this person; erase"),
    "patients.aftercare": ("patients", "Alt+L", "After-care letter"), "patients.report": ("patients", "Alt+R", "Report to the GP"),
    "letters.next": ("letters", "J", "Next"), "letters.previous": ("letters", "K", "Previous"), "letters.select": ("letters", "X", "Select"),
    "letters.all": ("letters", "A", "All"), "letters.print": ("letters", "Ctrl+P", "Print run"),
    "letters.dialog": ("letters", "Ctrl+Shift+P", "Choose printer, then print"), "letters.save": ("letters", "Ctrl+S", "Save PDF"),
    "letters.edit": ("letters", "F4", "Edit text"), "letters.returned": ("letters", "R", "Read a returned intake sheet"),
    "letters.tomorrow": ("letters", "T", "Visits tomorrow, or all"),
    "go.day_sheet": ("everywhere", "Ctrl+3", "Day sheet"), "day_sheet.find": ("day sheet", "/", "Find"), "day_sheet.print": ("day sheet", "P", "Print day sheet"),
    "day_sheet.save": ("day sheet", "Ctrl+S", "Save day sheet as PDF"), "day_sheet.today": ("day sheet", "T", "Today"),
    "day_sheet.next": ("day sheet", "PgDown", "Next day"), "day_sheet.previous": ("day sheet", "PgUp", "Previous day"),
    "day_sheet.move": ("day sheet", "M", "Move the visit"), "day_sheet.record": ("day sheet", "O", "Open the record"),
    "day_sheet.status": ("sheet list", "Space", "Next status"), "day_sheet.status.back": ("sheet list", "Z", "Status back"),
    "day_sheet.noshow": ("sheet list", "X", "No-show"),
    "questions.next": ("questions", "J", "Next"), "questions.previous": ("questions", "K", "Previous"),
    "questions.mine": ("questions", "M", "Only mine"),
    **{f"questions.verdict.{n}": ("questions", str(n), word) for n, word in enumerate(("Invite to visit", "Imaging first", "Clinician calls", "Not for us"), 1)},
    "questions.line": ("questions", "A", "Add a line"), "questions.sign": ("questions", "Ctrl+Return", "Sign and return"),
    "questions.case": ("questions", "Return", "Open in the inbox"),
    "calendar.print": ("calendar", "Ctrl+P", "Print the day"),
    "calendar.file": ("calendar", "Shift+E", "Save visits as a calendar file"), "patients.file": ("patients", "Shift+E", "Save the visits as a calendar file"),
    "patients.export": ("patients", "Shift+X", "Save all patients for another program"),
    "import.take": ("import", "Ctrl+Return", "Take all in"), "import.paste": ("import", "Ctrl+V", "Paste a message"),
    "import.refused": ("import", "R", "What was refused so far"),
    "go.articles": ("everywhere", "Ctrl+7", "Articles"), "inbox.handout": ("inbox", "P", "Print the article for them"),
    "articles.next": ("articles", "J", "Next"), "articles.previous": ("articles", "K", "Previous"), "articles.find": ("articles", "/", "Find"),
    "articles.new": ("articles", "Ctrl+Return", "Write an article, or keep what was typed"), "articles.edit": ("articles", "F4", "Change the article"),
    "articles.approve": ("articles", "A", "Approve for a year"), "articles.withdraw": ("articles", "Del", "Withdraw"),
    "articles.print": ("articles", "P", "Print the handout"), "articles.save": ("articles", "Ctrl+S", "Save the handout as PDF"),
    "go.reports": ("everywhere", "Ctrl+8", "Reports"), "reports.span": ("reports", "V", "Another span of days"),
    "reports.save": ("reports", "Ctrl+S", "Save the report as CSV"),
    "call.book": ("call", "Ctrl+Return", "Book"), "call.save": ("call", "Ctrl+S", "Save as inquiry"),
    "call.new": ("call", "Alt+N", "A new problem"), "call.move": ("call", "Alt+V Alt+M", "Move their visit"), "call.cancel": ("call", "Alt+C", "Cancel their visit"),
    "call.other": ("call", "Alt+O", "Something else"), "call.way": ("call", "Alt+I", "They called, or we did"),
    "call.kept": ("everywhere", "Shift+F2", "Back to the call that waits"),
    "slots.hold": ("slots", "H", "Hold the time for them"),
}  # fmt: skip
"""The whole table. Single letters rest while a text field has the focus, because the field takes them itself."""


@dataclass
class Bound:
    """A command that can be run now. ``owners``: the parts of the window it acts in."""

    id: str
    title: str
    keys: tuple[str, ...]
    where: str
    run: Callable[[], object]
    when: Callable[[], bool]
    owners: tuple[QWidget, ...]

    @property
    def at_hand(self) -> bool:
        """It acts on the screen that is shown."""
        return any(one.isVisible() for one in self.owners)


@dataclass
class Commands:
    """What each place can do; filled by the sections, read by palette, status bar and help."""

    bound: dict[str, Bound] = field(default_factory=dict)
    single_keys: bool = True
    _shortcuts: list[QShortcut] = field(default_factory=list)

    def bind(self, command: str, owner: QWidget | Sequence[QWidget], run: Callable[[], object], *, when: Callable[[], bool] = lambda: True) -> None:
        """Give a command its action. Commands of "everywhere" act in the whole window, the others inside their owner, or each of several."""
        where, keys, title = KEYS[command]
        owners = (owner,) if isinstance(owner, QWidget) else tuple(owner)
        entry = Bound(command, title, tuple(keys.split(" ")), where, run, when, owners)
        self.bound[command] = entry
        context = Qt.ShortcutContext.WindowShortcut if where == "everywhere" else Qt.ShortcutContext.WidgetWithChildrenShortcut
        for place, key in ((p, k) for p in owners for k in entry.keys):
            shortcut = QShortcut(QKeySequence(key), place)
            shortcut.setContext(context)
            shortcut.setAutoRepeat(key in ("J", "K", "]", "["))
            shortcut.activated.connect(lambda e=entry, k=key: self._run(e, k))
            self._shortcuts.append(shortcut)

    def _run(self, entry: Bound, key: str) -> None:
        if (self.single_keys or len(key) > 1) and entry.when():
            entry.run()

    def of(self, where: str) -> list[Bound]:
        """In the order of the table."""
        return [self.bound[name] for name in KEYS if name in self.bound and self.bound[name].where == where]
