"""Names folded for search: case, accents and umlauts both ways, one spelling on both sides of the comparison."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, insert, select

from frontdesk.data.tables import patient, patient_token

_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "a", "œ": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th"})
_PAIRS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
"""Müller, Mueller and Muller become one word, because both sides are folded alike."""


def fold(text: str) -> str:
    """Lower case, without accents, ae/oe/ue as a/o/u, single spaces; the same for what is stored and what is typed."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)) if not unicodedata.combining(c))
    for pair, letter in _PAIRS:
        bare = bare.replace(pair, letter)
    return " ".join(re.findall(r"[^\W_]+", bare))


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def search_values(*, given: str, family: str, preferred: str, phone: str, email: str) -> dict[str, str]:
    """The derived columns of a patient. The phone is kept reversed, so that its last digits are a prefix."""
    return {
        "folded_names": fold(f"{family} {given} {preferred}"), "folded_reversed": fold(f"{given} {family}"),
        "phone_digits": digits(phone)[::-1], "email_folded": email.strip().casefold(),
    }  # fmt: skip


def refresh_tokens(connection: Connection, key: int) -> None:
    """Renew the words by which a patient is found."""
    connection.execute(patient_token.delete().where(patient_token.c.patient_id == key))
    names = connection.execute(select(patient.c.folded_names).where(patient.c.id == key)).scalar()
    tokens = sorted(set((names or "").split()))
    if tokens:
        connection.execute(insert(patient_token), [{"token": token, "patient_id": key} for token in tokens])
