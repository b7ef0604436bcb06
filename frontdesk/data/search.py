"""The derived columns by which a patient is found and listed."""

from __future__ import annotations

from collections.abc import Iterable

from frontdesk.domain.folding import digits, fold


def search_values(*, given: str, family: str, preferred: str, phone: str, email: str, formers: Iterable[str] = ()) -> dict[str, str]:
    """The phone is kept reversed, so that its last digits are a prefix."""
    return {
        "folded_names": fold(f"{family} {given} {preferred} {' '.join(formers)}"), "folded_reversed": fold(f"{given} {family}"),
        "phone_digits": digits(phone)[::-1], "email_folded": email.strip().casefold(),
    }  # fmt: skip
