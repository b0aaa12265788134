"""Coarser and still true: what to say instead of a place."""

import re
from functools import cache

from ..model.places import PlacePrecision
from ..reference.gazetteer import Entry, Gazetteer, gazetteer

COARSE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_ARTICLE = re.compile(r"(?i)^(?:the|republic of|federal republic of|kingdom of) ")


@cache
def _places() -> Gazetteer | None:
    try:
        return gazetteer()
    except FileNotFoundError:  # not built: a place is then only called a place
        return None


@cache
def place(words: str) -> Entry | None:
    """The most populous place of that name, countries first; None when it is unknown."""
    places = _places()
    if places is None:
        return None
    plain = _ARTICLE.sub("", words.strip(" “”\"'’").removesuffix("’s").removesuffix("'s"))
    entries = places.lookup(plain)
    return next((e for e in entries if e.precision in COARSE), entries[0] if entries else None)


def is_country(words: str) -> bool:
    """Whether the words name a country or a region of several."""
    found = place(words)
    return found is not None and found.precision in COARSE


def is_country_word(words: str) -> bool:
    """Whether the words are the adjective of a country ("Thai")."""
    places = _places()
    return places is not None and places.demonym(words) is not None


def coarser_place(words: str, audience: str) -> str | None:
    """What is true of the place and says less; None when it is coarse enough for the audience.

    For the public a town or county becomes its province and a province its country; partners may
    know provinces.
    """
    found = place(words)
    if found is None:
        return "[a place]"
    if found.precision is PlacePrecision.ADMIN1:
        return (found.country_name or "[a place]") if audience == "public" else None
    return f"a place in {found.admin1 or found.country_name}" if found.country_name else "[a place]"
