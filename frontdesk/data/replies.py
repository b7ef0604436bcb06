"""Replies and the clinic's own texts as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from frontdesk.data import correspondence, rows
from frontdesk.data.session import Session, Write
from frontdesk.domain.reply import Audience, Offer, Reply, ReplyState, Template
from frontdesk.domain.slots import Slot

_table, _texts = correspondence.reply, correspondence.reply_template
_OF_CASE = select(_table).where(_table.c.inquiry_id.in_(bindparam("inquiries", expanding=True))).order_by(_table.c.id)
_MOMENTS = ("start", "end", "room_start", "room_end")
_plain = rows.simple(Reply, _table, "reply", state=ReplyState, audience=Audience)


def _offer_out(offer: Offer) -> dict[str, Any]:
    slot = asdict(offer.slot)
    return {"digit": offer.digit, "type_id": offer.type_id, "appointment_id": offer.appointment_id,
            "slot": slot | {name: slot[name].isoformat() for name in _MOMENTS}}  # fmt: skip


def _offer_back(kept: dict[str, Any]) -> Offer:
    slot = kept["slot"]
    moments = {name: datetime.fromisoformat(slot[name]) for name in _MOMENTS}
    return Offer(kept["digit"], Slot(**slot | moments), kept["type_id"], kept["appointment_id"])


def _out(value: Reply) -> dict[str, Any]:
    return _plain.out(value) | {"offers": [_offer_out(offer) for offer in value.offers]}


def _back(row: rows.Row) -> Reply:
    made: Reply = _plain.back(row)
    return replace(made, offers=tuple(_offer_back(kept) for kept in row["offers"]))


rows.register(rows.Codec(Reply, _table, "reply", _out, _back), rows.simple(Template, _texts, "text", audience=Audience))


def of_inquiries(session: Session, *, inquiry_ids: Iterable[int]) -> tuple[Reply, ...]:
    """All of a case, oldest first, drafts too."""
    return tuple(rows.back(Reply, row) for row in session.execute(_OF_CASE, {"inquiries": list(inquiry_ids)}).mappings())


def draft(session: Session, *, inquiry_id: int, audience: Audience) -> Reply | None:
    wanted = select(_table).where(_table.c.inquiry_id == inquiry_id, _table.c.state == ReplyState.DRAFT.value, _table.c.audience == audience.value)
    row = session.execute(wanted.order_by(_table.c.id.desc()).limit(1)).mappings().first()
    return rows.back(Reply, row) if row else None


def due(session: Session, *, now: datetime) -> tuple[Reply, ...]:
    """Those whose moment to leave has come, first attempts and later ones."""
    states = (ReplyState.WAITING.value, ReplyState.FAILED.value)
    wanted = select(_table).where(_table.c.state.in_(states), _table.c.leaves_at <= now).order_by(_table.c.leaves_at, _table.c.id)
    return tuple(rows.back(Reply, row) for row in session.execute(wanted).mappings())


def in_state(session: Session, *, state: ReplyState) -> tuple[Reply, ...]:
    wanted = select(_table).where(_table.c.state == state.value).order_by(_table.c.id)
    return tuple(rows.back(Reply, row) for row in session.execute(wanted).mappings())


def by_message_id(session: Session, *, ids: Iterable[str]) -> tuple[Reply, ...]:
    """What we sent under these ids, newest first."""
    wanted = select(_table).where(_table.c.message_id.in_([one for one in ids if one])).order_by(_table.c.id.desc())
    return tuple(rows.back(Reply, row) for row in session.execute(wanted).mappings())


def templates(session: Session) -> tuple[Template, ...]:
    wanted = select(_texts).order_by(_texts.c.position, _texts.c.id)
    return session.kept("templates", lambda: tuple(rows.back(Template, row) for row in session.execute(wanted).mappings()))


def store_defaults(write: Write, *, found: Iterable[Template]) -> None:
    """The texts that the program brings, where the clinic has none under that name yet."""
    known = {one.slug for one in templates(write)}
    for one in found:
        if one.slug not in known:
            rows.add(write, one)
