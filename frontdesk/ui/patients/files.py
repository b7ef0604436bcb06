"""Files of a record: attached, shown in the window, saved, taken off."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.domain import when
from frontdesk.domain.attachment import Attachment
from frontdesk.domain.errors import DeskError
from frontdesk.domain.timespan import wall_of
from frontdesk.ui.context import Context
from frontdesk.ui.widgets.controls import Button, card, clear
from frontdesk.ui.widgets.drawn_apart import Drawn, draw
from frontdesk.ui.widgets.safe_text import Paragraph, PlainLabel

if TYPE_CHECKING:  # as in jobs
    from frontdesk.services.desk import Desk
    from frontdesk.services.patients import Record


_KINDS = "Scans and reports (*.pdf *.png *.jpg *.jpeg *.gif *.bmp)"


class Page(QWidget):
    """One drawn page, as large as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.setAccessibleName("Page of the file")

    def put(self, image: QImage) -> None:
        self.image = image
        self.setFixedSize(image.deviceIndependentSize().toSize())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is not None:
            painter = QPainter(self)
            painter.drawImage(0, 0, self.image)
            painter.end()


class FilesPart(QWidget):
    """The list, and beneath it the page that is looked at."""

    def __init__(self, context: Context, record: Record) -> None:
        super().__init__()
        self.context, self.record = context, record
        self.shown: Attachment | None = None
        self.page, self.many = 1, 1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame, inside = card("Files")
        self.rows = QVBoxLayout()
        inside.addLayout(self.rows)
        row = QHBoxLayout()
        row.addWidget(Button(context.look, "Attach a file", icon="plus", key="Shift+F", then=self.attach))
        row.addStretch()
        inside.addLayout(row)
        column.addWidget(frame)
        self.frame, view = card(spacing=6)
        head = QHBoxLayout()
        self.title = PlainLabel("", role="card")
        head.addWidget(self.title, 1)
        self.back = Button(context.look, "", icon="caret-left", kind="ghost", name="Page before", then=partial(self._turn, -1))
        self.ahead = Button(context.look, "", icon="caret-right", kind="ghost", name="Next page", then=partial(self._turn, 1))
        self.where = PlainLabel("", role="faint")
        for widget in (self.back, self.where, self.ahead):
            head.addWidget(widget)
        view.addLayout(head)
        self.picture = Page()
        view.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.frame)
        column.addStretch()
        self.frame.hide()
        self.show_record(record)

    def show_record(self, record: Record) -> None:
        self.record = record
        clear(self.rows)
        zone = self.context.house.zone if self.context.house else "UTC"
        for one in record.files:
            row, told = QHBoxLayout(), QVBoxLayout()
            told.setSpacing(1)
            told.addWidget(PlainLabel(one.name, role="strong"))
            told.addWidget(PlainLabel(f"{one.size_words}, {when.short_day(wall_of(one.at, zone))}, {one.who}", role="soft"))
            row.addLayout(told, 1)
            for words, then in (("Show", self.look_at), ("Save as", self._save), ("Take off", self._take_off)):
                row.addWidget(Button(self.context.look, words, kind="ghost", name=f"{words}: {one.name}", then=partial(then, one)))
            self.rows.addLayout(row)
        if not record.files:
            self.rows.addWidget(Paragraph("No files yet. A scan or a report is attached as PDF or image.", role="soft"))
        if self.shown is not None and self.shown.id not in {one.id for one in record.files}:
            self.shown = None
            self.frame.hide()

    def attach(self) -> None:
        from frontdesk.services import attachments  # after the first paint, as in jobs

        key = self.record.patient.id
        paths = [Path(p) for p in self.context.choose_files(self, "Attach a scan or a report to this record", _KINDS)]
        if paths:
            self.context.jobs.ask(lambda desk: attachments.attach_all(desk, patient_id=key, paths=paths), self._attached, failed=self._failed, aside=True)

    def _attached(self, told: tuple[tuple[Attachment, ...], tuple[str, ...]]) -> None:
        made, refused = told
        if refused:
            self.context.warn(" ".join((f"{len(made)} attached." if made else "", *refused[:2], f"And {len(refused) - 2} more." if len(refused) > 2 else "")).strip())
        elif made:
            self.context.say(f"Attached: {made[0].name}" if len(made) == 1 else f"{len(made)} files attached", undo=len(made) == 1)
        if made:
            self.look_at(made[-1])

    def look_at(self, one: Attachment) -> None:
        self.shown, self.page = one, 1
        self._draw()

    def _turn(self, by: int) -> None:
        self.page = max(1, min(self.many, self.page + by))
        self._draw()

    def _draw(self) -> None:
        from frontdesk.services import attachments  # after the first paint, as in jobs

        one, page, width = self.shown, self.page, max(320, min(self.width() - 60, 1100))
        if one is None:
            return
        ratio = self.devicePixelRatioF()

        def work(desk: Desk) -> Drawn:
            return draw(attachments.content(desk, attachment_id=one.id), one.media, page=page, width=round(width * ratio))

        self.context.jobs.ask(work, partial(self._drawn, one), key="file", failed=self._failed, aside=True)

    def _drawn(self, one: Attachment, drawn: Drawn) -> None:
        if self.shown is None or self.shown.id != one.id:
            return
        self.many = drawn.many
        image = drawn.image
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.put(image)
        self.title.say(one.name)
        self.where.say(f"{self.page} of {self.many}")
        for button in (self.back, self.ahead):
            button.setVisible(self.many > 1)
        self.frame.setVisible(True)

    def _save(self, one: Attachment) -> None:
        from frontdesk.services import attachments  # after the first paint, as in jobs

        if place := self.context.choose_save(self, one.name):
            self.context.jobs.ask(lambda desk: attachments.save_as(desk, attachment_id=one.id, path=Path(place)), lambda _: self.context.say("Saved"),
                                  failed=self._failed, aside=True)  # fmt: skip

    def _take_off(self, one: Attachment) -> None:
        from frontdesk.services import attachments  # after the first paint, as in jobs

        self.context.jobs.ask(lambda desk: attachments.take_off(desk, attachment_id=one.id), lambda _: self.context.say(f"Taken off: {one.name}", undo=True),
                              failed=self._failed)  # fmt: skip

    def _failed(self, trouble: DeskError) -> None:
        self.context.warn(trouble.sentence)
