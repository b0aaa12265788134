"""Coarser and still true: what to say instead of a place."""

import re
from functools import cache

from ..model.places import PlacePrecision
from ..reference.gazetteer import Entry, Gazetteer, gazetteer

COARSE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_LANDMARK = re.compile(r"(?i)\b(?:river|mount(?:ain)?s?|lake|sea|strait|desert|bay|island)\b")
_ARTICLE = re.compile(r"(?i)^(?:the|republic of|federal republic of|kingdom of) ")


@cache
def _places() -> Gazetteer | None:
    try:
        return gazetteer()
    except FileNotFoundError:  # not built: a place is then only called a place
        return None


def _plain(words: str) -> str:
    return _ARTICLE.sub("", words.strip(" “”\"'’").removesuffix("’s").removesuffix("'s"))


@cache
def place(words: str) -> Entry | None:
    """The most populous place of that name, countries first; None when it is unknown."""
    places = _places()
    if places is None:
        return None
    entries = places.lookup(_plain(words))
    return next((e for e in entries if e.precision in COARSE), entries[0] if entries else None)


def is_country(words: str) -> bool:
    """Whether the words name a country or a region of several; rivers and ranges are neither."""
    found = place(words)
    return found is not None and found.precision in COARSE and not _LANDMARK.search(found.name)


def is_town(words: str) -> bool:
    """Whether one word is the name of a place of 20,000 people or more, or of a province."""
    found = place(words) if " " not in words else None
    return found is not None and (found.population >= 20_000 or found.precision in COARSE)


def country_code(words: str) -> str | None:
    """The country that a name or an adjective stands for, ISO 3166-1 alpha-2."""
    places = _places()
    people = places.demonym(words) if places else None
    found = place(words) if people is None else None
    return people or (
        found.country if found and found.precision is PlacePrecision.COUNTRY else None
    )


def is_country_word(words: str) -> bool:
    """Whether the words are the adjective of a country ("Thai")."""
    places = _places()
    return places is not None and places.demonym(words) is not None


def coarser_place(words: str, audience: str, about: frozenset[str] = frozenset()) -> str | None:
    """What is true of the place and says less; None when it is coarse enough for the audience.

    For the public a town or county becomes its province and a province its country; partners may
    know provinces. Of several places of one name those in the countries a text is `about` count;
    when they still lie in different provinces nothing is said of where it is.
    """
    meant = _meant(words, about)
    if not meant:
        return "[a place]"
    found = meant[0]
    if found.precision is PlacePrecision.ADMIN1:
        return (found.country_name or "[a place]") if audience == "public" else None
    wider = {e.admin1 if e.admin1 != e.name else e.country_name for e in meant} - {None}
    if len(wider) != 1:
        wider = {e.country_name for e in meant} - {None}
    return f"a place in {wider.pop()}" if len(wider) == 1 else "[a place]"


def _meant(words: str, about: frozenset[str]) -> tuple[Entry, ...]:
    """The places a name may mean, those in the countries a text is about if there are any."""
    places, first = _places(), place(words)
    if places is None or first is None:
        return ()
    entries = places.lookup(_plain(words))
    near = tuple(e for e in entries if e.country in about)
    if near:
        return near[:1]
    # a namesake a hundred times smaller is not what people mean
    return (
        first,
        *(e for e in entries if e is not first and e.population * 100 > first.population),
    )


_PLAIN = re.compile(r"[a-z’' -]+")
# "name[at]example[dot]org" is no wording of ours
_IN_ADDRESSES = frozenset({"at", "a", "dot", "punkt", "punto"})
_COARSE_DATE = re.compile(
    r"the (?:first|second|third|fourth) quarter of (?:the year|\d{4})|the \d{3}0s"
)
_COARSE_PLACE = re.compile(r"(?:a place in )?(.+)")


def is_wording(words: str) -> bool:
    """Whether words in brackets are a wording of ours, which names a province at the finest."""
    small = words[:1].lower() + words[1:]  # as it is written in a sentence
    if small in _IN_ADDRESSES:
        return False
    if _PLAIN.fullmatch(small) or _COARSE_DATE.fullmatch(small):
        return True
    named = _COARSE_PLACE.fullmatch(small if small.startswith("a place") else words)
    found = place(named.group(1)) if named else None
    return found is not None and found.precision in COARSE | {PlacePrecision.ADMIN1}
