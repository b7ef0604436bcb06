"""Scans and reports attached to a record: checked, hashed, shown, taken off."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from frontdesk.data import attachments as attachment_rows
from frontdesk.data import rows
from frontdesk.domain.attachment import LIMIT, Attachment, check_size, media_of
from frontdesk.domain.errors import BadInput, Refused
from frontdesk.domain.patient import Patient
from frontdesk.services.desk import Desk


def attach(desk: Desk, *, patient_id: int, path: Path, note: str = "") -> Attachment:
    """A file of this computer's. Its kind is told by its content; the same file is not attached twice."""
    content = _read(path)
    media, digest = media_of(content), hashlib.sha256(content).hexdigest()
    with desk.write("Attach a file") as write:
        rows.get(write, Patient, patient_id)
        if any(one.digest == digest for one in attachment_rows.of_patient(write, patient_id=patient_id)):
            raise Refused(f"{path.name} is attached already.")
        return attachment_rows.store(write, Attachment(0, patient_id, path.name[:200], media, len(content), digest, write.now, desk.who, note.strip()), content)


def _read(path: Path) -> bytes:
    """All of it; one that is too large is not read at all, and one that grows meanwhile no further than that."""
    try:
        check_size(path.stat().st_size)
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except OSError as trouble:
        raise BadInput(f"{path.name} cannot be opened. Check that the file is there and may be read.") from trouble
    check_size(len(content))
    return content


def attach_all(desk: Desk, *, patient_id: int, paths: Sequence[Path]) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """Several files, each for itself: what was attached, and of each of the others its name and the reason."""
    made, refused = [], []
    for path in paths:
        try:
            made.append(attach(desk, patient_id=patient_id, path=path))
        except (BadInput, Refused) as trouble:
            refused.append(f"{path.name}: {trouble.sentence}" if len(paths) > 1 and path.name not in trouble.sentence else trouble.sentence)
    return tuple(made), tuple(refused)


def content(desk: Desk, *, attachment_id: int) -> bytes:
    """What was stored, compared with its hash."""
    with desk.read() as session:
        one = rows.get(session, Attachment, attachment_id)
        found = attachment_rows.content(session, attachment_id=attachment_id)
    if hashlib.sha256(found).hexdigest() != one.digest:
        raise Refused(f"{one.name} is not what was stored any more. Take it from a backup (Settings, Safekeeping).")
    return found


def save_as(desk: Desk, *, attachment_id: int, path: Path) -> None:
    """A copy, readable by its owner alone."""
    found = content(desk, attachment_id=attachment_id)
    path.touch(mode=0o600)
    path.write_bytes(found)


def take_off(desk: Desk, *, attachment_id: int) -> None:
    """Off the record; undo brings it back."""
    with desk.write("Take a file off a record") as write:
        attachment_rows.take_off(write, rows.get(write, Attachment, attachment_id))
