"""What the driver reports, in the words of the desk."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

from frontdesk.data.dialect import SIGNED, TAKEN
from frontdesk.domain.errors import DatabaseTrouble, DeskError, Refused, Taken

_SENTENCES = {
    "SQLITE_FULL": ("full", "The disk is full, so nothing could be saved. Free some space; what you typed is still here."),
    "SQLITE_READONLY": ("read-only", "The folder of the clinic's file cannot be written to. Ask the administrator to allow it."),
    "SQLITE_CANTOPEN": ("read-only", "The clinic's file or its folder cannot be opened. Ask the administrator to check the folder."),
    "SQLITE_BUSY": ("in-use", "Another desk is saving just now. Try again in a moment; nothing was lost."),
    "SQLITE_LOCKED": ("in-use", "Another desk is saving just now. Try again in a moment; nothing was lost."),
    "SQLITE_IOERR": ("damaged", "The disk did not answer properly. Try again; if it happens again, have the disk checked."),
}


_ERRNO = {
    errno.ENOSPC: "SQLITE_FULL", errno.EDQUOT: "SQLITE_FULL", errno.EACCES: "SQLITE_READONLY", errno.EPERM: "SQLITE_READONLY",
    errno.EROFS: "SQLITE_READONLY", errno.EIO: "SQLITE_IOERR",
}  # fmt: skip
"""What the system says of a file that is copied, as SQLite would have said it."""


def told(trouble: Any, path: Path) -> Exception:
    """The ``DeskError`` for what the driver raised; what is no trouble of the file comes back as it is (a bug)."""
    original = getattr(trouble, "orig", trouble)
    text = str(original)
    if TAKEN in text:
        return Taken("That time has just been taken.", what=text.split(TAKEN, 1)[1].split()[0])
    if SIGNED in text:
        return Refused("This note is signed and stays as it is. Amend it to change something.")
    name = _ERRNO.get(original.errno or 0, "") if isinstance(original, OSError) else str(getattr(original, "sqlite_errorname", ""))
    for start, (kind, sentence) in _SENTENCES.items():
        if name.startswith(start) or (start == "SQLITE_FULL" and "disk is full" in text):
            return DatabaseTrouble(sentence, kind=kind, more=f"{path.parent}: {text}")
    if "file is not a database" in text:
        return DatabaseTrouble(
            f"{path.name} cannot be opened with the key beside it: it is not a clinic's file, its beginning is damaged, or the key belongs to another file. "
            "Put the right key back, choose another file, or bring back a whole backup with “frontdesk restore”.", kind="foreign", more=text,
        )  # fmt: skip
    if name.startswith("SQLITE_CORRUPT") or "malformed" in text:
        return DatabaseTrouble(
            f"The clinic's file {path.name} seems damaged. Nothing has been changed or deleted. Close the program, run “frontdesk check”, "
            "and if it says so too, bring back the newest backup with “frontdesk restore”.", kind="damaged", more=text,
        )  # fmt: skip
    if "locked" in text:
        kind, sentence = _SENTENCES["SQLITE_BUSY"]
        return DatabaseTrouble(sentence, kind=kind, more=text)
    if isinstance(trouble, DeskError):
        return trouble
    if isinstance(original, OSError):
        return DatabaseTrouble(f"The folder {path.parent} cannot be used. Ask the administrator to check it.", kind="read-only", more=text)
    return trouble if isinstance(trouble, Exception) else RuntimeError(text)
