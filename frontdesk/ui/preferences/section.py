"""Settings: look and text size at this desk; the clinic's name, address, people, rooms, types and hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.clinic import AppointmentType, Clinic, Clinician, House, OpeningRule, Room, Site
from frontdesk.domain.errors import DeskError
from frontdesk.domain.when import DAYS
from frontdesk.ui.context import Context
from frontdesk.ui.preferences.intake_forms import IntakeFormsCard
from frontdesk.ui.preferences.mail import MailCard
from frontdesk.ui.preferences.recall_rules import RecallRulesCard
from frontdesk.ui.preferences.rules import Rules
from frontdesk.ui.preferences.texts import TextsCard
from frontdesk.ui.preferences.typed_time import read_time
from frontdesk.ui.preferences.website import WebsiteCard
from frontdesk.ui.widgets.check import Check
from frontdesk.ui.widgets.choice import Combo
from frontdesk.ui.widgets.controls import Button, card
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.piecewise import Piece, Piecewise
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel, shown

Choice = tuple[str, str]
"""Words, and the value behind them."""
Field = tuple[str, str] | tuple[str, str, tuple[Choice, ...]]
"""Label, what stands there, and where it is chosen from a few, these."""


def _choice(label: str, value: str, choices: Sequence[Choice]) -> Combo:
    combo = Combo(label)
    for words, behind in choices:
        combo.addItem(words, behind)
    combo.setCurrentIndex(max(0, combo.findData(value)))
    return combo


_KINDS: tuple[Choice, ...] = (("consultation", "consult"), ("procedure", "procedure"), ("ultrasound", "ultrasound"))
_ROOM_KINDS: Field = ("Kind", "consult", _KINDS)


def _sites(house: House) -> Combo:
    combo = Combo("Site")
    for site in house.sites:
        combo.addItem(shown(site.name, longest=40), site.id)
    return combo


CHAPTERS = ("This desk", "Clinic and sites", "People and hours", "Rooms", "Appointment types", "House rules", "Intake forms", "Recall", "E-mail", "Website",
            "Texts")  # fmt: skip


class PreferencesSection(QWidget):
    """Everything here is saved when Enter or Save is pressed, and can be undone."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._opened = 0
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page = Piecewise()
        self.page.column.setContentsMargins(32, 20, 32, 24)
        self.page.column.setSpacing(12)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setWidget(self.page)
        self.area.verticalScrollBar().valueChanged.connect(self._follow)
        self.index = self._index()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.index)
        outer.addWidget(self.area, 1)
        self._widths()
        context.look.changed.connect(self._widths)
        context.bridge.changed.connect(self._heard)

    def _index(self) -> QWidget:
        """The chapters, at the left; a chosen one is scrolled to."""
        pane = QWidget()
        pane.setProperty("pane", "list")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 20, 0, 12)
        title = PlainLabel("Settings", role="pane")
        title.setContentsMargins(18, 0, 18, 0)
        column.addWidget(title)
        self.chapters = RowList(self.context.look, 40, name="Chapters of the settings")
        self.chapters.put([Item(number, words) for number, words in enumerate(CHAPTERS)])
        self.chapters.chosen.connect(lambda item: self.show_chapter(item.key) if item else None)
        column.addWidget(self.chapters, 1)
        return pane

    def _widths(self) -> None:
        px = self.context.look.px
        self.page.setMaximumWidth(px(1040))
        self.index.setFixedWidth(px(240))
        self.index.setVisible(self._wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths()

    def show_chapter(self, chapter: int) -> None:
        begins = self.page.first_of(chapter)
        if begins:
            self.page.column.activate()
            self.page.adjustSize()
            self.area.verticalScrollBar().setValue(begins.y() - self.page.column.contentsMargins().top() if chapter else 0)
            self._mark(chapter)

    def _follow(self, value: int) -> None:
        """The index says where the page stands."""
        self._mark(self.page.chapter_at(value + self.page.column.contentsMargins().top()))

    def _mark(self, chapter: int) -> None:
        self.chapters.blockSignals(True)
        self.chapters.choose_key(chapter)
        self.chapters.blockSignals(False)

    def open_at(self, **_: object) -> None:
        self._opened += 1
        self.reload()

    def reload(self) -> None:
        self.context.jobs.ask(lambda desk: desk.house(), self._show, key="preferences")

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"clinic", "site", "clinician", "room", "appointment_type", "opening_rule", "opening_exception", "block"} and self.isVisible():
            self.reload()

    @property
    def _wide(self) -> bool:
        """Two fields fit beside each other, and the index beside the page."""
        return self.width() >= self.context.look.px(880)

    def _show(self, house: House) -> None:
        if self.page.isAncestorOf(self.window().focusWidget() or self.window()):
            self.setFocus()  # else a field that Qt chooses would take Ctrl+Z
        self.index.setEnabled(bool(house.clinic.id))
        scale = self.context.look.scale
        self.page.put([replace(piece, key=(self._wide, scale, piece.key)) for piece in self._pieces(house)])

    def _pieces(self, house: House) -> list[Piece]:
        """Every card of the page; those of the mail, the website and the texts read for themselves, and anew each time the page is opened."""
        look, own = self.context.look, self.context.settings.cover_after
        pieces = [Piece("desk", (look.theme, own), self._this_desk)]
        if house.demo:
            pieces.append(Piece("demo", None, self._demo))
        if not house.clinic.id:
            return pieces
        context = self.context
        pieces += [*self._clinic(house), *self._people(house), *self._rooms(house), *self._types(house)]
        pieces += [Piece("rules", house, partial(self._rules, house), 5),
                   Piece("forms", None, partial(IntakeFormsCard, context), 6),
                   Piece("recall", house.types, partial(RecallRulesCard, context, house), 7)]  # fmt: skip
        own_readers: tuple[Callable[[], QWidget], ...] = (
            partial(MailCard, context, wide=self._wide), partial(WebsiteCard, context), partial(TextsCard, context),
        )  # fmt: skip
        pieces += [Piece(words, self._opened, make, 8 + n) for n, (words, make) in enumerate(zip(("mail", "website", "texts"), own_readers, strict=True))]
        return pieces

    def _demo(self) -> QWidget:
        frame, column = card("This is the demo clinic", kind="warn")
        column.addWidget(Paragraph("Its people are invented. To set up yours, close the program and start it as “frontdesk”, without --demo."))
        return frame

    def _this_desk(self) -> QWidget:
        look = self.context.look
        frame, column = card("This desk")
        row = QHBoxLayout()
        for words in ("light", "dark"):
            row.addWidget(self._chip(words.capitalize(), look.theme == words, partial(self._wear, theme=words)))
        row.addSpacing(20)
        row.addWidget(PlainLabel("Text size"))
        for scale in (90, 100, 125, 150, 200):
            row.addWidget(self._chip(f"{scale} %", look.scale == scale, partial(self._wear, scale=scale)))
        row.addStretch()
        column.addLayout(row)
        row = QHBoxLayout()
        row.addWidget(PlainLabel("Cover the untouched screen after"))
        for minutes in (5, 10, 30, 0):
            row.addWidget(self._chip(f"{minutes} min" if minutes else "Never", self.context.settings.cover_after == minutes, partial(self._cover, minutes)))
        row.addStretch()
        column.addLayout(row)
        single = Check(look, "Single letters act as keys when no field has the focus")
        single.setChecked(self.context.commands.single_keys)
        single.toggled.connect(self._single)
        column.addWidget(single)
        return frame

    def _chip(self, words: str, on: bool, then: Callable[[], None]) -> Button:
        chip = Button(self.context.look, words, kind="chip", then=then)
        chip.setCheckable(True)
        chip.setChecked(on)
        return chip

    def _wear(self, **what: Any) -> None:
        self.context.look.set(**what)
        self.reload()

    def _cover(self, minutes: int) -> None:
        self.context.settings.cover_after = minutes
        self.context.extra["cover_after"](minutes)
        self.reload()

    def _single(self, on: bool) -> None:
        self.context.commands.single_keys = on
        self.context.settings.single_keys = on

    # -- the clinic

    def _form(self, title: str, fields: Sequence[Field], save: Callable[[list[str]], None]) -> QWidget:
        """A card of labelled fields; ``save`` gets their texts, of a choice the value behind its words."""
        frame, column = card(title)
        grid = QGridLayout()
        edits: list[QLineEdit | Combo] = []

        def save_all() -> None:
            save([str(e.currentData()) if isinstance(e, Combo) else e.text().strip() for e in edits])

        for n, (label, value, *choices) in enumerate(fields):
            edit = _choice(label, value, choices[0]) if choices else QLineEdit(value)
            edit.setAccessibleName(label)
            if isinstance(edit, QLineEdit):
                edit.setCursorPosition(0)  # a long value shows its beginning
                edit.returnPressed.connect(save_all)
            edits.append(edit)
            down, across = divmod(n, 2 if self._wide else 1)
            grid.addWidget(PlainLabel(label, role="soft"), down, across * 2)
            grid.addWidget(edit, down, across * 2 + 1)
            grid.setColumnStretch(across * 2 + 1, 1)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(Button(self.context.look, "Save", icon="check", then=save_all))
        row.addStretch()
        column.addLayout(row)
        return frame

    def _save(self, value: Any) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: staff.save(desk, value=value), lambda _: self.context.say("Saved", undo=True), failed=self._failed)

    def _remove(self, value: Any) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: staff.remove(desk, value=value), lambda _: self.context.say("Removed", undo=True), failed=self._failed)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def _clinic(self, house: House) -> list[Piece]:
        pieces = [Piece("clinic", house.clinic, partial(self._clinic_card, house.clinic), 1)]
        pieces += [Piece(f"site {site.id}", site, partial(self._site, site), 1) for site in house.sites]
        return [*pieces, Piece("add site", house.zone, partial(self._add_site, house.zone), 1)]

    def _clinic_card(self, c: Clinic) -> QWidget:

        def save(texts: list[str]) -> None:
            self._save(replace(c, name=texts[0], tagline=texts[1], phone=texts[2], email=texts[3], signs=texts[4], paper=texts[5], locale=texts[6],
                               clock24=texts[7] == "24"))  # fmt: skip

        return self._form("Clinic", [("Name", c.name), ("Line under it", c.tagline), ("Phone", c.phone), ("E-mail", c.email), ("Letters are signed by", c.signs),
                              ("Paper, window", c.paper, (("Letter, US #10", "Letter"), ("A4, DIN form B", "A4"), ("A4, DIN form A", "A4-A"))),
                              ("Dates on letters", c.locale, (("November 24, 2026", "en-US"), ("24 November 2026", "en-GB"))),
                              ("Clock", "24" if c.clock24 else "12", (("2:15 pm", "12"), ("14:15", "24")))], save)  # fmt: skip

    def _site(self, site: Site) -> QWidget:
        a = site.address

        def save(texts: list[str]) -> None:
            self._save(replace(site, name=texts[0], zone=texts[1], phone=texts[6], directions=texts[7],
                               address=replace(a, street=texts[2], city=texts[3], region=texts[4], postcode=texts[5])))  # fmt: skip

        return self._form(f"Site: {site.name}", [
            ("Name", site.name), ("Time zone", site.zone), ("Street", a.street), ("City", a.city), ("State or region", a.region),
            ("Postcode", a.postcode), ("Phone", site.phone), ("How to find it", site.directions)], save)  # fmt: skip

    def _add_site(self, zone: str) -> QWidget:
        def save(texts: list[str]) -> None:
            if texts[0]:
                self._save(Site(0, texts[0], texts[1] or zone))

        return self._form("Add a site", [("Name of the new site", ""), ("Its time zone", zone)], save)

    def _people(self, house: House) -> list[Piece]:
        pieces = [Piece(f"clinician {one.id}", (one, house.sites, [r for r in house.rules if r.clinician_id == one.id]), partial(self._hours, one, house), 2)
                  for one in house.clinicians]  # fmt: skip
        return [*pieces, Piece("add clinician", house.clinicians, partial(self._add_clinician, house), 2)]

    def _hours(self, one: Clinician, house: House) -> QWidget:
        frame, column = card(one.name)
        for rule in sorted((r for r in house.rules if r.clinician_id == one.id), key=lambda r: (r.weekday, r.start)):
            row = QHBoxLayout()
            row.addWidget(PlainLabel(DAYS[rule.weekday]), 2)
            where = f", {house.site(rule.site_id).name}" if len(house.sites) > 1 else ""
            row.addWidget(PlainLabel(f"{rule.start:%H:%M} to {rule.end:%H:%M}{where}"), 2)
            row.addWidget(Button(self.context.look, "Remove", kind="ghost", then=partial(self._remove, rule)))
            column.addLayout(row)
        column.addLayout(self._add_hours(one, house))
        return frame

    def _add_clinician(self, house: House) -> QWidget:
        from frontdesk.services import staff  # after the first paint, as in jobs

        def add(texts: list[str]) -> None:
            if texts[0]:
                self._save(Clinician(0, texts[0], staff.short_name(texts[0]), staff.initials(texts[0]), staff.COLOURS[len(house.clinicians) % len(staff.COLOURS)],
                                     position=len(house.clinicians)))  # fmt: skip

        return self._form("Add a clinician", [("Name, as printed", "")], add)

    def _add_hours(self, one: Clinician, house: House) -> QHBoxLayout:
        row = QHBoxLayout()
        day = Combo("Weekday")
        for n, words in enumerate(DAYS):
            day.addItem(words, n)
        start, end, where = QLineEdit("09:00"), QLineEdit("17:00"), _sites(house)
        for edit, label in ((start, "From"), (end, "To")):
            edit.setAccessibleName(f"{label}, {one.short}")
            edit.setMaximumWidth(self.context.look.px(90))

        def add() -> None:
            first, last = read_time(start.text()), read_time(end.text())
            if first is None or last is None or not house.sites:
                self.context.warn("Type the hours as 9:00 and 17:00.")
                return
            self._save(OpeningRule(0, one.id, where.currentData(), day.currentData(), first, last))

        if len(house.sites) < 2:
            where.hide()  # shown by its layout, never by itself: without a parent it would be a window of its own
        for widget in (day, start, end, where, Button(self.context.look, "Add hours", icon="plus", then=add)):
            row.addWidget(widget)
        row.addStretch()
        return row

    def _rooms(self, house: House) -> list[Piece]:
        key = (house.rooms, house.sites)
        return [Piece("rooms", key, partial(self._room_list, house), 3), Piece("add room", key, partial(self._add_room, house), 3)]

    def _room_list(self, house: House) -> QWidget:
        frame, column = card("Rooms")
        for room in house.rooms:
            row = QHBoxLayout()
            row.addWidget(PlainLabel(f"{room.name} ({room.short})"), 2)
            where = f", {house.site(room.site_id).name}" if len(house.sites) > 1 else ""
            row.addWidget(PlainLabel(f"{room.kind}{where}", role="soft"), 1)
            row.addWidget(Button(self.context.look, "Remove", kind="ghost", then=partial(self._remove, room)))
            column.addLayout(row)
        return frame

    def _add_room(self, house: House) -> QWidget:
        def add(texts: list[str]) -> None:
            if texts[0] and house.sites:
                site = int(texts[3]) if len(texts) > 3 else house.sites[0].id
                self._save(Room(0, site, texts[0], texts[1] or texts[0][:4], texts[2] or "consult", position=len(house.rooms)))

        fields: list[Field] = [("Name", ""), ("Short, for chips", ""), _ROOM_KINDS]
        if len(house.sites) > 1:
            fields.append(("Site", "", tuple((s.name, str(s.id)) for s in house.sites)))
        return self._form("Add a room", fields, add)

    def _types(self, house: House) -> list[Piece]:
        kinds = frozenset(room.kind for room in house.rooms)
        pieces = [Piece(f"type {kind.id}", (kind, kinds), partial(self._type, kind, kinds), 4) for kind in house.types]
        return [*pieces, Piece("add type", len(house.types), partial(self._add_type, len(house.types)), 4)]

    def _type(self, kind: AppointmentType, standing: frozenset[str]) -> QWidget:
        def save(texts: list[str]) -> None:
            numbers = [int(t) if t.isdigit() else -1 for t in texts[1:5]]
            if min(numbers) < 0:
                self.context.warn("Lengths are whole minutes.")
                return
            kinds = frozenset(k.strip().casefold() for k in texts[6].split(",") if k.strip())
            if unknown := sorted(kinds - {k for _, k in _KINDS} - standing):
                self.context.warn(f"No room is of the kind “{unknown[0]}”. Kinds are {', '.join(k for _, k in _KINDS)}; leave it empty where no room is needed.")
                return
            self._save(replace(kind, name=texts[0], minutes=numbers[0], before=numbers[1], after=numbers[2], lead=numbers[3], preparation=texts[5], room_kinds=kinds))

        return self._form(f"Appointment type: {kind.name}", [
            ("Name", kind.name), ("Minutes", str(kind.minutes)), ("Room needed before, min", str(kind.before)), ("Room turn-over after, min", str(kind.after)),
            ("Shortest notice, min", str(kind.lead)), ("Preparation, printed on the letter", kind.preparation),
            ("Kinds of room it may have", ", ".join(sorted(kind.room_kinds))),
        ], save)  # fmt: skip

    def _add_type(self, position: int) -> QWidget:
        from frontdesk.services import staff  # after the first paint, as in jobs

        def add(texts: list[str]) -> None:
            if texts[0] and texts[1].isdigit():
                self._save(AppointmentType(0, texts[0], int(texts[1]), texts[2], position=position))
            else:
                self.context.warn("Type a name, and the length in whole minutes.")

        looks = tuple((t.name, t.look) for t in staff.default_types())
        return self._form("Add an appointment type", [("Name of the new type", ""), ("Its minutes", "30"), ("Looks like", "", looks)], add)

    def _rules(self, house: House) -> QWidget:
        rules = Rules(self.context, house)
        rules.saved.connect(self._save_all)
        rules.removed.connect(self._remove)
        rules.troubled.connect(self.context.warn)
        return rules

    def _save_all(self, values: tuple[Any, ...]) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: staff.save_all(desk, values=values), lambda _: self.context.say("Saved", undo=True), failed=self._failed)

    def leave(self) -> bool:
        return False

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return [("Enter", "save"), ("Ctrl Z", "undo"), ("Alt ←", "back"), ("?", "all keys")]
