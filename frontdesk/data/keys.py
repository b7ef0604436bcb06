"""The key of a clinic's file: 32 random bytes beside it, readable by its owner only.

Until sign-in and key management exist it guards integrity (each page carries an HMAC), not yet secrecy.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from frontdesk.domain.errors import DatabaseTrouble

_PAGE = 4096
_FROM_BACKUP = "Each backup has the key in a file of its own, ending in .backup.key: copy the newest one to {}, in the same folder."


def key_path(database: Path) -> Path:
    return database.with_name(database.name + ".key")


def make_key(database: Path) -> bytes:
    """A new key for a new file; never over an existing one."""
    key = secrets.token_bytes(32)
    write_key(database, key)
    return key


def write_key(database: Path, key: bytes) -> None:
    handle = os.open(key_path(database), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, key.hex().encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read_key(database: Path) -> bytes:
    """The key beside the file. Missing or unreadable: stop with a sentence, never make a new one. No connection to the file may be open yet."""
    path = key_path(database)
    try:
        key = bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        raise _alone(database, path) from None
    except (ValueError, OSError) as trouble:
        raise DatabaseTrouble(f"The key file {path.name} cannot be read. {_FROM_BACKUP.format(path.name)}", kind="key-missing", more=str(trouble)) from None
    if len(key) != 32:
        raise DatabaseTrouble(f"The key file {path.name} is damaged. {_FROM_BACKUP.format(path.name)}", kind="key-missing")
    return key


def _alone(database: Path, path: Path) -> DatabaseTrouble:
    """Without its key a clinic's file looks like random bytes; what does not even look like that is another program's."""
    if _other_programs(database):
        return DatabaseTrouble(
            f"{database.name} is not a file of Front Desk, or it has been cut short: a clinic's file consists of whole pages that nobody can read without its key. "
            "Choose the clinic's file (its name usually ends in .frontdesk) or a backup (ending in .backup).", kind="foreign",
        )  # fmt: skip
    return DatabaseTrouble(
        f"{database.name} cannot be opened: no key file {path.name} lies beside it. Either it is not a file of Front Desk, or its key is elsewhere. "
        + _FROM_BACKUP.format(path.name), kind="key-missing",
    )  # fmt: skip


def _other_programs(database: Path) -> bool:
    if not database.is_file():
        return True
    try:
        size = database.stat().st_size
        with database.open("rb") as handle:
            head = handle.read(_PAGE)
    except OSError:
        return False
    return not size or size % _PAGE > 0 or head.startswith(b"SQLite format 3") or len(set(head)) < 128
