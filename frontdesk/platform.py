"""What only the operating system knows, behind plain functions: folders' file systems, locks, limits of a child, printers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

_NETWORK = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "davfs")


def network_filesystem(folder: Path, *, mounts: Path = Path("/proc/mounts")) -> str:
    """Kind of the network file system a folder lies on, or empty. Known only where the system lists its mounts."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    where = str(folder.resolve())
    best, kind = "", ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 2 and (where + "/").startswith(fields[1].rstrip("/") + "/") and len(fields[1]) >= len(best):
            best, kind = fields[1], fields[2]
    return kind if kind.startswith(_NETWORK) else ""


class Lock:
    """A lock on a file of its own, held while the object lives; let go when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: Any = None

    def take(self) -> bool:
        """True if it is ours now; False where another process holds it."""
        handle = self._path.open("a+")
        try:
            _lock(handle)
        except OSError:
            handle.close()
            return False
        self._handle = handle
        return True

    def free(self) -> None:
        """Unlock only what was locked here."""
        if self._handle is not None:
            self._handle.close()
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: Any) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)

    def limit_memory(size: int) -> None:
        """No limit can be set for the own process here; the clock alone guards."""

else:
    import fcntl
    import resource

    def _lock(handle: Any) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def limit_memory(size: int) -> None:
        """Cap the address space of this process, in bytes; past it an allocation fails in this process only."""
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
