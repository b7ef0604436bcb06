"""What only the operating system knows, behind plain functions: folders' file systems, locks, limits of a child, printers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frontdesk.domain.errors import Unprintable

_NETWORK = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "davfs")
_SYNCED = ("dropbox", "onedrive", "googledrive", "iclouddrive", "mobiledocuments", "nextcloud", "owncloud", "syncthing", "pcloud")


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
        place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1]) if len(fields) > 2 else ""
        if place and (where.rstrip("/") + "/").startswith(place.rstrip("/") + "/") and len(place) >= len(best):
            best, kind = place, fields[2]
    return kind if kind.startswith(_NETWORK) else ""


def write_private(path: Path, content: bytes) -> None:
    """A new file in the place of whatever lay there, readable by its owner only from its first moment; on the disk when this returns."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with open(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(handle)


def synced_folder(folder: Path) -> str:
    """Name of the service that copies a folder to other computers behind the program's back, as its folder is called; or empty."""
    for part in folder.resolve().parts:
        if re.sub(r"[ _.-]", "", part).casefold().startswith(_SYNCED):
            return part
    return ""


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


@dataclass(frozen=True, slots=True)
class Job:
    """A print job that the system has accepted."""

    id: str
    printer: str


def _run(*words: str, wait: float = 10.0) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(words, capture_output=True, text=True, timeout=wait, check=False, env={**os.environ, "LC_ALL": "C"})
    except FileNotFoundError:
        raise Unprintable("No printing system is set up on this computer. Save the letter as a PDF instead.") from None
    except subprocess.TimeoutExpired:
        raise Unprintable("The printing system does not answer. Try again, or save the letter as a PDF.") from None


def printers() -> tuple[str, ...]:
    """Names of the printers set up on this computer; empty without a printing system."""
    try:
        found = _run("lpstat", "-e")
    except Unprintable:
        return ()
    return tuple(found.stdout.split()) if found.returncode == 0 else ()


def print_pdf(pdf: Path, *, printer: str, title: str, copies: int = 1, duplex: bool = True, paper: str = "Letter") -> Job:
    """Hand a file to a printer. ``title`` shows in the queue, so no patient's name belongs in it. ``Unprintable`` says why not."""
    if printer not in printers():
        raise Unprintable(f"There is no printer called {printer or '(none)'} on this computer. Choose another, or save a PDF.")
    sides, media = "two-sided-long-edge" if duplex else "one-sided", paper.removesuffix("-A")
    done = _run("lp", "-d", printer, "-t", title, "-n", str(copies), "-o", f"media={media}", "-o", f"sides={sides}", "--", str(pdf))
    if done.returncode != 0:
        raise Unprintable(f"{printer} did not take the letter. Check that it accepts jobs, then try again.", more=done.stderr.strip())
    return Job(done.stdout.split("request id is ")[-1].split(" ")[0].strip(), printer)


def queued() -> frozenset[str]:
    """Jobs that have not left their queues."""
    return frozenset(line.split(" ")[0] for line in _run("lpstat", "-W", "not-completed", "-o").stdout.splitlines() if line[:1].strip())


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of jobs that have left their queue: ``cancelled`` by somebody, ``given_up`` by the system, all that the system remembers."""

    known: frozenset[str]
    cancelled: frozenset[str]
    given_up: frozenset[str]

    def fate(self, job: str) -> str:
        """Words: "cancelled", "given up", or "printed". A job that the system has forgotten, though it remembers others, was taken out of its history."""
        if job in self.given_up:
            return "given up"
        return "cancelled" if job in self.cancelled or (self.known and job not in self.known) else "printed"


def ended(printer: str) -> Ended:
    """A system that keeps no history tells nothing: then what has left the queue was printed, as far as anybody can know."""
    known, cancelled, given_up, job = set(), set(), set(), ""
    for line in _run("lpstat", "-W", "completed", "-l", "-o", printer).stdout.splitlines():
        if line[:1].strip():
            job = line.split(" ")[0]
            known.add(job)
        elif "Alerts:" in line:
            if "canceled" in line:
                cancelled.add(job)
            elif "aborted" in line or "errors" in line:
                given_up.add(job)
    return Ended(frozenset(known), frozenset(cancelled), frozenset(given_up))


def stopped(printer: str) -> str:
    """What the system says of a printer that has been stopped; empty where it goes on."""
    state = _run("lpstat", "-p", printer).stdout
    return state.strip() if "disabled" in state else ""


UNPRINTED = {
    "cancelled": "Somebody cancelled it at {printer} before it was printed. It is back in the print run.",
    "given up": "{printer} gave the letter up before it was printed. Look at the printer, then try again.",
}
"""What the desk is told of a job that left its queue without paper."""


def take_back(jobs: Iterable[Job]) -> None:
    """Cancel jobs, so that nothing prints later by itself."""
    for job in jobs:
        _run("cancel", job.id)


def follow(job: Job, *, patience: float = 60.0, every: float = 0.2) -> None:
    """Wait until the job has left the queue. A stopped printer or a job that stays is withdrawn and told, so nothing prints twice."""
    until = time.monotonic() + patience
    while job.id in queued():
        said = stopped(job.printer)
        if said or time.monotonic() > until:
            take_back([job])
            raise stopped_words(job.printer, said)
        time.sleep(every)
    if (fate := ended(job.printer).fate(job.id)) != "printed":
        raise Unprintable(UNPRINTED[fate].format(printer=job.printer))


def stopped_words(printer: str, more: str = "") -> Unprintable:
    return Unprintable(f"{printer} has stopped. Check paper and power, then try again; the job was taken back.", more=more)
