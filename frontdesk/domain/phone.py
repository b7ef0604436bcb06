"""Phone numbers as they are shown: one way of writing for the clinic's country. What was typed stays on file as it was typed."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBER = re.compile(r"\+?[\d\s().\-/]{6,30}(?:\s*(?:ext\.?|x|#)\s*\d{1,6})?", re.I)
"""A number and nothing else; words beside it ("ask for Ann") are kept as they stand."""

_ZONES = {
    "US": "Adak Anchorage Boise Chicago Denver Detroit Honolulu Indianapolis Juneau Los_Angeles Louisville Menominee New_York Nome Phoenix Sitka",
    "CA": "Edmonton Halifax Montreal Regina St_Johns Toronto Vancouver Winnipeg", "MX": "Mexico_City Monterrey Tijuana Cancun",
    "DE": "Berlin", "AT": "Vienna", "CH": "Zurich", "GB": "London", "IE": "Dublin", "FR": "Paris", "ES": "Madrid Canary", "PT": "Lisbon", "IT": "Rome",
    "NL": "Amsterdam", "BE": "Brussels", "LU": "Luxembourg", "DK": "Copenhagen", "SE": "Stockholm", "NO": "Oslo", "FI": "Helsinki", "PL": "Warsaw",
    "CZ": "Prague", "HU": "Budapest", "GR": "Athens", "AU": "Sydney Melbourne Brisbane Perth Adelaide Hobart Darwin Canberra", "NZ": "Auckland",
    "IN": "Kolkata Calcutta", "JP": "Tokyo", "SG": "Singapore", "ZA": "Johannesburg", "BR": "Sao_Paulo", "IL": "Jerusalem", "AE": "Dubai", "TR": "Istanbul",
}  # fmt: skip
_OF_CITY = {city: country for country, cities in _ZONES.items() for city in cities.split()}


def country_of(zone: str) -> str:
    """The country of a site's zone, as two letters; empty where it is not known."""
    area, _, city = zone.partition("/")
    if area == "US" or city.startswith(("Indiana/", "Kentucky/", "North_Dakota/")):
        return "US"
    return _OF_CITY.get(city.rpartition("/")[2], "")


@lru_cache(maxsize=4096)
def shown(text: str, country: str) -> str:
    """The number as people of that country write it, one of another country with its code; what is no whole number stays as it is."""
    bare = " ".join(text.split())
    if not _NUMBER.fullmatch(bare):
        return text
    import phonenumbers  # 30 ms, and not needed before a record is looked at

    try:
        number = phonenumbers.parse(bare, country or None)
    except phonenumbers.NumberParseException:
        return text
    if not phonenumbers.is_valid_number(number):
        return text
    own = phonenumbers.region_code_for_number(number) == country or (country and number.country_code == phonenumbers.country_code_for_region(country))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL if own else phonenumbers.PhoneNumberFormat.INTERNATIONAL)
