"""The words that tell place names from other names, and short forms of states and provinces."""

from dataclasses import dataclass
from functools import cache

from ...reference.gazetteer import Entry, Gazetteer
from ...reference.gazetteer_names import fold
from ...reference.vocabulary import load_yaml, word_sets


@dataclass(frozen=True, slots=True)
class Cues:
    """The lists of vocabulary/places.yml, ready to ask."""

    in_front: frozenset[str]
    in_front_weak: frozenset[str]
    behind: frozenset[str]
    kinds: dict[str, int]
    titles: frozenset[str]
    speech: frozenset[str]
    streets: frozenset[str]
    bodies: frozenset[str]
    mastheads: frozenset[str]
    never: frozenset[str]
    sites: frozenset[str]
    moved: frozenset[str]
    lies: frozenset[str]
    there: frozenset[str]
    features: frozenset[str]
    aimed: frozenset[str]
    aimed_nouns: frozenset[str]
    authorities: frozenset[str]
    written_on: frozenset[str]
    no_places: frozenset[str]
    numbered: frozenset[str]
    called: frozenset[str]
    regional: dict[str, str]  # part of the world, by id


@cache
def cues() -> Cues:
    """The cues, loaded once."""
    lists = load_yaml("places")["cues"]
    regional = {fold(word): id for word, id in load_yaml("nationalities")["regional"].items()}
    return Cues(kinds=lists["kinds"], regional=regional, **word_sets(lists))


@cache
def abbreviations(gazetteer: Gazetteer) -> dict[str, Entry]:
    """First-level divisions by their short forms, exactly as written ("Va.", "VA")."""
    table: dict[str, list[str]] = load_yaml("places")["abbreviations"]
    out: dict[str, Entry] = {}
    for of, forms in table.items():
        country, _, name = of.partition("/")
        entry = gazetteer.admin1(country, name)
        if entry is not None:
            out |= dict.fromkeys(forms, entry)
    return out
