"""What of the book is looked at: a day, a view on it, whose visits, at which site, by room or not; and the board that makes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from frontdesk.domain import when
from frontdesk.domain.clinic import Clinician
from frontdesk.ui.calendar import agenda, board
from frontdesk.ui.calendar.board import Board, days_words

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.calendar import DayView

STEPS = {"day": 0, "week": 7, "list": 7}
"""Days to the next one of that view; a day's next one is the next on which somebody works."""


@dataclass
class Shown:
    """``week_of`` and ``day_of`` are the clinicians chosen for the week and for the day; empty = all. ``site``: None = all."""

    day: date
    mode: str = "day"
    rooms: bool = False
    site: int | None = None
    week_of: list[int] = field(default_factory=list)
    day_of: list[int] = field(default_factory=list)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day that are read for it."""
        if self.mode == "week":
            monday = self.day - timedelta(days=self.day.weekday())
            return monday, monday + timedelta(days=6)
        return self.day, self.day + timedelta(days=agenda.DAYS - 1 if self.mode == "list" else 0)

    @property
    def only(self) -> int | None:
        """The one clinician who is shown, where it is one."""
        chosen = self.week_of if self.mode == "week" else self.day_of
        return chosen[0] if len(chosen) == 1 else None

    def months(self, by: int) -> date:
        """The first of the month so many months on."""
        months = self.day.year * 12 + self.day.month - 1 + by
        return date(months // 12, months % 12 + 1, 1)

    def switch(self, key: int | None, people: list[int]) -> None:
        """Show or hide one of the people, or show all again."""
        chosen = (self.week_of or people[:1]) if self.mode == "week" else (self.day_of or people)
        chosen = list(people) if key is None else [k for k in people if (k in chosen) != (k == key)]
        if self.mode == "week":
            self.week_of = chosen
        else:
            self.day_of = [] if len(chosen) == len(people) else chosen

    def reveal(self, key: int, people: list[int]) -> None:
        """Somebody's visit is to be seen: theirs is shown too, in the place of the only one of a week."""
        if self.mode == "week" and key not in (chosen := self.week_of or people[:1]):
            self.week_of = [*chosen, key] if len(chosen) > 1 else [key]
        elif self.mode != "week" and self.day_of and key not in self.day_of:
            self.day_of = [*self.day_of, key]

    def made(self, views: Sequence[DayView], view: DayView, *, narrow: bool) -> tuple[Board, list[int], str]:
        """The board of a day or a week, whose it is, and how it is headed."""
        people = [c.clinician for c in view.columns]
        if self.mode == "week":
            chosen = self._of_the_week(people)
            whose = next((p.short for p in people if p.id == chosen[0]), "") if len(chosen) == 1 else f"{len(chosen)} clinicians"
            made = board.by_day(views, chosen)
            return made, chosen, f"{days_words(made.days[0], made.days[-1], narrow=narrow)}, {whose}"
        made = board.by_room(view, self.site) if self.rooms else board.by_clinician(view, self.day_of, self.site)
        return made, self.day_of, when.short_day(self.day) if narrow else when.long_day(self.day)

    def keys(self, anybody: bool) -> list[tuple[str, str]]:
        """What the status bar names while nobody is carried: what can be done with a visit only where there is one."""
        visit = [("Tab" if self.mode in ("day", "week") else "↑ ↓", "next visit"), ("Space", "next status"), ("M", "move")] if anybody else []
        if self.mode == "month":
            about = [("← ↑ ↓ →", "day"), ("Enter", "open the day")]
        elif self.mode == "list":
            about = [*visit, ("PgUp PgDn", "week")]
        else:
            about = [("← ↑ ↓ →", "time"), *visit, *([] if anybody else [("PgUp PgDn", "another day")])]
        return [*about, ("B", "book"), ("V", "day or week"), ("G", "go to date"), ("?", "all keys")]

    def _of_the_week(self, people: Sequence[Clinician]) -> list[int]:
        return [k for k in self.week_of if any(p.id == k for p in people)] or [people[0].id if people else 0]
