"""The key of a clinic's file: 32 random bytes beside it, readable by its owner only.

Until sign-in and key management exist it guards integrity (each page carries an HMAC), not yet secrecy.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from frontdesk.domain.errors import DatabaseTrouble


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
    """The key beside the file. Missing or unreadable: stop with a sentence, never make a new one."""
    path = key_path(database)
    try:
        key = bytes.fromhex(path.read_text().strip())
    except FileNotFoundError:
        raise DatabaseTrouble(
            f"The key file {path.name} is missing from the folder of the clinic's file. Put it back from a backup; "
            "without it the clinic's file cannot be opened.", kind="key-missing",
        ) from None  # fmt: skip
    except (ValueError, OSError) as trouble:
        raise DatabaseTrouble(f"The key file {path.name} cannot be read. Put it back from a backup.", kind="key-missing", more=str(trouble)) from None
    if len(key) != 32:
        raise DatabaseTrouble(f"The key file {path.name} is damaged. Put it back from a backup.", kind="key-missing")
    return key
