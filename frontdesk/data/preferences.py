"""A person's preferences as rows of that person."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from frontdesk.data.session import Session, Write
from frontdesk.data.tables import preference


def value(session: Session, *, who: str, name: str) -> Any:
    """What the person chose, or None."""
    return session.execute(select(preference.c.value).where(preference.c.who == who, preference.c.name == name)).scalar()


def put(write: Write, *, who: str, name: str, value: Any) -> None:
    wanted = select(preference.c.id).where(preference.c.who == who, preference.c.name == name)
    key = write.execute(wanted).scalar()
    if key is None:
        write.insert(preference, {"who": who, "name": name, "value": value})
    else:
        write.update(preference, int(key), {"value": value})
