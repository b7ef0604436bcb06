"""Settings: look and text size at this desk; the clinic's name, address, people, rooms, types and hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from frontdesk.domain.clinic import AppointmentType, Clinician, House, OpeningRule, Room, Site
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
from frontdesk.ui.widgets.controls import Button, card, clear
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


class PreferencesSection(QWidget):
    """Everything here is saved when Enter or Save is pressed, and can be undone."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("pane", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget()
        inside.setMaximumWidth(context.look.px(980))
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(32, 24, 32, 24)
        self.column.setSpacing(12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        context.bridge.changed.connect(self._heard)

    def open_at(self, **_: object) -> None:
        self.reload()

    def reload(self) -> None:
        self.context.jobs.ask(lambda desk: desk.house(), self._show, key="preferences")

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & {"clinic", "site", "clinician", "room", "appointment_type", "opening_rule", "opening_exception", "block"} and self.isVisible():
            self.reload()

    def _show(self, house: House) -> None:
        if self.isAncestorOf(self.window().focusWidget() or self.window()):
            self.setFocus()  # else a field that Qt chooses would take Ctrl+Z
        clear(self.column)
        self.column.addWidget(PlainLabel("Settings", role="title"))
        self._this_desk()
        if house.demo:
            frame, column = card("This is the demo clinic", kind="warn")
            column.addWidget(Paragraph("Its people are invented. To set up yours, close the program and start it as “frontdesk”, without --demo."))
            self.column.addWidget(frame)
        if house.clinic.id:
            self._clinic(house)
            self._people(house)
            self._rooms(house)
            self._types(house)
            self._rules(house)
            self.column.addWidget(IntakeFormsCard(self.context))
            self.column.addWidget(RecallRulesCard(self.context, house))
            self.column.addWidget(MailCard(self.context))
            self.column.addWidget(WebsiteCard(self.context))
            self.column.addWidget(TextsCard(self.context))
        self.column.addStretch()

    def _this_desk(self) -> None:
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
        row.addWidget(PlainLabel("Cover the screen when nobody has touched it for"))
        for minutes in (5, 10, 30, 0):
            row.addWidget(self._chip(f"{minutes} min" if minutes else "Never", self.context.settings.cover_after == minutes, partial(self._cover, minutes)))
        row.addStretch()
        column.addLayout(row)
        single = Check(look, "Single letters act as keys when no field has the focus")
        single.setChecked(self.context.commands.single_keys)
        single.toggled.connect(self._single)
        column.addWidget(single)
        self.column.addWidget(frame)

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

    def _form(self, title: str, fields: Sequence[Field], save: Callable[[list[str]], None]) -> None:
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
            grid.addWidget(PlainLabel(label, role="soft"), n // 2, (n % 2) * 2)
            grid.addWidget(edit, n // 2, (n % 2) * 2 + 1)
            grid.setColumnStretch((n % 2) * 2 + 1, 1)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(Button(self.context.look, "Save", icon="check", then=save_all))
        row.addStretch()
        column.addLayout(row)
        self.column.addWidget(frame)

    def _save(self, value: Any) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: staff.save(desk, value=value), lambda _: self.context.say("Saved", undo=True), failed=self._failed)

    def _remove(self, value: Any) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: staff.remove(desk, value=value), lambda _: self.context.say("Removed", undo=True), failed=self._failed)

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)

    def _clinic(self, house: House) -> None:
        c = house.clinic

        def save(texts: list[str]) -> None:
            self._save(replace(c, name=texts[0], tagline=texts[1], phone=texts[2], email=texts[3], signs=texts[4], paper=texts[5], locale=texts[6],
                               clock24=texts[7] == "24"))  # fmt: skip

        self._form("Clinic", [("Name", c.name), ("Line under it", c.tagline), ("Phone", c.phone), ("E-mail", c.email), ("Letters are signed by", c.signs),
                              ("Paper, window", c.paper, (("Letter, US #10", "Letter"), ("A4, DIN form B", "A4"), ("A4, DIN form A", "A4-A"))),
                              ("Dates on letters", c.locale, (("November 24, 2026", "en-US"), ("24 November 2026", "en-GB"))),
                              ("Clock", "24" if c.clock24 else "12", (("2:15 pm", "12"), ("14:15", "24")))], save)  # fmt: skip
        for site in house.sites:
            a = site.address

            def save_site(texts: list[str], site: Any = site, a: Any = a) -> None:
                self._save(replace(site, name=texts[0], zone=texts[1], phone=texts[6], directions=texts[7],
                                   address=replace(a, street=texts[2], city=texts[3], region=texts[4], postcode=texts[5])))  # fmt: skip

            self._form(f"Site: {site.name}", [("Name", site.name), ("Time zone", site.zone), ("Street", a.street), ("City", a.city), ("State or region", a.region),
                                              ("Postcode", a.postcode), ("Phone", site.phone), ("How to find it", site.directions)], save_site)  # fmt: skip

        def add_site(texts: list[str]) -> None:
            if texts[0]:
                self._save(Site(0, texts[0], texts[1] or house.zone))

        self._form("Add a site", [("Name of the new site", ""), ("Its time zone", house.zone)], add_site)

    def _people(self, house: House) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        for one in house.clinicians:
            frame, column = card(one.name)
            for rule in sorted((r for r in house.rules if r.clinician_id == one.id), key=lambda r: (r.weekday, r.start)):
                row = QHBoxLayout()
                row.addWidget(PlainLabel(DAYS[rule.weekday]), 2)
                where = f", {house.site(rule.site_id).name}" if len(house.sites) > 1 else ""
                row.addWidget(PlainLabel(f"{rule.start:%H:%M} to {rule.end:%H:%M}{where}"), 2)
                row.addWidget(Button(self.context.look, "Remove", kind="ghost", then=partial(self._remove, rule)))
                column.addLayout(row)
            column.addLayout(self._add_hours(one, house))
            self.column.addWidget(frame)

        def add(texts: list[str]) -> None:
            if texts[0]:
                self._save(Clinician(0, texts[0], staff.short_name(texts[0]), staff.initials(texts[0]), staff.COLOURS[len(house.clinicians) % len(staff.COLOURS)],
                                     position=len(house.clinicians)))  # fmt: skip

        self._form("Add a clinician", [("Name, as printed", "")], add)

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

    def _rooms(self, house: House) -> None:
        frame, column = card("Rooms")
        for room in house.rooms:
            row = QHBoxLayout()
            row.addWidget(PlainLabel(f"{room.name} ({room.short})"), 2)
            where = f", {house.site(room.site_id).name}" if len(house.sites) > 1 else ""
            row.addWidget(PlainLabel(f"{room.kind}{where}", role="soft"), 1)
            row.addWidget(Button(self.context.look, "Remove", kind="ghost", then=partial(self._remove, room)))
            column.addLayout(row)
        self.column.addWidget(frame)

        def add(texts: list[str]) -> None:
            if texts[0] and house.sites:
                site = int(texts[3]) if len(texts) > 3 else house.sites[0].id
                self._save(Room(0, site, texts[0], texts[1] or texts[0][:4], texts[2] or "consult", position=len(house.rooms)))

        fields: list[Field] = [("Name", ""), ("Short, for chips", ""), _ROOM_KINDS]
        if len(house.sites) > 1:
            fields.append(("Site", "", tuple((s.name, str(s.id)) for s in house.sites)))
        self._form("Add a room", fields, add)

    def _types(self, house: House) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        for kind in house.types:

            def save(texts: list[str], kind: AppointmentType = kind) -> None:
                numbers = [int(t) if t.isdigit() else -1 for t in texts[1:5]]
                if min(numbers) < 0:
                    self.context.warn("Lengths are whole minutes.")
                    return
                kinds = frozenset(k.strip().casefold() for k in texts[6].split(",") if k.strip())
                if unknown := sorted(kinds - {k for _, k in _KINDS} - {r.kind for r in house.rooms}):
                    self.context.warn(f"No room is of the kind “{unknown[0]}”. Kinds are {', '.join(k for _, k in _KINDS)}; leave it empty where no room is needed.")
                    return
                self._save(replace(kind, name=texts[0], minutes=numbers[0], before=numbers[1], after=numbers[2], lead=numbers[3], preparation=texts[5], room_kinds=kinds))

            self._form(f"Appointment type: {kind.name}", [
                ("Name", kind.name), ("Minutes", str(kind.minutes)), ("Room needed before, min", str(kind.before)), ("Room turn-over after, min", str(kind.after)),
                ("Shortest notice, min", str(kind.lead)), ("Preparation, printed on the letter", kind.preparation),
                ("Kinds of room it may have", ", ".join(sorted(kind.room_kinds))),
            ], save)  # fmt: skip

        def add(texts: list[str]) -> None:
            if texts[0] and texts[1].isdigit():
                self._save(AppointmentType(0, texts[0], int(texts[1]), texts[2], position=len(house.types)))
            else:
                self.context.warn("Type a name, and the length in whole minutes.")

        looks = tuple((t.name, t.look) for t in staff.default_types())
        self._form("Add an appointment type", [("Name of the new type", ""), ("Its minutes", "30"), ("Looks like", "", looks)], add)

    def _rules(self, house: House) -> None:
        rules = Rules(self.context, house)
        rules.saved.connect(self._save_all)
        rules.removed.connect(self._remove)
        rules.troubled.connect(self.context.warn)
        self.column.addWidget(rules)

    def _save_all(self, values: tuple[Any, ...]) -> None:
        from frontdesk.services import staff  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: staff.save_all(desk, values=values), lambda _: self.context.say("Saved", undo=True), failed=self._failed)

    def leave(self) -> bool:
        return False

    def keys(self) -> list[tuple[str, str]]:
        """What the status bar shows here."""
        return [("Enter", "save"), ("Ctrl Z", "undo"), ("Alt ←", "back"), ("?", "all keys")]
