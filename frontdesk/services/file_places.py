"""What somebody names to be brought in -> the files meant: one, those of a folder and the folders in it, those that fit a wildcard."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from frontdesk import child
from frontdesk.services.desk import Desk

_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx", "ehthumbs.db", "icon\r"})
_OURS = ("", ".key", "-wal", "-shm", "-journal", ".lock")


@dataclass(frozen=True, slots=True)
class Place:
    """``title``: the path below the folder that was named. ``refused``: why it is not read; ``apart``: what it is, where nobody would want it read."""

    path: Path
    title: str
    refused: str = ""
    apart: str = ""


def places(named: Path) -> Iterator[Place]:
    """In the order of their names; everything below a folder is accounted for. Links to folders are not followed, so that no circle of them is walked."""
    if os.path.lexists(named) or not has_magic(str(named)):
        yield from _below(named) if named.is_dir() else (Place(named, named.name),)
        return
    fitting = sorted(glob(str(named)))
    if not fitting:
        yield Place(named, str(named), refused=f"No file fits “{named}”. Check the folder and the ending.")
    for one in fitting:
        yield from places(Path(one))


def _below(folder: Path) -> Iterator[Place]:
    closed: list[OSError] = []
    many = 0
    for here, folders, files in os.walk(folder, onerror=closed.append):
        beside = [name for name in folders if _hidden(name) or os.path.islink(os.path.join(here, name))]
        folders[:] = sorted(name for name in folders if name not in beside)
        for name in sorted([*files, *beside], key=lambda name: (not name.casefold().startswith("patient"), name)):  # others refer to them
            many += 1
            yield _one(Path(here) / name, folder)
    for trouble in closed:
        place = Path(trouble.filename or folder)
        yield Place(place, _title(place, folder), refused="This folder cannot be opened. Ask whoever owns it for the right to read it.")
    if not many and not closed:
        yield Place(folder, folder.name, refused="There is no file in this folder.")


def _one(path: Path, folder: Path) -> Place:
    title = _title(path, folder)
    if _hidden(path.name):
        return Place(path, title, apart="hidden folder" if path.is_dir() else "hidden file")
    if path.is_symlink() and path.is_dir():
        return Place(path, title, refused="This is a link to another folder, which was not followed. Name that folder itself.")
    return Place(path, title)


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in _OF_THE_SYSTEM


def _title(path: Path, folder: Path) -> str:
    return str(Path(folder.name) / path.relative_to(folder))


def refusal(desk: Desk, path: Path) -> str:
    """Why a file cannot be brought in at all, in a sentence; empty where it can be read. The clinic's own file is not even opened: closing it again
    would take the program's locks from it.
    """
    own = desk.store.path
    if any(_same(path, own.with_name(own.name + end)) for end in _OURS):
        return f"{path.name} belongs to the clinic's own file, which is open here. To move it to another computer, use “frontdesk backup”."
    return child.unopenable(path)


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.stat(), other.stat())
    except OSError:
        return False
