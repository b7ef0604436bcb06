"""The coming days as a list: each visit on a line with its day. Enter opens it on the grid."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from frontdesk.domain import when
from frontdesk.domain.appointment import Status, Visit
from frontdesk.domain.clinic import House
from frontdesk.ui.calendar.visit_block import status_words
from frontdesk.ui.theme.look import Look
from frontdesk.ui.widgets.lists import Item, RowList
from frontdesk.ui.widgets.safe_text import name, shown

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import DayView

DAYS = 14
"""How far the list looks ahead."""


class Agenda(RowList):
    """``chosen`` and ``entered_row`` give items whose ``data`` is the visit."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 52, name="Visits")
        self._made: dict[Visit, Item] = {}
        self._at: object = None

    def show_days(self, views: Sequence[DayView], clinicians: Collection[int], site: int | None, wall: datetime, now: datetime, chosen: Visit | None) -> None:
        """``chosen`` is the current one, also where the list is shown for the first time."""
        items: list[Item] = []
        for view in views:
            today = [v for v in view.visits if v.appointment.start.date() == view.day and site in (None, v.appointment.site_id)]
            items += [self._item(visit, view.house, wall, now) for visit in today if not clinicians or visit.appointment.clinician_id in clinicians]
        self._made = {item.data: item for item in items}
        self.put(items, keep=chosen.appointment.id if chosen else None, nearest=bool(self.rows.items))

    def _item(self, visit: Visit, house: House, wall: datetime, now: datetime) -> Item:
        """A fortnight is hundreds of lines: within a minute each is worded once."""
        if (at := (house, wall.replace(second=0, microsecond=0))) != self._at:
            self._at, self._made = at, {}
        return self._made.get(visit) or _made(visit, house, wall, now)


def _made(visit: Visit, house: House, wall: datetime, now: datetime) -> Item:
    one, clock24 = visit.appointment, house.clinic.clock24
    words, _, _ = status_words(visit, wall, now)
    words = f"Waiting {words}" if one.status is Status.WAITING else words
    kind, who = house.type(one.type_id), house.clinician(one.clinician_id)
    line = ", ".join(p for p in (words, shown(kind.name), shown(visit.line), name(who.short), shown(house.room(one.room_id).name) if one.room_id else "") if p)
    told = when.clocks(one.start, one.end, clock24=clock24)
    return Item(one.id, f"{told}   {name(visit.patient_name)}", line, right=when.short_day(one.start),
                initials=who.initials, tint=who.colour, data=visit)  # fmt: skip
