"""What belongs to this computer: where the clinic's file is, the window's place, the printer. And where the resources lie."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

_HERE = Path(__file__).resolve().parent
_PLACES = (_HERE / "resources", _HERE.parent / "resources")


def resource(*parts: str) -> Path:
    """A file that the program ships: in the installed package, or at the top of a checkout."""
    for place in _PLACES:
        if place.is_dir():
            return place.joinpath(*parts)
    raise FileNotFoundError("the program's resources are missing; install it again")


def data_folder() -> Path:
    return Path(platformdirs.user_data_path("frontdesk", appauthor=False))


def settings_file() -> Path:
    return Path(platformdirs.user_config_path("frontdesk", appauthor=False)) / "settings.json"


def demo_place() -> Path:
    return data_folder() / "demo" / "demo.frontdesk"


def clinic_place() -> Path:
    return data_folder() / "clinic" / "clinic.frontdesk"


@dataclass
class Settings:
    """``database`` empty = none chosen yet. ``window`` is Qt's own geometry as text; ``panes`` widths by section and class.

    ``cover_after``: minutes without a touch after which the screen is covered; 0 = never.
    """

    database: str = ""
    desk: str = "desk-1"
    theme: str = "light"
    text_scale: int = 100
    printer: str = ""
    window: str = ""
    section: str = "inbox"
    panes: dict[str, list[int]] = field(default_factory=dict)
    single_keys: bool = True
    cover_after: int = 10


def load(path: Path | None = None) -> Settings:
    """The settings, or the defaults where there are none. A damaged file is put aside under another name, never overwritten."""
    place = path or settings_file()
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        return _of(found if isinstance(found, dict) else {})
    except FileNotFoundError:
        return Settings()
    except (ValueError, OSError):
        place.replace(place.with_suffix(".damaged"))
        return Settings()


def _of(found: dict[str, Any]) -> Settings:
    default = Settings()
    known = {f.name: found[f.name] for f in fields(Settings) if type(found.get(f.name)) is type(getattr(default, f.name))}
    return Settings(**known)


def save(settings: Settings, path: Path | None = None) -> None:
    """Whole or not at all."""
    place = path or settings_file()
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = place.with_suffix(".part")
    part.write_text(json.dumps(asdict(settings), indent=1, ensure_ascii=False), encoding="utf-8")
    os.replace(part, place)
