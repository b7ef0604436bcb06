"""How to reach a person: postal address, phone, e-mail."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frontdesk.domain.folding import digits

_CONTINENTAL = re.compile(r"(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{3} \d{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4} ?[A-Z]{2})")
"""50674, D-50674, 110 00, 00-950, 1000-001, 1012 AB; those of Britain, Canada and India stand behind the place."""
NOT_DIALLED = "No phone number that can be dialled: a digit is missing, or it is something else."


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Lines as they stand on an envelope, without the name. ``country`` is empty for the clinic's own country."""

    street: str = ""
    street2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""

    @property
    def complete(self) -> bool:
        """Enough to post a letter: a street (or box) and a place."""
        return bool(self.street.strip() and self.city.strip())

    @property
    def lines(self) -> tuple[str, ...]:
        """Non-empty envelope lines, top to bottom: street, second line, "City, Region Postcode", country."""
        return self.on_paper("Letter")

    def on_paper(self, paper: str) -> tuple[str, ...]:
        """The same as it is written where letters are on that paper: on A4, and abroad, "50674 Köln" where there is no region and the number is one of
        the continent's.
        """
        city, region, postcode = self.city.strip(), self.region.strip(), self.postcode.strip()
        if (paper != "Letter" or self.country.strip()) and city and not region and _CONTINENTAL.fullmatch(postcode):
            place = f"{postcode} {city}"
        else:
            place = ", ".join(p for p in (city, " ".join(x for x in (region, postcode) if x)) if p)
        return tuple(line for line in (self.street.strip(), self.street2.strip(), place, self.country.strip()) if line)


def is_name(text: str) -> bool:
    """Whether somebody may be called that: there is a letter in it, of whatever script."""
    return any(letter.isalpha() for letter in text)


def dialled(phone: str) -> bool:
    """Whether there are digits enough for a number, whatever else is typed with them ("0151 23456 (daughter)"); nothing at all is no fault."""
    return not phone.strip() or len(digits(phone)) >= 5
